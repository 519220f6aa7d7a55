//! Dates in figures: `2025-05-08`, `8.5.2025`, `ngày 3/3/2026`.

use super::{
    DateMention, checked,
    scan::is_dash,
    token::{Kind, Token},
};
use crate::{
    text::Span,
    types::{Lang, PartialDate},
};

/// Vietnamese words beside which `12/2` is a day and not a fraction.
const VIETNAMESE_CUES: &[&str] = &[
    "ngày", "sáng", "trưa", "chiều", "tối", "đêm", "khuya", "hôm", "từ", "đến", "tới", "qua", "nay", "rạng",
    "hai", "ba", "tư", "năm", "sáu", "bảy", "nhật",
];

/// Languages that put the month first in figures, so that `5/6/2025` cannot be read.
const MONTH_FIRST: &[&str] = &["en", "und"];

struct Figures<'t> {
    text: &'t str,
    tokens: &'t [Token],
    lang: Lang,
}

pub(super) fn dates(text: &str, tokens: &[Token], lang: Lang) -> Vec<DateMention> {
    let figures = Figures { text, tokens, lang };
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if matches!(token.kind, Kind::Number(_)) {
            found.extend(figures.full(at));
            if lang.as_str() == "vi" {
                found.extend(figures.vietnamese(at));
            }
        } else if lang.as_str() == "vi" && token.kind == Kind::Word {
            found.extend(figures.vietnamese_month(at));
        }
    }
    found
}

