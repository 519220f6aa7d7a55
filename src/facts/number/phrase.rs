//! Words of a text in a form that can be compared, and lists of phrases to find among them.

use std::collections::BTreeMap;
use std::sync::Mutex;

use unicode_script::{Script, UnicodeScript};

use crate::{
    text::{Span, is_unspaced},
    types::Lang,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters; a Han, kana or Thai character is a word of its own.
    Word,
    /// Digits with what groups them and the decimal sign.
    Numeral,
    /// Anything else that is seen, one character; a line end is one too.
    Mark,
}

#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub span: Span,
    pub kind: Kind,
    /// Folded for comparison (words and marks); as it stands for numerals.
    pub key: String,
}

/// The value of a decimal digit of the scripts that news uses.
pub(crate) fn digit(c: char) -> Option<u32> {
    const ZEROS: [char; 7] = ['0', '٠', '۰', '०', '০', '๐', '０'];
    ZEROS.iter().find_map(|&zero| (c as u32).checked_sub(zero as u32).filter(|&d| d < 10))
}

/// Lower case, without apostrophes, joiners and vowel signs; one form of letters that have several.
pub(crate) fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            'İ' | 'ı' => out.push('i'),
            'ё' | 'Ё' => out.push('е'),
            'ş' | 'Ş' => out.push('ș'),
            'ţ' | 'Ţ' => out.push('ț'),
            'ي' | 'ى' => out.push('ی'),
            'ك' => out.push('ک'),
            'ة' | 'ۀ' => out.push('ه'),
            'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
            'ؤ' => out.push('و'),
            '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}' | '\u{200C}' | '\u{200D}' => {}
            c if is_apostrophe(c) => {}
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´')
}

fn is_word_char(c: char) -> bool {
    (c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c)) && !is_unspaced(c)
        || matches!(c, '\u{200C}' | '\u{200D}')
}

/// Words are cut at apostrophes where articles and prepositions are written with one.
fn elides(lang: Lang) -> bool {
    matches!(lang.as_str(), "fr" | "it" | "ca")
}

/// A space may part groups of three digits.
fn groups_by_space(lang: Lang) -> bool {
    matches!(
        lang.as_str(),
        "ru" | "uk"
            | "be"
            | "bg"
            | "az"
            | "kk"
            | "ky"
            | "uz"
            | "tg"
            | "tk"
            | "tt"
            | "fr"
            | "pl"
            | "cs"
            | "sk"
            | "hu"
            | "fi"
            | "sv"
            | "nb"
            | "no"
            | "hy"
            | "ka"
            | "lt"
            | "lv"
            | "et"
            | "es"
            | "ro"
            | "de"
            | "it"
            | "pt"
            | "da"
            | "nl"
            | "hr"
            | "sr"
            | "bs"
            | "sl"
            | "mk"
    )
}

pub(crate) fn tokens(text: &str, lang: Lang) -> Vec<Token> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let at = |i: usize| chars.get(i).map(|&(_, c)| c);
    let byte = |i: usize| chars.get(i).map_or(text.len(), |&(b, _)| b);
    let mut out = Vec::new();
    let mut i = 0;
    while let Some(c) = at(i) {
        let start = i;
        i += 1;
        let kind = if digit(c).is_some() {
            i = numeral_end(&chars, start, lang);
            Kind::Numeral
        } else if is_word_char(c) {
            while let Some(c) = at(i) {
                let inner = is_apostrophe(c) && at(i + 1).is_some_and(is_word_char);
                // Arabic writes *and*, *with* and *for* on a number too.
                let code = digit(c).is_some() && chars[start].1.script() != Script::Arabic;
                if is_word_char(c) || code || (inner && !elides(lang)) {
                    i += 1;
                } else {
                    break;
                }
            }
            // Uzbek `oʻ` at the end of a word keeps its sign.
            if at(i).is_some_and(|c| matches!(c, 'ʻ' | 'ʼ')) {
                i += 1;
            }
            Kind::Word
        } else if is_unspaced(c) {
            Kind::Word
        } else if (c != '\n' && (c.is_whitespace() || c.is_control()))
            || (is_apostrophe(c) && elides(lang) && at(i).is_some_and(is_word_char))
        {
            continue;
        } else {
            Kind::Mark
        };
        let span = Span::new(byte(start), byte(i));
        let key = match kind {
            Kind::Numeral => span.of(text).to_owned(),
            Kind::Mark => span.of(text).to_owned(),
            Kind::Word => fold(span.of(text)),
        };
        out.push(Token { span, kind, key });
    }
    out
}

