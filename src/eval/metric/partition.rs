//! Scores of two groupings of the same items, as scikit-learn defines them.

use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grouping {
    /// Adjusted Rand index, from -1 to 1; 0 is chance (Hubert and Arabie 1985).
    pub ari: f64,
    /// Groups hold items of one gold group only (Rosenberg and Hirschberg 2007).
    pub homogeneity: f64,
    /// Items of one gold group stand in one group.
    pub completeness: f64,
    /// Harmonic mean of the two.
    pub v_measure: f64,
    pub items: usize,
}

/// Scores the groups of items: each item with its gold group and its predicted one. `None` without items.
pub fn grouping<G: Ord, P: Ord>(items: &[(G, P)]) -> Option<Grouping> {
    if items.is_empty() {
        return None;
    }
    let (mut cells, mut gold, mut predicted) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (g, p) in items {
        *cells.entry((g, p)).or_insert(0u64) += 1;
        *gold.entry(g).or_insert(0u64) += 1;
        *predicted.entry(p).or_insert(0u64) += 1;
    }
    let n = items.len() as u64;
    let squares = |sizes: &mut dyn Iterator<Item = u64>| sizes.map(|n| u128::from(n) * u128::from(n)).sum();
    let together: u128 = squares(&mut cells.values().copied());
    let in_gold: u128 = squares(&mut gold.values().copied());
    let in_predicted: u128 = squares(&mut predicted.values().copied());
    // Ordered pairs: in one group on both sides, on one only, on none.
    let both = (together - u128::from(n)) as f64;
    let gold_only = (in_gold - together) as f64;
    let predicted_only = (in_predicted - together) as f64;
    let none = (u128::from(n) * u128::from(n) + together - in_gold - in_predicted) as f64;
    let ari = if gold_only == 0.0 && predicted_only == 0.0 {
        1.0
    } else {
        2.0 * (both * none - gold_only * predicted_only)
            / ((both + gold_only) * (gold_only + none) + (both + predicted_only) * (predicted_only + none))
    };
    let (gold_entropy, predicted_entropy) =
        (entropy(gold.values().copied(), n), entropy(predicted.values().copied(), n));
    let total = n as f64;
    let information: f64 = cells
        .iter()
        .map(|((g, p), &shared)| {
            let shared = shared as f64;
            shared / total * (shared.ln() + total.ln() - (gold[g] as f64).ln() - (predicted[p] as f64).ln())
        })
        .sum();
    let share = |entropy: f64| if entropy > 0.0 { information / entropy } else { 1.0 };
    let (homogeneity, completeness) = (share(gold_entropy), share(predicted_entropy));
    let sum = homogeneity + completeness;
    let v_measure = if sum > 0.0 { 2.0 * homogeneity * completeness / sum } else { 0.0 };
    Some(Grouping { ari, homogeneity, completeness, v_measure, items: items.len() })
}

fn entropy(sizes: impl ExactSizeIterator<Item = u64>, n: u64) -> f64 {
    if sizes.len() == 1 {
        return 0.0;
    }
    -sizes.map(|size| size as f64 / n as f64).map(|share| share * share.ln()).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_scale() {
        let same = grouping(&[(1, 'a'), (1, 'a'), (2, 'b')]).unwrap();
        assert_eq!(same.ari, 1.0);
        assert!((same.v_measure - 1.0).abs() < 1e-12);
        let lumped = grouping(&[(1, 'a'), (1, 'a'), (2, 'a'), (2, 'a')]).unwrap();
        assert_eq!((lumped.ari, lumped.completeness), (0.0, 1.0));
        assert!(lumped.homogeneity.abs() < 1e-12);
        assert_eq!(grouping::<u8, u8>(&[]), None);
    }
}
