//! Whether a confidence of 0.9 is right nine times in ten.

/// Predictions whose confidence lies in one interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    pub count: usize,
    pub mean_confidence: f64,
    /// Share of right ones.
    pub accuracy: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// Expected calibration error: mean distance of confidence and accuracy over the bins, by their
    /// counts (Naeini et al. 2015).
    pub ece: f64,
    pub count: usize,
    /// Intervals of equal width over 0 to 1, upper bounds included; the reliability table.
    pub bins: Vec<Bin>,
}

/// Confidence of each prediction and whether it is right. `None` without predictions.
pub fn calibration(predictions: &[(f64, bool)], bins: usize) -> Option<Calibration> {
    if predictions.is_empty() || bins == 0 {
        return None;
    }
    let mut sums = vec![(0usize, 0.0, 0usize); bins];
    for &(confidence, right) in predictions {
        let at = (1..bins).take_while(|&i| confidence > i as f64 / bins as f64).count();
        sums[at].0 += 1;
        sums[at].1 += confidence;
        sums[at].2 += usize::from(right);
    }
    let bin = |&(count, confidence, right): &(usize, f64, usize)| {
        let n = count.max(1) as f64;
        Bin { count, mean_confidence: confidence / n, accuracy: right as f64 / n }
    };
    let bins: Vec<Bin> = sums.iter().map(bin).collect();
    let distance = |bin: &Bin| bin.count as f64 * (bin.mean_confidence - bin.accuracy).abs();
    let ece = bins.iter().map(distance).sum::<f64>() / predictions.len() as f64;
    Some(Calibration { ece, count: predictions.len(), bins })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_of_what_is_said_and_what_is() {
        let predictions = [(0.9, true), (0.9, true), (0.9, false), (0.25, false), (0.1, true)];
        let found = calibration(&predictions, 10).unwrap();
        assert_eq!(found.bins.iter().map(|b| b.count).collect::<Vec<_>>(), [1, 0, 1, 0, 0, 0, 0, 0, 3, 0]);
        let expected = (0.9 + 0.25 + 3.0 * (0.9 - 2.0 / 3.0)) / 5.0;
        assert!((found.ece - expected).abs() < 1e-12);
        assert_eq!(calibration(&[], 10), None);
    }
}
