//! Which sentences tell the event, and in which order.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    align::{RELATED, similarity},
    language::Choice,
    naming::{self, Named, Replacement},
    quality::{self, Flaw},
    salience::{Salience, supporters},
    statement::{Statement, Story},
    vouch::vouches,
};
use crate::facts::number::Quantity;
use crate::types::{Cite, Conflict, ConflictKind, DocIndex, EntityIndex, SummarySentence};

/// A sentence of a summary, with what was changed in it.
pub(super) struct Drafted {
    pub sentence: SummarySentence,
    /// Names that the source writes otherwise.
    #[cfg_attr(not(test), expect(dead_code, reason = "kept as the proof that tests check"))]
    pub replacements: Vec<Replacement>,
    /// Position in [`Story::statements`].
    pub statement: usize,
    /// Its number in the order of choice: 0 says most.
    pub choice: usize,
}

/// Sentences that are nearer to one already chosen than this repeat it.
const REPEATS: f32 = 0.7;
/// What is left of the worth of a sentence whose figure a later report replaced: it is told only if
/// there is nothing else to tell.
const STALE: f32 = 0.01;
/// The same for other sentences of a report that gives such a figure, unless a report that does not says the
/// same: things have moved on since.
const AGED: f32 = 0.2;
/// A sentence must be worth this share of the best one.
const WORTH: f32 = 0.1;
/// A summary is at most this share of its longest source, but may always have [`SHORT`] characters.
const SHARE: f32 = 0.9;
const SHORT: usize = 200;

/// A statement that may be told.
struct Candidate {
    index: usize,
    /// The statement that must stand directly before it: one that points back cannot stand alone.
    after: Option<usize>,
    /// Factor for what a later report replaced.
    fresh: f32,
}

/// The summary's sentences in reading order; at most `max_chars` characters together.
pub(super) fn sentences(
    story: &Story,
    choice: &Choice,
    conflicts: &[Conflict],
    max_chars: usize,
) -> Vec<Drafted> {
    let mut outdated = outdated(conflicts, |_| true);
    if choice.docs.iter().all(|&doc| outdated.iter().any(|c| c.doc == doc)) {
        // Only reports in other languages know better. Without the last figure in this one the summary
        // would not say what happened.
        outdated = self::outdated(conflicts, |doc| choice.docs.contains(&doc));
    }
    let is_aged = |doc| outdated.iter().any(|c| c.doc == doc);
    let mut candidates = Vec::new();
    for (index, statement) in story.statements.iter().enumerate() {
        let Some(annotated) = story.document(statement.doc) else { continue };
        let here = choice.docs.contains(&statement.doc) && !statement.in_title;
        let language = statement.lang == choice.lang || !statement.lang.is_known();
        if !here || !language {
            continue;
        }
        if quality::is_caption(story, statement) {
            continue;
        }
        let after = match quality::flaw(statement, annotated) {
            None => None,
            Some(Flaw::Dangling) if statement.position > 0 => index.checked_sub(1),
            Some(_) => continue,
        };
        let stale = outdated.iter().any(|c| c.doc == statement.doc && statement.span.overlaps(c.span));
        let confirmed = || supporters(story, index).iter().any(|&i| !is_aged(story.statements[i].doc));
        let aged = is_aged(statement.doc) && !confirmed();
        let fresh = if stale {
            STALE
        } else if aged {
            AGED
        } else {
            1.0
        };
        candidates.push(Candidate { index, after, fresh });
    }
    let longest = choice.docs.iter().filter_map(|&doc| story.document(doc)).map(|annotated| {
        let body = annotated.document.body();
        annotated.text(body).chars().count()
    });
    let share = (longest.max().unwrap_or(0) as f32 * SHARE) as usize;
    let room = max_chars.min(share.max(SHORT));
    let salience = Salience::of(story, choice);
    let mut barred = BTreeSet::new();
    loop {
        let chosen = pick(story, &salience, &candidates, &barred, room);
        match draft(story, &chosen, max_chars) {
            Ok(drafted) => return drafted,
            Err(bad) => {
                barred.insert(bad);
            }
        }
    }
}

/// Places whose figures a later report replaced, among the documents that count.
pub(super) fn outdated(conflicts: &[Conflict], counts: impl Fn(DocIndex) -> bool) -> Vec<Cite> {
    let mut out = Vec::new();
    for conflict in conflicts.iter().filter(|c| c.kind == ConflictKind::Updates) {
        let cites = conflict.values.iter().map(|v| v.cites.iter().copied().filter(|c| counts(c.doc)));
        let mut told: Vec<Vec<Cite>> =
            cites.map(Iterator::collect).filter(|c: &Vec<_>| !c.is_empty()).collect();
        told.pop();
        out.extend(told.into_iter().flatten());
    }
    out
}

