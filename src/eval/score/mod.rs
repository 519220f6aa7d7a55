//! A run against its gold: every measure under its name, whole and by language, label and set.

mod document;
mod event;
mod grouping;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Serialize;

pub(super) use document::sides;

use super::{
    gold::Gold,
    metric::{Bin, Interval, PairedTest, Prf, interval, paired},
    predicted::Predicted,
};
use crate::types::Label;

/// Measures of single documents and of what stands in them.
const DOCUMENT: &[&str] = &[
    "lang.accuracy",
    "lang.macro_f1",
    "lang.ece",
    "ner.precision",
    "ner.recall",
    "ner.f1",
    "ner.macro_f1",
    "ner.exact.f1",
    "ner.partial.f1",
    "ner.type.f1",
    "ner.ece",
    "roles.precision",
    "roles.recall",
    "roles.f1",
    "roles.exact.f1",
];
/// Measures of every clustering, behind its name.
const CLUSTERING: &[&str] = &["pairs", "muc", "b3", "ceaf_m", "ceaf_e", "lea", "blanc"];
const EVENT: &[&str] = &[
    "events.ari",
    "events.homogeneity",
    "events.completeness",
    "events.v_measure",
    "lineage.precision",
    "lineage.recall",
    "lineage.f1",
    "when.accuracy",
    "summary.rouge1",
    "summary.rouge2",
    "summary.rougeL",
    "summary.rougeLsum",
    "summary.coverage",
    "summary.supported",
    "summary.numbers",
    "conflicts.precision",
    "conflicts.recall",
    "conflicts.f1",
];

/// Names of all measures, in the order in which they are told.
pub fn names() -> Vec<String> {
    let clustering = |of: &str| -> Vec<String> {
        let scores = CLUSTERING
            .iter()
            .flat_map(|name| ["precision", "recall", "f1"].map(|part| format!("{of}.{name}.{part}")));
        scores.chain([format!("{of}.conll")]).collect()
    };
    let mut names: Vec<String> = DOCUMENT.iter().map(|&name| name.to_owned()).collect();
    names.extend(["link", "link.gold", "events"].into_iter().flat_map(clustering));
    names.extend(EVENT.iter().map(|&name| name.to_owned()));
    names
}

/// How the parts of a measure become one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statistic {
    Precision,
    Recall,
    F1,
}

impl Statistic {
    pub fn of(self, prf: Prf) -> Option<f64> {
        match self {
            Statistic::Precision => prf.precision(),
            Statistic::Recall => prf.recall(),
            Statistic::F1 => prf.f1(),
        }
    }

    /// What the ratio is taken of: for F1, the gold.
    fn count(self, prf: Prf) -> u64 {
        (if self == Statistic::Precision { prf.precision_den } else { prf.recall_den }).round() as u64
    }
}

/// One measure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Metric {
    /// `None` without gold.
    pub value: Option<f64>,
    /// How many gold things (for precision, predicted ones) it is measured on.
    pub count: u64,
    /// Bootstrap over documents (for summaries, over references), where the measure can be added up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    /// Parts by document, for comparing two runs.
    #[serde(skip)]
    parts: Vec<Prf>,
    #[serde(skip)]
    statistic: Option<Statistic>,
}

impl Metric {
    pub(super) fn plain(value: Option<f64>, count: u64) -> Metric {
        Metric { value, count, interval: None, parts: Vec::new(), statistic: None }
    }

    /// Compares with the same measure of another run (the earlier one) over the same documents.
    pub fn against(&self, earlier: &Metric) -> Option<PairedTest> {
        let statistic = self.statistic.filter(|_| self.parts.len() == earlier.parts.len())?;
        let pairs = earlier.parts.iter().copied().zip(self.parts.iter().copied());
        let pairs: Vec<(Prf, Prf)> = pairs.filter(|(a, b)| !is_empty(*a) || !is_empty(*b)).collect();
        paired(&pairs, |prf| statistic.of(prf))
    }
}

fn is_empty(prf: Prf) -> bool {
    prf.precision_den == 0.0 && prf.recall_den == 0.0
}

/// Measures by name.
pub type Metrics = BTreeMap<String, Metric>;

