//! Sentences of a text.
//!
//! A rule scanner rather than UAX #29 sentence boundaries: those end a sentence after every initial
//! (`V. Kerimli`) and know nothing of abbreviations, ordinals (`5. November`) or lines. One pass,
//! with bounded looks back, so the time is linear in the text.

use super::{Span, abbreviation};
use crate::types::Lang;

use abbreviation::Kind;

/// The sentences of the part `within` of `text`: trimmed, in order, not overlapping; every
/// character of it that is not white space lies in one.
///
/// `lang` chooses abbreviations and conventions; with [`Lang::UND`] those common to many are used.
/// An empty line ends a sentence, a line end does unless the next line goes on in lower case.
///
/// # Panics
/// If `within` is not on character boundaries of `text`.
pub fn sentences(text: &str, within: Span, lang: Lang) -> Vec<Span> {
    let body = within.of(text);
    let mut scan =
        Scan { body, lang: Conventions::of(lang), start: 0, worded: false, lined: true, out: vec![] };
    scan.run();
    scan.out.into_iter().map(|s| s.shifted(within.start as usize)).collect()
}

/// What differs between languages.
#[derive(Clone, Copy)]
struct Conventions {
    lang: Lang,
    /// `5.` before a noun means “fifth”.
    ordinal_dot: bool,
    /// `;` is the question mark (Greek).
    semicolon_asks: bool,
    /// `:` is typed for `։` (Armenian).
    colon_ends: bool,
}

impl Conventions {
    fn of(lang: Lang) -> Self {
        let ordinal_dot = matches!(
            lang.as_str(),
            "de" | "cs"
                | "sk"
                | "hu"
                | "hr"
                | "sr"
                | "bs"
                | "sl"
                | "da"
                | "nb"
                | "nn"
                | "no"
                | "fi"
                | "et"
                | "lv"
                | "is"
                | "tr"
                | "az"
                | "pl"
                | "crh"
                | "eu"
                | "mk"
        );
        Self { lang, ordinal_dot, semicolon_asks: lang.as_str() == "el", colon_ends: lang.as_str() == "hy" }
    }
}

struct Scan<'t> {
    body: &'t str,
    lang: Conventions,
    /// Where the sentence at hand begins.
    start: usize,
    /// It has a letter or a digit.
    worded: bool,
    /// It begins a line.
    lined: bool,
    out: Vec<Span>,
}

