use std::collections::{BTreeMap, BTreeSet};

use super::testing::{annotated, doc, of};
use super::{introduce, link, mention};
use crate::text::{CharIndex, Span};
use crate::types::{Annotated, Document, DocumentParts, Entity, Label, Lang, Mention};

fn codes(entity: &Entity, spelling: &str) -> Vec<&'static str> {
    let variant = entity.variants.iter().find(|v| v.text == spelling).expect("the spelling is counted");
    variant.reasons.iter().map(|r| r.code).collect()
}

#[test]
fn brackets_introduce_short_names() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("the [ORG Caspian Grain Agency] ([ORG CGA]) said", &[("Caspian Grain Agency", "CGA")]),
        ("the [ORG Caspian Grain Agency] (CGA) said", &[("Caspian Grain Agency", "CGA")]),
        ("“[ORG Xəzər Taxıl Ticarət]” ([ORG XTT]) ilə", &[("Xəzər Taxıl Ticarət", "XTT")]),
        ("[ORG VGA] ([ORG Vietnam Grain Agency]) said", &[("Vietnam Grain Agency", "VGA")]),
        ("[ORG 里海粮食公司]（[ORG CGC]）表示", &[("里海粮食公司", "CGC")]),
        ("[ORG Caspian Grain Agency (CGA)] said", &[("Caspian Grain Agency", "CGA")]),
        ("[LOC Paris] ([LOC France]) and [PER Ana Pop] (42)", &[]),
        ("the [ORG Caspian Grain Agency] (see below) said", &[]),
    ];
    for (text, want) in cases {
        let document = doc("d", "en", text);
        let mut forms = mention::Forms::default();
        let items = mention::collect(&[&document], &mut forms);
        let found: Vec<(&str, String)> = introduce::introductions(&document, &items[0], &forms)
            .into_iter()
            .map(|i| (document.text(items[0][i.long].span), i.text))
            .collect();
        let want: Vec<(&str, String)> = want.iter().map(|(a, b)| (*a, (*b).to_owned())).collect();
        assert_eq!(found, want, "{text}");
    }
}

#[test]
fn short_forms_and_acronyms_go_to_the_name_they_stand_for() {
    let entities = link(&[doc(
        "a",
        "en",
        "[ORG Vietnam Grain Agency] ([ORG VGA]) Director General [PER Le Thu Ha] met [PER Murad Valiyev]. \
         [PER Ha] said that [ORG VGA] would grow. [PER M. Valiyev] agreed, and [PER Valiyev] left.",
    )]);
    let ha = of(&entities, "Ha");
    assert_eq!(ha.name, "Le Thu Ha");
    assert_eq!(codes(ha, "Ha"), ["short-form"]);
    assert_eq!(codes(of(&entities, "M. Valiyev"), "M. Valiyev"), ["initials"]);
    assert_eq!(of(&entities, "Valiyev").name, "Murad Valiyev");
    let agency = of(&entities, "VGA");
    assert_eq!((agency.name.as_str(), codes(agency, "VGA")), ("Vietnam Grain Agency", vec!["introduced"]));
    assert_eq!(entities.iter().map(|e| e.mentions.len()).sum::<usize>(), 8);
}

#[test]
fn father_and_son_stay_two() {
    let entities = link(&[doc(
        "a",
        "en",
        "[PER Omarov] wins at home\n--\n[PER Daniyar Omarov] won gold on Sunday. \
         He is coached by his father, [PER Serik Omarov], who never won it. \
         The elder [PER Omarov] was in tears. \
         Then [PER Daniyar Omarov] and [PER Serik Omarov] left. [PER Omarov] said nothing.",
    )]);
    let names: Vec<(&str, usize)> = entities.iter().map(|e| (e.name.as_str(), e.mentions.len())).collect();
    assert_eq!(names, [("Daniyar Omarov", 3), ("Serik Omarov", 3), ("Omarov", 1)]);
    assert_eq!(codes(&entities[2], "Omarov"), ["ambiguous"]);
}

