"""Write the model folder that exonym loads from a training checkpoint.

    python export.py --base trimmed/ --checkpoint run/checkpoint.pt --out models/exonym-small --data DATA

writes
- `encoder.onnx`: embedded tokens and an additive mask in, label logits and token states out. Weights are
  7-bit integers with one scale an output column, multiplied by 8-bit inputs with one scale a token;
- `embeddings.q4`: the word embedding, one row of Q4_0 blocks a piece, as recovered;
- `vocabulary.bin`: the unigram pieces and scores, laid out to be memory-mapped;
- `normalizer.bin`: SentencePiece's character map, as it stands in `tokenizer.json`;
- `reference.json` (with `--reference FILE`): numbers of PyTorch for the shipped weights, for the tests:
  `logits` and `pooled` with inputs rounded to bytes as in the graph, `exact` label scores without rounding.
`language-means.bin` is written by `language_means.py`, `model.toml` by `manifest.py`.
"""
import argparse, base64, json, pathlib, random, re, struct
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from safetensors.torch import load_file
from tokenizers import Tokenizer
from data import LABELS, read
from train import Tagger, load_encoder, start_from

PROBES = [
    "Vugar Aliyev met Vu Viet Trang in Baku on May 7.",
    "Vüqar Əliyev Bakıda Vyetnam İnformasiya Agentliyinin baş direktoru ilə görüşüb.",
    "Вугар Алиев провёл переговоры с Ву Вьет Чанг.",
    "Tổng Giám đốc Vũ Việt Trang thăm Azerbaijan.",
    "武加尔·阿利耶夫在巴库会见了越南代表团。",
    "التقى ووقار علييف الوفد الفيتنامي في باكو.",
    # So short that no input falls between two roundings.
    "Bakı.",
    "Вьетнам",
]


def quantize(weight: np.ndarray, steps):
    """int8 with one scale a column of the (in, out) matrix."""
    scale = np.maximum(np.abs(weight).max(0), 1e-12).astype(np.float32) / steps
    return np.clip(np.rint(weight / scale), -steps, steps).astype(np.int8), scale


class Graph:
    """An ONNX graph under construction; every method adds nodes and returns the name of its output.

    With `smooth` the linear layers multiply in integers: the input becomes bytes with one scale a token,
    its channels first divided by what `smoothing` found. Without, the weights are turned to fp32 when the
    engine loads them. `rounded` holds the weights as the graph has them."""

    def __init__(self, smooth=None):
        self.smooth, self.nodes, self.weights, self.rounded = smooth, [], {}, {}

    def constant(self, name, array):
        self.weights.setdefault(name, numpy_helper.from_array(np.array(array), name))
        return name

    def op(self, kind, *inputs, **attributes):
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def split(self, x, parts):
        names = [f"Split_{len(self.nodes)}.{i}" for i in range(parts)]
        self.nodes.append(helper.make_node("Split", [x], names, axis=-1, num_outputs=parts))
        return names

    def bytes_of(self, x):
        """`x` in steps of a 127th of the token's largest value, as bytes around 128; and the steps."""
        top = self.op("ReduceMax", self.op("Abs", x), self.constant("last", np.array([-1], np.int64)), keepdims=1)
        step = self.op("Mul", top, self.constant("steps", np.float32(1 / 127)))
        step = self.op("Max", step, self.constant("least", np.float32(1e-12)))
        # Cast cuts off, so half a step more rounds; QuantizeLinear is several times slower in the engine.
        shifted = self.op("Add", self.op("Div", x, step), self.constant("middle.half", np.float32(128.5)))
        return self.op("Cast", shifted, to=TensorProto.UINT8), step

    def linear(self, x, layers):
        """`x @ weight.T + bias` for PyTorch layers (name, weight, bias) with one input, side by side."""
        name = "+".join(name for name, _, _ in layers)
        weight, bias = np.concatenate([w for _, w, _ in layers]), np.concatenate([b for _, _, b in layers])
        smooth = np.ones(weight.shape[1], np.float32) if self.smooth is None else self.smooth[layers[0][0]]
        # 7-bit weights: two products of 8 and 8 bits overflow the 16-bit sums of processors without VNNI.
        rounded, scale = quantize(weight.T * smooth[:, None], 127 if self.smooth is None else 63)
        back = (rounded * scale / smooth[:, None]).T
        for part, (layer, w, _) in zip(np.split(back, np.cumsum([len(w) for _, w, _ in layers])[:-1]), layers):
            self.rounded[layer] = part
        weight, scale = self.constant(f"{name}.q", rounded), self.constant(f"{name}.s", scale)
        if self.smooth is None:
            product = self.op("MatMul", x, self.op("DequantizeLinear", weight, scale, axis=1))
        else:
            byte, step = self.bytes_of(self.op("Mul", x, self.constant(f"{name}.smooth", 1 / smooth)))
            product = self.op("MatMulInteger", byte, weight, self.constant("middle", np.uint8(128)), self.constant("none", np.int8(0)))
            product = self.op("Mul", self.op("Mul", self.op("Cast", product, to=TensorProto.FLOAT), scale), step)
        return self.op("Add", product, self.constant(f"{name}.b", bias))

    def norm(self, x, name, weight, bias, eps):
        return self.op("LayerNormalization", x, self.constant(f"{name}.w", weight), self.constant(f"{name}.b", bias),
                       axis=-1, epsilon=eps)


