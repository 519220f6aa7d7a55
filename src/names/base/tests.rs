//! Names without case endings: the fixture, and what the run tells.

use super::*;

fn base(lang: &str, label: Label, surface: &str, attested: &[&str]) -> String {
    let count = |c: &str| attested.iter().filter(|a| **a == c).count() as u32;
    base_form(surface, label, Lang::new(lang), Before::Unknown, &count)
}

#[test]
fn endings_come_off() {
    use Label::{Location as L, Organisation as O, Person as P};
    for (lang, label, surface, want) in [
        ("az", L, "Bakıda", "Bakı"),
        ("az", L, "Bakı", "Bakı"),
        ("az", L, "Vyetnamın", "Vyetnam"),
        ("az", L, "Almaniya", "Almaniya"),
        ("az", L, "Almaniyaya", "Almaniya"),
        ("az", O, "Xəzər Limanları Agentliyinin", "Xəzər Limanları Agentliyi"),
        ("az", O, "Gənclər Kitabxanasında", "Gənclər Kitabxanası"),
        ("az", P, "Hanhın", "Hanh"),
        ("az", P, "Vüqar Əliyevin", "Vüqar Əliyev"),
        ("az", P, "Vüqar Əliyev", "Vüqar Əliyev"),
        ("az", L, "ABŞ-da", "ABŞ"),
        ("tr", P, "Trump'ın", "Trump"),
        ("tr", L, "Ukrayna'da", "Ukrayna"),
        ("tr", O, "Deniz Limanları Ajansının", "Deniz Limanları Ajansı"),
        ("kk", P, "Әлиевтің", "Әлиев"),
        ("kk", L, "Астанада", "Астана"),
        ("kk", L, "Қазақстанның", "Қазақстан"),
        ("kk", O, "Порттар агенттігінің", "Порттар агенттігі"),
        ("uz", L, "Toshkentda", "Toshkent"),
        ("uz", P, "Karimovning", "Karimov"),
        ("uz", L, "Oʻzbekistonning", "Oʻzbekiston"),
        ("ky", L, "Бишкектен", "Бишкек"),
        ("ru", L, "Румынии", "Румыния"),
        ("ru", L, "Баку", "Баку"),
        ("ru", L, "Ханое", "Ханой"),
        ("ru", P, "Трампом", "Трамп"),
        ("ru", P, "Зеленского", "Зеленский"),
        ("ru", P, "Анна", "Анна"),
        ("uk", L, "Румунії", "Румунія"),
        ("ro", P, "Vioricăi", "Viorica"),
        ("ro", L, "României", "România"),
        ("ro", P, "Maria", "Maria"),
        ("ka", L, "საქართველოში", "საქართველო"),
        ("pl", L, "Rumunii", "Rumunia"),
        ("ar", L, "للمكسيك", "المكسيك"),
        ("en", L, "Wales", "Wales"),
        ("vi", L, "Hà Nội", "Hà Nội"),
    ] {
        assert_eq!(base(lang, label, surface, &[]), want, "{lang} {surface}");
    }
}

/// `bases.tsv`: every cause that was mended keeps its case.
#[test]
fn fixture_spellings_get_their_base_forms() {
    let mut wrong = Vec::new();
    for line in include_str!("../../../tests/fixtures/names/bases.tsv").lines().skip(1) {
        let f: Vec<&str> = line.split('\t').collect();
        let (lang, label) = (Lang::new(f[0]), Label::parse(f[1]).expect("a label"));
        let run: Vec<&str> = f[4].split('|').map(str::trim).collect();
        let words: Vec<&str> = run.iter().flat_map(|name| name.split(' ')).collect();
        let count = |form: &str| words.iter().chain(&run).filter(|have| **have == form).count() as u32;
        let before = if f[5] == "-" { Before::Unknown } else { Before::of(f[5], lang) };
        let got = base_form(f[2], label, lang, before, &Run { count: &count });
        if got != f[3] {
            wrong.push(format!("{} {}: {got}, not {} ({})", f[0], f[2], f[3], f[6]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Evidence that knows single words too.
struct Run<'r> {
    count: &'r dyn Fn(&str) -> u32,
}

impl Evidence for Run<'_> {
    fn attested(&self, form: &str, _label: Label) -> u32 {
        (self.count)(form)
    }

    fn in_pieces(&self, form: &str, spelling: &str, _sure: bool) -> u32 {
        let new = form.split(' ').zip(spelling.split(' ')).filter(|(word, old)| word != old);
        new.map(|(word, _)| (self.count)(word)).min().unwrap_or(0)
    }
}

/// Share of names whose base form is found, on our annotated news where that data is at hand.
#[test]
fn annotated_news_get_their_base_forms() {
    let Ok(data) = std::env::var("EXONYM_DATA") else {
        eprintln!("skipped: EXONYM_DATA is not set");
        return;
    };
    let path = format!("{data}/names-annotated/dev.jsonl.zst");
    let out = std::process::Command::new("zstdcat").arg(&path).output().expect("zstdcat runs");
    let mut rows: Vec<(String, Label, String, String)> = Vec::new();
    for line in String::from_utf8(out.stdout).expect("UTF-8").lines() {
        let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let text: Vec<char> = record["text"].as_str().unwrap_or("").chars().collect();
        for entity in record["entities"].as_array().into_iter().flatten() {
            let at = |k: &str| entity[k].as_u64().unwrap_or(0) as usize;
            let string = |v: &serde_json::Value| v.as_str().unwrap_or("").to_owned();
            let label = Label::parse(entity["label"].as_str().unwrap_or("")).unwrap_or(Label::Other);
            let surface: String = text[at("start")..at("end")].iter().collect();
            rows.push((string(&record["lang"]), label, surface, string(&entity["base"])));
        }
    }
    let mut seen = std::collections::BTreeMap::<(&str, &str), u32>::new();
    for (lang, _, surface, _) in &rows {
        *seen.entry((lang, surface)).or_default() += 1;
    }
    let mut scores = std::collections::BTreeMap::<&str, (u32, u32)>::new();
    for (lang, label, surface, want) in &rows {
        let attested = |c: &str| seen.get(&(lang.as_str(), c)).copied().unwrap_or(0);
        let right = base_form(surface, *label, Lang::new(lang), Before::Unknown, &attested) == *want;
        let score = scores.entry(lang).or_default();
        *score = (score.0 + u32::from(right), score.1 + 1);
    }
    let share = |lang: &str| scores.get(lang).map_or(1.0, |s| f64::from(s.0) / f64::from(s.1));
    for (lang, floor) in
        [("az", 0.88), ("tr", 0.96), ("kk", 0.93), ("ky", 0.93), ("uz", 0.94), ("ru", 0.85), ("uk", 0.83)]
    {
        assert!(share(lang) >= floor, "{lang}: {} of {:?}", share(lang), scores);
    }
}

#[test]
fn evidence_decides_between_readings() {
    let p = Label::Person;
    assert_eq!(base("ru", p, "Вугара Алиева", &["Вугар Алиев", "Вугар Алиев"]), "Вугар Алиев");
    assert_eq!(base("ru", p, "Алиева", &["Алиев"]), "Алиев");
    assert_eq!(base("ru", p, "Алиева", &["Алиева", "Алиева", "Алиев"]), "Алиева");
    assert_eq!(base("az", p, "Pelinin", &["Peli"]), "Peli");
}
