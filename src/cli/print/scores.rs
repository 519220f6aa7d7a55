//! Scores as a table, as Markdown, as JSON.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use console::measure_text_width;
use serde::Serialize;

use super::{clean, markdown::escape, record};
use crate::{
    cli::args::ScoreFormat,
    eval::{
        Fault,
        metric::Interval,
        score::{self, Metric, Metrics, Scores},
    },
    types::Field,
};

/// A measure now and before.
#[derive(Serialize)]
pub struct Change {
    pub name: String,
    pub before: f64,
    pub now: f64,
    pub difference: f64,
    /// Paired bootstrap, where the earlier run's records were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p: Option<f64>,
}

/// End measures of a run in which one stage was given its gold.
#[derive(Serialize)]
pub struct Blamed {
    pub stage: &'static str,
    /// Values of [`Blamed::METRICS`].
    pub values: [Option<f64>; 5],
}

impl Blamed {
    pub const METRICS: [&str; 5] = ["ner.f1", "link.b3.f1", "events.b3.f1", "summary.rouge2", "conflicts.f1"];
}

/// All that is told of an evaluation.
pub struct Sheet<'s> {
    pub scores: &'s Scores,
    pub changes: &'s [Change],
    pub blamed: &'s [Blamed],
    pub errors: &'s [Fault],
    /// Floors that were missed.
    pub below: &'s [String],
}

pub fn write(sheet: &Sheet, format: ScoreFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        ScoreFormat::Json => json(sheet, out),
        ScoreFormat::Md => tell(sheet, true, out),
        ScoreFormat::Table => tell(sheet, false, out),
    }
}

fn json(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Whole<'s> {
        format: u32,
        tool: &'static str,
        #[serde(flatten)]
        scores: &'s Scores,
        #[serde(skip_serializing_if = "<[Change]>::is_empty")]
        changes: &'s [Change],
        #[serde(skip_serializing_if = "Option::is_none")]
        blame: Option<Blame<'s>>,
        #[serde(skip_serializing_if = "<[Fault]>::is_empty")]
        errors: &'s [Fault],
        below: &'s [String],
    }
    #[derive(Serialize)]
    struct Blame<'s> {
        metrics: [&'static str; 5],
        stages: &'s [Blamed],
    }
    let blame = Blame { metrics: Blamed::METRICS, stages: sheet.blamed };
    let whole = Whole {
        format: record::FORMAT,
        tool: record::TOOL,
        scores: sheet.scores,
        changes: sheet.changes,
        blame: (!sheet.blamed.is_empty()).then_some(blame),
        errors: sheet.errors,
        below: sheet.below,
    };
    serde_json::to_writer(&mut *out, &whole)?;
    writeln!(out)
}

fn tell(sheet: &Sheet, markdown: bool, out: &mut dyn Write) -> io::Result<()> {
    let scores = sheet.scores;
    let mut page = Page { markdown, out };
    page.table("", &["measure", "score", "95 %", "of"], measures(scores))?;
    let absent: Vec<String> = score::names().into_iter().filter(|n| scores.value(n).is_none()).collect();
    if !absent.is_empty() {
        page.line(&format!("No gold or no records for: {}.", families(&absent).join(", ")))?;
    }
    for (kind, groups) in &scores.by {
        let columns: BTreeSet<&str> = groups.values().flat_map(|m| m.keys().map(String::as_str)).collect();
        let columns: Vec<String> =
            score::names().into_iter().filter(|name| columns.contains(&**name)).collect();
        let head: Vec<&str> = [*kind].into_iter().chain(columns.iter().map(String::as_str)).collect();
        let row = |(group, metrics): (&String, &Metrics)| {
            let cell = |name: &String| metrics.get(name).map_or_else(|| "–".to_owned(), counted);
            [group.clone()].into_iter().chain(columns.iter().map(cell)).collect()
        };
        page.table(&format!("By {kind}"), &head, groups.iter().map(row).collect())?;
    }
    let taken = scores.confusion.iter().flat_map(|(gold, row)| {
        let wrong = row.iter().filter(move |(other, _)| *other != gold);
        wrong.map(move |(other, n)| vec![gold.clone(), other.clone(), n.to_string()])
    });
    page.table("Languages taken for others", &["language", "taken for", "documents"], taken.collect())?;
    for (name, rows) in &scores.reliability {
        let rows = rows.iter().filter(|row| row.count > 0).map(|row| {
            let number = |n: f64| format!("{n:.3}");
            vec![
                format!("{:.1}", row.up_to),
                number(row.confidence),
                number(row.accuracy),
                row.count.to_string(),
            ]
        });
        let head = ["up to", "mean confidence", "right", "of"];
        page.table(&format!("Reliability of {name}"), &head, rows.collect())?;
    }
    let changed = sheet.changes.iter().map(|change| {
        let interval =
            change.interval.map_or_else(|| "–".to_owned(), |i| format!("{:+.3} … {:+.3}", i.low, i.high));
        let p = change.p.map_or_else(|| "–".to_owned(), |p| format!("{p:.3}"));
        let numbers = [format!("{:.3}", change.before), format!("{:.3}", change.now)];
        let [before, now] = numbers;
        vec![change.name.clone(), before, now, format!("{:+.3}", change.difference), interval, p]
    });
    let head = ["measure", "before", "now", "difference", "95 %", "p"];
    page.table("Against the baseline", &head, changed.collect())?;
    let head: Vec<&str> = ["gold instead of"].into_iter().chain(Blamed::METRICS).collect();
    page.table("What each stage costs", &head, blamed(sheet.blamed))?;
    for fault in sheet.errors {
        let field = fault.field;
        let lang = fault.lang.map_or_else(String::new, |lang| format!(", {lang}"));
        let field = if field == Field::Title { "title" } else { "text" };
        page.line(&format!("{} ({field}{lang}): {} wrong", fault.doc, fault.wrong))?;
        page.item(&format!("gold:  {}", fault.gold))?;
        page.item(&format!("found: {}", fault.predicted))?;
    }
    sheet.below.iter().try_for_each(|message| page.line(message))
}

