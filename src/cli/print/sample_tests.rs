//! What a user sees of the sample feed. After a change that is meant, look at the difference and accept it
//! with `INSTA_UPDATE=always cargo test`.

use super::*;
use crate::pipeline::{self, Options, found};

fn told(format: Format) -> String {
    let report = pipeline::relate(found::sample(), None, None, &Options::default()).expect("a report");
    let parts = Parts::of(Until::Summaries, true);
    let story = Story { report: &report, parts, offsets: Offsets::Char };
    let mut out = Vec::new();
    write(&story, format, false, &mut out).expect("memory");
    // The version is no part of what is looked at.
    let version = concat!("exonym ", env!("CARGO_PKG_VERSION"));
    String::from_utf8(out).expect("UTF-8").replace(version, "exonym X.Y.Z")
}

#[test]
fn the_sample_as_markdown() {
    insta::assert_snapshot!("sample.md", told(Format::Md));
}

/// Entities and events; documents and tags would bury them.
#[test]
fn the_sample_as_records() {
    let is_found =
        |line: &&str| !line.starts_with(r#"{"type":"document""#) && !line.starts_with(r#"{"type":"tags""#);
    let records = told(Format::Jsonl);
    let records: Vec<&str> = records.lines().filter(is_found).collect();
    insta::assert_snapshot!("sample.jsonl", records.join("\n"));
}
