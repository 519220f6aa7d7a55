//! One pass of the encoder over whole documents: label scores for every subword, a vector for every
//! sentence.
//!
//! Sentences are packed into windows in text order, so that each is read with its neighbours; a
//! sentence longer than a window is read in overlapping ones, and each of its subwords counts once,
//! where it has context on both sides. Nothing is cut off. Windows of equal padded length are run
//! together, which keeps a window's numbers independent of what else is in the batch.

mod window;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use crate::engine::{EngineError, TokenEncoder, TokenOutputs};
use crate::models::Model;
use crate::text::Span;
use crate::tokenize::{Token, TokenizeError, Tokenizer};
use crate::types::{Document, Lang, normalize};
use window::{Window, windows};

/// Subword tokens of a batch, padding included.
const BATCH_TOKENS: usize = 1024;
/// Windows are padded to a multiple of this.
const LENGTH_STEP: usize = 8;

/// Tags of roles: none, and a role's first and other tokens, of the person after it and of the one before it.
pub const ROLE_TAGS: usize = 5;

/// A sentence to encode.
#[derive(Clone, Copy, Debug)]
pub struct SentenceInput {
    pub span: Span,
    pub lang: Lang,
}

/// What the encoder says of one sentence.
#[derive(Clone, Debug, Default)]
pub struct EncodedSentence {
    /// In bytes of the document, in order.
    pub tokens: Vec<Token>,
    /// `tokens × labels` scores before the softmax.
    pub logits: Vec<f32>,
    /// Mean of the token states.
    pub pooled: Vec<f32>,
    /// `tokens × ROLE_TAGS` scores; empty where the model finds no roles.
    pub roles: Vec<f32>,
}

/// Why a document could not be encoded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error(transparent)]
    Tokenize(#[from] TokenizeError),
}

/// Encodes documents; the result has one entry a document and in it one a sentence, in order.
/// `jobs` threads share the work; the numbers do not depend on it.
///
/// # Errors
/// If the tokenizer or the network fails; then for all documents of the call.
pub fn encode(
    documents: &[(&Document, &[SentenceInput])],
    model: &Model,
    jobs: usize,
) -> Result<Vec<Vec<EncodedSentence>>, EncodeError> {
    let tokenized = parallel(documents, jobs, |(document, sentences)| {
        sentences
            .iter()
            .map(|s| tokenize(&model.tokenizer, document.text(), s.span))
            .collect::<Result<Vec<_>, _>>()
    });
    let mut tokens: Vec<Vec<Vec<Token>>> = Vec::with_capacity(documents.len());
    for document in tokenized {
        tokens.push(document?);
    }
    let limit = model.encoder.max_tokens() - 2;
    let mut all: Vec<(usize, Window)> = Vec::new();
    for (doc, sentences) in tokens.iter().enumerate() {
        let lengths: Vec<usize> = sentences.iter().map(Vec::len).collect();
        all.extend(windows(&lengths, limit).into_iter().map(|w| (doc, w)));
    }
    let mut batches: Vec<Vec<usize>> = Vec::new();
    let padded = |w: &Window| (w.len() + 2).next_multiple_of(LENGTH_STEP);
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(padded(&all[i].1)));
    for i in order {
        let length = padded(&all[i].1);
        match batches.last_mut() {
            Some(batch)
                if padded(&all[batch[0]].1) == length && (batch.len() + 1) * length <= BATCH_TOKENS =>
            {
                batch.push(i);
            }
            _ => batches.push(vec![i]),
        }
    }
    let outputs = parallel(&batches, jobs, |batch| {
        let ids: Vec<Vec<u32>> =
            batch.iter().map(|&i| ids(&tokens[all[i].0], &all[i].1, &model.tokenizer)).collect();
        let ids: Vec<&[u32]> = ids.iter().map(Vec::as_slice).collect();
        let outputs = model.encoder.encode(&ids)?.into_iter().zip(ids);
        outputs.map(|(read, ids)| Ok((role_scores(model, &read, ids.len())?, read))).collect()
    });
    let mut out: Vec<Vec<EncodedSentence>> = tokens
        .into_iter()
        .map(|sentences| {
            sentences.into_iter().map(|tokens| EncodedSentence { tokens, ..Default::default() }).collect()
        })
        .collect();
    let mut by_window: Vec<Option<Read>> = vec![None; all.len()];
    for (batch, outputs) in batches.iter().zip(outputs) {
        let outputs: Result<Vec<Read>, EngineError> = outputs;
        for (&i, output) in batch.iter().zip(outputs?) {
            by_window[i] = Some(output);
        }
    }
    for ((doc, window), output) in all.iter().zip(by_window) {
        if let Some(output) = output {
            scatter(&mut out[*doc], window, &output, &*model.encoder);
        }
    }
    for sentence in out.iter_mut().flatten() {
        let n = sentence.tokens.len().max(1) as f32;
        sentence.pooled.iter_mut().for_each(|v| *v /= n);
    }
    Ok(out)
}

