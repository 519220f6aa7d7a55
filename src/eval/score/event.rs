//! What is told of events: lineage, dates, summaries, conflicts.

use std::collections::{BTreeMap, BTreeSet};

use super::{Scores, Statistic};
use crate::{
    eval::{
        gold::{Gold, GoldConflict, GoldEvent, Place},
        metric::{Prf, Rouge, rouge, words},
        predicted::{Cited, Predicted, PredictedEvent},
    },
    text::{CharIndex, Span, segment},
    types::Lang,
};

/// One of the variants of ROUGE.
type Variant = fn(&Rouge) -> Prf;

/// Kinds of conflicts that are scored. What only one source says is no difference between sources.
const KINDS: [&str; 3] = ["contradicts", "complements", "updates"];

/// Pairs of a document and the one it takes its text from. Scored on documents of labelled clusters; where
/// no document has a lineage there is no gold.
pub(super) fn lineage(gold: &Gold, predicted: &Predicted, scores: &mut Scores) {
    let Some(events) = &predicted.events else { return };
    if gold.documents.iter().all(|document| document.of.is_none()) {
        return;
    }
    let index = gold.index();
    let mut parts = vec![Prf::default(); gold.documents.len()];
    let of = |doc: u32| {
        let of = gold.documents[doc as usize].of.as_deref()?;
        index.get(of).copied()
    };
    let found: BTreeSet<(u32, u32)> = events.iter().flat_map(|event| event.lineage.iter().copied()).collect();
    for (doc, from) in found {
        if gold.documents[doc as usize].cluster.is_some() {
            let right = f64::from(u8::from(of(doc) == Some(from)));
            parts[doc as usize] = parts[doc as usize] + Prf::new(right, 1.0, right, 0.0);
        }
    }
    for doc in (0..gold.documents.len() as u32).filter(|&doc| of(doc).is_some()) {
        parts[doc as usize].recall_den += 1.0;
    }
    scores.add_prf("lineage", gold, &parts);
}

/// Scores each gold event against the predicted one with most of its documents.
pub(super) fn score(gold: &Gold, predicted: &Predicted, scores: &mut Scores) {
    let Some(events) = &predicted.events else { return };
    let mut docs: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for (doc, document) in (0..).zip(&gold.documents) {
        if let Some(cluster) = &document.cluster {
            docs.entry(cluster).or_default().insert(doc);
        }
    }
    let pairs: Vec<(&GoldEvent, Option<&PredictedEvent>)> = gold
        .events
        .iter()
        .filter_map(|event| Some((event, matching(docs.get(&*event.id)?, events))))
        .collect();
    let day = |event: &GoldEvent, found: Option<&PredictedEvent>| {
        let when = event.when.as_ref()?;
        Some(Prf::counts(usize::from(found.and_then(|found| found.when.as_ref()) == Some(when)), 1, 1))
    };
    let days: Vec<Prf> = pairs.iter().map(|&(event, found)| day(event, found).unwrap_or_default()).collect();
    scores.add("when.accuracy", Statistic::Recall, days);
    if events.iter().any(|event| !event.summaries.is_empty()) {
        summaries(&pairs, scores);
        support(gold, events, scores);
        conflicts(&pairs, scores);
    }
}

/// The event with most of the documents; of equals the one with the fewest others, then the first.
fn matching<'e>(docs: &BTreeSet<u32>, events: &'e [PredictedEvent]) -> Option<&'e PredictedEvent> {
    let shared = |event: &PredictedEvent| event.docs.iter().filter(|doc| docs.contains(doc)).count();
    let best = events.iter().enumerate().max_by_key(|(i, event)| {
        let shared = shared(event);
        (shared, std::cmp::Reverse(event.docs.len() - shared), std::cmp::Reverse(*i))
    });
    best.map(|(_, event)| event).filter(|event| shared(event) > 0)
}

