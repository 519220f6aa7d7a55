#!/usr/bin/env python3
"""Measures `exonym names compare` over the external name data.

    EXONYM_DATA=… scripts/names/measure.py [--exonym PATH] [--half B] [--part NAME]… [--errors N]

Parts: everypolitician (F1 of the verdict `same`, AUC of the score), bench (nomenklatura's pairs, F1),
scripts (person names in Latin and another script, AUC), bases (base forms of inflected names),
linking (mentions of the same documents in many languages by name alone, B-cubed).

Every part is halved by a hash: half A is for reading errors and tuning, half B for reporting.
`--errors N` prints N wrong pairs of each kind, which is for half A only. Standard library only;
`zstdcat` unpacks the data.
"""

import argparse
import collections
import hashlib
import json
import os
import random
import subprocess
import sys
import unicodedata


def rows(*path):
    file = os.path.join(os.environ["EXONYM_DATA"], *path)
    text = subprocess.run(["zstdcat", file], check=True, capture_output=True).stdout.decode()
    return [json.loads(line) for line in text.splitlines() if line]


def half(key):
    return "AB"[hashlib.sha256(key.encode()).digest()[0] & 1]


def compare(exonym, pairs):
    """Score, verdict and reasons of each (a, b, label, lang_a, lang_b)."""
    clean = lambda s: " ".join(s.split())
    out = [None] * len(pairs)
    good = [i for i, p in enumerate(pairs) if clean(p[0]) and clean(p[1])]
    tsv = "a\tb\tlabel\n" + "".join(f"{clean(pairs[i][0])}\t{clean(pairs[i][1])}\t{pairs[i][2]}\n" for i in good)
    run = subprocess.run(
        [exonym, "--quiet", "names", "compare", "--pairs", "-", "--format", "jsonl"],
        input=tsv.encode(), capture_output=True,
    )
    found = [r for r in map(json.loads, run.stdout.decode().splitlines()) if r["type"] == "comparison"]
    if len(found) != len(good):
        sys.exit(f"{len(good)} pairs, {len(found)} answers: {run.stderr.decode()[-500:]}")
    for i, record in zip(good, found):
        out[i] = record
    return out


def auc(scored):
    """Of (score, gold): chance that a positive stands above a negative."""
    values = sorted(scored)
    rank_sum, i = 0.0, 0
    positives = sum(1 for _, g in values if g)
    while i < len(values):
        j = i
        while j < len(values) and values[j][0] == values[i][0]:
            j += 1
        rank_sum += sum(1 for k in range(i, j) if values[k][1]) * (i + j + 1) / 2
        i = j
    negatives = len(values) - positives
    if not positives or not negatives:
        return float("nan")
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)


def report(name, found, gold):
    said = [r is not None and r["verdict"] == "same" for r in found]
    tp = sum(1 for s, g in zip(said, gold) if s and g)
    precision = tp / max(1, sum(said))
    recall = tp / max(1, sum(gold))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    score = auc([(r["score"] if r else 0.0, g) for r, g in zip(found, gold)])
    print(f"{name:34} n {len(gold):6}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  AUC {score:.3f}", flush=True)


def errors(found, gold, pairs, count):
    rng = random.Random(1)
    missed = [i for i, r in enumerate(found) if r and gold[i] and r["verdict"] != "same"]
    false = [i for i, r in enumerate(found) if r and not gold[i] and r["verdict"] == "same"]
    for kind, wrong in (("missed", missed), ("false", false)):
        print(f"-- {kind}: {len(wrong)}")
        for i in sorted(rng.sample(wrong, min(count, len(wrong)))):
            why = "; ".join(f"{x['code']}({x['detail']})" for x in found[i]["reasons"][:4])
            print(f"   {found[i]['score']:.2f}  {pairs[i][0]} | {pairs[i][1]}  {pairs[i][3:]}  {why}")


