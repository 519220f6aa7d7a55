//! The office of a person, as a text gives it next to the name.
//!
//! `VNA Director General Vu Viet Trang`, `Vugar Aliyev, Chairman of the Board of AZERTAC,`,
//! `министр энергетики Азербайджана Эльчин Рагимов`, `XLA-nın İdarə Heyətinin sədri Vüsal Kərimli`,
//! `船长萨利姆·哈尔西`. A role is a stretch of the document: an office noun of the lexicon with what
//! belongs to its phrase. It ends at the clause; where it is not clear to whom it belongs, there is
//! none.

use super::mention::{Forms, Item};
use super::office::{self, Kind, Order};
use super::token::{Sort, Token, open_of, tokens, wraps_item};
use crate::names;
use crate::text::Span;
use crate::types::{Annotated, Label, Lang};

/// Tokens of a role at most.
const LONGEST: usize = 16;

/// A role that a text gives to one mention of a person.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Office {
    pub span: Span,
    pub kind: Kind,
    /// The country whose office it is, where the role says it.
    pub territory: Option<&'static str>,
    /// Items of the organisations in the role.
    pub organisations: Vec<usize>,
}

/// The roles of the persons among `items`, by item.
pub(super) fn offices(document: &Annotated, items: &[Item], forms: &Forms) -> Vec<(usize, Office)> {
    let mut found: Vec<(usize, Office)> = Vec::new();
    let persons: Vec<usize> = (0..items.len()).filter(|&i| items[i].label == Label::Person).collect();
    for &person in &persons {
        let phrase = Phrase::new(document, items, person);
        let free = |span: &Span| !found.iter().any(|(_, o)| o.span.overlaps(*span));
        let left = phrase.before().filter(|(span, _)| free(span));
        let role = match left {
            Some(role) => Some(role),
            None => phrase.after().filter(|(span, _)| free(span)),
        };
        if let Some((span, kind)) = role {
            let inside = |i: &usize| span.contains(items[*i].span);
            let organisations: Vec<usize> =
                (0..items.len()).filter(inside).filter(|&i| items[i].label == Label::Organisation).collect();
            let place = (0..items.len()).filter(inside).find_map(|i| forms[items[i].form].territory);
            let territory = place.or_else(|| demonym(span.of(document.document.text())));
            found.push((person, Office { span, kind, territory, organisations }));
        }
    }
    found
}

/// The country that an adjective of the role names: `Kazakhstani President`.
fn demonym(role: &str) -> Option<&'static str> {
    role.split_whitespace().find_map(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        names::place::adjective_of(word).map(|t| t.code)
    })
}

/// The sentence around a person's name.
struct Phrase<'d> {
    text: &'d str,
    items: &'d [Item],
    lang: Lang,
    order: Order,
    name: Span,
    sentence: Span,
    before: Vec<Token>,
    after: Vec<Token>,
}

impl<'d> Phrase<'d> {
    fn new(document: &'d Annotated, items: &'d [Item], person: usize) -> Self {
        let (text, name) = (document.document.text(), items[person].span);
        let sentence = match document.sentence_at(name.start) {
            Some(s) => document.sentences[s].span,
            None => line_of(text, name),
        };
        let lang = items[person].lang;
        let (start, end) = (sentence.start.min(name.start), sentence.end.max(name.end));
        Self {
            text,
            items,
            lang,
            order: office::order(lang),
            name,
            sentence: Span { start, end },
            before: tokens(text, Span { start, end: name.start }, items, person),
            after: tokens(text, Span { start: name.end, end }, items, person),
        }
    }

    /// The role that stands right before the name, with or without a comma.
    fn before(&self) -> Option<(Span, Kind)> {
        if self.order == Order::Unspaced {
            return self.unspaced_before();
        }
        let tokens = &self.before;
        let mut end = tokens.len();
        while end > 0 && is_honorific(&tokens[end - 1]) {
            end -= 1;
        }
        let comma = end > 0 && tokens[end - 1].sort == Sort::Comma;
        end -= usize::from(comma);
        if comma && self.order == Order::NounLast {
            return None;
        }
        let (mut first, noun_end, kind) = self.noun_before(tokens, end, comma)?;
        if noun_end < end {
            // `Deputy Chairman of the Board of Directors of X`: the outermost noun is the office.
            while let Some((outer, _)) = self.outer_noun(tokens, first) {
                first = outer;
            }
        }
        let first = self.modifiers_before(tokens, first);
        self.role(&tokens[first..end], kind)
    }

