//! What one run hands to the next: the documents of a window with what was found in them, and the groups
//! they were in. The only room that names the embedded database.
//!
//! A state is a folder with one file. A run opens it ([`Store::open`]), which keeps others out, reads all
//! of it, and commits once, at its very end ([`Store::commit`], one transaction): whenever the program is
//! stopped, the state is the one of the last run that ended. Documents are kept whole, vectors in sixteen
//! bits a number; groups are kept by the numbers of their documents.

mod annotated;
mod codec;
mod file;

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use crate::track::Known;
use crate::types::{Annotated, Fingerprint};

pub use file::Store;

/// Number of a document in the order in which a state took documents in.
pub type Number = u64;

/// A member of a group: a document, and where in it. Of an entity, the place in the document's list of mentions;
/// of an event, 0 where it is the document's main news, else one more than the byte where the aside begins.
pub type Member = (Number, u32);

/// All that a state holds.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// How many runs have been committed.
    pub run: u32,
    /// Those of the window, in the order in which they came.
    pub documents: Vec<Kept>,
    /// Documents that were read, by id: those of the window, and those that still come although they are
    /// older.
    pub seen: BTreeMap<String, Seen>,
    pub events: Vec<Known<Member>>,
    pub entities: Vec<Known<Member>>,
}

impl State {
    /// What reading a feed needs to know of the documents that were read before.
    pub fn fingerprints(&self) -> BTreeMap<String, Fingerprint> {
        self.seen.iter().map(|(id, seen)| (id.clone(), seen.fingerprint)).collect()
    }

    /// The number of the next document.
    pub fn next(&self) -> Number {
        self.documents.last().map_or(0, |kept| kept.number + 1)
    }
}

/// A document of the window.
#[derive(Clone, Debug)]
pub struct Kept {
    pub number: Number,
    pub annotated: Annotated,
}

impl Kept {
    /// The document as a state gives it back: the last bits of its vectors are gone.
    pub fn new(number: Number, annotated: &Annotated) -> Kept {
        let annotated = annotated::read(&annotated::write(annotated)).expect("what was just written");
        Kept { number, annotated }
    }
}

/// When a document was given. Times are those of the stream, in seconds since 1970; `None` while no
/// document of the stream had a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub fingerprint: Fingerprint,
    pub first: Option<i64>,
    pub last: Option<i64>,
}

/// What a run changes in a state. The groups replace those before.
#[derive(Clone, Debug, Default)]
pub struct Update {
    pub run: u32,
    pub added: Vec<Kept>,
    pub expired: Vec<Number>,
    pub seen: Vec<(String, Seen)>,
    pub forgotten: Vec<String>,
    pub events: Vec<Known<Member>>,
    pub entities: Vec<Known<Member>>,
}

/// Why a state is of no use.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    #[error("the state `{path}` cannot be opened; check the name and the rights")]
    Open { path: PathBuf, source: io::Error },
    #[error("the state `{path}` cannot be written; it is as the run before left it")]
    Write { path: PathBuf, source: io::Error },
    #[error("another exonym is at work on the state `{path}`; wait for it to end, or name another folder")]
    Busy { path: PathBuf },
    #[error(
        "the state `{path}` is damaged: {detail}; bring back a copy of it, or begin a new state in an empty folder"
    )]
    Damaged { path: PathBuf, detail: String },
    #[error(
        "the state `{path}` has format {found}, this version reads {}; run the version that wrote it, or begin a new state in an empty folder",
        file::FORMAT
    )]
    Format { path: PathBuf, found: String },
    #[error(
        "the state `{path}` was made with the model {found}, this run has {wanted}, whose vectors cannot be compared; name the old one with --model, or begin a new state in an empty folder"
    )]
    Model { path: PathBuf, found: String, wanted: String },
}
