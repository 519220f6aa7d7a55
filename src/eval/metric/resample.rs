//! How sure a score is: bootstrap over documents (Efron 1979), the same numbers every time.

use std::ops::Add;

/// The middle 95 % of the resampled scores.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

/// Two runs on the same documents.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairedTest {
    /// Second score minus first, with its interval.
    pub difference: f64,
    pub interval: Interval,
    /// Two-sided: twice the share of resamples in which the difference is gone or turned round, at most 1
    /// (Efron and Tibshirani 1993; Koehn 2004).
    pub p: f64,
}

const RESAMPLES: usize = 1000;
const SEED: u64 = 0x5eed_e40d_47a1_0001;

/// SplitMix64 (Steele et al. 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }
}

/// The interval of a score over parts (documents) that can be added up. `None` for fewer than two parts, or
/// where resamples lack a score.
pub fn interval<T: Copy + Default + Add<Output = T>>(
    parts: &[T],
    score: impl Fn(T) -> Option<f64>,
) -> Option<Interval> {
    resample(parts, |drawn| score(drawn.fold(T::default(), T::add))).map(middle)
}

/// Compares two scores over the same parts. `None` as for [`interval`].
pub fn paired<T: Copy + Default + Add<Output = T>>(
    parts: &[(T, T)],
    score: impl Fn(T) -> Option<f64>,
) -> Option<PairedTest> {
    let difference = |drawn: &mut dyn Iterator<Item = (T, T)>| {
        let (a, b) = drawn.fold((T::default(), T::default()), |(a, b), (x, y)| (a + x, b + y));
        Some(score(b)? - score(a)?)
    };
    let observed = difference(&mut parts.iter().copied())?;
    let differences = resample(parts, difference)?;
    let other_side =
        differences.iter().filter(|&&d| if observed > 0.0 { d <= 0.0 } else { d >= 0.0 }).count();
    let p = (2.0 * (other_side + 1) as f64 / (differences.len() + 1) as f64).min(1.0);
    Some(PairedTest { difference: observed, interval: middle(differences), p })
}

/// Scores of the resamples, sorted.
fn resample<T: Copy>(
    parts: &[T],
    score: impl Fn(&mut dyn Iterator<Item = T>) -> Option<f64>,
) -> Option<Vec<f64>> {
    if parts.len() < 2 {
        return None;
    }
    let mut random = Random(SEED);
    let mut scores = Vec::with_capacity(RESAMPLES);
    for _ in 0..RESAMPLES {
        scores.extend(score(&mut (0..parts.len()).map(|_| parts[random.below(parts.len())])));
    }
    scores.sort_unstable_by(f64::total_cmp);
    (scores.len() * 2 > RESAMPLES).then_some(scores)
}

/// The 2.5th and the 97.5th percentile of sorted scores.
fn middle(scores: Vec<f64>) -> Interval {
    let at = |share: f64| scores[((scores.len() - 1) as f64 * share).round() as usize];
    Interval { low: at(0.025), high: at(0.975) }
}

#[cfg(test)]
mod tests {
    use super::{super::Prf, *};

    #[test]
    fn an_interval_holds_the_score_and_narrows_with_documents() {
        let part = |i: usize| Prf::counts(usize::from(!i.is_multiple_of(4)), 1, 1);
        let width = |n: usize| {
            let parts: Vec<Prf> = (0..n).map(part).collect();
            let found = interval(&parts, Prf::f1).unwrap();
            assert!(found.low <= 0.75 && 0.75 <= found.high, "{found:?}");
            assert_eq!(interval(&parts, Prf::f1), Some(found), "the seed is fixed");
            found.high - found.low
        };
        assert!(width(1000) < width(40));
        assert_eq!(interval(&[part(0)], Prf::f1), None);
    }

    #[test]
    fn a_clear_difference_is_told_from_none() {
        let part = |right: bool| Prf::counts(usize::from(right), 1, 1);
        let better: Vec<_> = (0..200).map(|i| (part(i % 2 == 0), part(i % 10 != 1))).collect();
        let found = paired(&better, Prf::f1).unwrap();
        assert!(found.p < 0.01 && found.interval.low > 0.0, "{found:?}");
        let same: Vec<_> = (0..200).map(|i| (part(i % 2 == 0), part(i % 2 == 0))).collect();
        let found = paired(&same, Prf::f1).unwrap();
        assert_eq!((found.difference, found.p), (0.0, 1.0));
    }
}