/// The chosen statements with what must stand before each, in the order of choice: always the one
/// that adds most for its length.
fn pick(
    story: &Story,
    salience: &Salience,
    candidates: &[Candidate],
    barred: &BTreeSet<usize>,
    mut room: usize,
) -> Vec<(usize, Option<usize>)> {
    let mut chosen: Vec<(usize, Option<usize>)> = Vec::new();
    let mut told = BTreeSet::new();
    let mut most = 0.0f32;
    let is_in = |chosen: &[(usize, Option<usize>)], index: usize| chosen.iter().any(|(c, _)| *c == index);
    loop {
        let mut best: Option<(f32, &Candidate)> = None;
        for candidate in candidates {
            let index = candidate.index;
            let cost = story.statements[index].text.chars().count() + usize::from(!chosen.is_empty());
            let stands = candidate.after.is_none_or(|before| is_in(&chosen, before));
            if cost > room || !stands || is_in(&chosen, index) || barred.contains(&index) {
                continue;
            }
            let gain = salience.gain(story, index, &told) * candidate.fresh;
            // The order of equal worth is that of the event's documents.
            if best.is_some_and(|(b, _)| gain <= b)
                || !chosen.is_empty() && gain < WORTH * most
                || chosen.iter().any(|&(c, _)| likeness(story, c, index) >= REPEATS)
            {
                continue;
            }
            best = Some((gain, candidate));
        }
        let Some((gain, candidate)) = best else { break };
        most = most.max(gain);
        let index = candidate.index;
        room -= story.statements[index].text.chars().count() + usize::from(!chosen.is_empty());
        told.extend(salience.pairs(index));
        chosen.push((index, candidate.after));
    }
    chosen
}

/// How much a statement repeats one that is told: by meaning, by words or by its figures.
fn likeness(story: &Story, a: usize, b: usize) -> f32 {
    let (a, b) = (&story.statements[a], &story.statements[b]);
    let words = |s: &Statement| -> BTreeSet<String> {
        let tokens = crate::facts::number::phrase::tokens(s.text, s.lang);
        tokens.into_iter().map(|t| t.key).filter(|k| k.chars().count() > 2 || !k.is_ascii()).collect()
    };
    let (x, y) = (words(a), words(b));
    let shared = x.intersection(&y).count() as f32 / x.len().min(y.len()).max(1) as f32;
    if a.doc != b.doc && share_figures(a, b) {
        return 1.0;
    }
    // Neighbours in one report are near in meaning without repeating each other.
    let meaning = if a.doc == b.doc || a.vector.is_empty() { 0.0 } else { similarity(a, b) };
    shared.max(meaning).max(0.0)
}

/// Whether all that one of them counts is counted by the other, about the same matter. A single figure may be
/// the same by chance.
fn share_figures(a: &Statement, b: &Statement) -> bool {
    let counted = |s: &Statement| -> Vec<Quantity> {
        s.quantities.iter().copied().filter(|q| q.unit.is_some() || q.digits >= EXACT).collect()
    };
    let (x, y) = (counted(a), counted(b));
    let (few, many) = if x.len() < y.len() { (x, y) } else { (y, x) };
    let told = |q: &Quantity| many.iter().any(|p| p.unit == q.unit && p.agrees(q));
    few.len() >= 2 && few.iter().all(told) && similarity(a, b) >= RELATED
}

/// A number with so many digits is hardly the same by chance, whatever it counts.
const EXACT: u8 = 3;

/// Reading order: by the place in the reports, of equal places the earlier report's; what points back
/// directly after what it points to.
fn in_order(story: &Story, chosen: &[(usize, Option<usize>)]) -> Vec<usize> {
    let mut heads: Vec<usize> = chosen.iter().filter(|(_, after)| after.is_none()).map(|(i, _)| *i).collect();
    heads.sort_by_key(|&i| (story.statements[i].position, story.statements[i].rank));
    let follower: BTreeMap<usize, usize> =
        chosen.iter().filter_map(|&(index, after)| Some((after?, index))).collect();
    let mut out = Vec::with_capacity(chosen.len());
    for head in heads {
        let mut at = Some(head);
        while let Some(index) = at {
            out.push(index);
            at = follower.get(&index).copied();
        }
    }
    out
}

/// The chosen statements in reading order with canonical names and citations; the statement that
/// spoils it, where one does.
fn draft(story: &Story, chosen: &[(usize, Option<usize>)], max_chars: usize) -> Result<Vec<Drafted>, usize> {
    let mut given: BTreeSet<EntityIndex> = BTreeSet::new();
    let mut out = Vec::new();
    let mut used = 0;
    for index in in_order(story, chosen) {
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
        let others = supporters(story, index).into_iter().map(|i| &story.statements[i]);
        cites.extend(others.filter(|other| vouches(other, statement)).map(Statement::cite));
        let sentence = SummarySentence { text, cites, lang: None, by: Vec::new() };
        let choice = chosen.iter().position(|(chosen, _)| *chosen == index).unwrap_or(chosen.len());
        out.push(Drafted { sentence, replacements, statement: index, choice });
    }
    Ok(out)
}
