//! What each verb does, one file a family.

pub mod diff;
pub mod doctor;
pub mod eval;
pub mod explain;
pub mod feed;
pub mod fetch;
pub mod models;
pub mod names;
mod state;

/// JSON Schema of the records.
pub const SCHEMA: &str = include_str!("../schema.json");
