use std::sync::Arc;

use unicode_script::{Script, UnicodeScript};

use super::{
    conflict, language, naming, select,
    statement::{Statement, Story},
    *,
};
use crate::{text::Span, types::*};

/// A document as the stages before would hand it over, in short: `[Name]` marks a mention, `|` ends a
/// sentence.
pub(super) struct Told1<'a> {
    pub id: &'a str,
    pub lang: &'a str,
    /// Hours after the first report.
    pub hour: i64,
    pub title: &'a str,
    pub text: &'a str,
}

pub(super) struct Run {
    event: Event,
    documents: Vec<Annotated>,
    entities: Vec<Entity>,
}

/// `names`: label, canonical name by language, all forms.
pub(super) type Known<'a> = (Label, &'a [(&'a str, &'a str)], &'a [&'a str]);

pub(super) fn run(reports: &[Told1], known: &[Known]) -> Run {
    let mut documents = Vec::new();
    let mut entities: Vec<Entity> = known
        .iter()
        .enumerate()
        .map(|(i, (label, names, _))| Entity {
            id: format!("e{i}"),
            label: *label,
            name: names[0].1.to_owned(),
            names: names.iter().map(|(l, n)| (Lang::new(l), (*n).to_owned())).collect(),
            variants: Vec::new(),
            mentions: Vec::new(),
            roles: Vec::new(),
            territory: None,
        })
        .collect();
    for (d, report) in reports.iter().enumerate() {
        let lang = Lang::new(report.lang);
        let clean = |s: &str| s.replace(['[', ']', '|'], "");
        let document = Document::new(DocumentParts {
            id: report.id.to_owned(),
            title: clean(report.title),
            text: clean(report.text),
            published: Some(Published {
                date: PartialDate::day(2026, 3, 4 + (report.hour / 24) as u8),
                timestamp: Some(1_772_600_400 + report.hour * 3600),
                basis: "published",
            }),
            ..DocumentParts::default()
        });
        let mut mentions = Vec::new();
        let mut sentences = Vec::new();
        for (field, base) in [(report.title, 0), (report.text, document.body().start as usize)] {
            let (mut at, mut from, mut open) = (base, base, base);
            for c in field.chars().chain(['|']) {
                match c {
                    '[' => open = at,
                    ']' => mentions.push(Span::new(open, at)),
                    '|' => {
                        let span = Span::new(from, at).trimmed(document.text());
                        if !span.is_empty() {
                            sentences.push(Sentence { span, lang, vector: Vec::new() });
                        }
                        from = at;
                    }
                    c => at += c.len_utf8(),
                }
            }
        }
        for (m, span) in mentions.iter().enumerate() {
            let surface = span.of(document.text());
            let Some(e) = known.iter().position(|(.., forms)| forms.contains(&surface)) else { continue };
            entities[e].mentions.push(MentionRef { doc: DocIndex(d as u32), mention: m as u32 });
            if !entities[e].variants.iter().any(|v| v.text == surface && v.lang == lang) {
                let canonical = entities[e].names.get(&lang).cloned().unwrap_or_default();
                entities[e].variants.push(Variant {
                    text: surface.to_owned(),
                    // Forms of the canonical name with an ending are told by the test itself: `+`.
                    base: if known[e].2.contains(&format!("{surface}+").as_str()) {
                        canonical
                    } else {
                        surface.to_owned()
                    },
                    lang,
                    script: Script::Latin,
                    count: 1,
                    reasons: Vec::new(),
                });
            }
        }
        let script =
            document.text().chars().find(|c| c.is_alphabetic()).map_or(Script::Common, |c| c.script());
        let mentions =
            mentions.into_iter().map(|span| Mention { span, label: Label::Person, score: 1.0 }).collect();
        let languages = Languages { lang, script, confidence: 1.0, spans: Vec::new() };
        documents.push(Annotated { sentences, mentions, ..Annotated::new(Arc::new(document), languages) });
    }
    let event = Event {
        id: "event".into(),
        docs: (0..documents.len() as u32).map(DocIndex).collect(),
        parts: Vec::new(),
        when: None,
        places: Vec::new(),
        who: (0..entities.len() as u32)
            .map(|e| Participant { entity: EntityIndex(e), role: None, role_lang: None })
            .collect(),
        headline: String::new(),
        headline_by: Vec::new(),
        origins: documents.len() as u32,
        lineage: Vec::new(),
        evidence: Vec::new(),
        summary: None,
        conflicts: Vec::new(),
    };
    Run { event, documents, entities }
}

