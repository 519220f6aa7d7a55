"""Train the small network that finds roles of persons in what the encoder says of the tokens.

    cargo build --release --example token_states
    python roles.py --base trimmed/ --model ../../models/exonym-small --states ../../target/release/examples/token_states

The encoder stays as it is: `token_states` runs it once over the sentences of `roles/*.tsv`, three convolutions
learn from its label scores and states, and `roles.onnx` in the model's folder is what they become. With `--dev`
every fifth sentence is kept out and measured, token by token, and nothing is written. The whole takes some minutes
on two cores.
"""
import argparse, hashlib, json, pathlib, random, re, subprocess
import numpy as np
import onnx
import torch, torch.nn as nn, torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

# None; first and other tokens of a role whose person comes after it; the same of the person before it.
TAGS = 5
WIDTH, HEADS = 128, 1
LONGEST = 192


def parse(marked):
    """Text and roles of a marked sentence: (start, end, whether the person comes after it)."""
    text, open_marks, roles, persons, at = "", [], [], {}, 0
    while at < len(marked):
        c = marked[at]
        if c in "[{":
            blank = marked.index(" ", at)
            open_marks.append((len(text), c, re.sub(r"\D", "", marked[at:blank]), marked[at + 1]))
            at = blank + 1
            continue
        if c in "]}":
            start, kind, number, letter = open_marks.pop()
            if kind == "{":
                roles.append((start, len(text), number))
            elif letter == "P" and number:
                persons.setdefault(number, start)
        else:
            text += c
        at += 1
    assert not open_marks, marked
    return text, [(start, end, persons[number] >= end) for start, end, number in roles]


def tags(text, roles, offsets):
    """A tag for each token; -1 for those without text."""
    out, begun = [], set()
    for start, end in offsets:
        while start < end and text[start].isspace():
            start += 1
        if start >= end:
            out.append(-1)
            continue
        hit = next((i for i, (a, b, _) in enumerate(roles) if start < b and end > a), None)
        if hit is None:
            out.append(0)
        else:
            out.append((1 if roles[hit][2] else 3) + (hit in begun))
            begun.add(hit)
    return out


def sequences(sentences, tokenizer, rng, rounds):
    """Each sentence alone and, `rounds` times, behind others of its language, as they stand in a text."""
    packs = [[s] for of in sentences.values() for s in of]
    for _ in range(rounds):
        for of in sentences.values():
            rest = rng.sample(of, len(of))
            while rest:
                n = rng.choice((2, 2, 3))
                packs.append(rest[:n])
                rest = rest[n:]
    out = []
    for pack in packs:
        ids, labels = [0], [-1]
        for text, roles in pack:
            encoded = tokenizer.encode(text, add_special_tokens=False)
            ids += encoded.ids
            labels += tags(text, roles, encoded.offsets)
        out.append((ids[:LONGEST - 1] + [2], labels[:LONGEST - 1] + [-1]))
    return out


def states(of, args):
    """What the encoder says of each sequence."""
    lines = "".join(json.dumps(ids) + "\n" for ids, _ in of)
    run = subprocess.run([args.states, args.model], input=lines.encode(), capture_output=True, check=True)
    rows = torch.from_numpy(np.frombuffer(run.stdout, dtype=np.int16).copy()).view(torch.bfloat16).float()
    lengths = [len(ids) for ids, _ in of]
    return list(rows.view(sum(lengths), -1).split(lengths))


class Head(nn.Module):
    def __init__(self, mean, deviation, drop=0.4):
        super().__init__()
        self.mean, self.scale = nn.Buffer(mean), nn.Buffer(1 / (deviation + 1e-3))
        self.first = nn.Conv1d(len(mean), WIDTH, 3, padding=1)
        self.second = nn.Conv1d(WIDTH, WIDTH, 3, padding=1)
        self.third = nn.Conv1d(WIDTH, WIDTH, 3, padding=2, dilation=2)
        self.out = nn.Conv1d(WIDTH, TAGS, 1)
        self.drop = nn.Dropout(drop)

    def forward(self, rows, mask):
        mask = mask[:, None]
        x = self.drop((rows - self.mean) * self.scale).transpose(1, 2) * mask
        x = F.relu(self.first(x)) * mask
        x = x + F.relu(self.second(self.drop(x))) * mask
        x = x + F.relu(self.third(self.drop(x))) * mask
        return self.out(self.drop(x)).transpose(1, 2)


def batch(rows, labels, idx):
    longest = max(len(rows[i]) for i in idx)
    x, y = torch.zeros(len(idx), longest, rows[0].shape[1]), torch.full((len(idx), longest), -1)
    mask = torch.zeros(len(idx), longest)
    for r, i in enumerate(idx):
        n = len(rows[i])
        x[r, :n], y[r, :n], mask[r, :n] = rows[i], torch.tensor(labels[i]), 1
    return x, y, mask


