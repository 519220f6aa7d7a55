//! Which part of one name answers which part of the other.

use unicode_script::Script;

use super::compare::code_of;
use super::data::is_known_part;
use super::parts::{Part, Role, distance_as_read, part_distance};
use super::sound::{Distance, Sound, Writing, distance, edit};
use crate::text::edits;

/// Parts that belong together.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub a: Vec<usize>,
    pub b: Vec<usize>,
    /// From 0 to 1; 0.5 and above is a match.
    pub fit: f32,
    pub code: &'static str,
}

/// Every part exactly once: in a pair or left over.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alignment {
    pub pairs: Vec<Pair>,
    pub left_a: Vec<usize>,
    pub left_b: Vec<usize>,
}

/// How well two parts fit, and why.
pub(crate) fn fit(a: &Part, b: &Part, strict: bool) -> (f32, &'static str) {
    if a.key == b.key {
        return (1.0, code_of((&a.text, &a.key), (&b.text, &b.key), true, Distance::default()));
    }
    if a.role == Role::Initial || b.role == Role::Initial {
        let first = |p: &Part| p.sounds.iter().find(|s| !s.faint || p.sounds.len() == 1).map(|s| s.mask);
        // Letters of one script are the same letter, or one of two conventions.
        let near = a.script() != b.script() || first_letters_agree(&a.key, &b.key);
        // Syllabaries give `g` and `k` alike.
        let syllables = a.writing.max(b.writing) == Writing::Syllables && a.script() != b.script();
        let wide = |x: u32| if syllables { x | Sound::new(x).near() } else { x };
        return match (first(a), first(b)) {
            (Some(x), Some(y)) if wide(x) & y != 0 => (if near { 0.85 } else { 0.55 }, "initial"),
            _ => (0.0, "part-different"),
        };
    }
    let same_script = a.script() == b.script();
    if strict && same_script {
        let close = part_distance(a, b);
        let one_letter = a.key.chars().count() > 4 && close.similarity > 0.8;
        return (if one_letter { 0.5 } else { 0.4 * close.similarity }, "typo");
    }
    let d = part_distance(a, b);
    let mut fit = scaled(d, a, b);
    let mut code = code_of((&a.text, &a.key), (&b.text, &b.key), same_script, d);
    // Only of Latin and Cyrillic is it known how a woman's name ends; elsewhere all of it may be there.
    let told = |p: &Part| matches!(p.script(), Script::Latin | Script::Cyrillic);
    if a.masculine.is_some() != b.masculine.is_some() && (fit < 0.75 || told(a) && told(b)) {
        let stem = |p: &Part| p.masculine.clone().unwrap_or_else(|| p.sounds.clone());
        let (x, y) = (stem(a), stem(b));
        let d = distance((&x, a.writing), (&y, b.writing));
        let other = scaled(d, a, b).min(0.9);
        if other > 0.75 && other + 0.02 > fit {
            (fit, code) = (other, "gender-form");
        }
    }
    if same_script && code == "typo" {
        let slip = a.key.chars().count().min(b.key.chars().count()) > 4
            && is_slip(&a.key, &b.key)
            && !are_two_names(&a.key, &b.key);
        // Names that begin otherwise are other names: `Aliyev`, `Valiyev`.
        let doubtful = !first_letters_agree(&a.key, &b.key)
            || d.unexplained > 1
            || d.edits & edit::VOWEL != 0
            || a.sounds.len() == b.sounds.len();
        fit = match (slip, doubtful) {
            (true, _) => fit.max(0.76),
            (false, true) => fit.min(DOUBTFUL),
            (false, false) => fit,
        };
    }
    // `j` is an `h` in Spanish only: `Hansen`, `Jensen`.
    let spanish = |p: &Part, q: &Part| p.key.starts_with('h') && q.key.starts_with('j');
    if same_script && (spanish(a, b) || spanish(b, a)) && fit > DOUBTFUL {
        (fit, code) = (DOUBTFUL, "typo");
    }
    if fit < 0.9 && same_script && latinised(&a.key, &b.key) {
        (fit, code) = (0.9, "translit");
    }
    if fit < 0.9 && !same_script && a.spellings.iter().any(|g| b.spellings.contains(g)) {
        (fit, code) = (0.9, "translit");
    }
    // Two given names that are known as two.
    let apart = |p: &Part, q: &Part| {
        !p.groups.is_empty() && !q.groups.is_empty() && !p.groups.iter().any(|g| q.groups.contains(g))
    };
    if fit < 0.93 && apart(a, b) {
        fit = fit.min(0.42);
    }
    // `Трампом` that base forms did not reach.
    if same_script && fit < 0.8 && oblique(&a.key, &b.key) {
        (fit, code) = (0.8, "inflected");
    }
    // `Vlad` may be Vladimir.
    let (short, long) = if a.key.len() < b.key.len() { (a, b) } else { (b, a) };
    let begins = same_script && long.key.starts_with(&short.key) && short.key.chars().count() >= 3;
    if fit < 0.5 && begins && long.key.chars().count() >= short.key.chars().count() + 2 {
        (fit, code) = (0.5, "nickname");
    }
    // `Christophorus`, `Maximilianus`: the Latin form goes on where the short form ends.
    if begins && fit < 0.8 && long.key.ends_with("us") && short.key.chars().count() >= 3 {
        (fit, code) = (0.82, "nickname");
    }
    let known = |p: &Part, g: &u16| p.groups.contains(g) || p.heard.contains(g);
    if fit < 0.85 && a.groups.iter().chain(&a.heard).any(|g| known(b, g)) {
        (fit, code) = (0.88, "nickname");
    }
    (fit, code)
}

