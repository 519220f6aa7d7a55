"""Fit the weights of src/cluster/decide.rs to labelled pairs, and say what grouping makes of them.

    EXONYM_DATA=… scripts/events/refit.sh FOLDER     all steps: feeds, model, fit, scores
    python3 fit.py FOLDER                            this step alone; needs numpy

FOLDER/NAME.pairs.tsv is what the test `pipeline::measure` writes: one pair a line, features in the open.
Weights are learnt from half 0 of the sets in LEARN only, whose licences allow it: ECB+ (CC BY 3.0), NTREX-128
with our own grouping (CC BY-SA 4.0) and, across languages, the tuning part of our labelled news, which has few
pairs in one language. The other sets only measure.

A logistic regression by gradient descent with a ridge towards weights set by hand. No fitted weight may be
negative, so that a quirk of the data cannot turn a shared name into evidence against. Each set counts alike,
within it an event by the root of its pairs, and a wrong join costs more than a missed one (NEGATIVES).
For one language without vectors every second pair goes without names too.
"""
import collections, heapq, json, math, pathlib, random, sys

import numpy

from score import b_cubed, half, skipped

LEARN = {"Same": ("ntrex", "ecbplus"), "Across": ("ntrex", "own")}
# Set by reason, not fitted: of the sets that may ship only MEANTIME is dated, and its positives are
# translations of one day, whereas real reports of a happening go on for days.
FIXED = {"same_date": 1.0, "other_date": -2.5, "time": -2.0}
# The unlike events of an ECB+ topic have other actors by the making of that set, so that shared names would be
# trusted too much and strange ones too little: in a feed the same actors are in many events.
FIXED_ONE_LANGUAGE = {"actors": 1.0, "rare_actors": 1.0, "places": 0.5, "strangers": -1.5}
# What speaks against an event: at most this, and fitted where the sets can tell.
AGAINST = {"strangers": -1.5, "places_apart": -1.0}
# Where the ridge pulls the others: what the features' ranges suggest. ECB+ has short English texts and
# the others full translations; neither alone shows what independent reports in two languages share.
PRIOR = {
    "SAME": {"vector": 2.0, "lead": 2.0, "body": 2.0, "words": 8.0, "head": 4.0, "numbers": 2.0},
    "ACROSS": {"actors": 2.5, "rare_actors": 3.5, "places": 1.0, "vector": 4.0, "lead": 5.0, "body": 3.0, "numbers": 2.5},
    "SAME_BARE": {"actors": 2.5, "rare_actors": 3.0, "places": 1.0, "words": 8.0, "head": 3.0, "numbers": 2.0},
    "ACROSS_BARE": {"actors": 4.0, "rare_actors": 5.0, "places": 1.0, "numbers": 3.0},
}
VECTORS = {"vector", "lead", "body"}
NAMES = {"actors", "rare_actors", "places", "strangers", "places_apart"}
NEAREST = 4000
STEPS, RATE = 3000, 0.5
RIDGE = 0.01
UNSEEN, LOUDEST = -2.0, 5.0
# How much more a wrong join costs than a missed one. Reports in one language that share a matter and no event are
# the harder ones, and the sets hold too few of them.
NEGATIVES = {"Same": 16.0, "Across": 2.0}


Pair = collections.namedtuple("Pair", "a b seen mode veto now values")


def read(folder, name):
    labels = json.load(open(folder / f"{name}.labels.json"))
    lines = open(folder / f"{name}.pairs.tsv")
    names = next(lines).rstrip("\n").split("\t")[6:]
    pairs = []
    for line in lines:
        a, b, seen, mode, veto, now, *values = line.rstrip("\n").split("\t")
        pairs.append(Pair(a, b, seen == "1", mode, veto, float(now), numpy.array([float(v) for v in values])))
    return names, labels, pairs


def learnable(labels, pairs):
    """Pairs of half 0 with whether they are one event."""
    event, unit, skip = labels["event"], labels["unit"], skipped(labels)
    for p in pairs:
        if half(unit[p.a]) == half(unit[p.b]) == 0 and (p.a, p.b) not in skip:
            yield p, event[p.a] == event[p.b], event[p.a]


def weighted(sets, mode, names, zero, bare):
    """Features, labels and weights of the pairs of one mode."""
    xs, ys, qs = [], [], []
    near = [names.index(n) for n in ("actors", "vector", "lead", "words")]
    for labels, pairs in sets:
        own = [t for t in learnable(labels, pairs) if t[0].mode == mode and t[0].veto == "-"]
        positive = [t for t in own if t[1]]
        negative = [t for t in own if not t[1]]
        random.Random(1).shuffle(negative)
        # The nearest negatives are what a decision is about.
        negative.sort(key=lambda t: -sum(t[0].values[i] for i in near))
        negative = negative[:NEAREST]
        events = collections.Counter(t[2] for t in positive)
        total = sum(math.sqrt(n) for n in events.values())
        for n, (p, y, event) in enumerate(positive + negative):
            gone = zero | (NAMES if bare and n % 2 else set())
            xs.append([0.0 if name in gone else v for name, v in zip(names, p.values)])
            ys.append(float(y))
            qs.append(1 / math.sqrt(events[event]) / total if y else NEGATIVES[mode] / len(negative))
    return numpy.array(xs), numpy.array(ys), numpy.array(qs)


