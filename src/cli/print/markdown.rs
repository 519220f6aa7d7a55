//! Markdown to read: what happened, who says so, where the sources differ.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use super::{
    Story,
    digest::{self, Cited, Source, Spelled, Told},
    wrap::{Width, columns, pad},
};

pub fn write(story: &Story, out: &mut dyn Write, width: Width) -> io::Result<()> {
    writeln!(out, "# {}", digest::heading(story))?;
    for (number, told) in (1..).zip(digest::events(story)) {
        event(number, &told, out, width)?;
    }
    if story.parts.events {
        let alone = digest::alone(story);
        if !alone.is_empty() {
            writeln!(out, "\n## Other reports\n")?;
            for source in &alone {
                line(&format!("- {}", reference(source, width)), out, width, 2)?;
            }
        }
    }
    if story.parts.entities {
        names(&digest::names(story, !story.parts.events), out, width)?;
    } else if story.parts.tags {
        writeln!(out)?;
        table(&["document", "name", "kind", "field"], &digest::mentions(story), out, width)?;
    } else if story.parts.languages {
        writeln!(out)?;
        table(&["document", "language", "script", "confidence"], &digest::languages(story), out, width)?;
    }
    let issues = digest::issues(story);
    if !issues.is_empty() {
        writeln!(out, "\n## Issues\n")?;
        for issue in issues {
            line(&format!("- {}", escape(&issue)), out, width, 2)?;
        }
    }
    Ok(())
}

fn event(number: usize, told: &Told, out: &mut dyn Write, width: Width) -> io::Result<()> {
    writeln!(out, "\n## {number}. {}\n", escape(&told.headline))?;
    let facts = [
        ("When", told.when.clone()),
        ("Where", (!told.places.is_empty()).then(|| told.places.join(", "))),
        ("Who", (!told.who.is_empty()).then(|| told.who.join(", "))),
        ("Told by", Some(told.told_by.clone())),
        ("Since the last run", told.status.clone()),
    ];
    for (name, value) in facts {
        if let Some(value) = value {
            line(&format!("- **{name}:** {}", escape(&value)), out, width, 2)?;
        }
    }
    if !told.sentences.is_empty() {
        let sentences: Vec<String> = told.sentences.iter().map(marked).collect();
        writeln!(out)?;
        line(&sentences.join(" "), out, width, 0)?;
    }
    if let Some(written) = &told.written {
        writeln!(out)?;
        line(&format!("*{}*", escape(written)), out, width, 0)?;
    }
    if !told.conflicts.is_empty() {
        writeln!(out, "\n**Where the sources differ**\n")?;
        let rows = told.conflicts.iter().flat_map(|conflict| {
            conflict.values.iter().enumerate().map(move |(n, value)| {
                let first = |text: &str| if n == 0 { text.to_owned() } else { String::new() };
                [first(&conflict.about), first(conflict.kind), value.text.clone(), marks(value)]
            })
        });
        let rows: Vec<_> = rows.collect();
        table(&["matter", "kind", "value", "sources"], &rows, out, width)?;
    }
    writeln!(out, "\n**Sources**\n")?;
    for source in &told.sources {
        let mark = format!("{}. ", source.number);
        line(&format!("{mark}{}", reference(source, width)), out, width, mark.len())?;
    }
    Ok(())
}

fn names(names: &[Spelled], out: &mut dyn Write, width: Width) -> io::Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Names\n")?;
    let rows: Vec<_> = names
        .iter()
        .map(|name| {
            let seen = format!("{} in {}", name.mentions, digest::count(name.documents, "document"));
            [name.name.clone(), name.label.to_owned(), name.also.join(" · "), seen]
        })
        .collect();
    table(&["name", "kind", "also written", "mentions"], &rows, out, width)
}

/// A source as a list item: title, id, outlet, language, date, lineage.
fn reference(source: &Source, width: Width) -> String {
    let title = escape(&source.title);
    let title = match &source.url {
        Some(url) if !width.is_terminal() => format!("[{title}]({url})"),
        _ => title.into_owned(),
    };
    let mut facts = vec![format!("`{}`", source.id.replace('`', "'"))];
    facts.extend(source.facts.iter().map(|fact| escape(fact).into_owned()));
    facts.extend(source.lineage.iter().cloned());
    format!("{title} ({})", facts.join(", "))
}

/// A sentence with its citation marks.
fn marked(cited: &Cited) -> String {
    let marks = marks(cited);
    let gap = if marks.is_empty() { "" } else { " " };
    format!("{}{gap}{marks}", escape(&cited.text))
}

fn marks(cited: &Cited) -> String {
    cited.sources.iter().map(|number| format!("[{number}]")).collect()
}

fn line(text: &str, out: &mut dyn Write, width: Width, indent: usize) -> io::Result<()> {
    writeln!(out, "{}", width.wrap(text, indent))
}

/// The widest a cell is filled up to; longer ones stand out over the others.
const CELL: usize = 40;

fn table<const N: usize>(
    head: &[&str; N],
    rows: &[[String; N]],
    out: &mut dyn Write,
    width: Width,
) -> io::Result<()> {
    let mark = N - 1;
    let cell = |n: usize, text: &str| {
        // Citation marks are ours; everything else may come from a feed.
        if n == mark { text.to_owned() } else { escape(text).into_owned() }
    };
    let rows: Vec<[String; N]> = rows.iter().map(|row| std::array::from_fn(|n| cell(n, &row[n]))).collect();
    let widths: [usize; N] = std::array::from_fn(|n| {
        let cells = rows.iter().map(|row| columns(&row[n]));
        cells.chain([columns(head[n])]).max().unwrap_or(0).min(if width.is_terminal() { CELL } else { 0 })
    });
    let mut write = |cells: [&str; N]| {
        let cells: Vec<String> = cells.iter().zip(widths).map(|(text, width)| pad(text, width)).collect();
        writeln!(out, "| {} |", cells.join(" | ").trim_end())
    };
    write(*head)?;
    let rules: [String; N] = widths.map(|width| "-".repeat(width.max(3)));
    write(std::array::from_fn(|n| &*rules[n]))?;
    rows.iter().try_for_each(|row| write(std::array::from_fn(|n| &*row[n])))
}

/// The text with every character escaped that Markdown would take for markup.
pub fn escape(text: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let list_mark = number.len() < text.len() && number.starts_with(['.', ')']);
    while let Some(c) = rest.next() {
        let start = out.is_empty();
        let after = rest.peek().copied().unwrap_or(' ');
        let marks = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' => true,
            '&' => after == '#' || after.is_ascii_alphabetic(),
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '#' => start || after == ' ',
            '>' | '-' | '+' | '=' => start,
            '.' | ')' => list_mark && before.is_ascii_digit() && out.bytes().all(|b| b.is_ascii_digit()),
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    if out == text { text.into() } else { out.into() }
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn markup_in_texts_stays_text() {
        let table = [
            ("plain, with 3.5 % and a-b", "plain, with 3.5 % and a-b"),
            ("*bold* [x](y) <script>", "\\*bold\\* \\[x\\](y) \\<script>"),
            ("# head", "\\# head"),
            ("- item", "\\- item"),
            ("12. item 3. x", "12\\. item 3. x"),
            ("a_b _c_", "a_b \\_c\\_"),
            ("R&D &amp; &#39;", "R\\&D \\&amp; \\&#39;"),
            ("a|b", "a\\|b"),
        ];
        for (text, escaped) in table {
            assert_eq!(escape(text), escaped);
        }
    }
}
