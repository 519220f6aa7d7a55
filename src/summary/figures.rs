//! Figures that differ between sentences about one matter, whatever they count.
//!
//! Two sentences of different documents are about one matter where one is the other's nearest. The figures
//! of such a pair are compared by what they count; one that the other document states anywhere differs from
//! nothing. What is left on both sides, one figure each, is said of one thing in two ways.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    align::{share_day, similarity},
    statement::{Statement, Story},
};
use crate::{
    facts::number::{Bound, Quantity, Unit, UnitKind},
    types::DisjointSets,
};

/// Sentences at least this near are about one matter; those that share a name may be a little further apart.
const NEAR: f32 = 0.5;
const NEAR_NAMED: f32 = 0.4;
/// The larger of two figures of one thing is at most so many times the smaller.
const REACH: f64 = 1.6;
/// The same of people: an event has several groups of them.
const PEOPLE: f64 = 1.25;
/// Documents that are compared two by two.
const DOCUMENTS: usize = 40;
/// Sentences of a document that are compared.
const SENTENCES: usize = 14;
/// A matter with more values than this is a table, not a dispute.
const VALUES: usize = 3;

/// A figure in a statement, by the positions of both.
pub(super) type Figure = (usize, usize);

/// Matters on which figures differ: what is counted, and the figures of all sides in order.
pub(super) fn differing(story: &Story) -> Vec<(Option<Unit>, Vec<Figure>)> {
    let mut by_doc: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, statement) in story.statements.iter().enumerate().filter(|(_, s)| !s.in_title) {
        let own = by_doc.entry(statement.rank).or_default();
        if own.len() < SENTENCES {
            own.push(index);
        }
    }
    let documents: Vec<(usize, Vec<usize>)> = by_doc.into_iter().take(DOCUMENTS).collect();
    let mut pairs: Vec<(Figure, Figure)> = Vec::new();
    for (i, (a, ours)) in documents.iter().enumerate() {
        for (b, theirs) in &documents[i + 1..] {
            for (x, y) in nearest_pairs(story, ours, theirs) {
                let found = differences(story, (*a, x), (*b, y)).into_iter();
                pairs.extend(found.map(|(left, right)| ((x, left), (y, right))));
            }
            pairs.extend(counterparts(story, (*a, ours), (*b, theirs)));
        }
    }
    matters(story, &pairs)
}

/// Figures of one unit that only one of two documents states, each with the one of the other document that
/// stands where it does: in a sentence near it in meaning, beside the same names, days and other figures.
fn counterparts(
    story: &Story,
    (a, ours): (usize, &[usize]),
    (b, theirs): (usize, &[usize]),
) -> Vec<(Figure, Figure)> {
    let left = |own: &[usize], other: usize| {
        let mut left: BTreeMap<Option<Unit>, Vec<Figure>> = BTreeMap::new();
        for &statement in own {
            for (at, q) in story.statements[statement].quantities.iter().enumerate() {
                if !is_comparable(q) || states(story, other, q) {
                    continue;
                }
                let figures = left.entry(q.unit).or_default();
                let told = |f: &Figure| story.statements[f.0].quantities[f.1].value == q.value;
                if !figures.iter().any(told) {
                    figures.push((statement, at));
                }
            }
        }
        left
    };
    let counts = |rank: usize, unit: Unit| {
        let own = story.statements.iter().filter(|s| s.rank == rank);
        own.flat_map(|s| &s.quantities).any(|q| q.unit == Some(unit))
    };
    // What a document may count in words that are not known.
    let uncounted = |unit: Unit, rank: usize| unit.kind == UnitKind::Count && !counts(rank, unit);
    let (ours, theirs) = (left(ours, b), left(theirs, a));
    let mut out = Vec::new();
    for (unit, xs) in &ours {
        let Some(unit) = *unit else { continue };
        if let Some(ys) = theirs.get(&Some(unit)) {
            out.extend(aligned(story, unit, (xs, ys), 0.0));
        } else if let Some(ys) = theirs.get(&None).filter(|_| uncounted(unit, b)) {
            out.extend(aligned(story, unit, (xs, ys), UNCOUNTED));
        }
    }
    for (unit, ys) in &theirs {
        let Some(unit) = unit.filter(|u| uncounted(*u, a)) else { continue };
        if let Some(xs) = ours.get(&None) {
            out.extend(aligned(story, unit, (xs, ys), UNCOUNTED));
        }
    }
    out
}

/// How much nearer figures must be of which one has no unit.
const UNCOUNTED: f32 = 0.15;

