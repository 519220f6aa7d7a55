//! `exonym run --state`: runs that continue each other.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufRead, BufReader},
    path::Path,
};

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{Program, Ran, root, sample, sample_run};

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn run(state: &Path, words: &str, feed: &str) -> Ran {
    Program::new(&format!("run {words} --state")).arg(state).stdin(feed).run()
}

fn text<'v>(record: &'v Value, key: &str) -> &'v str {
    record[key].as_str().unwrap_or_else(|| panic!("`{key}` is no text in {record}"))
}

fn docs(event: &Value) -> BTreeSet<String> {
    let docs = event["docs"].as_array().expect("a list");
    docs.iter().map(|doc| doc.as_str().expect("an id").to_owned()).collect()
}

fn mentions(entity: &Value) -> BTreeSet<String> {
    entity["mentions"].as_array().expect("a list").iter().map(Value::to_string).collect()
}

/// Groups by what they hold, each with its id.
fn groups(records: &[Value], members: fn(&Value) -> BTreeSet<String>) -> BTreeMap<BTreeSet<String>, String> {
    records.iter().map(|record| (members(record), text(record, "id").to_owned())).collect()
}

fn end(ran: &Ran) -> Value {
    ran.records().pop().expect("an end record")["state"].clone()
}

/// A report of a day in 2020, which shares nothing with those of other days.
fn report(id: &str, day: &str, told: &str) -> String {
    let document = serde_json::json!({ "id": id, "published": format!("2020-{day}"), "text": told });
    document.to_string() + "\n"
}

const FERRY: &str = "The ferry between Batumi and Burgas resumed sailing on Monday after a week of repairs.";
const BRIDGE: &str = "A bridge of 340 metres over the Daugava was opened in Riga by mayor Ilze Kalna.";

/// The first run of the sample's odd lines, then the even ones on top.
#[test]
fn runs_in_turn_find_what_one_run_finds() {
    let feed = std::fs::read_to_string(sample()).expect("the sample feed");
    let half = |rest: usize| -> String {
        let lines = feed.lines().enumerate().filter(|(n, _)| n % 2 == rest);
        lines.map(|(_, line)| format!("{line}\n")).collect()
    };
    let state = folder();
    let first = run(state.path(), "--window 90", &half(0)).ends(0);
    assert_eq!(end(&first)["new"], 20);
    assert!(first.of_type("event").iter().all(|event| event["status"] == "new"), "a state begins with news");

    let other = folder();
    std::fs::copy(state.path().join("state.redb"), other.path().join("state.redb")).expect("a copy");
    let second = run(state.path(), "--window 90 --all --jobs 1", &half(1)).ends(0);
    let again = run(other.path(), "--window 90 --all --jobs 3", &half(1)).ends(0);
    assert!(second.stdout == again.stdout, "--jobs 1 and --jobs 3 differ");

    type Members = fn(&Value) -> BTreeSet<String>;
    for (kind, members) in [("event", docs as Members), ("entity", mentions as Members)] {
        let whole: BTreeSet<_> = groups(&sample_run().of_type(kind), members).into_keys().collect();
        let records = second.of_type(kind);
        let found = groups(&records, members);
        assert!(whole == found.keys().cloned().collect(), "{kind}: other groups than in one run");
        let ids: BTreeSet<&String> = found.values().collect();
        assert_eq!(ids.len(), found.len(), "{kind}: an id twice");
        // What was there keeps its id, or those that came of it say so.
        let of = members;
        for (members, id) in groups(&first.of_type(kind), of) {
            let heir = records.iter().find(|record| text(record, "id") == id);
            let told = records.iter().any(|record| {
                record["from"].as_array().is_some_and(|from| from.iter().any(|old| *old == *id))
            });
            let grown = heir.is_some_and(|heir| of(heir).is_superset(&members));
            assert!(grown || told, "{kind} {id} is lost");
        }
        let status = |status: &str| records.iter().filter(|record| record["status"] == status).count();
        assert!(status("grown") > 3 && status("new") > 0, "{kind}: {} grown", status("grown"));
    }

    let schema: Value =
        serde_json::from_str(&Program::new("schema").run().ends(0).stdout).expect("the schema is JSON");
    for record in second.records() {
        let kind = text(&record, "type").to_owned();
        crate::contract::fits(&record, &schema["$defs"][&kind], &schema, &kind);
    }

    let third = Program::new("run --window 90 --state").arg(state.path()).arg(sample()).run().ends(0);
    let told: Vec<Value> = third.records().iter().map(|record| record["type"].clone()).collect();
    assert_eq!(told, ["begin", "end"], "nothing new, nothing told");
    assert_eq!((&end(&third)["repeated"], &end(&third)["window"]), (&40.into(), &40.into()));
}

