//! Pairs to groups: average-link agglomeration.
//!
//! Two groups join while the mean log-odds of all their pairs is above zero, the best first. A
//! single strong pair cannot chain two groups whose other members speak against it.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet, BinaryHeap},
};

use crate::types::DisjointSets;

/// Log-odds of a pair that no net brought up: they share neither a rare name nor rare words, and
/// there are nearer documents.
pub const UNSEEN: f32 = -2.0;

/// A join that may be made, by its mean log-odds; of equals the one with the lower members first.
#[derive(PartialEq)]
struct Offer {
    mean: f32,
    a: u32,
    b: u32,
    /// Sizes at the time of the offer: an offer whose groups have grown since is stale.
    sizes: (u32, u32),
}

impl Eq for Offer {}

impl Ord for Offer {
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean.total_cmp(&other.mean).then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Offer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Groups of `0..n`, each sorted, in the order of their first members. `scores` are log-odds of
/// pairs `(a, b)`, `a < b`. What stands in one list of `together` is in one group whatever its scores, and
/// no group holds a pair of `apart`; the two must not contradict each other.
pub fn agglomerate(
    n: usize,
    scores: &[(u32, u32, f32)],
    together: &[Vec<u32>],
    apart: &[(u32, u32)],
) -> Vec<Vec<u32>> {
    let mut groups = Groups::new(n, scores, apart);
    for list in together {
        if let Some(&first) = list.iter().min() {
            list.iter().filter(|&&other| other != first).for_each(|&other| groups.join(first, other));
        }
    }
    let mut heap: BinaryHeap<Offer> =
        (0..n as u32).flat_map(|a| groups.offers(a).filter(move |offer| offer.a == a)).collect();
    while let Some(Offer { a, b, sizes, .. }) = heap.pop() {
        if sizes == groups.sizes(a, b) {
            groups.join(a, b);
            heap.extend(groups.offers(a));
        }
    }
    let mut groups: Vec<Vec<u32>> = groups.members.into_iter().filter(|m| !m.is_empty()).collect();
    groups.iter_mut().for_each(|g| g.sort_unstable());
    groups.sort();
    groups
}

/// Groups on their way, each at the place of its first member; a group that was joined to another is empty.
struct Groups {
    members: Vec<Vec<u32>>,
    /// For each group the others with which it shares scored pairs: their sum and number.
    links: Vec<BTreeMap<u32, (f64, u32)>>,
    /// For each group the others that it must not join.
    barred: Vec<BTreeSet<u32>>,
}

impl Groups {
    fn new(n: usize, scores: &[(u32, u32, f32)], apart: &[(u32, u32)]) -> Groups {
        let members = (0..n as u32).map(|i| vec![i]).collect();
        let mut groups =
            Groups { members, links: vec![BTreeMap::new(); n], barred: vec![BTreeSet::new(); n] };
        for &(a, b, score) in scores {
            groups.links[a as usize].insert(b, (f64::from(score), 1));
            groups.links[b as usize].insert(a, (f64::from(score), 1));
        }
        for &(a, b) in apart {
            groups.barred[a as usize].insert(b);
            groups.barred[b as usize].insert(a);
        }
        groups
    }

    fn sizes(&self, a: u32, b: u32) -> (u32, u32) {
        (self.members[a as usize].len() as u32, self.members[b as usize].len() as u32)
    }

    /// The joins that a group may make.
    fn offers(&self, a: u32) -> impl Iterator<Item = Offer> {
        let barred = &self.barred[a as usize];
        let others = self.links[a as usize].iter().filter(|(other, _)| !barred.contains(other));
        others.filter_map(move |(&other, &(sum, count))| {
            let (a, b) = (a.min(other), a.max(other));
            let sizes = self.sizes(a, b);
            let all = f64::from(sizes.0) * f64::from(sizes.1);
            let mean = ((sum + (all - f64::from(count)) * f64::from(UNSEEN)) / all) as f32;
            (mean > 0.0).then_some(Offer { mean, a, b, sizes })
        })
    }

