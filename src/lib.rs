#![doc = include_str!("ARCHITECTURE.md")]

pub mod cluster;
pub mod decisions;
pub mod encode;
pub mod engine;
pub mod eval;
pub mod facts;
pub mod feed;
pub mod lang;
pub mod link;
pub mod models;
pub mod names;
pub mod ner;
pub mod pipeline;
pub mod store;
pub mod summary;
pub mod text;
pub mod tokenize;
#[cfg(feature = "torch")]
pub mod torch;
pub mod track;
pub mod types;

#[cfg(feature = "cli")]
pub mod cli;
