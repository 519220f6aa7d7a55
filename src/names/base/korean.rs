//! Korean particles, which are written together with the name.

use super::Candidate;
use crate::types::Label;

/// After a consonant, after a vowel, and how sure the reading is without evidence (9: not at all);
/// names of persons end as some of them do.
const PARTICLES: &[(&str, &str, u8)] = &[
    ("에서는", "에서는", 1),
    ("에서", "에서", 1),
    ("으로", "로", 2),
    ("에게", "에게", 1),
    ("까지", "까지", 1),
    ("부터", "부터", 1),
    ("을", "를", 2),
    ("은", "는", 3),
    ("과", "와", 3),
    ("이", "가", 4),
    ("의", "의", 3),
    ("에", "에", 3),
    ("도", "도", 9),
];

/// Forms without the particle at the end.
pub(super) fn candidates(surface: &str, label: Label) -> Vec<Candidate> {
    let mut out = Vec::new();
    for &(closed, open, sure) in PARTICLES {
        for particle in [closed, open] {
            let Some(stem) = stem(surface, (closed, open), particle) else { continue };
            let long = label != Label::Person || stem.chars().count() > 2;
            let sure = (sure < 9 && long).then_some(sure);
            out.push(Candidate { text: stem.to_owned(), sure });
            if closed == open {
                break;
            }
        }
    }
    out
}

/// Nouns of profession that end as a particle does.
const OWN: &[&str] = &["화가", "정치가", "투자가", "연주가", "어린이"];

/// A common noun without the particle that is written with it: `서장은` gives `서장`.
pub fn without_particle(noun: &str) -> &str {
    if OWN.iter().any(|own| noun.ends_with(own)) {
        return noun;
    }
    let pairs = [("은", "는"), ("을", "를"), ("이", "가"), ("과", "와"), ("에게", "에게"), ("께서", "께서")];
    let stems =
        pairs.into_iter().flat_map(|pair| [pair.0, pair.1].map(|particle| stem(noun, pair, particle)));
    stems.flatten().next().unwrap_or(noun)
}

/// What stands before `particle`, one of a pair for closed and open syllables, if it may stand there.
fn stem<'s>(surface: &'s str, (closed, open): (&str, &str), particle: &str) -> Option<&'s str> {
    let stem = surface.strip_suffix(particle)?;
    let closes = stem.chars().last().and_then(closes)?;
    // `서울로`: ㄹ counts as a vowel before `로`.
    let meets = match (closed == open, particle == open) {
        (true, _) => true,
        (_, true) => closes == Close::Open || particle == "로" && closes == Close::Liquid,
        (_, false) => closes != Close::Open && !(particle == "으로" && closes == Close::Liquid),
    };
    (meets && stem.chars().count() >= 2).then_some(stem)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Close {
    Open,
    Liquid,
    Closed,
}

/// How a syllable ends; `None` for another sign.
fn closes(syllable: char) -> Option<Close> {
    let at = (syllable as u32).checked_sub(0xac00).filter(|at| *at < 11_172)?;
    Some(match at % 28 {
        0 => Close::Open,
        8 => Close::Liquid,
        _ => Close::Closed,
    })
}

#[cfg(test)]
mod tests {
    use super::without_particle;

    #[test]
    fn particles_follow_the_sound_before_them() {
        for (noun, want) in [
            ("소방서 서장은", "소방서 서장"),
            ("총장이", "총장"),
            ("대표가", "대표"),
            ("교수는", "교수"),
            ("전문가", "전문가"),
            ("화가", "화가"),
            ("전문의", "전문의"),
            ("기자", "기자"),
        ] {
            assert_eq!(without_particle(noun), want, "{noun}");
        }
    }
}
