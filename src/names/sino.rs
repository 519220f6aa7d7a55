//! Chinese names as Vietnamese reads their characters: `Tập Cận Bình`, 习近平, Xi Jinping.
//!
//! The readings go back a thousand years and sound little like Chinese of today, so that neither letters
//! nor sounds can tell. Each syllable of such a name stands for a few characters, and these have their
//! pinyin; a name of two syllables or more is the same where every syllable agrees.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_script::Script;

use super::graphemes::sounds;
use super::name::Name;
use super::parts::Part;
use super::sound::{Sound, Writing, distance};

/// A character that a syllable may stand for.
#[derive(Debug)]
struct Character {
    sign: char,
    pinyin: String,
}

/// What the syllables of a Vietnamese name stand for.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    syllables: Vec<&'static [Character]>,
    /// Sounds of the likeliest characters.
    pub sounds: Vec<Sound>,
}

fn characters(syllable: &str) -> Option<&'static [Character]> {
    static TABLE: OnceLock<FxHashMap<&'static str, Vec<Character>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let lines = include_str!("data/sino_vietnamese.txt").lines().filter(|l| !l.starts_with('#'));
        let rows = lines.filter_map(|l| l.split_once(' '));
        rows.map(|(reading, signs)| (reading, signs.chars().map(character).collect())).collect()
    });
    table.get(syllable).map(Vec::as_slice)
}

fn character(sign: char) -> Character {
    let pinyin = match sign {
        // As a family name.
        '曾' => "zeng".to_owned(),
        _ => any_ascii::any_ascii_char(sign).to_lowercase(),
    };
    Character { sign, pinyin }
}

impl Reading {
    /// Of a name of two to four syllables, with its marks, all of which are read in names.
    pub(crate) fn new(parts: &[Part]) -> Option<Reading> {
        let known = |part: &Part| characters(&part.text.to_lowercase().nfc().collect::<String>());
        if !(2..=4).contains(&parts.len()) {
            return None;
        }
        let syllables = parts.iter().map(known).collect::<Option<Vec<_>>>()?;
        let likeliest: String = syllables.iter().map(|s| s[0].sign).collect();
        Some(Reading { syllables, sounds: sounds(&likeliest).0 })
    }

    /// Whether these are characters that it reads.
    fn is_written(&self, signs: &str) -> bool {
        let signs = || signs.chars().map(super::data::simplified);
        signs().count() == self.syllables.len()
            && signs().zip(&self.syllables).all(|(sign, syllable)| syllable.iter().any(|c| c.sign == sign))
    }

    /// Whether these letters are the pinyin of such characters.
    fn is_spelt(&self, letters: &str) -> bool {
        fn all(syllables: &[&[Character]], letters: &str) -> bool {
            let Some((first, rest)) = syllables.split_first() else { return letters.is_empty() };
            let tail = |c: &Character| letters.strip_prefix(c.pinyin.as_str());
            first.iter().filter_map(tail).any(|tail| all(rest, tail))
        }
        all(&self.syllables, letters)
    }

    /// Whether a name in letters of another alphabet sounds like the likeliest characters.
    fn is_heard(&self, other: &Name) -> bool {
        let (heard, writing) = &other.joined;
        let long = self.sounds.len().min(heard.len()) >= 5;
        long && distance((&self.sounds, Writing::Syllables), (heard, *writing)).similarity >= 0.85
    }
}

/// The score of a Vietnamese name and a Chinese one that its syllables agree with.
pub(crate) fn compare(a: &Name, b: &Name) -> Option<f32> {
    let (reading, other) = match (&a.sino, &b.sino) {
        (Some(reading), None) if !b.vietnamese => (reading, b),
        (None, Some(reading)) if !a.vietnamese => (reading, a),
        _ => return None,
    };
    let same = match other.script {
        Script::Han => other.parts.len() == 1 && reading.is_written(&other.parts[0].text),
        Script::Latin => {
            let letters: String = other.parts.iter().map(|p| p.key.as_str()).collect();
            other.parts.len() > 1 && reading.is_spelt(&letters)
        }
        Script::Cyrillic => other.parts.len() > 1 && reading.is_heard(other),
        _ => false,
    };
    same.then_some(if other.script == Script::Cyrillic { 0.8 } else { 0.9 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::{Verdict, compare};
    use crate::types::{Label, Lang};

    #[test]
    fn every_syllable_must_agree() {
        let person = |text: &str, lang: &str| Name::new(text, Label::Person, Lang::new(lang));
        for (vi, other, lang, want) in [
            ("Tập Cận Bình", "Xi Jinping", "en", Verdict::Same),
            ("Tập Cận Bình", "习近平", "zh", Verdict::Same),
            ("Tập Cận Bình", "習近平", "zh", Verdict::Same),
            ("Tập Cận Bình", "Си Цзиньпин", "ru", Verdict::Same),
            ("Vương Nghị", "Wang Yi", "en", Verdict::Same),
            ("Vương Nghị", "王毅", "zh", Verdict::Same),
            ("Lý Khắc Cường", "Li Keqiang", "en", Verdict::Same),
            ("Lý Cường", "Li Keqiang", "en", Verdict::Different),
            ("Vương Nghị", "Wang Qishan", "en", Verdict::Different),
            ("Trần Minh Nhi", "Chen Ming", "en", Verdict::Unsure),
        ] {
            let found = compare(&person(vi, "vi"), &person(other, lang));
            assert!(
                found.verdict == want || want == Verdict::Unsure && found.verdict != Verdict::Same,
                "{vi} {other} {found:?}"
            );
        }
    }

    #[test]
    fn readings_are_folded_as_names_are() {
        let rows = include_str!("data/sino_vietnamese.txt").lines().filter(|l| !l.starts_with('#'));
        for (reading, signs) in rows.map(|row| row.split_once(' ').expect("a reading and characters")) {
            assert_eq!(reading.to_lowercase().nfc().collect::<String>(), reading);
            assert!(signs.chars().all(|c| super::super::data::simplified(c) == c), "{signs}");
            assert!(characters(reading).is_some_and(|c| c.iter().all(|c| c.pinyin.is_ascii())));
        }
    }
}
