//! The publication date of a record.

use jiff::{fmt::rfc2822, fmt::temporal::Pieces, tz::Offset};

use crate::types::{PartialDate, Published};

/// Reads RFC 3339, an ISO 8601 date or date-time with or without seconds and zone, and RFC 2822.
/// `None` where the text is none of these or no such day exists. Without a zone UTC is assumed for the
/// timestamp; the date is the day as written.
pub(super) fn published(text: &str) -> Option<Published> {
    let text = text.trim();
    let iso = || {
        let (tidy, offset) = tidy(text);
        let pieces = Pieces::parse(&tidy).ok()?;
        let offset = offset.or_else(|| pieces.to_numeric_offset()).unwrap_or(Offset::UTC);
        let date = pieces.date();
        let time = pieces.time().unwrap_or_default();
        Some((date, offset.to_timestamp(date.to_datetime(time)).ok()?.as_second()))
    };
    let mail = || {
        let parser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
        let zoned = parser.parse_zoned_datetime(text).ok()?;
        Some((zoned.date(), zoned.timestamp().as_second()))
    };
    let (date, second) = iso().or_else(mail)?;
    Some(Published { date: PartialDate::from(date), timestamp: Some(second), basis: "published" })
}

/// The text as ISO 8601 wants it: `2026-02-27 09:15:00 +0400` without the space, `UTC` as an offset.
fn tidy(text: &str) -> (String, Option<Offset>) {
    for zone in [" UTC", " GMT", " Z"] {
        if let Some(text) = text.strip_suffix(zone) {
            return (text.to_owned(), Some(Offset::UTC));
        }
    }
    match text.rsplit_once(' ') {
        Some((time, offset)) if time.contains(':') && offset.starts_with(['+', '-']) => {
            (format!("{time}{offset}"), None)
        }
        _ => (text.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_promised_form_is_read() {
        for (text, date, second) in [
            ("2026-02-09T08:30:00+04:00", "2026-02-09", 1770611400),
            ("2026-02-09T23:30:00-05:00", "2026-02-09", 1770697800),
            ("2026-02-09T08:30:00Z", "2026-02-09", 1770625800),
            ("2026-02-09T08:30:00.250Z", "2026-02-09", 1770625800),
            ("2026-02-09", "2026-02-09", 1770595200),
            ("2026-02-09T08:30", "2026-02-09", 1770625800),
            ("2026-02-09 08:30", "2026-02-09", 1770625800),
            ("2026-02-09 08:30:00", "2026-02-09", 1770625800),
            ("2026-02-09 08:30:00 +0400", "2026-02-09", 1770611400),
            ("2026-02-09 08:30:00 UTC", "2026-02-09", 1770625800),
            ("20260209", "2026-02-09", 1770595200),
            (" Mon, 09 Feb 2026 08:30:00 GMT", "2026-02-09", 1770625800),
            ("Tue, 9 Feb 2026 08:30 +0400", "2026-02-09", 1770611400),
            ("9 Feb 2026 08:30:00 EST", "2026-02-09", 1770643800),
        ] {
            let found = published(text).map(|p| (p.date.to_string(), p.timestamp));
            assert_eq!(found, Some((date.to_owned(), Some(second))), "{text}");
        }
        for text in ["2026-13-45", "2026-02-30", "yesterday", "", "09.02.2026", "2026"] {
            assert_eq!(published(text), None, "{text}");
        }
    }
}
