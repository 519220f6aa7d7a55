//! Languages of a document and of each of its sentences.
//!
//! # Two detectors
//! [whatlang](https://docs.rs/whatlang) knows 70 languages, but not Kazakh, Kyrgyz, Tajik, Tatar, Bashkir,
//! Uyghur, Bosnian, Malay or Pashto, nor Azerbaijani, Uzbek and Turkmen outside Latin letters. No
//! maintained crate fills that gap at a size fit to embed: lingua lacks ky uz tg tk tt, whichlang and langid-rs
//! lack uz tg tk tt, langram needs a model file of its own beside the program. So the second detector is a
//! table of our own ([`Detector`], 1.9 MB, made by `scripts/lang/train.py`): for Latin, Cyrillic, Arabic and
//! Devanagari letters a multinomial logistic regression over letter n-grams, with a class of its own for the
//! languages it does not know. Text in the other scripts of a language is respelt by rule for training.
//!
//! The table speaks first. whatlang speaks for scripts that have no table and more than one language (Hebrew,
//! Bengali, Ethiopic, Myanmar), and as a second voice where the table is torn between two languages that
//! both know; there it helps. Heard everywhere it did harm: of a pair such as Croatian and
//! Bosnian it knows one and always names that. A script with one language decides by itself.
//!
//! # From sentences to the document
//! Each sentence is judged by its own letters, then again with what the whole document and its neighbours
//! say, as a prior with bounded odds: clear evidence stands, so a quotation keeps its language.
//! Short unsure sentences go with the document. The language of the document is that of most letters.
//! A declared language gets bounded odds too: it settles close calls and overrules nothing clear. Web addresses,
//! handles, digits and signs say nothing. `und` means: no letters, an unknown language, or too
//! little to tell; a word or two of plain letters (names!) never gets more than 0.6.
//!
//! # Script
//! [`Languages::script`] and [`crate::types::LangSpan::script`] are the script of most letters. Kana count with Han;
//! where at least one letter in twenty is kana the script is `Hiragana`, which stands for Japanese writing, else
//! `Han`. Text without letters has the script `Common`.
//!
//! # Accuracy
//! Held-out texts of lingua's test set, mean over its 75 languages, per cent; a language that a detector
//! lacks counts 0. Ours as `lang::measure` prints them; the other parts of that set are in our training, so
//! it flatters us. The figures of the others are those that lingua publishes for the whole set.
//!
//! | texts | exonym | exonym says `und` | lingua | CLD2 | whatlang (of the languages it knows) |
//! |---|--:|--:|--:|--:|--:|
//! | sentences | 96.8 | 0.6 | 96.0 | 91.7 | 68.3 (94.9) |
//! | word pairs | 86.2 | 5.5 | | | |
//! | single words | 63.8 | 24.8 | | | |
//! | mean of the three | 82.3 | 10.3 | 86.4 | 62.8 | 53.7 (74.5) |
//!
//! Held-out news documents in 53 languages and scripts: 265 of 265 right, 253 of them with at least 0.95.
//! Weak: Bosnian against Croatian and Serbian (49 % of sentences), Malay against Indonesian, Galician
//! (hardly any text to learn from), Azerbaijani in Arabic letters
//! (learnt from respelt text).
//!
//! Reliability on the held-out sentences, said against right:
//!
//! | script | 0.5–0.7 | 0.7–0.85 | 0.85–0.95 | over 0.95 |
//! |---|--:|--:|--:|--:|
//! | Latin | 0.61 / 0.65 | 0.78 / 0.81 | 0.91 / 0.93 | 0.99 / 1.00 |
//! | Cyrillic | 0.55 / 0.33 (6 texts) | 0.77 / 0.73 | 0.92 / 1.00 | 0.99 / 1.00 |
//! | Arabic | | 0.81 / 1.00 (2 texts) | 0.90 / 0.89 | 0.99 / 0.99 |
//! | Devanagari | 0.58 / 0.67 (3 texts) | | 0.92 / 1.00 | 0.99 / 1.00 |

mod document;
mod features;
mod judge;
mod script;
mod second;
mod table;

use std::sync::LazyLock;

use crate::types::{Document, Lang, Languages};

pub use judge::Guess;
use judge::Opinion;
use table::Tables;

/// Tells languages. Made once, in well under ten milliseconds; then shared freely.
pub struct Detector {
    tables: Tables,
}

impl Default for Detector {
    fn default() -> Self {
        Self::new()
    }
}

impl Detector {
    pub fn new() -> Self {
        Self { tables: Tables::load() }
    }

    /// The language of a document, and of each of its sentences, equal neighbours merged.
    pub fn detect(&self, document: &Document) -> Languages {
        document::detect(document, &self.tables)
    }

    /// The language of one text by itself, read as if it had one. `expected` is a weak hint, such as
    /// a declaration.
    pub fn identify(&self, text: &str, expected: Option<Lang>) -> Guess {
        let beliefs = document::declared_belief(expected.map(document::known_tag));
        Opinion::of(text, &self.tables).guess(&beliefs, 1.0, &self.tables)
    }
}

/// [`Detector::detect`] with a detector that the whole program shares.
pub fn detect(document: &Document) -> Languages {
    static SHARED: LazyLock<Detector> = LazyLock::new(Detector::new);
    SHARED.detect(document)
}

#[cfg(test)]
mod measure;
#[cfg(test)]
mod tests;
