#!/usr/bin/env python3
"""Trains the language tables `src/lang/tables.bin`. Needs numpy and EXONYM_DATA.

One table per script: multinomial logistic regression over the most telling letter n-grams (known by
a 32-bit hash), started from naive Bayes, trained by plain stochastic gradient descent on snippets of
one word up to a sentence, quantised to signed bytes. `und` is a class of its own, fed with some 350 languages that have no
class, so that an unknown language is not taken for a known one.

    EXONYM_DATA=… python3 train.py OUT [GROUP…]     # some four minutes of one core
"""

import collections
import hashlib
import struct
import sys
import time

import numpy as np

import corpus
import transliterate
from features import features, group_of, words

CLASSES = {
    "Latn": "af az bs ca crh cs cy da de en eo es et eu fi fr ga gl hr hu id is it kk ku la lg lt lv mi ms nb "
    "nl nn pl pt ro sk sl sn so sq sr st sv sw tk tl tn tr ts tt uz vi xh yo zu und",
    "Cyrl": "az ba be bg cv kk ky mk mn ro ru sr tg tk tt uk uz und",
    "Arab": "ar az ckb fa kk ky ps ug ur und",
    "Deva": "hi mr ne und",
}
ROWS = {"Latn": 25500, "Cyrl": 11000, "Arab": 6500, "Deva": 3000}
# Languages that are mixed up with each other: n-grams are also chosen for what they tell inside a family.
FAMILIES = {
    "Latn": ["bs hr sl sr", "da nb nn sv is", "cs sk pl", "ca es gl pt it fr", "id ms tl", "af de nl en",
             "az crh kk ku tk tr tt uz", "xh zu sn lg", "st tn ts", "et fi", "fr ro it la eo"],
    "Cyrl": ["be ru uk", "bg mk sr", "ba kk ky tt", "az tk uz tg", "ru bg mn"],
    "Arab": ["az fa ur", "kk ky ug ckb", "ar fa ps"],
    "Deva": ["hi mr ne"],
}
# The closest of all: drawn oftener, and each as often as the other.
CLOSE = {
    "Latn": ["bs hr sl sr", "da nb nn", "id ms", "cs sk", "es gl", "az tr"],
    "Cyrl": ["ba tt", "bg mk sr"],
    "Arab": ["az"],
    "Deva": ["ne hi"],
}
SNIPPETS = {"Latn": 600_000, "Cyrl": 250_000, "Arab": 100_000, "Deva": 30_000}
CAP = 1_500_000  # letters per language and source
STRIPPED = 0.04  # share of Latin snippets without their marks
SEED = 7


def collect():
    """group -> language -> split -> list of texts, with the respelt ones."""
    found = collections.defaultdict(lambda: collections.defaultdict(lambda: collections.defaultdict(list)))
    used = collections.Counter()
    for source, lang, split, text in corpus.texts():
        used[source, lang] += len(text)
        group = group_of(text)
        if group is None or used[source, lang] > CAP:
            continue
        known = lang in CLASSES[group].split()
        if not known and source != "udhr":
            continue
        found[group][lang if known else "und"][split].append(text)
        if lang not in transliterate.VARIANTS or source == "lingua-single-words":
            continue
        for home, other, share, rule in transliterate.VARIANTS[lang]:
            if home == group and (hash_of(text) % 1000) / 1000 < share:
                found[other][lang][split].append(rule(text.lower().replace("‘", "'").replace("’", "'")))
    return found


def hash_of(text):
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[1:5], "big")


class Words:
    """Features of words, made once; rows of the chosen ones when they are known."""

    def __init__(self):
        self.cache = {}
        self.chosen = None

    def __call__(self, word):
        hit = self.cache.get(word)
        if hit is None:
            hit = np.array(features(word), dtype=np.uint32)
            if self.chosen is not None:
                hit = self.rows(hit)
            self.cache[word] = hit
        return hit

    def rows(self, hashes):
        at = np.searchsorted(self.chosen, hashes).clip(0, len(self.chosen) - 1)
        return at[self.chosen[at] == hashes].astype(np.int32)

    def choose(self, hashes):
        self.chosen = np.sort(hashes)
        for word, hit in self.cache.items():
            self.cache[word] = self.rows(hit)


