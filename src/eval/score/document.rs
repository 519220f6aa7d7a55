//! What is found in single documents: their language and their names.

use std::collections::BTreeMap;

use super::{Metric, Scores, Statistic};
use crate::{
    eval::{
        gold::{Gold, GoldDocument, RoleOf},
        metric::{LabelledSpan, Overlap, Prf, SpanScores, calibration, classes, overlap, spans},
        predicted::{Predicted, PredictedDocument},
    },
    types::{Field, Label},
};

const BINS: usize = 10;

pub(super) fn languages(gold: &Gold, predicted: &Predicted, scores: &mut Scores) {
    if predicted.documents.iter().all(|document| document.lang.is_none()) {
        return;
    }
    let (mut items, mut said, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for (document, found) in gold.documents.iter().zip(&predicted.documents) {
        let Some(lang) = document.lang else {
            parts.push(Prf::default());
            continue;
        };
        let guess = found.lang.map_or(crate::types::Lang::UND, |(guess, _)| guess);
        items.push((lang, guess));
        said.extend(found.lang.map(|(_, confidence)| (confidence, guess == lang)));
        parts.push(Prf::counts(usize::from(guess == lang), 1, 1));
    }
    let found = classes(&items);
    let count = items.len() as u64;
    scores.add_groups("lang.accuracy", Statistic::Recall, gold, &parts);
    scores.add("lang.accuracy", Statistic::Recall, parts);
    scores.set("lang.macro_f1", Metric::plain(found.macro_f1(), count));
    for (lang, class) in &found.classes {
        if class.taken_for.keys().any(|other| other != lang) {
            let row = class.taken_for.iter().map(|(other, &n)| (other.to_string(), n)).collect();
            scores.confusion.insert(lang.to_string(), row);
        }
    }
    if let Some(found) = calibration(&said, BINS) {
        scores.set("lang.ece", Metric::plain(Some(found.ece), found.count as u64));
        scores.add_reliability("lang", &found.bins);
    }
}

/// Spans of one field, gold and predicted.
pub(in crate::eval) type Sides = [Vec<LabelledSpan<Label>>; 2];

pub(in crate::eval) fn sides(
    gold: &GoldDocument,
    predicted: &PredictedDocument,
    field: Field,
    labels: &[Label],
) -> Sides {
    let wanted = |label: Label| labels.is_empty() || labels.contains(&label);
    let mentions = gold.mentions.iter().flatten().filter(|m| m.field == field && wanted(m.label));
    let found = predicted.mentions.iter().flatten().filter(|m| m.field == field && wanted(m.label));
    [
        mentions.map(|m| LabelledSpan { start: m.start, end: m.end, label: m.label }).collect(),
        found.map(|m| LabelledSpan { start: m.start, end: m.end, label: m.label }).collect(),
    ]
}

pub(super) fn names(gold: &Gold, predicted: &Predicted, labels: &[Label], scores: &mut Scores) {
    if predicted.documents.iter().all(|document| document.mentions.is_none()) {
        return;
    }
    let (mut all, mut modes) = (SpanScores::default(), Overlap::default());
    let (mut said, mut parts) = (Vec::new(), Vec::new());
    let mut overlaps: [Vec<Prf>; 3] = Default::default();
    for (document, found) in gold.documents.iter().zip(&predicted.documents) {
        let mut part = Prf::default();
        let mut touched = Overlap::default();
        for field in [Field::Title, Field::Text].into_iter().filter(|_| document.mentions.is_some()) {
            let [mut gold, predicted] = sides(document, found, field, labels);
            let of_field = spans(&gold, &predicted);
            part = part + of_field.micro;
            all.add(&of_field);
            touched = touched + overlap(&gold, &predicted);
            gold.sort_unstable();
            let mentions = found.mentions.iter().flatten().filter(|m| m.field == field);
            for mention in mentions.filter(|m| labels.is_empty() || labels.contains(&m.label)) {
                let span = LabelledSpan { start: mention.start, end: mention.end, label: mention.label };
                said.push((mention.score, gold.binary_search(&span).is_ok()));
            }
        }
        modes = modes + touched;
        parts.push(part);
        for (list, counts) in overlaps.iter_mut().zip([touched.exact, touched.partial, touched.kind]) {
            list.push(counts.prf());
        }
    }
    scores.add_prf("ner", gold, &parts);
    let count = all.micro.recall_den as u64;
    scores.set("ner.macro_f1", Metric::plain(all.macro_average().map(|m| m[2]), count));
    for (name, parts) in ["ner.exact.f1", "ner.partial.f1", "ner.type.f1"].into_iter().zip(overlaps) {
        scores.add(name, Statistic::F1, parts);
    }
    let rows: BTreeMap<Label, Prf> = all.labels;
    for (label, prf) in rows {
        for (name, statistic) in [
            ("ner.precision", Statistic::Precision),
            ("ner.recall", Statistic::Recall),
            ("ner.f1", Statistic::F1),
        ] {
            scores.add_group("label", label.as_str(), name, super::metric(statistic, vec![prf], false));
        }
    }
    if let Some(found) = calibration(&said, BINS) {
        scores.set("ner.ece", Metric::plain(Some(found.ece), found.count as u64));
        scores.add_reliability("ner", &found.bins);
    }
}

/// Roles of persons: found if the right person's role is overlapped, exact if it is met to the character.
pub(super) fn roles(gold: &Gold, predicted: &Predicted, scores: &mut Scores) {
    if gold.documents.iter().all(|document| document.roles.is_none()) {
        return;
    }
    let (mut near, mut exact) = (Vec::new(), Vec::new());
    for (document, found) in gold.documents.iter().zip(&predicted.documents) {
        let Some(told) = &document.roles else {
            near.push(Prf::default());
            exact.push(Prf::default());
            continue;
        };
        let same_person = |a: &RoleOf, b: &RoleOf| a.field == b.field && a.of.0 < b.of.1 && b.of.0 < a.of.1;
        let overlap = |a: &RoleOf, b: &RoleOf| same_person(a, b) && a.start < b.end && b.start < a.end;
        let equal = |a: &RoleOf, b: &RoleOf| same_person(a, b) && (a.start, a.end) == (b.start, b.end);
        let count = |test: &dyn Fn(&RoleOf, &RoleOf) -> bool| {
            let right = told.iter().filter(|role| found.roles.iter().any(|other| test(role, other))).count();
            Prf::counts(right, found.roles.len(), told.len())
        };
        near.push(count(&overlap));
        exact.push(count(&equal));
    }
    scores.add_prf("roles", gold, &near);
    scores.add("roles.exact.f1", Statistic::F1, exact);
}
