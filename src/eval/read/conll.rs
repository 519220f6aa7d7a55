//! CoNLL-2002/2003 columns: one token a line, the last column its tag, blank lines between sentences.

use crate::eval::gold::{Gold, GoldDocument, GoldMention, label_of};
use crate::types::Field;

use super::chunks;

/// Whether every line of the first sentences has a token and, in its last column, a tag.
pub(super) fn fits(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !is_comment(line)).take(40).filter(|l| !l.trim().is_empty());
    let is_row = |line: &str| {
        let (tag, columns) = (tag(line), line.split_whitespace().count());
        columns >= 2 && (tag == "O" || tag.get(..2).is_some_and(|p| matches!(p, "B-" | "I-" | "E-" | "S-")))
    };
    let first = lines.next();
    first.is_some_and(is_row) && lines.all(is_row)
}

/// Columns are split by tabs where there are any: a token may hold a space.
fn columns(line: &str) -> Vec<&str> {
    if line.contains('\t') { line.split('\t').collect() } else { line.split_whitespace().collect() }
}

fn tag(line: &str) -> &str {
    columns(line).last().map_or("", |tag| tag.trim())
}

/// `# sent_id = …` as WikiAnn and UNER have it; a token `#` has columns behind it.
fn is_comment(line: &str) -> bool {
    line.starts_with("# ") && !line.contains('\t')
}

/// Each `-DOCSTART-` begins a document; a file without one gives a document a sentence. The text is the
/// tokens with a space between them; tags of dates and numbers are no names.
pub(super) fn read(text: &str, set: &str, gold: &mut Gold) {
    let whole = text.contains("-DOCSTART-");
    // CoNLL-U-like rows begin with the token's number: 1, 2, …
    let mut rows = text.lines().filter(|line| !is_comment(line) && !line.trim().is_empty()).map(columns);
    let mut begins = |number: &str| rows.next().is_some_and(|row| row.len() > 2 && row[0] == number);
    let column = usize::from(begins("1") && begins("2"));
    let mut document = Draft::default();
    let mut sentence: Vec<(&str, &str)> = Vec::new();
    let mut count = 0;
    let mut finish = |document: &mut Draft| {
        if !document.text.is_empty() {
            count += 1;
            gold.documents.push(std::mem::take(document).done(set, count));
        }
    };
    for line in text.lines().chain([""]) {
        let start = line.starts_with("-DOCSTART-");
        if start || line.trim().is_empty() {
            document.add(&std::mem::take(&mut sentence));
            if start || !whole {
                finish(&mut document);
            }
        } else if !is_comment(line) {
            sentence.push((columns(line).get(column).copied().unwrap_or_default(), tag(line)));
        }
    }
    finish(&mut document);
}

#[derive(Default)]
struct Draft {
    text: String,
    chars: u32,
    mentions: Vec<GoldMention>,
}

impl Draft {
    fn add(&mut self, sentence: &[(&str, &str)]) {
        let mut places = Vec::new();
        for (i, (token, _)) in sentence.iter().enumerate() {
            if !self.text.is_empty() {
                self.text.push(if i == 0 { '\n' } else { ' ' });
                self.chars += 1;
            }
            let start = self.chars;
            self.text.push_str(token);
            self.chars += token.chars().count() as u32;
            places.push((start, self.chars));
        }
        let tags: Vec<&str> = sentence.iter().map(|row| row.1).collect();
        for chunk in chunks(&tags) {
            if let Some(label) = label_of(chunk.label) {
                let (start, end) = (places[chunk.start as usize].0, places[chunk.end as usize - 1].1);
                self.mentions.push(GoldMention {
                    field: Field::Text,
                    start,
                    end,
                    label,
                    entity: None,
                    base: None,
                });
            }
        }
    }

    fn done(self, set: &str, number: usize) -> GoldDocument {
        GoldDocument {
            id: format!("{set}-{number}"),
            set: set.to_owned(),
            text: self.text,
            mentions: Some(self.mentions),
            ..GoldDocument::default()
        }
    }
}
