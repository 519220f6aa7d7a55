//! One JSON record a line.

use std::io::{self, Write};

use super::{Story, record::Record};

/// Writes records as lines.
pub struct Lines<'w> {
    out: &'w mut dyn Write,
    /// The reader is a terminal: acting characters are escaped.
    terminal: bool,
    line: Vec<u8>,
}

impl<'w> Lines<'w> {
    pub fn new(out: &'w mut dyn Write, terminal: bool) -> Self {
        Lines { out, terminal, line: Vec::new() }
    }

    pub fn write(&mut self, record: &Record) -> io::Result<()> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, record)?;
        if self.terminal {
            let line = std::str::from_utf8(&self.line).expect("JSON is UTF-8");
            let escaped = super::clean::escape_json(line).into_owned().into_bytes();
            self.line = escaped;
        }
        self.line.push(b'\n');
        self.out.write_all(&self.line)
    }
}

/// Each document with what belongs to it, then entities, events and issues.
pub fn write(story: &Story, out: &mut dyn Write, terminal: bool) -> io::Result<()> {
    let mut lines = Lines::new(out, terminal);
    lines.write(&Record::begin(story.offsets))?;
    let recorder = story.recorder();
    for doc in story.docs() {
        for record in [
            story.document(doc).map(Record::Document),
            story.parts.languages.then(|| Record::Language(recorder.language(doc))),
            story.parts.tags.then(|| Record::Tags(recorder.tags(doc))),
        ] {
            record.map_or(Ok(()), |record| lines.write(&record))?;
        }
    }
    for (at, entity) in story.entities() {
        lines.write(&Record::Entity(recorder.entity(at, entity)))?;
    }
    for (at, event) in story.events().iter().enumerate() {
        lines.write(&Record::Event(Box::new(recorder.event(at, event))))?;
    }
    for issue in story.issues() {
        lines.write(&Record::Issue(issue))?;
    }
    lines.write(&story.end())
}
