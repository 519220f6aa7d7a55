//! Words that tell whether a sentence can stand alone, by language, from `lexicon/*.txt`.

use crate::{
    facts::number::phrase::{Lexicons, Phrases, lexicon_files},
    types::Lang,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// At the head of a sentence it points to the sentence before.
    Opener,
    /// The same, unless a name follows: `Ông …`, `Ông Nam …`.
    Pronoun,
    /// After a quotation it names the speaker by a pronoun.
    Speaker,
    /// The sentence is about the page, not the news.
    Boilerplate,
    /// A verb of the signing of a document.
    Sign,
    /// A verb of the exchange of signed documents, where a word of [`Cue::Accord`] stands beside it.
    Exchange,
    /// What is signed: an agreement, a contract, its documents.
    Accord,
    /// The figure that follows is an older one.
    Earlier,
    /// The sentence sets a figure against an older or another one: *up from*, *instead of*.
    Older,
    /// A word before a place or time that stands before the sentence proper: *On Monday, …*. Only in
    /// languages where the rest is a sentence without it.
    Fronted,
    /// A word before a clause that hangs on the sentence proper after it: *After winning the vote, …*.
    Subordinate,
    /// A word that needs another after it: a headline cannot end with it.
    Joint,
}

const COMMON: &str = include_str!("lexicon/common.txt");
const FILES: &[(&str, &str)] = lexicon_files!["lexicon":
    "ar", "az", "be", "bg", "cs", "de", "el", "en", "es", "fa", "fr", "hu", "id", "it", "ja", "ka", "kk",
    "ko", "ky", "nl", "pl", "pt", "ro", "ru", "sr", "tr", "uk", "uz", "vi", "zh",
];

fn cue(key: &str) -> Option<Cue> {
    Some(match key {
        "opener" => Cue::Opener,
        "pronoun" => Cue::Pronoun,
        "speaker" => Cue::Speaker,
        "boilerplate" => Cue::Boilerplate,
        "sign" => Cue::Sign,
        "exchange" => Cue::Exchange,
        "accord" => Cue::Accord,
        "earlier" => Cue::Earlier,
        "older" => Cue::Older,
        "fronted" => Cue::Fronted,
        "subordinate" => Cue::Subordinate,
        "joint" => Cue::Joint,
        _ => return None,
    })
}

static LEXICONS: Lexicons<Cue> = Lexicons::new(COMMON, FILES, cue);

/// The cues of `lang`, with those of all languages.
pub(super) fn of(lang: Lang) -> &'static Phrases<Cue> {
    LEXICONS.of(lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_file_means_something() {
        for (lang, file) in FILES.iter().chain([&("common", COMMON)]) {
            for line in file.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
                assert!(line.split_once(':').and_then(|(key, _)| cue(key)).is_some(), "{lang}: {line}");
            }
        }
    }
}
