//! Words and their letter n-grams, exactly as `scripts/lang/features.py` makes them.

use unicode_normalization::UnicodeNormalization;

/// The scripts that several languages share, each with a table of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    Latin,
    Cyrillic,
    Arabic,
    Devanagari,
}

impl Group {
    pub const ALL: [Group; 4] = [Group::Latin, Group::Cyrillic, Group::Arabic, Group::Devanagari];

    /// The name in the table file: the ISO 15924 code.
    pub fn code(self) -> &'static [u8; 4] {
        match self {
            Group::Latin => b"Latn",
            Group::Cyrillic => b"Cyrl",
            Group::Arabic => b"Arab",
            Group::Devanagari => b"Deva",
        }
    }

    /// Letters, and marks that belong to words.
    fn has(self, c: char) -> bool {
        let c = u32::from(c);
        match self {
            Group::Latin => matches!(c,
                0x41..=0x5a | 0x61..=0x7a | 0xaa | 0xba | 0xc0..=0xd6 | 0xd8..=0xf6 | 0xf8..=0x2af
                | 0x300..=0x36f | 0x1d00..=0x1d7f | 0x1e00..=0x1eff | 0xfb00..=0xfb06),
            Group::Cyrillic => matches!(c, 0x400..=0x481 | 0x483..=0x487 | 0x48a..=0x52f | 0x300..=0x36f),
            Group::Arabic => matches!(c,
                0x620..=0x63f | 0x641..=0x655 | 0x670..=0x6d3 | 0x6d5..=0x6dc | 0x6df..=0x6e8
                | 0x6ea..=0x6ef | 0x6fa..=0x6fc | 0x6ff | 0x750..=0x77f | 0x8a0..=0x8ff | 0xfb50..=0xfdfa
                | 0xfe70..=0xfefc | 0x200c),
            Group::Devanagari => matches!(c, 0x900..=0x963 | 0x971..=0x97f | 0x200c..=0x200d),
        }
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | 'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | 'ˈ' | '‘' | '’' | '‛' | '′')
}

const MAX_WORD: usize = 40;

/// Calls `each` with every word of `text` that is written in the script of `group`: lower case,
/// composed, one apostrophe, no Arabic vowel signs, one code point an item, [`EDGE`] at both ends.
pub(super) fn words(text: &str, group: Group, mut each: impl FnMut(&[u32])) {
    let mut codes: Vec<u32> = Vec::with_capacity(MAX_WORD + 2);
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !group.has(c) {
            continue;
        }
        let mut end = start + c.len_utf8();
        let mut odd = is_odd(c);
        while let Some(&(at, c)) = chars.peek() {
            let inside = group.has(c)
                || (is_apostrophe(c)
                    && text[at + c.len_utf8()..].chars().next().is_some_and(|n| group.has(n)));
            if !inside {
                break;
            }
            odd |= is_odd(c);
            end = at + c.len_utf8();
            chars.next();
        }
        codes.clear();
        codes.push(EDGE);
        if odd {
            text[start..end].nfkc().for_each(|c| push_normal(c, &mut codes));
        } else {
            text[start..end].chars().for_each(|c| push_normal(c, &mut codes));
        }
        codes.truncate(MAX_WORD + 1);
        if codes.len() > 1 {
            codes.push(EDGE);
            each(&codes);
        }
    }
}

/// A sign of text that is not composed.
fn is_odd(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c) || c >= '\u{fb00}'
}

fn push_normal(c: char, codes: &mut Vec<u32>) {
    match c {
        'a'..='z' => codes.push(u32::from(c)),
        // In one piece it tells Turkish and Azerbaijani.
        'İ' => codes.push(u32::from(c)),
        '\u{64b}'..='\u{652}' => {}
        _ if is_apostrophe(c) => codes.push(u32::from('\'')),
        _ => codes.extend(c.to_lowercase().map(u32::from)),
    }
}

const PRIME: u32 = 16_777_619;
const EDGE: u32 = 95;

/// Calls `each` with the hash of every 1- to 4-gram of a word with its edges and of the word itself.
pub(super) fn ngrams(word: &[u32], mut each: impl FnMut(u32)) {
    let mut whole = 0x9e37_79b9_u32;
    for i in 0..word.len() {
        whole = (whole ^ word[i]).wrapping_mul(PRIME);
        let gram = &word[i..word.len().min(i + 4)];
        let mut h = 2_166_136_261_u32;
        for (n, &code) in gram.iter().enumerate() {
            h = (h ^ code).wrapping_mul(PRIME);
            // A lone edge says nothing; the whole word comes below.
            let edge = n == 0 && (i == 0 || i == word.len() - 1);
            let all = i == 0 && n == word.len() - 1;
            if edge || all {
                continue;
            }
            each(mixed(h));
        }
    }
    each(mixed(whole));
}

fn mixed(h: u32) -> u32 {
    let h = (h ^ (h >> 15)).wrapping_mul(0x2c1b_3c6d);
    h ^ (h >> 12)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(text: &str, group: Group) -> Vec<String> {
        let mut out = Vec::new();
        words(text, group, |w| {
            out.push(w[1..w.len() - 1].iter().filter_map(|&c| char::from_u32(c)).collect())
        });
        out
    }

    #[test]
    fn words_are_normalised() {
        assert_eq!(words_of("Oʻzbekiston, OʻZ’BEK' İki", Group::Latin), ["o'zbekiston", "o'z'bek", "İki"]);
        assert_eq!(words_of("Vie\u{302}\u{323}t", Group::Latin), ["việt"]);
        assert_eq!(words_of("ﻗﺎﺯﺍﻕ مُحَمَّد", Group::Arabic), ["قازاق", "محمد"]);
        assert_eq!(words_of("Баку Baku", Group::Cyrillic), ["баку"]);
    }

    /// The hashes that the Python side gives; a change there must show here.
    #[test]
    fn hashes_agree_with_the_training_script() {
        let word: Vec<u32> = "_əl_".chars().map(u32::from).collect();
        let mut found = Vec::new();
        ngrams(&word, |h| found.push(h));
        assert_eq!(found, PYTHON);
    }

    const PYTHON: [u32; 8] =
        [4205649603, 2631531075, 1503829682, 2884489442, 1338255780, 3005747493, 4159704196, 2778719290];
}
