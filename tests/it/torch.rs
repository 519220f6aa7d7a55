//! The engine on libtorch: the numbers and texts of transformers from the same checkpoints, and clear errors
//! from damaged ones.
//!
//! `fixtures/torch/` is written by `scripts/torch/tiny.py`: seeded checkpoints of every kind, small enough for
//! the repository, with what transformers says of them.

use std::{fs, path::Path};

use exonym::engine::Seq2Seq;
use exonym::models::{self, Engine, Model, Task, Translator, Writer};
use exonym::torch::TorchSeq2Seq;
use exonym::types::Lang;
use serde_json::{Value, json};

use crate::models::{checkpoint, refusal};
use crate::program::{Program, fixture, line, root, sample};

const TAGGERS: [&str; 4] = ["bert", "distilbert", "roberta", "xlm-roberta"];
const WRITERS: [&str; 5] = ["bart", "mt5", "marian", "m2m100", "mbart"];

fn tiny(name: &str) -> std::path::PathBuf {
    fixture("torch").join(name)
}

fn load(name: &str) -> Model {
    models::load(&tiny(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn reference<T: serde::de::DeserializeOwned>(path: &Path) -> Vec<T> {
    serde_json::from_str(&fs::read_to_string(path).expect("readable")).expect("well-formed")
}

fn furthest(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(x, y)| (x - y).abs()).fold(0.0, f32::max)
}

fn best(scores: &[f32]) -> Option<usize> {
    (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]))
}

#[derive(serde::Deserialize)]
struct Tagged {
    text: String,
    ids: Vec<u32>,
    logits: Vec<Vec<f32>>,
}

#[derive(serde::Deserialize)]
struct Shipped {
    text: String,
    ids: Vec<u32>,
    /// Label scores of the shipped weights, inputs rounded as the built-in engine does.
    logits: Vec<Vec<f32>>,
    /// The same with inputs not rounded.
    exact: Vec<Vec<f32>>,
}