    /// The office noun nearest to the end of `tokens[..end]`: its first token, the token after it,
    /// its kind. Between it and the end stands only what may belong to its phrase.
    fn noun_before(&self, tokens: &[Token], end: usize, comma: bool) -> Option<(usize, usize, Kind)> {
        let (mut at, mut plain) = (end, 0);
        while at > 0 && end - at <= LONGEST {
            let token = &tokens[at - 1];
            match token.sort {
                Sort::Close => {
                    at = open_of(tokens, at - 1)?;
                    continue;
                }
                Sort::Quote if wraps_item(tokens, at - 1) => {
                    at -= 1;
                    continue;
                }
                Sort::Word => {}
                _ => return None,
            }
            if let Some((n, kind)) = self.noun_ending(tokens, at) {
                let linked = at == end || self.may_follow_noun(&tokens[at]);
                return linked.then_some((at - n, at, kind));
            }
            if self.order == Order::NounLast {
                return None;
            }
            let adjacent = at == end && !comma;
            if !self.may_complement(token, adjacent, &mut plain) {
                return None;
            }
            at -= 1;
        }
        None
    }

    /// An office noun of whose complement the one at `first` is part: `head of the …`.
    fn outer_noun(&self, tokens: &[Token], first: usize) -> Option<(usize, Kind)> {
        let (mut at, mut plain) = (first, 0);
        while at > 0 && first - at <= 5 {
            let token = &tokens[at - 1];
            if token.sort != Sort::Word {
                return None;
            }
            if let Some((n, kind)) = self.noun_ending(tokens, at) {
                return (at < first && self.may_follow_noun(&tokens[at])).then_some((at - n, kind));
            }
            if office::is_and(&token.lower) || !self.may_complement(token, false, &mut plain) {
                return None;
            }
            at -= 1;
        }
        None
    }

    /// The office noun that ends right before token `end`, not inside a name.
    fn noun_ending(&self, tokens: &[Token], end: usize) -> Option<(usize, Kind)> {
        let from = tokens[..end].iter().rposition(|t| t.sort != Sort::Word).map_or(0, |i| i + 1);
        let from = from.max(end.saturating_sub(4));
        let words: Vec<&str> = tokens[from..end].iter().map(|t| t.lower.as_str()).collect();
        let (n, kind) = office::ending_with(&words, self.lang)?;
        tokens[end - n..end].iter().all(|t| t.item.is_none()).then_some((n, kind))
    }

    fn label(&self, token: &Token) -> Option<Label> {
        token.item.map(|i| self.items[i].label)
    }

    /// Whether a word may come right after an office noun inside its phrase.
    fn may_follow_noun(&self, token: &Token) -> bool {
        match token.sort {
            Sort::Open => return true,
            Sort::Quote => return true,
            Sort::Word => {}
            _ => return false,
        }
        let named = token.item.is_some() || token.capital || office::is_modifier(&token.lower, self.lang);
        match (self.order, self.lang.as_str()) {
            (Order::Both, _) => office::is_link(&token.lower, self.lang) && !office::is_and(&token.lower),
            (_, "fr" | "es" | "it" | "pt" | "ca") => named || office::is_link(&token.lower, self.lang),
            (_, "ro") => {
                let genitive = ["lui", "ei", "lor", "ii"].iter().any(|e| token.lower.ends_with(e));
                named || genitive || office::is_link(&token.lower, self.lang)
            }
            _ => !office::is_and(&token.lower),
        }
    }

    /// Whether a word may stand in the complement of an office noun. `adjacent`: right before the
    /// name, without a comma.
    fn may_complement(&self, token: &Token, adjacent: bool, plain: &mut usize) -> bool {
        if self.label(token) == Some(Label::Person) || office::is_stop(&token.lower, self.lang) {
            return false;
        }
        if token.item.is_some() {
            return true;
        }
        if token.lower.chars().any(|c| c.is_ascii_digit()) || is_verb_like(&token.lower, self.lang) {
            return false;
        }
        if office::is_link(&token.lower, self.lang) || office::is_and(&token.lower) {
            return !adjacent;
        }
        if token.capital || office::is_modifier(&token.lower, self.lang) {
            return true;
        }
        *plain += 1;
        *plain <= 4 && !(adjacent && self.order == Order::Both)
    }

