//! From a record to a [`Document`].

use std::path::Path;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::{Place, Reader, dateline, decode::Decoded, markup, published};
use crate::types::{Document, DocumentParts, Fingerprint, Markup, Severity};

/// A JSON object with the fields that `CONTRACT.md` of the project names; the others pass through.
pub(super) fn json(reader: &mut Reader, mut object: Map<String, Value>, place: &Place) {
    let mut wrong: Vec<String> = Vec::new();
    let mut parts = DocumentParts::default();
    let id = match object.remove("id") {
        Some(Value::String(id)) => id,
        Some(Value::Number(id)) => id.to_string(),
        Some(Value::Null) | None => String::new(),
        Some(_) => {
            wrong.push("`id` is no string; one was made from the content".into());
            String::new()
        }
    };
    parts.id = id.trim().to_owned();
    let shown = Some(parts.id.clone()).filter(|id| !id.is_empty());
    match first(&mut object, &["text", "maintext", "body", "content"]) {
        Some(Value::String(text)) => parts.text = text,
        found => {
            let message = match found {
                Some(_) => "`text` is no string; skipped",
                None => "no `text` (nor `maintext`, `body`, `content`); skipped",
            };
            return reader.issue(place, shown.as_deref(), Severity::Error, message);
        }
    }
    let mut string = |name: &str, aliases: &[&str]| match first(&mut object, aliases)? {
        Value::String(text) => Some(text),
        Value::Number(number) if name != "title" => Some(number.to_string()),
        // `"source": {"name": …}`, as some services write it.
        Value::Object(mut map) if name == "source" => match map.remove("name") {
            Some(Value::String(name)) => Some(name),
            _ => None,
        },
        _ => {
            wrong.push(format!("`{name}` is no string; the document goes without it"));
            None
        }
    };
    parts.title = string("title", &["title"]).unwrap_or_default();
    let date = string("published", &["published", "date_publish", "date"]);
    let lang = string("lang", &["lang"]);
    parts.source = string("source", &["source", "source_domain", "publisher"]);
    parts.url = string("url", &["url"]);
    parts.cluster = string("cluster", &["cluster"]);
    if let Some(date) = date.filter(|d| !d.trim().is_empty()) {
        parts.published = published::published(&date);
        if parts.published.is_none() {
            wrong.push(format!(
                "`{}` is no date; the document goes without one. Write it as 2025-05-08 or 2025-05-08T10:30:00+04:00",
                short(&date)
            ));
        }
    }
    if let Some(lang) = lang.filter(|l| !l.trim().is_empty()) {
        match lang.trim().parse() {
            Ok(lang) => parts.declared_lang = Some(lang),
            Err(error) => wrong.push(format!("{error}; the language is found from the text")),
        }
    }
    parts.extra = object;
    let id = finish(reader, parts, true, place);
    for message in wrong {
        reader.issue(place, id.as_deref().or(shown.as_deref()), Severity::Error, message);
    }
}

/// The first of the fields that is there and neither null nor an empty string; else an empty one.
fn first(object: &mut Map<String, Value>, names: &[&str]) -> Option<Value> {
    let blank = |v: &Value| v.as_str().is_some_and(|s| s.trim().is_empty());
    let there = |v: &&Value| !v.is_null();
    let full = names.iter().find(|n| object.get(**n).filter(there).is_some_and(|v| !blank(v)));
    let name = full.or_else(|| names.iter().find(|n| object.get(**n).filter(there).is_some()));
    let value = name.and_then(|n| object.remove(*n));
    // Nulls say nothing; they do not pass through.
    for name in names {
        if object.get(*name).is_some_and(Value::is_null) {
            object.remove(*name);
        }
    }
    value
}

/// A whole input as one document, named after its file.
pub(super) fn text(reader: &mut Reader, decoded: &Decoded, place: &Place) {
    let stem = Path::new(&place.input).file_stem().map(|s| s.to_string_lossy().into_owned());
    let id = stem.filter(|_| place.input != "-").unwrap_or_default();
    reader.damaged(&decoded.damage, place);
    let parts = DocumentParts { id, text: decoded.text.clone().into_owned(), ..DocumentParts::default() };
    finish(reader, parts, true, place);
}