/// The best fit of two parts of one script that differ by more than a slip of the pen.
pub(crate) const DOUBTFUL: f32 = 0.62;

/// Whether two words differ by one letter too many, or by two neighbours that changed places.
fn is_slip(a: &str, b: &str) -> bool {
    let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if x.len() <= y.len() { (&x, &y) } else { (&y, &x) };
    let head = short.iter().zip(long.iter()).take_while(|(p, q)| p == q).count();
    match long.len() - short.len() {
        0 => {
            let rest = &short[head..];
            rest.len() > 1
                && rest[0] == long[head + 1]
                && rest[1] == long[head]
                && rest[2..] == long[head + 2..]
        }
        // A letter at the end makes another name, or another gender, as often as a slip.
        1 => head > 0 && head < short.len() && short[head..] == long[head + 1..],
        _ => false,
    }
}

/// Whether two words that differ by a letter are both known as names: `Marin`, `Martin`.
fn are_two_names(a: &str, b: &str) -> bool {
    is_known_part(a) && is_known_part(b)
}

/// Whether one word is likely the other with one letter mistaken: what is left is nobody's name.
pub(crate) fn is_mistaken(a: &str, b: &str) -> bool {
    let long = a.chars().count().min(b.chars().count()) > 4;
    long && differ_by_a_letter(a, b) && !are_two_names(a, b)
}

/// Whether two words differ by one letter: another, one too many, or two neighbours that changed places.
pub(crate) fn differ_by_a_letter(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > 2 || a == b {
        return false;
    }
    let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    edits(&x, &y) == 1 || is_slip(a, b)
}

/// `Erhard` and `Erhardus`, `Konrad` and `Conradus`: the Latin form of a name.
fn latinised(a: &str, b: &str) -> bool {
    let stem = |key: &str| key.strip_suffix("ius").or_else(|| key.strip_suffix("us")).map(latin_letters);
    let (x, y, full) = match (stem(a), stem(b)) {
        (Some(x), None) => (x, latin_letters(b), b),
        (None, Some(y)) => (y, latin_letters(a), a),
        _ => return false,
    };
    // What the other language has at the end: `Mauritius`, `Maurice`; `Constantinus`, `Konstantin`.
    let bare = y.trim_end_matches(['e', 'o', 'i', 's']);
    full.chars().count() > 3 && x.chars().count() >= 4 && (x == y || x == bare)
}

/// Latin letters as the languages that took the name write them.
fn latin_letters(key: &str) -> String {
    const ALIKE: [(&str, &str); 9] = [
        ("ph", "f"),
        ("th", "t"),
        ("ch", "k"),
        ("ae", "e"),
        ("c", "k"),
        ("y", "i"),
        ("j", "i"),
        ("w", "v"),
        ("z", "s"),
    ];
    ALIKE.iter().fold(key.to_owned(), |key, (from, to)| key.replace(from, to))
}

fn first_letters_agree(a: &str, b: &str) -> bool {
    const SAME: [&str; 8] = ["ijy", "ckq", "vw", "gj", "eyæ", "szx", "еэё", "уюw"];
    match (a.chars().next(), b.chars().next()) {
        (Some(x), Some(y)) => x == y || SAME.iter().any(|s| s.contains(x) && s.contains(y)),
        _ => false,
    }
}

/// Whether one folded Cyrillic word is the other with an ending that no nominative has.
fn oblique(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let ends = long.strip_prefix(short).is_some_and(|rest| matches!(rest, "ом" | "ем" | "ым" | "у" | "ові"));
    ends && short.chars().count() > 3 && !short.ends_with(['а', 'о', 'е', 'и', 'у', 'я', 'ю', 'і'])
}

/// Similarity of sounds on a scale where 0.5 is as likely as not.
pub(crate) fn scaled(d: Distance, a: &Part, b: &Part) -> f32 {
    let even = match a.writing.max(b.writing) {
        Writing::Full => 0.72,
        Writing::Consonants => 0.68,
        Writing::Syllables if [a, b].iter().any(|p| p.script() == Script::Katakana) => 0.63,
        Writing::Syllables => 0.6,
    };
    let s = d.similarity;
    let mut fit = if s >= even { 0.5 + 0.5 * (s - even) / (1.0 - even) } else { 0.5 * s / even };
    // In short parts each letter counts for more.
    let short = a.sounds.len().min(b.sounds.len());
    if d.unexplained > 0 && short <= 4 {
        fit -= 0.12;
    }
    fit.clamp(0.0, 1.0)
}

