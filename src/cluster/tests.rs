use std::sync::Arc;

use unicode_script::{Script, UnicodeScript};

use super::*;
use crate::{
    text::Span,
    types::{
        Document, DocumentParts, EntityIndex, Label, Lang, Languages, Mention, MentionRef, PartialDate,
        Published, Role, Sentence,
    },
};

/// A run written by hand: names in `[label:entity|surface]`, sentences one a line, title first.
#[derive(Default)]
pub(super) struct Run {
    pub documents: Vec<Annotated>,
    pub entities: Vec<Entity>,
}

impl Run {
    pub fn entity(&mut self, name: &str, label: Label) -> EntityIndex {
        let at = self.entities.iter().position(|e| e.name == name && e.label == label);
        EntityIndex(at.unwrap_or_else(|| {
            self.entities.push(Entity {
                id: format!("e-{name}"),
                label,
                name: name.into(),
                names: Default::default(),
                variants: Vec::new(),
                mentions: Vec::new(),
                roles: Vec::new(),
                territory: None,
            });
            self.entities.len() - 1
        }) as u32)
    }

    /// `vectors` gives one for each line, or none at all.
    pub fn add(&mut self, id: &str, lang: &str, published: &str, marked: &str, vectors: &[[f32; 3]]) {
        let (mut plain, mut names) = (String::new(), Vec::new());
        let mut rest = marked.trim();
        while let Some((before, after)) = rest.split_once('[') {
            let (inner, after) = after.split_once(']').expect("a mark ends");
            let (label, inner) = inner.split_once(':').expect("a label");
            let (entity, surface) = inner.split_once('|').unwrap_or((inner, inner));
            plain.push_str(before);
            let start = plain.len();
            plain.push_str(surface);
            names.push((start, plain.len(), Label::parse(label).expect("a label"), entity.to_owned()));
            rest = after;
        }
        plain.push_str(rest);
        let (title, text) = plain.split_once('\n').expect("a title and a body");
        let civil: jiff::civil::Date = published.parse().expect("a date");
        let document = Document::new(DocumentParts {
            id: id.into(),
            title: title.trim().into(),
            text: text.trim().into(),
            published: Some(Published {
                date: PartialDate::from(civil),
                timestamp: Some(when::day_number(civil) * 86_400),
                basis: "published",
            }),
            ..DocumentParts::default()
        });
        let tag: Lang = lang.parse().expect("a tag");
        let doc = DocIndex(self.documents.len() as u32);
        // Title and body are joined by one more line end than in the marked text.
        let moved = |at: usize| if at > title.len() { at + 1 } else { at };
        let mut mentions = Vec::new();
        for (start, end, label, entity) in names {
            let entity = self.entity(&entity, label);
            let mention = MentionRef { doc, mention: mentions.len() as u32 };
            self.entities[entity.0 as usize].mentions.push(mention);
            mentions.push(Mention { span: Span::new(moved(start), moved(end)), label, score: 0.9 });
        }
        let mut sentences = Vec::new();
        let mut start = 0;
        for line in document.text().split_inclusive('\n') {
            let span = Span::new(start, start + line.len()).trimmed(document.text());
            start += line.len();
            if !span.is_empty() {
                let vector = vectors.get(sentences.len()).map(unit).unwrap_or_default();
                sentences.push(Sentence { span, lang: tag, vector });
            }
        }
        let mut sum = [0.0; 3];
        vectors.iter().for_each(|v| (0..3).for_each(|i| sum[i] += v[i]));
        let script = document.text().chars().map(|c| c.script()).find(|s| !matches!(s, Script::Common));
        let script = script.unwrap_or(Script::Latin);
        self.documents.push(Annotated {
            document: Arc::new(document),
            languages: Languages { lang: tag, script, confidence: 1.0, spans: Vec::new() },
            sentences,
            mentions,
            roles: Vec::new(),
            vector: if vectors.is_empty() { Vec::new() } else { unit(&sum) },
        });
    }

