//! Sounds of a name part, and the distance of two sequences of sounds.
//!
//! A [`Sound`] is the *set* of sounds that a letter or group of letters can stand for in the
//! conventions that press and passports use: Latin `j` is the first sound of *yes* (German,
//! Polish), of *jam* (English), of French *jour* and of Spanish *Juan*. Two letters with a sound in
//! common cost nothing, neighbouring sounds little, and what one script does not write (vowels in
//! Arabic script, consonant clusters in Chinese) little as well.

/// Bits of the sound sets.
pub(crate) mod bit {
    pub const A: u32 = 1 << 0;
    pub const E: u32 = 1 << 1;
    pub const I: u32 = 1 << 2;
    pub const O: u32 = 1 << 3;
    pub const U: u32 = 1 << 4;
    /// The dark `ы`, Turkish `ı`, also `ü` in `Y | U`.
    pub const Y: u32 = 1 << 5;
    /// First sound of *yes*.
    pub const GLIDE: u32 = 1 << 6;
    pub const W: u32 = 1 << 7;
    pub const P: u32 = 1 << 8;
    pub const B: u32 = 1 << 9;
    pub const F: u32 = 1 << 10;
    pub const V: u32 = 1 << 11;
    pub const M: u32 = 1 << 12;
    pub const N: u32 = 1 << 13;
    pub const L: u32 = 1 << 14;
    pub const R: u32 = 1 << 15;
    pub const T: u32 = 1 << 16;
    pub const D: u32 = 1 << 17;
    pub const S: u32 = 1 << 18;
    pub const Z: u32 = 1 << 19;
    pub const SH: u32 = 1 << 20;
    pub const ZH: u32 = 1 << 21;
    pub const CH: u32 = 1 << 22;
    /// First sound of *jam*.
    pub const DZH: u32 = 1 << 23;
    pub const TS: u32 = 1 << 24;
    pub const K: u32 = 1 << 25;
    pub const G: u32 = 1 << 26;
    /// `kh`, as in *loch*.
    pub const KH: u32 = 1 << 27;
    pub const H: u32 = 1 << 28;
    pub const KS: u32 = 1 << 29;
    pub const TH: u32 = 1 << 30;
    pub const VOWELS: u32 = A | E | I | O | U | Y;
}
use bit::*;

/// Sounds that replace each other in transliterations and dialects.
const NEAR: [(u32, u32); 32] = [
    (A, E),
    (A, O),
    (E, I),
    (O, U),
    (I, Y),
    (U, Y),
    (I, GLIDE),
    (E, GLIDE),
    (U, W),
    (U, V),
    (O, W),
    (V, W),
    (V, B),
    (V, F),
    (P, B),
    (P, F),
    (T, D),
    (T, TH),
    (S, TH),
    (S, Z),
    (S, SH),
    (Z, ZH),
    (ZH, DZH),
    (CH, DZH),
    (CH, SH),
    (CH, TS),
    (S, TS),
    (Z, DZH),
    (K, G),
    (K, KH),
    (G, KH),
    (H, KH),
];

/// Wider neighbours, for scripts with few sounds (Chinese, Japanese, Korean).
const WIDE: [(u32, u32); 14] = [
    (L, R),
    (B, F),
    (H, F),
    (M, N),
    (G, DZH),
    (K, CH),
    (H, G),
    (SH, KH),
    (T, TS),
    (Z, TS),
    (T, CH),
    (D, DZH),
    (B, W),
    (SH, ZH),
];

const fn neighbours(pairs: &[(u32, u32)]) -> [u32; 31] {
    let mut table = [0; 31];
    let mut i = 0;
    while i < pairs.len() {
        let (a, b) = pairs[i];
        table[a.trailing_zeros() as usize] |= b;
        table[b.trailing_zeros() as usize] |= a;
        i += 1;
    }
    table
}

const NEAR_OF: [u32; 31] = neighbours(&NEAR);
const WIDE_OF: [u32; 31] = neighbours(&WIDE);

fn spread(mask: u32, table: &[u32; 31]) -> u32 {
    let (mut rest, mut out) = (mask, 0);
    while rest != 0 {
        out |= table[rest.trailing_zeros() as usize];
        rest &= rest - 1;
    }
    out
}

/// One letter or group of letters as the set of sounds it can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sound {
    pub mask: u32,
    near: u32,
    wide: u32,
    /// Often silent: glides beside vowels, `h`, Arabic `ا` and `ع`, final `e`.
    pub faint: bool,
}