/// ROUGE against each reference that has a summary in its language; means of F1 over these. `coverage` is
/// the share of references that have one.
fn summaries(pairs: &[(&GoldEvent, Option<&PredictedEvent>)], scores: &mut Scores) {
    let mut covered = Vec::new();
    let mut parts: BTreeMap<&str, Vec<Prf>> = BTreeMap::new();
    let mut by_lang: BTreeMap<Lang, Vec<Prf>> = BTreeMap::new();
    for (event, found) in pairs {
        for (&lang, reference) in &event.summaries {
            let summary = found.and_then(|found| found.summaries.get(&lang)).filter(|s| !s.is_empty());
            covered.push(Prf::counts(usize::from(summary.is_some()), 1, 1));
            let score = summary.map(|summary| against(reference, summary, lang));
            // Parts of two runs must stand for the same references.
            let part = |of: Variant| {
                let f1 = score.as_ref().map(|score| of(score).f1().unwrap_or(0.0));
                f1.map_or_else(Prf::default, |f1| Prf::new(f1, 1.0, f1, 1.0))
            };
            let table: [(&str, Variant); 4] = [
                ("summary.rouge1", |r| r.one),
                ("summary.rouge2", |r| r.two),
                ("summary.rougeL", |r| r.l),
                ("summary.rougeLsum", |r| r.l_sum),
            ];
            for (name, of) in table {
                parts.entry(name).or_default().push(part(of));
            }
            by_lang.entry(lang).or_default().push(part(|r| r.two));
        }
    }
    for (name, parts) in parts {
        scores.add(name, Statistic::Recall, parts);
    }
    for (lang, parts) in by_lang {
        let metric = super::metric(Statistic::Recall, parts, false);
        scores.add_group("language", lang.as_str(), "summary.rouge2", metric);
    }
    scores.add("summary.coverage", Statistic::Recall, covered);
}

fn against(reference: &str, summary: &[Cited], lang: Lang) -> Rouge {
    let whole = Span::new(0, reference.len());
    let reference = segment::sentences(reference, whole, lang).into_iter().map(|s| words(s.of(reference)));
    let candidate: Vec<Vec<String>> = summary.iter().map(|(text, _)| words(text)).collect();
    rouge(&reference.collect::<Vec<_>>(), &candidate)
}

/// Whether sentences say what their citations say. `numbers`: share of the numbers in summaries that stand
/// in a place their sentence cites. `supported`: share of sentences that cite a place, all of whose numbers
/// stand there, and at least half of whose words do. A reader of words, not of meaning: it finds what was
/// made up, not what was misread.
fn support(gold: &Gold, events: &[PredictedEvent], scores: &mut Scores) {
    let mut sentences = vec![Prf::default(); gold.documents.len()];
    let mut numbers = sentences.clone();
    for event in events {
        let Some(&first) = event.docs.first() else { continue };
        for (text, cites) in event.summaries.values().flatten() {
            let cited: BTreeSet<String> =
                cites.iter().flat_map(|&place| words(&passage(gold, place))).collect();
            let said = words(text);
            let is_number = |word: &&String| word.chars().any(|c| c.is_numeric());
            let (all, right) = (
                said.iter().filter(is_number).count(),
                said.iter().filter(is_number).filter(|word| cited.contains(*word)).count(),
            );
            let found = said.iter().filter(|word| cited.contains(*word)).count();
            let supported = !cites.is_empty() && all == right && 2 * found >= said.len();
            let (s, n) = (&mut sentences[first as usize], &mut numbers[first as usize]);
            *s = *s + Prf::counts(usize::from(supported), 1, 1);
            *n = *n + Prf::counts(right, all, all);
        }
    }
    scores.add("summary.supported", Statistic::Precision, sentences);
    scores.add("summary.numbers", Statistic::Precision, numbers);
}

fn passage(gold: &Gold, place: Place) -> String {
    let text = gold.documents[place.doc as usize].field(place.field);
    let index = CharIndex::new(text);
    let range = index.byte(place.start as usize).zip(index.byte(place.end as usize));
    range.and_then(|(start, end)| text.get(start..end)).unwrap_or_default().to_owned()
}