#[test]
fn one_family_name_in_two_countries_is_two_ministers() {
    let entities = link(&[
        doc(
            "a",
            "en",
            "[LOC Azerbaijan]'s Energy Minister [PER Elchin Karimov] spoke in [LOC Baku]. [PER Karimov] left.",
        ),
        doc(
            "b",
            "en",
            "[LOC Vietnam]'s Emergency Situations Minister [PER Jahongir Karimov] spoke. [PER Karimov] left.",
        ),
        doc("c", "en", "[PER Karimov] was heard in [LOC Paris]."),
    ]);
    let persons: Vec<(&str, usize)> = entities
        .iter()
        .filter(|e| e.label == Label::Person)
        .map(|e| (e.name.as_str(), e.mentions.len()))
        .collect();
    assert_eq!(persons, [("Elchin Karimov", 2), ("Jahongir Karimov", 2), ("Karimov", 1)]);
}

#[test]
fn one_name_with_offices_of_two_countries_is_two_persons() {
    let entities = link(&[
        doc("a", "en", "{> [LOC Azerbaijan]'s Energy Minister} [PER Karim Aliyev] spoke."),
        doc("b", "en", "{> [LOC Vietnam]'s Energy Minister} [PER Karim Aliyev] spoke."),
    ]);
    assert_eq!(entities.iter().filter(|e| e.name == "Karim Aliyev").count(), 2);
}

#[test]
fn a_role_is_whole_and_more_than_an_origin_or_a_courtesy() {
    let roles = |text: &str| -> Vec<String> {
        let entities = link(&[doc("a", "en", text)]);
        entities.iter().flat_map(|e| e.roles.iter().map(|r| r.text.clone())).collect()
    };
    assert_eq!(roles("They met {> General} Secretary [PER Tô Lâm]."), ["General Secretary"]);
    assert_eq!(roles("They met {> mayor} yesterday [PER Ana Pop]."), ["mayor"]);
    assert!(roles("The {> Romanian} [PER Ana Pop] won.").is_empty());
    assert!(roles("They met {> Mrs} [PER Ana Pop].").is_empty());
}

#[test]
fn ministries_of_two_languages_meet_in_their_minister() {
    let entities = link(&[
        doc(
            "a",
            "en",
            "[LOC Uzbekistan]'s [ORG Ministry of Emergency Situations] sent help. \
             {> Emergency Situations Minister} [PER Jahongir Alimov] came. \
             The [ORG Ministry of Health of Uzbekistan] was silent.",
        ),
        doc(
            "b",
            "ru",
            "[ORG Министерство по чрезвычайным ситуациям] [LOC Узбекистана] помогло. \
             Прибыл {> министр по чрезвычайным ситуациям} [PER Жахонгир Алимов].",
        ),
    ]);
    let ministry = of(&entities, "Министерство по чрезвычайным ситуациям");
    assert_eq!(ministry.name, "Ministry of Emergency Situations");
    assert_eq!(of(&entities, "Ministry of Health of Uzbekistan").mentions.len(), 1);
}

#[test]
fn an_acronym_is_known_from_another_document_where_the_company_agrees() {
    let entities = link(&[
        doc(
            "a",
            "en",
            "The [ORG Caspian Grain Agency] ([ORG CGA]) opened a silo in [LOC Alat], [PER Murad Valiyev] said.",
        ),
        doc("b", "en", "[PER Murad Valiyev] of [ORG CGA] returned to [LOC Alat]."),
        doc("c", "en", "The band [ORG CGA] played in [LOC Leeds]."),
    ]);
    let agency = entities.iter().find(|e| e.name == "Caspian Grain Agency").expect("it is named");
    assert_eq!(agency.mentions.len(), 3);
    assert_eq!(codes(agency, "CGA"), ["introduced", "introduced-elsewhere"]);
    assert_eq!(entities.iter().filter(|e| e.name == "CGA").count(), 1);
}

