//! Label scores of subwords to mentions on whole words.

mod agree;
mod barred;
mod decode;
mod edges;
mod introduced;
mod roles;
mod split;
mod units;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::encode::EncodedSentence;
use crate::types::{Label, Mention};
use agree::{Reading, agree};
use decode::Tags;
pub use roles::RoleReader;
use units::{Unit, units};

/// Reads mentions out of label scores; made once for a model.
pub struct Decoder {
    tags: Tags,
}

impl Decoder {
    /// `labels` are the model's BIO labels in the order of its outputs, `O` first.
    pub fn new(labels: &[String]) -> Self {
        Self { tags: Tags::new(labels) }
    }

    /// The mentions of each sentence in text order. `text` is the document's that they are sentences of.
    pub fn mentions(&self, text: &str, sentences: &[&EncodedSentence]) -> Vec<Vec<Mention>> {
        let mut readings: Vec<Reading> = sentences.iter().map(|s| self.reading(text, s)).collect();
        agree(text, &self.tags, &mut readings);
        let names: BTreeSet<&str> =
            readings.iter().flat_map(|r| &r.mentions).map(|m| m.span.of(text)).collect();
        let elsewhere = |name: &str| names.contains(name);
        let mentions = |(reading, sentence): (Reading, &&EncodedSentence)| {
            let parts = reading.mentions.into_iter().flat_map(|m| split::split(text, m));
            let mut out: Vec<Mention> = parts.filter_map(|m| edges::trimmed(text, m, &elsewhere)).collect();
            if let Some(first) = sentence.tokens.first() {
                introduced::complete(text, first.span.start, &mut out);
            }
            out
        };
        readings.into_iter().zip(sentences).map(mentions).collect()
    }

    fn reading(&self, text: &str, sentence: &EncodedSentence) -> Reading {
        let spans: Vec<_> = sentence.tokens.iter().map(|t| t.span).collect();
        let units = units(text, &spans);
        let mut scores = self.tags.unit_scores(&units, &sentence.logits);
        let mut mentions = self.read(&units, &scores);
        // Every pass takes units out of all names, so there is a last one.
        loop {
            let barred = barred::barred(text, &units, &mentions);
            if barred.is_empty() {
                return Reading { units, scores, mentions };
            }
            barred.into_iter().for_each(|i| self.tags.keep_outside(&mut scores[i]));
            mentions = self.read(&units, &scores);
        }
    }

    /// The names on the best path through `scores`, one row of tags a unit.
    fn read(&self, units: &[Unit], scores: &[Vec<f32>]) -> Vec<Mention> {
        let spans = self.tags.spans(&self.tags.best_path(scores)).into_iter();
        let mention = |(label, of): (Label, Range<usize>)| {
            let score = self.tags.confidence(&scores[of.clone()], label);
            Mention { span: units::span(&units[of]), label, score }
        };
        spans.map(mention).collect()
    }
}
