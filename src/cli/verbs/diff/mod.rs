//! `exonym diff A B`: what changed from one run to the next.

mod change;

use std::{
    collections::BTreeSet,
    io::{self, Read, Write},
    path::Path,
};

use anyhow::{Context, bail};
use serde::Serialize;
use serde_json::Value;

pub use change::Kind;
use change::{Change, Group, changes};

use crate::cli::{
    args::{DiffArgs, Format},
    exit::{Exit, Failure},
    output::Sink,
    print::{
        clean, escape,
        record::{FORMAT, TOOL},
    },
    settings::{Config, Output},
};

/// What of a run is compared.
#[derive(Default)]
struct Run {
    entities: Vec<Group>,
    events: Vec<Group>,
    /// It continues a state and holds only what changed.
    is_part: bool,
}

impl Run {
    /// What `changes` finds, less what only looks like a change because a run left out what did not.
    fn seen_from(&self, later: &Run, mut changes: Vec<Change>, new: &[Group]) -> Vec<Change> {
        changes.retain(|change| match change.kind {
            Kind::Gone => !later.is_part,
            Kind::New => !(self.is_part && change.new.iter().any(|&i| !new[i].continues.is_empty())),
            _ => true,
        });
        changes
    }
}

/// A group as a change names it.
#[derive(Serialize)]
struct Named<'r> {
    id: &'r str,
    name: &'r str,
}

#[derive(Serialize)]
struct ChangeRecord<'r> {
    r#type: &'static str,
    of: &'static str,
    kind: Kind,
    from: Vec<Named<'r>>,
    to: Vec<Named<'r>>,
    added: Vec<String>,
    removed: Vec<String>,
    fields: Vec<&'static str>,
}

pub fn run(args: &DiffArgs, config: &Config) -> Result<Exit, Failure> {
    let output = Output::settle(&args.output, config, true);
    if output.format == Format::Html {
        return Err(Failure::usage(anyhow::anyhow!(
            "changes have no web page; give --format md, json or jsonl"
        )));
    }
    let sink = Sink::open(output.file.as_deref())?;
    let (old, new) = (read(&args.a)?, read(&args.b)?);
    let found = [("event", &old.events, &new.events), ("entity", &old.entities, &new.entities)];
    let records: Vec<ChangeRecord> = found
        .into_iter()
        .flat_map(|(of, before, after)| {
            let changes = old.seen_from(&new, changes(before, after), after);
            changes.into_iter().map(move |c| record(of, c, before, after))
        })
        .collect();
    sink.fill(|out| write(&records, output.format, out))?;
    let failed = records.iter().any(|r| args.fail_on.contains(&r.kind));
    Ok(if failed { Exit::Failed } else { Exit::Done })
}

fn record<'r>(of: &'static str, change: Change, old: &'r [Group], new: &'r [Group]) -> ChangeRecord<'r> {
    let named = |groups: &'r [Group], of: &[usize]| -> Vec<Named<'r>> {
        of.iter().map(|&i| Named { id: &groups[i].id, name: &groups[i].name }).collect()
    };
    ChangeRecord {
        r#type: "change",
        of,
        kind: change.kind,
        from: named(old, &change.old),
        to: named(new, &change.new),
        added: change.added,
        removed: change.removed,
        fields: change.fields,
    }
}

/// The entities and events of a file that `run`, `events` or `link` wrote, as JSON Lines or JSON.
fn read(path: &Path) -> Result<Run, Failure> {
    let mut text = String::new();
    let read = if path.as_os_str() == "-" {
        io::stdin().lock().read_to_string(&mut text)
    } else {
        std::fs::File::open(path).and_then(|mut file| file.read_to_string(&mut text))
    };
    let shown = path.display();
    read.with_context(|| format!("the run {shown} cannot be read")).map_err(Failure::unreadable)?;
    parse(&text).with_context(|| format!("{shown}")).map_err(Failure::unreadable)
}

