//! JSON Lines and JSON.

use std::{borrow::Cow, ops::Range};

use serde_json::Value;

use super::{
    Place, Reader, damage_message,
    decode::{Damage, Decoded},
    own::Stream,
    record,
};
use crate::types::Severity;

pub(super) fn lines(reader: &mut Reader, decoded: &Decoded, place: &Place) {
    let mut stream = Stream::default();
    let mut damage = decoded.damage.as_slice();
    for (number, line) in (1..).zip(decoded.text.split('\n')) {
        if reader.is_full() {
            break;
        }
        let (here, rest) = damage.split_at(damage.iter().take_while(|d| d.line <= number).count());
        damage = rest;
        if !line.trim().is_empty() {
            let place = Place { line: number, ..place.clone() };
            value(reader, &mut stream, line, here, &place);
        }
    }
    stream.finish(reader, place);
}

/// An array of objects, or objects one after the other, whatever the line breaks.
pub(super) fn elements(reader: &mut Reader, decoded: &Decoded, place: &Place) {
    reader.damaged(&decoded.damage, place);
    let text: &str = &decoded.text;
    let mut stream = Stream::default();
    let (mut line, mut counted) = (1, 0);
    let (ranges, whole) = ranges(text);
    let count = ranges.len();
    for (index, range) in ranges.into_iter().enumerate() {
        if reader.is_full() {
            break;
        }
        line += text[counted..range.start].bytes().filter(|&b| b == b'\n').count() as u64;
        counted = range.start;
        let place = Place { line, ..place.clone() };
        if !whole
            && index + 1 == count
            && serde_json::from_str::<serde::de::IgnoredAny>(&text[range.clone()]).is_err()
        {
            reader.issue(
                &place,
                None,
                Severity::Error,
                "the JSON ends in the middle of this record; it was skipped",
            );
        } else {
            value(reader, &mut stream, &text[range], &[], &place);
        }
    }
    if !whole && !reader.is_full() {
        reader.issue(place, None, Severity::Error, "the JSON is cut off at its end; get the whole file");
    }
    stream.finish(reader, place);
}

/// The elements of a top-level array, or the values that stand one after the other; and whether the
/// text is whole.
fn ranges(text: &str) -> (Vec<Range<usize>>, bool) {
    let bytes = text.as_bytes();
    let array = text.trim_start().starts_with('[');
    let outside = usize::from(array);
    let (mut depth, mut start) = (0, None);
    let mut ranges = Vec::new();
    let mut at = 0;
    let mut closed = !array;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                start = start.or(Some(at));
                at += 1;
                // A string ends at its line's end too: a raw line break is not allowed in it, and one
                // broken record must not swallow the rest.
                while at < bytes.len() && bytes[at] != b'"' && bytes[at] != b'\n' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
            }
            b'[' if array && depth == 0 => depth = 1,
            b'{' | b'[' => {
                start = start.or(Some(at));
                depth += 1;
            }
            b'}' | b']' if depth > 0 => {
                depth -= 1;
                if depth == outside
                    && let Some(start) = start.take()
                {
                    ranges.push(start..at + 1);
                } else if depth < outside {
                    ranges.extend(start.take().map(|s| s..at));
                    closed = true;
                    break;
                }
            }
            b',' if depth == outside => ranges.extend(start.take().map(|s| s..at)),
            b if !b.is_ascii_whitespace() => start = start.or(Some(at)),
            _ => {}
        }
        at += 1;
    }
    let whole = closed && depth <= outside && start.is_none_or(|_| depth == outside);
    ranges.extend(start.map(|s| s..bytes.len()));
    (ranges, whole)
}

fn value(reader: &mut Reader, stream: &mut Stream, text: &str, damage: &[Damage], place: &Place) {
    let (parsed, repaired) = match serde_json::from_str::<Value>(text) {
        Err(error) => match without_lone_surrogates(text) {
            Cow::Owned(text) => (serde_json::from_str(&text).map_err(|_| error), true),
            Cow::Borrowed(_) => (Err(error), false),
        },
        parsed => (parsed, false),
    };
    let object = match parsed {
        Ok(Value::Object(object)) => object,
        Ok(other) => {
            let message = format!("{} is no record; a record is a JSON object with a `text`", kind(&other));
            return reader.issue(place, None, Severity::Error, message);
        }
        Err(error) => {
            let error = error.to_string();
            let error = error.split(" at line").next().unwrap_or_default();
            let message = format!("broken JSON ({error}), skipped; write one complete object");
            return reader.issue(place, None, Severity::Error, message);
        }
    };
    let before = reader.feed.documents.len();
    if !stream.take(reader, &object, place) {
        record::json(reader, object, place);
    }
    let doc = reader.feed.documents[before..].first().map(|d| d.id().to_owned());
    if repaired {
        let message = "half of a \\uXXXX pair stands alone and became U+FFFD; write the text as UTF-8";
        reader.issue(place, doc.as_deref(), Severity::Error, message);
    }
    if !damage.is_empty() {
        reader.issue(place, doc.as_deref(), Severity::Error, damage_message(damage));
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// `\ud83d` without its other half replaced by `\ufffd`, as long as it.
fn without_lone_surrogates(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let unit = |at: usize| {
        let hex = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(hex, 16).ok()
    };
    let mut lone = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &bytes[at..]) {
        at += found;
        at += match unit(at) {
            Some(0xd800..=0xdbff) if matches!(unit(at + 6), Some(0xdc00..=0xdfff)) => 12,
            Some(0xd800..=0xdfff) => {
                lone.push(at);
                6
            }
            _ => 2,
        };
        at = at.min(bytes.len());
    }
    if lone.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut repaired = text.to_owned();
    for at in lone {
        repaired.replace_range(at..at + 6, "\\ufffd");
    }
    Cow::Owned(repaired)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_one_by_one() {
        let parts = |text: &'static str| {
            let (found, whole) = ranges(text);
            (found.into_iter().map(|r| text[r].trim()).collect::<Vec<_>>(), whole)
        };
        assert_eq!(
            parts(r#"[{"a":[1,"]}"]}, 7 ,{"b":"\"{"}]"#),
            (vec![r#"{"a":[1,"]}"]}"#, "7", r#"{"b":"\"{"}"#], true)
        );
        assert_eq!(parts("{\n\"a\":{}\n}\n{\"b\":1}"), (vec!["{\n\"a\":{}\n}", "{\"b\":1}"], true));
        assert_eq!(parts(r#"[{"a":1},{"b":"#), (vec![r#"{"a":1}"#, r#"{"b":"#], false));
        assert_eq!(parts(r#"[{"a":1},"#), (vec![r#"{"a":1}"#], false));
        assert_eq!(parts("[]"), (vec![], true));
    }

    #[test]
    fn pairs_are_kept_and_halves_replaced() {
        assert_eq!(without_lone_surrogates(r"\ud83d\ude00 \\ud83d"), r"\ud83d\ude00 \\ud83d");
        assert_eq!(without_lone_surrogates(r"\ud83d \ude00\ud83d\u0041"), r"\ufffd \ufffd\ufffd\u0041");
    }
}
