//! Short forms of personal names: surnames, given names, initials.

use super::mention::{Form, FormId, Forms};
use super::{key, korean};
use crate::types::Lang;

/// Particles of names that make no short name a full one.
const PARTICLES: &[&str] = &[
    "al", "el", "ul", "ad", "as", "bin", "ben", "ibn", "bint", "abu", "von", "van", "der", "den", "de", "da",
    "do", "dos", "di", "del", "la", "le", "du", "ter", "zu", "af", "av", "mac", "st", "аль", "эль", "ибн",
    "бин", "бен", "фон", "ван", "де", "ал", "ال", "بن", "ابن",
];

/// Tokens of a name that tell persons apart.
pub(super) fn telling(tokens: &[String]) -> Vec<&str> {
    tokens.iter().map(String::as_str).filter(|t| !PARTICLES.contains(t)).collect()
}

fn is_initial(token: &str) -> bool {
    token.chars().count() == 1
}

/// Whether a whole name is one run of signs, each of which means something: 周文涛, 문기철.
fn is_run(form: &Form) -> bool {
    form.tokens.len() == 1 && (key::is_han(&form.base) || korean::is_whole(&form.base))
}

/// Whether a personal name stands for its bearer alone.
pub(super) fn is_full(forms: &Forms, id: FormId) -> bool {
    let form = &forms[id];
    if key::is_han(&form.base) {
        return form.tokens.len() > 1 || form.base.chars().count() >= 2;
    }
    if korean::is_whole(&form.base) {
        return true;
    }
    let telling = telling(&form.tokens);
    telling.len() >= 2 && telling.iter().filter(|t| !is_initial(t)).count() >= 2
}

/// Keys of which a short name shares one with every full name that it may stand for.
pub(super) fn keys(forms: &Forms, id: FormId) -> Vec<String> {
    let form = &forms[id];
    if key::is_han(&form.base) || key::is_hangul(&form.base) {
        return form.base.chars().map(String::from).collect();
    }
    // An inflected word keeps its first letters.
    let heads = telling(&form.tokens).into_iter().filter(|t| !is_initial(t));
    heads.map(|t| t.chars().take(3).collect()).collect()
}

/// How a short name fits a full one.
#[derive(Clone, Copy)]
pub(super) struct Fit {
    /// Better fits are higher: equal before inflected, the usual short form before another part.
    pub rank: u8,
    pub code: &'static str,
}

/// Whether `short` may stand for `full`: its words are some of the full name's, initials aside.
pub(super) fn fit(forms: &Forms, short: FormId, full: FormId) -> Option<Fit> {
    let (a, b) = (&forms[short], &forms[full]);
    if is_run(b) {
        // 周 and 周文涛; 文涛 and 周文涛.
        let signs = key::is_han(&a.base) || key::is_hangul(&a.base);
        let part = signs && a.tokens.len() == 1 && a.base.chars().count() < b.base.chars().count();
        let rank = if b.base.starts_with(&a.base) { 3 } else { 2 };
        return (part && (b.base.starts_with(&a.base) || b.base.ends_with(&a.base)))
            .then_some(Fit { rank, code: "short-form" });
    }
    let (x, y) = (telling(&a.tokens), telling(&b.tokens));
    if x.is_empty() || x.len() > y.len() || (x.len() == y.len() && !x.iter().any(|t| is_initial(t))) {
        return None;
    }
    let initials = x.iter().any(|t| is_initial(t));
    if initials {
        // `E.Rəhimov`, `А. Б. Каримов`: initials in order, the rest equal.
        let mut rest = y.iter();
        let fits = x.iter().all(|t| match is_initial(t) {
            true => rest.any(|w| w.starts_with(*t)),
            false => rest.any(|w| w == t || inflected(t, w, a.lang)),
        });
        let rotated = x.last().is_some_and(|t| is_initial(t)) && {
            // `Каримов А. Б.`
            let names: Vec<&&str> = x.iter().filter(|t| !is_initial(t)).collect();
            let letters: Vec<&&str> = x.iter().filter(|t| is_initial(t)).collect();
            names.iter().all(|n| y.iter().any(|w| w == *n || inflected(n, w, a.lang)))
                && letters.iter().all(|l| y.iter().any(|w| w.starts_with(**l) && !names.contains(&w)))
        };
        let named = x.iter().any(|t| !is_initial(t));
        return (named && (fits || rotated)).then_some(Fit { rank: 4, code: "initials" });
    }
    let at = (0..=y.len() - x.len()).rev().find(|&at| x.iter().zip(&y[at..]).all(|(s, f)| s == f));
    if let Some(at) = at {
        let usual = if surname_first(b.lang, &b.base) { at == 0 } else { at + x.len() == y.len() };
        return Some(Fit { rank: if usual { 3 } else { 2 }, code: "short-form" });
    }
    let bent = (0..=y.len() - x.len())
        .any(|at| x.iter().zip(&y[at..]).all(|(s, f)| s == f || inflected(s, f, a.lang)));
    bent.then_some(Fit { rank: 1, code: "inflected" })
}

/// Languages in which a person is called by what stands first in the full name.
fn surname_first(lang: Lang, base: &str) -> bool {
    matches!(lang.as_str(), "zh" | "ja" | "ko" | "hu") && !base.contains('·')
}

/// Whether `word` can be `name` with an ending of a language that has endings: `Däurennıñ`,
/// `Веремійчука`. Only used between names of one document.
pub(super) fn inflected(word: &str, name: &str, lang: Lang) -> bool {
    const UNINFLECTED: &[&str] = &["en", "fr", "es", "it", "pt", "vi", "zh", "ja", "id", "nl", "ar", "fa"];
    if UNINFLECTED.contains(&lang.as_str()) {
        return false;
    }
    let common = word.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
    let (w, n) = (word.chars().count(), name.chars().count());
    // The name may lose a last vowel, and take an ending of up to four letters.
    common >= 4 && n - common <= 1 && (1..=4).contains(&(w - common)) && w >= n
        || (common >= 4 && n == w && n - common == 1 && common >= 5)
}

/// Whether one of two names has a number more and nothing else.
pub(super) fn differ_by_number(a: &[String], b: &[String]) -> bool {
    let number = |t: &String| t.chars().all(|c| c.is_ascii_digit());
    let words = |t: &[String]| -> Vec<String> { t.iter().filter(|t| !number(t)).cloned().collect() };
    a.len() != b.len() && a.iter().any(number) != b.iter().any(number) && words(a) == words(b)
}

pub(super) fn contains(part: &[String], whole: &[String]) -> bool {
    part.len() < whole.len() && whole.windows(part.len()).any(|w| w == part)
}
