use super::{DocIndex, EntityIndex, Lang, Reason, When};
use crate::text::Span;

/// One happening, with the documents that report it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub id: String,
    /// In time order, then by id. A document that reports two happenings is in both events.
    pub docs: Vec<DocIndex>,
    /// What of a document is told of this event, for documents of which not all is.
    pub parts: Vec<Part>,
    pub when: Option<When>,
    pub places: Vec<EntityIndex>,
    pub who: Vec<Participant>,
    pub headline: String,
    /// What wrote the headline; empty where it stands in a source.
    pub headline_by: Vec<Writing>,
    /// Independent voices in this feed: a report and its reprints and translations are one.
    pub origins: u32,
    pub lineage: Vec<Lineage>,
    /// Why these documents are one event: for each join, what spoke for it.
    pub evidence: Vec<Reason>,
    pub summary: Option<Summary>,
    pub conflicts: Vec<Conflict>,
}

impl Event {
    /// The documents whose main news this is.
    pub fn main_docs(&self) -> impl Iterator<Item = DocIndex> + '_ {
        let aside = |doc: DocIndex| self.parts.iter().any(|part| part.aside && part.doc == doc);
        self.docs.iter().copied().filter(move |&doc| !aside(doc))
    }
}

/// What a document tells of an event, where it tells of another too.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub doc: DocIndex,
    /// In the body of the document, in order.
    pub spans: Vec<Span>,
    /// The main news of the document is another event.
    pub aside: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    pub entity: EntityIndex,
    /// As a document of the event gives it.
    pub role: Option<String>,
    pub role_lang: Option<Lang>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LineageKind {
    Reprint,
    Translation,
    Rewrite,
}

/// `doc` takes its text from `of`.
#[derive(Clone, Debug, PartialEq)]
pub struct Lineage {
    pub doc: DocIndex,
    pub of: DocIndex,
    pub kind: LineageKind,
    /// Share of the sentences of `doc` that stand in `of`, from 0 to 1.
    pub shared: f32,
}

/// A place in a document that proves a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cite {
    pub doc: DocIndex,
    pub span: Span,
}

/// What a model did to a text that stands in no source as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Written {
    Summarized,
    Translated,
}

/// A model's part in a text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Writing {
    #[serde(rename = "how")]
    pub written: Written,
    /// Name of the model.
    pub model: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SummarySentence {
    pub text: String,
    pub cites: Vec<Cite>,
    /// The language, where it is not that of the summary.
    pub lang: Option<Lang>,
    /// What models made of it, in order; empty where it stands in a source.
    pub by: Vec<Writing>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    pub lang: Lang,
    pub sentences: Vec<SummarySentence>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConflictKind {
    /// Sources say different things of the same matter at the same time.
    Contradicts,
    /// Both can be true.
    Complements,
    /// A later report replaces an earlier one.
    Updates,
    /// Only one source says it.
    SingleSource,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ConflictValue {
    pub value: String,
    pub cites: Vec<Cite>,
}

/// A matter on which the sources of an event differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    pub about: String,
    pub kind: ConflictKind,
    pub values: Vec<ConflictValue>,
}
