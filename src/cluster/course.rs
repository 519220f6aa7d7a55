//! When an event was, from what its documents say together: from the day of the happening to the last day on
//! which a report tells something new of it.
//!
//! The happening is on the days that the documents agree on. A later report prolongs the event if it is news of
//! its own: it names a later day, gives a toll that no report before it has, or tells something else than
//! they do. One that tells the old happening once more does not.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    features::Profile,
    when::{Basis, Days, civil},
};
use crate::{
    facts::number::{self, UnitKind},
    types::{PartialDate, When, similarity},
};

/// What a day that is only inferred counts beside one that is stated.
const INFERRED: f32 = 0.75;
/// A report without a day of its own that comes so many days after the happening is news of its own: old
/// news is told again the next day, not later.
const LATER: i64 = 2;
/// A report that is nearer than this to an earlier one tells the same again. Of our labelled reports of the
/// next day, those that only tell the result again are at 0.62 or more, across languages too.
const RETOLD: f32 = 0.55;

/// What became of how many people: the kind, and the bits of the number.
type Toll = (&'static str, u64);

/// What one document of an event says of its time.
pub struct Account<'p> {
    pub days: Days,
    /// How much it counts.
    pub weight: f32,
    /// It has its text from another document of the event.
    pub copy: bool,
    pub published: Option<i64>,
    /// The last day that it names.
    pub latest: Option<i64>,
    /// How the day of publication is known.
    pub told: Basis,
    pub vector: &'p [f32],
    /// Those of title and lead.
    pub tolls: BTreeSet<Toll>,
}

impl<'p> Account<'p> {
    /// `None` where the document has no day at all.
    pub fn of(profile: &'p Profile, weight: f32, copy: bool) -> Option<Self> {
        let told = profile.annotated.document.published().map(|p| p.basis);
        Some(Account {
            days: profile.when?,
            weight,
            copy,
            published: profile.published,
            latest: profile.latest,
            told: if told == Some("header") { Basis::Header } else { Basis::Published },
            vector: &profile.vector,
            tolls: tolls(profile),
        })
    }
}

fn tolls(profile: &Profile) -> BTreeSet<Toll> {
    let text = profile.annotated.document.text();
    let keys = profile.sentences.iter().take(profile.keys).map(|&i| &profile.annotated.sentences[i]);
    let quantities = keys.flat_map(|s| number::quantities(s.span.of(text), s.lang));
    let told = quantities.filter(|q| !q.whole).filter_map(|q| Some((q.unit?, q.value.to_bits())));
    told.filter(|(unit, _)| unit.kind == UnitKind::Toll).map(|(unit, value)| (unit.code, value)).collect()
}

/// When an event was. `None` where no document has a day.
pub fn of_event(accounts: &[Account]) -> Option<When> {
    let happening = happening(accounts)?;
    let partial = |day: i64| {
        let mut date = PartialDate::from(civil(day));
        date.year = date.year.filter(|_| !happening.yearless);
        date
    };
    let last = if happening.yearless { None } else { last_news(accounts, happening) };
    let last = last.filter(|(day, _)| *day > happening.to);
    Some(When {
        from: partial(happening.from),
        to: partial(last.map_or(happening.to, |(day, _)| day)),
        basis: happening.basis.as_str(),
        to_basis: last.map(|(_, basis)| basis).filter(|b| *b != happening.basis).map(Basis::as_str),
    })
}