impl Figures<'_> {
    fn number(&self, at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        let token = self.tokens.get(at)?;
        match token.kind {
            Kind::Number(n) if digits.contains(&token.digits(self.text)) => Some(n),
            _ => None,
        }
    }

    fn sign(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.kind {
            Kind::Sign(c) => Some(c),
            _ => None,
        }
    }

    fn word(&self, at: usize) -> Option<String> {
        let token = self.tokens.get(at).filter(|t| t.kind == Kind::Word)?;
        Some(token.span.of(self.text).to_lowercase())
    }

    fn attached(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|next| self.tokens[at].span.end == next.span.start)
    }

    fn span(&self, first: usize, last: usize) -> Span {
        Span { start: self.tokens[first].span.start, end: self.tokens[last].span.end }
    }

    /// Nothing that makes the figures part of something longer: a version, an address, a sum.
    fn alone(&self, first: usize, last: usize) -> bool {
        let before = first.checked_sub(1).is_none_or(|b| {
            !self.attached(b)
                || !matches!(
                    self.tokens[b].kind,
                    Kind::Word | Kind::Sign('.' | ',' | '/' | '-' | ':' | '_' | '=' | '#' | '$')
                )
        });
        let after = !self.attached(last)
            || match self.tokens[last + 1].kind {
                // The time of day in `2025-05-08T10:00`.
                Kind::Word => self.word(last + 1).as_deref() == Some("t"),
                Kind::Sign('.' | ',' | '/' | '-' | ':' | '_') => {
                    !self.attached(last + 1)
                        || !matches!(self.tokens[last + 2].kind, Kind::Number(_) | Kind::Long)
                }
                _ => true,
            };
        before && after
    }

    /// Three figures with the same sign between them, the year first or last.
    fn full(&self, at: usize) -> Option<DateMention> {
        let sign = self.sign(at + 1).filter(|c| matches!(c, '-' | '.' | '/' | '‑' | '–'))?;
        if self.sign(at + 3) != Some(sign)
            || !(0..4).all(|i| self.attached(at + i))
            || !self.alone(at, at + 4)
        {
            return None;
        }
        let date = if let Some(year) = self.number(at, 4..=4) {
            checked(Some(year), self.number(at + 2, 1..=2)?, Some(self.number(at + 4, 1..=2)?))?
        } else {
            let (a, b) = (self.number(at, 1..=2)?, self.number(at + 2, 1..=2)?);
            let year = self.number(at + 4, 4..=4)?;
            let day_first = sign == '.' || !MONTH_FIRST.contains(&self.lang.as_str());
            let (day, month) = match (day_first, a > 12, b > 12) {
                (true, _, false) | (false, true, false) => (a, b),
                (false, false, true) => (b, a),
                (false, false, false) if a == b => (a, b),
                _ => return None,
            };
            checked(Some(year), month, Some(day))?
        };
        let year = date.year?;
        (1800..=2199).contains(&year).then_some(DateMention {
            span: self.span(at, at + 4),
            from: date,
            to: date,
        })
    }

    /// `12/2`, `5-7/5`, `23/2-1/3` is joined later, `12 tháng 2 năm 2025`.
    fn vietnamese(&self, at: usize) -> Option<DateMention> {
        let day = self.number(at, 1..=2)?;
        let mut last = at + 2;
        let (month, year) = match self.word(at + 1).as_deref() {
            Some("tháng") => {
                let month = self.number(at + 2, 1..=2)?;
                let year = self.year_in_words(at + 3);
                last = year.map_or(last, |(_, token)| token);
                (month, year.map(|(y, _)| y))
            }
            _ => {
                let sign = self.sign(at + 1).filter(|&c| c == '/' || c == '-' || c == '.')?;
                if !self.attached(at) || !self.attached(at + 1) {
                    return None;
                }
                let month = self.number(at + 2, 1..=2)?;
                let year =
                    (self.sign(at + 3) == Some(sign) && self.attached(at + 2) && self.attached(at + 3))
                        .then(|| self.number(at + 4, 4..=4))
                        .flatten();
                if year.is_some() {
                    return None; // `full` reads it.
                }
                let cue = self.cue(at);
                if sign != '/' && self.word(at.checked_sub(1)?).as_deref() != Some("ngày") || !cue {
                    return None;
                }
                if sign != '/' && self.sign(at + 3) == Some('/') {
                    return None; // `ngày 5-7/5` is read from the 7.
                }
                if !self.alone(self.first_of_range(at), at + 2) {
                    return None;
                }
                (month, None)
            }
        };
        let to = checked(year, month, Some(day))?;
        let first = self.first_of_range(at);
        let from = self.number(first, 1..=2).filter(|&d| first < at && d < day);
        match from {
            Some(from) => Some(DateMention {
                span: self.span(first, last),
                from: checked(year, month, Some(from))?,
                to,
            }),
            None => Some(DateMention { span: self.span(at, last), from: to, to }),
        }
    }

    /// The token of the first day in `5-7/5`, `5 đến 7/5`, `5 đến ngày 7/5`; `at` itself without one.
    fn first_of_range(&self, at: usize) -> usize {
        let before = |n: usize| at.checked_sub(n);
        let dash = before(1).and_then(|b| self.sign(b)).is_some_and(is_dash);
        let until = |w: Option<String>| matches!(w.as_deref(), Some("đến" | "tới" | "và"));
        let first = if dash || before(1).is_some_and(|b| until(self.word(b))) {
            before(2)
        } else if before(1).and_then(|b| self.word(b)).as_deref() == Some("ngày")
            && before(2).is_some_and(|b| until(self.word(b)))
        {
            before(3)
        } else {
            None
        };
        let first = first.filter(|&f| self.number(f, 1..=2).is_some_and(|d| (1..=31).contains(&d)));
        let own = first.and_then(|f| f.checked_sub(1)).is_some_and(|b| self.sign(b) == Some('/'));
        first.filter(|_| !own).unwrap_or(at)
    }

    /// A word or bracket before the figures says that they are a day.
    fn cue(&self, at: usize) -> bool {
        let first = self.first_of_range(at);
        let Some(before) = first.checked_sub(1) else { return false };
        if self.sign(before) == Some('(') {
            return self.sign(at + 3) == Some(')');
        }
        // `ngày 30/4 - 1/5`
        let range =
            is_dash(self.sign(before).unwrap_or(' ')) && before > 2 && self.sign(before - 2) == Some('/');
        self.cue_word(first) || range && self.cue_word(before - 3)
    }

    fn cue_word(&self, first: usize) -> bool {
        let cue = |n: usize| {
            let word = first.checked_sub(n).and_then(|b| self.word(b));
            word.is_some_and(|w| VIETNAMESE_CUES.contains(&w.as_str()))
        };
        // `sáng nay, 8/5`
        cue(1) || first > 0 && self.sign(first - 1) == Some(',') && cue(2)
    }

    fn year_in_words(&self, at: usize) -> Option<(u32, usize)> {
        let at = if matches!(self.sign(at), Some(',')) { at + 1 } else { at };
        let at = if self.word(at).as_deref() == Some("năm") { at + 1 } else { return None };
        self.number(at, 4..=4).map(|y| (y, at))
    }

    /// `tháng 7 năm 2025`, `tháng 7/2025`.
    fn vietnamese_month(&self, at: usize) -> Option<DateMention> {
        if self.word(at)? != "tháng" || at > 0 && self.number(at - 1, 1..=2).is_some() {
            return None;
        }
        let month = self.number(at + 1, 1..=2)?;
        let slash = self
            .sign(at + 2)
            .filter(|&c| (c == '/' || c == '-') && self.attached(at + 1) && self.attached(at + 2));
        let (year, last) = match slash {
            Some(_) => (self.number(at + 3, 4..=4)?, at + 3),
            None => self.year_in_words(at + 2)?,
        };
        let date: PartialDate = checked(Some(year), month, None)?;
        Some(DateMention { span: self.span(at, last), from: date, to: date })
    }
}