def everypolitician(args):
    data = [r for r in rows("names", "everypolitician", "pairs.jsonl.zst") if half(r.get("ent") or r["a"]) == args.half]
    pairs = [(r["a"], r["b"], "PER", r["lang_a"], r["lang_b"]) for r in data]
    gold = [bool(r["label"]) for r in data]
    found = compare(args.exonym, pairs)
    report("everypolitician", found, gold)
    groups = collections.defaultdict(list)
    for i, r in enumerate(data):
        groups["  " + "–".join(sorted({r["script_a"], r["script_b"]}))].append(i)
        if r["country"] == "Azerbaijan":
            groups["  Azerbaijan"].append(i)
        if gold[i]:
            groups[f"  kind {r['kind']} (recall)"].append(i)
        else:
            groups[f"  kind {r['kind']}"].append(i)
    for name, group in sorted(groups.items()):
        if len(group) >= 40:
            report(name, [found[i] for i in group], [gold[i] for i in group])
    errors(found, gold, pairs, args.errors)


def bench(args):
    label = {"Person": "PER", "Company": "ORG", "Organization": "ORG", "LegalEntity": "ORG", "Address": "LOC"}
    data = [r for r in rows("names", "nomenklatura_bench", "pairs.jsonl.zst") if half(r["a"] + "|" + r["b"]) == args.half]
    pairs = [(r["a"], r["b"], label.get(r["schema"], "ORG"), r["schema"], r["group"]) for r in data]
    gold = [bool(r["label"]) for r in data]
    found = compare(args.exonym, pairs)
    report("nomenklatura bench", found, gold)
    for schema in sorted({r["schema"] for r in data}):
        group = [i for i, r in enumerate(data) if r["schema"] == schema]
        report(f"  {schema}", [found[i] for i in group], [gold[i] for i in group])
    matcher = [{"verdict": "same" if float(r["logicv2"] or 0) >= 0.7 else "", "score": float(r["logicv2"] or 0)} for r in data]
    report("  (logic_v2 on the same)", matcher, gold)
    errors(found, gold, pairs, args.errors)


SCRIPTS = {
    "Cyrillic": "CYRILLIC", "Arabic": "ARABIC", "Georgian": "GEORGIAN", "Armenian": "ARMENIAN", "Greek": "GREEK",
    "Hebrew": "HEBREW", "Han": "CJK", "kana": "KATAKANA", "Hangul": "HANGUL",
}


def script(name):
    counts = collections.Counter(unicodedata.name(c, "?").split()[0] for c in name if c.isalpha())
    return counts.most_common(1)[0][0] if counts else ""


def scripts(args):
    """One person in Latin and in another script, against another person: half of them of the same
    country, half with the same first or last word in Latin."""
    people = [p for p in rows("names", "everypolitician", "persons.jsonl.zst") if half(p["id"]) == args.half]
    rng = random.Random(7)
    by_word = collections.defaultdict(list)
    by_country = collections.defaultdict(list)
    latin = {}
    for p in people:
        names = [(l, n) for l, ns in sorted(p["names"].items()) for n in ns if script(n) == "LATIN"]
        latin[p["id"]] = dict(names).get("en") or (names[0][1] if names else None)
        if latin[p["id"]]:
            by_country[p["country"]].append(p["id"])
            words = latin[p["id"]].split()
            by_word[words[0]].append(p["id"])
            by_word[words[-1]].append(p["id"])
    for name, block in SCRIPTS.items():
        pairs, gold = [], []
        for p in people:
            mine = latin[p["id"]]
            other = [(l, n) for l, ns in sorted(p["names"].items()) for n in ns if script(n) == block]
            if not mine or not other:
                continue
            lang, foreign = rng.choice(other)
            pairs.append((mine, foreign, "PER", "en", lang))
            gold.append(True)
            words = mine.split()
            near = [i for i in by_word[words[0]] + by_word[words[-1]] if latin[i] != mine]
            pool = near if near and rng.random() < 0.5 else [i for i in by_country[p["country"]] if latin[i] != mine]
            if pool:
                pairs.append((latin[rng.choice(pool)], foreign, "PER", "en", lang))
                gold.append(False)
        if len(pairs) < 20:
            continue
        keep = sorted(rng.sample(range(len(pairs)), min(args.most, len(pairs))))
        pairs, gold = [pairs[i] for i in keep], [gold[i] for i in keep]
        found = compare(args.exonym, pairs)
        report(f"Latin–{name}", found, gold)
        errors(found, gold, pairs, args.errors)


