//! What a reader of events is told, before it takes a form: plain strings and numbers of sources.

use std::collections::BTreeMap;

use super::{Story, clean};
use crate::{
    track::{Status, Tracked},
    types::{
        Annotated, Cite, ConflictKind, DocIndex, Entity, Event, Field, LineageKind, PartialDate, Participant,
        Severity, When, Written,
    },
};

/// An event as it is told. Sources are numbered from 1 in the order of [`Told::sources`].
pub struct Told {
    pub headline: String,
    /// What became of it since the run before, where there was one: `grown`, `merged from evt-…, evt-…`.
    pub status: Option<String>,
    pub when: Option<String>,
    pub places: Vec<String>,
    pub who: Vec<String>,
    /// `6 documents in az, en, ru; 2 independent origins`.
    pub told_by: String,
    pub sentences: Vec<Cited>,
    /// `Machine translation (opus-mt-de-en); …`, where models wrote any of it.
    pub written: Option<String>,
    pub conflicts: Vec<Differing>,
    pub sources: Vec<Source>,
}

/// A statement and the numbers of its sources.
pub struct Cited {
    pub text: String,
    pub sources: Vec<usize>,
}

pub struct Differing {
    pub about: String,
    pub kind: &'static str,
    pub values: Vec<Cited>,
}

pub struct Source {
    pub number: usize,
    pub id: String,
    pub title: String,
    pub url: Option<String>,
    /// Outlet, language and date, as far as known.
    pub facts: Vec<String>,
    /// `translation of [1], 92 % shared`.
    pub lineage: Option<String>,
}

/// An entity and how it is written.
pub struct Spelled {
    pub name: String,
    pub label: &'static str,
    pub also: Vec<String>,
    pub mentions: usize,
    pub documents: usize,
}

pub fn events(story: &Story) -> Vec<Told> {
    story.events().iter().enumerate().map(|(at, event)| told(story, at, event)).collect()
}

fn told(story: &Story, at: usize, event: &Event) -> Told {
    let report = story.report;
    let annotated = |doc: DocIndex| &report.documents[doc.0 as usize];
    let entity = |at: u32| clean(&report.entities[at as usize].name).into_owned();
    let numbers: BTreeMap<DocIndex, usize> = event.docs.iter().copied().zip(1..).collect();

    let mut languages: Vec<&str> = event.docs.iter().map(|&d| annotated(d).languages.lang.as_str()).collect();
    languages.sort_unstable();
    languages.dedup();
    let origins = match event.docs.len() {
        0 | 1 => String::new(),
        _ => format!("; {}", count(event.origins as usize, "independent origin")),
    };
    let who = event.who.iter().map(|participant| {
        let name = entity(participant.entity.0);
        role(event, participant).map_or_else(|| name.clone(), |role| format!("{name} ({})", clean(role)))
    });
    let summary = event.summary.iter().flat_map(|summary| &summary.sentences);
    let conflicts = event.conflicts.iter().map(|conflict| Differing {
        about: one_line(&conflict.about),
        kind: kind(conflict.kind),
        values: conflict.values.iter().map(|v| cited(&v.value, &v.cites, &numbers)).collect(),
    });
    Told {
        headline: headline(event, annotated),
        status: report.continued.as_ref().map(|continued| status(&continued.events[at])),
        when: event.when.as_ref().map(when),
        places: event.places.iter().map(|at| entity(at.0)).collect(),
        who: who.collect(),
        told_by: format!("{} in {}{origins}", count(event.docs.len(), "document"), languages.join(", ")),
        sentences: summary.map(|s| cited(&s.text, &s.cites, &numbers)).collect(),
        written: written(event),
        conflicts: conflicts.collect(),
        sources: event.docs.iter().map(|&doc| source(event, doc, annotated(doc), &numbers)).collect(),
    }
}

fn status(tracked: &Tracked) -> String {
    let status = match tracked.status {
        Status::New => "new",
        Status::Unchanged => "unchanged",
        Status::Grown => "grown",
        Status::Split => "split",
        Status::Merged => "merged",
        Status::Regrouped => "regrouped",
    };
    if tracked.from.is_empty() {
        status.to_owned()
    } else {
        format!("{status} from {}", tracked.from.join(", "))
    }
}