#[test]
fn only_what_changed_is_told_with_all_that_it_cites() {
    let state = folder();
    let feed = report("ferry", "03-02", FERRY) + &report("bridge", "03-02", BRIDGE);
    run(state.path(), "", &feed).ends(0);
    // The same report again in another outlet, and one of the first run.
    let feed = report("ferry-2", "03-02", FERRY) + &report("bridge", "03-02", BRIDGE);
    let ran = run(state.path(), "", &feed).ends(0);
    let events = ran.of_type("event");
    assert_eq!(events.len(), 1, "{events:#?}");
    assert_eq!((text(&events[0], "status"), docs(&events[0]).len()), ("grown", 2));
    let written: BTreeSet<String> =
        ran.of_type("document").iter().map(|d| text(d, "id").to_owned()).collect();
    assert_eq!(written, docs(&events[0]));
    assert_eq!(
        (&end(&ran)["new"], &end(&ran)["repeated"], &end(&ran)["window"]),
        (&1.into(), &1.into(), &3.into())
    );
    let ran = run(state.path(), "--format md", &report("bridge-2", "03-03", BRIDGE)).ends(0);
    assert!(ran.stdout.contains("1 new or changed event in 2 documents"), "{}", ran.stdout);
    assert!(ran.stdout.contains("**Since the last run:** grown"), "{}", ran.stdout);
}

#[test]
fn another_text_under_a_known_id_is_another_document() {
    let state = folder();
    run(state.path(), "", &report("a", "03-02", FERRY)).ends(0);
    let ran = run(state.path(), "", &report("a", "03-02", BRIDGE)).ends(0);
    assert_eq!(text(&ran.of_type("document")[0], "id"), "a#2");
    assert!(text(&ran.of_type("issue")[0], "message").contains("`a#2`"), "{}", ran.stdout);
    let both = report("a", "03-02", FERRY) + &report("a", "03-02", BRIDGE);
    assert_eq!(end(&run(state.path(), "", &both).ends(0))["repeated"], 2);
    // Tags of documents that are left out are no error.
    let tagged = Program::new("tag").stdin(both).run().ends(0);
    assert_eq!(end(&run(state.path(), "", &tagged.stdout).ends(0))["new"], 0);
}

#[test]
fn documents_leave_with_the_window() {
    let state = folder();
    let old = report("ferry", "01-01", FERRY) + &report("bridge", "01-02", BRIDGE);
    run(state.path(), "--window 30", &old).ends(0);
    let new = report("ferry-2", "02-19", FERRY) + &report("bridge-2", "02-20", BRIDGE);
    let ran = run(state.path(), "--window 30 --all", &new).ends(0);
    assert_eq!((&end(&ran)["expired"], &end(&ran)["window"]), (&2.into(), &2.into()));
    assert!(ran.of_type("event").iter().all(|event| event["status"] == "new"), "{}", ran.stdout);
    // A report older than the window is told once, and not kept.
    for (told, repeated) in [(1, 0), (0, 1)] {
        let ran = run(state.path(), "--window 30", &report("bridge", "01-02", BRIDGE)).ends(0);
        assert_eq!(ran.of_type("event").len(), told, "{}", ran.stdout);
        assert_eq!((&end(&ran)["repeated"], &end(&ran)["window"]), (&repeated.into(), &2.into()));
    }
}

#[test]
#[cfg(unix)]
fn a_run_that_is_killed_leaves_the_last_state() {
    let state = folder();
    run(state.path(), "", &report("ferry", "03-02", FERRY)).ends(0);
    let mut known = 1;
    for (n, wait) in [60, 200, 400, 800, 1200].into_iter().enumerate() {
        let name = format!("feed-{n}.jsonl");
        let feed = report(&format!("bridge-{n}"), "03-03", BRIDGE);
        let program = Program::new("run --all --state").arg(state.path()).arg(&name).file(&name, &feed);
        let (_folder, mut child) = program.spawn();
        std::thread::sleep(std::time::Duration::from_millis(wait));
        child.kill().expect("a signal that cannot be caught");
        child.wait().expect("an end");
        // All of the run is there, or nothing of it.
        let ran = run(state.path(), "--all", &feed).ends(0);
        known += 1;
        assert_eq!(end(&ran)["window"], known);
        assert_eq!(ran.of_type("document").len(), known);
    }
}

