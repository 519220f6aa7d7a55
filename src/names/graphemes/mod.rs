//! From letters to sounds, for each script.

mod alphabets;
mod consonantal;
mod cyrillic;
mod latin;
mod syllabic;

use unicode_normalization::UnicodeNormalization;
use unicode_script::{Script, UnicodeScript};

use super::sound::{Sound, Writing, bit::*};
use alphabets::{SEPARATE, armenian, georgian, greek};
use consonantal::{arabic, hebrew};
use cyrillic::cyrillic;
use latin::latin;
use syllabic::{hangul, kana, pinyin};

/// The sounds of one name part, which must be folded by [`crate::text::fold`] except that letters
/// with diacritics that change their sound may still carry them.
pub(crate) fn sounds(part: &str) -> (Vec<Sound>, Writing) {
    let script = part
        .chars()
        .map(|c| c.script())
        .find(|s| !matches!(s, Script::Common | Script::Inherited))
        .unwrap_or(Script::Latin);
    let chars: Vec<char> =
        part.to_lowercase().chars().filter(|c| !crate::text::fold::is_apostrophe(*c)).collect();
    let mut out = Vec::with_capacity(chars.len());
    if script == Script::Latin && chars.len() <= 7 && starts(&chars, 0, "abd") && chars.ends_with(&['l']) {
        // `Abdul`, `Abdel`: the article of the next word.
        walk(&chars[..3], &mut out, latin);
        out.extend([Sound::faint(U | E | A | O), Sound::faint(L)]);
        return (out, Writing::Full);
    }
    let writing = match script {
        Script::Latin => {
            walk(&chars, &mut out, latin);
            Writing::Full
        }
        Script::Cyrillic => {
            walk(&chars, &mut out, cyrillic);
            Writing::Full
        }
        Script::Greek => {
            let apart: String = part
                .nfc()
                .map(|c| if matches!(c, 'ϊ' | 'ϋ' | 'ΐ' | 'ΰ' | 'Ϊ' | 'Ϋ') { '|' } else { c })
                .collect();
            let mut plain = Vec::with_capacity(chars.len());
            for (i, piece) in apart.split('|').enumerate() {
                plain.extend((i > 0).then_some(SEPARATE));
                plain.extend(crate::text::fold::key(piece).chars());
            }
            walk(&plain, &mut out, greek);
            Writing::Full
        }
        Script::Georgian => {
            walk(&chars, &mut out, georgian);
            Writing::Full
        }
        Script::Armenian => {
            walk(&chars, &mut out, armenian);
            Writing::Full
        }
        Script::Arabic => {
            let mut plain: Vec<char> = crate::text::fold::key(part).chars().collect();
            if plain.len() > 4 && starts(&plain, 0, "ال") {
                // The article, which Latin writes apart or not at all.
                out.extend([Sound::faint(A | E), Sound::faint(L)]);
                plain.drain(..2);
            }
            walk_apart(&plain, &mut out, arabic);
            Writing::Consonants
        }
        Script::Hebrew => {
            walk_apart(&chars, &mut out, hebrew);
            Writing::Consonants
        }
        Script::Hangul => {
            chars.iter().for_each(|&c| hangul(c, &mut out));
            Writing::Syllables
        }
        Script::Han => {
            for &c in &chars {
                pinyin(&any_ascii::any_ascii_char(c).to_lowercase(), &mut out);
            }
            Writing::Syllables
        }
        Script::Katakana | Script::Hiragana => {
            let composed: Vec<char> = part.nfkc().collect();
            walk_apart(&composed, &mut out, kana);
            Writing::Syllables
        }
        _ => {
            let ascii: String = chars.iter().map(|&c| any_ascii::any_ascii_char(c)).collect();
            let ascii: Vec<char> = ascii.to_lowercase().chars().collect();
            walk(&ascii, &mut out, latin);
            Writing::Syllables
        }
    };
    (out, writing)
}

/// Reads one group at `at` and says how many characters it took.
pub(super) type Reader = fn(chars: &[char], at: usize, out: &mut Vec<Sound>) -> usize;

pub(super) fn walk(chars: &[char], out: &mut Vec<Sound>, reader: Reader) {
    let mut at = 0;
    while at < chars.len() {
        let from = out.len();
        at += reader(chars, at, out).max(1);
        // Doubled consonants are one sound.
        if from > 0 && out.len() == from + 1 && out[from].mask == out[from - 1].mask && !out[from].is_vowel()
        {
            out.pop();
        }
    }
}

/// The same where doubling goes unwritten: two equal letters have a vowel between them.
fn walk_apart(chars: &[char], out: &mut Vec<Sound>, reader: Reader) {
    let mut at = 0;
    while at < chars.len() {
        at += reader(chars, at, out).max(1);
    }
}

pub(super) fn starts(chars: &[char], at: usize, with: &str) -> bool {
    let mut rest = chars[at..].iter();
    with.chars().all(|c| rest.next() == Some(&c))
}
