//! The shapes of the records, as scripts rely on them.

use std::{collections::BTreeMap, sync::OnceLock};

use serde_json::Value;

use crate::program::{Program, Ran, fixture, line, sample, sample_run};

/// Fields of the documents in an output, by id.
type Fields = BTreeMap<String, BTreeMap<&'static str, String>>;

fn fields(ran: &Ran) -> Fields {
    let documents = ran.of_type("document").into_iter().map(|document| {
        let field = |name| (name, document[name].as_str().unwrap_or_default().to_owned());
        (document["id"].as_str().expect("an id").to_owned(), BTreeMap::from([field("title"), field("text")]))
    });
    documents.collect()
}

/// `document[field][start:end]` as Python has it.
fn slice(fields: &Fields, doc: &str, place: &Value) -> String {
    let number =
        |key: &str| usize::try_from(place[key].as_u64().expect("an offset")).expect("a small offset");
    let (start, end) = (number("start"), number("end"));
    let field = &fields[doc][place["field"].as_str().expect("a field")];
    let count = field.chars().count();
    assert!(start < end && end <= count, "{start}..{end} of {count} in {doc}");
    field.chars().skip(start).take(end - start).collect()
}

fn list<'v>(record: &'v Value, key: &str) -> &'v [Value] {
    record[key].as_array().unwrap_or_else(|| panic!("`{key}` is no list in {record}"))
}

fn text<'v>(record: &'v Value, key: &str) -> &'v str {
    record[key].as_str().unwrap_or_else(|| panic!("`{key}` is no text in {record}"))
}

