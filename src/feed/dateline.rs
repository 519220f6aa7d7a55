//! The head of a report: a header line such as `date 2025-05-08`, and the dateline of agency news.
//!
//! Read only at the very start of a text and only where its form leaves no doubt: what is not a
//! dateline must stay part of the first sentence.

use std::sync::LazyLock;

use regex::Regex;

use super::agency;
use crate::{
    facts::date::{self, DateMention},
    text::Span,
    types::{Dateline, Lang, PartialDate, Published},
};

/// What stands before the report itself. Spans are in bytes of the text.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Head {
    pub published: Option<Published>,
    pub dateline: Option<Dateline>,
}

/// Longest head that is looked at, in bytes.
const REACH: usize = 320;

pub(super) fn head(text: &str, lang: Option<Lang>) -> Head {
    let lang = lang.unwrap_or(Lang::UND);
    let mut reach = text.len().min(REACH);
    while !text.is_char_boundary(reach) {
        reach -= 1;
    }
    let cut = reach < text.len();
    let text = &text[..reach];
    let (published, after) = match header(text, lang) {
        Some((published, after)) => (Some(published), after),
        None => (None, 0),
    };
    let begin = text.len() - text[after..].trim_start().len();
    let line = Line::new(text, begin, cut, lang);
    let mut dateline = line.east_asian().or_else(|| line.signed()).or_else(|| line.placed(begin));
    if let Some(d) = &mut dateline {
        d.span = d.span.trimmed(text);
    }
    if published.is_some() {
        let start = text.len() - text.trim_start().len();
        let header = Span::new(start, after);
        match &mut dateline {
            Some(d) => d.span.start = header.start,
            None => dateline = Some(Dateline { span: header, place: None, date: None, agency: None }),
        }
    }
    Head { published, dateline }
}

/// A line that gives the day of publication, and the byte after it.
fn header(text: &str, lang: Lang) -> Option<(Published, usize)> {
    static WORD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)^\s*(?:",
            r"(?:date|datum|data|fecha|dato|päivämäärä|dátum|tarih|tarix|sana|күні|күнү|дата|датум|таърих|ngày đăng|",
            r"(?:date )?published(?: on| at)?|publication date|posted(?: on)?|опубликовано|опубліковано|publié le|",
            r"publicado(?: el| em)?|pubblicato(?: il)?|veröffentlicht(?: am)?|publicat(?: la)?|التاريخ|تاریخ|日期|发布时间|",
            r"發布時間|公開日)\s*[:：]\s*|(?:date|published)\s+)",
        ))
        .expect("the pattern is fixed")
    });
    static TIME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:T| |, )\s?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?\b")
            .expect("fixed")
    });
    let word = WORD.find(text)?;
    let start = word.end();
    let colon = word.as_str().contains([':', '：']);
    // In header lines the day comes in any language's form.
    let found = [lang, Lang::UND, Lang::new("en")].into_iter().find_map(|lang| {
        date::dates(&text[start..], lang)
            .into_iter()
            .find(|d| d.span.start == 0 && d.from == d.to && d.from.year.is_some())
    })?;
    let date = found.from;
    date.day?;
    let mut end = start + found.span.end as usize;
    let iso = text[start..end].bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if !colon && !iso {
        return None;
    }
    let time = TIME.find(&text[end..]);
    let stamp = time.and_then(|t| {
        super::published::published(&format!("{date}T{}", t.as_str().trim_start_matches(['T', ' ', ','])))
    });
    end += time.map_or(0, |t| t.end());
    let day = || super::published::published(&date.to_string());
    let published = stamp.or_else(day)?;
    // The day stays the one written, whatever the zone.
    Some((Published { date, basis: "header", ..published }, end))
}

/// The start of a text, with the dates in it.
struct Line<'t> {
    text: &'t str,
    begin: usize,
    /// The text goes on after what is looked at.
    cut: bool,
    lang: Lang,
    dates: Vec<DateMention>,
}

/// What follows a place, as far as it is read.
#[derive(Default)]
struct Found {
    place: Option<Span>,
    date: Option<PartialDate>,
    agency: Option<Span>,
}

impl Found {
    fn dateline(&self, start: usize, end: usize) -> Dateline {
        Dateline { span: Span::new(start, end), place: self.place, date: self.date, agency: self.agency }
    }
}

