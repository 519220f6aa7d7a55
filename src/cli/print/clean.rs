//! Text from feeds is untrusted: it may hold terminal commands and invisible reordering.

use std::{borrow::Cow, fmt::Write};

/// Characters that act on a terminal or reorder what the reader sees: C0 and C1 controls other than tab and
/// line feed, and the embeddings, overrides and isolates of the bidirectional algorithm. Joiners and single
/// direction marks are part of honest text and stay.
fn acts(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text with every acting character shown as `U+FFFD`.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.contains(acts) { text.replace(acts, "\u{fffd}").into() } else { text.into() }
}

/// The same JSON with every acting character written as an escape. They stand only inside strings, so that
/// the value stays the same.
pub fn escape_json(json: &str) -> Cow<'_, str> {
    let acts = |c: char| acts(c) && c != '\r';
    if !json.contains(acts) {
        return json.into();
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if acts(c) {
            write!(out, "\\u{:04x}", c as u32).expect("writing to a string does not fail");
        } else {
            out.push(c);
        }
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_commands_and_overrides_become_visible() {
        let table = [
            ("Baku\u{1b}[31m red", "Baku\u{fffd}[31m red"),
            ("a\u{202e}b\u{2066}c\u{9b}d\u{7f}", "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}"),
            ("می\u{200c}شود\tx\ny", "می\u{200c}شود\tx\ny"),
        ];
        for (dirty, cleaned) in table {
            assert_eq!(clean(dirty), cleaned);
        }
    }

    #[test]
    fn escaped_json_has_the_same_value() {
        let value = serde_json::json!({ "t": "a\u{202e}b\u{9b}c\u{1b}d" });
        let json = value.to_string();
        let escaped = escape_json(&json);
        assert!(!escaped.contains(acts));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&escaped).unwrap(), value);
    }
}
