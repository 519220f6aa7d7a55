//! An annotated document as bytes, and back.

use std::sync::Arc;

use unicode_script::Script;

use super::codec::{Garbled, Reader, Writer};
use crate::types::{
    Annotated, Dateline, Document, DocumentParts, Label, Lang, LangSpan, Languages, Markup, Mention,
    PartialDate, Published, RoleSpan, Sentence,
};

pub fn write(annotated: &Annotated) -> Vec<u8> {
    let mut out = Writer::default();
    document(&mut out, &annotated.document.parts());
    let languages = &annotated.languages;
    lang(&mut out, languages.lang);
    out.text(languages.script.short_name());
    out.float(languages.confidence);
    out.list(&languages.spans, |out, span| {
        out.span(span.span);
        lang(out, span.lang);
        out.text(span.script.short_name());
        out.float(span.confidence);
    });
    out.list(&annotated.sentences, |out, sentence| {
        out.span(sentence.span);
        lang(out, sentence.lang);
        out.vector(&sentence.vector);
    });
    out.list(&annotated.mentions, |out, mention| {
        out.span(mention.span);
        out.text(mention.label.as_str());
        out.float(mention.score);
    });
    out.list(&annotated.roles, |out, role| {
        out.span(role.span);
        out.number(role.mention.into());
        out.float(role.score);
    });
    out.vector(&annotated.vector);
    out.done()
}

fn document(out: &mut Writer, parts: &DocumentParts) {
    out.text(&parts.id);
    out.text(&parts.title);
    out.text(&parts.text);
    for markup in [&parts.title_markup, &parts.text_markup] {
        out.option(markup.as_ref(), |out, markup| {
            out.text(&markup.raw);
            out.list(&markup.pieces, |out, (plain, raw)| {
                out.span(*plain);
                out.span(*raw);
            });
        });
    }
    out.option(parts.published, |out, published| {
        date(out, published.date);
        out.option(published.timestamp, Writer::signed);
        out.text(published.basis);
    });
    out.option(parts.declared_lang, lang);
    for text in [&parts.source, &parts.url, &parts.cluster, &parts.input] {
        out.option(text.as_deref(), Writer::text);
    }
    out.option(parts.dateline.as_ref(), |out, dateline| {
        out.span(dateline.span);
        out.option(dateline.place, Writer::span);
        out.option(dateline.date, date);
        out.option(dateline.agency, Writer::span);
    });
    out.text(&serde_json::to_string(&parts.extra).expect("JSON is written as it was read"));
    out.option(parts.line, Writer::number);
    out.bytes(&parts.fingerprint);
}

fn lang(out: &mut Writer, lang: Lang) {
    out.text(lang.as_str());
}

fn date(out: &mut Writer, date: PartialDate) {
    out.option(date.year, |out, year| out.signed(year.into()));
    out.option(date.month, Writer::byte);
    out.option(date.day, Writer::byte);
}

pub fn read(bytes: &[u8]) -> Result<Annotated, Garbled> {
    let from = &mut Reader::new(bytes);
    let document = Arc::new(Document::new(read_document(from)?));
    let languages = Languages {
        lang: read_lang(from)?,
        script: script(from)?,
        confidence: from.float()?,
        spans: from.list(|from| {
            Ok(LangSpan {
                span: from.span()?,
                lang: read_lang(from)?,
                script: script(from)?,
                confidence: from.float()?,
            })
        })?,
    };
    let sentences = from
        .list(|from| Ok(Sentence { span: from.span()?, lang: read_lang(from)?, vector: from.vector()? }))?;
    let mentions = from.list(|from| {
        let span = from.span()?;
        let label = Label::parse(from.text()?).ok_or(Garbled("a label is unknown"))?;
        Ok(Mention { span, label, score: from.float()? })
    })?;
    let roles =
        from.list(|from| Ok(RoleSpan { span: from.span()?, mention: from.small()?, score: from.float()? }))?;
    let vector = from.vector()?;
    std::mem::replace(from, Reader::new(&[])).end()?;
    let spans = languages.spans.iter().map(|s| s.span);
    let spans = spans.chain(sentences.iter().map(|s| s.span)).chain(mentions.iter().map(|m| m.span));
    let spans = spans.chain(roles.iter().map(|r| r.span));
    let text = document.text();
    if spans.into_iter().any(|span| text.get(span.range()).is_none()) {
        return Err(Garbled("a span does not lie in the text"));
    }
    Ok(Annotated { document, languages, sentences, mentions, roles, vector })
}

