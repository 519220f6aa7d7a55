//! What entities are called, end to end: fragments, boards, datelines, endings that other languages
//! settle, names of places that the tables know.

use super::link;
use super::testing::{doc, of};

fn name_of(documents: &[crate::types::Annotated], spelling: &str) -> String {
    of(&link(documents), spelling).name.clone()
}

#[test]
fn a_part_of_a_name_gives_no_name() {
    let text =
        "The [ORG Ministry of Coastal Affairs] said so. [ORG Coastal Affairs] Minister [PER Ana Pop] agreed.";
    let documents = [doc("a", "en", text)];
    assert_eq!(name_of(&documents, "Coastal Affairs"), "Ministry of Coastal Affairs");
    let text = "The Board of the bank met. The [ORG Board of the Caspian Grain Agency] and the \
        [ORG Caspian Grain Agency] did too.";
    assert_eq!(name_of(&[doc("b", "en", text)], "Caspian Grain Agency"), "Caspian Grain Agency");
}

#[test]
fn the_ends_of_a_mention_are_put_right() {
    for (lang, text, want) in [
        ("en", "[ORG HANOI — Divers] found it.", "Hanoi"),
        ("en", "The [ORG Caspian Union (CU) Media Forum] met.", "Caspian Union"),
        ("en", "The [ORG CU) Media Forum] met.", "CU"),
        ("en", "[ORG Morning Courier reports] that it rained.", "Morning Courier"),
        ("en", "The Television and [ORG Radio Complex] opened.", "Television and Radio Complex"),
        ("en", "[ORG Seaports Corporation] and others came.", "Seaports Corporation"),
        (
            "en",
            "It rained.\n\nChairman of the [ORG Board of the Caspian Grain Agency] came.",
            "Caspian Grain Agency",
        ),
        ("en", "The President of the [ORG Board of Film Art] came.", "Board of Film Art"),
    ] {
        let entities = link(&[doc("a", lang, text)]);
        let names: Vec<&str> = entities.iter().map(|e| e.name.as_str()).collect();
        assert_eq!(names, [want], "{text}");
    }
}

#[test]
fn what_binds_two_countries_is_no_body() {
    let text = "They signed the [ORG Romania-Moldova Strategic Partnership] and left the [ORG Party].";
    assert!(link(&[doc("a", "en", text)]).is_empty());
}

#[test]
fn other_languages_settle_an_ending() {
    let documents = [
        doc("a", "en", "[PER Roxana Lupu] and [PER Mihnea Toma] spoke to [PER Ana Pop]."),
        doc("b", "ru", "Об этом сказала [PER Роксана Лупу] и [PER Анна Поп]."),
        doc("c", "en", "[PER Livia Lupsa] spoke to [PER Ana Pop] and [PER Roxana Lupu]."),
        doc("d", "az", "[PER Livia Lupsanın] sözlərinə görə, [PER Ana Pop] və [PER Roxana Lupu] gəldi."),
    ];
    let entities = link(&documents);
    let lupsa = of(&entities, "Livia Lupsanın");
    assert_eq!(lupsa.names[&crate::types::Lang::new("az")], "Livia Lupsa");
    assert_eq!(lupsa.name, "Livia Lupsa");
}

#[test]
fn what_no_text_writes_yields_to_what_another_language_writes() {
    let documents = [
        doc("c", "tr", "[PER Livia Lupsa], [PER Ana Pop] ve [PER Roxana Lupu] geldi."),
        doc("d", "az", "[PER Livia Lupsanın] sözlərinə görə, [PER Ana Pop] və [PER Roxana Lupu] gəldi."),
    ];
    let entities = link(&documents);
    let az = crate::types::Lang::new("az");
    assert_eq!(of(&entities, "Livia Lupsanın").names[&az], "Livia Lupsa");
    // What two languages write alike is no two cases of one name.
    assert_eq!(of(&entities, "Roxana Lupu").names[&az], "Roxana Lupu");
}

