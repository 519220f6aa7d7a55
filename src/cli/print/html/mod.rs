//! A web page to read: one file that needs no network, and its script only for comfort.
//!
//! Every citation leads to the cited place of its source, where it is marked; browsers open the
//! `<details>` around it, and where one does not, the script does. A policy in the head forbids
//! everything but this style and this script, whatever a feed may bring.

mod entity;
mod event;
mod excerpt;
mod text;

use std::{
    collections::BTreeSet,
    fmt::{self, Write as _},
    io::{self, Write},
};

use self::text::Text;
use super::{
    Story,
    digest::{self, Source},
};
use crate::types::EntityIndex;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");
/// SHA-256 of [`SCRIPT`] in base 64.
const SCRIPT_HASH: &str = "SD9eFZo/DqwVCH4CDooFmPvcknyjrES/oTD8JHXjn6E=";

/// Pages above this many bytes are written again with less in them.
const HEAVY: usize = 1_900_000;

/// How much of the sources and names a page shows.
#[derive(Clone, Copy)]
struct Detail {
    /// Characters around a cited place.
    around: usize,
    /// Names with one spelling that no event has as who or where.
    minor_names: bool,
    /// Names that no event has as who or where.
    other_names: bool,
}

const DETAILS: [Detail; 4] = [
    Detail { around: 280, minor_names: true, other_names: true },
    Detail { around: 100, minor_names: false, other_names: true },
    Detail { around: 0, minor_names: false, other_names: true },
    Detail { around: 0, minor_names: false, other_names: false },
];

pub fn write(story: &Story, out: &mut dyn Write) -> io::Result<()> {
    let mut page = String::new();
    for detail in DETAILS {
        page.clear();
        write_page(story, detail, &mut page).map_err(io::Error::other)?;
        if page.len() <= HEAVY {
            break;
        }
    }
    out.write_all(page.as_bytes())
}

fn write_page(story: &Story, detail: Detail, out: &mut String) -> fmt::Result {
    let heading = digest::heading(story);
    let heading = Text(&heading);
    writeln!(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'\">"
    )?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width\">")?;
    writeln!(out, "<link rel=\"icon\" href=\"data:,\">\n<title>{heading}</title>\n<style>\n{STYLE}</style>")?;
    writeln!(out, "<script>{SCRIPT}</script>\n</head>\n<body>\n<h1>{heading}</h1>")?;
    let named = named(story, detail);
    let events = digest::events(story);
    let alone = if story.parts.events { digest::alone(story) } else { Vec::new() };
    let issues = digest::issues(story);
    let parts = [
        ("timeline", "Timeline", !events.is_empty()),
        ("names", "Names", !named.is_empty()),
        ("others", "Other reports", !alone.is_empty()),
        ("issues", "Issues", !issues.is_empty()),
    ];
    let links = parts.iter().filter(|(.., there)| *there);
    let links: String = links.map(|(id, title, _)| format!("<a href=\"#{id}\">{title}</a>")).collect();
    if !links.is_empty() {
        writeln!(out, "<nav>{links}</nav>")?;
    }
    if !events.is_empty() {
        event::timeline(story, &events, out)?;
    }
    for ((number, told), event) in (1..).zip(&events).zip(story.events()) {
        event::write(&event::Page { story, event, told, number, named: &named, detail }, out)?;
    }
    if !alone.is_empty() {
        writeln!(out, "<section id=\"others\">\n<h2>Other reports</h2>\n<ul>")?;
        for source in &alone {
            writeln!(out, "<li>{}</li>", reference(source))?;
        }
        writeln!(out, "</ul>\n</section>")?;
    }
    if story.parts.entities {
        entity::write(story, &named, out)?;
    } else if story.parts.tags {
        table(&["document", "name", "kind", "field"], &digest::mentions(story), out)?;
    } else if story.parts.languages {
        table(&["document", "language", "script", "confidence"], &digest::languages(story), out)?;
    }
    if !issues.is_empty() {
        writeln!(out, "<section id=\"issues\">\n<h2>Issues</h2>\n<ul>")?;
        for issue in &issues {
            writeln!(out, "<li>{}</li>", Text(issue))?;
        }
        writeln!(out, "</ul>\n</section>")?;
    }
    writeln!(out, "</body>\n</html>")
}

/// The entities that the page has an anchor for.
fn named(story: &Story, detail: Detail) -> BTreeSet<EntityIndex> {
    let events = story.events().iter();
    let actors: BTreeSet<EntityIndex> =
        events.flat_map(|e| e.who.iter().map(|p| p.entity).chain(e.places.iter().copied())).collect();
    let worth = |at: &EntityIndex| {
        let entity = &story.report.entities[at.0 as usize];
        actors.contains(at) || detail.minor_names || detail.other_names && entity.variants.len() > 1
    };
    story.entities().map(|(at, _)| at).filter(worth).collect()
}

/// A title as a link where its address is safe, with the facts of its source.
fn reference(source: &Source) -> String {
    let title = format!("<bdi>{}</bdi>", Text(&source.title));
    let title = source.url.as_ref().map_or_else(
        || title.clone(),
        |url| format!("<a rel=\"noreferrer\" href=\"{}\">{title}</a>", Text(url)),
    );
    format!("{title} {}", facts(source))
}

fn facts(source: &Source) -> String {
    let mut facts = vec![format!("<code>{}</code>", Text(&source.id))];
    facts.extend(source.facts.iter().chain(&source.lineage).map(|fact| format!("<bdi>{}</bdi>", Text(fact))));
    format!("<small>{}</small>", facts.join(", "))
}

fn table<const N: usize>(head: &[&str; N], rows: &[[String; N]], out: &mut String) -> fmt::Result {
    writeln!(out, "<table>\n<tr><th>{}</th></tr>", head.join("</th><th>"))?;
    for row in rows {
        write!(out, "<tr>")?;
        for cell in row {
            write!(out, "<td><bdi>{}</bdi></td>", Text(cell))?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</table>")
}

#[cfg(test)]
mod tests;
