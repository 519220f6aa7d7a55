//! The sentences of an event's documents with the facts that they state.

use std::collections::{BTreeMap, BTreeSet};

use super::credit;
use crate::{
    facts::{
        date::{self, DateMention},
        number::{self, Quantity},
    },
    text::Span,
    types::{Annotated, Cite, DocIndex, Entity, EntityIndex, Event, Lang, Published},
};

/// One sentence of one document.
pub(super) struct Statement<'d> {
    pub doc: DocIndex,
    /// Position of the document in [`Event::docs`].
    pub rank: usize,
    /// The sentence without a dateline before it.
    pub span: Span,
    pub text: &'d str,
    pub lang: Lang,
    pub vector: &'d [f32],
    /// Number of the sentence in its body; 0 is the lead. Titles have 0 too.
    pub position: usize,
    pub in_title: bool,
    /// Spans are bytes of [`Statement::text`].
    pub quantities: Vec<Quantity>,
    /// With the year filled in; spans are bytes of [`Statement::text`].
    pub dates: Vec<DateMention>,
    pub entities: BTreeSet<EntityIndex>,
    /// Indices of the document's mentions in the sentence.
    pub mentions: Vec<usize>,
}

impl Statement<'_> {
    pub fn cite(&self) -> Cite {
        Cite { doc: self.doc, span: self.span }
    }
}

/// An event, what it is made of, and what its sentences state.
pub(super) struct Story<'d> {
    pub event: &'d Event,
    pub documents: &'d [Annotated],
    pub entities: &'d [Entity],
    pub statements: Vec<Statement<'d>>,
    /// The entity of a mention, by document and number of the mention.
    entity_of: BTreeMap<(DocIndex, u32), EntityIndex>,
    /// By the position of the document in [`Event::docs`]: the document whose text it has.
    pub origins: Vec<DocIndex>,
}

impl<'d> Story<'d> {
    pub fn new(event: &'d Event, documents: &'d [Annotated], entities: &'d [Entity]) -> Self {
        let docs: BTreeSet<DocIndex> = event.docs.iter().copied().collect();
        let mut entity_of = BTreeMap::new();
        for (index, entity) in entities.iter().enumerate() {
            for mention in entity.mentions.iter().filter(|m| docs.contains(&m.doc)) {
                entity_of.insert((mention.doc, mention.mention), EntityIndex(index as u32));
            }
        }
        let origins = event.docs.iter().map(|&doc| origin(event, doc)).collect();
        let mut story = Self { event, documents, entities, statements: Vec::new(), entity_of, origins };
        for (rank, &doc) in event.docs.iter().enumerate() {
            let statements = story.read(rank, doc);
            story.statements.extend(statements);
        }
        story
    }

    pub fn document(&self, doc: DocIndex) -> Option<&'d Annotated> {
        self.documents.get(doc.0 as usize)
    }

    /// When the document of a statement was published.
    pub fn published(&self, statement: &Statement) -> Option<Published> {
        self.document(statement.doc)?.document.published()
    }

    pub fn entity_of(&self, doc: DocIndex, mention: usize) -> Option<EntityIndex> {
        self.entity_of.get(&(doc, mention as u32)).copied()
    }

    pub fn entity(&self, index: EntityIndex) -> Option<&'d Entity> {
        self.entities.get(index.0 as usize)
    }

    fn read(&self, rank: usize, doc: DocIndex) -> Vec<Statement<'d>> {
        let Some(annotated) = self.document(doc) else { return Vec::new() };
        let document = &annotated.document;
        let (text, body) = (document.text(), document.body());
        let published = document.published().map(|p| p.date);
        let head_end = document.dateline().map_or(body.start, |d| d.span.end);
        let own = unquoted(text, body);
        // The outlet that a title names at its end says nothing of the event.
        let title_end = annotated.told_title().end;
        let mut position = 0;
        let mut out = Vec::new();
        let part = self.event.parts.iter().find(|part| part.doc == doc);
        for sentence in &annotated.sentences {
            let in_title = sentence.span.start < body.start;
            let told = part.is_none_or(|part| match in_title {
                true => !part.aside,
                false => part.spans.iter().any(|span| span.contains(sentence.span)),
            });
            if !told || in_title && sentence.span.start >= title_end {
                continue;
            }
            let mut span = sentence.span;
            if in_title {
                span.end = span.end.min(title_end);
            } else {
                span.end = span.end.min(own.end);
                span.start = span.start.max(own.start.max(head_end).min(span.end));
                span = credit::without(text, without_dash(text, span.trimmed(text)));
                if span.is_empty() {
                    continue;
                }
            }
            let of_sentence = span.of(text);
            let mentions: Vec<usize> = annotated
                .mentions
                .iter()
                .enumerate()
                .filter(|(_, m)| span.contains(m.span))
                .map(|(i, _)| i)
                .collect();
            let entities = mentions.iter().filter_map(|&m| self.entity_of(doc, m)).collect();
            let dates = date::dates_near(of_sentence, sentence.lang, published);
            out.push(Statement {
                doc,
                rank,
                span,
                text: of_sentence,
                lang: sentence.lang,
                vector: &sentence.vector,
                position: if in_title { 0 } else { position },
                in_title,
                quantities: with_times(
                    of_sentence,
                    number::quantities_beside(of_sentence, sentence.lang, &dates),
                ),
                dates,
                entities,
                mentions,
            });
            position += usize::from(!in_title);
        }
        out
    }
}

/// Hours, minutes and seconds that stand together are one span of time: *three hours and ten minutes*.
fn with_times(text: &str, quantities: Vec<Quantity>) -> Vec<Quantity> {
    let is = |q: &Quantity, code: &str| q.unit.is_some_and(|u| u.code == code);
    let mut out: Vec<Quantity> = Vec::with_capacity(quantities.len());
    for quantity in quantities {
        match out.last_mut() {
            Some(before)
                if (is(before, "hour") && is(&quantity, "minute")
                    || is(before, "minute") && is(&quantity, "second"))
                    && quantity.value < 60.0
                    && before.span.end <= quantity.span.start
                    && text[before.span.end as usize..quantity.span.start as usize].chars().count()
                        <= BETWEEN =>
            {
                before.span.end = quantity.span.end;
                before.value = 60.0 * before.value + quantity.value;
                before.unit = quantity.unit;
                before.digits = before.digits.max(3);
            }
            _ => out.push(quantity),
        }
    }
    out
}

/// Characters between hours and their minutes: a space, *and*.
const BETWEEN: usize = 6;

/// The body without the quotation marks in which an export put the whole of it.
fn unquoted(text: &str, body: Span) -> Span {
    let all = body.trimmed(text);
    let inner = all.of(text).strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inner {
        Some(inner) if inner.matches('"').count().is_multiple_of(2) => {
            Span { start: all.start + 1, end: all.end - 1 }
        }
        _ => body,
    }
}

/// `span` without the dash or point that parts a dateline from the report.
fn without_dash(text: &str, span: Span) -> Span {
    let rest = span.of(text);
    let cut = rest
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '.' | ':' | ','));
    Span { start: span.end - cut.len() as u32, end: span.end }
}

/// The document at the end of the chain of lineage.
fn origin(event: &Event, doc: DocIndex) -> DocIndex {
    let mut at = doc;
    for _ in 0..event.lineage.len() {
        match event.lineage.iter().find(|l| l.doc == at) {
            Some(link) if link.of != doc => at = link.of,
            _ => break,
        }
    }
    at
}
