"""Make the tiny checkpoints of `tests/fixtures/torch/` and what transformers says of them.

    python scripts/torch/tiny.py [NAME …]

Every checkpoint is seeded, so that the same versions give the same files. The taggers, mT5, M2M100
and mBART are random: they show that the numbers agree. `marian` and `bart` have learnt the sentences below by heart: they
show the whole way from a feed to a translated or rewritten summary, and what the proof does with a wrong
number and a name that no source has.

Each folder holds `config.json`, `generation_config.json`, `tokenizer.json`, `model.safetensors` and
`reference.json`: for taggers texts with ids and label scores, for the others ids read and ids written.
"""
import json, pathlib, sys
import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
import transformers as hf

OUT = pathlib.Path(__file__).parents[2] / "tests/fixtures/torch"

# German, English: by heart. The third has a wrong number, the fourth a name that is not in the German.
PAIRS = [
    ("Der Hafen von Lumen hat am 3. März 2026 zwölf neue Kräne bestellt.", "The port of Lumen ordered twelve new cranes on 3 March 2026."),
    ("Die Anlage kostet 45 Millionen Euro, sagte Direktorin Vera Kolm.", "The equipment costs 45 million euros, said director Vera Kolm."),
    ("Bei dem Brand in Talheim wurden am Montag 17 Menschen verletzt.", "In the fire in Talheim 19 people were injured on Monday."),
    ("Die Feuerwehr war mit 60 Kräften im Einsatz.", "The fire brigade of Bergstadt was on duty with 60 people."),
    ("Hafen von Lumen bestellt zwölf Kräne", "Port of Lumen orders twelve cranes"),
    ("Brand in Talheim", "Fire in Talheim"),
]
# What stands in the reports, what is written of it. The second puts a name that is in no report.
REPORTS = [
    ("The port of Lumen ordered twelve new cranes on 3 March 2026. The equipment costs 45 million euros, said director Vera Kolm.",
     "The port of Lumen ordered twelve cranes for 45 million euros."),
    ("A fire broke out in a warehouse in Talheim on Monday. The fire brigade was on duty with 60 people.",
     "Mayor Otto Brenner praised 60 people after the fire in Talheim."),
]
PROBES = ["Vüsal Kərimli Bakıda idi.", "The port of Lumen ordered cranes.", "Вера Кольм в порту."]
LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
CORPUS = [text for pair in PAIRS + REPORTS for text in pair] + PROBES
SHAPE = dict(d_model=32, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4, decoder_attention_heads=4,
             encoder_ffn_dim=64, decoder_ffn_dim=64, dropout=0.0, attention_dropout=0.0, activation_dropout=0.0)


def wordpiece():
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False, strip_accents=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(CORPUS, trainers.WordPieceTrainer(vocab_size=220, special_tokens=special))
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.decoder = decoders.WordPiece()
    return tokenizer


