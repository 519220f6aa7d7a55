//! Sentences of a text. (In work.)
