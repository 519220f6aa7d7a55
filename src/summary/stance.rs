//! What sources tell differently in words: the cause, whether a vote was unanimous, whether talks were direct.
//!
//! A closed list of matters, each with sides that exclude one another, and the words for them by language in
//! `stance/*.txt`, written by hand. A report takes a side if it asserts that one and no other of its matter;
//! one that names several tells of the dispute and is cited for each. What a clause denies is not asserted.
//! Two sides are told as a difference only where sentences of both are about the same.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    align::similarity,
    eras::{self, Pace},
    statement::{Statement, Story},
};
use crate::{
    facts::number::phrase::{self, Kind, Lexicons, Token, lexicon_files},
    types::{Conflict, ConflictKind, ConflictValue, EntityIndex, Label, Lang},
};

/// A question on which sources can take sides.
struct Matter {
    about: &'static str,
    sides: &'static [&'static str],
    pace: Pace,
    /// How near in meaning sentences of two sides must be.
    near: f32,
    /// Whether the two must also name the same, other than a country.
    named: bool,
}

const MATTERS: &[Matter] = &[
    Matter {
        about: "cause",
        sides: &[
            "short circuit",
            "gas leak",
            "arson",
            "careless smoking",
            "lightning",
            "driver fell asleep",
            "tyre burst",
            "brake failure",
            "speeding",
            "drunk driving",
            "overloading",
            "human error",
            "engine failure",
            "technical fault",
            "fog",
            "bomb",
            "cyberattack",
        ],
        pace: Pace::Settled,
        near: 0.25,
        named: false,
    },
    Matter {
        about: "legal force",
        sides: &["binding", "non-binding"],
        pace: Pace::Settled,
        near: 0.35,
        named: false,
    },
    Matter {
        about: "vote",
        sides: &["unanimous", "close vote"],
        pace: Pace::Settled,
        near: 0.3,
        named: false,
    },
    Matter {
        about: "form of the talks",
        sides: &["direct talks", "indirect talks"],
        pace: Pace::Settled,
        near: 0.35,
        named: false,
    },
    Matter {
        about: "kind of visit",
        sides: &["state visit", "official visit", "working visit"],
        pace: Pace::Settled,
        near: 0.4,
        named: true,
    },
    Matter {
        about: "departure",
        sides: &["resigned", "dismissed"],
        pace: Pace::Settled,
        near: 0.45,
        named: true,
    },
    Matter {
        about: "whether it takes place",
        sides: &["cancelled", "postponed"],
        pace: Pace::Changing,
        near: 0.45,
        named: true,
    },
];

/// Sides of the first matter that say the same in general and in particular: one includes the others.
const INCLUDED: &[(&str, &[&str])] = &[
    ("technical fault", &["short circuit", "tyre burst", "brake failure", "engine failure"]),
    (
        "human error",
        &["driver fell asleep", "drunk driving", "speeding", "overloading", "careless smoking", "gas leak"],
    ),
    ("speeding", &["drunk driving"]),
];

/// A side, by the numbers of its matter and of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Side(usize, usize);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cue {
    Side(Side),
    /// What its clause says is denied.
    Not,
}

const FILES: &[(&str, &str)] = lexicon_files!["stance":
    "ar", "az", "be", "bg", "cs", "de", "el", "en", "es", "fa", "fr", "hu", "id", "it", "ja", "ka", "kk",
    "ko", "ky", "nl", "pl", "pt", "ro", "ru", "sr", "tr", "uk", "uz", "vi", "zh",
];

static LEXICONS: Lexicons<Cue> = Lexicons::new("", FILES, cue);

fn cue(key: &str) -> Option<Cue> {
    if key == "not" {
        return Some(Cue::Not);
    }
    MATTERS.iter().enumerate().find_map(|(m, matter)| {
        let side = matter.sides.iter().position(|side| *side == key)?;
        Some(Cue::Side(Side(m, side)))
    })
}

impl Side {
    fn name(self) -> &'static str {
        MATTERS[self.0].sides[self.1]
    }

    /// Both can be true at once.
    fn agrees(self, other: Side) -> bool {
        let includes = |a: Side, b: Side| {
            INCLUDED.iter().any(|(general, of)| *general == a.name() && of.contains(&b.name()))
        };
        self == other || includes(self, other) || includes(other, self)
    }
}

/// The sides that a text asserts.
fn asserted(text: &str, lang: Lang) -> BTreeSet<Side> {
    let tokens = phrase::tokens(text, lang);
    let cues = LEXICONS.of(lang);
    let mut out = BTreeSet::new();
    let (mut clause, mut denied) = (BTreeSet::new(), false);
    let mut at = 0;
    while at < tokens.len() {
        if ends_clause(&tokens[at]) {
            if !denied {
                out.append(&mut clause);
            }
            (clause, denied) = (BTreeSet::new(), false);
        }
        match cues.at(&tokens, at, |cue| matches!(cue, Cue::Side(_))) {
            Some(found) => {
                if let Cue::Side(side) = *found.value {
                    clause.insert(side);
                }
                at += found.len;
            }
            None => {
                denied |= cues.at(&tokens, at, |cue| *cue == Cue::Not).is_some();
                at += 1;
            }
        }
    }
    if !denied {
        out.append(&mut clause);
    }
    out
}

fn ends_clause(token: &Token) -> bool {
    token.kind == Kind::Mark
        && matches!(token.key.as_str(), "," | ";" | ":" | "—" | "–" | "،" | "؛" | "，" | "；" | "、")
}

