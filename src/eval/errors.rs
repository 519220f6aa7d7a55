//! Where names went wrong: sentences with their gold and their predicted spans.

use std::fmt::Write;

use super::{gold::Gold, metric::LabelledSpan, predicted::Predicted, score::sides};
use crate::{
    text::{CharIndex, Span, segment},
    types::{Field, Label, Lang},
};

/// A sentence with at least one wrong span.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Fault {
    pub doc: String,
    pub lang: Option<Lang>,
    pub field: Field,
    /// Spans missed and spans made up.
    pub wrong: usize,
    /// The sentence with each gold span in brackets: `[Baku LOC]`.
    pub gold: String,
    /// The same with the predicted spans.
    pub predicted: String,
}

/// The `limit` sentences with most wrong spans, then in input order.
pub fn faults(gold: &Gold, predicted: &Predicted, labels: &[Label], limit: usize) -> Vec<Fault> {
    let mut faults = Vec::new();
    if limit == 0 {
        return faults;
    }
    for (document, found) in gold.documents.iter().zip(&predicted.documents) {
        if document.mentions.is_none() {
            continue;
        }
        for field in [Field::Title, Field::Text] {
            let text = document.field(field);
            let index = CharIndex::new(text);
            let sides = sides(document, found, field, labels);
            let lang = document.lang.unwrap_or(Lang::UND);
            for sentence in segment::sentences(text, Span::new(0, text.len()), lang) {
                let bounds = [index.chars(sentence.range().start), index.chars(sentence.range().end)];
                let within = |spans: &[LabelledSpan<Label>]| -> Vec<LabelledSpan<Label>> {
                    let inside = |s: &&LabelledSpan<Label>| {
                        bounds[0] <= s.start as usize && (s.start as usize) < bounds[1]
                    };
                    spans.iter().filter(inside).copied().collect()
                };
                let [gold, predicted] = [within(&sides[0]), within(&sides[1])];
                let missing = |from: &[LabelledSpan<Label>], other: &[LabelledSpan<Label>]| {
                    from.iter().filter(|span| !other.contains(span)).count()
                };
                let wrong = missing(&gold, &predicted) + missing(&predicted, &gold);
                if wrong > 0 {
                    let chars: Vec<char> = sentence.of(text).chars().collect();
                    faults.push(Fault {
                        doc: document.id.clone(),
                        lang: document.lang,
                        field,
                        wrong,
                        gold: bracketed(&chars, bounds[0] as u32, &gold),
                        predicted: bracketed(&chars, bounds[0] as u32, &predicted),
                    });
                }
            }
        }
    }
    faults.sort_by_key(|fault| std::cmp::Reverse(fault.wrong));
    faults.truncate(limit);
    faults
}

/// The sentence, whose first character is number `at` of its field, with brackets around the spans.
fn bracketed(chars: &[char], at: u32, spans: &[LabelledSpan<Label>]) -> String {
    let mut text = String::new();
    for i in 0..=chars.len() as u32 {
        for span in spans.iter().filter(|s| s.end.min(at + chars.len() as u32) == at + i) {
            let _ = write!(text, " {}]", span.label.as_str());
        }
        text.extend(spans.iter().filter(|s| s.start == at + i).map(|_| '['));
        if let Some(&c) = chars.get(i as usize) {
            text.push(if c == '\n' { ' ' } else { c });
        }
    }
    text
}