def train(rows, labels, seed, epochs, size=32, peak=2e-3):
    torch.manual_seed(seed)
    everything = torch.cat(rows)
    head = Head(everything.mean(0), everything.std(0))
    optimizer = torch.optim.AdamW(head.parameters(), lr=peak, weight_decay=0.02)
    steps, step = epochs * -(-len(rows) // size), 0
    for _ in range(epochs):
        order = torch.randperm(len(rows)).tolist()
        for i in range(0, len(order), size):
            x, y, mask = batch(rows, labels, order[i:i + size])
            for group in optimizer.param_groups:
                group["lr"] = peak * min(1, (step + 1) / 40) * max(0.02, 1 - step / steps)
            loss = F.cross_entropy(head(x, mask).reshape(-1, TAGS), y.reshape(-1), ignore_index=-1, label_smoothing=0.02)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
    print(f"seed {seed}: loss {loss.item():.3f}", flush=True)
    return head.eval()


def spans(found):
    out, start = set(), None
    for i, tag in enumerate([*found, 0]):
        if start and not (tag in (2, 4) and tag // 2 == start[1]):
            out.add((start[0], i, start[1]))
            start = None
        if tag and start is None:
            start = (i, (tag + 1) // 2)
    return out


def measure(heads, rows, labels):
    exact = near = said = told = 0
    with torch.no_grad():
        for x, y in zip(rows, labels):
            scores = sum(F.log_softmax(h(x[None], torch.ones(1, len(x))), -1) for h in heads)[0]
            keep = [i for i, tag in enumerate(y) if tag >= 0]
            found, gold = spans([int(scores[i].argmax()) for i in keep]), spans([y[i] for i in keep])
            exact += len(found & gold)
            near += sum(any(a[2] == b[2] and a[0] < b[1] and b[0] < a[1] for b in gold) for a in found)
            said, told = said + len(found), told + len(gold)
    print(f"{told} roles, {said} found: {exact} to the token, {near} of them or near one", flush=True)


def export(heads, path):
    """One graph of all heads, side by side: their scores are added."""
    weights, nodes = [], []

    def weight(name, value):
        weights.append(numpy_helper.from_array(value.detach().numpy().astype(np.float32), name))
        return name

    def conv(h, name, layer, value, dilation=1):
        inputs = [value, weight(f"{name}.w", layer.weight), weight(f"{name}.b", layer.bias)]
        pad = layer.padding[0]
        nodes.append(helper.make_node("Conv", inputs, [f"{name}"], kernel_shape=[layer.kernel_size[0]],
                                      pads=[pad, pad], dilations=[dilation], strides=[1]))
        return name

    def op(kind, name, *inputs, **attributes):
        nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    columns = op("Transpose", "columns", "rows", perm=[0, 2, 1])
    outputs = []
    for i, head in enumerate(heads):
        name = lambda part: f"h{i}.{part}"
        shifted = op("Sub", name("shifted"), columns, weight(name("mean"), head.mean[None, :, None]))
        scaled = op("Mul", name("scaled"), shifted, weight(name("scale"), head.scale[None, :, None]))
        x = op("Relu", name("x1"), conv(head, name("first"), head.first, scaled))
        x = op("Add", name("x2"), x, op("Relu", name("r2"), conv(head, name("second"), head.second, x)))
        x = op("Add", name("x3"), x, op("Relu", name("r3"), conv(head, name("third"), head.third, x, 2)))
        outputs.append(conv(head, name("out"), head.out, x))
    total = outputs[0]
    for i, other in enumerate(outputs[1:]):
        total = op("Add", f"sum{i}", total, other)
    mean = op("Mul", "mean", total, weight("share", torch.tensor(1 / len(heads))))
    op("Transpose", "scores", mean, perm=[0, 2, 1])
    width = len(heads[0].mean)
    graph = helper.make_graph(nodes, "roles", [helper.make_tensor_value_info("rows", TensorProto.FLOAT, [1, "tokens", width])],
                              [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, "tokens", TAGS])], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--base", type=pathlib.Path, required=True)
    args.add_argument("--model", type=pathlib.Path, required=True)
    args.add_argument("--states", type=pathlib.Path, required=True)
    args.add_argument("--epochs", type=int, default=14)
    args.add_argument("--heads", type=int, default=HEADS)
    args.add_argument("--dev", action="store_true")
    args = args.parse_args()
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    files = sorted((pathlib.Path(__file__).parent / "roles").glob("*.tsv"))
    lines = {f.stem: [line for line in f.read_text().split("\n") if line] for f in files}
    is_dev = lambda line: args.dev and int(hashlib.sha256(line.encode()).hexdigest()[:8], 16) % 5 == 0
    kept = {lang: [parse(line) for line in of if not is_dev(line)] for lang, of in lines.items()}
    packed = sequences(kept, tokenizer, random.Random(5), rounds=2)
    print(f"{sum(map(len, kept.values()))} sentences, {len(packed)} sequences", flush=True)
    rows, labels = states(packed, args), [y for _, y in packed]
    heads = [train(rows, labels, seed, args.epochs) for seed in range(args.heads)]
    if args.dev:
        out = {lang: [parse(line) for line in of if is_dev(line)] for lang, of in lines.items()}
        out = sequences(out, tokenizer, random.Random(5), rounds=0)
        dev = states(out, args)
        for some in (heads[:1], heads):
            measure(some, dev, [y for _, y in out])
    else:
        export(heads, args.model / "roles.onnx")


if __name__ == "__main__":
    main()