    /// Extends a role to the left over rank, institution and country.
    fn modifiers_before(&self, tokens: &[Token], noun: usize) -> usize {
        let mut first = noun;
        while first > 0 {
            let token = &tokens[first - 1];
            let next = match token.sort {
                Sort::Close => match open_of(tokens, first - 1) {
                    Some(open) if open > 0 && tokens[open - 1].item.is_some() => open,
                    _ => break,
                },
                Sort::Quote if wraps_item(tokens, first - 1) => first - 1,
                Sort::Word if self.may_precede_noun(tokens, first - 1) => match token.item {
                    Some(item) => {
                        let start = tokens.iter().position(|t| t.item == Some(item)).unwrap_or(first - 1);
                        // `In Baku President X` says where, not of what.
                        if self.tells_where(tokens, start, item) {
                            break;
                        }
                        start
                    }
                    None => first - 1,
                },
                _ => break,
            };
            first = next;
        }
        // What joins or opens the phrase is not part of it.
        while first < noun {
            let token = &tokens[first];
            let loose = token.sort != Sort::Word && !(token.sort == Sort::Quote && wraps_item(tokens, first));
            let linking = token.item.is_none()
                && (office::is_link(&token.lower, self.lang) || office::is_and(&token.lower));
            if !(loose || linking) {
                break;
            }
            first += 1;
        }
        first
    }

    fn tells_where(&self, tokens: &[Token], start: usize, item: usize) -> bool {
        if self.items[item].label != Label::Location {
            return false;
        }
        let own = self.items[item].span.of(self.text).to_lowercase();
        match self.order {
            Order::Both => {
                start > 0
                    && matches!(tokens[start - 1].lower.as_str(), "in" | "at" | "from" | "near" | "to")
                    && !own.ends_with("'s")
                    && !own.ends_with("’s")
            }
            Order::NounLast => [
                "da", "də", "de", "ta", "tə", "te", "да", "де", "та", "те", "ga", "gə", "ya", "yə", "ye",
                "dan", "dən", "den", "дан", "ден",
            ]
            .iter()
            .any(|e| {
                tokens
                    .iter()
                    .rev()
                    .find(|t| t.item == Some(item))
                    .is_some_and(|t| t.lower.ends_with(e) && t.lower.len() > e.len() + 3)
            }),
            _ => false,
        }
    }

    fn may_precede_noun(&self, tokens: &[Token], at: usize) -> bool {
        let token = &tokens[at];
        if self.label(token) == Some(Label::Person) || office::is_stop(&token.lower, self.lang) {
            return false;
        }
        let modifier = office::is_modifier(&token.lower, self.lang);
        if self.order == Order::NounFirst {
            let adjective = names::place::adjective_of(&token.lower).is_some();
            return modifier && !office::is_and(&token.lower) || adjective;
        }
        if token.item.is_some() || modifier {
            return true;
        }
        if token.lower.chars().any(|c| c.is_ascii_digit()) {
            return false;
        }
        let initial = at == 0 || matches!(tokens[at - 1].sort, Sort::Hard | Sort::Quote | Sort::Open);
        let genitive = match self.order {
            Order::NounLast => is_turkic_genitive(&token.lower),
            _ => token.lower.ends_with("'s") || token.lower.ends_with("’s"),
        };
        genitive || (token.capital && !initial && !office::is_link(&token.lower, self.lang))
    }

