//! What the network found in a feed, kept in a file: for tests of what comes after it. The network's own
//! numbers differ in their last digits from processor to processor, and with them now and then a name.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use super::annotate::{Known, annotate, prepare};
use crate::{
    feed, models,
    text::Span,
    types::{Annotated, Document, Label, Mention, RoleSpan, Sentence},
};

const SAMPLE: &str = "tests/fixtures/feeds/sample.jsonl";

/// The sample feed as `sample.found` tells it.
pub(crate) fn sample() -> Vec<Annotated> {
    let found = fs::read(Path::new(SAMPLE).with_extension("found")).expect("the fixture is there");
    recall(&found, read(Path::new(SAMPLE)))
}

/// After a change of the feed or of the model: `cargo test --lib record_the_sample -- --ignored`.
#[test]
#[ignore = "writes a fixture"]
fn record_the_sample() {
    let documents = annotated(read(Path::new(SAMPLE)), Path::new("models/exonym-small"));
    fs::write(Path::new(SAMPLE).with_extension("found"), write(&documents, Vectors::Rounded))
        .expect("a folder that can be written");
}

/// What is recalled is what was found, but for the rounding of vectors.
#[test]
fn what_is_written_is_recalled() {
    let documents = sample();
    let recalled = recall(&write(&documents, Vectors::Exact), read(Path::new(SAMPLE)));
    assert!(format!("{documents:?}") == format!("{recalled:?}"));
    let rounded = recall(&write(&documents, Vectors::Rounded), read(Path::new(SAMPLE)));
    let pairs = documents.iter().zip(&rounded).flat_map(|(a, b)| a.vector.iter().zip(&b.vector));
    assert!(pairs.clone().count() > 0 && pairs.clone().all(|(x, y)| (x - y).abs() < 0.01));
}

pub(super) fn read(path: &Path) -> Vec<Document> {
    feed::read(&[feed::Input::Path(path.to_owned())], &feed::Options::default()).documents
}

pub(super) fn annotated(documents: Vec<Document>, model: &Path) -> Vec<Annotated> {
    let model = models::load(model).expect("a model");
    let jobs = std::thread::available_parallelism().map_or(1, |n| n.get());
    let known = Known { mentions: &BTreeMap::new(), languages: &BTreeMap::new(), vectors: true };
    annotate(documents, known, &model, jobs, &()).expect("annotations")
}

/// How vectors are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Vectors {
    Exact,
    /// A byte a number, in steps of a 127th of the largest.
    Rounded,
}

/// Beside the length of a vector: it is rounded.
const ROUNDED: u32 = 1 << 31;

/// For each document: its vector, then those of its sentences, then its mentions, then its roles; words of four
/// bytes, numbers little endian.
pub(super) fn write(documents: &[Annotated], vectors: Vectors) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::new();
    let number = |out: &mut Vec<u8>, n: u32| out.extend(n.to_le_bytes());
    for document in documents {
        for vector in [&document.vector].into_iter().chain(document.sentences.iter().map(|s| &s.vector)) {
            let length = u32::try_from(vector.len()).expect("a short vector");
            if vectors == Vectors::Exact {
                number(&mut out, length);
                vector.iter().for_each(|v| out.extend(v.to_le_bytes()));
                continue;
            }
            let step = vector.iter().fold(f32::MIN_POSITIVE, |top, v| top.max(v.abs())) / 127.0;
            number(&mut out, length | ROUNDED);
            out.extend(step.to_le_bytes());
            out.extend(vector.iter().map(|v| (v / step).round() as i8 as u8));
            out.resize(out.len().next_multiple_of(4), 0);
        }
        number(&mut out, document.mentions.len() as u32);
        for m in &document.mentions {
            let label = Label::ALL.iter().position(|l| *l == m.label).expect("a label");
            [m.span.start, m.span.end, label as u32].into_iter().for_each(|n| number(&mut out, n));
            out.extend(m.score.to_le_bytes());
        }
        number(&mut out, document.roles.len() as u32);
        for role in &document.roles {
            [role.span.start, role.span.end, role.mention].into_iter().for_each(|n| number(&mut out, n));
            out.extend(role.score.to_le_bytes());
        }
    }
    out
}

/// The documents of a feed with what [`write`] kept of them.
pub(super) fn recall(bytes: &[u8], read: Vec<Document>) -> Vec<Annotated> {
    let mut words = bytes.chunks_exact(4).map(|b| [b[0], b[1], b[2], b[3]]);
    let mut next = || words.next().expect("a whole file: make it anew after a change of the feed");
    let mut out = Vec::new();
    for document in read {
        let (languages, inputs) = prepare(&document, &BTreeMap::new());
        let mut vector = || -> Vec<f32> {
            let length = u32::from_le_bytes(next());
            if length & ROUNDED == 0 {
                return (0..length).map(|_| f32::from_le_bytes(next())).collect();
            }
            let (length, step) = ((length & !ROUNDED) as usize, f32::from_le_bytes(next()));
            let bytes: Vec<u8> = (0..length.div_ceil(4)).flat_map(|_| next()).collect();
            bytes[..length].iter().map(|&b| f32::from(b as i8) * step).collect()
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
                Mention { span: Span::new(start, end), label, score }
            })
            .collect();
        let roles = (0..number())
            .map(|_| {
                let (start, end) = (number() as usize, number() as usize);
                RoleSpan { span: Span::new(start, end), mention: number(), score: f32::from_bits(number()) }
            })
            .collect();
        let document = Arc::new(document);
        out.push(Annotated { document, languages, sentences, mentions, roles, vector: whole });
    }
    assert!(words.next().is_none(), "a file of another feed: make it anew");
    out
}
