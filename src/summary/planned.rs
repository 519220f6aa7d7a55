//! Days and years to come that sources give for one plan: the first flight on the 25th or on the 27th, the
//! end of the works in 2028 or in 2029.
//!
//! Compared are reports that name one such day, or one such year, each: reports of one event seldom tell of
//! two plans, and one that tells of several is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    align::{RELATED, similarity},
    eras, revised,
    statement::{Statement, Story},
};
use crate::{
    facts::number::phrase::{self, Kind},
    types::{Conflict, ConflictKind, ConflictValue, PartialDate},
};

/// Days of one plan are at most so many apart.
const DAYS: i32 = 31;
/// And its years so many.
const YEARS: i16 = 3;
/// Years further ahead are no plan's.
const AHEAD: i16 = 30;

/// Sentences by the value that they give.
type Given = BTreeMap<PartialDate, Vec<usize>>;

pub(super) fn days(story: &Story) -> Vec<Conflict> {
    let day = given(story, |statement, published| {
        let ahead = statement.dates.iter().filter(|d| d.from == d.to && d.from.civil() > published.civil());
        ahead.map(|d| d.from).collect()
    });
    let year = given(story, years);
    let apart = |a: PartialDate, b: PartialDate| Some((a.civil()? - b.civil()?).get_days().abs());
    let near_days = |a, b| apart(a, b).is_some_and(|days| days <= DAYS);
    let near_years =
        |a: PartialDate, b: PartialDate| a.year.zip(b.year).is_some_and(|(a, b)| (a - b).abs() <= YEARS);
    let mut out = conflict(story, "planned day", day, near_days);
    out.extend(conflict(story, "planned year", year, near_years));
    out
}

/// By value, the sentences of the reports that give just that one.
fn given(story: &Story, values: impl Fn(&Statement, PartialDate) -> BTreeSet<PartialDate>) -> Given {
    let mut by_doc: BTreeMap<usize, Given> = BTreeMap::new();
    for (index, statement) in story.statements.iter().enumerate().filter(|(_, s)| !s.in_title) {
        let published = story.published(statement).map(|p| p.date);
        let Some(published) = published.filter(|p| p.civil().is_some()) else { continue };
        for value in values(statement, published) {
            by_doc.entry(statement.rank).or_default().entry(value).or_default().push(index);
        }
    }
    let mut out = Given::new();
    for (value, statements) in by_doc.into_values().filter(|given| given.len() == 1).flatten() {
        out.entry(value).or_default().extend(statements);
    }
    out
}

/// The years to come that stand alone, not in a date: `by 2028`.
fn years(statement: &Statement, published: PartialDate) -> BTreeSet<PartialDate> {
    let Some(now) = published.year else { return BTreeSet::new() };
    let tokens = phrase::tokens(statement.text, statement.lang);
    let alone = tokens.iter().filter(|t| {
        t.kind == Kind::Numeral
            && !statement.dates.iter().any(|d| d.span.overlaps(t.span))
            && !statement.quantities.iter().any(|q| q.span.overlaps(t.span) && q.unit.is_some())
    });
    let years = alone.filter(|t| t.key.len() == 4).filter_map(|t| t.key.parse::<i16>().ok());
    let ahead = years.filter(|year| (now + 1..=now + AHEAD).contains(year));
    ahead.map(|year| PartialDate { year: Some(year), month: None, day: None }).collect()
}

/// The value of most reports, and those near it that sentences on the same matter give.
fn conflict(
    story: &Story,
    about: &str,
    mut given: Given,
    near: impl Fn(PartialDate, PartialDate) -> bool,
) -> Vec<Conflict> {
    let documents =
        |of: &[usize]| of.iter().map(|&i| story.statements[i].rank).collect::<BTreeSet<_>>().len();
    let main = given.iter().rev().max_by_key(|(_, of)| documents(of));
    let Some(main) = main.map(|(value, of)| (*value, of.clone())) else { return Vec::new() };
    let linked = |of: &[usize]| {
        of.iter().any(|&i| {
            main.1.iter().any(|&j| {
                let (a, b) = (&story.statements[i], &story.statements[j]);
                let shared = a.entities.intersection(&b.entities).count();
                shared >= 2 || shared == 1 && a.vector.is_empty() || similarity(a, b) >= RELATED
            })
        })
    };
    given.retain(|value, of| *value == main.0 || near(*value, main.0) && linked(of));
    if given.len() < 2 {
        return Vec::new();
    }
    let settled = settled(story, &given);
    let value = |value: &PartialDate| ConflictValue {
        value: value.to_string(),
        cites: given[value].iter().map(|&i| story.statements[i].cite()).collect(),
    };
    let told =
        |kind: ConflictKind, values: Vec<ConflictValue>| Conflict { about: about.to_owned(), kind, values };
    let mut out = vec![told(ConflictKind::Contradicts, given.keys().map(value).collect())];
    if let Some(last) = settled {
        let others = given.keys().filter(|v| **v != last).chain([&last]);
        out.push(told(ConflictKind::Updates, others.map(value).collect()));
    }
    out
}

/// The value that a later report of its own gives for an older one, of another day than all with another.
fn settled(story: &Story, given: &Given) -> Option<PartialDate> {
    let own = |i: &usize| {
        let statement = &story.statements[*i];
        story.origins[statement.rank] == statement.doc && revised::says_older(statement)
    };
    let time = |i: &usize| story.published(&story.statements[*i])?.timestamp;
    let last = |of: &[usize]| of.iter().filter(|i| own(i)).filter_map(time).max();
    let (value, now) = given.iter().map(|(value, of)| (*value, last(of))).max_by_key(|(_, time)| *time)?;
    let now = now?;
    let others = given.iter().filter(|(other, _)| **other != value).flat_map(|(_, of)| of);
    let told: Option<Vec<i64>> = others.map(time).collect();
    told?.into_iter().max().filter(|then| now - then >= eras::ANEW).map(|_| value)
}
