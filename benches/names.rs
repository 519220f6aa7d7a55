//! Comparisons of parsed names a second, and linking as the run grows.
//!
//! `cargo bench --bench names`; every name is invented. `names/compare` counts single comparisons on
//! one core; `link` runs over feeds of 10,000 and 100,000 mentions, five of each name.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use exonym::link::link;
use exonym::names::{Name, compare};
use exonym::text::Span;
use exonym::types::{Annotated, Document, DocumentParts, Label, Lang, Languages, Mention, Sentence};
use unicode_script::Script;

const FIRST: [&str; 20] = [
    "Rauf",
    "Elchin",
    "Vusal",
    "Samir",
    "Tural",
    "Levan",
    "Armen",
    "Nurlan",
    "Otabek",
    "Sergei",
    "Viktor",
    "Oleksandr",
    "Mihai",
    "Ioana",
    "Jasur",
    "Daniyar",
    "Pavel",
    "Stefan",
    "Karim",
    "Yusuf",
];

/// Distinct family names: syllables by the digits of a number.
fn family(mut n: usize) -> String {
    const HEADS: [&str; 16] =
        ["Ba", "Ke", "Du", "Ma", "Ri", "So", "Ta", "Ve", "Zu", "Ga", "Le", "Ni", "Po", "Sha", "Che", "Ja"];
    const INNER: [&str; 12] =
        ["lan", "mor", "dik", "rev", "sun", "tal", "bek", "gor", "nim", "zar", "kul", "pes"];
    const ENDS: [&str; 8] = ["ov", "yan", "dze", "enko", "escu", "li", "ski", "ev"];
    let mut take = |list: &[&'static str]| {
        let part = list[n % list.len()];
        n /= list.len();
        part
    };
    let mut out = take(&HEADS).to_owned();
    out.push_str(take(&INNER));
    let end = take(&ENDS);
    while n > 0 {
        let part = INNER[n % INNER.len()];
        n /= INNER.len();
        out.push_str(part);
    }
    out + end
}

fn person(n: usize) -> String {
    format!("{} {}", FIRST[(n * 7) % FIRST.len()], family(n))
}

/// One mention in ten stands in another document under a spelling of its own.
fn feed(mentions: usize) -> Vec<Annotated> {
    const EACH: usize = 20;
    let distinct = mentions / 5;
    let name = |m: usize| {
        let n = (m * 31) % distinct;
        if m % 10 == 9 { person(n).replace("ov", "ow").replace('y', "j") } else { person(n) }
    };
    (0..mentions / EACH)
        .map(|d| {
            let (mut text, mut found) = (String::new(), Vec::new());
            for m in d * EACH..(d + 1) * EACH {
                let start = text.len();
                text.push_str(&name(m));
                let span = Span::new(start, text.len());
                found.push(Mention { span, label: Label::Person, score: 0.9 });
                text.push_str(" spoke. ");
            }
            let lang = Lang::new("en");
            let parts = DocumentParts { id: format!("d{d}"), text, ..DocumentParts::default() };
            let document = Document::new(parts);
            let sentences =
                found.iter().map(|m: &Mention| Sentence { span: m.span, lang, vector: Vec::new() }).collect();
            let languages = Languages { lang, script: Script::Latin, confidence: 1.0, spans: Vec::new() };
            let document = Arc::new(document);
            Annotated { sentences, mentions: found, ..Annotated::new(document, languages) }
        })
        .collect()
}

fn comparisons(c: &mut Criterion) {
    let latin: Vec<Name> = (0..400).map(|n| Name::new(&person(n), Label::Person, Lang::new("en"))).collect();
    let others = [
        "Рауф Баланов",
        "Эльчин Келаненко",
        "وصال ملانوف",
        "ლევან მორაძე",
        "武加尔·阿利耶夫",
        "Nguyễn Văn Thành",
    ];
    let others: Vec<Name> = others.iter().map(|n| Name::new(n, Label::Person, Lang::UND)).collect();
    let mut group = c.benchmark_group("names");
    group.throughput(Throughput::Elements(1));
    let mut at = 0;
    group.bench_function("compare/latin", |b| {
        b.iter(|| {
            at += 1;
            black_box(compare(&latin[at % 400], &latin[at * 7 % 399]))
        })
    });
    group.bench_function("compare/across scripts", |b| {
        b.iter(|| {
            at += 1;
            black_box(compare(&latin[at % 400], &others[at % others.len()]))
        })
    });
    group.bench_function("parse", |b| {
        b.iter(|| {
            at += 1;
            black_box(Name::new(&person(at % 4000), Label::Person, Lang::UND))
        })
    });
    group.finish();
}

fn linking(c: &mut Criterion) {
    let mut group = c.benchmark_group("link");
    group.sample_size(10);
    for mentions in [10_000, 100_000] {
        let feed = feed(mentions);
        group.throughput(Throughput::Elements(mentions as u64));
        group.bench_function(BenchmarkId::from_parameter(mentions), |b| {
            b.iter_batched(|| (), |()| black_box(link(&feed)), BatchSize::PerIteration)
        });
    }
    group.finish();
}

criterion_group!(benches, comparisons, linking);
criterion_main!(benches);
