//! Documents that report one happening become one event.
//!
//! 1. `features`: each document is prepared (`features::Profile`) and pairs are compared by open
//!    features: shared rare names, vectors, words within a language, numbers, dates, places.
//! 2. `candidates`: which pairs to compare at all.
//! 3. `decide`: the features' weighted sum and the vetoes.
//! 4. `merge`: pairs to groups, by the mean of all pairs.
//! 5. Of each group: `lineage`, `when`, `actors`, and the evidence for every join.
//!
//! `explain` tells of two documents or of an event why.
//!
//! The result depends neither on the order of the documents nor on the number of threads: work is
//! done in the order of publication, then of ids.

mod actors;
mod candidates;
mod decide;
mod evidence;
mod explain;
mod features;
mod lineage;
mod merge;
mod when;
mod words;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::types::{Annotated, DocIndex, Entity, Event, LineageKind};
pub use explain::{About, Explanation, Question, Share, explain};
use features::{Names, Profile};

/// Pairs below this do not bring two documents into one component.
const THREAD: f32 = -1.0;
/// Components up to this size are compared pair by pair; in larger ones only candidates are.
const WHOLE: usize = 250;

/// Group a run's documents into events, each document in exactly one. Summary, headline and
/// conflicts are left empty. Events are ordered by time of their first document, then by its id.
pub fn group(documents: &[Annotated], entities: &[Entity]) -> Vec<Event> {
    let names = Names::new(documents.len(), entities);
    let (profiles, docs) = in_order(documents, &names);
    let scores = scores(&profiles, &names);
    let groups = merge::agglomerate(profiles.len(), &scores);
    groups.par_iter().map(|group| event(group, &profiles, &docs, &names)).collect()
}

/// The events of documents that are grouped already, as [`group`] would describe them.
pub fn describe(groups: &[Vec<DocIndex>], documents: &[Annotated], entities: &[Entity]) -> Vec<Event> {
    let names = Names::new(documents.len(), entities);
    let (profiles, docs) = in_order(documents, &names);
    let place: FxHashMap<DocIndex, u32> = docs.iter().zip(0..).map(|(&doc, at)| (doc, at)).collect();
    let mut groups: Vec<Vec<u32>> =
        groups.iter().map(|group| group.iter().map(|doc| place[doc]).collect()).collect();
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.retain(|group| !group.is_empty());
    groups.sort_unstable();
    groups.par_iter().map(|group| event(group, &profiles, &docs, &names)).collect()
}

/// Profiles in the order of publication, then of ids, and the documents they stand for.
fn in_order<'a>(documents: &'a [Annotated], names: &'a Names<'a>) -> (Vec<Profile<'a>>, Vec<DocIndex>) {
    let mut order: Vec<u32> = (0..documents.len() as u32).collect();
    order.sort_by(|&a, &b| key(&documents[a as usize]).cmp(&key(&documents[b as usize])));
    let mut profiles: Vec<Option<Profile>> =
        features::profiles(documents, names).into_iter().map(Some).collect();
    let profiles: Vec<Profile> = order.iter().filter_map(|&at| profiles[at as usize].take()).collect();
    (profiles, order.into_iter().map(DocIndex).collect())
}

/// Time, then id; documents without a time last.
fn key(document: &Annotated) -> (i64, &str) {
    let published = document.document.published();
    let time =
        published.and_then(|p| p.timestamp.or_else(|| p.date.civil().map(|d| when::day_number(d) * 86_400)));
    (time.unwrap_or(i64::MAX), document.document.id())
}

/// Log-odds of all pairs that can matter.
fn scores(profiles: &[Profile], names: &Names) -> Vec<(u32, u32, f32)> {
    let judge = |a: u32, b: u32| {
        let (p, q) = (&profiles[a as usize], &profiles[b as usize]);
        (a, b, decide::log_odds(p, q, &features::compare(p, q, names)))
    };
    let mut scores: Vec<_> = candidates::pairs(profiles).into_par_iter().map(|(a, b)| judge(a, b)).collect();
    // Every pair of a component, so that a group is judged by all it holds.
    let known: FxHashMap<(u32, u32), ()> = scores.iter().map(|s| ((s.0, s.1), ())).collect();
    let mut rest = Vec::new();
    for component in merge::components(profiles.len(), &scores, THREAD) {
        if component.len() > WHOLE {
            continue;
        }
        for (i, &a) in component.iter().enumerate() {
            rest.extend(component[i + 1..].iter().map(|&b| (a, b)).filter(|p| !known.contains_key(p)));
        }
    }
    scores.extend(rest.into_par_iter().map(|(a, b)| judge(a, b)).collect::<Vec<_>>());
    scores
}

fn event(group: &[u32], profiles: &[Profile], docs: &[DocIndex], names: &Names) -> Event {
    let lineage = lineage::trace(group, profiles, docs);
    let copied = |doc: DocIndex| lineage.iter().find(|l| l.doc == doc).map(|l| l.kind);
    let votes: Vec<_> = group
        .iter()
        .filter_map(|&at| {
            // A copy repeats its source's date, right or wrong.
            let weight = match copied(docs[at as usize]) {
                None => 1.0,
                Some(LineageKind::Rewrite) => 0.75,
                Some(_) => 0.5,
            };
            profiles[at as usize].when.map(|w| (w, weight))
        })
        .collect();
    Event {
        id: id(profiles[group[0] as usize].id()),
        docs: group.iter().map(|&at| docs[at as usize]).collect(),
        when: when::of_event(&votes),
        places: actors::places(group, profiles, names),
        who: actors::who(group, profiles, docs, names),
        headline: String::new(),
        headline_by: Vec::new(),
        origins: (group.len() - lineage.len()) as u32,
        evidence: evidence::joins(group, profiles, docs, &lineage, names),
        lineage,
        summary: None,
        conflicts: Vec::new(),
    }
}

/// An id that stays while the founding document does.
fn id(founder: &str) -> String {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(founder.as_bytes());
    let hex: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("evt-{hex}")
}

#[cfg(test)]
pub(crate) mod measure;
#[cfg(test)]
mod tests;
