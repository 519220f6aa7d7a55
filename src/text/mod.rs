//! Text as such: spans of bytes, sentences, folded and romanised copies.
//!
//! Nothing here knows of documents or models; the text itself is never changed.

pub mod segment;
mod span;

pub use span::{CharIndex, Span};
