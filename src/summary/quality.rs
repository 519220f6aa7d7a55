//! Whether a sentence can stand alone in a summary.

use unicode_script::{Script, UnicodeScript};

use super::{
    lexicon::{self, Cue},
    statement::{Statement, Story},
};
use crate::{
    facts::number::phrase::{self, Kind, Token},
    text::Span,
    types::{Annotated, Label},
};

/// Why a sentence cannot stand alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    TooShort,
    TooLong,
    /// A heading, a signature, a caption: it does not end as sentences do.
    NoEnd,
    /// A question.
    Question,
    /// Quotation marks or brackets without their partners.
    Unbalanced,
    /// The rest of a range that was taken for two sentences: `-16… -21°`.
    Fragment,
    /// It begins with a word that points to the sentence before.
    Dangling,
    /// It quotes somebody whom it only calls *he* or *she*.
    NamelessSpeaker,
    Boilerplate,
    /// Tables, addresses, lists of codes.
    FewLetters,
}

/// Sentences longer than this are seldom what a summary wants, in characters of alphabets.
const LONG: usize = 420;
/// Up to this length a cue of the page's own matter counts wherever it stands.
const CAPTION: usize = 90;

/// A name in quotation marks has at most so many words, where they are not parted so many characters.
const NAME_WORDS: usize = 4;
const NAME_CHARS: usize = 12;

