//! Dates in running text, in the languages of the feeds.
//!
//! Found are days (`7 May 2025`, `martın 3-də`, `3月9日`), months with their year (`July 2025`) and
//! ranges of both (`May 5-7`). Left alone are bare years, bare months and figures that only might be a
//! date, such as `5/6` outside Vietnamese. Weekdays are days only beside a day of publication: [`recent_days`].

mod east_asian;
mod months;
mod numeric;
mod scan;
mod solar;
mod token;
mod weekday;
mod words;

use jiff::civil::Date;

use crate::{
    text::Span,
    types::{Lang, PartialDate},
};

/// A date or a range of dates in a text. For a single date `from` equals `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// The date itself: `May 5`, without case endings after a figure and without `on`.
    pub span: Span,
    pub from: PartialDate,
    /// The last day, included.
    pub to: PartialDate,
}

/// The dates in `text`, in text order, not overlapping. `lang` says which month names count; with
/// `und` those on which the languages agree.
pub fn dates(text: &str, lang: Lang) -> Vec<DateMention> {
    dates_near(text, lang, None)
}

/// As [`dates`], for a text published on a known day: missing years are filled in as by [`resolve`],
/// and days of the Persian calendar without a year are exact.
pub fn dates_near(text: &str, lang: Lang, published: Option<PartialDate>) -> Vec<DateMention> {
    let tokens = token::tokens(text);
    let near = published.and_then(PartialDate::civil);
    let mut found = numeric::dates(text, &tokens, lang);
    found.extend(east_asian::dates(text, &tokens));
    found.extend(scan::Scan { text, tokens: &tokens, lang, near }.dates());
    // The longer reading of one place wins.
    found.sort_by_key(|d| (d.span.start, std::cmp::Reverse(d.span.end)));
    let mut kept: Vec<DateMention> = Vec::with_capacity(found.len());
    for date in found {
        match kept.last_mut() {
            Some(last) if last.span.overlaps(date.span) => {
                if date.span.len() > last.span.len() {
                    *last = date;
                }
            }
            _ => kept.push(date),
        }
    }
    let mut kept = scan::joined(text, kept);
    if near.is_some() {
        for date in &mut kept {
            date.from = resolve(date.from, published);
            date.to = resolve(date.to, published);
        }
    }
    kept
}

/// Days that a text published on `published` names without a date: `on Monday`, `вчера`, `周一`. Only
/// those of the last three days; a weekday further back may as well be one to come.
pub fn recent_days(text: &str, lang: Lang, published: PartialDate) -> Vec<DateMention> {
    let Some(published) = published.civil() else { return Vec::new() };
    weekday::days(text, &token::tokens(text), lang, published)
}

/// Fills in a missing year: the one that brings the date nearest to the day of publication, hence
/// within half a year of it. What cannot be resolved comes back as it is.
pub fn resolve(date: PartialDate, published: Option<PartialDate>) -> PartialDate {
    let (None, Some(month), Some(published)) = (date.year, date.month, published) else {
        return date;
    };
    let Some(year) = published.year else { return date };
    let middle = |d: PartialDate, year: i16| {
        let month = d.month.unwrap_or(7);
        Date::new(year, month as i8, d.day.unwrap_or(15) as i8).ok()
    };
    let Some(near) = middle(published, year) else { return date };
    let away = |y: i16| {
        let day = middle(PartialDate { month: Some(month), ..date }, y)?;
        Some((near.until(day).ok()?.get_days().abs(), y))
    };
    let nearest = [year, year - 1, year + 1].into_iter().filter_map(away).min_by_key(|&(days, _)| days);
    PartialDate { year: nearest.map(|(_, y)| y), ..date }
}

/// A date whose day exists in some year (29 February does) and whose year is plausible.
fn checked(year: Option<u32>, month: u32, day: Option<u32>) -> Option<PartialDate> {
    let year = match year {
        Some(y) => Some(i16::try_from(y).ok().filter(|y| (1000..=2199).contains(y))?),
        None => None,
    };
    let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
    let day = match day {
        Some(d) => {
            let d = u8::try_from(d).ok()?;
            Date::new(year.unwrap_or(2000), month as i8, i8::try_from(d).ok()?).ok()?;
            Some(d)
        }
        None => None,
    };
    Some(PartialDate { year, month: Some(month), day })
}

#[cfg(test)]
mod tests;
