//! The output of an earlier run as input.

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::{GivenEvent, Place, Reader, record};
use crate::{
    text::{CharIndex, Span},
    types::{Document, Field, Label, Mention, Severity},
};

/// The format number that this version reads and writes.
const FORMAT: u64 = 1;

/// What has been read of an earlier run's records. Does nothing for other inputs.
#[derive(Default)]
pub(super) struct Stream {
    begun: bool,
    ended: bool,
    bytes: bool,
    /// Index of each document by the id that it has in the stream.
    docs: FxHashMap<String, usize>,
    tags: Vec<(Place, Map<String, Value>)>,
    events: Vec<Map<String, Value>>,
}

impl Stream {
    /// Takes a record if it is one of ours.
    pub fn take(&mut self, reader: &mut Reader, object: &Map<String, Value>, place: &Place) -> bool {
        let Some(kind) = object.get("type").and_then(Value::as_str) else { return false };
        if kind == "begin" {
            let tool = object.get("tool").and_then(Value::as_str).unwrap_or_default();
            if !tool.starts_with("exonym") {
                return false;
            }
            let format = object.get("format").and_then(Value::as_u64);
            if format != Some(FORMAT) {
                let message =
                    format!("written by {tool} in a format that this version cannot read; update exonym");
                reader.issue(place, None, Severity::Error, message);
            }
            self.begun = true;
            self.ended = false;
            self.bytes = object.get("offsets").and_then(Value::as_str) == Some("byte");
            return true;
        }
        if !self.begun {
            return false;
        }
        match kind {
            "document" => {
                let mut object = object.clone();
                object.remove("type");
                let id = object.get("id").and_then(Value::as_str).map(str::to_owned);
                let index = reader.feed.documents.len();
                record::json(reader, object, place);
                if let (Some(id), true) = (id, reader.feed.documents.len() > index) {
                    self.docs.insert(id, index);
                }
            }
            "tags" => self.tags.push((place.clone(), object.clone())),
            "event" => self.events.push(object.clone()),
            "end" => self.ended = true,
            "language" | "entity" | "issue" | "comparison" => {}
            _ => return false,
        }
        true
    }

    /// Brings tags and events home once all documents are known.
    pub fn finish(self, reader: &mut Reader, place: &Place) {
        if !self.begun || reader.is_full() && self.tags.is_empty() && self.events.is_empty() {
            return;
        }
        if !self.ended && !reader.is_full() {
            let message = "the stream has no `end` record; it was cut off, run the step before it again";
            reader.issue(place, None, Severity::Error, message);
        }
        for (place, record) in &self.tags {
            let id = record.get("doc").and_then(Value::as_str).unwrap_or_default();
            let Some(&index) = self.docs.get(id) else {
                if !reader.is_full() {
                    let message = "tags of a document that is not in the stream; skipped";
                    reader.issue(place, Some(id), Severity::Error, message);
                }
                continue;
            };
            let document = &reader.feed.documents[index];
            let id = document.id().to_owned();
            let given = record.get("mentions").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            let index = |field| (!self.bytes).then(|| CharIndex::new(document.field(field)));
            let indices = [index(Field::Title), index(Field::Text)];
            let mut mentions: Vec<Mention> =
                given.iter().filter_map(|m| mention(document, m, &indices)).collect();
            mentions.sort_by_key(|m| m.span);
            let lost = given.len() - mentions.len();
            if lost > 0 {
                let message =
                    format!("{lost} mentions do not fit the text and were left out; tag the document again");
                reader.issue(place, Some(&id), Severity::Error, message);
            }
            reader.feed.tags.insert(id, mentions);
        }
        for record in &self.events {
            let names = record.get("docs").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            let docs = names.iter().filter_map(Value::as_str).map(|name| {
                self.docs.get(name).map_or(name, |&index| reader.feed.documents[index].id()).to_owned()
            });
            let id = record.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
            let asides = self.asides(record, reader);
            let event = GivenEvent { id, docs: docs.collect(), asides };
            reader.feed.events.push(event);
        }
    }
}

impl Stream {
    /// What documents of an event tell aside, in bytes of their texts.
    fn asides(&self, event: &Map<String, Value>, reader: &Reader) -> Vec<(String, Span)> {
        let parts = event.get("parts").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let mut out = Vec::new();
        for part in parts.iter().filter(|part| part["aside"] == true) {
            let Some(&index) = part["doc"].as_str().and_then(|id| self.docs.get(id)) else { continue };
            let document = &reader.feed.documents[index];
            let indices = [Field::Title, Field::Text]
                .map(|field| (!self.bytes).then(|| CharIndex::new(document.field(field))));
            let spans = part["spans"].as_array().map_or(&[][..], Vec::as_slice);
            let placed = spans.iter().filter_map(|span| {
                let (field, span) = place_of(document, span, &indices)?;
                document.find(field, span)
            });
            out.extend(placed.map(|span| (document.id().to_owned(), span)));
        }
        out
    }
}

/// A mention as written, in bytes of the document's text; `None` unless its text stands there.
/// `indices` turn characters of title and text into bytes, where offsets count characters.
fn mention(document: &Document, value: &Value, indices: &[Option<CharIndex>; 2]) -> Option<Mention> {
    let (field, span) = place_of(document, value, indices)?;
    if span.of(document.field(field)) != value.get("text")?.as_str()? {
        return None;
    }
    Some(Mention {
        span: document.find(field, span).filter(|s| !s.is_empty())?,
        label: Label::parse(value.get("label")?.as_str()?)?,
        score: value.get("score").and_then(Value::as_f64).unwrap_or(1.0) as f32,
    })
}

/// A place as written, in bytes of its field; `None` where the field ends before it.
fn place_of(document: &Document, value: &Value, indices: &[Option<CharIndex>; 2]) -> Option<(Field, Span)> {
    let (field, index) = match value.get("field")?.as_str()? {
        "title" => (Field::Title, &indices[0]),
        "text" => (Field::Text, &indices[1]),
        _ => return None,
    };
    let raw = document.field(field);
    let offset = |name: &str| {
        let at = usize::try_from(value.get(name)?.as_u64()?).ok()?;
        // Longer texts than 4 GiB do not exist, so a larger number is wrong.
        if at > raw.len() {
            return None;
        }
        index.as_ref().map_or(Some(at), |index| index.byte(at))
    };
    let (start, end) = (offset("start")?, offset("end")?);
    raw.get(start..end)?;
    Some((field, Span::new(start, end)))
}
