//! One JSON object that holds the records by type.

use std::io::{self, Write};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    Story,
    clean::escape_json,
    record::{FORMAT, Record, StateRecord, TOOL},
};

/// Serialised as an array of what the function yields.
struct Seq<F>(F);

impl<'r, I: Iterator<Item = Record<'r>>, F: Fn() -> I> Serialize for Seq<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

struct Whole<'s, 'r>(&'s Story<'r>);

impl Serialize for Whole<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let story = self.0;
        let recorder = &story.recorder();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", &FORMAT)?;
        map.serialize_entry("tool", TOOL)?;
        map.serialize_entry("offsets", &story.offsets)?;
        if story.parts.documents {
            let documents = || story.docs().filter_map(|doc| story.document(doc)).map(Record::Document);
            map.serialize_entry("documents", &Seq(documents))?;
        }
        if story.parts.languages {
            let languages = || story.docs().map(|doc| Record::Language(recorder.language(doc)));
            map.serialize_entry("languages", &Seq(languages))?;
        }
        if story.parts.tags {
            let tags = || story.docs().map(|doc| Record::Tags(recorder.tags(doc)));
            map.serialize_entry("tags", &Seq(tags))?;
        }
        if story.parts.entities {
            let entities = || story.entities().map(|(at, e)| Record::Entity(recorder.entity(at, e)));
            map.serialize_entry("entities", &Seq(entities))?;
        }
        if story.parts.events {
            let events = || {
                story
                    .events()
                    .iter()
                    .enumerate()
                    .map(|(at, e)| Record::Event(Box::new(recorder.event(at, e))))
            };
            map.serialize_entry("events", &Seq(events))?;
        }
        map.serialize_entry("issues", &Seq(|| story.issues().map(Record::Issue)))?;
        if let Some(continued) = &story.report.continued {
            map.serialize_entry("state", &StateRecord::new(continued))?;
        }
        map.end()
    }
}

pub fn write(story: &Story, out: &mut dyn Write, terminal: bool) -> io::Result<()> {
    let whole = Whole(story);
    if terminal {
        let text = serde_json::to_string_pretty(&whole)?;
        out.write_all(escape_json(&text).as_bytes())?;
    } else {
        serde_json::to_writer(&mut *out, &whole)?;
    }
    out.write_all(b"\n")
}
