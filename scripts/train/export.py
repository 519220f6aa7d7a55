"""Write the model folder that exonym loads from a training checkpoint.

    python export.py --base trimmed/ --checkpoint run/checkpoint.pt --out models/exonym-small

writes
- `encoder.onnx`: embedded tokens and an additive mask in, label logits and token states out. Weights are
  int8 with one scale an output column, turned to fp32 by the engine when it loads;
- `embeddings.q4`: the word embedding, one row of Q4_0 blocks a piece, as recovered;
- `vocabulary.bin`: the unigram pieces and scores, laid out to be memory-mapped;
- `normalizer.bin`: SentencePiece's character map, as it stands in `tokenizer.json`;
- `reference.json` (with `--reference FILE`): numbers of PyTorch for the shipped weights, for the tests.
`language-means.bin` is written by `language_means.py`, `model.toml` by `manifest.py`.
"""
import argparse, base64, json, pathlib, struct
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from safetensors.torch import load_file
from tokenizers import Tokenizer
from data import LABELS
from train import Tagger, load_encoder, start_from

PROBES = [
    "Vugar Aliyev met Vu Viet Trang in Baku on May 7.",
    "Vüqar Əliyev Bakıda Vyetnam İnformasiya Agentliyinin baş direktoru ilə görüşüb.",
    "Вугар Алиев провёл переговоры с Ву Вьет Чанг.",
    "Tổng Giám đốc Vũ Việt Trang thăm Azerbaijan.",
    "武加尔·阿利耶夫在巴库会见了越南代表团。",
    "التقى ووقار علييف الوفد الفيتنامي في باكو.",
]


def quantize(weight: np.ndarray):
    """int8 with one scale a column of the (in, out) matrix."""
    scale = np.maximum(np.abs(weight).max(0), 1e-12).astype(np.float32) / 127
    return np.clip(np.rint(weight / scale), -127, 127).astype(np.int8), scale


class Graph:
    """An ONNX graph under construction; every method adds a node and returns the name of its output."""

    def __init__(self):
        self.nodes, self.weights, self.rounded = [], [], {}

    def constant(self, name, array):
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def op(self, kind, *inputs, **attributes):
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def linear(self, x, name, weight, bias, scale=1.0):
        """`x @ weight.T + bias` for a PyTorch weight (out, in); remembers the weight after rounding."""
        rounded, steps = quantize(weight.T * scale)
        self.rounded[name] = (rounded.astype(np.float32) * steps).T / scale
        matrix = self.op("DequantizeLinear", self.constant(f"{name}.q", rounded), self.constant(f"{name}.s", steps), axis=1)
        return self.op("Add", self.op("MatMul", x, matrix), self.constant(f"{name}.b", bias * scale))

    def norm(self, x, name, weight, bias, eps):
        return self.op("LayerNormalization", x, self.constant(f"{name}.w", weight), self.constant(f"{name}.b", bias),
                       axis=-1, epsilon=eps)


def build(state, config):
    """The graph, and the weights as the rounded graph has them."""
    g, heads, hidden = Graph(), config["num_attention_heads"], config["hidden_size"]
    size = hidden // heads
    get = lambda name: state[name].float().numpy()
    split = g.constant("split", np.array([0, 0, heads, size], np.int64))
    join = g.constant("join", np.array([0, 0, hidden], np.int64))
    positions = get("encoder.embeddings.position_embeddings.weight") + get("encoder.embeddings.token_type_embeddings.weight")[0]
    length = g.op("Shape", "embeddings", start=1, end=2)
    zero = g.constant("zero", np.array([0], np.int64))
    rows = g.op("Slice", g.constant("positions", positions), zero, length, zero)
    eps = config["layer_norm_eps"]
    prefix = "encoder.embeddings.LayerNorm"
    x = g.norm(g.op("Add", "embeddings", rows), prefix, get(f"{prefix}.weight"), get(f"{prefix}.bias"), eps)
    for layer in range(config["num_hidden_layers"]):
        at = f"encoder.encoder.layer.{layer}"

        def linear(x, name, scale=1.0):
            return g.linear(x, f"{at}.{name}.weight", get(f"{at}.{name}.weight"), get(f"{at}.{name}.bias"), scale)

        def norm(x, name):
            return g.norm(x, f"{at}.{name}", get(f"{at}.{name}.weight"), get(f"{at}.{name}.bias"), eps)

        def headed(name, perm, scale=1.0):
            return g.op("Transpose", g.op("Reshape", linear(x, f"attention.self.{name}", scale), split), perm=perm)

        query = headed("query", [0, 2, 1, 3], size ** -0.5)
        scores = g.op("MatMul", query, headed("key", [0, 2, 3, 1]))
        weights = g.op("Softmax", g.op("Add", scores, "mask"), axis=-1)
        context = g.op("MatMul", weights, headed("value", [0, 2, 1, 3]))
        context = g.op("Reshape", g.op("Transpose", context, perm=[0, 2, 1, 3]), join)
        x = norm(g.op("Add", linear(context, "attention.output.dense"), x), "attention.output.LayerNorm")
        inner = g.op("Gelu", linear(x, "intermediate.dense"))
        x = norm(g.op("Add", linear(inner, "output.dense"), x), "output.LayerNorm")
    g.nodes.append(helper.make_node("Identity", [x], ["states"]))
    logits = g.op("MatMul", x, g.constant("head.weight", get("head.weight").T))
    g.nodes.append(helper.make_node("Add", [logits, g.constant("head.bias", get("head.bias"))], ["logits"]))

    dims = lambda *d: list(d)
    value = lambda name, d: helper.make_tensor_value_info(name, TensorProto.FLOAT, d)
    graph = helper.make_graph(
        g.nodes, "exonym-encoder",
        [value("embeddings", dims("batch", "tokens", hidden)), value("mask", dims("batch", 1, 1, "tokens"))],
        [value("logits", dims("batch", "tokens", len(LABELS))), value("states", dims("batch", "tokens", hidden))],
        g.weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], producer_name="exonym")
    model.ir_version = 9
    return model, g.rounded


