//! Counts that a sentence states far from what they count: *the number of those killed when the roof fell in, for
//! which nobody has answered so far, has reached 23*.

use super::{Meaning, Numeral, Reader, Unit, UnitKind, phrase::Kind};

/// Words between *number of* and what became of those counted.
const NEAR: usize = 3;
/// Words back from the number to its subject.
const FAR: usize = 32;
/// Words ahead to it, where the verb comes first.
const AHEAD: usize = 9;

impl Reader<'_> {
    /// What became of the people whose number numeral `n` is said to have reached; `to` and `end` are the tokens
    /// after its case ending and after what it counts.
    pub(super) fn tallied(&self, n: usize, to: usize, end: usize) -> Option<Unit> {
        let numeral = &self.numerals[n];
        let reached = self.is_reached(numeral, to, end);
        if !reached && !self.closes(end) {
            return None;
        }
        let first = numeral.from.saturating_sub(FAR);
        for at in (first..numeral.from).rev() {
            if self.numerals.iter().any(|o| o.from <= at && at < o.to && self.takes(o, reached)) {
                return None;
            }
            // *The dead are 23 by now*: at the head of its clause the word itself says what is counted.
            let beside =
                || reached && numeral.from - at <= 2 && !(at..numeral.from).any(|i| self.ends_clause(i));
            if let Some((len, unit)) = self.toll_at(at)
                && (beside() || self.has_tally(at, at + len))
            {
                return Some(unit);
            }
        }
        if !reached {
            return None;
        }
        let ahead = (end..self.tokens.len().min(end + AHEAD)).take_while(|&at| {
            !self.ends_clause(at) && !self.numerals.iter().any(|o| o.from <= at && at < o.to)
        });
        let mut units =
            ahead.filter_map(|at| self.toll_at(at).filter(|(len, _)| self.has_tally(at, at + len)));
        units.next().map(|(_, unit)| unit)
    }

    /// What became of people, by the phrase at token `at`.
    pub(super) fn toll_at(&self, at: usize) -> Option<(usize, Unit)> {
        let lexical = |m: &Meaning| matches!(m, Meaning::Unit(u) if u.kind == UnitKind::Toll);
        match self.means(at, lexical).or_else(|| self.prefixed(at, lexical))? {
            (len, Meaning::Unit(unit)) => Some((len, unit)),
            _ => None,
        }
    }

    /// Whether `number`, `toll` or the like stands beside the tokens `from..to`, or is one of them.
    fn has_tally(&self, from: usize, to: usize) -> bool {
        let tally = |m: &Meaning| *m == Meaning::Tally;
        let mark = |at: usize| self.tokens[at].kind != Kind::Word;
        let before = (from.saturating_sub(NEAR)..from).rev().take_while(|&at| !mark(at));
        let after = (from..self.tokens.len().min(to + NEAR)).take_while(|&at| !mark(at));
        before.chain(after).any(|at| self.means(at, tally).or_else(|| self.prefixed(at, tally)).is_some())
    }

    /// Whether a number between the subject and ours takes the subject for itself. Where no verb says that ours
    /// was reached, any does.
    fn takes(&self, other: &Numeral, reached: bool) -> bool {
        !reached || self.is_reached(other, other.to, other.to)
    }

    /// Whether a verb of reaching or being stands next to the number: `rose to at least 23`, `23'e yükseldi`.
    fn is_reached(&self, numeral: &Numeral, to: usize, end: usize) -> bool {
        let from = self.before_bound(numeral.from);
        let dash = from > 0 && matches!(self.key(from - 1), "—" | "–") && !self.touches(from);
        dash || self.has_verb(numeral, [to, end], |m| matches!(m, Meaning::Reach | Meaning::Rise))
    }

    /// Whether a verb next to the number says that it was another before: `rose to 23`. `after` are the tokens after
    /// its case ending and after what it counts.
    pub(super) fn is_risen(&self, numeral: &Numeral, after: [usize; 2]) -> bool {
        self.has_verb(numeral, after, |m| *m == Meaning::Rise)
    }

    fn has_verb(&self, numeral: &Numeral, after: [usize; 2], accept: impl Fn(&Meaning) -> bool) -> bool {
        self.means_before(self.before_bound(numeral.from), &accept).is_some()
            || after.into_iter().any(|at| self.means(at, &accept).is_some())
    }

    /// The token before which *at least* and the like begin, if they end at `from`.
    fn before_bound(&self, from: usize) -> usize {
        from - self.phrase_before(from, Meaning::is_bound).map_or(0, |(len, _)| len)
    }

    /// Whether nothing follows but marks.
    fn closes(&self, at: usize) -> bool {
        self.tokens[at.min(self.tokens.len())..].iter().all(|t| t.kind == Kind::Mark)
    }
}