def fit(x, y, q, names, prior, fixed, ridge):
    start = numpy.array([fixed.get(n, AGAINST.get(n, prior.get(n, 0.0))) for n in names])
    sign = numpy.array([-1.0 if n in AGAINST else 1.0 for n in names])
    free = numpy.array([n not in fixed for n in names])
    w, c, speed, speed_c, q = start.copy(), -2.0, numpy.zeros(len(names)), 0.0, q / q.sum()
    for _ in range(STEPS):
        d = q * (1 / (1 + numpy.exp(-numpy.clip(x @ w + c, -30, 30))) - y)
        speed = 0.9 * speed - RATE * (x.T @ d + ridge * (w - start)) * free
        w = w + speed
        wrong = free & (w * sign < 0)
        speed[wrong] = 0.0
        w[wrong] = 0.0
        speed_c = 0.9 * speed_c - RATE * d.sum()
        c += speed_c
    return w, c


def agglomerate(ids, scores):
    """As src/cluster/merge.rs does it."""
    members = {i: [i] for i in ids}
    links = collections.defaultdict(dict)
    for a, b, s in scores:
        links[a][b] = links[b][a] = (s, 1)
    def mean(a, b):
        total, n = links[a][b]
        every = len(members[a]) * len(members[b])
        return (total + (every - n) * UNSEEN) / every
    heap = [(-s, a, b, 1, 1) for a, b, s in scores if s > 0]
    heapq.heapify(heap)
    while heap:
        _, a, b, n, m = heapq.heappop(heap)
        if len(members.get(a, ())) != n or len(members.get(b, ())) != m:
            continue
        members[a] += members.pop(b)
        links[a].pop(b)
        for other, (total, count) in links.pop(b).items():
            if other == a:
                continue
            links[other].pop(b)
            before = links[a].get(other, (0.0, 0))
            links[a][other] = links[other][a] = (before[0] + total, before[1] + count)
        for other in links[a]:
            m = mean(a, other)
            if m > 0:
                x, y = sorted((a, other))
                heapq.heappush(heap, (-m, x, y, len(members[x]), len(members[y])))
    return {d: i for i, group in members.items() for d in group}


def auc(scored):
    order = sorted(scored)
    positive = sum(y for _, y in order)
    ranks, i = 0.0, 0
    while i < len(order):
        j = i
        while j < len(order) and order[j][0] == order[i][0]:
            j += 1
        ranks += sum(y for _, y in order[i:j]) * (i + j + 1) / 2
        i = j
    return (ranks - positive * (positive + 1) / 2) / max(1, positive * (len(order) - positive))


def measure(name, labels, pairs, weights, parts=(0, 1)):
    def odds(p):
        if weights is None:
            return p.now
        if p.veto != "-":
            return -LOUDEST
        w, c = weights[p.mode]
        return float(numpy.clip(p.values @ w + c, -LOUDEST, LOUDEST))
    unit = labels["unit"]
    for part in parts:
        if "event" in labels:
            ids = sorted(d for d in labels["event"] if half(unit[d]) == part)
            if not ids:
                continue
            inside = set(ids)
            scores = [(min(p.a, p.b), max(p.a, p.b), odds(p)) for p in pairs if p.seen and p.a in inside and p.b in inside]
            told = b_cubed(agglomerate(ids, scores), labels["event"], ids, skipped(labels))
            print("  {} half {}: B3 P {:.3f} R {:.3f} F {:.3f}".format(name, part, *told))
        else:
            label = {frozenset((a, b)): y for a, b, y in labels["pairs"] if half(unit[a]) == part}
            judged = [(odds(p), label[frozenset((p.a, p.b))]) for p in pairs if frozenset((p.a, p.b)) in label]
            right = sum(1 for s, y in judged if s > 0 and y)
            wrong = sum(1 for s, y in judged if s > 0 and not y)
            missed = sum(1 for s, y in judged if s <= 0 and y)
            print(f"  {name} half {part}: pairs {len(judged)} P {right / max(1, right + wrong):.3f} R "
                  f"{right / (right + missed):.3f} F {2 * right / (2 * right + wrong + missed):.3f} AUC {auc(judged):.3f}")


def main(folder):
    folder = pathlib.Path(folder)
    names, sets = None, {}
    for path in sorted(folder.glob("*.pairs.tsv")):
        name = path.name.split(".")[0]
        names, *sets[name] = read(folder, name)
    print("as it stands")
    for name, (labels, pairs) in sets.items():
        measure(name, labels, pairs, None)
    weights = {}
    print("fitted")
    for title, mode, zero in MODES:
        learnt = [sets[name] for name in LEARN[mode] if name in sets]
        x, y, q = weighted(learnt, mode, names, zero, title == "SAME_BARE")
        fixed = FIXED | FIXED_ONE_LANGUAGE if title == "SAME" else FIXED
        w, c = fit(x, y, q, names, PRIOR[title], fixed, RIDGE)
        weights.setdefault(mode, (w, c))
        show(title, x, y, w, c)
    for name, (labels, pairs) in sets.items():
        measure(name, labels, pairs, weights)


def show(title, x, y, w, c):
    joined = x @ w + c > 0
    print(f"const {title}: Weights = Weights {{")
    print(f"    constant: {c:.2f},")
    print(f"    weights: [{', '.join(f'{v:.2f}' for v in w)}],")
    print("};", f" // missed {int((y * ~joined).sum())} of {int(y.sum())}, wrong {int(((1 - y) * joined).sum())} of {int((1 - y).sum())}")


MODES = (("SAME", "Same", set()), ("ACROSS", "Across", set()), ("SAME_BARE", "Same", VECTORS),
         ("ACROSS_BARE", "Across", VECTORS))

if __name__ == "__main__":
    main(*sys.argv[1:])