/// A predicted conflict is a gold one if it is of its kind and shares two of its values (all, if it has
/// fewer). Each gold conflict is found once. Values in words are the same if one has all words of the other and
/// no more of them deny anything: labels say it in their own words (*binding agreement*).
fn conflicts(pairs: &[(&GoldEvent, Option<&PredictedEvent>)], scores: &mut Scores) {
    let mut parts = Vec::new();
    for (event, found) in pairs {
        let Some(conflicts) = &event.conflicts else {
            parts.push(Prf::default());
            continue;
        };
        let mut left: Vec<&GoldConflict> = conflicts.iter().filter(|c| KINDS.contains(&&*c.kind)).collect();
        let all = left.len();
        let told = found.iter().flat_map(|found| &found.conflicts).filter(|c| KINDS.contains(&&*c.0));
        let mut predicted = 0;
        for (kind, values) in told {
            predicted += 1;
            if let Some(at) = left.iter().position(|gold| gold.kind == *kind && agree(&gold.values, values)) {
                left.remove(at);
            }
        }
        parts.push(Prf::counts(all - left.len(), predicted, all));
    }
    for (name, statistic) in [
        ("conflicts.precision", Statistic::Precision),
        ("conflicts.recall", Statistic::Recall),
        ("conflicts.f1", Statistic::F1),
    ] {
        scores.add(name, statistic, parts.clone());
    }
}

fn agree(gold: &[String], found: &[String]) -> bool {
    let mut found: Vec<BTreeSet<String>> = found.iter().map(|value| key(value)).collect();
    let is_number = |word: &String| word.chars().any(char::is_numeric);
    let in_other_words = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
        let in_words = !a.is_empty() && !b.is_empty() && !a.iter().chain(b).any(is_number);
        let denies = || a.symmetric_difference(b).any(|word| matches!(word.as_str(), "not" | "no" | "non"));
        in_words && (a.is_subset(b) || b.is_subset(a)) && !denies()
    };
    let shared = gold.iter().map(|value| key(value)).filter(|gold| {
        let exact = found.iter().position(|other| other == gold);
        let at = exact.or_else(|| found.iter().position(|other| in_other_words(other, gold)));
        at.map(|at| found.remove(at)).is_some()
    });
    shared.count() >= gold.len().min(2)
}

/// The numbers of a value (`at least 14 dead` is `14`), else its words.
fn key(value: &str) -> BTreeSet<String> {
    // A separator inside a number is none: `1,200` and `1 200` are one value, so are `5.4` and `5,4`.
    let mut plain = String::new();
    let chars: Vec<char> = value.chars().collect();
    for (i, &c) in chars.iter().enumerate() {
        let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_ascii_digit());
        let inside = digit(i.checked_sub(1)) && digit(Some(i + 1));
        if !(inside && matches!(c, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}')) {
            plain.push(c);
        }
    }
    let all = words(&plain);
    let numbers: BTreeSet<String> =
        all.iter().filter(|word| word.chars().any(|c| c.is_numeric())).cloned().collect();
    if numbers.is_empty() { all.into_iter().collect() } else { numbers }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_words_agree_unless_one_denies_more() {
        let of = |values: [&str; 2]| values.map(str::to_owned).to_vec();
        for (gold, found, want) in [
            (["binding agreement", "memorandum"], ["binding", "memorandum"], true),
            (["tyre burst", "driver fell asleep"], ["driver fell asleep", "tyre burst"], true),
            (["not affected", "cancelled"], ["affected", "cancelled"], false),
            (["Porto", "Lisbon"], ["Porto", "Madrid"], false),
            (["14 dead", "15 dead"], ["14", "at least 15"], true),
        ] {
            assert_eq!(agree(&of(gold), &of(found)), want, "{gold:?} {found:?}");
        }
    }
}