/// Checks a record and takes it in; `html` where its texts may carry markup. The id it got, or `None`
/// where it was skipped.
pub(super) fn finish(
    reader: &mut Reader,
    mut parts: DocumentParts,
    html: bool,
    place: &Place,
) -> Option<String> {
    let limit = reader.options.max_text_bytes;
    let shown = Some(parts.id.clone()).filter(|id| !id.is_empty());
    let longest = parts.text.len().max(parts.title.len());
    if longest > limit {
        let message = format!(
            "a text of {longest} bytes is over the limit of {limit}; skipped whole. Raise --max-text-bytes to read it"
        );
        reader.issue(place, shown.as_deref(), Severity::Error, message);
        return None;
    }
    let content = hash(&parts);
    if html {
        parts.title_markup = unmarked(&mut parts.title);
        parts.text_markup = unmarked(&mut parts.text);
    }
    if parts.text.trim().is_empty() {
        reader.issue(place, shown.as_deref(), Severity::Error, "the text is empty; skipped");
        return None;
    }
    if parts.id.is_empty() {
        let digits: String = content.iter().map(|b| format!("{b:02x}")).collect();
        parts.id = format!("doc-{digits}");
    }
    let Some(id) = unique(reader, &parts.id, content, place) else {
        reader.repeated.insert(parts.id);
        return None;
    };
    parts.id = id.clone();
    parts.fingerprint = content;
    let control = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    let is_bad = |c: &char| control(c) || matches!(c, '\u{202d}' | '\u{202e}');
    let mut bad = parts.title.chars().chain(parts.text.chars()).filter(is_bad);
    if let Some(first) = bad.next() {
        let count = 1 + bad.count();
        let message = format!(
            "{count} control characters in the text, first U+{:04X}, were kept; remove them if they are a mistake",
            u32::from(first)
        );
        reader.issue(place, Some(&id), Severity::Warning, message);
    }
    let head = dateline::head(&parts.text, parts.declared_lang);
    parts.published = parts.published.or(head.published);
    parts.dateline = head.dateline;
    parts.input = Some(place.input.clone());
    parts.line = place.line();
    reader.feed.documents.push(Document::new(parts));
    Some(id)
}

fn unmarked(field: &mut String) -> Option<Markup> {
    let plain = markup::plain(field)?;
    let raw = std::mem::replace(field, plain.text);
    Some(Markup { raw, pieces: plain.pieces })
}

/// The id, with a number where an earlier document has it; `None` if an earlier run has read the document.
fn unique(reader: &mut Reader, id: &str, content: Fingerprint, place: &Place) -> Option<String> {
    let known = &reader.options.known;
    if known.get(id) == Some(&content) {
        reader.feed.repeated.push(id.to_owned());
        return None;
    }
    let before = reader.ids.get(id).copied();
    if before.is_none() && !known.contains_key(id) {
        reader.ids.insert(id.to_owned(), (1, content));
        return Some(id.to_owned());
    }
    let (count, other) = before.unwrap_or((1, content));
    let mut number = count + 1;
    let new = loop {
        let new = format!("{id}#{number}");
        match known.get(&new) {
            Some(there) if *there == content => {
                reader.feed.repeated.push(new);
                return None;
            }
            None if !reader.ids.contains_key(&new) => break new,
            _ => number += 1,
        }
    };
    reader.ids.insert(id.to_owned(), (number, other));
    reader.ids.insert(new.clone(), (1, content));
    let what = match before {
        None => "an earlier run read another document with this id",
        Some(_) if content == other => "the same document came before",
        Some(_) => "another document has this id",
    };
    let message = format!("{what}; kept as `{new}`. Give every document its own `id`");
    reader.issue(place, Some(id), Severity::Warning, message);
    Some(new)
}

/// The head of the SHA-256 of what a record says.
fn hash(parts: &DocumentParts) -> Fingerprint {
    let mut hash = Sha256::new();
    let fields = [Some(&parts.title), Some(&parts.text), parts.url.as_ref(), parts.source.as_ref()];
    for field in fields {
        hash.update(field.map_or("", String::as_str).as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    std::array::from_fn(|i| digest[i])
}

/// A value for a message.
fn short(text: &str) -> String {
    let mut short: String =
        text.trim().chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.trim().chars().count() > 40 {
        short.push('…');
    }
    short
}
