"""Labelled text for the language tables, and its split into train, dev and test.

Reads the folder that the environment variable EXONYM_DATA names. What is learnt from these sets may
ship: lingua's test texts (Apache-2.0), UDHR (Unicode, freely reproducible), NTREX-128 (CC BY-SA 4.0),
Tatoeba (CC BY 2.0 FR), and the training and dev sentences of the name tagger's data (CC0, MIT, CC BY
and CC BY-SA sets, listed with the tagger's model). The probes of
CLD2, franc and whatlang are kept out of training; `src/lang/measure.rs` reads them.
"""

import hashlib
import json
import os
import subprocess
from pathlib import Path

DATA = Path(os.environ.get("EXONYM_DATA", "data"))

ALIASES = dict(
    p.split(":")
    for p in "ara:ar aze:az azj:az azb:az bel:be bul:bg ces:cs cmn:zh deu:de ell:el fra:fr heb:he hin:hi "
    "hun:hu hye:hy ind:id ita:it jpn:ja kat:ka kaz:kk kor:ko kur:ku kmr:ku mon:mn khk:mn pes:fa prs:fa "
    "pol:pl por:pt ron:ro rus:ru spa:es tat:tt tuk:tk tur:tr uig:ug ukr:uk uzb:uz uzn:uz vie:vi eng:en "
    "nld:nl dan:da swe:sv fin:fi ekk:et est:et lit:lt lvs:lv lav:lv slk:sk slv:sl hrv:hr srp:sr bos:bs "
    "mkd:mk als:sq sqi:sq cat:ca glg:gl eus:eu nob:nb nno:nn no:nb isl:is afr:af swh:sw som:so tgl:tl "
    "zlm:ms zsm:ms kir:ky tgk:tg urd:ur pbu:ps arb:ar ben:bn guj:gu mar:mr npi:ne nep:ne pan:pa tam:ta "
    "tel:te tha:th epo:eo lat:la gle:ga cym:cy bak:ba chv:cv iw:he jw:jv yor:yo zul:zu xho:xh sna:sn "
    "sot:st tsn:tn tso:ts lug:lg ydd:yi yid:yi".split()
)


def lang_of(tag):
    base = tag.replace("_", "-").split("-")[0]
    return ALIASES.get(base, base)


def read(path):
    with subprocess.Popen(["zstdcat", str(DATA / path)], stdout=subprocess.PIPE) as pipe:
        for line in pipe.stdout:
            yield json.loads(line)


def split_of(key):
    """0–9 of a key: 0 is dev, 1 is test, the rest trains."""
    digit = hashlib.sha256(key.encode()).digest()[0] % 10
    return {0: "dev", 1: "test"}.get(digit, "train")


def texts():
    """Every (source, language, split, text). `language` is a two- or three-letter tag."""
    for part in ("sentences", "word-pairs", "single-words"):
        for row in read(f"langid/lingua/{part}.jsonl.zst"):
            yield f"lingua-{part}", row["lang"], split_of(row["text"]), row["text"]
    for path in sorted((DATA / "parallel/ntrex128").glob("*.jsonl.zst")):
        for row in read(path.relative_to(DATA)):
            split = split_of(row["id"].rsplit(".", 1)[0])
            for line in [row["title"], *row["text"].split("\n")]:
                yield "ntrex", lang_of(row["lang"]), split, line
    for row in read("parallel/tatoeba/pairs.jsonl.zst"):
        yield "tatoeba", lang_of(row["lang"]), split_of(str(row["i"])), row["text"]
    for part in ("train", "dev"):
        for row in read(f"ner/{part}.jsonl.zst"):
            # Posts in short messages mix languages.
            if row["dataset"] not in ("wnut17", "btc", "weibo"):
                split = "train" if part == "train" else split_of(row["text"])
                yield "ner", lang_of(row["lang"]), split, row["text"]
    for row in read("langid/udhr/udhr.jsonl.zst"):
        for number, para in enumerate(row["paras"]):
            yield "udhr", udhr_lang(row), split_of(str(number)), para


def udhr_lang(row):
    code = row["code"]
    if code in ("032", "azb"):
        return "az"
    return lang_of(row["lang"])
