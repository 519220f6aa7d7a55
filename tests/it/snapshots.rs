//! What a user sees of the sample feed. After a change that is meant, look at the difference and accept it
//! with `INSTA_UPDATE=always cargo test`.

use crate::program::{Program, Ran, sample, sample_run};

/// The version is no part of what is looked at.
fn told(output: &str) -> String {
    output.replace(concat!("exonym ", env!("CARGO_PKG_VERSION")), "exonym X.Y.Z")
}

#[test]
fn the_sample_as_markdown() {
    let ran = Program::new("run --format md").arg(sample()).run().ends(0);
    insta::assert_snapshot!("sample.md", told(&ran.stdout));
}

/// Entities and events; documents and tags would bury them.
#[test]
fn the_sample_as_records() {
    let is_found =
        |line: &&str| !line.starts_with(r#"{"type":"document""#) && !line.starts_with(r#"{"type":"tags""#);
    let Ran { stdout, .. } = sample_run();
    let records: Vec<&str> = stdout.lines().filter(is_found).collect();
    insta::assert_snapshot!("sample.jsonl", told(&records.join("\n")));
}
