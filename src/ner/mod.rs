//! Label scores of subwords to mentions on whole words.

mod decode;
mod introduced;
mod split;
mod units;

use crate::encode::EncodedSentence;
use crate::types::{Label, Mention};
use decode::Tags;
use units::units;

/// Reads mentions out of label scores; made once for a model.
pub struct Decoder {
    tags: Tags,
}

impl Decoder {
    /// `labels` are the model's BIO labels in the order of its outputs, `O` first.
    pub fn new(labels: &[String]) -> Self {
        Self { tags: Tags::new(labels) }
    }

    /// The mentions of a sentence in text order. `text` is the document's.
    pub fn mentions(&self, text: &str, sentence: &EncodedSentence) -> Vec<Mention> {
        let spans: Vec<_> = sentence.tokens.iter().map(|t| t.span).collect();
        let units = units(text, &spans);
        let scores = self.tags.unit_scores(&units, &sentence.logits);
        let best = self.tags.best_path(&scores);
        let mut out: Vec<Mention> = Vec::new();
        let mut open: Option<(Label, usize)> = None;
        for i in 0..=units.len() {
            let tag = best.get(i).and_then(|&t| self.tags.name(t));
            if let Some((label, start)) = open
                && tag.is_none_or(|(begins, l)| begins || l != label)
            {
                let span = crate::text::Span { start: units[start].span.start, end: units[i - 1].span.end };
                let score = self.tags.confidence(&scores[start..i], label);
                out.extend(split::split(text, Mention { span, label, score }));
                open = None;
            }
            if let (Some((_, label)), None) = (tag, open) {
                open = Some((label, i));
            }
        }
        if let Some(first) = sentence.tokens.first() {
            introduced::complete(text, first.span.start, &mut out);
        }
        out
    }
}
