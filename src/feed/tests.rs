use std::fs;

use super::*;
use crate::types::{Field, Label};

const FEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/feeds/");

fn fixture(name: &str) -> Feed {
    read(&[Input::Path(format!("{FEEDS}{name}").into())], &Options::default())
}

fn from(text: &str) -> Feed {
    read_from(text.as_bytes(), "-", &Options::default())
}

fn ids(feed: &Feed) -> Vec<&str> {
    feed.documents.iter().map(Document::id).collect()
}

/// Line, document and severity of each issue, with a word of its message.
fn issues(feed: &Feed) -> Vec<(u64, &str, Severity, &str)> {
    feed.issues
        .iter()
        .map(|i| (i.line.unwrap_or(0), i.doc.as_deref().unwrap_or(""), i.severity, i.message.as_str()))
        .collect()
}

#[track_caller]
fn assert_issues(feed: &Feed, expected: &[(u64, &str, Severity, &str)]) {
    let found = issues(feed);
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for ((line, doc, severity, message), (l, d, s, part)) in found.into_iter().zip(expected) {
        assert_eq!((line, doc, severity), (*l, *d, *s), "{message}");
        assert!(message.contains(part), "{message} lacks {part}");
    }
}

#[test]
fn the_sample_is_read_whole() {
    let feed = fixture("sample.jsonl");
    assert_eq!((feed.documents.len(), feed.issues.len()), (40, 0));
    let of = |id: &str| feed.documents.iter().find(|d| d.id() == id).unwrap();
    let port = of("port-en-1");
    let dateline = port.dateline().unwrap();
    let text = |s: Option<crate::text::Span>| s.unwrap().of(port.text());
    assert_eq!((text(dateline.place), text(dateline.agency)), ("Baku", "SAHILPRESS"));
    assert_eq!(dateline.date.unwrap().to_string(), "--03-05");
    let flood = of("flood-en-1");
    assert!(!flood.text().contains('<') && flood.text().contains("mud & rubble"));
    let at = flood.text().find("Ministry of Emergency").unwrap();
    let span = crate::text::Span::new(at, at + "Ministry of Emergency Situations".len());
    let located = flood.locate(span);
    assert_eq!((located.field, located.text), (Field::Text, "Ministry of Emergency Situations"));
    assert!(flood.field(Field::Text)[located.span.range()].starts_with("Ministry"));
    let datelines: Vec<_> =
        feed.documents.iter().filter(|d| d.dateline().is_some()).map(Document::id).collect();
    assert_eq!(
        datelines,
        [
            "port-az-1",
            "port-en-1",
            "court-en-1",
            "court-tr-1",
            "note-zh-science",
            "gas-en-1",
            "judo-en-1",
            "ship-zh-1",
            "ship-en-1"
        ]
    );
}

#[test]
fn every_kind_of_damage_is_told_and_the_rest_is_read() {
    let feed = fixture("broken.jsonl");
    use Severity::{Error, Warning};
    assert_issues(
        &feed,
        &[
            (2, "", Error, "broken JSON"),
            (3, "", Error, "a number is no record"),
            (4, "bad-utf8", Error, "UTF-8"),
            (5, "no-text", Error, "no `text`"),
            (6, "empty-text", Error, "empty"),
            (7, "blank-text", Error, "empty"),
            (8, "bad-date", Error, "2026-13-45"),
            (11, "dup-1", Warning, "dup-1#2"),
            (12, "control", Warning, "control characters"),
            (13, "surrogate", Error, "\\uXXXX"),
        ],
    );
    assert_eq!(
        ids(&feed),
        ["ok-1", "bad-utf8", "bad-date", "dup-1", "dup-1#2", "control", "surrogate", "ok-2", "alias", "ok-3"]
    );
    let of = |id: &str| feed.documents.iter().find(|d| d.id() == id).unwrap();
    assert_eq!(of("bad-date").published(), None);
    assert!(of("ok-2").text().ends_with("gấp đôi."));
    let alias = of("alias");
    assert_eq!(alias.source(), Some("curierul-de-nord.example.org"));
    assert_eq!(alias.published().unwrap().date.to_string(), "2026-02-27");
    let mut extra: Vec<_> = alias.extra().keys().map(String::as_str).collect();
    extra.sort_unstable();
    assert_eq!(extra, ["x_meta", "x_section", "x_tags"]);
}

#[test]
fn rss_items_become_documents() {
    let feed = fixture("sample.rss");
    assert_eq!(issues(&feed), []);
    let [mill, museum, girl, hats] = &feed.documents[..] else { panic!("four items") };
    assert_eq!(mill.id(), "https://example.org/lantern/tide-mill");
    assert_eq!(mill.url(), Some("https://example.org/lantern/tide-mill"));
    assert!(mill.text().contains("oak & slate"));
    assert_eq!(mill.source(), Some("Lantern Wire: short notes"));
    let published = mill.published().unwrap();
    assert_eq!((published.date.to_string().as_str(), published.basis), ("2026-03-10", "published"));
    assert_eq!(museum.title().of(museum.text()), "Kars'ta kaz tüyü müzesi açıldı");
    assert_eq!(museum.declared_lang().unwrap().as_str(), "tr");
    assert_eq!(museum.url(), Some("https://example.org/lantern/kaz-tuyu?lang=tr&ref=rss"));
    assert!(
        museum
            .text()
            .contains("yastıklar & tezgâhlar sergileniyor.\n\nMüzenin kurucusu Gülperi Satılmış, \"Bu")
    );
    assert_eq!(girl.line(), Some(27));
    assert!(hats.text().contains("thứ bảy.\nNghệ nhân") && hats.text().contains(" – ai cũng"));
}