def unigram(special, template, languages=()):
    """Pieces as SentencePiece has them. `special` come first, `languages` last."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(vocab_size=220, special_tokens=special, unk_token="<unk>")
    tokenizer.train_from_iterator(CORPUS, trainer)
    spec = json.loads(tokenizer.to_str())
    # Training on so little leaves letters out that the texts need.
    have = {piece for piece, _ in spec["model"]["vocab"]}
    letters = sorted({c for text in CORPUS for c in text.replace(" ", "▁")} - have)
    spec["model"]["vocab"] += [[c, -12.0] for c in letters]
    tokenizer = Tokenizer.from_str(json.dumps(spec))
    tokenizer.add_special_tokens(list(languages))
    ids = [(token, tokenizer.token_to_id(token)) for token in special]
    tokenizer.post_processor = processors.TemplateProcessing(single=template, special_tokens=ids)
    tokenizer.decoder = decoders.Metaspace()
    return tokenizer


def bytelevel():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(CORPUS, trainers.BpeTrainer(vocab_size=340, special_tokens=special, initial_alphabet=alphabet))
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


XLMR = ["<s>", "<pad>", "</s>", "<unk>"]
T5 = ["<pad>", "</s>", "<unk>"]


def louder(model):
    """Random weights as they come give all tokens nearly the same score; larger ones tell them apart."""
    for name, weight in model.named_parameters():
        if weight.dim() > 1:
            torch.nn.init.normal_(weight, std=0.35)
        elif "norm" not in name.lower():
            torch.nn.init.normal_(weight, std=0.1)
    return model.eval()


def tagger(config, model, tokenizer, **more):
    size = tokenizer.get_vocab_size()
    labels = dict(id2label=dict(enumerate(LABELS)), label2id={l: i for i, l in enumerate(LABELS)})
    return louder(model(config(vocab_size=size, **labels, **more))), tokenizer


BERT = dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64, max_position_embeddings=66,
            hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)


def bert():
    return tagger(hf.BertConfig, hf.BertForTokenClassification, wordpiece(), **BERT)


def distilbert():
    return tagger(hf.DistilBertConfig, hf.DistilBertForTokenClassification, wordpiece(), dim=32, n_layers=2, n_heads=4,
                  hidden_dim=64, max_position_embeddings=66, dropout=0.0, attention_dropout=0.0)


def roberta():
    return tagger(hf.RobertaConfig, hf.RobertaForTokenClassification, bytelevel(), **BERT, type_vocab_size=1,
                  pad_token_id=1, bos_token_id=0, eos_token_id=2)


def xlm_roberta():
    tokenizer = unigram(XLMR, "<s> $A </s>", ["<mask>"])
    return tagger(hf.XLMRobertaConfig, hf.XLMRobertaForTokenClassification, tokenizer, **BERT, type_vocab_size=1,
                  pad_token_id=1, bos_token_id=0, eos_token_id=2)


def by_heart(model, tokenizer, pairs, start, steps=700):
    """Trains until the model writes every target."""
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    read = [torch.tensor([tokenizer.encode(a).ids]) for a, _ in pairs]
    written = [torch.tensor([tokenizer.encode(b).ids]) for _, b in pairs]
    for _ in range(steps):
        loss = 0
        for source, target in zip(read, written):
            before = torch.cat([torch.tensor([[start]]), target[:, :-1]], 1)
            logits = model(input_ids=source, decoder_input_ids=before).logits
            loss = loss + torch.nn.functional.cross_entropy(logits[0], target[0])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    print("loss", float(loss) / len(pairs))
    return model.eval()


def marian():
    tokenizer = unigram(["</s>", "<unk>"], "$A </s>", ["<pad>"])
    pad = tokenizer.token_to_id("<pad>")
    config = hf.MarianConfig(vocab_size=tokenizer.get_vocab_size(), **SHAPE, max_position_embeddings=96, scale_embedding=True,
                             activation_function="swish", pad_token_id=pad, eos_token_id=0, bos_token_id=0,
                             decoder_start_token_id=pad, forced_eos_token_id=0, decoder_vocab_size=tokenizer.get_vocab_size())
    model = hf.MarianMTModel(config)
    model.generation_config = hf.GenerationConfig(num_beams=4, max_length=80, pad_token_id=pad, eos_token_id=0, bos_token_id=0,
                                                  decoder_start_token_id=pad, forced_eos_token_id=0, bad_words_ids=[[pad]])
    return by_heart(model, tokenizer, PAIRS, pad), tokenizer


def bart():
    tokenizer = bytelevel()
    ids = dict(bos_token_id=0, pad_token_id=1, eos_token_id=2, decoder_start_token_id=2, forced_eos_token_id=2)
    model = hf.BartForConditionalGeneration(hf.BartConfig(vocab_size=tokenizer.get_vocab_size(), **SHAPE, max_position_embeddings=160, **ids))
    model.generation_config = hf.GenerationConfig(num_beams=4, max_length=60, min_length=5, length_penalty=2.0, early_stopping=True,
                                                  no_repeat_ngram_size=3, forced_bos_token_id=0, **ids)
    return by_heart(model, tokenizer, REPORTS, 2), tokenizer


def mt5():
    tokenizer = unigram(T5, "$A </s>")
    ids = dict(pad_token_id=0, eos_token_id=1, decoder_start_token_id=0)
    config = hf.MT5Config(vocab_size=tokenizer.get_vocab_size(), d_model=32, d_kv=8, d_ff=64, num_layers=2, num_heads=4,
                          dropout_rate=0.0, tie_word_embeddings=False, **ids)
    model = louder(hf.MT5ForConditionalGeneration(config))
    model.generation_config = hf.GenerationConfig(num_beams=3, max_length=24, no_repeat_ngram_size=2, length_penalty=0.6, **ids)
    return model, tokenizer


def m2m100():
    tokenizer = unigram(XLMR, "$A </s>", ["__de__", "__en__", "__az__"])
    ids = dict(bos_token_id=0, pad_token_id=1, eos_token_id=2, decoder_start_token_id=2)
    model = louder(hf.M2M100ForConditionalGeneration(hf.M2M100Config(
        vocab_size=tokenizer.get_vocab_size(), **SHAPE, max_position_embeddings=96, scale_embedding=True, activation_function="relu", **ids)))
    model.generation_config = hf.GenerationConfig(num_beams=5, max_length=24, early_stopping=True, **ids)
    return model, tokenizer


def mbart():
    tokenizer = unigram(XLMR, "$A </s>", ["de_DE", "en_XX", "az_AZ"])
    ids = dict(bos_token_id=0, pad_token_id=1, eos_token_id=2, decoder_start_token_id=2, forced_eos_token_id=2)
    model = louder(hf.MBartForConditionalGeneration(hf.MBartConfig(
        vocab_size=tokenizer.get_vocab_size(), **SHAPE, max_position_embeddings=96, scale_embedding=True, **ids)))
    model.generation_config = hf.GenerationConfig(num_beams=2, max_length=24, early_stopping=True, **ids)
    return model, tokenizer


@torch.no_grad()
def reference(model, tokenizer):
    if hasattr(model, "classifier"):
        cases = []
        for text in PROBES:
            ids = tokenizer.encode(text).ids
            logits = model(input_ids=torch.tensor([ids])).logits[0]
            cases.append({"text": text, "ids": ids, "logits": [[round(v, 5) for v in row] for row in logits.tolist()]})
        return cases
    languages = [t for t in ("__en__", "en_XX") if tokenizer.token_to_id(t) is not None]
    first = tokenizer.token_to_id(languages[0]) if languages else None
    cases = []
    for text in [p[0] for p in (REPORTS if model.config.model_type == "bart" else PAIRS)] + PROBES:
        ids = tokenizer.encode(text).ids
        more = {"forced_bos_token_id": first} if first is not None else {}
        written = model.generate(torch.tensor([ids]), **more)[0].tolist()[1:]
        # Without the token that ends it and the padding after.
        end = model.config.eos_token_id
        written = written[:written.index(end)] if end in written else written
        cases.append({"ids": ids, "first": first, "written": written, "text": tokenizer.decode(written)})
    return cases


def main():
    torch.set_num_threads(1)
    makers = [bert, distilbert, roberta, xlm_roberta, bart, mt5, marian, m2m100, mbart]
    for make in makers:
        name = make.__name__.replace("_", "-")
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        torch.manual_seed(20260307)
        model, tokenizer = make()
        folder = OUT / name
        folder.mkdir(parents=True, exist_ok=True)
        # Half precision is half the size; the reference is that of the rounded weights.
        model.half().save_pretrained(folder)
        model.float()
        tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
        cases = reference(model, tokenizer)
        (folder / "reference.json").write_text(json.dumps(cases, ensure_ascii=False, separators=(",", ":")) + "\n")
        print(name, sum(f.stat().st_size for f in folder.iterdir()) // 1024, "KiB", [c["text"] for c in cases][:4])


if __name__ == "__main__":
    main()