#[test]
fn two_runs_on_one_state_do_not_meet() {
    let state = folder();
    let (_folder, mut child) = Program::new("run -v - --state").arg(state.path()).spawn();
    // It waits for its input; the state is open once it says so.
    let talk = BufReader::new(child.stderr.take().expect("a pipe"));
    let opened = talk.lines().map_while(Result::ok).any(|line| line.contains("state of 0 runs"));
    assert!(opened, "the state was not opened");
    let ran = run(state.path(), "", &report("ferry", "03-02", FERRY)).ends(5);
    assert!(ran.stderr.contains("another exonym") && ran.stdout.is_empty(), "{}", ran.stderr);
    drop(child.stdin.take());
    child.wait().expect("an end");
}

#[test]
fn a_state_of_no_use_is_told_apart() {
    let state = folder();
    run(state.path(), "", &report("ferry", "03-02", FERRY)).ends(0);
    let file = state.path().join("state.redb");
    let whole = std::fs::read(&file).expect("the state");
    std::fs::write(&file, &whole[..whole.len() / 2]).expect("a file");
    let ran = run(state.path(), "", &report("bridge", "03-02", BRIDGE)).ends(5);
    assert!(ran.stderr.contains("is damaged") && ran.stderr.contains("empty folder"), "{}", ran.stderr);
    std::fs::write(&file, &whole).expect("a file");
    // The same model by another version: only its manifest differs.
    let other = folder();
    let model = root().join("models/exonym-small");
    // A run of training may have left a folder there.
    let files = std::fs::read_dir(&model).expect("the model").flatten().filter(|e| e.path().is_file());
    for entry in files {
        let to = other.path().join(entry.file_name());
        if entry.file_name() == "model.toml" {
            let manifest = std::fs::read_to_string(entry.path()).expect("a manifest");
            std::fs::write(to, manifest.replace("\nversion = \"", "\nversion = \"9.")).expect("a manifest");
        } else {
            std::fs::copy(entry.path(), to).expect("a copy");
        }
    }
    let program = Program::new("run --state").arg(state.path()).arg("--model").arg(other.path());
    let ran = program.stdin(report("bridge", "03-02", BRIDGE)).run().ends(2);
    assert!(ran.stderr.contains(" 9.") && ran.stderr.contains("--model"), "{}", ran.stderr);
    // Neither did any harm.
    assert_eq!(end(&run(state.path(), "", &report("bridge", "03-02", BRIDGE)).ends(0))["window"], 2);
}

#[test]
fn a_decision_of_today_changes_the_events_of_yesterday() {
    let state = folder();
    let feed = report("ferry", "03-02", FERRY) + &report("bridge", "03-02", BRIDGE);
    let before = run(state.path(), "", &feed).ends(0);
    let decided = |line: &str| {
        let program = Program::new("run --decisions d.txt --state").arg(state.path()).file("d.txt", line);
        program.stdin(report("none", "03-02", "Nothing else was told on that day.")).run().ends(0)
    };
    let merged = decided("same-event ferry | bridge\nsplit ferry | elsewhere");
    let event = merged.of_type("event").into_iter().find(|event| docs(event).len() == 2).expect("one event");
    let mut from: Vec<String> = before.of_type("event").iter().map(|e| text(e, "id").to_owned()).collect();
    from.sort();
    assert_eq!((text(&event, "status"), event["from"].clone()), ("merged", from.clone().into()));
    assert_eq!(event["evidence"][0]["detail"], "same-event ferry | bridge");
    assert_eq!(merged.of_type("event").len(), 2, "the pair, and the report that came with the decision");
    let issue = &merged.of_type("issue")[0];
    assert_eq!((text(issue, "input"), &issue["line"]), ("d.txt", &2.into()));
    assert_eq!((text(issue, "stage"), text(issue, "severity")), ("events", "warning"));
    // A question reads the state, and leaves it as it is.
    let ask = |words: &str| Program::new(&format!("explain {words} --state")).arg(state.path()).run();
    let told = ask("--docs ferry bridge").ends(0).of_type("explanation");
    assert_eq!((&told[0]["same_event"], &told[0]["decision"]), (&false.into(), &Value::Null));
    ask("--docs ferry nobody").ends(2);
    // Without the decision they part again, and each goes by the name it had.
    let parted = decided("# nothing");
    let events = parted.of_type("event");
    let mut ids: Vec<String> = events.iter().map(|event| text(event, "id").to_owned()).collect();
    ids.sort();
    assert_eq!(ids, from);
    assert!(events.iter().all(|event| event["status"] == "split" && event["from"][0] == event_id(&merged)));
}

fn event_id(ran: &Ran) -> Value {
    let event = ran.of_type("event").into_iter().find(|event| docs(event).len() == 2);
    event.expect("one event")["id"].clone()
}