/// The days that more than half of the votes name; where no day has as many, the one that most name, the
/// earlier of equals. Only what texts say is heard, if any of them says something; else the first report
/// is nearest to the happening.
fn happening(accounts: &[Account]) -> Option<Days> {
    let best = accounts.iter().map(|a| a.days.basis).max()?;
    let least = if best >= Basis::Inferred { Basis::Inferred } else { best };
    let heard: Vec<&Account> = accounts.iter().filter(|a| a.days.basis >= least).collect();
    let known = heard.iter().find(|a| !a.days.yearless).map(|a| civil(a.days.from).year());
    let votes = heard.iter().map(|a| {
        let days = match known {
            Some(year) if a.days.yearless => a.days.in_year(year).unwrap_or(a.days),
            _ => a.days,
        };
        (days, a.weight * if a.days.basis == Basis::Inferred { INFERRED } else { 1.0 })
    });
    let votes: Vec<(Days, f32)> = votes.collect();
    if best < Basis::Inferred {
        return votes.into_iter().map(|(days, _)| days).min_by_key(|days| (days.from, days.to));
    }
    let mut named: BTreeMap<i64, f32> = BTreeMap::new();
    let mut total = 0.0;
    for (days, weight) in &votes {
        total += weight;
        (days.from..=days.to).for_each(|day| *named.entry(day).or_default() += weight);
    }
    let mut chosen: Vec<i64> = named.iter().filter(|(_, w)| **w * 2.0 > total).map(|(d, _)| *d).collect();
    if chosen.is_empty() {
        let most = named.values().copied().fold(0.0, f32::max);
        let first = named.iter().find(|(_, w)| **w >= most).map(|(d, _)| *d)?;
        // The days that follow with as many votes belong to it: one source's own range.
        chosen = (first..).take_while(|d| named.get(d).is_some_and(|w| *w >= most)).collect();
    }
    let (from, to) = (*chosen.first()?, *chosen.last()?);
    let names = |days: &Days| days.from <= from && from <= days.to;
    let basis = votes.iter().map(|(days, _)| *days).filter(names).map(|days| days.basis).max();
    Some(Days { from, to, yearless: known.is_none(), basis: basis.unwrap_or(best) })
}

/// The day of the last report that tells something new of the happening, and how it is known.
fn last_news(accounts: &[Account], happening: Days) -> Option<(i64, Basis)> {
    let mut in_order: Vec<(i64, &Account)> =
        accounts.iter().filter_map(|a| Some((a.published?, a))).collect();
    in_order.sort_by_key(|(day, _)| *day);
    let mut last = None;
    for (at, &(day, account)) in in_order.iter().enumerate() {
        let before = in_order[..at].iter().map(|(_, a)| *a).filter(|a| a.published < account.published);
        if day > happening.to && !account.copy && is_news(account, day, happening, before) {
            let named = account.days.of_text() && account.latest == Some(day);
            last = Some((day, if named { account.days.basis } else { account.told }));
        }
    }
    last
}

fn is_news<'a>(
    account: &Account,
    day: i64,
    happening: Days,
    before: impl Iterator<Item = &'a Account<'a>> + Clone,
) -> bool {
    if before.clone().next().is_none() {
        return false;
    }
    let days = account.days;
    let dated = days.of_text() && !days.yearless;
    if dated && account.latest.is_some_and(|latest| latest > happening.to) {
        return true;
    }
    let counted = |kind: &str| before.clone().any(|b| b.tolls.iter().any(|t| t.0 == kind));
    let known = |toll: &Toll| before.clone().any(|b| b.tolls.contains(toll));
    if account.tolls.iter().any(|toll| counted(toll.0) && !known(toll)) {
        return true;
    }
    let late = day - happening.to >= LATER;
    if !dated && late {
        return true;
    }
    let nearest = before
        .filter(|b| !b.vector.is_empty() && b.vector.len() == account.vector.len())
        .map(|b| similarity(b.vector, account.vector))
        .fold(f32::NEG_INFINITY, f32::max);
    (!dated || late) && nearest.is_finite() && nearest < RETOLD
}

#[cfg(test)]
mod tests {
    use super::{
        super::when::{ANY_YEAR, day_number},
        *,
    };

    type Ymd = (i16, i8, i8);

    fn number((year, month, day): Ymd) -> i64 {
        day_number(jiff::civil::date(year, month, day))
    }

    fn days(from: Ymd, to: Ymd, basis: Basis) -> Days {
        Days { from: number(from), to: number(to), yearless: from.0 == ANY_YEAR, basis }
    }

