//! The office of a person, as a text gives it beside the name: what the tagger found there, with what it
//! says of country and bodies.

use super::mention::{Forms, Item};
use super::office::{self, Kind};
use crate::names;
use crate::text::Span;
use crate::types::{Annotated, Label, Lang};

/// A role that a text gives to one mention of a person.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Office {
    pub span: Span,
    /// What kind of office it is, where the lexicon knows.
    pub kind: Option<Kind>,
    /// The country whose office it is, where the role says it.
    pub territory: Option<&'static str>,
    /// Items of the organisations in the role.
    pub organisations: Vec<usize>,
}

/// The roles of the persons among `items`, by item.
pub(super) fn offices(document: &Annotated, items: &[Item], forms: &Forms) -> Vec<(usize, Office)> {
    let mut found: Vec<(usize, Office)> = Vec::new();
    for role in &document.roles {
        // Items stand in the order of their mentions; some mentions are no item.
        let Ok(person) = items.binary_search_by_key(&role.mention, |item| item.mention) else { continue };
        if items[person].label != Label::Person || items[person].span.overlaps(role.span) {
            continue;
        }
        let lang = items[person].lang;
        let span = whole(document, role.span, items[person].span, lang);
        let first = items.partition_point(|item| item.span.start < span.start);
        let inside = || (first..items.len()).take_while(|&i| items[i].span.end <= span.end);
        let organisations: Vec<usize> = inside().filter(|&i| items[i].label == Label::Organisation).collect();
        let place = inside().find_map(|i| forms[items[i].form].territory);
        let text = document.text(span);
        if is_origin(text) || office::is_honorific(&text.to_lowercase()) {
            continue;
        }
        let territory = place.or_else(|| demonym(text));
        let kind = office::kind_of(text, lang);
        found.push((person, Office { span, kind, territory, organisations }));
    }
    found
}

/// `General [Secretary] Lâm`: with an office noun between the role and the name.
fn whole(document: &Annotated, role: Span, name: Span, lang: Lang) -> Span {
    let gap = Span { start: role.end, end: name.start };
    let (Some(_), Some(beside)) =
        (name.start.checked_sub(role.end), document.document.text().get(gap.range()))
    else {
        return role;
    };
    let lower = beside.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let plain = beside.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || c == '-');
    let noun = plain && (1..=2).contains(&words.len()) && office::ending_with(&words, lang).is_some();
    if noun { Span { start: role.start, end: name.start }.trimmed(document.document.text()) } else { role }
}

/// `keniano`, `the Turkish`: where somebody is from.
fn is_origin(role: &str) -> bool {
    role.split_whitespace().all(|word| names::place::adjective_of(word).is_some())
}

/// The country that an adjective of the role names: `Kazakhstani President`.
fn demonym(role: &str) -> Option<&'static str> {
    role.split_whitespace().find_map(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        names::place::adjective_of(word).map(|t| t.code)
    })
}
