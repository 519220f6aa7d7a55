use std::{collections::BTreeSet, sync::Arc};

use sha2::{Digest, Sha256};

use super::*;
use crate::{
    cli::{args::Offsets, print::Parts, print::tests::report},
    pipeline::{Report, Until},
    text::Span,
    types::*,
};

fn page(report: &Report) -> String {
    let story = Story { report, parts: Parts::of(Until::Summaries, true), offsets: Offsets::Char };
    let mut out = Vec::new();
    write(&story, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The values of an attribute, in the order of the page.
fn attributes<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let start = format!(" {name}=\"");
    page.split(&*start).skip(1).filter_map(|rest| rest.split_once('"')).map(|(value, _)| value).collect()
}

/// Every element is closed in its turn. The head's style and script are not read.
fn assert_nested(page: &str) {
    let body = page.split_once("<body>").unwrap().1;
    let mut open = vec!["body"];
    for tag in body.split('<').skip(1) {
        let tag = tag.split_once('>').unwrap().0;
        match tag.strip_prefix('/') {
            Some("html") => {}
            Some(name) => assert_eq!(open.pop(), Some(name), "{tag}"),
            None => open.push(tag.split(' ').next().unwrap()),
        }
    }
    assert_eq!(open, [""; 0]);
}

/// A report in which every text of a feed is `text`.
fn all_of(text: &str, lang: Lang) -> Report {
    let mut report = report();
    for annotated in &mut report.documents {
        let document = Document::new(DocumentParts {
            id: format!("{}{text}", annotated.document.id()),
            title: text.into(),
            text: text.into(),
            source: Some(text.into()),
            url: Some(format!("https://example.org/{text}")),
            ..DocumentParts::default()
        });
        annotated.languages.lang = lang;
        annotated.mentions.clear();
        annotated.document = Arc::new(document);
    }
    let body = report.documents[0].document.body();
    for entity in &mut report.entities {
        entity.name = text.into();
        entity.mentions.clear();
        entity.variants.iter_mut().for_each(|v| (v.text, v.base, v.lang) = (text.into(), text.into(), lang));
        entity.roles = vec![Role { text: text.into(), lang, doc: DocIndex(0), span: body }];
    }
    for event in &mut report.events {
        event.headline = text.into();
        event.who[0].role = Some(text.into());
        event.who[0].role_lang = Some(lang);
        let summary = event.summary.as_mut().unwrap();
        summary.lang = lang;
        for sentence in &mut summary.sentences {
            sentence.text = text.into();
            sentence.cites.iter_mut().for_each(|cite| cite.span = body);
        }
        for conflict in &mut event.conflicts {
            conflict.about = text.into();
            for value in &mut conflict.values {
                value.value = text.into();
                value.cites.iter_mut().for_each(|cite| cite.span = body);
            }
        }
    }
    report
}

#[test]
fn every_link_leads_to_one_place_and_every_element_is_closed() {
    for page in [page(&report()), page(&all_of("Nehir taştı.", Lang::new("tr")))] {
        let ids = attributes(&page, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{ids:?}");
        let inner: Vec<_> =
            attributes(&page, "href").into_iter().filter_map(|h| h.strip_prefix('#')).collect();
        assert!(inner.iter().any(|id| id.contains('c')), "citations: {inner:?}");
        assert_eq!(inner.iter().find(|id| !unique.contains(*id)), None, "{page}");
        assert_nested(&page);
    }
}

#[test]
fn hostile_texts_stay_texts() {
    let harmless = page(&all_of("harmless", Lang::new("en")));
    for hostile in [
        "<script>alert(1)</script>",
        "</title></style></script><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)\" x=\"",
        "' onfocus='alert(1)' autofocus='",
        "javascript:alert(1)//",
        "</details></article></body><!--",
        "\u{202e}<b>\u{0}\u{1b}[31m]]>",
    ] {
        let page = page(&all_of(hostile, Lang::new("en")));
        assert_nested(&page);
        for mark in ["<script", "<style", "<img", "<b>", "<!--", " onmouseover=\"", " onfocus='"] {
            let known = harmless.matches(mark).count();
            assert_eq!(page.matches(mark).count(), known, "{mark} after {hostile}");
        }
        assert!(!page.contains('\u{202e}') && !page.contains('\0') && !page.contains("href=\"javascript"));
    }
}

#[test]
fn texts_have_their_language_and_direction() {
    for (lang, text, attributes) in [
        ("ar", "السفينة في الميناء.", "lang=\"ar\" dir=\"rtl\""),
        ("fa", "کشتی در بندر است.", "lang=\"fa\" dir=\"rtl\""),
        ("kk", "Кеме айлақта тұр.", "lang=\"kk\" dir=\"ltr\""),
    ] {
        let page = page(&all_of(text, Lang::new(lang)));
        for element in ["h2", "p", "blockquote", "td", "small", "span"] {
            assert!(page.contains(&format!("<{element} {attributes}>")), "{element} {lang}");
        }
    }
}

#[test]
fn cited_places_are_marked_in_their_source() {
    let page = page(&report());
    assert!(page.contains("<mark id=\"e1s2c0\">Vusal Kerimli spoke in Baku.</mark>"), "{page}");
    assert!(page.contains("<sup><a href=\"#e1s2c0\">[2]</a></sup>"));
}

#[test]
fn the_policy_allows_the_script() {
    let digest = Sha256::digest(SCRIPT.as_bytes());
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let encoded: String = digest
        .chunks(3)
        .flat_map(|bytes| {
            let group =
                bytes.iter().fold(0u32, |all, byte| all << 8 | u32::from(*byte)) << (8 * (3 - bytes.len()));
            (0..4).map(move |n| match n <= bytes.len() {
                true => alphabet[(group >> (18 - 6 * n)) as usize & 63] as char,
                false => '=',
            })
        })
        .collect();
    assert_eq!(encoded, SCRIPT_HASH);
}

#[test]
fn two_hundred_events_are_no_heavy_page() {
    let mut report = report();
    let sentence = "Өзен түнде екі метрге көтерілді, деп хабарлады құтқару қызметі. ";
    let text = sentence.repeat(40);
    let each = sentence.trim_end().len();
    let mut events = Vec::new();
    for n in 0..200u32 {
        let mut event = report.events[0].clone();
        event.docs.clear();
        for d in 0..6 {
            let mut annotated = report.documents[2].clone();
            annotated.document = Arc::new(Document::new(DocumentParts {
                id: format!("{n}-{d}"),
                text: text.clone(),
                ..DocumentParts::default()
            }));
            event.docs.push(DocIndex(report.documents.len() as u32));
            report.documents.push(annotated);
        }
        let cites = event.docs.iter().map(|&doc| Cite { doc, span: Span::new(each + 1, 2 * each + 1) });
        let cites: Vec<Cite> = cites.collect();
        let told = SummarySentence {
            text: sentence.trim_end().into(),
            cites: cites.clone(),
            lang: None,
            by: Vec::new(),
        };
        event.summary.as_mut().unwrap().sentences = vec![told; 4];
        event.conflicts[0].values.iter_mut().for_each(|value| value.cites = cites.clone());
        event.lineage.clear();
        events.push(event);
    }
    report.events = events;
    let page = page(&report);
    assert!(page.len() < 2_000_000, "{}", page.len());
    assert_eq!(page.matches("<article").count(), 200);
    assert_nested(&page);
}
