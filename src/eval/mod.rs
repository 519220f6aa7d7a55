//! Measures a run against labelled documents.

pub mod metric;
