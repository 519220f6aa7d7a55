//! The days on which an agreement was signed and its documents exchanged.

use std::collections::BTreeMap;

use super::{
    align::{RELATED, similarity},
    lexicon::{self, Cue},
    statement::{Statement, Story},
};
use crate::{
    facts::number::phrase,
    text::Span,
    types::{Conflict, ConflictKind, ConflictValue, PartialDate},
};

/// The statements of a day, at most one of each document.
type Days = BTreeMap<PartialDate, Vec<usize>>;

/// The sources contradict each other if they have a document signed on different days; a day of
/// signing and a later one of exchange complement each other.
pub(super) fn stages(story: &Story, out: &mut Vec<Conflict>) {
    let signed = days(story, Cue::Sign);
    let value = |what: &str, day: &PartialDate, statements: &[usize]| ConflictValue {
        value: if what.is_empty() { day.to_string() } else { format!("{what} {day}") },
        cites: statements.iter().map(|&i| story.statements[i].cite()).collect(),
    };
    let Some(first) = signed.values().next() else { return };
    if signed.len() > 1 && signed.values().skip(1).all(|group| same_matter(story, first, group)) {
        out.push(Conflict {
            about: "date of signing".to_owned(),
            kind: ConflictKind::Contradicts,
            values: signed.iter().map(|(day, group)| value("", day, group)).collect(),
        });
    }
    let exchanged = days(story, Cue::Exchange);
    let Some((day, group)) = exchanged.iter().find(|(day, group)| {
        signed.iter().any(|(earlier, signing)| earlier < *day && same_matter(story, signing, group))
    }) else {
        return;
    };
    let before =
        signed.iter().filter(|(earlier, signing)| *earlier < day && same_matter(story, signing, group));
    let mut values: Vec<_> = before.map(|(day, group)| value("signed", day, group)).collect();
    values.push(value("exchanged", day, group));
    out.push(Conflict {
        about: "stage of the agreement".to_owned(),
        kind: ConflictKind::Complements,
        values,
    });
}

/// The first day that each document gives for what `cue` names.
fn days(story: &Story, cue: Cue) -> Days {
    let mut by_doc: BTreeMap<usize, (PartialDate, usize)> = BTreeMap::new();
    for (index, statement) in story.statements.iter().enumerate() {
        if statement.in_title || by_doc.contains_key(&statement.rank) {
            continue;
        }
        if let Some(day) = day_of(statement, cue) {
            by_doc.insert(statement.rank, (day, index));
        }
    }
    let mut out = Days::new();
    for (day, index) in by_doc.into_values() {
        out.entry(day).or_default().push(index);
    }
    out
}

/// The same parties, or much the same sentences.
fn same_matter(story: &Story, a: &[usize], b: &[usize]) -> bool {
    b.iter().any(|&i| {
        a.iter().any(|&j| {
            let (a, b) = (&story.statements[i], &story.statements[j]);
            a.entities.intersection(&b.entities).count() >= 2 || similarity(a, b) >= RELATED
        })
    })
}

/// The day of an act in a sentence: where the sentence has two acts and two days, they go together in
/// their order; else the day nearest to the verb.
fn day_of(statement: &Statement, cue: Cue) -> Option<PartialDate> {
    let (own, other) = match cue {
        Cue::Exchange => (exchange(statement)?, verb(statement, Cue::Sign)),
        cue => (verb(statement, cue)?, exchange(statement)),
    };
    let days: Vec<_> =
        statement.dates.iter().filter(|d| d.from == d.to && d.from.civil().is_some()).collect();
    if let (Some(other), [first, second]) = (other, days.as_slice()) {
        return Some(if own.start < other.start { first.from } else { second.from });
    }
    let distance = |span: Span| {
        if span.end <= own.start { own.start - span.end } else { span.start.saturating_sub(own.end) }
    };
    days.into_iter().min_by_key(|d| distance(d.span)).map(|d| d.from)
}

/// The exchange of what has been agreed, not of views or news.
fn exchange(statement: &Statement) -> Option<Span> {
    verb(statement, Cue::Accord).and_then(|_| verb(statement, Cue::Exchange))
}

fn verb(statement: &Statement, cue: Cue) -> Option<Span> {
    let tokens = phrase::tokens(statement.text, statement.lang);
    let cues = lexicon::of(statement.lang);
    (0..tokens.len()).find(|&at| cues.at(&tokens, at, |c| *c == cue).is_some()).map(|at| tokens[at].span)
}
