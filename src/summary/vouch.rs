//! Whether another report bears out a sentence of the summary: who follows a citation must find there all that
//! the sentence says.

use std::collections::BTreeSet;

use super::{align::similarity, matter::STEM, statement::Statement};
use crate::{
    facts::{date::DateMention, number::Quantity},
    text::is_unspaced,
};

/// In one language, the share of a sentence's words that the other has too. Two sentences of one meaning that
/// were written apart share about half, near ones of other meaning a quarter.
const WORDS: f32 = 0.4;
/// The same of a copy.
const COPY: f32 = 0.9;
/// How near in meaning a translation is in which a third of the names may go unrecognised.
const TRANSLATION: f32 = 0.65;

/// `other` says the same as `statement` by its meaning. It also has to have its figures, days and names, and
/// in one language most of its words.
pub(super) fn vouches(other: &Statement, statement: &Statement) -> bool {
    let missing = statement.entities.difference(&other.entities).count();
    let told = if statement.lang == other.lang {
        let shared = words_shared(statement.text, other.text);
        missing == 0 && shared >= WORDS || shared >= COPY
    } else {
        missing == 0 || missing * 3 <= statement.entities.len() && similarity(statement, other) >= TRANSLATION
    };
    told && statement.quantities.iter().all(|q| has_figure(other, q))
        && statement.dates.iter().all(|d| has_day(other, d))
}

fn has_figure(other: &Statement, figure: &Quantity) -> bool {
    // Small numbers that count nothing are words (`one of them`).
    if figure.unit.is_none() && figure.digits < 2 {
        return true;
    }
    let of_one = |p: &Quantity| p.unit == figure.unit || p.unit.is_none() || figure.unit.is_none();
    other.quantities.iter().any(|p| of_one(p) && p.agrees(figure))
}

/// The day itself, or one within the days, the month or the year that are named.
fn has_day(other: &Statement, day: &DateMention) -> bool {
    let within =
        |d: &DateMention| match (d.from.civil().zip(d.to.civil()), day.from.civil().zip(day.to.civil())) {
            (Some((from, to)), Some((first, last))) => first <= from && to <= last,
            (Some(_), None) => day.from == day.to && day.from.covers(d.from) && day.to.covers(d.to),
            (None, _) => false,
        };
    other.dates.iter().any(|d| (d.from, d.to) == (day.from, day.to) || within(d))
}

/// The share of the words of `text` that `other` has.
fn words_shared(text: &str, other: &str) -> f32 {
    let (own, theirs) = (words(text), words(other));
    own.intersection(&theirs).count() as f32 / own.len().max(1) as f32
}

/// The stems of a text's words; of scripts without spaces, their letters two by two.
fn words(text: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
        if letters.iter().any(|&c| is_unspaced(c)) {
            out.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else if letters.len() > 2 {
            out.insert(letters.into_iter().take(STEM).collect());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_of_one_meaning_share_half_of_their_words() {
        let fire = "Das Feuer brach am Dienstag in einer Lagerhalle am Hafen aus";
        let same = "Am Dienstag ist in einer Lagerhalle des Hafens ein Feuer ausgebrochen";
        let other = "Am Dienstag wurde die Lagerhalle von Ermittlern untersucht";
        assert!(words_shared(fire, same) >= WORDS);
        assert!(words_shared(other, fire) < WORDS + 0.1);
        assert!(words_shared("埃及亚历山大首条地铁通车", "亚历山大首条地铁26日通车") >= WORDS);
        assert!(words_shared("埃及亚历山大首条地铁通车", "首批160名司机已完成培训") < WORDS);
    }
}
