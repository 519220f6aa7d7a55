//! Features and groups of labelled documents, for `scripts/events/`. Ignored in a normal run.

use std::{collections::BTreeMap, fmt::Write, sync::Arc};

use unicode_script::{Script, UnicodeScript};

use super::*;
use crate::{
    text::Span,
    types::{
        Dateline, Document, DocumentParts, Label, Languages, Mention, MentionRef, PartialDate, Published,
        Sentence,
    },
};

/// `EXONYM_EVENTS_IN` names a file of annotated documents, `EXONYM_EVENTS_OUT` a folder.
#[test]
#[ignore = "reads and writes files named by the environment"]
fn features_and_groups() {
    let (Ok(input), Ok(out)) = (std::env::var("EXONYM_EVENTS_IN"), std::env::var("EXONYM_EVENTS_OUT")) else {
        eprintln!("skipped: EXONYM_EVENTS_IN or EXONYM_EVENTS_OUT is not set");
        return;
    };
    let text = std::fs::read_to_string(input).expect("annotated documents");
    let (documents, entities) = load(&text);
    let names = Names::new(documents.len(), &entities);
    let profiles = features::profiles(&documents, &names);
    let mut pairs = format!("a\tb\tmode\tveto\tscore\t{}\n", features::Features::NAMES.join("\t"));
    let seen: std::collections::BTreeSet<_> = candidates::pairs(&profiles).into_iter().collect();
    for &(a, b) in &seen {
        let (p, q) = (&profiles[a as usize], &profiles[b as usize]);
        let f = features::compare(p, q, &names);
        let values: Vec<String> = f.values().iter().map(|v| format!("{v:.4}")).collect();
        let veto = decide::veto(p, q, &f).unwrap_or("-");
        let mode = decide::Mode::of(p, q);
        let score = decide::log_odds(p, q, &f);
        writeln!(pairs, "{}\t{}\t{mode:?}\t{veto}\t{score:.3}\t{}", p.id(), q.id(), values.join("\t"))
            .expect("text");
    }
    std::fs::write(format!("{out}/pairs.tsv"), pairs).expect("a folder that can be written");
    let mut groups = String::new();
    for e in group(&documents, &entities) {
        let id = |d: DocIndex| documents[d.0 as usize].document.id();
        let record = serde_json::json!({
            "docs": e.docs.iter().map(|d| id(*d)).collect::<Vec<_>>(),
            "when": e.when.as_ref().map(|w| [w.from.to_string(), w.to.to_string(), w.basis.to_string()]),
            "where": e.places.iter().map(|p| entities[p.0 as usize].name.as_str()).collect::<Vec<_>>(),
            "who": e.who.iter().map(|w| entities[w.entity.0 as usize].name.as_str()).collect::<Vec<_>>(),
            "origins": e.origins,
            "lineage": e.lineage.iter().map(|l| (id(l.doc), id(l.of), l.kind, l.shared)).collect::<Vec<_>>(),
            "evidence": e.evidence,
        });
        writeln!(groups, "{record}").expect("text");
    }
    std::fs::write(format!("{out}/groups.jsonl"), groups).expect("a folder that can be written");
}

fn load(text: &str) -> (Vec<Annotated>, Vec<Entity>) {
    let mut entities: BTreeMap<(String, String), Entity> = BTreeMap::new();
    let mut documents = Vec::new();
    for line in text.lines() {
        let v: serde_json::Value = serde_json::from_str(line).expect("a record");
        let str = |k: &str| v[k].as_str().unwrap_or_default().to_owned();
        let published = v["published"].as_str().and_then(|p| {
            let date: jiff::civil::Date = p.get(..10)?.parse().ok()?;
            let time = p.parse::<jiff::Timestamp>().ok().map(|t| t.as_second());
            Some(Published {
                date: PartialDate::from(date),
                timestamp: time.or(Some(when::day_number(date) * 86_400)),
                basis: "published",
            })
        });
        let lang: crate::types::Lang = str("lang").parse().unwrap_or(crate::types::Lang::UND);
        let byte = |n: &serde_json::Value| n.as_u64().expect("an offset") as usize;
        let span = |s: &serde_json::Value| Span::new(byte(&s[0]), byte(&s[1]));
        let dateline = v["dateline"].as_object().map(|d| Dateline {
            span: span(&d["span"]),
            place: d["place"].as_array().map(|_| span(&d["place"])),
            agency: d["agency"].as_array().map(|_| span(&d["agency"])),
            date: d["date"].as_array().map(|a| PartialDate {
                year: a[0].as_i64().map(|n| n as i16),
                month: a[1].as_i64().map(|n| n as u8),
                day: a[2].as_i64().map(|n| n as u8),
            }),
        });
        let document = Document::new(DocumentParts {
            id: str("id"),
            dateline,
            title: str("title"),
            text: str("text"),
            published,
            source: v["source"].as_str().map(String::from),
            ..DocumentParts::default()
        });
        let vector = |x: &serde_json::Value| -> Vec<f32> {
            x.as_array().map_or(Vec::new(), |a| a.iter().map(|n| n.as_f64().unwrap_or(0.0) as f32).collect())
        };
        let sentences = v["sentences"].as_array().expect("sentences").iter();
        let sentences = sentences.map(|s| Sentence { span: span(s), lang, vector: vector(&s[2]) }).collect();
        let doc = DocIndex(documents.len() as u32);
        let mut mentions = Vec::new();
        for m in v["mentions"].as_array().expect("mentions") {
            let label = Label::parse(m[2].as_str().expect("a label")).expect("a label");
            let name = m[3].as_str().expect("an entity").to_owned();
            let key = (name.clone(), label.as_str().to_owned());
            // `name|id`, where names are not unique.
            let (name, id) = name.split_once('|').unwrap_or((&name, &name));
            let entity = entities.entry(key).or_insert_with(|| Entity {
                id: format!("e-{id}"),
                label,
                name: name.to_owned(),
                names: BTreeMap::new(),
                variants: Vec::new(),
                mentions: Vec::new(),
                roles: Vec::new(),
                territory: m[4].as_str().map(String::from),
            });
            entity.mentions.push(MentionRef { doc, mention: mentions.len() as u32 });
            mentions.push(Mention { span: span(m), label, score: 0.9 });
        }
        let script = document.text().chars().map(|c| c.script()).find(|s| !matches!(s, Script::Common));
        documents.push(Annotated {
            document: Arc::new(document),
            languages: Languages {
                lang,
                script: script.unwrap_or(Script::Latin),
                confidence: 1.0,
                spans: Vec::new(),
            },
            sentences,
            mentions,
            vector: vector(&v["vector"]),
        });
    }
    (documents, entities.into_values().collect())
}
