//! The same small report in every form.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::Value;
use unicode_script::Script;

use super::*;
use crate::{
    pipeline::Report,
    text::Span,
    types::{
        Annotated, Cite, Conflict, ConflictKind, ConflictValue, Document, DocumentParts, EntityIndex, Issue,
        Label, Lang, Languages, Lineage, LineageKind, Mention, MentionRef, PartialDate, Participant,
        Published, Reason, Severity, Stage, Summary, SummarySentence, Variant, When,
    },
};

const EN: Lang = Lang::new("en");
const AZ: Lang = Lang::new("az");

fn annotated(id: &str, lang: Lang, title: &str, text: &str, names: &[(&str, Label)]) -> Annotated {
    let document = Document::new(DocumentParts {
        id: id.into(),
        title: title.into(),
        text: text.into(),
        published: Some(Published {
            date: PartialDate::day(2026, 3, 4),
            timestamp: Some(1_772_571_600), // 2026-03-03T21:00:00Z
            basis: "published",
        }),
        source: Some("Lantern | Wire".into()),
        url: Some("https://example.org/a".into()),
        extra: [("x_rank".to_owned(), Value::from(3))].into_iter().collect(),
        ..DocumentParts::default()
    });
    let mention = |&(name, label): &(&str, Label)| {
        let start = document.text().find(name).unwrap();
        Mention { span: Span::new(start, start + name.len()), label, score: 0.987_654 }
    };
    let mentions = names.iter().map(mention).collect();
    let languages = Languages { lang, script: Script::Latin, confidence: 0.99, spans: vec![] };
    Annotated { mentions, ..Annotated::new(Arc::new(document), languages) }
}

pub(super) fn report() -> Report {
    let az = annotated(
        "a",
        AZ,
        "Görüş \u{202e}[Bakı]*",
        "Bakıda Vüsal Kərimli çıxış edib.",
        &[("Bakıda", Label::Location), ("Vüsal Kərimli", Label::Person)],
    );
    let en = annotated(
        "b",
        EN,
        "",
        "Vusal Kerimli spoke in Baku.",
        &[("Vusal Kerimli", Label::Person), ("Baku", Label::Location)],
    );
    let lone = annotated("c", EN, "Quiet day", "Nothing happened.", &[]);
    let variant = |text: &str, base: &str, lang, reasons| Variant {
        text: text.into(),
        base: base.into(),
        lang,
        script: Script::Latin,
        count: 1,
        reasons,
    };
    let entity = |id: &str, label, name: &str, variants, at: [(u32, u32); 2]| Entity {
        id: id.into(),
        label,
        name: name.into(),
        names: BTreeMap::from([(EN, name.to_owned())]),
        variants,
        mentions: at.map(|(doc, mention)| MentionRef { doc: DocIndex(doc), mention }).to_vec(),
        roles: vec![],
        territory: None,
    };
    let reason = Reason { code: "equal", detail: "Kərimli = Kerimli".into() };
    let person = entity(
        "e1",
        Label::Person,
        "Vusal Kerimli",
        vec![
            variant("Vusal Kerimli", "Vusal Kerimli", EN, vec![]),
            variant("Vüsal Kərimli", "Vüsal Kərimli", AZ, vec![reason.clone()]),
        ],
        [(0, 1), (1, 0)],
    );
    let place = entity(
        "e2",
        Label::Location,
        "Baku",
        vec![variant("Baku", "Baku", EN, vec![]), variant("Bakıda", "Bakı", AZ, vec![])],
        [(0, 0), (1, 1)],
    );
    let cite = |doc: u32, what: &Annotated| Cite { doc: DocIndex(doc), span: what.document.body() };
    let both = vec![cite(0, &az), cite(1, &en)];
    let day = PartialDate::day(2026, 3, 4);
    let value = |value: &str, cite| ConflictValue { value: value.into(), cites: vec![cite] };
    let event = Event {
        id: "ev1".into(),
        docs: vec![DocIndex(0), DocIndex(1)],
        parts: Vec::new(),
        when: Some(When { from: day, to: day, basis: "text", to_basis: None }),
        places: vec![EntityIndex(1)],
        who: vec![Participant { entity: EntityIndex(0), role: Some("chairman".into()), role_lang: Some(EN) }],
        headline: "Kerimli speaks <in> Baku".into(),
        headline_by: Vec::new(),
        origins: 1,
        lineage: vec![Lineage {
            doc: DocIndex(1),
            of: DocIndex(0),
            kind: LineageKind::Translation,
            shared: 1.0,
        }],
        evidence: vec![reason],
        summary: Some(Summary {
            lang: EN,
            sentences: vec![SummarySentence {
                text: "Vusal Kerimli spoke in Baku.".into(),
                cites: both,
                lang: None,
                by: Vec::new(),
            }],
        }),
        conflicts: vec![Conflict {
            about: "guests".into(),
            kind: ConflictKind::Contradicts,
            values: vec![value("10", cite(0, &az)), value("12 | 13", cite(1, &en))],
        }],
    };
    let issue = Issue {
        doc: None,
        input: Some("feed.jsonl".into()),
        line: Some(4),
        stage: Stage::Read,
        severity: Severity::Error,
        message: "not JSON; the line was skipped".into(),
    };
    Report {
        decided: Vec::new(),
        continued: None,
        documents: vec![az, en, lone],
        entities: vec![person, place],
        events: vec![event],
        issues: vec![issue],
    }
}