def sparse(of, tokens):
    """Distinct buckets and their weights: counts over the root of their sum."""
    index, count = np.unique(np.concatenate([of(w) for w in tokens]), return_counts=True)
    return index, (count / np.sqrt(max(1, count.sum()))).astype(np.float32)


LENGTHS = [1, 1, 2, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30]


def counts_of(of, classes, token_lists):
    """Distinct hashes, sorted, and for each class the share of each among its n-grams."""
    columns = []
    for lang in classes:
        tally = collections.Counter(w for tokens in token_lists[lang] for w in tokens)
        hashes = np.concatenate([of(w) for w in tally])
        times = np.repeat(np.fromiter(tally.values(), float, len(tally)), [len(of(w)) for w in tally])
        distinct, where = np.unique(hashes, return_inverse=True)
        count = np.bincount(where, weights=times)
        keep = count > (1 if count.sum() < 300_000 else 2)
        columns.append((distinct[keep], count[keep], count.sum()))
    every = np.unique(np.concatenate([c[0] for c in columns]))
    counts = np.zeros((len(classes), len(every)), dtype=np.float32)
    for row, (distinct, count, _) in enumerate(columns):
        counts[row, np.searchsorted(every, distinct)] = count
    return every, counts, np.array([c[2] for c in columns], dtype=np.float32)


def smoothed(counts, totals):
    """Shares that lean on what all classes share, so that a small class gains nothing by its size."""
    background = (counts / totals[:, None]).mean(0) + 1e-9
    strength = 4000.0
    return (counts + strength * background) / (totals[:, None] + strength), background


def telling(shares):
    """How much each n-gram tells about the class, all classes alike."""
    return (shares * np.abs(np.log(shares / shares.mean(0)))).sum(0)


