//! Token ids in, numbers out: the network behind one small trait.
//!
//! The engine knows neither texts nor labels. `rten.rs` is the only file that names the inference
//! library; another engine is another implementation of [`TokenEncoder`], as that on libtorch is (feature
//! `torch`). What writes text is a [`Seq2Seq`]; this room has none of its own.

mod quantized;
mod rten;

use std::path::PathBuf;

pub use quantized::EmbeddingTable;
pub use rten::{RtenEncoder, RtenHead};

/// What the network says of one sequence, row by row in token order.
#[derive(Clone, Debug, PartialEq)]
pub struct TokenOutputs {
    /// `tokens × labels` scores before the softmax.
    pub logits: Vec<f32>,
    /// `tokens × hidden` states, from which text vectors are pooled.
    pub states: Vec<f32>,
}

/// A transformer that gives label scores and states for every token in one pass.
pub trait TokenEncoder: Send + Sync {
    /// Number of labels.
    fn labels(&self) -> usize;

    /// Width of a state.
    fn hidden(&self) -> usize;

    /// Longest sequence, special tokens included.
    fn max_tokens(&self) -> usize;

    /// Runs a batch on the calling thread. A sequence's numbers depend on nothing but the sequence
    /// as long as all sequences of the batch have one length.
    ///
    /// # Errors
    /// A sequence that is empty, too long or holds an id outside the vocabulary, or a failure inside
    /// the network.
    fn encode(&self, batch: &[&[u32]]) -> Result<Vec<TokenOutputs>, EngineError>;
}

/// A small network over what a [`TokenEncoder`] says of a sequence: scores for every token, row by row.
pub trait TokenHead: Send + Sync {
    /// # Errors
    /// A failure inside the network, or another number of scores than `width` for every token.
    fn scores(&self, read: &TokenOutputs, tokens: usize, width: usize) -> Result<Vec<f32>, EngineError>;
}

/// That each sequence of a batch has tokens, and no more than a network can read.
pub(crate) fn readable(batch: &[&[u32]], max: usize) -> Result<(), EngineError> {
    match batch.iter().find(|ids| ids.is_empty() || ids.len() > max) {
        Some(ids) => Err(EngineError::Length { tokens: ids.len(), max }),
        None => Ok(()),
    }
}

/// The numbers of a batch padded to the longest of `lengths`, sequence by sequence and without padding.
pub(crate) fn outputs(
    lengths: &[usize],
    (logits, labels): (&[f32], usize),
    (states, hidden): (&[f32], usize),
) -> Result<Vec<TokenOutputs>, EngineError> {
    let padded = lengths.iter().copied().max().unwrap_or(0);
    if logits.len() != lengths.len() * padded * labels {
        return Err(EngineError::Run(format!("{} label scores instead of {labels}", logits.len())));
    }
    let rows = |all: &[f32], i: usize, width: usize| {
        let start = i * padded * width;
        all[start..start + lengths[i] * width].to_vec()
    };
    let sequence = |i| TokenOutputs { logits: rows(logits, i, labels), states: rows(states, i, hidden) };
    Ok((0..lengths.len()).map(sequence).collect())
}

/// A transformer that reads one sequence of tokens and writes another.
pub trait Seq2Seq: Send + Sync {
    /// Longest sequence it reads, special tokens included.
    fn max_tokens(&self) -> usize;

    /// The tokens written for `input`, which has its special tokens. `first` is the token that the text must
    /// begin with, such as that of a language.
    ///
    /// # Errors
    /// A sequence that is empty, too long or holds an id outside the vocabulary, or a failure inside
    /// the network.
    fn generate(&self, input: &[u32], first: Option<u32>) -> Result<Vec<u32>, EngineError>;
}

/// Why a network could not be loaded or run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    #[error("cannot read `{path}`; fetch the model again or name another with --model")]
    Read { path: PathBuf, source: std::io::Error },
    #[error(
        "`{path}` is not a network this version can run ({detail}); `exonym models verify` compares its checksums"
    )]
    Load { path: PathBuf, detail: String },
    #[error("`{path}` has {bytes} bytes, which is no whole number of rows of {row} bytes")]
    Table { path: PathBuf, bytes: usize, row: usize },
    #[error("a sequence of {tokens} tokens was given, the network takes 1 to {max}")]
    Length { tokens: usize, max: usize },
    #[error("token id {id} is outside the vocabulary of {rows}")]
    Vocabulary { id: u32, rows: usize },
    #[error("the network failed: {0}")]
    Run(String),
}
