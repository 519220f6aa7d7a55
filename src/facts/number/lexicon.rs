//! The words of quantities by language, from `lexicon/*.txt`.

use super::{
    Unit, UnitKind,
    phrase::{Lexicons, Phrases, lexicon_files},
};
use crate::types::Lang;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    Value(f64),
    Times(f64),
    Unit(Unit),
    /// That this became of nobody.
    Nobody(Unit),
    Age,
    AtLeast,
    AtMost,
    About,
    Of,
    And,
    Skip,
    More,
    Suffix,
    Ordinal,
    Whole,
    Tally,
    Reach,
    Rise,
}

impl Meaning {
    /// *At least*, *about*, *at most*.
    pub fn is_bound(&self) -> bool {
        matches!(self, Self::AtLeast | Self::About | Self::AtMost)
    }
}

const COMMON: &str = include_str!("lexicon/common.txt");

const FILES: &[(&str, &str)] = lexicon_files!["lexicon":
    "ar", "az", "be", "bg", "cs", "da", "de", "el", "en", "es", "fa", "fr", "hi", "hr", "hu", "hy", "id", "it", "ja",
    "ka", "kk", "ko", "ky", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "tg", "tk", "tr", "tt", "uk", "uz",
    "vi", "zh",
];

/// Every unit that the lexicons may name.
const UNITS: &[(UnitKind, &[&str])] = &[
    (UnitKind::Toll, &["dead", "injured", "sick", "missing", "rescued", "evacuated", "detained"]),
    (
        UnitKind::Count,
        &[
            "people",
            "athletes",
            "countries",
            "houses",
            "households",
            "villages",
            "schools",
            "containers",
            "vehicles",
            "ships",
            "documents",
            "languages",
            "jobs",
            "seats",
            "stations",
            "flights",
            "bids",
            "objects",
            "gold",
            "silver",
            "bronze",
            "votes",
            "books",
            "films",
            "plays",
            "beds",
            "animals",
            "trees",
            "aircraft",
            "wagons",
            "trains",
            "companies",
            "hospitals",
            "factories",
            "doses",
            "graves",
            "coins",
            "floors",
            "rooms",
            "shops",
            "cases",
            "projects",
            "weapons",
            "shots",
            "points",
            "goals",
            "bridges",
            "berths",
            "turbines",
            "signatures",
            "tickets",
            "cities",
            "districts",
            "farms",
            "drones",
            "missiles",
            "lanes",
            "teams",
            "parties",
            "games",
            "charges",
            "shares",
            "streets",
            "aftershocks",
            "branches",
            "century",
        ],
    ),
    (UnitKind::Duration, &["decade", "year", "month", "week", "day", "hour", "minute", "second"]),
    (
        UnitKind::Measure,
        &[
            "km",
            "m",
            "cm",
            "mm",
            "mile",
            "kg",
            "gram",
            "tonne",
            "litre",
            "hectare",
            "stremma",
            "km2",
            "m2",
            "m3",
            "kmh",
            "magnitude",
            "celsius",
            "MW",
            "GW",
            "kWh",
            "barrel",
        ],
    ),
    (UnitKind::Percent, &["percent"]),
    (
        UnitKind::Money,
        &[
            "EUR", "USD", "GBP", "CNY", "JPY", "AZN", "RUB", "UAH", "KZT", "KGS", "UZS", "TRY", "INR", "KRW",
            "VND", "RON", "GEL", "AMD", "PLN", "CZK", "HUF", "SEK", "CHF", "IRR", "SAR", "AED", "OMR", "BRL",
            "BGN", "IDR", "BYN", "EGP", "DZD", "MAD", "IQD", "KWD", "TND", "JOD", "QAR", "MDL", "RSD", "MYR",
            "SGD", "THB", "TJS", "TMT", "MNT", "MXN", // Of no country that the text beside it names.
            "dinar", "dirham", "peso",
        ],
    ),
];

fn unit(key: &str) -> Option<Unit> {
    UNITS.iter().find_map(|(kind, codes)| {
        let code = codes.iter().copied().find(|c| *c == key)?;
        Some(Unit { kind: *kind, code })
    })
}

fn meaning(key: &str) -> Option<Meaning> {
    Some(match key {
        "age" => Meaning::Age,
        ">=" => Meaning::AtLeast,
        "<=" => Meaning::AtMost,
        "~" => Meaning::About,
        "of" => Meaning::Of,
        "and" => Meaning::And,
        "skip" => Meaning::Skip,
        "more" => Meaning::More,
        "suffix" => Meaning::Suffix,
        "ordinal" => Meaning::Ordinal,
        "whole" => Meaning::Whole,
        "tally" => Meaning::Tally,
        "reach" => Meaning::Reach,
        "rise" => Meaning::Rise,
        _ => {
            if let Some(toll) = key.strip_prefix("no-") {
                Meaning::Nobody(unit(toll)?)
            } else if let Some(times) = key.strip_prefix('x').and_then(|n| n.parse().ok()) {
                Meaning::Times(times)
            } else if let Ok(value) = key.parse() {
                Meaning::Value(value)
            } else {
                Meaning::Unit(unit(key)?)
            }
        }
    })
}

static LEXICONS: Lexicons<Meaning> = Lexicons::new(COMMON, FILES, meaning);

/// The words of `lang`; those that all languages share where there is no file for it.
pub(super) fn of(lang: Lang) -> &'static Phrases<Meaning> {
    LEXICONS.of(lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_file_means_something() {
        for (lang, file) in FILES.iter().chain([&("common", COMMON)]) {
            for line in file.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
                let key = line.split_once(':').map(|(key, _)| key);
                assert!(key.and_then(meaning).is_some(), "{lang}: {line}");
            }
        }
    }
}