impl Run {
    fn told(&self, options: &Options) -> Told {
        summarize(&self.event, &self.documents, &self.entities, options)
    }

    pub fn conflicts(&self) -> Vec<String> {
        let told = self.told(&Options::default());
        let value = |v: &ConflictValue| format!("{} x{}", v.value, v.cites.len());
        told.conflicts
            .iter()
            .map(|c| {
                format!(
                    "{} {:?}: {}",
                    c.about,
                    c.kind,
                    c.values.iter().map(value).collect::<Vec<_>>().join(", ")
                )
            })
            .collect()
    }
}

pub(super) const PERSON: Known = (
    Label::Person,
    &[("en", "Leyla Qasimova"), ("az", "Leyla Qasımova"), ("ru", "Лейла Касымова")],
    &[
        "Leyla Qasimova",
        "Leyla Gasimova",
        "Qasimova",
        "Gasimova",
        "Leyla Qasımova",
        "Лейла Касымова",
        "Касымовой",
        "Касымовой+",
    ],
);
pub(super) const TOWN: Known = (
    Label::Location,
    &[("en", "Gabala"), ("ru", "Габала"), ("az", "Qəbələ")],
    &["Gabala", "Qabala", "Габале", "Габале+", "Qəbələ"],
);

pub(super) fn landslide() -> Run {
    run(
        &[
            Told1 {
                id: "en-1",
                lang: "en",
                hour: 0,
                title: "Landslide near Qabala kills four",
                text: "A landslide near [Qabala] killed four people on Tuesday, the rescue service said.| \
                       The governor, [Leyla Gasimova], said 60 villagers had been moved to safety.| \
                       She added that the road was closed.| [Gasimova] asked drivers to stay away from the valley.| \
                       \"We need help\", he said.",
            },
            Told1 {
                id: "ru-1",
                lang: "ru",
                hour: 2,
                title: "Оползень в [Габале]: пятеро погибших",
                text: "Оползень в [Габале] унёс жизни людей: погибли пять человек, сообщила служба спасения.| \
                       По словам [Касымовой], эвакуированы 60 жителей.",
            },
            Told1 {
                id: "en-2",
                lang: "en",
                hour: 30,
                title: "Toll of Gabala landslide rises to seven",
                text: "Seven people are now known to have died in the landslide near [Gabala], rescuers said.| \
                       [Leyla Qasimova], the governor, declared a day of mourning in the district.",
            },
        ],
        &[PERSON, TOWN],
    )
}

#[test]
fn every_sentence_stands_in_its_source() {
    let run = landslide();
    let story = Story::new(&run.event, &run.documents, &run.entities);
    let choice = language::choose(&story, None);
    let drafted = select::sentences(&story, &choice, &conflict::find(&story), 600);
    assert!(drafted.len() >= 2, "{}", drafted.len());
    for sentence in drafted {
        let cite = sentence.sentence.cites[0];
        let source = run.documents[cite.doc.0 as usize].text(cite.span);
        assert_eq!(naming::undo(&sentence.sentence.text, &sentence.replacements), source);
    }
}

