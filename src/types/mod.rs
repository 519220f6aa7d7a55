//! What the stages hand to each other.

mod annotation;
mod date;
mod document;
mod entity;
mod event;
mod issue;
mod sets;

pub use annotation::{
    Annotated, Label, Lang, LangSpan, Languages, Mention, ParseLangError, RoleSpan, Sentence, normalize,
    similarity,
};
pub use date::{PartialDate, When};
pub use document::{
    Dateline, DocIndex, Document, DocumentParts, Field, Fingerprint, Located, Markup, Published,
};
pub use entity::{Entity, EntityIndex, MentionRef, Reason, Role, Variant};
pub use event::{
    Cite, Conflict, ConflictKind, ConflictValue, Event, Lineage, LineageKind, Part, Participant, Summary,
    SummarySentence, Writing, Written,
};
pub use issue::{Issue, Severity, Stage};
pub use sets::DisjointSets;