/// The sentences that assert a side, by side.
type Said = BTreeMap<Side, Vec<usize>>;

/// The matters on which sources of `story` take different sides.
pub(super) fn differing(story: &Story) -> Vec<Conflict> {
    let mut by_doc: BTreeMap<usize, Said> = BTreeMap::new();
    for (index, statement) in story.statements.iter().enumerate() {
        for side in asserted(statement.text, statement.lang) {
            by_doc.entry(statement.rank).or_default().entry(side).or_default().push(index);
        }
    }
    (0..MATTERS.len()).filter_map(|matter| conflict(story, matter, &by_doc)).collect()
}

fn conflict(story: &Story, number: usize, by_doc: &BTreeMap<usize, Said>) -> Option<Conflict> {
    let matter = &MATTERS[number];
    let sides = |said: &Said| -> Vec<Side> { said.keys().copied().filter(|s| s.0 == number).collect() };
    // Who takes a side, with the sentences that say it.
    let mut taken: Said = BTreeMap::new();
    for said in by_doc.values() {
        if let [side] = sides(said).as_slice() {
            let body = said[side].iter().copied().filter(|&i| !story.statements[i].in_title);
            taken.entry(*side).or_default().extend(body);
        }
    }
    let apart = |a: Side, b: Side| {
        !a.agrees(b)
            && taken[&a].iter().any(|&i| taken[&b].iter().any(|&j| is_same_matter(story, matter, i, j)))
    };
    let differing: Vec<Side> =
        taken.keys().copied().filter(|a| taken.keys().any(|b| apart(*a, *b))).collect();
    if differing.len() < 2 {
        return None;
    }
    let mut values: Vec<(Side, Vec<usize>)> = differing.iter().map(|s| (*s, taken[s].clone())).collect();
    let first =
        |of: &[usize]| of.iter().filter_map(|&i| story.published(&story.statements[i])?.timestamp).min();
    values.sort_by_key(|(side, of)| (first(of), *side));
    let kind = match values.as_slice() {
        [(_, old), (_, new)] if eras::replaces(story, old, new, matter.pace) => ConflictKind::Updates,
        _ => ConflictKind::Contradicts,
    };
    let value = |(side, of): &(Side, Vec<usize>)| {
        // Reports that tell of both sides are witnesses of each.
        let both = by_doc.values().filter(|said| sides(said).len() > 1);
        let mut all: Vec<usize> = of.clone();
        all.extend(both.filter_map(|said| said.get(side)).flatten());
        all.sort_unstable();
        all.dedup();
        let cites = all.into_iter().map(|i| story.statements[i].cite()).collect();
        ConflictValue { value: side.name().to_owned(), cites }
    };
    Some(Conflict { about: matter.about.to_owned(), kind, values: values.iter().map(value).collect() })
}

/// Whether two sentences of different voices can be about the same.
fn is_same_matter(story: &Story, matter: &Matter, a: usize, b: usize) -> bool {
    let (a, b) = (&story.statements[a], &story.statements[b]);
    let voices = story.origins[a.rank] != story.origins[b.rank];
    let named = || share_a_name(story, a, b);
    voices && (!matter.named || named()) && (a.vector.is_empty() || similarity(a, b) >= matter.near)
}

/// Whether a name stands in both sentences that is no country's.
fn share_a_name(story: &Story, a: &Statement, b: &Statement) -> bool {
    let told = |e: &EntityIndex| {
        story.entity(*e).is_some_and(|e| e.label != Label::Location || e.territory.is_none())
    };
    a.entities.intersection(&b.entities).any(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_file_means_something() {
        for (lang, file) in FILES {
            for line in file.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
                assert!(line.split_once(':').and_then(|(key, _)| cue(key)).is_some(), "{lang}: {line}");
            }
        }
    }

    #[test]
    fn a_side_is_asserted_where_its_clause_does_not_deny_it() {
        for (lang, text, want) in [
            ("en", "Police suspect that the driver, Ivan Petrov, fell asleep.", &["driver fell asleep"][..]),
            ("en", "Investigators ruled out arson; a short circuit was to blame.", &["short circuit"]),
            ("en", "The text is not legally binding.", &["non-binding"]),
            (
                "az",
                "Ekspertiza təkərin partladığını göstərir; sürücü yuxuladığını inkar edir.",
                &["tyre burst"],
            ),
            ("ru", "Причиной пожара стало короткое замыкание.", &["short circuit"]),
            ("tr", "Bakan, metnin bağlayıcı olmadığını vurguladı.", &["non-binding"]),
            ("ar", "وقع الوزيران اتفاقًا ملزمًا.", &["binding"]),
            ("zh", "事故原因是货车爆胎。", &["tyre burst"]),
            ("vi", "Nguyên nhân ban đầu được xác định là do chập điện.", &["short circuit"]),
            ("de", "Ein technischer Defekt löste den Brand aus.", &["technical fault"]),
            ("kk", "Жүргізуші рөлде ұйықтап кеткен.", &["driver fell asleep"]),
            ("ka", "მძღოლს საჭესთან ჩაეძინა.", &["driver fell asleep"]),
        ] {
            let told: Vec<&str> = asserted(text, Lang::new(lang)).into_iter().map(Side::name).collect();
            assert_eq!(told, want, "{lang}: {text}");
        }
    }
}