/// The pairs of figures of one unit that stand where the other stands, each the other's nearest by far.
fn aligned(story: &Story, unit: Unit, (xs, ys): (&[Figure], &[Figure]), more: f32) -> Vec<(Figure, Figure)> {
    let score = |x: &Figure, y: &Figure| likeness(story, *x, *y);
    let value = |f: &Figure| story.statements[f.0].quantities[f.1].value;
    let mut out = Vec::new();
    for x in xs {
        for y in ys {
            let near = score(x, y);
            let of_x = ys.iter().filter(|o| *o != y).map(|o| score(x, o));
            let of_y = xs.iter().filter(|o| *o != x).map(|o| score(o, y));
            let rival = of_x.chain(of_y).fold(0.0, f32::max);
            let clear = rival == 0.0 || near - rival >= CLEAR && near >= NEAR;
            if clear && least(unit, value(x), value(y)).is_some_and(|least| near >= least + more) {
                out.push((*x, *y));
            }
        }
    }
    out
}

/// How much nearer two figures are than either is to any other of its unit.
const CLEAR: f32 = 0.2;
/// How near two figures of equal size must be to be said of one thing.
const EQUAL: f32 = 0.34;
/// How much nearer for each time that the larger one holds the smaller.
const APART: f32 = 0.5;
/// What is left out of account of figures of people, of which an event has several groups.
const GROUPS: f32 = 0.05;
/// Small counts are alike by chance.
const SMALL: f64 = 10.0;
const NEAR_SMALL: f32 = 0.6;
const LARGE: f64 = 1000.0;
const CLOSE: f64 = 1.1;
const SELDOM: f32 = 0.15;
/// Figures further apart are of two things.
const LIMIT: f64 = 1.8;

/// How near two values must be in meaning to be of one thing: the more the further they are apart.
fn least(unit: Unit, a: f64, b: f64) -> Option<f32> {
    let (low, high) = (a.min(b), a.max(b));
    let apart = high / low;
    if low <= 0.0 || apart > LIMIT || RANKED.contains(&unit.code) {
        return None;
    }
    let mut least = EQUAL + APART * (apart - 1.0) as f32;
    // 42 for 24: a slip of the pen.
    if high >= SMALL && swapped(low, high) {
        least = least.min(NEAR);
    }
    if unit.code == "people" {
        least += GROUPS;
    }
    // Large figures are not as close by chance.
    if low >= LARGE && apart <= CLOSE {
        least -= SELDOM;
    }
    if high < SMALL && unit.kind != UnitKind::Money && high.fract() == 0.0 && low.fract() == 0.0 {
        least = least.max(NEAR_SMALL);
    }
    Some(least)
}

/// Whether the digits of two whole numbers are the same ones in another order.
fn swapped(a: f64, b: f64) -> bool {
    let digits = |v: f64| {
        let mut digits: Vec<char> = format!("{v}").chars().collect();
        digits.sort_unstable();
        digits
    };
    a.fract() == 0.0 && b.fract() == 0.0 && digits(a) == digits(b)
}

/// What every side has of its own; only of medals do near sentences tell whose.
pub(super) const RANKED: [&str; 5] = ["gold", "silver", "bronze", "points", "goals"];

/// How much two figures seem to be said of one thing: the nearness of their sentences, and what these share.
fn likeness(story: &Story, x: Figure, y: Figure) -> f32 {
    let (a, b) = (&story.statements[x.0], &story.statements[y.0]);
    let names = a.entities.intersection(&b.entities).count().min(2) as f32;
    let others = a.quantities.iter().enumerate().filter(|(at, _)| *at != x.1);
    let shared = others.filter(|(_, q)| {
        let mut theirs = b.quantities.iter().enumerate().filter(|(at, _)| *at != y.1);
        theirs.any(|(_, p)| p.unit == q.unit && p.agrees(q))
    });
    let facts = (shared.count() + usize::from(share_day(a, b))).min(2) as f32;
    similarity(a, b) + 0.08 * names + 0.12 * facts
}

