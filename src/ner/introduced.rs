//! Names that an acronym behind them shows to begin earlier: `the Steppe Television and [Radio Group] (STRG)`.

use crate::{
    text::Span,
    types::{Label, Mention},
};

/// Words that a name may begin before where it was found.
const REACH: usize = 5;
/// Letters of the longest small word (`and`, `of`, `для`) that has no letter in an acronym.
const SMALL: usize = 3;

/// Lengthens organisations of a sentence to the left where only then their initials are the acronym that
/// stands in brackets after them; what was found as an organisation right before may be the first half.
/// `text` is the document's, `start` where the sentence begins.
pub fn complete(text: &str, start: u32, mentions: &mut Vec<Mention>) {
    let mut i = 0;
    while i < mentions.len() {
        let span = mentions[i].span;
        let before = i.checked_sub(1).map(|before| &mentions[before]);
        let half = before.filter(|b| {
            let between = Span { start: b.span.end, end: span.start };
            b.label == Label::Organisation && between.of(text).trim().is_empty()
        });
        let half = half.map(|half| half.span.start);
        let floor = half.or(before.map(|b| b.span.end)).unwrap_or(start);
        if mentions[i].label == Label::Organisation
            && let Some(acronym) = acronym_after(text, span.end)
            && let Some(begin) = beginning(text, floor, span, acronym)
            && half.is_none_or(|half| half == begin)
        {
            mentions[i].span.start = begin;
            if half.is_some() {
                mentions.remove(i - 1);
                continue;
            }
        }
        i += 1;
    }
}

/// `STRG` where the text goes on with ` (STRG)`.
fn acronym_after(text: &str, at: u32) -> Option<&str> {
    let rest = text[at as usize..].strip_prefix(" (")?;
    let (inside, _) = rest.split_once(')')?;
    let letters = inside.chars().count();
    let fits = (2..=10).contains(&letters) && inside.chars().all(|c| c.is_alphabetic() && c.is_uppercase());
    fits.then_some(inside)
}

/// Where the name begins whose initials are `acronym`; `None` where it begins so already or never does.
fn beginning(text: &str, floor: u32, span: Span, acronym: &str) -> Option<u32> {
    let spells = |words: &[&str]| {
        let initials = words.iter().filter(|w| !is_small(w)).filter_map(|w| w.chars().next());
        initials.flat_map(char::to_uppercase).eq(acronym.chars())
    };
    let name: Vec<&str> = words(span.of(text)).collect();
    if spells(&name) {
        return None;
    }
    let before = &text[floor as usize..span.start as usize];
    let mut words_before: Vec<&str> = Vec::new();
    for word in before.rsplit(char::is_whitespace).filter(|w| !w.is_empty()).take(REACH) {
        // Only plain words, without a stop or a comma between them.
        if !word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’')) {
            return None;
        }
        words_before.insert(0, word);
        let begins_name = word.chars().next().is_some_and(char::is_uppercase);
        let whole: Vec<&str> =
            words_before.iter().flat_map(|w| words(w)).chain(name.iter().copied()).collect();
        if begins_name && spells(&whole) {
            let offset = word.as_ptr() as usize - text.as_ptr() as usize;
            return Some(offset as u32);
        }
        if !begins_name && !is_small(word) {
            return None;
        }
    }
    None
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c.is_whitespace() || c == '-').filter(|w| !w.is_empty())
}

fn is_small(word: &str) -> bool {
    word.chars().all(char::is_lowercase) && word.chars().count() <= SMALL
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(text: &str, found: &[&str]) -> Vec<String> {
        let mut mentions: Vec<Mention> = found
            .iter()
            .map(|name| {
                let start = text.find(name).expect("a name");
                let span = Span::new(start, start + name.len());
                let label = if *name == "Kazakhstan" { Label::Location } else { Label::Organisation };
                Mention { span, label, score: 0.9 }
            })
            .collect();
        complete(text, 0, &mut mentions);
        mentions.iter().map(|m| m.span.of(text).to_owned()).collect()
    }

    #[test]
    fn an_acronym_tells_where_its_name_begins() {
        let text = "The head of the Steppe Television and Radio Group (STRG) spoke";
        assert_eq!(completed(text, &["Radio Group"]), ["Steppe Television and Radio Group"]);
        let halves = ["Steppe Television and", "Radio Group"];
        assert_eq!(completed(text, &halves), ["Steppe Television and Radio Group"]);
        assert_eq!(completed(text, &["Television and", "Radio Group"]), ["Television and", "Radio Group"]);
        let text = "сказали в Министерстве сельского хозяйства (МСХ) вчера";
        assert_eq!(completed(text, &["хозяйства"]), ["хозяйства"], "a word in lower case has a letter too");
    }

    #[test]
    fn a_name_that_its_acronym_does_not_need_longer_stays() {
        for (text, name) in [
            ("The Steppe Radio Group (SRG) spoke", "Steppe Radio Group"),
            ("Yesterday, Radio Group (YRG) spoke", "Radio Group"),
            ("The State Radio Group (Astana) spoke", "Radio Group"),
            ("He said State Radio Group (HSRG) spoke", "State Radio Group"),
        ] {
            assert_eq!(completed(text, &[name]), [name], "{text}");
        }
    }

    #[test]
    fn another_name_before_it_is_not_eaten() {
        let text = "Kazakhstan Radio Group (KRG) spoke";
        assert_eq!(completed(text, &["Kazakhstan", "Radio Group"]), ["Kazakhstan", "Radio Group"]);
    }
}
