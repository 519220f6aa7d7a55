//! Latin spellings that the press of one language made of a name in another script: German `Lascha Dschikidse` of
//! ლაშა ჯიქიძე, Lasha Jikidze. They are no better known than what romanisation gives.
//!
//! Only names whose family name ends as Slavic, Georgian and Armenian ones do are looked at: what a German is
//! called in Russian gives his own spelling back.

use crate::types::Lang;

/// What a letter becomes, without marks; by language.
type Table = &'static [(char, &'static str)];

#[rustfmt::skip]
const GERMAN: Table = &[
    ('в', "w"), ('ж', "sch"), ('з', "s"), ('х', "ch"), ('ц', "z"), ('ч', "tsch"), ('ш', "sch"), ('щ', "schtsch"),
    ('ვ', "w"), ('ჟ', "sch"), ('ზ', "s"), ('ხ', "ch"), ('ც', "z"), ('წ', "z"), ('ჩ', "tsch"), ('ჭ', "tsch"),
    ('შ', "sch"), ('ჯ', "dsch"), ('ძ', "ds"),
];
#[rustfmt::skip]
const FRENCH: Table = &[
    ('у', "ou"), ('ж', "j"), ('х', "kh"), ('ц', "ts"), ('ч', "tch"), ('ш', "ch"), ('щ', "chtch"),
    ('უ', "ou"), ('ჟ', "j"), ('ხ', "kh"), ('ც', "ts"), ('წ', "ts"), ('ჩ', "tch"), ('ჭ', "tch"), ('შ', "ch"),
    ('ჯ', "dj"), ('ძ', "dz"),
];
#[rustfmt::skip]
const POLISH: Table = &[
    ('в', "w"), ('ж', "z"), ('х', "ch"), ('ц', "c"), ('ч', "cz"), ('ш', "sz"), ('щ', "szcz"),
    ('ვ', "w"), ('ჟ', "z"), ('ხ', "ch"), ('ც', "c"), ('წ', "c"), ('ჩ', "cz"), ('ჭ', "cz"), ('შ', "sz"),
    ('ჯ', "dz"), ('ძ', "dz"),
];
#[rustfmt::skip]
const HUNGARIAN: Table = &[
    ('с', "sz"), ('ж', "zs"), ('х', "h"), ('ц', "c"), ('ч', "cs"), ('ш', "s"), ('щ', "scs"),
    ('ს', "sz"), ('ჟ', "zs"), ('ხ', "h"), ('ც', "c"), ('წ', "c"), ('ჩ', "cs"), ('ჭ', "cs"), ('შ', "s"),
    ('ჯ', "dzs"), ('ძ', "dz"),
];

/// The letters of which all these languages make the same, Cyrillic and Georgian.
#[rustfmt::skip]
const COMMON: Table = &[
    ('а', "a"), ('б', "b"), ('в', "v"), ('г', "g"), ('д', "d"), ('е', "e"), ('є', "e"), ('ё', "o"), ('з', "z"),
    ('и', "i"), ('і', "i"), ('ї', "i"), ('й', "i"), ('к', "k"), ('л', "l"), ('м', "m"), ('н', "n"), ('о', "o"),
    ('п', "p"), ('р', "r"), ('с', "s"), ('т', "t"), ('у', "u"), ('ф', "f"), ('ы', "i"), ('э', "e"), ('ю', "iu"),
    ('я', "ia"), ('ь', ""), ('ъ', ""), ('ა', "a"), ('ბ', "b"), ('გ', "g"), ('დ', "d"), ('ე', "e"), ('ვ', "v"),
    ('ზ', "z"), ('თ', "t"), ('ი', "i"), ('კ', "k"), ('ლ', "l"), ('მ', "m"), ('ნ', "n"), ('ო', "o"), ('პ', "p"),
    ('რ', "r"), ('ს', "s"), ('ტ', "t"), ('უ', "u"), ('ფ', "p"), ('ქ', "k"), ('ღ', "gh"), ('ყ', "k"), ('ჰ', "h"),
];

/// Ends of family names, in Cyrillic and Georgian.
const ENDS: [&str; 24] = [
    "ов",
    "ова",
    "ев",
    "ева",
    "ёв",
    "ин",
    "ина",
    "ски",
    "ска",
    "ский",
    "ская",
    "ський",
    "ська",
    "енко",
    "чук",
    "дзе",
    "швили",
    "швілі",
    "ян",
    "ич",
    "ძე",
    "შვილი",
    "ია",
    "ავა",
];

/// Whether `latin`, without marks, is how the press of `lang` writes what stands in `native`.
pub(super) fn is_made_of(latin: &[String], lang: Lang, native: &str) -> bool {
    let own = match lang.as_str() {
        "de" => GERMAN,
        "fr" => FRENCH,
        "pl" => POLISH,
        "hu" => HUNGARIAN,
        _ => return false,
    };
    let native = native.to_lowercase();
    if !native.split_whitespace().next_back().is_some_and(|family| ENDS.iter().any(|e| family.ends_with(e))) {
        return false;
    }
    let mut written = String::new();
    for c in native.chars().filter(|c| !c.is_whitespace()) {
        match own.iter().chain(COMMON).find(|(letter, _)| *letter == c) {
            Some((_, latin)) => written.push_str(latin),
            None => return false,
        }
    }
    plain(&written) == plain(&latin.concat())
}

/// Without what the same press does not write alike every time: doubled letters, `j`, `y` or `i`, `je` or `e`.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().filter(char::is_ascii_alphabetic) {
        let c = if matches!(c, 'j' | 'y') { 'i' } else { c };
        if c == 'e' && out.ends_with('i') {
            out.pop();
        }
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_press_are_known() {
        for (lang, latin, native, want) in [
            ("de", "lascha dschikidse", "ლაშა ჯიქიძე", true),
            ("de", "beka schonia", "ბექა შონია", true),
            ("de", "margarita siwowa", "Маргарита Сивова", true),
            ("fr", "serguei choigou", "Сергей Шойгу", false),
            ("fr", "igor chouvalov", "Игорь Шувалов", true),
            ("pl", "igor szuwalow", "Игорь Шувалов", true),
            ("hu", "igor suvalov", "Игорь Шувалов", true),
            ("de", "igor suvalov", "Игорь Шувалов", false),
            ("de", "richard wagner", "Рихард Вагнер", false),
            ("en", "igor shuvalov", "Игорь Шувалов", false),
        ] {
            let tokens: Vec<String> = latin.split(' ').map(str::to_owned).collect();
            assert_eq!(is_made_of(&tokens, Lang::new(lang), native), want, "{latin} {native}");
        }
    }
}
