//! One class out of many for each item: accuracy, macro F1, confusion.

use std::collections::BTreeMap;

use super::Prf;

/// Score of one class and what it was taken for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClassScore<C: Ord> {
    pub prf: Prf,
    /// Predicted class of the items of this class, with counts.
    pub taken_for: BTreeMap<C, usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Classes<C: Ord> {
    pub right: usize,
    pub items: usize,
    /// Every class that gold or prediction names.
    pub classes: BTreeMap<C, ClassScore<C>>,
}

impl<C: Ord> Classes<C> {
    /// `None` without items.
    pub fn accuracy(&self) -> Option<f64> {
        (self.items > 0).then(|| self.right as f64 / self.items as f64)
    }

    /// Mean F1 over all classes, one without gold counting 0, as scikit-learn has it. `None` without items.
    pub fn macro_f1(&self) -> Option<f64> {
        let sum: f64 = self.classes.values().map(|class| class.prf.f1().unwrap_or(0.0)).sum();
        (self.items > 0).then(|| sum / self.classes.len() as f64)
    }
}

/// Scores items of (gold class, predicted class).
pub fn classes<C: Ord + Clone>(items: &[(C, C)]) -> Classes<C> {
    let mut classes: BTreeMap<C, ClassScore<C>> = BTreeMap::new();
    let empty = || ClassScore { prf: Prf::default(), taken_for: BTreeMap::new() };
    for (gold, predicted) in items {
        let right = f64::from(u8::from(gold == predicted));
        let class = classes.entry(gold.clone()).or_insert_with(empty);
        class.prf = class.prf + Prf::new(right, 0.0, right, 1.0);
        *class.taken_for.entry(predicted.clone()).or_insert(0) += 1;
        classes.entry(predicted.clone()).or_insert_with(empty).prf.precision_den += 1.0;
    }
    let right = items.iter().filter(|(gold, predicted)| gold == predicted).count();
    Classes { right, items: items.len(), classes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accuracy_macro_and_confusion() {
        let found = classes(&[("az", "az"), ("az", "tr"), ("tr", "tr"), ("vi", "vi")]);
        assert_eq!(found.accuracy(), Some(0.75));
        let expected = (2.0 / 3.0 + 2.0 / 3.0 + 1.0) / 3.0;
        assert!((found.macro_f1().unwrap() - expected).abs() < 1e-12);
        assert_eq!(found.classes["az"].taken_for, BTreeMap::from([("az", 1), ("tr", 1)]));
        assert_eq!(classes::<u8>(&[]).macro_f1(), None);
    }
}
