//! Which pairs of documents are worth comparing.
//!
//! Three nets, each blind where another sees: rare names that both hold, rare words that both hold, near
//! vectors. Each document looks back over a window of those before it and takes a bounded number from each
//! net, so that what an article costs does not grow with the stream.

use std::collections::VecDeque;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::features::Profile;
use crate::types::similarity;

/// Documents that one looks back on.
const WINDOW: usize = 4000;
/// Days between publications after which the same words tell of something else.
const DAYS: i64 = 31;
/// Documents of a window that may share a name or word before it tells too little to pair them.
const CROWD: usize = 60;
/// Earlier documents that share most with one.
const SHARING: usize = 40;
/// Nearest neighbours by vector.
const NEIGHBOURS: usize = 24;
/// Below this, documents are not about one matter; measured on documents of one event in eight
/// languages, whose lowest products are about 0.25.
const NEAR: f32 = 0.2;
/// Most telling words of a document that are looked up.
const WORDS: usize = 12;

/// Pairs `(a, b)` with `a < b`, sorted. Positions are those of `profiles`, which are in time order.
pub fn pairs(profiles: &[Profile]) -> Vec<(u32, u32)> {
    let names = |p: &Profile| p.actors.iter().chain(&p.places).map(|x| x.entity).collect();
    let words = |p: &Profile| {
        let mut best = p.words.clone();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        best.into_iter().take(WORDS).map(|w| w.0).collect()
    };
    let mut pairs = sharing(profiles, names);
    pairs.extend(sharing(profiles, words));
    pairs.extend(neighbours(profiles));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn is_near_in_time(a: &Profile, b: &Profile) -> bool {
    a.published.zip(b.published).is_none_or(|(x, y)| (x - y).abs() <= DAYS)
}

/// Each document with the earlier ones that share most keys with it, the rarer key counting more.
fn sharing(profiles: &[Profile], keys: impl Fn(&Profile) -> Vec<u32>) -> Vec<(u32, u32)> {
    let mut holders: FxHashMap<u32, VecDeque<u32>> = FxHashMap::default();
    let mut pairs = Vec::new();
    for (at, profile) in profiles.iter().enumerate() {
        let first = at.saturating_sub(WINDOW) as u32;
        let mut shared: FxHashMap<u32, f32> = FxHashMap::default();
        for key in keys(profile) {
            let holders = holders.entry(key).or_default();
            while holders.front().is_some_and(|&h| h < first) {
                holders.pop_front();
            }
            if holders.len() < CROWD {
                let tells = 1.0 / (1.0 + holders.len() as f32).sqrt();
                holders.iter().for_each(|&h| *shared.entry(h).or_default() += tells);
            }
            holders.push_back(at as u32);
        }
        let mut most: Vec<(f32, u32)> = shared.into_iter().map(|(other, tells)| (tells, other)).collect();
        most.retain(|m| is_near_in_time(profile, &profiles[m.1 as usize]));
        // Of equals the later.
        most.sort_by(|x, y| y.0.total_cmp(&x.0).then(y.1.cmp(&x.1)));
        pairs.extend(most.into_iter().take(SHARING).map(|(_, other)| (other, at as u32)));
        // Keys that nobody in the window holds are of no use.
        if at % WINDOW == WINDOW - 1 {
            holders.retain(|_, h| h.back().is_some_and(|&last| last > first));
        }
    }
    pairs
}

fn neighbours(profiles: &[Profile]) -> Vec<(u32, u32)> {
    let found = (0..profiles.len()).into_par_iter().flat_map_iter(|at| {
        let profile = &profiles[at];
        let vector = &profile.vector;
        let mut near: Vec<(f32, u32)> = Vec::new();
        if !vector.is_empty() {
            for (other, b) in profiles.iter().enumerate().take(at).skip(at.saturating_sub(WINDOW)) {
                let product = similarity(vector, &b.vector);
                if product >= NEAR && is_near_in_time(profile, b) {
                    near.push((product, other as u32));
                }
            }
        }
        near.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        near.truncate(NEIGHBOURS);
        near.into_iter().map(move |(_, other)| (other, at as u32))
    });
    found.collect()
}
