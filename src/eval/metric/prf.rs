/// Precision and recall as two fractions, so that scores of parts can be added up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Prf {
    /// Right among the predicted, and all predicted.
    pub precision_num: f64,
    pub precision_den: f64,
    /// Found among the gold, and all gold.
    pub recall_num: f64,
    pub recall_den: f64,
}

impl Prf {
    pub const fn new(precision_num: f64, precision_den: f64, recall_num: f64, recall_den: f64) -> Self {
        Self { precision_num, precision_den, recall_num, recall_den }
    }

    /// Of whole things: right ones, predicted ones, gold ones.
    pub fn counts(right: usize, predicted: usize, gold: usize) -> Self {
        Self::new(right as f64, predicted as f64, right as f64, gold as f64)
    }

    /// `None` where nothing was predicted.
    pub fn precision(self) -> Option<f64> {
        (self.precision_den > 0.0).then(|| self.precision_num / self.precision_den)
    }

    /// `None` where there is no gold.
    pub fn recall(self) -> Option<f64> {
        (self.recall_den > 0.0).then(|| self.recall_num / self.recall_den)
    }

    /// Harmonic mean; `None` where there is no gold, 0 where there is gold and nothing was predicted.
    pub fn f1(self) -> Option<f64> {
        let (precision, recall) = (self.precision().unwrap_or(0.0), self.recall()?);
        let sum = precision + recall;
        Some(if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 })
    }
}

impl std::ops::Add for Prf {
    type Output = Prf;

    fn add(self, other: Prf) -> Prf {
        Prf::new(
            self.precision_num + other.precision_num,
            self.precision_den + other.precision_den,
            self.recall_num + other.recall_num,
            self.recall_den + other.recall_den,
        )
    }
}

impl std::iter::Sum for Prf {
    fn sum<I: Iterator<Item = Prf>>(parts: I) -> Prf {
        parts.fold(Prf::default(), std::ops::Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_gold_has_no_score() {
        let table = [
            (Prf::counts(2, 4, 8), Some(0.5), Some(0.25), Some(1.0 / 3.0)),
            (Prf::counts(0, 0, 3), None, Some(0.0), Some(0.0)),
            (Prf::counts(0, 3, 0), Some(0.0), None, None),
            (Prf::counts(0, 0, 0), None, None, None),
        ];
        for (prf, precision, recall, f1) in table {
            assert_eq!((prf.precision(), prf.recall(), prf.f1()), (precision, recall, f1), "{prf:?}");
        }
    }
}
