//! Figures that differ, whatever they count: one thing, told in two ways.
//!
//! Between two documents the figures are compared that not both of them state. Two that seem to be of one thing
//! (`matter`), and each nearer to the other than to any third, differ.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    conflict,
    matter::{self, Figure, Setting},
    statement::{Statement, Story},
};
use crate::{
    facts::number::{Bound, Quantity, Unit, UnitKind},
    types::DisjointSets,
};

/// Log-odds from which on figures are taken to be of one thing.
const SAID: f32 = -0.5;
/// How much more is asked for where one of the documents gives both: the other may be of another thing.
const STATED: f32 = 1.0;
/// How much nearer two figures are than either is to any other.
const CLEAR: f32 = 0.5;
/// Figures further apart are of two things.
const REACH: f64 = 2.5;
/// Documents that are compared two by two.
const DOCUMENTS: usize = 40;
/// Sentences of a document that are compared.
const SENTENCES: usize = 14;
/// A matter with more values than this is a table, not a dispute.
const VALUES: usize = 3;
/// What every side has of its own.
pub(super) const RANKED: [&str; 5] = ["gold", "silver", "bronze", "points", "goals"];

/// Matters on which figures differ: what is counted, and the figures of all sides in order.
pub(super) fn differing(story: &Story) -> Vec<(Option<Unit>, Vec<Figure>)> {
    let documents = given(story);
    let mut pairs: Vec<(Figure, Figure)> = Vec::new();
    for (i, ours) in documents.iter().enumerate() {
        for theirs in &documents[i + 1..] {
            pairs.extend(differences(story, ours, theirs));
        }
    }
    matters(story, &pairs)
}

/// The figures that two documents give for one thing, and differ.
fn differences(story: &Story, ours: &Given, theirs: &Given) -> Vec<(Figure, Figure)> {
    let known = |own: &Given, other: &Given| -> Vec<bool> {
        own.settings.iter().map(|s| other.states(&s.quantity)).collect()
    };
    let (known_x, known_y) = (known(ours, theirs), known(theirs, ours));
    // One sentence that has both is no witness that they are of one thing (see `revised`).
    let beside = |x: &Setting, y: &Setting| {
        story.statements[x.figure.0]
            .quantities
            .iter()
            .any(|q| is_compared(q, &y.quantity) && q.agrees(&y.quantity))
    };
    let mut scored: Vec<Scored> = Vec::new();
    for (x, known_x) in ours.settings.iter().zip(known_x) {
        for (y, &known_y) in theirs.settings.iter().zip(&known_y) {
            let stated = known_x || known_y;
            // What both state is not in dispute between them.
            let settled = known_x && known_y || stated && (beside(x, y) || beside(y, x));
            if !settled && is_compared(&x.quantity, &y.quantity) && !x.quantity.agrees(&y.quantity) {
                let least = if stated { SAID + STATED } else { SAID };
                scored.push(Scored { x, y, odds: matter::log_odds(story, x, y) - least });
            }
        }
    }
    let values = |s: &Scored| (s.x.quantity.value, s.y.quantity.value);
    let clear = |pair: &&Scored| {
        let rivals = scored.iter().filter(|other| {
            (other.x.figure == pair.x.figure) != (other.y.figure == pair.y.figure)
                && values(other) != values(pair)
        });
        rivals.map(|rival| rival.odds).fold(f32::MIN, f32::max) + CLEAR <= pair.odds
    };
    let said = |pair: &&Scored| {
        let (a, b) = values(pair);
        // A time to the second is somebody's.
        let owned = [pair.x, pair.y].iter().any(|s| s.quantity.unit.is_some_and(|u| u.code == "second"));
        pair.odds >= 0.0
            && a.max(b) <= REACH * a.min(b)
            && (!owned || matter::of_one_bearer(story, pair.x, pair.y))
    };
    scored.iter().filter(said).filter(clear).map(|pair| (pair.x.figure, pair.y.figure)).collect()
}