#[test]
fn summaries_use_canonical_names_and_whole_sentences() {
    let run = landslide();
    let told = run.told(&Options::default());
    let text: Vec<_> = told.summary.sentences.iter().map(|s| s.text.as_str()).collect();
    let all = text.join(" ");
    assert_eq!(told.summary.lang.as_str(), "en");
    assert!(!all.contains("Qabala") && !all.contains("Gasimova"), "{all}");
    assert!(!all.contains("We need help"), "{all}");
    // What points back stands only directly after what it points to.
    for (n, sentence) in text.iter().enumerate().filter(|(_, s)| s.starts_with("She added")) {
        assert!(n > 0 && text[n - 1].starts_with("The governor, Leyla Qasimova"), "{sentence} in {all}");
    }
    assert_eq!(told.headline, "Toll of Gabala landslide rises to seven");
    for most in [0, 80, 150, 300] {
        let told = run.told(&Options { into: None, max_chars: most });
        let chars: Vec<_> = told.summary.sentences.iter().map(|s| s.text.chars().count()).collect();
        assert!(chars.iter().sum::<usize>() + chars.len().saturating_sub(1) <= most, "{most}: {chars:?}");
    }
}

#[test]
fn places_joined_by_a_hyphen_are_two_canonical_names() {
    let vietnam: Known = (Label::Location, &[("en", "Vietnam")], &["Việt Nam", "Vietnam"]);
    let text =
        "The [Việt Nam]-Azerbaijan partnership was announced in Baku on Tuesday after two days of talks.";
    let run =
        run(&[Told1 { id: "a", lang: "en", title: "Partnership announced", text, hour: 1 }], &[vietnam]);
    let told = run.told(&Options::default());
    assert!(told.summary.sentences[0].text.starts_with("The Vietnam-Azerbaijan partnership"), "{told:?}");
}

#[test]
fn roles_are_told_in_the_language_of_the_summary() {
    let mut run = landslide();
    let role = |text: &str, lang: &str, doc| Role {
        text: text.into(),
        lang: Lang::new(lang),
        doc: DocIndex(doc),
        span: Span::new(0, 1),
    };
    run.entities[0].roles = vec![role("губернатор", "ru", 1), role("governor", "en", 0)];
    run.event.who[0].role = Some("губернатор".into());
    run.event.who[0].role_lang = Some(Lang::new("ru"));
    for (into, expected) in [("en", "governor"), ("ru", "губернатор")] {
        let told = run.told(&Options { into: Some(Lang::new(into)), max_chars: 600 });
        assert_eq!(told.who[0].role.as_deref(), Some(expected));
        assert_eq!(told.who[0].role_lang, Some(Lang::new(into)));
    }
    // Where no source has it in that language, it stays what it is and says its language.
    run.entities[0].roles.pop();
    let told = run.told(&Options::default());
    assert_eq!(told.summary.lang, Lang::new("en"));
    assert_eq!(told.who[0].role_lang, Some(Lang::new("ru")));
}

#[test]
fn what_points_back_follows_what_it_points_to_or_is_left_out() {
    let text = "[Gabala] opened its new bridge over the river on Monday after two years of work.| \
                It also got a new road to the station.| Is there more?| Meanwhile, buses stopped in [Gabala].";
    let run = run(&[Told1 { id: "a", lang: "en", hour: 0, title: "", text }], &[TOWN]);
    let told = run.told(&Options::default());
    let text: Vec<_> = told.summary.sentences.iter().map(|s| s.text.as_str()).collect();
    assert_eq!(
        text,
        [
            "Gabala opened its new bridge over the river on Monday after two years of work.",
            "It also got a new road to the station."
        ]
    );
}

#[test]
fn the_language_is_the_one_asked_for_if_a_source_has_it() {
    let run = landslide();
    let lang =
        |into: Option<&str>| run.told(&Options { into: into.map(Lang::new), max_chars: 600 }).summary.lang;
    assert_eq!(lang(Some("ru")).as_str(), "ru");
    assert_eq!(lang(Some("fr")).as_str(), "en");
}

