//! A web page to read: one file without scripts or outside resources.

use std::{
    fmt,
    io::{self, Write},
};

use super::{
    Story,
    digest::{self, Cited, Source, Told},
};

const STYLE: &str = "\
body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
article{border-top:1px solid #ccc;margin-top:2rem}
dt{font-weight:600;float:left;clear:left;width:6rem}dd{margin:0 0 0 6rem}
table{border-collapse:collapse;margin:1rem 0}td,th{border:1px solid #ccc;padding:.2rem .5rem;text-align:start;vertical-align:top}
sup{margin-inline-start:.15em}small{color:#666}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}a{color:#8bf}small{color:#999}}";

/// Text with the characters escaped that mean something in HTML.
struct Text<'t>(&'t str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
            f.write_str(&rest[..at])?;
            f.write_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                _ => "&#39;",
            })?;
            rest = &rest[at + 1..];
        }
        f.write_str(rest)
    }
}

pub fn write(story: &Story, out: &mut dyn Write) -> io::Result<()> {
    let heading = digest::heading(story);
    writeln!(out, "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width\">")?;
    writeln!(out, "<title>{}</title>\n<style>\n{STYLE}\n</style>", Text(&heading))?;
    writeln!(out, "<h1>{}</h1>", Text(&heading))?;
    for (number, told) in (1..).zip(digest::events(story)) {
        event(number, &told, out)?;
    }
    if story.parts.events {
        let alone = digest::alone(story);
        if !alone.is_empty() {
            writeln!(out, "<h2>Other reports</h2>\n<ul>")?;
            for source in &alone {
                writeln!(out, "<li>{}", reference(source))?;
            }
            writeln!(out, "</ul>")?;
        }
    }
    if story.parts.entities {
        let rows: Vec<_> = digest::names(story, !story.parts.events)
            .into_iter()
            .map(|name| [name.name, name.label.to_owned(), name.also.join(" · "), name.mentions.to_string()])
            .collect();
        writeln!(out, "<h2>Names</h2>")?;
        table(&["name", "kind", "also written", "mentions"], &rows, out)?;
    } else if story.parts.tags {
        table(&["document", "name", "kind", "field"], &digest::mentions(story), out)?;
    } else if story.parts.languages {
        table(&["document", "language", "script", "confidence"], &digest::languages(story), out)?;
    }
    let issues = digest::issues(story);
    if !issues.is_empty() {
        writeln!(out, "<h2>Issues</h2>\n<ul>")?;
        for issue in &issues {
            writeln!(out, "<li>{}", Text(issue))?;
        }
        writeln!(out, "</ul>")?;
    }
    writeln!(out, "</html>")
}

fn event(number: usize, told: &Told, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<article>\n<h2 dir=\"auto\">{number}. {}</h2>\n<dl>", Text(&told.headline))?;
    let facts = [
        ("When", told.when.clone().unwrap_or_default()),
        ("Where", told.places.join(", ")),
        ("Who", told.who.join(", ")),
        ("Told by", told.told_by.clone()),
    ];
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "<dt>{name}<dd>{}", Text(value))?;
    }
    writeln!(out, "</dl>")?;
    if !told.sentences.is_empty() {
        writeln!(out, "<p dir=\"auto\">")?;
        for sentence in &told.sentences {
            writeln!(out, "{}{}", Text(&sentence.text), marks(number, sentence))?;
        }
    }
    if !told.conflicts.is_empty() {
        writeln!(out, "<h3>Where the sources differ</h3>\n<table>")?;
        writeln!(out, "<tr><th>matter<th>kind<th>value<th>sources")?;
        for conflict in &told.conflicts {
            for (n, value) in conflict.values.iter().enumerate() {
                let (about, kind) = if n == 0 { (&*conflict.about, conflict.kind) } else { ("", "") };
                let marks = marks(number, value);
                writeln!(
                    out,
                    "<tr><td>{}<td>{kind}<td dir=\"auto\">{}<td>{marks}",
                    Text(about),
                    Text(&value.text)
                )?;
            }
        }
        writeln!(out, "</table>")?;
    }
    writeln!(out, "<h3>Sources</h3>\n<ol>")?;
    for source in &told.sources {
        writeln!(out, "<li id=\"e{number}s{}\">{}", source.number, reference(source))?;
    }
    writeln!(out, "</ol>\n</article>")
}

fn marks(event: usize, cited: &Cited) -> String {
    let link = |n: &usize| format!("<sup><a href=\"#e{event}s{n}\">[{n}]</a></sup>");
    cited.sources.iter().map(link).collect()
}

fn reference(source: &Source) -> String {
    let title = format!("<bdi>{}</bdi>", Text(&source.title));
    let title = source.url.as_ref().map_or_else(
        || title.clone(),
        |url| format!("<a rel=\"noreferrer\" href=\"{}\">{title}</a>", Text(url)),
    );
    let mut facts = vec![format!("<code>{}</code>", Text(&source.id))];
    facts.extend(source.facts.iter().chain(&source.lineage).map(|fact| format!("<bdi>{}</bdi>", Text(fact))));
    format!("{title} <small>{}</small>", facts.join(", "))
}

fn table<const N: usize>(head: &[&str; N], rows: &[[String; N]], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<table>\n<tr><th>{}", head.join("<th>"))?;
    for row in rows {
        write!(out, "<tr>")?;
        for cell in row {
            write!(out, "<td><bdi>{}</bdi>", Text(cell))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "</table>")
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn markup_is_escaped() {
        let text = "<a href='x'>\"R&D\"</a> é";
        let escaped = "&lt;a href=&#39;x&#39;&gt;&quot;R&amp;D&quot;&lt;/a&gt; é";
        assert_eq!(Text(text).to_string(), escaped);
    }
}
