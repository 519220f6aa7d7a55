//! What a sentence tells of the event: the word pairs that matter in its sources.
//!
//! A pair of neighbouring words weighs what the best sentence of each source that has it is worth, by
//! its place in the report and by how near it is to what all sources tell; sources that agree add up.
//! A summary gains the weight of each pair once, hence a sentence that repeats another gains little
//! (maximum coverage, as in Gillick and Favre 2009, with graded weights).

use std::collections::{BTreeMap, BTreeSet};

use super::{
    align,
    language::Choice,
    statement::{Statement, Story},
};
use crate::{
    facts::number::phrase,
    types::{self, DocIndex, EntityIndex},
};

/// How fast sentences lose worth towards the end of a report.
const DECAY: f32 = 0.35;
/// What nearness to all sources counts, against place alone.
const CENTRALITY: f32 = 3.0;
/// What is left of the weight of a pair that the summary has already.
const REPEATED: f32 = 0.2;
/// 1 would favour the densest sentences, however short, 0 the longest.
const LENGTH: f32 = 0.6;
/// What naming the event's who, where and when adds.
const COVERAGE: f32 = 0.5;
/// What it adds if all other voices say the same, in whatever language.
const SUPPORT: f32 = 0.1;
/// What it adds to say what the report's own title says.
const TITLE: f32 = 1.0;
/// What a quotation costs: it comments more often than it reports.
const QUOTATION: f32 = 0.1;
/// What it costs a sentence that it dates itself outside the event.
const ELSEWHEN: f32 = 0.1;

type Pair = (u32, u32);

/// The weights of an event's word pairs, and the pairs of its statements.
pub(super) struct Salience {
    weights: BTreeMap<Pair, f32>,
    /// By statement; sorted, each once.
    pairs: Vec<Vec<Pair>>,
    /// By statement: factor for what it names and who else says it.
    factors: Vec<f32>,
}

impl Salience {
    pub fn of(story: &Story, choice: &Choice) -> Self {
        let mut words: BTreeMap<String, u32> = BTreeMap::new();
        let mut pairs = Vec::with_capacity(story.statements.len());
        // By document: the best sentence that has a pair.
        let mut best: BTreeMap<DocIndex, BTreeMap<Pair, f32>> = BTreeMap::new();
        let mut factors = Vec::with_capacity(story.statements.len());
        let titles: Vec<&Statement> = story.statements.iter().filter(|s| s.in_title).collect();
        for (index, statement) in story.statements.iter().enumerate() {
            if !choice.docs.contains(&statement.doc) {
                pairs.push(Vec::new());
                factors.push(0.0);
                continue;
            }
            let own = word_pairs(statement, &mut words);
            let place = 1.0 / (1.0 + DECAY * statement.position as f32);
            let worth = place * (1.0 + CENTRALITY * centrality(story, statement));
            let of_doc = best.entry(statement.doc).or_default();
            for pair in &own {
                let known = of_doc.entry(*pair).or_insert(0.0);
                *known = known.max(worth);
            }
            pairs.push(own);
            factors.push(if statement.in_title { 0.0 } else { factor(story, &titles, index) });
        }
        let mut weights: BTreeMap<Pair, f32> = BTreeMap::new();
        for (pair, worth) in best.into_values().flatten() {
            *weights.entry(pair).or_insert(0.0) += worth;
        }
        Self { weights, pairs, factors }
    }

    /// What the statement adds to a summary that has the pairs `told`.
    pub fn gain(&self, story: &Story, index: usize, told: &BTreeSet<Pair>) -> f32 {
        let weight = |pair: &Pair| self.weights[pair] * if told.contains(pair) { REPEATED } else { 1.0 };
        let chars = story.statements[index].text.chars().count().max(1) as f32;
        self.pairs[index].iter().map(weight).sum::<f32>() * self.factors[index] / chars.powf(LENGTH)
    }

    pub fn pairs(&self, index: usize) -> &[Pair] {
        &self.pairs[index]
    }
}