#[test]
fn an_orphaned_short_name_is_completed_or_left_out() {
    let reports = |lang, text| run(&[Told1 { id: "a", lang, hour: 0, title: "", text }], &[PERSON, TOWN]);
    let run_en = reports("en", "[Gasimova] asked drivers to stay away from the flooded valley.");
    let told = run_en.told(&Options::default());
    assert_eq!(
        told.summary.sentences[0].text,
        "Leyla Qasimova asked drivers to stay away from the flooded valley."
    );
    let run_ru = reports("ru", "По словам [Касымовой], дорога в долину закрыта до конца недели.");
    assert!(run_ru.told(&Options::default()).summary.sentences.is_empty());
}

#[test]
fn inflected_names_are_left_alone() {
    let text = "Оползень в [Габале] перекрыл дорогу к водохранилищу на два дня.";
    let run = run(&[Told1 { id: "a", lang: "ru", hour: 0, title: "", text }], &[PERSON, TOWN]);
    let told = run.told(&Options::default());
    assert!(told.summary.sentences[0].text.contains("в Габале"), "{told:?}");
}

#[test]
fn unfit_sentences_are_known_in_every_language() {
    use super::quality::{Flaw, flaw};
    for (lang, text, want) in [
        ("en", "The river rose by two metres in the night.", None),
        ("en", "She added that the road would stay closed.", Some(Flaw::Dangling)),
        ("en", "In addition, the road would stay closed.", Some(Flaw::Dangling)),
        ("en", "“The road stays closed,” he added.", Some(Flaw::NamelessSpeaker)),
        ("en", "The agency said: “The road stays closed until Friday.", Some(Flaw::Unbalanced)),
        ("en", "By Our Correspondent, north of the river", Some(Flaw::NoEnd)),
        ("en", "Subscribe to our newsletter for more stories.", Some(Flaw::Boilerplate)),
        ("en", "Will the road stay closed until Friday?", Some(Flaw::Question)),
        ("ru", "Он отметил, что дорога останется закрытой.", Some(Flaw::Dangling)),
        ("ru", "Река поднялась за ночь на два метра.", None),
        ("az", "O əlavə edib ki, yol bağlı qalacaq.", Some(Flaw::Dangling)),
        ("az", "Yol həftənin sonuna qədər bağlı qalacaq.", None),
        ("vi", "Bà cho biết con đường sẽ đóng cửa đến thứ Sáu.", Some(Flaw::Dangling)),
        ("vi", "Bà Lan cho biết con đường sẽ đóng cửa đến thứ Sáu.", None),
        ("tr", "Ayrıca yol hafta sonuna kadar kapalı kalacak.", Some(Flaw::Dangling)),
        ("kk", "Ол жолдың жабық болатынын қосып айтты.", Some(Flaw::Dangling)),
        ("uz", "Uning soʻzlariga koʻra, yoʻl yopiq qoladi.", Some(Flaw::Dangling)),
        ("uk", "Вона додала, що дорога залишиться закритою.", Some(Flaw::Dangling)),
        ("ro", "De asemenea, drumul rămâne închis până vineri.", Some(Flaw::Dangling)),
        ("fa", "او افزود که جاده تا پایان هفته بسته است.", Some(Flaw::Dangling)),
        ("ar", "وأضاف أن الطريق سيبقى مغلقًا حتى الجمعة.", Some(Flaw::Dangling)),
        ("zh", "他表示，道路将关闭至周五下午六点。", Some(Flaw::Dangling)),
        ("zh", "救援部门说，河水一夜之间上涨了两米。", None),
        ("de", "Außerdem bleibt die Straße bis Freitag gesperrt.", Some(Flaw::Dangling)),
        ("fr", "Elle a ajouté que la route resterait fermée.", Some(Flaw::Dangling)),
        // Running text in one case, a number first, a name in quotation marks, many figures.
        ("ka", "მდინარემ ღამის განმავლობაში ორი მეტრით აიწია.", None),
        ("ka", "თუმცა გზა პარასკევამდე დაკეტილი დარჩება.", Some(Flaw::Dangling)),
        ("ky", "14-майда Нарын шаарында жаңы көпүрө ачылды.", None),
        ("az", "“Dalğa” festivalı şənbə günü sahildə başa çatdı.", None),
        ("es", "«La carretera sigue cerrada», dijo en la plaza.", Some(Flaw::NamelessSpeaker)),
        ("ja", "「道路は週末まで閉鎖されたままになる」と述べた。", Some(Flaw::NamelessSpeaker)),
        ("zh", "大桥全长3.2公里，设6条车道。", None),
        ("vi", "Giá gạo tăng 15 USD, lên mức 360 - 370 USD/tấn.", None),
        ("en", "A1 12.5 B2 13.75 C3 14.25 D4 15.5 E5 16.25 total.", Some(Flaw::FewLetters)),
    ] {
        let run = run(&[Told1 { id: "a", lang, hour: 0, title: "", text }], &[]);
        let story = Story::new(&run.event, &run.documents, &run.entities);
        let statement: &Statement = &story.statements[0];
        assert_eq!(flaw(statement, &run.documents[0]), want, "{lang}: {text}");
    }
}

