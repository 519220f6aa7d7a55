//! CoNLL-2012 coreference: tokens in the fourth column, entity numbers in the last.

use std::collections::BTreeMap;

use crate::eval::gold::{Gold, GoldDocument, GoldMention};
use crate::types::{Field, Label};

pub(super) fn fits(text: &str) -> bool {
    text.trim_start().starts_with("#begin document")
}

/// Each document and part is a document of its own; its entities are numbered within it. Kinds are not
/// labelled there, so that every mention is MISC and only linking can be scored.
pub(super) fn read(text: &str, set: &str, gold: &mut Gold) {
    let mut open: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut document = GoldDocument::default();
    let mut chars = 0u32;
    let mut gap = "";
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("#begin document") {
            let id: String = head.chars().filter(|c| !matches!(c, '(' | ')' | ';')).collect();
            let id = id.split_whitespace().filter(|word| *word != "part").collect::<Vec<_>>().join("-");
            document = GoldDocument {
                id,
                set: set.to_owned(),
                mentions: Some(Vec::new()),
                ..GoldDocument::default()
            };
            (chars, gap) = (0, "");
            open.clear();
        } else if line.starts_with("#end document") {
            let mut done = std::mem::take(&mut document);
            if let Some(mentions) = &mut done.mentions {
                mentions.sort_by_key(|m| (m.start, m.end));
            }
            if !done.text.is_empty() {
                gold.documents.push(done);
            }
        } else if line.trim().is_empty() {
            if !document.text.is_empty() {
                gap = "\n";
            }
        } else {
            let columns: Vec<&str> = line.split_whitespace().collect();
            let (Some(token), Some(marks)) = (columns.get(3), columns.last()) else { continue };
            document.text.push_str(gap);
            chars += gap.len() as u32;
            let start = chars;
            document.text.push_str(token);
            chars += token.chars().count() as u32;
            gap = " ";
            for mark in marks.split('|') {
                let number: String = mark.chars().filter(char::is_ascii_digit).collect();
                if mark.starts_with('(') {
                    open.entry(number.clone()).or_default().push(start);
                }
                if mark.ends_with(')')
                    && let Some(start) = open.get_mut(&number).and_then(Vec::pop)
                    && let Some(mentions) = &mut document.mentions
                {
                    let entity = Some(format!("{}/{number}", document.id));
                    mentions.push(GoldMention {
                        field: Field::Text,
                        start,
                        end: chars,
                        label: Label::Other,
                        entity,
                        base: None,
                    });
                }
            }
        }
    }
}
