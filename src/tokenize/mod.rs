//! Text to subword ids with byte offsets.
//!
//! Normaliser, pre-tokenizer and offset bookkeeping are those of the `tokenizers` crate, which only
//! this folder names. The unigram model under them is our own (`vocabulary`): the crate's builds a
//! map and a trie of all pieces, a second of work that a short run cannot afford.

mod vocabulary;

use std::path::{Path, PathBuf};

use tokenizers::decoders::DecoderWrapper;
use tokenizers::normalizers::replace::ReplacePattern;
use tokenizers::normalizers::{NormalizerWrapper, Precompiled, Replace, Sequence};
use tokenizers::pre_tokenizers::metaspace::{Metaspace, PrependScheme};
use tokenizers::{PostProcessorWrapper, TokenizerImpl};

use crate::text::Span;
use vocabulary::Vocabulary;

/// The piece that begins a sequence.
pub const BEGIN: u32 = 0;
/// The piece that ends a sequence.
pub const END: u32 = 2;

/// A subword with its place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub id: u32,
    /// Bytes of the text that was given; leading space may be inside, empty for pure markers.
    pub span: Span,
}

/// A SentencePiece unigram tokenizer.
pub struct Tokenizer {
    inner: TokenizerImpl<Vocabulary, NormalizerWrapper, Metaspace, PostProcessorWrapper, DecoderWrapper>,
}

/// Why a tokenizer could not be loaded or a text not be cut.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TokenizeError {
    #[error("cannot read `{path}`; fetch the model again or name another with --model")]
    Read { path: PathBuf, source: std::io::Error },
    #[error("`{path}` is damaged: {detail}; `exonym models verify` compares its checksums")]
    Damaged { path: PathBuf, detail: String },
    #[error("the text could not be cut into subwords: {0}")]
    Encode(String),
}

impl Tokenizer {
    /// Loads `vocabulary.bin` and `normalizer.bin`.
    ///
    /// # Errors
    /// If a file cannot be read or is damaged.
    pub fn load(vocabulary: &Path, normalizer: &Path) -> Result<Self, TokenizeError> {
        let damaged = |detail: String| TokenizeError::Damaged { path: normalizer.to_owned(), detail };
        let bytes = std::fs::read(normalizer)
            .map_err(|source| TokenizeError::Read { path: normalizer.to_owned(), source })?;
        let map = Precompiled::from(&bytes).map_err(|e| damaged(e.to_string()))?;
        let spaces =
            Replace::new(ReplacePattern::Regex(" {2,}".into()), " ").map_err(|e| damaged(e.to_string()))?;
        let mut inner = TokenizerImpl::new(Vocabulary::open(vocabulary)?);
        let steps = Sequence::new(vec![map.into(), spaces.into()]);
        inner
            .with_normalizer(Some(NormalizerWrapper::Sequence(steps)))
            .map_err(|e| damaged(e.to_string()))?
            .with_pre_tokenizer(Some(Metaspace::new('▁', PrependScheme::Always, true)));
        Ok(Self { inner })
    }

    /// Number of pieces.
    pub fn size(&self) -> usize {
        self.inner.get_vocab_size(false)
    }

    /// Cuts a text; no special tokens are added. Byte spans refer to `text`.
    ///
    /// # Errors
    /// If the library fails, which no text is known to cause.
    pub fn encode(&self, text: &str) -> Result<Vec<Token>, TokenizeError> {
        let encoding = self.inner.encode(text, false).map_err(|e| TokenizeError::Encode(e.to_string()))?;
        let tokens = encoding.get_ids().iter().zip(encoding.get_offsets());
        Ok(tokens.map(|(&id, &(start, end))| Token { id, span: Span::new(start, end) }).collect())
    }
}
