//! Reads news feeds: JSON Lines, JSON, RSS, Atom and plain text become [`Document`]s.
//!
//! What is wrong with an input becomes an [`Issue`] and the rest is read on. Texts are kept as they
//! came; HTML in them is turned into plain text with a map back to the field
//! ([`crate::types::Markup`]).

mod agency;
mod dateline;
mod decode;
mod json;
mod markup;
mod own;
mod published;
mod record;
mod sniff;
mod xml;

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    str::FromStr,
};

use rustc_hash::FxHashMap;

use crate::{
    text::Span,
    types::{Document, Issue, Lang, Mention, Severity, Stage},
};

/// What an input holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputFormat {
    /// Found from the content.
    #[default]
    Auto,
    /// One JSON object a line.
    JsonLines,
    /// One array of objects, one object, or objects one after the other.
    Json,
    /// RSS 2.0 (also 0.9x and 1.0) or Atom.
    Feed,
    /// One document, HTML or not.
    Text,
}

impl InputFormat {
    /// The names that [`InputFormat::from_str`] reads.
    pub const NAMES: [&str; 6] = ["auto", "jsonl", "json", "rss", "atom", "text"];
}

/// A name that is no input format.
#[derive(Debug, thiserror::Error)]
#[error("`{name}` is no input format; give one of {}", InputFormat::NAMES.join(", "))]
pub struct ParseFormatError {
    name: String,
}

impl FromStr for InputFormat {
    type Err = ParseFormatError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Ok(match name {
            "auto" => InputFormat::Auto,
            "jsonl" | "ndjson" => InputFormat::JsonLines,
            "json" => InputFormat::Json,
            "rss" | "atom" | "feed" => InputFormat::Feed,
            "text" | "txt" => InputFormat::Text,
            _ => return Err(ParseFormatError { name: name.to_owned() }),
        })
    }
}

/// Where a feed comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder to read whole.
    Path(PathBuf),
    Stdin,
}

impl From<&str> for Input {
    /// `-` is standard input.
    fn from(name: &str) -> Self {
        if name == "-" { Input::Stdin } else { Input::Path(name.into()) }
    }
}

#[derive(Clone, Debug)]
pub struct Options {
    pub format: InputFormat,
    /// Stop after so many documents.
    pub limit: Option<usize>,
    /// Longer texts are skipped whole. In bytes of the field as it came in.
    pub max_text_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { format: InputFormat::Auto, limit: None, max_text_bytes: 4 << 20 }
    }
}

/// An event of an earlier run, read from its output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenEvent {
    pub id: String,
    /// Ids of its documents.
    pub docs: Vec<String>,
    /// Of these the documents that tell of it aside, with the stretch that does.
    pub asides: Vec<(String, Span)>,
}

/// All that was read, in input order.
#[derive(Clone, Debug, Default)]
pub struct Feed {
    pub documents: Vec<Document>,
    pub issues: Vec<Issue>,
    /// Inputs that could not be read at all.
    pub unreadable: Vec<ReadError>,
    /// Names found by an earlier run, by document id, where the input is its output. A document with
    /// an entry was tagged, even if the entry is empty.
    pub tags: BTreeMap<String, Vec<Mention>>,
    /// Events of an earlier run.
    pub events: Vec<GivenEvent>,
    /// Languages that are known for certain, by document id: they replace what would be found. No input
    /// sets them; a declared language is only a hint.
    pub languages: BTreeMap<String, Lang>,
}

/// An input that could not be read at all.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ReadError {
    #[error("cannot read {input}: {source}; check the name and the rights")]
    Io {
        input: String,
        #[source]
        source: std::sync::Arc<io::Error>,
    },
    #[error("{input} is {what}, not text; unpack or convert it first")]
    Binary { input: String, what: &'static str },
}

/// Reads inputs in the given order; a folder with all files in it and below, in order of their names,
/// hidden ones left out.
pub fn read(inputs: &[Input], options: &Options) -> Feed {
    let mut reader = Reader::new(options);
    for input in inputs {
        match input {
            Input::Stdin => {
                let mut bytes = Vec::new();
                match io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes) {
                    Ok(_) => reader.bytes(&bytes, "-"),
                    Err(error) => reader.unreadable("-", error),
                }
            }
            Input::Path(path) if path.is_dir() => reader.folder(path),
            Input::Path(path) => reader.file(path),
        }
    }
    reader.feed
}

