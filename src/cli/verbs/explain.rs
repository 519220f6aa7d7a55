//! `exonym explain`: why documents are one event or are not.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::Path,
};

use anyhow::{Context, anyhow};

use super::feed::{self, Asked, Gathered};
use crate::{
    cli::{
        args::{Format, QuestionArgs},
        exit::{Exit, Failure},
        output::Sink,
        print::{
            clean, escape,
            jsonl::Lines,
            record::{ExplanationRecord, FORMAT, IssueRecord, Record, Recorder, TOOL},
        },
        settings::{Config, Output, Talk},
    },
    cluster::{self, Explanation, Question},
    pipeline::Report,
    types::{DocIndex, Issue, Severity, Stage},
};

pub fn run(gathered: &Asked, asked: &QuestionArgs, config: &Config, talk: Talk) -> Result<Exit, Failure> {
    let output = Output::settle(&gathered.feed.output, config, true);
    if output.format == Format::Html {
        return Err(Failure::usage(anyhow!(
            "explanations have no web page; give --format md, json or jsonl"
        )));
    }
    if let Some(folder) = gathered.state.and_then(|args| args.state.as_deref()).filter(|f| !f.is_dir()) {
        let missing = anyhow!("no state in {}; `exonym run --state` makes one", folder.display());
        return Err(Failure::unreadable(missing));
    }
    let sink = Sink::open(output.file.as_deref())?;
    let listed = asked.pairs.as_deref().map(read).transpose()?;
    // The state that would be next is let go: a question changes nothing.
    let Gathered { mut report, mut exit, decisions: decided, .. } = feed::gather(gathered, config, talk)?;
    let answer = |report: &Report, question| {
        cluster::explain(&report.documents, &report.entities, &report.events, &decided, question)
    };
    let told = match (&asked.docs[..], &asked.event, listed) {
        ([a, b], ..) => {
            let ids = ids(&report);
            answer(&report, Question::Documents(known(&ids, a)?, known(&ids, b)?))
        }
        (_, Some(id), _) => {
            let number = report.events.iter().position(|event| event.id == *id);
            let number = number.with_context(|| {
                format!("no event `{id}` in the feed; `exonym events` writes the ids, which a feed with other documents may change")
            });
            answer(&report, Question::Event(number.map_err(Failure::usage)?))
        }
        (_, _, listed) => {
            let (pairs, issues) = parse(&listed.unwrap_or_default(), asked.pairs.as_deref(), &ids(&report));
            issues.iter().for_each(|issue| talk.issue(&issue.to_string()));
            if !issues.is_empty() {
                exit = exit.and(Exit::Skipped);
            }
            let told = answer(&report, Question::Pairs(&pairs));
            report.issues.extend(issues);
            told
        }
    };
    sink.fill(|out| write(&report, &told, &output, out))?;
    Ok(exit)
}

fn ids(report: &Report) -> BTreeMap<&str, DocIndex> {
    (0..).map(DocIndex).zip(&report.documents).map(|(doc, a)| (a.document.id(), doc)).collect()
}

fn known(ids: &BTreeMap<&str, DocIndex>, id: &str) -> Result<DocIndex, Failure> {
    let doc = ids.get(id).copied();
    doc.with_context(|| format!("no document `{id}` in the feed; `exonym detect` lists the ids"))
        .map_err(Failure::usage)
}

fn read(path: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(path);
    text.with_context(|| format!("the pairs {} cannot be read", path.display())).map_err(Failure::unreadable)
}

/// Pairs of ids, one a line, split by a tab; what cannot be used is an issue.
fn parse(
    text: &str,
    path: Option<&Path>,
    ids: &BTreeMap<&str, DocIndex>,
) -> (Vec<(DocIndex, DocIndex)>, Vec<Issue>) {
    let (mut pairs, mut issues) = (Vec::new(), Vec::new());
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        if line.trim().is_empty() || (number == 1 && line.starts_with("a\tb")) {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
        let pair = match columns[..] {
            [a, b, ..] => {
                let find =
                    |id: &str| ids.get(id).copied().ok_or_else(|| format!("no document `{id}` in the feed"));
                find(a).and_then(|a| Ok((a, find(b)?)))
            }
            _ => Err("a pair needs two ids, split by a tab".to_owned()),
        };
        match pair {
            Ok(pair) => pairs.push(pair),
            Err(message) => issues.push(Issue {
                doc: None,
                input: path.map(|p| p.display().to_string()),
                line: Some(number),
                stage: Stage::Read,
                severity: Severity::Error,
                message,
            }),
        }
    }
    (pairs, issues)
}

