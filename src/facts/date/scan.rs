//! Dates with the name of a month.

use jiff::civil::Date;

use super::{
    DateMention, checked,
    months::{CAPITALISED, MONTHS, Month, Table, fold},
    solar,
    token::{Kind, Token},
    words,
};
use crate::{
    text::Span,
    types::{Lang, PartialDate},
};

pub(super) struct Scan<'t> {
    pub text: &'t str,
    pub tokens: &'t [Token],
    pub lang: Lang,
    /// The day of publication.
    pub near: Option<Date>,
}

/// One or two days beside a month, with the tokens they fill.
#[derive(Clone, Copy)]
struct Days {
    from: u32,
    to: u32,
    first: usize,
    last: usize,
}

pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—' | '−' | '֊' | '~' | '～' | '〜' | '∼')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`')
}

impl Scan<'_> {
    pub fn dates(&self) -> Vec<DateMention> {
        let table = MONTHS.get(self.lang.as_str()).unwrap_or(&MONTHS["und"]);
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            if self.tokens[at].kind == Kind::Word
                && self.worth_a_look(at)
                && let Some((month, after)) = self.month(table, at)
            {
                found.extend(self.date(table, month, at, after));
                at = after;
            } else {
                at += 1;
            }
        }
        found
    }

    /// Whether a figure stands near; in Arabic script the day may be a word.
    fn worth_a_look(&self, at: usize) -> bool {
        let word = self.tokens[at].span.of(self.text);
        let near = &self.tokens[at.saturating_sub(4)..(at + 6).min(self.tokens.len())];
        word.len() <= 48
            && (near.iter().any(|t| matches!(t.kind, Kind::Number(_)))
                || (0xd8..=0xdb).contains(&word.as_bytes()[0]))
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|t| t.kind)
    }

    fn sign(&self, at: usize) -> Option<char> {
        match self.kind(at)? {
            Kind::Sign(c) => Some(c),
            _ => None,
        }
    }

    fn word(&self, at: usize) -> Option<String> {
        (self.kind(at)? == Kind::Word).then(|| fold(self.tokens[at].span.of(self.text)))
    }

    fn is_word(&self, at: usize, list: &words::List) -> bool {
        self.word(at).is_some_and(|w| list.contains(&w))
    }

    /// No space between token `at` and the one after it.
    fn attached(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|next| self.tokens[at].span.end == next.span.start)
    }

    /// The month that begins at a word, and the token after it; a second name of the same month, as
    /// in `آذار/مارس`, belongs to it.
    fn month(&self, table: &Table, at: usize) -> Option<(Month, usize)> {
        let (month, after) = self.month_name(table, at)?;
        let second = match self.sign(after) {
            Some('/') => after + 1,
            Some('(') => after + 1,
            _ => return Some((month, after)),
        };
        match self.month_name(table, second) {
            Some((other, end)) if other.number == month.number && other.solar == month.solar => {
                Some((month, if self.sign(end) == Some(')') { end + 1 } else { end }))
            }
            _ => Some((month, after)),
        }
    }

    fn month_name(&self, table: &Table, at: usize) -> Option<(Month, usize)> {
        let word = self.word(at)?;
        if let Some(next) = self.word(at + 1).filter(|_| matches!(word.as_str(), "کانون" | "تشرین"))
            && let Some(month) = table.get(&format!("{word} {next}"))
        {
            return Some((*month, at + 2));
        }
        let month = *table.get(&word)?;
        let lang = self.lang.as_str();
        let written = self.tokens[at].span.of(self.text);
        let capital = written.chars().next().is_some_and(char::is_uppercase);
        if CAPITALISED.contains(&lang) && !capital {
            return None;
        }
        // `cei 3 mai buni` are the three best.
        if lang == "ro" && written == "mai" {
            let next = self.kind(at + 1) == Some(Kind::Word) && {
                let next = self.tokens[at + 1].span.of(self.text);
                !next.starts_with(char::is_uppercase) && !self.is_word(at + 1, &words::AFTER_ROMANIAN_MAY)
            };
            if next {
                return None;
            }
        }
        Some((month, at + 1))
    }

    fn date(&self, table: &Table, mut month: Month, at: usize, mut after: usize) -> Option<DateMention> {
        // `Mart'ın 3'ünde`
        if self.sign(after).is_some_and(is_apostrophe)
            && self.attached(after)
            && self.is_word(after + 1, &words::GENITIVE)
        {
            month.genitive = true;
            after += 2;
        }
        let dotted = self.sign(after) == Some('.') && self.attached(after - 1) && month.short;
        let end = if dotted { after + 1 } else { after };
        let right =
            (month.genitive || words::DAY_LAST.contains(self.lang.as_str()) || self.lang == Lang::UND)
                .then(|| self.days_after(end, at, month.genitive))
                .flatten();
        let left = self.days_before(at);
        let days = if month.genitive { right.or(left) } else { left.or(right) };
        let first = days.map_or(at, |d| d.first.min(at));
        let last = days.map_or(after - 1, |d| d.last.max(after - 1));
        let year = self.year_after(last + 1).or_else(|| self.year_before(first));
        let (year, first, last) = match year {
            Some((year, token)) => (Some(year), first.min(token), last.max(token)),
            None => (None, first, last),
        };
        let span = Span { start: self.tokens[first].span.start, end: self.tokens[last].span.end };
        let Some(days) = days else {
            let month_year = |m: u8| checked(Some(year?), u32::from(m), None).filter(|_| !month.solar);
            let to = month_year(month.number).filter(|d| d.year >= Some(1800))?;
            let earlier = at.checked_sub(2).filter(|_| self.sign(at - 1).is_some_and(is_dash));
            let earlier = earlier.and_then(|m| Some((m, self.month_name(table, m)?.0)));
            return Some(match earlier {
                Some((token, m)) if !m.solar && m.number < month.number => DateMention {
                    span: Span { start: self.tokens[token].span.start, ..span },
                    from: month_year(m.number)?,
                    to,
                },
                _ => DateMention { span, from: to, to },
            });
        };
        let on = |day: u32| {
            if month.solar {
                solar::day(year.map(|y| y as i32), month.number, u8::try_from(day).ok()?, self.near)
            } else {
                checked(year, u32::from(month.number), Some(day))
            }
        };
        Some(DateMention { span, from: on(days.from)?, to: on(days.to)? })
    }

    /// A day of one or two digits that is no part of a longer figure.
    fn day(&self, at: usize) -> Option<u32> {
        let Kind::Number(day) = self.kind(at)? else { return None };
        let alone = match at.checked_sub(1) {
            Some(before) if self.attached(before) => match self.tokens[before].kind {
                Kind::Word => false,
                Kind::Sign('.' | ',' | ':' | '/') => {
                    before == 0
                        || !self.attached(before - 1)
                        || !matches!(self.tokens[before - 1].kind, Kind::Number(_))
                }
                Kind::Sign('$' | '€' | '£' | '₽' | '№' | '#' | '+') => false,
                _ => true,
            },
            _ => true,
        };
        (alone && (1..=31).contains(&day) && self.tokens[at].digits(self.text) <= 2).then_some(day)
    }

    /// The figure whose ordinal ending or full stop ends at `at`.
    fn figure_before(&self, mut at: usize) -> Option<usize> {
        if self.is_word(at, &words::ORDINAL) && at > 0 {
            if self.attached(at - 1) {
                at -= 1;
                if self.sign(at).is_some_and(|c| is_dash(c) || is_apostrophe(c)) {
                    at = at.checked_sub(1)?;
                }
            }
        } else if self.sign(at) == Some('.') && words::DOTTED.contains(self.lang.as_str()) {
            at = at.checked_sub(1).filter(|&a| self.attached(a))?;
        }
        Some(at)
    }

    fn days_before(&self, month: usize) -> Option<Days> {
        let mut at = month.checked_sub(1)?;
        if self.sign(at).is_some_and(is_apostrophe) && at > 0 && self.attached(at) {
            at -= 1; // d'agost
        }
        if self.is_word(at, &words::OF) {
            at = at.checked_sub(1)?;
            // `the 5th of the May` is no date, `5 de el mayo` neither.
        } else if self.sign(at).is_some_and(is_dash) && self.attached(at) && at > 0 && self.attached(at - 1) {
            at -= 1; // 21-fevral
        }
        at = self.figure_before(at)?;
        let Some(to) = self.day(at) else { return self.ordinal_before(at) };
        let single = Days { from: to, to, first: at, last: at };
        let Some(link) = at.checked_sub(1) else { return Some(single) };
        let range = self.sign(link).is_some_and(is_dash) || self.is_word(link, &words::TO);
        let pair = self.is_word(link, &words::AND);
        let from =
            link.checked_sub(1).and_then(|b| self.figure_before(b)).and_then(|b| Some((b, self.day(b)?)));
        // `4-1 de febrero` is a score.
        let tight = self.sign(link).is_some_and(is_dash) && self.attached(link);
        if tight && from.is_some_and(|(_, from)| from >= to) {
            return None;
        }
        Some(match from {
            Some((first, from)) if from < to && (range || pair && from + 1 == to) => {
                Days { from, to, first, last: at }
            }
            _ => single,
        })
    }

    /// A day in words, as Persian and Arabic write it: `بیست و یکم`, `الخامس عشر من`.
    fn ordinal_before(&self, at: usize) -> Option<Days> {
        let word = |at: usize| self.word(at);
        let find = |days: &words::Days, w: &str| days.get(w).copied();
        let last = word(at)?;
        let one = |day: u32, first: usize| Some(Days { from: day, to: day, first, last: at });
        if let Some(units) = find(&words::PERSIAN, &last) {
            let tens =
                at.checked_sub(2).filter(|_| word(at - 1).as_deref() == Some("و")).and_then(
                    |t| match word(t)?.as_str() {
                        "بیست" => Some((20, t)),
                        "سی" => Some((30, t)),
                        _ => None,
                    },
                );
            return match tens {
                Some((tens, first)) if units < 10 => one(tens + units, first),
                _ => one(units, at),
            };
        }
        let before = at.checked_sub(1).and_then(|b| find(&words::ARABIC, &word(b)?).filter(|&n| n < 10));
        if last == "عشر" {
            return one(10 + before?, at - 1);
        }
        if let (Some(units), Some(tens)) =
            (before, last.strip_prefix('و').and_then(|t| find(&words::ARABIC, t)))
        {
            return one(tens + units, at - 1);
        }
        let day = find(&words::ARABIC, &last)?;
        let part = at.checked_sub(1).is_some_and(|b| self.is_word(b, &words::ARABIC_PARTS));
        if part { None } else { one(day, at) }
    }

    fn days_after(&self, mut at: usize, month: usize, genitive: bool) -> Option<Days> {
        if self.word(at).as_deref() == Some("the") {
            at += 1;
        }
        let from = self.day(at)?;
        let (end, ending) = self.ending(at);
        let english = matches!(self.lang.as_str(), "en" | "und") && !genitive;
        if english && ending.is_none() {
            let led = month.checked_sub(1).is_some_and(|b| self.is_word(b, &words::NO_DAY_AFTER));
            if led || self.is_word(end, &words::COUNTED) {
                return None;
            }
        }
        // `May 5:30`, `May 5.2`, `May 5%`, `May 5G`, `May 20,000`
        if self.attached(at) {
            let numbers = self.attached(at + 1) && matches!(self.kind(at + 2), Some(Kind::Number(_)));
            match self.tokens[at + 1].kind {
                Kind::Sign('%' | '°' | '‰') => return None,
                Kind::Sign('.' | ',' | ':' | '/')
                    if numbers && self.tokens[at + 2].digits(self.text) != 4 =>
                {
                    return None;
                }
                Kind::Word if end == at + 1 && !genitive => return None,
                _ => {}
            }
        }
        let single = Days { from, to: from, first: at, last: at };
        let dash = self.sign(end).is_some_and(is_dash);
        let range = dash || self.is_word(end, &words::TO);
        let pair = self.is_word(end, &words::AND);
        let bare = ending.as_deref().is_some_and(|e| words::FROM_ENDING.contains(e));
        let second = if range || pair { end + 1 } else { end };
        let Some(to) = self.day(second).filter(|_| range || pair || bare) else { return Some(single) };
        let (rest, _) = self.ending(second);
        // `May 5 – 7 June`: the second figure has its own month.
        let table = MONTHS.get(self.lang.as_str()).unwrap_or(&MONTHS["und"]);
        let own_month = self.month_name(table, rest).is_some() || self.is_word(rest, &words::OF);
        if dash && to < from && self.attached(end) && !own_month {
            return None; // A score.
        }
        if to > from && !own_month && (range || bare || to == from + 1) {
            return Some(Days { from, to, first: at, last: second });
        }
        Some(single)
    }

    /// The token after a figure and its ending (`5th`, `3-də`, `5'inde`), and the ending.
    fn ending(&self, at: usize) -> (usize, Option<String>) {
        if !self.attached(at) {
            return (at + 1, None);
        }
        if let Some(word) = self.word(at + 1) {
            return if self.is_word(at + 1, &words::ORDINAL)
                || word.chars().count() <= 5 && self.lang.as_str() != "en"
            {
                (at + 2, Some(word))
            } else {
                (at + 1, None)
            };
        }
        let joint = self.sign(at + 1).is_some_and(|c| is_dash(c) || is_apostrophe(c));
        match self.word(at + 2) {
            Some(word) if joint && self.attached(at + 1) => (at + 3, Some(word)),
            _ => (at + 1, None),
        }
    }

    fn year(&self, at: usize) -> Option<u32> {
        match self.kind(at)? {
            Kind::Number(year) if self.tokens[at].digits(self.text) == 4 => {
                // `2,000.5` and `2025:1` are no years.
                let more = self.attached(at)
                    && matches!(self.tokens[at + 1].kind, Kind::Sign(',' | '.' | ':' | '/'))
                    && self.attached(at + 1)
                    && matches!(self.kind(at + 2), Some(Kind::Number(_) | Kind::Long));
                (!more && (1000..=2199).contains(&year)).then_some(year)
            }
            _ => None,
        }
    }

    fn year_after(&self, mut at: usize) -> Option<(u32, usize)> {
        // An ordinal ending or the full stop of an abbreviation may stand between.
        if self.is_word(at, &words::ORDINAL) && self.attached(at - 1) {
            at += 1;
        }
        if matches!(self.sign(at), Some(',' | '.' | '،')) {
            at += 1;
        }
        for _ in 0..2 {
            if self.is_word(at, &words::OF_YEAR) {
                at += 1;
            }
        }
        let year = self.year(at)?;
        // `15 наурызда, 2025 жылдың шілдесінде`: the year of the next date.
        let mark = if self.sign(at + 1).is_some_and(is_dash) { at + 3 } else { at + 1 };
        let mark = (mark..mark + 2).find(|&m| self.is_word(m, &words::YEAR));
        let table = MONTHS.get(self.lang.as_str()).unwrap_or(&MONTHS["und"]);
        let next = mark.is_some_and(|m| (m + 1..m + 3).any(|m| self.month_name(table, m).is_some()));
        (!next).then_some((year, at))
    }

    /// A year in front, with what its language puts after it: `2025-ci il`, `2025 թ.-ի`, `2025.`.
    fn year_before(&self, first: usize) -> Option<(u32, usize)> {
        let mut marked = false;
        for at in (first.saturating_sub(5)..first).rev() {
            if let Some(year) = self.year(at) {
                let plain = match self.lang.as_str() {
                    "hu" => true,
                    "und" => self.sign(at + 1) == Some('.') && at + 2 == first,
                    _ => false,
                };
                return (marked || plain).then_some((year, at));
            }
            match self.kind(at)? {
                Kind::Sign('.') if self.attached(at - at.min(1)) => {}
                Kind::Sign(c) if is_dash(c) && self.attached(at) => {}
                Kind::Word if self.is_word(at, &words::YEAR) => marked = true,
                // 2025-ci
                Kind::Word => {
                    let joined = at > 1 && self.sign(at - 1).is_some_and(is_dash) && self.attached(at - 1);
                    if !joined || self.tokens[at].digits(self.text) > 4 {
                        return None;
                    }
                    marked = true;
                }
                _ => return None,
            }
        }
        None
    }
}