fn parse(text: &str) -> anyhow::Result<Run> {
    let mut run = Run::default();
    let mut begun = false;
    // One object over many lines (`--format json`), or one a line.
    for (number, value) in (1..).zip(serde_json::Deserializer::from_str(text).into_iter::<Value>()) {
        let value =
            value.with_context(|| format!("record {number} is not JSON; give a file written by exonym"))?;
        begun |= value.get("format").is_some();
        run.is_part |= value["state"]["all"] == false;
        match value["type"].as_str() {
            Some("entity") => run.entities.push(entity(&value)?),
            Some("event") => run.events.push(event(&value)?),
            Some(_) => {}
            None => {
                for entry in value["entities"].as_array().into_iter().flatten() {
                    run.entities.push(entity(entry)?);
                }
                for entry in value["events"].as_array().into_iter().flatten() {
                    run.events.push(event(entry)?);
                }
            }
        }
    }
    if !begun {
        bail!("no run is in it: give the jsonl or json that `exonym run`, `events` or `link` wrote");
    }
    Ok(run)
}

fn text<'v>(value: &'v Value, key: &str) -> anyhow::Result<&'v str> {
    value[key].as_str().with_context(|| format!("a record lacks `{key}`"))
}

fn event(value: &Value) -> anyhow::Result<Group> {
    let docs = value["docs"].as_array().context("an event lacks `docs`")?;
    let fields = ["headline", "when", "where", "who", "origins", "summary", "conflicts"];
    Ok(Group {
        id: text(value, "id")?.to_owned(),
        name: value["headline"].as_str().unwrap_or_default().to_owned(),
        members: docs.iter().filter_map(Value::as_str).map(String::from).collect(),
        continues: continues(value),
        fields: fields.into_iter().filter_map(|f| Some((f, value.get(f)?.to_string()))).collect(),
    })
}

/// Ids of the run before that a record of a continued run names.
fn continues(value: &Value) -> Vec<String> {
    let from = value["from"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let own = value["id"].as_str().filter(|_| value["status"].as_str().is_some_and(|s| s != "new"));
    own.into_iter().chain(from).map(String::from).collect()
}

fn entity(value: &Value) -> anyhow::Result<Group> {
    let place = |m: &Value| {
        let (doc, field) = (m["doc"].as_str()?, m["field"].as_str()?);
        Some(format!("{doc} {field}:{}-{}", m["start"].as_u64()?, m["end"].as_u64()?))
    };
    let mentions = value["mentions"].as_array().context("an entity lacks `mentions`")?;
    let members: Option<BTreeSet<String>> = mentions.iter().map(place).collect();
    Ok(Group {
        id: text(value, "id")?.to_owned(),
        name: text(value, "name")?.to_owned(),
        members: members.context("a mention lacks its place")?,
        continues: continues(value),
        fields: ["label", "name"].into_iter().filter_map(|f| Some((f, value.get(f)?.to_string()))).collect(),
    })
}

fn write(records: &[ChangeRecord], format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Jsonl => records.iter().try_for_each(|record| {
            serde_json::to_writer(&mut *out, record)?;
            writeln!(out)
        }),
        Format::Json => {
            let whole = serde_json::json!({"format": FORMAT, "tool": TOOL, "changes": records});
            serde_json::to_writer(&mut *out, &whole)?;
            writeln!(out)
        }
        Format::Md | Format::Html if records.is_empty() => writeln!(out, "No change."),
        Format::Md | Format::Html => records.iter().try_for_each(|record| writeln!(out, "{}", line(record))),
    }
}

