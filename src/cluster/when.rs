//! When that happened which a document reports.

use super::deadline::is_deadline;
use crate::{
    facts::date::DateMention,
    text::Span,
    types::{Annotated, Document, PartialDate},
};

/// A report tells of the last days; older dates in it are background.
const NEWS: i64 = 14;
/// Days of one lead that are further apart belong to different happenings.
const GAP: i64 = 3;
/// Sentences of the body in which the date of the happening is looked for.
const DEPTH: usize = 4;
/// And those in which a weekday is taken for its day.
const WEEKDAY_DEPTH: usize = 2;
/// A year for dates without one; a leap year, so that every day exists.
pub const ANY_YEAR: i16 = 2000;

/// Where a date comes from, best last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    Published,
    Header,
    Dateline,
    /// The text names a weekday just past, or yesterday.
    Inferred,
    Text,
}

impl Basis {
    pub fn as_str(self) -> &'static str {
        match self {
            Basis::Published => "published",
            Basis::Header => "header",
            Basis::Dateline => "dateline",
            Basis::Inferred => "inferred",
            Basis::Text => "text",
        }
    }
}

/// A range of days, counted from 1970, both ends in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    pub from: i64,
    pub to: i64,
    /// The year is unknown; the days stand in [`ANY_YEAR`].
    pub yearless: bool,
    pub basis: Basis,
}

impl Days {
    /// The texts say it, not only the feed.
    pub fn of_text(self) -> bool {
        self.basis >= Basis::Dateline
    }

    /// Days from the end of the earlier to the start of the later; 0 where they meet.
    pub fn gap(self, other: Days) -> i64 {
        let apart = |a: Days, b: Days| (a.from - b.to).max(b.from - a.to).max(0);
        if self.yearless == other.yearless {
            return apart(self, other);
        }
        let (known, bare) = if self.yearless { (other, self) } else { (self, other) };
        (-1..=1)
            .filter_map(|d| bare.in_year(civil(known.from).year() + d))
            .map(|b| apart(known, b))
            .min()
            .unwrap_or(0)
    }

    /// The days that both name, for a reader.
    pub fn common(self, other: Days) -> String {
        let known = if self.yearless { other } else { self };
        let bare = if self.yearless { self } else { other };
        let bare = if bare.yearless == known.yearless {
            bare
        } else {
            bare.in_year(civil(known.from).year()).unwrap_or(known)
        };
        let (from, to) = (known.from.max(bare.from), known.to.min(bare.to));
        let show = |day: i64| {
            let mut date = PartialDate::from(civil(day));
            date.year = date.year.filter(|_| !known.yearless);
            date.to_string()
        };
        if from == to { show(from) } else { format!("{} – {}", show(from), show(to)) }
    }

    pub fn in_year(self, year: i16) -> Option<Days> {
        let moved = |n: i64| {
            let d = civil(n);
            jiff::civil::Date::new(year, d.month(), d.day()).ok().map(day_number)
        };
        let (from, to) = (moved(self.from)?, moved(self.to)?);
        (from <= to).then_some(Days { from, to, yearless: false, basis: self.basis })
    }
}

const EPOCH: jiff::civil::Date = jiff::civil::date(1970, 1, 1);

/// Days since 1970.
pub fn day_number(date: jiff::civil::Date) -> i64 {
    i64::from((date - EPOCH).get_days())
}

/// The day with this number.
pub fn civil(number: i64) -> jiff::civil::Date {
    let span = jiff::Span::new().try_days(number).unwrap_or_default();
    EPOCH.checked_add(span).unwrap_or(EPOCH)
}

/// The days of a partial date that has a day and a month; the year from the publication, if known.
fn day_of(date: PartialDate, published: Option<i64>) -> Option<(i64, bool)> {
    let (month, day) = (date.month?, date.day?);
    if let Some(date) = date.civil() {
        return Some((day_number(date), false));
    }
    let in_year = |year: i16| jiff::civil::Date::new(year, month as i8, day as i8).ok().map(day_number);
    match published {
        Some(published) => {
            let year = civil(published).year();
            let near = (year - 1..=year + 1).filter_map(in_year).min_by_key(|n| (n - published).abs());
            near.map(|n| (n, false))
        }
        None => in_year(ANY_YEAR).map(|n| (n, true)),
    }
}

fn range(date: &DateMention, published: Option<i64>) -> Option<(i64, i64, bool)> {
    let (from, yearless) = day_of(date.from, published)?;
    let (to, _) = day_of(date.to, published)?;
    (from <= to && to - from <= NEWS).then_some((from, to, yearless))
}

/// The days of a document that can be news: neither to come nor long past.
pub struct NewsDays<'d> {
    text: &'d str,
    dates: &'d [DateMention],
    published: Option<i64>,
    dateline: Option<(i64, bool)>,
    /// A header or dateline can run on into the first sentence; its date is no part of that.
    head: Option<Span>,
    /// A report cannot tell what came after it.
    latest: Option<i64>,
}

impl<'d> NewsDays<'d> {
    pub fn new(document: &'d Document, dates: &'d [DateMention]) -> Self {
        let published = document.published().and_then(|p| p.date.civil()).map(day_number);
        let dateline = document.dateline().and_then(|d| d.date).and_then(|d| day_of(d, published));
        let latest = match (published, dateline) {
            (Some(p), Some((d, false))) => Some(if (0..=NEWS).contains(&(p - d)) { d } else { p }),
            (Some(p), _) => Some(p),
            (None, Some((d, _))) => Some(d),
            (None, None) => None,
        };
        let (text, head) = (document.text(), document.dateline().map(|d| d.span));
        Self { text, dates, published, dateline, head, latest }
    }