/// Two figures and the log-odds, beyond what is asked for, that they are said of one thing.
struct Scored<'s> {
    x: &'s Setting,
    y: &'s Setting,
    odds: f32,
}

/// Whether two figures may count the same: the same unit, a unit and none, people and what became of them.
/// Two tolls are followed through the event elsewhere.
pub(super) fn is_compared(x: &Quantity, y: &Quantity) -> bool {
    let (Some(a), Some(b)) = (x.unit, y.unit) else { return true };
    let toll = |u: Unit| u.kind == UnitKind::Toll;
    match (toll(a), toll(b)) {
        (true, true) => false,
        (true, false) => b.code == "people",
        (false, true) => a.code == "people",
        (false, false) => a == b,
    }
}

/// Parts of wholes are no figures of their own, days too many things, and points and medals each side's own. What
/// has a fraction and no measure is a time of day, a version, a mark: `9.25`.
fn is_comparable(q: &Quantity) -> bool {
    let whole = q.value.fract() == 0.0;
    let compared = |u: Unit| match u.kind {
        UnitKind::Toll => whole,
        UnitKind::Count => (whole || q.value >= 1000.0) && !RANKED.contains(&u.code),
        // `14.58 uur` is a time of day.
        UnitKind::Duration if u.code == "hour" => (2.0 * q.value).fract() == 0.0,
        _ => u.code != "day",
    };
    !q.whole && q.value > 0.0 && q.unit.map_or(whole, compared)
}

/// `36` between commas after a name, or what says itself to be an age.
fn is_age(statement: &Statement, q: &Quantity) -> bool {
    let (before, after) = (&statement.text[..q.span.start as usize], &statement.text[q.span.end as usize..]);
    let between = before.ends_with(", ") && after.starts_with([',', '.', ';']);
    let years = q.value.fract() == 0.0 && (1.0..120.0).contains(&q.value);
    conflict::is_age(statement, q)
        || q.unit.is_none() && years && between
        || years && after.starts_with("-year-old")
}

/// The figures of a document, and all quantities that it states anywhere.
pub(super) struct Given {
    pub settings: Vec<Setting>,
    all: Vec<Quantity>,
}

impl Given {
    /// Whether the document states the figure, in any unit that may count the same.
    pub fn states(&self, figure: &Quantity) -> bool {
        let same = |q: &&Quantity| q.unit == figure.unit || is_compared(q, figure);
        self.all.iter().filter(same).any(|q| q.agrees(figure))
    }
}

/// What every document gives, in their order.
pub(super) fn given(story: &Story) -> Vec<Given> {
    let mut by_doc: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, statement) in story.statements.iter().enumerate() {
        by_doc.entry(statement.rank).or_default().push(index);
    }
    by_doc.into_values().take(DOCUMENTS).map(|statements| of_document(story, &statements)).collect()
}

fn of_document(story: &Story, statements: &[usize]) -> Given {
    let all: Vec<Quantity> =
        statements.iter().flat_map(|&s| story.statements[s].quantities.clone()).collect();
    let values = |unit: Option<Unit>| {
        let own = all.iter().filter(|q| q.unit == unit && !q.whole);
        own.map(|q| q.value.to_bits()).collect::<BTreeSet<_>>().len()
    };
    let body = statements.iter().filter(|&&s| !story.statements[s].in_title).take(SENTENCES);
    let figures = body.flat_map(|&s| (0..story.statements[s].quantities.len()).map(move |at| (s, at)));
    let settings = figures
        .map(|figure| (figure, &story.statements[figure.0].quantities[figure.1]))
        .filter(|(figure, q)| is_comparable(q) && !is_age(&story.statements[figure.0], q))
        .map(|(figure, q)| Setting::new(story, figure, values(q.unit)))
        .collect();
    Given { settings, all }
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
