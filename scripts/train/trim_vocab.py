"""Trim the encoder's vocabulary to what the claimed languages need.

    python trim_vocab.py base/ trimmed/ --data DATA

Kept: special tokens, every single character of any script, every piece without letters, every piece of
the scripts in FULL_SCRIPTS, every piece with a letter peculiar to the Turkic Latin alphabets or
Vietnamese, and every other piece seen MIN_COUNT times in texts of the claimed languages under DATA. Order and scores stay, so a text made of
kept pieces is segmented as before. The vocabulary has no byte fallback: single characters keep any name
in any script readable.
"""
import argparse, collections, json, pathlib, subprocess, unicodedata
import numpy as np
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

FULL_SCRIPTS = ("CYRILLIC", "ARABIC", "GEORGIAN", "ARMENIAN", "GREEK", "HEBREW")
PECULIAR = set("əƏğĞıİşŞŋŊʻʼţŢșȘțȚăĂơƠưƯđĐ")
LANGUAGES = set("""ar az be bg cs da de el en es et fa fi fr he hi hr hu hy id it ja ka kk ko ky lt lv mk nl
                nb no pl pt ro ru sk sl sq sr sv tg tk tr tt uk uz vi zh""".split())
CORPORA = ["ner/train.jsonl.zst", "ner/dev.jsonl.zst", "names-annotated/train.jsonl.zst",
           "parallel/ntrex128/*.jsonl.zst", "langid/lingua/sentences.jsonl.zst"]
MIN_COUNT = 4
SENTINEL = "<mask>"


def strings(value):
    """Every string inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for v in value:
            yield from strings(v)
    elif isinstance(value, dict):
        for v in value.values():
            yield from strings(v)


def seen_pieces(tokenizer, data: pathlib.Path):
    count = collections.Counter()
    for pattern in CORPORA:
        for path in sorted(data.glob(pattern)):
            lines = subprocess.run(["zstdcat", path], capture_output=True, check=True).stdout.decode().split("\n")
            records = (json.loads(line) for line in lines if line)
            texts = [s for r in records if r["lang"].split("-")[0] in LANGUAGES for s in strings(r)]
            for i in range(0, len(texts), 4096):
                for e in tokenizer.encode_batch(texts[i:i + 4096]):
                    count.update(e.ids)
    return {i for i, n in count.items() if n >= MIN_COUNT}


def keep(piece: str) -> bool:
    body = piece.replace("▁", "")
    if len(body) <= 1 or not any(c.isalpha() for c in body) or PECULIAR & set(body):
        return True
    return any(unicodedata.name(c, "").startswith(FULL_SCRIPTS) for c in body if c.isalpha())


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("base", type=pathlib.Path)
    args.add_argument("out", type=pathlib.Path)
    args.add_argument("--data", type=pathlib.Path, required=True)
    args = args.parse_args()

    spec = json.loads((args.base / "tokenizer.json").read_text())
    vocab = spec["model"]["vocab"]
    seen = seen_pieces(Tokenizer.from_file(str(args.base / "tokenizer.json")), args.data)
    ids = [i for i, (piece, _) in enumerate(vocab) if i < 4 or piece == SENTINEL or i in seen or keep(piece)]
    new = {old: i for i, old in enumerate(ids)}

    spec["model"]["vocab"] = [vocab[i] for i in ids]
    spec["added_tokens"] = [t | {"id": new[t["id"]]} for t in spec["added_tokens"] if t["id"] in new]
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "tokenizer.json").write_text(json.dumps(spec, ensure_ascii=False))

    tensors = load_file(args.base / "model.safetensors")
    word = "embeddings.word_embeddings.weight"
    tensors[word] = np.ascontiguousarray(tensors[word][ids])
    save_file(tensors, args.out / "model.safetensors", {"format": "pt"})
    np.save(args.out / "embeddings_q4.npy", np.load(args.base / "embeddings_q4.npy")[ids])
    config = json.loads((args.base / "config.json").read_text()) | {"vocab_size": len(ids)}
    (args.out / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    print(f"{len(vocab)} pieces -> {len(ids)}")


if __name__ == "__main__":
    main()