impl Sound {
    pub(crate) fn new(mask: u32) -> Sound {
        Sound { mask, near: spread(mask, &NEAR_OF), wide: spread(mask, &WIDE_OF), faint: false }
    }

    pub(crate) fn faint(mask: u32) -> Sound {
        Sound { faint: true, ..Sound::new(mask) }
    }

    /// Sounds that replace one of these in transliterations.
    pub(crate) fn near(self) -> u32 {
        self.near
    }

    pub(crate) fn is_vowel(self) -> bool {
        self.mask & VOWELS != 0 && self.mask & !(VOWELS | GLIDE | W) == 0
    }
}

/// How a script writes sounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Writing {
    /// Consonants and vowels: Latin, Cyrillic, Greek, Georgian, Armenian.
    Full,
    /// Mostly consonants: Arabic, Hebrew.
    Consonants,
    /// Syllables with few final consonants: Han, kana, Hangul, Indic and others.
    Syllables,
}

/// What the cheapest way from one sequence to the other contains.
pub(crate) mod edit {
    /// A letter whose sets of sounds meet but are not equal: another convention of spelling.
    pub const CONVENTION: u8 = 1;
    pub const VOWEL: u8 = 2;
    pub const CONSONANT: u8 = 4;
    /// Something that neither script nor convention explains.
    pub const UNEXPLAINED: u8 = 8;
}

/// Distance of two sequences of sounds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Distance {
    /// From 0 (unrelated) to 1 (the same sounds).
    pub similarity: f32,
    /// Bits of [`edit`].
    pub edits: u8,
    /// How many sounds of the cheapest way were replaced, added or lost without explanation.
    pub unexplained: u8,
}

struct Costs {
    near_vowel: f32,
    far_vowel: f32,
    near: f32,
    wide: f32,
    other: f32,
    drop_vowel: f32,
    drop_faint: f32,
    drop: f32,
    /// An `r` that no vowel follows: `Carter`, `カーター`, `卡特`.
    drop_coda: f32,
    weight_vowel: f32,
}

impl Costs {
    fn of(a: Writing, b: Writing) -> Costs {
        match (a.min(b), a.max(b)) {
            (Writing::Full, Writing::Full) => Costs {
                near_vowel: 0.22,
                far_vowel: 0.55,
                near: 0.3,
                wide: 0.85,
                other: 1.0,
                drop_vowel: 0.55,
                drop_faint: 0.12,
                drop: 0.9,
                drop_coda: 0.9,
                weight_vowel: 0.6,
            },
            // Two spellings in the script: each letter is written in both.
            (Writing::Consonants, Writing::Consonants) => Costs {
                near_vowel: 0.2,
                far_vowel: 0.45,
                near: 0.3,
                wide: 0.85,
                other: 1.0,
                drop_vowel: 0.35,
                drop_faint: 0.12,
                drop: 0.9,
                drop_coda: 0.9,
                weight_vowel: 0.5,
            },
            (_, Writing::Consonants) => Costs {
                near_vowel: 0.1,
                far_vowel: 0.3,
                near: 0.25,
                wide: 0.8,
                other: 1.0,
                drop_vowel: 0.07,
                drop_faint: 0.05,
                drop: 0.9,
                drop_coda: 0.9,
                weight_vowel: 0.25,
            },
            _ => Costs {
                near_vowel: 0.15,
                far_vowel: 0.3,
                near: 0.15,
                wide: 0.25,
                other: 0.95,
                drop_vowel: 0.14,
                drop_faint: 0.07,
                drop: 0.6,
                drop_coda: 0.2,
                weight_vowel: 0.35,
            },
        }
    }

    fn weight(&self, s: Sound) -> f32 {
        match (s.is_vowel(), s.faint) {
            (true, true) => self.weight_vowel * 0.4,
            (true, false) => self.weight_vowel,
            (false, true) => 0.4,
            (false, false) => 1.0,
        }
    }

