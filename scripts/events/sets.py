"""Write labelled feeds to measure grouping with.

    EXONYM_DATA=… python3 sets.py FOLDER [SET…]

SETs are those below but `ntrex-all`, the 53 languages of NTREX-128, where none is named. For each set NAME.jsonl, a feed as a reader gets it, and NAME.labels.json: `event`, the event of each document;
`skip`, pairs not to judge (one story, two happenings); `pairs`, triples (a, b, whether one event) where only
pairs are labelled; `unit`, what halves are made of; `text`, the document of which each is a translation.
Sets are cut so that a model reads all of them within half an hour on one core.
"""
import hashlib, json, os, pathlib, subprocess, sys

LANGUAGES = "en az vi ru tr ro kk ar".split()
OWN = pathlib.Path(__file__).resolve().parents[2] / "tests/fixtures/eval/tune/documents.jsonl"
# Characters of a long article: what it reports stands at its head.
LONGEST = 2200


def lines(path):
    text = subprocess.run(["zstdcat", path], capture_output=True, check=True).stdout.decode()
    return [json.loads(line) for line in text.splitlines()]


def share(key, of):
    """A number below `of` that stays with the key."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % of


def document(key, d, published=None):
    text = d["text"][:LONGEST]
    out = {"id": key, "title": d.get("title") or "", "text": text}
    if published:
        out["published"] = published
    return out


def ntrex(data, languages):
    groups = json.load(open(data / "parallel/ntrex128/event_groups.json"))
    feed, event, text = [], {}, {}
    for lang in languages:
        for d in lines(data / f"parallel/ntrex128/{lang}.jsonl.zst"):
            feed.append({"id": d["id"], "title": d["title"], "text": d["text"]})
            event[d["id"]] = groups["event_of"].get(d["cluster"], d["cluster"])
            text[d["id"]] = d["cluster"]
    told = {}
    for key, cluster in text.items():
        told.setdefault(cluster, []).append(key)
    skip = []
    for story in groups["story_groups"].values():
        for i, a in enumerate(story):
            for b in story[i + 1:]:
                skip += [[x, y] for x in told.get(a, []) for y in told.get(b, []) if event[x] != event[y]]
    return feed, {"event": event, "unit": event, "text": text, "skip": skip}


def ecbplus(data):
    docs = [d for d in lines(data / "events/ecbplus/docs.jsonl.zst") if share("topic " + d["topic"], 4) == 0]
    # A single sentence stands as title.
    docs = [d for d in docs if d["text"]]
    return [document(d["id"], d) for d in docs], {
        "event": {d["id"]: d["cluster"] for d in docs}, "unit": {d["id"]: d["topic"] for d in docs}}


def vmds(data):
    docs = [d for d in lines(data / "events/vmds/docs.jsonl.zst") if share(d["cluster"], 2) == 0]
    noise = lines(data / "summaries/vietnews/articles.jsonl.zst")
    noise = sorted(noise, key=lambda d: share(d["id"], 1 << 30))[:130]
    feed = [document(d["id"], d, d["date"]) for d in docs] + [document(d["id"], d) for d in noise]
    event = {d["id"]: d["cluster"] for d in docs} | {d["id"]: d["id"] for d in noise}
    return feed, {"event": event, "unit": event}


def own():
    """Our labelled news, the tuning part: independent reports in many languages. All of it is learnt from (half 0)."""
    docs = [json.loads(line) for line in open(OWN)]
    feed = [document(d["id"], d, d["published"]) for d in docs]
    return feed, {"event": {d["id"]: d["cluster"] for d in docs}, "unit": {d["id"]: "own" for d in docs}}


def pairs(path, parts):
    feed, known, out, unit = [], {}, [], {}
    for n, p in enumerate(lines(path)):
        if share(f"pair {n}", parts):
            continue
        keys = []
        for side in "ab":
            text, title = p[side][:LONGEST], p.get("title_" + side) or ""
            if text.startswith(title):
                text = text[len(title):].strip() or text
            key = known.get((title, text))
            if key is None:
                key = known[title, text] = f"{n}{side}"
                feed.append({"id": key, "title": title, "text": text})
            keys.append(key)
        out.append([*keys, p["label"]])
        unit.update(dict.fromkeys(keys, f"pair {n}"))
    return feed, {"pairs": out, "unit": unit}


def main(folder, *wanted):
    data, folder = pathlib.Path(os.environ["EXONYM_DATA"]), pathlib.Path(folder)
    every = sorted(p.name.split(".")[0] for p in (data / "parallel/ntrex128").glob("*.jsonl.zst"))
    sets = {
        "own": own,
        "ntrex": lambda: ntrex(data, LANGUAGES),
        "ntrex-all": lambda: ntrex(data, every),
        "telegram": lambda: pairs(data / "events/telegram_pairs/pairs.jsonl.zst", 1),
        "ecbplus": lambda: ecbplus(data),
        "vmds": lambda: vmds(data),
        "semeval": lambda: pairs(data / "events/semeval2022t8/pairs.jsonl.zst", 10),
    }
    for name in wanted or [name for name in sets if name != "ntrex-all"]:
        feed, labels = sets[name]()
        with open(folder / f"{name}.jsonl", "w") as out:
            out.writelines(json.dumps(d, ensure_ascii=False) + "\n" for d in feed)
        json.dump(labels, open(folder / f"{name}.labels.json", "w"), ensure_ascii=False)
        letters = sum(len(d["title"]) + len(d["text"]) for d in feed)
        print(f"{name}: {len(feed)} documents, {letters} characters")


if __name__ == "__main__":
    main(*sys.argv[1:])
