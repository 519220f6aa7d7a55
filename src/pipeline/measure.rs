//! Features of labelled feeds for `scripts/events/`, with the real model, which reads each feed only once.
//! Ignored in a normal run.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::annotate::{Known, annotate, prepare};
use crate::types::{Annotated, Document, Label, Mention, Sentence};
use crate::{cluster, feed, link, models};

/// `EXONYM_EVENTS` names a folder that `scripts/events/sets.py` filled; `EXONYM_MODEL` a model's folder.
/// What the model finds in `NAME.jsonl` is kept in `NAME.found` until that file is removed.
#[test]
#[ignore = "reads and writes files named by the environment"]
fn features_of_labelled_feeds() {
    let Ok(folder) = std::env::var("EXONYM_EVENTS") else {
        eprintln!("skipped: EXONYM_EVENTS is not set");
        return;
    };
    let only = std::env::var("EXONYM_EVENTS_ONLY").unwrap_or_default();
    let mut feeds: Vec<_> = fs::read_dir(&folder).expect("a folder").flatten().map(|e| e.path()).collect();
    feeds.retain(|p| p.extension().is_some_and(|e| e == "jsonl"));
    feeds.retain(|p| only.is_empty() || p.file_stem().is_some_and(|n| only.split(',').any(|o| n == o)));
    feeds.sort();
    for path in feeds {
        let documents = documents(&path);
        let entities = link::link(&documents);
        let labels = fs::read_to_string(path.with_extension("labels.json")).expect("labels");
        let labels: serde_json::Value = serde_json::from_str(&labels).expect("labels");
        let table = cluster::measure::pairs(&documents, &entities, &labels);
        fs::write(path.with_extension("pairs.tsv"), table).expect("a folder that can be written");
        let groups = cluster::measure::groups(&documents, &entities);
        fs::write(path.with_extension("groups"), groups).expect("a folder that can be written");
        let alignments = cluster::measure::alignments(&documents, &entities, &labels);
        fs::write(path.with_extension("alignments.tsv"), alignments).expect("a folder that can be written");
        eprintln!("{}: {} documents", path.display(), documents.len());
    }
}

fn documents(path: &Path) -> Vec<Annotated> {
    let inputs = [feed::Input::Path(path.to_owned())];
    let read = feed::read(&inputs, &feed::Options::default()).documents;
    let found = path.with_extension("found");
    if !found.exists() {
        let model = std::env::var("EXONYM_MODEL").unwrap_or("models/exonym-small".into());
        let model = models::load(Path::new(&model)).expect("a model");
        let jobs = std::thread::available_parallelism().map_or(1, |n| n.get());
        let known = Known { mentions: &BTreeMap::new(), languages: &BTreeMap::new(), vectors: true };
        let documents = annotate(read.clone(), known, &model, jobs, &()).expect("annotations");
        write(&found, &documents);
    }
    recall(&fs::read(&found).expect("what was found"), read)
}

/// For each document: its vector, then those of its sentences, then its mentions; numbers are little endian.
fn write(path: &Path, documents: &[Annotated]) {
    let mut out: Vec<u8> = Vec::new();
    let number = |out: &mut Vec<u8>, n: usize| out.extend((n as u32).to_le_bytes());
    for document in documents {
        for vector in [&document.vector].into_iter().chain(document.sentences.iter().map(|s| &s.vector)) {
            number(&mut out, vector.len());
            vector.iter().for_each(|v| out.extend(v.to_le_bytes()));
        }
        number(&mut out, document.mentions.len());
        for m in &document.mentions {
            let label = Label::ALL.iter().position(|l| *l == m.label).expect("a label");
            [m.span.start as usize, m.span.end as usize, label].into_iter().for_each(|n| number(&mut out, n));
            out.extend(m.score.to_le_bytes());
        }
    }
    fs::write(path, out).expect("a folder that can be written");
}

fn recall(bytes: &[u8], read: Vec<Document>) -> Vec<Annotated> {
    let mut words = bytes.chunks_exact(4).map(|b| [b[0], b[1], b[2], b[3]]);
    let mut next = || words.next().expect("a whole file: remove it after a change of the feed");
    let mut out = Vec::new();
    for document in read {
        let (languages, inputs) = prepare(&document, &BTreeMap::new());
        let mut vector = || -> Vec<f32> {
            let length = u32::from_le_bytes(next());
            (0..length).map(|_| f32::from_le_bytes(next())).collect()
        };
        let whole = vector();
        let sentences =
            inputs.iter().map(|s| Sentence { span: s.span, lang: s.lang, vector: vector() }).collect();
        let mut number = || u32::from_le_bytes(next());
        let mentions = (0..number())
            .map(|_| {
                let (start, end) = (number() as usize, number() as usize);
                let label = Label::ALL[number() as usize];
                let score = f32::from_bits(number());
                Mention { span: crate::text::Span::new(start, end), label, score }
            })
            .collect();
        out.push(Annotated {
            document: std::sync::Arc::new(document),
            languages,
            sentences,
            mentions,
            vector: whole,
        });
    }
    out
}
