//! Span scores as conlleval and seqeval count them: a span is right if start, end and label are.

use std::collections::BTreeMap;

use super::Prf;

/// A stretch with a label, in any unit; end-exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LabelledSpan<L> {
    pub start: u32,
    pub end: u32,
    pub label: L,
}

/// Scores of all spans and of each label.
#[derive(Clone, Debug, PartialEq)]
pub struct SpanScores<L> {
    pub micro: Prf,
    pub labels: BTreeMap<L, Prf>,
}

impl<L: Ord> SpanScores<L> {
    /// Mean over the labels that gold or prediction name, one without score counting 0, as seqeval has
    /// it: precision, recall, F1. `None` without gold.
    pub fn macro_average(&self) -> Option<[f64; 3]> {
        self.micro.recall()?;
        let n = self.labels.len() as f64;
        let mean = |of: fn(Prf) -> Option<f64>| {
            self.labels.values().map(|&prf| of(prf).unwrap_or(0.0)).sum::<f64>() / n
        };
        Some([mean(Prf::precision), mean(Prf::recall), mean(Prf::f1)])
    }

    pub fn add(&mut self, other: &SpanScores<L>)
    where
        L: Clone,
    {
        self.micro = self.micro + other.micro;
        for (label, &prf) in &other.labels {
            let sum = self.labels.entry(label.clone()).or_default();
            *sum = *sum + prf;
        }
    }
}

impl<L> Default for SpanScores<L> {
    fn default() -> Self {
        Self { micro: Prf::default(), labels: BTreeMap::new() }
    }
}

/// Scores the spans of one text. Equal spans count once, as sets do.
pub fn spans<L: Ord + Copy>(gold: &[LabelledSpan<L>], predicted: &[LabelledSpan<L>]) -> SpanScores<L> {
    let (gold, predicted) = (set(gold), set(predicted));
    let mut labels: BTreeMap<L, [usize; 3]> = BTreeMap::new();
    for span in &predicted {
        let counts = labels.entry(span.label).or_default();
        counts[0] += usize::from(gold.binary_search(span).is_ok());
        counts[1] += 1;
    }
    for span in &gold {
        labels.entry(span.label).or_default()[2] += 1;
    }
    let labels: BTreeMap<L, Prf> = labels
        .into_iter()
        .map(|(label, [right, all, gold])| (label, Prf::counts(right, all, gold)))
        .collect();
    SpanScores { micro: labels.values().copied().sum(), labels }
}

fn set<L: Ord + Copy>(spans: &[LabelledSpan<L>]) -> Vec<LabelledSpan<L>> {
    let mut sorted = spans.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_right_or_it_is_not() {
        let span = |start, end, label| LabelledSpan { start, end, label };
        let gold = [span(0, 2, 'p'), span(5, 6, 'l'), span(8, 9, 'l')];
        let predicted = [span(0, 2, 'p'), span(5, 7, 'l'), span(8, 9, 'o')];
        let scores = spans(&gold, &predicted);
        assert_eq!(scores.micro, Prf::counts(1, 3, 3));
        assert_eq!(scores.labels[&'p'], Prf::counts(1, 1, 1));
        assert_eq!(scores.labels[&'l'], Prf::counts(0, 1, 2));
        assert_eq!(scores.labels[&'o'], Prf::counts(0, 1, 0));
        assert_eq!(scores.macro_average().unwrap()[2], 1.0 / 3.0);
    }
}
