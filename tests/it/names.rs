//! `exonym names compare`.

use serde_json::Value;

use crate::program::Program;

fn compared(words: &str, names: [&str; 2]) -> Value {
    let ran = Program::new(words).arg(names[0]).arg(names[1]).run().ends(0);
    ran.of_type("comparison").pop().expect("a comparison")
}

#[test]
fn a_name_is_found_in_another_script_with_reasons() {
    let found = compared("names compare", ["Vusal Kerimli", "Вюсал Керимли"]);
    assert_eq!(found["verdict"], "same", "{found}");
    assert_eq!((&found["a"], &found["label"]), (&Value::from("Vusal Kerimli"), &Value::from("PER")));
    let reasons = found["reasons"].as_array().expect("reasons");
    assert!(!reasons.is_empty() && reasons.iter().all(|r| r["code"].is_string() && r["detail"].is_string()));
    let keys: Vec<&String> = found.as_object().expect("an object").keys().collect();
    for key in ["type", "a", "b", "label", "score", "verdict", "reasons"] {
        assert!(keys.iter().any(|k| *k == key), "{key} is missing in {keys:?}");
    }
}

#[test]
fn two_persons_are_kept_apart() {
    assert_eq!(compared("names compare", ["Vusal Kerimli", "Đỗ Thị Minh Hạnh"])["verdict"], "different");
}

#[test]
fn the_order_of_the_two_names_does_not_matter() {
    let (a, b) = ("Đỗ Thị Minh Hạnh", "Do Thi Minh Hanh");
    let (one, other) = (compared("names compare", [a, b]), compared("names compare", [b, a]));
    assert_eq!((&one["score"], &one["verdict"]), (&other["score"], &other["verdict"]));
}

#[test]
fn pairs_come_out_in_order_and_bad_lines_are_issues() {
    let pairs = "a\tb\tlabel\nBaku\tБаку\tLOC\nAnna\nVusal Kerimli\tVüsal Kərimli\nX\tY\tCAT\n";
    let ran = Program::new("names compare --pairs p.tsv").file("p.tsv", pairs).run().ends(3);
    let names: Vec<Value> = ran.of_type("comparison").iter().map(|r| r["a"].clone()).collect();
    assert_eq!(names, ["Baku", "Vusal Kerimli"]);
    let lines: Vec<Value> = ran.of_type("issue").iter().map(|r| r["line"].clone()).collect();
    assert_eq!(lines, [3, 5]);
    assert_eq!(ran.records().last().expect("records")["issues"], 2);
}

#[test]
fn pairs_are_read_from_standard_input() {
    let ran = Program::new("names compare --pairs -").stdin("Baku\tBakı\tloc\n").run().ends(0);
    assert_eq!(ran.of_type("comparison").len(), 1);
}
