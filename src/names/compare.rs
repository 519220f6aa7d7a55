//! The judgement over two names.

use super::sound::{Distance, edit};
use super::{Name, Reason, org, person, place};
use crate::text::fold;
use crate::types::{Label, Lang};

/// Whether two names can mean the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Same,
    Different,
    /// The names alone do not tell.
    Unsure,
}

/// How two names compare, with a reason for every part of both.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Comparison {
    /// From 0 to 1: how likely the names mean the same, by the names alone. [`Verdict::Same`] lies
    /// at 0.7 and above, [`Verdict::Different`] below 0.4.
    pub score: f32,
    pub verdict: Verdict,
    /// The strongest first; never empty.
    pub reasons: Vec<Reason>,
}

pub(crate) const SAME: f32 = 0.7;
pub(crate) const DIFFERENT: f32 = 0.4;

/// Compares two names. Symmetric in score and verdict; a name is the same as itself.
///
/// Where labels differ, the names are compared as places if both can be, as organisations
/// otherwise; a person is never the same as anything else.
pub fn compare(a: &Name, b: &Name) -> Comparison {
    let swapped = order(a) > order(b);
    let (x, y) = if swapped { (b, a) } else { (a, b) };
    let mut tally = Tally { swapped, ..Tally::default() };
    ordered(x, y, &mut tally);
    tally.finish()
}

fn order(name: &Name) -> (&str, Lang, Label) {
    (name.text(), name.lang(), name.label())
}

fn ordered(a: &Name, b: &Name, tally: &mut Tally) {
    if a.label() != b.label() && (a.label() == Label::Person || b.label() == Label::Person) {
        let score = if a.key == b.key { 0.3 } else { 0.0 };
        tally.note("label-different", a.label().as_str(), b.label().as_str());
        return tally.decide(score);
    }
    if a.text() == b.text() {
        tally.note("equal", a.text(), b.text());
        return tally.decide(1.0);
    }
    let other_tones = a.vietnamese && b.vietnamese && person::marks_differ(a.text(), b.text());
    if a.key == b.key && !a.key.is_empty() && !other_tones {
        let (x, y) = (a.text().to_lowercase(), b.text().to_lowercase());
        let code = if x == y {
            "equal"
        } else if letters(&x).eq(letters(&y)) {
            "hyphen"
        } else {
            "diacritics"
        };
        tally.note(code, a.text(), b.text());
        return tally.decide(0.99);
    }
    match (a.label(), b.label()) {
        (Label::Person, _) => person::compare(a, b, tally),
        (Label::Location, Label::Location) => place::compare(a, b, tally),
        _ => org::compare(a, b, tally),
    }
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric())
}

/// Reasons as they are found, in the canonical order of the two names.
#[derive(Default)]
pub(crate) struct Tally {
    reasons: Vec<Reason>,
    score: f32,
    /// Whether the names were given the other way round.
    swapped: bool,
}

impl Tally {
    /// An empty one for the same two names.
    pub(crate) fn anew(&self) -> Tally {
        Tally { swapped: self.swapped, ..Tally::default() }
    }

    pub(crate) fn note(&mut self, code: &'static str, a: &str, b: &str) {
        let (left, right) = if self.swapped { (b, a) } else { (a, b) };
        let against = matches!(
            code,
            "part-different"
                | "patronymic-contradicted"
                | "place-different"
                | "number-different"
                | "kind-different"
                | "label-different"
        );
        let detail = match (left.is_empty(), right.is_empty()) {
            (false, false) if left == right => left.to_owned(),
            (false, false) => [left, if against { " ≠ " } else { " ~ " }, right].concat(),
            (false, true) => left.to_owned(),
            (true, _) => right.to_owned(),
        };
        self.reasons.push(Reason { code, detail });
    }

    pub(crate) fn score(&self) -> f32 {
        self.score
    }

