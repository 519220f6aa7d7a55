//! Which sentences say the same, across documents and languages.

use std::collections::BTreeSet;

use super::statement::Statement;
use crate::{
    facts::{date::DateMention, number::UnitKind},
    types::{self, PartialDate},
};

/// Sentences with at least this similarity may say the same, if no number or date speaks against it.
pub(super) const SAME: f32 = 0.55;
/// How much nearer two sentences that say the same must be than either is to any other of the two
/// reports. Sentences of one report are near in meaning anyway: on parallel news in six languages the
/// similarity alone takes a wrong sentence for the same in half of the cases where the right one is
/// missing, with this margin in one of a hundred; it still finds four fifths of the right ones.
const MARGIN: f32 = 0.03;
/// Sentences with at least this similarity are about the same matter: their numbers can be compared.
pub(super) const RELATED: f32 = 0.4;

/// How near two sentences are in meaning, about 0 to 1.
///
/// The dot product of their vectors; where the model gives none, what they share of names, dates and
/// quantities.
pub(super) fn similarity(a: &Statement, b: &Statement) -> f32 {
    if !a.vector.is_empty() && a.vector.len() == b.vector.len() {
        return types::similarity(a.vector, b.vector);
    }
    let shared = a.entities.intersection(&b.entities).count() as f32;
    let all = a.entities.union(&b.entities).count().max(1) as f32;
    let facts = a.quantities.iter().any(|q| b.quantities.iter().any(|p| q.unit == p.unit && q.agrees(p)))
        || share_day(a, b);
    0.6 * shared / all + if facts { 0.4 } else { 0.0 }
}

/// The statement among `others` (those of one other report) that says what `own` says. `peers` are the
/// other statements of its own report: the two must be each other's nearest by a margin.
pub(super) fn counterpart(all: &[Statement], own: usize, peers: &[usize], others: &[usize]) -> Option<usize> {
    let near = |a: usize, b: usize| similarity(&all[a], &all[b]);
    let nearest = |to: usize, among: &[usize], but: Option<usize>| {
        let rest = among.iter().copied().filter(|i| Some(*i) != but);
        rest.map(|i| (near(to, i), i)).fold(None, |best: Option<(f32, usize)>, now| match best {
            Some(b) if b.0 >= now.0 => Some(b),
            _ => Some(now),
        })
    };
    let (similarity, found) = nearest(own, others, None)?;
    let clear = |rival: Option<(f32, usize)>| rival.is_none_or(|(r, _)| similarity - r >= MARGIN);
    let same = similarity >= SAME
        && clear(nearest(own, others, Some(found)))
        && clear(nearest(found, peers, None))
        && !numbers_differ(&all[own], &all[found])
        && !days_differ(&all[own], &all[found]);
    same.then_some(found)
}

/// Both count the same thing, and none of the numbers agree.
pub(super) fn numbers_differ(a: &Statement, b: &Statement) -> bool {
    let units: BTreeSet<_> = a.quantities.iter().filter(|q| !q.whole).filter_map(|q| q.unit).collect();
    units.into_iter().filter(|u| u.kind != UnitKind::Duration || u.code == "year").any(|unit| {
        let of = |s: &Statement| -> Vec<_> {
            s.quantities.iter().copied().filter(|q| q.unit == Some(unit) && !q.whole).collect()
        };
        let (mine, theirs) = (of(a), of(b));
        !theirs.is_empty() && !mine.iter().any(|q| theirs.iter().any(|p| q.agrees(p)))
    })
}

fn days(statement: &Statement) -> BTreeSet<PartialDate> {
    let whole = |d: &&DateMention| d.from == d.to && d.from.civil().is_some();
    statement.dates.iter().filter(whole).map(|d| d.from).collect()
}

/// Both name days, and no day is in both.
fn days_differ(a: &Statement, b: &Statement) -> bool {
    let (a, b) = (days(a), days(b));
    !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
}

/// Both name the same day or month.
pub(super) fn share_day(a: &Statement, b: &Statement) -> bool {
    a.dates.iter().any(|d| b.dates.iter().any(|e| d.from == e.from && d.to == e.to && d.from.month.is_some()))
}
