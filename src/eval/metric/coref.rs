//! Scores of one clustering against another, as the reference coreference scorer defines them
//! (Pradhan et al. 2014; BLANC as in Recasens and Hovy 2011 and Luo et al. 2014; LEA as in Moosavi and
//! Strube 2016). Clusters of one mention count. Mentions that only one side has take part as they do there.

use super::{Prf, heaviest};

/// Clusters of mentions; a mention is a number, and stands in at most one cluster of a side.
pub type Chains = Vec<Vec<u32>>;

/// Mention and share of its cluster, in order of mentions.
pub type Shares = Vec<(u32, f64)>;

/// All scores of a clustering.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coref {
    /// Pairs of mentions in one cluster, as neleval's `pairwise`.
    pub pairs: Prf,
    pub muc: Prf,
    pub b_cubed: Prf,
    pub ceaf_m: Prf,
    pub ceaf_e: Prf,
    pub lea: Prf,
    /// Recall, precision and F are means over the two kinds of links, so they are no fractions.
    pub blanc: Option<[f64; 3]>,
    /// B³ recall of each gold mention and precision of each predicted one.
    pub gold_shares: Shares,
    pub predicted_shares: Shares,
}

impl Coref {
    /// Mean F1 of MUC, B³ and CEAF-e, the score of CoNLL-2012. As there, MUC counts 0 where there is no
    /// pair to find. `None` without gold.
    pub fn conll(&self) -> Option<f64> {
        Some((self.muc.f1().unwrap_or(0.0) + self.b_cubed.f1()? + self.ceaf_e.f1()?) / 3.0)
    }
}

/// Scores `predicted` against `gold`.
pub fn coref(gold: &Chains, predicted: &Chains) -> Coref {
    let shared = Shared::new(gold, predicted);
    let (b_cubed, gold_shares, predicted_shares) = shared.b_cubed();
    Coref {
        pairs: shared.pairs(),
        muc: shared.muc(),
        b_cubed,
        ceaf_m: shared.ceaf(|n, _, _| n, |n| n),
        ceaf_e: shared.ceaf(|n, a, b| 2.0 * n / (a + b), |_| 1.0),
        lea: shared.lea(),
        blanc: shared.blanc(),
        gold_shares,
        predicted_shares,
    }
}

/// How many mentions each gold cluster shares with each predicted one.
struct Shared<'c> {
    gold: &'c Chains,
    predicted: &'c Chains,
    /// Gold cluster, predicted cluster, mentions in both; sorted.
    cells: Vec<(u32, u32, u64)>,
}

fn choose_two(n: u64) -> u64 {
    n * n.saturating_sub(1) / 2
}

impl<'c> Shared<'c> {
    fn new(gold: &'c Chains, predicted: &'c Chains) -> Self {
        let places = |chains: &Chains| {
            let of = |(i, chain): (usize, &Vec<u32>)| -> Vec<(u32, u32)> {
                chain.iter().map(|&mention| (mention, i as u32)).collect()
            };
            let mut places: Vec<(u32, u32)> = chains.iter().enumerate().flat_map(of).collect();
            places.sort_unstable();
            places
        };
        let (a, b) = (places(gold), places(predicted));
        let mut both: Vec<(u32, u32)> = Vec::new();
        let mut j = 0;
        for &(mention, cluster) in &a {
            while b.get(j).is_some_and(|other| other.0 < mention) {
                j += 1;
            }
            if let Some(other) = b.get(j).filter(|other| other.0 == mention) {
                both.push((cluster, other.1));
            }
        }
        both.sort_unstable();
        let cells = both.chunk_by(|x, y| x == y).map(|same| (same[0].0, same[0].1, same.len() as u64));
        Self { gold, predicted, cells: cells.collect() }
    }

    /// Sum of `value` over the gold clusters' sizes, and over the predicted ones'.
    fn sizes(&self, value: impl Fn(u64) -> f64) -> [f64; 2] {
        [self.gold, self.predicted].map(|side| side.iter().map(|chain| value(chain.len() as u64)).sum())
    }

