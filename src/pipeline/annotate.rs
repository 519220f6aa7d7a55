//! The stages that look at one document at a time: language, sentences, names, vectors.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Progress;
use crate::encode::{self, EncodeError, EncodedSentence, SentenceInput, parallel, shared_vector};
use crate::lang;
use crate::models::Model;
use crate::ner::{Decoder, RoleReader};
use crate::text::segment;
use crate::types::{Annotated, Document, Lang, Languages, Mention, Sentence, normalize};

/// Bytes of text that are encoded at once: bounds the memory of a run and lets progress be seen.
const CHUNK_BYTES: usize = 1 << 19;

/// The language of each document and its parts.
pub fn detect(document: &Document) -> Languages {
    lang::detect(document)
}

pub(super) fn languages_only(
    documents: Vec<Document>,
    known: &BTreeMap<String, Lang>,
    jobs: usize,
) -> Vec<Annotated> {
    let languages = parallel(&documents, jobs, |document| languages(document, known));
    let bare = |(document, languages)| Annotated::new(Arc::new(document), languages);
    documents.into_iter().zip(languages).map(bare).collect()
}

/// What is found, or in the language that is known.
fn languages(document: &Document, known: &BTreeMap<String, Lang>) -> Languages {
    let mut found = detect(document);
    if let Some(&lang) = known.get(document.id()) {
        (found.lang, found.confidence) = (lang, 1.0);
        found.spans.iter_mut().for_each(|span| span.lang = lang);
    }
    found
}

/// What is known of the documents before they are read.
#[derive(Clone, Copy)]
pub(super) struct Known<'k> {
    /// Mentions that replace the tagger's.
    pub mentions: &'k BTreeMap<String, Vec<Mention>>,
    /// Languages that replace those found.
    pub languages: &'k BTreeMap<String, Lang>,
    /// Whether a later stage asks for vectors.
    pub vectors: bool,
}

/// Everything that is found in single documents.
pub(super) fn annotate(
    documents: Vec<Document>,
    known: Known,
    model: &Model,
    jobs: usize,
    progress: &dyn Progress,
) -> Result<Vec<Annotated>, EncodeError> {
    let decoder = Decoder::new(&model.manifest.labels);
    let reader = RoleReader::default();
    let routed: Vec<Decoder> = model.routes.iter().map(|r| Decoder::new(&r.tagger.manifest.labels)).collect();
    let total = documents.len();
    let mut out = Vec::with_capacity(total);
    let mut rest = documents.into_iter().peekable();
    while rest.peek().is_some() {
        let (mut chunk, mut bytes) = (Vec::new(), 0);
        while let Some(document) = rest.next_if(|_| bytes < CHUNK_BYTES) {
            bytes += document.text().len();
            chunk.push(document);
        }
        let prepared = parallel(&chunk, jobs, |document| prepare(document, known.languages));
        let given = |i: usize| known.mentions.get(chunk[i].id());
        // Sentences whose names another tagger gives are read by this one for their vectors alone.
        let own = |_: usize, s: &SentenceInput| known.vectors || model.route(s.lang).is_none();
        let encoded = encode_some(&chunk, &prepared, own, model, jobs)?;
        let mut tagged = Vec::with_capacity(routed.len());
        for (number, route) in model.routes.iter().enumerate() {
            let taken =
                |i: usize, s: &SentenceInput| given(i).is_none() && model.route(s.lang) == Some(number);
            tagged.push(encode_some(&chunk, &prepared, taken, &route.tagger, jobs)?);
        }
        let work: Vec<usize> = (0..chunk.len()).collect();
        let found = parallel(&work, jobs, |&i| {
            let (text, sentences) = (chunk[i].text(), &prepared[i].1);
            let mut names = vec![Vec::new(); sentences.len()];
            let mut read = |decoder: &Decoder, encoded: &[EncodedSentence], route: Option<usize>| {
                let mine: Vec<usize> =
                    (0..sentences.len()).filter(|&s| model.route(sentences[s].lang) == route).collect();
                let inputs: Vec<&EncodedSentence> = mine.iter().map(|&s| &encoded[s]).collect();
                mine.into_iter().zip(decoder.mentions(text, &inputs)).for_each(|(s, found)| names[s] = found);
            };
            if given(i).is_none() {
                read(&decoder, &encoded[i], None);
                routed.iter().enumerate().for_each(|(n, decoder)| read(decoder, &tagged[n][i], Some(n)));
            }
            let mentions = given(i).cloned().unwrap_or_else(|| names.concat());
            let roles =
                encoded[i].iter().flat_map(|sentence| reader.roles(text, sentence, &mentions)).collect();
            let (sentences, vector) = vectors(sentences, &encoded[i], model);
            (sentences, mentions, roles, vector)
        });
        for ((document, (languages, _)), found) in chunk.into_iter().zip(prepared).zip(found) {
            let (sentences, mentions, roles, vector) = found;
            out.push(Annotated {
                document: Arc::new(document),
                languages,
                sentences,
                mentions,
                roles,
                vector,
            });
        }
        progress.documents(out.len(), total);
    }
    Ok(out)
}

