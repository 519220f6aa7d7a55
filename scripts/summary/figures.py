"""Fit the weights of src/summary/matter.rs: whether two figures of two reports are said of one thing.

    EXONYM_DATA=… scripts/events/refit.sh FOLDER     writes FOLDER/NAME.figures.tsv, among others
    python3 scripts/summary/figures.py FOLDER        this step; needs numpy

Nobody has to label anything: of two reports of one event, figures that are equal and not small are of one
thing; a figure that the other report gives elsewhere is not what another figure of that report is of. What is
learnt from these pairs then judges the open ones, whose values differ and stand in one report each. Learnt
from are ECB+ (CC BY 3.0), NTREX-128 (CC BY-SA 4.0) and the tuning part of our labelled news, all alike; by
halves of events for the report, from all for the weights.
"""
import hashlib, pathlib, sys

import numpy

SETS = ("ecbplus", "ntrex", "own")
# Smaller figures are equal by chance.
TELLING = 10
RIDGE = 0.0003
STEPS = 200


def read(path):
    lines = open(path)
    names = next(lines).rstrip("\n").split("\t")[6:]
    xs, ys, halves = [], [], []
    for line in lines:
        a, b, value, _, _, stated, *values = line.rstrip("\n").split("\t")
        if stated in ("open", "agrees") or stated == "same" and float(value) < TELLING:
            continue
        xs.append([1.0] + [float(v) for v in values])
        ys.append(stated == "same")
        halves.append(hashlib.sha256(min(a, b).encode()).digest()[0] & 1)
    return names, numpy.array(xs), numpy.array(ys, float), numpy.array(halves)


def weighted(ys):
    """Both answers weigh alike, whatever their number."""
    return numpy.where(ys == 1, 0.5 / max(1, ys.sum()), 0.5 / max(1, (1 - ys).sum()))


def fit(x, y, q):
    """Logistic regression by Newton's method; the constant is free."""
    w, ridge = numpy.zeros(x.shape[1]), RIDGE * numpy.eye(x.shape[1])
    ridge[0, 0] = 0.0
    q = q / q.sum()
    for _ in range(STEPS):
        p = 1 / (1 + numpy.exp(-numpy.clip(x @ w, -30, 30)))
        step = numpy.linalg.solve((x.T * (q * p * (1 - p))) @ x + ridge, x.T @ (q * (p - y)) + ridge @ w)
        w -= step
        if abs(step).max() < 1e-8:
            break
    return w


def auc(scores, ys):
    order = numpy.argsort(scores, kind="stable")
    ranks = numpy.empty(len(order))
    ranks[order] = numpy.arange(1, len(order) + 1)
    for score in numpy.unique(scores):
        tie = scores == score
        ranks[tie] = ranks[tie].mean()
    n = ys.sum()
    return (ranks[ys == 1].sum() - n * (n + 1) / 2) / (n * (len(ys) - n))


def main(folder):
    sets = {name: read(pathlib.Path(folder) / f"{name}.figures.tsv") for name in SETS}
    names = sets[SETS[0]][0]
    for half in (0, 1):
        learnt = [(x[h == half], y[h == half]) for _, x, y, h in sets.values()]
        w = fit(*(numpy.concatenate(part) for part in zip(*((x, y, weighted(y)) for x, y in learnt))))
        for name, (_, x, y, h) in sets.items():
            print(f"learnt from half {half}, {name} half {1 - half}: AUC {auc(x[h != half] @ w, y[h != half]):.3f} of {(h != half).sum()} pairs")
    w = fit(*(numpy.concatenate(part) for part in zip(*((x, y, weighted(y)) for _, x, y, _ in sets.values()))))
    print(f"const CONSTANT: f32 = {w[0]:.2f};")
    print(f"const WEIGHTS: [f32; FEATURES] = [{', '.join(f'{v:.2f}' for v in w[1:])}];")
    print("  ", ", ".join(f"{n} {v:.2f}" for n, v in zip(names, w[1:])))


if __name__ == "__main__":
    main(*sys.argv[1:])