def write_vocabulary(spec, path):
    """Header, then in id order: scores (f64), ends of the pieces in the blob (u32), the ids in byte order
    of their pieces (u32, special tokens left out), the blob. All little-endian."""
    pieces = [p.encode() for p, _ in spec["model"]["vocab"]]
    special = {t["id"] for t in spec["added_tokens"]}
    order = sorted((i for i in range(len(pieces)) if i not in special), key=lambda i: pieces[i])
    out = bytearray(b"EXVOCAB1")
    out += struct.pack("<IIII", len(pieces), len(order), spec["model"]["unk_id"], sum(map(len, pieces)))
    out += np.array([s for _, s in spec["model"]["vocab"]], "<f8").tobytes()
    out += np.cumsum([len(p) for p in pieces]).astype("<u4").tobytes()
    out += np.array(order, "<u4").tobytes()
    path.write_bytes(bytes(out) + b"".join(pieces))


@torch.no_grad()
def reference(model, tokenizer):
    """Ids, logits and pooled states of a few sentences in fp32, for the shipped weights."""
    out = []
    for text in PROBES:
        e = tokenizer.encode(text)
        logits, states = model(torch.tensor([e.ids]))
        pooled = states[0, 1:-1].mean(0)
        out.append({"text": text, "ids": e.ids, "offsets": e.offsets,
                    "logits": [[round(v, 5) for v in row] for row in logits[0].tolist()],
                    "pooled": [round(v, 5) for v in pooled.tolist()]})
    return out


def load_state(path, base):
    """The model's weights, from our checkpoints or from a `.safetensors` of an earlier run."""
    model = Tagger(load_encoder(base))
    if path.suffix == ".safetensors":
        start_from(model, path)
    else:
        model.load_state_dict(torch.load(path, weights_only=True)["model"])
    return model.eval()


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--base", type=pathlib.Path, required=True)
    args.add_argument("--checkpoint", type=pathlib.Path, required=True)
    args.add_argument("--out", type=pathlib.Path, required=True)
    args.add_argument("--reference", type=pathlib.Path)
    args = args.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    config = json.loads((args.base / "config.json").read_text())
    spec = json.loads((args.base / "tokenizer.json").read_text())
    model = load_state(args.checkpoint, args.base)
    state = model.state_dict()
    graph, rounded = build(state, config)
    onnx.checker.check_model(graph)
    (args.out / "encoder.onnx").write_bytes(graph.SerializeToString())
    np.load(args.base / "embeddings_q4.npy").tofile(args.out / "embeddings.q4")
    write_vocabulary(spec, args.out / "vocabulary.bin")
    normalizer = spec["normalizer"]["normalizers"][0].get("precompiled_charsmap", "")
    (args.out / "normalizer.bin").write_bytes(base64.b64decode(normalizer))
    if args.reference:
        model.load_state_dict(state | {name: torch.from_numpy(np.ascontiguousarray(w)) for name, w in rounded.items()})
        tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
        args.reference.write_text(json.dumps(reference(model, tokenizer), ensure_ascii=False) + "\n")
    for file in sorted(args.out.iterdir()):
        print(f"{file.stat().st_size:>10} {file.name}")


if __name__ == "__main__":
    main()
