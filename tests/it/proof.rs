//! Every sentence of a summary is proved by what it cites: read from the records alone, with nothing
//! of what wrote them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::program::{Program, fixture};

/// Characters `start..end` of a field.
fn place<'d>(documents: &'d BTreeMap<&str, &Value>, cite: &Value) -> &'d str {
    let document = documents[cite["doc"].as_str().expect("the id of a document")];
    let text = document[cite["field"].as_str().expect("a field")].as_str().expect("a text");
    let byte = |key: &str| {
        let at = usize::try_from(cite[key].as_u64().expect("an offset")).expect("an offset");
        text.char_indices().map(|(byte, _)| byte).chain([text.len()]).nth(at).expect("inside the field")
    };
    &text[byte("start")..byte("end")]
}

/// Words and numbers, compatibility forms and case set aside; digits of any script are ASCII.
fn tokens(text: &str) -> BTreeSet<String> {
    let plain: String = text.nfkc().flat_map(char::to_lowercase).map(western).collect();
    plain
        .split(|c: char| !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c))
        .filter(|token| !token.is_empty())
        .map(str::to_owned)
        .collect()
}

fn western(c: char) -> char {
    match c {
        '\u{660}'..='\u{669}' => char::from(b'0' + (c as u32 - 0x660) as u8),
        '\u{6f0}'..='\u{6f9}' => char::from(b'0' + (c as u32 - 0x6f0) as u8),
        c => c,
    }
}

/// What no cited place accounts for, for each sentence of each summary of the records. A word must
/// stand in a cited place, or belong to a name of an entity that a cited place mentions.
fn unproved(records: &str) -> (usize, Vec<String>) {
    let records: Vec<Value> = records.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let of = |kind: &'static str| records.iter().filter(move |record| record["type"] == kind);
    let documents: BTreeMap<&str, &Value> =
        of("document").map(|document| (document["id"].as_str().expect("an id"), document)).collect();
    let (mut sentences, mut out) = (0, Vec::new());
    for event in of("event") {
        for sentence in event["summary"]["sentences"].as_array().into_iter().flatten() {
            sentences += 1;
            let text = sentence["text"].as_str().expect("a text");
            let cites = sentence["cites"].as_array().expect("a list");
            if cites.is_empty() {
                out.push(format!("cites nothing: {text}"));
            }
            let mut known: BTreeSet<String> =
                cites.iter().flat_map(|cite| tokens(place(&documents, cite))).collect();
            let inside = |mention: &Value, cite: &Value| {
                mention["doc"] == cite["doc"]
                    && mention["field"] == cite["field"]
                    && mention["start"].as_u64() >= cite["start"].as_u64()
                    && mention["end"].as_u64() <= cite["end"].as_u64()
            };
            for entity in of("entity") {
                let mentions = entity["mentions"].as_array().expect("a list");
                if cites.iter().any(|cite| mentions.iter().any(|mention| inside(mention, cite))) {
                    let names = entity["names"].as_object().into_iter().flat_map(|names| names.values());
                    let names = names.chain([&entity["name"]]).filter_map(Value::as_str);
                    known.extend(names.flat_map(tokens));
                }
            }
            let loose: Vec<String> = tokens(text).difference(&known).cloned().collect();
            if !loose.is_empty() {
                out.push(format!("{loose:?} in: {text}"));
            }
        }
    }
    (sentences, out)
}

#[test]
fn summaries_of_the_sample_feeds_are_proved() {
    for (feed, least) in [("sample.jsonl", 15), ("sample.rss", 2), ("sample.atom", 2), ("broken.jsonl", 1)] {
        let ran = Program::new("run --quiet --format jsonl").arg(fixture("feeds").join(feed)).run();
        let (sentences, unproved) = unproved(&ran.stdout);
        assert_eq!(unproved, [""; 0], "{feed}");
        assert!(sentences >= least, "{feed}: {sentences} sentences");
    }
}

#[test]
fn what_is_made_up_is_noticed() {
    let record = |text: &str| {
        format!(
            r#"{{"type":"document","id":"a","text":"In Iza werden 12 Häuser geräumt, sagt Ion Pop."}}
{{"type":"entity","id":"e","name":"Ioan Pop","names":{{}},"mentions":[{{"doc":"a","field":"text","start":38,"end":45}}]}}
{{"type":"event","id":"x","summary":{{"sentences":[{{"text":"{text}","cites":[{{"doc":"a","field":"text","start":0,"end":46}}]}}]}}}}"#
        )
    };
    for (text, loose) in [
        ("In Iza werden 12 Häuser geräumt, sagt Ioan Pop.", None),
        ("In Iza werden 13 Häuser geräumt.", Some("13")),
        ("Am 4. Mai werden in Iza 12 Häuser geräumt.", Some("mai")),
        ("In Iza werden 12 Häuser geräumt, sagt Ana Pop.", Some("ana")),
    ] {
        let (_, found) = unproved(&record(text));
        assert_eq!(found.is_empty(), loose.is_none(), "{found:?}");
        assert!(loose.is_none_or(|word| found[0].contains(word)), "{found:?}");
    }
}
