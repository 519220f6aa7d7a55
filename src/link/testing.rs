//! Documents for tests, with mentions and roles marked in the text: `{> Mayor} [PER Vugar Aliyev] said`.

use std::sync::Arc;

use unicode_script::Script;

use crate::text::Span;
use crate::types::{
    Annotated, Document, DocumentParts, Entity, Label, Lang, Languages, Mention, RoleSpan, Sentence,
};

/// A document of one language; the first line is the title if a line `--` follows it. `{> mayor}` is the role of
/// the next person, `{< mayor}` of the last.
pub(super) fn doc(id: &str, lang: &str, marked: &str) -> Annotated {
    let lang = Lang::new(lang);
    let (title, body) = marked.split_once("\n--\n").unwrap_or(("", marked));
    let (title, body) = (unmark(title), unmark(body));
    let parts =
        DocumentParts { id: id.to_owned(), title: title.text, text: body.text, ..DocumentParts::default() };
    let document = Document::new(parts);
    let start = document.body().start as usize;
    let mut mentions = title.mentions;
    mentions.extend(body.mentions.into_iter().map(|(span, label)| (span.shifted(start), label)));
    let mentions: Vec<Mention> =
        mentions.into_iter().map(|(span, label)| Mention { span, label, score: 0.9 }).collect();
    let roles =
        title.roles.into_iter().chain(body.roles.into_iter().map(|(s, after)| (s.shifted(start), after)));
    let of = |(span, after): (Span, bool)| {
        let mut persons = (0..).zip(&mentions).filter(|(_, m)| m.label == Label::Person);
        let person = match after {
            true => persons.find(|(_, m)| m.span.start >= span.end),
            false => persons.filter(|(_, m)| m.span.end <= span.start).last(),
        };
        RoleSpan { span, mention: person.expect("a person beside the role").0, score: 0.9 }
    };
    let roles = roles.map(of).collect();
    Annotated { roles, ..annotated(document, lang, mentions) }
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
    Annotated { sentences, mentions, ..Annotated::new(Arc::new(document), languages) }
}

/// Plain text with its mentions, and its roles with whether the person comes after them.
fn unmark(marked: &str) -> Unmarked {
    let mut out = Unmarked::default();
    // What is open: where it began, and its mark.
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut rest = marked;
    while let Some(at) = rest.find(['[', ']', '{', '}']) {
        out.text.push_str(&rest[..at]);
        let (mark, tail) = rest[at..].split_at(1);
        rest = tail;
        if matches!(mark, "[" | "{") {
            let (name, tail) = rest.split_once(' ').expect("a mark has a name");
            open.push((out.text.len(), name));
            rest = tail;
            continue;
        }
        let (start, name) = open.pop().expect("a mark is open");
        let span = Span::new(start, out.text.len());
        match name {
            "<" | ">" => out.roles.push((span, name == ">")),
            label => out.mentions.push((span, Label::parse(label).expect("a label"))),
        }
    }
    out.text.push_str(rest);
    out.mentions.sort();
    out
}

#[derive(Default)]
struct Unmarked {
    text: String,
    mentions: Vec<(Span, Label)>,
    roles: Vec<(Span, bool)>,
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
