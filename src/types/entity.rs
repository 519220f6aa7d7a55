use std::collections::BTreeMap;

use unicode_script::Script;

use super::{DocIndex, Label, Lang};
use crate::text::Span;

/// Position of an entity in the run's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityIndex(pub u32);

/// One occurrence: mention number `mention` of document `doc`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MentionRef {
    pub doc: DocIndex,
    pub mention: u32,
}

/// One piece of evidence for or against a join.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct Reason {
    /// `equal`, `translit`, `acronym`, …; the list stands in [`crate::names`].
    pub code: &'static str,
    /// What was compared, for a reader: `Alyev ~ Aliyev`.
    pub detail: String,
}

/// One way in which an entity is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// As it stands in the texts.
    pub text: String,
    /// Its base form in its own language: `Bakıda` → `Bakı`.
    pub base: String,
    pub lang: Lang,
    pub script: Script,
    pub count: u32,
    /// Why it belongs to the entity; empty for the canonical spelling itself.
    pub reasons: Vec<Reason>,
}

/// The office of a person as a text gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    pub text: String,
    pub lang: Lang,
    pub doc: DocIndex,
    pub span: Span,
}

/// A person, organisation or place of the run, with every mention of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    pub id: String,
    pub label: Label,
    /// The canonical name, in Latin letters unless none is attested and none can be made.
    pub name: String,
    /// The name to use in each language in which it occurs.
    pub names: BTreeMap<Lang, String>,
    /// Most frequent first.
    pub variants: Vec<Variant>,
    /// In document order.
    pub mentions: Vec<MentionRef>,
    /// Persons only; most attested first.
    pub roles: Vec<Role>,
    /// `VN` where the entity is a country or territory that the tables know.
    pub territory: Option<String>,
}