    pub fn events(&self) -> Vec<Event> {
        group(&self.documents, &self.entities)
    }

    pub fn ids(&self, event: &Event) -> Vec<&str> {
        event.docs.iter().map(|d| self.documents[d.0 as usize].document.id()).collect()
    }
}

fn unit(v: &[f32; 3]) -> Vec<f32> {
    let length = v.iter().map(|x| x * x).sum::<f32>().sqrt();
    v.iter().map(|x| x / length).collect()
}

/// Two dam reports in two languages, their reprint, another bridge, and a report with the same
/// minister about something else.
fn rivers() -> Run {
    let mut run = Run::default();
    let dam = [[1.0, 0.1, 0.0], [0.9, 0.0, 0.1], [0.8, 0.3, 0.1], [0.9, 0.2, 0.3]];
    run.add(
        "dam-en",
        "en",
        "2026-04-03",
        "Cracks close [LOC:Orvana|Orvana] dam for the summer\n\
         Engineers closed the [LOC:Orvana|Orvana] dam on 2026-04-02 after finding 37 cracks in its northern wall.\n\
         Minister [PER:Ilva Tarkin|Ilva Tarkin] said repairs by [ORG:Brenholt Works|Brenholt Works] would cost 46.5 million.\n\
         Farmers downstream fear a summer without water for 12,400 hectares.",
        &dam,
    );
    run.add(
        "dam-en-copy",
        "en",
        "2026-04-04",
        "Dam shut\n\
         Engineers closed the [LOC:Orvana|Orvana] dam on 2026-04-02 after finding 37 cracks in its northern wall.\n\
         Minister [PER:Ilva Tarkin|Ilva Tarkin] said repairs by [ORG:Brenholt Works|Brenholt Works] would cost 46.5 million.",
        &dam[..3],
    );
    run.add(
        "dam-tr",
        "tr",
        "2026-04-04",
        "[LOC:Orvana|Orvana] barajı yaz boyunca kapalı\n\
         Mühendisler, kuzey duvarında 37 çatlak bulunması üzerine [LOC:Orvana|Orvana] barajını 2026-04-02 tarihinde kapattı.\n\
         Bakan [PER:Ilva Tarkin|Ilva Tarkin], [ORG:Brenholt Works|Brenholt Works] şirketinin onarımının 46,5 milyona mal olacağını söyledi.\n\
         Aşağıdaki çiftçiler 12.400 hektarın susuz kalmasından korkuyor.",
        &[[1.0, 0.12, 0.0], [0.9, 0.0, 0.15], [0.8, 0.3, 0.1], [0.9, 0.25, 0.3]],
    );
    run.add(
        "fair-en",
        "en",
        "2026-04-20",
        "Book fair opens in [LOC:Maldeva|Maldeva]\n\
         Minister [PER:Ilva Tarkin|Ilva Tarkin] opened the book fair of [LOC:Maldeva|Maldeva] on 2026-04-19 with [PER:Peer Saund|Peer Saund].\n\
         The [ORG:Printers Guild|Printers Guild] shows 210 titles from 18 houses.",
        &[[0.0, 1.0, 0.2], [0.1, 0.9, 0.2], [0.0, 0.8, 0.4]],
    );
    run
}

