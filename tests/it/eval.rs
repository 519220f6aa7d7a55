//! `exonym eval` over the sample feed, labelled with its events.

use std::{collections::BTreeMap, sync::OnceLock};

use serde_json::{Value, json};

use crate::program::{Program, Ran, fixture, sample, sample_run};

/// The sample feed with its events as labels, and one labelled name.
fn labelled() -> String {
    let read = |path| std::fs::read_to_string(path).expect("a fixture");
    let gold: Value = serde_json::from_str(&read(fixture("feeds/sample.gold.json"))).expect("JSON");
    let mut clusters: BTreeMap<String, String> = BTreeMap::new();
    for event in gold["events"].as_array().expect("events") {
        for doc in event["docs"].as_array().expect("docs") {
            let id = |value: &Value| value.as_str().expect("an id").to_owned();
            clusters.insert(id(doc), id(&event["id"]));
        }
    }
    let mut out = String::new();
    for line in read(sample()).lines() {
        let mut document: Value = serde_json::from_str(line).expect("JSON");
        let id = document["id"].as_str().expect("an id").to_owned();
        document["cluster"] = json!(clusters.get(&id));
        if id == "port-az-1" {
            let text = document["text"].as_str().expect("a text");
            let end = text.find(' ').expect("a word");
            let end = text[..end].chars().count();
            document["mentions"] =
                json!([{"field": "text", "start": 0, "end": end, "label": "LOC", "entity": "x"}]);
        }
        out += &format!("{document}\n");
    }
    let reference =
        json!({"type": "event", "id": clusters["port-az-1"], "lang": "en", "summary": "The ports signed."});
    out + &format!("{reference}\n")
}

fn evaluated() -> &'static Value {
    static RAN: OnceLock<Value> = OnceLock::new();
    RAN.get_or_init(|| {
        let program = Program::new("eval g.jsonl --blame --errors 3 --min events.b3.f1=0.5")
            .file("g.jsonl", labelled());
        serde_json::from_str(&program.run().ends(0).stdout).expect("one JSON object")
    })
}

fn scored(words: &str, records: &str) -> Ran {
    Program::new(words).file("g.jsonl", labelled()).file("run.jsonl", records).run()
}

#[test]
fn a_run_is_measured_stage_by_stage() {
    let whole = evaluated();
    let metric = |name: &str| &whole["metrics"][name];
    assert!(metric("events.b3.f1")["value"].as_f64().expect("a value") > 0.8, "{}", metric("events.b3.f1"));
    assert!(metric("lang.accuracy")["value"].as_f64().expect("a value") > 0.9);
    assert!(metric("summary.supported")["value"].as_f64().expect("a value") > 0.8);
    // Half of the sample declares its language.
    assert_eq!(metric("lang.accuracy")["count"], 20);
    assert_eq!(metric("ner.recall")["count"], 1);
    assert!(metric("events.b3.f1")["interval"]["low"].is_number());
    // Nothing is labelled there.
    assert_eq!(metric("conflicts.f1")["value"], Value::Null);
    assert!(whole["by"]["language"]["az"]["events.b3.f1"]["value"].is_number());
    assert_eq!(whole["below"], json!([]));
}

#[test]
fn blame_names_the_stages() {
    let blame = &evaluated()["blame"];
    let stages: Vec<&str> = blame["stages"]
        .as_array()
        .expect("stages")
        .iter()
        .map(|s| s["stage"].as_str().expect("a name"))
        .collect();
    assert_eq!(stages, ["none", "languages", "tags", "links", "events"]);
    let column = |name: &str| {
        blame["metrics"].as_array().expect("names").iter().position(|n| n == name).expect("a measure")
    };
    let value = |stage: usize, name: &str| blame["stages"][stage]["values"][column(name)].as_f64();
    assert_eq!(value(2, "ner.f1"), Some(1.0), "with gold tags every tag is right");
    assert_eq!(value(4, "events.b3.f1"), Some(1.0), "with gold events every event is right");
}