/// Two dates with a dash or a word of range between them made into one: `30 April – 2 May 2025`.
pub(super) fn joined(text: &str, dates: Vec<DateMention>) -> Vec<DateMention> {
    let mut joined: Vec<DateMention> = Vec::with_capacity(dates.len());
    for date in dates {
        if let Some(last) = joined.last_mut()
            && let Some(range) = range(text, *last, date)
        {
            *last = range;
            continue;
        }
        joined.push(date);
    }
    joined
}

fn range(text: &str, a: DateMention, b: DateMention) -> Option<DateMention> {
    let between = text[a.span.end as usize..b.span.start as usize].trim();
    if between.len() > 24 || a.from != a.to || b.from != b.to {
        return None;
    }
    let dash = between.chars().count() == 1 && between.chars().all(is_dash);
    let east = matches!(between, "至" | "到" | "から" | "부터");
    if !(dash || east || words::JOIN.contains(&fold(between))) {
        return None;
    }
    let (mut from, to) = (a.from, b.to);
    if from.day.is_some() != to.day.is_some() || from.year.is_some() && to.year.is_none() {
        return None;
    }
    if from.year.is_none() {
        from.year = to.year.map(|y| if from.month > to.month { y - 1 } else { y });
    }
    let order = |d: PartialDate| (d.year, d.month, d.day);
    let across = from.year.is_none() && from.month > to.month;
    (order(from) < order(to) || across).then_some(DateMention {
        span: Span { start: a.span.start, end: b.span.end },
        from,
        to,
    })
}