#[test]
fn a_report_its_copy_and_its_translation_are_one_event_with_one_origin() {
    let run = rivers();
    let events = run.events();
    assert_eq!(events.len(), 2, "{events:#?}");
    let dam = &events[0];
    assert_eq!(run.ids(dam), ["dam-en", "dam-en-copy", "dam-tr"]);
    assert_eq!(dam.origins, 1);
    let kinds: Vec<_> = dam.lineage.iter().map(|l| (l.doc.0, l.of.0, l.kind)).collect();
    assert_eq!(kinds, [(1, 0, LineageKind::Reprint), (2, 0, LineageKind::Translation)]);
    let when = dam.when.as_ref().expect("a date");
    assert_eq!((when.from.to_string(), when.basis), ("2026-04-02".into(), "text"));
    let names = |list: &[EntityIndex]| -> Vec<&str> {
        list.iter().map(|e| run.entities[e.0 as usize].name.as_str()).collect()
    };
    assert_eq!(names(&dam.places), ["Orvana"]);
    assert_eq!(
        names(&dam.who.iter().map(|w| w.entity).collect::<Vec<_>>()),
        ["Brenholt Works", "Ilva Tarkin"]
    );
    let codes: Vec<_> = dam.evidence.iter().map(|r| r.code).collect();
    for code in ["reprint", "translation", "same-entities", "same-place", "same-date", "same-numbers"] {
        assert!(codes.contains(&code), "{code} is missing: {codes:?}");
    }
    assert!(dam.evidence.iter().all(|r| r.detail.contains(" ~ ")));
}

#[test]
fn single_documents_are_events_of_their_own() {
    let run = rivers();
    let fair = &run.events()[1];
    assert_eq!((run.ids(fair), fair.origins), (vec!["fair-en"], 1));
    assert!(fair.lineage.is_empty() && fair.evidence.is_empty());
    assert!(fair.summary.is_none() && fair.headline.is_empty() && fair.conflicts.is_empty());
    assert!(group(&[], &[]).is_empty());
}

/// A sentence that gives a body's name and acronym names it once, and an office tells more than a list of bodies.
#[test]
fn who_holds_an_office_takes_part_and_a_body_named_in_passing_does_not() {
    let mut run = Run::default();
    run.add(
        "talks",
        "en",
        "2026-04-03",
        "[ORG:Orvana Agency|Orvana Agency] meets guests\n\
         The [ORG:Orvana Agency|Orvana Agency] received guests on 2026-04-02.\n\
         The [ORG:Orvana Agency|Orvana Agency] shows its archive.\n\
         The [ORG:Orvana Agency|Orvana Agency] is in the [ORG:Alliance of Agencies|Alliance of Agencies] ([ORG:Alliance of Agencies|AA]).\n\
         Director [PER:Ilva Tarkin|Ilva Tarkin] proposed a show of the [ORG:Orvana Agency|Orvana Agency].",
        &[],
    );
    let tarkin = run.entity("Ilva Tarkin", Label::Person);
    let role =
        Role { text: "director".into(), lang: Lang::new("en"), doc: DocIndex(0), span: Span::new(0, 1) };
    run.entities[tarkin.0 as usize].roles.push(role);
    let who = |run: &Run| -> Vec<String> {
        run.events()[0].who.iter().map(|w| run.entities[w.entity.0 as usize].name.clone()).collect()
    };
    assert_eq!(who(&run), ["Orvana Agency", "Ilva Tarkin"]);
}

#[test]
fn a_country_stands_beside_its_own_towns_only() {
    let told = |text: &str| -> Vec<String> {
        let mut run = Run::default();
        run.add("a", "en", "2026-04-03", &format!("A line opens\n{text}"), &[]);
        for entity in &mut run.entities {
            let code =
                [("Georgia", "GE"), ("Azerbaijan", "AZ")].iter().find(|(name, _)| *name == entity.name);
            entity.territory = code.map(|(_, code)| (*code).to_owned());
        }
        run.events()[0].places.iter().map(|p| run.entities[p.0 as usize].name.clone()).collect()
    };
    let of_two =
        told("[LOC:Tbilisi] and [LOC:Baku] opened the line, [LOC:Georgia] and [LOC:Azerbaijan] said.");
    assert_eq!(of_two.len(), 2);
    assert!(of_two.iter().all(|name| name == "Tbilisi" || name == "Baku"), "{of_two:?}");
    let held =
        told("The line was opened in [LOC:Baku] before guests from [LOC:Tbilisi], [LOC:Azerbaijan] said.");
    assert_eq!(held, ["Baku", "Azerbaijan"]);
}

