//! Which stage lost the points: each stage in turn is given its labels, all others run as they are.

use std::collections::BTreeMap;

use super::run::Bench;
use crate::{
    cli::{exit::Failure, print::scores::Blamed},
    cluster,
    eval::{gold::Place, predicted::Predicted, score::Scores},
    pipeline::Report,
    types::{DocIndex, Entity, Label, MentionRef},
};

/// The run as it is, then with the gold of one stage at a time. A stage without gold has no row.
pub fn blame(bench: &Bench, predicted: &Predicted, labels: &[Label]) -> Result<Vec<Blamed>, Failure> {
    let gold = bench.gold;
    let row = |stage: &'static str, predicted: &Predicted| {
        let scores = Scores::new(gold, predicted, None, labels);
        Blamed { stage, values: Blamed::METRICS.map(|name| scores.value(name)) }
    };
    let mut rows = vec![row("none", predicted)];
    let mut add = |stage, report: Report| -> Result<(), Failure> {
        rows.push(row(stage, &bench.predicted(&report)?));
        Ok(())
    };
    let languages: BTreeMap<_, _> =
        gold.documents.iter().filter_map(|d| Some((d.id.clone(), d.lang?))).collect();
    if !languages.is_empty() {
        add("languages", bench.run(|feed| feed.languages = languages)?)?;
    }
    if gold.documents.iter().any(|document| document.mentions.is_some()) {
        add("tags", bench.relate(bench.with_gold_mentions(), None, None)?)?;
    }
    if gold.documents.iter().flat_map(|d| d.mentions.iter().flatten()).any(|m| m.entity.is_some()) {
        let documents = bench.report.documents.clone();
        add("links", bench.relate(documents, Some(linked(bench)), None)?)?;
    }
    if gold.documents.iter().any(|document| document.cluster.is_some()) {
        let groups = grouped(bench);
        add("events", bench.relate(bench.report.documents.clone(), None, Some(&groups))?)?;
    }
    Ok(rows)
}

#[derive(Default)]
struct Group {
    mentions: Vec<MentionRef>,
    /// How many of them each entity of the run gives.
    from: BTreeMap<usize, usize>,
}

/// The run's entities, cut and joined as the gold has it: mentions that stand where a gold one does go to
/// its entity, the others stay with the one they have. Names and offices are those of the entity that gives
/// most mentions.
fn linked(bench: &Bench) -> Vec<Entity> {
    let mut gold: BTreeMap<Place, &str> = BTreeMap::new();
    for (doc, document) in (0..).zip(&bench.gold.documents) {
        for mention in document.mentions.iter().flatten() {
            if let Some(entity) = &mention.entity {
                let place = Place { doc, field: mention.field, start: mention.start, end: mention.end };
                gold.insert(place, entity);
            }
        }
    }
    let report = &bench.report;
    let places = bench.places(report);
    // By gold entity, or else the run's.
    let mut groups: BTreeMap<Result<&str, usize>, Group> = BTreeMap::new();
    for (i, entity) in report.entities.iter().enumerate() {
        for &at in &entity.mentions {
            let place = places[at.doc.0 as usize][at.mention as usize];
            let key = place.and_then(|place| gold.get(&place).copied()).ok_or(i);
            let group = groups.entry(key).or_default();
            group.mentions.push(at);
            *group.from.entry(i).or_default() += 1;
        }
    }
    let entity = |(key, Group { mut mentions, from }): (Result<&str, usize>, Group)| {
        let most = from.iter().max_by_key(|(i, n)| (**n, std::cmp::Reverse(**i))).map_or(0, |(i, _)| *i);
        mentions.sort();
        let model: &Entity = &report.entities[most];
        let id = key.map_or_else(|i| report.entities[i].id.clone(), |gold| format!("gold {gold}"));
        Entity { id, mentions, ..model.clone() }
    };
    groups.into_iter().map(entity).collect()
}

/// The run's documents by labelled cluster; one without stands alone.
fn grouped(bench: &Bench) -> Vec<cluster::Group> {
    let index = bench.gold.index();
    let mut groups: BTreeMap<Result<&str, u32>, cluster::Group> = BTreeMap::new();
    for (i, annotated) in (0..).zip(&bench.report.documents) {
        let doc = index.get(annotated.document.id());
        let cluster = doc.and_then(|&doc| bench.gold.documents[doc as usize].cluster.as_deref());
        groups.entry(cluster.ok_or(i)).or_default().docs.push(DocIndex(i));
    }
    groups.into_values().collect()
}
