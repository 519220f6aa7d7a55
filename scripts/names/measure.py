#!/usr/bin/env python3
"""Measures names over the external name data: how they compare, their base forms, how they link.

    cargo build --release --bin exonym --example link_mentions
    EXONYM_DATA=… scripts/names/measure.py [--exonym PATH] [--linker PATH] [--half B] [--part NAME]…
        [--errors N]

Parts: everypolitician (F1 of the verdict `same`, AUC of the score), bench (nomenklatura's pairs, F1),
scripts (person names in Latin and another script, AUC), bases (base forms of inflected names),
linking (mentions of the same documents in many languages by name alone, B-cubed), chains (MEANTIME's
entity chains over documents and languages from gold spans, CoNLL average against equal strings).

Every part but `chains` is halved by a hash: half A is for reading errors and tuning, half B for
reporting. `bases` and `chains` link the annotated names themselves (`examples/link_mentions.rs`), so
that no tagger has a say.
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


PARTS = ["everypolitician", "bench", "scripts", "bases", "linking", "chains"]

# The annotators' English names vary where the text does: `US`, `U.S.`, `America`.
ONE = {
    "us": "united states", "usa": "united states", "america": "united states", "uk": "united kingdom",
    "united states of america": "united states", "britain": "united kingdom", "great britain": "united kingdom",
    "ww1": "world war one", "un": "united nations", "eu": "european union", "nyc": "new york", "new york city": "new york",
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


def link(linker, documents):
    """Entities of documents `{id, lang, text, mentions: [(start, end, label)]}` whose names are given:
    their mentions, and the base form of each spelling."""
    lines = "\n".join(json.dumps(d) for d in documents)
    run = subprocess.run([linker], input=lines.encode(), capture_output=True)
    if run.returncode:
        sys.exit(f"{linker}: {run.stderr.decode()[-500:]}")
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def bases(args):
    """Base forms of the annotated mentions, each document linked by itself, one language at a time."""
    by_lang = collections.defaultdict(lambda: collections.defaultdict(list))
    for r in mentions():
        if half(r["doc"]) == args.half:
            by_lang[r["lang"]][r["doc"]].append(r)
    totals = collections.Counter()
    for lang, docs in sorted(by_lang.items()):
        documents, gold = [], {}
        for doc, sentences in sorted(docs.items()):
            text, spans = "", []
            for r in sorted(sentences, key=lambda r: int(r["id"].rsplit("#", 1)[1])):
                for e in r["entities"]:
                    start, end = e["start"] + len(text), e["end"] + len(text)
                    spans.append((start, end, e["label"]))
                    gold[(doc, start, end)] = (r["text"][e["start"]:e["end"]], e["base"], e["label"])
                text += r["text"] + "\n"
            documents.append({"id": doc, "lang": lang, "text": text, "mentions": spans})
        base = {}
        for entity in link(args.linker, documents):
            for doc, start, end in entity["mentions"]:
                base[(doc, start, end)] = entity["bases"]
        right = collections.Counter()
        wrong = []
        for key, (surface, want, label) in gold.items():
            # Titles and quotes are no part of what is linked.
            within = max((t for t in base.get(key, {}) if t in surface), key=len, default="")
            got = surface.replace(within, base[key][within]) if within else surface
            got, want = " ".join(got.split()), " ".join(want.split())
            kind = "inflected" if surface != want else "plain"
            right[kind, "of"] += 1
            right[kind] += got == want
            if got != want:
                wrong.append(f"   {kind} {label} {surface}: {got}, not {want}")
        totals.update(right)
        share = lambda kind: f"{right[kind]:5}/{right[kind, 'of']:5} = {right[kind] / max(1, right[kind, 'of']):.3f}"
        print(f"base forms {lang}: inflected {share('inflected')}  plain {share('plain')}", flush=True)
        for line in random.Random(1).sample(wrong, min(args.errors, len(wrong))):
            print(line)
    print("base forms, all: inflected {:.3f} of {}, plain {:.3f} of {}".format(
        totals["inflected"] / totals["inflected", "of"], totals["inflected", "of"],
        totals["plain"] / totals["plain", "of"], totals["plain", "of"]))


def matching(weight, n, m):
    """The greatest sum of `weight[i, j]` with every row and column at most once: by augmenting paths."""
    rows_, cols = range(n), range(m)
    if n > m:
        return matching({(j, i): w for (i, j), w in weight.items()}, m, n)
    high = max(weight.values(), default=0.0)
    cost = lambda i, j: high - weight.get((i, j), 0.0)
    u, v, owner = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for i in rows_:
        owner[0], j0, least, way, seen = i + 1, 0, [float("inf")] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        while True:
            seen[j0], i0, delta, j1 = True, owner[j0], float("inf"), 0
            for j in range(1, m + 1):
                if not seen[j]:
                    slack = cost(i0 - 1, j - 1) - u[i0] - v[j]
                    if slack < least[j]:
                        least[j], way[j] = slack, j0
                    if least[j] < delta:
                        delta, j1 = least[j], j
            for j in range(m + 1):
                if seen[j]:
                    u[owner[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            j0 = j1
            if owner[j0] == 0:
                break
        while j0:
            owner[j0] = owner[way[j0]]
            j0 = way[j0]
    return sum(weight.get((owner[j] - 1, j - 1), 0.0) for j in range(1, m + 1) if owner[j])


def conll(gold, said):
    """MUC, B-cubed and entity CEAF of two partitions (dicts from mention to name), and their mean F1."""
    groups = lambda of: {k: {m for m in of if of[m] == k} for k in set(of.values())}
    g, s = groups(gold), groups(said)
    f1 = lambda p, r: 2 * p * r / (p + r) if p + r else 0.0

    def muc(a, of):
        parts = [(len(x) - len({of[m] for m in x}), len(x) - 1) for x in a.values()]
        return sum(p for p, _ in parts) / max(1, sum(q for _, q in parts))

    def b3(a, of, b):
        return sum(len(x & b[of[m]]) / len(x) for x in a.values() for m in x) / len(gold)

    names_g, names_s = sorted(g), sorted(s)
    at = {k: i for i, k in enumerate(names_s)}
    weight = {}
    for i, k in enumerate(names_g):
        for other, common in collections.Counter(said[m] for m in g[k]).items():
            weight[i, at[other]] = 2 * common / (len(g[k]) + len(s[other]))
    # Rows and columns that touch are matched together.
    parent = list(range(len(names_g) + len(names_s)))

    def find(x):
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for i, j in weight:
        parent[find(i)] = find(len(names_g) + j)
    parts = collections.defaultdict(dict)
    for (i, j), w in weight.items():
        parts[find(i)][i, j] = w
    best = 0.0
    for part in parts.values():
        rows_ = {i: n for n, i in enumerate(sorted({i for i, _ in part}))}
        cols = {j: n for n, j in enumerate(sorted({j for _, j in part}))}
        best += matching({(rows_[i], cols[j]): w for (i, j), w in part.items()}, len(rows_), len(cols))
    scores = [
        f1(muc(s, gold), muc(g, said)),
        f1(b3(s, gold, g), b3(g, said, s)),
        f1(best / len(s), best / len(g)),
    ]
    return scores, sum(scores) / 3


def chains(args):
    """MEANTIME: names of persons, organisations and places on gold spans, all four languages in one run.
    Not halved: nothing is tuned on it."""
    labels = ("PER", "ORG", "LOC")
    texts = {d["id"]: d for d in rows("events", "meantime", "docs.jsonl.zst")}
    spans, gold = collections.defaultdict(list), {}
    for r in rows("events", "meantime", "mentions.jsonl.zst"):
        # Names only: a capital in every word but the small ones, no pronoun.
        words = r["text"].split()
        named = [w for w in words if w[:1].isupper() or w[:1].isdigit()]
        if r["kind"] != "entity" or r["type"] not in labels or not named or not words[0][:1].isupper() or len(words) > 6:
            continue
        text = texts[r["doc"]]["text"]
        lines = text.split("\n")
        # The sentences of the data count the title or not.
        for line in (r["sent"] - 1, r["sent"] - 2, r["sent"]):
            if 0 <= line < len(lines):
                offset = sum(len(x) + 1 for x in lines[:line])
                at = lines[line].find(r["text"])
                if at >= 0:
                    span = (offset + at, offset + at + len(r["text"]))
                    break
        else:
            continue
        key = (r["doc"], *span)
        if any(s < span[1] and span[0] < e for s, e, _ in spans[r["doc"]]):
            continue
        spans[r["doc"]].append((*span, r["type"]))
        gold[key] = r["chain"]
    documents = [{"id": d, "lang": texts[d]["lang"], "text": texts[d]["text"], "mentions": sorted(spans[d])} for d in sorted(spans)]
    said = {}
    for number, entity in enumerate(link(args.linker, documents)):
        for mention in entity["mentions"]:
            said[tuple(mention)] = f"entity {number}"
    lost = [k for k in gold if k not in said]
    for k in lost:
        said[k] = f"alone {k}"
    said = {k: said[k] for k in gold}
    strings = {k: texts[k[0]]["text"][k[1]:k[2]] for k in gold}
    for name, of in (("MEANTIME chains", said), ("  by equal strings", strings)):
        scores, mean = conll(gold, of)
        print(f"{name:34} n {len(gold):6}  MUC {scores[0]:.3f}  B3 {scores[1]:.3f}  CEAFe {scores[2]:.3f}  CoNLL {mean:.3f}")
    if args.errors:
        by = collections.defaultdict(collections.Counter)
        for k in gold:
            by[gold[k]][said[k], strings[k]] += 1
        split = [(c, n) for c, n in by.items() if len({e for e, _ in n}) > 1]
        for c, n in sorted(split, key=lambda x: -sum(x[1].values()))[: args.errors]:
            groups = collections.defaultdict(list)
            for (e, text), count in n.items():
                groups[e].append(f"{text} {count}")
            print("   split: " + " || ".join(", ".join(g) for g in groups.values()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exonym", default="target/release/exonym")
    parser.add_argument("--linker", default="target/release/examples/link_mentions")
    parser.add_argument("--half", default="B", choices="AB")
    parser.add_argument("--part", action="append", choices=PARTS)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--most", type=int, default=2000, help="pairs of one script, at most")
    parser.add_argument("--languages", default="az,en,fa,kk,ru,tr,vi,zh", help="of the linking")
    args = parser.parse_args()
    if "EXONYM_DATA" not in os.environ:
        print("skipped: EXONYM_DATA is not set")
        return
    for part in args.part or PARTS:
        globals()[part](args)


if __name__ == "__main__":
    main()
