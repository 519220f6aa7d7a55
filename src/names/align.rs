//! Which part of one name answers which part of the other.

use std::borrow::Cow;
use std::ops::Range;

use unicode_script::Script;

use super::compare::code_of;
use super::data::is_known_part;
use super::parts::{Part, Role, distance_as_read, part_distance};
use super::sound::{Distance, Sound, Writing, distance, edit};

/// One part, or neighbours that are one part of the other name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Run {
    first: usize,
    end: usize,
}

impl Run {
    pub(crate) fn one(index: usize) -> Run {
        Run { first: index, end: index + 1 }
    }

    pub(crate) fn indices(self) -> Range<usize> {
        self.first..self.end
    }

    pub(crate) fn contains(self, index: usize) -> bool {
        self.indices().contains(&index)
    }

    /// Its part, if it is one.
    pub(crate) fn single(self) -> Option<usize> {
        (self.end == self.first + 1).then_some(self.first)
    }

    pub(crate) fn is_one(self, index: usize) -> bool {
        self.single() == Some(index)
    }
}

/// Parts that belong together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub a: Run,
    pub b: Run,
    /// From 0 to 1; 0.5 and above is a match.
    pub fit: f32,
    pub code: &'static str,
}

impl Pair {
    /// The two parts, where each side has one.
    pub(crate) fn single(&self) -> Option<(usize, usize)> {
        self.a.single().zip(self.b.single())
    }
}

/// Every part exactly once: in a pair or left over.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alignment {
    pub pairs: Vec<Pair>,
    pub left_a: Vec<usize>,
    pub left_b: Vec<usize>,
    /// How well each part fits each, row by row of `a`.
    fits: Vec<f32>,
    /// How many parts the second name has.
    width: usize,
}

impl Alignment {
    /// How well two of the parts that were aligned fit.
    pub(crate) fn fit(&self, a: usize, b: usize) -> f32 {
        self.fits[a * self.width + b]
    }
}

/// How well two parts fit, and why.
pub(crate) fn fit(a: &Part, b: &Part, strict: bool) -> (f32, &'static str) {
    if a.key == b.key {
        return (1.0, code_of((&a.text, &a.key), (&b.text, &b.key), true, Distance::default()));
    }
    if a.role == Role::Initial || b.role == Role::Initial {
        let first = |p: &Part| p.sounds.iter().find(|s| !s.faint || p.sounds.len() == 1).map(|s| s.mask);
        // Letters of one script are the same letter, or one of two conventions.
        let near = a.script != b.script || first_letters_agree(&a.key, &b.key);
        // Syllabaries give `g` and `k` alike.
        let syllables = a.writing.max(b.writing) == Writing::Syllables && a.script != b.script;
        let wide = |x: u32| if syllables { x | Sound::new(x).near() } else { x };
        return match (first(a), first(b)) {
            (Some(x), Some(y)) if wide(x) & y != 0 => (if near { 0.85 } else { 0.55 }, "initial"),
            _ => (0.0, "part-different"),
        };
    }
    let same_script = a.script == b.script;
    if same_script && a.script == Script::Han && !half_the_signs(&a.key, &b.key) {
        return (0.5 * scaled(part_distance(a, b), a, b), "part-different");
    }
    if strict && same_script {
        let close = part_distance(a, b);
        let one_letter = a.length > 4 && close.similarity > 0.8;
        return (if one_letter { 0.5 } else { 0.4 * close.similarity }, "typo");
    }
    let d = part_distance(a, b);
    let mut fit = scaled(d, a, b);
    let mut code = code_of((&a.text, &a.key), (&b.text, &b.key), same_script, d);
    // Only of Latin and Cyrillic is it known how a woman's name ends; elsewhere all of it may be there.
    let told = |p: &Part| matches!(p.script, Script::Latin | Script::Cyrillic);
    if a.masculine.is_some() != b.masculine.is_some() && (fit < 0.75 || told(a) && told(b)) {
        fn stem(p: &Part) -> &[Sound] {
            p.masculine.as_deref().unwrap_or(&p.sounds)
        }
        let d = distance((stem(a), a.writing), (stem(b), b.writing));
        let other = scaled(d, a, b).min(0.9);
        if other > 0.75 && other + 0.02 > fit {
            (fit, code) = (other, "gender-form");
        }
    }
    if same_script && code == "typo" {
        let slip = a.length.min(b.length) > 4 && is_slip(&a.key, &b.key) && !are_two_names(&a.key, &b.key);
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
    let begins = same_script && short.length >= 3 && long.key.starts_with(&short.key);
    if fit < 0.5 && begins && long.length >= short.length + 2 {
        (fit, code) = (0.5, "nickname");
    }
    // `Christophorus`, `Maximilianus`: the Latin form goes on where the short form ends.
    if begins && fit < 0.8 && long.key.ends_with("us") {
        (fit, code) = (0.82, "nickname");
    }
    let known = |p: &Part, g: &u16| p.groups.contains(g) || p.heard.contains(g);
    if fit < 0.85 && a.groups.iter().chain(&a.heard).any(|g| known(b, g)) {
        (fit, code) = (0.88, "nickname");
    }
    (fit, code)
}

/// Whether two words in Chinese characters share half of them, in order, old and new forms alike. Their sounds would
/// tell little: so few syllables are there that most names sound like many others.
fn half_the_signs(a: &str, b: &str) -> bool {
    let signs = |key: &str| -> Vec<char> { key.chars().map(super::data::simplified).collect() };
    let (x, y) = (signs(a), signs(b));
    let mut shared = vec![0; y.len() + 1];
    for p in &x {
        let mut corner = 0;
        for (j, q) in y.iter().enumerate() {
            let up = shared[j + 1];
            shared[j + 1] = if p == q { corner + 1 } else { up.max(shared[j]) };
            corner = up;
        }
    }
    2 * shared[y.len()] >= x.len().max(y.len())
}

/// The best fit of two parts of one script that differ by more than a slip of the pen.
pub(crate) const DOUBTFUL: f32 = 0.62;

/// What is left of two words without what both begin and end with, and whether both have such a
/// beginning and such an end.
fn differing<'w>(a: &'w str, b: &'w str) -> (&'w str, &'w str, bool) {
    let alike = |p: &(char, char)| p.0 == p.1;
    let bytes = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(alike).map(|(c, _)| c.len_utf8()).sum()
    };
    let head = bytes(&mut a.chars().zip(b.chars()));
    let (a, b) = (&a[head..], &b[head..]);
    let tail = bytes(&mut a.chars().rev().zip(b.chars().rev()));
    (&a[..a.len() - tail], &b[..b.len() - tail], head > 0 && tail > 0)
}