/// The subwords of a sentence, in bytes of the document. Pure markers and space are dropped.
fn tokenize(tokenizer: &Tokenizer, text: &str, sentence: Span) -> Result<Vec<Token>, TokenizeError> {
    let mut out = Vec::new();
    for piece in window::chunks(text, sentence) {
        for token in tokenizer.encode(piece.of(text))? {
            let span = token.span.shifted(piece.start as usize).trimmed(text);
            out.push(Token { id: token.id, span });
        }
    }
    Ok(out)
}

fn ids(sentences: &[Vec<Token>], window: &Window, tokenizer: &Tokenizer) -> Vec<u32> {
    let mut ids = Vec::with_capacity(window.len() + 2);
    ids.push(tokenizer.begin());
    for part in &window.parts {
        ids.extend(sentences[part.sentence][part.tokens.clone()].iter().map(|t| t.id));
    }
    ids.push(tokenizer.end());
    ids
}

/// Scores of role tags and what they were read from.
type Read = (Vec<f32>, TokenOutputs);

fn role_scores(model: &Model, read: &TokenOutputs, tokens: usize) -> Result<Vec<f32>, EngineError> {
    model.roles.as_ref().map_or(Ok(Vec::new()), |head| head.scores(read, tokens, ROLE_TAGS))
}

/// Adds what a window says of its sentences; only the kept tokens count.
fn scatter(
    document: &mut [EncodedSentence],
    window: &Window,
    (roles, output): &Read,
    encoder: &dyn TokenEncoder,
) {
    let (labels, hidden) = (encoder.labels(), encoder.hidden());
    let mut row = 1;
    for part in &window.parts {
        let sentence = &mut document[part.sentence];
        sentence.pooled.resize(hidden, 0.0);
        for token in part.tokens.clone() {
            if part.keep.contains(&token) {
                sentence.logits.extend_from_slice(&output.logits[row * labels..(row + 1) * labels]);
                if let Some(scores) = roles.get(row * ROLE_TAGS..(row + 1) * ROLE_TAGS) {
                    sentence.roles.extend_from_slice(scores);
                }
                let state = &output.states[row * hidden..(row + 1) * hidden];
                sentence.pooled.iter_mut().zip(state).for_each(|(sum, v)| *sum += v);
            }
            row += 1;
        }
    }
}

/// The vector of a pooled state in the space that all languages share: unit length, the mean of its
/// language taken off, unit length again.
pub fn shared_vector(pooled: &[f32], mean: &[f32]) -> Vec<f32> {
    let mut vector = pooled.to_vec();
    normalize(&mut vector);
    vector.iter_mut().zip(mean).for_each(|(v, m)| *v -= m);
    normalize(&mut vector);
    vector
}

/// Maps `items` on `jobs` threads, results in order.
pub(crate) fn parallel<T: Sync, R: Send>(items: &[T], jobs: usize, f: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let jobs = jobs.min(items.len());
    if jobs < 2 {
        return items.iter().map(f).collect();
    }
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            let sender = sender.clone();
            let (next, f) = (&next, &f);
            scope.spawn(move || {
                while let Some(item) = {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    items.get(i).map(|t| (i, t))
                } {
                    let _ = sender.send((item.0, f(item.1)));
                }
            });
        }
    });
    drop(sender);
    let mut results: Vec<(usize, R)> = receiver.into_iter().collect();
    results.sort_by_key(|(i, _)| *i);
    results.into_iter().map(|(_, r)| r).collect()
}
