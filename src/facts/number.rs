//! Quantities in the text: how many, how much, and of what.
//!
//! A number counts only with what it is a number *of*; dates, times of day, ordinals, scores, ranges
//! and telephone numbers are none. What became of people (dead, missing, …) is read from the clause,
//! everything else from the words next to the number.

mod apart;
mod lexicon;
mod numeral;
pub(crate) mod phrase;
mod quantity;
mod tally;
mod words;

use lexicon::Meaning;
use phrase::{Kind, Phrases, Token};
use words::{Numeral, numeral_at};

pub use quantity::{Bound, Quantity, Unit, UnitKind};

use super::date::DateMention;
use crate::{text::Span, types::Lang};

/// The quantities of `text`, in text order.
pub fn quantities(text: &str, lang: Lang) -> Vec<Quantity> {
    quantities_beside(text, lang, &super::date::dates(text, lang))
}

/// As [`quantities`], where the dates of `text` are known already.
pub fn quantities_beside(text: &str, lang: Lang, dates: &[DateMention]) -> Vec<Quantity> {
    let tokens = phrase::tokens(text, lang);
    let words = lexicon::of(lang);
    let mut numerals = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(numeral) = numeral_at(&tokens, at, words, lang) else {
            at += 1;
            continue;
        };
        at = numeral.to;
        numerals.push(numeral);
    }
    let reader = Reader { tokens: &tokens, words, lang, numerals: &numerals };
    let in_date = |span: Span| dates.iter().any(|d| d.span.overlaps(span));
    let mut found: Vec<Quantity> = (0..numerals.len()).filter_map(|n| reader.quantity(n)).collect();
    found.retain(|q| !in_date(q.span));
    found.extend(apart::nobody(&tokens, words));
    let clocked = apart::clocked(&tokens);
    found.retain(|q| !clocked.iter().any(|c| c.span.overlaps(q.span)));
    found.extend(clocked);
    found.sort_by_key(|q| q.span.start);
    found
}

/// All numbers of `text` with their places, whatever they count: `twelve`, `12,5`, `двенадцать`.
pub fn values(text: &str, lang: Lang) -> Vec<(Span, f64)> {
    let tokens = phrase::tokens(text, lang);
    let words = lexicon::of(lang);
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(numeral) = numeral_at(&tokens, at, words, lang) else {
            at += 1;
            continue;
        };
        let (first, last) = (tokens[numeral.from].span, tokens[numeral.to - 1].span);
        out.push((Span { start: first.start, end: last.end }, numeral.value));
        at = numeral.to;
    }
    out
}

fn is_magnitude(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Unit(unit) if unit.code == "magnitude")
}

struct Reader<'t> {
    tokens: &'t [Token],
    words: &'static Phrases<Meaning>,
    lang: Lang,
    numerals: &'t [Numeral],
}