    /// Whether two known places were compared.
    pub(crate) fn settled(&self) -> bool {
        self.reasons.iter().any(|r| r.code == "place-different")
    }

    pub(crate) fn decide(&mut self, score: f32) {
        self.score = score.clamp(0.0, 1.0);
    }

    fn finish(self) -> Comparison {
        let score = (self.score * 1e4).round() / 1e4;
        let verdict = match score {
            s if s >= SAME => Verdict::Same,
            s if s < DIFFERENT => Verdict::Different,
            _ => Verdict::Unsure,
        };
        let mut reasons = self.reasons;
        reasons.sort_by_key(|r| rank(r.code));
        if reasons.is_empty() {
            reasons.push(Reason { code: "part-different", detail: String::new() });
        }
        Comparison { score, verdict, reasons }
    }
}

/// What decided stands first.
fn rank(code: &str) -> u8 {
    match code {
        "label-different"
        | "place-different"
        | "number-different"
        | "kind-different"
        | "part-different"
        | "patronymic-contradicted" => 0,
        "family-only" | "given-only-short-form" | "part-missing" => 1,
        "typo" | "gender-form" | "inflected" => 2,
        "equal" => 6,
        "patronymic-omitted" | "generic-words" | "order" => 7,
        _ => 4,
    }
}

