"""Fine-tune the encoder for name tagging, its sentence vectors kept by distillation.

    python train.py --base trimmed/ --data DATA --out run/ --minutes 100 [--init checkpoint.safetensors]

One encoder, two uses: a linear head gives BIO labels for every sub-word, and the mean of a sentence's
token states stays close to what the encoder that training starts from (`--init`, else the base) says of it.
Data sets annotate different layers; each token has the *set* of labels its data set allows, and the loss
is the negative log of their summed probability. `--out` holds a checkpoint; the same command goes on
from it; `python train.py --smoke` tries the whole recipe on generated data. The learning rate falls with the time used, so `--minutes` is the length of the whole run.
"""
import argparse, copy, json, pathlib, re, sys, time
import torch, torch.nn as nn, torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import BertModel
from data import LABELS, Mix, read

PAD = 1


class Tagger(nn.Module):
    def __init__(self, encoder):
        super().__init__()
        self.encoder, self.drop = encoder, nn.Dropout(0.1)
        self.head = nn.Linear(encoder.config.hidden_size, len(LABELS))

    def forward(self, ids):
        states = self.encoder(input_ids=ids, attention_mask=(ids != PAD).long()).last_hidden_state
        return self.head(self.drop(states)), states


def pad(rows, value):
    out = torch.full((len(rows), max(map(len, rows))), value)
    for i, r in enumerate(rows):
        out[i, :len(r)] = torch.tensor(r)
    return out


def load_encoder(path: pathlib.Path):
    # Dropout inside the encoder costs a third of a step on a CPU, and one pass over the data does not overfit.
    # PyTorch's fused attention is slow backwards on CPUs: the plain one halves a step.
    return BertModel.from_pretrained(path, add_pooling_layer=False, attn_implementation="eager",
                                     hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)


def start_from(model, path: pathlib.Path):
    """Take encoder and head from an earlier run, whose labels may lack EVT and MISC."""
    renamed = ((r"^bert\.", "encoder."), (r"^classifier\.", "head."))
    saved = {}
    for key, value in load_file(path).items():
        for pattern, name in renamed:
            key = re.sub(pattern, name, key)
        saved[key] = value.float()
    rows = saved["head.weight"].shape[0]
    with torch.no_grad():
        # The labels' order is shared; those the earlier run did not know start below the known ones.
        model.head.weight[:rows], model.head.bias[:rows] = saved.pop("head.weight"), saved.pop("head.bias")
        model.head.weight[rows:] *= 0.1
        model.head.bias[rows:] = -3.0
    left = model.load_state_dict(saved, strict=False)
    taken = {k for k in model.state_dict() if k not in left.missing_keys}
    print(f"start from {path.name}: {len(taken)} tensors taken, {len(left.unexpected_keys)} unknown", flush=True)


def tagging_loss(logits, sets):
    """-log of the probability of the allowed labels, mean over tokens that have any."""
    bits = torch.tensor([1 << i for i in range(len(LABELS))], device=sets.device)
    allowed = (sets.unsqueeze(-1) & bits) != 0
    logp = F.log_softmax(logits.float(), -1).masked_fill(~allowed, -1e4)
    keep = sets != 0
    return -torch.logsumexp(logp, -1)[keep].mean()


def sentence_vectors(states, ranges):
    """The unit vectors of the sentences of a batch that have more than three sub-words."""
    means = [states[row, a:b].float().mean(0) for row, sentences in enumerate(ranges) for a, b in sentences if b - a > 3]
    return F.normalize(torch.stack(means), dim=-1)


def distillation_loss(states, ranges, teacher, ids):
    """How far sentence vectors moved from the teacher's of the same batch, as a share of the teacher's spread.

    All vectors of this encoder lie close together, so that a cosine near 1 says little; what tells sentences
    apart is how they differ from their mean."""
    with torch.no_grad(), precision(ids.device):
        known = teacher(input_ids=ids, attention_mask=(ids != PAD).long()).last_hidden_state
    target = sentence_vectors(known, ranges)
    spread = (target - target.mean(0)).square().sum(-1).mean()
    return (sentence_vectors(states, ranges) - target).square().sum(-1).mean() / spread


def precision(device):
    """bfloat16 on a GPU and on CPUs that multiply it; on others it is slower than fp32 by far."""
    kind = torch.device(device).type
    fast = kind == "cuda" or torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()
    return torch.autocast(kind, torch.bfloat16, enabled=fast)