/// Language and sentences of a document, title first.
pub(super) fn prepare(
    document: &Document,
    known: &BTreeMap<String, Lang>,
) -> (Languages, Vec<SentenceInput>) {
    let languages = languages(document, known);
    let mut sentences = Vec::new();
    for side in [document.title(), document.body()] {
        let lang = languages.at(side.start);
        for span in segment::sentences(document.text(), side, lang) {
            sentences.push(SentenceInput { span, lang: languages.at(span.start) });
        }
    }
    (languages, sentences)
}

/// Encodes the sentences of which `taken` says so; the others come out empty.
fn encode_some(
    documents: &[Document],
    prepared: &[(Languages, Vec<SentenceInput>)],
    taken: impl Fn(usize, &SentenceInput) -> bool,
    model: &Model,
    jobs: usize,
) -> Result<Vec<Vec<EncodedSentence>>, EncodeError> {
    let some: Vec<Vec<SentenceInput>> = prepared
        .iter()
        .enumerate()
        .map(|(i, (_, sentences))| sentences.iter().filter(|s| taken(i, s)).copied().collect())
        .collect();
    let inputs: Vec<(&Document, &[SentenceInput])> =
        documents.iter().zip(&some).map(|(d, s)| (d, s.as_slice())).collect();
    let encoded = encode::encode(&inputs, model, jobs)?;
    let in_place =
        |(i, (encoded, (_, sentences))): (usize, (Vec<EncodedSentence>, &(_, Vec<SentenceInput>)))| {
            let mut encoded = encoded.into_iter();
            sentences
                .iter()
                .map(|s| {
                    if taken(i, s) { encoded.next().unwrap_or_default() } else { EncodedSentence::default() }
                })
                .collect()
        };
    Ok(encoded.into_iter().zip(prepared).enumerate().map(in_place).collect())
}

/// The sentences of a document with their vectors, and the vector of the whole.
fn vectors(
    sentences: &[SentenceInput],
    encoded: &[EncodedSentence],
    model: &Model,
) -> (Vec<Sentence>, Vec<f32>) {
    let mut out = Vec::with_capacity(sentences.len());
    let mut sum = vec![0f32; model.manifest.hidden];
    for (input, encoded) in sentences.iter().zip(encoded) {
        let vector = if encoded.pooled.is_empty() {
            Vec::new()
        } else {
            shared_vector(&encoded.pooled, model.mean(input.lang))
        };
        // Long sentences say more, but no single one may stand for the document.
        let weight = (encoded.tokens.len() as f32).sqrt();
        sum.iter_mut().zip(&vector).for_each(|(s, v)| *s += v * weight);
        out.push(Sentence { span: input.span, lang: input.lang, vector });
    }
    normalize(&mut sum);
    (out, sum)
}