#[test]
fn the_order_of_the_documents_does_not_matter() {
    let run = rivers();
    let show = |run: &Run| -> Vec<(String, Vec<String>, Vec<crate::types::Reason>)> {
        let ids = |e: &Event| run.ids(e).into_iter().map(String::from).collect();
        run.events().iter().map(|e| (e.id.clone(), ids(e), e.evidence.clone())).collect()
    };
    let expected = show(&run);
    let mut turned = rivers();
    turned.documents.reverse();
    let last = turned.documents.len() as u32 - 1;
    for entity in &mut turned.entities {
        entity.mentions.iter_mut().for_each(|m| m.doc.0 = last - m.doc.0);
        entity.mentions.sort();
    }
    assert_eq!(show(&turned), expected);
}

#[test]
fn words_alone_find_reports_of_one_language() {
    let mut run = rivers();
    run.entities.clear();
    for d in &mut run.documents {
        d.vector.clear();
        d.mentions.clear();
        d.sentences.iter_mut().for_each(|s| s.vector.clear());
    }
    let events = run.events();
    assert_eq!(run.ids(&events[0])[..2], ["dam-en", "dam-en-copy"]);
    assert!(events.iter().all(|e| !run.ids(e).contains(&"fair-en") || e.docs.len() == 1));
}

#[test]
fn the_same_agency_with_another_partner_is_another_event() {
    let mut run = Run::default();
    let text = |partner: &str, head: &str, day: &str| {
        format!(
            "[ORG:Tolmera Press|Tolmera Press] and [ORG:{partner}|{partner}] agree to share news\n\
             On {day} the head of [ORG:Tolmera Press|Tolmera Press], [PER:Anvar Dost|Anvar Dost], and the head of \
             [ORG:{partner}|{partner}], [PER:{head}|{head}], signed an agreement on news and photographs.\n\
             [PER:Anvar Dost|Anvar Dost] said the agencies would train journalists together."
        )
    };
    let v = [[1.0, 0.1, 0.0], [0.9, 0.1, 0.1], [0.8, 0.2, 0.1]];
    run.add("one", "en", "2026-05-08", &text("Sarn News", "Mira Holt", "2026-05-07"), &v);
    run.add("two", "en", "2026-05-13", &text("Kelp Wire", "Jon Ebbe", "2026-05-12"), &v);
    assert_eq!(run.events().len(), 2);
    run.add("three", "en", "2026-05-08", &text("Sarn News", "Mira Holt", "2026-05-07"), &v);
    assert_eq!(run.events().len(), 2);
}

#[test]
fn a_name_that_the_run_never_met_in_the_other_writing_is_no_stranger() {
    let mut run = Run::default();
    run.add("en", "en", "2026-04-03", "Dam closed\n[PER:Ilva Tarkin] closed the dam of [LOC:Orvana]", &[]);
    run.add("ar", "ar", "2026-04-03", "إغلاق السد\nأغلقت [PER:X|إلفا تاركين] سد [LOC:Y|أورفانا]", &[]);
    let against = |run: &Run| {
        let names = Names::new(&run.documents, &run.entities);
        let (profiles, _) = in_order(&run.documents, &names);
        let at = |id: &str| profiles.iter().find(|p| p.id() == id).expect("a document");
        let features = features::compare(at("en"), at("ar"), &names);
        (features.strangers, features.places_apart)
    };
    assert_eq!(against(&run), (0.0, 0.0));
    run.add("en-2", "en", "2026-04-03", "Talks\n[PER:X|Elva Darkin] spoke in [LOC:Y|Urfana]", &[]);
    assert_eq!(against(&run), (0.0, 0.0));
    run.add("ar-2", "ar", "2026-04-03", "محادثات\n[PER:Ilva Tarkin|إلفا] في [LOC:Orvana|أورفانا]", &[]);
    assert_eq!(against(&run), (1.0, 1.0));
}

