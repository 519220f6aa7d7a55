"""The recipe on generated data, in a minute: `python train.py --smoke`.

Makes a tiny encoder with random weights, a tokenizer and sentences of invented names, then trains, resumes,
exports, and writes means and manifest, each through the script that does it for the real model.
"""
import json, pathlib, random, subprocess, sys, tempfile
import numpy as np
from safetensors.numpy import save_file
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from recover_encoder import BLOCK, dequantize

HERE = pathlib.Path(__file__).resolve().parent
HIDDEN, LAYERS, FFN = 64, 2, 128


def sentences(rng, count, lang):
    syllables = ["va", "li", "yev", "tra", "minh", "ba", "ku", "an", "dor", "sel"]
    name = lambda: "".join(rng.choices(syllables, k=2)).capitalize()
    for i in range(count):
        text, entities = "", []
        for word, label in [(name() + " " + name(), "PER"), ("met", None), (name() + " Agency", "ORG"), ("in", None), (name(), "LOC")]:
            start = len(text)
            text += word + " "
            if label:
                entities.append({"start": start, "end": start + len(word), "label": label})
        yield {"id": f"{lang}{i}", "lang": lang, "dataset": "generated", "text": text.strip() + ".", "entities": entities}


def write_data(folder, rng):
    for name, count in (("ner/train.jsonl", 300), ("names-annotated/train.jsonl", 60)):
        (folder / name).parent.mkdir(parents=True)
        records = [r for lang in ("en", "az") for r in sentences(rng, count, lang)]
        (folder / name).write_text("".join(json.dumps(r) + "\n" for r in records))
    parallel = folder / "parallel/ntrex128"
    parallel.mkdir(parents=True)
    for lang in ("en", "az"):
        text = "\n".join(r["text"] for r in sentences(rng, 20, lang))
        (parallel / f"{lang}.jsonl").write_text(json.dumps({"id": lang, "lang": lang, "text": text}) + "\n")


def write_base(folder, rng):
    folder.mkdir()
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    trainer = trainers.UnigramTrainer(vocab_size=200, special_tokens=special, unk_token="<unk>", show_progress=False)
    tokenizer.train_from_iterator([r["text"] for r in sentences(rng, 400, "en")], trainer)
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    spec = json.loads(tokenizer.to_str())
    (folder / "tokenizer.json").write_text(json.dumps(spec))
    pieces, noise = len(spec["model"]["vocab"]), np.random.default_rng(1)
    config = {"model_type": "bert", "architectures": ["BertModel"], "hidden_size": HIDDEN, "num_hidden_layers": LAYERS,
              "num_attention_heads": 2, "intermediate_size": FFN, "vocab_size": pieces, "max_position_embeddings": 256,
              "type_vocab_size": 2, "layer_norm_eps": 1e-12, "hidden_act": "gelu", "pad_token_id": 1}
    (folder / "config.json").write_text(json.dumps(config))
    blocks = noise.integers(0, 256, (pieces, HIDDEN // BLOCK, 2 + BLOCK // 2), dtype=np.uint8)
    blocks[..., :2] = np.frombuffer(np.float16(0.02).tobytes(), np.uint8)
    np.save(folder / "embeddings_q4.npy", blocks.reshape(pieces, -1))
    draw = lambda *shape: noise.normal(0, 0.05, shape).astype(np.float32)
    tensors = {"embeddings.word_embeddings.weight": dequantize(blocks),
               "embeddings.position_embeddings.weight": draw(256, HIDDEN), "embeddings.token_type_embeddings.weight": draw(2, HIDDEN)}
    norms, linears = ["embeddings.LayerNorm"], {}
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        norms += [f"{at}.attention.output.LayerNorm", f"{at}.output.LayerNorm"]
        for name in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
            linears[f"{at}.{name}"] = (HIDDEN, HIDDEN)
        linears[f"{at}.intermediate.dense"], linears[f"{at}.output.dense"] = (FFN, HIDDEN), (HIDDEN, FFN)
    for name in norms:
        tensors[f"{name}.weight"], tensors[f"{name}.bias"] = np.ones(HIDDEN, np.float32), np.zeros(HIDDEN, np.float32)
    for name, (rows, columns) in linears.items():
        tensors[f"{name}.weight"], tensors[f"{name}.bias"] = draw(rows, columns), np.zeros(rows, np.float32)
    save_file({k: np.ascontiguousarray(v) for k, v in tensors.items()}, folder / "model.safetensors", {"format": "pt"})


def run(script, *args):
    subprocess.run([sys.executable, HERE / script, *map(str, args)], check=True)


def main():
    rng = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        base, data, out, model = root / "base", root / "data", root / "run", root / "smoke-model"
        write_data(data, rng)
        write_base(base, rng)
        for steps in (40, 60):  # the second call goes on from the first one's checkpoint
            run("train.py", "--base", base, "--data", data, "--out", out, "--minutes", 5, "--steps", steps, "--tokens", 1024)
        common = ("--base", base, "--checkpoint", out / "checkpoint.pt", "--out", model)
        run("export.py", *common, "--reference", root / "reference.json")
        run("language_means.py", *common, "--data", data)
        run("manifest.py", model, "--version", "0.0.0")
        print((model / "model.toml").read_text())


if __name__ == "__main__":
    main()
