//! Whether two figures of different documents are said of one thing, by what stands around them.
//!
//! A weighted sum of open features. The weights are learnt from figures that are equal, hence of one thing, against
//! figures one of which the other document gives elsewhere, hence of another thing; how much the values
//! themselves say is set by hand, as what differs cannot be learnt from what is equal.

use std::collections::BTreeSet;

use super::{
    align::{share_day, similarity},
    statement::{Statement, Story},
};
use crate::{
    facts::number::{Quantity, UnitKind},
    text::Span,
    types::{EntityIndex, Label},
};

/// A figure in a statement, by the positions of both.
pub(super) type Figure = (usize, usize);

pub(super) const FEATURES: usize = 9;

/// What is compared, in the order of [`features`].
#[cfg(test)]
pub(super) const NAMES: [&str; FEATURES] = [
    // How near the sentences are in meaning.
    "sentences",
    // 1 where the name next to both figures is the same.
    "name",
    // Other figures and days that both sentences have, up to two.
    "facts",
    // 1 where only one of them says what is counted, or what became of it.
    "uncounted",
    // In one language, the share of the words beside the figures that are the same.
    "words",
    // Sentences between their places in the documents, in tens.
    "place",
    // Two, if each is the only figure of its unit in its sentence; less with each other one.
    "alone_in_sentence",
    // The same in the document.
    "alone_in_document",
    // How far apart they are in the order of the figures of their sentences, 0 to 1.
    "order",
];

// Fitted by `scripts/summary/figures.py` to ECB+ (CC BY 3.0), NTREX-128 (CC BY-SA 4.0) and the tuning part of
// our labelled news.
const CONSTANT: f32 = -4.56;
const WEIGHTS: [f32; FEATURES] = [5.02, 1.17, 0.74, -1.74, 1.01, -0.62, 0.74, 1.19, -2.71];

/// What the natural logarithm of their ratio takes from figures that differ.
const RATIO: f32 = 2.0;
/// What is taken from small counts, which are alike by chance.
const SMALL: f32 = 1.0;
/// What is taken from figures of people, of which an event has several groups.
const GROUPS: f32 = 0.3;

/// A figure with what stands around it.
pub(super) struct Setting {
    pub figure: Figure,
    pub quantity: Quantity,
    nearest: Option<EntityIndex>,
    words: BTreeSet<String>,
    order: f32,
    in_sentence: f32,
    in_document: f32,
}

impl Setting {
    /// `values` are the different values that its document gives in its unit.
    pub fn new(story: &Story, figure: Figure, values: usize) -> Self {
        let statement = &story.statements[figure.0];
        let quantity = statement.quantities[figure.1];
        let all = &statement.quantities;
        let of_unit = all.iter().filter(|q| q.unit == quantity.unit).count();
        Self {
            figure,
            quantity,
            nearest: nearest(story, statement, quantity.span),
            words: beside(statement.text, quantity.span),
            order: (figure.1 as f32 + 0.5) / all.len() as f32,
            in_sentence: 1.0 / of_unit as f32,
            in_document: 1.0 / values.max(1) as f32,
        }
    }
}

/// The entity whose name stands next to a place of a statement.
fn nearest(story: &Story, statement: &Statement, place: Span) -> Option<EntityIndex> {
    let document = story.document(statement.doc)?;
    let named = statement.mentions.iter().filter_map(|&m| {
        let span = document.mentions.get(m)?.span;
        let (start, end) = (span.start - statement.span.start, span.end - statement.span.start);
        let between = if start >= place.end { start - place.end } else { place.start.saturating_sub(end) };
        Some((between, story.entity_of(statement.doc, m)?))
    });
    named.min().map(|(_, entity)| entity)
}

/// Words on either side of a figure that are looked at.
const BESIDE: usize = 4;
/// Letters by which words are the same, whatever their endings.
pub(super) const STEM: usize = 5;

fn beside(text: &str, place: Span) -> BTreeSet<String> {
    let (left, right) = (&text[..place.start as usize], &text[place.end as usize..]);
    let words = left.split_whitespace().rev().take(BESIDE).chain(right.split_whitespace().take(BESIDE));
    let stems = words.map(|word| {
        word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).take(STEM).collect::<String>()
    });
    stems.filter(|stem| stem.chars().count() > 2).collect()
}

pub(super) fn features(story: &Story, x: &Setting, y: &Setting) -> [f32; FEATURES] {
    let (a, b) = (&story.statements[x.figure.0], &story.statements[y.figure.0]);
    let others = a.quantities.iter().enumerate().filter(|(at, _)| *at != x.figure.1);
    let shared = others.filter(|(_, q)| {
        let mut theirs = b.quantities.iter().enumerate().filter(|(at, _)| *at != y.figure.1);
        theirs.any(|(_, p)| p.unit == q.unit && p.agrees(q))
    });
    let facts = (shared.count() + usize::from(share_day(a, b))).min(2);
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let words = if a.lang == b.lang {
        let fewer = x.words.len().min(y.words.len()).max(1);
        x.words.intersection(&y.words).count() as f32 / fewer as f32
    } else {
        0.0
    };
    [
        similarity(a, b),
        flag(shared_name(x, y).is_some()),
        facts as f32,
        flag(x.quantity.unit != y.quantity.unit),
        words,
        a.position.abs_diff(b.position) as f32 / 10.0,
        x.in_sentence + y.in_sentence,
        x.in_document + y.in_document,
        (x.order - y.order).abs(),
    ]
}

/// Log-odds that two figures that differ are said of one thing.
pub(super) fn log_odds(story: &Story, x: &Setting, y: &Setting) -> f32 {
    let around: f32 = features(story, x, y).iter().zip(WEIGHTS).map(|(f, w)| f * w).sum();
    let (low, high) = (x.quantity.value.min(y.quantity.value), x.quantity.value.max(y.quantity.value));
    let of_kind = |test: fn(&Quantity) -> bool| test(&x.quantity) || test(&y.quantity);
    let money = of_kind(|q| q.unit.is_some_and(|u| u.kind == UnitKind::Money));
    let small = high < 10.0 && low.fract() == 0.0 && high.fract() == 0.0 && !money;
    let people = of_kind(|q| q.unit.is_some_and(|u| u.code == "people"));
    CONSTANT + around
        - RATIO * (high / low).ln() as f32
        - if small { SMALL } else { 0.0 }
        - if people { GROUPS } else { 0.0 }
}

/// The name that stands next to both figures.
fn shared_name(x: &Setting, y: &Setting) -> Option<EntityIndex> {
    x.nearest.filter(|name| y.nearest == Some(*name))
}

/// Whether the figures stand beside the same name, and that is no place's.
pub(super) fn of_one_bearer(story: &Story, x: &Setting, y: &Setting) -> bool {
    let bearer = shared_name(x, y).and_then(|name| story.entity(name));
    bearer.is_some_and(|entity| entity.label != Label::Location)
}
