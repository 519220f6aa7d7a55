//! Whether a sentence says that something happened at a place, not only of it: `met in Romania`, `Bakıda`.

use crate::{text::Span, types::Lang};

/// Words before a place that something happens at, by language. Written by hand from our own knowledge of the
/// languages; directions count too, for a visit to a country is in it.
const BEFORE: &[(&str, &str)] = &[
    ("en", "in at to near"),
    ("de", "in nach bei"),
    ("fr", "à en au aux dans"),
    ("es", "en a"),
    ("it", "a in ad nel nella"),
    ("pt", "em no na nos nas ao à"),
    ("ro", "în la"),
    ("nl", "in naar"),
    ("sv", "i till"),
    ("da", "i til"),
    ("pl", "w we do"),
    ("cs", "v ve do"),
    ("sk", "v vo do"),
    ("ru", "в во"),
    ("uk", "в у до"),
    ("be", "у ў"),
    ("bg", "в във"),
    ("sr", "у u"),
    ("hr", "u"),
    ("el", "στη στην στο στον στις"),
    ("vi", "tại ở đến sang thăm"),
    ("id", "di ke"),
    ("ar", "في إلى"),
    ("fa", "در به"),
    ("zh", "在 访问 抵达"),
];

/// Endings of the place itself, in languages that write no such words.
const ENDINGS: &[(&str, &str)] = &[
    ("az", "da də"),
    ("tr", "da de ta te"),
    ("kk", "да де та те"),
    ("ky", "да де до дө та те то тө"),
    ("uz", "da"),
    ("hu", "ban ben on en ön"),
    ("ka", "ში"),
    ("ko", "에서"),
];

fn row(table: &[(&str, &'static str)], lang: Lang) -> Option<&'static str> {
    table.iter().find(|(tag, _)| *tag == lang.as_str()).map(|(_, words)| *words)
}

/// Whether what is said of a place can be told from what is set there, in this language.
pub fn is_read(lang: Lang) -> bool {
    row(BEFORE, lang).is_some() || row(ENDINGS, lang).is_some()
}

/// Whether the sentence of a document in which `place` stands is set there.
pub fn is_set_in(text: &str, sentence: Span, place: Span, lang: Lang) -> bool {
    let before = text[sentence.start as usize..place.start as usize].trim_end().to_lowercase();
    let article = before.strip_suffix("the").map_or(before.as_str(), str::trim_end);
    let word_before = |word: &str| {
        let rest = article.strip_suffix(word);
        rest.is_some_and(|rest| lang.as_str() == "zh" || !rest.ends_with(char::is_alphabetic))
    };
    let ends_with = |ending: &str| place.of(text).to_lowercase().ends_with(ending);
    row(BEFORE, lang).is_some_and(|words| words.split(' ').any(word_before))
        || row(ENDINGS, lang).is_some_and(|endings| endings.split(' ').any(ends_with))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_something_happens_at() {
        for (lang, text, place, want) in [
            ("en", "A delegation on a visit to Romania met the agency.", "Romania", true),
            ("en", "They met in the Netherlands.", "Netherlands", true),
            ("en", "Sanctions on Iran were extended.", "Iran", false),
            ("en", "The leaders of Georgia met.", "Georgia", false),
            ("az", "Nazirlər Tiflisdə görüşüb.", "Tiflisdə", true),
            ("az", "Gürcüstan nazirliyi bildirib.", "Gürcüstan", false),
            ("ru", "Переговоры прошли в Бухаресте.", "Бухаресте", true),
            ("zh", "两国部长在布加勒斯特会谈。", "布加勒斯特", true),
        ] {
            let at = text.find(place).expect("a place");
            let span = Span::new(at, at + place.len());
            let whole = Span::new(0, text.len());
            assert_eq!(is_set_in(text, whole, span, Lang::new(lang)), want, "{text}");
        }
    }
}
