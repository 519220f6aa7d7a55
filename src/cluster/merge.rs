//! Pairs to groups: average-link agglomeration.
//!
//! Two groups join while the mean log-odds of all their pairs is above zero, the best first. A
//! single strong pair cannot chain two groups whose other members speak against it.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BinaryHeap},
};

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
/// pairs `(a, b)`, `a < b`.
pub fn agglomerate(n: usize, scores: &[(u32, u32, f32)]) -> Vec<Vec<u32>> {
    let mut members: Vec<Vec<u32>> = (0..n as u32).map(|i| vec![i]).collect();
    // For each group the others with which it shares scored pairs: their sum and number.
    let mut links: Vec<BTreeMap<u32, (f64, u32)>> = vec![BTreeMap::new(); n];
    for &(a, b, score) in scores {
        links[a as usize].insert(b, (f64::from(score), 1));
        links[b as usize].insert(a, (f64::from(score), 1));
    }
    let offer = |members: &[Vec<u32>], a: u32, b: u32, (sum, count): (f64, u32)| {
        let (a, b) = (a.min(b), a.max(b));
        let sizes = (members[a as usize].len() as u32, members[b as usize].len() as u32);
        let all = f64::from(sizes.0) * f64::from(sizes.1);
        let mean = ((sum + (all - f64::from(count)) * f64::from(UNSEEN)) / all) as f32;
        (mean > 0.0).then_some(Offer { mean, a, b, sizes })
    };
    let mut heap: BinaryHeap<Offer> =
        scores.iter().filter_map(|&(a, b, score)| offer(&members, a, b, (f64::from(score), 1))).collect();
    while let Some(Offer { a, b, sizes, .. }) = heap.pop() {
        let now = (members[a as usize].len() as u32, members[b as usize].len() as u32);
        if now != sizes {
            continue;
        }
        let moved = std::mem::take(&mut members[b as usize]);
        members[a as usize].extend(moved);
        let theirs = std::mem::take(&mut links[b as usize]);
        links[a as usize].remove(&b);
        for (other, (sum, count)) in theirs {
            if other == a {
                continue;
            }
            let back = &mut links[other as usize];
            back.remove(&b);
            let joined = back.get(&a).map_or((sum, count), |l| (l.0 + sum, l.1 + count));
            back.insert(a, joined);
            links[a as usize].insert(other, joined);
        }
        for (&other, &link) in &links[a as usize] {
            heap.extend(offer(&members, a, other, link));
        }
    }
    let mut groups: Vec<Vec<u32>> = members.into_iter().filter(|m| !m.is_empty()).collect();
    groups.iter_mut().for_each(|g| g.sort_unstable());
    groups.sort();
    groups
}

/// Groups that hang together by any score above `from`: pairs across them need no look.
pub fn components(n: usize, scores: &[(u32, u32, f32)], from: f32) -> Vec<Vec<u32>> {
    let mut root: Vec<u32> = (0..n as u32).collect();
    fn find(root: &mut [u32], mut i: u32) -> u32 {
        while root[i as usize] != i {
            root[i as usize] = root[root[i as usize] as usize];
            i = root[i as usize];
        }
        i
    }
    for &(a, b, score) in scores {
        if score >= from {
            let (a, b) = (find(&mut root, a), find(&mut root, b));
            root[a.max(b) as usize] = a.min(b);
        }
    }
    let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for i in 0..n as u32 {
        groups.entry(find(&mut root, i)).or_default().push(i);
    }
    groups.into_values().collect()
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
        let groups = agglomerate(6, &scores);
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
        let expected = agglomerate(9, &scores);
        assert_eq!(expected, [vec![0, 3, 6], vec![1, 4, 7], vec![2, 5, 8]]);
        scores.reverse();
        assert_eq!(agglomerate(9, &scores), expected);
    }

    #[test]
    fn pairs_without_a_score_speak_against_a_join() {
        assert_eq!(agglomerate(3, &[(0, 1, 3.0), (1, 2, 1.0)]), [vec![0, 1], vec![2]]);
        assert_eq!(agglomerate(3, &[(0, 1, 3.0), (1, 2, 2.5)]), [vec![0, 1, 2]]);
    }

    #[test]
    fn components_hang_together() {
        assert_eq!(components(4, &[(0, 2, 1.0), (2, 3, -1.0)], 0.0), [vec![0, 2], vec![1], vec![3]]);
    }
}