impl<'t> Line<'t> {
    fn new(text: &'t str, begin: usize, cut: bool, lang: Lang) -> Self {
        let mut dates = date::dates(text, lang);
        if lang == Lang::UND {
            // Abbreviated months, and days in figures where the place or agency is Vietnamese.
            for other in ["en", "ru", "es", "ro", "vi"] {
                for date in date::dates(text, Lang::new(other)) {
                    if !dates.iter().any(|d| d.span.overlaps(date.span)) {
                        dates.push(date);
                    }
                }
            }
        }
        Self { text, begin, cut, lang, dates }
    }

    fn rest(&self, at: usize) -> &'t str {
        &self.text[at..]
    }

    fn spaces(&self, at: usize) -> usize {
        let rest = self.rest(at);
        at + rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\t', '\u{3000}']).len()
    }

    /// The day that begins at a byte, and the byte after it and its `года`, `d.` or case ending.
    fn date(&self, at: usize) -> Option<(PartialDate, usize)> {
        static TAIL: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"^(?: (?:года|год|г\.|року|р\.|roku|god\.|d\.|жылы|ж\.|yil|-?[cç][iıuü] il))")
                .expect("fixed")
        });
        if let Some(found) = self.dates.iter().find(|d| d.span.start as usize == at) {
            let mut end = found.span.end as usize;
            end += TAIL.find(self.rest(end)).map_or(0, |t| t.end());
            return (found.from.day.is_some()).then_some((found.from, end));
        }
        // `HÀ NỘI, 5/3 (TTXVN)`
        static SHORT: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"^(\d{1,2})/(\d{1,2})\b(?:[^/]|$)").expect("fixed"));
        let vietnamese =
            self.lang.as_str() == "vi" || self.lang == Lang::UND && agency::is_vietnamese(self.text);
        let short = SHORT.captures(self.rest(at)).filter(|_| vietnamese)?;
        let number = |i: usize| short[i].parse::<u8>().ok();
        let (day, month) = (number(1)?, number(2)?);
        jiff::civil::Date::new(2024, month as i8, day as i8).ok()?;
        let end = at + short.get(2)?.end();
        Some((PartialDate { year: None, month: Some(month), day: Some(day) }, end))
    }

    /// A dash that ends a dateline: set off by a space on one side at least. The byte after it and
    /// its spaces.
    fn dash(&self, at: usize) -> Option<usize> {
        let here = self.spaces(at);
        let rest = self.rest(here);
        let length =
            ["---", "--", "—", "–", "―", "-", "‑", "−"].iter().find(|d| rest.starts_with(**d))?.len();
        let after = here + length;
        let end = self.spaces(after);
        (here > at || end > after || self.text[..at].ends_with(['.', ')', '/'])).then_some(end)
    }

    /// The report goes on as sentences do: with a capital, a figure, a quotation mark or a letter
    /// that knows no case.
    fn begins_sentence(&self, at: usize) -> bool {
        let rest = self.rest(at).trim_start();
        match rest.chars().next() {
            Some(c) => !c.is_lowercase() && !matches!(c, ',' | '.' | ')' | ';' | ':' | '%'),
            None => self.cut,
        }
    }

    /// `本报大理3月9日电`, `新华社北京5月8日电（记者…）`, `(서울=연합뉴스)`, `［ロンドン ５日 ロイター］`.
    fn east_asian(&self) -> Option<Dateline> {
        static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(concat!(
                r"^(?:(?P<agency>新华社|新華社|中新社|中新网|人民网|央视网|中央社|法新社|路透社|美联社|塔斯社)|本报|本報|本台)?",
                r"[，, ]?(?P<place>[\p{Han}·]{2,10}?)?[，, ]?(?P<date>(?:\d{4}年)?\d{1,2}月\d{1,2}日)",
                r"(?:专电|综合电|电|電|讯|訊|消息)[ \u{3000}]?(?:[（(][^）)\n]{1,60}[）)])?[ \u{3000}:：，]*",
            ))
            .expect("the pattern is fixed")
        });
        static BRACKET: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(concat!(
                r"^(?:[(\[［【]\s?(?P<place>[\p{Hangul}\p{Han}\p{Katakana}ー]{2,16})\s?(?:=|＝)\s?(?P<agency>[^)\]］】\n]{2,20})[)\]］】]",
                r"(?:\s[\p{Hangul}·, ]{2,24}(?:기자|특파원))?\s?(?:=|＝)?",
                r"|［(?P<place2>[\p{Han}\p{Katakana}ー]{2,16})[ \u{3000}][0-9０-９]{1,2}日[ \u{3000}](?P<agency2>[^］\n]{2,16})］)",
                r"\s?(?:[-—–])?\s*",
            ))
            .expect("the pattern is fixed")
        });
        let rest = self.rest(self.begin);
        let span = |m: regex::Match| Span::new(self.begin + m.start(), self.begin + m.end());
        if let Some(found) = CHINESE.captures(rest) {
            let date = found.name("date").map(span)?;
            let whole = found.get(0).map(span)?;
            let dated = self.dates.iter().find(|d| d.span == date).map(|d| d.from);
            if found.name("agency").is_some() || found.name("place").is_some() || rest.starts_with('本') {
                return Some(Dateline {
                    span: whole,
                    place: found.name("place").map(span),
                    date: dated,
                    agency: found.name("agency").map(span),
                });
            }
        }
        let found = BRACKET.captures(rest)?;
        let part = |a, b| found.name(a).or_else(|| found.name(b)).map(span);
        let whole = found.get(0).map(span)?.trimmed(self.text);
        Some(Dateline {
            span: whole,
            place: part("place", "place2"),
            date: None,
            agency: part("agency", "agency2"),
        })
    }

    /// A report that begins with its agency: `(Reuters) - `, `TTXVN - `, `(ANSA) - ROMA, 5 MAG - `.
    fn signed(&self) -> Option<Dateline> {
        let (agency, after) = self.bracketed(self.begin).or_else(|| {
            let agency = agency::known(self.rest(self.begin))?;
            let agency = Span::new(self.begin, self.begin + agency);
            Some((agency, agency.end as usize))
        })?;
        let end = self.dash(after)?;
        if !self.begins_sentence(end) {
            return None;
        }
        let mut dateline = match self.placed(end) {
            Some(placed) if placed.agency.is_none() => placed,
            _ => Found::default().dateline(self.begin, end),
        };
        dateline.span.start = self.begin as u32;
        dateline.agency = Some(agency);
        Some(dateline)
    }

    /// An agency in brackets or between slashes, and the byte after it: `(Reuters)`, `/AZƏRTAC/`,
    /// `(AP Photo/X)` not.
    fn bracketed(&self, at: usize) -> Option<(Span, usize)> {
        let rest = self.rest(at);
        let close = match rest.chars().next()? {
            '(' => ')',
            '[' => ']',
            '/' => '/',
            _ => return None,
        };
        let length = rest[1..].find(close).filter(|n| (2..=40).contains(n))?;
        let inside = Span::new(at + 1, at + 1 + length).trimmed(self.text);
        let name = inside.of(self.text);
        let plausible = agency::known(name) == Some(name.len())
            || name.chars().count() <= 24
                && !name.contains(['\n', ',', ';', '/'])
                && !name.chars().any(|c| c.is_ascii_digit())
                && name.split_whitespace().all(agency::is_capital);
        plausible.then_some((inside, at + 1 + length + 1))
    }

    /// A report that begins with its place.
    fn placed(&self, begin: usize) -> Option<Dateline> {
        let length = agency::place(self.rest(begin))?;
        let place = Span::new(begin, begin + length);
        let name = place.of(self.text);
        if agency::is_no_place(name) {
            return None;
        }
        // `ТАСС, 5 мая.`
        let mut found = match agency::known(name) {
            Some(n) if n == name.len() => Found { agency: Some(place), ..Found::default() },
            _ => Found { place: Some(place), ..Found::default() },
        };
        let capitals = agency::is_all_capitals(name);
        let mut best = None;
        let mut at = begin + length;
        let mut regions = 0;
        for _ in 0..12 {
            if let Some(end) = self.dash(at) {
                let sure =
                    found.date.is_some() || found.agency.is_some() || capitals && !agency::is_catchword(name);
                if sure && self.begins_sentence(end) {
                    let end = self.agency_after_dash(&mut found, end);
                    return Some(found.dateline(begin, end));
                }
                break;
            }
            let here = self.spaces(at);
            let rest = self.rest(here);
            let Some(next) = rest.chars().next() else {
                if found.date.is_some() && !self.cut {
                    best = Some(found.dateline(begin, at));
                }
                break;
            };
            if next == '\n' || next == '\r' {
                // A line of its own.
                if found.date.is_some() {
                    best = Some(found.dateline(begin, at));
                }
                break;
            }
            if found.agency.is_none() && (next == '(' || next == '[' || next == '/') {
                let Some((agency, end)) = self.bracketed(here) else { break };
                let trusted = found.date.is_some() || capitals || {
                    let name = agency.of(self.text);
                    agency::known(name) == Some(name.len())
                };
                if !trusted {
                    break;
                }
                found.agency = Some(agency);
                at = end;
                continue;
            }
            if next == ':' && (here > at || found.date.is_none() && found.agency.is_none()) {
                break;
            }
            let mut bare = false;
            let stop = next == '.';
            if matches!(next, ',' | '،' | '，' | '.' | ';' | ':') {
                at = here + next.len_utf8();
                if stop
                    && found.date.is_some()
                    && self.begins_sentence(at)
                    && self.rest(at).starts_with([' ', '\n', '\r', '\u{a0}'])
                {
                    best = Some(found.dateline(begin, at));
                }
                if next == ':' && found.agency.is_some() {
                    best = Some(found.dateline(begin, at));
                    break;
                }
            } else if here == at {
                break;
            } else {
                at = here;
                bare = true;
            }
            let here = self.spaces(at);
            if self.rest(here).starts_with([',', '.', '(', '[', '/']) || self.dash(at).is_some() {
                continue;
            }
            // `الدوحة 5 مايو (قنا)`, `PARIS Nov 2 —`; elsewhere a sign stands before the day.
            let apart = !bare || capitals || !agency::is_cased(name);
            if found.date.is_none()
                && apart
                && let Some((date, end)) = self.date(here)
            {
                found.date = Some(date);
                at = end;
                continue;
            }
            if let Some(length) = agency::weekday(self.rest(here)) {
                at = here + length;
                continue;
            }
            if let Some((agency, end)) =
                self.agency(here, found.date.is_some()).filter(|_| found.agency.is_none())
            {
                found.agency = Some(agency);
                at = end;
                continue;
            }
            // A region or country after the place, before the date.
            if found.date.is_none() && found.agency.is_none() && next == ',' && regions < 2 {
                let Some(length) = agency::place(self.rest(here)) else { break };
                regions += 1;
                at = here + length;
                continue;
            }
            break;
        }
        best
    }

    /// An agency that stands bare, as after `Baku, May 8,`; what comes after it must end the dateline.
    fn agency(&self, at: usize, dated: bool) -> Option<(Span, usize)> {
        let rest = self.rest(at);
        let known = agency::known(rest);
        let length = known.or_else(|| agency::name(rest).filter(|_| dated))?;
        let end = at + length;
        let quote = if rest.starts_with(['«', '“', '"', '„']) { 1 } else { 0 };
        let span = Span::new(at, end);
        let next = self.rest(self.spaces(end)).chars().next();
        let ends = match next {
            None => !self.cut,
            Some('\n' | '\r') => true,
            Some('.' | ':' | '/') => known.is_some() || agency::is_all_capitals(span.of(self.text)),
            _ => self.dash(end).is_some(),
        };
        (ends && quote == 0).then_some((span, end))
    }

    /// `АСТАНА, 6 мая — Агентство.`: the agency after the dash, if it stands alone there.
    fn agency_after_dash(&self, found: &mut Found, at: usize) -> usize {
        if found.agency.is_some() || found.date.is_none() {
            return at;
        }
        let rest = self.rest(at);
        let Some(length) = agency::known(rest).or_else(|| agency::name(rest)) else { return at };
        // A reporter's name may follow.
        static AUTHOR: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"^(?:, \p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’-]+){1,2})?\.").expect("fixed")
        });
        let Some(tail) = AUTHOR.find(self.rest(at + length)) else { return at };
        let end = at + length + tail.end();
        if !self.begins_sentence(end) {
            return at;
        }
        found.agency = Some(Span::new(at, at + length));
        end
    }
}

#[cfg(test)]
mod tests;
