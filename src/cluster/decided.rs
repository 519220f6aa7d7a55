//! What the user decided about documents, as bounds on their grouping.

use std::collections::BTreeMap;

use super::features::Profile;
use crate::decisions::{Decisions, Outcome, What};
use crate::types::{DisjointSets, Reason};

/// The decisions that documents of a run are in, by positions in time order.
#[derive(Debug, Default)]
pub struct Bounds(Vec<Bound>);

#[derive(Debug)]
struct Bound {
    /// The decision as text.
    text: String,
    /// All of `docs` are one event; else no two of them are.
    one: bool,
    docs: Vec<u32>,
    /// For each of `docs` what it tells aside.
    asides: Vec<Vec<u32>>,
}

impl Bounds {
    /// The bounds, and what came of each decision about events. A decision holds for those of its documents
    /// that the run has, if it has two of them: the others may not have come yet, or be forgotten.
    pub fn new(decisions: &Decisions, profiles: &[Profile]) -> (Bounds, Vec<Outcome>) {
        let mut place: BTreeMap<&str, u32> = BTreeMap::new();
        let mut asides: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (profile, at) in profiles.iter().zip(0..) {
            match profile.extent.aside {
                None => drop(place.insert(profile.id(), at)),
                Some(_) => asides.entry(profile.id()).or_default().push(at),
            }
        }
        let (mut bounds, mut outcomes) = (Vec::new(), Vec::new());
        for decision in decisions.iter() {
            let (What::SameEvent(ids) | What::Split(ids)) = &decision.what else { continue };
            let docs: Vec<u32> = ids.iter().filter_map(|id| place.get(id.as_str()).copied()).collect();
            let absent = ids.iter().find(|id| !place.contains_key(id.as_str()));
            let unused = absent.filter(|_| docs.len() < 2);
            let text = decision.what.to_string();
            outcomes.push(Outcome {
                decision: decision.clone(),
                unused: unused.map(|id| format!("no document here has the id `{id}`")),
            });
            if docs.len() > 1 {
                let aside = |&doc: &u32| asides.get(profiles[doc as usize].id()).cloned().unwrap_or_default();
                let asides = docs.iter().map(aside).collect();
                bounds.push(Bound { text, one: matches!(decision.what, What::SameEvent(_)), docs, asides });
            }
        }
        (Bounds(bounds), outcomes)
    }

    /// Documents that are one event, in lists that share none.
    pub fn together(&self) -> Vec<Vec<u32>> {
        let joined = || self.0.iter().filter(|bound| bound.one).map(|bound| &bound.docs);
        let mut sets = DisjointSets::new(joined().flatten().max().map_or(0, |&last| last as usize + 1));
        for docs in joined() {
            docs.iter().for_each(|&doc| sets.join(docs[0] as usize, doc as usize));
        }
        let sets = sets.all().into_iter().filter(|set| set.len() > 1);
        sets.map(|set| set.into_iter().map(|doc| doc as u32).collect()).collect()
    }

    /// Pairs that are two events: documents, and what one tells aside with the other and its asides.
    pub fn apart(&self) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        for Bound { docs, asides, .. } in self.0.iter().filter(|bound| !bound.one) {
            let told: Vec<Vec<u32>> =
                docs.iter().zip(asides).map(|(&doc, asides)| [&[doc], &asides[..]].concat()).collect();
            for (i, ours) in told.iter().enumerate() {
                for &a in ours {
                    pairs.extend(told[i + 1..].iter().flatten().map(|&b| (a, b)));
                }
            }
        }
        pairs
    }

    /// The decisions that had a say in a group.
    pub fn reasons(&self, group: &[u32]) -> impl Iterator<Item = Reason> {
        let inside = |bound: &&Bound| bound.docs.iter().any(|doc| group.contains(doc));
        let reason = |bound: &Bound| Reason { code: "decision", detail: bound.text.clone() };
        self.0.iter().filter(inside).map(reason)
    }

    /// The decision because of which two documents are one event; of several lines that join them step by
    /// step, all.
    pub fn joining(&self, a: u32, b: u32) -> Option<String> {
        let joined = self.together().into_iter().find(|list| list.contains(&a) && list.contains(&b))?;
        let lines = || self.0.iter().filter(|bound| bound.one);
        let direct = lines().find(|bound| bound.docs.contains(&a) && bound.docs.contains(&b));
        let steps = || {
            let steps = lines().filter(|bound| bound.docs.iter().all(|doc| joined.contains(doc)));
            steps.map(|bound| bound.text.as_str()).collect::<Vec<_>>().join("; ")
        };
        Some(direct.map_or_else(steps, |bound| bound.text.clone()))
    }

    /// The decision that keeps two groups from being one.
    pub fn parting(&self, ours: &[u32], theirs: &[u32]) -> Option<String> {
        let parts = |bound: &&Bound| {
            let among = |group: &[u32]| bound.docs.iter().any(|doc| group.contains(doc));
            !bound.one && among(ours) && among(theirs)
        };
        self.0.iter().find(parts).map(|bound| bound.text.clone())
    }
}