    /// The role that follows the name after a comma, or directly where the language does that.
    fn after(&self) -> Option<(Span, Kind)> {
        match (self.order, self.lang.as_str()) {
            (Order::Unspaced, _) => return self.unspaced_after(),
            (_, "hu" | "ko") => return self.postposed(),
            _ => {}
        }
        let tokens = &self.after;
        if tokens.first()?.sort != Sort::Comma {
            return None;
        }
        let mut start = 1;
        while tokens.get(start).is_some_and(|t| is_article(&t.lower)) {
            start += 1;
        }
        // The noun, behind its modifiers.
        let (mut at, kind) = (start..tokens.len().min(start + 9)).find_map(|at| {
            let within = self.noun_ending(&tokens[start..], at + 1 - start);
            within.map(|(_, kind)| (at + 1, kind))
        })?;
        let lead = &tokens[start..at];
        let fits = |t: &Token| {
            t.sort == Sort::Word
                && self.label(t) != Some(Label::Person)
                && !office::is_stop(&t.lower, self.lang)
                && !is_verb_like(&t.lower, self.lang)
                || (t.sort != Sort::Comma && t.sort != Sort::Hard)
        };
        if !lead.iter().all(fits) {
            return None;
        }
        let plain = lead.iter().filter(|t| t.item.is_none() && !t.capital && t.sort == Sort::Word);
        let plain =
            plain.filter(|t| !office::is_modifier(&t.lower, self.lang) && !is_turkic_genitive(&t.lower));
        let allowed = if self.order == Order::NounFirst { 2 } else { 3 };
        if plain.count() > allowed {
            return None;
        }
        // A longer noun may end later: `chief executive officer` is found at `chief`.
        while at < tokens.len() && self.noun_ending(&tokens[start..], at + 1 - start).is_some() {
            at += 1;
        }
        let end = self.complement_end(tokens, at);
        let closed = match tokens.get(end) {
            None => true,
            Some(t) if t.sort == Sort::Comma => !self.list_of_persons(tokens, end),
            Some(t) if t.sort == Sort::Word => {
                office::is_stop(&t.lower, self.lang) && self.label(t).is_none()
                    || office::is_and(&t.lower) && self.opens_apposition(tokens, end + 1)
            }
            Some(t) => t.sort == Sort::Hard || t.sort == Sort::Close,
        };
        if !closed {
            return None;
        }
        self.role(&tokens[start..end], kind)
    }

    /// Whether the comma at `comma` stands between a role and the person whose role it is: the role
    /// then has no owner before it only if that person has one of its own.
    fn list_of_persons(&self, tokens: &[Token], comma: usize) -> bool {
        let next = tokens.get(comma + 1);
        next.is_some_and(|t| self.label(t) == Some(Label::Person)) && self.before().is_some()
    }

    /// The end of an office noun's complement that begins at `at`.
    fn complement_end(&self, tokens: &[Token], mut at: usize) -> usize {
        if self.order == Order::NounLast || !tokens.get(at).is_some_and(|t| self.may_follow_noun(t)) {
            return at;
        }
        let mut plain = 0;
        while at < tokens.len() {
            let token = &tokens[at];
            match token.sort {
                Sort::Open => match tokens[at..].iter().take(8).position(|t| t.sort == Sort::Close) {
                    Some(n) => at += n + 1,
                    None => break,
                },
                Sort::Quote if wraps_item(tokens, at) => at += 1,
                Sort::Word if self.label(token) == Some(Label::Person) => break,
                Sort::Word if office::is_and(&token.lower) => {
                    // A second part of the office, or the next thing in a list?
                    let next = tokens.get(at + 1);
                    let part = next.is_some_and(|t| {
                        t.sort == Sort::Word
                            && self.label(t) != Some(Label::Person)
                            && (t.capital || office::is_modifier(&t.lower, self.lang))
                    }) && !self.opens_apposition(tokens, at + 1);
                    if !part {
                        break;
                    }
                    at += 1;
                }
                Sort::Word if self.may_complement(token, false, &mut plain) => at += 1,
                _ => break,
            }
        }
        at
    }

    /// Whether a name begins at `at` that an office of its own follows: `…, Chair of the Board, and
    /// Ana Pop, Director of …`. The tagger may have taken it for something else than a person.
    fn opens_apposition(&self, tokens: &[Token], at: usize) -> bool {
        let name = tokens[at..].iter().take_while(|t| t.sort == Sort::Word && t.capital).count();
        let comma = at + name;
        if !(2..=4).contains(&name) || tokens.get(comma).is_none_or(|t| t.sort != Sort::Comma) {
            return false;
        }
        let rest = &tokens[comma + 1..];
        let clause = rest.iter().take(8).take_while(|t| t.sort == Sort::Word).count();
        (1..=clause).any(|end| self.noun_ending(rest, end).is_some())
    }

    /// `Orbán Viktor miniszterelnök`, `윤석열 대통령`.
    fn postposed(&self) -> Option<(Span, Kind)> {
        let words: Vec<&Token> =
            self.after.iter().take(3).take_while(|t| t.sort == Sort::Word && t.item.is_none()).collect();
        for (n, token) in words.iter().enumerate() {
            let whole = office::ending_with(&[&token.lower], self.lang);
            let kind = match whole {
                Some((_, kind)) => Some((token.span.end, kind)),
                // Particles stick to Korean nouns.
                None if self.lang.as_str() == "ko" => office::prefix_of(&token.lower, self.lang)
                    .map(|(bytes, kind)| (token.span.start + bytes as u32, kind)),
                None => None,
            };
            if let Some((end, kind)) = kind {
                return Some((Span { start: words[0].span.start, end }, kind)).filter(|_| n < 3);
            }
        }
        None
    }