    /// Moves `b` into `a`, which comes before it.
    fn join(&mut self, a: u32, b: u32) {
        let moved = std::mem::take(&mut self.members[b as usize]);
        self.members[a as usize].extend(moved);
        let theirs = std::mem::take(&mut self.links[b as usize]);
        self.links[a as usize].remove(&b);
        for (other, (sum, count)) in theirs {
            if other == a {
                continue;
            }
            let back = &mut self.links[other as usize];
            back.remove(&b);
            let joined = back.get(&a).map_or((sum, count), |l| (l.0 + sum, l.1 + count));
            back.insert(a, joined);
            self.links[a as usize].insert(other, joined);
        }
        for other in std::mem::take(&mut self.barred[b as usize]) {
            self.barred[other as usize].remove(&b);
            self.barred[other as usize].insert(a);
            self.barred[a as usize].insert(other);
        }
    }
}

/// Groups that hang together by any score above `from`: pairs across them need no look.
pub fn components(n: usize, scores: &[(u32, u32, f32)], from: f32) -> Vec<Vec<u32>> {
    let mut sets = DisjointSets::new(n);
    for &(a, b, _) in scores.iter().filter(|(.., score)| *score >= from) {
        sets.join(a as usize, b as usize);
    }
    sets.all().into_iter().map(|set| set.into_iter().map(|i| i as u32).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_strong_pair_does_not_chain_two_groups() {
        let scores = [
            (0, 1, 4.0),
            (0, 2, 4.0),
            (1, 2, 4.0),
            (3, 4, 4.0),
            (2, 3, 4.5),
            (0, 3, -4.0),
            (1, 3, -4.0),
            (2, 4, -4.0),
            (0, 4, -4.0),
            (1, 4, -4.0),
        ];
        // 2 and 3 join first, being nearest; what they then hold decides.
        let groups = agglomerate(6, &scores, &[], &[]);
        assert!(groups.iter().all(|g| g.len() <= 3), "{groups:?}");
        assert!(groups.contains(&vec![5]));
    }

    #[test]
    fn order_of_the_pairs_does_not_matter() {
        let mut scores: Vec<(u32, u32, f32)> = Vec::new();
        for a in 0..9 {
            for b in a + 1..9 {
                scores.push((a, b, if a % 3 == b % 3 { 1.5 } else { -1.0 }));
            }
        }
        let expected = agglomerate(9, &scores, &[], &[]);
        assert_eq!(expected, [vec![0, 3, 6], vec![1, 4, 7], vec![2, 5, 8]]);
        scores.reverse();
        assert_eq!(agglomerate(9, &scores, &[], &[]), expected);
    }

    #[test]
    fn pairs_without_a_score_speak_against_a_join() {
        assert_eq!(agglomerate(3, &[(0, 1, 3.0), (1, 2, 1.0)], &[], &[]), [vec![0, 1], vec![2]]);
        assert_eq!(agglomerate(3, &[(0, 1, 3.0), (1, 2, 2.5)], &[], &[]), [vec![0, 1, 2]]);
    }

    #[test]
    fn what_is_decided_holds_and_the_rest_follows() {
        let all: Vec<(u32, u32, f32)> =
            (0..5).flat_map(|a| (a + 1..5).map(move |b| (a, b, 2.0 + 0.1 * (a + b) as f32))).collect();
        assert_eq!(agglomerate(5, &all, &[], &[]), [vec![0, 1, 2, 3, 4]]);
        // What is near both sides goes to the nearer one.
        let parts = agglomerate(5, &all, &[], &[(0, 4)]);
        assert_eq!(parts, [vec![0], vec![1, 2, 3, 4]]);
        // A ban goes with the group that it came into.
        assert_eq!(agglomerate(5, &all, &[vec![0, 3]], &[(0, 4)]), [vec![0, 3], vec![1, 2, 4]]);
        // No score is needed to be joined, and three that are kept apart are three.
        assert_eq!(agglomerate(4, &[], &[vec![1, 3]], &[]), [vec![0], vec![1, 3], vec![2]]);
        let pairs: Vec<_> = all.iter().filter(|pair| pair.1 < 3).copied().collect();
        let three = agglomerate(3, &pairs, &[], &[(0, 1), (0, 2), (1, 2)]);
        assert_eq!(three, [vec![0], vec![1], vec![2]]);
    }

    #[test]
    fn components_hang_together() {
        assert_eq!(components(4, &[(0, 2, 1.0), (2, 3, -1.0)], 0.0), [vec![0, 2], vec![1], vec![3]]);
    }
}