#[test]
fn names_that_are_alike_only_roughly_meet_in_company() {
    let entities = |beside: &str| {
        link(&[
            doc("a", "tr", &format!("[LOC Kars'ta] kar yağdı, vali [PER {beside}] konuştu.")),
            doc("b", "it", "Sul [LOC Carso] bruciano i boschi, dice [PER Anna Furlan]."),
        ])
    };
    let together =
        |entities: &[Entity]| entities.iter().any(|e| e.mentions.len() == 2 && e.label == Label::Location);
    assert!(!together(&entities("Ali Demir")));
    assert!(together(&entities("Anna Furlan")));
    // Two teams in Chinese characters whose sounds are not far apart.
    let teams = [doc("a", "zh", "[ORG 华兴轨道]中标。"), doc("b", "ja", "[ORG 京大]の研究。")];
    assert_eq!(link(&teams).len(), 2);
}

#[test]
fn nothing_depends_on_the_order_of_documents() {
    let documents = sample();
    let shown = |documents: &[Annotated]| -> Vec<String> {
        link(documents)
            .iter()
            .map(|e| {
                let roles: Vec<&str> = e.roles.iter().map(|r| r.text.as_str()).collect();
                let mut ids: Vec<String> = e
                    .mentions
                    .iter()
                    .map(|m| format!("{} {}", documents[m.doc.0 as usize].document.id(), m.mention))
                    .collect();
                ids.sort();
                format!("{} {:?} {:?} {:?} {roles:?} {ids:?}", e.id, e.name, e.names, e.variants)
            })
            .collect()
    };
    let straight = shown(&documents);
    let mut turned = documents;
    turned.reverse();
    turned.rotate_left(7);
    assert_eq!(straight, shown(&turned));
}

#[test]
fn every_mention_has_one_entity_and_every_other_spelling_a_reason() {
    let documents = sample();
    let entities = link(&documents);
    let mut seen = BTreeSet::new();
    for entity in &entities {
        for m in &entity.mentions {
            assert!(seen.insert((m.doc, m.mention)));
        }
        let total: u32 = entity.variants.iter().map(|v| v.count).sum();
        assert_eq!(total as usize, entity.mentions.len());
        for v in entity.variants.iter().filter(|v| v.text != entity.name) {
            assert!(!v.reasons.is_empty(), "{} of {}", v.text, entity.name);
        }
        for r in &entity.roles {
            assert_eq!(r.text, documents[r.doc.0 as usize].text(r.span));
        }
    }
    assert_eq!(seen.len(), documents.iter().map(|d| d.mentions.len()).sum::<usize>());
    let ids: BTreeSet<&str> = entities.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(ids.len(), entities.len());
}

const FEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/feeds");

/// The sample feed with its labelled mentions.
fn sample() -> Vec<Annotated> {
    let gold = gold();
    let feed = std::fs::read_to_string(format!("{FEEDS}/sample.jsonl")).expect("the fixture is there");
    let mut documents = Vec::new();
    for line in feed.lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("a record");
        let field = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
        let document = Document::new(DocumentParts {
            id: field("id"),
            title: field("title"),
            text: field("text"),
            ..DocumentParts::default()
        });
        let lang: Lang =
            gold["languages"][document.id()].as_str().expect("a language").parse().expect("a tag");
        let mut mentions = Vec::new();
        for entity in gold["entities"].as_array().expect("entities") {
            let label = Label::parse(entity["label"].as_str().expect("a label")).expect("a label");
            for m in entity["mentions"].as_array().expect("mentions") {
                if m[0] == document.id() {
                    let side = if m[1] == "title" { document.title() } else { document.body() };
                    let chars = CharIndex::new(side.of(document.text()));
                    let byte =
                        |n: usize| chars.byte(m[n].as_u64().expect("an offset") as usize).expect("inside");
                    let span = Span::new(byte(2), byte(3)).shifted(side.start as usize);
                    mentions.push(Mention { span, label, score: 0.9 });
                }
            }
        }
        mentions.sort_by_key(|m| m.span.start);
        documents.push(annotated(document, lang, mentions));
    }
    documents
}