#[test]
fn equal_figures_in_towns_of_two_countries_are_two_happenings() {
    let text = |town: &str, more: &str| {
        format!(
            "Bus overturns near [LOC:{town}], 19 dead\n\
             On 2026-09-14 a bus with 43 passengers overturned near [LOC:{town}], 19 people were killed.\n\
             Another 24 were taken to hospital{more}."
        )
    };
    let v = [[1.0, 0.1, 0.0], [0.9, 0.1, 0.1], [0.8, 0.2, 0.1]];
    let events = |b: &str, more: &str| {
        let mut run = Run::default();
        run.add("a", "en", "2026-09-14", &text("Multan", ""), &v);
        run.add("b", "de", "2026-09-14", &text(b, more), &v);
        run.events().len()
    };
    assert_eq!(events("Konya", ""), 2);
    // Places of one country may be one place: the town and its province, or two towns on the road between.
    assert_eq!(events("Lahore", ""), 1);
    assert_eq!(events("Konya", ", in [LOC:Multan] too"), 1);
}

#[test]
fn yesterdays_rates_are_not_todays() {
    let mut run = Run::default();
    let text = |day: &str, [a, b, c]: [&str; 3]| {
        format!(
            "Official rates of the [ORG:Norvik Bank|Norvik Bank]\n\
             The [ORG:Norvik Bank|Norvik Bank] set the official rates for {day}: the dollar at {a}, the euro at {b} and the \
             franc at {c} crowns.\nExchange offices in the capital sell at slightly higher prices."
        )
    };
    let v = [[1.0, 0.1, 0.0], [0.9, 0.1, 0.1], [0.8, 0.2, 0.1]];
    run.add("mon", "en", "2026-06-01", &text("2026-06-01", ["41.25", "47.12", "45.61"]), &v);
    run.add("wed", "en", "2026-06-03", &text("2026-06-03", ["41.87", "46.93", "45.02"]), &v);
    assert_eq!(run.events().len(), 2);
}

/// A tour: talks in one capital, two days later a treaty in the next.
const TOUR: &str = "[ORG:Orm Line] signs with [ORG:Caspian Ports]
[ORG:Orm Line] signed agreements on the tour of its chairman [PER:Jon Ask]
On May 6, in [LOC:Astana], [PER:Jon Ask] met [PER:Aru Sadyk] of [ORG:Steppe Rail]
The two agreed on timetables for the line
[ORG:Steppe Rail] will lend forty wagons
On May 8, in [LOC:Baku], [PER:Jon Ask] and [ORG:Caspian Ports] signed a treaty on the harbour
The harbour will be dredged";

#[test]
fn a_report_of_two_happenings_is_in_both_events() {
    let mut run = Run::default();
    run.add("tour", "en", "2025-05-09", TOUR, &[]);
    let steppe = "[ORG:Steppe Rail] to lend forty wagons to [ORG:Orm Line]
On May 6 in [LOC:Astana] [PER:Aru Sadyk] of [ORG:Steppe Rail] met [PER:Jon Ask]
[ORG:Steppe Rail] will lend forty wagons; the two agreed on timetables for the line";
    run.add("steppe", "en", "2025-05-07", steppe, &[]);
    let events = run.events();
    assert_eq!(events.len(), 2, "{events:#?}");
    assert_eq!(run.ids(&events[0]), ["steppe", "tour"]);
    assert_eq!(run.ids(&events[1]), ["tour"]);
    let text = run.documents[0].document.text();
    let told =
        |event: &Event| event.parts.iter().map(|part| (part.aside, part.spans.clone())).collect::<Vec<_>>();
    let [(true, aside)] = &told(&events[0])[..] else { panic!("{:?}", events[0].parts) };
    let [aside] = aside[..] else { panic!("{aside:?}") };
    assert!(aside.of(text).starts_with("On May 6") && aside.of(text).ends_with("forty wagons"));
    let [(false, rest)] = &told(&events[1])[..] else { panic!("{:?}", events[1].parts) };
    assert_eq!(rest.len(), 2);
    assert!(rest[1].of(text).trim().starts_with("On May 8"));
    let days = |event: &Event| event.when.as_ref().map(|w| (w.from.to_string(), w.to.to_string()));
    assert_eq!(days(&events[0]), Some(("2025-05-06".into(), "2025-05-06".into())));
    // Grouped again as they were told, they are the same.
    let groups: Vec<Group> = (events.iter())
        .map(|event| Group {
            docs: event.main_docs().collect(),
            asides: event.parts.iter().filter(|p| p.aside).map(|p| (p.doc, p.spans[0])).collect(),
        })
        .collect();
    assert_eq!(describe(&groups, &run.documents, &run.entities), events);
}