    fn unspaced_before(&self) -> Option<(Span, Kind)> {
        let start = self.sentence.start as usize;
        let run = &self.text[start..self.name.start as usize];
        let (bytes, kind) = office::suffix_of(run, self.lang)?;
        let noun = self.name.start - bytes as u32;
        let (mut at, mut kept, mut loose) = (noun, noun, 0);
        loop {
            let left = &self.text[self.sentence.start as usize..at as usize];
            if let Some(item) = self.items.iter().find(|i| i.span.end == at && i.label != Label::Person) {
                (at, kept, loose) = (item.span.start, item.span.start, 0);
                continue;
            }
            let ends_here = left.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            if ends_here {
                kept = at;
                break;
            }
            let c = left.chars().next_back().unwrap_or(' ');
            let person = self.items.iter().any(|i| i.label == Label::Person && i.span.end == at);
            if loose == 6 || person || PARTICLES.contains(c) {
                break;
            }
            loose += 1;
            at -= c.len_utf8() as u32;
        }
        // Unknown signs that lead to neither a name nor a stop belong to the clause before.
        Some((Span { start: kept, end: self.name.start }, kind))
    }

    fn unspaced_after(&self) -> Option<(Span, Kind)> {
        let run = &self.text[self.name.end as usize..self.sentence.end as usize];
        let (bytes, kind) = office::prefix_of(run, self.lang)?;
        Some((Span { start: self.name.end, end: self.name.end + bytes as u32 }, kind))
    }

    fn role(&self, tokens: &[Token], kind: Kind) -> Option<(Span, Kind)> {
        let (first, last) = (tokens.first()?, tokens.last()?);
        if tokens.len() > LONGEST + 8 {
            return None;
        }
        let span = Span { start: first.span.start, end: last.span.end };
        Some((span, kind))
    }
}

/// Signs that end a noun phrase in Chinese and Japanese.
const PARTICLES: &str =
    "的了是在说与和由将对向为把被从到其及并该等时称到叫让是也都又就而且はがをにのでともやへ";

fn is_article(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "le"
            | "la"
            | "les"
            | "un"
            | "une"
            | "el"
            | "il"
            | "lo"
            | "o"
            | "os"
            | "der"
            | "die"
            | "das"
            | "de"
            | "het"
            | "l"
            | "ο"
            | "η"
    )
}

fn is_honorific(token: &Token) -> bool {
    token.sort == Sort::Word && token.item.is_none() && office::is_honorific(&token.lower)
}

/// A past tense or a participle by its ending; nouns that look alike are rare next to a name, and a
/// role less does no harm.
fn is_verb_like(word: &str, lang: Lang) -> bool {
    let long = word.chars().count() >= 5;
    let ends = |list: &[&str]| long && list.iter().any(|e| word.ends_with(e));
    match lang.as_str() {
        "en" => ends(&["ed"]) && word != "united",
        "ru" => {
            ends(&[
                "ил", "ила", "или", "ал", "ала", "али", "лся", "лась", "лись", "ует", "яет", "ают", "ило",
                "ало",
            ]) && !["финал", "филиал", "журнал", "канал", "отдел", "начал", "школ"]
                .iter()
                .any(|n| word.starts_with(n))
        }
        "uk" => ends(&["ив", "ила", "или", "ав", "ала", "али", "вся", "лася", "лися"]),
        _ => false,
    }
}

/// Whether a word carries a Turkic genitive: `Heyətinin`, `министрлігінің`, `vazirligining`.
fn is_turkic_genitive(word: &str) -> bool {
    const ENDS: &[&str] = &[
        "nin", "nın", "nun", "nün", "ının", "inin", "ning", "ның", "нің", "дың", "дің", "тың", "тің", "нын",
        "нун", "нүн", "nyñ", "nıñ", "ın", "in", "ün", "un",
    ];
    word.chars().count() >= 5 && ENDS.iter().any(|e| word.ends_with(e))
}

fn line_of(text: &str, at: Span) -> Span {
    let start = text[..at.start as usize].rfind('\n').map_or(0, |i| i + 1);
    let end = text[at.end as usize..].find('\n').map_or(text.len(), |i| at.end as usize + i);
    Span::new(start, end)
}