/// Aligns the parts `a` and `b` (indices into the lists), best fits first.
pub(crate) fn align(parts: (&[Part], &[Part]), a: &[usize], b: &[usize], strict: bool) -> Alignment {
    let (x, y) = parts;
    let mut ways: Vec<Pair> = Vec::with_capacity(a.len() * b.len());
    for &i in a {
        for &j in b {
            let (fit, code) = fit(&x[i], &y[j], strict);
            ways.push(Pair { a: vec![i], b: vec![j], fit, code });
        }
    }
    let mut out = greedy(parts, a, b, &ways);
    let open = !out.left_a.is_empty() || !out.left_b.is_empty() || out.pairs.iter().any(|p| p.fit < 0.8);
    if open && (a.len() != b.len() || x.iter().chain(y).any(|p| p.hyphen)) {
        let single = ways.clone();
        merged(x, a, y, b, &single, false, &mut ways);
        merged(y, b, x, a, &single, true, &mut ways);
        if ways.len() > single.len() {
            out = greedy(parts, a, b, &ways);
        }
    }
    out
}

/// Takes the best fits while parts are free. The same order in both names decides between equals.
fn greedy(parts: (&[Part], &[Part]), a: &[usize], b: &[usize], ways: &[Pair]) -> Alignment {
    let (n, m) = (parts.0.len().max(1) as f32, parts.1.len().max(1) as f32);
    let worth = |w: &Pair| {
        let apart = (w.a[0] as f32 / n - w.b[0] as f32 / m).abs();
        w.fit + 0.02 * (w.a.len() + w.b.len()) as f32 - 0.05 * apart
    };
    let mut ways: Vec<&Pair> = ways.iter().filter(|w| w.fit >= 0.5).collect();
    ways.sort_by(|p, q| worth(q).total_cmp(&worth(p)).then_with(|| (&p.a, &p.b).cmp(&(&q.a, &q.b))));
    let mut out = Alignment { left_a: a.to_vec(), left_b: b.to_vec(), ..Alignment::default() };
    for way in ways {
        if way.a.iter().all(|i| out.left_a.contains(i)) && way.b.iter().all(|j| out.left_b.contains(j)) {
            out.left_a.retain(|i| !way.a.contains(i));
            out.left_b.retain(|j| !way.b.contains(j));
            out.pairs.push(way.clone());
        }
    }
    out.pairs.sort_by(|p, q| p.a.cmp(&q.a));
    out
}

/// Two neighbouring parts of one side as one part of the other: `Abdul Rahman`, `Abdulrahman`.
fn merged(
    x: &[Part],
    a: &[usize],
    y: &[Part],
    b: &[usize],
    single: &[Pair],
    swapped: bool,
    ways: &mut Vec<Pair>,
) {
    for two in a.windows(2) {
        let (p, q) = (&x[two[0]], &x[two[1]]);
        if two[1] != two[0] + 1 || p.role == Role::Initial || q.role == Role::Initial {
            continue;
        }
        let sounds = [p.sounds.as_slice(), q.sounds.as_slice()].concat();
        let key = format!("{}{}", p.key, q.key);
        for &j in b {
            let same_script = p.script() == y[j].script();
            let whole = (sounds.as_slice(), p.writing.max(q.writing));
            let plain = distance(whole, (&y[j].sounds, y[j].writing));
            // `მაკ-გრეგორი`: `McGregor` as it is said.
            let d = match distance_as_read(&y[j], whole) {
                Some(read) if !same_script && read.similarity > plain.similarity => read,
                _ => plain,
            };
            let best = single
                .iter()
                .filter(|w| {
                    if swapped {
                        w.b.iter().any(|i| two.contains(i)) && w.a == [j]
                    } else {
                        w.a.iter().any(|i| two.contains(i)) && w.b == [j]
                    }
                })
                .map(|w| w.fit)
                .fold(0.0, f32::max);
            let fit = if key == y[j].key { 1.0 } else { scaled(d, p, &y[j]) };
            if fit < 0.7 || fit < best + 0.05 {
                continue;
            }
            let code = if same_script { "hyphen" } else { "translit" };
            let (a, b) = if swapped { (vec![j], two.to_vec()) } else { (two.to_vec(), vec![j]) };
            ways.push(Pair { a, b, fit, code });
        }
    }
}

/// The words of `indices`, joined by blanks.
pub(crate) fn text_of(parts: &[Part], indices: &[usize]) -> String {
    indices.iter().map(|&i| parts[i].text.as_str()).collect::<Vec<_>>().join(" ")
}