fn are_turned(a: &str, b: &str) -> bool {
    let (mut x, mut y) = (a.chars(), b.chars());
    let (p, q, r, s) = (x.next(), x.next(), y.next(), y.next());
    q.is_some() && p == s && q == r && x.next().is_none() && y.next().is_none()
}

fn is_letter(text: &str) -> bool {
    text.chars().nth(1).is_none() && !text.is_empty()
}

/// Whether two words differ by one letter too many, or by two neighbours that changed places.
fn is_slip(a: &str, b: &str) -> bool {
    let (x, y, inside) = differing(a, b);
    // A letter at the end makes another name, or another gender, as often as a slip.
    inside && (x.is_empty() && is_letter(y) || y.is_empty() && is_letter(x)) || are_turned(x, y)
}

/// Whether two words that differ by a letter are both known as names: `Marin`, `Martin`.
fn are_two_names(a: &str, b: &str) -> bool {
    is_known_part(a) && is_known_part(b)
}

/// Whether one word is likely the other with one letter mistaken: what is left is nobody's name.
pub(crate) fn is_mistaken(a: &str, b: &str) -> bool {
    differ_by_a_letter(a, b) && a.chars().count().min(b.chars().count()) > 4 && !are_two_names(a, b)
}

/// Whether two words differ by one letter: another, one too many, or two neighbours that changed places.
pub(crate) fn differ_by_a_letter(a: &str, b: &str) -> bool {
    // What has three bytes is a syllable in most scripts, not a letter.
    if a.len().abs_diff(b.len()) > 2 {
        return false;
    }
    let (x, y, _) = differing(a, b);
    let other = is_letter(x) && (is_letter(y) || y.is_empty()) || x.is_empty() && is_letter(y);
    other || are_turned(x, y)
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
        Writing::Syllables if [a, b].iter().any(|p| p.script == Script::Katakana) => 0.63,
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
    let mut fits = vec![0.0; x.len() * y.len()];
    // What fits no better is no pair.
    let mut ways: Vec<Pair> = Vec::with_capacity(a.len() + b.len());
    for &i in a {
        for &j in b {
            let (fit, code) = fit(&x[i], &y[j], strict);
            fits[i * y.len() + j] = fit;
            if fit >= 0.5 {
                ways.push(Pair { a: Run::one(i), b: Run::one(j), fit, code });
            }
        }
    }
    let mut out = Alignment { fits, width: y.len(), ..Alignment::default() };
    out.take(parts, a, b, &mut ways);
    let open = !out.left_a.is_empty() || !out.left_b.is_empty() || out.pairs.iter().any(|p| p.fit < 0.8);
    if open && (a.len() != b.len() || x.iter().chain(y).any(|p| p.hyphen)) {
        let single = ways.len();
        merged(parts, a, b, false, single, &mut ways);
        merged((y, x), b, a, true, single, &mut ways);
        if ways.len() > single {
            out.take(parts, a, b, &mut ways);
        }
    }
    out
}