    fn pairs(&self) -> Prf {
        let right: u64 = self.cells.iter().map(|cell| choose_two(cell.2)).sum();
        let [gold, predicted] = self.sizes(|n| choose_two(n) as f64);
        Prf::new(right as f64, predicted, right as f64, gold)
    }

    /// A cluster of n mentions needs n-1 links; each piece beyond the first that the other side cuts it
    /// into is a link missed. The links kept are, on both sides, the shared mentions less the pieces.
    fn muc(&self) -> Prf {
        let kept: f64 = self.cells.iter().map(|cell| (cell.2 - 1) as f64).sum();
        let [gold, predicted] = self.sizes(|n| n as f64 - 1.0);
        Prf::new(kept, predicted, kept, gold)
    }

    /// With the shares of gold and of predicted mentions.
    fn b_cubed(&self) -> (Prf, Shares, Shares) {
        let mut gold = vec![Vec::new(); self.gold.len()];
        let mut predicted = vec![Vec::new(); self.predicted.len()];
        for &(g, p, n) in &self.cells {
            gold[g as usize].push((p, n));
            predicted[p as usize].push((g, n));
        }
        let recall = shares(self.gold, self.predicted, &gold);
        let precision = shares(self.predicted, self.gold, &predicted);
        let squares = |chains: &Chains, cells: &[Vec<(u32, u64)>]| -> f64 {
            let of = |(chain, cells): (&Vec<u32>, &Vec<(u32, u64)>)| {
                cells.iter().map(|cell| (cell.1 * cell.1) as f64).sum::<f64>() / chain.len() as f64
            };
            chains.iter().zip(cells).filter(|(chain, _)| !chain.is_empty()).map(of).sum()
        };
        let [gold_size, predicted_size] = self.sizes(|n| n as f64);
        let prf = Prf::new(
            squares(self.predicted, &predicted),
            predicted_size,
            squares(self.gold, &gold),
            gold_size,
        );
        (prf, recall, precision)
    }

    fn ceaf(&self, likeness: fn(f64, f64, f64) -> f64, own: fn(f64) -> f64) -> Prf {
        let pairs: Vec<(u32, u32, f64)> = self
            .cells
            .iter()
            .map(|&(g, p, n)| {
                let size = |side: &Chains, i: u32| side[i as usize].len() as f64;
                (g, p, likeness(n as f64, size(self.gold, g), size(self.predicted, p)))
            })
            .collect();
        let best = heaviest(&pairs);
        let [gold, predicted] = self.sizes(|n| own(n as f64));
        Prf::new(best, predicted, best, gold)
    }

    fn lea(&self) -> Prf {
        let mut links = [vec![0u64; self.gold.len()], vec![0u64; self.predicted.len()]];
        for &(g, p, n) in &self.cells {
            let alone = self.gold[g as usize].len() == 1 && self.predicted[p as usize].len() == 1;
            let resolved = if alone { 1 } else { choose_two(n) };
            links[0][g as usize] += resolved;
            links[1][p as usize] += resolved;
        }
        let side = |chains: &Chains, links: &[u64]| -> f64 {
            let of = |(chain, &found): (&Vec<u32>, &u64)| {
                let n = chain.len() as u64;
                n as f64 * found as f64 / choose_two(n).max(1) as f64
            };
            chains.iter().zip(links).map(of).sum()
        };
        let [gold, predicted] = self.sizes(|n| n as f64);
        Prf::new(side(self.predicted, &links[1]), predicted, side(self.gold, &links[0]), gold)
    }

