//! Folded copies of text: without case, diacritics, vowel points and punctuation.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, char::decompose_compatible};

/// A key under which spellings of one name meet that differ in case, diacritics or punctuation only.
///
/// Lower case; diacritics, vowel points and apostrophes dropped; other punctuation and white space
/// become single blanks; `ı`, `ə`, `ø`, `ł` and their like become plain letters; Arabic, Persian and
/// Urdu forms of one letter become one. Scripts stay as they are. Folding a key gives the key.
/// `scripts/names/fold.py` does the same for the tables.
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        // Letters without diacritics, and Hangul syllables, stay whole.
        if c.is_ascii_lowercase() || matches!(c, 'а'..='и' | 'к'..='я' | '\u{ac00}'..='\u{d7a3}') {
            out.push(c);
            continue;
        }
        decompose_compatible(c, |c| push(&mut out, c));
    }
    out.truncate(out.trim_end().len());
    out
}

fn push(out: &mut String, c: char) {
    if is_mark(c) || is_apostrophe(c) || is_invisible(c) {
        return;
    }
    match plain(c) {
        Some(plain) => out.push_str(plain),
        None if c.is_alphanumeric() || is_vowel_sign(c) => out.extend(c.to_lowercase()),
        None if !out.is_empty() && !out.ends_with(' ') => out.push(' '),
        None => {}
    }
}

/// Latin, Greek and Cyrillic diacritics, Hebrew points, Arabic vowel signs.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' | '\u{6d6}'..='\u{6ed}')
}

pub fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '’'
            | '‘'
            | 'ʼ'
            | 'ʻ'
            | 'ʹ'
            | 'ʾ'
            | 'ʿ'
            | '`'
            | '´'
            | '′'
            | '‛'
            | 'ʽ'
            | '＇'
            | 'ˈ'
            | '׳'
    )
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Signs of Indic and South-East Asian scripts and of kana that carry sound.
fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{1cff}' | '\u{3099}'..='\u{309c}' | '\u{30fc}')
        && !matches!(c, '\u{964}' | '\u{965}')
}

fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ı' => "i",
        'ə' | 'ǝ' | 'ɛ' => "e",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'ħ' => "h",
        'ŋ' => "n",
        'ς' => "σ",
        'ى' | 'ی' | 'ې' | 'ے' => "ي",
        'ک' => "ك",
        'ة' | 'ہ' | 'ھ' | 'ە' | 'ۃ' => "ه",
        'ٱ' => "ا",
        _ => return None,
    })
}

/// `text` without diacritics but with its case and punctuation, for Latin display and search.
pub fn without_marks(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|&c| !is_mark(c)) {
        match plain(c) {
            Some(plain) if !matches!(c, 'ى'..='ۿ') => out.push_str(plain),
            _ => match c {
                'Ə' => out.push('E'),
                'Ø' => out.push('O'),
                'Ł' => out.push('L'),
                'Đ' | 'Ð' => out.push('D'),
                'Æ' => out.push_str("Ae"),
                'Œ' => out.push_str("Oe"),
                _ => out.push(c),
            },
        }
    }
    out.nfc().collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_meet_across_case_diacritics_and_punctuation() {
        for (a, b) in [
            ("Vüqar Əliyev", "VUQAR  ELIYEV"),
            ("Việt Nam", "viet-nam"),
            ("İstanbul", "istanbul"),
            ("Oʻzbekiston", "O'zbekiston"),
            ("ايران", "ایران"),
            ("Łódź", "Lodz"),
            ("Κωνσταντίνος", "κωνσταντινοσ"),
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
            assert_eq!(key(&key(a)), key(a));
        }
        assert_ne!(key("Вугар"), key("Vugar"));
        assert_eq!(without_marks("Tô Lâm, Đặng"), "To Lam, Dang");
    }
}
