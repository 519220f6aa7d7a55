use super::*;
use crate::types::{Field, Label};

fn read_one(name: &str, content: &str) -> Result<Gold, ReadError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    read(&[path])
}

/// Surface and label of each mention of the first document.
fn names(gold: &Gold) -> Vec<(String, Label)> {
    let document = &gold.documents[0];
    let mentions = document.mentions.iter().flatten().map(|m| {
        let text: String = document.field(m.field).chars().collect();
        let surface = text.chars().skip(m.start as usize).take((m.end - m.start) as usize).collect();
        (surface, m.label)
    });
    mentions.collect()
}

#[test]
fn our_lines() {
    let text = r#"{"id":"a","lang":"az","title":"Bakıda","text":"Vüqar gəldi","cluster":"c","lineage":{"of":"b","kind":"reprint"},"mentions":[{"field":"text","start":0,"end":5,"label":"PER","entity":"v"},{"field":"title","start":0,"end":6,"label":"LOC","base":"Bakı"}]}
{"type":"entity","id":"v","label":"PER","name":"Vugar","names":{"az":"Vüqar"}}
{"type":"event","id":"c","lang":"en","summary":"Vugar came.","when":{"from":"2026-01-01","to":"2026-01-01"},"conflicts":[{"about":"dead","kind":"contradicts","values":["3",4]}]}
{"type":"event","id":"c","lang":"az","summary":"Vüqar gəldi."}
"#;
    let gold = read_one("set.jsonl", text).unwrap();
    assert_eq!(names(&gold), [("Bakıda".into(), Label::Location), ("Vüqar".into(), Label::Person)]);
    let document = &gold.documents[0];
    assert_eq!((document.set.as_str(), document.of.as_deref()), ("set", Some("b")));
    assert_eq!(gold.events.len(), 1);
    assert_eq!(gold.events[0].summaries.len(), 2);
    assert_eq!(gold.events[0].conflicts.as_ref().unwrap()[0].values, ["3", "4"]);
    // Nothing that was labelled goes into the run.
    let feed = String::from_utf8(gold.feed()).unwrap();
    for leak in ["cluster", "mentions", "lineage", "lang", "PER"] {
        assert!(!feed.contains(leak), "{leak} in {feed}");
    }
}

#[test]
fn columns_with_and_without_documents() {
    let plain = "Vusal NNP B-PER\nKerimli NNP I-PER\nvisited VBD O\nBaku NNP B-LOC\n\n2026 CD O\n";
    let gold = read_one("own.conll", plain).unwrap();
    assert_eq!(gold.documents.len(), 2);
    assert_eq!(gold.documents[0].text, "Vusal Kerimli visited Baku");
    assert_eq!(names(&gold), [("Vusal Kerimli".into(), Label::Person), ("Baku".into(), Label::Location)]);
    let marked = "-DOCSTART- -X- O O\n\nHải NNP B-NP B-GPE\nPhòng NNP I-NP I-GPE\n\n5 CD O B-DATE\n\n-DOCSTART- -X- O O\n\nA DT O O\n";
    let gold = read_one("x.iob2", marked).unwrap();
    assert_eq!(gold.documents.len(), 2);
    assert_eq!(gold.documents[0].text, "Hải Phòng\n5");
    assert_eq!(names(&gold), [("Hải Phòng".into(), Label::Location)]);
    let numbered = "# text = Bakı\n1\tBakı\tB-LOC\t-\n2\tşəhəri\tI-LOC\t-\n";
    assert!(read_one("y.iob2", numbered).is_err(), "the last column is no tag");
    let numbered = "# text = Bakı\n1\tBakı\tB-LOC\n2\tşəhəri\tI-LOC\n";
    assert_eq!(names(&read_one("y.iob2", numbered).unwrap()), [("Bakı şəhəri".into(), Label::Location)]);
}

#[test]
fn a_folder_of_brat() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    put("a.txt", "Вугар в Баку");
    put("a.ann", "T1\tPerson 0 5\tВугар\nT2\tLOC 8 12\tБаку\nR1\tIn Arg1:T1 Arg2:T2\n");
    put("annotation.conf", "[entities]\nPerson\n");
    let gold = read(&[folder.path().to_owned()]).unwrap();
    assert_eq!(gold.documents.len(), 1);
    assert_eq!(names(&gold), [("Вугар".into(), Label::Person), ("Баку".into(), Label::Location)]);
    assert_eq!(gold.documents[0].id, "a");
}