fn printed(format: Format, offsets: Offsets, until: Until, all: bool) -> String {
    let report = report();
    let story = Story { report: &report, parts: Parts::of(until, all), offsets };
    let mut out = Vec::new();
    write(&story, format, false, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn lines(offsets: Offsets, until: Until, all: bool) -> Vec<String> {
    printed(Format::Jsonl, offsets, until, all).lines().map(str::to_owned).collect()
}

fn kinds(lines: &[String]) -> Vec<String> {
    let kind =
        |line: &String| serde_json::from_str::<Value>(line).unwrap()["type"].as_str().unwrap().to_owned();
    lines.iter().map(kind).collect()
}

#[test]
fn verbs_write_what_is_theirs() {
    let table = [
        (Until::Languages, false, "begin language language language issue end"),
        (Until::Tags, false, "begin document tags document tags document tags issue end"),
        (Until::Entities, false, "begin document tags document tags document tags entity entity issue end"),
        (
            Until::Summaries,
            true,
            "begin document language tags document language tags document language tags \
             entity entity event issue end",
        ),
    ];
    for (until, all, expected) in table {
        assert_eq!(kinds(&lines(Offsets::Char, until, all)).join(" "), expected, "{until:?}");
    }
}

#[test]
fn records_have_the_keys_of_the_contract_in_order() {
    let lines = lines(Offsets::Char, Until::Summaries, true);
    let line = |start: &str| lines.iter().find(|line| line.starts_with(start)).unwrap().as_str();
    let version = env!("CARGO_PKG_VERSION");
    let expected = [
        format!(r#"{{"type":"begin","format":1,"tool":"exonym {version}","offsets":"char"}}"#),
        r#"{"type":"document","id":"b","text":"Vusal Kerimli spoke in Baku.","published":"2026-03-04T00:00:00+03:00","source":"Lantern | Wire","url":"https://example.org/a","x_rank":3}"#.to_owned(),
        r#"{"type":"language","doc":"b","lang":"en","script":"Latn","confidence":0.99,"spans":[]}"#.to_owned(),
        r#"{"type":"tags","doc":"b","lang":"en","mentions":[{"field":"text","start":0,"end":13,"text":"Vusal Kerimli","label":"PER","score":0.9877},{"field":"text","start":23,"end":27,"text":"Baku","label":"LOC","score":0.9877}]}"#.to_owned(),
        r#"{"type":"entity","id":"e1","label":"PER","name":"Vusal Kerimli","names":{"en":"Vusal Kerimli"},"variants":[{"text":"Vusal Kerimli","base":"Vusal Kerimli","lang":"en","script":"Latn","count":1,"reasons":[]},{"text":"Vüsal Kərimli","base":"Vüsal Kərimli","lang":"az","script":"Latn","count":1,"reasons":[{"code":"equal","detail":"Kərimli = Kerimli"}]}],"mentions":[{"doc":"a","field":"text","start":7,"end":20},{"doc":"b","field":"text","start":0,"end":13}]}"#.to_owned(),
        r#"{"type":"event","id":"ev1","docs":["a","b"],"languages":["az","en"],"when":{"from":"2026-03-04","to":"2026-03-04","precision":"day","basis":"text"},"where":["e2"],"who":[{"entity":"e1","name":"Vusal Kerimli","role":"chairman","role_lang":"en"}],"headline":"Kerimli speaks <in> Baku","origins":1,"lineage":[{"doc":"b","of":"a","kind":"translation","shared":1.0}],"evidence":[{"code":"equal","detail":"Kərimli = Kerimli"}],"summary":{"lang":"en","sentences":[{"text":"Vusal Kerimli spoke in Baku.","cites":[{"doc":"a","field":"text","start":0,"end":32},{"doc":"b","field":"text","start":0,"end":28}]}]},"conflicts":[{"about":"guests","kind":"contradicts","values":[{"value":"10","cites":[{"doc":"a","field":"text","start":0,"end":32}]},{"value":"12 | 13","cites":[{"doc":"b","field":"text","start":0,"end":28}]}]}]}"#.to_owned(),
        r#"{"type":"issue","input":"feed.jsonl","line":4,"stage":"read","severity":"error","message":"not JSON; the line was skipped"}"#.to_owned(),
        r#"{"type":"end","documents":3,"issues":1}"#.to_owned(),
    ];
    for expected in expected {
        let start = expected.split_once(r#"","lang"#).or(expected.split_once(',')).unwrap().0;
        let start = if start.contains("document") { r#"{"type":"document","id":"b""# } else { start };
        assert_eq!(line(start), expected);
    }
}

#[test]
fn bytes_are_counted_when_asked_for() {
    let lines = lines(Offsets::Byte, Until::Tags, false);
    assert!(lines[0].contains(r#""offsets":"byte""#));
    let tags: Value = serde_json::from_str(&lines[2]).unwrap();
    let mention = &tags["mentions"][1];
    let text = "Bakıda Vüsal Kərimli çıxış edib.";
    let span = |key: &str| usize::try_from(mention[key].as_u64().unwrap()).unwrap();
    assert_eq!(&text[span("start")..span("end")], mention["text"].as_str().unwrap());
}

#[test]
fn one_object_holds_the_same_records() {
    let whole: Value =
        serde_json::from_str(&printed(Format::Json, Offsets::Char, Until::Summaries, true)).unwrap();
    let records = lines(Offsets::Char, Until::Summaries, true);
    let of = |kind: &str| {
        let records = records.iter().map(|line| serde_json::from_str::<Value>(line).unwrap());
        records.filter(|record| record["type"] == kind).collect::<Vec<_>>()
    };
    let sections = [
        ("documents", "document"),
        ("languages", "language"),
        ("tags", "tags"),
        ("entities", "entity"),
        ("events", "event"),
        ("issues", "issue"),
    ];
    for (section, kind) in sections {
        assert_eq!(whole[section].as_array().unwrap(), &of(kind), "{section}");
    }
}

#[test]
fn markdown_tells_the_event_with_its_sources() {
    insta::assert_snapshot!(printed(Format::Md, Offsets::Char, Until::Summaries, true), @r#"
    # 1 event in 3 documents

    ## 1. Kerimli speaks \<in> Baku

    - **When:** 2026-03-04 (as reported)
    - **Where:** Baku
    - **Who:** Vusal Kerimli (chairman)
    - **Told by:** 2 documents in az, en; 1 independent origin

    Vusal Kerimli spoke in Baku. [1][2]

    **Where the sources differ**

    | matter | kind | value | sources |
    | --- | --- | --- | --- |
    | guests | contradict | 10 | [1] |
    |  |  | 12 \| 13 | [2] |

    **Sources**

    1. [Görüş �\[Bakı\]\*](https://example.org/a) (`a`, Lantern \| Wire, az, 2026-03-04)
    2. [Vusal Kerimli spoke in Baku.](https://example.org/a) (`b`, Lantern \| Wire, en, 2026-03-04, translation of [1], 100 % shared)

    ## Other reports

    - [Quiet day](https://example.org/a) (`c`, Lantern \| Wire, en, 2026-03-04)

    ## Names

    | name | kind | also written | mentions |
    | --- | --- | --- | --- |
    | Vusal Kerimli | PER | Vüsal Kərimli | 2 in 2 documents |
    | Baku | LOC | Bakı | 2 in 2 documents |

    ## Issues

    - error: feed.jsonl:4: not JSON; the line was skipped
    "#);
}

#[test]
fn a_page_is_escaped_and_marks_lead_to_sources() {
    let page = printed(Format::Html, Offsets::Char, Until::Summaries, true);
    for part in [
        "Kerimli speaks &lt;in&gt; Baku",
        "<a href=\"#e1s2c0\">[2]</a>",
        "<details id=\"e1s2\">",
        "href=\"https://example.org/a\"",
        "Görüş \u{fffd}[Bakı]*",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    assert!(!page.contains('\u{202e}'));
}