impl Alignment {
    /// Takes the best fits while parts are free. The same order in both names decides between equals.
    fn take(&mut self, parts: (&[Part], &[Part]), a: &[usize], b: &[usize], ways: &mut [Pair]) {
        let (n, m) = (parts.0.len().max(1) as f32, parts.1.len().max(1) as f32);
        let worth = |w: &Pair| {
            let apart = (w.a.first as f32 / n - w.b.first as f32 / m).abs();
            w.fit + 0.02 * (w.a.indices().len() + w.b.indices().len()) as f32 - 0.05 * apart
        };
        ways.sort_by(|p, q| worth(q).total_cmp(&worth(p)).then_with(|| (p.a, p.b).cmp(&(q.a, q.b))));
        self.pairs.clear();
        self.left_a = a.to_vec();
        self.left_b = b.to_vec();
        for way in ways {
            let free = |run: Run, left: &[usize]| run.indices().all(|i| left.contains(&i));
            if free(way.a, &self.left_a) && free(way.b, &self.left_b) {
                self.left_a.retain(|&i| !way.a.contains(i));
                self.left_b.retain(|&j| !way.b.contains(j));
                self.pairs.push(*way);
            }
        }
        self.pairs.sort_by_key(|p| p.a);
    }
}

/// Two neighbouring parts of one side as one part of the other: `Abdul Rahman`, `Abdulrahman`.
/// The first `single` of the ways are those of single parts.
fn merged(
    (x, y): (&[Part], &[Part]),
    a: &[usize],
    b: &[usize],
    swapped: bool,
    single: usize,
    ways: &mut Vec<Pair>,
) {
    let mut sounds = Vec::new();
    for two in a.windows(2) {
        let (p, q) = (&x[two[0]], &x[two[1]]);
        if two[1] != two[0] + 1 || p.role == Role::Initial || q.role == Role::Initial {
            continue;
        }
        sounds.clear();
        sounds.extend(p.sounds.iter().chain(&q.sounds));
        let run = Run { first: two[0], end: two[1] + 1 };
        for &j in b {
            let same_script = p.script == y[j].script;
            let whole = (sounds.as_slice(), p.writing.max(q.writing));
            let plain = distance(whole, (&y[j].sounds, y[j].writing));
            // `მაკ-გრეგორი`: `McGregor` as it is said.
            let d = match distance_as_read(&y[j], whole) {
                Some(read) if !same_script && read.similarity > plain.similarity => read,
                _ => plain,
            };
            let best = ways[..single]
                .iter()
                .map(|w| if swapped { (w.b, w.a, w.fit) } else { (w.a, w.b, w.fit) })
                .filter(|(own, other, _)| other.is_one(j) && run.contains(own.first))
                .map(|(.., fit)| fit)
                .fold(0.0, f32::max);
            let whole = y[j].key.strip_prefix(p.key.as_str()) == Some(q.key.as_str());
            let fit = if whole { 1.0 } else { scaled(d, p, &y[j]) };
            if fit < 0.7 || fit < best + 0.05 {
                continue;
            }
            let code = if same_script { "hyphen" } else { "translit" };
            let (a, b) = if swapped { (Run::one(j), run) } else { (run, Run::one(j)) };
            ways.push(Pair { a, b, fit, code });
        }
    }
}

/// The words of `indices`, joined by blanks.
pub(crate) fn text_of(parts: &[Part], indices: impl IntoIterator<Item = usize>) -> Cow<'_, str> {
    let mut words = indices.into_iter().map(|i| parts[i].text.as_str());
    let mut out = Cow::Borrowed(words.next().unwrap_or(""));
    for word in words {
        let out = out.to_mut();
        out.push(' ');
        out.push_str(word);
    }
    out
}
