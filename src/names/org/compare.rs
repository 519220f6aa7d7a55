//! Whether two names of organisations are of one body.

use std::borrow::Cow;

use super::OrgForm;
use crate::names::align::{DOUBTFUL, align, differ_by_a_letter, is_mistaken, text_of};
use crate::names::compare::Tally;
use crate::names::data::{Class, Concept, body_of_members, concept_name};
use crate::names::name::Name;
use crate::names::parts::{Part, part_distance};
use crate::names::place;
use crate::names::sound::Writing;

/// Countries in which a department of state is what others call a ministry.
const DEPARTMENTS: &[&str] = &["AU", "CH", "GB", "IE", "PH", "US", "ZA"];

/// Whether two kinds of body are one, or two words for one, in countries of departments or not.
fn same_kind(a: Concept, b: Concept, departments: bool) -> bool {
    a == b
        || match (concept_name(a), concept_name(b)) {
            ("department", "office") | ("office", "department") => true,
            ("department", "ministry") | ("ministry", "department") => departments,
            ("prosecution", "prosecutor") | ("prosecutor", "prosecution") => true,
            (p, q) => is_one_of(p, q) || is_one_of(q, p),
        }
}

/// Whether a word of two meanings can mean this: Turkish `bölge` is a region or a district, Vietnamese
/// `y tế` health or medical.
fn is_one_of(word: &str, meaning: &str) -> bool {
    match word {
        "region-or-district" => matches!(meaning, "regional" | "district" | "county"),
        "health-or-medical" => matches!(meaning, "health" | "medical"),
        "justice-or-judiciary" => matches!(meaning, "justice" | "judiciary"),
        _ => false,
    }
}

/// Whether a word that one of two names lacks makes another body of the same name: a bank or a line of
/// business, not the sort of medium or club, nor what a company is called.
fn tells_apart(class: Class, name: &str) -> bool {
    const SAME_BODY: [&str; 18] = [
        "news",
        "media",
        "television",
        "radio",
        "audiovisual",
        "telegraph",
        "international",
        "world",
        "football",
        "basketball",
        "volleyball",
        "handball",
        "hockey",
        "rugby",
        "sport",
        "aviation",
        "european",
        "asian",
    ];
    match class {
        Class::Subject => !SAME_BODY.contains(&name),
        Class::Kind => matches!(name, "bank" | "fund" | "university" | "school" | "hospital" | "church"),
        _ => false,
    }
}

/// Compares two organisations; see [`crate::names::compare()`].
pub(crate) fn compare(a: &Name, b: &Name, tally: &mut Tally) {
    let made = |n: &Name| OrgForm::new(n.text(), &n.parts, n.lang());
    let (own_a, own_b);
    let x = match &a.org {
        Some(form) => form,
        None => {
            own_a = made(a);
            &own_a
        }
    };
    let y = match &b.org {
        Some(form) => form,
        None => {
            own_b = made(b);
            &own_b
        }
    };
    if let (Some(p), Some(q)) = (x.body, y.body) {
        if body_of_members(p) == Some(q) || body_of_members(q) == Some(p) {
            tally.note("part-missing", a.text(), b.text());
            return tally.decide(0.62);
        }
        let short = x.acronym.is_some() != y.acronym.is_some();
        let code = match p == q {
            true if short => "acronym",
            true => "translation",
            false => "part-different",
        };
        tally.note(code, a.text(), b.text());
        return tally.decide(if p == q { 0.97 } else { 0.05 });
    }
    if let Some(score) = by_acronym(a, x, b, y, tally) {
        return tally.decide(score);
    }
    let (fixed_a, fixed_b) = (without_slips(a, x, b, y), without_slips(b, y, a, x));
    let (a, x) = fixed_a.as_ref().map_or((a, x), |(name, form)| (name, form));
    let (b, y) = fixed_b.as_ref().map_or((b, y), |(name, form)| (name, form));
    by_words(a, x, b, y, tally);
}

/// The name with class words and legal forms as the other side spells them, where it has them with a
/// slip of the pen: `Corportaion`, `Internatoinal`.
fn without_slips(a: &Name, x: &OrgForm, b: &Name, y: &OrgForm) -> Option<(Name, OrgForm)> {
    let mut fixed: Option<Name> = None;
    for &i in &x.words {
        let key = &a.parts[i].key;
        let meant = |j: &usize| {
            let other = &b.parts[*j];
            other.length > 5 && !y.words.contains(j) && differ_by_a_letter(key, &other.key)
        };
        if let Some(j) = (0..b.parts.len()).find(meant) {
            let name = fixed.get_or_insert_with(|| a.clone());
            let Part { text, script, .. } = a.parts[i].clone();
            name.parts[i] = Part { text, script, ..b.parts[j].clone() };
        }
    }
    let name = fixed?;
    let form = OrgForm::new(name.text(), &name.parts, name.lang());
    Some((name, form))
}