/// All that was measured.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Scores {
    pub documents: usize,
    pub metrics: Metrics,
    /// `language`, `label`, `set` → which one → measures.
    pub by: BTreeMap<&'static str, BTreeMap<String, Metrics>>,
    /// Gold language → predicted language → documents.
    pub confusion: BTreeMap<String, BTreeMap<String, usize>>,
    /// Confidence against accuracy, of `lang` and `ner`, in ten intervals from 0 to 1.
    pub reliability: BTreeMap<&'static str, Vec<Reliability>>,
}

/// A row of a reliability table.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Reliability {
    pub up_to: f64,
    pub count: usize,
    pub confidence: f64,
    pub accuracy: f64,
}

impl Scores {
    /// Measures `predicted`; `on_gold` is a run that was given the gold mentions.
    pub fn new(gold: &Gold, predicted: &Predicted, on_gold: Option<&Predicted>, labels: &[Label]) -> Scores {
        let mut scores = Scores { documents: gold.documents.len(), ..Scores::default() };
        for name in names() {
            scores.metrics.insert(name, Metric::plain(None, 0));
        }
        document::languages(gold, predicted, &mut scores);
        document::names(gold, predicted, labels, &mut scores);
        document::roles(gold, predicted, &mut scores);
        grouping::entities("link", gold, predicted, labels, &mut scores);
        if let Some(on_gold) = on_gold {
            grouping::entities("link.gold", gold, on_gold, labels, &mut scores);
        }
        grouping::events(gold, predicted, &mut scores);
        event::lineage(gold, predicted, &mut scores);
        event::score(gold, predicted, &mut scores);
        scores
    }

    pub fn value(&self, name: &str) -> Option<f64> {
        self.metrics.get(name)?.value
    }

    fn set(&mut self, name: &str, metric: Metric) {
        let known = self.metrics.insert(name.to_owned(), metric);
        debug_assert!(known.is_some(), "{name} stands in no list of names");
    }

    /// A measure of parts that stand for the gold documents (or events) in their order.
    fn add(&mut self, name: &str, statistic: Statistic, parts: Vec<Prf>) {
        let metric = metric(statistic, parts, true);
        self.set(name, metric);
    }

    /// Precision, recall and F1 of parts by document, F1 also by language and set.
    fn add_prf(&mut self, prefix: &str, gold: &Gold, parts: &[Prf]) {
        for (name, statistic) in
            [("precision", Statistic::Precision), ("recall", Statistic::Recall), ("f1", Statistic::F1)]
        {
            self.add(&format!("{prefix}.{name}"), statistic, parts.to_vec());
        }
        self.add_groups(&format!("{prefix}.f1"), Statistic::F1, gold, parts);
    }

    /// A measure by language and by set.
    fn add_groups(&mut self, name: &str, statistic: Statistic, gold: &Gold, parts: &[Prf]) {
        let mut groups: BTreeMap<(&'static str, String), Vec<Prf>> = BTreeMap::new();
        for (document, &part) in gold.documents.iter().zip(parts).filter(|(_, part)| !is_empty(**part)) {
            let lang = document.lang.map_or_else(|| "–".to_owned(), |lang| lang.to_string());
            groups.entry(("language", lang)).or_default().push(part);
            groups.entry(("set", document.set.clone())).or_default().push(part);
        }
        for ((kind, group), parts) in groups {
            self.add_group(kind, &group, name, metric(statistic, parts, false));
        }
    }

    fn add_group(&mut self, kind: &'static str, group: &str, name: &str, metric: Metric) {
        let group = self.by.entry(kind).or_default().entry(group.to_owned()).or_default();
        group.insert(name.to_owned(), metric);
    }

    fn add_reliability(&mut self, name: &'static str, bins: &[Bin]) {
        let rows = (1..).zip(bins).map(|(i, bin)| Reliability {
            up_to: f64::from(i) / bins.len() as f64,
            count: bin.count,
            confidence: bin.mean_confidence,
            accuracy: bin.accuracy,
        });
        self.reliability.insert(name, rows.collect());
    }
}

fn metric(statistic: Statistic, parts: Vec<Prf>, with_interval: bool) -> Metric {
    let sum: Prf = parts.iter().copied().sum();
    let value = statistic.of(sum);
    let full: Vec<Prf> = parts.iter().copied().filter(|&part| !is_empty(part)).collect();
    let interval = value.filter(|_| with_interval).and_then(|_| interval(&full, |prf| statistic.of(prf)));
    Metric { value, count: statistic.count(sum), interval, parts, statistic: Some(statistic) }
}
