//! The roles of persons, as the network finds them beside the names.

use super::decode::Tags;
use super::units::{self, units};
use crate::encode::{EncodedSentence, ROLE_TAGS};
use crate::names::base;
use crate::text::Span;
use crate::types::{Label, Mention, RoleSpan};

/// Which person a role belongs to.
enum Owner {
    /// The next one: *mayor Ana Pop*.
    Next,
    /// The last one: *Ana Pop, the mayor*.
    Last,
}

/// Reads roles out of the scores of their tags.
pub struct RoleReader {
    /// None, the first and the other tokens of a role, whosever it is.
    tags: Tags<()>,
}

impl Default for RoleReader {
    fn default() -> Self {
        Self { tags: Tags::of(vec![None, Some((true, ())), Some((false, ()))]) }
    }
}

impl RoleReader {
    /// The roles in a sentence of `text`. `mentions` are the document's, in text order; a role belongs to one of
    /// those that lie in the sentence.
    pub fn roles(&self, text: &str, sentence: &EncodedSentence, mentions: &[Mention]) -> Vec<RoleSpan> {
        let (Some(first), Some(last)) = (sentence.tokens.first(), sentence.tokens.last()) else {
            return Vec::new();
        };
        let within = Span { start: first.span.start, end: last.span.end };
        let first = mentions.partition_point(|m| m.span.start < within.start);
        let own: Vec<(u32, &Mention)> =
            (first as u32..).zip(&mentions[first..]).take_while(|(_, m)| m.span.end <= within.end).collect();
        let persons: Vec<(u32, Span)> =
            own.iter().filter(|(_, m)| m.label == Label::Person).map(|(i, m)| (*i, m.span)).collect();
        if sentence.roles.is_empty() || persons.is_empty() {
            return Vec::new();
        }
        let spans: Vec<Span> = sentence.tokens.iter().map(|t| t.span).collect();
        let units = units(text, &spans);
        let rows: Vec<[f32; ROLE_TAGS]> = sentence.roles.chunks_exact(ROLE_TAGS).map(softmax).collect();
        let whosever: Vec<f32> =
            rows.iter().flat_map(|p| [p[0], p[1] + p[3], p[2] + p[4]]).map(|p| (p + TINY).ln()).collect();
        let scores = self.tags.unit_scores(&units, &whosever);
        let mut out: Vec<RoleSpan> = Vec::new();
        let mut add = |role: RoleSpan| match out.iter_mut().find(|known| known.mention == role.mention) {
            // Of two roles of one person, the one that is surer.
            Some(known) if known.score >= role.score => {}
            Some(known) => *known = role,
            None => out.push(role),
        };
        for ((), of) in self.tags.spans(&self.tags.best_path(&scores)) {
            let score = self.tags.confidence(&scores[of.clone()], ());
            let tokens = units[of.start].tokens.start..units[of.end - 1].tokens.end;
            let found = units::span(&units[of]);
            let next = persons.iter().find(|(_, p)| p.end > found.end);
            let last = persons.iter().rev().find(|(_, p)| p.start < found.start);
            let behind = last.map(|(_, p)| between(text, *p, found));
            let ahead = next.map(|(_, p)| between(text, found, *p));
            let person = match settled(behind, ahead).unwrap_or_else(|| owner(&rows[tokens])) {
                Owner::Next => next.or(last),
                Owner::Last => last.or(next),
            };
            let Some(&(mention, person)) = person else { continue };
            let span = owned(text, whole(found, person, &own), &own);
            let span = bare(text, closed(text, span));
            let noun = base::without_particle(span.of(text)).len();
            let span = Span { end: span.start + noun as u32, ..span };
            let other = |(i, p): &(u32, Span)| *i != mention && p.overlaps(span);
            // `Baku`, `the Caspian Ports Agency`: where somebody is from says nothing of an office.
            let named = |at: u32| own.iter().any(|(_, m)| m.span.start <= at && at < m.span.end);
            let said = span.of(text).char_indices();
            let mut letters = said.filter(|(_, c)| c.is_alphanumeric()).map(|(i, _)| span.start + i as u32);
            let only_names = letters.all(named);
            if score >= SURE && !only_names && !persons.iter().any(other) {
                add(RoleSpan { span, mention, score });
            }
        }
        out
    }
}

