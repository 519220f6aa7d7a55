"""Other names in the place of annotated ones, so that the tagger learns the frame of a name and not a list of names.

Only a mention that stands in its base form is replaced, as an ending cannot be moved from one name to another.
The names come from the training sets (same language, or same script), from `names/rigour_person_parts` (CC0)
and from `names/geonames_cities` (CC BY 4.0).
"""
import json, pathlib, subprocess, unicodedata

# Scripts whose names may stand in for each other; a Han name in a Cyrillic text would teach nothing.
SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC", "GEORGIAN", "ARMENIAN", "CJK", "GREEK", "HEBREW", "HANGUL", "DEVANAGARI", "KATAKANA")
PLACEABLE = {"PER", "ORG", "LOC"}


def script(text):
    """The script of the first letter, as Unicode names it; None where it has no pool."""
    letter = next((c for c in text if c.isalpha()), None)
    if letter is None:
        return None
    name = unicodedata.name(letter, "").split(" ")[0]
    return name if name in SCRIPTS else None


def lines(path):
    raw = subprocess.run(["zstdcat", path], capture_output=True, check=True).stdout
    return (json.loads(l) for l in raw.decode().split("\n") if l)


class Names:
    """Pools of names: by (language, label), and by (script, label)."""

    def __init__(self, records, data, rng):
        self.rng, self.own, self.shared, self.parts = rng, {}, {}, {}
        for r in records:
            for e in r["entities"]:
                text = r["text"][e["start"]:e["end"]]
                if e["label"] in PLACEABLE and e.get("base", text) == text and "'" not in text and (kind := script(text)):
                    self.own.setdefault((r["lang"], e["label"]), []).append(text)
                    self.shared.setdefault((kind, e["label"]), []).append(text)
        data = pathlib.Path(data) / "names"
        if data.exists():
            for group in lines(data / "rigour_person_parts/name_parts.jsonl.zst"):
                for form in group["forms"]:
                    if kind := script(form):
                        self.parts.setdefault(kind, []).append(form.title())
            for city in lines(data / "geonames_cities/cities.jsonl.zst"):
                for name in {city["name"], *city["alt"]}:
                    # Romanisations of machines ("rasa ala kha'imaha") begin in lower case.
                    if (kind := script(name)) and (kind != "LATIN" or name[:1].isupper()):
                        self.shared.setdefault((kind, "LOC"), []).append(name)

    def draw(self, lang, label, like):
        kind = script(like)
        if kind is None:
            return like
        if label == "PER" and kind in self.parts and self.rng.random() < 0.4:
            space = "" if kind in ("CJK", "HANGUL") else "・" if kind == "KATAKANA" else " "
            count = like.count(space) + 1 if space else 1
            return space.join(self.rng.choice(self.parts[kind]) for _ in range(min(count, 3)))
        own = self.own.get((lang, label), ())
        pool = own if own and self.rng.random() < 0.5 else self.shared.get((kind, label), own)
        name = self.rng.choice(pool) if pool else like
        return name if script(name) == kind else like

    def substituted(self, record, share=0.6):
        """A copy of the record in which about `share` of its movable mentions carry other names."""
        text, entities, at, shift = [], [], 0, 0
        for e in sorted(record["entities"], key=lambda e: e["start"]):
            old = record["text"][e["start"]:e["end"]]
            new = old
            if e["start"] >= at and e["label"] in PLACEABLE and e.get("base") == old and self.rng.random() < share:
                new = self.draw(record["lang"], e["label"], old)
            text += [record["text"][at:e["start"]], new]
            entities.append(e | {"start": e["start"] + shift, "end": e["start"] + shift + len(new)})
            at, shift = e["end"], shift + len(new) - len(old)
        return record | {"text": "".join(text) + record["text"][at:], "entities": entities}
