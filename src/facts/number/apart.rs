//! Quantities that are no number beside a unit.

use super::{
    Bound, Quantity, Unit, UnitKind,
    lexicon::Meaning,
    phrase::{Kind, Phrases, Token, digit},
};
use crate::text::Span;

/// `nobody was hurt`: none of them, which is a count too.
pub(super) fn nobody(tokens: &[Token], words: &Phrases<Meaning>) -> Vec<Quantity> {
    let at = |from: usize| {
        let found = words.at(tokens, from, |m| matches!(m, Meaning::Nobody(_)))?;
        let Meaning::Nobody(unit) = *found.value else { return None };
        Some(Quantity {
            span: Span { start: tokens[from].span.start, end: tokens[from + found.len - 1].span.end },
            value: 0.0,
            digits: 0,
            bound: Bound::Exact,
            unit: Some(unit),
            whole: false,
            further: false,
            risen: false,
        })
    };
    (0..tokens.len()).filter_map(at).collect()
}

/// Spans of time to the second, as races are timed: `2:05:14`, `2 h 05 min 14 s`.
pub(super) fn clocked(tokens: &[Token]) -> Vec<Quantity> {
    let part = |at: usize| {
        let token = tokens.get(at)?;
        let plain = token.kind == Kind::Numeral && token.key.chars().all(|c| digit(c).is_some());
        plain.then(|| token.key.chars().filter_map(digit).fold(0.0, |v, d| 10.0 * v + f64::from(d)))
    };
    let sign = |at: usize, signs: &[&str]| tokens.get(at).is_some_and(|t| signs.contains(&t.key.as_str()));
    let window = |at: usize| {
        let touch = || (at..at + 4).all(|i| tokens[i].span.end == tokens[i + 1].span.start);
        let colons = sign(at + 1, &[":"]) && sign(at + 3, &[":"]) && touch();
        let signs = sign(at + 1, &["h"])
            && sign(at + 3, &["min", "mn", "m", "'", "′"])
            && sign(at + 5, &["s", "sec", "\"", "″"]);
        let (hours, minutes, seconds) = (part(at)?, part(at + 2)?, part(at + 4)?);
        let own = (colons || signs) && minutes < 60.0 && seconds < 60.0 && hours < 24.0;
        let last = if signs { at + 5 } else { at + 4 };
        own.then(|| Quantity {
            span: Span { start: tokens[at].span.start, end: tokens[last].span.end },
            value: 3600.0 * hours + 60.0 * minutes + seconds,
            digits: 5,
            bound: Bound::Exact,
            unit: Some(Unit { kind: UnitKind::Duration, code: "second" }),
            whole: false,
            further: false,
            risen: false,
        })
    };
    (0..tokens.len().saturating_sub(4)).filter_map(window).collect()
}