def main():
    if sys.argv[1:] == ["--smoke"]:
        import smoke  # only here: it runs this file

        return smoke.main()
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--base", type=pathlib.Path, required=True)
    args.add_argument("--data", type=pathlib.Path, required=True)
    args.add_argument("--out", type=pathlib.Path, required=True)
    args.add_argument("--init", type=pathlib.Path, help="weights of an earlier run to start from")
    args.add_argument("--steps", type=int, default=10**9, help="stop after so many steps")
    args.add_argument("--minutes", type=float, default=100)
    args.add_argument("--tokens", type=int, default=2560, help="padded tokens a batch")
    args.add_argument("--lr", type=float, default=3e-4)
    args.add_argument("--head-lr", type=float, default=1e-3)
    args.add_argument("--freeze", type=int, default=0, help="lower layers left as they are")
    args.add_argument("--layer-decay", type=float, default=1.0, help="each layer learns so many times as fast as the next")
    args.add_argument("--distil", type=float, default=2.0, help="weight of the sentence-vector loss")
    args.add_argument("--distil-every", type=int, default=2, help="steps between distillation steps")
    args.add_argument("--seed", type=int, default=7)
    args.add_argument("--save-every", type=float, default=300, help="seconds between checkpoints")
    args = args.parse_args()

    torch.manual_seed(args.seed)
    torch.set_flush_denormal(True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    model = Tagger(load_encoder(args.base))
    if args.init:
        start_from(model, args.init)
    model.to(device)
    teacher = copy.deepcopy(model.encoder).eval()
    for p in teacher.parameters():
        p.requires_grad = False
    frozen = [model.encoder.embeddings, *model.encoder.encoder.layer[:args.freeze]]
    for module in frozen:
        for p in module.parameters():
            p.requires_grad = False
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    layers = model.encoder.encoder.layer
    groups = [{"params": layer.parameters(), "peak": args.lr * args.layer_decay ** (len(layers) - 1 - i)}
              for i, layer in enumerate(layers) if i >= args.freeze]
    groups.append({"params": model.head.parameters(), "peak": args.head_lr})
    optimizer = torch.optim.AdamW(groups, lr=args.lr, betas=(0.9, 0.98), weight_decay=0.01, fused=True)

    args.out.mkdir(parents=True, exist_ok=True)
    checkpoint, step, used = args.out / "checkpoint.pt", 0, 0.0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        step, used = saved["step"], saved["used"]
        print(f"resumed at step {step}, {used / 60:.1f} min", flush=True)

    def save():
        state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "used": used}
        torch.save(state, checkpoint.with_suffix(".tmp"))
        checkpoint.with_suffix(".tmp").replace(checkpoint)

    own = sorted((pathlib.Path(__file__).parent / "news").glob("*.jsonl"))
    files = [args.data / "ner/train.jsonl", args.data / "names-annotated/train.jsonl", *own]
    records = [r for f in files for r in read(f)]
    print(f"{len(records)} training texts", flush=True)
    mix = Mix(records, tokenizer, args.seed + step, args.data)

    model.train()
    last, saved_at, tokens, run, run_distil = time.time(), time.time(), 0, None, 0.0
    began = last
    for batch in mix.batches(args.tokens):
        ids, sets = pad([s[0] for s in batch], PAD).to(device), pad([s[1] for s in batch], 0).to(device)
        rate = min(1.0, (step + 1) / 100) * max(0.02, 1 - used / 60 / args.minutes)
        for g in optimizer.param_groups:
            g["lr"] = g["peak"] * rate
        with precision(device):
            logits, states = model(ids)
        loss = tagging_loss(logits, sets)
        run = loss.item() if run is None else 0.98 * run + 0.02 * loss.item()
        if args.distil and step % args.distil_every == 0:
            extra = distillation_loss(states, [s[2] for s in batch], teacher, ids)
            run_distil = 0.9 * run_distil + 0.1 * extra.item()
            loss = loss + args.distil * extra
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(body, 1.0)
        optimizer.step()
        step += 1
        tokens += int((ids != PAD).sum())
        now = time.time()
        used, last = used + now - last, now
        if step % 50 == 0:
            print(f"step {step} loss {run:.4f} distil {run_distil:.4f} lr {args.lr * rate:.1e} "
                  f"{tokens / (now - began):.0f} tok/s {used / 60:.1f} min", flush=True)
        if now - saved_at > args.save_every:
            save()
            saved_at = now
        if used / 60 >= args.minutes or step >= args.steps:
            break
    save()
    print(json.dumps({"steps": step, "minutes": round(used / 60, 1), "tokens_this_run": tokens}))


if __name__ == "__main__":
    main()
