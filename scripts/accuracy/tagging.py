"""Measure a model's tagging through the program itself: strict span F1 over PER, ORG and LOC.

    python scripts/accuracy/tagging.py --exonym target/release/exonym --model models/exonym-small \\
        --data DATA [--baseline OTHER_MODEL] --out models/exonym-small/SCORES.json [--sentences 250]

Reads the test part of DATA/ner (a fixed draw of sentences from each set) and the `dev` part of
DATA/names-annotated; every sentence is a document of its own. A span counts when start, end and label
are exact. Mentions that the program labels EVT or MISC are left out, as most sets do not annotate them.
"""
import argparse, collections, hashlib, json, pathlib, subprocess, sys, tempfile, time

LABELS = ("PER", "ORG", "LOC")


def read(path):
    lines = subprocess.run(["zstdcat", path], capture_output=True, check=True).stdout.decode().split("\n")
    return [json.loads(line) for line in lines if line]


def sets(data, limit, part):
    """(part, lang, set) -> records."""
    out = collections.defaultdict(list)
    for r in read(data / f"ner/{part}.jsonl.zst"):
        out["test", r["lang"], r["dataset"]].append(r)
    draw = lambda r: hashlib.sha256(r["id"].encode()).digest()
    out = collections.defaultdict(list, {key: sorted(group, key=draw)[:limit] for key, group in out.items()})
    for r in read(data / "names-annotated/dev.jsonl.zst"):
        out["dev", r["lang"], "ntrex-names"].append(r)
    return dict(sorted(out.items()))


def tag(program, model, groups, jobs):
    """Mentions by (group, number) as the program gives them, and the seconds it took."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as feed:
        for key, records in groups.items():
            for i, r in enumerate(records):
                feed.write(json.dumps({"id": "\t".join([*key, str(i)]), "lang": key[1], "text": r["text"]}) + "\n")
    began = time.time()
    run = subprocess.run([program, "tag", "--quiet", "--format", "jsonl", "--jobs", str(jobs), "--model", model, feed.name],
                         capture_output=True)
    seconds = time.time() - began
    pathlib.Path(feed.name).unlink()
    if run.returncode not in (0, 3):
        sys.exit(run.stderr.decode())
    found = {}
    for line in run.stdout.decode().split("\n"):
        if line:
            record = json.loads(line)
            if record["type"] == "tags":
                found[record["doc"]] = {(m["start"], m["end"], m["label"]) for m in record["mentions"] if m["label"] in LABELS}
    return found, seconds


def counts(gold, predicted):
    """Right, told and labelled spans."""
    return sum(len(g & p) for g, p in zip(gold, predicted)), sum(map(len, predicted)), sum(map(len, gold))


def f1(hit, told, labelled):
    return round(200 * hit / (told + labelled), 1) if told + labelled else None


def score(groups, found):
    out = {}
    for key, records in groups.items():
        gold = [{(e["start"], e["end"], e["label"]) for e in r["entities"] if e["label"] in LABELS} for r in records]
        predicted = [found.get("\t".join([*key, str(i)]), set()) for i in range(len(records))]
        by_label = {l: f1(*counts([{s for s in g if s[2] == l} for g in gold], [{s for s in p if s[2] == l} for p in predicted]))
                    for l in LABELS}
        hit, told, labelled = counts(gold, predicted)
        share = lambda of: round(100 * hit / of, 1) if of else None
        out[key] = {"f1": f1(hit, told, labelled), "precision": share(told), "recall": share(labelled), **by_label, "sentences": len(records)}
    return out


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--exonym", default="target/release/exonym")
    args.add_argument("--model", default="models/exonym-small")
    args.add_argument("--baseline", help="another model's folder, measured on the same sentences")
    args.add_argument("--data", type=pathlib.Path, required=True)
    args.add_argument("--part", choices=("test", "dev"), default="test", help="of DATA/ner; models are chosen on `dev`")
    args.add_argument("--sentences", type=int, default=250, help="of each test set")
    args.add_argument("--jobs", type=int, default=0)
    args.add_argument("--out", type=pathlib.Path)
    args = args.parse_args()
    groups = sets(args.data, args.sentences, args.part)
    found, seconds = tag(args.exonym, args.model, groups, args.jobs)
    scores = score(groups, found)
    base = score(groups, tag(args.exonym, args.baseline, groups, args.jobs)[0]) if args.baseline else {}
    rows = []
    for (part, lang, name), s in scores.items():
        row = {"part": part, "lang": lang, "set": name, **s}
        if base:
            row["baseline"] = base[part, lang, name]["f1"]
        rows.append(row)
        print(*(f"{row.get(k) if row.get(k) is not None else '-':>8}" for k in ("part", "lang", "f1", "precision", "recall", "baseline", *LABELS, "sentences")), name)
    for part in ("test", "dev"):
        mean = lambda k: round(sum(r[k] for r in rows if r["part"] == part) / max(1, sum(r["part"] == part for r in rows)), 1)
        print(f"mean {part}: {mean('f1')}" + (f" (baseline {mean('baseline')})" if base else ""))
    print(f"{seconds:.0f} s")
    if args.out:
        args.out.write_text("[\n" + ",\n".join(json.dumps(r, ensure_ascii=False) for r in rows) + "\n]\n")


if __name__ == "__main__":
    main()