impl Scan<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(c) = self.char_at(at) {
            let next = at + c.len_utf8();
            if c.is_whitespace() {
                at = self.space(at);
                continue;
            }
            self.worded |= c.is_alphanumeric();
            at = match terminator(c, self.lang) {
                None => next,
                Some(strength) => self.terminated(at, next, strength),
            };
        }
        self.cut(self.body.len(), true);
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.body[at..].chars().next()
    }

    /// Reads a run of white space from `at`; returns its end.
    fn space(&mut self, at: usize) -> usize {
        let rest = self.body[at..].trim_start();
        let end = self.body.len() - rest.len();
        let lines = self.body[at..end].replace("\r\n", "\n").matches(is_line_end).count();
        let goes_on =
            rest.chars().next().is_none_or(is_lower) || self.body[..at].ends_with([',', '،', '、', '，']);
        if lines > 1 || (lines == 1 && !goes_on) || self.body[at..end].contains('\u{2029}') {
            self.cut(end, true);
        }
        end
    }

    /// A terminator stands at `at..next`; returns where to read on.
    fn terminated(&mut self, at: usize, next: usize, first: Strength) -> usize {
        let (mut end, mut strength, mut dots) = (next, first, usize::from(first == Strength::Weak));
        while let Some(c) = self.char_at(end) {
            let Some(s) = terminator(c, self.lang) else { break };
            // `U.S.;` is no run: only marks that end sentences by themselves add up.
            if matches!(c, ';' | ':') {
                break;
            }
            dots += usize::from(s == Strength::Weak);
            strength = if s == Strength::Weak { strength } else { s };
            end += c.len_utf8();
        }
        let closed_from = end;
        let mut titled = false;
        while let Some(c) = self.char_at(end).filter(|&c| is_closer(c)) {
            titled |= matches!(c, '》' | '〉');
            end += c.len_utf8();
        }
        // Tokenised and French text sets the closing mark apart: `so . " And`, `oui ! », dit-il`.
        let blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
        let mut apart = self.body[end..].chars().skip_while(|&c| blank(c));
        let closes = apart.next().is_some_and(|c| matches!(c, '"' | '”' | '»'));
        if closes && apart.next().is_none_or(|c| c.is_whitespace() || is_continuing(c)) {
            let rest = self.body[end..].trim_start_matches(blank);
            end = self.body.len() - rest.len() + rest.chars().next().map_or(0, char::len_utf8);
        }
        let closed = end > closed_from;
        let rest = &self.body[end..];
        let ahead = Ahead::of(rest);
        let ends = match strength {
            _ if ahead.first.is_none() => true,
            _ if ahead.first.is_some_and(is_continuing) => false,
            // `「…。」と述べた`
            Strength::Full if closed && ahead.first.is_some_and(is_hiragana) => false,
            Strength::Full => !titled,
            Strength::Spaced => ahead.spaced && !ahead.goes_on(),
            Strength::Weak if dots > 1 => ahead.spaced && !ahead.goes_on(),
            Strength::Weak if !ahead.spaced => !closed && self.space_is_missing(at, rest),
            Strength::Weak => !ahead.goes_on() && (closed || !self.is_abbreviated(at, rest)),
        };
        if ends {
            self.cut(end, false);
        }
        end
    }

    /// `bildirib.Onun`: two whole words joined by a dot, and no address.
    fn space_is_missing(&self, dot: usize, rest: &str) -> bool {
        let before = self.token(dot);
        let after: &str = rest.split(char::is_whitespace).next().unwrap_or_default();
        let after = clip(after, 60).trim_end_matches(|c: char| !c.is_alphanumeric());
        let mut letters = after.chars();
        let whole = after.chars().count() > 2 || abbreviation::opens_sentence(after);
        whole
            && before.chars().count() >= 4
            && before.chars().all(is_lower)
            && letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(is_lower)
            && !after.contains(['.', '/', '@', ':', '_', '='])
    }

    /// Whether the dot at `dot` belongs to its word, so that the sentence goes on with `rest`.
    fn is_abbreviated(&self, dot: usize, rest: &str) -> bool {
        let token = self.token(dot);
        let following = first_word(rest);
        // A further initial is none: `А. С. Петров`.
        let initial = following.chars().count() == 1
            && rest.trim_start().strip_prefix(following).is_some_and(|r| r.starts_with('.'));
        let opener = !initial && abbreviation::opens_sentence(following);
        let Some(last) = token.chars().next_back() else { return false };
        if token.bytes().all(|b| b.is_ascii_digit()) {
            let begins = self.body[self.start..dot].trim_start().len() == token.len();
            let letter = following.chars().next().is_some_and(char::is_alphabetic);
            return token.len() <= 3
                && letter
                && (begins || (self.lang.ordinal_dot && token.len() <= 2 && !opener));
        }
        let letters = token.chars().filter(|c| c.is_alphabetic()).count();
        if letters == 1 && !token.contains('.') && last.is_alphabetic() {
            return self.is_initial(dot, token, last, following, opener);
        }
        if self.lang.ordinal_dot && token.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) {
            return !opener;
        }
        match abbreviation::kind(token, self.lang.lang) {
            Some(Kind::Title) => true,
            Some(Kind::Numbered) => {
                following.starts_with(|c: char| c.is_numeric() || matches!(c, 'I' | 'V' | 'X'))
            }
            Some(Kind::Common) => !opener,
            Some(Kind::Ending) => false,
            // `U.S.`, `S.p.A.`, `т.е.`: short pieces between dots.
            None => {
                let dotted =
                    token.contains('.') && token.split('.').all(|p| (1..=3).contains(&p.chars().count()));
                dotted && token.chars().all(|c| c.is_alphabetic() || c == '.') && !opener
            }
        }
    }

    /// A single letter before the dot.
    fn is_initial(&self, dot: usize, token: &str, letter: char, following: &str, opener: bool) -> bool {
        if letter.is_uppercase() {
            // `plan B. The`, but `A. The` is a list or a name.
            let begins = self.body[self.start..dot].trim_start().len() == token.len();
            return begins || !opener;
        }
        let before = self.body[self.start..dot - token.len()].trim_end();
        // `и т. д.` closes a list.
        if matches!(letter, 'д' | 'п') && before.ends_with("т.") {
            return false;
        }
        let numbered = before.ends_with(|c: char| c.is_ascii_digit());
        if is_lower(letter) && numbered {
            // `в 2024 г. Россия`, but `в 2024 г. В Баку`.
            return !opener && following.chars().count() > 3;
        }
        !is_lower(letter) || abbreviation::kind(token, self.lang.lang).is_some()
    }

    /// The word before `dot`, inner dots included: at most some 40 bytes.
    fn token(&self, dot: usize) -> &str {
        let mut from = dot.saturating_sub(40).max(self.start);
        while !self.body.is_char_boundary(from) {
            from += 1;
        }
        let head = &self.body[from..dot];
        let inside = |c: char| {
            c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '’' | '‘' | 'ʻ' | 'ʼ') || is_mark(c)
        };
        &head[head
            .rfind(|c| !inside(c))
            .map_or(0, |i| i + head[i..].chars().next().map_or(1, char::len_utf8))..]
    }

    /// Ends the sentence at `end`.
    fn cut(&mut self, end: usize, lined: bool) {
        let span = Span::new(self.start, end).trimmed(self.body);
        if !span.is_empty() {
            match self.out.last_mut() {
                // Stray marks on the line of a sentence belong to it.
                Some(last) if !self.worded && !self.lined => last.end = span.end,
                _ => self.out.push(span),
            }
        }
        self.start = end;
        self.worded = false;
        self.lined = lined;
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    /// Ends a sentence wherever it stands.
    Full,
    /// Ends one before white space.
    Spaced,
    /// A dot: ends one unless it belongs to its word.
    Weak,
}

