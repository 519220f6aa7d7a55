"""Scores the summaries of `exonym summarize` on the Vietnamese clusters of `summaries/vmds`.

Each cluster has two human references. Tokens are lower-cased syllables; ROUGE-1 and ROUGE-2 are F1
values of the first 850 characters against each reference, averaged over the references, then over the
clusters. Beside the program's stand the leads taken in turn and LexRank over TF-IDF.

The weights of the selection were tuned on the clusters of the half `tune`, by a hash of their names;
the half `held out` tells what they are worth.

    EXONYM_DATA=… python3 scripts/summary/rouge.py --exonym target/release/exonym
    EXONYM_DATA=… python3 scripts/summary/rouge.py --events summaries.jsonl   # output made before
"""

import argparse
import hashlib
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path

MAX_CHARS = 850
HALVES = ("tune", "held out")


def clusters():
    data = os.environ.get("EXONYM_DATA")
    path = Path(data or ".") / "summaries/vmds/clusters.jsonl.zst"
    if not data or not path.exists():
        sys.exit(f"skipped: {path} is absent; set EXONYM_DATA to the folder of the data")
    lines = subprocess.run(["zstdcat", path], capture_output=True, check=True).stdout
    return [json.loads(line) for line in lines.splitlines()]


def half(cluster):
    return HALVES[hashlib.sha256(cluster["cluster"].encode()).digest()[0] % 2]


def syllables(text):
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def ngrams(tokens, n):
    return Counter(zip(*(tokens[i:] for i in range(n))))


def f1(found, wanted):
    shared = sum((found & wanted).values())
    total = sum(found.values()) + sum(wanted.values())
    return 2 * shared / total if shared else 0.0


def rouge(text, refs):
    tokens = syllables(text[:MAX_CHARS])
    score = lambda n: sum(f1(ngrams(tokens, n), ngrams(syllables(ref), n)) for ref in refs) / len(refs)
    return score(1), score(2)


def sentences(text):
    return [s for s in re.split(r"(?<=[.!?…])\s+", text) if s]


def leads(cluster):
    split = [sentences(text) for text in cluster["texts"]]
    deepest = max(map(len, split))
    return " ".join(s[i] for i in range(deepest) for s in split if i < len(s))


def lexrank(cluster):
    all_sentences = [s for text in cluster["texts"] for s in sentences(text)]
    bags = [Counter(syllables(s)) for s in all_sentences]
    df = Counter(t for bag in bags for t in bag)
    vectors = [{t: n * math.log(len(bags) / df[t]) for t, n in bag.items()} for bag in bags]
    norms = [math.sqrt(sum(w * w for w in v.values())) or 1.0 for v in vectors]
    near = lambda i, j: sum(w * vectors[j].get(t, 0) for t, w in vectors[i].items()) / norms[i] / norms[j]
    edges = [[float(i != j and near(i, j) > 0.1) for j in range(len(bags))] for i in range(len(bags))]
    degrees = [sum(row) or 1.0 for row in edges]
    rank = [1.0] * len(bags)
    for _ in range(50):
        spread = [r / d for r, d in zip(rank, degrees)]
        rank = [0.15 + 0.85 * sum(s * e for s, e in zip(spread, row)) for row in edges]
    chosen, room = [], MAX_CHARS
    for i in sorted(range(len(bags)), key=lambda i: -rank[i]):
        repeats = any(near(i, j) > 0.5 for j in chosen)
        if not repeats and len(all_sentences[i]) <= room:
            chosen.append(i)
            room -= len(all_sentences[i]) + 1
    return " ".join(all_sentences[i] for i in sorted(chosen))


def summarize(program, all_clusters):
    with tempfile.TemporaryDirectory() as folder:
        feed, out = Path(folder) / "feed.jsonl", Path(folder) / "out.jsonl"
        with feed.open("w") as file:
            for cluster in all_clusters:
                for doc, text in zip(cluster["docs"], cluster["texts"]):
                    record = {"id": f"{cluster['cluster']}/{doc}", "text": text, "cluster": cluster["cluster"]}
                    file.write(json.dumps(record, ensure_ascii=False) + "\n")
        command = [program, "summarize", "--quiet", "--max-chars", str(MAX_CHARS), "--format", "jsonl"]
        subprocess.run([*command, str(feed), "-o", str(out)], check=True)
        return out.read_text()


def told(records):
    """Cluster name to summary."""
    out = {}
    for line in records.splitlines():
        record = json.loads(line)
        if record["type"] == "event" and record["summary"]:
            name = record["docs"][0].rsplit("/", 1)[0]
            out[name] = " ".join(s["text"] for s in record["summary"]["sentences"])
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--exonym", help="the program to run")
    source.add_argument("--events", type=Path, help="records that it wrote")
    args = parser.parse_args()
    all_clusters = clusters()
    summaries = told(args.events.read_text() if args.events else summarize(args.exonym, all_clusters))
    systems = {
        "leads in turn": leads,
        "LexRank": lexrank,
        "exonym": lambda cluster: summaries.get(cluster["cluster"], ""),
    }
    print(f"{'':16}{'all':>14}" + "".join(f"{name:>14}" for name in HALVES) + "   ROUGE-1/2 F1")
    for name, system in systems.items():
        scores = [(half(c), rouge(system(c), c["refs"])) for c in all_clusters]
        row = f"{name:16}"
        for part in (None, *HALVES):
            own = [score for h, score in scores if part in (None, h)]
            row += "{:>8.1f}/{:>5.1f}".format(*(100 * sum(s[n] for s in own) / len(own) for n in (0, 1)))
        print(row)


if __name__ == "__main__":
    main()
