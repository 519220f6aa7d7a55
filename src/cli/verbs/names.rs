//! `exonym names compare`: may two names belong to one bearer?

use std::{
    borrow::Cow,
    io::{self, Write},
    path::Path,
};

use anyhow::Context;
use rayon::prelude::*;

use crate::{
    cli::{
        args::{Format, JobsArgs, OutputArgs},
        exit::{Exit, Failure},
        output::Sink,
        print::{
            clean, escape,
            jsonl::Lines,
            record::{ComparisonRecord, FORMAT, IssueRecord, Record, TOOL, rounded},
        },
        settings::{self, Config, Output, Talk},
    },
    names::{self, Comparison, Name, Verdict},
    types::{Issue, Label, Lang, Severity, Stage},
};

/// What is compared: one pair, or a file of them.
pub struct Names<'a> {
    pub pair: Option<(&'a str, &'a str)>,
    pub pairs: Option<&'a Path>,
    pub label: Label,
}

/// One line of the input.
struct Pair<'a> {
    a: Cow<'a, str>,
    b: Cow<'a, str>,
    label: Label,
}

struct Compared<'a> {
    pairs: Vec<(Pair<'a>, Comparison)>,
    issues: Vec<Issue>,
}

pub fn compare(
    names: &Names,
    output: &OutputArgs,
    jobs: &JobsArgs,
    config: &Config,
    talk: Talk,
) -> Result<Exit, Failure> {
    let output = Output::settle(output, config, true);
    if output.format == Format::Html {
        return Err(Failure::usage(anyhow::anyhow!(
            "comparisons have no web page; give --format md, json or jsonl"
        )));
    }
    let sink = Sink::open(output.file.as_deref())?;
    let text = match names.pairs {
        Some(path) => read(path)?,
        None => Vec::new(),
    };
    let (pairs, issues) = match names.pair {
        Some((a, b)) => (vec![Pair { a: a.into(), b: b.into(), label: names.label }], Vec::new()),
        None => parse(&text, names),
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(settings::jobs(jobs, config)).build();
    let pool = pool.context("no threads to compare with").map_err(Failure::usage)?;
    let pairs = pool.install(|| {
        let compared = pairs.into_par_iter().map(|pair| {
            let name = |text: &str| Name::new(text, pair.label, Lang::UND);
            let comparison = names::compare(&name(&pair.a), &name(&pair.b));
            (pair, comparison)
        });
        compared.collect()
    });
    let compared = Compared { pairs, issues };
    compared.issues.iter().for_each(|issue| talk.issue(&issue.to_string()));
    sink.fill(|out| compared.write(&output, out))?;
    Ok(if compared.issues.is_empty() { Exit::Done } else { Exit::Skipped })
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    bytes.with_context(|| format!("the pairs {} cannot be read", path.display())).map_err(Failure::unreadable)
}

fn parse<'t>(text: &'t [u8], names: &Names) -> (Vec<Pair<'t>>, Vec<Issue>) {
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    let (mut pairs, mut issues) = (Vec::new(), Vec::new());
    for (number, line) in (1..).zip(text.split(|&byte| byte == b'\n')) {
        let line = std::str::from_utf8(line).map_err(|_| "the line is not UTF-8".to_owned());
        if line.as_ref().is_ok_and(|line| line.trim().is_empty() || (number == 1 && is_head(line))) {
            continue;
        }
        match line.and_then(|line| pair(line, names.label)) {
            Ok(pair) => pairs.push(pair),
            Err(message) => issues.push(Issue {
                doc: None,
                input: names.pairs.map(|path| path.display().to_string()),
                line: Some(number),
                stage: Stage::Read,
                severity: Severity::Error,
                message,
            }),
        }
    }
    (pairs, issues)
}

/// The line that names the columns.
fn is_head(line: &str) -> bool {
    let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
    columns.starts_with(&["a", "b"]) && columns.get(2).is_none_or(|column| Label::parse(column).is_none())
}