def choose(group, classes, every, shares, rows):
    best = [np.argsort(-telling(shares))[: int(rows * 0.65)]]
    families = FAMILIES[group]
    for family in families:
        inside = [classes.index(c) for c in family.split()]
        best.append(np.argsort(-telling(shares[inside]))[: rows // 2])
    chosen = dict.fromkeys(best[0].tolist())
    for rank in range(rows // 2):
        if len(chosen) >= rows:
            break
        chosen.update(dict.fromkeys(int(b[rank]) for b in best[1:] if rank < len(b)))
    return np.array(sorted(list(chosen)[:rows]))


def train(group, found, rng):
    classes = CLASSES[group].split()
    of = Words()
    token_lists = {c: [t for t in (words(x, group) for x in found[c]["train"]) if t] for c in classes}
    for c in classes:
        print(f"  {group} {c:3} {sum(map(len, token_lists[c])):8} words", file=sys.stderr)
    every, counts, totals = counts_of(of, classes, token_lists)
    shares, _ = smoothed(counts, totals)
    picked = choose(group, classes, every, shares, ROWS[group])
    of.choose(every[picked])
    logs = np.log(shares[:, picked])
    weights = np.ascontiguousarray((logs - logs.mean(0)).T).astype(np.float32)
    print(f"  {group} naive Bayes ready, {len(of.cache)} words, {len(every)} n-grams", file=sys.stderr)
    del counts, shares, every
    sizes = np.array([sum(map(len, token_lists[c])) for c in classes], dtype=float)
    chance = np.clip(sizes, 1500, None) ** 0.35
    chance[-1] *= 2.0 if group == "Latn" else 1.0  # the unknown stand for many
    for close in CLOSE[group]:
        rows = [classes.index(c) for c in close.split()]
        chance[rows] = 2.5 * chance[rows].mean()
    chance /= chance.sum()
    steps = SNIPPETS[group]
    picks = rng.choice(len(classes), size=steps, p=chance)
    lengths = rng.choice(LENGTHS, size=steps)
    stripped = rng.random(steps) < (STRIPPED if group == "Latn" else 0)
    for step in range(steps):
        row = picks[step]
        lists = token_lists[classes[row]]
        tokens = lists[rng.integers(len(lists))]
        start = rng.integers(max(1, len(tokens) - lengths[step] + 1))
        tokens = tokens[start : start + lengths[step]]
        if stripped[step]:
            tokens = transliterate.ASCII(" ".join(tokens)).split()
        index, value = sparse(of, tokens)
        if not len(index):
            continue
        logits = value @ weights[index]
        logits -= logits.max()
        p = np.exp(logits)
        p /= p.sum()
        p[row] -= 1
        rate = 0.6 * (1 - step / steps) + 0.02
        weights[index] -= np.outer(value, p * rate)
    return weights, of


def quantise(weights):
    scale = float(np.quantile(np.abs(weights), 0.9995)) / 127
    return np.clip(np.rint(weights / scale), -127, 127).astype(np.int8), scale


# Upper ends of the classes of length, in letters, for the temperatures.
BINS = [5, 8, 12, 18, 30, 60, 120, 10**9]


def held_out(group, found, split, rng, per_class=1500):
    """Snippets of the held-out part: (row, tokens)."""
    classes = CLASSES[group].split()
    for row, lang in enumerate(classes):
        lists = [t for t in (words(x, group) for x in found[lang][split]) if t]
        if not lists:
            continue
        for _ in range(min(per_class, 12 * len(lists))):
            tokens = lists[rng.integers(len(lists))]
            length = LENGTHS[rng.integers(len(LENGTHS))]
            start = rng.integers(max(1, len(tokens) - length + 1))
            yield row, tokens[start : start + length]


def scores(weights, of, items):
    rows, logits, letters = [], [], []
    for row, tokens in items:
        index, value = sparse(of, tokens)
        rows.append(row)
        logits.append(value @ weights[index])
        letters.append(sum(map(len, tokens)))
    return np.array(rows), np.array(logits), np.array(letters)


def softmax(x):
    e = np.exp(x - x.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def temperatures(rows, logits, letters):
    out, low = [], 0
    for high in BINS:
        inside = (letters > low) & (letters <= high)
        grid = np.geomspace(0.15, 2.5, 40)
        loss = [
            -np.log(softmax(logits[inside] * t)[np.arange(inside.sum()), rows[inside]] + 1e-9).mean()
            for t in grid
        ]
        out.append(float(grid[int(np.argmin(loss))]) if inside.sum() > 50 else 1.0)
        low = high
    return out


def report(group, rows, logits, letters, temps):
    factor = np.array(temps)[np.searchsorted(BINS, letters)]
    p = softmax(logits * factor[:, None])
    best, right = p.max(1), p.argmax(1) == rows
    low = 0
    for high in BINS:
        inside = (letters > low) & (letters <= high)
        if inside.any():
            print(f"  {group} up to {high:>10} letters: {right[inside].mean():.3f} of {inside.sum()}")
        low = high
    for a, b in ((0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 0.97), (0.97, 1.01)):
        inside = (best >= a) & (best < b)
        if inside.any():
            print(f"  {group} says {best[inside].mean():.2f}: {right[inside].mean():.3f} right of {inside.sum()}")
    classes = CLASSES[group].split()
    weak = []
    for row, lang in enumerate(classes):
        inside = (rows == row) & (letters > 30)
        if inside.sum() and right[inside].mean() < 0.97:
            wrong = collections.Counter(classes[i] for i in p.argmax(1)[inside & ~right])
            weak.append(f"{lang} {right[inside].mean():.2f} {dict(wrong.most_common(3))}")
    print("  weak over 30 letters:", "; ".join(weak))


def main():
    out, *groups = sys.argv[1:]
    started = time.time()
    found = collect()
    print(f"  texts read, {time.time() - started:.0f} s", file=sys.stderr)
    blob = [b"XLID", struct.pack("<I", len(groups or CLASSES))]
    for group in groups or CLASSES:
        rng = np.random.default_rng(SEED)
        classes = CLASSES[group].split()
        weights, of = train(group, found[group], rng)
        table, scale = quantise(weights)
        weights = table.astype(np.float32) * scale
        temps = temperatures(*scores(weights, of, held_out(group, found[group], "dev", rng)))
        test = scores(weights, of, held_out(group, found[group], "test", rng))
        report(group, *test, temps)
        blob.append(struct.pack("<4sIIIf", group.encode(), table.shape[0], len(classes), len(BINS), scale))
        blob.append(b"".join(c.encode().ljust(4, b"\0") for c in classes))
        blob.append(struct.pack(f"<{len(BINS)}f", *temps))
        blob.append(of.chosen.astype("<u4").tobytes())
        blob.append(table.tobytes())
        print(f"  {group} done, {time.time() - started:.0f} s, temperatures {temps}", file=sys.stderr)
    with open(out, "wb") as file:
        file.write(b"".join(blob))


if __name__ == "__main__":
    main()