impl Reader<'_> {
    fn quantity(&self, n: usize) -> Option<Quantity> {
        let numeral = &self.numerals[n];
        if self.is_other(numeral) {
            return None;
        }
        let mut to = numeral.to;
        if let Some(after) = self.suffix_end(to)? {
            to = after;
        }
        let beside = self.unit_beside(numeral.from, to).or_else(|| self.magnitude(numeral, to));
        let beside_unit = beside.map(|(unit, ..)| unit);
        let year = (1900.0..=2100.0).contains(&numeral.value)
            && numeral.to == numeral.from + 1
            && self.tokens[numeral.from].key.chars().count() == 4;
        let steps = beside.map_or(0, |(_, _, skipped)| skipped);
        if year && (beside_unit.is_none_or(|u| u.kind == UnitKind::Duration) || steps > 0) {
            return None;
        }
        let countable = beside_unit.is_none_or(|u| u.code == "people")
            && numeral.value.fract() == 0.0
            && !self.is_age(to);
        if !countable && self.is_age(to) {
            return None;
        }
        let end = beside.map_or(to, |(_, end, _)| end);
        let tallied = if countable { self.tallied(n, to, end) } else { None };
        let toll = if countable { tallied.or_else(|| self.toll(n, end)) } else { None };
        let unit = toll.or(beside_unit).or_else(|| self.counted_in_whole(n));
        // What the sentence says to be the number of people need not stand beside them.
        let loose = beside_unit.is_none() && toll.is_some() && tallied.is_none();
        if numeral.in_words {
            let unit = unit?;
            // `un`, `bir`, `một` are articles too.
            let article = numeral.value == 1.0 && numeral.to == numeral.from + 1;
            if article && (unit.kind != UnitKind::Toll || beside_unit.is_none()) {
                return None;
            }
            if loose && !self.stands_for_people(numeral, to) {
                return None;
            }
        } else if loose && !self.bare_toll(numeral, to) {
            return None;
        }
        let mut span =
            Span { start: self.tokens[numeral.from].span.start, end: self.tokens[numeral.to - 1].span.end };
        if let Some((unit, end, _)) = beside {
            let symbol = unit.kind == UnitKind::Money && end <= numeral.from;
            if symbol {
                span.start = self.tokens[end - 1].span.start;
            } else {
                span.end = self.tokens[end - 1].span.end;
            }
        }
        Some(Quantity {
            span,
            value: self.signed(numeral, unit),
            digits: if numeral.value == 0.0 { 0 } else { numeral.digits },
            bound: self.bound(numeral, [numeral.to, to, beside.map_or(to, |(_, end, _)| end.max(to))]),
            unit,
            whole: self.is_whole(n, to),
            further: self.is_further(numeral, [to, end]),
            risen: self.is_risen(numeral, [to, end]),
        })
    }

    fn key(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.key.as_str())
    }

    fn touches(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.tokens[at - 1].span.end == self.tokens[at].span.start
    }

    fn means(&self, at: usize, accept: impl Fn(&Meaning) -> bool) -> Option<(usize, Meaning)> {
        let found = self.words.at(self.tokens, at, accept)?;
        Some((found.len, *found.value))
    }

    /// A phrase that ends right before token `at`.
    fn means_before(&self, at: usize, accept: impl Fn(&Meaning) -> bool) -> Option<Meaning> {
        self.phrase_before(at, accept).map(|(_, meaning)| meaning)
    }

    /// The same with its length.
    fn phrase_before(&self, at: usize, accept: impl Fn(&Meaning) -> bool) -> Option<(usize, Meaning)> {
        (1..=4).filter(|len| *len <= at).rev().find_map(|len| {
            let (found, meaning) = self.means(at - len, &accept)?;
            (found == len).then_some((len, meaning))
        })
    }

    /// Ordinals, scores, times, ranges, codes, list and telephone numbers.
    fn is_other(&self, numeral: &Numeral) -> bool {
        let (from, to) = (numeral.from, numeral.to);
        let is_numeral = |at: usize| self.tokens.get(at).is_some_and(|t| t.kind == Kind::Numeral);
        if !numeral.in_words {
            let before = if from > 0 { self.key(from - 1) } else { "" };
            if self.touches(from)
                && matches!(before, ":" | "/" | "#" | "№" | "_" | "." | "@" | "x" | "х" | "×")
            {
                return true;
            }
            if before == "№" || self.dialled(from) && !self.next_is_celsius(to) {
                return true;
            }
            // Ranges, scores and codes (`2027–2031`, `2-1`, `Т-90`); a dash with space before it is a sign.
            if matches!(before, "-" | "–" | "—" | "−" | "~") && self.touches(from) && self.touches(from - 1)
            {
                return true;
            }
            let after = self.key(to);
            if matches!(after, "-" | "–" | "—" | ":" | "/") && self.touches(to) && is_numeral(to + 1) {
                return true;
            }
            if matches!(after, "st" | "nd" | "rd" | "th" | "er" | "ère" | "e" | "ème" | "h" | "º" | "ª" | "°")
                && self.touches(to)
                && !self.next_is_celsius(to)
            {
                return true;
            }
            if matches!(after, "月" | "日" | "号" | "時" | "时" | "分" | "點" | "点" | "월" | "일" | "시")
            {
                return self.key(to + 1) != "间" && self.key(to + 1) != "間";
            }
            // `1.` and `1)` at the head of a line; `3. kez`, `2. Platz`.
            let head = from == 0 || before == "\n";
            if self.touches(to) && (head && matches!(after, "." | ")")) {
                return true;
            }
            let lower_next = self.tokens.get(to + 1).is_some_and(|t| t.kind == Kind::Word);
            if after == "." && self.touches(to) && lower_next && self.ordinal_point() {
                return true;
            }
        }
        self.means_before(from, |m| *m == Meaning::Ordinal).is_some()
    }

    /// Within `+994 12 555-01-02`.
    fn dialled(&self, from: usize) -> bool {
        let part = |t: &&Token| t.kind == Kind::Numeral || matches!(t.key.as_str(), "-" | "(" | ")");
        let digits = self.tokens[..from].iter().rev().take_while(part).count();
        from > digits && self.key(from - digits - 1) == "+"
    }

    fn ordinal_point(&self) -> bool {
        // The sentence rarely ends in a bare numeral; in these languages a point makes an ordinal.
        matches!(
            self.lang.as_str(),
            "de" | "tr"
                | "cs"
                | "sk"
                | "hu"
                | "fi"
                | "da"
                | "nb"
                | "no"
                | "hr"
                | "sr"
                | "bs"
                | "sl"
                | "et"
                | "lv"
                | "pl"
        )
    }

    fn next_is_celsius(&self, to: usize) -> bool {
        self.means(to, |m| matches!(m, Meaning::Unit(u) if u.code == "celsius")).is_some()
    }

    /// The token after a case ending (`86-ға`, `20'ye`); `None` where the hyphen makes it no quantity
    /// (`21-fevral`, `5-ci`), `Some(None)` where there is no hyphen.
    fn suffix_end(&self, to: usize) -> Option<Option<usize>> {
        // `11ге`, as Kyrgyz writes it.
        let joined = self.touches(to) && self.tokens.get(to).is_some_and(|t| t.kind == Kind::Word);
        if joined && self.means(to, |m| *m == Meaning::Suffix).is_some() {
            return Some(Some(to + 1));
        }
        let hyphen = matches!(self.key(to), "-" | "–") && self.touches(to);
        let apostrophe = phrase_is_apostrophe(self.key(to)) && self.touches(to);
        if !(hyphen || apostrophe) || !self.touches(to + 1) {
            return Some(None);
        }
        let next = self.tokens.get(to + 1)?;
        if next.kind != Kind::Word {
            return Some(None);
        }
        if apostrophe || self.means(to + 1, |m| *m == Meaning::Suffix).is_some() {
            return Some(Some(to + 2));
        }
        // `150-kilometre road`; `22-year-old` is an age.
        let measure = self.means(
            to + 1,
            |m| matches!(m, Meaning::Unit(u) if matches!(u.kind, UnitKind::Measure | UnitKind::Duration)),
        );
        let aged = self.key(to + 2) == "-" && self.key(to + 3) == "old";
        if measure.is_some() && !aged { Some(Some(to + 1)) } else { None }
    }

    fn is_age(&self, to: usize) -> bool {
        let next = (to..to + 2).any(|at| self.means(at, |m| *m == Meaning::Age).is_some());
        let unit = self.means(to, |m| matches!(m, Meaning::Unit(u) if u.code == "year"));
        // `o pensionară de 71 de ani`, `34 года от роду` stay durations; `aged 34,` has no unit at all.
        next || unit.is_some_and(|(len, _)| self.means(to + len, |m| *m == Meaning::Age).is_some())
    }

    /// The unit next to the number, the token after it (or of the symbol before), and how many words
    /// stand between.
    fn unit_beside(&self, from: usize, to: usize) -> Option<(Unit, usize, usize)> {
        let unit_at = |at: usize| {
            let (len, meaning) = self.means(at, |m| matches!(m, Meaning::Unit(_)))?;
            let Meaning::Unit(unit) = meaning else { return None };
            Some((unit, at + len))
        };
        let is_money = |m: &Meaning| matches!(m, Meaning::Unit(u) if u.kind == UnitKind::Money);
        if let Some(Meaning::Unit(unit)) = self.means_before(from, is_money) {
            let symbol = self.tokens[from - 1].kind == Kind::Mark || self.touches(from);
            let code = self.tokens[from - 1].key.len() == 3 && self.tokens[from - 1].key.is_ascii();
            if symbol || code {
                return Some((unit, from, 0));
            }
        }
        // `magnitude 5.4`; the point of a `magnitude-5.4 quake` stands between.
        let named = if from > 0 && self.key(from - 1) == "-" { from - 1 } else { from };
        if let Some(Meaning::Unit(unit)) = self.means_before(named, is_magnitude)
            && unit_at(to).is_none()
        {
            return Some((unit, to, 0));
        }
        if let Some(Meaning::Unit(unit)) =
            self.means_before(from, |m| matches!(m, Meaning::Unit(u) if u.kind == UnitKind::Percent))
        {
            // `yüzde 5`, `%5`
            if matches!(self.lang.as_str(), "tr" | "az" | "uz") {
                return Some((unit, from, 0));
            }
        }
        let mut at = to;
        let mut skipped = 0;
        let mut filled = 0;
        while skipped <= 2 && filled <= 3 {
            if let Some((unit, end)) = unit_at(at) {
                let adjacent = skipped == 0;
                if adjacent || unit.kind == UnitKind::Count {
                    // A class noun at once after `people` says more: `12 nəfər idmançı`; not what they were on or in.
                    let next = unit_at(end).filter(|(u, _)| u.code == "athletes");
                    let (unit, end) = match next {
                        Some(next) if unit.code == "people" && self.noun_chains() => next,
                        _ => (unit, end),
                    };
                    return Some((unit, end, skipped));
                }
                return None;
            }
            let token = self.tokens.get(at)?;
            if token.kind != Kind::Word {
                return None;
            }
            if let Some((len, _)) = self.means(at, |m| matches!(m, Meaning::Skip)) {
                at += len;
                filled += 1;
                continue;
            }
            let closed = |m: &Meaning| matches!(m, Meaning::And | Meaning::Of | Meaning::Value(_));
            if self.means(at, closed).is_some() {
                return None;
            }
            at += 1;
            skipped += 1;
        }
        None
    }

    /// `put the magnitude at 5.4, others measured 5.7`: the scale has no unit that would stand beside.
    fn magnitude(&self, numeral: &Numeral, to: usize) -> Option<(Unit, usize, usize)> {
        if numeral.in_words || numeral.value.fract() == 0.0 || numeral.value >= 10.0 {
            return None;
        }
        match (0..self.tokens.len()).find_map(|at| self.means(at, is_magnitude))?.1 {
            Meaning::Unit(unit) => Some((unit, to, 0)),
            _ => None,
        }
    }

    /// Languages in which a measure word comes before the noun: `12 nəfər idmançı`, `12 名运动员`.
    fn noun_chains(&self) -> bool {
        matches!(
            self.lang.as_str(),
            "az" | "tr" | "uz" | "kk" | "ky" | "tk" | "tt" | "tg" | "zh" | "vi" | "fa" | "ja" | "ko"
        )
    }

    fn verb_final(&self) -> bool {
        matches!(
            self.lang.as_str(),
            "az" | "tr" | "uz" | "kk" | "ky" | "tk" | "tt" | "fa" | "tg" | "zh" | "ja" | "ko" | "hi" | "vi"
        )
    }

    fn ends_clause(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        match token.kind {
            Kind::Mark => !matches!(token.key.as_str(), "-" | "%" | "€" | "$" | "£" | "'" | "’" | "°" | "/"),
            Kind::Word => self.means(at, |m| *m == Meaning::And).is_some_and(|(len, _)| len == 1),
            Kind::Numeral => false,
        }
    }

    /// What became of the people that numeral `n` counts, from the words of its clause.
    fn toll(&self, n: usize, after: usize) -> Option<Unit> {
        const REACH: usize = 9;
        let numeral = &self.numerals[n];
        let toll_at = |at: usize| self.toll_at(at).map(|(_, unit)| unit);
        let numeral_at = |at: usize| self.numerals.iter().any(|o| o.from <= at && at < o.to);
        // `20 of the 23 on board were saved` tells of the 20.
        let part_of = |at: usize| {
            let of = |m: &Meaning| *m == Meaning::Of;
            let whole = self.numerals.get(n + 1).is_some_and(|o| o.from <= at && at < o.to);
            whole && self.means_before(at, of).is_some() && self.is_whole(n + 1, self.numerals[n + 1].to)
        };
        let ahead = || {
            for at in after..(after + REACH).min(self.tokens.len()) {
                // *and* is a part of the word in Arabic.
                if self.lang.as_str() == "ar" && self.key(at).starts_with('و') {
                    return None;
                }
                if let Some(unit) = toll_at(at) {
                    return Some((at - after, unit));
                }
                if self.ends_clause(at) || numeral_at(at) && !part_of(at) {
                    return None;
                }
            }
            None
        };
        let behind = || {
            for at in (numeral.from.saturating_sub(REACH)..numeral.from).rev() {
                if let Some(unit) = toll_at(at) {
                    return Some((numeral.from - 1 - at, unit));
                }
                if self.ends_clause(at) || numeral_at(at) {
                    return None;
                }
            }
            None
        };
        match (ahead(), behind()) {
            (Some((_, unit)), None) | (None, Some((_, unit))) => Some(unit),
            (Some((a, ahead)), Some((b, behind))) => {
                Some(if self.verb_final() || a <= b { ahead } else { behind })
            }
            (None, None) => None,
        }
    }

    /// Arabic writes *and*, *with*, *for* and the article on the word.
    fn prefixed(&self, at: usize, accept: impl Fn(&Meaning) -> bool) -> Option<(usize, Meaning)> {
        if self.lang.as_str() != "ar" || self.tokens[at].kind != Kind::Word {
            return None;
        }
        let mut bare = self.tokens[at].clone();
        for prefix in ["و", "ف", "ب", "ل", "ک"] {
            if let Some(rest) = bare.key.strip_prefix(prefix).filter(|r| r.chars().count() > 3) {
                bare.key = rest.to_owned();
                break;
            }
        }
        for prefix in ["ال", "ل"] {
            if let Some(rest) = bare.key.strip_prefix(prefix).filter(|r| r.chars().count() > 3) {
                bare.key = rest.to_owned();
                break;
            }
        }
        let found = self.words.at(std::slice::from_ref(&bare), 0, accept)?;
        Some((found.len, *found.value))
    }

    /// A number word that can stand without a noun: `ещё девять`, `тағы тоғызы`; not `two-thirds`.
    fn stands_for_people(&self, numeral: &Numeral, to: usize) -> bool {
        numeral.value >= 2.0 && self.bare_toll(numeral, to)
    }

    /// Without a noun the number must not begin a noun phrase of another kind: `21 дом погибших`.
    fn bare_toll(&self, numeral: &Numeral, to: usize) -> bool {
        let toll = |at: usize| self.toll_at(at).is_some();
        let next = self.tokens.get(to);
        let closes = next.is_none_or(|t| t.kind == Kind::Mark) || self.ends_clause(to);
        let of = self.means(to, |m| matches!(m, Meaning::Of | Meaning::Skip | Meaning::Whole)).is_some();
        let near = (to..to + 3).any(|at| at < self.tokens.len() && toll(at));
        let before =
            (1..=if closes { 6 } else { 3 }).any(|back| numeral.from.checked_sub(back).is_some_and(toll));
        near || (closes || of) && (before || self.toll_ahead_only_words(to)) || before && closes
    }

    fn toll_ahead_only_words(&self, to: usize) -> bool {
        (to..to + 7)
            .take_while(|&at| at < self.tokens.len() && self.tokens[at].kind != Kind::Mark)
            .any(|at| self.means(at, |m| matches!(m, Meaning::Unit(u) if u.kind == UnitKind::Toll)).is_some())
    }

    /// `after` are the tokens after the number, after its case ending and after what it counts.
    fn bound(&self, numeral: &Numeral, after: [usize; 3]) -> Bound {
        let accept = Meaning::is_bound;
        let before = self.means_before(numeral.from, accept).or_else(|| {
            // `more than $40`
            let symbol = numeral.from >= 2 && self.tokens[numeral.from - 1].kind == Kind::Mark;
            symbol.then(|| self.means_before(numeral.from - 1, accept)).flatten()
        });
        let after = || {
            let direct = after.into_iter().find_map(|at| self.means(at, accept));
            direct.filter(|_| self.verb_final() || self.lang.as_str() == "ka").map(|(_, m)| m)
        };
        match before.or_else(after) {
            Some(Meaning::AtLeast) => Bound::AtLeast,
            Some(Meaning::About) => Bound::About,
            Some(Meaning::AtMost) => Bound::AtMost,
            _ => Bound::Exact,
        }
    }

    /// The second number of *five of nine*, the first of *doqquz nəfərdən beşi*.
    fn is_whole(&self, n: usize, to: usize) -> bool {
        let numeral = &self.numerals[n];
        let of = self.follows_of(numeral.from);
        // *186 athletes from 14 countries* is no part of countries.
        let counted = |n: usize| {
            let numeral = &self.numerals[n];
            let unit = self.unit_beside(numeral.from, numeral.to).map(|(unit, ..)| unit.code);
            unit.map(|code| if code == "athletes" { "people" } else { code })
        };
        let part_near = || {
            n > 0
                && numeral.from - self.numerals[n - 1].to <= 4
                && counted(n).is_none_or(|own| counted(n - 1).is_none_or(|part| part == own))
        };
        let whole = (to..to + 2).any(|at| self.means(at, |m| *m == Meaning::Whole).is_some());
        let part_follows = self.numerals.get(n + 1).is_some_and(|next| next.from - to <= 4);
        of && part_near() || whole && part_follows
    }

    /// Whether *of*, *out of the more than* stand before token `at`.
    fn follows_of(&self, at: usize) -> bool {
        let of = |at: usize| self.means_before(at, |m| *m == Meaning::Of).is_some();
        let bound = |m: &Meaning| matches!(m, Meaning::AtLeast | Meaning::About | Meaning::AtMost);
        of(at) || self.phrase_before(at, bound).is_some_and(|(len, _)| of(at - len))
    }

    /// What the whole counts of which numeral `n` is the part: *seven of the 22 wagons*.
    fn counted_in_whole(&self, n: usize) -> Option<Unit> {
        let whole = self.numerals.get(n + 1)?;
        let (unit, ..) = self.unit_beside(whole.from, whole.to)?;
        let told = self.follows_of(whole.from) && self.is_whole(n + 1, whole.to);
        (told && unit.kind == UnitKind::Count).then_some(unit)
    }

    /// `after` are the tokens after the number and after what it counts.
    fn is_further(&self, numeral: &Numeral, after: [usize; 2]) -> bool {
        let more = |m: &Meaning| *m == Meaning::More;
        after.into_iter().any(|at| self.means(at, more).is_some())
            || self.means_before(numeral.from, more).is_some()
    }

    fn signed(&self, numeral: &Numeral, unit: Option<Unit>) -> f64 {
        let minus = numeral.from > 0 && matches!(self.key(numeral.from - 1), "-" | "−" | "–");
        let celsius = unit.is_some_and(|u| u.code == "celsius");
        if minus && celsius && self.touches(numeral.from) { -numeral.value } else { numeral.value }
    }
}

fn phrase_is_apostrophe(key: &str) -> bool {
    key.chars().next().is_some_and(phrase::is_apostrophe)
}

#[cfg(test)]
mod tests;
