//! What models write is told only where the sources prove it. The models here are stand-ins that say what a
//! test wants.

use std::path::Path;

use exonym::feed::{self, InputFormat};
use exonym::models::{self, Model, Summarizer, Translator, WriteError};
use exonym::pipeline::{self, Options, Report, Writers};
use exonym::types::{Lang, Written};

use crate::program::root;

const GERMAN: &str = r#"{"id":"a","title":"Hafen von Lumen bestellt zwölf Kräne","published":"2026-03-04","source":"Küstenblatt","text":"Der Hafen von Lumen hat am 3. März 2026 zwölf neue Kräne bestellt. Die Anlage kostet 45 Millionen Euro, sagte Direktorin Vera Kolm."}"#;
const ENGLISH: &str = r#"{"id":"b","title":"Port of Lumen orders cranes","published":"2026-03-04","source":"Coast Mail","text":"The port of Lumen ordered twelve new cranes on 3 March 2026. The equipment costs 45 million euros, said director Vera Kolm."}"#;

/// Says for a text what the test puts beside it, else the text itself.
struct Phrasebook<'p>(&'p [(&'p str, &'p str)]);

impl Phrasebook<'_> {
    fn say(&self, text: &str) -> String {
        let found = self.0.iter().find(|(of, _)| text.contains(of));
        found.map_or(text, |(_, said)| said).to_owned()
    }
}

impl Translator for Phrasebook<'_> {
    fn name(&self) -> &str {
        "phrasebook"
    }

    fn translates(&self, from: Lang, into: Lang) -> bool {
        (from, into) == (Lang::new("de"), Lang::new("en"))
    }

    fn translate(&self, sentence: &str, _from: Lang, _into: Lang) -> Result<String, WriteError> {
        Ok(self.say(sentence))
    }
}

impl Summarizer for Phrasebook<'_> {
    fn name(&self) -> &str {
        "phrasebook"
    }

    fn summarizes(&self, lang: Lang) -> bool {
        lang == Lang::new("en")
    }

    fn summarize(&self, text: &str) -> Result<String, WriteError> {
        Ok(self.say(text))
    }
}

fn model() -> Model {
    models::load(&root().join(Path::new("models/exonym-small"))).expect("the model is in the repository")
}

fn told(document: &str, writers: &Writers, into: Option<&str>) -> Report {
    let read = feed::Options { format: InputFormat::JsonLines, ..feed::Options::default() };
    let feed = feed::read_from(document.as_bytes(), "test", &read);
    let options = Options { into: into.map(Lang::new), jobs: 1, given_events: true, ..Options::default() };
    let model = model();
    let mut report = pipeline::run(feed, Some(&model), &options, &()).expect("runs");
    pipeline::rewrite(&mut report, &model, writers, &options).expect("writes");
    report
}

fn translated(book: &[(&str, &str)]) -> Report {
    let book = Phrasebook(book);
    told(GERMAN, &Writers { translators: vec![&book], ..Writers::default() }, Some("en"))
}

fn sentences(report: &Report) -> Vec<(String, Option<Lang>, bool)> {
    let summary = report.events[0].summary.as_ref().expect("a summary");
    summary.sentences.iter().map(|s| (s.text.clone(), s.lang, !s.by.is_empty())).collect()
}

const TITLE: (&str, &str) = ("Hafen von Lumen bestellt", "Lumen port orders twelve cranes");
const FIRST: (&str, &str) = ("am 3. März", "The port of Lumen ordered twelve new cranes on 3 March 2026.");
const SECOND: (&str, &str) = ("Die Anlage", "The equipment costs 45 million euros, said director Vera Kolm.");

