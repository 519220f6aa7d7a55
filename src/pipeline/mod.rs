//! Where the stages meet: documents in, a [`Report`] out. The only place that knows their order.

mod annotate;
#[cfg(test)]
pub(crate) mod found;
#[cfg(test)]
mod measure;
mod stream;
mod write;

use std::collections::BTreeMap;
use std::num::NonZero;

use crate::decisions::{Decisions, Outcome};
use crate::feed::Feed;
use crate::models::Model;
use crate::text::Span;
use crate::types::{Annotated, DocIndex, Entity, Event, Issue, Lang};
use crate::{cluster, link, summary};

pub use annotate::detect;
pub use stream::{Continued, Window, advance};
pub use write::{Writers, rewrite};

/// All that a run found, in input order.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub documents: Vec<Annotated>,
    pub entities: Vec<Entity>,
    pub events: Vec<Event>,
    pub issues: Vec<Issue>,
    /// What came of each decision that the run could apply, in the order of the lines.
    pub decided: Vec<Outcome>,
    /// How it continues earlier runs, where it does.
    pub continued: Option<Continued>,
}

/// How far a run goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Until {
    Languages,
    Tags,
    Entities,
    Events,
    Summaries,
}

/// What a run is asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// What the user decided about names and events.
    pub decisions: Decisions,
    /// Threads; 0 for all cores. The result does not depend on it.
    pub jobs: usize,
    pub until: Until,
    /// Language of the summaries, where a source has it.
    pub into: Option<Lang>,
    /// Longest summary in characters; whole sentences only.
    pub max_chars: usize,
    /// Group by the documents' `cluster` field (or the given events) instead of by content.
    pub given_events: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            decisions: Decisions::default(),
            jobs: 0,
            until: Until::Summaries,
            into: None,
            max_chars: summary::Options::default().max_chars,
            given_events: false,
        }
    }
}

/// Told how far a run is.
pub trait Progress: Sync {
    fn documents(&self, done: usize, total: usize);
}

impl Progress for () {
    fn documents(&self, _done: usize, _total: usize) {}
}

/// Why a run could not be done at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PipelineError {
    #[error("this needs a model; name its folder with --model")]
    NoModel,
    #[error(transparent)]
    Encode(#[from] crate::encode::EncodeError),
    #[error(transparent)]
    Write(#[from] crate::models::WriteError),
    #[error("no threads to group documents with; lower --jobs")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// Runs the stages up to `options.until` over a feed.
///
/// # Errors
/// If there is no model for a stage that needs one, or the network fails.
pub fn run(
    feed: Feed,
    model: Option<&Model>,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Report, PipelineError> {
    let jobs = jobs(options);
    let Feed { documents, issues, tags, events: given, languages, .. } = feed;
    let documents = if options.until == Until::Languages {
        annotate::languages_only(documents, &languages, jobs)
    } else {
        let model = model.ok_or(PipelineError::NoModel)?;
        let vectors = options.until > Until::Entities;
        let known = annotate::Known { mentions: &tags, languages: &languages, vectors };
        annotate::annotate(documents, known, model, jobs, progress)?
    };
    let groups = options.given_events.then(|| given_groups(&documents, &given));
    let mut report = relate(documents, None, groups.as_deref(), options)?;
    report.issues = issues;
    Ok(report)
}

/// Runs the stages that look at all documents together, on documents that are annotated already. Entities
/// and groups of documents that are given replace those that would be found.
///
/// # Errors
/// If there are no threads.
pub fn relate(
    documents: Vec<Annotated>,
    entities: Option<Vec<Entity>>,
    groups: Option<&[cluster::Group]>,
    options: &Options,
) -> Result<Report, PipelineError> {
    let mut report = Report { documents, ..Report::default() };
    if options.until >= Until::Entities {
        (report.entities, report.decided) = match entities {
            Some(entities) => (entities, Vec::new()),
            None => link::link_decided(&report.documents, &options.decisions),
        };
    }
    if options.until >= Until::Events {
        // Grouping uses the threads of the pool it is called in; without one, all cores.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs(options)).build()?;
        let (documents, entities) = (&report.documents, &report.entities);
        let (events, decided) = pool.install(|| match groups {
            Some(groups) => (cluster::describe(groups, documents, entities), Vec::new()),
            None => cluster::group_decided(documents, entities, &options.decisions),
        });
        report.events = events;
        report.decided.extend(decided);
        report.decided.sort_by_key(|outcome| outcome.decision.line);
    }
    if options.until >= Until::Summaries {
        tell(&mut report, options);
    }
    Ok(report)
}

/// Gives every event of a report headline, summary and conflicts, in place of those it has.
pub fn tell(report: &mut Report, options: &Options) {
    let told = crate::encode::parallel(&report.events, jobs(options), |event| {
        let options = summary::Options { into: options.into, max_chars: options.max_chars };
        summary::summarize(event, &report.documents, &report.entities, &options)
    });
    report.events.iter_mut().zip(told).for_each(|(event, told)| put(event, told));
}

fn put(event: &mut Event, told: summary::Told) {
    event.headline = told.headline;
    event.headline_by = Vec::new();
    event.who = told.who;
    event.summary = Some(told.summary);
    event.conflicts = told.conflicts;
}

fn jobs(options: &Options) -> usize {
    match options.jobs {
        0 => std::thread::available_parallelism().map_or(1, NonZero::get),
        n => n,
    }
}

/// Documents by the events of the input, else by their `cluster` field; the rest stand alone.
fn given_groups(documents: &[Annotated], events: &[crate::feed::GivenEvent]) -> Vec<cluster::Group> {
    let mut key_of: BTreeMap<&str, String> = BTreeMap::new();
    let mut asides_of: BTreeMap<&str, Vec<(String, Span)>> = BTreeMap::new();
    for event in events {
        let key = format!("event {}", event.id);
        for (doc, span) in &event.asides {
            asides_of.entry(doc).or_default().push((key.clone(), *span));
        }
        for doc in event.docs.iter().filter(|doc| !event.asides.iter().any(|(d, _)| d == *doc)) {
            key_of.entry(doc).or_insert_with(|| key.clone());
        }
    }
    let mut groups: BTreeMap<String, cluster::Group> = BTreeMap::new();
    for (i, annotated) in documents.iter().enumerate() {
        for (key, span) in asides_of.get(annotated.document.id()).into_iter().flatten() {
            groups.entry(key.clone()).or_default().asides.push((DocIndex(i as u32), *span));
        }
        let document = &annotated.document;
        let key = key_of.get(document.id()).cloned();
        let key = key.or_else(|| document.cluster().map(|c| format!("cluster {c}")));
        let key = key.unwrap_or_else(|| format!("document {}", document.id()));
        groups.entry(key).or_default().docs.push(DocIndex(i as u32));
    }
    groups.into_values().collect()
}