#[test]
fn taggers_give_the_numbers_of_transformers() {
    let mut wrong = Vec::new();
    for name in TAGGERS {
        let model = load(name);
        let cases: Vec<Tagged> = reference(&tiny(name).join("reference.json"));
        for case in &cases {
            let tokens = model.tokenizer.encode(&case.text).expect("encodes");
            let inner = tokens.iter().map(|t| t.id);
            let ids: Vec<u32> =
                [model.tokenizer.begin()].into_iter().chain(inner).chain([model.tokenizer.end()]).collect();
            assert_eq!(ids, case.ids, "{name}: {}", case.text);
            assert!(tokens.iter().all(|t| case.text.get(t.span.range()).is_some()), "{name}: bytes");
            let output = model.encoder.encode(&[&ids]).expect("runs").remove(0);
            let off = furthest(&output.logits, &case.logits.concat());
            if off >= 1e-3 {
                wrong.push(format!("{name}: {off} in {}", case.text));
            }
        }
        let ids: Vec<&[u32]> = cases.iter().map(|c| &*c.ids).collect();
        for (case, output) in cases.iter().zip(model.encoder.encode(&ids).expect("runs")) {
            if furthest(&output.logits, &case.logits.concat()) >= 1e-3 {
                wrong.push(format!("{name}: {} in a batch", case.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[derive(serde::Deserialize)]
struct Wrote {
    ids: Vec<u32>,
    first: Option<u32>,
    written: Vec<u32>,
}

#[test]
fn writers_write_what_transformers_writes() {
    let mut wrong = Vec::new();
    for name in WRITERS {
        let network = TorchSeq2Seq::load(&tiny(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
        for (n, case) in reference::<Wrote>(&tiny(name).join("reference.json")).iter().enumerate() {
            let written = network.generate(&case.ids, case.first).expect("writes");
            if written != case.written {
                wrong.push(format!("{name}, case {n}: {written:?} instead of {:?}", case.written));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The built-in engine rounds the inputs of every layer to bytes and libtorch does not. So each is held to
/// PyTorch's numbers for what it computes (the built-in one by `engine.rs`); between them scores move by a
/// tenth, and labels stay where no other is as near as that.
#[test]
fn the_shipped_model_says_the_same_on_both_engines() {
    let folder = root().join("models/exonym-small");
    let usual = models::load(&folder).expect("the shipped model");
    let torch = models::load_on(&folder, Engine::Torch).expect("the shipped model on libtorch");
    let cases: Vec<Shipped> = reference(&fixture("model/reference.json"));
    for case in &cases {
        let [a, b] = [&usual, &torch].map(|m| m.encoder.encode(&[&case.ids]).expect("runs").remove(0));
        let labels = usual.encoder.labels();
        for (x, y) in a.logits.chunks_exact(labels).zip(b.logits.chunks_exact(labels)) {
            let (ours, theirs) = (best(x).expect("labels"), best(y).expect("labels"));
            assert!(ours == theirs || y[theirs] - y[ours] < 0.5, "{}", case.text);
        }
        // As far apart as PyTorch is from itself with rounded inputs, and what `engine.rs` allows.
        let rounding = furthest(&case.logits.concat(), &case.exact.concat());
        assert!(furthest(&a.logits, &b.logits) < rounding + 0.5, "{}", case.text);
        assert!(furthest(&b.logits, &case.exact.concat()) < 1e-3, "{}", case.text);
    }
}

#[test]
fn a_checkpoint_tags_through_the_usual_verbs_whatever_the_jobs() {
    let texts = [
        line("a", "Vüsal Kərimli Bakıda idi. The port of Lumen ordered cranes."),
        line("b", "Вера Кольм в порту. 𝄞 Vera Kolm, said director Vera Kolm — 東京 و باکو."),
        line("c", &"The port of Lumen ordered twelve new cranes on 3 March 2026. ".repeat(40)),
    ];
    for name in TAGGERS {
        let run = |jobs: &str| {
            let program = Program::new("tag --jobs").arg(jobs).arg("--model").arg(tiny(name));
            program.stdin(texts.concat()).run().ends(0)
        };
        let one = run("1");
        assert_eq!(one.stdout, run("4").stdout, "{name}");
        for tags in one.of_type("tags") {
            let document =
                one.of_type("document").into_iter().find(|d| d["id"] == tags["doc"]).expect("a document");
            let text: Vec<char> = document["text"].as_str().expect("a text").chars().collect();
            for mention in tags["mentions"].as_array().expect("a list") {
                let at = |key: &str| mention[key].as_u64().expect("an offset") as usize;
                let found: String = text[at("start")..at("end")].iter().collect();
                assert_eq!(found, mention["text"].as_str().expect("a text"), "{name}");
            }
        }
    }
}

#[test]
fn the_languages_of_the_table_go_to_their_models() {
    let config = format!("[taggers]\naz = {:?}\n", tiny("xlm-roberta"));
    let texts = line("a", "Vüsal Kərimli Bakıda idi və nazir ilə görüşdü.")
        + &line("e", "Vera Kolm was in Hanoi on Monday.");
    let tag = |words: &str| Program::new(words).stdin(texts.clone());
    let routed = tag("tag --config c.toml").file("c.toml", config).run().ends(0);
    let usual = tag("tag").run().ends(0);
    let alone = tag("tag --model").arg(tiny("xlm-roberta")).run().ends(0);
    let of = |ran: &crate::program::Ran| ran.of_type("tags");
    assert_eq!(of(&routed)[0], of(&alone)[0], "Azerbaijani by its own model");
    assert_eq!(of(&routed)[1], of(&usual)[1], "English by the default model");
    assert_ne!(of(&usual)[0], of(&alone)[0]);
}

const GERMAN: &str = r#"{"id":"a","cluster":"1","published":"2026-03-04","text":"Der Hafen von Lumen hat am 3. März 2026 zwölf neue Kräne bestellt. Die Anlage kostet 45 Millionen Euro, sagte Direktorin Vera Kolm."}
{"id":"b","cluster":"2","published":"2026-03-04","text":"Bei dem Brand in Talheim wurden am Montag 17 Menschen verletzt."}
"#;

/// The checkpoint has learnt a wrong number for the second event.
#[test]
fn a_feed_is_translated_by_a_checkpoint_and_the_wrong_number_is_refused() {
    let ran =
        Program::new("summarize --into en --translator").arg(tiny("marian")).stdin(GERMAN).run().ends(0);
    let events = ran.of_type("event");
    let summary = |doc: &str| {
        let event = events.iter().find(|event| event["docs"] == json!([doc])).expect("an event");
        event["summary"].clone()
    };
    assert_eq!(summary("a")["lang"], "en");
    let first = &summary("a")["sentences"][0];
    assert_eq!(first["text"], "The port of Lumen ordered twelve new cranes on 3 March 2026.");
    assert_eq!(first["by"], json!([{"how": "translated", "model": "marian"}]));
    assert_eq!(summary("b")["lang"], "de");
    let issues = ran.of_type("issue");
    assert!(issues.iter().any(|i| i["message"].as_str().is_some_and(|m| m.contains("`19"))), "{issues:?}");
    assert!(issues.iter().all(|issue| issue["severity"] == "warning"));
    let md =
        Program::new("summarize --format md --into en --translator").arg(tiny("marian")).stdin(GERMAN).run();
    assert!(md.stdout.contains("Machine translation (marian)"), "{}", md.stdout);
}

const ENGLISH: &str = r#"{"id":"a","cluster":"1","published":"2026-03-04","text":"The port of Lumen ordered twelve new cranes on 3 March 2026. The equipment costs 45 million euros, said director Vera Kolm."}
{"id":"b","cluster":"2","published":"2026-03-04","text":"A fire broke out in a warehouse in Talheim on Monday. The fire brigade was on duty with 60 people."}
"#;

/// The checkpoint has learnt to praise somebody whom no report names.
#[test]
fn a_feed_is_summarised_by_a_checkpoint_and_the_invented_name_is_refused() {
    let program = Program::new("summarize --summarizer abstractive --summary-model").arg(tiny("bart"));
    let ran = program.stdin(ENGLISH).run().ends(0);
    let events = ran.of_type("event");
    let sentences = |doc: &str| {
        let event = events.iter().find(|event| event["docs"] == json!([doc])).expect("an event");
        event["summary"]["sentences"].as_array().expect("a list").clone()
    };
    let [told] = &sentences("a")[..] else { panic!("{:?}", sentences("a")) };
    assert_eq!(told["text"], "The port of Lumen ordered twelve cranes for 45 million euros.");
    assert_eq!(told["by"], json!([{"how": "summarized", "model": "bart"}]));
    assert_eq!(told["cites"].as_array().map(Vec::len), Some(2));
    assert!(sentences("b").iter().all(|s| s["by"].is_null()), "{:?}", sentences("b"));
    assert!(ran.of_type("issue")[0]["message"].as_str().is_some_and(|m| m.contains("Otto Brenner")));
}

#[test]
fn languages_are_told_by_their_tokens() {
    for (name, has) in [("m2m100", true), ("mbart", true), ("marian", true)] {
        let writer = Writer::load(&tiny(name), Task::Translate).unwrap_or_else(|e| panic!("{name}: {e}"));
        let [de, en, fr] = ["de", "en", "fr"].map(Lang::new);
        assert_eq!(writer.translates(de, en), has, "{name}");
        assert_eq!(writer.translates(de, fr), name == "marian", "{name}: one that does not tell its pair");
        assert!(!writer.translates(en, en));
        writer.translate("Brand in Talheim", de, en).expect("writes");
    }
}

/// A copy of a checkpoint with a key of `config.json` changed or taken away.
fn configured(name: &str, key: &str, value: Option<Value>) -> tempfile::TempDir {
    let folder = checkpoint(name);
    let path = folder.path().join("config.json");
    let mut config: Value =
        serde_json::from_str(&fs::read_to_string(&path).expect("readable")).expect("JSON");
    let object = config.as_object_mut().expect("an object");
    match value {
        Some(value) => drop(object.insert(key.into(), value)),
        None => drop(object.remove(key)),
    }
    fs::write(path, config.to_string()).expect("written");
    folder
}

#[test]
fn damaged_checkpoints_are_told_in_one_line() {
    for file in ["config.json", "tokenizer.json", "model.safetensors"] {
        let folder = checkpoint("bert");
        let path = folder.path().join(file);
        let whole = fs::read(&path).expect("readable");
        fs::write(&path, &whole[..whole.len() / 2]).expect("written");
        assert!(refusal("tag --model", folder.path()).contains(file), "{file} cut off");
        fs::write(&path, "").expect("written");
        assert!(refusal("tag --model", folder.path()).contains(file), "{file} empty");
        fs::remove_file(&path).expect("removed");
        let said = refusal("tag --model", folder.path());
        assert!(
            said.contains(if file == "config.json" { "no model" } else { file }),
            "{file} missing: {said}"
        );
    }
    let folder = checkpoint("bert");
    fs::rename(folder.path().join("model.safetensors"), folder.path().join("pytorch_model.bin"))
        .expect("renamed");
    assert!(refusal("tag --model", folder.path()).contains("pickle"));
}

#[test]
fn bad_configurations_are_errors_not_panics() {
    let cases = [
        ("bert", "model_type", Some(json!("funnel")), "`funnel`"),
        ("bert", "model_type", Some(json!("roberta")), "pad_token_id"),
        ("bert", "hidden_size", Some(json!(0)), "`hidden_size` is 0"),
        ("bert", "hidden_size", Some(json!("wide")), "`hidden_size`"),
        ("bert", "hidden_size", Some(json!(36)), "shape"),
        ("bert", "num_attention_heads", Some(json!(5)), "does not split"),
        ("bert", "num_hidden_layers", Some(json!(3)), "lacks"),
        ("bert", "vocab_size", Some(json!(1)), "model.safetensors"),
        ("bert", "hidden_act", Some(json!("no-such-function")), "no-such-function"),
        ("bert", "id2label", None, "id2label"),
        ("bert", "id2label", Some(json!({"0": "X", "1": "Y"})), "label_map"),
        ("bert", "max_position_embeddings", Some(json!(-1)), "max_position_embeddings"),
        ("distilbert", "n_heads", Some(json!(7)), "does not split"),
        // The library computes these wrongly.
        ("bert", "model_type", Some(json!("deberta-v2")), "`deberta-v2`"),
    ];
    for (name, key, value, part) in cases {
        let folder = configured(name, key, value.clone());
        let said = refusal("tag --model", folder.path());
        assert!(said.contains(part), "{name} {key} {value:?}: {said}");
    }
    for (name, key, value, part) in [
        ("bart", "d_model", Some(json!(30)), "does not split"),
        ("bart", "decoder_layers", Some(json!(4)), "lacks"),
        ("bart", "activation_function", Some(json!("none")), "config.json"),
        ("bart", "model_type", Some(json!("pegasus")), "`pegasus`"),
        ("mt5", "d_model", None, "`d_model`"),
        ("mt5", "num_heads", Some(json!(0)), "`num_heads`"),
        ("mt5", "num_heads", Some(json!(3)), "shape"),
    ] {
        let folder = configured(name, key, value.clone());
        let said = refusal("run --summarizer abstractive --summary-model", folder.path());
        assert!(said.contains(part), "{name} {key} {value:?}: {said}");
    }
}

#[test]
fn both_engines_find_the_same_names() {
    let names = |engine: &str| {
        let ran = Program::new("tag --engine").arg(engine).arg(sample()).run().ends(0);
        let mut out = Vec::new();
        for tags in ran.of_type("tags") {
            for m in tags["mentions"].as_array().expect("a list") {
                out.push(format!(
                    "{} {} {} {} {}",
                    tags["doc"], m["field"], m["start"], m["end"], m["label"]
                ));
            }
        }
        out
    };
    let (auto, torch) = (names("auto"), names("torch"));
    let shared = auto.iter().filter(|name| torch.contains(name)).count();
    assert!(
        shared * 100 >= 97 * auto.len().max(torch.len()),
        "{shared} of {} and {}",
        auto.len(),
        torch.len()
    );
}