/// What is wrong with the sentence, if anything.
pub(super) fn flaw(statement: &Statement, annotated: &Annotated) -> Option<Flaw> {
    let text = statement.text;
    let tokens = phrase::tokens(text, statement.lang);
    let words = tokens.iter().filter(|t| t.kind == Kind::Word).count();
    let chars = text.chars().count();
    let dense = text.chars().any(|c| c.script() == Script::Han);
    let (least, most) = if dense { (10, LONG / 2) } else { (25, LONG) };
    if chars < least || words < 4 {
        return Some(Flaw::TooShort);
    }
    if chars > most {
        return Some(Flaw::TooLong);
    }
    // Spaces say nothing: the words of Vietnamese are short. A sentence of rates and prices is half figures.
    let seen = text.chars().filter(|c| !c.is_whitespace()).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters * 2 < seen {
        return Some(Flaw::FewLetters);
    }
    match last_mark(text) {
        Some('?' | '？' | '؟') => return Some(Flaw::Question),
        Some('.' | '!' | '。' | '！' | '۔' | '…' | '।' | '։') => {}
        _ => return Some(Flaw::NoEnd),
    }
    if !balanced(text) {
        return Some(Flaw::Unbalanced);
    }
    if is_split_off(statement, annotated) {
        return Some(Flaw::Fragment);
    }
    let cues = lexicon::of(statement.lang);
    let is_caption = |at: usize| chars <= CAPTION || at == 0;
    if (0..tokens.len())
        .any(|at| is_caption(at) && cues.at(&tokens, at, |c| *c == Cue::Boilerplate).is_some())
    {
        return Some(Flaw::Boilerplate);
    }
    if dangles(&tokens, text, statement) {
        return Some(Flaw::Dangling);
    }
    let quotes = text.chars().any(|c| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「'));
    let named = statement.mentions.iter().any(|&m| annotated.mentions[m].label == Label::Person);
    let by_pronoun = || (0..tokens.len()).any(|at| cues.at(&tokens, at, |c| *c == Cue::Speaker).is_some());
    if !named && (quotes && by_pronoun() || begins_with_quote(text)) {
        return Some(Flaw::NamelessSpeaker);
    }
    None
}

/// Either half of a range of figures parted at its `…`.
fn is_split_off(statement: &Statement, annotated: &Annotated) -> bool {
    let text = annotated.document.text();
    let is_figure = |c: char| c.is_ascii_digit();
    let before = text[..statement.span.start as usize].trim_end_matches(['-', '–', '−', '+', ' ']);
    let after = text[statement.span.end as usize..].trim_start_matches(['-', '–', '−', '+', ' ']);
    let cut_before = before.ends_with(['…', '.']) && statement.text.starts_with(is_figure) && {
        let unit = statement.text.trim_start_matches(is_figure);
        before.ends_with('…') || unit.starts_with(['°', '%'])
    };
    let body = statement.text.trim_end_matches(['…', '.']);
    cut_before || statement.text.ends_with('…') && body.ends_with(is_figure) && after.starts_with(is_figure)
}

/// Whether the sentence has no word of its own beside persons, their offices and an *and*.
pub(super) fn is_caption(story: &Story, statement: &Statement) -> bool {
    let Some(annotated) = story.document(statement.doc) else { return false };
    let mut named: Vec<Span> = Vec::new();
    let mut persons = 0;
    for &m in &statement.mentions {
        named.push(annotated.mentions[m].span);
        let Some(entity) = story.entity_of(statement.doc, m).and_then(|e| story.entity(e)) else { continue };
        persons += usize::from(entity.label == Label::Person);
        named.extend(entity.roles.iter().filter(|r| r.doc == statement.doc).map(|r| r.span));
    }
    if persons == 0 {
        return false;
    }
    let tokens = phrase::tokens(statement.text, statement.lang);
    let cues = lexicon::of(statement.lang);
    let is_own = |at: usize| {
        let start = tokens[at].span.start + statement.span.start;
        tokens[at].kind != Kind::Mark
            && !named.iter().any(|span| span.start <= start && start < span.end)
            && cues.at(&tokens, at, |c| *c == Cue::Joint).is_none()
    };
    !(0..tokens.len()).any(is_own)
}

fn dangles(tokens: &[Token], text: &str, statement: &Statement) -> bool {
    let cues = lexicon::of(statement.lang);
    let Some(head) = tokens.iter().position(|t| t.kind == Kind::Word) else { return true };
    // `- she said`, `…and then`; not `14 ships …`, nor in scripts whose running text has one case.
    let word = tokens[head].span.of(text);
    let counted = tokens[..head].iter().any(|t| t.kind == Kind::Numeral);
    let is_lower = |c: char| c.is_lowercase() && c.script() != Script::Georgian;
    if !counted && word.starts_with(is_lower) && !word.chars().any(char::is_uppercase) {
        return true;
    }
    if cues.at(tokens, head, |c| *c == Cue::Opener).is_some() {
        return true;
    }
    let Some(pronoun) = cues.at(tokens, head, |c| *c == Cue::Pronoun) else { return false };
    let next = tokens.get(head + pronoun.len);
    !next.is_some_and(|t| t.kind == Kind::Word && t.span.of(text).starts_with(char::is_uppercase))
}

/// The sentence begins with what somebody says. A short quotation with which the sentence simply goes on is
/// a name or a catchword: `“Odlar” festivalı …`.
fn begins_with_quote(text: &str) -> bool {
    const CLOSING: [char; 7] = ['"', '”', '“', '»', '」', '』', '’'];
    let Some(opened) = text.strip_prefix(['"', '“', '„', '«', '「', '『']) else { return false };
    let Some((quoted, rest)) = opened.split_once(CLOSING) else { return true };
    let goes_on = rest.trim_start().starts_with(|c: char| c.is_alphanumeric());
    let ends = quoted.ends_with([',', '.', '!', '?', '…', '،', '。', '，', '！', '？']);
    let dense =
        quoted.chars().any(|c| matches!(c.script(), Script::Han | Script::Hiragana | Script::Katakana));
    let long =
        if dense { quoted.chars().count() > NAME_CHARS } else { quoted.split(' ').count() > NAME_WORDS };
    !goes_on || ends || long
}

/// The last character before closing quotes and brackets.
fn last_mark(text: &str) -> Option<char> {
    text.trim_end_matches(['"', '”', '“', '»', '’', '\'', ')', '」', '』', ']', ' ']).chars().next_back()
}

/// Every quotation mark and bracket has its partner.
pub(super) fn balanced(text: &str) -> bool {
    let count = |c: char| text.chars().filter(|x| *x == c).count();
    let curly_pairs = count('„') + count('“') + count('”');
    // A mark that is typed twice is one.
    let straight = text.replace("\"\"", "\"").matches('"').count();
    straight.is_multiple_of(2)
        && count('«') == count('»')
        && curly_pairs % 2 == 0
        && count('(') == count(')')
        && count('（') == count('）')
        && count('「') == count('」')
        && count('《') == count('》')
        && count('[') == count(']')
}