fn measures(scores: &Scores) -> Vec<Vec<String>> {
    let row = |name: String| {
        let metric = &scores.metrics[&name];
        let value = format!("{:.3}", metric.value?);
        let interval = metric.interval.map_or_else(String::new, |i| format!("{:.3} – {:.3}", i.low, i.high));
        Some(vec![name, value, interval, metric.count.to_string()])
    };
    score::names().into_iter().filter_map(row).collect()
}

fn counted(metric: &Metric) -> String {
    metric.value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3} ({})", metric.count))
}

/// The names, those of a whole family by its first part: `events` for all of `events.…`.
fn families(absent: &[String]) -> Vec<&str> {
    let first = |name: &'_ str| name.split('.').next().map_or(0, str::len);
    let all = score::names();
    let family = |name: &'_ String| {
        let end = first(name);
        let whole = all.iter().filter(|n| n[..first(n)] == name[..end]).all(|n| absent.contains(n));
        if whole {
            end
        } else if name.starts_with("link.gold") {
            "link.gold".len()
        } else {
            name.len()
        }
    };
    let mut families: Vec<&str> = absent.iter().map(|name| &name[..family(name)]).collect();
    families.dedup();
    families
}

fn blamed(rows: &[Blamed]) -> Vec<Vec<String>> {
    let Some(first) = rows.first() else { return Vec::new() };
    let row = |blamed: &Blamed| {
        let cell = |(value, before): (&Option<f64>, &Option<f64>)| match (value, before) {
            (Some(value), Some(before)) if blamed.stage != "none" => {
                format!("{value:.3} ({:+.3})", value - before)
            }
            (Some(value), _) => format!("{value:.3}"),
            _ => "–".to_owned(),
        };
        let cells = blamed.values.iter().zip(&first.values).map(cell);
        [blamed.stage.to_owned()].into_iter().chain(cells).collect()
    };
    rows.iter().map(row).collect()
}

struct Page<'w> {
    markdown: bool,
    out: &'w mut dyn Write,
}

impl Page<'_> {
    /// A table under its title; nothing without rows.
    fn table(&mut self, title: &str, head: &[&str], rows: Vec<Vec<String>>) -> io::Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        if !title.is_empty() {
            let mark = if self.markdown { "## " } else { "" };
            writeln!(self.out, "\n{mark}{title}\n")?;
        }
        if self.markdown {
            writeln!(self.out, "| {} |", head.join(" | "))?;
            writeln!(self.out, "|---|{}", "--:|".repeat(head.len() - 1))?;
            return rows.iter().try_for_each(|row| {
                let cells: Vec<String> = row.iter().map(|cell| escape(&clean(cell)).into_owned()).collect();
                writeln!(self.out, "| {} |", cells.join(" | "))
            });
        }
        let width = |column: usize| {
            let cells = rows.iter().map(|row| measure_text_width(&row[column]));
            cells.chain([measure_text_width(head[column])]).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..head.len()).map(width).collect();
        let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
        for row in [&head].into_iter().chain(&rows) {
            let cell = |(i, cell): (usize, &String)| {
                let gap = " ".repeat(widths[i].saturating_sub(measure_text_width(cell)));
                if i == 0 { format!("{}{gap}", clean(cell)) } else { format!("{gap}{}", clean(cell)) }
            };
            let cells: Vec<String> = row.iter().enumerate().map(cell).collect();
            writeln!(self.out, "{}", cells.join("  ").trim_end())?;
        }
        Ok(())
    }

    fn line(&mut self, text: &str) -> io::Result<()> {
        let text = clean(text);
        if self.markdown { writeln!(self.out, "\n{}", escape(&text)) } else { writeln!(self.out, "\n{text}") }
    }

    fn item(&mut self, text: &str) -> io::Result<()> {
        let text = clean(text);
        if self.markdown { writeln!(self.out, "- {}", escape(&text)) } else { writeln!(self.out, "  {text}") }
    }
}