#[test]
fn names_without_places() {
    let folder = tempfile::tempdir().unwrap();
    for (part, text) in [
        ("annotated/ru/1.out", "ru-1\nБаку\tБаку\tLOC\tbaku\nпорта Баку\tпорт Баку\tORG\tport\n"),
        (
            "raw/ru/1.txt",
            "ru-1\nru\n2026-03-03\nhttps://example.org\nДень в Баку\n\nГлава порта Баку прибыл. Бакунин нет.\n",
        ),
    ] {
        let path = folder.path().join(part);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let gold = read(&[folder.path().join("annotated")]).unwrap();
    assert_eq!(names(&gold), [("Баку".into(), Label::Location), ("порта Баку".into(), Label::Organisation)]);
    assert_eq!(gold.documents[0].lang.unwrap().as_str(), "ru");
    assert_eq!(gold.documents[0].set, "ru");
}

#[test]
fn names_with_knowledge_base() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    put("d1.txt", "Вугар в Баку");
    put("gold.tsv", "d1\t8\t11\tNIL1\t1.0\tGPE\nd1\t0\t4\tQ7\t1.0\tPER\tNIL2\t0.1\tPER\n");
    let gold = read(&[folder.path().to_owned()]).unwrap();
    assert_eq!(names(&gold), [("Вугар".into(), Label::Person), ("Баку".into(), Label::Location)]);
    let entities: Vec<_> = gold.documents[0].mentions.iter().flatten().map(|m| m.entity.clone()).collect();
    assert_eq!(entities, [Some("Q7".into()), Some("NIL1".into())]);
    put("gold.tsv", "d2\t0\t4\tQ7\t1.0\tPER\n");
    let error = read(&[folder.path().to_owned()]).unwrap_err().to_string();
    assert!(error.contains("gold.tsv:1: no text for `d2`"), "{error}");
}

#[test]
fn feeds_in_a_folder_are_no_labels() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    put("feed.jsonl", "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\"\n");
    put("gold.jsonl", "{\"id\":\"b\",\"text\":\"x\",\"cluster\":\"c\"}\n");
    let gold = read(&[folder.path().to_owned()]).unwrap();
    assert_eq!(gold.documents.len(), 1);
    assert!(read(&[folder.path().join("feed.jsonl")]).is_err(), "named, it is measured with");
}

#[test]
fn coreference_columns() {
    let text = "#begin document (bc/x); part 000\nbc/x 0 0 Mayor NN - (0\nbc/x 0 1 Ann NN - 0)|(1)\n\nbc/x 0 0 She PRP - (0)\n#end document\n";
    let gold = read_one("x.v4_gold_conll", text).unwrap();
    let document = &gold.documents[0];
    assert_eq!((document.text.as_str(), document.id.as_str()), ("Mayor Ann\nShe", "bc/x-000"));
    let found: Vec<_> =
        document.mentions.iter().flatten().map(|m| (m.start, m.end, m.entity.clone().unwrap())).collect();
    let entity = |n: u32| format!("bc/x-000/{n}");
    assert_eq!(found, [(0, 9, entity(0)), (6, 9, entity(1)), (10, 13, entity(0))]);
    assert_eq!(document.mentions.as_ref().unwrap()[0].field, Field::Text);
}

#[test]
fn faults_name_their_place() {
    let table = [
        (
            "{\"id\":\"a\",\"text\":\"x\",\"mentions\":[{\"field\":\"text\",\"start\":0,\"end\":9,\"label\":\"PER\"}]}",
            "0..9",
        ),
        ("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"a\",\"text\":\"y\"}", "`a`"),
        ("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\"", ":2: broken JSON"),
        ("{\"id\":\"a\",\"text\":\"x\",\"mentions\":[{\"start\":0,\"end\":1,\"label\":\"CAT\"}]}", "`CAT`"),
        ("just a text", "no labels"),
        ("{\"type\":\"event\",\"id\":\"e\"}", "no labelled document"),
    ];
    for (content, expected) in table {
        let error = read_one("f.jsonl", content).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}