/// What was found, with the whole of the names that it cuts and without the person whose role it is.
fn whole(found: Span, person: Span, names: &[(u32, &Mention)]) -> Span {
    let cut = names.iter().filter(|(_, m)| m.label != Label::Person && m.span.overlaps(found));
    let mut span = cut.fold(found, |span, (_, m)| Span {
        start: span.start.min(m.span.start),
        end: span.end.max(m.span.end),
    });
    if span.start < person.start {
        span.end = span.end.min(person.start);
    } else if !person.contains(span) {
        span.start = span.start.max(person.end);
    }
    span
}

/// A role that was cut before what a name owns, with that: `chairs Azerbaijan` or `chairs Azerbaijan's` without
/// the Caspian Ports Agency.
fn owned(text: &str, role: Span, names: &[(u32, &Mention)]) -> Span {
    let owner = names
        .iter()
        .map(|(_, m)| m.span)
        .filter(|s| role.start < s.end && s.end <= role.end)
        .max_by_key(|s| s.end);
    let Some(owner) = owner else { return role };
    let rest = &text[owner.end as usize..];
    let Some(behind) = ["'s ", "’s "].iter().find_map(|mark| rest.strip_prefix(mark)) else { return role };
    let next = owner.end + (rest.len() - behind.len()) as u32;
    let what = names.iter().find(|(_, m)| m.span.start == next && m.label != Label::Person);
    what.filter(|_| role.end <= next).map_or(role, |(_, m)| Span { end: m.span.end, ..role })
}

fn between(text: &str, first: Span, second: Span) -> &str {
    text.get(first.end as usize..second.start as usize).unwrap_or_default()
}

/// Whose a role is by what stands between it and the persons on both sides, where that tells.
fn settled(behind: Option<&str>, ahead: Option<&str>) -> Option<Owner> {
    let (behind, ahead) = (behind?, ahead?);
    let joins = |gap: &str| AND.contains(&gap.trim_matches([',', '،', ' ']).to_lowercase().as_str());
    let beside = |gap: &str| !gap.is_empty() && gap.trim().is_empty();
    match (joins(behind) || beside(ahead) && !beside(behind), joins(ahead)) {
        // *Ana and mayor Ion*, *Ana met mayor Ion*.
        (true, false) => Some(Owner::Next),
        // *Ana, the mayor, and Ion*.
        (false, true) => Some(Owner::Last),
        _ => None,
    }
}

/// `and`, written as a word of its own.
const AND: [&str; 37] = [
    "and", "&", "и", "і", "й", "та", "ды", "ва", "және", "жана", "һәм", "və", "ve", "va", "we", "și", "şi",
    "et", "y", "e", "und", "en", "i", "a", "oraz", "in", "και", "és", "ja", "ir", "un", "და", "և", "và",
    "dan", "och", "og",
];

/// What is less probable is more often wrong than right.
const SURE: f32 = 0.6;

/// A probability that no other is below.
const TINY: f32 = 1e-6;

fn softmax(row: &[f32]) -> [f32; ROLE_TAGS] {
    let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut out = [0.0; ROLE_TAGS];
    out.iter_mut().zip(row).for_each(|(p, v)| *p = (v - highest).exp());
    let sum: f32 = out.iter().sum();
    out.map(|p| p / sum)
}

/// On which side its tokens, all in all, see the person.
fn owner(rows: &[[f32; ROLE_TAGS]]) -> Owner {
    let odds: f32 = rows.iter().map(|p| ((p[1] + p[2] + TINY) / (p[3] + p[4] + TINY)).ln()).sum();
    if odds >= 0.0 { Owner::Next } else { Owner::Last }
}