#[test]
fn what_is_less_plain_stays_whole() {
    let whole = |text: &str| {
        let mut run = Run::default();
        run.add("tour", "en", "2025-05-09", text, &[]);
        let events = run.events();
        assert!(events.len() == 1 && events[0].parts.is_empty(), "{text}: {events:#?}");
    };
    whole(&TOUR.replace("On May 8, in [LOC:Baku]", "On May 8, in [LOC:Astana]"));
    whole(&TOUR.replace("On May 8, in", "On May 6, in"));
    whole(&TOUR.replace("On May 8, in [LOC:Baku],", "In [LOC:Baku]"));
    // The same people all along.
    whole(&TOUR.replace("[PER:Aru Sadyk] of [ORG:Steppe Rail]", "reporters"));
    // A month before: background.
    whole(&TOUR.replace("May 6", "March 6"));
}

#[test]
fn the_id_follows_the_founding_document() {
    let events = rivers().events();
    assert_eq!(events[0].id, id("dam-en"));
    assert!(events[0].id.starts_with("evt-") && events[0].id.len() == 16);
    assert_ne!(events[0].id, events[1].id);
}

#[test]
fn the_same_words_a_season_later_are_not_compared() {
    let again = |days: i64| {
        let mut run = rivers();
        let day = jiff::civil::date(2026, 4, 3).checked_add(jiff::Span::new().days(days)).expect("a day");
        run.documents.truncate(1);
        run.entities.iter_mut().for_each(|e| e.mentions.retain(|m| m.doc.0 == 0));
        let text = run.documents[0].document.text().replacen("\n\n", "\n", 1);
        run.add("again", "en", &day.to_string(), &text, &[[1.0, 0.1, 0.0]; 4]);
        run.events().len()
    };
    assert_eq!((again(20), again(75)), (1, 2));
}

#[test]
fn explanations_follow_the_grouping() {
    let run = rivers();
    let events = run.events();
    let doc = |id: &str| {
        let at = run.documents.iter().position(|d| d.document.id() == id).expect("a document");
        DocIndex(at as u32)
    };
    let none = Decisions::default();
    let ask = |question| explain(&run.documents, &run.entities, &events, &none, question);
    let told = ask(Question::Documents(doc("dam-en"), doc("dam-tr")));
    let asked = &told[0];
    assert!(
        asked.same_event && asked.log_odds > 0.0 && asked.group > 0.0 && asked.veto.is_none(),
        "{asked:#?}"
    );
    assert_eq!(asked.mode, "across-languages");
    let sum = asked.constant + asked.shares.iter().map(Share::points).sum::<f32>();
    assert!((sum - asked.log_odds).abs() < 1e-3);
    let rejected: Vec<_> = told[1..].iter().map(|e| (e.about, e.a, e.b)).collect();
    let fair = doc("fair-en");
    assert_eq!(
        rejected,
        [(About::Rejected, doc("dam-en"), fair), (About::Rejected, doc("dam-tr"), fair)],
        "{told:#?}"
    );
    assert!(told[1..].iter().all(|e| !e.same_event && !e.flip.is_empty()), "{told:#?}");
    let abouts: Vec<About> = ask(Question::Event(0)).iter().map(|e| e.about).collect();
    assert_eq!(abouts, [About::Join, About::Join, About::Rejected]);
    assert!(ask(Question::Event(9)).is_empty());
    assert_eq!(ask(Question::Pairs(&[(fair, doc("dam-en")), (fair, DocIndex(99))])).len(), 1);
}

