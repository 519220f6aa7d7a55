//! Models that write: summaries in a model's own words, and summaries in a language that no source has.
//!
//! Whatever they write is read by the tagger, as documents are, and held against the places that it cites
//! ([`summary::Proof`]). What is not proved is not told: the source's own words stay, and an issue says why.

use std::collections::BTreeMap;

use super::annotate::{self, Known};
use super::{Options, PipelineError, Report, jobs};
use crate::models::{Model, Summarizer, Translator};
use crate::summary::{self, Proof, Unproved};
use crate::text::{Span, segment};
use crate::types::{
    Annotated, Cite, Document, DocumentParts, Entity, Event, Issue, Lang, Severity, Stage, Summary,
    SummarySentence, Writing, Written,
};

/// The models that write, in the order in which they are asked: the first that has the language does it.
#[derive(Clone, Default)]
pub struct Writers<'w> {
    pub summarizers: Vec<&'w dyn Summarizer>,
    pub translators: Vec<&'w dyn Translator>,
}

impl Writers<'_> {
    pub fn is_empty(&self) -> bool {
        self.summarizers.is_empty() && self.translators.is_empty()
    }
}

/// A text is taken for one in another language than it should be if that is as sure as this.
const SURE: f32 = 0.9;

/// Tells the events of a report, which have been told in sentences of their sources, by way of models.
/// `model` is the one that tagged the documents.
///
/// # Errors
/// If a model fails.
pub fn rewrite(
    report: &mut Report,
    model: &Model,
    writers: &Writers,
    options: &Options,
) -> Result<(), PipelineError> {
    if !writers.summarizers.is_empty() {
        summarize(report, model, writers, options)?;
    }
    if let Some(into) = options.into.filter(|_| !writers.translators.is_empty()) {
        translate(report, model, writers, into, options)?;
    }
    Ok(())
}

/// A text of a model that is to be proved.
struct Draft {
    event: usize,
    /// Number of the sentence; `None` for the headline.
    sentence: Option<usize>,
    text: String,
    lang: Lang,
    /// What it was made from.
    cites: Vec<Cite>,
    by: Vec<Writing>,
}

/// The drafts as documents are read: languages, names, vectors.
fn read(drafts: &[Draft], model: &Model, options: &Options) -> Result<Vec<Annotated>, PipelineError> {
    let document = |(i, draft): (usize, &Draft)| {
        let parts = DocumentParts { id: i.to_string(), text: draft.text.clone(), ..DocumentParts::default() };
        Document::new(parts)
    };
    let documents: Vec<Document> = drafts.iter().enumerate().map(document).collect();
    let languages: BTreeMap<String, Lang> =
        drafts.iter().enumerate().map(|(i, draft)| (i.to_string(), draft.lang)).collect();
    let known = Known { mentions: &BTreeMap::new(), languages: &languages, vectors: true };
    Ok(annotate::annotate(documents, known, model, jobs(options), &())?)
}

