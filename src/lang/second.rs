//! What whatlang says: the only file that names it.

use whatlang::Lang as Known;

use crate::types::Lang;

/// Its best guess and its own confidence, from 0 to 1 (uncalibrated).
pub(super) fn voice(text: &str) -> Option<(Lang, f32)> {
    let info = whatlang::detect(text)?;
    Some((tag(info.lang()), info.confidence() as f32))
}

/// Whether it knows the language at all.
pub(super) fn knows(lang: Lang) -> bool {
    Known::all().iter().any(|&l| tag(l) == lang)
}

/// BCP-47 tags: two letters where ISO 639-1 has them.
fn tag(lang: Known) -> Lang {
    Lang::new(match lang {
        Known::Afr => "af",
        Known::Aka => "ak",
        Known::Amh => "am",
        Known::Ara => "ar",
        Known::Aze => "az",
        Known::Bel => "be",
        Known::Ben => "bn",
        Known::Bul => "bg",
        Known::Cat => "ca",
        Known::Ces => "cs",
        Known::Cmn => "zh",
        Known::Cym => "cy",
        Known::Dan => "da",
        Known::Deu => "de",
        Known::Ell => "el",
        Known::Eng => "en",
        Known::Epo => "eo",
        Known::Est => "et",
        Known::Fin => "fi",
        Known::Fra => "fr",
        Known::Guj => "gu",
        Known::Heb => "he",
        Known::Hin => "hi",
        Known::Hrv => "hr",
        Known::Hun => "hu",
        Known::Hye => "hy",
        Known::Ind => "id",
        Known::Ita => "it",
        Known::Jav => "jv",
        Known::Jpn => "ja",
        Known::Kan => "kn",
        Known::Kat => "ka",
        Known::Khm => "km",
        Known::Kor => "ko",
        Known::Lat => "la",
        Known::Lav => "lv",
        Known::Lit => "lt",
        Known::Mal => "ml",
        Known::Mar => "mr",
        Known::Mkd => "mk",
        Known::Mya => "my",
        Known::Nep => "ne",
        Known::Nld => "nl",
        Known::Nob => "nb",
        Known::Ori => "or",
        Known::Pan => "pa",
        Known::Pes => "fa",
        Known::Pol => "pl",
        Known::Por => "pt",
        Known::Ron => "ro",
        Known::Rus => "ru",
        Known::Sin => "si",
        Known::Slk => "sk",
        Known::Slv => "sl",
        Known::Sna => "sn",
        Known::Spa => "es",
        Known::Srp => "sr",
        Known::Swe => "sv",
        Known::Tam => "ta",
        Known::Tel => "te",
        Known::Tgl => "tl",
        Known::Tha => "th",
        Known::Tuk => "tk",
        Known::Tur => "tr",
        Known::Ukr => "uk",
        Known::Urd => "ur",
        Known::Uzb => "uz",
        Known::Vie => "vi",
        Known::Yid => "yi",
        Known::Zul => "zu",
    })
}
