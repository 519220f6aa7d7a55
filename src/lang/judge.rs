//! What a piece of text says of its language, by itself and with what is known around it.

use std::borrow::Cow;

use unicode_script::Script;

use super::features::Group;
use super::script::{Letters, group, only_language};
use super::second;
use super::table::{Evidence, Tables};
use crate::types::Lang;

/// Beliefs about the languages around a text: how much each is expected, from 0 to 1.
pub(super) type Beliefs = Vec<(Lang, f32)>;

/// What one piece of text says by itself.
#[derive(Clone, Debug)]
pub(super) struct Opinion {
    pub script: Script,
    /// Letters of all scripts.
    pub letters: u32,
    /// Share of the letters that are in `script`.
    share: f32,
    basis: Basis,
}

#[derive(Clone, Debug)]
enum Basis {
    /// Classes of a table with their probabilities.
    Table {
        group: Group,
        evidence: Box<Evidence>,
        chances: Vec<f32>,
        plain: bool,
    },
    /// The script alone says it.
    Script(Lang, f32),
    Nothing,
}

/// A language and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guess {
    pub lang: Lang,
    pub script: Script,
    /// Calibrated: of the guesses with 0.9, nine in ten are right. For `und` the probability that
    /// no known language is right.
    pub confidence: f32,
}

/// The second voice is heard where the table is less sure than this and there is enough text, and
/// only between two languages that it knows: of Bosnian it can say nothing but “Croatian”.
const SURE: f32 = 0.9;
const SECOND_LETTERS: u32 = 18;
/// Odds that whatlang's word adds at its full confidence; fitted on held-out sentences.
const SECOND_ODDS: f32 = 2.0;

impl Opinion {
    pub fn of(text: &str, tables: &Tables) -> Self {
        let text = &*without_addresses(text);
        let letters = Letters::of(text);
        let Some((script, main)) = letters.main() else {
            return Self { script: Script::Common, letters: 0, share: 0.0, basis: Basis::Nothing };
        };
        let basis = match group(script) {
            Some(group) => from_table(text, group, tables),
            None => from_script(text, script, main),
        };
        Self { script, letters: letters.all, share: main as f32 / letters.all as f32, basis }
    }

    pub fn group(&self) -> Option<Group> {
        match self.basis {
            Basis::Table { group, .. } => Some(group),
            _ => None,
        }
    }

    pub fn evidence(&self) -> Option<&Evidence> {
        match &self.basis {
            Basis::Table { evidence, .. } => Some(evidence),
            _ => None,
        }
    }

    /// Every language that the text may be in, with its probability; `und` stands for all unknown ones.
    pub fn chances(&self, tables: &Tables) -> Beliefs {
        match &self.basis {
            Basis::Table { group, chances, .. } => {
                tables.of(*group).langs.iter().copied().zip(chances.iter().copied()).collect()
            }
            Basis::Script(lang, confidence) => {
                let rival = rival(self).map(|r| (r, 1.0 - confidence));
                [Some((*lang, *confidence)), rival].into_iter().flatten().collect()
            }
            Basis::Nothing => Vec::new(),
        }
    }

    /// The guess when the languages of `beliefs` are expected and any other has a share of `rest`.
    pub fn guess(&self, beliefs: &[(Lang, f32)], rest: f32, tables: &Tables) -> Guess {
        let weight = |lang: Lang| {
            let belief: f32 = beliefs.iter().filter(|(l, _)| *l == lang).map(|(_, w)| w).sum();
            (belief + rest) / rest
        };
        let (lang, mut confidence) = match &self.basis {
            Basis::Nothing => (Lang::UND, 0.0),
            Basis::Script(lang, confidence) => script_guess(self, *lang, *confidence, &weight),
            Basis::Table { group, evidence, chances, plain } => {
                let langs = &tables.of(*group).langs;
                let weighed: Vec<f32> = langs.iter().zip(chances).map(|(&l, &p)| p * weight(l)).collect();
                let sum: f32 = weighed.iter().sum();
                let (best, top) =
                    weighed.iter().enumerate().fold((0, -1.0), |b, (i, &w)| if w > b.1 { (i, w) } else { b });
                let (mut lang, mut p) = (langs[best], top / sum);
                // Names and loan words: a word or two of letters that all languages have.
                let cap = match evidence.words {
                    1 if *plain => 0.5,
                    2 if *plain => 0.6,
                    _ => 0.995,
                };
                let expected = weight(lang) > 4.0;
                if !expected {
                    p = p.min(cap);
                }
                if evidence.ngrams == 0 || p < least(evidence.letters) {
                    (lang, p) = (Lang::UND, 1.0 - p);
                }
                (lang, p)
            }
        };
        if self.share < 0.8 {
            confidence *= self.share + 0.2;
        }
        Guess { lang, script: self.script, confidence: confidence.clamp(0.0, 0.995) }
    }
}

/// Below this probability the tool cannot tell.
fn least(letters: u32) -> f32 {
    if letters > 60 { 0.25 } else { 0.4 }
}

