//! Documents that report one happening become one event.
//!
//! 1. `features`: each document is prepared (`features::Profile`) and pairs are compared by open
//!    features: shared rare names, vectors, words within a language, numbers, dates, places. What a document
//!    tells of another happening than its main news (`parts`) is prepared like a document of its own.
//! 2. `candidates`: which pairs to compare at all.
//! 3. `decide`: the features' weighted sum and the vetoes.
//! 4. `merge`: pairs to groups, by the mean of all pairs, within the bounds of what the user `decided`.
//! 5. Of each group: `lineage`, its `course` in time, `actors`, and the evidence for every join.
//!
//! `explain` tells of two documents or of an event why.
//!
//! The result depends neither on the order of the documents nor on the number of threads: work is
//! done in the order of publication, then of ids.

mod actors;
mod candidates;
mod course;
mod deadline;
mod decide;
mod decided;
mod evidence;
mod explain;
mod features;
mod lineage;
mod merge;
mod outline;
mod parts;
mod setting;
mod when;
mod words;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::{
    decisions::{Decisions, Outcome},
    text::Span,
    types::{Annotated, DocIndex, Entity, Event, LineageKind, Part},
};
use course::Account;
use decided::Bounds;
pub use explain::{About, Explanation, Question, Share, explain};
use features::{Names, Profile};
use outline::Extent;

/// Pairs below this do not bring two documents into one component.
const THREAD: f32 = -1.0;
/// Components up to this size are compared pair by pair; in larger ones only candidates are.
const WHOLE: usize = 250;

/// Group a run's documents into events: each document in exactly one as its main news, and in others where
/// it tells of them aside ([`Event::parts`]). Summary, headline and conflicts are left empty. Events are
/// ordered by time of their first document, then by its id.
pub fn group(documents: &[Annotated], entities: &[Entity]) -> Vec<Event> {
    group_decided(documents, entities, &Decisions::default()).0
}

/// The same with what the user decided, and what came of each decision about events, in the order of the
/// lines. A decision overrules all features and vetoes; documents that it says nothing of go where they are
/// nearest. An event that it had a say in carries the reason `decision`.
pub fn group_decided(
    documents: &[Annotated],
    entities: &[Entity],
    decisions: &Decisions,
) -> (Vec<Event>, Vec<Outcome>) {
    let names = Names::new(documents, entities);
    let (profiles, docs) = in_order(documents, &names);
    let (bounds, outcomes) = Bounds::new(decisions, &profiles);
    let scores = scores(&profiles, &names);
    let groups = merge::agglomerate(profiles.len(), &scores, &bounds.together(), &bounds.apart());
    let events = groups.par_iter().map(|group| {
        let mut event = event(group, &profiles, &docs, &names);
        event.evidence.splice(..0, bounds.reasons(group));
        event
    });
    (events.collect(), outcomes)
}

/// Documents that are known to be one event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Those whose main news it is; each document is in one group so.
    pub docs: Vec<DocIndex>,
    /// Those that tell of it aside, with the stretch that does.
    pub asides: Vec<(DocIndex, Span)>,
}

/// The events of documents that are grouped already, as [`group`] would describe them. An aside that no
/// group has is an event of its own.
pub fn describe(groups: &[Group], documents: &[Annotated], entities: &[Entity]) -> Vec<Event> {
    let names = Names::new(documents, entities);
    let (profiles, docs) = in_order(documents, &names);
    let key = |at: u32| (docs[at as usize], profiles[at as usize].extent.aside);
    let mut place: FxHashMap<(DocIndex, Option<Span>), u32> =
        (0..profiles.len() as u32).map(|at| (key(at), at)).collect();
    let mut groups: Vec<Vec<u32>> = groups
        .iter()
        .map(|group| {
            let whole = group.docs.iter().map(|&doc| (doc, None));
            let asides = group.asides.iter().map(|&(doc, span)| (doc, Some(span)));
            whole.chain(asides).filter_map(|key| place.remove(&key)).collect()
        })
        .collect();
    groups.extend(place.into_values().map(|at| vec![at]));
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.retain(|group| !group.is_empty());
    groups.sort_unstable();
    groups.par_iter().map(|group| event(group, &profiles, &docs, &names)).collect()
}