/// Where one side or both are acronyms.
fn by_acronym(a: &Name, x: &OrgForm, b: &Name, y: &OrgForm, tally: &mut Tally) -> Option<f32> {
    let bare = |n: &Name, f: &OrgForm| f.acronym.is_some() && n.parts.len() == 1;
    let score = |acronym: &str| if acronym.chars().count() >= 3 { 0.82 } else { 0.6 };
    let expands = |short: &OrgForm, long: &OrgForm| -> Option<f32> {
        let acronym = short.acronym.as_ref()?;
        if long.acronym.as_ref() == Some(acronym) {
            return Some(0.95);
        }
        long.initials.contains(acronym).then(|| score(acronym))
    };
    match (bare(a, x), bare(b, y)) {
        (true, true) => {
            let d = part_distance(&a.parts[0], &b.parts[0]);
            let same_script = a.script == b.script;
            let long = a.parts[0].sounds.len().min(b.parts[0].sounds.len());
            // Letters of an acronym are not mixed up as sounds of a word are.
            let good = d.unexplained == 0 && d.similarity > 0.85 && (!same_script && long >= 3 || long >= 5);
            if good {
                tally.note("translit", a.text(), b.text());
                return Some(0.6 + 0.3 * d.similarity);
            }
            tally.note("part-different", a.text(), b.text());
            Some(if same_script { 0.1 } else { 0.2 + 0.2 * d.similarity })
        }
        (true, false) | (false, true) => {
            let (short, long, name) = if bare(a, x) { (x, y, b) } else { (y, x, a) };
            if let Some(score) = expands(short, long) {
                tally.note("acronym", a.text(), b.text());
                return Some(score);
            }
            // The acronym may still stand as a word in the longer name.
            if long.words.iter().any(|&i| Some(&name.parts[i].key) == short.acronym.as_ref()) {
                return None;
            }
            // `AGERPRES` and `Agerpres`: a word all the same.
            if long.words.len() == 1 && name.parts.len() == 1 {
                return None;
            }
            tally.note("part-missing", a.text(), b.text());
            // Letters of another language tell nothing.
            let foreign = a.lang() != b.lang() && a.lang().is_known() && b.lang().is_known();
            Some(if foreign { 0.3 } else { 0.15 })
        }
        (false, false) => None,
    }
}

