//! `exonym doctor`: is everything here that a run needs, and does it work?

use std::{fmt::Write, thread};

use crate::{
    cli::{
        exit::{Exit, Failure},
        models as places, output,
        print::record::TOOL,
        settings::Tagging,
        verbs::names::verdict,
    },
    feed::Feed,
    models::{self, Model},
    names::{self, Name},
    pipeline::{self, Options, Until},
    types::{Document, DocumentParts, Label, Lang},
};

/// A sentence with one person and two places, for the self-test.
const SENTENCE: &str =
    "Vusal Kerimli, who chairs the Caspian Ports Agency, arrived in Baku from Hanoi on Monday.";

pub fn run(tagging: &Tagging) -> Result<Exit, Failure> {
    let mut sound = true;
    let mut text = format!("{TOOL}\n");
    let mut line = |what: &str, found: Result<String, String>| {
        sound &= found.is_ok();
        let (mark, detail) = match &found {
            Ok(detail) => ("ok", detail),
            Err(detail) => ("NOT OK", detail),
        };
        writeln!(text, "{what:<9} {mark}: {detail}").expect("writing to a string does not fail");
    };
    line("machine", Ok(machine()));
    line("languages", languages());
    line("names", same_name());
    match places::find(tagging.model.as_deref()) {
        Err(failure) => line("model", Err(failure.to_string())),
        Ok(folder) => {
            let whole = whole(&folder);
            let is_whole = whole.is_ok();
            line("model", whole);
            if is_whole {
                let tagged = places::load(tagging).map_err(|error| error.to_string());
                line("tagging", tagged.and_then(|model| tagged_names(&model)));
            }
        }
    }
    output::print(&text)?;
    Ok(if sound { Exit::Done } else { Exit::Model })
}

fn machine() -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    format!("{} {}, {cores} cores", std::env::consts::OS, std::env::consts::ARCH)
}

fn whole(folder: &std::path::Path) -> Result<String, String> {
    let checks = models::verify(folder).map_err(|error| error.to_string())?;
    match checks.iter().find_map(|check| Some((&check.name, check.problem.as_ref()?))) {
        None if checks.is_empty() => Ok(format!("{}, a checkpoint without checksums", folder.display())),
        None => Ok(format!("{}, {} files verified", folder.display(), checks.len())),
        Some((name, problem)) => {
            Err(format!("{}/{name} is damaged: {problem}; restore the file", folder.display()))
        }
    }
}

/// A run over the test sentence.
fn test_run(model: Option<&Model>, until: Until) -> Result<pipeline::Report, String> {
    let parts = DocumentParts { id: "doctor".into(), text: SENTENCE.into(), ..DocumentParts::default() };
    let feed = Feed { documents: vec![Document::new(parts)], ..Feed::default() };
    let options = Options { jobs: 1, until, ..Options::default() };
    pipeline::run(feed, model, &options, &()).map_err(|error| error.to_string())
}

fn languages() -> Result<String, String> {
    let report = test_run(None, Until::Languages)?;
    let lang = report.documents.first().map(|document| document.languages.lang);
    match lang {
        Some(lang) if lang == Lang::new("en") => Ok("an English sentence is found English".to_owned()),
        other => Err(format!("an English sentence is found `{}`", other.unwrap_or(Lang::UND))),
    }
}

fn same_name() -> Result<String, String> {
    let name = |text: &str| Name::new(text, Label::Person, Lang::UND);
    let comparison = names::compare(&name("Vusal Kerimli"), &name("Вюсал Керимли"));
    let detail = format!("Vusal Kerimli ~ Вюсал Керимли: {}", verdict(comparison.verdict));
    if comparison.verdict == names::Verdict::Same { Ok(detail) } else { Err(detail) }
}

fn tagged_names(model: &Model) -> Result<String, String> {
    let report = test_run(Some(model), Until::Tags)?;
    let document = report.documents.first().ok_or("the test sentence was lost")?;
    let found: Vec<String> =
        document.mentions.iter().map(|m| format!("{} {}", m.label.as_str(), document.text(m.span))).collect();
    if found.iter().any(|name| name == "PER Vusal Kerimli") && found.iter().any(|name| name == "LOC Baku") {
        Ok(found.join(", "))
    } else {
        Err(format!("of the names in a test sentence only {found:?} were found"))
    }
}
