//! What the user has decided, from a plain text file: one decision a line.
//!
//! ```text
//! # comment
//! same Vugar Alyev | Вугар Алиев | Vüqar Əliyev
//! different Rauf Quliyev | Rauf Guliyev
//! canonical Vugar Aliyev = Vugar Alyev
//! same-event port-az-1 | port-vi-1
//! split flood-en-1 | iza-en-1
//! ```
//!
//! The first three are about names, each side of `|` or `=` one name; names are compared in full, apart
//! from case and punctuation. The last two are about documents, by their ids as they stand in the records.
//! [`crate::link`] applies the first, [`crate::cluster`] the others.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::exact;

/// Decisions in the order of their lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions(Vec<Decision>);

/// One line of a file of decisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// 1-based.
    pub line: u64,
    pub what: What,
}

/// What a decision says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// All these names mean one.
    Same(Vec<String>),
    /// No two of these names mean one.
    Different(Vec<String>),
    /// Who is called `of` has `name` as canonical name.
    Canonical { name: String, of: String },
    /// All these documents report one event.
    SameEvent(Vec<String>),
    /// No two of these documents report one event.
    Split(Vec<String>),
}

impl What {
    /// Whether it is about documents and their events, not about names.
    pub fn is_of_events(&self) -> bool {
        matches!(self, What::SameEvent(_) | What::Split(_))
    }
}

impl std::fmt::Display for What {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            What::Same(names) => write!(f, "same {}", names.join(" | ")),
            What::Different(names) => write!(f, "different {}", names.join(" | ")),
            What::Canonical { name, of } => write!(f, "canonical {name} = {of}"),
            What::SameEvent(docs) => write!(f, "same-event {}", docs.join(" | ")),
            What::Split(docs) => write!(f, "split {}", docs.join(" | ")),
        }
    }
}

/// A line that is no decision.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct DecisionError {
    pub line: u64,
    pub message: String,
}

/// A decision after a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub decision: Decision,
    /// Why nothing came of it; `None` where it holds.
    pub unused: Option<String>,
}

impl Decisions {
    /// Reads a file's text. Empty lines and lines that begin with `#` are skipped.
    ///
    /// # Errors
    /// The first line that is no decision, with its number and what it should look like; also one that says
    /// the opposite of an earlier line, or of what several of them say together.
    pub fn parse(text: &str) -> Result<Decisions, DecisionError> {
        let mut list = Vec::new();
        let (mut names, mut documents) = (Names::default(), Documents::default());
        for (line, row) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
            let row = row.trim();
            if row.is_empty() || row.starts_with('#') {
                continue;
            }
            let what = decision(row).map_err(|message| DecisionError { line, message })?;
            if let Some(at) = names.opposed(&what, line).or_else(|| documents.opposed(&what, line)) {
                let message = format!("`{what}` says the opposite of line {at}; keep one of them");
                return Err(DecisionError { line, message });
            }
            list.push(Decision { line, what });
        }
        Ok(Decisions(list))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Decision> {
        self.0.iter()
    }
}

fn decision(row: &str) -> Result<What, String> {
    let (verb, rest) = row.split_once(char::is_whitespace).unwrap_or((row, ""));
    let list = |what: &str, key: fn(&str) -> String| -> Result<Vec<String>, String> {
        let list: Vec<String> = rest.split('|').map(|n| n.trim().to_owned()).collect();
        if list.len() < 2 || list.iter().any(|n| key(n).is_empty()) {
            return Err(format!("`{verb}` takes two {what}s or more: `{verb} A | B`"));
        }
        let distinct: BTreeSet<String> = list.iter().map(|n| key(n)).collect();
        if distinct.len() < list.len() {
            return Err(format!("`{row}` names one {what} twice"));
        }
        Ok(list)
    };
    let names = || list("name", exact);
    let documents = || list("document", str::to_owned);
    match verb {
        "same" => Ok(What::Same(names()?)),
        "different" => Ok(What::Different(names()?)),
        "same-event" => Ok(What::SameEvent(documents()?)),
        "split" => Ok(What::Split(documents()?)),
        "canonical" => match rest.split_once('=').map(|(a, b)| (a.trim(), b.trim())) {
            Some((name, of)) if !exact(name).is_empty() && !exact(of).is_empty() => {
                Ok(What::Canonical { name: name.to_owned(), of: of.to_owned() })
            }
            _ => {
                Err("`canonical` takes the name to use and a name in the texts: `canonical A = B`".to_owned())
            }
        },
        _ => Err(format!(
            "`{verb}` is no decision; a line begins with `same`, `different`, `canonical`, `same-event`, `split` or `#`"
        )),
    }
}

