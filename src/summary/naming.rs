//! Canonical names in place of the spellings of one source.
//!
//! A name is touched only where that cannot break the grammar: it stands uninflected (the language
//! has no case endings, or the entity's variant says that the surface is its own base form), and no
//! ending is written on to it. Everything that is replaced is recorded, so that the source's own words
//! can be restored.

use std::collections::BTreeSet;

use super::language::is_unspaced;
use super::statement::{Statement, Story};
use crate::{
    text::{Span, edits},
    types::{Entity, EntityIndex, Label, Lang},
};

/// A place where the told text differs from its source.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Replacement {
    /// Bytes of the told text.
    pub at: Span,
    /// What the source has there.
    pub source: String,
}

/// A sentence with canonical names.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Named {
    pub text: String,
    pub replacements: Vec<Replacement>,
    /// Persons whose full name has now been given.
    pub introduced: Vec<EntityIndex>,
}

/// A person is called by a short name, the full name has not been given, and cannot be put in safely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Orphan;

/// `statement` with canonical names; `given` are the persons named in full before it.
pub(super) fn apply(
    story: &Story,
    statement: &Statement,
    given: &BTreeSet<EntityIndex>,
) -> Result<Named, Orphan> {
    let mut out = Named { text: String::new(), replacements: Vec::new(), introduced: Vec::new() };
    let mut copied = 0;
    let Some(annotated) = story.document(statement.doc) else { return Err(Orphan) };
    let offset = statement.span.start;
    for &m in &statement.mentions {
        let mention = &annotated.mentions[m];
        let Some(index) = story.entity_of(statement.doc, m) else { continue };
        let Some(entity) = story.entity(index) else { continue };
        let span = Span { start: mention.span.start - offset, end: mention.span.end - offset };
        let span = bare(span, statement);
        if (span.start as usize) < copied {
            continue;
        }
        let surface = span.of(statement.text);
        let known = given.contains(&index) || out.introduced.contains(&index);
        let change = decide(entity, surface, statement, span, known);
        if entity.label == Label::Person && !known {
            match change {
                Change::Unsafe if is_short(entity, surface, statement.lang) => return Err(Orphan),
                _ => out.introduced.push(index),
            }
        }
        if let Change::To(name) = change {
            out.text.push_str(&statement.text[copied..span.range().start]);
            let start = out.text.len();
            out.text.push_str(&name);
            out.replacements
                .push(Replacement { at: Span::new(start, out.text.len()), source: surface.to_owned() });
            copied = span.end as usize;
        }
    }
    out.text.push_str(&statement.text[copied..]);
    Ok(out)
}

/// A mention without what a tagger may take for a part of the name: the English `'s`, commas and
/// brackets at its ends.
fn bare(span: Span, statement: &Statement) -> Span {
    let surface = span.of(statement.text);
    let tail = surface.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let genitive = tail.strip_suffix("'s").or_else(|| tail.strip_suffix("’s"));
    let tail = genitive.filter(|_| statement.lang.as_str() == "en").unwrap_or(tail);
    let core = tail.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = span.start + (tail.len() - core.len()) as u32;
    Span { start, end: start + core.len() as u32 }
}

/// A name without the English article, which belongs to the sentence.
fn without_article(name: &str) -> &str {
    name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name)
}

enum Change {
    Keep,
    To(String),
    /// Another name should stand here, but the grammar forbids it.
    Unsafe,
}

fn decide(entity: &Entity, surface: &str, statement: &Statement, span: Span, known: bool) -> Change {
    let Some(target) = target(entity, surface, statement.lang) else { return Change::Keep };
    let target = without_article(target);
    if without_article(surface) != surface || surface == target {
        return Change::Keep;
    }
    let (have, want) = (parts(surface), parts(target));
    let wanted = match entity.label {
        Label::Person if have.len() < want.len() || has_initials(&have) => {
            if !known && shares_part(&have, &want) {
                Some(target.to_owned())
            } else if known && have.len() == 1 {
                // `Alyev` after `Vugar Aliyev`: the part that is meant, in its canonical spelling.
                let near = want.iter().find(|part| spelling_of(part, have[0]));
                near.filter(|part| **part != have[0]).map(|part| (*part).to_owned())
            } else {
                None
            }
        }
        Label::Person => spelling_of(target, surface).then(|| target.to_owned()),
        _ if is_acronym(surface) || is_acronym(target) => None,
        _ => same_words(surface, target, statement.lang).then(|| target.to_owned()),
    };
    match wanted {
        None => Change::Keep,
        Some(_) if !stands_free(statement, span, entity.label) => Change::Unsafe,
        Some(_) if !uninflected(entity, surface, statement.lang) => Change::Unsafe,
        Some(name) => Change::To(name),
    }
}

/// The name to use in `lang`, in the script of `surface`.
fn target<'e>(entity: &'e Entity, surface: &str, lang: Lang) -> Option<&'e str> {
    let name = match entity.names.get(&lang) {
        Some(name) => name,
        None if is_latin(surface) => &entity.name,
        None => return None,
    };
    (is_latin(name) == is_latin(surface)).then_some(name.as_str())
}

