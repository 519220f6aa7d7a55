//! Names without case endings.
//!
//! An ending is taken off where the form without it is attested in the run or stands in the tables
//! of places; without such evidence only where the ending can hardly be anything else.

mod endings;
mod slavic;

use unicode_script::Script;

use super::data::{CITY_KEYS, TERRITORY_KEYS, given_groups};
use super::parts::script_of;
use super::place;
use crate::text::fold;
use crate::types::{Label, Lang};
use endings::{Need, Rule};

/// A form that the name may have without its ending.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    text: String,
    /// Good enough without evidence; the smaller the better.
    sure: Option<u8>,
}

/// The base form of a name as it stands in a text: `Bakıda` → `Bakı`, `Trump'ın` → `Trump`,
/// `Вугара Алиева` → `Вугар Алиев` where `attested` knows that form.
///
/// `attested` says how often a form stands in the run. Where nothing speaks for another form the
/// surface itself is returned.
pub fn base_form(surface: &str, label: Label, lang: Lang, attested: &dyn Fn(&str) -> u32) -> String {
    let surface = surface.trim();
    let tag = lang.as_str();
    if let Some(stem) = without_marked_ending(surface, tag) {
        return stem.to_owned();
    }
    if tag == "en" {
        // `Sainsbury's` is a name: a body loses its ending only for a form that the run has.
        let stem = surface.strip_suffix("'s").or_else(|| surface.strip_suffix("’s"));
        return match stem {
            Some(stem) if matches!(label, Label::Person | Label::Location) || attested(stem) > 0 => {
                stem.to_owned()
            }
            _ => surface.to_owned(),
        };
    }
    if own_name(surface, lang) {
        return surface.to_owned();
    }
    if let Some(plural) = slavic::irregular(surface, tag) {
        return plural.to_owned();
    }
    let words = surface.split_whitespace().count();
    let candidates = match tag {
        "ru" | "uk" | "be" | "bg" | "pl" | "cs" | "sk" | "sr" | "hr" | "sl" | "mk" => {
            slavic::candidates(surface, label, tag)
        }
        "ar" => arabic(surface),
        "kk" | "ky" if script_of(surface) == Script::Latin => {
            agglutinative(surface, label, "kk-Latn", words > 1)
        }
        _ => agglutinative(surface, label, tag, words > 1),
    };
    choose(surface, label, lang, candidates, attested)
}

fn choose(
    surface: &str,
    label: Label,
    lang: Lang,
    list: Vec<Candidate>,
    attested: &dyn Fn(&str) -> u32,
) -> String {
    if let Some(own) = list.iter().find(|c| own_name(&c.text, lang)) {
        return own.text.clone();
    }
    let here = attested(surface);
    let seen = list.iter().map(|c| (attested(&c.text), c)).filter(|(n, _)| *n > 0);
    // The shortest: what is attested may itself stand in a case.
    let best = seen.min_by_key(|(n, c)| (c.text.chars().count(), u32::MAX - n));
    if let Some((count, candidate)) = best {
        // An ambiguous form must be the more frequent one.
        if candidate.sure.is_some() || count >= here.max(1) {
            return candidate.text.clone();
        }
    }
    if let Some(found) = list.iter().filter(|c| c.sure.is_some_and(|s| s <= 1)).min_by_key(|c| c.sure) {
        return found.text.clone();
    }
    // A form that comes again and again while no other does is the name itself.
    if known(surface, label) || here >= 3 && list.iter().all(|c| c.sure.is_none_or(|s| s >= 5)) {
        return surface.to_owned();
    }
    if let Some(found) = list.iter().find(|c| known(&c.text, label)) {
        return found.text.clone();
    }
    match list.iter().filter(|c| c.sure.is_some()).min_by_key(|c| c.sure) {
        Some(found) => found.text.clone(),
        None => surface.to_owned(),
    }
}

/// Whether this is a territory's usual name in the language of the text.
fn own_name(text: &str, lang: Lang) -> bool {
    place::territory(text).is_some_and(|t| t.name_in(lang) == Some(text))
}

/// Whether the tables know this form.
pub(super) fn known(text: &str, label: Label) -> bool {
    let key = fold::key(text);
    match label {
        Label::Person => {
            key.split(' ').all(|w| !given_groups(w).is_empty()) || {
                // `Дональд` by way of `Donald`.
                let latin = fold::key(&crate::text::translit::latin(text, Lang::UND));
                latin.split(' ').all(|w| !given_groups(w).is_empty())
            }
        }
        _ => TERRITORY_KEYS.get(&key).is_some() || CITY_KEYS.get(&key).is_some() || slavic::is_region(&key),
    }
}

