//! Links names that are given, not found: what `scripts/names/measure.py` measures linking and base
//! forms with.
//!
//! Reads lines `{"id", "lang", "text", "mentions": [[start, end, label], …]}` from standard input,
//! offsets in Unicode scalar values; writes a line `{"mentions": [[id, start, end], …],
//! "bases": {spelling: base form}}` for each entity.

use std::io::{self, Read, Write};
use std::sync::Arc;

use exonym::link;
use exonym::text::Span;
use exonym::types::{Annotated, Document, DocumentParts, Label, Lang, Languages, Mention, Sentence};
use serde_json::{Value, json};
use unicode_script::Script;

fn main() -> io::Result<()> {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input)?;
    let documents: Vec<Annotated> = input.lines().map(document).collect::<Result<_, _>>()?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for entity in link::link(&documents) {
        let mentions: Vec<Value> = entity
            .mentions
            .iter()
            .map(|m| {
                let annotated = &documents[m.doc.0 as usize];
                let body = annotated.document.body();
                let span = annotated.mentions[m.mention as usize].span;
                let text = annotated.document.text();
                let chars = |to: u32| text[body.start as usize..to as usize].chars().count();
                json!([annotated.document.id(), chars(span.start), chars(span.end)])
            })
            .collect();
        let bases: serde_json::Map<String, Value> =
            entity.variants.iter().map(|v| (v.text.clone(), v.base.clone().into())).collect();
        writeln!(out, "{}", json!({"mentions": mentions, "bases": bases}))?;
    }
    out.flush()
}

/// One line of the input; each line of its text is a sentence.
fn document(line: &str) -> io::Result<Annotated> {
    let value: Value = serde_json::from_str(line)?;
    let invalid = || io::Error::new(io::ErrorKind::InvalidData, format!("not a document: {line}"));
    let string = |key: &str| value[key].as_str().map(str::to_owned).ok_or_else(invalid);
    let lang: Lang = string("lang")?.parse().map_err(|_| invalid())?;
    let parts = DocumentParts { id: string("id")?, text: string("text")?, ..DocumentParts::default() };
    let document = Document::new(parts);
    let body = document.body();
    let start = body.start as usize;
    let text = body.of(document.text());
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mentions = value["mentions"].as_array().into_iter().flatten().map(|m| {
        let at = |i: usize| bytes.get(m[i].as_u64()? as usize).copied();
        let label = Label::parse(m[2].as_str()?)?;
        Some(Mention { span: Span::new(at(0)?, at(1)?).shifted(start), label, score: 1.0 })
    });
    let mentions = mentions.collect::<Option<Vec<_>>>().ok_or_else(invalid)?;
    let mut from = 0;
    let mut sentences = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = Span::new(from, from + line.len()).shifted(start).trimmed(document.text());
        from += line.len();
        if !span.is_empty() {
            sentences.push(Sentence { span, lang, vector: Vec::new() });
        }
    }
    let languages = Languages { lang, script: Script::Common, confidence: 1.0, spans: Vec::new() };
    Ok(Annotated { sentences, mentions, ..Annotated::new(Arc::new(document), languages) })
}
