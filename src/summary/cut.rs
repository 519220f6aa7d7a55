//! A sentence in the length of a headline: what can be cut from it so that it still says who did what.
//!
//! Nothing is parsed. What may go are the clauses at its end, a place or time that stands before the
//! sentence proper (*On Monday, …*), and the office that is set after a person's name between commas.

use unicode_script::{Script, UnicodeScript};

use super::{
    lexicon::{self, Cue},
    quality,
};
use crate::{
    facts::number::phrase::{self, Kind},
    types::Lang,
};

/// What is known of the names in a sentence.
pub(super) struct Names<'a> {
    pub lang: Lang,
    /// All that those are called who act in the event; a cut with none of them says too little.
    pub actors: Vec<&'a str>,
    /// What the persons in the sentence are called, and in which office.
    pub persons: Vec<(Vec<&'a str>, Vec<&'a str>)>,
}

/// A sentence that is no longer than a headline may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// It is whole, or ends with a clause.
    Clean(String),
    /// It ends within a clause, with `…`.
    Broken(String),
}

/// Marks between clauses. The Chinese `、` stands between the things of a list.
const MARKS: [&str; 8] = [", ", "; ", " — ", " – ", "，", "；", "؛ ", "، "];

/// `text` without its full stop in at most `most` characters.
pub(super) fn shortened(text: &str, most: usize, names: &Names) -> Cut {
    let text = text.trim_end_matches(['.', '。', '۔']);
    if text.chars().count() <= most {
        return Cut::Clean(text.to_owned());
    }
    let clauses = clauses(text);
    let proper = fronted(&clauses, names.lang).max(subordinate(&clauses, names));
    let core = without_offices(&clauses[proper..], names);
    let core_text = capitalised(&core.concat());
    let core_clauses = self::clauses(&core_text);
    let at_clause = |clauses: &[&str], from: usize| {
        (from + 1..clauses.len()).rev().find_map(|end| {
            let told = clauses[..end].concat();
            let cut = bare(&told);
            let chars = cut.chars().count();
            let fits = (most / 3..=most).contains(&chars) && quality::balanced(cut);
            let says = names.tells(cut) && !names.parts(clauses, end) && !ends_open(cut, names.lang);
            (fits && says).then(|| cut.to_owned())
        })
    };
    let says_who = core_clauses.first().is_some_and(|first| names.tells(first));
    let whole = says_who && (most / 3..=most).contains(&core_text.chars().count());
    let hangs = subordinate(&clauses, names) > 0;
    let own = if hangs { None } else { at_clause(&clauses, proper) };
    own.or_else(|| whole.then(|| core_text.clone())).or_else(|| at_clause(&core_clauses, 0)).map_or_else(
        || Cut::Broken(broken(if says_who { &core_text } else { text }, most, names)),
        Cut::Clean,
    )
}

impl Names<'_> {
    pub fn tells(&self, cut: &str) -> bool {
        self.actors.is_empty() || self.actors.iter().any(|name| cut.contains(name))
    }

    /// Whether a cut after `end` clauses comes after a person's name, or after what says between commas who
    /// that is: what is done has mostly not been said yet. It has where a preposition stands before the name,
    /// as in *met with Leyla Qasimova*.
    fn parts(&self, clauses: &[&str], end: usize) -> bool {
        let ends_with_name = |end: usize| {
            let told = clauses[..end].concat();
            let cut = bare(&told);
            let mut called = self.persons.iter().flat_map(|(called, _)| called);
            called.find_map(|name| cut.strip_suffix(name)).is_some_and(|cut| !ends_open(bare(cut), self.lang))
        };
        let ends_with_office = |end: usize| {
            (1..end).any(|n| {
                let before = clauses[..end - n].concat();
                self.office_at(bare(&before), &clauses[end - n..end]) == Some(n)
            })
        };
        ends_with_name(end) || end > 1 && ends_with_name(end - 1) || ends_with_office(end)
    }

    /// How many of the clauses after `before`, which ends with a person's name, are the person's office.
    fn office_at(&self, before: &str, clauses: &[&str]) -> Option<usize> {
        let (_, offices) =
            self.persons.iter().find(|(names, _)| names.iter().any(|n| before.ends_with(n)))?;
        (1..=clauses.len()).find(|n| {
            let told = clauses[..*n].concat();
            let told = bare(&told);
            // An age is no more than an office is.
            let is_age = *n == 1 && (1..=3).contains(&told.len()) && told.chars().all(|c| c.is_numeric());
            is_age || offices.contains(&told)
        })
    }
}

