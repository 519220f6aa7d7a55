//! Measures a run against labelled documents.
//!
//! [`read::read`] takes labels in ([`gold::Gold`]), [`predicted::Predicted`] the records of a run, and
//! [`score::Scores`] compares the two; [`metric`] holds the measures themselves, each equal to a reference
//! tool (`tests/fixtures/eval-parity`). All offsets of this room are characters of a field, as in records.
//! What has no gold has no score: `None`, never 0.

mod errors;
pub mod gold;
pub mod metric;
pub mod predicted;
pub mod read;
pub mod score;

pub use errors::{Fault, faults};
