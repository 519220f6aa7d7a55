//! neleval (TAC entity linking): a name a line with its place and its entity, the texts in files of their own.

use std::collections::BTreeMap;

use crate::eval::gold::{Gold, GoldDocument, GoldMention, label_of};
use crate::types::Field;

/// A line's document, first and last character, entity and label.
fn row(line: &str) -> Option<(&str, u32, u32, &str, &str)> {
    let columns: Vec<&str> = line.split('\t').collect();
    // Further candidates follow in threes; the first is the best.
    let [document, first, last, entity, score, label, ..] = columns[..] else { return None };
    score.parse::<f64>().ok()?;
    Some((document, first.parse().ok()?, last.parse().ok()?, entity, label))
}

/// Whether every line has the six columns.
pub(super) fn fits(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    lines.peek().is_some() && lines.all(|line| row(line).is_some())
}

/// Takes the names with the texts that `load` gives for a document's id. The last character of a name is part
/// of it. An entity is one for the whole file, whether its id is of a knowledge base or begins with `NIL`.
/// The error names the line.
pub(super) fn read<E>(
    names: &str,
    set: &str,
    mut load: impl FnMut(&str) -> Result<Option<String>, E>,
    fault: impl Fn((usize, String)) -> E,
    gold: &mut Gold,
) -> Result<(), E> {
    let mut at: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, line) in names.lines().enumerate() {
        let Some((id, start, last, entity, label)) = row(line) else { continue };
        if !at.contains_key(id) {
            let Some(text) = load(id)? else {
                return Err(fault((i + 1, format!("no text for `{id}`; put it beside as {id}.txt"))));
            };
            at.insert(id, gold.documents.len());
            gold.documents.push(GoldDocument {
                id: id.to_owned(),
                set: set.to_owned(),
                text,
                mentions: Some(Vec::new()),
                ..GoldDocument::default()
            });
        }
        let Some(label) = label_of(label) else { continue };
        let mentions = gold.documents[at[id]].mentions.get_or_insert_default();
        mentions.push(GoldMention {
            field: Field::Text,
            start,
            end: last.saturating_add(1),
            label,
            entity: Some(entity.to_owned()),
            base: None,
        });
    }
    for document in at.values() {
        gold.documents[*document].mentions.get_or_insert_default().sort_by_key(|m| (m.start, m.end));
    }
    Ok(())
}
