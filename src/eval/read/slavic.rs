//! SlavicNER (BSNLP shared tasks): names of a document without places, four columns a line.

use std::collections::BTreeSet;

use crate::eval::gold::{Gold, GoldDocument, GoldMention, label_of};
use crate::types::Field;

/// A line with the document's id, then mention, base form, label and entity, split by tabs.
pub(super) fn fits(text: &str) -> bool {
    let mut lines = text.lines();
    let head = lines.next().is_some_and(|line| !line.trim().is_empty() && !line.contains('\t'));
    let mut rows = lines.filter(|line| !line.trim().is_empty()).peekable();
    let is_row = |line: &str| {
        let columns: Vec<&str> = line.split('\t').collect();
        columns.len() == 4 && label_of(columns[2].trim()).is_some()
    };
    head && rows.peek().is_some() && rows.all(is_row)
}

/// Takes the names with their text: id, language, date, address and title a line each, then the body. A name
/// stands wherever its letters do, between word bounds; where names overlap, the longer one. The task scores
/// names by document, not by place, so that scores here are close to its own, not equal.
pub(super) fn read(names: &str, text: &str, set: &str, gold: &mut Gold) {
    let lines: Vec<&str> = text.lines().collect();
    let line = |i: usize| lines.get(i).map_or("", |line| line.trim());
    let body = lines.get(5..).unwrap_or_default().join("\n");
    let mut document = GoldDocument {
        id: names.lines().next().unwrap_or_default().trim().to_owned(),
        set: set.to_owned(),
        lang: line(1).parse().ok(),
        title: line(4).to_owned(),
        text: body.trim().to_owned(),
        published: Some(line(2).to_owned()).filter(|date| !date.is_empty()),
        ..GoldDocument::default()
    };
    let rows = names.lines().skip(1).map(|row| row.split('\t').map(str::trim).collect::<Vec<_>>());
    let mut rows: Vec<Vec<&str>> = rows.filter(|row| row.len() == 4 && !row[0].is_empty()).collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row[0].chars().count()), row[0].to_owned()));
    let mut mentions = Vec::new();
    for field in [Field::Title, Field::Text] {
        let chars: Vec<char> = document.field(field).chars().collect();
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for row in &rows {
            let Some(label) = label_of(row[2]) else { continue };
            let name: Vec<char> = row[0].chars().collect();
            for start in 0..(chars.len() + 1).saturating_sub(name.len()) {
                let end = start + name.len();
                let joined =
                    |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphanumeric());
                let whole = !joined(start.checked_sub(1)) && !joined(Some(end));
                if chars[start..end] == name[..] && whole && (start..end).all(|at| !taken.contains(&at)) {
                    taken.extend(start..end);
                    mentions.push(GoldMention {
                        field,
                        start: start as u32,
                        end: end as u32,
                        label,
                        entity: Some(row[3].to_owned()).filter(|entity| !entity.is_empty()),
                        base: Some(row[1].to_owned()),
                    });
                }
            }
        }
    }
    mentions.sort_by_key(|m| (m.field, m.start));
    document.mentions = Some(mentions);
    gold.documents.push(document);
}
