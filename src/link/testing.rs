//! Documents for tests, with their mentions marked in the text: `[PER Vugar Aliyev] said`.

use std::sync::Arc;

use unicode_script::Script;

use crate::text::Span;
use crate::types::{Annotated, Document, DocumentParts, Entity, Label, Lang, Languages, Mention, Sentence};

/// A document of one language; the first line is the title if a line `--` follows it.
pub(super) fn doc(id: &str, lang: &str, marked: &str) -> Annotated {
    let lang = Lang::new(lang);
    let (title, body) = marked.split_once("\n--\n").unwrap_or(("", marked));
    let ((title, mut mentions), (text, in_body)) = (unmark(title), unmark(body));
    let document =
        Document::new(DocumentParts { id: id.to_owned(), title, text, ..DocumentParts::default() });
    let start = document.body().start as usize;
    mentions.extend(in_body.into_iter().map(|(span, label)| (span.shifted(start), label)));
    let mentions = mentions.into_iter().map(|(span, label)| Mention { span, label, score: 0.9 }).collect();
    annotated(document, lang, mentions)
}

pub(super) fn annotated(document: Document, lang: Lang, mentions: Vec<Mention>) -> Annotated {
    let mut sentences = Vec::new();
    for field in [document.title(), document.body()] {
        let text = field.of(document.text());
        let mut from = 0;
        let mut push = |from: usize, to: usize| {
            let span = Span::new(from, to).shifted(field.start as usize).trimmed(document.text());
            if !span.is_empty() {
                sentences.push(Sentence { span, lang, vector: Vec::new() });
            }
        };
        for (i, c) in text.char_indices() {
            let next = text[i + c.len_utf8()..].chars().next();
            let word_before = text[..i].chars().rev().take_while(|c| c.is_alphanumeric()).count();
            let stop = matches!(c, '。' | '\n')
                || (matches!(c, '.' | '!' | '?') && next.is_none_or(char::is_whitespace) && word_before > 1);
            if stop {
                push(from, i + c.len_utf8());
                from = i + c.len_utf8();
            }
        }
        push(from, text.len());
    }
    let languages = Languages { lang, script: Script::Common, confidence: 1.0, spans: Vec::new() };
    Annotated { document: Arc::new(document), languages, sentences, mentions, vector: Vec::new() }
}

/// Plain text with its mentions.
fn unmark(marked: &str) -> (String, Vec<(Span, Label)>) {
    let (mut text, mut mentions) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some(open) = rest.find('[') {
        text.push_str(&rest[..open]);
        let close = rest.find(']').expect("a mark is closed");
        let (label, name) = rest[open + 1..close].split_once(' ').expect("a mark has a label");
        let start = text.len();
        text.push_str(name);
        mentions.push((Span::new(start, text.len()), Label::parse(label).expect("a label")));
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    (text, mentions)
}

/// The entity in which a spelling is counted, if just one is.
pub(super) fn of<'e>(entities: &'e [Entity], spelling: &str) -> &'e Entity {
    let found: Vec<&Entity> =
        entities.iter().filter(|e| e.variants.iter().any(|v| v.text == spelling)).collect();
    match found[..] {
        [one] => one,
        _ => panic!(
            "`{spelling}` is in {} entities: {:#?}",
            found.len(),
            entities.iter().map(|e| &e.name).collect::<Vec<_>>()
        ),
    }
}
