use std::ops::Range;

use crate::text::{Span, is_unspaced};

/// The smallest stretch a mention may begin or end at: whole words and whole subwords.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub span: Span,
    /// Subwords that make it up.
    pub tokens: Range<usize>,
}

/// Joins the subwords of a sentence into units. Subwords without text (pure markers) belong to the
/// unit that follows.
pub(super) fn units(text: &str, tokens: &[Span]) -> Vec<Unit> {
    let mut out: Vec<Unit> = Vec::new();
    let mut first = 0;
    for (i, token) in tokens.iter().enumerate() {
        if token.is_empty() {
            continue;
        }
        match out.last_mut() {
            Some(unit)
                if unit.span.end >= token.start
                    && !breaks(text, token.start as usize)
                    && !is_proclitic(unit.span.of(text)) =>
            {
                unit.span.end = unit.span.end.max(token.end);
                unit.tokens.end = i + 1;
            }
            // Two subwords of one character (a decomposed sign) share its bytes.
            Some(unit) if unit.span.end > token.start => {
                unit.span.end = unit.span.end.max(token.end);
                unit.tokens.end = i + 1;
            }
            _ => out.push(Unit { span: *token, tokens: first..i + 1 }),
        }
        first = i + 1;
    }
    out
}

/// The stretch from the first to the last of some units.
pub(super) fn span(units: &[Unit]) -> Span {
    let at = |unit: Option<&Unit>| unit.map_or(Span { start: 0, end: 0 }, |u| u.span);
    Span { start: at(units.first()).start, end: at(units.last()).end }
}

/// The numbers of the units that lie within `span`.
pub(super) fn within(units: &[Unit], span: Span) -> Range<usize> {
    units.partition_point(|u| u.span.start < span.start)..units.partition_point(|u| u.span.end <= span.end)
}

/// Whether a word ends at the byte `at`: always beside space and most punctuation, and between
/// characters of scripts that are written without spaces.
fn breaks(text: &str, at: usize) -> bool {
    let (before, after) = (text[..at].chars().next_back(), text[at..].chars().next());
    let (Some(before), Some(after)) = (before, after) else { return true };
    if is_apostrophe(before) || is_apostrophe(after) {
        return !inside_letter(text, at, before, after);
    }
    !in_word(before) || !in_word(after) || (is_unspaced(before) && is_unspaced(after))
}

/// Arabic writes "and", "to", "in", "as" and "so" together with the word that follows. Where the subwords
/// part there, the network says whether the letter belongs to the name.
fn is_proclitic(word: &str) -> bool {
    word.strip_prefix(PROCLITICS).is_some_and(str::is_empty)
}

/// Arabic "and", "so", "in", "to" and "as".
pub(super) const PROCLITICS: [char; 5] = ['و', 'ف', 'ب', 'ل', 'ك'];

fn in_word(c: char) -> bool {
    c.is_alphanumeric()
        || c == '_'
        || unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '\u{200c}' | '\u{200d}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | '`')
}

/// Uzbek writes two letters, o‘ and g‘, with an apostrophe: that one does not end a word.
fn inside_letter(text: &str, at: usize, before: char, after: char) -> bool {
    let base = |c: char| matches!(c, 'o' | 'O' | 'g' | 'G');
    if is_apostrophe(after) {
        let rest = &text[at + after.len_utf8()..];
        let letters = rest.chars().take_while(|c| c.is_alphabetic()).count();
        return base(before) && letters > 0 && !(letters == 1 && rest.starts_with(['s', 'S']));
    }
    let start = at - before.len_utf8();
    let left = text[..start].chars().next_back();
    after.is_alphabetic() && left.is_some_and(base) && inside_letter(text, start, left.unwrap_or(' '), before)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Units of a text cut into subwords at every `|`.
    fn cut(marked: &str) -> Vec<String> {
        let text = marked.replace('|', "");
        let mut at = 0;
        let tokens: Vec<Span> = marked
            .split('|')
            .map(|piece| {
                let span = Span::new(at, at + piece.len()).trimmed(&text);
                at += piece.len();
                span
            })
            .collect();
        units(&text, &tokens).iter().map(|u| u.span.of(&text).to_owned()).collect()
    }

    #[test]
    fn units_are_words() {
        let cases: [(&str, &[&str]); 10] = [
            ("Vü|qar| Əli|yev|,", &["Vüqar", "Əliyev", ","]),
            ("Baku|’s| port", &["Baku", "’s", "port"]),
            ("O|‘|zbek|iston|da", &["O‘zbekistonda"]),
            ("Bei|jing|’|s", &["Beijing", "’", "s"]),
            ("Việt| Nam|-|A|zer", &["Việt", "Nam", "-", "Azer"]),
            ("在|巴库|会见", &["在", "巴库", "会见"]),
            ("Trump|'|ın", &["Trump", "'", "ın"]),
            ("و|تركيا| وت|ركيا", &["و", "تركيا", "وتركيا"]),
            ("ال|و|فد", &["الوفد"]),
            ("می|\u{200c}|گوید", &["می\u{200c}گوید"]),
        ];
        for (marked, expected) in cases {
            assert_eq!(cut(marked), expected, "{marked}");
        }
    }
}
