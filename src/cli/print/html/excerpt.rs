//! What of a source a page shows: the cited places, marked, with some text around them.

use std::{collections::BTreeMap, fmt::Write};

use super::text::Text;
use crate::{
    cli::print::clean,
    text::Span,
    types::{Annotated, Cite, DocIndex, Event},
};

/// The cited places of an event's documents; the position of a place in its list is its number.
pub struct Cited(BTreeMap<DocIndex, Vec<Span>>);

impl Cited {
    pub fn of(event: &Event) -> Cited {
        let sentences = event.summary.iter().flat_map(|summary| &summary.sentences);
        let values = event.conflicts.iter().flat_map(|conflict| &conflict.values);
        let cites = sentences.flat_map(|s| &s.cites).chain(values.flat_map(|v| &v.cites));
        let mut places: BTreeMap<DocIndex, Vec<Span>> = BTreeMap::new();
        cites.for_each(|cite| places.entry(cite.doc).or_default().push(cite.span));
        for spans in places.values_mut() {
            spans.sort_unstable_by_key(|span| (span.start, span.end));
            spans.dedup();
        }
        Cited(places)
    }

    pub fn places(&self, doc: DocIndex) -> &[Span] {
        self.0.get(&doc).map_or(&[], Vec::as_slice)
    }

    /// The number of a cited place among those of its document.
    pub fn number(&self, cite: Cite) -> Option<usize> {
        self.places(cite.doc).iter().position(|span| *span == cite.span)
    }
}

/// The `places` of a field of a document, marked, with about `around` characters before and after;
/// `anchor` starts the ids of the marks. Empty if no place lies in the field.
pub fn excerpts(annotated: &Annotated, field: Span, places: &[Span], anchor: &str, around: usize) -> String {
    let mut out = String::new();
    let text = annotated.document.text();
    let mut shown = field.start;
    let mut after = field.start;
    let mut numbered = places.iter().enumerate().filter(|(_, span)| field.contains(**span)).peekable();
    while let Some((number, span)) = numbered.next() {
        // Places that overlap are marked as one, with the ids of all.
        let (mut span, mut inner) = (*span, String::new());
        while let Some((more, next)) = numbered.next_if(|(_, next)| next.start < span.end) {
            span.end = span.end.max(next.end);
            let _ = write!(inner, "<a id=\"{anchor}{more}\"></a>");
        }
        let start = before(text, field.start, span.start, around).max(after);
        if start > shown {
            out.push_str(" … ");
        }
        let lead = Span { start: start.min(span.start), end: span.start };
        let _ = write!(
            out,
            "{}<mark id=\"{anchor}{number}\">{inner}{}</mark>",
            Text(&clean(lead.of(text))),
            Text(&clean(span.of(text)))
        );
        after = span.end;
        let next = numbered.peek().map_or(field.end, |(_, next)| next.start);
        shown = following(text, span.end, next, around);
        let _ = write!(out, "{}", Text(&clean(Span { start: span.end, end: shown }.of(text))));
        after = after.max(shown);
    }
    if !out.is_empty() && shown < field.end {
        out.push_str(" …");
    }
    out
}

/// At most `around` characters before `end`, from the start of a word.
fn before(text: &str, from: u32, end: u32, around: usize) -> u32 {
    let head = Span { start: from, end }.of(text);
    let Some((cut, _)) = head.char_indices().rev().take(around).last().filter(|(cut, _)| *cut > 0) else {
        return if around == 0 { end } else { from };
    };
    let word = head[cut..].find(char::is_whitespace).map_or(head.len(), |space| cut + space);
    from + word as u32
}

/// At most `around` characters after `start`, to the end of a word.
fn following(text: &str, start: u32, to: u32, around: usize) -> u32 {
    let tail = Span { start, end: to }.of(text);
    let Some((cut, _)) = tail.char_indices().nth(around) else { return to };
    start + tail[..cut].rfind(char::is_whitespace).unwrap_or(0) as u32
}