/// The clauses of a text, each with the mark after it. No mark counts within quotation marks or brackets.
fn clauses(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut from, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        match MARKS.iter().find(|mark| rest.starts_with(**mark)) {
            Some(mark) if quality::balanced(&text[from..at]) => {
                at += mark.len();
                out.push(&text[from..at]);
                from = at;
            }
            _ => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    out.push(&text[from..]);
    out
}

/// A clause without the mark after it.
fn bare(clause: &str) -> &str {
    clause.trim_end().trim_end_matches([',', ';', '—', '–', '，', '；', '؛', '،', ':']).trim_end()
}

/// How many clauses stand before the sentence proper: places and times. At least one is left.
fn fronted(clauses: &[&str], lang: Lang) -> usize {
    let cues = lexicon::of(lang);
    let is_fronted = |(n, clause): (usize, &&str)| {
        let tokens = phrase::tokens(clause, lang);
        let date = n > 0 && tokens.iter().any(|t| t.kind == Kind::Numeral) && tokens.len() <= DATE;
        date || cues.at(&tokens, 0, |c| *c == Cue::Fronted).is_some()
    };
    let count = clauses.iter().enumerate().take_while(|c| is_fronted(*c)).count();
    count.min(clauses.len() - 1)
}

/// 1 where the first clause hangs on the next, which is a sentence without it: it begins with a name and says
/// who acts.
fn subordinate(clauses: &[&str], names: &Names) -> usize {
    let [first, next, ..] = clauses else { return 0 };
    let tokens = phrase::tokens(first, names.lang);
    let hangs = lexicon::of(names.lang).at(&tokens, 0, |c| *c == Cue::Subordinate).is_some();
    usize::from(hangs && next.starts_with(char::is_uppercase) && names.tells(next))
}

/// Tokens of a date between commas: *2 March 2026,*.
const DATE: usize = 5;

/// The clauses without the offices after persons' names. A name that has lost its office takes the rest of
/// its clause without a comma.
fn without_offices<'t>(clauses: &[&'t str], names: &Names) -> Vec<&'t str> {
    let mut out: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < clauses.len() {
        let before = out.last().map(|last| bare(last)).unwrap_or_default();
        let office = names.office_at(before, &clauses[at..]).filter(|n| at + n < clauses.len());
        match office {
            Some(n) if !before.is_empty() => {
                if let Some(last) = out.last_mut() {
                    *last = before;
                }
                out.push(" ");
                at += n;
            }
            _ => {
                out.push(clauses[at]);
                at += 1;
            }
        }
    }
    out
}

/// Cut after a word: never within a name, nor between an office and its name, nor after a word that needs
/// another.
fn broken(text: &str, most: usize, names: &Names) -> String {
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    let mut cut = match text[..end].rfind(char::is_whitespace) {
        Some(word) => &text[..word],
        None => &text[..end],
    };
    let with_offices = names.persons.iter().flat_map(|(called, offices)| {
        called.iter().flat_map(move |name| offices.iter().map(move |office| format!("{office} {name}")))
    });
    let called = names.persons.iter().flat_map(|(called, _)| called).chain(&names.actors);
    for name in called.map(|name| (*name).to_owned()).chain(with_offices) {
        for (start, _) in text.match_indices(&name) {
            if start >= most / 3 && start < cut.len() && start + name.len() > cut.len() {
                cut = &cut[..start];
            }
        }
    }
    cut = bare(cut);
    // A cut that leaves nothing is no better than one after a preposition.
    while let Some(shorter) = last_word_open(cut, names.lang).filter(|s| s.chars().count() >= most / 3) {
        cut = bare(shorter);
    }
    format!("{cut}…")
}

fn ends_open(text: &str, lang: Lang) -> bool {
    last_word_open(text, lang).is_some()
}