    /// The same of other dates in the document.
    fn with<'o>(&self, dates: &'o [DateMention]) -> NewsDays<'o>
    where
        'd: 'o,
    {
        NewsDays { dates, ..*self }
    }

    /// The ranges that `span` names, first and last day, in order; true where the year is unknown.
    pub fn stated_in(&self, span: Span) -> Vec<(i64, i64, bool)> {
        let mut found: Vec<(i64, i64, bool)> = self
            .dates
            .iter()
            .filter(|d| span.contains(d.span) && self.head.is_none_or(|h| !h.overlaps(d.span)))
            .filter(|d| d.from != d.to || !is_deadline(self.text, d.span))
            .filter_map(|d| range(d, self.published))
            .filter(|r| self.is_news(r))
            .collect();
        found.sort_unstable();
        found
    }

    fn is_news(&self, &(from, to, yearless): &(i64, i64, bool)) -> bool {
        match self.latest {
            // A dateline without a year bounds only dates without one.
            Some(_) if self.published.is_none() && self.dateline.is_some_and(|d| d.1) != yearless => false,
            Some(latest) => from <= latest && to >= latest - NEWS,
            None => true,
        }
    }
}

/// What a report says of its days.
pub struct Report<'d> {
    document: &'d Annotated,
    sentences: &'d [usize],
    in_title: usize,
    stated: NewsDays<'d>,
    inferred: NewsDays<'d>,
}

impl<'d> Report<'d> {
    /// `sentences` are indices of the report's sentences, of which the first `in_title` are the title;
    /// `weekdays` are the days that [`recent_days`](crate::facts::date::recent_days) found.
    pub fn new(
        document: &'d Annotated,
        sentences: &'d [usize],
        in_title: usize,
        dates: &'d [DateMention],
        weekdays: &'d [DateMention],
    ) -> Self {
        let stated = NewsDays::new(&document.document, dates);
        let inferred = stated.with(weekdays);
        Self { document, sentences, in_title, stated, inferred }
    }

    /// When that happened which it reports: the days in its title and first sentences that are neither to
    /// come nor long past, else the weekday that they name, else the dateline's day, else the day of
    /// publication.
    pub fn days(&self) -> Option<Days> {
        let lead = |sentence: usize, days: &NewsDays| {
            cluster_of_latest(&days.stated_in(self.document.sentences[sentence].span))
        };
        // The body's sentences first: titles seldom hold dates, and then those of what is to come.
        let first = |depth: usize, days: &NewsDays| {
            let body = self.sentences.iter().skip(self.in_title).take(depth);
            let mut order = body.chain(self.sentences.iter().take(self.in_title));
            order.find_map(|&sentence| lead(sentence, days))
        };
        if let Some((from, to, yearless)) = first(DEPTH, &self.stated) {
            return Some(Days { from, to, yearless, basis: Basis::Text });
        }
        if let Some((from, to, yearless)) = first(WEEKDAY_DEPTH, &self.inferred) {
            return Some(Days { from, to, yearless, basis: Basis::Inferred });
        }
        if let Some((day, yearless)) = self.stated.dateline {
            return Some(Days { from: day, to: day, yearless, basis: Basis::Dateline });
        }
        let told = self.document.document.published()?;
        let basis = if told.basis == "header" { Basis::Header } else { Basis::Published };
        self.stated.published.map(|day| Days { from: day, to: day, yearless: false, basis })
    }

    /// The last day that title or first sentences name, by date or by weekday, as far as it is no day to come.
    pub fn latest(&self) -> Option<i64> {
        let first = self.sentences.iter().take(self.in_title + DEPTH);
        let first = first.map(|&i| self.document.sentences[i].span);
        let days =
            first.flat_map(|span| [self.stated.stated_in(span), self.inferred.stated_in(span)].concat());
        let latest = days.filter(|day| !day.2).map(|day| day.1).max()?;
        Some(self.stated.latest.map_or(latest, |end| latest.min(end)))
    }
}

/// Of ranges in order, the last and those that lead up to it without a long gap.
fn cluster_of_latest(found: &[(i64, i64, bool)]) -> Option<(i64, i64, bool)> {
    let &(mut from, _, yearless) = found.last()?;
    let to = found.iter().map(|f| f.1).max()?;
    for &(start, end, _) in found.iter().rev().skip(1) {
        if from - end > GAP {
            break;
        }
        from = from.min(start);
    }
    Some((from, to, yearless))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970_and_back() {
        for date in [(1970, 1, 1), (2000, 2, 29), (2026, 12, 31), (1969, 12, 31), (1900, 3, 1)] {
            let date = jiff::civil::date(date.0, date.1, date.2);
            assert_eq!(civil(day_number(date)), date);
        }
        assert_eq!(day_number(jiff::civil::date(2000, 1, 1)), 10_957);
    }

    #[test]
    fn only_days_that_meet_make_a_range() {
        let r = |from, to| (from, to, false);
        assert_eq!(cluster_of_latest(&[r(10, 10), r(17, 17), r(18, 18)]), Some((17, 18, false)));
        assert_eq!(cluster_of_latest(&[r(15, 17), r(17, 18)]), Some((15, 18, false)));
        assert_eq!(cluster_of_latest(&[]), None);
    }
}