fn is_latin(text: &str) -> bool {
    use unicode_script::{Script, UnicodeScript};
    text.chars().filter(|c| c.is_alphabetic()).all(|c| matches!(c.script(), Script::Latin | Script::Common))
}

fn parts(name: &str) -> Vec<&str> {
    name.split(|c: char| c.is_whitespace() || matches!(c, '.' | '-' | '‐'))
        .filter(|p| !p.is_empty())
        .collect()
}

/// Whether the person is called by less than the full name.
fn is_short(entity: &Entity, surface: &str, lang: Lang) -> bool {
    let have = parts(surface);
    let full = target(entity, surface, lang).map_or(have.len(), |t| parts(t).len());
    // Where the name in this language is not known, a lone word is taken for a short name if the
    // entity has a longer one.
    let longest = entity.variants.iter().map(|v| parts(&v.text).len()).max().unwrap_or(1);
    (have.len() < full || have.len() == 1 && longest > 1) || has_initials(&have)
}

fn has_initials(parts: &[&str]) -> bool {
    parts.len() > 1 && parts.iter().any(|p| p.chars().count() == 1)
}

fn shares_part(have: &[&str], want: &[&str]) -> bool {
    have.iter().all(|h| {
        let initial = h.chars().count() == 1;
        want.iter().any(|w| if initial { w.starts_with(*h) } else { spelling_of(w, h) })
    })
}

/// Whether two names of other things than persons differ in spelling alone. A word or a figure more makes
/// another thing (`Police`, `Police Ministry`), and in Vietnamese another mark does (`Vịnh`, `Vinh`).
fn same_words(surface: &str, target: &str, lang: Lang) -> bool {
    let figures = |name: &str| name.chars().filter(|c| c.is_numeric()).collect::<String>();
    let words = parts(surface).len() == parts(target).len() || plain(surface) == plain(target);
    let marked = || lang.as_str() == "vi" && !surface.is_ascii() && plain(surface) == plain(target);
    let other_case = || surface.to_lowercase() == target.to_lowercase();
    words
        && spelling_of(target, surface)
        && figures(surface) == figures(target)
        && (!marked() || other_case())
}

fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() >= 2 && letters.clone().all(char::is_uppercase) && !name.contains(' ')
}

/// Whether two spellings are of one name: their romanised letters are nearly the same.
fn spelling_of(a: &str, b: &str) -> bool {
    let (a, b) = (plain(a), plain(b));
    let longest = a.len().max(b.len());
    longest > 0 && edits(&a, &b) * 4 <= longest
}

/// The romanised letters and figures of a name, without spaces and marks.
fn plain(name: &str) -> Vec<char> {
    let ascii = any_ascii::any_ascii(name);
    ascii.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Neither a letter nor an ending with an apostrophe or hyphen is written on to the name.
fn stands_free(statement: &Statement, span: Span, label: Label) -> bool {
    let (text, lang) = (statement.text, statement.lang);
    let before = text[..span.range().start].chars().next_back();
    let unspaced = is_unspaced(lang);
    // Where no ending follows a hyphen, it joins two whole names of places: `Việt Nam-Azerbaijan`.
    let hyphen = |c: char| c == '-' && !(label == Label::Location && HYPHEN_JOINS.contains(&lang.as_str()));
    if !unspaced && before.is_some_and(|c| c.is_alphanumeric() || hyphen(c) || matches!(c, '\'' | '’')) {
        return false;
    }
    let mut after = text[span.range().end..].chars();
    match after.next() {
        Some(c) if c.is_alphanumeric() => unspaced,
        Some(c) if hyphen(c) => !after.next().is_some_and(char::is_alphanumeric),
        Some('\'' | '’' | 'ʼ' | 'ʻ' | '‘') => {
            let ending: String = after.take_while(|c| c.is_alphabetic()).collect();
            // The English genitive takes any name.
            ending.is_empty() || lang.as_str() == "en" && ending == "s"
        }
        _ => true,
    }
}

/// Languages in which a hyphen after the name of a place begins another word and no ending.
const HYPHEN_JOINS: [&str; 7] = ["en", "vi", "fr", "es", "it", "pt", "nl"];

/// Languages in which names have one form.
fn caseless(lang: Lang) -> bool {
    matches!(
        lang.as_str(),
        "en" | "vi"
            | "zh"
            | "ja"
            | "ko"
            | "th"
            | "fr"
            | "es"
            | "it"
            | "pt"
            | "nl"
            | "id"
            | "ms"
            | "fa"
            | "bg"
    )
}

fn uninflected(entity: &Entity, surface: &str, lang: Lang) -> bool {
    match entity.variants.iter().find(|v| v.text == surface && v.lang == lang) {
        Some(variant) => variant.base == surface,
        None => caseless(lang),
    }
}

/// The source's own words: `text` with every replacement undone.
#[cfg(test)]
pub(super) fn undo(text: &str, replacements: &[Replacement]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for replacement in replacements {
        out.push_str(&text[at..replacement.at.range().start]);
        out.push_str(&replacement.source);
        at = replacement.at.end as usize;
    }
    out.push_str(&text[at..]);
    out
}
