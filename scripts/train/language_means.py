"""Mean sentence vectors per language, in which the shared space is centred.

    python language_means.py --base trimmed/ --checkpoint run/checkpoint.pt --data DATA --out models/exonym-small

Sentence vectors of one language share a large common part; taking it off makes vectors of different
languages comparable. The means are over the parallel news sentences of DATA/parallel/ntrex128, the same
sentences in every language, so they differ by language and not by content. Rows are in the order of
`language-means.json`, the last row is the mean of all.
"""
import argparse, json, pathlib
import numpy as np
import torch
from tokenizers import Tokenizer
from data import read
from export import load_state
from train import PAD, pad

SENTENCES = 240  # a language


@torch.no_grad()
def mean_vector(model, tokenizer, texts):
    total = np.zeros(model.encoder.config.hidden_size)
    encoded = sorted((e.ids[:190] for e in tokenizer.encode_batch(texts)), key=len)
    for i in range(0, len(encoded), 16):
        ids = pad(encoded[i:i + 16], PAD)
        states = model.encoder(input_ids=ids, attention_mask=(ids != PAD).long()).last_hidden_state
        mask = (ids > 2).unsqueeze(-1).float()  # pooled over the sentence's own subwords, as the tagger does
        pooled = (states * mask).sum(1) / mask.sum(1)
        total += torch.nn.functional.normalize(pooled, dim=-1).sum(0).double().numpy()
    return (total / len(encoded)).astype("<f4")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--base", type=pathlib.Path, required=True)
    args.add_argument("--checkpoint", type=pathlib.Path, required=True)
    args.add_argument("--data", type=pathlib.Path, required=True)
    args.add_argument("--out", type=pathlib.Path, required=True)
    args.add_argument("--sentences", type=int, default=SENTENCES)
    args = args.parse_args()
    model = load_state(args.checkpoint, args.base)
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    texts = {}
    for path in sorted((args.data / "parallel/ntrex128").glob("*.jsonl*")):
        lang = path.name.split(".")[0].split("-")[0]
        sentences = [s for r in read(path) for s in r["text"].split("\n") if s.strip()]
        step = max(1, len(sentences) // args.sentences)
        texts.setdefault(lang, []).extend(sentences[::step])
    rows = {lang: mean_vector(model, tokenizer, sentences) for lang, sentences in sorted(texts.items())}
    np.stack([*rows.values(), np.mean(list(rows.values()), 0)]).astype("<f4").tofile(args.out / "language-means.bin")
    (args.out / "language-means.json").write_text(json.dumps(list(rows)) + "\n")
    print(f"{len(rows)} languages")


if __name__ == "__main__":
    main()