    fn account(days: Days, weight: f32) -> Account<'static> {
        let tolls = BTreeSet::new();
        let latest = (!days.yearless && days.of_text()).then_some(days.to);
        let told = Basis::Published;
        Account { days, weight, copy: false, published: None, latest, told, vector: &[], tolls }
    }

    fn published(day: Ymd, stated: Option<Ymd>, vector: &'static [f32]) -> Account<'static> {
        let own = stated.map_or(days(day, day, Basis::Published), |at| days(at, at, Basis::Text));
        Account { published: Some(number(day)), vector, ..account(own, 1.0) }
    }

    fn told(accounts: &[Account]) -> (String, String, &'static str, Option<&'static str>) {
        let when = of_event(accounts).expect("days");
        (when.from.to_string(), when.to.to_string(), when.basis, when.to_basis)
    }

    #[test]
    fn the_majority_gives_the_range() {
        let short = days((2025, 5, 7), (2025, 5, 8), Basis::Text);
        let long = days((2025, 5, 5), (2025, 5, 8), Basis::Text);
        let fed = days((2025, 5, 9), (2025, 5, 9), Basis::Published);
        let all = [account(short, 1.0), account(long, 1.0), account(fed, 1.0)];
        assert_eq!(told(&all), ("2025-05-07".into(), "2025-05-08".into(), "text", None));
        assert_eq!(told(&all[1..2]), ("2025-05-05".into(), "2025-05-08".into(), "text", None));
        assert_eq!(of_event(&[]), None);
    }

    #[test]
    fn without_a_majority_the_most_named_day_stands() {
        let votes = [((2026, 1, 4), 1.0), ((2026, 1, 9), 1.0), ((2026, 1, 6), 0.5)];
        let votes = votes.map(|(d, w)| account(days(d, d, Basis::Text), w));
        assert_eq!(told(&votes), ("2026-01-04".into(), "2026-01-04".into(), "text", None));
    }

    #[test]
    fn one_stated_day_does_not_outvote_the_weekday_that_all_others_name() {
        let sunday = || account(days((2026, 4, 5), (2026, 4, 5), Basis::Inferred), 1.0);
        let later = account(days((2026, 4, 13), (2026, 4, 13), Basis::Text), 1.0);
        assert_eq!(
            told(&[sunday(), sunday(), later]),
            ("2026-04-05".into(), "2026-04-05".into(), "inferred", None)
        );
    }

    #[test]
    fn a_year_that_nobody_gives_stays_open() {
        let bare = days((ANY_YEAR, 11, 5), (ANY_YEAR, 11, 5), Basis::Text);
        assert_eq!(told(&[account(bare, 1.0)]).0, "--11-05");
        let full = days((2025, 11, 5), (2025, 11, 5), Basis::Text);
        assert_eq!(bare.gap(full), 0);
        assert_eq!(told(&[account(bare, 1.0), account(full, 1.0)]).0, "2025-11-05");
        let late = days((ANY_YEAR, 12, 31), (ANY_YEAR, 12, 31), Basis::Text);
        assert_eq!(late.gap(days((2026, 1, 1), (2026, 1, 1), Basis::Text)), 1);
    }

    #[test]
    fn the_last_day_is_that_of_the_last_news() {
        const QUAKE: &[f32] = &[1.0, 0.0];
        const OTHER: &[f32] = &[0.0, 1.0];
        let first = || published((2026, 3, 1), Some((2026, 3, 1)), QUAKE);
        let range = |second: Account<'static>| {
            let (from, to, basis, to_basis) = told(&[first(), second]);
            assert_eq!((&*from, basis), ("2026-03-01", "text"));
            (to[8..].parse::<u8>().expect("a day"), to_basis)
        };
        // The same once more: the next day, with the day that it was, from another outlet.
        assert_eq!(range(published((2026, 3, 2), None, QUAKE)), (1, None));
        assert_eq!(range(published((2026, 3, 2), Some((2026, 3, 1)), OTHER)), (1, None));
        assert_eq!(range(Account { copy: true, ..published((2026, 3, 4), None, OTHER) }), (1, None));
        // Something else, something later, a day of its own.
        assert_eq!(range(published((2026, 3, 2), None, OTHER)), (2, Some("published")));
        assert_eq!(range(published((2026, 3, 4), None, QUAKE)), (4, Some("published")));
        assert_eq!(range(published((2026, 3, 3), Some((2026, 3, 3)), QUAKE)), (3, None));
        assert_eq!(range(published((2026, 3, 4), Some((2026, 3, 3)), QUAKE)), (4, Some("published")));
        // A toll that grew.
        let toll = |n: f64| BTreeSet::from([("dead", n.to_bits())]);
        let counted = |n: f64| {
            [
                Account { tolls: toll(4.0), ..first() },
                Account { tolls: toll(n), ..published((2026, 3, 2), Some((2026, 3, 1)), QUAKE) },
            ]
        };
        assert_eq!(told(&counted(4.0)).1, "2026-03-01");
        assert_eq!(told(&counted(6.0)).1, "2026-03-02");
    }

    #[test]
    fn where_no_text_names_a_day_the_first_report_does() {
        let all = [(20, &[1.0, 0.0]), (19, &[0.9, 0.1])].map(|(d, v)| published((2026, 4, d), None, v));
        assert_eq!(told(&all), ("2026-04-19".into(), "2026-04-19".into(), "published", None));
    }
}
