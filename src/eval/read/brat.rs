//! brat standoff: `NAME.ann` with the labels of `NAME.txt`.

use crate::eval::gold::{Gold, GoldDocument, GoldMention, label_of};
use crate::types::Field;

/// Takes a text with its annotations: `T1<tab>Person 0 12<tab>Vusal Kerimli`. The pieces of a split span are
/// taken as one. Other lines (relations, attributes, notes) say nothing of names; neither do other labels.
pub(super) fn read(
    annotations: &str,
    text: &str,
    name: &str,
    set: &str,
    gold: &mut Gold,
) -> Result<(), (usize, String)> {
    let mut mentions = Vec::new();
    for (i, line) in annotations.lines().enumerate().filter(|(_, line)| line.starts_with('T')) {
        let wrong = |what: &str| (i + 1, format!("{what}; brat writes `T1<tab>Label START END<tab>text`"));
        let mut columns = line.split('\t');
        let middle = columns.nth(1).ok_or_else(|| wrong("no columns"))?;
        let (label, places) = middle.split_once(' ').ok_or_else(|| wrong("no offsets"))?;
        let numbers: Result<Vec<u32>, _> =
            places.split([' ', ';']).filter(|n| !n.is_empty()).map(str::parse).collect();
        let numbers = numbers.map_err(|_| wrong("an offset is no number"))?;
        let (Some(&start), Some(&end)) = (numbers.first(), numbers.last()) else {
            return Err(wrong("no offsets"));
        };
        if let Some(label) = label_of(label) {
            mentions.push(GoldMention { field: Field::Text, start, end, label, entity: None, base: None });
        }
    }
    mentions.sort_by_key(|m| (m.start, m.end));
    gold.documents.push(GoldDocument {
        id: name.to_owned(),
        set: set.to_owned(),
        text: text.to_owned(),
        mentions: Some(mentions),
        ..GoldDocument::default()
    });
    Ok(())
}