#[test]
fn atom_entries_become_documents() {
    let feed = fixture("sample.atom");
    assert_eq!(issues(&feed), []);
    let [otters, workshop, stars] = &feed.documents[..] else { panic!("three entries") };
    assert_eq!(otters.declared_lang().unwrap().as_str(), "fr");
    assert_eq!(otters.published().unwrap().date.to_string(), "2026-03-10");
    assert!(otters.text().contains("demi-siècle.\n\n« Nous avons"));
    assert_eq!(workshop.title().of(workshop.text()), "Lahıcda misgərlik emalatxanası bərpa edilib");
    assert!(workshop.text().contains("keçəcək.\n\n“Çəkicin") && workshop.text().contains("bildirib & yeni"));
    assert_eq!(workshop.url(), Some("https://example.org/carnet/lahic"));
    assert_eq!(stars.published().unwrap().date.to_string(), "2026-03-14");
    assert_eq!(stars.declared_lang().unwrap().as_str(), "kk");
}

#[test]
fn items_around_a_break_survive() {
    let feed = from(concat!(
        "<rss version='2.0'><channel><title>T</title>\n",
        "<item><guid>a</guid><description>One &nbsp;AT&T</description></item>\n",
        "<item><guid>b</guid><description>Two</wrong></item>\n",
        "<item><guid>c</guid><description><p>Three</p> <b>four</b></description></item>\n",
        "<item><guid>d</guid><description>Fi",
    ));
    assert_eq!(ids(&feed), ["a", "c"]);
    let body = |i: usize| feed.documents[i].body().of(feed.documents[i].text());
    assert_eq!((body(0), body(1)), ("One \u{a0}AT&T", "Three\n\nfour"));
    assert_issues(&feed, &[(3, "", Severity::Error, "broken XML"), (5, "", Severity::Error, "broken XML")]);
}

#[test]
fn xml_in_an_old_encoding_is_decoded() {
    let xml = "<?xml version='1.0' encoding='windows-1251'?><rss version='2.0'><channel><item><guid>a</guid>\
        <pubDate>Fri, 13 Mar 2026 01:00:00 +0400</pubDate><description>Трамвай вернулся</description></item></channel></rss>";
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(xml);
    let feed = read_from(&bytes[..], "-", &Options::default());
    assert_eq!(feed.documents[0].text(), "Трамвай вернулся");
    assert_eq!(feed.documents[0].published().unwrap().date.to_string(), "2026-03-13");
}

#[test]
fn json_of_every_shape_is_read() {
    let pretty = "{\n  \"id\": \"a\",\n  \"text\": \"One.\"\n}\n";
    assert_eq!(ids(&from(pretty)), ["a"]);
    assert_eq!(ids(&from(&pretty.repeat(2))), ["a", "a#2"]);
    let array = from(
        "[\n {\"id\": 7, \"text\": \"One.\"},\n {\"id\": \"b\", \"text\": 5},\n {\"id\": \"c\" \"text\"},\n {\"id\": \"d\", \"text\": \"Fo",
    );
    assert_eq!(ids(&array), ["7"]);
    use Severity::Error;
    assert_issues(
        &array,
        &[
            (3, "b", Error, "no string"),
            (4, "", Error, "broken JSON"),
            (5, "", Error, "in the middle"),
            (0, "", Error, "cut off"),
        ],
    );
}

#[test]
fn a_missing_id_comes_from_the_content() {
    let feed = from("{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n{\"text\":\"One.\"}\n");
    let first = feed.documents[0].id().to_owned();
    assert!(first.starts_with("doc-") && first.len() == 16);
    assert_eq!(feed.documents[2].id(), format!("{first}#2"));
    assert_issues(&feed, &[(3, &first, Severity::Warning, "the same document")]);
    assert_eq!(from("{\"text\":\"One.\",\"x\":1}").documents[0].id(), first);
}

#[test]
fn long_texts_are_skipped_whole() {
    let options = Options { max_text_bytes: 8, ..Options::default() };
    let feed =
        read_from("{\"text\":\"12345678\"}\n{\"id\":\"b\",\"text\":\"123456789\"}".as_bytes(), "-", &options);
    assert_eq!(feed.documents.len(), 1);
    assert_issues(&feed, &[(2, "b", Severity::Error, "--max-text-bytes")]);
}

