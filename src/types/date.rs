use std::fmt;

/// A calendar date of which parts may be unknown: `November 5` has no year, `July 2025` no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    pub year: Option<i16>,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

impl PartialDate {
    pub fn day(year: i16, month: u8, day: u8) -> Self {
        Self { year: Some(year), month: Some(month), day: Some(day) }
    }

    /// The date, if all of it is known and it exists.
    pub fn civil(self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(self.year?, self.month? as i8, self.day? as i8).ok()
    }

    /// Whether a date is this one, or this is its month or year.
    pub fn covers(self, date: PartialDate) -> bool {
        self.year.is_none_or(|y| date.year == Some(y))
            && self.month.is_none_or(|m| date.month == Some(m))
            && self.day.is_none_or(|d| date.day == Some(d))
    }

    /// `day`, `month`, `year`, or `month-day` where only the year is missing.
    pub fn precision(self) -> &'static str {
        match (self.year, self.month, self.day) {
            (Some(_), Some(_), Some(_)) => "day",
            (Some(_), Some(_), None) => "month",
            (None, Some(_), Some(_)) => "month-day",
            (None, Some(_), None) => "month-of-year",
            _ => "year",
        }
    }
}

impl From<jiff::civil::Date> for PartialDate {
    fn from(date: jiff::civil::Date) -> Self {
        Self::day(date.year(), date.month() as u8, date.day() as u8)
    }
}

impl fmt::Display for PartialDate {
    /// ISO 8601 where the year is known (`2025-05-08`, `2025-07`), else `--11-05` as in XML Schema.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("-")?,
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// When something happened, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    pub from: PartialDate,
    pub to: PartialDate,
    /// `text` (a date in the sentences), `inferred` (a weekday in them), `dateline`, `header` or `published`.
    pub basis: &'static str,
    /// The same of `to`, where it is known otherwise: the day of the last report that tells something new.
    pub to_basis: Option<&'static str>,
}
