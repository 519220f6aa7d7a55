//! A model is a folder of data: `model.toml` says what it is, the files beside it are checked by
//! their SHA-256. The folder of a checkpoint of the model hub needs no `model.toml`: its `config.json`
//! tells what it is.
//!
//! A [`Model`] tags and embeds, a [`Writer`] translates or summarizes. Which [engine](crate::engine) runs
//! them is settled here and nowhere else.

mod add;
mod card;
mod config;
mod folder;
mod labels;
mod languages;
mod manifest;
mod writer;

pub use add::{added, is_non_commercial, is_used};
pub use folder::{Engine, FileCheck, Model, Route, find, list, load, load_on, sha256, verify};
pub use manifest::{Architecture, FileEntry, Manifest, Source, Task};
pub use writer::{Summarizer, Translator, WriteError, Writer};

use std::path::PathBuf;

use crate::{engine::EngineError, tokenize::TokenizeError};

/// Why a model is of no use.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    #[error("no model `{name}` in {}; name with --model a folder that holds a model.toml or a checkpoint's config.json", places(.searched))]
    Missing { name: String, searched: Vec<PathBuf> },
    #[error("cannot read `{path}`; restore the model's folder, or name another with --model")]
    Read { path: PathBuf, source: std::io::Error },
    #[error("`{path}` is no manifest this version understands: {detail}")]
    Manifest { path: PathBuf, detail: String },
    #[error("`{path}` is damaged: {detail}; restore it (`exonym models verify` names every damaged file)")]
    Damaged { path: PathBuf, detail: String },
    #[error(
        "`{path}` needs the engine of libtorch, which this program was built without; build it with --features torch"
    )]
    NoTorch { path: PathBuf },
    #[error("`{path}` is a model that can {is}, not one that can {asked}; name another")]
    Task { path: PathBuf, is: &'static str, asked: &'static str },
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error(transparent)]
    Tokenize(#[from] TokenizeError),
}

fn places(searched: &[PathBuf]) -> String {
    let named: Vec<String> = searched.iter().map(|p| format!("`{}`", p.display())).collect();
    if named.is_empty() { "any known folder".into() } else { named.join(", ") }
}