def build(state, config, smooth=None):
    """The graph, and the weights as the rounded graph has them."""
    g, heads, hidden = Graph(smooth), config["num_attention_heads"], config["hidden_size"]
    size = hidden // heads
    get = lambda name: state[name].float().numpy()
    into_heads = g.constant("into_heads", np.array([0, 0, heads, size], np.int64))
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

        def linear(x, *names):
            return g.linear(x, [(f"{at}.{n}.weight", get(f"{at}.{n}.weight"), get(f"{at}.{n}.bias")) for n in names])

        def norm(x, name):
            return g.norm(x, f"{at}.{name}", get(f"{at}.{name}.weight"), get(f"{at}.{name}.bias"), eps)

        def headed(x, perm):
            return g.op("Transpose", g.op("Reshape", x, into_heads), perm=perm)

        three = linear(x, *(f"attention.self.{part}" for part in ("query", "key", "value")))
        query, key, value = g.split(three, 3)
        scores = g.op("MatMul", headed(query, [0, 2, 1, 3]), headed(key, [0, 2, 3, 1]))
        scores = g.op("Mul", scores, g.constant("temperature", np.float32(size ** -0.5)))
        weights = g.op("Softmax", g.op("Add", scores, "mask"), axis=-1)
        context = g.op("MatMul", weights, headed(value, [0, 2, 1, 3]))
        context = g.op("Reshape", g.op("Transpose", context, perm=[0, 2, 1, 3]), join)
        x = norm(g.op("Add", linear(context, "attention.output.dense"), x), "attention.output.LayerNorm")
        inner = g.op("Gelu", linear(x, "intermediate.dense"))
        x = norm(g.op("Add", linear(inner, "output.dense"), x), "output.LayerNorm")
    g.nodes.append(helper.make_node("Identity", [x], ["states"]))
    logits = g.op("MatMul", x, g.constant("head.weight", get("head.weight").T))
    g.nodes.append(helper.make_node("Add", [logits, g.constant("head.bias", get("head.bias"))], ["logits"]))

    value = lambda name, *dims: helper.make_tensor_value_info(name, TensorProto.FLOAT, dims)
    graph = helper.make_graph(
        g.nodes, "exonym-encoder",
        [value("embeddings", "batch", "tokens", hidden), value("mask", "batch", 1, 1, "tokens")],
        [value("logits", "batch", "tokens", len(LABELS)), value("states", "batch", "tokens", hidden)],
        list(g.weights.values()))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], producer_name="exonym")
    model.ir_version = 9
    return model, g.rounded


def linear_layers(model):
    """Every linear layer of the encoder with the name of its weight."""
    return {f"encoder.{name}.weight": module for name, module in model.encoder.named_modules() if isinstance(module, torch.nn.Linear)}


