//! Case endings of Slavic names: single words here, persons and phrases beside.

mod irregular;
mod nouns;
mod person;
mod phrase;
mod tables;

use super::{Before, Candidate};
use crate::types::Label;
pub(super) use irregular::irregular;

pub(super) fn is_slavic(tag: &str) -> bool {
    matches!(tag, "ru" | "uk" | "be" | "bg" | "pl" | "cs" | "sk" | "sr" | "hr" | "sl" | "mk")
}

/// Forms without case endings, for one or more words.
pub(super) fn candidates(surface: &str, label: Label, tag: &str, before: Before) -> Vec<Candidate> {
    let words: Vec<&str> = surface.split(' ').collect();
    match (words.len(), label) {
        (1, _) => single(surface, label, tag, before),
        (2..=3, Label::Person) => person::candidates(&words, tag, before),
        (_, Label::Person) => Vec::new(),
        _ => phrase::candidates(&words, label, tag, before),
    }
}

fn single(word: &str, label: Label, tag: &str, before: Before) -> Vec<Candidate> {
    let mut out = Vec::new();
    // `Ростова-на-Дону`, `Ростові-на-Дону`: the first part is the town.
    if let Some((town, rest)) = word.split_once("-на-").filter(|_| label == Label::Location) {
        let with = |c: Candidate| Candidate { text: format!("{}-на-{rest}", c.text), sure: c.sure };
        return single(town, label, tag, before).into_iter().map(with).collect();
    }
    if let Some(stem) = acronym_stem(word, tag).filter(|_| label != Label::Person) {
        return vec![Candidate { text: stem.to_owned(), sure: Some(1) }];
    }
    // `Минобороны`: the second half is a genitive already.
    const FIXED: [&str; 6] =
        ["Минобороны", "Минкультуры", "Минэкономики", "Міноборони", "Мінкультури", "Мінекономіки"];
    if FIXED.contains(&word) {
        return out;
    }
    // Acronyms do not decline, hyphened names do in the last part: `США`, but `Макдауэлла`.
    if word.chars().take(2).filter(|c| c.is_uppercase()).count() > 1 {
        return out;
    }
    // `Bruce’a`, `Lacy'ego`.
    if tag == "pl"
        && let Some(stem) = super::without_marked_ending(word, tag)
    {
        return vec![Candidate { text: stem.to_owned(), sure: Some(0) }];
    }
    if label != Label::Person && nouns::is_plain(word, tag) {
        return out;
    }
    if label != Label::Person
        && let Some(noun) = nouns::nominative(word, tag)
    {
        return vec![Candidate { text: noun.text, sure: Some(0) }];
    }
    for &(end, put, sure, of) in tables::endings(tag) {
        let fits = match of {
            'p' => label == Label::Person,
            'o' => label != Label::Person,
            'l' => label == Label::Location,
            _ => true,
        };
        let Some(stem) = word.strip_suffix(end).filter(|_| fits) else { continue };
        // `Ельце`, `Відня`: the vowel that comes back, where the tables know the name.
        if label == Label::Location && matches!(put, "" | "ь") && !super::known(stem, label) {
            let full = with_fleeting_vowel(stem, tag).map(|full| format!("{full}{put}"));
            let known = full.filter(|text| super::known(text, label));
            out.extend(known.map(|text| Candidate { text, sure: Some(2) }));
        }
        // `Dalekie`: no locative of a stem in `k`.
        // `Сум`, `Афин`: a town in the plural, in the genitive without an ending.
        if end.is_empty() && !stem.ends_with(|c: char| !VOWELS.contains(c)) {
            continue;
        }
        // No Russian noun in `-а` has `-и` behind other letters: `Генри`.
        if (tag, end, put) == ("ru", "и", "а") && !stem.ends_with(['г', 'к', 'х', 'ж', 'ч', 'ш', 'щ'])
        {
            continue;
        }
        if end == "ie" && put.is_empty() && stem.ends_with(['k', 'g']) {
            continue;
        }
        // `Ош`, `Ир`: two letters are enough for a town that the tables know.
        let short = label == Label::Location && stem.chars().count() == 2 && put.is_empty();
        if !(fits_stem(stem, put) || short && super::known(stem, label)) {
            continue;
        }
        let a = matches!(end, "а" | "a");
        let governed = label == Label::Person && before.is_preposition();
        let family = put.is_empty() && a && is_feminine_family(stem) && !governed;
        let locative = label != Label::Person
            && matches!(end, "е" | "і" | "ie" | "ое" | "ае")
            && !put.ends_with(['а', 'я', 'a']);
        let sure = match before {
            // Only a preposition asks for the locative.
            Before::Free | Before::Start | Before::Nominative if locative => 9,
            // A name that opens a sentence is its subject more often than not.
            Before::Start if sure >= 4 && (label != Label::Person || put.is_empty()) => 9,
            // Behind a preposition no person stands in the nominative: `про Саипова`.
            Before::Genitive | Before::Preposition if label == Label::Person && put.is_empty() && a => {
                sure.min(3)
            }
            // Nor in the dative where it asks for the genitive: `для Роналду`.
            Before::Genitive if matches!(end, "у" | "ю") && put != "а" && put != "я" => 9,
            // After `из`, `до`, `для` the word in `-а` is a man's or a masculine noun.
            Before::Genitive if put.is_empty() && a && !family => sure.min(3),
            _ => sure,
        };
        // `Харкова`, `Krakowa`: the vowel of a closed syllable.
        let closed = put.is_empty() && label != Label::Person;
        if let Some(text) = closed.then(|| closed_syllable(stem, tag)).flatten() {
            let sure = if tag == "pl" { Some(sure.min(4)) } else { super::known(&text, label).then_some(1) };
            out.push(Candidate { text, sure });
            if tag == "pl" {
                continue;
            }
        }
        out.push(Candidate { text: format!("{stem}{put}"), sure: (sure < 9 && !family).then_some(sure) });
    }
    out
}