fn pair(line: &str, usual: Label) -> Result<Pair<'_>, String> {
    let mut columns = line.split('\t').map(str::trim);
    let (Some(a), Some(b)) = (columns.next(), columns.next()) else {
        return Err("a pair needs two columns, split by a tab".to_owned());
    };
    if a.is_empty() || b.is_empty() {
        return Err("one of the two names is empty".to_owned());
    }
    let label = match columns.next().filter(|label| !label.is_empty()) {
        None => usual,
        Some(label) => Label::parse(&label.to_ascii_uppercase())
            .ok_or_else(|| format!("`{label}` is no label; give one of PER ORG LOC EVT MISC"))?,
    };
    Ok(Pair { a: a.into(), b: b.into(), label })
}

impl Compared<'_> {
    fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.pairs.iter().map(|(pair, comparison)| {
            Record::Comparison(ComparisonRecord {
                a: &pair.a,
                b: &pair.b,
                label: pair.label,
                score: rounded(comparison.score),
                verdict: verdict(comparison.verdict),
                reasons: &comparison.reasons,
            })
        })
    }

    fn write(&self, output: &Output, out: &mut dyn Write) -> io::Result<()> {
        match output.format {
            Format::Jsonl => {
                let mut lines = Lines::new(out, output.terminal);
                lines.write(&Record::begin(output.offsets))?;
                self.records().try_for_each(|record| lines.write(&record))?;
                for issue in &self.issues {
                    lines.write(&Record::Issue(IssueRecord::new(issue)))?;
                }
                lines.write(&Record::End { documents: 0, issues: self.issues.len(), state: None })
            }
            Format::Json => {
                #[derive(serde::Serialize)]
                struct Whole<'r> {
                    format: u32,
                    tool: &'static str,
                    comparisons: Vec<Record<'r>>,
                    issues: Vec<Record<'r>>,
                }
                let issues = self.issues.iter().map(|issue| Record::Issue(IssueRecord::new(issue)));
                let whole = Whole {
                    format: FORMAT,
                    tool: TOOL,
                    comparisons: self.records().collect(),
                    issues: issues.collect(),
                };
                serde_json::to_writer(&mut *out, &whole)?;
                writeln!(out)
            }
            Format::Md | Format::Html => self.pairs.iter().try_for_each(|(pair, comparison)| {
                let text = |text: &str| escape(&clean(text)).into_owned();
                let verdict = verdict(comparison.verdict);
                writeln!(out, "{} ~ {}: {verdict} ({:.2})", text(&pair.a), text(&pair.b), comparison.score)?;
                let mut reasons = comparison.reasons.iter();
                reasons.try_for_each(|reason| writeln!(out, "- {}: {}", reason.code, text(&reason.detail)))
            }),
        }
    }
}

pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Same => "same",
        Verdict::Different => "different",
        Verdict::Unsure => "unsure",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> (Vec<(String, String, Label)>, Vec<String>) {
        let names = Names { pair: None, pairs: Some(Path::new("p.tsv")), label: Label::Person };
        let (pairs, issues) = parse(text.as_bytes(), &names);
        let pairs = pairs.into_iter().map(|p| (p.a.into_owned(), p.b.into_owned(), p.label));
        (pairs.collect(), issues.iter().map(Issue::to_string).collect())
    }

    #[test]
    fn columns_labels_and_a_head_are_read() {
        let (pairs, issues) = parsed("\u{feff}a\tb\tlabel\nAnna\tAnne\nBaku\tBakı\tloc\n\nX\tY\t\r\n");
        let pair = |a: &str, b: &str, label| (a.to_owned(), b.to_owned(), label);
        let expected = [
            pair("Anna", "Anne", Label::Person),
            pair("Baku", "Bakı", Label::Location),
            pair("X", "Y", Label::Person),
        ];
        assert_eq!(pairs, expected);
        assert_eq!(issues, Vec::<String>::new());
    }

    #[test]
    fn bad_lines_are_issues_with_their_number() {
        let (pairs, issues) = parsed("Anna\nA\tB\tCAT\nA\t\nA\tB");
        assert_eq!(pairs.len(), 1);
        assert_eq!(issues.len(), 3);
        assert!(issues[0].starts_with("p.tsv:1: ") && issues[1].contains("`CAT`"), "{issues:?}");
    }
}