/// `text` without its last word, if that needs another after it.
fn last_word_open(text: &str, lang: Lang) -> Option<&str> {
    let (rest, last) = text.rsplit_once(char::is_whitespace).unwrap_or(("", text));
    let tokens = phrase::tokens(last, lang);
    let open = lexicon::of(lang).at(&tokens, 0, |c| *c == Cue::Joint)?;
    (open.len == tokens.len()).then(|| rest.trim_end())
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        // Georgian has capitals for whole words only.
        Some(c) if c.script() != Script::Georgian => c.to_uppercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(lang: &str, text: &str, most: usize, actors: &[&str], persons: &[(&str, &[&str])]) -> String {
        let persons = persons.iter().map(|(name, offices)| (vec![*name], offices.to_vec())).collect();
        let names = Names { lang: Lang::new(lang), actors: actors.to_vec(), persons };
        match shortened(text, most, &names) {
            Cut::Clean(text) | Cut::Broken(text) => text,
        }
    }

    #[test]
    fn long_leads_end_with_a_clause_or_a_word() {
        for (lang, text, most, want) in [
            ("en", "The bridge opened.", 40, "The bridge opened"),
            (
                "en",
                "The bridge over the Iza opened on Monday, officials said in town.",
                50,
                "The bridge over the Iza opened on Monday",
            ),
            ("en", "The bridge over the river opened again", 20, "The bridge…"),
            ("zh", "货船在港口附近起火，船员全部获救，原因正在调查。", 15, "货船在港口附近起火"),
            ("zh", "货船、渔船、拖船在港口附近相撞，无人受伤。", 18, "货船、渔船、拖船在港口附近相撞"),
            ("ru", "Мост через реку Иза открыт и движение по нему", 33, "Мост через реку Иза открыт…"),
            (
                "de",
                "Die Brücke über die Iza wurde am Montag für den Verkehr",
                50,
                "Die Brücke über die Iza wurde am Montag…",
            ),
        ] {
            assert_eq!(cut(lang, text, most, &[], &[]), want, "{lang}");
        }
    }

    #[test]
    fn a_headline_says_who_acted_and_what_was_done() {
        let offices: &[&str] = &["minister of roads of the Republic of Ruritania"];
        let who = &["Leyla Qasimova", "Ivan Petrov"];
        let persons = &[("Leyla Qasimova", offices), ("Ivan Petrov", &["head of Iza Roads"][..])];
        for (lang, text, most, want) in [
            // What stands before the sentence proper goes, and so does the office after a name.
            (
                "en",
                "On Monday, at the town hall of Sighet, in the presence of guests, builder Ivan Petrov and Leyla \
                 Qasimova, minister of roads of the Republic of Ruritania, signed the contract for the bridge.",
                90,
                "Builder Ivan Petrov and Leyla Qasimova signed the contract for the bridge",
            ),
            // The clause is enough: the office is not what was done.
            (
                "en",
                "A delegation from the valley met with Leyla Qasimova, minister of roads of the Republic of \
                 Ruritania, on Monday to discuss the bridge that the flood destroyed.",
                60,
                "A delegation from the valley met with Leyla Qasimova",
            ),
            // Not before the verb.
            (
                "en",
                "Ivan Petrov, head of Iza Roads, told reporters that the bridge over the river would open again \
                 within two weeks.",
                70,
                "Ivan Petrov told reporters that the bridge over the river would open…",
            ),
            (
                "fr",
                "À Sighet, en présence des maires, Leyla Qasimova a ouvert le nouveau pont sur la rivière, a \
                 annoncé la préfecture.",
                70,
                "Leyla Qasimova a ouvert le nouveau pont sur la rivière",
            ),
            (
                "vi",
                "Sáng 5/9, tại Sighet, Leyla Qasimova đã khánh thành cây cầu mới bắc qua sông, theo chính quyền.",
                70,
                "Leyla Qasimova đã khánh thành cây cầu mới bắc qua sông",
            ),
            // A clause that hangs on the next goes.
            (
                "en",
                "After flooding the valley for a week with water from the dam, Leyla Qasimova signed the contract.",
                70,
                "Leyla Qasimova signed the contract",
            ),
            // Verb-second languages keep what stands first.
            (
                "de",
                "Am Montag, dem zweiten März, eröffnete Leyla Qasimova in der Stadt Sighet die neue Brücke.",
                70,
                "Am Montag, dem zweiten März, eröffnete Leyla Qasimova in der Stadt…",
            ),
        ] {
            assert_eq!(cut(lang, text, most, who, persons), want, "{lang}");
        }
    }

    #[test]
    fn a_cut_spares_names_and_does_not_part_them_from_their_offices() {
        let persons: &[(&str, &[&str])] = &[("Ivan Petrov", &["deputy minister"])];
        let text =
            "The flood damaged the bridge and the road to the village said deputy minister Ivan Petrov";
        for most in [75, 80, 84] {
            let told = cut("en", text, most, &[], persons);
            assert_eq!(told, "The flood damaged the bridge and the road to the village said…");
        }
    }
}
