//! The run that is measured, and runs in which a stage is given its labels.

use std::collections::BTreeMap;

use crate::{
    cli::{
        args::{EvalArgs, Offsets},
        exit::Failure,
        models,
        print::{self, Parts, Story},
        progress::Bar,
        settings::{self, Config, Tagging, Talk},
    },
    eval::{
        gold::{Gold, Place},
        predicted::Predicted,
    },
    feed::{self, Feed, InputFormat},
    models::Model,
    pipeline::{self, Options, PipelineError, Report, Until},
    text::{CharIndex, Span},
    types::{Annotated, Field, Mention},
};

pub struct Bench<'g> {
    pub gold: &'g Gold,
    model: Model,
    options: Options,
    quiet: bool,
    /// The run as a user has it.
    pub report: Report,
}

impl<'g> Bench<'g> {
    /// Loads the model and runs all stages over the documents without their labels.
    pub fn new(gold: &'g Gold, args: &EvalArgs, config: &Config, talk: Talk) -> Result<Self, Failure> {
        let model = models::load(&Tagging::settle(&args.model, &args.engine, config))?;
        let options = Options { jobs: settings::jobs(&args.jobs, config), ..Options::default() };
        let mut bench = Bench { gold, model, options, quiet: talk.quiet, report: Report::default() };
        bench.report = bench.run(|_| {})?;
        bench.report.issues.iter().for_each(|issue| talk.issue(&issue.to_string()));
        Ok(bench)
    }

    /// Runs all stages over the documents; `prepare` may give the feed what is known.
    pub fn run(&self, prepare: impl FnOnce(&mut Feed)) -> Result<Report, Failure> {
        let options = feed::Options { format: InputFormat::JsonLines, ..feed::Options::default() };
        let mut feed = feed::read_from(self.gold.feed().as_slice(), "fixtures", &options);
        prepare(&mut feed);
        let bar = Bar::new(self.quiet);
        pipeline::run(feed, Some(&self.model), &self.options, &bar).map_err(failure)
    }

    /// What the run found, and, where entities are labelled, what linking finds on the gold mentions.
    pub fn measure(&mut self) -> Result<(Predicted, Option<Predicted>), Failure> {
        let predicted = self.predicted(&self.report)?;
        let has_entities =
            self.gold.documents.iter().flat_map(|d| d.mentions.iter().flatten()).any(|m| m.entity.is_some());
        let on_gold = has_entities.then(|| {
            let options = Options { until: Until::Entities, ..self.options.clone() };
            let report =
                pipeline::relate(self.with_gold_mentions(), None, None, &options).map_err(failure)?;
            self.records(&report, Parts::of(Until::Entities, false))
        });
        Ok((predicted, on_gold.transpose()?))
    }

    /// The stages over the run once more, from here on.
    pub fn relate(
        &self,
        documents: Vec<Annotated>,
        entities: Option<Vec<crate::types::Entity>>,
        groups: Option<&[crate::cluster::Group]>,
    ) -> Result<Report, Failure> {
        pipeline::relate(documents, entities, groups, &self.options).map_err(failure)
    }

    /// A report as its records say it, with summaries in every language of the references.
    pub fn predicted(&self, report: &Report) -> Result<Predicted, Failure> {
        let mut predicted = self.records(report, Parts::of(Until::Summaries, true))?;
        for lang in self.gold.summary_languages() {
            let mut told = report.clone();
            pipeline::tell(&mut told, &Options { into: Some(lang), ..self.options.clone() });
            predicted.add_summaries(self.records(&told, Parts::of(Until::Summaries, true))?, lang);
        }
        Ok(predicted)
    }

    fn records(&self, report: &Report, parts: Parts) -> Result<Predicted, Failure> {
        let mut records = Vec::new();
        let story = Story { report, parts, offsets: Offsets::Char };
        print::jsonl::write(&story, &mut records, false)?;
        Predicted::read(&String::from_utf8_lossy(&records), self.gold).map_err(Failure::unreadable)
    }

    /// The run's documents with the gold mentions in place of its own, where names are labelled.
    pub fn with_gold_mentions(&self) -> Vec<Annotated> {
        let index = self.gold.index();
        let mut documents = self.report.documents.clone();
        for annotated in &mut documents {
            let Some(&doc) = index.get(annotated.document.id()) else { continue };
            let gold = &self.gold.documents[doc as usize];
            let Some(labelled) = &gold.mentions else { continue };
            let mut mentions: Vec<Mention> = Vec::new();
            let indices = [Field::Title, Field::Text].map(|field| CharIndex::new(gold.field(field)));
            for mention in labelled {
                let index = &indices[mention.field as usize];
                let bytes = index.byte(mention.start as usize).zip(index.byte(mention.end as usize));
                let span = bytes
                    .and_then(|(start, end)| annotated.document.find(mention.field, Span::new(start, end)));
                let span = span.filter(|span| !span.is_empty());
                mentions.extend(span.map(|span| Mention { span, label: mention.label, score: 1.0 }));
            }
            mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
            // Of mentions inside each other, the outer.
            mentions.dedup_by(|later, earlier| later.span.overlaps(earlier.span));
            annotated.mentions = mentions;
        }
        documents
    }

    /// Where each mention of the report stands, as records count it.
    pub fn places(&self, report: &Report) -> Vec<Vec<Option<Place>>> {
        let index: BTreeMap<&str, u32> = self.gold.index();
        let of = |annotated: &Annotated| {
            let document = &annotated.document;
            let doc = index.get(document.id()).copied();
            let indices = [Field::Title, Field::Text].map(|field| CharIndex::new(document.field(field)));
            let place = |mention: &Mention| {
                let located = document.locate(mention.span);
                let chars = |byte: u32| indices[located.field as usize].chars(byte as usize) as u32;
                let (start, end) = (chars(located.span.start), chars(located.span.end));
                Some(Place { doc: doc?, field: located.field, start, end })
            };
            annotated.mentions.iter().map(place).collect()
        };
        report.documents.iter().map(of).collect()
    }
}

fn failure(error: PipelineError) -> Failure {
    match error {
        PipelineError::Threads(_) => Failure::usage(error),
        _ => Failure::model(error),
    }
}