def mentions():
    return rows("names-annotated", "dev.jsonl.zst") + rows("names-annotated", "train.jsonl.zst")


# The annotators' English names vary where the text does: `US`, `U.S.`, `America`.
ONE = {
    "us": "united states", "usa": "united states", "america": "united states", "uk": "united kingdom",
    "united states of america": "united states", "britain": "united kingdom", "great britain": "united kingdom",
    "un": "united nations", "eu": "european union", "nyc": "new york", "new york city": "new york",
}


def english(name):
    plain = "".join(c for c in name.lower().replace("-", " ") if c.isalnum() or c == " ")
    plain = " ".join(plain.split()).removeprefix("the ")
    return ONE.get(plain, plain)


def linking(args):
    """Mentions of the same documents, all languages together, joined by name alone: greedy, a name
    joins the group with whose members it is `same` on average, and with none `different`."""
    languages = set(args.languages.split(","))
    documents = collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
    for r in mentions():
        if r["lang"] in languages and half(r["doc"]) == args.half:
            for e in r["entities"]:
                if e.get("english"):
                    documents[r["doc"]][(e["label"], e["base"])][english(e["english"])] += 1
    docs = sorted(documents)[: args.most // 40]
    pairs, places = [], []
    for doc in docs:
        names = sorted(documents[doc])
        for i, a in enumerate(names):
            for j in range(i + 1, len(names)):
                if a[0] == names[j][0]:
                    places.append((doc, i, j))
                    pairs.append((a[1], names[j][1], a[0], "", ""))
    found = compare(args.exonym, pairs)
    score = {p: f for p, f in zip(places, found)}
    p_sum = r_sum = count = 0
    wrong, lost = [], []
    for doc in docs:
        names = sorted(documents[doc])
        gold = [(name[0], min(documents[doc][name], key=lambda e: (-documents[doc][name][e], e))) for name in names]
        weight = [sum(documents[doc][name].values()) for name in names]
        edges = sorted(
            ((f["score"], i, j) for (d, i, j), f in score.items() if d == doc and f and f["verdict"] == "same"),
            key=lambda e: (-e[0], e[1:]),
        )
        group = {i: {i} for i in range(len(names))}
        for _, i, j in edges:
            if group[i] is group[j]:
                continue
            between = [score.get((doc, min(x, y), max(x, y))) for x in group[i] for y in group[j]]
            if any(f is None or f["verdict"] == "different" for f in between):
                continue
            if sum(f["verdict"] == "same" for f in between) * 2 < len(between):
                continue
            union = group[i] | group[j]
            for x in union:
                group[x] = union
        for i in range(len(names)):
            mine, true = group[i], {j for j in range(len(names)) if gold[j] == gold[i]}
            size = lambda group: sum(weight[j] for j in group)
            p_sum += weight[i] * size(mine & true) / size(mine)
            r_sum += weight[i] * size(mine & true) / size(true)
            count += weight[i]
            wrong.extend(("false", *names[i], names[j][1], gold[i][1], gold[j][1]) for j in mine - true if j > i)
            lost.extend(("missed", *names[i], names[j][1], gold[i][1]) for j in true - mine if j > i)
    p, r = p_sum / count, r_sum / count
    print(f"{'linking by name alone, B3':34} n {count:6}  P {p:.3f}  R {r:.3f}  F1 {2 * p * r / (p + r):.3f}")
    for rows_ in (wrong, lost):
        for row in random.Random(1).sample(rows_, min(args.errors, len(rows_))):
            print("   " + " | ".join(row))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exonym", default="exonym")
    parser.add_argument("--half", default="B", choices="AB")
    parser.add_argument("--part", action="append", choices=["everypolitician", "bench", "scripts", "linking"])
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--most", type=int, default=2000, help="pairs of one script, at most")
    parser.add_argument("--languages", default="az,en,fa,kk,ru,tr,vi,zh", help="of the linking")
    args = parser.parse_args()
    if "EXONYM_DATA" not in os.environ:
        print("skipped: EXONYM_DATA is not set")
        return
    for part in args.part or ["everypolitician", "bench", "scripts", "linking"]:
        globals()[part](args)


if __name__ == "__main__":
    main()