@torch.no_grad()
def smoothing(model, tokenizer, texts, strength=0.5):
    """By the name of a weight: what its input's channels are divided by (and its columns multiplied), so
    that a few large channels do not take the bits of all others (SmoothQuant). Layers with one input share it."""
    tops, hooks = {}, []
    for name, module in linear_layers(model).items():
        def see(module, inputs, name=name):
            top = inputs[0].abs().flatten(0, -2).amax(0)
            tops[name] = torch.maximum(tops.get(name, top), top)
        hooks.append(module.register_forward_pre_hook(see))
    for text in texts:
        model(torch.tensor([tokenizer.encode(text).ids[:192]]))
    for hook in hooks:
        hook.remove()
    state, out = model.state_dict(), {}
    for name, top in tops.items():
        twins = {re.sub("query|key|value", part, name) for part in ("query", "key", "value")}
        width = torch.stack([state[twin].abs().amax(0) for twin in sorted(twins)]).amax(0)
        smooth = (top.clamp(min=1e-5) ** strength / width.clamp(min=1e-5) ** (1 - strength)).numpy()
        out[name] = (smooth / np.exp(np.log(smooth).mean())).astype(np.float32)
    return out


def round_inputs(model, smooth):
    """Makes PyTorch's layers see what the graph's see: inputs rounded to bytes with one scale a token."""
    for name, module in linear_layers(model).items():
        def see(module, inputs, factors=torch.from_numpy(smooth[name])):
            x = inputs[0] / factors
            step = (x.abs().amax(-1, keepdim=True) / 127).clamp(min=1e-12)
            return (torch.floor(x / step + 128.5) - 128) * step * factors
        module.register_forward_pre_hook(see)


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
def reference(model, tokenizer, smooth):
    """Ids, label scores and pooled states of a few sentences for the shipped weights."""
    rows = lambda scores: [[round(v, 5) for v in row] for row in scores.tolist()]
    encoded = [tokenizer.encode(text) for text in PROBES]
    run = lambda: [[outputs[0] for outputs in model(torch.tensor([e.ids]))] for e in encoded]
    exact = [logits for logits, _ in run()]
    if smooth:
        round_inputs(model, smooth)
    return [{"text": text, "ids": e.ids, "offsets": e.offsets, "logits": rows(logits), "exact": rows(unrounded),
             "pooled": [round(v, 5) for v in states[1:-1].mean(0).tolist()]}
            for text, e, unrounded, (logits, states) in zip(PROBES, encoded, exact, run())]


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
    args.add_argument("--data", type=pathlib.Path, help="texts to calibrate the integers with")
    args.add_argument("--fp32", action="store_true", help="multiply in fp32: slower, to compare with")
    args = args.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    config = json.loads((args.base / "config.json").read_text())
    spec = json.loads((args.base / "tokenizer.json").read_text())
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    model = load_state(args.checkpoint, args.base)
    state, smooth = model.state_dict(), None
    if not args.fp32:
        texts = [r["text"] for r in read(args.data / "names-annotated/train.jsonl")] if args.data else PROBES
        smooth = smoothing(model, tokenizer, random.Random(5).sample(texts, min(len(texts), 256)))
    graph, rounded = build(state, config, smooth)
    onnx.checker.check_model(graph)
    (args.out / "encoder.onnx").write_bytes(graph.SerializeToString())
    np.load(args.base / "embeddings_q4.npy").tofile(args.out / "embeddings.q4")
    write_vocabulary(spec, args.out / "vocabulary.bin")
    normalizer = spec["normalizer"]["normalizers"][0].get("precompiled_charsmap", "")
    (args.out / "normalizer.bin").write_bytes(base64.b64decode(normalizer))
    if args.reference:
        model.load_state_dict(state | {name: torch.from_numpy(np.ascontiguousarray(w)) for name, w in rounded.items()})
        args.reference.write_text(json.dumps(reference(model, tokenizer, smooth), ensure_ascii=False) + "\n")
    for file in sorted(args.out.iterdir()):
        print(f"{file.stat().st_size:>10} {file.name}")


if __name__ == "__main__":
    main()