#[test]
fn folders_are_read_in_order_of_names() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    write("b.txt", b"Two.");
    write("a/z.txt", b"One.");
    write("c.jsonl", b"{\"id\":\"three\",\"text\":\"Three.\"}\n");
    write(".hidden/x.txt", b"No.");
    write(".x.txt", b"No.");
    write("d.png", b"\x89PNG\r\n\x1a\n");
    let inputs = [Input::Path(folder.path().into()), Input::from("no/such/file")];
    let feed = read(&inputs, &Options::default());
    assert_eq!(ids(&feed), ["z", "b", "three"]);
    assert_issues(&feed, &[(0, "", Severity::Warning, "a PNG image")]);
    assert!(matches!(&feed.unreadable[..], [ReadError::Io { input, .. }] if input == "no/such/file"));
    let limited = read(&inputs, &Options { limit: Some(2), ..Options::default() });
    assert_eq!(ids(&limited), ["z", "b"]);
    let binary = read(&[Input::Path(folder.path().join("d.png"))], &Options::default());
    assert!(binary.unreadable[0].to_string().contains("a PNG image"));
}

#[test]
fn the_output_of_an_earlier_run_is_input() {
    for (offsets, start, end) in [("char", 7, 22), ("byte", 8, 23)] {
        let stream = [
            format!("{{\"type\":\"begin\",\"format\":1,\"tool\":\"exonym 0.1.0\",\"offsets\":\"{offsets}\"}}"),
            r#"{"type":"document","id":"a","text":"Vüqar <b>Smith &amp; Sons</b> ək","source":"s"}"#.into(),
            r#"{"type":"document","id":"b","text":"None here.","lang":"en"}"#.into(),
            r#"{"type":"language","doc":"a","lang":"az"}"#.into(),
            format!(
                r#"{{"type":"tags","doc":"a","lang":"az","mentions":[{{"field":"text","start":{start},"end":{end},"text":"b>Smith &amp; S","label":"ORG","score":0.5}},{{"field":"text","start":0,"end":3,"text":"Wrong","label":"PER","score":1}}]}}"#
            ),
            r#"{"type":"tags","doc":"b","lang":"en","mentions":[]}"#.into(),
            r#"{"type":"event","id":"e1","docs":["a","b"]}"#.into(),
            r#"{"type":"end","documents":2,"issues":0}"#.into(),
        ]
        .join("\n");
        let feed = from(&stream);
        assert_eq!(ids(&feed), ["a", "b"]);
        assert_eq!(feed.tags["b"], []);
        assert_issues(&feed, &[(5, "a", Severity::Error, "1 mentions do not fit")]);
        assert_eq!(feed.tags["a"].len(), 1, "{offsets}");
        let mention = &feed.tags["a"][0];
        assert_eq!(
            (mention.span.of(feed.documents[0].text()), mention.label),
            ("Smith & S", Label::Organisation)
        );
        assert_eq!(
            feed.events,
            [GivenEvent { id: "e1".into(), docs: vec!["a".into(), "b".into()], asides: Vec::new() }]
        );
        let cut = stream.rsplit_once('\n').unwrap().0;
        assert!(from(cut).issues.iter().any(|i| i.message.contains("no `end`")));
    }
}

#[test]
fn declared_fields_are_checked() {
    let feed = from(
        r#"{"id":"a","text":"One.","title":null,"lang":"pt-BR","source":{"name":"Lantern"},"cluster":3,"published":"2026-02-09T23:30:00-05:00"}"#,
    );
    let document = &feed.documents[0];
    assert_eq!(document.declared_lang().unwrap().as_str(), "pt");
    assert_eq!((document.source(), document.cluster()), (Some("Lantern"), Some("3")));
    assert_eq!(document.published().unwrap().date.to_string(), "2026-02-09");
    assert_eq!(document.published().unwrap().timestamp, Some(1770697800));
    assert!(feed.issues.is_empty() && document.extra().is_empty());
    let feed = from(r#"{"id":"a","text":"One.","title":["x"],"lang":"Portuguese language","published":5}"#);
    assert_eq!(feed.documents.len(), 1);
    assert_eq!(feed.issues.len(), 3, "{:?}", issues(&feed));
}

proptest::proptest! {
    #[test]
    fn no_input_stops_the_reader(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
        let options = Options::default();
        for format in [InputFormat::Auto, InputFormat::JsonLines, InputFormat::Json, InputFormat::Feed, InputFormat::Text] {
            read_from(&bytes[..], "-", &Options { format, ..options.clone() });
        }
    }

    #[test]
    fn nor_does_any_mixture_of_markup(text in "(<rss>|<channel>|<item>|</item>|<title>|</title>|<entry>|&amp;|&x;|<!\\[CDATA\\[|\\]\\]>|<\\?|<!--|[{}\\[\\]\",:]|\\\\|text|\\n|[a-ə]){0,40}") {
        for format in [InputFormat::Auto, InputFormat::JsonLines, InputFormat::Json, InputFormat::Feed] {
            read_from(text.as_bytes(), "-", &Options { format, ..Options::default() });
        }
    }
}
