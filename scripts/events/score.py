"""Score the groups that `pipeline::measure` wrote: B³, pairs, translations; all, and by halves.

    python3 score.py FOLDER

Half 0 is for tuning, half 1 for the report.
"""
import collections, hashlib, json, pathlib, sys


def half(unit):
    return int(hashlib.sha256(("half " + unit).encode()).hexdigest()[:8], 16) % 2


def b_cubed(group_of, event_of, docs, skip=frozenset()):
    """Precision, recall, F1. Pairs in `skip` are judged neither way."""
    groups, events = collections.defaultdict(set), collections.defaultdict(set)
    for d in docs:
        groups[group_of[d]].add(d)
        events[event_of[d]].add(d)
    p = r = 0.0
    for d in docs:
        ours, gold = groups[group_of[d]], events[event_of[d]]
        wrong = sum(1 for o in ours - gold if (d, o) not in skip)
        right = len(ours & gold)
        p += right / (right + wrong)
        r += right / len(gold)
    p, r = p / len(docs), r / len(docs)
    return p, r, 2 * p * r / (p + r)


def skipped(labels):
    return {pair for a, b in labels.get("skip", []) for pair in ((a, b), (b, a))}


def show(name, labels, group_of):
    parts = {"all": lambda d: True, "half 0": lambda d: half(labels["unit"][d]) == 0,
             "half 1": lambda d: half(labels["unit"][d]) == 1}
    for part, inside in parts.items():
        if "event" in labels:
            docs = [d for d in labels["event"] if inside(d)]
            if not docs:
                continue
            print(f"{name:9} {part}: B3 P {{:.3f}} R {{:.3f}} F {{:.3f}}".format(
                *b_cubed(group_of, labels["event"], docs, skipped(labels))))
        else:
            pairs = [p for p in labels["pairs"] if inside(p[0])]
            hit = collections.Counter((y, group_of[a] == group_of[b]) for a, b, y in pairs)
            p = hit[1, True] / max(1, hit[1, True] + hit[0, True])
            r = hit[1, True] / max(1, hit[1, True] + hit[1, False])
            print(f"{name:9} {part}: pairs {len(pairs)} P {p:.3f} R {r:.3f} F {2 * p * r / max(1e-9, p + r):.3f}")


def translations(labels, groups):
    """Pairs that translations join, whatever stands between them, against pairs of one text."""
    root = {}
    def find(d):
        while root.setdefault(d, d) != d:
            d = root[d]
        return d
    for g in groups:
        for doc, of, kind, _ in g["lineage"]:
            if kind == "translation":
                root[find(doc)] = find(of)
    text = labels["text"]
    for part in (None, 0, 1):
        docs = [d for d in text if part is None or half(labels["unit"][d]) == part]
        found, gold, both = 0, 0, 0
        for i, a in enumerate(docs):
            for b in docs[:i]:
                f, y = find(a) == find(b), text[a] == text[b]
                found, gold, both = found + f, gold + y, both + (f and y)
        print(f"  translations {'all' if part is None else f'half {part}'}: P {both / max(1, found):.3f} R {both / gold:.3f}")


def main(folder):
    for path in sorted(pathlib.Path(folder).glob("*.groups")):
        labels = json.load(open(path.with_suffix(".labels.json")))
        groups = [json.loads(line) for line in open(path)]
        group_of = {d: n for n, g in enumerate(groups) for d in g["docs"]}
        # A document that the feed could not give stands alone.
        group_of |= {d: d for d in labels["unit"] if d not in group_of}
        show(path.stem, labels, group_of)
        if "text" in labels:
            translations(labels, groups)


if __name__ == "__main__":
    main(*sys.argv[1:])
