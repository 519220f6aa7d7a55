//! A number with what it counts, and whether two of them can both be true.

use crate::text::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnitKind {
    /// What became of people: `dead`, `missing`, …
    Toll,
    /// `people`, `houses`, …
    Count,
    Duration,
    Measure,
    Percent,
    /// The code is the currency's in ISO 4217.
    Money,
}

/// What a number counts, in a form that all languages share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unit {
    pub kind: UnitKind,
    pub code: &'static str,
}

/// How firmly the text states a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bound {
    Exact,
    AtLeast,
    About,
    AtMost,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// The number with its multiplier and the unit beside it.
    pub span: Span,
    pub value: f64,
    /// Significant digits as written; 15 at most, 0 for zero.
    pub digits: u8,
    pub bound: Bound,
    pub unit: Option<Unit>,
    /// The whole of which the text tells a part: the nine in *five of nine*.
    pub whole: bool,
    /// It comes on top of what was counted before: *two more bodies*.
    pub further: bool,
    /// The text says that it was another before: *has risen to 23*.
    pub risen: bool,
}

impl Quantity {
    /// Whether both can be true of the same thing: equal, equal after rounding, or within what “at
    /// least” and “about” leave open.
    pub fn agrees(&self, other: &Quantity) -> bool {
        let (a, b) = (self.value, other.value);
        let close = |share: f64| (a - b).abs() <= share * a.abs().max(b.abs());
        if close(1e-9) {
            return true;
        }
        let (low, high) = if a < b { (self, other) } else { (other, self) };
        let rounded = {
            let coarse = if self.digits < other.digits { self } else { other };
            let fine = if self.digits < other.digits { other } else { self };
            coarse.value >= 1000.0 && round_to(fine.value, coarse.digits.max(1)) == coarse.value
        };
        let open =
            low.bound == Bound::AtLeast && (high.bound != Bound::AtLeast || high.value < 2.0 * low.value);
        let capped = high.bound == Bound::AtMost;
        // *About 400* is 412 and may be 440, *about 380* is not 420.
        let about = |round: &Quantity, fine: &Quantity| {
            round.bound == Bound::About
                && (close(0.05) || round_to(fine.value, round.digits.max(1)) == round.value)
        };
        rounded || open || capped || about(self, other) || about(other, self)
    }
}

fn round_to(value: f64, digits: u8) -> f64 {
    if value == 0.0 {
        return 0.0;
    }
    let magnitude = 10f64.powi(value.abs().log10().floor() as i32 + 1 - i32::from(digits));
    (value / magnitude).round() * magnitude
}
