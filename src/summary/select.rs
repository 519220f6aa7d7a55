//! Which sentences tell the event.

use std::collections::BTreeSet;

use super::{
    align::{self, similarity},
    language::Choice,
    naming::{self, Named, Replacement},
    quality,
    statement::{Statement, Story},
};
use crate::types::{self, Cite, Conflict, ConflictKind, DocIndex, EntityIndex, SummarySentence};

/// A sentence of a summary, with what was changed in it.
pub(super) struct Drafted {
    pub sentence: SummarySentence,
    /// Names that the source writes otherwise.
    #[cfg_attr(not(test), expect(dead_code, reason = "kept as the proof that tests check"))]
    pub replacements: Vec<Replacement>,
    /// Position in [`Story::statements`].
    pub statement: usize,
}

/// Sentences that are nearer to one already chosen than this repeat it.
const REPEATS: f32 = 0.7;
/// What likeness to chosen sentences costs.
const NOVELTY: f32 = 0.6;
/// A sentence must be worth this much to be added to a summary that has one already.
const WORTH: f32 = 0.3;

/// What it costs a sentence that a later report gives another figure.
const STALE: f32 = 10.0;

/// Sentences that a summary may have, however short they are.
const MOST: usize = 5;

/// The summary's sentences in reading order; at most `max_chars` characters together.
pub(super) fn sentences(
    story: &Story,
    choice: &Choice,
    conflicts: &[Conflict],
    max_chars: usize,
) -> Vec<Drafted> {
    let outdated = outdated(conflicts);
    let mut candidates: Vec<(f32, usize)> = Vec::new();
    for (index, statement) in story.statements.iter().enumerate() {
        let Some(annotated) = story.document(statement.doc) else { continue };
        let here = choice.docs.contains(&statement.doc) && !statement.in_title;
        let language = statement.lang == choice.lang || !statement.lang.is_known();
        if here && language && quality::flaw(statement, annotated).is_none() {
            let stale = outdated.iter().any(|c| c.doc == statement.doc && statement.span.overlaps(c.span));
            // Told only if there is nothing else to tell.
            candidates.push((worth(story, index) - if stale { STALE } else { 0.0 }, index));
        }
    }
    // The order of equal worth is that of the event's documents.
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut barred = BTreeSet::new();
    loop {
        let chosen = pick(story, &candidates, &barred, max_chars);
        match draft(story, &chosen, max_chars) {
            Ok(drafted) => return drafted,
            Err(bad) => {
                barred.insert(bad);
            }
        }
    }
}

/// Places whose figures a later report replaced.
pub(super) fn outdated(conflicts: &[Conflict]) -> Vec<Cite> {
    let updates = conflicts.iter().filter(|c| c.kind == ConflictKind::Updates);
    updates
        .flat_map(|c| c.values.split_last().map_or(&[][..], |(_, old)| old))
        .flat_map(|v| v.cites.clone())
        .collect()
}

/// How much a statement tells of the event, about 0 to 3.
fn worth(story: &Story, index: usize) -> f32 {
    let statement = &story.statements[index];
    // Reporters put the news first; what comes later explains it.
    let lead = if statement.position == 0 { 1.5 } else { 0.9 / (1.0 + statement.position as f32 * 0.5) };
    let mut worth =
        lead + 0.9 * support(story, index) + 0.6 * coverage(story, statement) + centrality(story, statement);
    if statement.text.contains(['"', '“', '«', '„']) {
        worth -= 0.25;
    }
    if elsewhen(story, statement) {
        worth -= 0.5;
    }
    if statement.entities.is_empty() && statement.quantities.is_empty() {
        worth -= 0.2;
    }
    worth
}

/// The share of the other independent voices that say the same; 0 where there are none.
fn support(story: &Story, index: usize) -> f32 {
    let own = story.origins[story.statements[index].rank];
    let all: BTreeSet<DocIndex> = story.origins.iter().copied().filter(|o| *o != own).collect();
    let cites = supporters(story, index);
    let voices: BTreeSet<DocIndex> =
        cites.iter().map(|&i| story.origins[story.statements[i].rank]).filter(|o| *o != own).collect();
    let independent = if all.is_empty() { 0.0 } else { voices.len() as f32 / all.len() as f32 };
    // A reprint proves less, but its editor kept the sentence.
    let docs: BTreeSet<DocIndex> = cites.iter().map(|&i| story.statements[i].doc).collect();
    let others = story.event.docs.len().saturating_sub(1).max(1) as f32;
    0.7 * independent + 0.3 * docs.len() as f32 / others
}

