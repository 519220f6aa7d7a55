"""Writes tests/fixtures/eval-parity/*.json: cases and what the reference tools say of them.

    pip install seqeval nervaluate rouge-score scikit-learn scipy scorch
    git clone https://github.com/ns-moosavi/coval
    git clone https://github.com/conll/reference-coreference-scorers
    python scripts/eval/parity.py --coval coval --conll reference-coreference-scorers

The cases are drawn with a fixed seed, after some made by hand; `versions` in each file names the tools.
The Perl scorer prints two decimals of per cents; all others give every digit.
"""
import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "tests/fixtures/eval-parity"
LABELS = ["PER", "ORG", "LOC", "MISC"]


def write(name, tools, cases):
    OUT.mkdir(parents=True, exist_ok=True)
    text = ",\n".join(json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in cases)
    versions = json.dumps({tool: version(tool) for tool in tools})
    (OUT / f"{name}.json").write_text(f'{{"versions":{versions},"cases":[\n{text}\n]}}\n', encoding="utf-8")


def tags(rng, n, density):
    """IOB2 tags with some faults: an I- without its B-, a change of label inside."""
    out = []
    while len(out) < n:
        if rng.random() > density:
            out.append("O")
            continue
        label, length = rng.choice(LABELS), rng.choice([1, 1, 2, 2, 3, 5])
        first = "I-" if rng.random() < 0.1 else "B-"
        out += [first + label] + ["I-" + (label if rng.random() > 0.05 else rng.choice(LABELS))] * (length - 1)
    return out[:n]


def spoil(rng, gold):
    """Tags of a tagger that is often right."""
    out = list(gold)
    for i, tag in enumerate(out):
        chance = rng.random()
        if chance < 0.08:
            out[i] = "O"
        elif chance < 0.14 and tag != "O":
            out[i] = tag[:2] + rng.choice(LABELS)
        elif chance < 0.20:
            out[i] = rng.choice("BI") + "-" + rng.choice(LABELS)
    return out


def span_cases():
    from nervaluate import Evaluator
    from seqeval.metrics import classification_report
    from seqeval.metrics.sequence_labeling import get_entities

    rng = random.Random(1)
    hand = [
        ([["B-PER", "I-PER", "O", "B-LOC"]], [["B-PER", "I-PER", "O", "B-ORG"]]),
        ([["B-PER", "B-PER", "I-PER"]], [["B-PER", "I-PER", "I-PER"]]),
        ([["O", "B-LOC"]], [["O", "O"]]),
        ([["B-ORG", "I-ORG", "I-ORG", "O", "B-LOC"]], [["I-ORG", "I-ORG", "O", "O", "I-LOC"]]),
        ([["O", "S-LOC", "B-PER", "E-PER"]], [["O", "B-LOC", "B-PER", "I-PER"]]),
    ]
    drawn = []
    for _ in range(25):
        gold = [tags(rng, rng.randint(3, 18), rng.choice([0.2, 0.5])) for _ in range(rng.randint(1, 4))]
        drawn.append((gold, [spoil(rng, line) for line in gold]))
    cases = []
    for gold, predicted in hand + drawn:
        if not any(get_entities(line) for line in gold):
            continue
        report = classification_report(gold, predicted, output_dict=True, zero_division=0)
        prf = lambda row: [float(row[k]) for k in ("precision", "recall", "f1-score")]
        spans = [[[{"label": l, "start": s, "end": e} for l, s, e in get_entities(line)] for line in side]
                 for side in (gold, predicted)]
        found = Evaluator(*spans, tags=LABELS, loader="dict").evaluate()["overall"]
        modes = {mode: {k: getattr(found[mode], k) for k in
                        ("correct", "incorrect", "partial", "missed", "spurious", "precision", "recall", "f1")}
                 for mode in ("strict", "exact", "partial", "ent_type")}
        averages = ("micro avg", "macro avg", "weighted avg")
        cases.append({"gold": gold, "predicted": predicted, "micro": prf(report["micro avg"]),
                      "macro": prf(report["macro avg"]),
                      "labels": {k: prf(v) for k, v in report.items() if k not in averages}, "modes": modes})
    write("spans", ["seqeval", "nervaluate"], cases)


