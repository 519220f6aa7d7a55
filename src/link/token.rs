//! Words and signs around a name.

use super::mention::Item;
use crate::text::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Word,
    Comma,
    Open,
    Close,
    Quote,
    Hard,
}

pub(super) struct Token {
    pub span: Span,
    pub sort: Sort,
    pub lower: String,
    pub capital: bool,
    /// The item that the token lies in, the person in question aside.
    pub item: Option<usize>,
}

/// Whether the quotation mark at `at` stands next to a name: `“Carpatgaz” şirkətinin`.
pub(super) fn wraps_item(tokens: &[Token], at: usize) -> bool {
    let named = |t: Option<&Token>| t.is_some_and(|t| t.item.is_some());
    named(at.checked_sub(1).and_then(|i| tokens.get(i))) || named(tokens.get(at + 1))
}

/// The bracket that the one at `close` ends, if both stand close together.
pub(super) fn open_of(tokens: &[Token], close: usize) -> Option<usize> {
    (close.saturating_sub(8)..close).rev().find(|&i| tokens[i].sort == Sort::Open)
}

/// Words and signs of a stretch of text.
pub(super) fn tokens(text: &str, within: Span, items: &[Item], person: usize) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut open: Option<usize> = None;
    let base = within.start as usize;
    let body = within.of(text);
    let mut push = |start: usize, end: usize, sort: Sort| {
        let span = Span::new(base + start, base + end);
        let word = &body[start..end];
        let item = items.iter().enumerate().position(|(i, it)| i != person && it.span.overlaps(span));
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        out.push(Token { span, sort, lower: word.to_lowercase(), capital, item });
    };
    for (i, c) in body.char_indices() {
        let next = body[i + c.len_utf8()..].chars().next();
        // Inside a word: letters, digits, marks, and an apostrophe, hyphen or joiner between letters.
        let inner = open.is_some()
            && matches!(c, '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | '-' | '\u{200c}')
            && next.is_some_and(char::is_alphanumeric);
        let word = c.is_alphanumeric() || inner || is_mark(c);
        match (word, open) {
            (true, None) => open = Some(i),
            (false, Some(start)) => {
                push(start, i, Sort::Word);
                open = None;
            }
            _ => {}
        }
        if !word && !c.is_whitespace() {
            let sort = match c {
                ',' | '،' | '，' | '、' => Sort::Comma,
                '(' | '（' | '[' => Sort::Open,
                ')' | '）' | ']' => Sort::Close,
                '"' | '“' | '”' | '„' | '«' | '»' | '\'' | '’' | '‘' => Sort::Quote,
                // `A. B. Smith`: an initial's dot ends nothing.
                '.' if i > 0 && body[..i].chars().next_back().is_some_and(char::is_uppercase) => continue,
                _ => Sort::Hard,
            };
            push(i, i + c.len_utf8(), sort);
        } else if c == '\n' {
            push(i, i + 1, Sort::Hard);
        }
    }
    if let Some(start) = open {
        push(start, body.len(), Sort::Word);
    }
    out
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}