const VOWELS: &str = "аеёиоуыэюяіїєaeiouyąęó";

/// A stem with the vowel between its last two consonants that the nominative has.
fn with_fleeting_vowel(stem: &str, tag: &str) -> Option<String> {
    let mut letters = stem.chars().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    if VOWELS.contains(last) || VOWELS.contains(before) || !before.is_lowercase() {
        return None;
    }
    let head = stem.strip_suffix(last)?;
    Some(format!("{}{}{last}", head.trim_end_matches('ь'), if tag == "pl" { "e" } else { "е" }))
}

/// An acronym without the ending that is written to it in small letters: `МИДа`, `ООНу`.
fn acronym_stem<'w>(word: &'w str, tag: &str) -> Option<&'w str> {
    let ends: &[&str] = match tag {
        "ru" => &["ом", "а", "у", "е"],
        "uk" => &["ом", "ові", "а", "у", "і"],
        _ => return None,
    };
    let stem = ends.iter().find_map(|end| word.strip_suffix(end))?;
    let capitals = stem.chars().count() > 2 && stem.chars().all(char::is_uppercase);
    (capitals && stem.ends_with(|c: char| !"АЕЁИІОУЫЭЮЯ".contains(c))).then_some(stem)
}

/// The nominative in `-ів`, `-їв`, `-ów` of a stem in `-ов`, `-єв`, `-ow`.
fn closed_syllable(stem: &str, tag: &str) -> Option<String> {
    const ENDS: [(&str, &str, &str); 4] =
        [("uk", "ов", "ів"), ("uk", "єв", "їв"), ("uk", "ев", "ів"), ("pl", "ow", "ów")];
    ENDS.iter().filter(|(lang, ..)| *lang == tag).find_map(|(_, end, put)| {
        let head = stem.strip_suffix(end).filter(|s| !s.is_empty())?;
        Some(format!("{head}{put}"))
    })
}

/// Whether a nominative may end so: a masculine noun in a consonant, `й` behind a vowel, `ь` not.
fn fits_stem(stem: &str, put: &str) -> bool {
    let letters = stem.chars().count();
    if letters < 3 && (letters < 2 || put.is_empty()) {
        return false;
    }
    let last = stem.chars().last().unwrap_or(' ');
    let vowel = VOWELS.contains(last) || "áéíúýě".contains(last);
    let hard = last.is_alphabetic() && !vowel && last != 'й' && last != 'ь';
    match put.chars().next() {
        // `Чечнь` is none.
        // `Парижь` neither; but `Кремль`, `Ярославль`.
        Some('ь') => {
            let cluster =
                ends_in_cluster(stem) && !["ст", "мл", "вл", "рм"].iter().any(|e| stem.ends_with(e));
            hard && !cluster && !stem.ends_with(['ж', 'ш', 'щ', 'ц'])
        }
        None => hard,
        Some('й' | 'ї') => vowel,
        Some('а' | 'a' | 'о' | 'o') => !vowel,
        // `Belfaście` has its own rule.
        Some('t') => last != 'ś',
        _ => true,
    }
}

fn ends_in_cluster(stem: &str) -> bool {
    stem.chars().rev().take(2).filter(|c| !VOWELS.contains(*c)).count() == 2
}

/// Whether a woman or a man in the genitive, only evidence tells: `Алиева`, `Kowalska`.
fn is_feminine_family(stem: &str) -> bool {
    ["ов", "ев", "ёв", "єв", "ин", "ін", "їн", "ск", "цк", "ськ", "цьк", "ov", "ev", "in", "sk", "ck"]
        .iter()
        .any(|end| stem.ends_with(end))
}