fn read_document(from: &mut Reader) -> Result<DocumentParts, Garbled> {
    let markup = |from: &mut Reader| {
        let raw = from.string()?;
        Ok(Markup { raw, pieces: from.list(|from| Ok((from.span()?, from.span()?)))? })
    };
    // Fields are read in the order in which they stand here.
    Ok(DocumentParts {
        id: from.string()?,
        title: from.string()?,
        text: from.string()?,
        title_markup: from.option(markup)?,
        text_markup: from.option(markup)?,
        published: from.option(|from| {
            let (date, timestamp) = (read_date(from)?, from.option(Reader::signed)?);
            let basis = match from.text()? {
                "published" => "published",
                "header" => "header",
                _ => return Err(Garbled("where a date comes from is unknown")),
            };
            Ok(Published { date, timestamp, basis })
        })?,
        declared_lang: from.option(read_lang)?,
        source: from.option(Reader::string)?,
        url: from.option(Reader::string)?,
        cluster: from.option(Reader::string)?,
        input: from.option(Reader::string)?,
        dateline: from.option(|from| {
            Ok(Dateline {
                span: from.span()?,
                place: from.option(Reader::span)?,
                date: from.option(read_date)?,
                agency: from.option(Reader::span)?,
            })
        })?,
        extra: serde_json::from_str(from.text()?).map_err(|_| Garbled("a field is not JSON"))?,
        line: from.option(Reader::number)?,
        fingerprint: from.array()?,
    })
}

fn read_lang(from: &mut Reader) -> Result<Lang, Garbled> {
    from.text()?.parse().map_err(|_| Garbled("a language is unknown"))
}

fn script(from: &mut Reader) -> Result<Script, Garbled> {
    Script::from_short_name(from.text()?).ok_or(Garbled("a script is unknown"))
}

fn read_date(from: &mut Reader) -> Result<PartialDate, Garbled> {
    let year =
        from.option(|from| i16::try_from(from.signed()?).map_err(|_| Garbled("a year is too large")))?;
    Ok(PartialDate { year, month: from.option(Reader::byte)?, day: from.option(Reader::byte)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn example() -> Annotated {
        let raw = "<p>Ferry &amp; port</p>";
        let pieces = [((0, 6), (3, 9)), ((6, 7), (9, 14)), ((7, 12), (14, 19))];
        let pieces = pieces.map(|((a, b), (c, d))| (Span::new(a, b), Span::new(c, d))).to_vec();
        let extra = serde_json::json!({"x": [1, null], "a": "b"});
        let document = Document::new(DocumentParts {
            id: "d#2".into(),
            title: "Bərə".into(),
            text: "Ferry & port".into(),
            text_markup: Some(Markup { raw: raw.into(), pieces }),
            published: Some(Published {
                date: PartialDate { year: Some(2026), month: Some(2), day: None },
                timestamp: Some(-5),
                basis: "header",
            }),
            declared_lang: Some(Lang::new("az")),
            url: Some("u".into()),
            dateline: Some(Dateline {
                span: Span::new(0, 5),
                place: Some(Span::new(0, 5)),
                date: Some(PartialDate::day(2026, 2, 3)),
                agency: None,
            }),
            extra: extra.as_object().expect("an object").clone(),
            line: Some(7),
            fingerprint: [1, 2, 3, 4, 5, 6],
            ..DocumentParts::default()
        });
        let body = document.body();
        let vector = |x: f32| vec![x, (1.0 - x * x).sqrt()];
        Annotated {
            languages: Languages {
                lang: Lang::new("az"),
                script: Script::Latin,
                confidence: 0.25,
                spans: vec![LangSpan {
                    span: body,
                    lang: Lang::UND,
                    script: Script::Arabic,
                    confidence: 1.0,
                }],
            },
            sentences: vec![
                Sentence { span: document.title(), lang: Lang::new("az"), vector: Vec::new() },
                Sentence { span: body, lang: Lang::new("en"), vector: vector(0.6) },
            ],
            mentions: vec![Mention { span: document.title(), label: Label::Location, score: 0.9 }],
            roles: vec![RoleSpan { span: body, mention: 0, score: 0.5 }],
            vector: vector(-0.8),
            document: Arc::new(document),
        }
    }

    #[test]
    fn nothing_is_lost_but_the_last_bits_of_vectors() {
        let bytes = write(&example());
        let back = read(&bytes).expect("what was written");
        let (a, b) = (&example(), &back);
        assert_eq!(format!("{:?}", a.document), format!("{:?}", b.document));
        assert_eq!((&a.languages, &a.mentions), (&b.languages, &b.mentions));
        assert!((a.vector[0] - b.vector[0]).abs() < 2e-5);
        assert_eq!(a.sentences[0], b.sentences[0]);
        assert_eq!(write(&back), bytes);
    }

    #[test]
    fn a_byte_too_few_or_too_many_is_noticed() {
        let bytes = write(&example());
        for cut in 0..bytes.len() {
            assert!(read(&bytes[..cut]).is_err(), "{cut} of {}", bytes.len());
        }
        assert!(read(&[&bytes[..], &[0]].concat()).is_err());
    }
}