#[test]
fn decisions_overrule_the_grouping_and_say_so() {
    let run = rivers();
    let decided = |text: &str| {
        let decisions = Decisions::parse(text).expect("good lines");
        let (events, outcomes) = group_decided(&run.documents, &run.entities, &decisions);
        let mut groups: Vec<Vec<&str>> = events.iter().map(|event| run.ids(event)).collect();
        groups.sort();
        (groups, events, outcomes, decisions)
    };
    let (before, ..) = decided("");
    assert_eq!(before, [vec!["dam-en", "dam-en-copy", "dam-tr"], vec!["fair-en"]]);

    let text = "split dam-tr | dam-en\nsame-event fair-en | dam-tr | not-here\n\
                same-event elsewhere | fair-en\nsame A | B";
    let (after, events, outcomes, decisions) = decided(text);
    assert_eq!(after, [vec!["dam-en", "dam-en-copy"], vec!["dam-tr", "fair-en"]]);
    for event in &events {
        let decided = event.evidence.iter().filter(|reason| reason.code == "decision");
        let lines: Vec<&str> = decided.map(|reason| reason.detail.as_str()).collect();
        let both = ["split dam-tr | dam-en", "same-event fair-en | dam-tr | not-here"];
        assert_eq!(lines, both[..if run.ids(event).contains(&"fair-en") { 2 } else { 1 }]);
    }
    let unused: Vec<(u64, Option<&str>)> =
        outcomes.iter().map(|o| (o.decision.line, o.unused.as_deref())).collect();
    let absent = "no document here has the id `elsewhere`";
    assert_eq!(unused, [(1, None), (2, None), (3, Some(absent))], "names are not decided here");

    let doc = |id: &str| {
        let at = run.documents.iter().position(|d| d.document.id() == id).expect("a document");
        DocIndex(at as u32)
    };
    let ask = |a, b| {
        let pairs = [(doc(a), doc(b))];
        let told = explain(&run.documents, &run.entities, &events, &decisions, Question::Pairs(&pairs));
        told.into_iter().next().expect("an answer")
    };
    for (a, b, decision, same) in [
        ("dam-en", "dam-tr", Some("split dam-tr | dam-en"), false),
        // Nobody decided of these two, but their events may not meet.
        ("dam-en-copy", "fair-en", Some("split dam-tr | dam-en"), false),
        ("dam-tr", "fair-en", Some("same-event fair-en | dam-tr | not-here"), true),
        ("dam-en", "dam-en-copy", None, true),
    ] {
        let told = ask(a, b);
        assert_eq!((told.decision.as_deref(), told.same_event), (decision, same), "{a} {b}");
        assert_eq!(told.flip.iter().any(|reason| reason.code == "decision"), decision.is_some(), "{told:#?}");
    }
}

#[test]
fn what_is_joined_step_by_step_names_every_step() {
    let run = rivers();
    let decisions =
        Decisions::parse("same-event dam-en | dam-tr\nsame-event dam-tr | fair-en").expect("good lines");
    let (events, _) = group_decided(&run.documents, &run.entities, &decisions);
    let at = |id: &str| {
        DocIndex(run.documents.iter().position(|d| d.document.id() == id).expect("a document") as u32)
    };
    let pairs = [(at("dam-en"), at("fair-en"))];
    let told = explain(&run.documents, &run.entities, &events, &decisions, Question::Pairs(&pairs));
    let steps = "same-event dam-en | dam-tr; same-event dam-tr | fair-en";
    assert_eq!(told[0].decision.as_deref(), Some(steps));
    assert!(told[0].same_event);
}
