//! How fast a feed is tagged, from text to mentions, in subword tokens a second.
//!
//!     cargo bench --bench tag
//!
//! `EXONYM_MODEL` names another model's folder to compare with, in the same run. One thread, so a
//! second of the clock is a second of the processor; `threads` shows what a second thread brings.

use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use exonym::feed::{self, Feed, Input};
use exonym::models::{self, Model};
use exonym::pipeline::{self, Options, Until};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sample() -> Feed {
    let path = root().join("tests/fixtures/feeds/sample.jsonl");
    feed::read(&[Input::Path(path)], &feed::Options::default())
}

/// The shipped model, and the one to compare with.
fn folders() -> Vec<PathBuf> {
    let mut folders = vec![root().join("models/exonym-small")];
    folders.extend(std::env::var_os("EXONYM_MODEL").map(PathBuf::from));
    folders
}

fn subwords(model: &Model) -> u64 {
    let count = |text: &str| model.tokenizer.encode(text).map_or(0, |tokens| tokens.len() as u64);
    sample().documents.iter().map(|d| count(d.text())).sum()
}

fn tag(model: &Model, jobs: usize) {
    let options = Options { jobs, until: Until::Tags, ..Options::default() };
    pipeline::run(sample(), Some(model), &options, &()).expect("the sample feed is tagged");
}

fn bench(criterion: &mut Criterion) {
    for folder in folders() {
        let name = folder.display();
        criterion.benchmark_group("load").sample_size(20).bench_function(name.to_string(), |b| {
            b.iter(|| models::load(&folder).expect("a model"));
        });
        let model = models::load(&folder).expect("a model");
        for jobs in [1, 2] {
            let mut group = criterion.benchmark_group(format!("tag, {jobs} threads"));
            group.sample_size(10).throughput(Throughput::Elements(subwords(&model)));
            group.bench_function(name.to_string(), |b| b.iter(|| tag(&model, jobs)));
        }
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