/// The pairs of neighbouring words, as numbers of words.
fn word_pairs(statement: &Statement, words: &mut BTreeMap<String, u32>) -> Vec<Pair> {
    let tokens = phrase::tokens(statement.text, statement.lang).into_iter();
    let keys = tokens.map(|t| t.key).filter(|key| key.chars().any(char::is_alphanumeric));
    let numbers: Vec<u32> = keys
        .map(|key| {
            let next = words.len() as u32;
            *words.entry(key).or_insert(next)
        })
        .collect();
    let pairs: BTreeSet<Pair> = numbers.windows(2).map(|w| (w[0], w[1])).collect();
    pairs.into_iter().collect()
}

fn factor(story: &Story, titles: &[&Statement], index: usize) -> f32 {
    let statement = &story.statements[index];
    let quotes = statement.text.contains(['"', '“', '«', '„', '「']);
    1.0 + COVERAGE * coverage(story, statement)
        + SUPPORT * support(story, index)
        + TITLE * titled(titles, statement)
        - if quotes { QUOTATION } else { 0.0 }
        - if elsewhen(story, statement) { ELSEWHEN } else { 0.0 }
}

/// How near the statement is to the title of its report.
fn titled(titles: &[&Statement], statement: &Statement) -> f32 {
    let own = titles.iter().filter(|title| title.doc == statement.doc);
    own.map(|title| align::similarity(title, statement)).fold(0.0, f32::max)
}

/// The share of the other independent voices that say the same; 0 where there are none.
fn support(story: &Story, index: usize) -> f32 {
    let own = story.origins[story.statements[index].rank];
    let all: BTreeSet<DocIndex> = story.origins.iter().copied().filter(|o| *o != own).collect();
    let cites = supporters(story, index);
    let voices: BTreeSet<DocIndex> =
        cites.iter().map(|&i| story.origins[story.statements[i].rank]).filter(|o| *o != own).collect();
    if all.is_empty() { 0.0 } else { voices.len() as f32 / all.len() as f32 }
}

/// The statements of other documents that say the same, at most one of each document.
pub(super) fn supporters(story: &Story, index: usize) -> Vec<usize> {
    let own = &story.statements[index];
    let mut out: Vec<usize> = Vec::new();
    let in_body = |doc: DocIndex| {
        let all = story.statements.iter().enumerate();
        all.filter(move |(_, s)| s.doc == doc && !s.in_title).map(|(i, _)| i)
    };
    let peers: Vec<usize> = in_body(own.doc).filter(|&i| i != index).collect();
    for &doc in story.event.docs.iter().filter(|d| **d != own.doc) {
        let others: Vec<usize> = in_body(doc).collect();
        if let Some(found) = align::counterpart(&story.statements, index, &peers, &others) {
            out.push(found);
        }
    }
    out
}

/// The share of the event's who, where and when that the statement names.
fn coverage(story: &Story, statement: &Statement) -> f32 {
    let who: BTreeSet<EntityIndex> = story.event.who.iter().take(4).map(|p| p.entity).collect();
    let places: BTreeSet<EntityIndex> = story.event.places.iter().take(2).copied().collect();
    let share = |set: &BTreeSet<EntityIndex>| {
        if set.is_empty() {
            0.0
        } else {
            set.intersection(&statement.entities).count() as f32 / set.len() as f32
        }
    };
    let when = story.event.when.as_ref();
    let dated = when.is_some_and(|w| statement.dates.iter().any(|d| d.from == w.from || d.to == w.to));
    0.5 * share(&who) + 0.25 * share(&places) + if dated { 0.25 } else { 0.0 }
}

/// How near the statement is to what all documents of the event tell, from 0.
fn centrality(story: &Story, statement: &Statement) -> f32 {
    let documents = story.event.docs.iter().filter_map(|&doc| story.document(doc));
    let near: Vec<f32> = documents
        .filter(|d| !statement.vector.is_empty() && d.vector.len() == statement.vector.len())
        .map(|d| types::similarity(&d.vector, statement.vector))
        .collect();
    (near.iter().sum::<f32>() / near.len().max(1) as f32).max(0.0)
}

/// The statement dates itself outside the event's days: another happening of the same report.
fn elsewhen(story: &Story, statement: &Statement) -> bool {
    let Some(when) = &story.event.when else { return false };
    let (Some(from), Some(to)) = (when.from.civil(), when.to.civil()) else { return false };
    let days: Vec<_> =
        statement.dates.iter().filter_map(|d| Some((d.from.civil()?, d.to.civil()?))).collect();
    !days.is_empty() && days.iter().all(|(a, b)| *b < from || *a > to)
}
