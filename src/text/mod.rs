//! Text as such: spans of bytes, sentences, folded and romanised copies.
//!
//! Nothing here knows of documents or models; the text itself is never changed.

mod abbreviation;
mod edit;
mod exact;
pub mod fold;
pub mod segment;
mod span;
pub mod translit;
mod unspaced;

pub use edit::edits;
pub use exact::exact;
pub use span::{CharIndex, Span};
pub use unspaced::is_unspaced;