/// What models wrote of the headline and the summary.
fn written(event: &Event) -> Option<String> {
    let sentences = event.summary.iter().flat_map(|summary| &summary.sentences);
    let all = sentences.flat_map(|sentence| &sentence.by).chain(&event.headline_by);
    let mut parts: Vec<String> = Vec::new();
    for writing in all {
        let what = match writing.written {
            Written::Summarized => "Worded by a model",
            Written::Translated => "Machine translation",
        };
        let part = format!("{what} ({})", one_line(&writing.model));
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    let checked = "names, numbers and dates were held against the sources";
    (!parts.is_empty()).then(|| format!("{}; {checked}.", parts.join(", ")))
}

/// A role that can be told: in the language of the summary, where there is one.
pub fn role<'e>(event: &Event, participant: &'e Participant) -> Option<&'e str> {
    let told = event.summary.as_ref().filter(|s| !s.sentences.is_empty()).map(|s| s.lang);
    let fits = told.is_none() || participant.role_lang.is_none() || participant.role_lang == told;
    participant.role.as_deref().filter(|_| fits)
}

fn headline<'r>(event: &Event, annotated: impl Fn(DocIndex) -> &'r Annotated) -> String {
    if !event.headline.is_empty() {
        return one_line(&event.headline);
    }
    let titles = event.docs.iter().map(|&doc| annotated(doc)).map(|d| d.text(d.document.title()));
    titles.map(one_line).find(|title| !title.is_empty()).unwrap_or_else(|| "Untitled".to_owned())
}

fn source(
    event: &Event,
    doc: DocIndex,
    annotated: &Annotated,
    numbers: &BTreeMap<DocIndex, usize>,
) -> Source {
    let lineage = event.lineage.iter().find(|line| line.doc == doc).map(|line| {
        let kind = match line.kind {
            LineageKind::Reprint => "reprint",
            LineageKind::Translation => "translation",
            LineageKind::Rewrite => "rewrite",
        };
        let of = numbers.get(&line.of).map_or_else(|| "another report".to_owned(), |n| format!("[{n}]"));
        format!("{kind} of {of}, {:.0} % shared", line.shared * 100.0)
    });
    let mut source = Source { lineage, ..reported(numbers[&doc], annotated) };
    if event.parts.iter().any(|part| part.doc == doc) {
        source.facts.push("in part".to_owned());
    }
    source
}

/// A document as a source; nothing is said of its lineage.
fn reported(number: usize, annotated: &Annotated) -> Source {
    let document = &annotated.document;
    let facts = [
        document.source().map(one_line),
        Some(annotated.languages.lang.to_string()),
        document.published().map(|published| published.date.to_string()),
    ];
    Source {
        number,
        id: one_line(document.id()),
        title: title(annotated),
        url: document.url().and_then(web_address),
        facts: facts.into_iter().flatten().collect(),
        lineage: None,
    }
}

/// The title, or the beginning of the report where there is none.
pub fn title(annotated: &Annotated) -> String {
    let title = one_line(annotated.text(annotated.document.title()));
    if !title.is_empty() {
        return title;
    }
    let document = &annotated.document;
    let start = document.dateline().map_or(document.body().start, |d| d.span.end);
    let body = document.text()[start as usize..].trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut start: String = one_line(body.lines().find(|l| !l.trim().is_empty()).unwrap_or_default());
    if let Some((cut, _)) = start.char_indices().nth(80) {
        start.truncate(cut);
        start.push('…');
    }
    start
}

fn cited(text: &str, cites: &[Cite], numbers: &BTreeMap<DocIndex, usize>) -> Cited {
    let mut sources: Vec<usize> = cites.iter().filter_map(|cite| numbers.get(&cite.doc).copied()).collect();
    sources.sort_unstable();
    sources.dedup();
    Cited { text: one_line(text), sources }
}

fn kind(kind: ConflictKind) -> &'static str {
    match kind {
        ConflictKind::Contradicts => "contradict",
        ConflictKind::Complements => "complement",
        ConflictKind::Updates => "updated",
        ConflictKind::SingleSource => "one source",
    }
}

fn when(when: &When) -> String {
    let basis = match when.basis {
        "text" => "as reported",
        "inferred" => "from the weekday named",
        "dateline" => "dateline",
        "header" => "header line",
        "published" => "day of publication",
        other => other,
    };
    let last = if when.to_basis.is_some() { "; last day: of the latest news" } else { "" };
    format!("{} ({basis}{last})", range(when.from, when.to))
}