/// Figures of one matter, joined by the pairs that differ.
fn matters(story: &Story, pairs: &[(Figure, Figure)]) -> Vec<(Option<Unit>, Vec<Figure>)> {
    let mut figures: Vec<Figure> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    figures.sort_unstable();
    figures.dedup();
    let mut sets = DisjointSets::new(figures.len());
    let at = |figure: &Figure| figures.partition_point(|f| f < figure);
    pairs.iter().for_each(|(a, b)| sets.join(at(a), at(b)));
    let quantity = |at: &usize| {
        let (statement, quantity) = figures[*at];
        &story.statements[statement].quantities[quantity]
    };
    let plain = |set: &Vec<usize>| {
        let values: BTreeSet<u64> = set.iter().map(|f| quantity(f).value.to_bits()).collect();
        let firm = set.iter().any(|f| quantity(f).bound == Bound::Exact);
        firm && values.len() <= VALUES
    };
    let unit = |set: &Vec<usize>| set.iter().find_map(|f| quantity(f).unit);
    let matter = |set: Vec<usize>| (unit(&set), set.iter().map(|&f| figures[f]).collect());
    sets.all().into_iter().filter(plain).map(matter).collect()
}

/// Each sentence of one document with the nearest of the other.
fn nearest_pairs(story: &Story, ours: &[usize], theirs: &[usize]) -> BTreeSet<(usize, usize)> {
    let near = |x: usize, y: usize| similarity(&story.statements[x], &story.statements[y]);
    let is_near = |x: usize, y: usize, score: f32| {
        let (a, b) = (&story.statements[x], &story.statements[y]);
        score >= NEAR || score >= NEAR_NAMED && !a.entities.is_disjoint(&b.entities)
    };
    let best = |scored: &mut dyn Iterator<Item = (f32, usize, usize)>| {
        scored.max_by(|p, q| p.0.total_cmp(&q.0).then((q.1, q.2).cmp(&(p.1, p.2))))
    };
    let of_ours = ours.iter().filter_map(|&x| best(&mut theirs.iter().map(|&y| (near(x, y), x, y))));
    let pairs = of_ours.filter(|&(score, x, y)| is_near(x, y, score));
    pairs.map(|(_, x, y)| (x, y)).collect()
}

/// For each unit the only figure of either sentence that the other's document does not state.
fn differences(story: &Story, (a, x): Figure, (b, y): Figure) -> Vec<(usize, usize)> {
    let unmatched = |statement: usize, other: usize| {
        let mut left: BTreeMap<Option<Unit>, Vec<usize>> = BTreeMap::new();
        let quantities = &story.statements[statement].quantities;
        for (at, q) in quantities.iter().enumerate().filter(|(_, q)| is_comparable(q)) {
            if !states(story, other, q) {
                left.entry(q.unit).or_default().push(at);
            }
        }
        left
    };
    let (ours, theirs) = (unmatched(x, b), unmatched(y, a));
    let single = |(unit, left): (&Option<Unit>, &Vec<usize>)| {
        let ([p], [q]) = (left.as_slice(), theirs.get(unit)?.as_slice()) else { return None };
        let (v, w) = (story.statements[x].quantities[*p], story.statements[y].quantities[*q]);
        let (low, high) = (v.value.min(w.value), v.value.max(w.value));
        let reach = if unit.is_some_and(|u| u.code == "people") { PEOPLE } else { REACH };
        let alike = high >= SMALL || similarity(&story.statements[x], &story.statements[y]) >= NEAR;
        (low > 0.0 && high <= reach * low && alike && !v.agrees(&w)).then_some((*p, *q))
    };
    ours.iter().filter_map(single).collect()
}

/// What became of people is followed through an event elsewhere; parts of wholes are no figures of their own.
fn is_comparable(q: &Quantity) -> bool {
    !q.whole
        && q.unit.is_none_or(|u| {
            u.kind != UnitKind::Toll && u.code != "day" && !matches!(u.code, "points" | "goals")
        })
}

/// Whether a document states the figure, of the same unit or of none, in any sentence or its title.
fn states(story: &Story, rank: usize, figure: &Quantity) -> bool {
    let same = |q: &Quantity| {
        (q.unit == figure.unit || q.unit.is_none() || figure.unit.is_none()) && q.agrees(figure)
    };
    story.statements.iter().filter(|s| s.rank == rank).any(|s| s.quantities.iter().any(same))
}

/// What a figure without a unit counts: a year by its value, else the English plural beside it. In other
/// languages the word beside a figure is too often no noun.
pub(super) fn counted(statement: &Statement, quantity: &Quantity) -> Option<String> {
    if (1900.0..2100.0).contains(&quantity.value) && quantity.value.fract() == 0.0 {
        return Some("year".to_owned());
    }
    let rest = statement.text[quantity.span.end as usize..].trim_start();
    let noun: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
    let plural = noun.len() > 3 && noun.ends_with('s') && !noun.ends_with("ss");
    (statement.lang.as_str() == "en" && plural).then_some(noun)
}
