//! Text to subword ids with byte offsets.
//!
//! Normaliser, pre-tokenizer and offset bookkeeping are those of the `tokenizers` crate, which only
//! this folder names. The unigram model under them is our own (`vocabulary`): the crate's builds a
//! map and a trie of all pieces, a second of work that a short run cannot afford. Checkpoints of the hub
//! bring a `tokenizer.json`, which is read as it is.

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

/// The unigram tokenizer of the shipped model, or that of a checkpoint.
pub struct Tokenizer {
    inner: Inner,
    begin: u32,
    end: u32,
}

enum Inner {
    Mapped(
        Box<TokenizerImpl<Vocabulary, NormalizerWrapper, Metaspace, PostProcessorWrapper, DecoderWrapper>>,
    ),
    Json(Box<tokenizers::Tokenizer>),
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
        Ok(Self { inner: Inner::Mapped(Box::new(inner)), begin: BEGIN, end: END })
    }

    /// Loads a checkpoint's `tokenizer.json`.
    ///
    /// # Errors
    /// If the file cannot be read or is no tokenizer.
    pub fn from_json(path: &Path) -> Result<Self, TokenizeError> {
        let bytes =
            std::fs::read(path).map_err(|source| TokenizeError::Read { path: path.to_owned(), source })?;
        let damaged = |detail: String| TokenizeError::Damaged { path: path.to_owned(), detail };
        let mut inner = tokenizers::Tokenizer::from_bytes(bytes).map_err(|e| damaged(e.to_string()))?;
        // Windows are ours to cut and to pad.
        inner.with_truncation(None).map_err(|e| damaged(e.to_string()))?;
        inner.with_padding(None);
        let frame = inner.encode("", true).map_err(|e| damaged(e.to_string()))?;
        let ids = frame.get_ids();
        let (Some(&begin), Some(&end)) = (ids.first(), ids.last()) else {
            return Err(damaged("it adds no token that ends a text".into()));
        };
        Ok(Self { inner: Inner::Json(Box::new(inner)), begin, end })
    }

    /// Number of pieces.
    pub fn size(&self) -> usize {
        match &self.inner {
            Inner::Mapped(inner) => inner.get_vocab_size(false),
            Inner::Json(inner) => inner.get_vocab_size(true),
        }
    }

    /// The piece that begins a sequence; where the model has none, that which ends it.
    pub fn begin(&self) -> u32 {
        self.begin
    }

    /// The piece that ends a sequence.
    pub fn end(&self) -> u32 {
        self.end
    }

    /// The id of a piece.
    pub fn id(&self, piece: &str) -> Option<u32> {
        match &self.inner {
            Inner::Mapped(inner) => inner.token_to_id(piece),
            Inner::Json(inner) => inner.token_to_id(piece),
        }
    }

    /// Cuts a text; no special tokens are added. Byte spans refer to `text`.
    ///
    /// # Errors
    /// If the library fails, which no text is known to cause.
    pub fn encode(&self, text: &str) -> Result<Vec<Token>, TokenizeError> {
        let encoding = self.encoding(text, false)?;
        let tokens = encoding.get_ids().iter().zip(encoding.get_offsets());
        Ok(tokens.map(|(&id, &(start, end))| Token { id, span: Span::new(start, end) }).collect())
    }

    /// The ids of a text with the special tokens that the model wants around it.
    ///
    /// # Errors
    /// As [`Tokenizer::encode`].
    pub fn framed(&self, text: &str) -> Result<Vec<u32>, TokenizeError> {
        Ok(self.encoding(text, true)?.get_ids().to_vec())
    }

    /// The text of ids, special tokens left out.
    ///
    /// # Errors
    /// If the library fails.
    pub fn decode(&self, ids: &[u32]) -> Result<String, TokenizeError> {
        let text = match &self.inner {
            Inner::Mapped(inner) => inner.decode(ids, true),
            Inner::Json(inner) => inner.decode(ids, true),
        };
        text.map_err(|e| TokenizeError::Encode(e.to_string()))
    }

    fn encoding(&self, text: &str, framed: bool) -> Result<tokenizers::Encoding, TokenizeError> {
        let encoding = match &self.inner {
            Inner::Mapped(inner) => inner.encode(text, framed),
            Inner::Json(inner) => inner.encode(text, framed),
        };
        encoding.map_err(|e| TokenizeError::Encode(e.to_string()))
    }
}
