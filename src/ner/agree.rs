use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::decode::Tags;
use super::units::{Unit, within};
use crate::text::Span;
use crate::types::{Label, Mention};

/// How sure the network must be, one reading or several together, that a spelling is a name.
const SURE: f32 = 0.8;
/// How probable a label must be in a place for what the rest of the document says to decide.
const POSSIBLE: f32 = 0.15;
/// How many times as much must speak for another kind of name before a mention takes it.
const OUTVOTED: f32 = 2.0;
/// Letters of the shortest spelling that is looked for again; scripts without spaces write names in two.
const LETTERS: usize = 2;

/// What was read of a sentence.
pub(super) struct Reading {
    pub units: Vec<Unit>,
    /// Log probabilities of the tags, one row a unit.
    pub scores: Vec<Vec<f32>>,
    pub mentions: Vec<Mention>,
}

/// Lets the sentences of a document agree: what one of them shows to be a name is one, of the same kind,
/// wherever it is written the same and the network thinks it possible.
pub(super) fn agree(text: &str, tags: &Tags, readings: &mut [Reading]) {
    let mut votes: BTreeMap<&str, BTreeMap<Label, f32>> = BTreeMap::new();
    // By the first unit of a name, how many units names have that begin so.
    let mut lengths: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for Reading { units, mentions, .. } in readings.iter() {
        for mention in mentions {
            let name = mention.span.of(text);
            *votes.entry(name).or_default().entry(mention.label).or_default() += mention.score;
            let inside = within(units, mention.span);
            if is_name(name) {
                lengths.entry(units[inside.start].span.of(text)).or_default().insert(inside.len());
            }
        }
    }
    for Reading { units, scores, mentions } in readings {
        let probability = |units: Range<usize>, label| tags.confidence(&scores[units], label);
        let mut out = Vec::with_capacity(mentions.len());
        let mut next = mentions.iter().peekable();
        let mut at = 0;
        while at < units.len() {
            if let Some(mention) = next.next_if(|m| m.span.start == units[at].span.start) {
                let inside = within(units, mention.span);
                let mut mention = mention.clone();
                let kinds = &votes[mention.span.of(text)];
                let (label, weight) = strongest(kinds);
                let score = probability(inside.clone(), label);
                if weight >= OUTVOTED * kinds[&mention.label] && score >= POSSIBLE {
                    (mention.label, mention.score) = (label, score);
                }
                out.push(mention);
                at = inside.end;
                continue;
            }
            let free = next.peek().map_or(units.len(), |m| within(units, m.span).start);
            let known = lengths.get(units[at].span.of(text)).into_iter().flatten().rev();
            let found = known.filter(|n| at + **n <= free).find_map(|n| {
                let span = Span { start: units[at].span.start, end: units[at + n - 1].span.end };
                let (label, weight) = strongest(votes.get(span.of(text))?);
                let score = probability(at..at + n, label);
                (weight >= SURE && score >= POSSIBLE).then_some((n, Mention { span, label, score }))
            });
            at += found.as_ref().map_or(1, |(n, _)| **n);
            out.extend(found.map(|(_, mention)| mention));
        }
        *mentions = out;
    }
}

/// The kind that most speaks for; the first of equals.
fn strongest(kinds: &BTreeMap<Label, f32>) -> (Label, f32) {
    let best = kinds.iter().rev().max_by(|a, b| a.1.total_cmp(b.1));
    best.map_or((Label::Other, 0.0), |(&label, &weight)| (label, weight))
}

/// Whether a spelling is worth looking for: long enough, and not a common word.
fn is_name(name: &str) -> bool {
    name.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS && !name.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of one-word sentences, each `(word, probability of LOC, of ORG)`.
    fn agreed(words: &[(&str, f32, f32)]) -> Vec<Option<Label>> {
        let tags = Tags::new(&["O", "B-LOC", "I-LOC", "B-ORG", "I-ORG"].map(String::from));
        let text: String = words.iter().map(|(word, _, _)| format!("{word} ")).collect();
        let mut at = 0;
        let reading = |&(word, place, organisation): &(&str, f32, f32)| {
            let span = Span::new(at, at + word.len());
            at += word.len() + 1;
            let row = [1.0 - place - organisation, place, 1e-6, organisation, 1e-6].map(f32::ln);
            let likely = if place > organisation {
                (Label::Location, place)
            } else {
                (Label::Organisation, organisation)
            };
            let mention = Mention { span, label: likely.0, score: likely.1 };
            let mentions = if likely.1 > 0.5 { vec![mention] } else { Vec::new() };
            Reading { units: vec![Unit { span, tokens: 0..1 }], scores: vec![row.to_vec()], mentions }
        };
        let mut readings: Vec<Reading> = words.iter().map(reading).collect();
        agree(&text, &tags, &mut readings);
        readings.iter().map(|r| r.mentions.first().map(|m| m.label)).collect()
    }

    #[test]
    fn a_name_is_one_kind_where_that_is_possible() {
        let (place, organisation) = (Some(Label::Location), Some(Label::Organisation));
        let words = [("Osh", 0.9, 0.05), ("Osh", 0.8, 0.1), ("Osh", 0.3, 0.6)];
        assert_eq!(agreed(&words), [place, place, place]);
        let words = [("Osh", 0.9, 0.05), ("Osh", 0.8, 0.1), ("Osh", 0.02, 0.9)];
        assert_eq!(agreed(&words), [place, place, organisation], "the club of that name");
        assert_eq!(
            agreed(&[("Osh", 0.9, 0.05), ("Osh", 0.3, 0.6)]),
            [place, organisation],
            "one against one"
        );
    }

    #[test]
    fn a_name_that_was_overlooked_is_found() {
        let place = Some(Label::Location);
        assert_eq!(agreed(&[("Osh", 0.9, 0.05), ("Osh", 0.2, 0.05)]), [place, place]);
        assert_eq!(agreed(&[("Osh", 0.9, 0.05), ("Osh", 0.05, 0.02)]), [place, None], "hardly possible");
        assert_eq!(agreed(&[("osh", 0.9, 0.05), ("osh", 0.2, 0.05)]), [place, None], "a common word");
        assert_eq!(agreed(&[("Osh", 0.6, 0.05), ("Osh", 0.2, 0.05)]), [place, None], "not sure enough");
    }
}