#[test]
fn what_happened_is_told_though_reports_in_other_languages_know_better() {
    let run = run(
        &[
            Told1 {
                id: "en-1",
                lang: "en",
                hour: 0,
                title: "",
                text: "A landslide near [Gabala] killed four people on Tuesday, the rescue service said.| \
                       The road to the reservoir is closed until the end of the week.",
            },
            Told1 {
                id: "ru-1",
                lang: "ru",
                hour: 30,
                title: "",
                text: "При оползне в [Габале] погибли семь человек, сообщила служба спасения.",
            },
        ],
        &[TOWN],
    );
    assert_eq!(run.conflicts(), ["dead Updates: 4 x1, 7 x1"]);
    let told = run.told(&Options { into: Some(Lang::new("en")), max_chars: 600 });
    let text: Vec<_> = told.summary.sentences.iter().map(|s| s.text.as_str()).collect();
    assert_eq!(text.len(), 2, "{text:?}");
    assert!(text[0].contains("killed four people"), "{text:?}");
}

#[test]
fn a_name_with_another_word_or_mark_is_another_name() {
    const POLICE: Known = (Label::Organisation, &[("vi", "Bộ Công an")], &["Công an", "Bo Cong an"]);
    const GULF: Known = (Label::Location, &[("vi", "Vinh")], &["Vịnh"]);
    for (text, want) in [
        ("Sáng nay [Công an] phong tỏa con đường vào thung lũng.", None),
        ("Các nước vùng [Vịnh] phong tỏa con đường vào thung lũng.", None),
        ("Sáng nay [Bo Cong an] phong tỏa con đường vào thung lũng.", Some("Bộ Công an")),
    ] {
        let run = run(&[Told1 { id: "a", lang: "vi", hour: 0, title: "", text }], &[POLICE, GULF]);
        let told = run.told(&Options::default());
        let bare = text.replace(['[', ']'], "");
        let want = want.map_or(bare.clone(), |name| bare.replace("Bo Cong an", name));
        assert_eq!(told.summary.sentences[0].text, want);
    }
}

#[test]
fn two_reports_of_the_same_figures_are_told_once() {
    let first = "The satellite weighs 180 kilograms and will work for five years in its orbit.";
    let second =
        "Engineers said on Monday it has 180 kilograms of mass, and five years are planned for farms.";
    let report = |id, text| Told1 { id, lang: "en", hour: 0, title: "", text };
    let run = run(&[report("a", first), report("b", second)], &[]);
    let told = run.told(&Options::default());
    assert_eq!(told.summary.sentences.len(), 1, "{:?}", told.summary.sentences);
}

#[test]
fn nothing_is_told_of_an_event_without_documents() {
    let mut run = landslide();
    run.event.docs.clear();
    let told = run.told(&Options::default());
    assert_eq!((told.headline.as_str(), told.summary.sentences.len(), told.conflicts.len()), ("", 0, 0));
}
