//! Readers of labelled documents. The kind of a file is found from its content.
//!
//! | kind | found by |
//! |---|---|
//! | our JSON Lines | a JSON object on the first line |
//! | CoNLL-2012 coreference | `#begin document` |
//! | CoNLL-2002/2003, IOB1, IOB2, IOBES | rows whose last column is `O`, `B-…`, `I-…` |
//! | brat standoff | a `.ann` file with a `.txt` beside it |
//! | SlavicNER | rows of four columns under an id; its text is a `.txt` beside it, or in `raw` for `annotated` |
//! | neleval | rows of document, first and last character, entity, score and label; texts are `DOCUMENT.txt` beside |

mod brat;
mod conll;
mod conll2012;
mod iob;
mod lines;
mod neleval;
mod slavic;
#[cfg(test)]
mod tests;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::gold::Gold;

pub use iob::chunks;

/// Why labels could not be read. Labels with a fault are not measured with.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("cannot read {path}: {source}; check the name and the rights")]
    Io { path: PathBuf, source: io::Error },
    #[error("{path}:{line}: {message}")]
    Line { path: PathBuf, line: usize, message: String },
    #[error(
        "{path} holds no labels of a kind that is known: JSON Lines, CoNLL columns, CoNLL-2012, \
             brat, SlavicNER or neleval"
    )]
    Kind { path: PathBuf },
    #[error("{0}")]
    Faulty(String),
    #[error("no labelled document in the fixtures")]
    Empty,
}

/// Reads files and folders. In a folder, files of other kinds and feeds without a label are left out.
pub fn read(paths: &[PathBuf]) -> Result<Gold, ReadError> {
    let mut gold = Gold::default();
    for path in paths {
        if !path.is_dir() {
            if !file(path, false, &mut gold)? {
                return Err(ReadError::Kind { path: path.clone() });
            }
            continue;
        }
        for entry in walkdir::WalkDir::new(path).follow_links(true).sort_by_file_name() {
            let entry = entry.map_err(|error| {
                let at = error.path().unwrap_or(path).to_owned();
                ReadError::Io { path: at, source: error.into() }
            })?;
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            if entry.file_type().is_file() && !hidden {
                file(entry.path(), true, &mut gold)?;
            }
        }
    }
    if gold.documents.is_empty() {
        return Err(ReadError::Empty);
    }
    match gold.faults().first() {
        Some(fault) => Err(ReadError::Faulty(fault.clone())),
        None => Ok(gold),
    }
}

/// Whether the file holds labels; a broken one is an error, unless it was only `met` in a folder and has none.
fn file(path: &Path, met: bool, gold: &mut Gold) -> Result<bool, ReadError> {
    let load = |path: &Path| {
        let bytes = fs::read(path).map_err(|source| ReadError::Io { path: path.to_owned(), source })?;
        Ok::<_, ReadError>(String::from_utf8(bytes).ok())
    };
    let line = |(line, message)| ReadError::Line { path: path.to_owned(), line, message };
    let Some(text) = load(path)? else { return Ok(false) };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let name = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let set = name(path);
    if path.extension().is_some_and(|ending| ending == "ann") {
        let Some(labelled) = load(&path.with_extension("txt"))? else { return Ok(false) };
        let folder = path.parent().map(name).unwrap_or_default();
        brat::read(text, &labelled, &set, &folder, gold).map_err(line)?;
    } else if lines::fits(text) {
        if met && !lines::has_labels(text) {
            return Ok(false);
        }
        lines::read(text, &set, gold).map_err(line)?;
    } else if conll2012::fits(text) {
        conll2012::read(text, &set, gold);
    } else if conll::fits(text) {
        conll::read(text, &set, gold);
    } else if slavic::fits(text) {
        let beside = path.with_extension("txt");
        let raw: PathBuf =
            beside.iter().map(|part| if part == "annotated" { "raw".as_ref() } else { part }).collect();
        let source = if beside.is_file() { beside } else { raw };
        let Some(labelled) = load(&source)? else { return Ok(false) };
        let folder = path.parent().map(name).unwrap_or_default();
        slavic::read(text, &labelled, &folder, gold);
    } else if neleval::fits(text) {
        let beside = |id: &str| match path.with_file_name(format!("{id}.txt")) {
            source if source.is_file() => load(&source),
            _ => Ok(None),
        };
        neleval::read(text, &set, beside, line, gold)?;
    } else {
        return Ok(false);
    }
    Ok(true)
}