#[test]
fn a_stream_begins_and_ends_as_promised() {
    let ran = sample_run();
    let (begin, end) = (ran.stdout.lines().next(), ran.stdout.lines().last());
    let version = env!("CARGO_PKG_VERSION");
    let expected = format!(r#"{{"type":"begin","format":1,"tool":"exonym {version}","offsets":"char"}}"#);
    assert_eq!(begin, Some(&*expected));
    assert_eq!(end, Some(r#"{"type":"end","documents":40,"issues":0}"#));
}

#[test]
fn mentions_stand_where_their_offsets_say() {
    let ran = sample_run();
    let fields = fields(ran);
    let tags = ran.of_type("tags");
    assert_eq!(tags.len(), 40);
    let mut seen = 0;
    for record in &tags {
        for mention in list(record, "mentions") {
            assert_eq!(slice(&fields, text(record, "doc"), mention), text(mention, "text"));
            assert!(["PER", "ORG", "LOC", "EVT", "MISC"].contains(&text(mention, "label")));
            seen += 1;
        }
    }
    assert!(seen > 150, "only {seen} names in 40 documents");
}

#[test]
fn entities_point_to_mentions_of_the_same_kind() {
    let ran = sample_run();
    let fields = fields(ran);
    let mut at: BTreeMap<String, String> = BTreeMap::new();
    for record in ran.of_type("tags") {
        for mention in list(&record, "mentions") {
            let key = format!("{} {} {}", text(&record, "doc"), mention["field"], mention["start"]);
            at.insert(key, text(mention, "text").to_owned());
        }
    }
    for entity in ran.of_type("entity") {
        let spellings: Vec<&str> = list(&entity, "variants").iter().map(|v| text(v, "text")).collect();
        let counted: u64 =
            list(&entity, "variants").iter().map(|v| v["count"].as_u64().expect("a count")).sum();
        assert_eq!(counted as usize, list(&entity, "mentions").len(), "{entity}");
        for place in list(&entity, "mentions") {
            let doc = text(place, "doc");
            let key = format!("{doc} {} {}", place["field"], place["start"]);
            let spelling = at.get(&key).unwrap_or_else(|| panic!("no mention at {key}"));
            assert_eq!(&slice(&fields, doc, place), spelling);
            // A mention may hold more than the name (an acronym behind it, a second body), or less:
            // the mark that closes it stands outside.
            let written =
                spellings.iter().any(|variant| spelling.contains(variant) || variant.contains(spelling));
            assert!(written, "{spelling} is no variant of {entity}");
        }
        for variant in list(&entity, "variants") {
            assert!(
                list(variant, "reasons").iter().all(|r| r["code"].is_string() && r["detail"].is_string())
            );
        }
    }
}

#[test]
fn events_hold_together() {
    let ran = sample_run();
    let fields = fields(ran);
    let entities: BTreeMap<String, Value> =
        ran.of_type("entity").into_iter().map(|e| (text(&e, "id").to_owned(), e)).collect();
    let mut held: Vec<String> = Vec::new();
    for event in ran.of_type("event") {
        let docs: Vec<&str> = list(&event, "docs").iter().map(|d| d.as_str().expect("an id")).collect();
        held.extend(docs.iter().map(|&doc| doc.to_owned()));
        assert!(!text(&event, "headline").is_empty());
        let origins = event["origins"].as_u64().expect("a number") as usize;
        assert!((1..=docs.len()).contains(&origins), "{event}");
        for place in list(&event, "where") {
            assert_eq!(entities[place.as_str().expect("an id")]["label"], "LOC", "{event}");
        }
        for who in list(&event, "who") {
            assert_eq!(entities[text(who, "entity")]["name"], who["name"]);
        }
        for lineage in list(&event, "lineage") {
            assert!(docs.contains(&text(lineage, "doc")) && docs.contains(&text(lineage, "of")));
            assert!(["reprint", "translation", "rewrite"].contains(&text(lineage, "kind")));
        }
        let sentences = list(&event["summary"], "sentences");
        assert!(!sentences.is_empty(), "{event}");
        let values = list(&event, "conflicts").iter().flat_map(|conflict| list(conflict, "values"));
        for cited in sentences.iter().chain(values) {
            for cite in list(cited, "cites") {
                assert!(docs.contains(&text(cite, "doc")));
                slice(&fields, text(cite, "doc"), cite);
            }
        }
        assert!(
            sentences.iter().all(|s| !list(s, "cites").is_empty()),
            "a sentence without a source: {event}"
        );
    }
    let count = held.len();
    held.sort_unstable();
    held.dedup();
    assert_eq!(held.len(), count, "a document in two events");
}

#[test]
fn bytes_are_bytes() {
    let ran = Program::new("tag --offsets byte --limit 3").arg(sample()).run().ends(0);
    assert_eq!(ran.records()[0]["offsets"], "byte");
    let fields = fields(&ran);
    for record in ran.of_type("tags") {
        for mention in list(&record, "mentions") {
            let number = |key: &str| mention[key].as_u64().expect("an offset") as usize;
            let field = &fields[text(&record, "doc")][text(mention, "field")];
            assert_eq!(&field[number("start")..number("end")], text(mention, "text"));
        }
    }
}

#[test]
fn offsets_count_on_fields_with_markup_as_they_came_in() {
    let document =
        r#"{"id":"m","title":"A &amp; B","text":"<p>Əli &amp; Co. met <b>Vusal Kerimli</b> in Baku.</p>"}"#;
    let ran = Program::new("tag").stdin(document).run().ends(0);
    let fields = fields(&ran);
    assert!(fields["m"]["text"].starts_with("<p>"));
    let tags = ran.of_type("tags");
    for mention in list(&tags[0], "mentions") {
        assert_eq!(slice(&fields, "m", mention), text(mention, "text"));
    }
    assert!(list(&tags[0], "mentions").iter().any(|m| text(m, "text") == "Vusal Kerimli"), "{}", tags[0]);
}

#[test]
fn languages_of_the_sample_are_found() {
    let ran = Program::new("detect").arg(sample()).run().ends(0);
    let gold = std::fs::read_to_string(fixture("feeds/sample.gold.json")).expect("labels");
    let gold: Value = serde_json::from_str(&gold).expect("JSON");
    let found: BTreeMap<String, Value> = ran
        .of_type("language")
        .into_iter()
        .map(|r| (text(&r, "doc").to_owned(), r["lang"].clone()))
        .collect();
    for (doc, lang) in gold["languages"].as_object().expect("languages") {
        assert_eq!(&found[doc], lang, "{doc}");
    }
}

#[test]
fn fields_pass_through() {
    let document = r#"{"id":"p","text":"Nothing here.","maintext":"kept","published":"2026-02-13T01:20:00+04:00","lang":"pt-BR","source":"S","url":"u","x_meta":{"b":1,"a":null}}"#;
    let first = Program::new("tag").stdin(document).run().ends(0);
    let record = &first.of_type("document")[0];
    let input: Value = serde_json::from_str(document).expect("JSON");
    for key in ["id", "text", "maintext", "source", "url", "x_meta"] {
        assert_eq!(record[key], input[key], "{key}");
    }
    assert_eq!(record["lang"], "pt");
    // The same instant and the same day, though perhaps another zone.
    let published = text(record, "published");
    assert!(published.starts_with("2026-02-13"), "{published}");
    let again = Program::new("tag").stdin(first.stdout.clone()).run().ends(0);
    assert_eq!(again.stdout, first.stdout);
}

fn tagged() -> &'static Ran {
    static RAN: OnceLock<Ran> = OnceLock::new();
    RAN.get_or_init(|| Program::new("tag").arg(sample()).run().ends(0))
}

#[test]
fn the_output_of_one_verb_is_the_input_of_the_next() {
    let linked = Program::new("link").stdin(tagged().stdout.clone()).run().ends(0);
    assert_eq!(linked.of_type("entity"), sample_run().of_type("entity"));
    let events = Program::new("events").stdin(linked.stdout).run().ends(0);
    // Which of its roles a participant has, and whether readers can tell who it is, depends on the language of
    // the summary.
    let strip = |event: &Value| {
        let who = event["who"].as_array().into_iter().flatten().map(|who| who["entity"].clone());
        (event["docs"].clone(), event["when"].clone(), who.collect::<Vec<_>>())
    };
    let expected: Vec<_> = sample_run().of_type("event").iter().map(strip).collect();
    let found: Vec<_> = events.of_type("event").iter().map(strip).collect();
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!((&found.0, &found.1), (&expected.0, &expected.1));
        assert!(expected.2.iter().all(|who| found.2.contains(who)), "{:?} of {:?}", expected.2, found.2);
    }
    assert!(events.of_type("event").iter().all(|event| event["summary"].is_null()));
    let told = Program::new("summarize").stdin(events.stdout).run().ends(0);
    assert_eq!(told.of_type("event").iter().map(strip).collect::<Vec<_>>(), expected);
    assert!(told.of_type("event").iter().all(|event| event["summary"].is_object()));
}

#[test]
fn tags_that_are_given_are_kept() {
    let begin = sample_run().stdout.lines().next().expect("a begin record");
    let stream = [
        begin,
        r#"{"type":"document","id":"g","text":"xyzzy plugh"}"#,
        r#"{"type":"tags","doc":"g","lang":"en","mentions":[{"field":"text","start":6,"end":11,"text":"plugh","label":"PER","score":0.5}]}"#,
        r#"{"type":"end","documents":1,"issues":0}"#,
    ];
    let ran = Program::new("link").stdin(stream.join("\n")).run().ends(0);
    assert_eq!(list(&ran.of_type("entity")[0], "mentions").len(), 1);
}

#[test]
fn documents_with_clusters_are_summarised_as_given() {
    let document = |id: &str, cluster: &str, text: &str| {
        serde_json::json!({ "id": id, "cluster": cluster, "text": text }).to_string() + "\n"
    };
    let feed = document("a", "one", "The ferry between Batumi and Burgas resumed sailing on Monday.")
        + &document("b", "two", "A new bridge was opened in Riga on Tuesday.")
        + &document("c", "one", "Ferries sail again between Batumi and Burgas, the port said on Monday.");
    let ran = Program::new("summarize --max-chars 200").stdin(feed).run().ends(0);
    let mut docs: Vec<Value> = ran.of_type("event").into_iter().map(|event| event["docs"].clone()).collect();
    docs.sort_by_key(Value::to_string);
    assert_eq!(docs, [serde_json::json!(["a", "c"]), serde_json::json!(["b"])]);
    for event in ran.of_type("event") {
        let told: Vec<&str> = list(&event["summary"], "sentences").iter().map(|s| text(s, "text")).collect();
        assert!(told.join(" ").chars().count() <= 200, "{told:?}");
    }
}

#[test]
fn all_records_fit_the_schema() {
    let schema: Value =
        serde_json::from_str(&Program::new("schema").run().ends(0).stdout).expect("the schema is JSON");
    let broken = Program::new("run").arg(fixture("feeds/broken.jsonl")).run().ends(3);
    for record in sample_run().records().iter().chain(&broken.records()) {
        let kind = text(record, "type");
        let shape = &schema["$defs"][kind];
        assert!(shape.is_object(), "no schema for `{kind}`");
        fits(record, shape, &schema, kind);
    }
}

/// The part of JSON Schema that ours uses.
pub fn fits(value: &Value, shape: &Value, schema: &Value, at: &str) {
    if let Some(name) = shape["$ref"].as_str() {
        let name = name.strip_prefix("#/$defs/").expect("a reference into $defs");
        return fits(value, &schema["$defs"][name], schema, at);
    }
    if let Some(types) = shape.get("type") {
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(n) if n.is_u64() || n.is_i64() => "integer",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let allows = |name: &Value| name == kind || (name == "number" && kind == "integer");
        let fit = types.as_array().map_or_else(|| allows(types), |types| types.iter().any(allows));
        assert!(fit, "{at} is {kind}, not {types}: {value}");
    }
    if let Some(allowed) = shape["enum"].as_array() {
        assert!(value.is_null() || allowed.contains(value), "{at} is {value}, none of {allowed:?}");
    }
    if let (Some(object), Some(known)) = (value.as_object(), shape["properties"].as_object()) {
        for required in shape["required"].as_array().into_iter().flatten() {
            let name = required.as_str().expect("a name");
            assert!(object.contains_key(name), "{at} lacks `{name}`: {value}");
        }
        for (name, inner) in object {
            match known.get(name) {
                Some(shape) => fits(inner, shape, schema, &format!("{at}.{name}")),
                None => assert!(shape["additionalProperties"] != false, "{at} has an unknown `{name}`"),
            }
        }
    }
    if let (Some(items), Some(shape)) = (value.as_array(), shape.get("items")) {
        items.iter().for_each(|item| fits(item, shape, schema, &format!("{at}[]")));
    }
}

#[test]
fn a_feed_of_one_line_is_enough() {
    let ran =
        Program::new("detect -").stdin(line("a", "Bakıda yeni körpü açılıb, nazir deyib.")).run().ends(0);
    assert_eq!(ran.of_type("language")[0]["lang"], "az");
}