/// The code for two parts that match.
pub(crate) fn code_of(a: (&str, &str), b: (&str, &str), same_script: bool, d: Distance) -> &'static str {
    if a.0 == b.0 {
        return "equal";
    }
    if a.1 == b.1 {
        return match a.0.to_lowercase() == b.0.to_lowercase() {
            true => "equal",
            false if fold::key(a.0) != fold::key(b.0) => "abbreviation",
            false => "diacritics",
        };
    }
    if d.edits & edit::UNEXPLAINED != 0 {
        return if same_script { "typo" } else { "translit" };
    }
    if !same_script {
        return "translit";
    }
    match d.edits {
        e if e & edit::CONSONANT != 0 => "consonant-pair",
        e if e & edit::VOWEL != 0 => "vowel",
        _ => "translit",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PAIRS: &str = include_str!("../../tests/fixtures/names/pairs.tsv");

    /// Name, name, label, verdict, languages.
    fn pairs() -> impl Iterator<Item = (Name, Name, &'static str)> {
        PAIRS.lines().filter(|l| !l.starts_with('#')).map(|line| {
            let f: Vec<&str> = line.split('\t').collect();
            let label = Label::parse(f[2]).expect("a label");
            let lang = |i: usize| f.get(i).and_then(|t| t.parse().ok()).unwrap_or(Lang::UND);
            (Name::new(f[0], label, lang(4)), Name::new(f[1], label, lang(5)), f[3])
        })
    }

    fn one(label: Label, a: &str, b: &str) -> Comparison {
        compare(&Name::new(a, label, Lang::UND), &Name::new(b, label, Lang::UND))
    }

    #[test]
    fn fixture_pairs_get_their_verdicts() {
        let mut wrong = Vec::new();
        for (a, b, want) in pairs() {
            let got = compare(&a, &b);
            if format!("{:?}", got.verdict).to_lowercase() != want {
                wrong.push(format!("{} | {}: {want}, not {got:?}", a.text(), b.text()));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(pairs().count() >= 150);
    }

    /// Mean scores of `cases.tsv` fall from cases that must match to cases that must not.
    #[test]
    fn mean_scores_of_the_cases_fall_with_their_strength() {
        use std::collections::BTreeMap;
        let table = include_str!("../../tests/fixtures/names/cases.tsv");
        let mut means: BTreeMap<(&str, &str), (f32, f32)> = BTreeMap::new();
        let mut far = Vec::new();
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let f: Vec<&str> = line.split('\t').collect();
            let label = match f[1] {
                "person" => Label::Person,
                "place" => Label::Location,
                "organisation" => Label::Organisation,
                other => panic!("`{other}` in {line}"),
            };
            let found = one(label, f[2], f[3]);
            let mean = means.entry((f[4], f[5])).or_default();
            *mean = (mean.0 + found.score, mean.1 + 1.0);
            let wrong = match (f[4], f[5]) {
                ("match", "STRONG") => found.verdict == Verdict::Different,
                ("non-match", "STRONG" | "MEDIUM") => found.verdict == Verdict::Same,
                _ => false,
            };
            if wrong {
                far.push(format!("{line}: {} {:?}", found.score, found.reasons));
            }
        }
        let order = ["STRONG", "MEDIUM", "WEAK"];
        let keys = order.map(|s| ("match", s)).into_iter();
        let keys = keys.chain(order.into_iter().rev().map(|s| ("non-match", s)));
        let means: Vec<f32> = keys.map(|k| means[&k].0 / means[&k].1).collect();
        assert!(means.is_sorted_by(|a, b| a > b), "{means:?}");
        assert!(table.lines().count() > 600);
        assert!(far.len() <= 15, "{means:?}\n{}", far.join("\n"));
    }

    #[test]
    fn pairs_that_are_the_same_share_a_blocking_key() {
        let mut missed = Vec::new();
        for (a, b, want) in pairs() {
            let keys = b.blocking_keys();
            if want == "same" && !a.blocking_keys().iter().any(|k| keys.contains(k)) {
                missed.push(format!("{} | {}", a.text(), b.text()));
            }
        }
        assert!(missed.is_empty(), "{}", missed.join("\n"));
    }

    #[test]
    fn comparison_is_symmetric_and_reflexive_over_the_fixtures() {
        let names: Vec<Name> = pairs().flat_map(|(a, b, _)| [a, b]).collect();
        for (i, a) in names.iter().enumerate() {
            let same = compare(a, a);
            assert_eq!((same.verdict, same.reasons[0].code), (Verdict::Same, "equal"));
            for b in names.iter().skip(i % 7).step_by(7) {
                let (p, q) = (compare(a, b), compare(b, a));
                assert_eq!((p.score, p.verdict), (q.score, q.verdict), "{} | {}", a.text(), b.text());
                assert!(!p.reasons.is_empty());
            }
        }
    }

    #[test]
    fn reasons_say_what_was_compared() {
        let person = |a, b| one(Label::Person, a, b).reasons;
        let has = |list: &[Reason], code: &str, detail: &str| {
            assert!(list.iter().any(|r| r.code == code && r.detail == detail), "{code} {detail} in {list:?}");
        };
        has(&person("Vugar Alyev", "Vugar Aliyev"), "vowel", "Alyev ~ Aliyev");
        has(&person("Vugar Aliyev", "Vugar Alyev"), "vowel", "Aliyev ~ Alyev");
        has(&person("Ilham Aliyev", "Vugar Aliyev"), "part-different", "Ilham ≠ Vugar");
        has(&person("Bob Smith", "Robert Smith"), "nickname", "Bob ~ Robert");
        has(&person("V. Aliyev", "Vugar Aliyev"), "initial", "V ~ Vugar");
        has(&person("Aliyev", "Vugar Aliyev"), "family-only", "Aliyev ~ Vugar Aliyev");
        has(&person("Вугар Алиев", "Вугар Алиева"), "gender-form", "Алиев ~ Алиева");
        let patronymics = person("Вугар Гасанович Алиев", "Вугар Керимович Алиев");
        has(&patronymics, "patronymic-contradicted", "Гасанович ≠ Керимович");
        let places =
            one(Label::Organisation, "Ministry of Energy of Romania", "Ministry of Energy of Poland");
        has(&places.reasons, "place-different", "Romania ≠ Poland");
        has(&one(Label::Location, "Việt Nam", "越南").reasons, "translation", "Việt Nam ~ 越南");
    }

    /// Precision and F1 of the verdict `same` on public pairs, where that data is at hand.
    #[test]
    fn public_pairs_keep_their_scores() {
        let Ok(data) = std::env::var("EXONYM_DATA") else {
            eprintln!("skipped: EXONYM_DATA is not set");
            return;
        };
        for (file, precision, f1) in [("everypolitician", 0.98, 0.90), ("nomenklatura_bench", 0.90, 0.79)] {
            let path = format!("{data}/names/{file}/pairs.jsonl.zst");
            let out = std::process::Command::new("zstdcat").arg(&path).output().expect("zstdcat runs");
            let (mut both, mut said, mut gold) = (0u32, 0u32, 0u32);
            for line in String::from_utf8(out.stdout).expect("UTF-8").lines() {
                let pair: serde_json::Value = serde_json::from_str(line).expect("JSON");
                let text = |k: &str| pair[k].as_str().unwrap_or("").to_owned();
                if text("kind") == "alias_or_fragment" {
                    continue;
                }
                let label = match text("schema").as_str() {
                    "" | "Person" => Label::Person,
                    _ => Label::Organisation,
                };
                let name = |k: &str| {
                    let lang = text(&format!("lang_{k}")).replace('_', "-").parse().unwrap_or(Lang::UND);
                    Name::new(&text(k), label, lang)
                };
                let same = compare(&name("a"), &name("b")).verdict == Verdict::Same;
                let truth = pair["label"] == 1;
                both += u32::from(same && truth);
                said += u32::from(same);
                gold += u32::from(truth);
            }
            let (p, r) = (f64::from(both) / f64::from(said), f64::from(both) / f64::from(gold));
            let f = 2.0 * p * r / (p + r);
            assert!(p >= precision && f >= f1, "{file}: precision {p:.3}, recall {r:.3}, F1 {f:.3}");
        }
    }

    #[test]
    fn a_person_is_nothing_else() {
        let a = Name::new("Washington", Label::Person, Lang::UND);
        let b = Name::new("Washington", Label::Location, Lang::UND);
        assert_eq!(compare(&a, &b).verdict, Verdict::Different);
    }

    #[test]
    fn letters_of_unknown_sound_have_no_neighbour_before_the_first() {
        let (a, b) = ("{𛄲ଐ", "𑈆 ");
        let (a, b) = (Name::new(a, Label::Person, Lang::UND), Name::new(b, Label::Person, Lang::UND));
        assert_eq!(compare(&a, &b).score, compare(&b, &a).score);
    }

    proptest! {
        #[test]
        fn any_two_texts_compare_alike_both_ways(a in "\\PC{0,24}", b in "\\PC{0,24}", label in 0usize..5) {
            let (a, b) = (Name::new(&a, Label::ALL[label], Lang::UND), Name::new(&b, Label::ALL[label], Lang::UND));
            let (p, q) = (compare(&a, &b), compare(&b, &a));
            prop_assert_eq!((p.score, p.verdict), (q.score, q.verdict));
            prop_assert!((0.0..=1.0).contains(&p.score));
            prop_assert_eq!(compare(&a, &a).verdict, Verdict::Same);
            a.blocking_keys();
        }

        #[test]
        fn name_like_texts_too(a in "([A-ZƏŞА-Яа-я’]?[a-zəşıа-яёاعلیوनि武金가-나-]{1,9}[ .-]){1,4}", b in "([A-Zа-я]?[a-zа-яالىू李]{1,7}[ ,]){1,3}") {
            for label in [Label::Person, Label::Organisation, Label::Location] {
                let (a, b) = (Name::new(&a, label, Lang::UND), Name::new(&b, label, Lang::UND));
                let (p, q) = (compare(&a, &b), compare(&b, &a));
                prop_assert_eq!((p.score, p.verdict), (q.score, q.verdict));
                prop_assert_eq!(compare(&b, &b).reasons[0].code, "equal");
            }
        }
    }
}
