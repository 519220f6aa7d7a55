"""Inline markup to offsets: `python scripts/eval/markup.py events-*.txt > documents.jsonl`.

    ## doc ID | LANG | SOURCE | PUBLISHED | cluster=EVENT | of=ID kind=translation
    Title with {{Bakıda|LOC|baku|Bakı}} on one line
    Text lines until the next `## `; blank lines make paragraphs.

A mention is {{surface|LABEL|entity-id|base}}; base may be left out where it is the surface.
"""
import json, re, sys

MENTION = re.compile(r"\{\{([^|{}]+)\|(PER|ORG|LOC|EVT|MISC)(?:\|([^|{}]*))?(?:\|([^|{}]*))?\}\}")


def plain(marked, field):
    """The text without markup, and its mentions."""
    text, mentions, at = "", [], 0
    for m in MENTION.finditer(marked):
        text += marked[at:m.start()]
        entry = {"field": field, "start": len(text), "end": len(text) + len(m[1]), "label": m[2]}
        if m[3]:
            entry["entity"] = m[3]
        entry["base"] = m[4] or m[1]
        text += m[1]
        mentions.append(entry)
        at = m.end()
    text += marked[at:]
    if "{{" in text or "}}" in text:
        sys.exit(f"markup that is not closed or has no label: {text}")
    return text, mentions


def documents(text):
    for block in re.split(r"(?m)^## doc ", text)[1:]:
        head, title, *body = block.strip().split("\n")
        id, lang, source, published, *rest = [p.strip() for p in head.split("|")]
        title, a = plain(title.strip(), "title")
        text, b = plain("\n".join(body).strip(), "text")
        d = {"id": id, "lang": lang, "source": source, "published": published, "title": title, "text": text}
        extra = dict(re.findall(r"(\w+)=(\S+)", " ".join(rest)))
        if "cluster" in extra:
            d["cluster"] = extra["cluster"]
        if "of" in extra:
            d["lineage"] = {"of": extra["of"], "kind": extra["kind"]}
        yield d | {"mentions": a + b}


if __name__ == "__main__":
    for path in sys.argv[1:]:
        for d in documents(open(path, encoding="utf-8").read()):
            print(json.dumps(d, ensure_ascii=False))