#[test]
fn given_output_is_scored_and_compared() {
    let records = &sample_run().stdout;
    let ran = scored("eval g.jsonl --pred run.jsonl --baseline run.jsonl", records).ends(0);
    let whole: Value = serde_json::from_str(&ran.stdout).expect("one JSON object");
    assert!(whole["metrics"]["events.b3.f1"]["value"].as_f64().expect("a value") > 0.8);
    let change = whole["changes"].as_array().expect("changes").iter().find(|c| c["name"] == "events.b3.f1");
    let change = change.expect("a change");
    assert_eq!((&change["difference"], &change["p"]), (&json!(0.0), &json!(1.0)));
    // Earlier scores will do, too.
    let ran = Program::new("eval g.jsonl --pred run.jsonl --baseline old.json --format md")
        .file("g.jsonl", labelled())
        .file("run.jsonl", records)
        .file("old.json", &ran.stdout)
        .run()
        .ends(0);
    assert!(ran.stdout.contains("| events.b3.f1 |") && ran.stdout.contains("## Against the baseline"));
    let table = scored("eval g.jsonl --pred run.jsonl --format table", records).ends(0).stdout;
    assert!(table.contains("By language") && table.contains("No gold or no records for: "), "{table}");
    let none = table.lines().find(|line| line.starts_with("No gold")).expect("a line");
    assert!(none.contains("conflicts") && !none.contains("events.b3"), "{none}");
}

#[test]
fn floors_decide_the_exit_status() {
    let records = &sample_run().stdout;
    scored("eval g.jsonl --pred run.jsonl --min events.b3.f1=0.1 --min lang.ece=0.9", records).ends(0);
    let ran = scored("eval g.jsonl --pred run.jsonl --min events.b3.f1=1.01", records).ends(1);
    assert!(ran.stderr.contains("events.b3.f1") && ran.stdout.contains("\"below\":[\""), "{}", ran.stderr);
    let ran = scored("eval g.jsonl --pred run.jsonl --min conflicts.f1=0", records).ends(1);
    assert!(ran.stderr.contains("no gold"), "{}", ran.stderr);
    let ran = scored("eval g.jsonl --pred run.jsonl --min ner.f2=0.5", records).ends(2);
    assert!(ran.stderr.contains("ner.f1"), "{}", ran.stderr);
}

#[test]
fn faulty_labels_are_not_measured_with() {
    Program::new("eval no-such-file").run().ends(5);
    let ran = Program::new("eval f.jsonl").file("f.jsonl", "{\"id\":\"a\"}\n").run().ends(5);
    assert!(ran.stderr.contains("f.jsonl:1:"), "{}", ran.stderr);
    let ran = scored("eval g.jsonl --pred run.jsonl", "{\"type\":\"begin\"}\n").ends(5);
    assert!(ran.stderr.contains("labelled document"), "{}", ran.stderr);
}

#[test]
fn own_columns_are_one_command() {
    let columns = "Vusal B-PER\nKerimli I-PER\nmet O\nreporters O\nin O\nBaku B-LOC\non O\nMonday O\n. O\n";
    let ran = Program::new("eval own.conll --format table").file("own.conll", columns).run().ends(0);
    assert!(ran.stdout.contains("ner.f1"), "{}", ran.stdout);
}

/// What a change may not lose: floors a little below what the test part of our labelled news gave when they
/// were set. A floor is raised when the score has risen, never lowered to let a change through.
#[test]
fn labelled_news_stays_above_its_floors() {
    stays_above(
        "eval/test",
        &[
            ("lang.accuracy", 0.99),
            ("ner.f1", 0.86),
            ("link.b3.f1", 0.81),
            ("link.gold.b3.f1", 0.93),
            ("events.b3.precision", 0.97),
            ("events.b3.f1", 0.90),
            ("lineage.f1", 0.77),
            ("when.accuracy", 0.55),
            ("conflicts.precision", 0.73),
            ("conflicts.recall", 0.25),
            ("summary.supported", 1.0),
            ("summary.numbers", 1.0),
        ],
    );
}

#[test]
fn labelled_roles_stay_above_their_floors() {
    stays_above("roles", &[("roles.precision", 0.9), ("roles.recall", 0.85), ("roles.exact.f1", 0.68)]);
}

fn stays_above(labels: &str, floors: &[(&str, f64)]) {
    let floors: Vec<String> = floors.iter().map(|(name, floor)| format!(" --min {name}={floor}")).collect();
    Program::new(&format!("eval {}{}", fixture(labels).display(), floors.concat())).run().ends(0);
}
