//! The sample feed with its labels for mentions and events: what is told of it, and which conflicts
//! are found. Without vectors, so that no model is needed.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::Value;
use unicode_script::{Script, UnicodeScript};

use super::{Options, summarize};
use crate::{
    text::{CharIndex, Span, segment},
    types::*,
};

fn fixture(name: &str) -> String {
    let path = format!("{}/tests/fixtures/feeds/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("the fixture stands in the repository")
}

fn string(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

struct Sample {
    documents: Vec<Annotated>,
    entities: Vec<Entity>,
    events: Vec<(Event, Value)>,
}

fn sample() -> Sample {
    let gold: Value = serde_json::from_str(&fixture("sample.gold.json")).expect("labels");
    let records: Vec<Value> =
        fixture("sample.jsonl").lines().map(|l| serde_json::from_str(l).expect("a record")).collect();
    let mut documents: Vec<Annotated> = records.iter().map(|r| document(r, &gold)).collect();
    let index: BTreeMap<String, usize> =
        documents.iter().enumerate().map(|(i, d)| (d.document.id().to_owned(), i)).collect();
    let mut entities = Vec::new();
    for (e, entity) in gold["entities"].as_array().expect("entities").iter().enumerate() {
        entities.push(read_entity(e, entity, &mut documents, &index));
    }
    // Mentions in text order; the references follow.
    for (d, document) in documents.iter_mut().enumerate() {
        let mut order: Vec<usize> = (0..document.mentions.len()).collect();
        order.sort_by_key(|&m| document.mentions[m].span.start);
        let place: BTreeMap<u32, u32> =
            order.iter().enumerate().map(|(to, from)| (*from as u32, to as u32)).collect();
        document.mentions = order.iter().map(|&m| document.mentions[m].clone()).collect();
        for mention in entities.iter_mut().flat_map(|e| &mut e.mentions).filter(|m| m.doc.0 as usize == d) {
            mention.mention = place[&mention.mention];
        }
    }
    let events = gold["events"]
        .as_array()
        .expect("events")
        .iter()
        .map(|e| (read_event(e, &index, &documents, &entities), e.clone()));
    let events = events.collect();
    Sample { documents, entities, events }
}

fn document(record: &Value, gold: &Value) -> Annotated {
    let id = string(record, "id");
    let lang = Lang::new(gold["languages"][&id].as_str().expect("a language"));
    let published = string(record, "published");
    let stamp = published.parse::<jiff::Timestamp>().ok();
    let day = published.get(..10).and_then(|d| d.parse::<jiff::civil::Date>().ok());
    let midnight = day.and_then(|d| format!("{d}T00:00:00Z").parse::<jiff::Timestamp>().ok());
    let mut text = string(record, "text");
    if text.contains("<p>") {
        for (from, to) in [
            ("<p>", ""),
            ("</p>", "\n"),
            ("&amp;", "&"),
            ("&#39;", "'"),
            ("&ldquo;", "“"),
            ("&rdquo;", "”"),
            ("</a>", ""),
        ] {
            text = text.replace(from, to);
        }
        if let (Some(a), Some(b)) = (text.find("<a "), text.find("\">")) {
            text.replace_range(a..b + 2, "");
        }
    }
    let document = Document::new(DocumentParts {
        id,
        title: string(record, "title"),
        text,
        published: day.map(|d| Published {
            date: d.into(),
            timestamp: stamp.or(midnight).map(|t| t.as_second()),
            basis: "published",
        }),
        ..DocumentParts::default()
    });
    let script =
        document.text().chars().map(|c| c.script()).find(|s| *s != Script::Common).unwrap_or(Script::Common);
    let spans = [document.title(), document.body()].into_iter().filter(|s| !s.is_empty());
    let sentences = spans.flat_map(|s| segment::sentences(document.text(), s, lang));
    let sentences = sentences.map(|span| Sentence { span, lang, vector: Vec::new() }).collect();
    let languages = Languages { lang, script, confidence: 1.0, spans: Vec::new() };
    Annotated { sentences, ..Annotated::new(Arc::new(document), languages) }
}

fn read_entity(
    e: usize,
    gold: &Value,
    documents: &mut [Annotated],
    index: &BTreeMap<String, usize>,
) -> Entity {
    let label = Label::parse(gold["label"].as_str().unwrap_or("MISC")).unwrap_or(Label::Other);
    let mut entity = Entity {
        id: format!("e{e}"),
        label,
        name: string(gold, "english"),
        names: BTreeMap::from([(Lang::new("en"), string(gold, "english"))]),
        variants: Vec::new(),
        mentions: Vec::new(),
        roles: Vec::new(),
        territory: None,
    };
    for mention in gold["mentions"].as_array().into_iter().flatten() {
        let d = index[mention[0].as_str().unwrap_or_default()];
        let document = &documents[d].document;
        let field = if mention[1] == "title" { document.title() } else { document.body() };
        let chars = CharIndex::new(field.of(document.text()));
        let at = |i: usize| chars.byte(mention[i].as_u64().unwrap_or(0) as usize);
        let (Some(from), Some(to)) = (at(2), at(3)) else { continue };
        let span = Span::new(from, to).shifted(field.start as usize);
        let surface = span.of(document.text()).to_owned();
        // The labels of the record with markup lie on the text with its tags.
        if !gold["forms"].as_array().is_some_and(|forms| forms.iter().any(|f| f == surface.as_str())) {
            continue;
        }
        let lang = documents[d].languages.lang;
        let m = documents[d].mentions.len() as u32;
        documents[d].mentions.push(Mention { span, label, score: 1.0 });
        entity.mentions.push(MentionRef { doc: DocIndex(d as u32), mention: m });
        let caseless = matches!(lang.as_str(), "en" | "vi" | "zh" | "fa");
        let base = if caseless { surface.clone() } else { String::new() };
        if !entity.variants.iter().any(|v| v.text == surface && v.lang == lang) {
            let script = Script::Common;
            entity.variants.push(Variant {
                text: surface.clone(),
                base,
                lang,
                script,
                count: 1,
                reasons: Vec::new(),
            });
        }
        let name = entity.names.entry(lang).or_insert_with(|| surface.clone());
        if lang.as_str() != "en" && surface.len() > name.len() {
            *name = surface;
        }
    }
    entity
}

fn read_event(
    gold: &Value,
    index: &BTreeMap<String, usize>,
    documents: &[Annotated],
    entities: &[Entity],
) -> Event {
    let doc = |v: &Value| DocIndex(index[v.as_str().unwrap_or_default()] as u32);
    let mut docs: Vec<DocIndex> = gold["docs"].as_array().into_iter().flatten().map(doc).collect();
    docs.sort_by_key(|d| {
        documents[d.0 as usize].document.published().and_then(|p| p.timestamp).unwrap_or(i64::MAX)
    });
    let day = |key: &str| {
        let day: Option<jiff::civil::Date> = gold["when"][key].as_str().and_then(|d| d.parse().ok());
        PartialDate::from(day.expect("a day"))
    };
    let lineage = gold["lineage"].as_array().into_iter().flatten().map(|l| Lineage {
        doc: doc(&l["doc"]),
        of: doc(&l["of"]),
        kind: LineageKind::Translation,
        shared: 1.0,
    });
    let mut who: Vec<(usize, u32)> = entities
        .iter()
        .enumerate()
        .map(|(i, e)| (e.mentions.iter().filter(|m| docs.contains(&m.doc)).count(), i as u32))
        .filter(|(n, _)| *n > 1)
        .collect();
    who.sort_by_key(|(n, i)| (std::cmp::Reverse(*n), *i));
    Event {
        id: string(gold, "id"),
        parts: Vec::new(),
        when: Some(When { from: day("from"), to: day("to"), basis: "text", to_basis: None }),
        places: entities
            .iter()
            .position(|e| e.name == string(gold, "where"))
            .map(|i| EntityIndex(i as u32))
            .into_iter()
            .collect(),
        who: who
            .into_iter()
            .take(6)
            .map(|(_, i)| Participant { entity: EntityIndex(i), role: None, role_lang: None })
            .collect(),
        headline: String::new(),
        headline_by: Vec::new(),
        origins: 1,
        lineage: lineage.collect(),
        evidence: Vec::new(),
        summary: None,
        conflicts: Vec::new(),
        docs,
    }
}

fn shown(conflict: &Conflict) -> String {
    let values: Vec<_> = conflict.values.iter().map(|v| v.value.as_str()).collect();
    format!("{} {:?}: {}", conflict.about, conflict.kind, values.join(" | "))
}

#[test]
fn the_conflicts_of_the_sample_are_found_and_no_others() {
    let sample = sample();
    let show = std::env::var_os("EXONYM_SHOW").is_some();
    let mut found = Vec::new();
    for (event, _) in &sample.events {
        let told = summarize(event, &sample.documents, &sample.entities, &Options::default());
        if show {
            println!("== {} [{}]\n# {}", event.id, told.summary.lang, told.headline);
            for s in &told.summary.sentences {
                println!("- {} ({} cites)", s.text, s.cites.len());
            }
            for c in &told.conflicts {
                println!("! {}", shown(c));
            }
        }
        found.extend(told.conflicts.iter().map(|c| format!("{} / {}", event.id, shown(c))));
    }
    insta::assert_snapshot!(found.join("\n"), @r"
    ports-agreement / date of signing Contradicts: 2026-03-03 | 2026-03-04
    ports-agreement / stage of the agreement Complements: signed 2026-03-03 | exchanged 2026-03-04
    surxondaryo-mudflow / dead Contradicts: 12 | at least 14
    surxondaryo-mudflow / dead Updates: 12 | at least 14 | 17
    iza-flood / evacuated Contradicts: 210 | 230
    carpatgaz-contract / EUR amount Contradicts: 2.2 billion EUR | 2.4 billion EUR
    noor-al-bahr-fire / missing Contradicts: 2 | 3
    noor-al-bahr-fire / rescued Contradicts: 21 | 20
    ");
}