/// Reads one input that is already there; `name` stands for it in messages.
pub fn read_from(mut source: impl io::Read, name: &str, options: &Options) -> Feed {
    let mut reader = Reader::new(options);
    let mut bytes = Vec::new();
    match source.read_to_end(&mut bytes) {
        Ok(_) => reader.bytes(&bytes, name),
        Err(error) => reader.unreadable(name, error),
    }
    reader.feed
}

/// Where in the inputs a record stands.
#[derive(Clone, Debug, Default)]
struct Place {
    input: String,
    /// 1-based; 0 where lines mean nothing.
    line: u64,
}

impl Place {
    fn line(&self) -> Option<u64> {
        (self.line > 0).then_some(self.line)
    }
}

struct Reader<'o> {
    options: &'o Options,
    feed: Feed,
    /// Ids in use, with how often a record asked for them and the hash of its content.
    ids: FxHashMap<String, (u32, [u8; 6])>,
}

impl<'o> Reader<'o> {
    fn new(options: &'o Options) -> Self {
        Self { options, feed: Feed::default(), ids: FxHashMap::default() }
    }

    fn is_full(&self) -> bool {
        self.options.limit.is_some_and(|limit| self.feed.documents.len() >= limit)
    }

    fn unreadable(&mut self, input: &str, error: io::Error) {
        self.feed.unreadable.push(ReadError::Io { input: input.to_owned(), source: error.into() });
    }

    fn issue(&mut self, place: &Place, doc: Option<&str>, severity: Severity, message: impl Into<String>) {
        self.feed.issues.push(Issue {
            doc: doc.map(str::to_owned),
            input: Some(place.input.clone()),
            line: place.line(),
            stage: Stage::Read,
            severity,
            message: message.into(),
        });
    }

    fn file(&mut self, path: &Path) {
        if self.is_full() {
            return;
        }
        match fs::read(path) {
            Ok(bytes) => self.bytes(&bytes, &path.display().to_string()),
            Err(error) => self.unreadable(&path.display().to_string(), error),
        }
    }

    fn folder(&mut self, path: &Path) {
        let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
        let entries = walkdir::WalkDir::new(path).follow_links(true).sort_by_file_name();
        for entry in entries.into_iter().filter_entry(|e| e.depth() == 0 || !hidden(e.file_name())) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => self.file_of_folder(entry.path()),
                Ok(_) => {}
                Err(error) => {
                    let name = error.path().unwrap_or(path).display().to_string();
                    self.unreadable(&name, error.into());
                }
            }
        }
    }

    /// As [`Reader::file`], but what is no text is expected in a folder.
    fn file_of_folder(&mut self, path: &Path) {
        let before = self.feed.unreadable.len();
        self.file(path);
        if let Some(ReadError::Binary { input, what }) = self.feed.unreadable.get(before) {
            let (place, message) =
                (Place { input: input.clone(), line: 0 }, format!("skipped: {what}, not text"));
            self.feed.unreadable.truncate(before);
            self.issue(&place, None, Severity::Warning, message);
        }
    }

    fn bytes(&mut self, bytes: &[u8], name: &str) {
        if self.is_full() {
            return;
        }
        if let Some(what) = decode::binary(bytes) {
            self.feed.unreadable.push(ReadError::Binary { input: name.to_owned(), what });
            return;
        }
        let decoded = decode::decode(bytes);
        let place = Place { input: name.to_owned(), line: 0 };
        if decoded.text.trim().is_empty() {
            self.issue(&place, None, Severity::Warning, "the input is empty");
            return;
        }
        let format = match self.options.format {
            InputFormat::Auto => sniff::format(&decoded.text, Path::new(name)),
            given => given,
        };
        match format {
            InputFormat::JsonLines => json::lines(self, &decoded, &place),
            InputFormat::Json => json::elements(self, &decoded, &place),
            InputFormat::Feed => xml::read(self, &decoded, &place),
            InputFormat::Auto | InputFormat::Text => record::text(self, &decoded, &place),
        }
    }

    /// One issue for all bytes of an input that could not be decoded.
    fn damaged(&mut self, damage: &[decode::Damage], place: &Place) {
        if let Some(first) = damage.first() {
            let place = Place { line: first.line, ..place.clone() };
            self.issue(&place, None, Severity::Error, damage_message(damage));
        }
    }
}

fn damage_message(damage: &[decode::Damage]) -> String {
    let (count, first) = (damage.len(), damage.first().map_or(0, |d| d.column));
    let times = if count == 1 { "a byte that is".to_owned() } else { format!("{count} bytes that are") };
    format!(
        "{times} not valid in the text's encoding, first after {first} bytes of the line, became U+FFFD; \
         convert the input to UTF-8"
    )
}

#[cfg(test)]
mod tests;