pub fn range(from: PartialDate, to: PartialDate) -> String {
    if from == to { day(from) } else { format!("{} to {}", day(from), day(to)) }
}

/// ISO 8601 where the year is known, else `November 5, year not given`.
fn day(date: PartialDate) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = date.month.and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?));
    match (date.year, month, date.day) {
        (None, Some(month), Some(day)) => format!("{month} {day}, year not given"),
        (None, Some(month), None) => format!("{month}, year not given"),
        _ => date.to_string(),
    }
}

/// Documents that no event holds.
pub fn alone(story: &Story) -> Vec<Source> {
    let held: std::collections::BTreeSet<DocIndex> =
        story.events().iter().flat_map(|event| event.docs.iter().copied()).collect();
    let alone = story.docs().filter(|doc| !held.contains(doc));
    alone.map(|doc| reported(0, &story.report.documents[doc.0 as usize])).collect()
}

/// Entities and their spellings; `all`, or those with more than one.
pub fn names(story: &Story, all: bool) -> Vec<Spelled> {
    let spelled = story.entities().map(|(_, entity)| spelled(entity));
    spelled.filter(|name| all || !name.also.is_empty()).collect()
}

fn spelled(entity: &Entity) -> Spelled {
    let mut also: Vec<String> = Vec::new();
    for variant in &entity.variants {
        let base = one_line(&variant.base);
        if base != entity.name && !also.contains(&base) {
            also.push(base);
        }
    }
    let mut documents: Vec<DocIndex> = entity.mentions.iter().map(|at| at.doc).collect();
    documents.dedup();
    Spelled {
        name: one_line(&entity.name),
        label: entity.label.as_str(),
        also,
        mentions: entity.mentions.len(),
        documents: documents.len(),
    }
}

pub fn issues(story: &Story) -> Vec<String> {
    let issues = story.report.issues.iter().map(|issue| {
        let severity = match issue.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        format!("{severity}: {}", one_line(&issue.to_string()))
    });
    issues.collect()
}

/// `3 events in 40 documents`, `1 document`.
pub fn heading(story: &Story) -> String {
    let documents = count(story.docs().count(), "document");
    let parts = story.parts;
    if parts.events {
        let part = story.report.continued.as_ref().is_some_and(|continued| !continued.all);
        let what = if part { "new or changed event" } else { "event" };
        format!("{} in {documents}", count(story.report.events.len(), what))
    } else if parts.entities {
        format!("{} in {documents}", count(story.report.entities.len(), "name"))
    } else {
        documents
    }
}

pub fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Cleaned, with every run of white space one space.
pub fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An address that is safe to link to.
fn web_address(url: &str) -> Option<String> {
    let scheme = url.split_once("://")?.0.to_ascii_lowercase();
    let harmless = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()\"'`\\".contains(c);
    ((scheme == "http" || scheme == "https") && url.chars().all(harmless)).then(|| url.to_owned())
}

/// Languages of each document, for a table.
pub fn languages(story: &Story) -> Vec<[String; 4]> {
    let rows = story.report.documents.iter().map(|annotated| {
        let found = &annotated.languages;
        [
            one_line(annotated.document.id()),
            found.lang.to_string(),
            found.script.full_name().to_owned(),
            format!("{:.2}", found.confidence),
        ]
    });
    rows.collect()
}

/// Mentions of each document, for a table.
pub fn mentions(story: &Story) -> Vec<[String; 4]> {
    let rows = story.report.documents.iter().flat_map(|annotated| {
        annotated.mentions.iter().map(|mention| {
            let field = annotated.document.locate(mention.span).field;
            [
                one_line(annotated.document.id()),
                one_line(annotated.text(mention.span)),
                mention.label.as_str().to_owned(),
                if field == Field::Title { "title" } else { "text" }.to_owned(),
            ]
        })
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_without_a_year_say_so() {
        let november = PartialDate { year: None, month: Some(11), day: Some(5) };
        let known = PartialDate::day(2026, 3, 4);
        for (from, to, shown) in [
            (known, known, "2026-03-04"),
            (known, PartialDate::day(2026, 3, 6), "2026-03-04 to 2026-03-06"),
            (november, november, "November 5, year not given"),
        ] {
            assert_eq!(range(from, to), shown);
        }
    }
}
