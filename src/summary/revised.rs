//! Figures that one sentence sets against each other: *362 million instead of 310*, *92 people, not 86*, *420
//! according to Baghdad, 400 according to Ankara*.
//!
//! That one source has both figures in a sentence where others have one of them says that they are of one
//! thing. It is a change from one to the other that everybody tells where all have both.

use std::collections::BTreeSet;

use super::{
    align::{RELATED, similarity},
    dispute,
    lexicon::{self, Cue},
    matter::Figure,
    statement::{Statement, Story},
};
use crate::facts::number::{Quantity, Unit, UnitKind, phrase};

/// The larger figure is at most so many times the smaller.
const REACH: f64 = 1.6;
/// The same where the sentence says that one of them is an older one, or another's.
const SAID: f64 = 6.0;
/// Figures from here on are seldom given by chance.
const KNOWN: f64 = 10.0;

/// Two figures of one thing, each with all places that state it.
pub(super) struct Pair {
    pub unit: Option<Unit>,
    pub figures: [Vec<Figure>; 2],
    /// The second replaces the first: only the source that has both has it.
    pub anew: bool,
    /// They are the counts of two sides, whoever else has them.
    pub sides: bool,
}

/// The pairs of all sentences, each pair of values once.
pub(super) fn pairs(story: &Story) -> Vec<Pair> {
    let mut out: Vec<Pair> = Vec::new();
    let values = |pair: &Pair| {
        let mut values = pair.figures.each_ref().map(|f| value(story, f));
        values.sort_unstable();
        (pair.unit, values)
    };
    for (index, statement) in story.statements.iter().enumerate().filter(|(_, s)| !s.in_title) {
        let older = older(statement);
        let told = |x: usize, y: usize| {
            let pair = statement.quantities[x].span.start..statement.quantities[y].span.end;
            match older.iter().any(|at| pair.contains(at)) {
                true => Told::Older,
                false if dispute::has_two_sides(story, statement, x, y) => Told::Sides,
                false if !older.is_empty() => Told::Older,
                false => Told::Both,
            }
        };
        for (unit, (x, y), told) in beside(statement, told) {
            let pair = pair(story, index, unit, (x, y), told);
            out.extend(pair.filter(|pair| !out.iter().any(|p| values(p) == values(pair))));
        }
    }
    out
}

/// How a sentence tells two figures.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// It has both, no more.
    Both,
    /// One is an older one.
    Older,
    /// They are the counts of two sides.
    Sides,
}

fn value(story: &Story, figures: &[Figure]) -> Option<u64> {
    let &(statement, at) = figures.first()?;
    Some(story.statements[statement].quantities[at].value.to_bits())
}

/// The unit of two figures, their numbers in the sentence, how it tells them.
type Beside = (Option<Unit>, (usize, usize), Told);

/// Figures of one unit that stand beside each other; a bare one (*92 people, not 86*) takes that of its neighbour.
fn beside(statement: &Statement, told: impl Fn(usize, usize) -> Told) -> Vec<Beside> {
    let all = &statement.quantities;
    let count = |unit: Unit| all.iter().filter(|q| q.unit == Some(unit) && !q.whole).count();
    let neighbours = (1..all.len()).filter(|&y| !all[y - 1].whole && !all[y].whole);
    let pairs = neighbours.filter_map(|y| {
        let Some(unit) = all[y - 1].unit.or(all[y].unit) else {
            // *The police estimate sixteen thousand, the organisers 40,000.*
            let many = all[y - 1].value.min(all[y].value) >= KNOWN && all.len() == 2;
            return (many && told(y - 1, y) == Told::Sides).then_some((None, (y - 1, y), Told::Sides));
        };
        let same = all[y - 1].unit == all[y].unit;
        // Three figures of one unit are a list.
        let one = same && count(unit) == 2;
        let bare = !same && all[y - 1].unit.xor(all[y].unit).is_some();
        if !one && !bare {
            return None;
        }
        let told = told(y - 1, y);
        let fits = match told {
            Told::Both => one && is_compared(unit),
            Told::Older => is_compared(unit),
            Told::Sides => is_compared(unit) || unit.kind == UnitKind::Toll,
        };
        fits.then_some((Some(unit), (y - 1, y), told))
    });
    pairs.collect()
}

/// Tolls are followed through the event elsewhere; spans of time next to each other are of two things.
fn is_compared(unit: Unit) -> bool {
    matches!(unit.kind, UnitKind::Count | UnitKind::Measure | UnitKind::Money | UnitKind::Percent)
}

fn pair(story: &Story, index: usize, unit: Option<Unit>, (x, y): (usize, usize), told: Told) -> Option<Pair> {
    let own = &story.statements[index];
    let (p, q) = (own.quantities[x], own.quantities[y]);
    let (low, high) = (p.value.min(q.value), p.value.max(q.value));
    let says = told == Told::Older;
    let reach = if told == Told::Both { REACH } else { SAID };
    if low <= 0.0 || high > reach * low || p.agrees(&q) {
        return None;
    }
    let stated = |of: &Quantity| -> Vec<Figure> {
        // A figure that is told to be another's is known by itself, unless it is a small one.
        let known = says && of.value >= KNOWN;
        let others = story.statements.iter().enumerate().filter(|(_, s)| s.rank != own.rank);
        let others = others.filter(|(_, s)| known || is_near(s, own));
        let figures =
            others.flat_map(|(i, s)| s.quantities.iter().enumerate().map(move |(at, q)| (i, at, q)));
        let same = figures.filter(|(.., q)| q.unit == unit && !q.whole && q.value == of.value);
        same.map(|(i, at, _)| (i, at)).collect()
    };
    let docs = |figures: &[Figure]| -> BTreeSet<usize> {
        figures.iter().map(|(i, _)| story.statements[*i].rank).collect()
    };
    let (mut xs, mut ys) = (stated(&p), stated(&q));
    let (of_x, of_y) = (docs(&xs), docs(&ys));
    let (only_x, only_y) = (of_x.difference(&of_y).count(), of_y.difference(&of_x).count());
    let anew = match (only_x, only_y) {
        _ if told == Told::Sides => false,
        (1.., 1..) => false,
        (1.., 0) if of_y.is_empty() && says => true,
        (0, 1..) if of_x.is_empty() && says => true,
        _ => return None,
    };
    xs.push((index, x));
    ys.push((index, y));
    let figures = if anew && only_x == 0 { [ys, xs] } else { [xs, ys] };
    Some(Pair { unit, figures, anew, sides: told == Told::Sides })
}

fn is_near(other: &Statement, own: &Statement) -> bool {
    !other.entities.is_disjoint(&own.entities) || similarity(other, own) >= RELATED
}

/// Whether the sentence sets what it tells against what was told before.
pub(super) fn says_older(statement: &Statement) -> bool {
    !older(statement).is_empty()
}

/// Where it does.
fn older(statement: &Statement) -> Vec<u32> {
    let tokens = phrase::tokens(statement.text, statement.lang);
    let cues = lexicon::of(statement.lang);
    let told = (0..tokens.len()).filter(|&at| cues.at(&tokens, at, |c| *c == Cue::Older).is_some());
    told.map(|at| tokens[at].span.start).collect()
}