/// The statements of other documents that say the same, at most one of each document.
fn supporters(story: &Story, index: usize) -> Vec<usize> {
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

/// How near the statement is to what all documents of the event tell.
fn centrality(story: &Story, statement: &Statement) -> f32 {
    let mut sum = 0.0;
    let mut n = 0;
    for &doc in &story.event.docs {
        let Some(annotated) = story.document(doc) else { continue };
        if statement.vector.is_empty() || annotated.vector.len() != statement.vector.len() {
            continue;
        }
        sum += types::similarity(&annotated.vector, statement.vector);
        n += 1;
    }
    if n == 0 { 0.0 } else { 0.8 * (sum / n as f32).max(0.0) }
}

/// The statement dates itself outside the event's days: another happening of the same report.
fn elsewhen(story: &Story, statement: &Statement) -> bool {
    let Some(when) = &story.event.when else { return false };
    let (Some(from), Some(to)) = (when.from.civil(), when.to.civil()) else { return false };
    let days: Vec<_> =
        statement.dates.iter().filter_map(|d| Some((d.from.civil()?, d.to.civil()?))).collect();
    !days.is_empty() && days.iter().all(|(a, b)| *b < from || *a > to)
}

/// Greedy by worth less likeness to what is chosen; statement positions in no particular order.
fn pick(
    story: &Story,
    candidates: &[(f32, usize)],
    barred: &BTreeSet<usize>,
    max_chars: usize,
) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    let mut room = max_chars;
    while chosen.len() < MOST {
        let mut best: Option<(f32, usize)> = None;
        for &(worth, index) in candidates {
            let statement = &story.statements[index];
            let cost = statement.text.chars().count() + usize::from(!chosen.is_empty());
            if cost > room || chosen.contains(&index) || barred.contains(&index) {
                continue;
            }
            let like = chosen.iter().map(|&c| likeness(story, c, index)).fold(0.0, f32::max);
            if like >= REPEATS {
                continue;
            }
            let value = worth - NOVELTY * like;
            if (chosen.is_empty() || value >= WORTH) && best.is_none_or(|(b, _)| value > b) {
                best = Some((value, index));
            }
        }
        let Some((_, index)) = best else { break };
        room -= story.statements[index].text.chars().count() + usize::from(!chosen.is_empty());
        chosen.push(index);
    }
    chosen
}

/// How much two statements of one language repeat each other: by meaning or by words.
fn likeness(story: &Story, a: usize, b: usize) -> f32 {
    let (a, b) = (&story.statements[a], &story.statements[b]);
    let words = |s: &Statement| -> BTreeSet<String> {
        let tokens = crate::facts::number::phrase::tokens(s.text, s.lang);
        tokens.into_iter().map(|t| t.key).filter(|k| k.chars().count() > 2 || !k.is_ascii()).collect()
    };
    let (x, y) = (words(a), words(b));
    let shared = x.intersection(&y).count() as f32 / x.len().min(y.len()).max(1) as f32;
    // Neighbours in one report are near in meaning without repeating each other.
    let meaning = if a.doc == b.doc || a.vector.is_empty() { 0.0 } else { similarity(a, b) };
    shared.max(meaning).max(0.0)
}

/// The chosen statements in reading order with canonical names and citations; the statement that
/// spoils it, where one does.
fn draft(story: &Story, chosen: &[usize], max_chars: usize) -> Result<Vec<Drafted>, usize> {
    let mut order = chosen.to_vec();
    // The best sentence leads; the rest follow by where their reports place them.
    let lead = order.first().copied();
    order.sort_by_key(|&i| {
        let s = &story.statements[i];
        (Some(i) != lead, s.position, s.rank)
    });
    let mut given: BTreeSet<EntityIndex> = BTreeSet::new();
    let mut out = Vec::new();
    let mut used = 0;
    for index in order {
        let statement = &story.statements[index];
        let Ok(Named { text, replacements, introduced }) = naming::apply(story, statement, &given) else {
            return Err(index);
        };
        used += text.chars().count() + usize::from(used > 0);
        if used > max_chars {
            return Err(index);
        }
        given.extend(introduced);
        let mut cites = vec![statement.cite()];
        cites.extend(supporters(story, index).into_iter().map(|i| story.statements[i].cite()));
        out.push(Drafted { sentence: SummarySentence { text, cites }, replacements, statement: index });
    }
    Ok(out)
}
