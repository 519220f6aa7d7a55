//! Georgian: nouns whose nominative their other cases do not tell, and adjectives that agree.

use super::Candidate;

/// Nouns that head names and end in a vowel, or lose one before an ending: the stem of the genitive
/// and the nominative.
const NOUNS: &[(&str, &str)] = &[
    ("ლიგ", "ლიგა"),
    ("დუმ", "დუმა"),
    ("რად", "რადა"),
    ("მთ", "მთა"),
    ("ზღვ", "ზღვა"),
    ("ტბ", "ტბა"),
    ("გზ", "გზა"),
    ("ქუჩ", "ქუჩა"),
    ("პლაზ", "პლაზა"),
    ("არენ", "არენა"),
    ("სკოლ", "სკოლა"),
    ("ოპერ", "ოპერა"),
    ("პალატ", "პალატა"),
    ("ბირჟ", "ბირჟა"),
    ("დაცვ", "დაცვა"),
    ("ბრძოლ", "ბრძოლა"),
    ("დილ", "დილა"),
    ("კამპან", "კამპანია"),
    ("რესპუბლიკ", "რესპუბლიკა"),
    ("ოლიმპიად", "ოლიმპიადა"),
    ("სპარტაკიად", "სპარტაკიადა"),
    ("ბიბლიოთეკ", "ბიბლიოთეკა"),
    ("პროკურატურ", "პროკურატურა"),
    ("მთავრობ", "მთავრობა"),
    ("ხელისუფლებ", "ხელისუფლება"),
    ("თანამეგობრობ", "თანამეგობრობა"),
    ("გაერთიანებ", "გაერთიანება"),
    ("საზოგადოებ", "საზოგადოება"),
    ("დაწესებულებ", "დაწესებულება"),
    ("კრებ", "კრება"),
    ("ასამბლე", "ასამბლეა"),
    ("გალერე", "გალერეა"),
    ("შეხვედრ", "შეხვედრა"),
    ("ქვეყნ", "ქვეყანა"),
    ("ქარხნ", "ქარხანა"),
    ("ოკეან", "ოკეანე"),
    ("ყურ", "ყურე"),
    ("სრუტ", "სრუტე"),
    ("მდინარ", "მდინარე"),
    ("მხარ", "მხარე"),
    ("ციხ", "ციხე"),
    ("ტყ", "ტყე"),
    ("ჯვრ", "ჯვარი"),
    ("ბაზრ", "ბაზარი"),
    ("უბნ", "უბანი"),
    ("ტაძრ", "ტაძარი"),
    ("ლაშქრ", "ლაშქარი"),
    ("წყლ", "წყალი"),
    ("საბჭო", "საბჭო"),
];

/// Endings of the cases in which such a noun loses its vowel.
const ENDINGS: &[&str] = &["ისთვის", "ისგან", "იდან", "ისა", "ის", "ით"];

/// The name with the noun at its end in the nominative, if the noun is one of the list.
pub(super) fn with_noun(surface: &str) -> Option<Candidate> {
    let (head, word) = match surface.rsplit_once(' ') {
        Some((head, word)) => (Some(head), word),
        None => (None, surface),
    };
    let stem = ENDINGS.iter().find_map(|end| word.strip_suffix(end))?;
    // Nouns of some formations all end in `ა`: `მთავრობის`, `რესპუბლიკის`.
    let formed = ["ობ", "იკ"].iter().any(|end| stem.ends_with(end)) && stem.chars().count() > 4;
    let noun = match NOUNS.iter().find(|(bent, _)| *bent == stem) {
        Some((_, noun)) => (*noun).to_owned(),
        None if formed => format!("{stem}ა"),
        None => return None,
    };
    let text = head.map_or_else(|| noun.clone(), |head| format!("{head} {noun}"));
    Some(Candidate { text, sure: Some(0) })
}

/// Adjectives and numerals of names, as they stand before a noun in the dative.
const ADJECTIVES: &[&str] =
    &["პირველ", "დიდ", "ძველ", "ახალ", "თეთრ", "წითელ", "შავ", "უზენაეს", "მცირე", "ცენტრალურ", "ეროვნულ"];

/// The stem of a phrase with its noun in the nominative, and its adjectives agreeing:
/// `შეერთებულ შტატებში` → `შეერთებული შტატები`.
pub(super) fn agreement(stem: &str, put: &str, end: &str) -> String {
    let bends = matches!(end, "ს" | "სა" | "ში" | "შია" | "ზე" | "ზეა" | "თან" | "სთან");
    let (head, noun) = stem.rsplit_once(' ').unwrap_or(("", stem));
    let words: Vec<&str> = head.split(' ').collect();
    let last = words.len() - 1;
    let mut out = String::new();
    for (i, word) in words.into_iter().enumerate() {
        let georgian = word.chars().last().is_some_and(|c| ('ა'..='ჰ').contains(&c));
        let formed = ["ულ", "ურ", "ელ", "ალ"].iter().any(|end| word.ends_with(end));
        let agrees = ADJECTIVES.contains(&word) && !word.ends_with('ე') || i == last && formed;
        out.push_str(word);
        out.push_str(if bends && georgian && agrees { "ი " } else { " " });
    }
    format!("{}{noun}{put}", out.trim_start())
}
