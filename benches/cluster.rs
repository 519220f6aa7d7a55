//! Grouping of documents that are annotated beforehand. What an article costs must not grow with the feed.
//!
//!     cargo bench --bench cluster            1,000 and 3,000 documents
//!     EXONYM_BENCH=30000 cargo bench --bench cluster

use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use exonym::{
    cluster, text,
    types::{
        Annotated, DocIndex, Document, DocumentParts, Entity, Label, Lang, Languages, Mention, MentionRef,
        PartialDate, Published, Sentence,
    },
};

/// Length of the default model's vectors.
const WIDTH: usize = 384;
/// Articles that a day brings.
const A_DAY: usize = 1500;
/// Reports of one happening.
const REPORTS: usize = 3;

/// Numbers that look like chance and are the same on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }

    /// A number that is often small: as names and words are spread.
    fn often_small(&mut self, n: usize) -> usize {
        let (a, b) = (self.below(n), self.below(n) + 1);
        a * b / n
    }

    fn vector(&mut self, near: &[f32], noise: f32) -> Vec<f32> {
        let mut v: Vec<f32> = (0..WIDTH)
            .map(|i| near.get(i).copied().unwrap_or(0.0) + noise * (self.below(2001) as f32 / 1000.0 - 1.0))
            .collect();
        let length = v.iter().map(|x| x * x).sum::<f32>().sqrt();
        v.iter_mut().for_each(|x| *x /= length);
        v
    }
}

/// A word that differs from others within its first six letters.
fn word(n: usize) -> String {
    let mut n = n + 600;
    let mut out = String::new();
    while n > 0 {
        out.push(char::from(b'a' + (n % 24) as u8));
        n /= 24;
    }
    out
}

/// Three reports of each happening, with names, words and vectors of which some are its own.
fn feed(size: usize) -> (Vec<Annotated>, Vec<Entity>) {
    let mut chance = Chance(7);
    let mut documents = Vec::with_capacity(size);
    let entity = |n: usize| Entity {
        id: format!("e-{n}"),
        label: [Label::Person, Label::Organisation, Label::Location][n % 3],
        name: word(n),
        names: Default::default(),
        variants: Vec::new(),
        mentions: Vec::new(),
        roles: Vec::new(),
        territory: None,
    };
    let mut entities: Vec<Entity> = (0..size.max(3000)).map(entity).collect();
    let known = entities.len();
    let start = jiff::civil::date(2026, 1, 1);
    while documents.len() < size {
        let actors: Vec<usize> = (0..4).map(|_| chance.often_small(known)).collect();
        let topic: Vec<usize> = (0..25).map(|_| chance.below(20_000)).collect();
        let centre = chance.vector(&[], 1.0);
        for _ in 0..REPORTS {
            let at = documents.len();
            let lang = ["en", "ru", "az"][at % 3];
            let (mut body, mut mentions, mut spans) = (String::new(), Vec::new(), Vec::new());
            for _ in 0..10 {
                let begin = body.len();
                for _ in 0..3 {
                    let name = actors[chance.below(actors.len())];
                    let from = body.len();
                    body.push_str(&entities[name].name);
                    mentions.push((from, body.len(), name));
                    for _ in 0..5 {
                        let topical = chance.below(3) == 0;
                        let n =
                            if topical { topic[chance.below(topic.len())] } else { chance.often_small(3000) };
                        body.push(' ');
                        body.push_str(&word(n));
                    }
                    body.push(' ');
                }
                body.push('.');
                spans.push(text::Span::new(begin, body.len()));
                body.push(' ');
            }
            let day = start.checked_add(jiff::Span::new().days((at / A_DAY) as i64)).expect("a day");
            let document = Document::new(DocumentParts {
                id: format!("d{at:06}"),
                text: body.trim_end().to_owned(),
                published: Some(Published {
                    date: PartialDate::from(day),
                    timestamp: None,
                    basis: "published",
                }),
                ..DocumentParts::default()
            });
            let lang = Lang::new(lang);
            let vector = chance.vector(&centre, 0.05);
            let sentences =
                spans.into_iter().map(|span| Sentence { span, lang, vector: chance.vector(&centre, 0.08) });
            let sentences = sentences.collect();
            let mut found = Vec::new();
            for (from, to, name) in mentions {
                let doc = DocIndex(at as u32);
                entities[name].mentions.push(MentionRef { doc, mention: found.len() as u32 });
                let label = entities[name].label;
                found.push(Mention { span: text::Span::new(from, to), label, score: 0.9 });
            }
            let languages =
                Languages { lang, script: unicode_script::Script::Latin, confidence: 1.0, spans: Vec::new() };
            documents.push(Annotated {
                document: Arc::new(document),
                languages,
                sentences,
                mentions: found,
                roles: Vec::new(),
                vector,
            });
        }
    }
    (documents, entities)
}

fn grouping(criterion: &mut Criterion) {
    let sizes = std::env::var("EXONYM_BENCH").unwrap_or_else(|_| "1000,3000".into());
    let mut group = criterion.benchmark_group("group");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    for size in sizes.split(',').filter_map(|s| s.trim().parse::<usize>().ok()) {
        let (documents, entities) = feed(size);
        group.throughput(Throughput::Elements(documents.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(size), &size, |bench, _| {
            bench.iter(|| cluster::group(&documents, &entities).len());
        });
    }
}

criterion_group!(benches, grouping);
criterion_main!(benches);
