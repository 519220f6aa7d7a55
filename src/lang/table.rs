//! The language tables: for each script a linear classifier over n-grams, made by
//! `scripts/lang/train.py`.
//!
//! File, little-endian: `XLID`, number of tables; for each: ISO 15924 code (4 bytes), rows, classes,
//! length bins (u32), scale (f32), tags (4 bytes a class, zero-padded), temperatures (f32 a bin),
//! hashes (u32 a row, ascending), weights (i8, rows × classes).

use super::features::{Group, ngrams, words};
use crate::types::Lang;

const FILE: &[u8] = include_bytes!("tables.bin");

/// Upper ends of the length bins, in letters, as in the training script.
const BINS: [usize; 8] = [5, 8, 12, 18, 30, 60, 120, usize::MAX];

/// Most classes that a table may have.
pub(super) const CLASSES: usize = 64;

/// Evidence from some text for each class of one table: sums of weights.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    sums: [i32; CLASSES],
    /// N-grams that the table knows.
    pub ngrams: u32,
    /// Letters of the words read.
    pub letters: u32,
    pub words: u32,
}

impl Evidence {
    pub const NONE: Evidence = Evidence { sums: [0; CLASSES], ngrams: 0, letters: 0, words: 0 };

    pub fn add(&mut self, other: &Evidence) {
        for (a, b) in self.sums.iter_mut().zip(other.sums) {
            *a += b;
        }
        self.ngrams += other.ngrams;
        self.letters += other.letters;
        self.words += other.words;
    }
}

pub(super) struct Table {
    pub langs: Vec<Lang>,
    scale: f32,
    temperatures: [f32; BINS.len()],
    hashes: Vec<u32>,
    /// Open addressing over `hashes`: row + 1, or 0 where free.
    slots: Vec<u16>,
    /// One row an n-gram, each padded to whole lanes.
    weights: Vec<i8>,
    stride: usize,
}

/// Weights that are added at once; the rows are padded to it.
const LANES: usize = 16;

impl Table {
    fn row(&self, hash: u32) -> Option<usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match self.slots[at] {
                0 => return None,
                row if self.hashes[row as usize - 1] == hash => return Some(row as usize - 1),
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// Reads the words of `text` that are in the script of `group`.
    pub fn read(&self, group: Group, text: &str, evidence: &mut Evidence) {
        words(text, group, |word| {
            evidence.letters += word.len() as u32 - 2;
            evidence.words += 1;
            // A word has at most 169 n-grams: the sum of that many bytes fits.
            let mut sums = [0_i16; CLASSES];
            ngrams(word, |hash| {
                if let Some(row) = self.row(hash) {
                    evidence.ngrams += 1;
                    let weights = &self.weights[row * self.stride..(row + 1) * self.stride];
                    for (sums, weights) in sums.chunks_exact_mut(LANES).zip(weights.chunks_exact(LANES)) {
                        for lane in 0..LANES {
                            sums[lane] += i16::from(weights[lane]);
                        }
                    }
                }
            });
            for (sum, word) in evidence.sums.iter_mut().zip(sums) {
                *sum += i32::from(word);
            }
        });
    }

    /// The probability of each class, calibrated for texts of that length.
    pub fn probabilities(&self, evidence: &Evidence) -> Vec<f32> {
        let bin = BINS.iter().position(|&b| evidence.letters as usize <= b).unwrap_or(BINS.len() - 1);
        let factor = self.scale * self.temperatures[bin] / (evidence.ngrams.max(1) as f32).sqrt();
        let logits: Vec<f32> = evidence.sums[..self.langs.len()].iter().map(|&s| s as f32 * factor).collect();
        let top = logits.iter().copied().fold(f32::MIN, f32::max);
        let mut out: Vec<f32> = logits.iter().map(|l| (l - top).exp()).collect();
        let sum: f32 = out.iter().sum();
        out.iter_mut().for_each(|p| *p /= sum);
        out
    }
}

/// The tables of all groups, in the order of [`Group::ALL`].
pub(super) struct Tables(Vec<Table>);

impl Tables {
    pub fn load() -> Self {
        let mut reader = Reader(FILE);
        assert_eq!(reader.take(4), b"XLID", "language tables are damaged");
        let count = reader.u32();
        let mut found: Vec<([u8; 4], Table)> = (0..count).map(|_| reader.table()).collect();
        let tables = Group::ALL.map(|group| {
            let at = found.iter().position(|(code, _)| code == group.code());
            found.swap_remove(at.expect("a table for every group")).1
        });
        Self(tables.into())
    }

    pub fn of(&self, group: Group) -> &Table {
        &self.0[group as usize]
    }
}

/// Reads the embedded file; a wrong one is a fault of the build, found by every test.
struct Reader(&'static [u8]);

impl Reader {
    fn take(&mut self, n: usize) -> &'static [u8] {
        let (head, rest) = self.0.split_at(n);
        self.0 = rest;
        head
    }

    fn u32(&mut self) -> usize {
        u32::from_le_bytes(self.take(4).try_into().expect("four bytes")) as usize
    }

    fn f32(&mut self) -> f32 {
        f32::from_le_bytes(self.take(4).try_into().expect("four bytes"))
    }

    fn table(&mut self) -> ([u8; 4], Table) {
        let code = self.take(4).try_into().expect("four bytes");
        let (rows, classes, bins, scale) = (self.u32(), self.u32(), self.u32(), self.f32());
        assert!(classes <= CLASSES && bins == BINS.len() && rows < usize::from(u16::MAX));
        let langs = (0..classes)
            .map(|_| {
                let tag = std::str::from_utf8(self.take(4)).expect("tags are ASCII").trim_end_matches('\0');
                Lang::new(tag)
            })
            .collect();
        let temperatures = std::array::from_fn(|_| self.f32());
        let hashes: Vec<u32> = (0..rows).map(|_| self.u32() as u32).collect();
        let packed = self.take(rows * classes);
        let stride = classes.next_multiple_of(LANES);
        let mut weights = vec![0_i8; rows * stride];
        for (to, from) in weights.chunks_exact_mut(stride).zip(packed.chunks_exact(classes)) {
            to.iter_mut().zip(from).for_each(|(to, &from)| *to = from as i8);
        }
        let mut slots = vec![0_u16; (2 * rows).next_power_of_two()];
        let mask = slots.len() - 1;
        for (row, &hash) in hashes.iter().enumerate() {
            let mut at = hash as usize & mask;
            while slots[at] != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = row as u16 + 1;
        }
        (code, Table { langs, scale, temperatures, hashes, slots, weights, stride })
    }
}
