//! `exonym explain`: why documents are one event or are not.

use std::sync::OnceLock;

use serde_json::Value;

use crate::program::{Program, Ran, sample, sample_run};

fn asked() -> &'static (Ran, [String; 2]) {
    static RAN: OnceLock<(Ran, [String; 2])> = OnceLock::new();
    RAN.get_or_init(|| {
        // The first documents of the two largest events.
        let mut all = sample_run().of_type("event");
        all.sort_by_key(|event| std::cmp::Reverse(event["docs"].as_array().map_or(0, Vec::len)));
        let first = |event: &Value| event["docs"][0].as_str().expect("an id").to_owned();
        let ids = [first(&all[0]), first(&all[1])];
        let ran = Program::new("explain --docs").arg(&ids[0]).arg(&ids[1]).arg(sample()).run().ends(0);
        (ran, ids)
    })
}

#[test]
fn two_events_come_with_what_was_nearest() {
    let (ran, [a, b]) = asked();
    let told = ran.of_type("explanation");
    assert_eq!(told[0]["about"], "asked");
    assert_eq!((told[0]["a"].as_str(), told[0]["b"].as_str()), (Some(&**a), Some(&**b)));
    assert_eq!(told[0]["same_event"], false);
    assert!(!told[0]["flip"].as_array().expect("a list").is_empty(), "{}", told[0]);
    for rejected in &told[1..] {
        assert_eq!((&rejected["about"], &rejected["same_event"]), (&"rejected".into(), &false.into()));
        assert_ne!(rejected["events"][0], rejected["events"][1]);
    }
    for record in &told {
        let points = record["features"].as_array().expect("a list").iter().map(|f| f["points"].as_f64());
        let sum: f64 = points.map(|p| p.expect("a number")).sum();
        let odds = record["log_odds"].as_f64().expect("a number");
        let constant = record["constant"].as_f64().expect("a number");
        assert!((constant + sum - odds).abs() < 0.01, "{record}");
        let score = record["score"].as_f64().expect("a number");
        assert_eq!(score > 0.5, odds > 0.0 && record["veto"].is_null(), "{record}");
    }
}

#[test]
fn explanations_fit_the_schema() {
    let schema: Value =
        serde_json::from_str(&Program::new("schema").run().ends(0).stdout).expect("the schema is JSON");
    for record in asked().0.of_type("explanation") {
        crate::contract::fits(&record, &schema["$defs"]["explanation"], &schema, "explanation");
    }
}

#[test]
fn a_decision_is_told_with_what_it_overrules() {
    let (ran, [a, b]) = asked();
    assert!(ran.of_type("explanation").iter().all(|record| record["decision"].is_null()));
    let line = format!("same-event {a} | {b}");
    let program = Program::new("explain --decisions d.txt --docs").arg(a).arg(b).arg(sample());
    let told = program.file("d.txt", &line).run().ends(0).of_type("explanation");
    assert_eq!((&told[0]["same_event"], &told[0]["decision"]), (&true.into(), &line.into()));
    assert_eq!(told[0]["flip"][0]["code"], "decision", "{}", told[0]);
}

#[test]
fn what_the_feed_does_not_have_is_wrong_usage() {
    let feed = r#"{"id":"a","text":"The ferry sails again."}"#;
    let ran = Program::new("explain --docs a nobody").stdin(feed).run().ends(2);
    assert!(ran.stderr.contains("nobody"), "{}", ran.stderr);
    Program::new("explain --event evt-none").stdin(feed).run().ends(2);
    Program::new("explain --docs a a --format html").stdin(feed).run().ends(2);
}