/// All pairs of a list of names, by their exact keys.
pub(crate) fn pairs_of(names: &[String]) -> Vec<(String, String)> {
    let keys: Vec<String> = names.iter().map(|n| exact(n)).collect();
    let mut out = Vec::new();
    for (i, a) in keys.iter().enumerate() {
        out.extend(keys[i + 1..].iter().map(|b| (a.clone(), b.clone())));
    }
    out
}

/// What was said of pairs of names, and in which line first. A name may have several bearers, so that two
/// pairs say nothing of a third.
#[derive(Default)]
struct Names(BTreeMap<(String, String), (bool, u64)>);

impl Names {
    /// The line that says the opposite.
    fn opposed(&mut self, what: &What, line: u64) -> Option<u64> {
        let (What::Same(names) | What::Different(names)) = what else { return None };
        let same = matches!(what, What::Same(_));
        pairs_of(names).into_iter().find_map(|(a, b)| {
            let pair = if a < b { (a, b) } else { (b, a) };
            let (other, at) = *self.0.entry(pair).or_insert((same, line));
            (other != same).then_some(at)
        })
    }
}

/// What was said of documents. One event is one: what two lines join, no third may split.
#[derive(Default)]
struct Documents {
    /// Documents of one event, with the last line that said so.
    events: Vec<(BTreeSet<String>, u64)>,
    splits: Vec<(Vec<String>, u64)>,
}

impl Documents {
    /// The line that says the opposite.
    fn opposed(&mut self, what: &What, line: u64) -> Option<u64> {
        let torn = |docs: &[String], event: &BTreeSet<String>| {
            docs.iter().filter(|doc| event.contains(doc.as_str())).count() > 1
        };
        match what {
            What::SameEvent(docs) => {
                let mut event: BTreeSet<String> = docs.iter().cloned().collect();
                self.events.retain_mut(|(other, _)| {
                    let apart = other.is_disjoint(&event);
                    if !apart {
                        event.append(other);
                    }
                    apart
                });
                let split = self.splits.iter().find(|(docs, _)| torn(docs, &event)).map(|s| s.1);
                self.events.push((event, line));
                split
            }
            What::Split(docs) => {
                self.splits.push((docs.clone(), line));
                self.events.iter().find(|(event, _)| torn(docs, event)).map(|e| e.1)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_and_wrong_ones_are_named() {
        let good = "# ours\n\nsame A Bek | Б Бек | 贝克\r\n different A Bek|A Bey\ncanonical A. Bek = Bek A.\n\
             same-event a=1|b 2\nsplit a=1 | A=1\nsplit b 2 | A=1";
        let list = Decisions::parse(good).expect("good");
        let shown: Vec<(u64, String)> = list.iter().map(|d| (d.line, d.what.to_string())).collect();
        assert_eq!(
            shown,
            [
                (3, "same A Bek | Б Бек | 贝克".to_owned()),
                (4, "different A Bek | A Bey".to_owned()),
                (5, "canonical A. Bek = Bek A.".to_owned()),
                // Ids are taken as they are.
                (6, "same-event a=1 | b 2".to_owned()),
                (7, "split a=1 | A=1".to_owned()),
                (8, "split b 2 | A=1".to_owned()),
            ]
        );
        for (text, line, says) in [
            ("same A", 1, "two names"),
            ("same A | ", 1, "two names"),
            ("\nequal A | B", 2, "`equal` is no decision"),
            ("canonical A", 1, "canonical A = B"),
            ("same A | a", 1, "twice"),
            ("same A | B\ndifferent B | A", 2, "line 1"),
            ("split a1", 1, "two documents"),
            ("same-event a1 | a1", 1, "twice"),
            ("same-event a | b\nsame-event c | d\nsame-event b | c\nsplit x | d | a", 4, "line 3"),
            ("split a | c\nsame-event a | b\nsame-event b | c", 3, "line 1"),
        ] {
            let error = Decisions::parse(text).expect_err(text);
            assert_eq!(error.line, line, "{text}");
            assert!(error.to_string().contains(says), "{error}");
        }
    }
}
