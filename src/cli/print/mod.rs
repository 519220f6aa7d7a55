//! Forms of the output, one file a form, all over the same [`Story`].

mod clean;
mod digest;
mod html;
mod json;
pub mod jsonl;
mod markdown;
pub mod record;
#[cfg(test)]
mod sample_tests;
pub mod scores;
#[cfg(test)]
mod tests;
mod wrap;

use std::io::{self, Write};

pub use clean::clean;
pub use markdown::escape;
use record::{DocumentRecord, IssueRecord, Record, Recorder, StateRecord};

use super::args::{Format, Offsets};
use crate::{
    pipeline::{Report, Until},
    track::Status,
    types::{DocIndex, Entity, EntityIndex, Event},
};

/// Which records a verb writes.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    pub documents: bool,
    pub languages: bool,
    pub tags: bool,
    pub entities: bool,
    pub events: bool,
}

impl Parts {
    /// What a verb that goes as far as `until` writes; `all` for `run`, which leaves nothing out.
    pub fn of(until: Until, all: bool) -> Parts {
        Parts {
            documents: until > Until::Languages,
            languages: all || until == Until::Languages,
            tags: until >= Until::Tags,
            entities: until >= Until::Entities,
            events: until >= Until::Events,
        }
    }
}

/// A report and what of it is told.
pub struct Story<'r> {
    pub report: &'r Report,
    pub parts: Parts,
    pub offsets: Offsets,
}

impl<'r> Story<'r> {
    fn recorder(&self) -> Recorder<'r> {
        Recorder::new(&self.report.documents, &self.report.entities, self.offsets)
            .continuing(self.report.continued.as_ref())
    }

    /// The documents that are told: all, or those of the events that changed.
    fn docs(&self) -> impl Iterator<Item = DocIndex> + use<'r> {
        let count = u32::try_from(self.report.documents.len()).expect("fewer than 4 billion documents");
        let part = self.report.continued.as_ref().filter(|continued| !continued.all);
        (0..count).map(DocIndex).filter(move |doc| part.is_none_or(|part| part.documents.contains(doc)))
    }

    fn document(&self, doc: DocIndex) -> Option<DocumentRecord<'r>> {
        self.parts.documents.then(|| DocumentRecord(&self.report.documents[doc.0 as usize].document))
    }

    /// The entities that are told: all, or those that changed or that a told document names.
    fn entities(&self) -> impl Iterator<Item = (EntityIndex, &'r Entity)> + use<'r> {
        let entities: &[Entity] = if self.parts.entities { &self.report.entities } else { &[] };
        let part = self.report.continued.as_ref().filter(|continued| !continued.all);
        (0..).map(EntityIndex).zip(entities).filter(move |(at, entity)| {
            part.is_none_or(|part| {
                part.entities[at.0 as usize].status != Status::Unchanged
                    || entity.mentions.iter().any(|at| part.documents.contains(&at.doc))
            })
        })
    }

    fn events(&self) -> &'r [Event] {
        if self.parts.events { &self.report.events } else { &[] }
    }

    fn issues(&self) -> impl Iterator<Item = IssueRecord<'r>> + use<'r> {
        self.report.issues.iter().map(IssueRecord::new)
    }

    fn end(&self) -> Record<'r> {
        let state = self.report.continued.as_ref().map(StateRecord::new);
        Record::End { documents: self.docs().count(), issues: self.report.issues.len(), state }
    }
}

/// Writes a story in one of the forms.
pub fn write(story: &Story, format: Format, terminal: bool, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Jsonl => jsonl::write(story, out, terminal),
        Format::Json => json::write(story, out, terminal),
        Format::Md => markdown::write(story, out, wrap::Width::of_output(terminal)),
        Format::Html => html::write(story, out),
    }
}