def partition(rng, items, groups):
    out = {}
    for item in items:
        out.setdefault(rng.randrange(groups), []).append(item)
    return list(out.values())


def conll(path, clusters):
    where = {m: i for i, cluster in enumerate(clusters) for m in cluster}
    n = max(max((max(c) for c in clusters), default=0) + 1, 40)
    lines = [f"d 0 {m} w {f'({where[m]})' if m in where else '-'}" for m in range(n)]
    path.write_text("#begin document (d); part 000\n" + "\n".join(lines) + "\n\n#end document\n")


def perl(scorer, gold, predicted):
    with tempfile.TemporaryDirectory() as folder:
        key, response = Path(folder, "key"), Path(folder, "response")
        conll(key, gold)
        conll(response, predicted)
        out = {}
        for name in ("muc", "bcub", "ceafm", "ceafe", "blanc"):
            run = ["perl", "-I", str(scorer / "lib"), str(scorer / "scorer.pl"), name, str(key), str(response), "none"]
            text = subprocess.run(run, capture_output=True, text=True, check=True).stdout
            label = "BLANC" if name == "blanc" else "Coreference"
            line = [l for l in text.splitlines() if l.startswith(label + ":")][-1]
            shown = [re.search(rf"{k}: (?:\([^)]*\) )?([\d.]+)%", line) for k in ("Precision", "Recall", "F1")]
            out[name] = [float(s.group(1)) for s in shown]
        return out


