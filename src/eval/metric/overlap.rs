//! The four matching modes of SemEval-2013 task 9, as nervaluate 1.2 counts them.
//!
//! Each predicted span, in text order, takes one gold span that no earlier one took. Spans that share at
//! least 1 % of the gold one touch.

use super::{LabelledSpan, Prf};

/// What became of the spans under one mode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OverlapCounts {
    pub correct: usize,
    pub incorrect: usize,
    pub partial: usize,
    pub missed: usize,
    pub spurious: usize,
}

impl OverlapCounts {
    /// A partial match is worth half.
    pub fn prf(self) -> Prf {
        let right = self.correct as f64 + 0.5 * self.partial as f64;
        let both = self.correct + self.incorrect + self.partial;
        Prf::new(right, (both + self.spurious) as f64, right, (both + self.missed) as f64)
    }
}

impl std::ops::Add for OverlapCounts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            correct: self.correct + other.correct,
            incorrect: self.incorrect + other.incorrect,
            partial: self.partial + other.partial,
            missed: self.missed + other.missed,
            spurious: self.spurious + other.spurious,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overlap {
    /// Bounds and label must agree.
    pub strict: OverlapCounts,
    /// Bounds must agree, whatever the label.
    pub exact: OverlapCounts,
    /// Bounds that only touch are worth half, whatever the label.
    pub partial: OverlapCounts,
    /// Touching spans of one label are right.
    pub kind: OverlapCounts,
}

impl std::ops::Add for Overlap {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            strict: self.strict + other.strict,
            exact: self.exact + other.exact,
            partial: self.partial + other.partial,
            kind: self.kind + other.kind,
        }
    }
}

/// Counts the spans of one text under the four modes.
pub fn overlap<L: Ord + Copy>(gold: &[LabelledSpan<L>], predicted: &[LabelledSpan<L>]) -> Overlap {
    let (mut gold, mut predicted) = (gold.to_vec(), predicted.to_vec());
    gold.sort_unstable();
    predicted.sort_unstable();
    let pairs = Pairs::new(&gold, &predicted);
    Overlap {
        strict: pairs.count(Mode { whole: |g, p| g == p, soft: false }),
        exact: pairs.count(Mode { whole: same_bounds, soft: false }),
        partial: pairs.count(Mode { whole: same_bounds, soft: true }),
        kind: pairs.count_kinds(),
    }
}

fn same_bounds<L>(gold: &LabelledSpan<L>, predicted: &LabelledSpan<L>) -> bool {
    (gold.start, gold.end) == (predicted.start, predicted.end)
}

struct Mode<L> {
    whole: fn(&LabelledSpan<L>, &LabelledSpan<L>) -> bool,
    /// Touching is partly right rather than wrong.
    soft: bool,
}

struct Pairs<'s, L> {
    gold: &'s [LabelledSpan<L>],
    predicted: &'s [LabelledSpan<L>],
    /// For each gold span, the furthest end up to it: ends need not be in order.
    furthest: Vec<u32>,
}

impl<'s, L: Ord + Copy> Pairs<'s, L> {
    fn new(gold: &'s [LabelledSpan<L>], predicted: &'s [LabelledSpan<L>]) -> Self {
        let furthest = gold.iter().scan(0, |end, g| {
            *end = g.end.max(*end);
            Some(*end)
        });
        Self { gold, predicted, furthest: furthest.collect() }
    }

    /// Indices of the gold spans that touch a predicted one, in order.
    fn touching(&self, predicted: LabelledSpan<L>) -> impl Iterator<Item = usize> + use<'s, L> {
        let gold = self.gold;
        let first = self.furthest.partition_point(|&end| end <= predicted.start);
        let last = gold.partition_point(|g| g.start < predicted.end);
        (first..last.max(first)).filter(move |&i| {
            let shared = gold[i].end.min(predicted.end).saturating_sub(gold[i].start.max(predicted.start));
            shared > 0 && f64::from(shared) / f64::from(gold[i].end - gold[i].start) * 100.0 >= 1.0
        })
    }

    fn count(&self, mode: Mode<L>) -> OverlapCounts {
        let mut taken = vec![false; self.gold.len()];
        let mut counts = OverlapCounts::default();
        for &predicted in self.predicted {
            let free = || self.touching(predicted).filter(|&i| !taken[i]);
            let whole = free().find(|&i| (mode.whole)(&self.gold[i], &predicted));
            let hit = whole.or_else(|| free().next());
            match hit {
                Some(_) if whole.is_some() => counts.correct += 1,
                Some(_) if mode.soft => counts.partial += 1,
                Some(_) => counts.incorrect += 1,
                None => counts.spurious += 1,
            }
            if let Some(i) = hit {
                taken[i] = true;
            }
        }
        counts.missed = taken.iter().filter(|taken| !**taken).count();
        counts
    }

    /// Of touching spans of its label, a predicted one takes the one with the nearest bounds.
    fn count_kinds(&self) -> OverlapCounts {
        let mut taken = vec![false; self.gold.len()];
        let mut counts = OverlapCounts::default();
        for &predicted in self.predicted {
            let free = || self.touching(predicted).filter(|&i| !taken[i]);
            let distance = |i: usize| {
                let gold = &self.gold[i];
                gold.start.abs_diff(predicted.start) + gold.end.abs_diff(predicted.end)
            };
            let same = free().filter(|&i| self.gold[i].label == predicted.label).min_by_key(|&i| distance(i));
            let hit = same.or_else(|| free().next());
            match hit {
                Some(_) if same.is_some() => counts.correct += 1,
                Some(_) => counts.incorrect += 1,
                None => counts.spurious += 1,
            }
            if let Some(i) = hit {
                taken[i] = true;
            }
        }
        counts.missed = taken.iter().filter(|taken| !**taken).count();
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_modes_differ_as_the_task_describes_them() {
        let span = |start, end, label| LabelledSpan { start, end, label };
        let gold = [span(0, 4, 'p'), span(10, 12, 'l'), span(20, 25, 'o'), span(30, 31, 'p')];
        let predicted = [span(0, 4, 'p'), span(10, 12, 'o'), span(21, 25, 'o'), span(40, 41, 'p')];
        let found = overlap(&gold, &predicted);
        let counts = |correct, incorrect, partial| OverlapCounts {
            correct,
            incorrect,
            partial,
            missed: 1,
            spurious: 1,
        };
        assert_eq!(found.strict, counts(1, 2, 0));
        assert_eq!(found.exact, counts(2, 1, 0));
        assert_eq!(found.partial, counts(2, 0, 1));
        assert_eq!(found.kind, counts(2, 1, 0));
        assert_eq!(found.partial.prf().f1(), Some(2.5 / 4.0));
    }
}
