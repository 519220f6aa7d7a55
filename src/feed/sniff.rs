//! What kind of input a text is.

use std::path::Path;

use super::InputFormat;

/// The format of a text that is not empty. The file name decides only where the content does not.
pub(super) fn format(text: &str, name: &Path) -> InputFormat {
    let start = text.trim_start();
    if start.starts_with('<') {
        return match root(start) {
            Some("rss" | "feed" | "RDF" | "entry") => InputFormat::Feed,
            Some("html") => InputFormat::Text,
            _ if start.starts_with("<?xml") => InputFormat::Feed,
            _ => InputFormat::Text,
        };
    }
    if let Some(rest) = start.strip_prefix('[')
        && rest.trim_start().starts_with(['{', ']'])
    {
        return InputFormat::Json;
    }
    let lines = || text.lines().filter(|l| !l.trim().is_empty());
    let record =
        |line: &str| line.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
    if lines().take(20).any(record) {
        return InputFormat::JsonLines;
    }
    if let Some(rest) = start.strip_prefix('{')
        && rest.trim_start().starts_with(['"', '}'])
    {
        // The only line may be cut off.
        return if lines().next().is_some_and(|l| l.len() > 1 && l.trim_end() != "{") {
            InputFormat::JsonLines
        } else {
            InputFormat::Json
        };
    }
    match name.extension().and_then(|e| e.to_str()) {
        Some("jsonl" | "ndjson") => InputFormat::JsonLines,
        Some("json") => InputFormat::Json,
        _ => InputFormat::Text,
    }
}

/// The local name of the first element of an XML or HTML text.
fn root(mut text: &str) -> Option<&str> {
    loop {
        text = text.trim_start().strip_prefix('<')?;
        let end = match text {
            t if t.starts_with('?') => "?>",
            t if t.starts_with("!--") => "-->",
            t if t.get(..8).is_some_and(|d| d.eq_ignore_ascii_case("!doctype")) => ">",
            _ => break,
        };
        text = &text[text.find(end)? + end.len()..];
    }
    let name = &text[..text.find(|c: char| !(c.is_ascii_alphanumeric() || c == ':'))?];
    let local = name.rsplit(':').next().filter(|n| !n.is_empty())?;
    Some(if local.eq_ignore_ascii_case("html") { "html" } else { local })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_found_from_the_content() {
        use InputFormat::*;
        for (text, name, expected) in [
            ("{\"text\":\"a\"}\n{\"text\":\"b\"}", "-", JsonLines),
            ("{\"text\":\"cut\n{\"text\":\"b\"}", "-", JsonLines),
            ("{\"text\":\"cut", "-", JsonLines),
            ("\n{\n  \"text\": \"a\"\n}\n", "-", Json),
            ("[\n  {\"text\": \"a\"}\n]", "x.txt", Json),
            ("[]", "-", Json),
            ("[Reuters] The mayor", "-", Text),
            ("{brace} The mayor", "-", Text),
            ("42\n{\"text\":\"b\"}", "-", JsonLines),
            ("42", "x.jsonl", JsonLines),
            ("<?xml version=\"1.0\"?>\n<!-- x --><rss version=\"2.0\">", "-", Feed),
            ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", "-", Feed),
            ("<rdf:RDF xmlns=\"x\">", "-", Feed),
            ("<!DOCTYPE html><html><p>x", "-", Text),
            ("<p>x</p>", "-", Text),
            (" date 2025-05-08 Baku", "-", Text),
        ] {
            assert_eq!(format(text, Path::new(name)), expected, "{text}");
        }
    }
}