/// A stretch without the blanks, stops and single brackets or quotes at its ends.
fn bare(text: &str, span: Span) -> Span {
    const PAIRS: [(char, char); 8] =
        [('(', ')'), ('（', '）'), ('[', ']'), ('«', '»'), ('“', '”'), ('„', '“'), ('「', '」'), ('"', '"')];
    let mut span = span.trimmed(text);
    loop {
        let inner = span.of(text);
        let (Some(first), Some(last)) = (inner.chars().next(), inner.chars().next_back()) else {
            return span;
        };
        let closes_later =
            |open: char| PAIRS.iter().any(|(a, b)| *a == open && inner[open.len_utf8()..].contains(*b));
        let opened = |close: char| {
            let body = &inner[..inner.len() - close.len_utf8()];
            PAIRS.iter().any(|(a, b)| *b == close && body.contains(*a))
        };
        if !first.is_alphanumeric() && !closes_later(first) {
            span.start += first.len_utf8() as u32;
        } else if inner.starts_with("وال") {
            // *and the*, written as one word.
            span.start += first.len_utf8() as u32;
        } else if !last.is_alphanumeric() && !opened(last) && !is_abbreviation(inner) {
            span.end -= last.len_utf8() as u32;
        } else {
            return span;
        }
        span = span.trimmed(text);
    }
}

/// `head of the union (FNS`: with the bracket that closes right behind.
fn closed(text: &str, mut span: Span) -> Span {
    for (open, close) in [('(', ')'), ('（', '）'), ('«', '»'), ('“', '”'), ('„', '“')] {
        let inner = span.of(text);
        let left = inner.matches(open).count() > inner.matches(close).count();
        if left && text[span.end as usize..].starts_with(close) {
            span.end += close.len_utf8() as u32;
        }
    }
    // Straight quotes open and close alike.
    let open = !span.of(text).matches('"').count().is_multiple_of(2);
    if open && text[span.end as usize..].starts_with('"') {
        span.end += 1;
    }
    span
}