/// What comes of holding a draft against the sources of its event, or why it is not told. `last` keeps the
/// proof for the drafts of the same event that follow.
fn held<'r, T>(
    draft: &Draft,
    read: &Annotated,
    (events, documents, entities): (&'r [Event], &'r [Annotated], &'r [Entity]),
    last: &mut Option<(usize, Proof<'r>)>,
    holds: impl FnOnce(&Proof<'r>, &Annotated, &[Cite]) -> Result<T, Unproved>,
) -> Result<T, String> {
    let found = annotate::detect(&read.document);
    if found.lang.is_known() && found.lang != draft.lang && found.confidence >= SURE {
        return Err(format!("it is in `{}` instead of `{}`", found.lang, draft.lang));
    }
    let proof = match last.take() {
        Some((event, proof)) if event == draft.event => proof,
        _ => Proof::new(&events[draft.event], documents, entities),
    };
    let (_, proof) = last.insert((draft.event, proof));
    holds(proof, read, &draft.cites).map_err(|why| why.to_string())
}

fn refused(event: &Event, what: &str, text: &str, why: &str) -> Issue {
    Issue {
        doc: None,
        input: None,
        line: None,
        stage: Stage::Summary,
        severity: Severity::Warning,
        message: format!("event `{}`: {what} is not told, {why}: {text}", event.id),
    }
}

/// Summaries in a model's own words, where they are proved; the others stay.
fn summarize(
    report: &mut Report,
    model: &Model,
    writers: &Writers,
    options: &Options,
) -> Result<(), PipelineError> {
    let mut drafts = Vec::new();
    for (number, event) in report.events.iter().enumerate() {
        let told = summary::Options { into: options.into, max_chars: options.max_chars };
        let material = summary::material(event, &report.documents, &report.entities, &told);
        let writer = writers.summarizers.iter().find(|w| w.summarizes(material.lang));
        let Some(writer) = writer.filter(|_| !material.text.is_empty()) else { continue };
        let text = writer.summarize(&material.text)?;
        for (n, span) in
            segment::sentences(&text, Span::new(0, text.len()), material.lang).into_iter().enumerate()
        {
            drafts.push(Draft {
                event: number,
                sentence: Some(n),
                text: span.of(&text).to_owned(),
                lang: material.lang,
                cites: material.cites.clone(),
                by: vec![Writing { written: Written::Summarized, model: writer.name().to_owned() }],
            });
        }
    }
    let read = read(&drafts, model, options)?;
    let mut written: BTreeMap<usize, Summary> = BTreeMap::new();
    let (sources, mut last) = ((&*report.events, &*report.documents, &*report.entities), None);
    for (draft, read) in drafts.into_iter().zip(&read) {
        match held(&draft, read, sources, &mut last, Proof::cites) {
            Err(why) => {
                let event = &report.events[draft.event];
                report.issues.push(refused(event, "a generated sentence", &draft.text, &why));
            }
            Ok(cites) => {
                let summary = written.entry(draft.event);
                let summary = summary.or_insert_with(|| Summary { lang: draft.lang, sentences: Vec::new() });
                let told: usize = summary.sentences.iter().map(|s| s.text.chars().count() + 1).sum();
                if told + draft.text.chars().count() <= options.max_chars {
                    let by = draft.by;
                    summary.sentences.push(SummarySentence { text: draft.text, cites, lang: None, by });
                }
            }
        }
    }
    for (event, summary) in written.into_iter().filter(|(_, summary)| !summary.sentences.is_empty()) {
        report.events[event].summary = Some(summary);
    }
    Ok(())
}

/// Summaries and headlines in `into`, sentence by sentence; what is not proved stays in its own language.
fn translate(
    report: &mut Report,
    model: &Model,
    writers: &Writers,
    into: Lang,
    options: &Options,
) -> Result<(), PipelineError> {
    let mut drafts = Vec::new();
    for number in 0..report.events.len() {
        let Some(translator) = translatable(report, number, writers, into, options) else { continue };
        let event = &report.events[number];
        let told = summary::summarize(
            event,
            &report.documents,
            &report.entities,
            &summary::Options { into: event.summary.as_ref().map(|s| s.lang), max_chars: options.max_chars },
        );
        let Some(summary) = &event.summary else { continue };
        let sentences =
            summary.sentences.iter().enumerate().map(|(n, s)| (Some(n), &s.text, s.cites.clone(), &s.by));
        let headline = told.headline_cite.map(|cite| (None, &event.headline, vec![cite], &event.headline_by));
        for (sentence, text, cites, by) in headline.into_iter().chain(sentences) {
            let translated = translator.translate(text, summary.lang, into)?;
            let own = Writing { written: Written::Translated, model: translator.name().to_owned() };
            let by = by.iter().cloned().chain([own]).collect();
            drafts.push(Draft { event: number, sentence, text: translated, lang: into, cites, by });
        }
    }
    let read = read(&drafts, model, options)?;
    let mut proved: BTreeMap<usize, Vec<Draft>> = BTreeMap::new();
    let (sources, mut last) = ((&*report.events, &*report.documents, &*report.entities), None);
    for (draft, read) in drafts.into_iter().zip(&read) {
        match held(&draft, read, sources, &mut last, Proof::check) {
            Ok(()) => proved.entry(draft.event).or_default().push(draft),
            Err(why) => {
                let event = &report.events[draft.event];
                report.issues.push(refused(event, "a translation", &draft.text, &why));
            }
        }
    }
    for (number, drafts) in proved {
        let event = &mut report.events[number];
        let Some(summary) = event.summary.as_mut() else { continue };
        // A headline alone does not make a summary of that language.
        if !summary.sentences.is_empty() && drafts.iter().all(|draft| draft.sentence.is_none()) {
            continue;
        }
        let from = std::mem::replace(&mut summary.lang, into);
        summary.sentences.iter_mut().for_each(|s| s.lang = Some(from));
        for draft in drafts {
            match draft.sentence {
                None => (event.headline, event.headline_by) = (draft.text, draft.by),
                Some(n) => {
                    let cites = draft.cites;
                    summary.sentences[n] =
                        SummarySentence { text: draft.text, cites, lang: None, by: draft.by };
                }
            }
        }
    }
    Ok(())
}

/// The translator for an event that is not told in `into`. Where none has the language of the summary, but
/// one that of other sources, the event is told in theirs first.
fn translatable<'w>(
    report: &mut Report,
    number: usize,
    writers: &Writers<'w>,
    into: Lang,
    options: &Options,
) -> Option<&'w dyn Translator> {
    let event = &report.events[number];
    let lang = event.summary.as_ref()?.lang;
    let of = |lang: Lang| writers.translators.iter().copied().find(|t| t.translates(lang, into));
    if lang == into {
        return None;
    }
    if let Some(translator) = of(lang) {
        return Some(translator);
    }
    let languages = event.docs.iter().map(|doc| report.documents[doc.0 as usize].languages.lang);
    let (lang, translator) = languages.into_iter().find_map(|lang| Some((lang, of(lang)?)))?;
    let told = summary::Options { into: Some(lang), max_chars: options.max_chars };
    let told = summary::summarize(event, &report.documents, &report.entities, &told);
    if told.summary.lang != lang {
        return None;
    }
    super::put(&mut report.events[number], told);
    Some(translator)
}
