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
    vowel: bool,
    /// Often silent: glides beside vowels, `h`, Arabic `ا` and `ع`, final `e`.
    pub faint: bool,
}

impl Sound {
    pub(crate) fn new(mask: u32) -> Sound {
        let vowel = mask & VOWELS != 0 && mask & !(VOWELS | GLIDE | W) == 0;
        Sound { mask, near: spread(mask, &NEAR_OF), wide: spread(mask, &WIDE_OF), vowel, faint: false }
    }

    pub(crate) fn faint(mask: u32) -> Sound {
        Sound { faint: true, ..Sound::new(mask) }
    }

    /// Sounds that replace one of these in transliterations.
    pub(crate) fn near(self) -> u32 {
        self.near
    }

    pub(crate) fn is_vowel(self) -> bool {
        self.vowel
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

/// Costs in thousandths.
struct Costs {
    near_vowel: u32,
    far_vowel: u32,
    near: u32,
    wide: u32,
    other: u32,
    drop_vowel: u32,
    drop_faint: u32,
    drop: u32,
    /// An `r` that no vowel follows: `Carter`, `カーター`, `卡特`.
    drop_coda: u32,
    weight_vowel: u32,
}

const FULL: Costs = Costs {
    near_vowel: 220,
    far_vowel: 550,
    near: 300,
    wide: 850,
    other: 1000,
    drop_vowel: 550,
    drop_faint: 120,
    drop: 900,
    drop_coda: 900,
    weight_vowel: 600,
};

/// Two spellings in a script of consonants: each letter is written in both.
const CONSONANTS: Costs = Costs {
    near_vowel: 200,
    far_vowel: 450,
    near: 300,
    wide: 850,
    other: 1000,
    drop_vowel: 350,
    drop_faint: 120,
    drop: 900,
    drop_coda: 900,
    weight_vowel: 500,
};

/// A script of consonants against one that writes vowels.
const UNVOWELLED: Costs = Costs {
    near_vowel: 100,
    far_vowel: 300,
    near: 250,
    wide: 800,
    other: 1000,
    drop_vowel: 70,
    drop_faint: 50,
    drop: 900,
    drop_coda: 900,
    weight_vowel: 250,
};

const SYLLABLES: Costs = Costs {
    near_vowel: 150,
    far_vowel: 300,
    near: 150,
    wide: 250,
    other: 950,
    drop_vowel: 140,
    drop_faint: 70,
    drop: 600,
    drop_coda: 200,
    weight_vowel: 350,
};

/// A step, or the way so far: its cost, then the bits of [`edit`], then how many steps are
/// unexplained; in one number, so that the smallest is the cheapest.
type Way = u32;

const EDITS: Way = 0xf00;

const fn way(cost: u32, kind: u8) -> Way {
    cost << 12 | (kind as u32) << 8 | (kind == edit::UNEXPLAINED) as u32
}

const fn step(from: Way, by: Way) -> Way {
    (from + (by & !EDITS)) | by & EDITS
}

/// The smaller of two ways, without a branch: which it is cannot be foretold.
fn least(a: Way, b: Way) -> Way {
    let less = a.wrapping_sub(b);
    let mask = (less as i32 >> 31) as u32;
    b.wrapping_add(less & mask)
}

/// What replacing a sound costs, by how it relates to the other; `[1]` where that is a vowel.
struct Replaced {
    meet: Way,
    near: [Way; 2],
    wide: [Way; 2],
    other: [Way; 2],
}

/// What steps cost between two ways of writing, looked up without a branch.
struct Steps {
    /// Replacing a sound that is no vowel, or one.
    replaced: [Replaced; 2],
    /// Leaving a sound out, by its [`surroundings`].
    lost: [Way; 64],
    /// What a sound weighs: by whether it is a vowel, and faint.
    weights: [u32; 4],
}

/// What tells whether the sound at `i` may be left out, as an index: faint, a vowel, behind a vowel
/// or glide, a glide or `h` itself, in common with the sound before it, an `r` that closes a syllable.
fn surroundings(s: &[Sound], i: usize) -> usize {
    let sound = s[i];
    let before = i.checked_sub(1).map(|i| s[i]);
    let opens = s.get(i + 1).is_some_and(|next| next.vowel);
    let (met, beside) = before.map_or((0, false), |b| (b.mask, b.vowel || b.mask & (GLIDE | W) != 0));
    usize::from(sound.faint)
        | usize::from(sound.vowel) << 1
        | usize::from(beside) << 2
        | usize::from(sound.mask & (GLIDE | H) != 0) << 3
        | usize::from(sound.mask & met != 0) << 4
        | usize::from(sound.mask == R && i > 0 && !opens) << 5
}

impl Costs {
    fn steps(a: Writing, b: Writing) -> &'static Steps {
        static STEPS: [Steps; 4] =
            [FULL.tables(), CONSONANTS.tables(), UNVOWELLED.tables(), SYLLABLES.tables()];
        match (a.min(b), a.max(b)) {
            (Writing::Full, Writing::Full) => &STEPS[0],
            (Writing::Consonants, Writing::Consonants) => &STEPS[1],
            (_, Writing::Consonants) => &STEPS[2],
            _ => &STEPS[3],
        }
    }

    const fn tables(&self) -> Steps {
        let mut lost = [0; 64];
        let mut i = 0;
        while i < 64 {
            lost[i] = self.lost(i);
            i += 1;
        }
        let weights = [1000, self.weight_vowel, 400, self.weight_vowel * 2 / 5];
        let meet = way(20, edit::CONVENTION);
        let near = way(self.near, edit::CONSONANT);
        let wide = way(self.wide, if self.wide < 500 { edit::CONSONANT } else { edit::UNEXPLAINED });
        let far_vowel = way(self.far_vowel, edit::VOWEL);
        let other = way(self.other, edit::UNEXPLAINED);
        let mixed = way(self.other * 13 / 10, edit::UNEXPLAINED);
        let replaced = [
            Replaced { meet, near: [near, near], wide: [wide, wide], other: [other, mixed] },
            Replaced {
                meet,
                near: [near, way(self.near_vowel, edit::VOWEL)],
                wide: [wide, far_vowel],
                other: [mixed, far_vowel],
            },
        ];
        Steps { replaced, lost, weights }
    }

    const fn lost(&self, surroundings: usize) -> Way {
        let (faint, vowel, beside) = (surroundings & 1 != 0, surroundings & 2 != 0, surroundings & 4 != 0);
        let (glide, doubled, coda) = (surroundings & 8 != 0, surroundings & 16 != 0, surroundings & 32 != 0);
        if faint {
            way(self.drop_faint, if vowel { edit::VOWEL } else { edit::CONSONANT })
        } else if vowel {
            // The second of two vowels is a matter of spelling: `ou`, `ie`, `aa`.
            way(if beside { self.drop_vowel / 2 } else { self.drop_vowel }, edit::VOWEL)
        } else if glide {
            way(if self.drop < 400 { self.drop } else { 400 }, edit::CONSONANT)
        } else if doubled {
            // Or the second half of a group.
            way(150, edit::CONSONANT)
        } else if coda && self.drop_coda < self.drop {
            way(self.drop_coda, edit::CONSONANT)
        } else {
            way(self.drop, edit::UNEXPLAINED)
        }
    }
}

const MOST: usize = 40;

/// What it takes to replace one sound by another.
#[inline]
fn replaced(a: Sound, b: Sound, by: &Replaced) -> Way {
    let vowel = usize::from(b.vowel);
    let mut way = by.other[vowel];
    way = if a.wide & b.mask != 0 { by.wide[vowel] } else { way };
    way = if a.near & b.mask != 0 { by.near[vowel] } else { way };
    way = if a.mask & b.mask != 0 { by.meet } else { way };
    if a.mask == b.mask { 0 } else { way }
}

/// Distance of two sequences; symmetric.
pub(crate) fn distance(a: (&[Sound], Writing), b: (&[Sound], Writing)) -> Distance {
    let (x, y) = (&a.0[..a.0.len().min(MOST)], &b.0[..b.0.len().min(MOST)]);
    if x.is_empty() || y.is_empty() {
        return Distance::default();
    }
    let steps = Costs::steps(a.1, b.1);
    let n = y.len();
    let mut lost = [0; MOST];
    let lost = &mut lost[..n];
    // The ways to the heads of `y` from this head of `x`, and from the two before it.
    let mut rows = [[0; MOST + 1]; 3];
    let [row, above, two_above] = &mut rows;
    let (mut row, mut above, mut two_above) = (&mut row[..=n], &mut above[..=n], &mut two_above[..=n]);
    for j in 0..n {
        lost[j] = steps.lost[surroundings(y, j)];
        row[j + 1] = step(row[j], lost[j]);
    }
    for i in 0..x.len() {
        (two_above, above, row) = (above, row, two_above);
        let (p, gone) = (x[i], steps.lost[surroundings(x, i)]);
        let by = &steps.replaced[usize::from(p.vowel)];
        let mut last = step(above[0], gone);
        row[0] = last;
        let before = i.checked_sub(1).map_or(0, |i| x[i].mask);
        let mut beside = 0;
        let mut corner = above[0];
        for j in 0..n {
            let q = y[j];
            let up = above[j + 1];
            let mut best = least(step(corner, replaced(p, q, by)), step(up, gone));
            best = least(best, step(last, lost[j]));
            // Two letters in the wrong order. A sound of which nothing is known has the mask of no
            // sound at all, so the first letters have to be told apart from it.
            if p.mask == beside && before == q.mask && p.mask != q.mask && i > 0 && j > 0 {
                best = best.min(step(two_above[j - 1], way(900, edit::UNEXPLAINED)));
            }
            (last, corner, beside) = (best, up, q.mask);
            row[j + 1] = best;
        }
    }
    let way = row[n];
    let weight = |s: &[Sound]| -> u32 {
        s.iter().map(|s| steps.weights[usize::from(s.vowel) | usize::from(s.faint) << 1]).sum()
    };
    let whole = (weight(x) + weight(y)).max(1000) as f32;
    let cost = (2 * (way >> 12)) as f32;
    Distance {
        similarity: (1.0 - cost / whole).max(0.0),
        edits: (way >> 8 & 0xf) as u8,
        unexplained: (way & 0xff) as u8,
    }
}
