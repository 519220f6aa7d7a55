//! How the program ends: exit status, what it says, closed pipes, interruption.

use std::io::{BufRead, BufReader, Read, Write};

use crate::program::{Program, fixture, line, root};

const TEXT: &str = "The ferry between Batumi and Burgas resumed sailing on Monday after a week of repairs.";

#[test]
fn help_and_version_are_no_errors() {
    for words in ["--help", "run --help", "names compare --help", "--version"] {
        let ran = Program::new(words).run().ends(0);
        assert!(ran.stdout.contains("exonym"), "{words}: {}", ran.stdout);
    }
}

#[test]
fn wrong_usage_ends_with_2() {
    let table =
        ["", "fly", "run --format xml", "run --jobs many", "names compare Anna", "completions", "diff one"];
    for words in table {
        let ran = Program::new(words).run().ends(2);
        assert!(ran.stdout.is_empty() && !ran.stderr.is_empty(), "{words}");
    }
    let ran = Program::new("detect --config c.toml").file("c.toml", "colour = 3").run().ends(2);
    assert!(ran.stderr.contains("colour"), "{}", ran.stderr);
    Program::new("detect -o no/such/folder/out.jsonl").stdin(line("a", TEXT)).run().ends(2);
}

#[test]
fn a_change_that_was_asked_for_ends_with_1() {
    let run = |docs: &str| {
        let event = format!(r#"{{"type":"event","id":"e","docs":[{docs}],"headline":"Flood in Osh"}}"#);
        format!("{{\"type\":\"begin\",\"format\":1}}\n{event}\n")
    };
    let (old, new) = (run(r#""a""#), run(r#""a","b""#));
    for (fail_on, status) in [("", 0), (" --fail-on split,merged", 0), (" --fail-on gone,grown", 1)] {
        let words = format!("diff a.jsonl b.jsonl{fail_on}");
        let ran = Program::new(&words).file("a.jsonl", &old).file("b.jsonl", &new).run().ends(status);
        let change = ran.records().pop().expect("a change");
        assert_eq!((&change["kind"], &change["added"][0]), (&"grown".into(), &"b".into()), "{words}");
    }
    Program::new("diff a.jsonl missing.jsonl").file("a.jsonl", &old).run().ends(5);
    Program::new("diff a.jsonl b.jsonl").file("a.jsonl", &old).file("b.jsonl", "not a run").run().ends(5);
}

#[test]
fn wrong_decisions_end_with_2_and_the_line() {
    let program = || Program::new("link --decisions d.txt").stdin(line("a", TEXT));
    let opposed = "same-event a | b\nsplit a | b\n";
    let ran = program().file("d.txt", opposed).run().ends(2);
    assert!(ran.stderr.contains("line 2") && ran.stderr.contains("line 1"), "{}", ran.stderr);
    let ran = program().file("d.txt", "# ours\nsame Batumi\n").run().ends(2);
    assert!(ran.stderr.contains("d.txt") && ran.stderr.contains("line 2"), "{}", ran.stderr);
    assert!(ran.stdout.is_empty());
    let ran = program().run().ends(2);
    assert!(ran.stderr.contains("cannot be read"), "{}", ran.stderr);
}

#[test]
fn damaged_documents_end_with_3_and_are_named() {
    let ran = Program::new("detect").arg(fixture("feeds/broken.jsonl")).run().ends(3);
    let issues = ran.of_type("issue");
    let end = ran.records().pop().expect("records");
    assert_eq!(end["issues"], issues.len());
    assert_eq!(end["documents"], ran.of_type("language").len());
    let lines: Vec<u64> = issues.iter().filter_map(|issue| issue["line"].as_u64()).collect();
    for bad in [2, 3, 5, 6, 7, 8] {
        assert!(lines.contains(&bad), "line {bad} is not among {lines:?}");
    }
    for issue in &issues {
        let message = issue["message"].as_str().expect("a message");
        assert!(ran.stderr.contains(message), "`{message}` is not in\n{}", ran.stderr);
    }
    let docs: Vec<String> = ran.of_type("language").iter().map(|r| r["doc"].to_string()).collect();
    for good in ["ok-1", "ok-2", "ok-3", "alias"] {
        assert!(docs.contains(&format!("\"{good}\"")), "{good} is not among {docs:?}");
    }
}

#[test]
fn quiet_says_nothing_of_issues() {
    let ran = Program::new("detect --quiet").arg(fixture("feeds/broken.jsonl")).run().ends(3);
    assert_eq!(ran.stderr, "");
    assert!(!ran.of_type("issue").is_empty());
}

#[test]
fn a_missing_model_ends_with_4_and_the_remedy() {
    let ran = Program::new("tag --model no-such-model").stdin(line("a", TEXT)).run().ends(4);
    assert!(ran.stdout.is_empty());
    assert!(ran.stderr.contains("no-such-model") && ran.stderr.contains("--model"), "{}", ran.stderr);
    Program::new("models verify --model no-such-model").run().ends(4);
    Program::new("doctor --model no-such-model").run().ends(4);
}

#[test]
fn a_damaged_model_ends_with_4() {
    let manifest = "format = 1\ncolour = 3\n";
    let ran = Program::new("tag --model .").file("model.toml", manifest).stdin(line("a", TEXT)).run().ends(4);
    assert!(ran.stderr.contains("model.toml"), "{}", ran.stderr);
}

#[test]
fn an_unreadable_input_ends_with_5_after_the_others() {
    let ran =
        Program::new("detect missing.jsonl there.jsonl").file("there.jsonl", line("a", TEXT)).run().ends(5);
    assert_eq!(ran.of_type("language").len(), 1);
    assert_eq!(ran.of_type("issue")[0]["input"], "missing.jsonl");
    assert!(ran.stderr.contains("missing.jsonl"), "{}", ran.stderr);
    Program::new("run nothing-matches-*.jsonl").run().ends(5);
    Program::new("names compare --pairs missing.tsv").run().ends(5);
}

#[test]
fn an_empty_feed_is_no_error() {
    for verb in ["detect", "run", "events"] {
        let ran = Program::new(verb).run().ends(0);
        assert_eq!(ran.records().last().expect("records")["documents"], 0);
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let feed: String = (0..2000).map(|n| line(&format!("d{n}"), TEXT)).collect();
    let (_folder, mut child) = Program::new("detect feed.jsonl").file("feed.jsonl", feed).spawn();
    drop(child.stdin.take());
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut first = String::new();
    out.read_line(&mut first).expect("a first line");
    assert!(first.contains("begin"), "{first}");
    drop(out);
    let mut talk = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut talk).expect("talk");
    assert_eq!((child.wait().expect("an end").code(), talk.as_str()), (Some(0), ""));
}

#[test]
#[cfg(unix)]
fn an_interrupted_run_ends_with_130() {
    let (_folder, mut child) = Program::new("detect -").spawn();
    let mut stdin = child.stdin.take().expect("a pipe");
    // More than a pipe holds: when it is written the program has begun to read, and the handler stands. Then
    // it waits for the rest of its input.
    stdin.write_all(line("a", &TEXT.repeat(10_000)).as_bytes()).expect("the program reads");
    let id = child.id().to_string();
    let kill = std::process::Command::new("sh").args(["-c", &format!("kill -INT {id}")]).status();
    assert!(kill.expect("a shell").success());
    assert_eq!(child.wait().expect("an end").code(), Some(130));
}

#[test]
fn output_goes_to_the_named_file_and_its_name_tells_the_form() {
    let ran = Program::new("detect -o out.json -")
        .file("out.json", "old ".repeat(999))
        .stdin(line("a", TEXT))
        .run();
    let ran = ran.ends(0);
    assert_eq!(ran.stdout, "");
    let whole: serde_json::Value = serde_json::from_str(&ran.written("out.json")).expect("one JSON object");
    assert_eq!(whole["languages"][0]["doc"], "a");
}

#[test]
fn a_failed_run_leaves_the_old_output() {
    let ran =
        Program::new("tag --model none -o out.jsonl").file("out.jsonl", "old").stdin(line("a", TEXT)).run();
    assert_eq!(ran.ends(4).written("out.jsonl"), "old");
}

#[test]
fn the_configuration_stands_in_for_options() {
    let config = "format = \"json\"\noffsets = \"byte\"\nlimit = 1\n";
    let feed = line("a", TEXT) + &line("b", TEXT);
    let program = Program::new("detect").file("c.toml", config).stdin(feed);
    let ran = program.env("EXONYM_CONFIG", "c.toml").run().ends(0);
    let whole: serde_json::Value = serde_json::from_str(&ran.stdout).expect("one JSON object");
    assert_eq!(whole["offsets"], "byte");
    assert_eq!(whole["languages"].as_array().map(Vec::len), Some(1));
}

#[test]
fn completions_and_schema_are_printed() {
    let script = Program::new("completions bash").run().ends(0).stdout;
    assert!(script.contains("--max-text-bytes"));
    let schema: serde_json::Value =
        serde_json::from_str(&Program::new("schema").run().ends(0).stdout).expect("JSON");
    assert!(schema["$defs"]["event"].is_object());
}

#[test]
fn the_model_of_the_repository_is_whole() {
    let ran = Program::new("models verify").run().ends(0);
    assert!(ran.stdout.contains("model"), "{}", ran.stdout);
    let doctor = Program::new("doctor").run().ends(0);
    assert!(!doctor.stdout.contains("NOT OK"), "{}", doctor.stdout);
    let listed = Program::new("models list").run().ends(0).stdout;
    let folder = root().join("models/exonym-small");
    assert!(listed.contains(folder.to_str().expect("a path")), "{listed}");
}