#[test]
fn a_faithful_translation_is_told_and_marked() {
    let report = translated(&[TITLE, FIRST, SECOND]);
    let event = &report.events[0];
    assert_eq!(report.issues, []);
    assert_eq!(event.headline, TITLE.1);
    assert_eq!(event.headline_by.len(), 1);
    let summary = event.summary.as_ref().expect("a summary");
    assert_eq!(summary.lang, Lang::new("en"));
    let texts: Vec<&str> = summary.sentences.iter().map(|s| &*s.text).collect();
    assert_eq!(texts, [FIRST.1, SECOND.1]);
    for sentence in &summary.sentences {
        assert!(sentence.lang.is_none() && !sentence.cites.is_empty());
        assert_eq!((sentence.by[0].written, &*sentence.by[0].model), (Written::Translated, "phrasebook"));
    }
}

#[test]
fn a_translation_that_says_more_than_its_source_is_refused() {
    for (wrong, why) in [
        ("The port of Lumen ordered thirteen new cranes on 3 March 2026.", "`thirteen"),
        ("The port of Lumen ordered twelve new cranes on 4 March 2026.", "`4 March 2026`"),
        ("The port of Bergstadt ordered twelve new cranes on 3 March 2026.", "`Bergstadt`"),
        ("The port of Lumen ordered twelve new cranes from Otto Brenner on 3 March 2026.", "`Otto Brenner`"),
        ("A singer won the first prize of the contest with a song about winter.", "something else"),
        ("Der Hafen von Lumen hat am 3. März 2026 zwölf neue Kräne bestellt.", "it is in `de`"),
        ("", "empty"),
    ] {
        let report = translated(&[TITLE, (FIRST.0, wrong), SECOND]);
        let said = report.issues.iter().map(|issue| &*issue.message).collect::<Vec<_>>().join("\n");
        assert!(said.contains(why) && report.issues.len() == 1, "{wrong}: {said}");
        let german = "Der Hafen von Lumen hat am 3. März 2026 zwölf neue Kräne bestellt.".to_owned();
        let expected = [(german, Some(Lang::new("de")), false), (SECOND.1.to_owned(), None, true)];
        assert_eq!(sentences(&report), expected, "{wrong}");
    }
}

#[test]
fn where_nothing_is_proved_the_summary_stays_as_it_was() {
    let report =
        translated(&[TITLE, (FIRST.0, "Bergstadt paid 99 euros."), (SECOND.0, "Nobody knows Otto Brenner.")]);
    let event = &report.events[0];
    assert_eq!(event.summary.as_ref().expect("a summary").lang, Lang::new("de"));
    assert_eq!((&*event.headline, event.headline_by.len()), ("Hafen von Lumen bestellt zwölf Kräne", 0));
    assert!(sentences(&report).iter().all(|(_, lang, written)| lang.is_none() && !written));
}

#[test]
fn a_generated_summary_cites_what_proves_it_or_is_refused() {
    let generated = |text: &str| {
        let book = [("of Lumen", text)];
        let book = Phrasebook(&book);
        told(ENGLISH, &Writers { summarizers: vec![&book], ..Writers::default() }, None)
    };
    let report = generated("The port of Lumen ordered twelve cranes for 45 million euros.");
    let summary = report.events[0].summary.as_ref().expect("a summary");
    assert_eq!((summary.sentences.len(), report.issues.len()), (1, 0), "{:?}", report.issues);
    assert_eq!(summary.sentences[0].cites.len(), 2, "the number of cranes and the price");
    assert_eq!(summary.sentences[0].by[0].written, Written::Summarized);

    let report = generated("Mayor Otto Brenner praised the twelve cranes of the port of Lumen.");
    assert!(report.issues[0].message.contains("Otto Brenner"), "{:?}", report.issues);
    assert_eq!(sentences(&report).len(), 2);
    assert!(sentences(&report).iter().all(|(.., written)| !written));
}

#[test]
fn a_language_that_no_model_has_is_left_alone() {
    let book = Phrasebook(&[]);
    let writers = Writers { translators: vec![&book], summarizers: vec![&book] };
    let report = told(GERMAN, &writers, Some("fr"));
    assert_eq!(report.events[0].summary.as_ref().expect("a summary").lang, Lang::new("de"));
    assert_eq!(report.issues, []);
}