fn numeral_end(chars: &[(usize, char)], start: usize, lang: Lang) -> usize {
    let at = |i: usize| chars.get(i).map(|&(_, c)| c);
    let is_digit = |i: usize| at(i).and_then(digit).is_some();
    let run = |mut i: usize| {
        while is_digit(i) {
            i += 1;
        }
        i
    };
    let mut i = run(start);
    let mut group = i - start;
    let mut spaced = None;
    while let Some(c) = at(i) {
        let next = run(i + 1);
        let len = next - (i + 1);
        let joins = match c {
            '.' | ',' | '٫' | '٬' | '，' | '．' => len > 0,
            '\'' | '’' => len == 3 && group <= 3,
            '\u{A0}' | '\u{202F}' | '\u{2009}' => len == 3 && group <= 3 && spaced != Some(false),
            ' ' => len == 3 && group <= 3 && spaced != Some(false) && groups_by_space(lang),
            _ => false,
        };
        if !joins {
            break;
        }
        let is_space = c.is_whitespace();
        spaced = Some(is_space);
        group = len;
        i = next;
    }
    i
}

#[derive(Clone, Debug)]
struct Phrase<V> {
    /// The folded words after the first, each with whether any ending may follow.
    words: Vec<(String, bool)>,
    value: V,
}

/// Phrases with what they mean.
#[derive(Clone, Debug)]
pub(crate) struct Phrases<V> {
    /// By the first character of the first word.
    by_first: BTreeMap<char, Vec<Phrase<V>>>,
}

/// A phrase found: how many tokens it takes, and what it means.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<'p, V> {
    pub len: usize,
    pub value: &'p V,
}

impl<V> Phrases<V> {
    pub fn new() -> Self {
        Self { by_first: BTreeMap::new() }
    }

    /// Adds `phrase`; a `*` at the end of a word stands for any ending.
    pub fn add(&mut self, phrase: &str, lang: Lang, value: V) {
        let mut words: Vec<(String, bool)> = Vec::new();
        for word in phrase.split_whitespace() {
            let (word, open) = word.strip_suffix('*').map_or((word, false), |w| (w, true));
            let parts = tokens(word, lang);
            let last = parts.len();
            words.extend(parts.into_iter().enumerate().map(|(i, t)| (t.key, open && i + 1 == last)));
        }
        if let Some(first) = words.first().and_then(|(w, _)| w.chars().next()) {
            self.by_first.entry(first).or_default().push(Phrase { words, value });
        }
    }

    /// The longest phrase that begins at token `at` and that `accept` takes.
    pub fn at(&self, tokens: &[Token], at: usize, accept: impl Fn(&V) -> bool) -> Option<Found<'_, V>> {
        let first = tokens.get(at)?.key.chars().next()?;
        let mut best: Option<((usize, usize, usize), &V)> = None;
        for phrase in self.by_first.get(&first)? {
            let fits = phrase.words.iter().enumerate().all(|(i, (word, open))| {
                tokens.get(at + i).is_some_and(|t| {
                    if *open {
                        t.kind == Kind::Word && t.key.starts_with(word.as_str())
                    } else {
                        t.key == *word
                    }
                })
            });
            let exact = phrase.words.iter().filter(|(_, open)| !open).count();
            let rank = (phrase.words.len(), exact, phrase.words.iter().map(|(w, _)| w.len()).sum());
            if fits && accept(&phrase.value) && best.is_none_or(|(r, _)| rank > r) {
                best = Some((rank, &phrase.value));
            }
        }
        best.map(|((len, ..), value)| Found { len, value })
    }
}

