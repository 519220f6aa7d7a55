//! A text cut into numbers, words and signs.

use crate::text::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits of any script, up to eight of them; longer numbers are [`Kind::Long`].
    Number(u32),
    Long,
    Word,
    Sign(char),
    /// An empty line, over which no date goes.
    Break,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub span: Span,
}

impl Token {
    pub fn digits(self, text: &str) -> usize {
        self.span.of(text).chars().count()
    }
}

/// The value of a decimal digit of the scripts that news is written in.
pub(super) fn digit(c: char) -> Option<u32> {
    const ZEROS: [char; 5] = ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{ff10}'];
    ZEROS.iter().find_map(|&zero| (c as u32).checked_sub(zero as u32).filter(|&d| d < 10))
}

fn in_word(c: char) -> bool {
    // Marks of Indic and Arabic scripts belong to their word; `is_alphabetic` leaves some of them out.
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{93c}' | '\u{94d}' | '\u{640}'..='\u{652}')
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut newlines = 0;
    let mut chars = text.char_indices().peekable();
    while let Some(&(start, c)) = chars.peek() {
        let mut end = start;
        let mut take = |belongs: &dyn Fn(char) -> bool| {
            while let Some((at, c)) = chars.next_if(|&(_, c)| belongs(c)) {
                end = at + c.len_utf8();
            }
            end
        };
        let kind = if digit(c).is_some() {
            let end = take(&|c| digit(c).is_some());
            let run = &text[start..end];
            match run.chars().count() {
                1..=8 => Kind::Number(run.chars().filter_map(digit).fold(0, |n, d| n * 10 + d)),
                _ => Kind::Long,
            }
        } else if in_word(c) {
            take(&in_word);
            Kind::Word
        } else if c.is_whitespace() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{200b}' | '\u{feff}') {
            chars.next();
            newlines += u32::from(c == '\n');
            if newlines == 2 {
                tokens.push(Token { kind: Kind::Break, span: Span::new(start, start) });
            }
            continue;
        } else {
            chars.next();
            end = start + c.len_utf8();
            Kind::Sign(c)
        };
        newlines = 0;
        tokens.push(Token { kind, span: Span::new(start, end) });
    }
    tokens
}