/// `prof.`
fn is_abbreviation(role: &str) -> bool {
    let word = role.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.strip_suffix('.').is_some_and(|w| (1..=5).contains(&w.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenize::Token;

    /// A sentence of words; `>` before a word says a role of the next person, `<` of the last one.
    fn roles(marked: &str, persons: &[&str], other: &[&str]) -> Vec<(String, String)> {
        let (mut text, mut tokens, mut scores) = (String::new(), Vec::new(), Vec::new());
        let mut before = 0;
        for word in marked.split(' ') {
            let (tag, word) = match word.split_at_checked(1) {
                Some((">", word)) => (1, word),
                Some(("<", word)) => (3, word),
                _ => (0, word),
            };
            if !text.is_empty() {
                text.push(' ');
            }
            let span = Span::new(text.len(), text.len() + word.len());
            text.push_str(word);
            tokens.push(Token { id: 0, span });
            let inside = tag > 0 && (before == tag || before == tag + 1);
            before = tag + usize::from(inside);
            scores.extend((0..ROLE_TAGS).map(|t| if t == before { 5.0 } else { 0.0 }));
        }
        let mention = |label: Label| {
            let text = &text;
            move |name: &&str| {
                let start = text.find(name).expect("a name of the sentence");
                Mention { span: Span::new(start, start + name.len()), label, score: 1.0 }
            }
        };
        let persons = persons.iter().map(mention(Label::Person));
        let mut mentions: Vec<Mention> =
            persons.chain(other.iter().map(mention(Label::Organisation))).collect();
        mentions.sort_by_key(|m| m.span);
        let sentence = EncodedSentence { tokens, roles: scores, ..EncodedSentence::default() };
        let found = RoleReader::default().roles(&text, &sentence, &mentions);
        let name = |mention: u32| mentions[mention as usize].span.of(&text).to_owned();
        found.into_iter().map(|r| (r.span.of(&text).to_owned(), name(r.mention))).collect()
    }

    fn one(role: &str, person: &str) -> Vec<(String, String)> {
        vec![(role.to_owned(), person.to_owned())]
    }

    #[test]
    fn a_role_goes_to_the_person_on_its_side() {
        let persons = ["Ana Pop", "Ion Radu"];
        assert_eq!(roles("Ana Pop met >mayor Ion Radu", &persons, &[]), one("mayor", "Ion Radu"));
        assert_eq!(roles("Ana Pop , <mayor , met Ion Radu", &persons, &[]), one("mayor", "Ana Pop"));
        // What stands between says more than a side: *Ana and mayor Ion*, *mayor Ion and Ana*.
        assert_eq!(roles("Ana Pop and <mayor , Ion Radu , met", &persons, &[]), one("mayor", "Ion Radu"));
        assert_eq!(roles("Ana Pop , >mayor , and Ion Radu met", &persons, &[]), one("mayor", "Ana Pop"));
        // Where nobody stands on that side, to the other.
        assert_eq!(roles("Ana Pop is >mayor .", &["Ana Pop"], &[]), one("mayor", "Ana Pop"));
        assert_eq!(roles("the >mayor spoke", &[], &[]), []);
    }

    #[test]
    fn a_role_keeps_names_whole_and_is_more_than_a_name() {
        let text = "Ana Pop , <head <of Baku Port , left";
        assert_eq!(roles(text, &["Ana Pop"], &["Baku Port"]), one("head of", "Ana Pop"));
        let text = "Ana Pop , <head <of <Baku Port , left";
        assert_eq!(roles(text, &["Ana Pop"], &["Baku Port"]), one("head of Baku Port", "Ana Pop"));
        assert_eq!(roles("Ana Pop of <Baku <Port left", &["Ana Pop"], &["Baku Port"]), []);
    }

    #[test]
    fn a_role_takes_what_its_last_name_owns() {
        let text = "Kerimli, who chairs Azerbaijan's Caspian Ports Agency, spoke";
        let mention = |name: &str, label| {
            let start = text.find(name).expect("a name");
            Mention { span: Span::new(start, start + name.len()), label, score: 1.0 }
        };
        let (land, body) =
            (mention("Azerbaijan", Label::Location), mention("Caspian Ports Agency", Label::Organisation));
        let names = [(1, &land), (2, &body)];
        let of = |role: &str| {
            let start = text.find(role).expect("a role");
            owned(text, Span::new(start, start + role.len()), &names).of(text)
        };
        assert_eq!(of("chairs Azerbaijan"), "chairs Azerbaijan's Caspian Ports Agency");
        assert_eq!(of("chairs Azerbaijan's"), "chairs Azerbaijan's Caspian Ports Agency");
        assert_eq!(of("who chairs"), "who chairs");
    }

    #[test]
    fn a_role_takes_the_bracket_or_quote_that_closes_behind_it() {
        for (text, cut, want) in [
            ("head of the union (FNS) said", "head of the union (FNS", "head of the union (FNS)"),
            ("director of \"Steel\" said", "director of \"Steel", "director of \"Steel\""),
            ("director of Steel\" said", "director of Steel", "director of Steel"),
        ] {
            assert_eq!(closed(text, Span::new(0, cut.len())).of(text), want);
        }
    }

    #[test]
    fn a_role_ends_without_stops_and_single_brackets() {
        for (cut, want) in [
            ("mayor ,", "mayor"),
            ("(mayor", "mayor"),
            ("head of the union (FNS)", "head of the union (FNS)"),
            ("prof.", "prof."),
            ("« Carpatgaz » director", "« Carpatgaz » director"),
        ] {
            assert_eq!(bare(cut, Span::new(0, cut.len())).of(cut), want);
        }
    }
}
