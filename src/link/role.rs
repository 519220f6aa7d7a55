//! The office of a person, as a text gives it beside the name: what the tagger found there, with what it
//! says of country and bodies.

use super::mention::{Forms, Item};
use super::office::{self, Kind};
use crate::names;
use crate::text::Span;
use crate::types::{Annotated, Label};

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
    for role in document.roles.iter().flatten() {
        let of = items.iter().position(|i| i.mention == role.mention && i.label == Label::Person);
        let Some(person) = of.filter(|&i| !items[i].span.overlaps(role.span)) else { continue };
        let inside = |i: &usize| role.span.contains(items[*i].span);
        let organisations: Vec<usize> =
            (0..items.len()).filter(inside).filter(|&i| items[i].label == Label::Organisation).collect();
        let place = (0..items.len()).filter(inside).find_map(|i| forms[items[i].form].territory);
        let text = document.text(role.span);
        if is_origin(text) {
            continue;
        }
        let territory = place.or_else(|| demonym(text));
        let kind = office::kind_of(text, items[person].lang);
        let office = Office { span: role.span, kind, territory, organisations };
        found.push((person, office));
    }
    found
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