fn terminator(c: char, lang: Conventions) -> Option<Strength> {
    Some(match c {
        '.' => Strength::Weak,
        '!' | '?' | '…' | '‽' | '⁇' | '⁈' | '⁉' | '\u{37e}' => Strength::Spaced,
        '。' | '！' | '？' | '｡' | '．' | '؟' | '۔' | '։' | '।' | '॥' | '።' | '፧' | '။' | '។' | '༎' => {
            Strength::Full
        }
        ';' if lang.semicolon_asks => Strength::Spaced,
        ':' if lang.colon_ends => Strength::Spaced,
        _ => return None,
    })
}

/// Marks that may stand between the end of a sentence and the space; marks of direction too.
fn is_closer(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(
            c,
            '"' | '\''
                | ')'
                | ']'
                | '}'
                | '»'
                | '«'
                | '”'
                | '’'
                | '“'
                | '›'
                | '‹'
                | '」'
                | '』'
                | '）'
                | '】'
                | '》'
                | '〉'
                | '＂'
                | '］'
                | '〕'
        )
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '('
            | '['
            | '{'
            | '«'
            | '»'
            | '“'
            | '”'
            | '„'
            | '‘'
            | '‚'
            | '‹'
            | '›'
            | '「'
            | '『'
            | '（'
            | '¿'
            | '¡'
    )
}

/// Marks with which a sentence can only go on.
fn is_continuing(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '،' | '؛' | '，' | '、' | '；' | '：')
}

/// Georgian letters count as small for Unicode, but their capitals are not used to begin sentences.
fn is_lower(c: char) -> bool {
    c.is_lowercase() && !('\u{10d0}'..='\u{10ff}').contains(&c)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '‒')
}

fn is_hiragana(c: char) -> bool {
    ('\u{3041}'..='\u{309f}').contains(&c)
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}')
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// What follows a terminator.
struct Ahead {
    /// White space comes first.
    spaced: bool,
    first: Option<char>,
    /// The first letter or digit, dashes and opening marks skipped.
    word: Option<char>,
    /// A line ends before it: the rules for lines decide.
    line: bool,
}

impl Ahead {
    fn of(rest: &str) -> Self {
        let body = rest.trim_start();
        let space = &rest[..rest.len() - body.len()];
        let skipped = |c: char| is_opener(c) || is_dash(c) || c == ' ' || c == '\u{a0}';
        // A few marks at most: the look ahead stays bounded.
        let word = body.chars().take(8).find(|&c| !skipped(c));
        Self {
            spaced: !space.is_empty(),
            first: body.chars().next(),
            word,
            line: space.contains(is_line_end),
        }
    }

    /// `“Why?” he asked`, `«Да!» — сказал он`: in lower case it is the same sentence.
    fn goes_on(&self) -> bool {
        let opened = self.first.is_some_and(is_opener) && !self.first.is_some_and(|c| matches!(c, '(' | '['));
        !self.line && !opened && self.word.is_some_and(is_lower)
            || self.line && self.first.is_some_and(is_lower)
    }
}

fn first_word(rest: &str) -> &str {
    let rest = clip(rest.trim_start_matches(|c: char| c.is_whitespace() || is_opener(c)), 60);
    rest.split(|c: char| !(c.is_alphanumeric() || is_mark(c) || matches!(c, '\'' | '’' | 'ʻ' | 'ʼ' | '‘')))
        .next()
        .unwrap_or_default()
}

/// At most `bytes` bytes from the front.
fn clip(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
#[path = "segment_tests.rs"]
mod tests;