#[test]
fn an_office_and_an_initial_name_nobody() {
    for (lang, text) in [
        ("ro", "[PER Directorul] a plecat cu [PER Primărița]."),
        ("ru", "Об этом сказал [PER министр] вчера, и [PER Р.] тоже."),
    ] {
        assert!(link(&[doc("a", lang, text)]).is_empty(), "{text}");
    }
    assert_eq!(link(&[doc("a", "en", "[PER King] spoke.")]).len(), 1);
}

/// What lone mentions of a kind, `(language, spelling)`, are called.
fn are_called(kind: &str, cases: &[(&str, &str, &str)]) {
    for (lang, spelling, want) in cases {
        assert_eq!(name_of(&[doc("a", lang, &format!("[{kind} {spelling}]。"))], spelling), *want);
    }
}

#[test]
fn places_go_by_their_english_names() {
    let cases = [
        ("pt", "Lisboa", "Lisbon"),
        ("zh", "南通", "Nantong"),
        ("bg", "Одрин", "Edirne"),
        ("ro", "Iza", "Iza"),
    ];
    are_called("LOC", &cases);
}

#[test]
fn east_asian_names_are_written_as_newspapers_write_them() {
    let cases = [
        ("ko", "표재문", "Pyo Jae-mun"),
        ("ko", "김민수", "Kim Min-su"),
        ("zh", "苏清禾", "Su Qinghe"),
        ("zh", "努里·拜拉姆", "努里·拜拉姆"),
        ("ja", "山口健一", "山口健一"),
    ];
    are_called("PER", &cases);
}

#[test]
fn a_port_is_not_its_town() {
    let documents = [doc("a", "en", "[LOC Port of Alyat] is near [LOC Alyat], and [LOC Baku].")];
    let entities = link(&documents);
    assert_ne!(of(&entities, "Port of Alyat").id, of(&entities, "Alyat").id);
}

#[test]
fn a_vietnamese_name_keeps_its_marks_where_one_report_has_them() {
    let en = crate::types::Lang::new("en");
    let plain = doc("a", "en", "[PER Le Thi Ha] spoke. [PER Le Thi Ha] left.");
    let marked = doc("b", "en", "[PER Lê Thị Hà] spoke.");
    let native = doc("c", "vi", "[PER Lê Thị Hà] phát biểu.");
    let entities = link(&[plain.clone(), marked]);
    assert_eq!(of(&entities, "Le Thi Ha").names[&en], "Lê Thị Hà");
    // Where only the Vietnamese report has them, English readers know the name without.
    let entities = link(&[plain, native]);
    assert_eq!(of(&entities, "Le Thi Ha").names[&en], "Le Thi Ha");
}

#[test]
fn the_spelling_of_one_press_yields_to_the_name_as_it_is_heard() {
    let documents = [
        doc("a", "de", "[PER Margarita Siwowa] sprach in [LOC Burgas]."),
        doc("b", "bg", "[PER Маргарита Сивова] говори в [LOC Бургас]."),
    ];
    assert_eq!(name_of(&documents, "Margarita Siwowa"), "Margarita Sivova");
    assert_eq!(name_of(&documents[..1], "Margarita Siwowa"), "Margarita Siwowa");
    let documents = [
        doc("a", "de", "[PER Richard Wagner] sprach in [LOC Burgas]."),
        doc("b", "bg", "[PER Рихард Вагнер] говори в [LOC Бургас]."),
    ];
    assert_eq!(name_of(&documents, "Richard Wagner"), "Richard Wagner");
}

#[test]
fn a_village_does_not_get_the_name_of_an_island() {
    let documents = [doc("a", "tr", "Sel [LOC Kiş] köyünü vurdu."), doc("b", "ru", "Сель в селе [LOC Киш].")];
    assert_eq!(name_of(&documents, "Kiş"), "Kiş");
    assert_eq!(name_of(&documents[1..], "Киш"), "Kīsh");
}