fn from_table(text: &str, group: Group, tables: &Tables) -> Basis {
    let table = tables.of(group);
    let mut evidence = Evidence::NONE;
    table.read(group, text, &mut evidence);
    let mut chances = table.probabilities(&evidence);
    let (first, second) = leaders(&chances);
    let known = |i: usize| second::knows(table.langs[i]);
    let torn = chances[first] < SURE && evidence.letters >= SECOND_LETTERS && known(first) && known(second);
    if torn
        && let Some((lang, confidence)) = second::voice(text)
        && let Some(at) = [first, second].into_iter().find(|&i| table.langs[i] == lang)
    {
        chances[at] *= 1.0 + SECOND_ODDS * confidence;
        let sum: f32 = chances.iter().sum();
        chances.iter_mut().for_each(|p| *p /= sum);
    }
    Basis::Table {
        group,
        evidence: Box::new(evidence),
        chances,
        plain: text.chars().all(|c| is_plain(c, group)),
    }
}

/// The places of the greatest and the second greatest.
fn leaders(chances: &[f32]) -> (usize, usize) {
    let (mut first, mut second) = (0, 1);
    for i in 1..chances.len() {
        if chances[i] > chances[first] {
            (first, second) = (i, first);
        } else if i != second && chances[i] > chances[second] {
            second = i;
        }
    }
    (first, second)
}

/// Letters that most languages of the script share.
fn is_plain(c: char, group: Group) -> bool {
    match group {
        Group::Latin => c.is_ascii() || !c.is_alphabetic(),
        Group::Cyrillic => {
            !c.is_alphabetic()
                || (('а'..='я').contains(&c.to_lowercase().next().unwrap_or(c))
                    && !matches!(c, 'ы' | 'э' | 'ъ' | 'щ'))
        }
        Group::Arabic => !c.is_alphabetic() || ('\u{621}'..='\u{64a}').contains(&c),
        Group::Devanagari => true,
    }
}

/// Scripts without a table: their one language, or what whatlang makes of it.
fn from_script(text: &str, script: Script, letters: u32) -> Basis {
    let length = match letters {
        0..=2 => 0.8,
        3..=5 => 0.93,
        _ => 0.99,
    };
    match only_language(script) {
        // A few Han characters may be Japanese.
        Some(lang) if script == Script::Han => Basis::Script(
            lang,
            match letters {
                0..=3 => 0.6,
                4..=9 => 0.85,
                _ => 0.97,
            },
        ),
        Some(lang) => Basis::Script(lang, length),
        None => match second::voice(text).filter(|_| is_heard(script)) {
            Some((lang, _)) => Basis::Script(lang, length.min(0.95)),
            None => Basis::Script(Lang::UND, 0.9),
        },
    }
}

/// Scripts for which whatlang's word is taken; it takes some that it lacks for others (Yi for Hangul).
fn is_heard(script: Script) -> bool {
    matches!(script, Script::Hebrew | Script::Bengali | Script::Ethiopic | Script::Myanmar)
}

/// What is expected may name another language of the script.
fn script_guess(
    opinion: &Opinion,
    lang: Lang,
    confidence: f32,
    weight: &impl Fn(Lang) -> f32,
) -> (Lang, f32) {
    match rival(opinion) {
        Some(rival) if weight(rival) > weight(lang) => (rival, 0.7),
        _ => (lang, confidence),
    }
}

/// The second language of a script: Japanese titles may be in Han alone.
fn rival(opinion: &Opinion) -> Option<Lang> {
    Some(Lang::new(match opinion.script {
        Script::Han if opinion.letters < 30 => "ja",
        Script::Hebrew => "yi",
        Script::Bengali => "as",
        Script::Ethiopic => "ti",
        _ => return None,
    }))
}

/// The text without web addresses, mail addresses and handles, whose letters are English at best.
fn without_addresses(text: &str) -> Cow<'_, str> {
    if !text.contains(['@', '/', '.']) || !text.split_whitespace().any(is_address) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().filter(|t| !is_address(t)).collect::<Vec<_>>().join(" "))
}

fn is_address(token: &str) -> bool {
    let token = token.trim_matches(|c: char| !c.is_alphanumeric() && c != '@');
    if token.contains("://") || token.starts_with("www.") || token.contains('@') {
        return true;
    }
    let host = token.split('/').next().unwrap_or_default();
    let Some((name, end)) = host.rsplit_once('.') else { return false };
    let simple = |s: &str| {
        !s.is_empty()
            && s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.'))
    };
    simple(name) && (2..=4).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_left_out() {
        assert_eq!(without_addresses("see https://example.org/a?b=c now"), "see now");
        assert_eq!(without_addresses("mail me@example.org or @baku_news, xeber.az!"), "mail or");
        assert_eq!(without_addresses("Hava 3.5 dərəcə. Son."), "Hava 3.5 dərəcə. Son.");
    }
}