/// Endings set off by an apostrophe or hyphen: `Trump'ın`, `ABŞ-da`, `Lidl-ს`, `Ferrari-ului`.
fn without_marked_ending<'t>(surface: &'t str, tag: &str) -> Option<&'t str> {
    let marks: &[char] = match tag {
        "tr" | "fi" | "et" => &['\'', '’', '‘', '`', 'ʼ', ':'],
        "uz" => &['-', '\'', '’', 'ʼ', 'ʻ', '‘', '–'],
        "az" | "kk" | "ky" | "ka" | "tt" | "tk" | "ro" | "hy" | "pl" | "hu" | "sv" => &['-', '\'', '’', '–'],
        _ => return None,
    };
    let at = surface.rfind(marks)?;
    let mark = surface[at..].chars().next()?;
    let tail = &surface[at + mark.len_utf8()..];
    let stem = &surface[..at];
    if stem.chars().count() < 2
        || tail.is_empty()
        || tail.chars().count() > 6
        || stem.ends_with(char::is_whitespace)
    {
        return None;
    }
    let small = tail.chars().all(|c| c.is_lowercase() || !c.is_uppercase() && c.is_alphabetic());
    // `oʻgʻli`, `Qurʼon`: apostrophes that are letters; English `Sainsbury's`; names such as `d'Or`.
    let letter = tag == "uz" && mark != '-' && stem.ends_with(['o', 'g', 'O', 'G']);
    let known = endings::marked(tag).contains(&tail);
    (small && !letter && known).then_some(stem)
}

fn agglutinative(surface: &str, label: Label, tag: &str, several: bool) -> Vec<Candidate> {
    let mut out = Vec::new();
    let lower = surface.to_lowercase();
    // `Özbekstan` is no ablative.
    if ["stan", "стан"].iter().any(|end| lower.ends_with(end)) {
        return out;
    }
    for Rule { ends, put, need, sure, least } in endings::rules(tag) {
        for end in ends.split(' ') {
            let Some(stem) = lower.strip_suffix(end) else { continue };
            let last_word = stem.rsplit([' ', '-']).next().unwrap_or(stem);
            // Lower case may change lengths (`İ`): take the same number of characters off.
            let keep = surface.chars().count().saturating_sub(end.chars().count());
            let stem_text: String = surface.chars().take(keep).collect();
            let letters = last_word.chars().count();
            // Short stems need evidence, except acronyms: `АКШга`.
            let stem_word = stem_text.rsplit([' ', '-']).next().unwrap_or("");
            let capitals = letters > 1 && stem_word.chars().all(char::is_uppercase) && surface.ends_with(end);
            if letters < 2 {
                continue;
            }
            let regular = letters >= *least as usize && endings::harmonious(tag, last_word, end);
            let sure = if regular || capitals { sure } else { &9 };
            let last = last_word.chars().last().unwrap_or(' ');
            let fits = match need {
                Need::Any => true,
                Need::Vowel => endings::is_vowel(last),
                Need::Consonant => last.is_alphabetic() && !endings::is_vowel(last),
                // `Agentliyi`, `Лигасы`: only at the end of a compound.
                Need::Possessive => {
                    several && endings::possessive(tag).contains(last) && label != Label::Person
                }
                Need::Place => label != Label::Person,
                Need::Person => label == Label::Person,
            };
            if fits {
                out.push(Candidate { text: format!("{stem_text}{put}"), sure: (*sure < 9).then_some(*sure) });
            }
        }
    }
    if tag == "ro" {
        romanian_head(surface, label, &mut out);
    }
    out.retain(|c| c.text != surface);
    out
}

/// The first word of a Romanian body in the genitive: `Departamentului de Poliție`.
fn romanian_head(surface: &str, label: Label, out: &mut Vec<Candidate>) {
    let Some((head, rest)) = surface.split_once(' ') else { return };
    if label == Label::Person {
        return;
    }
    for (end, put) in [
        ("ului", "ul"),
        ("iilor", "iile"),
        ("telor", "tele"),
        ("rilor", "rile"),
        ("ției", "ția"),
        ("siei", "sia"),
        ("iunii", "iunea"),
        ("tății", "tatea"),
    ] {
        if let Some(stem) = head.strip_suffix(end) {
            let rest = rest.strip_suffix("pene").map_or(rest.to_owned(), |r| format!("{r}peană"));
            out.push(Candidate { text: format!("{stem}{put} {rest}"), sure: Some(1) });
        }
    }
}

/// Prepositions written together with the name.
fn arabic(surface: &str) -> Vec<Candidate> {
    let mut out = Vec::new();
    if script_of(surface) != Script::Arabic {
        return out;
    }
    if let Some(rest) = surface.strip_prefix("لل") {
        out.push(Candidate { text: format!("ال{rest}"), sure: (rest.chars().count() > 3).then_some(1) });
    }
    for prefix in ["وبال", "بال", "وال", "كال", "فال"] {
        if let Some(rest) = surface.strip_prefix(prefix) {
            out.push(Candidate { text: format!("ال{rest}"), sure: None });
        }
    }
    for prefix in ["و", "ب", "ل", "ف", "ك"] {
        if let Some(rest) = surface.strip_prefix(prefix).filter(|r| r.chars().count() > 2) {
            out.push(Candidate { text: rest.to_owned(), sure: None });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(lang: &str, label: Label, surface: &str, attested: &[&str]) -> String {
        base_form(surface, label, Lang::new(lang), &|c| attested.iter().filter(|a| **a == c).count() as u32)
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
            let right = base_form(surface, *label, Lang::new(lang), &attested) == *want;
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
}
