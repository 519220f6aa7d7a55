//! How multilingual translators name languages.

use crate::tokenize::Tokenizer;
use crate::types::Lang;

/// The tokens that NLLB has for a language; the others can be told from the tag.
const NLLB: &[(&str, &str)] = &[
    ("ar", "arb_Arab"), ("az", "azj_Latn"), ("be", "bel_Cyrl"), ("bg", "bul_Cyrl"), ("bn", "ben_Beng"),
    ("ca", "cat_Latn"), ("cs", "ces_Latn"), ("da", "dan_Latn"), ("de", "deu_Latn"), ("el", "ell_Grek"),
    ("en", "eng_Latn"), ("es", "spa_Latn"), ("et", "est_Latn"), ("fa", "pes_Arab"), ("fi", "fin_Latn"),
    ("fr", "fra_Latn"), ("he", "heb_Hebr"), ("hi", "hin_Deva"), ("hr", "hrv_Latn"), ("hu", "hun_Latn"),
    ("hy", "hye_Armn"), ("id", "ind_Latn"), ("it", "ita_Latn"), ("ja", "jpn_Jpan"), ("ka", "kat_Geor"),
    ("kk", "kaz_Cyrl"), ("ko", "kor_Hang"), ("ky", "kir_Cyrl"), ("lt", "lit_Latn"), ("lv", "lvs_Latn"),
    ("mk", "mkd_Cyrl"), ("mn", "khk_Cyrl"), ("nl", "nld_Latn"), ("no", "nob_Latn"), ("pl", "pol_Latn"),
    ("ps", "pbt_Arab"), ("pt", "por_Latn"), ("ro", "ron_Latn"), ("ru", "rus_Cyrl"), ("sk", "slk_Latn"),
    ("sl", "slv_Latn"), ("sq", "als_Latn"), ("sr", "srp_Cyrl"), ("sv", "swe_Latn"), ("tg", "tgk_Cyrl"),
    ("th", "tha_Thai"), ("tk", "tuk_Latn"), ("tr", "tur_Latn"), ("tt", "tat_Cyrl"), ("ug", "uig_Arab"),
    ("uk", "ukr_Cyrl"), ("ur", "urd_Arab"), ("uz", "uzn_Latn"), ("vi", "vie_Latn"), ("zh", "zho_Hans"),
];

/// mBART-50 adds a country to the tag; the countries of its languages.
const MBART: &[(&str, &str)] = &[
    ("ar", "AR"), ("af", "ZA"), ("az", "AZ"), ("bn", "IN"), ("cs", "CZ"), ("de", "DE"), ("en", "XX"),
    ("es", "XX"), ("et", "EE"), ("fa", "IR"), ("fi", "FI"), ("fr", "XX"), ("gl", "ES"), ("gu", "IN"),
    ("he", "IL"), ("hi", "IN"), ("hr", "HR"), ("id", "ID"), ("it", "IT"), ("ja", "XX"), ("ka", "GE"),
    ("kk", "KZ"), ("km", "KH"), ("ko", "KR"), ("lt", "LT"), ("lv", "LV"), ("mk", "MK"), ("ml", "IN"),
    ("mn", "MN"), ("mr", "IN"), ("my", "MM"), ("ne", "NP"), ("nl", "XX"), ("pl", "PL"), ("ps", "AF"),
    ("pt", "XX"), ("ro", "RO"), ("ru", "RU"), ("si", "LK"), ("sl", "SI"), ("sv", "SE"), ("sw", "KE"),
    ("ta", "IN"), ("te", "IN"), ("th", "TH"), ("tl", "XX"), ("tr", "TR"), ("uk", "UA"), ("ur", "PK"),
    ("vi", "VN"), ("xh", "ZA"), ("zh", "CN"),
];

/// The token of a language in a translator's vocabulary.
pub(super) fn token(tokenizer: &Tokenizer, lang: Lang) -> Option<u32> {
    let tag = lang.as_str();
    let of = |table: &[(&str, &'static str)]| table.iter().find(|(t, _)| *t == tag).map(|(_, name)| *name);
    let named = [
        Some(format!("__{tag}__")),
        of(MBART).map(|country| format!("{tag}_{country}")),
        of(NLLB).map(str::to_owned),
        // Marian models with several target languages.
        Some(format!(">>{tag}<<")),
    ];
    named.into_iter().flatten().find_map(|name| tokenizer.id(&name))
}
