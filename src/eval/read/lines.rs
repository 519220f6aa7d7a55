//! Our own format: JSON Lines of labelled documents, entities and events.

use serde_json::{Map, Value};

use crate::eval::gold::{
    Gold, GoldConflict, GoldDocument, GoldEntity, GoldEvent, GoldMention, RoleOf, label_of,
};
use crate::types::{Field, Lang};

/// Whether the first line is a JSON object.
pub(super) fn fits(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    serde_json::from_str::<Map<String, Value>>(first).is_ok()
}

/// Whether any line that can be read says what a run should find.
pub(super) fn has_labels(text: &str) -> bool {
    const LABELS: [&str; 4] = ["mentions", "cluster", "lineage", "lang"];
    text.lines().filter_map(|line| serde_json::from_str::<Map<String, Value>>(line).ok()).any(|record| {
        match record.get("type").and_then(Value::as_str) {
            Some(kind) => matches!(kind, "entity" | "event"),
            None => LABELS.iter().any(|key| record.contains_key(*key)),
        }
    })
}

/// Takes the lines into `gold`; the error names the line and what is wrong with it.
pub(super) fn read(text: &str, set: &str, gold: &mut Gold) -> Result<(), (usize, String)> {
    for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        take(line, set, gold).map_err(|message| (i + 1, message))?;
    }
    Ok(())
}

fn take(line: &str, set: &str, gold: &mut Gold) -> Result<(), String> {
    let record: Value = serde_json::from_str(line).map_err(|error| format!("broken JSON: {error}"))?;
    match record["type"].as_str() {
        Some("entity") => {
            let mut entity = GoldEntity { id: id(&record)?, ..GoldEntity::default() };
            entity.name = text(&record["name"]).unwrap_or_default();
            for (tag, name) in record["names"].as_object().into_iter().flatten() {
                let name = text(name).ok_or("a name in `names` is no string")?;
                entity.names.insert(lang(tag)?, name);
            }
            gold.entities.push(entity);
            Ok(())
        }
        Some("event") => event(&record, gold),
        Some("document") | None => {
            gold.documents.push(document(&record, set)?);
            Ok(())
        }
        Some(other) => Err(format!("`{other}` is no type of a label; give entity, event or none")),
    }
}

fn event(record: &Value, gold: &mut Gold) -> Result<(), String> {
    let id = id(record)?;
    let at = gold.events.iter().position(|event| event.id == id).unwrap_or_else(|| {
        gold.events.push(GoldEvent { id, ..GoldEvent::default() });
        gold.events.len() - 1
    });
    let event = &mut gold.events[at];
    if let Some(summary) = text(&record["summary"]) {
        let tag = record["lang"].as_str().ok_or("a summary needs its `lang`")?;
        event.summaries.insert(lang(tag)?, summary);
    }
    event.when = event.when.take().or(text(&record["when"]["from"]).zip(text(&record["when"]["to"])));
    if let Some(conflicts) = record["conflicts"].as_array() {
        let conflict = |value: &Value| {
            let values = value["values"].as_array()?;
            Some(GoldConflict {
                about: text(&value["about"])?,
                kind: text(&value["kind"])?,
                values: values.iter().map(|v| text(v).unwrap_or_else(|| v.to_string())).collect(),
            })
        };
        let conflicts: Option<Vec<GoldConflict>> = conflicts.iter().map(conflict).collect();
        event.conflicts = Some(conflicts.ok_or("a conflict needs `about`, `kind` and a list `values`")?);
    }
    Ok(())
}

fn document(record: &Value, set: &str) -> Result<GoldDocument, String> {
    let mentions = match &record["mentions"] {
        Value::Null => None,
        Value::Array(mentions) => Some(mentions.iter().map(mention).collect::<Result<_, _>>()?),
        _ => return Err("`mentions` is no list".into()),
    };
    let mut document = GoldDocument {
        id: id(record)?,
        set: text(&record["set"]).unwrap_or_else(|| set.to_owned()),
        lang: record["lang"].as_str().map(lang).transpose()?,
        title: text(&record["title"]).unwrap_or_default(),
        text: text(&record["text"]).ok_or("a document needs its `text`")?,
        cluster: text(&record["cluster"]),
        of: text(&record["lineage"]["of"]),
        mentions,
        roles: record["roles"].as_array().map(|all| all.iter().map(role).collect()).transpose()?,
        published: text(&record["published"]),
        source: text(&record["source"]),
    };
    if let Some(mentions) = &mut document.mentions {
        mentions.sort_by_key(|m| (m.field, m.start, m.end));
    }
    Ok(document)
}

fn offset(value: &Value, name: &str, what: &str) -> Result<u32, String> {
    let offset = value[name].as_u64().and_then(|at| u32::try_from(at).ok());
    offset.ok_or_else(|| format!("{what} needs `{name}`, a number of characters"))
}

fn field(value: &Value) -> Result<Field, String> {
    match value["field"].as_str() {
        Some("title") => Ok(Field::Title),
        Some("text") | None => Ok(Field::Text),
        Some(other) => Err(format!("`{other}` is no field; give title or text")),
    }
}

fn role(value: &Value) -> Result<RoleOf, String> {
    let at = |value: &Value, name: &str| offset(value, name, "a role");
    let of = (at(&value["of"], "start")?, at(&value["of"], "end")?);
    Ok(RoleOf { field: field(value)?, start: at(value, "start")?, end: at(value, "end")?, of })
}

fn mention(value: &Value) -> Result<GoldMention, String> {
    let offset = |name: &str| offset(value, name, "a mention");
    let tag = value["label"].as_str().unwrap_or_default();
    Ok(GoldMention {
        field: field(value)?,
        start: offset("start")?,
        end: offset("end")?,
        label: label_of(tag).ok_or_else(|| format!("`{tag}` is no label; give PER ORG LOC EVT MISC"))?,
        entity: text(&value["entity"]),
        base: text(&value["base"]),
    })
}

fn id(record: &Value) -> Result<String, String> {
    text(&record["id"]).filter(|id| !id.is_empty()).ok_or_else(|| "no `id`".to_owned())
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn lang(tag: &str) -> Result<Lang, String> {
    tag.parse().map_err(|error: crate::types::ParseLangError| error.to_string())
}
