//! Which mentions are one entity, which documents one event.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Metric, Scores, Statistic};
use crate::{
    eval::{
        gold::{Gold, Place},
        metric::{self, Chains, Coref, Prf, coref},
        predicted::Predicted,
    },
    types::Label,
};

/// Entities over all documents with labelled names. A predicted mention is a gold one if it stands at the
/// same place, whatever its label; one that stands at none counts against precision. Gold mentions without
/// an entity are left out on both sides.
pub(super) fn entities(
    prefix: &str,
    gold: &Gold,
    predicted: &Predicted,
    labels: &[Label],
    scores: &mut Scores,
) {
    let Some(entities) = &predicted.entities else { return };
    let mut numbers: FxHashMap<Place, Option<u32>> = FxHashMap::default();
    let mut docs: Vec<u32> = Vec::new();
    // In the order of their first mentions.
    let mut chains: Chains = Vec::new();
    let mut chain_of: FxHashMap<&str, usize> = FxHashMap::default();
    for (doc, document) in (0..).zip(&gold.documents) {
        for mention in document.mentions.iter().flatten() {
            let place = Place { doc, field: mention.field, start: mention.start, end: mention.end };
            let wanted = labels.is_empty() || labels.contains(&mention.label);
            let entity = mention.entity.as_deref().filter(|_| wanted);
            let std::collections::hash_map::Entry::Vacant(free) = numbers.entry(place) else { continue };
            free.insert(entity.map(|entity| {
                docs.push(doc);
                let chain = *chain_of.entry(entity).or_insert(chains.len());
                if chain == chains.len() {
                    chains.push(Vec::new());
                }
                chains[chain].push(docs.len() as u32 - 1);
                docs.len() as u32 - 1
            }));
        }
    }
    if chains.is_empty() {
        return;
    }
    let in_gold = docs.len() as u32;
    let mut seen = vec![false; docs.len()];
    let mut found: Chains = Vec::new();
    // Documents in which entities are labelled at all.
    let mut labelled = vec![false; gold.documents.len()];
    docs.iter().for_each(|&doc| labelled[doc as usize] = true);
    for entity in entities {
        let mut chain = Vec::new();
        for &place in entity.mentions.iter().filter(|place| labelled[place.doc as usize]) {
            let number = match numbers.get(&place) {
                Some(None) => continue,
                Some(&Some(number)) => number,
                None => {
                    docs.push(place.doc);
                    seen.push(false);
                    numbers.insert(place, Some(docs.len() as u32 - 1));
                    docs.len() as u32 - 1
                }
            };
            if !std::mem::replace(&mut seen[number as usize], true) {
                chain.push(number);
            }
        }
        if !chain.is_empty() {
            found.push(chain);
        }
    }
    debug_assert_eq!(chains.iter().map(Vec::len).sum::<usize>(), in_gold as usize);
    let result = coref(&chains, &found);
    add(prefix, gold, &docs, &result, scores);
}

/// Documents of labelled clusters, grouped. A document in no predicted event stands alone.
pub(super) fn events(gold: &Gold, predicted: &Predicted, scores: &mut Scores) {
    let Some(events) = &predicted.events else { return };
    let mut chains: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (doc, document) in (0..).zip(&gold.documents) {
        if let Some(cluster) = &document.cluster {
            chains.entry(cluster).or_default().push(doc);
        }
    }
    if chains.is_empty() {
        return;
    }
    let mut group: Vec<Option<u32>> = vec![None; gold.documents.len()];
    let mut found: Chains = Vec::new();
    let labelled = |doc: u32| gold.documents[doc as usize].cluster.is_some();
    for event in events {
        let mut chain: Vec<u32> = Vec::new();
        for &doc in event.docs.iter().filter(|&&doc| labelled(doc)) {
            if group[doc as usize].is_none() {
                group[doc as usize] = Some(found.len() as u32);
                chain.push(doc);
            }
        }
        if !chain.is_empty() {
            found.push(chain);
        }
    }
    for doc in (0..gold.documents.len() as u32).filter(|&doc| labelled(doc)) {
        if group[doc as usize].is_none() {
            group[doc as usize] = Some(found.len() as u32);
            found.push(vec![doc]);
        }
    }
    let items: Vec<(&str, u32)> = gold
        .documents
        .iter()
        .zip(&group)
        .filter_map(|(document, group)| document.cluster.as_deref().zip(*group))
        .collect();
    if let Some(whole) = metric::grouping(&items) {
        for (name, value) in [
            ("events.ari", whole.ari),
            ("events.homogeneity", whole.homogeneity),
            ("events.completeness", whole.completeness),
            ("events.v_measure", whole.v_measure),
        ] {
            scores.set(name, Metric::plain(Some(value), whole.items as u64));
        }
    }
    let docs: Vec<u32> = (0..gold.documents.len() as u32).collect();
    let chains: Chains = chains.into_values().collect();
    add("events", gold, &docs, &coref(&chains, &found), scores);
}

/// `docs` gives the document of each mention.
fn add(prefix: &str, gold: &Gold, docs: &[u32], found: &Coref, scores: &mut Scores) {
    for (name, prf) in [
        ("pairs", found.pairs),
        ("muc", found.muc),
        ("ceaf_m", found.ceaf_m),
        ("ceaf_e", found.ceaf_e),
        ("lea", found.lea),
    ] {
        for (part, statistic) in
            [("precision", Statistic::Precision), ("recall", Statistic::Recall), ("f1", Statistic::F1)]
        {
            let metric = Metric::plain(statistic.of(prf), statistic.count(prf));
            scores.set(&format!("{prefix}.{name}.{part}"), metric);
        }
    }
    // B³ is a mean over mentions, so it can be told by document.
    let mut parts = vec![Prf::default(); gold.documents.len()];
    for &(mention, share) in &found.gold_shares {
        let part = &mut parts[docs[mention as usize] as usize];
        *part = *part + Prf::new(0.0, 0.0, share, 1.0);
    }
    for &(mention, share) in &found.predicted_shares {
        let part = &mut parts[docs[mention as usize] as usize];
        *part = *part + Prf::new(share, 1.0, 0.0, 0.0);
    }
    scores.add_prf(&format!("{prefix}.b3"), gold, &parts);
    let count = found.b_cubed.recall_den as u64;
    for (part, i) in [("recall", 0), ("precision", 1), ("f1", 2)] {
        let metric = Metric::plain(found.blanc.map(|blanc| blanc[i]), count);
        scores.set(&format!("{prefix}.blanc.{part}"), metric);
    }
    scores.set(&format!("{prefix}.conll"), Metric::plain(found.conll(), count));
}