/// `- event split: Flood in Osh -> Flood in Osh + Rescue in Osh (added d7; headline)`
fn line(record: &ChangeRecord) -> String {
    let names = |of: &[Named]| {
        let name = |n: &Named| escape(&clean(if n.name.is_empty() { n.id } else { n.name })).into_owned();
        of.iter().map(name).collect::<Vec<_>>().join(" + ")
    };
    let sides: Vec<String> =
        [names(&record.from), names(&record.to)].into_iter().filter(|s| !s.is_empty()).collect();
    let sides = if sides.len() == 2 && sides[0] == sides[1] { sides[0].clone() } else { sides.join(" → ") };
    let kind = serde_json::to_value(record.kind).ok();
    let kind = kind.as_ref().and_then(Value::as_str).unwrap_or_default();
    // The mentions of an entity are places: their number says more.
    let list = |members: &[String]| match record.of {
        "entity" => format!("{} mentions", members.len()),
        _ => escape(&clean(&members.join(", "))).into_owned(),
    };
    let mut notes = Vec::new();
    let sides_differ = !record.from.is_empty() && !record.to.is_empty();
    if sides_differ && !record.added.is_empty() {
        notes.push(format!("added {}", list(&record.added)));
    }
    if sides_differ && !record.removed.is_empty() {
        notes.push(format!("removed {}", list(&record.removed)));
    }
    if !record.fields.is_empty() {
        notes.push(format!("other {}", record.fields.join(", ")));
    }
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join("; ")) };
    format!("- {} {kind}: {sides}{notes}", record.of)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = r#"{"type":"begin","format":1}
{"type":"entity","id":"e1","label":"PER","name":"Vusal","mentions":[{"doc":"a","field":"text","start":0,"end":5}]}
{"type":"event","id":"v1","docs":["a"],"headline":"Flood"}
{"type":"end","documents":1,"issues":0}"#;

    #[test]
    fn lines_and_one_object_are_read_alike() {
        let lines = parse(OLD).expect("a run");
        let records: Vec<Value> = OLD.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
        let object = serde_json::json!({"format": 1, "entities": [records[1]], "events": [records[2]]});
        let object = parse(&object.to_string()).expect("a run");
        assert!(changes(&lines.events, &object.events).is_empty());
        assert!(changes(&lines.entities, &object.entities).is_empty());
        assert_eq!((lines.events.len(), lines.entities.len()), (1, 1));
    }

    #[test]
    fn what_is_no_run_is_refused() {
        for text in
            ["", "{\"text\":\"x\"}", "nonsense", "{\"type\":\"begin\",\"format\":1}\n{\"type\":\"event\"}"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_a_continued_run_left_out_is_neither_gone_nor_new() {
        let event = |id: &str, status: &str, doc: &str| {
            format!(r#"{{"type":"event","id":"{id}","status":"{status}","docs":["{doc}"],"headline":"x"}}"#)
        };
        let run = |events: &[String], all: bool| {
            let end = format!(r#"{{"type":"end","documents":0,"issues":0,"state":{{"all":{all}}}}}"#);
            parse(&format!("{{\"type\":\"begin\",\"format\":1}}\n{}\n{end}", events.join("\n")))
                .expect("a run")
        };
        let kinds = |a: &Run, b: &Run| -> Vec<Kind> {
            let found = a.seen_from(b, changes(&a.events, &b.events), &b.events);
            found.iter().map(|change| change.kind).collect()
        };
        let first = run(&[event("u", "new", "a"), event("v", "new", "b")], false);
        let second = run(&[event("v", "grown", "c"), event("w", "new", "d")], false);
        let whole = run(&[event("u", "unchanged", "a"), event("v", "unchanged", "c")], true);
        assert_eq!(kinds(&first, &second), [Kind::Grown, Kind::New]);
        assert_eq!(kinds(&second, &whole), [Kind::Gone]);
        assert_eq!(kinds(&whole, &second), [Kind::New]);
    }

    #[test]
    fn a_line_tells_what_happened() {
        let old = parse(OLD).expect("a run");
        let new = parse(&OLD.replace("[\"a\"]", "[\"a\",\"b\"]").replace("Flood", "Mudflow")).expect("a run");
        let mut found = changes(&old.events, &new.events);
        let line = line(&record("event", found.remove(0), &old.events, &new.events));
        assert_eq!(line, "- event grown: Flood → Mudflow (added b; other headline)");
    }
}