fn write(report: &Report, told: &[Explanation], output: &Output, out: &mut dyn Write) -> io::Result<()> {
    let recorder = Recorder::new(&report.documents, &report.entities, output.offsets);
    let records = || told.iter().map(|e| recorder.explanation(e, &report.events));
    let issues = || report.issues.iter().map(|issue| Record::Issue(IssueRecord::new(issue)));
    match output.format {
        Format::Jsonl => {
            let mut lines = Lines::new(out, output.terminal);
            lines.write(&Record::begin(output.offsets))?;
            records().try_for_each(|record| lines.write(&Record::Explanation(record)))?;
            issues().try_for_each(|issue| lines.write(&issue))?;
            lines.write(&Record::End {
                documents: report.documents.len(),
                issues: report.issues.len(),
                state: None,
            })
        }
        Format::Json => {
            #[derive(serde::Serialize)]
            struct Whole<'r> {
                format: u32,
                tool: &'static str,
                explanations: Vec<Record<'r>>,
                issues: Vec<Record<'r>>,
            }
            let explanations = records().map(Record::Explanation).collect();
            let whole = Whole { format: FORMAT, tool: TOOL, explanations, issues: issues().collect() };
            serde_json::to_writer(&mut *out, &whole)?;
            writeln!(out)
        }
        Format::Md | Format::Html => records().try_for_each(|record| readable(&record, report, out)),
    }
}

fn readable(record: &ExplanationRecord, report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let text = |text: &str| escape(&clean(text)).into_owned();
    let e = record.explanation;
    let title = |doc: DocIndex| {
        let document = &report.documents[doc.0 as usize].document;
        let title = document.title().of(document.text());
        if title.is_empty() {
            text(document.id())
        } else {
            format!("{} ({})", text(title), text(document.id()))
        }
    };
    let verdict = if e.same_event { "one event" } else { "two events" };
    let kind = match e.about {
        cluster::About::Asked => "Asked",
        cluster::About::Join => "Nearest in the event",
        cluster::About::Rejected => "Nearest that was left out",
    };
    writeln!(out, "## {kind}: {verdict}\n\n- {}\n- {}\n", title(e.a), title(e.b))?;
    write!(out, "Score {:.2} (log-odds {:+.1}, {}); ", record.score(), e.log_odds, e.mode)?;
    let whose = if e.same_event { "the event's pairs" } else { "all pairs of both events" };
    writeln!(out, "mean over {whose} {:+.1}, joined above 0.", e.group)?;
    if let Some(veto) = e.veto {
        writeln!(out, "\n**Veto:** {veto}")?;
    }
    if let Some(decision) = &e.decision {
        writeln!(out, "\n**Decided:** {}", text(decision))?;
    }
    writeln!(out, "\n| feature | value | weight | points |\n|---|--:|--:|--:|")?;
    for share in &e.shares {
        let points = share.points();
        writeln!(out, "| {} | {:.2} | {:+.2} | {points:+.2} |", share.feature, share.value, share.weight)?;
    }
    writeln!(out, "| constant | | | {:+.2} |", e.constant)?;
    let lists = [("What both have", &e.reasons), ("What would turn it round", &e.flip)];
    for (head, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
        writeln!(out, "\n**{head}**\n")?;
        list.iter().try_for_each(|r| writeln!(out, "- {}: {}", r.code, text(&r.detail)))?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_and_unknown_ids_are_issues() {
        let ids = BTreeMap::from([("x", DocIndex(0)), ("y", DocIndex(1))]);
        let (pairs, issues) = parse("a\tb\nx\ty\r\n\ny\tz\nx", Some(Path::new("p.tsv")), &ids);
        assert_eq!(pairs, [(DocIndex(0), DocIndex(1))]);
        let told: Vec<String> = issues.iter().map(Issue::to_string).collect();
        assert_eq!(told[0], "p.tsv:4: no document `z` in the feed");
        assert!(told[1].starts_with("p.tsv:5: ") && told.len() == 2, "{told:?}");
    }
}
