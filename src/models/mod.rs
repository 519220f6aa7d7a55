//! A model is a folder of data: `model.toml` says what it is, the files beside it are checked by
//! their SHA-256.

mod folder;
mod manifest;

pub use folder::{FileCheck, Model, find, list, load, verify};
pub use manifest::{Architecture, FileEntry, Manifest, Source, Task};

use std::path::PathBuf;

use crate::{engine::EngineError, tokenize::TokenizeError};

/// Why a model is of no use.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    #[error("no model `{name}` in {}; name a folder that holds a model.toml with --model", places(.searched))]
    Missing { name: String, searched: Vec<PathBuf> },
    #[error("cannot read `{path}`; restore the model's folder, or name another with --model")]
    Read { path: PathBuf, source: std::io::Error },
    #[error("`{path}` is no manifest this version understands: {detail}")]
    Manifest { path: PathBuf, detail: String },
    #[error("`{path}` is damaged: {detail}; restore it (`exonym models verify` names every damaged file)")]
    Damaged { path: PathBuf, detail: String },
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error(transparent)]
    Tokenize(#[from] TokenizeError),
}

fn places(searched: &[PathBuf]) -> String {
    let named: Vec<String> = searched.iter().map(|p| format!("`{}`", p.display())).collect();
    if named.is_empty() { "any known folder".into() } else { named.join(", ") }
}