/// Profiles in the order of publication, then of ids, each document before its asides, and the documents
/// they stand for.
fn in_order<'a>(documents: &'a [Annotated], names: &'a Names<'a>) -> (Vec<Profile<'a>>, Vec<DocIndex>) {
    let mut profiles = features::profiles(documents, names);
    profiles.sort_by(|a, b| {
        key(a.annotated)
            .cmp(&key(b.annotated))
            .then(a.at.cmp(&b.at))
            .then(a.extent.aside.cmp(&b.extent.aside))
    });
    let docs = profiles.iter().map(|p| DocIndex(p.at as u32)).collect();
    (profiles, docs)
}

/// As [`in_order`], without what documents tell aside.
fn whole<'a>(documents: &'a [Annotated], names: &'a Names<'a>) -> Vec<Profile<'a>> {
    let (mut profiles, _) = in_order(documents, names);
    profiles.retain(|p| p.extent.aside.is_none());
    profiles
}

/// Time, then id; documents without a time last.
fn key(document: &Annotated) -> (i64, &str) {
    let time = document.document.published().and_then(|p| p.seconds());
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
    // What a document tells aside may prove to be its main news after all.
    let whole = |at: u32| profiles[at as usize].extent.aside.is_none();
    let is_main = |doc: DocIndex| group.iter().any(|&at| whole(at) && docs[at as usize] == doc);
    let group: &[u32] =
        &group.iter().copied().filter(|&at| whole(at) || !is_main(docs[at as usize])).collect::<Vec<_>>();
    let lineage = lineage::trace(group, profiles, docs);
    let copied = |doc: DocIndex| lineage.iter().find(|l| l.doc == doc).map(|l| l.kind);
    let account = |&at: &u32| {
        let kind = copied(docs[at as usize]);
        // A copy repeats its source's date, right or wrong.
        let weight = match kind {
            None => 1.0,
            Some(LineageKind::Rewrite) => 0.75,
            Some(_) => 0.5,
        };
        let copy = matches!(kind, Some(LineageKind::Reprint | LineageKind::Translation));
        Account::of(&profiles[at as usize], weight, copy)
    };
    let accounts: Vec<Account> = group.iter().filter_map(account).collect();
    Event {
        id: id(&founder(group, profiles)),
        docs: group.iter().map(|&at| docs[at as usize]).collect(),
        parts: told_in_part(group, profiles, docs),
        when: course::of_event(&accounts),
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

/// The first document whose main news the event is, else the first that tells of it aside.
fn founder(group: &[u32], profiles: &[Profile]) -> String {
    let mut members = group.iter().map(|&at| &profiles[at as usize]);
    let main = members.clone().find(|p| p.extent.aside.is_none());
    match main.or_else(|| members.next()) {
        Some(Profile { extent: Extent { aside: Some(part), .. }, annotated, .. }) => {
            format!("{}@{}", annotated.document.id(), part.start)
        }
        Some(profile) => profile.id().to_owned(),
        None => String::new(),
    }
}

/// For each document of which not all is told of the event, what is.
fn told_in_part(group: &[u32], profiles: &[Profile], docs: &[DocIndex]) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for &at in group {
        let (profile, doc) = (&profiles[at as usize], docs[at as usize]);
        if let Some(span) = profile.extent.aside {
            match out.iter_mut().find(|part| part.doc == doc) {
                Some(part) => part.spans.push(span),
                None => out.push(Part { doc, spans: vec![span], aside: true }),
            }
        } else if !profile.extent.asides.is_empty() {
            let body = profile.annotated.document.body();
            let mut spans = Vec::new();
            let mut start = body.start;
            for aside in &profile.extent.asides {
                spans.push(Span { start, end: aside.start });
                start = aside.end;
            }
            spans.push(Span { start, end: body.end });
            spans.retain(|s| !s.trimmed(profile.annotated.document.text()).is_empty());
            out.push(Part { doc, spans, aside: false });
        }
    }
    out
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
