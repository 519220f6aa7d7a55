//! Features of labelled feeds for `scripts/events/`, with the real model, which reads each feed only once.
//! Ignored in a normal run.

use std::fs;
use std::path::Path;

use super::found::{self, Vectors};
use crate::types::Annotated;
use crate::{cluster, link, summary};

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
        let events = cluster::group(&documents, &entities);
        let groups = cluster::measure::groups(&documents, &events);
        fs::write(path.with_extension("groups"), groups).expect("a folder that can be written");
        let alignments = cluster::measure::alignments(&documents, &entities, &labels);
        fs::write(path.with_extension("alignments.tsv"), alignments).expect("a folder that can be written");
        let figures = summary::measure::figures(&documents, &entities, &events);
        fs::write(path.with_extension("figures.tsv"), figures).expect("a folder that can be written");
        eprintln!("{}: {} documents", path.display(), documents.len());
    }
}

fn documents(path: &Path) -> Vec<Annotated> {
    let read = found::read(path);
    let kept = path.with_extension("found");
    if !kept.exists() {
        let model = std::env::var("EXONYM_MODEL").unwrap_or("models/exonym-small".into());
        let documents = found::annotated(read.clone(), Path::new(&model));
        fs::write(&kept, found::write(&documents, Vectors::Exact)).expect("a folder that can be written");
    }
    found::recall(&fs::read(&kept).expect("what was found"), read)
}
