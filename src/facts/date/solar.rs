//! The Persian solar calendar (Solar Hijri).

use jiff::{ToSpan, civil::Date};

use crate::types::PartialDate;

/// Leap years by the 33-year cycle, which agrees with the astronomical calendar from 1343 to 1472.
fn is_leap(year: i32) -> bool {
    (25 * year + 11).rem_euclid(33) < 8
}

/// The Gregorian day of a day of the solar calendar; `None` where there is no such day.
pub(super) fn to_gregorian(year: i32, month: u8, day: u8) -> Option<Date> {
    let longest = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 => 29 + u8::from(is_leap(year)),
        _ => return None,
    };
    if !(1..=longest).contains(&day) || !(1343..=1472).contains(&year) {
        return None;
    }
    // 1 Farvardin 1404 was 21 March 2025.
    let years: i64 = if year >= 1404 {
        (1404..year).map(|y| 365 + i64::from(is_leap(y))).sum()
    } else {
        -(year..1404).map(|y| 365 + i64::from(is_leap(y))).sum::<i64>()
    };
    let month = i64::from(month) - 1;
    let days = years + month * 30 + month.min(6) + i64::from(day) - 1;
    Date::new(2025, 3, 21).ok()?.checked_add(days.days()).ok()
}

/// A day of the solar calendar without its year: the one nearest to `near`, or without a year the
/// Gregorian day of an ordinary year, which is a day late in every fourth.
pub(super) fn day(year: Option<i32>, month: u8, day: u8, near: Option<Date>) -> Option<PartialDate> {
    if let Some(year) = year {
        return to_gregorian(year, month, day).map(PartialDate::from);
    }
    let Some(near) = near else {
        let date = PartialDate::from(to_gregorian(1404, month, day)?);
        return Some(PartialDate { year: None, ..date });
    };
    let around = i32::from(near.year()) - 621;
    let days = |date: &Date| near.until(*date).map_or(i32::MAX, |s| s.get_days().abs());
    (around - 1..=around + 1)
        .filter_map(|y| to_gregorian(y, month, day))
        .min_by_key(days)
        .map(PartialDate::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_agree_with_published_almanacs() {
        for ((y, m, d), gregorian) in [
            ((1404, 1, 1), "2025-03-21"),
            ((1403, 1, 1), "2024-03-20"),
            ((1403, 12, 30), "2025-03-20"),
            ((1404, 12, 2), "2026-02-21"),
            ((1399, 1, 1), "2020-03-20"),
            ((1400, 1, 1), "2021-03-21"),
            ((1408, 1, 1), "2029-03-20"),
            ((1357, 11, 22), "1979-02-11"),
        ] {
            assert_eq!(to_gregorian(y, m, d).unwrap().to_string(), gregorian);
        }
        assert_eq!(to_gregorian(1404, 12, 30), None);
    }
}