/// English singular and plural: `Technology`, `Technologies`; `Motor`, `Motors`.
fn differ_in_number(a: &str, b: &str) -> bool {
    let (one, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let stem =
        many.strip_suffix("ies").map(|stem| (stem, "y")).or_else(|| many.strip_suffix('s').map(|s| (s, "")));
    stem.is_some_and(|(stem, end)| stem.len() > 3 && one.strip_suffix(end) == Some(stem))
}

/// Whether a long word is likely another with one letter mistaken.
fn long_and_near(p: &Part, q: &Part) -> bool {
    p.length.min(q.length) > 6 && is_mistaken(&p.key, &q.key)
}

fn by_words(a: &Name, x: &OrgForm, b: &Name, y: &OrgForm, tally: &mut Tally) {
    let mut score = 1.0f32;
    let mut against = false;
    // Places.
    let common: Vec<_> = x.territories.iter().filter(|t| y.territories.contains(t)).collect();
    let codes = |f: &OrgForm| f.territories.iter().map(|c| place::english(c)).collect::<Vec<_>>().join(", ");
    match (x.territories.is_empty(), y.territories.is_empty()) {
        (false, false) if common.is_empty() => {
            tally.note("place-different", &codes(x), &codes(y));
            against = true;
        }
        // `Bank of China (Hong Kong)`, `Bank of China (Singapore)`: one place agrees, the other does not.
        (false, false) if common.len() < x.territories.len() && common.len() < y.territories.len() => {
            tally.note("place-different", &codes(x), &codes(y));
            against = true;
        }
        (false, false) => tally.note("translation", &codes(x), &codes(y)),
        (true, true) => {}
        _ => {
            tally.note("part-missing", &codes(x), &codes(y));
            // A branch in another country has its own name besides.
            score -= if x.words.is_empty() && y.words.is_empty() { 0.12 } else { 0.33 };
        }
    }
    // Numbers.
    match (x.numbers.is_empty(), y.numbers.is_empty()) {
        (false, false) if x.numbers != y.numbers => {
            tally.note("number-different", &x.numbers.join(" "), &y.numbers.join(" "));
            against = true;
        }
        (true, true) | (false, false) => {}
        _ => {
            tally.note("part-missing", &x.numbers.join(" "), &y.numbers.join(" "));
            score -= 0.35;
        }
    }
    // The names' own words.
    let found = align((&a.parts, &b.parts), &x.words, &y.words, a.vietnamese && b.vietnamese);
    let (mut left_a, mut left_b) = (found.left_a.clone(), found.left_b.clone());
    let (mut sum, mut whole) = (0.0, 0.0);
    for pair in &found.pairs {
        let (of_a, of_b) = (&a.parts[pair.a.indices()], &b.parts[pair.b.indices()]);
        let weight: f32 = of_a.iter().map(Part::weight).sum();
        let single = pair.single().map(|(i, j)| (&a.parts[i], &b.parts[j]));
        if let Some((p, q)) = single.filter(|(p, q)| differ_in_number(&p.key, &q.key)) {
            sum += 0.97 * weight;
            whole += weight;
            tally.note("inflected", &p.text, &q.text);
            continue;
        }
        // A slip of the pen in a long word has its own limit below; one letter is more likely that than
        // another name.
        let slip =
            pair.code == "typo" && (pair.fit > DOUBTFUL || single.is_some_and(|(p, q)| long_and_near(p, q)));
        sum += weight * if slip { pair.fit.max(0.97) } else { pair.fit };
        whole += weight;
        let code = if pair.code == "nickname" { "translation" } else { pair.code };
        tally.note(code, &text_of(&a.parts, pair.a.indices()), &text_of(&b.parts, pair.b.indices()));
        // Syllables of another script fit many a word.
        let syllables = of_a.iter().chain(of_b).any(|p| p.writing == Writing::Syllables);
        if syllables && a.script != b.script && pair.fit < 0.8 {
            score = score.min(0.62);
        }
        if code == "typo" {
            score = score.min(match (!slip, found.pairs.len() > 1) {
                (true, _) => 0.66,
                (false, true) => 0.9,
                (false, false) => 0.75,
            });
        }
    }
    for (i, city) in &x.cities {
        if let Some((j, _)) = y.cities.iter().find(|(j, c)| c == city && left_b.contains(j))
            && left_a.contains(i)
        {
            left_a.retain(|k| k != i);
            left_b.retain(|k| k != j);
            (sum, whole) = (sum + 2.0, whole + 2.0);
            tally.note("translation", &a.parts[*i].text, &b.parts[*j].text);
        }
    }
    fn text<'n>(name: &'n Name, left: &[usize]) -> Cow<'n, str> {
        text_of(&name.parts, left.iter().copied())
    }
    if !left_a.is_empty() && !left_b.is_empty() {
        tally.note("part-different", &text(a, &left_a), &text(b, &left_b));
        let lost = |n: &Name, left: &[usize]| left.iter().map(|&i| n.parts[i].weight()).sum::<f32>();
        let share = sum / (whole + lost(a, &left_a).max(lost(b, &left_b)));
        return tally.decide(if against { 0.1 * share } else { 0.38 * share });
    }
    if whole > 0.0 {
        let average = sum / whole;
        score -= (1.0 - average) * 0.8;
    }
    let one_sided = if left_a.is_empty() { (b, &left_b) } else { (a, &left_a) };
    if !one_sided.1.is_empty() {
        let text = text(one_sided.0, one_sided.1);
        let (p, q) = if left_a.is_empty() { ("", &*text) } else { (&*text, "") };
        tally.note("part-missing", p, q);
        score -= if whole > 0.0 { 0.3 + 0.05 * one_sided.1.len() as f32 } else { 0.6 };
    }
    // What kind of body, and of what.
    let departments = x.territories.iter().chain(&y.territories).any(|code| DEPARTMENTS.contains(code));
    let alike = |c: Concept, d: Concept| same_kind(c, d, departments);
    for (class, clash, lack) in
        [(Class::Kind, 0.7, 0.14), (Class::Subject, 0.65, 0.2), (Class::Weak, 0.03, 0.03)]
    {
        let (p, q) = (x.of(class), y.of(class));
        let only = |p: &[Concept], q: &[Concept]| {
            let lacks = |c: &&Concept| !q.iter().any(|&d| alike(**c, d));
            p.iter().filter(lacks).map(|&c| concept_name(c)).collect::<Vec<_>>()
        };
        let (in_a, in_b) = (only(&p, &q), only(&q, &p));
        let (text_a, text_b) = (in_a.join(" "), in_b.join(" "));
        if !in_a.is_empty() && !in_b.is_empty() {
            // Where own words agree, `company` and `corporation` need not.
            let own = whole > 0.0 && class == Class::Kind;
            tally.note(
                if class == Class::Weak { "generic-words" } else { "kind-different" },
                &text_a,
                &text_b,
            );
            let shared = p.iter().any(|&c| q.iter().any(|&d| alike(c, d)));
            score -= if shared {
                clash * 0.7
            } else if own {
                clash * 0.6
            } else {
                clash
            };
        } else if !in_a.is_empty() || !in_b.is_empty() {
            let n = (in_a.len() + in_b.len()) as f32;
            tally.note(if class == Class::Weak { "generic-words" } else { "part-missing" }, &text_a, &text_b);
            // With words of its own a body needs its class word less.
            let lack = if whole > 0.0 { lack } else { lack * 1.6 };
            // `AGERPRES` is the agency of that name; `Oxford` need not be the university.
            let named = |f: &OrgForm, n: &Name| {
                f.concepts.is_empty()
                    && f.territories.is_empty()
                    && f.cities.is_empty()
                    && (f.acronym.is_some() || f.words.iter().any(|&i| n.parts[i].key.chars().count() > 5))
            };
            if named(x, a) || named(y, b) {
                score -= if class == Class::Kind { 0.12 } else { 0.08 };
            } else {
                score -= lack * n.min(3.0);
            }
            // `Siemens Energy` is not Siemens, but Spartak is the football club of that name.
            if whole > 0.0 && in_a.iter().chain(&in_b).any(|name| tells_apart(class, name)) {
                score = score.min(0.66);
            }
        } else if !p.is_empty() && class != Class::Weak && found.pairs.is_empty() {
            let names: Vec<_> = p.iter().map(|&c| concept_name(c)).collect();
            tally.note("translation", &names.join(" "), &names.join(" "));
        }
    }
    if whole == 0.0 {
        // Class words alone: the place must be named on both sides, and there must be a kind.
        let placed = !common.is_empty();
        let theirs = y.of(Class::Kind);
        let kinds = x.of(Class::Kind).iter().filter(|&&c| theirs.iter().any(|&d| alike(c, d))).count();
        let kind = kinds > 0;
        let bare = x.concepts.is_empty() && y.concepts.is_empty();
        if !placed {
            let unplaced = x.territories.is_empty() && y.territories.is_empty();
            let same = !x.numbers.is_empty() && x.numbers == y.numbers;
            // `Senate Judiciary Committee`: the body that it is of tells as much as a matter.
            let subjects = usize::from(same)
                + kinds.saturating_sub(1)
                + x.of(Class::Subject).iter().filter(|c| y.of(Class::Subject).contains(c)).count();
            score = score.min(match (kind && unplaced, subjects) {
                // Two subjects name a body nearly as well as its country does.
                (true, 2..) => 0.75,
                (true, _) => 0.66,
                // `National Press` and `State`: words that go with anything, and none in common.
                (false, 0) if !kind => 0.2,
                _ => 0.6,
            });
        }
        // `Government of the United Kingdom`: words that say little, but the same on both sides.
        let alike = x.concepts == y.concepts && x.territories == y.territories;
        if placed && !kind && !bare && !alike {
            score = score.min(0.5);
        }
        if bare && !placed {
            score = 0.0;
        }
    }
    // The board of an agency is not the agency.
    let board = |f: &OrgForm| f.concepts.iter().any(|&c| concept_name(c) == "council-weak");
    let (of_a, of_b) = (board(x) && x.has_kind() && !y.is_board(), board(y) && y.has_kind() && !x.is_board());
    if of_a || of_b {
        tally.note("kind-different", if of_a { "board" } else { "" }, if of_b { "board" } else { "" });
        score = score.min(0.35);
    }
    if against {
        score = score.min(1.0) * 0.2;
    }
    tally.decide(score.min(0.97));
}
