//! Which pairs of documents are worth comparing.
//!
//! Three nets, each blind where another sees: rare names that both hold, near vectors, rare words
//! that both hold. None of them looks at more than a bounded number of documents a document, but
//! for the vectors, whose products are cheap.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::features::Profile;
use crate::types::similarity;

/// Documents that may share a name or word before it tells too little to pair them.
const CROWD: usize = 60;
/// Nearest neighbours by vector.
const NEIGHBOURS: usize = 24;
/// Below this, documents are not about one matter; measured on documents of one event in eight
/// languages, whose lowest products are about 0.25.
const NEAR: f32 = 0.2;
/// Most telling words of a document that are looked up.
const WORDS: usize = 12;

/// Pairs `(a, b)` with `a < b`, sorted. Positions are those of `profiles`.
pub fn pairs(profiles: &[Profile]) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    let names = profiles.iter().map(|p| p.actors.iter().chain(&p.places).map(|x| x.entity).collect());
    postings(names.collect(), &mut pairs);
    let words = profiles.iter().map(|p| {
        let mut best = p.words.clone();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        best.into_iter().take(WORDS).map(|w| w.0).collect()
    });
    postings(words.collect(), &mut pairs);
    neighbours(profiles, &mut pairs);
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Pair the documents that share a key, unless a crowd does.
fn postings(keys: Vec<Vec<u32>>, pairs: &mut Vec<(u32, u32)>) {
    let mut holders: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (document, keys) in keys.iter().enumerate() {
        keys.iter().for_each(|&k| holders.entry(k).or_default().push(document as u32));
    }
    for holders in holders.values().filter(|h| h.len() <= CROWD) {
        for (i, &a) in holders.iter().enumerate() {
            pairs.extend(holders[i + 1..].iter().map(|&b| (a, b)));
        }
    }
}

fn neighbours(profiles: &[Profile], pairs: &mut Vec<(u32, u32)>) {
    let found: Vec<Vec<(u32, u32)>> = (0..profiles.len())
        .into_par_iter()
        .map(|a| {
            let vector = &profiles[a].annotated.vector;
            if vector.is_empty() {
                return Vec::new();
            }
            let mut near: Vec<(f32, u32)> = Vec::new();
            for (b, other) in profiles.iter().enumerate() {
                let other = &other.annotated.vector;
                if b == a || other.len() != vector.len() {
                    continue;
                }
                let product = similarity(vector, other);
                if product >= NEAR {
                    near.push((product, b as u32));
                }
            }
            near.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
            near.truncate(NEIGHBOURS);
            near.into_iter().map(|(_, b)| (b.min(a as u32), b.max(a as u32))).collect()
        })
        .collect();
    pairs.extend(found.into_iter().flatten());
}
