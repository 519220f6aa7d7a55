//! `2026年3月9日`, `3月9日至11日`, `3월 9일`: Chinese, Japanese and Korean.

use super::{
    DateMention, checked,
    scan::is_dash,
    token::{Kind, Token},
};
use crate::text::Span;

struct Signs<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

pub(super) fn dates(text: &str, tokens: &[Token]) -> Vec<DateMention> {
    let signs = Signs { text, tokens };
    let mut found = Vec::new();
    let mut at = 0;
    while at + 1 < tokens.len() {
        match signs.date(at) {
            Some((date, next)) => {
                found.push(date);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

impl Signs<'_> {
    /// A number with one of the signs right after it, and the byte after the sign.
    fn counted(&self, at: usize, signs: &[char]) -> Option<(u32, u32)> {
        let Kind::Number(n) = self.tokens.get(at)?.kind else { return None };
        let word = self.tokens.get(at + 1).filter(|t| t.kind == Kind::Word)?;
        let c = word.span.of(self.text).chars().next().filter(|c| signs.contains(c))?;
        Some((n, word.span.start + c.len_utf8() as u32))
    }

    fn whole_word(&self, at: usize, end: u32) -> bool {
        self.tokens[at].span.end == end
    }

    fn date(&self, start: usize) -> Option<(DateMention, usize)> {
        let mut at = start;
        let mut year = None;
        if let Some((y, end)) = self.counted(at, &['年', '년']).filter(|&(y, _)| (1000..=2199).contains(&y))
        {
            if !self.whole_word(at + 1, end) {
                return None;
            }
            year = Some(y);
            at += 2;
        }
        let (month, end) = self.counted(at, &['月', '월'])?;
        let begin = self.tokens[start].span.start;
        let days = ['日', '号', '號', '일'];
        // `3月9～11日`
        if let (Some(Kind::Number(first)), Some(Kind::Sign(dash))) =
            (self.tokens.get(at + 2).map(|t| t.kind), self.tokens.get(at + 3).map(|t| t.kind))
            && is_dash(dash)
            && let Some((last, end)) = self.counted(at + 4, &days).filter(|&(last, _)| last > first)
        {
            let (from, to) = (checked(year, month, Some(first))?, checked(year, month, Some(last))?);
            return Some((DateMention { span: Span { start: begin, end }, from, to }, at + 6));
        }
        let day = self.whole_word(at + 1, end).then(|| self.counted(at + 2, &days)).flatten();
        let Some((day, end)) = day else {
            // `3月` needs its year, and is no month in `3月間`.
            let date = checked(Some(year?), month, None)?;
            return Some((DateMention { span: Span { start: begin, end }, from: date, to: date }, at + 2));
        };
        let from = checked(year, month, Some(day))?;
        let single = DateMention { span: Span { start: begin, end }, from, to: from };
        Some(match self.until(at + 3, end).filter(|&(to, ..)| to > day) {
            Some((to, end, next)) => {
                let to = checked(year, month, Some(to))?;
                (DateMention { span: Span { start: begin, end }, from, to }, next)
            }
            None => (single, at + 4),
        })
    }

    /// The second day of `9日至11日`, `9日から11日`, `9～11日`, `9일부터 11일까지`; `word` holds the first
    /// day's sign, which ends at `end`.
    fn until(&self, word: usize, end: u32) -> Option<(u32, u32, usize)> {
        let rest = &self.text[end as usize..self.tokens[word].span.end as usize];
        let next = if matches!(rest, "至" | "到" | "から" | "부터") {
            word + 1
        } else if rest.is_empty() && matches!(self.tokens.get(word + 1)?.kind, Kind::Sign(c) if is_dash(c)) {
            word + 2
        } else {
            return None;
        };
        let (day, end) = self.counted(next, &['日', '号', '號', '일'])?;
        Some((day, end, next + 2))
    }
}
