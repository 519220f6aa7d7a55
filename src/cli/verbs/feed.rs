//! The verbs that read a feed: one way, gone to different lengths.

use std::{
    collections::BTreeMap,
    io::{self, IsTerminal},
    path::Path,
    time::Instant,
};

use anyhow::Context;

use super::state::{Opened, Pending};
use crate::{
    cli::{
        args::{DecisionArgs, FeedArgs, InputFormat, StateArgs, TellingArgs},
        exit::{Exit, Failure},
        inputs::inputs,
        models,
        output::Sink,
        print::{self, Parts, Story},
        progress::Bar,
        settings::{self, Config, Continuing, Output, Reading, Tagging, Talk, Telling},
    },
    decisions::{Decisions, Outcome},
    feed::{self, Feed, ReadError},
    models::{Manifest, Model, Summarizer, Task, Translator},
    pipeline::{self, PipelineError, Report, Until, Writers},
    types::{self, Fingerprint, Issue, Severity},
};

/// How far to go and what to write of it.
#[derive(Clone, Copy)]
pub struct Stage {
    until: Until,
    /// Nothing found on the way is left out.
    all: bool,
}

impl Stage {
    pub fn all(until: Until) -> Stage {
        Stage { until, all: true }
    }
}

impl From<Until> for Stage {
    fn from(until: Until) -> Stage {
        Stage { until, all: false }
    }
}

/// What a verb asks for.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub stage: Stage,
    pub feed: &'a FeedArgs,
    pub telling: Option<&'a TellingArgs>,
    pub decisions: Option<&'a DecisionArgs>,
    pub state: Option<&'a StateArgs>,
}

impl<'a> Asked<'a> {
    /// Only a feed, and how far to go with it.
    pub fn new(stage: impl Into<Stage>, feed: &'a FeedArgs) -> Asked<'a> {
        Asked { stage: stage.into(), feed, telling: None, decisions: None, state: None }
    }
}

pub fn run(asked: &Asked, config: &Config, talk: Talk) -> Result<Exit, Failure> {
    let stage = asked.stage;
    let output = Output::settle(&asked.feed.output, config, stage.until >= Until::Events);
    let sink = Sink::open(output.file.as_deref())?;
    let Gathered { report, exit, pending, .. } = gather(asked, config, talk)?;
    let story = Story { report: &report, parts: Parts::of(stage.until, stage.all), offsets: output.offsets };
    sink.fill(|out| print::write(&story, output.format, output.terminal, out))?;
    // What was not told must be told again: the state moves on after the output, never before.
    pending.map_or(Ok(()), Pending::commit)?;
    Ok(exit)
}

/// What was found in a feed, and how the program ends if nothing worse happens.
pub struct Gathered {
    pub report: Report,
    pub exit: Exit,
    /// What the user had decided.
    pub decisions: Decisions,
    /// The next state, where a state is continued.
    pub pending: Option<Pending>,
}

/// Reads a feed and goes through the stages. What is wrong with documents has been said when this returns.
pub fn gather(asked: &Asked, config: &Config, talk: Talk) -> Result<Gathered, Failure> {
    let Asked { stage, feed: args, .. } = *asked;
    let telling = Telling::settle(asked.telling, config)?;
    let decisions_file = asked.decisions.and_then(|d| settings::decisions(d, config));
    let decisions = decisions_file.as_deref().map(read_decisions).transpose()?.unwrap_or_default();
    let options = pipeline::Options {
        decisions,
        jobs: settings::jobs(&args.jobs, config),
        until: stage.until,
        into: telling.into,
        max_chars: telling.max_chars,
        given_events: stage.until == Until::Summaries && !stage.all,
    };
    let tagging = Tagging::settle(&args.model, &args.engine, config);
    let load = || {
        let start = Instant::now();
        let model = models::load(&tagging)?;
        let named: Vec<String> = manifests(&model).map(|m| format!("{} {}", m.name, m.version)).collect();
        talk.detail(&format!("model {} loaded in {:.1?}", named.join(", "), start.elapsed()));
        Ok::<Model, Failure>(model)
    };

    // A wrong state costs no reading.
    let mut model = None;
    let mut opened = None;
    if let Some(asked) = asked.state.and_then(|args| Continuing::settle(args, config)) {
        let loaded = model.insert(load()?);
        let identity: Vec<String> = manifests(loaded).map(Manifest::identity).collect();
        opened = Some(Opened::open(&asked, &identity.join(" "), talk)?);
    }

    let start = Instant::now();
    let reading = Reading::settle(args, config);
    // To ask of a state takes no feed.
    let is_question = opened.is_some() && stage.until == Until::Events && reading.feeds.is_empty();
    if reading.feeds.is_empty() && !is_question && io::stdin().is_terminal() {
        talk.issue("reading documents from the terminal; end them with Ctrl-D, or name a file");
    }
    let known = opened.as_ref().map(Opened::known).unwrap_or_default();
    let feed = if is_question { Feed::default() } else { read(&reading, known) };
    talk.detail(&format!("{} documents read in {:.1?}", feed.documents.len(), start.elapsed()));
    let unread: Vec<Issue> = feed.unreadable.iter().map(unread).collect();
    if model.is_none() && stage.until > Until::Languages && !feed.documents.is_empty() {
        model = Some(load()?);
    }
    let tells = model.is_some() && stage.until == Until::Summaries;
    let load = |names: &[String], task| models::writers(if tells { names } else { &[] }, task);
    let summarizers = load(&telling.summarizers, Task::Summarize)?;
    let translators = load(if telling.into.is_some() { &telling.translators } else { &[] }, Task::Translate)?;
    for writer in summarizers.iter().chain(&translators) {
        let manifest = &writer.manifest;
        let does = manifest.task.verb();
        talk.detail(&format!("model {} {} to {does} loaded", manifest.name, manifest.version));
    }
    let writers = Writers {
        summarizers: summarizers.iter().map(|w| w as &dyn Summarizer).collect(),
        translators: translators.iter().map(|w| w as &dyn Translator).collect(),
    };

    let start = Instant::now();
    let bar = Bar::new(talk.quiet);
    let mut pending = None;
    let report = match (opened, &model) {
        (Some(opened), Some(model)) => opened.advance(feed, model, &options, &bar).map(|(report, next)| {
            pending = Some(next);
            report
        }),
        // Nothing to read needs no model.
        _ if feed.documents.is_empty() => Ok(Report { issues: feed.issues, ..Report::default() }),
        _ => pipeline::run(feed, model.as_ref(), &options, &bar),
    };
    let report = report.and_then(|mut report| {
        if let Some(model) = model.as_ref().filter(|_| !writers.is_empty()) {
            pipeline::rewrite(&mut report, model, &writers, &options)?;
        }
        Ok(report)
    });
    drop(bar);
    // What is wrong with documents is an issue; else it is the model, or too many threads.
    let mut report = report.map_err(|error| match error {
        PipelineError::Threads(_) => Failure::usage(error),
        _ => Failure::model(error),
    })?;
    let is_read = unread.is_empty();
    report.issues.splice(..0, unread);
    talk.detail(&format!(
        "{} entities, {} events found in {:.1?}",
        report.entities.len(),
        report.events.len(),
        start.elapsed()
    ));

    if let Some(file) = &decisions_file {
        tell_decided(&mut report, file, talk);
    }
    report.issues.iter().for_each(|issue| talk.issue(&issue.to_string()));
    let errors = report.issues.iter().filter(|issue| issue.severity == Severity::Error).count();
    if errors > 1 {
        let read = report.documents.len();
        talk.issue(&format!("{errors} inputs or documents skipped or damaged, {read} processed"));
    }
    let skipped = if errors > 0 { Exit::Skipped } else { Exit::Done };
    let exit = if is_read { skipped } else { skipped.and(Exit::Unreadable) };
    Ok(Gathered { report, exit, decisions: options.decisions, pending })
}

/// Of the model and of those that it gives languages to.
fn manifests(model: &Model) -> impl Iterator<Item = &Manifest> {
    std::iter::once(&model.manifest).chain(model.routes.iter().map(|route| &route.tagger.manifest))
}

fn read_decisions(file: &Path) -> Result<Decisions, Failure> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("the decisions {} cannot be read", file.display()))
        .map_err(Failure::usage)?;
    Decisions::parse(&text)
        .with_context(|| format!("the decisions {} are wrong", file.display()))
        .map_err(Failure::usage)
}