fn gold() -> serde_json::Value {
    let gold = std::fs::read_to_string(format!("{FEEDS}/sample.gold.json")).expect("the fixture is there");
    serde_json::from_str(&gold).expect("JSON")
}

#[test]
fn nouns_are_no_names_and_a_board_is_not_its_body() {
    let entities = link(&[
        doc(
            "a",
            "en",
            "[PER Murad Valiyev], chairman of [ORG Caspian Grain Agency], praised [ORG Strategic Partnerships] and the [ORG Party].",
        ),
        doc("b", "az", "[ORG İdarə Heyəti] sədri [PER Murad Vəliyev] danışdı."),
    ]);
    let names: Vec<&str> = entities.iter().map(|e| e.name.as_str()).collect();
    assert!(!names.contains(&"Party") && !names.contains(&"Strategic Partnerships"), "{names:?}");
    let body = of(&entities, "Caspian Grain Agency");
    assert!(body.variants.iter().all(|v| v.text != "İdarə Heyəti"), "{body:?}");
}

/// Cost of a document with thousands of names grows about as their number.
#[test]
fn a_huge_document_is_linked_in_time() {
    let names: Vec<String> = (0..1500)
        .map(|n: usize| {
            let part = |k: usize| ["ba", "ke", "du", "mo", "ri", "sa", "te", "vu", "zo", "ga"][k % 10];
            format!(
                "[PER {}{}an {}{}{}ov]",
                "BKDMR".chars().nth(n % 5).unwrap_or('B'),
                part(n / 7),
                "Tal",
                part(n),
                part(n / 10).to_owned() + part(n / 100)
            )
        })
        .collect();
    let start = std::time::Instant::now();
    let entities = link(&[doc("huge", "en", &names.join(" spoke. "))]);
    assert!(entities.len() > 100);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

/// B³ of the links against the labels of the sample feed, on its labelled mentions.
#[test]
fn the_sample_feed_is_linked_as_its_readers_did() {
    let documents = sample();
    let entities = link(&documents);
    let gold = gold();
    let mut truth: BTreeMap<(usize, u32), usize> = BTreeMap::new();
    for (n, entity) in gold["entities"].as_array().expect("entities").iter().enumerate() {
        for m in entity["mentions"].as_array().expect("mentions") {
            let d = documents.iter().position(|d| m[0] == d.document.id()).expect("a document");
            let document = &documents[d].document;
            let side = if m[1] == "title" { document.title() } else { document.body() };
            let chars = CharIndex::new(side.of(document.text()));
            let start =
                side.start as usize + chars.byte(m[2].as_u64().expect("an offset") as usize).expect("inside");
            let at = documents[d].mentions.iter().position(|x| x.span.start as usize == start);
            truth.insert((d, at.expect("a mention") as u32), n);
        }
    }
    let mut found: BTreeMap<(usize, u32), usize> = BTreeMap::new();
    for (n, entity) in entities.iter().enumerate() {
        for m in &entity.mentions {
            found.insert((m.doc.0 as usize, m.mention), n);
        }
    }
    let (mut p, mut r) = (0.0, 0.0);
    for k in truth.keys() {
        let same_found: Vec<_> = truth.keys().filter(|o| found[*o] == found[k]).collect();
        let same_true: Vec<_> = truth.keys().filter(|o| truth[*o] == truth[k]).collect();
        let both = same_found.iter().filter(|o| truth[**o] == truth[k]).count() as f64;
        p += both / same_found.len() as f64;
        r += both / same_true.len() as f64;
    }
    let n = truth.len() as f64;
    let (p, r) = (p / n, r / n);
    assert!(p > 0.9 && r > 0.5, "B³ precision {p:.3} recall {r:.3}");
}