    /// Recall, precision, F. Where one side has no link of a kind, as the reference scorer has it.
    fn blanc(&self) -> Option<[f64; 3]> {
        let [gold_size, predicted_size] = self.sizes(|n| n as f64).map(|n| n as u64);
        if gold_size == 0 {
            return None;
        }
        let [gold_links, predicted_links] = self.sizes(|n| choose_two(n) as f64).map(|n| n as u64);
        let common: u64 = self.cells.iter().map(|cell| cell.2).sum();
        if gold_size == 1 && predicted_size == 1 {
            return Some([common as f64; 3]);
        }
        // Mentions that both sides have, and how each side joins them.
        let within = |key: fn(&(u32, u32, u64)) -> u32, n: usize| -> u64 {
            let mut sums = vec![0u64; n];
            self.cells.iter().for_each(|cell| sums[key(cell) as usize] += cell.2);
            sums.into_iter().map(choose_two).sum()
        };
        let right: u64 = self.cells.iter().map(|cell| choose_two(cell.2)).sum();
        let joined = within(|cell| cell.0, self.gold.len()) + within(|cell| cell.1, self.predicted.len());
        let apart = choose_two(common) + right - joined;
        let (gold_apart, predicted_apart) =
            (choose_two(gold_size) - gold_links, choose_two(predicted_size) - predicted_links);
        let score = |right: u64, gold: u64, predicted: u64| match (gold, predicted) {
            (0, 0) => [1.0; 3],
            (0, _) | (_, 0) => [0.0; 3],
            _ => [
                right as f64 / gold as f64,
                right as f64 / predicted as f64,
                2.0 * right as f64 / (gold + predicted) as f64,
            ],
        };
        let together = score(right, gold_links, predicted_links);
        let apart = score(apart, gold_apart, predicted_apart);
        Some(match (gold_links, gold_apart) {
            (0, _) => apart,
            (_, 0) => together,
            _ => [0, 1, 2].map(|i| (together[i] + apart[i]) / 2.0),
        })
    }
}

/// For each mention of `chains`, the share of its cluster that the other side joins with it.
fn shares(chains: &Chains, other: &Chains, cells: &[Vec<(u32, u64)>]) -> Shares {
    let most = chains.iter().chain(other).flatten().copied().max().map_or(0, |most| most as usize + 1);
    let mut place: Vec<Option<u32>> = vec![None; most];
    for (i, chain) in (0..).zip(other) {
        chain.iter().for_each(|&mention| place[mention as usize] = Some(i));
    }
    let mut out = Shares::new();
    for (chain, cells) in chains.iter().zip(cells) {
        for &mention in chain {
            // Cells stand in order of the other side's clusters.
            let cell =
                place[mention as usize].and_then(|at| cells.binary_search_by_key(&at, |cell| cell.0).ok());
            let found = cell.map_or(0, |i| cells[i].1);
            out.push((mention, found as f64 / chain.len() as f64));
        }
    }
    out.sort_unstable_by_key(|share| share.0);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example of Pradhan et al. 2014, with the figures of their program: key {a b c} {d e f g}, response {a b} {c d} {f g h i}.
    #[test]
    fn the_example_of_the_reference_paper() {
        let gold = vec![vec![0, 1, 2], vec![3, 4, 5, 6]];
        let predicted = vec![vec![0, 1], vec![2, 3], vec![5, 6, 7, 8]];
        let scores = coref(&gold, &predicted);
        let close = |score: Option<f64>, expected: f64| {
            assert!((score.unwrap() - expected).abs() < 5e-3, "{score:?} {expected}");
        };
        close(scores.muc.recall(), 0.40);
        close(scores.muc.precision(), 0.40);
        close(scores.b_cubed.recall(), 0.42);
        close(scores.b_cubed.precision(), 0.50);
        close(scores.b_cubed.f1(), 0.4545);
        close(scores.ceaf_m.f1(), 0.53);
        close(scores.ceaf_e.recall(), 0.65);
        close(scores.ceaf_e.precision(), 0.43);
        close(scores.ceaf_e.f1(), 0.52);
        close(scores.blanc.map(|b| b[0]), 0.444);
        close(scores.blanc.map(|b| b[1]), 0.325);
        close(scores.blanc.map(|b| b[2]), 0.3676);
        let mean: f64 = scores.gold_shares.iter().map(|s| s.1).sum::<f64>() / 7.0;
        close(scores.b_cubed.recall(), mean);
    }

    #[test]
    fn nothing_against_nothing_has_no_score() {
        let scores = coref(&vec![], &vec![vec![1, 2]]);
        assert_eq!((scores.b_cubed.f1(), scores.blanc, scores.conll()), (None, None, None));
        assert_eq!(coref(&vec![vec![1, 2]], &vec![]).conll(), Some(0.0));
    }
}