/// Decisions that hold are a detail; those that do nothing are issues of the run.
fn tell_decided(report: &mut Report, file: &Path, talk: Talk) {
    for Outcome { decision, unused } in &report.decided {
        let what = &decision.what;
        match unused {
            None => talk.detail(&format!("{}:{}: `{what}` holds", file.display(), decision.line)),
            Some(why) => report.issues.push(Issue {
                doc: None,
                input: Some(file.display().to_string()),
                line: Some(decision.line),
                stage: if what.is_of_events() { types::Stage::Events } else { types::Stage::Link },
                severity: Severity::Warning,
                message: format!("`{what}` had no effect: {why}"),
            }),
        }
    }
}

fn read(reading: &Reading, known: BTreeMap<String, Fingerprint>) -> Feed {
    let format = match reading.format {
        None => feed::InputFormat::Auto,
        Some(InputFormat::Jsonl) => feed::InputFormat::JsonLines,
        Some(InputFormat::Json) => feed::InputFormat::Json,
        Some(InputFormat::Rss | InputFormat::Atom) => feed::InputFormat::Feed,
        Some(InputFormat::Text) => feed::InputFormat::Text,
    };
    let mut options = feed::Options { format, limit: reading.limit, known, ..feed::Options::default() };
    if let Some(bytes) = reading.max_text_bytes {
        options.max_text_bytes = bytes;
    }
    feed::read(&inputs(&reading.feeds), &options)
}

/// An input that could not be read, as one of the run's issues.
fn unread(error: &ReadError) -> Issue {
    let (input, message) = match error {
        ReadError::Io { input, source } => {
            (input, format!("cannot be read: {source}; check the name and the rights"))
        }
        ReadError::Binary { input, what } => {
            (input, format!("is {what}, not text; unpack or convert it first"))
        }
    };
    Issue {
        doc: None,
        input: Some(input.clone()),
        line: None,
        stage: types::Stage::Read,
        severity: Severity::Error,
        message,
    }
}