    /// Cost and kind of leaving out `s` between `before` and `after`.
    fn drop(&self, s: Sound, before: Option<Sound>, after: Option<Sound>) -> (f32, u8) {
        if s.faint {
            return (self.drop_faint, if s.is_vowel() { edit::VOWEL } else { edit::CONSONANT });
        }
        if s.is_vowel() {
            // The second of two vowels is a matter of spelling: `ou`, `ie`, `aa`.
            let beside = before.is_some_and(|b| b.is_vowel() || b.mask & (GLIDE | W) != 0);
            return (if beside { self.drop_vowel * 0.5 } else { self.drop_vowel }, edit::VOWEL);
        }
        if s.mask & (GLIDE | H) != 0 {
            return (self.drop.min(0.4), edit::CONSONANT);
        }
        // A doubled sound or the second half of a group.
        if before.is_some_and(|b| b.mask & s.mask != 0) {
            return (0.15, edit::CONSONANT);
        }
        if s.mask == R
            && self.drop_coda < self.drop
            && before.is_some()
            && !after.is_some_and(Sound::is_vowel)
        {
            return (self.drop_coda, edit::CONSONANT);
        }
        (self.drop, edit::UNEXPLAINED)
    }

    fn replace(&self, a: Sound, b: Sound) -> (f32, u8) {
        if a.mask == b.mask {
            return (0.0, 0);
        }
        if a.mask & b.mask != 0 {
            return (0.02, edit::CONVENTION);
        }
        let (va, vb) = (a.is_vowel(), b.is_vowel());
        let kind = if va && vb { edit::VOWEL } else { edit::CONSONANT };
        if a.near & b.mask != 0 {
            return (if va && vb { self.near_vowel } else { self.near }, kind);
        }
        if va && vb {
            return (self.far_vowel, edit::VOWEL);
        }
        if a.wide & b.mask != 0 {
            return (self.wide, if self.wide < 0.5 { edit::CONSONANT } else { edit::UNEXPLAINED });
        }
        if va != vb { (self.other * 1.3, edit::UNEXPLAINED) } else { (self.other, edit::UNEXPLAINED) }
    }
}

const MOST: usize = 40;

/// Distance of two sequences; symmetric.
pub(crate) fn distance(a: (&[Sound], Writing), b: (&[Sound], Writing)) -> Distance {
    let (x, y) = (&a.0[..a.0.len().min(MOST)], &b.0[..b.0.len().min(MOST)]);
    if x.is_empty() || y.is_empty() {
        return Distance::default();
    }
    let costs = Costs::of(a.1, b.1);
    let drops = |s: &[Sound]| -> [(f32, u8); MOST] {
        let mut out = [(0.0, 0); MOST];
        for (i, slot) in out.iter_mut().enumerate().take(s.len()) {
            *slot = costs.drop(s[i], i.checked_sub(1).map(|i| s[i]), s.get(i + 1).copied());
        }
        out
    };
    let (drop_x, drop_y) = (drops(x), drops(y));
    // One row of (cost, edits, unexplained) at a time.
    let mut row = [(0f32, 0u8, 0u8); MOST + 1];
    let mut above = row;
    for j in 1..=y.len() {
        let (cost, kind) = drop_y[j - 1];
        row[j] = step(row[j - 1], cost, kind);
    }
    for i in 1..=x.len() {
        let two_above = above;
        above = row;
        let mut diagonal = row[0];
        let (cost, kind) = drop_x[i - 1];
        row[0] = step(row[0], cost, kind);
        for j in 1..=y.len() {
            let (replace, r_kind) = costs.replace(x[i - 1], y[j - 1]);
            let (lose, l_kind) = drop_y[j - 1];
            let ways =
                [step(diagonal, replace, r_kind), step(row[j], cost, kind), step(row[j - 1], lose, l_kind)];
            diagonal = row[j];
            // Two letters in the wrong order.
            let turned = i > 1 && j > 1 && x[i - 1].mask == y[j - 2].mask && x[i - 2].mask == y[j - 1].mask;
            let ways = if turned && x[i - 1].mask != x[i - 2].mask {
                [ways[0], ways[1], ways[2], step(two_above[j - 2], 0.9, edit::UNEXPLAINED)]
            } else {
                [ways[0], ways[1], ways[2], ways[2]]
            };
            row[j] = ways.into_iter().min_by(|p, q| p.0.total_cmp(&q.0)).unwrap_or(ways[0]);
        }
    }
    let (cost, edits, unexplained) = row[y.len()];
    let weight = |s: &[Sound]| s.iter().map(|&s| costs.weight(s)).sum::<f32>();
    let whole = (weight(x) + weight(y)) / 2.0;
    Distance { similarity: (1.0 - cost / whole.max(0.5)).max(0.0), edits, unexplained }
}

fn step(from: (f32, u8, u8), cost: f32, kind: u8) -> (f32, u8, u8) {
    (from.0 + cost, from.1 | kind, from.2 + u8::from(kind == edit::UNEXPLAINED))
}
