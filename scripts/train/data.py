"""Training examples: texts with labelled spans, packed into sequences with the set of labels each token may have."""
import json, pathlib, random, subprocess
from substitute import Names

LABELS = ["O"] + [f"{p}-{t}" for t in ("PER", "ORG", "LOC", "EVT", "MISC") for p in "BI"]
INDEX = {l: i for i, l in enumerate(LABELS)}
ANY = (1 << len(LABELS)) - 1
# What an unannotated token may be where the data set does not annotate events and other names.
OPEN = 1 | sum(1 << INDEX[l] for l in LABELS if l.endswith(("EVT", "MISC")))
CAPITALS = 0.02  # share of sequences in capital letters, as headlines and datelines are
SUBSTITUTED = 0.4  # share of the annotated sentences of our own in which other names are put
BUFFER = 2048  # sequences sorted by length at a time: the last batch of a buffer is a small one
MAX_TOKENS = 192  # a packed sequence; the tagger's windows are of the same size

# Share of each data set in the mix, as a multiple of its size. Large or noisy (automatically labelled)
# sets are thinned, the annotation by this project's guide is repeated.
REPEAT = {"ntrex-names": 4.0, "exonym-news": 7.0, "wikiann": 0.55, "nerkor": 0.25, "turkish-wiki-ner": 0.7, "paramopama": 0.3,
          "hiner": 0.35, "btc": 0.5, "wnut17": 0.7, "factrueval": 2.5, "klue-ner": 1.5, "idner-news-2k": 2.0,
          "uner-chinese-gsdsimp": 1.5, "uner-serbian-set": 1.5, "germeval2014": 1.5,
          "uner-slovak-snk": 0.7, "crossner-politics": 3.0}
# Data sets that annotate every name of the layers they list, events and other names included.
WITH_EVENTS = {"ntrex-names", "exonym-news"}


def read(path):
    """The records of a JSON Lines file, plain or zstd-compressed; `.zst` may be left out."""
    path = pathlib.Path(path)
    if not path.exists():
        path = path.with_name(path.name + ".zst")
    raw = subprocess.run(["zstdcat", path], capture_output=True, check=True).stdout if path.suffix == ".zst" else path.read_bytes()
    return [json.loads(l) for l in raw.decode().split("\n") if l]


def span_sets(record, misc_sets):
    """(start, end, set of label indices allowed on the first token, on the others) for each gold span."""
    out = []
    for e in record["entities"]:
        label, text = e["label"], record["text"][e["start"]:e["end"]]
        first, rest = 1 << INDEX[f"B-{label}"], 1 << INDEX[f"I-{label}"]
        if record["dataset"] not in WITH_EVENTS and label in ("MISC", "EVT"):
            # Demonyms, events and role words hide under MISC in the public sets: allow what the guide may say.
            first = rest = OPEN
        elif record["dataset"] == "ronec1" and text[:1].islower():
            first = rest = ANY  # role nouns and pronouns count as names there, not here
        out.append((e["start"], e["end"], first, rest))
    return out


def token_sets(record, offsets, misc_sets):
    """One bit set of allowed labels a token; 0 for special tokens (no loss)."""
    outside = 1 if record["dataset"] in WITH_EVENTS or record["dataset"] in misc_sets else OPEN
    spans, sets, text = span_sets(record, misc_sets), [], record["text"]
    begun = set()
    for a, b in offsets:
        while a < b and text[a].isspace():
            a += 1
        if a >= b:
            sets.append(0)
            continue
        hit = next((i for i, (s, e, _, _) in enumerate(spans) if a < e and b > s), None)
        if hit is None:
            sets.append(outside)
        else:
            sets.append(spans[hit][3] if hit in begun else spans[hit][2])
            begun.add(hit)
    return sets


class Mix:
    """The weighted training mix: an endless, seeded stream of packed sequences."""

    def __init__(self, records, tokenizer, seed, data):
        self.rng = random.Random(seed)
        self.tokenizer = tokenizer
        self.misc_sets = {r["dataset"] for r in records for e in r["entities"] if e["label"] == "MISC"}
        self.names = Names(records, data, self.rng)
        self.groups = {}
        for r in records:
            self.groups.setdefault((r["lang"], r["dataset"]), []).append(r)

    def sequence(self, group, at):
        """`group[at]` alone, or with the sentences that follow it up to MAX_TOKENS: (ids, sets, sentence ranges)."""
        want = self.rng.choice((1, 1, 2, 3, 6))
        capitals = self.rng.random() < CAPITALS
        ids, sets, ranges = [0], [0], []
        for r in group[at:at + want]:
            if r["dataset"] in WITH_EVENTS and self.rng.random() < SUBSTITUTED:
                r = self.names.substituted(r)
            upper = r["text"].upper()
            if capitals and len(upper) == len(r["text"]):
                r = r | {"text": upper}
            e = self.tokenizer.encode(r["text"], add_special_tokens=False)
            if ranges and (len(ids) + len(e.ids) + 1 > MAX_TOKENS or r.get("doc") != group[at].get("doc")):
                break
            tail = MAX_TOKENS - 1 - len(ids)
            begin = len(ids)
            ids += e.ids[:tail]
            sets += token_sets(r, e.offsets, self.misc_sets)[:tail]
            ranges.append((begin, len(ids)))
        return ids + [2], sets + [0], ranges, len(ranges)

    def epoch(self):
        """One pass over the weighted mix in random order."""
        starts = []
        for (lang, name), group in self.groups.items():
            repeat = REPEAT.get(name, 1.0)
            step = 2.2  # sentences in an average sequence
            count = max(1, int(len(group) * repeat / step))
            starts += [((lang, name), self.rng.randrange(len(group))) for _ in range(count)]
        self.rng.shuffle(starts)
        for key, at in starts:
            yield self.sequence(self.groups[key], at)[:3]

    def batches(self, tokens):
        """Length-bucketed batches of at most `tokens` padded tokens, for ever."""
        buffer = []
        while True:
            for s in self.epoch():
                buffer.append(s)
                if len(buffer) == BUFFER:
                    yield from self.bucket(buffer, tokens)
                    buffer = []

    def bucket(self, buffer, tokens):
        buffer.sort(key=lambda s: len(s[0]))
        out, current = [], []
        for s in buffer:
            if current and len(s[0]) * (len(current) + 1) > tokens:
                out.append(current)
                current = []
            current.append(s)
        out.append(current)
        self.rng.shuffle(out)
        return out