def coref_cases(coval, scorer):
    import numpy
    from scorch import scores

    if not hasattr(numpy, "bool"):
        numpy.bool = bool
    sys.path.insert(0, str(coval))
    from coval.eval import evaluator

    rng = random.Random(2)
    cases = [
        ([[0, 1, 2], [3, 4, 5, 6]], [[0, 1], [2, 3], [5, 6, 7, 8]]),
        ([[0, 1, 2, 3]], [[0, 1, 2, 3]]),
        ([[0], [1], [2]], [[0], [1], [2]]),
        ([[0], [1], [2]], [[0, 1, 2]]),
        ([[0, 1, 2]], [[0], [1], [2]]),
        ([[0, 1], [2, 3]], [[4, 5], [6]]),
        ([[0]], [[0]]),
        ([[0]], [[1]]),
    ]
    for _ in range(24):
        n = rng.randint(5, 36)
        gold = partition(rng, [m for m in range(n) if rng.random() < 0.9], rng.randint(2, max(2, n // 2)))
        if rng.random() < 0.7:
            # A system that is mostly right: some mentions move, vanish or appear.
            where = {m: i for i, cluster in enumerate(gold) for m in cluster}
            moved = {}
            for m in range(n):
                at = where.get(m) if rng.random() < 0.8 else rng.randrange(n)
                if at is not None and rng.random() < 0.93:
                    moved.setdefault(at, []).append(m)
            predicted = list(moved.values())
        else:
            predicted = partition(rng, [m for m in range(n) if rng.random() < 0.9], rng.randint(1, n))
        cases.append((gold, predicted))
    out = []
    for gold, predicted in cases:
        of = lambda clusters: {m: i for i, cluster in enumerate(clusters) for m in cluster}
        key, response = ({m: tuple(c) for c in clusters for m in c} for clusters in (gold, predicted))
        tuples = [[tuple(c) for c in side] for side in (gold, predicted)]
        case = {"gold": gold, "predicted": predicted, "coval": {}, "scorch": {}}
        for name in ("muc", "b_cubed", "ceafe"):
            metric = evaluator.Evaluator(getattr(evaluator, name))
            metric.update((tuples[0], tuples[1], response, key))
            case["coval"][name] = [float(v) for v in metric.get_prf()]
        # LEA looks the clusters up, so here mentions lead to a cluster's number.
        lea = evaluator.Evaluator(evaluator.lea)
        lea.update((tuples[0], tuples[1], of(predicted), of(gold)))
        case["coval"]["lea"] = [float(v) for v in lea.get_prf()]
        sets = [[set(c) for c in side] for side in (gold, predicted)]
        for name in ("ceaf_m", "blanc"):
            r, p, f = getattr(scores, name)(*sets)
            case["scorch"][name] = [float(p), float(r), float(f)]
        case["perl"] = perl(scorer, gold, predicted)
        out.append(case)
    write("coref", ["scorch", "scipy"], out)


def grouping_cases():
    from sklearn import metrics

    rng = random.Random(3)
    cases = [([0, 0, 1, 1], [1, 1, 0, 0]), ([0, 0, 0], [0, 1, 2]), ([0, 1, 2], [0, 0, 0]), ([0], [0]),
             ([0, 1, 2, 3], [3, 2, 1, 0])]
    for _ in range(20):
        n = rng.randint(2, 60)
        gold = [rng.randrange(max(1, n // 3)) for _ in range(n)]
        cases.append((gold, [g if rng.random() < 0.7 else rng.randrange(n) for g in gold]))
    out = [{"gold": g, "predicted": p, "ari": float(metrics.adjusted_rand_score(g, p)),
            "homogeneity": float(metrics.homogeneity_score(g, p)),
            "completeness": float(metrics.completeness_score(g, p)),
            "v_measure": float(metrics.v_measure_score(g, p))} for g, p in cases]
    write("groupings", ["scikit-learn"], out)


def class_cases():
    from sklearn import metrics
    from sklearn.calibration import calibration_curve

    rng = random.Random(4)
    names = ["az", "tr", "ru", "uk", "kk", "und"]
    out = []
    for _ in range(8):
        gold = [rng.choice(names[:-1]) for _ in range(rng.randint(3, 50))]
        predicted = [g if rng.random() < 0.8 else rng.choice(names) for g in gold]
        confidence = [round(rng.random(), 3) for _ in gold]
        right = [int(g == p) for g, p in zip(gold, predicted)]
        accuracy, mean = calibration_curve(right, confidence, n_bins=10) if len(set(right)) == 2 else ([], [])
        bins = [sum(1 for c in confidence if i == 0 and c <= 0.1 or i / 10 < c <= (i + 1) / 10) for i in range(10)]
        counts = [n for n in bins if n]
        ece = sum(n * abs(a - m) for n, a, m in zip(counts, accuracy, mean)) / len(gold)
        out.append({"gold": gold, "predicted": predicted, "confidence": confidence,
                    "accuracy": float(metrics.accuracy_score(gold, predicted)),
                    "macro_f1": float(metrics.f1_score(gold, predicted, average="macro", zero_division=0)),
                    "ece": float(ece) if len(accuracy) else None})
    write("classes", ["scikit-learn"], out)


def rouge_cases():
    from rouge_score import rouge_scorer, tokenize

    class Given:
        def tokenize(self, text):
            return text.split()

    kinds = {"one": "rouge1", "two": "rouge2", "l": "rougeL", "l_sum": "rougeLsum"}
    scorer = rouge_scorer.RougeScorer(list(kinds.values()), tokenizer=Given())
    plain = rouge_scorer.RougeScorer(list(kinds.values()), use_stemmer=False)
    texts = [
        ("The port of Baku signed the agreement on March 3.\nVusal Kerimli led the talks.",
         "Vusal Kerimli led talks in Baku.\nThe port signed an agreement on 3 March."),
        ("At least 17 people died; nine are missing.", "At least 14 died. Nine people are missing, 52 families moved."),
        ("one", "two"),
    ]
    rng = random.Random(5)
    words = [chr(97 + i) for i in range(12)]
    for _ in range(20):
        make = lambda: "\n".join(" ".join(rng.choice(words) for _ in range(rng.randint(1, 9)))
                                 for _ in range(rng.randint(1, 4)))
        texts.append((make(), make()))
    out = []
    for i, (reference, candidate) in enumerate(texts):
        found = (plain if i < 3 else scorer).score(reference, candidate)
        cut = (lambda s: tokenize.tokenize(s, None)) if i < 3 else str.split
        out.append({"reference": reference, "candidate": candidate,
                    "tokens": [[cut(s) for s in t.split("\n")] for t in (reference, candidate)],
                    **{k: [found[v].precision, found[v].recall, found[v].fmeasure] for k, v in kinds.items()}})
    write("rouge", ["rouge-score"], out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--coval", type=Path, required=True, help="checkout of coval")
    parser.add_argument("--conll", type=Path, required=True, help="checkout of the reference scorer")
    args = parser.parse_args()
    span_cases()
    grouping_cases()
    class_cases()
    rouge_cases()
    coref_cases(args.coval, args.conll)
