//! One event of the page: what happened, its sources by language, and where they differ.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Write},
};

use super::{
    Detail, excerpt,
    excerpt::Cited,
    facts,
    text::{Text, Tongue},
};
use crate::{
    cli::print::{Story, clean, digest},
    types::{Cite, DocIndex, EntityIndex, Event, Lang, Written},
};

pub struct Page<'p, 'r> {
    pub story: &'p Story<'r>,
    pub event: &'p Event,
    pub told: &'p digest::Told,
    /// From 1.
    pub number: usize,
    pub named: &'p BTreeSet<EntityIndex>,
    pub detail: Detail,
}

/// The events by day, undated ones last.
pub fn timeline(story: &Story, events: &[digest::Told], out: &mut String) -> fmt::Result {
    let mut order: Vec<(usize, &digest::Told, &Event)> =
        (1..).zip(events).zip(story.events()).map(|((n, told), event)| (n, told, event)).collect();
    order
        .sort_by_key(|(n, _, event)| (event.when.is_none(), event.when.as_ref().map(|w| (w.from, w.to)), *n));
    writeln!(out, "<section id=\"timeline\">\n<h2>Timeline</h2>\n<ol class=\"time\">")?;
    for (number, told, event) in order {
        let when = event.when.as_ref().map_or_else(|| "undated".to_owned(), |w| digest::range(w.from, w.to));
        writeln!(
            out,
            "<li><time>{when}</time> <a href=\"#e{number}\"><bdi>{}</bdi></a> <small>{}</small></li>",
            Text(&told.headline),
            digest::count(event.docs.len(), "document")
        )?;
    }
    writeln!(out, "</ol>\n</section>")
}

pub fn write(page: &Page, out: &mut String) -> fmt::Result {
    let Page { event, told, number, .. } = *page;
    let lang = event.summary.as_ref().map_or(Lang::UND, |s| s.lang);
    // A headline that stands in a source is not in the language that the summary was translated into.
    let translated = event.summary.iter().flat_map(|s| &s.sentences).flat_map(|s| &s.by);
    let translated = translated.into_iter().any(|by| by.written == Written::Translated);
    let lang = if translated && event.headline_by.is_empty() { Lang::UND } else { lang };
    let headline = Text(&told.headline);
    writeln!(out, "<article id=\"e{number}\">")?;
    writeln!(out, "<h2{}>{number}. {headline}</h2>\n<dl>", Tongue(lang, &told.headline))?;
    let who = event.who.iter().map(|participant| {
        let role = digest::role(event, participant).map(|role| {
            let lang = participant.role_lang.unwrap_or(Lang::UND);
            format!(" <small{}>({})</small>", Tongue(lang, role), Text(&clean(role)))
        });
        format!("{}{}", page.name(participant.entity), role.unwrap_or_default())
    });
    let facts = [
        ("When", told.when.as_deref().map(|when| Text(when).to_string()).unwrap_or_default()),
        ("Where", event.places.iter().map(|&place| page.name(place)).collect::<Vec<_>>().join(", ")),
        ("Who", who.collect::<Vec<_>>().join(", ")),
        ("Told by", Text(&told.told_by).to_string()),
        (
            "Since the last run",
            told.status.as_deref().map(|status| Text(status).to_string()).unwrap_or_default(),
        ),
    ];
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "<dt>{name}</dt><dd>{value}</dd>")?;
    }
    writeln!(out, "</dl>")?;
    let cited = Cited::of(event);
    if let Some(summary) = event.summary.as_ref().filter(|s| !s.sentences.is_empty()) {
        writeln!(out, "<p{}>", Tongue(summary.lang, &summary.sentences[0].text))?;
        for sentence in &summary.sentences {
            let marks = page.marks(&cited, &sentence.cites);
            let text = digest::one_line(&sentence.text);
            match sentence.lang {
                Some(lang) => writeln!(out, "<span{}>{}</span>{marks}", Tongue(lang, &text), Text(&text))?,
                None => writeln!(out, "{}{marks}", Text(&text))?,
            }
        }
        writeln!(out, "</p>")?;
    }
    if let Some(written) = &told.written {
        writeln!(out, "<p><small>{}</small></p>", Text(written))?;
    }
    if !event.conflicts.is_empty() {
        page.conflicts(&cited, out)?;
    }
    page.sources(&cited, out)?;
    writeln!(out, "</article>")
}

