//! Whether a sentence gives two figures as the counts of two sides: *police spoke of 12,000, the organisers of
//! 40,000*. The words for sides and for counting are those of `dispute/*.txt`, written by hand; persons and bodies
//! that the sentence names are sides too.

use std::collections::BTreeSet;

use super::statement::{Statement, Story};
use crate::{
    facts::number::phrase::{self, Lexicons, Token, lexicon_files},
    text::Span,
    types::Label,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cue {
    /// Whose count it may be.
    Party,
    /// That a figure is somebody's count.
    Estimate,
}

const FILES: &[(&str, &str)] = lexicon_files!["dispute":
    "ar", "az", "be", "bg", "cs", "de", "el", "en", "es", "fa", "fr", "hr", "hu", "hy", "id", "it", "ja", "ka",
    "kk", "ko", "ky", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "tg", "tr", "uk", "uz", "vi", "zh",
];

fn cue(key: &str) -> Option<Cue> {
    match key {
        "party" => Some(Cue::Party),
        "estimate" => Some(Cue::Estimate),
        _ => None,
    }
}

static LEXICONS: Lexicons<Cue> = Lexicons::new("", FILES, cue);

/// Words between two figures of which the second side tells no verb: *police 12, the union 40 thousand*.
const ELLIPSIS: usize = 6;
/// Words between the second figure and the verb of both: *… 40 ezer résztvevőről beszél*.
const CLOSING: usize = 2;

/// A side, by how the sentence calls it.
struct Party {
    at: u32,
    name: String,
}

/// The heads of words, which cases and compounds leave as they are.
fn stems(words: &[Token]) -> String {
    const HEAD: usize = 5;
    words.iter().map(|t| t.key.trim_start_matches('و').chars().take(HEAD).collect::<String>()).collect()
}

/// Whether figures `x` and `y` of the sentence, in this order, are told to be the counts of two sides.
pub(super) fn has_two_sides(story: &Story, statement: &Statement, x: usize, y: usize) -> bool {
    let words = LEXICONS.of(statement.lang);
    let tokens = phrase::tokens(statement.text, statement.lang);
    let (x, y) = (statement.quantities[x].span, statement.quantities[y].span);
    let counted = |span: Span| x.overlaps(span) || y.overlaps(span);
    let mut estimates = Vec::new();
    let mut parties = named(story, statement);
    let mut told = 0;
    for (at, token) in tokens.iter().enumerate().filter(|(_, t)| !counted(t.span)) {
        // One phrase in another is one: *according to police estimates*.
        if at >= told
            && let Some(found) = words.at(&tokens, at, |c| *c == Cue::Estimate)
        {
            estimates.push(token.span.start);
            told = at + found.len;
        }
        if let Some(found) = words.at(&tokens, at, |c| *c == Cue::Party) {
            parties.push(Party { at: token.span.start, name: stems(&tokens[at..at + found.len]) });
        }
    }
    if estimates.is_empty() {
        return false;
    }
    let before = |at: u32| at < x.start;
    let between = |at: u32| x.end <= at && at < y.start;
    let after = |at: u32| y.end <= at;
    let counts = |place: &dyn Fn(u32) -> bool| estimates.iter().any(|&at| place(at));
    let sides = |first: &dyn Fn(u32) -> bool, second: &dyn Fn(u32) -> bool| {
        parties
            .iter()
            .filter(|p| first(p.at))
            .any(|p| parties.iter().filter(|q| second(q.at)).any(|q| p.name != q.name))
    };
    // Who counts stands before the figure, or after it: *40,000 according to the union, 12,000 to the police*.
    let both =
        estimates.len() > 1 && (counts(&before) || counts(&between)) && (counts(&between) || counts(&after));
    // The second side may go without a verb, if it is plain that the first is who counts.
    let words = |from: u32, to: u32| {
        let within = tokens.iter().filter(|t| (from..to).contains(&t.span.start));
        within.filter(|t| t.kind == phrase::Kind::Word).count()
    };
    let short = words(x.end, y.start) <= ELLIPSIS;
    let first: BTreeSet<&str> = parties.iter().filter(|p| before(p.at)).map(|p| p.name.as_str()).collect();
    let closing = estimates.iter().any(|&at| after(at) && words(y.end, at) <= CLOSING);
    let verb = counts(&before) || closing && !parties.iter().any(|p| after(p.at));
    let elliptic = short && first.len() == 1 && verb;
    sides(&before, &between) && (both || elliptic)
        || sides(&between, &after) && counts(&between) && (counts(&after) || short)
}

/// Persons and bodies that the sentence names.
fn named(story: &Story, statement: &Statement) -> Vec<Party> {
    let Some(document) = story.document(statement.doc) else { return Vec::new() };
    let mentions = statement.mentions.iter().filter_map(|&m| document.mentions.get(m));
    let sides = mentions.filter(|m| matches!(m.label, Label::Person | Label::Organisation));
    sides
        .filter(|m| statement.span.contains(m.span))
        .map(|m| Party {
            at: m.span.start - statement.span.start,
            name: m.span.of(document.document.text()).to_lowercase(),
        })
        .collect()
}
