//! Introductions in brackets: `Azerbaijan State News Agency (AZERTAC)`, `"Azər Enerji Ticarət"
//! (AET)`, `NATO (North Atlantic Treaty Organization)`.

use super::key;
use super::mention::{Forms, Item};
use crate::text::Span;
use crate::types::{Annotated, Label};

/// A long name and the short one that a text gives for it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Introduction {
    /// Item of the long name.
    pub long: usize,
    /// Item of the short name, where the tagger marked it.
    pub short: Option<usize>,
    /// The short name as it stands.
    pub text: String,
    /// `Long (SHORT)`, for a reader.
    pub shown: String,
}

/// What may stand between a name and its bracket.
const CLOSING: &[char] = &['"', '”', '“', '»', '’', '\'', '」', '』', '》', ' ', '\u{a0}'];

/// The introductions of a document, in text order.
pub(super) fn introductions(document: &Annotated, items: &[Item], forms: &Forms) -> Vec<Introduction> {
    let text = document.document.text();
    let mut out: Vec<Introduction> = Vec::new();
    for (long, item) in items.iter().enumerate() {
        let Some(inside) = bracket_after(text, item.span.end as usize) else { continue };
        let (whole, content) = (item.span.of(text), inside.of(text));
        let marked = items.iter().position(|i| inside.contains(i.span) && covers(i.span, inside, text));
        // `(Vietnam News Agency (VNA))`: the inner bracket belongs to the inner name.
        let short = content.split(['(', '（', ',', ';', '，', '、']).next().unwrap_or_default().trim();
        let short = short.trim_matches(|c: char| CLOSING.contains(&c) || c == '«' || c == '“' || c == '„');
        let label_fits = |i: &Item| i.label == item.label || is_short_for(short, whole);
        if !matches!(item.label, Label::Organisation | Label::Event | Label::Other | Label::Location)
            || short.is_empty()
        {
            continue;
        }
        let first = is_short_for(short, whole);
        let (long, short_item, short, name) = if first {
            (long, marked.filter(|&m| label_fits(&items[m])), short, whole)
        } else if let Some(m) = marked.filter(|_| is_short_for(whole, short)) {
            // `VNA (Vietnam News Agency)`.
            (m, Some(long), whole, short)
        } else {
            continue;
        };
        // A country in brackets after a town is no other name of the town.
        if short_item.is_some_and(|m| forms[items[m].form].territory.is_some()) {
            continue;
        }
        out.push(Introduction {
            long,
            short: short_item,
            text: short.to_owned(),
            shown: format!("{name} ({short})"),
        });
    }
    out
}

/// The span inside the bracket that opens right after byte `at`, nested brackets included.
fn bracket_after(text: &str, at: usize) -> Option<Span> {
    let rest = &text[at..];
    let lead = rest.len() - rest.trim_start_matches(CLOSING).len();
    let open = rest[lead..].chars().next().filter(|c| matches!(c, '(' | '（'))?;
    if lead > 8 {
        return None;
    }
    let start = at + lead + open.len_utf8();
    let mut depth = 1;
    for (i, c) in text[start..].char_indices().take(120) {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth -= 1,
            '\n' => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(Span::new(start, start + i));
        }
    }
    None
}

/// Whether a mention is the first thing inside a bracket.
fn covers(mention: Span, inside: Span, text: &str) -> bool {
    let before = &text[inside.start as usize..mention.start as usize];
    before.chars().all(|c| CLOSING.contains(&c) || matches!(c, '«' | '“' | '„'))
}

/// Whether `short` can be a short name of `long`: an acronym, or a word whose letters are taken from
/// the long name in their order (`Ozodlik`, `AzTV` for `Azərbaycan Televiziyası`).
fn is_short_for(short: &str, long: &str) -> bool {
    let letters = short.chars().filter(|c| c.is_alphabetic()).count();
    let long_words = long.split_whitespace().count();
    if !(2..=10).contains(&letters) || short.contains(char::is_whitespace) {
        return false;
    }
    if short.chars().any(|c| c.is_ascii_digit()) && letters < 3 {
        return false;
    }
    let capitals = short.chars().filter(|c| c.is_uppercase()).count();
    if key::is_acronym(short) {
        // A name of one word is shortened to an acronym only from a compound.
        return long_words > 1 || key::is_han(long) || long.chars().count() > 3 * letters;
    }
    capitals >= 2 && capitals * 2 >= letters && long_words > 1
}

/// Whether `acronym` is made of the first letters of the words of `long`, small words aside.
pub(super) fn initials_match(acronym: &str, long: &str) -> bool {
    let want: Vec<char> = key::folded(acronym).chars().filter(|c| c.is_alphanumeric()).collect();
    let words: Vec<String> = key::tokens(long);
    if want.len() < 2 || words.len() < want.len() {
        return false;
    }
    let all: Vec<char> = words.iter().filter_map(|w| w.chars().next()).collect();
    let big: Vec<char> = long
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter(|w| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase))
        .filter_map(|w| key::folded(w).chars().next())
        .collect();
    let long_enough: Vec<char> =
        words.iter().filter(|w| w.chars().count() > 3).filter_map(|w| w.chars().next()).collect();
    [all, big, long_enough].contains(&want)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_follow_the_words() {
        for (acronym, long, want) in [
            ("KJF", "Kazakhstan Judo Federation", true),
            ("ҚДФ", "Қазақстан дзюдо федерациясы", true),
            ("ООДФ", "Одеський обласний дорожній фонд", true),
            ("EANA", "European Alliance of News Agencies", true),
            ("FVV", "Favqulodda vaziyatlar vazirligi", true),
            ("МЧС", "Министерство по чрезвычайным ситуациям", true),
            ("VNA", "Vietnam News Agency", true),
            ("NSC", "Şimal Dəniz Limanları Korporasiyası", false),
            ("EU", "Energy Union of Estonia and Ukraine", false),
        ] {
            assert_eq!(initials_match(acronym, long), want, "{acronym} ~ {long}");
        }
    }

    #[test]
    fn short_names_look_like_short_names() {
        for (short, long, want) in [
            ("AZERTAC", "Azerbaijan State News Agency", true),
            ("AzTV", "Azərbaycan Televiziyası", true),
            ("Romania", "Carpatgaz Energy", false),
            ("2026", "Alatau Cup", false),
            ("the agency", "Vietnam News Agency", false),
        ] {
            assert_eq!(is_short_for(short, long), want, "{short} for {long}");
        }
    }
}