impl Page<'_, '_> {
    fn name(&self, at: EntityIndex) -> String {
        let name = &self.story.report.entities[at.0 as usize].name;
        let name = format!("<bdi>{}</bdi>", Text(&digest::one_line(name)));
        if self.named.contains(&at) { format!("<a href=\"#n{}\">{name}</a>", at.0) } else { name }
    }

    /// Start of the ids of the cited places of a document.
    fn anchor(&self, doc: DocIndex) -> Option<String> {
        let position = self.event.docs.iter().position(|d| *d == doc)?;
        Some(format!("e{}s{}c", self.number, position + 1))
    }

    /// `[1][3]`, each a link to the cited place.
    fn marks(&self, cited: &Cited, cites: &[Cite]) -> String {
        let mut out = String::new();
        for &cite in cites {
            let position = self.event.docs.iter().position(|d| *d == cite.doc);
            let (Some(position), Some(place)) = (position, cited.number(cite)) else { continue };
            let source = position + 1;
            let _ = write!(out, "<sup><a href=\"#e{}s{source}c{place}\">[{source}]</a></sup>", self.number);
        }
        out
    }

    fn conflicts(&self, cited: &Cited, out: &mut String) -> fmt::Result {
        writeln!(out, "<section>\n<h3>Where the sources differ</h3>")?;
        for (conflict, told) in self.event.conflicts.iter().zip(&self.told.conflicts) {
            writeln!(
                out,
                "<h4>{} <span class=\"kind\">{}</span></h4>\n<div class=\"sides\">",
                Text(&told.about),
                told.kind
            )?;
            for (value, told) in conflict.values.iter().zip(&told.values) {
                let text = Text(&told.text);
                writeln!(out, "<div><b dir=\"auto\">{text}</b>{}", self.marks(cited, &value.cites))?;
                if let Some(cite) = value.cites.first() {
                    let annotated = &self.story.report.documents[cite.doc.0 as usize];
                    let quote = digest::one_line(annotated.text(cite.span));
                    let tongue = Tongue(annotated.languages.at(cite.span.start), &quote);
                    writeln!(out, "<blockquote{tongue}>{}</blockquote>", Text(&quote))?;
                }
                writeln!(out, "</div>")?;
            }
            writeln!(out, "</div>")?;
        }
        writeln!(out, "</section>")
    }

    fn sources(&self, cited: &Cited, out: &mut String) -> fmt::Result {
        let mut by_language: BTreeMap<Lang, Vec<(DocIndex, &digest::Source)>> = BTreeMap::new();
        for (&doc, source) in self.event.docs.iter().zip(&self.told.sources) {
            let lang = self.story.report.documents[doc.0 as usize].languages.lang;
            by_language.entry(lang).or_default().push((doc, source));
        }
        writeln!(out, "<section>\n<h3>Sources</h3>")?;
        for (lang, sources) in by_language {
            writeln!(out, "<h4>{lang}</h4>")?;
            for (doc, source) in sources {
                self.source(cited, doc, source, out)?;
            }
        }
        writeln!(out, "</section>")
    }

    fn source(&self, cited: &Cited, doc: DocIndex, source: &digest::Source, out: &mut String) -> fmt::Result {
        let Some(anchor) = self.anchor(doc) else { return Ok(()) };
        let annotated = &self.story.report.documents[doc.0 as usize];
        let document = &annotated.document;
        let places = cited.places(doc);
        let excerpt = |field| excerpt::excerpts(annotated, field, places, &anchor, self.detail.around);
        let (title, body) = (excerpt(document.title()), excerpt(document.body()));
        let tongue = |text: &str| Tongue(annotated.languages.lang, text).to_string();
        let heading = format!("[{}] <bdi>{}</bdi> {}", source.number, Text(&source.title), facts(source));
        let id = format!("e{}s{}", self.number, source.number);
        let link = source.url.as_ref().map_or_else(String::new, |url| {
            format!("<p><a rel=\"noreferrer\" href=\"{0}\">{0}</a></p>", Text(url))
        });
        if title.is_empty() && body.is_empty() && link.is_empty() {
            return writeln!(out, "<div id=\"{id}\">{heading}</div>");
        }
        writeln!(out, "<details id=\"{id}\"><summary>{heading}</summary>")?;
        for (text, field) in [(title, document.title()), (body, document.body())] {
            if !text.is_empty() {
                writeln!(out, "<p{}>{text}</p>", tongue(annotated.text(field)))?;
            }
        }
        writeln!(out, "{link}</details>")
    }
}
