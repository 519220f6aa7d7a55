//! The verbs that read a feed: one way, gone to different lengths.

use std::{
    io::{self, IsTerminal},
    path::Path,
    time::Instant,
};

use anyhow::Context;

use crate::{
    cli::{
        args::{DecisionArgs, FeedArgs, InputFormat, TellingArgs},
        exit::{Exit, Failure},
        inputs::inputs,
        models,
        output::Sink,
        print::{self, Parts, Story},
        progress::Bar,
        settings::{self, Config, Output, Reading, Tagging, Talk, Telling},
    },
    feed::{self, Feed, ReadError},
    link::Decisions,
    models::{Summarizer, Task, Translator},
    pipeline::{self, PipelineError, Report, Until, Writers},
    types::{self, Issue, Severity},
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

pub fn run(
    stage: Stage,
    args: &FeedArgs,
    telling: Option<&TellingArgs>,
    decisions: Option<&DecisionArgs>,
    config: &Config,
    talk: Talk,
) -> Result<Exit, Failure> {
    let output = Output::settle(&args.output, config, stage.until >= Until::Events);
    let sink = Sink::open(output.file.as_deref())?;
    let Gathered { report, exit } = gather(stage, args, telling, decisions, config, talk)?;
    let story = Story { report: &report, parts: Parts::of(stage.until, stage.all), offsets: output.offsets };
    sink.fill(|out| print::write(&story, output.format, output.terminal, out))?;
    Ok(exit)
}

/// What was found in a feed, and how the program ends if nothing worse happens.
pub struct Gathered {
    pub report: Report,
    pub exit: Exit,
}

/// Reads a feed and goes through the stages. What is wrong with documents has been said when this returns.
pub fn gather(
    stage: Stage,
    args: &FeedArgs,
    telling: Option<&TellingArgs>,
    decisions: Option<&DecisionArgs>,
    config: &Config,
    talk: Talk,
) -> Result<Gathered, Failure> {
    let telling = Telling::settle(telling, config)?;
    let decisions_file = decisions.and_then(|d| settings::decisions(d, config));
    let decisions = decisions_file.as_deref().map(read_decisions).transpose()?.unwrap_or_default();
    let start = Instant::now();
    let reading = Reading::settle(args, config);
    if reading.feeds.is_empty() && io::stdin().is_terminal() {
        talk.issue("reading documents from the terminal; end them with Ctrl-D, or name a file");
    }
    let feed = read(&reading);
    talk.detail(&format!("{} documents read in {:.1?}", feed.documents.len(), start.elapsed()));
    let unread: Vec<Issue> = feed.unreadable.iter().map(unread).collect();

    let start = Instant::now();
    let needed = stage.until > Until::Languages && !feed.documents.is_empty();
    let tagging = Tagging::settle(&args.model, &args.engine, config);
    let model = needed.then(|| models::load(&tagging)).transpose()?;
    if let Some(model) = &model {
        let manifests =
            std::iter::once(&model.manifest).chain(model.routes.iter().map(|r| &r.tagger.manifest));
        let named: Vec<String> = manifests.map(|m| format!("{} {}", m.name, m.version)).collect();
        talk.detail(&format!("model {} loaded in {:.1?}", named.join(", "), start.elapsed()));
    }
    let tells = needed && stage.until == Until::Summaries;
    let load = |names: &[String], task| models::writers(if tells { names } else { &[] }, task);
    let summarizers = load(&telling.summarizers, Task::Summarize)?;
    let translators = load(if telling.into.is_some() { &telling.translators } else { &[] }, Task::Translate)?;
    for writer in summarizers.iter().chain(&translators) {
        let manifest = &writer.manifest;
        talk.detail(&format!(
            "model {} {} to {} loaded",
            manifest.name,
            manifest.version,
            manifest.task.verb()
        ));
    }
    let writers = Writers {
        summarizers: summarizers.iter().map(|w| w as &dyn Summarizer).collect(),
        translators: translators.iter().map(|w| w as &dyn Translator).collect(),
    };

    let start = Instant::now();
    let options = pipeline::Options {
        decisions,
        jobs: settings::jobs(&args.jobs, config),
        until: stage.until,
        into: telling.into,
        max_chars: telling.max_chars,
        given_events: stage.until == Until::Summaries && !stage.all,
    };
    let bar = Bar::new(talk.quiet);
    // Nothing to read needs no model.
    let report = if feed.documents.is_empty() {
        Ok(Report { issues: feed.issues, ..Report::default() })
    } else {
        pipeline::run(feed, model.as_ref(), &options, &bar)
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
    Ok(Gathered { report, exit: if is_read { skipped } else { skipped.and(Exit::Unreadable) } })
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
    for outcome in &report.decided {
        let place = format!("{}:{}", file.display(), outcome.line);
        match &outcome.unused {
            None => talk.detail(&format!("{place}: `{}` holds", outcome.decision)),
            Some(why) => report.issues.push(Issue {
                doc: None,
                input: Some(file.display().to_string()),
                line: Some(outcome.line),
                stage: types::Stage::Link,
                severity: Severity::Warning,
                message: format!("`{}` had no effect: {why}", outcome.decision),
            }),
        }
    }
}

fn read(reading: &Reading) -> Feed {
    let format = match reading.format {
        None => feed::InputFormat::Auto,
        Some(InputFormat::Jsonl) => feed::InputFormat::JsonLines,
        Some(InputFormat::Json) => feed::InputFormat::Json,
        Some(InputFormat::Rss | InputFormat::Atom) => feed::InputFormat::Feed,
        Some(InputFormat::Text) => feed::InputFormat::Text,
    };
    let mut options = feed::Options { format, limit: reading.limit, ..feed::Options::default() };
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