/// The files `LANG.txt` of a folder beside the source file that asks, with their languages.
macro_rules! lexicon_files {
    ($folder:literal: $($lang:literal),* $(,)?) => {
        &[$(($lang, include_str!(concat!($folder, "/", $lang, ".txt")))),*]
    };
}
pub(crate) use lexicon_files;

/// The phrases of each language from its file, and those of all languages; a file is read when a text
/// first needs it.
pub(crate) struct Lexicons<V: 'static> {
    common: &'static str,
    /// By language tag.
    files: &'static [(&'static str, &'static str)],
    /// What the key of a line stands for.
    meaning: fn(&str) -> Option<V>,
    read: Mutex<BTreeMap<Lang, &'static Phrases<V>>>,
}

impl<V: Copy> Lexicons<V> {
    pub const fn new(
        common: &'static str,
        files: &'static [(&'static str, &'static str)],
        meaning: fn(&str) -> Option<V>,
    ) -> Self {
        Self { common, files, meaning, read: Mutex::new(BTreeMap::new()) }
    }

    /// The phrases of `lang`; those that all languages share where it has no file.
    pub fn of(&self, lang: Lang) -> &'static Phrases<V> {
        let own = self.files.iter().find(|(tag, _)| *tag == lang.as_str());
        let lang = if own.is_some() { lang } else { Lang::UND };
        let mut read = self.read.lock().unwrap_or_else(|e| e.into_inner());
        // At most one leaked lexicon for each file.
        read.entry(lang).or_insert_with(|| {
            let mut phrases = Phrases::new();
            for (key, list) in [self.common, own.map_or("", |(_, file)| file)].into_iter().flat_map(lines) {
                if let Some(value) = (self.meaning)(key) {
                    list.for_each(|phrase| phrases.add(phrase, lang, value));
                }
            }
            Box::leak(Box::new(phrases))
        })
    }
}

/// The `key: phrase, phrase` lines of a lexicon file, comments and empty lines left out.
fn lines(file: &str) -> impl Iterator<Item = (&str, impl Iterator<Item = &str>)> {
    file.lines().filter(|l| !l.starts_with('#')).filter_map(|line| {
        let (key, phrases) = line.split_once(':')?;
        Some((key.trim(), phrases.split([',', '،']).map(str::trim).filter(|p| !p.is_empty())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_keep_their_grouping_by_language() {
        for (lang, text, want) in [
            ("ru", "перевезли 6 200 контейнеров", vec!["6 200"]),
            ("en", "in 2024 300 people", vec!["2024", "300"]),
            ("ru", "в 2025 году 300", vec!["2025", "300"]),
            ("en", "1,234.5, then 7.", vec!["1,234.5", "7"]),
            ("fa", "۱۲٬۵۰۰ نفر", vec!["۱۲٬۵۰۰"]),
            ("en", "MH17 and CO2", vec![]),
        ] {
            let found = tokens(text, Lang::new(lang));
            let found: Vec<_> =
                found.iter().filter(|t| t.kind == Kind::Numeral).map(|t| t.key.as_str()).collect();
            assert_eq!(found, want, "{text}");
        }
    }

    #[test]
    fn the_longest_phrase_wins_whatever_the_spelling() {
        let uz = Lang::new("uz");
        let mut phrases = Phrases::new();
        phrases.add("bedarak", uz, 1);
        phrases.add("bedarak yo‘qol*", uz, 2);
        let text = tokens("Bedarak yoʻqolganlar", uz);
        let found = phrases.at(&text, 0, |_| true).map(|f| (f.len, *f.value));
        assert_eq!(found, Some((2, 2)));
    }
}
