//! A unigram vocabulary in one memory-mapped file: nothing is built when it loads.

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use tokenizers::models::unigram::UnigramTrainer;
use tokenizers::{Model, Token};

use super::TokenizeError;

const MAGIC: &[u8] = b"EXVOCAB1";
/// What a character that no piece covers costs below the worst piece, as SentencePiece has it.
const UNKNOWN_PENALTY: f64 = 10.0;

/// Pieces and scores. File layout, little-endian: `EXVOCAB1`, counts of pieces, of sorted ids, id of
/// the unknown piece, bytes of the blob (u32 each); scores by id (f64); ends of the pieces in the
/// blob (u32); ids in byte order of their pieces, special ones left out (u32); the blob.
pub(super) struct Vocabulary {
    data: memmap2::Mmap,
    pieces: usize,
    sorted: usize,
    unknown: u32,
    scores: usize,
    ends: usize,
    order: usize,
    blob: usize,
    lowest: f64,
    /// Where the pieces that begin with each byte lie in the order.
    first: [u32; 257],
}

/// The best segmentation that ends at a byte.
#[derive(Clone, Copy)]
struct Best {
    score: f64,
    id: u32,
    start: u32,
}

const NOWHERE: u32 = u32::MAX;

impl Vocabulary {
    pub(super) fn open(path: &Path) -> Result<Self, TokenizeError> {
        let read = |source| TokenizeError::Read { path: path.to_owned(), source };
        let file = File::open(path).map_err(read)?;
        // SAFETY: model files are not written while they are in use.
        let data = unsafe { memmap2::Mmap::map(&file) }.map_err(read)?;
        let damaged = |detail: &str| TokenizeError::Damaged { path: path.to_owned(), detail: detail.into() };
        if data.len() < 24 || &data[..8] != MAGIC {
            return Err(damaged("it is no vocabulary file"));
        }
        let head = |i: usize| read_u32(&data, 8 + 4 * i) as usize;
        let (pieces, sorted, unknown, bytes) = (head(0), head(1), head(2), head(3));
        let scores = 24;
        let ends = scores + 8 * pieces;
        let order = ends + 4 * pieces;
        let blob = order + 4 * sorted;
        if data.len() != blob + bytes || unknown >= pieces || sorted > pieces {
            return Err(damaged("its size does not fit its header"));
        }
        let mut vocabulary = Self {
            data,
            pieces,
            sorted,
            unknown: unknown as u32,
            scores,
            ends,
            order,
            blob,
            lowest: f64::INFINITY,
            first: [0; 257],
        };
        let mut last = 0;
        for id in 0..pieces {
            let end = read_u32(&vocabulary.data, ends + 4 * id) as usize;
            if end < last || end > bytes {
                return Err(damaged("its pieces overlap"));
            }
            last = end;
            vocabulary.lowest = vocabulary.lowest.min(vocabulary.score(id as u32));
        }
        for at in 0..sorted {
            if read_u32(&vocabulary.data, order + 4 * at) as usize >= pieces {
                return Err(damaged("it names a piece that does not exist"));
            }
        }
        for byte in 0..=256usize {
            vocabulary.first[byte] = vocabulary
                .partition(0..sorted, |piece| piece.first().is_some_and(|&b| usize::from(b) < byte))
                as u32;
        }
        Ok(vocabulary)
    }

    fn score(&self, id: u32) -> f64 {
        let at = self.scores + 8 * id as usize;
        f64::from_le_bytes(self.data[at..at + 8].try_into().expect("eight bytes"))
    }

    fn piece(&self, id: u32) -> &[u8] {
        let end = |i: usize| read_u32(&self.data, self.ends + 4 * i) as usize;
        let id = id as usize;
        let start = if id == 0 { 0 } else { end(id - 1) };
        &self.data[self.blob + start..self.blob + end(id)]
    }

    fn nth(&self, at: usize) -> u32 {
        read_u32(&self.data, self.order + 4 * at)
    }

    /// First place in `within` of the order whose piece does not satisfy `below`.
    fn partition(&self, within: std::ops::Range<usize>, below: impl Fn(&[u8]) -> bool) -> usize {
        let (mut low, mut high) = (within.start, within.end);
        while low < high {
            let middle = usize::midpoint(low, high);
            if below(self.piece(self.nth(middle))) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Every piece that `text` begins with, shortest first.
    fn prefixes(&self, text: &[u8], mut found: impl FnMut(usize, u32)) {
        let first = usize::from(text[0]);
        let (mut low, mut high) = (self.first[first] as usize, self.first[first + 1] as usize);
        let mut length = 1;
        while low < high {
            // All pieces in low..high begin with text[..length]; the shortest of them comes first.
            let id = self.nth(low);
            if self.piece(id).len() == length {
                found(length, id);
                low += 1;
            }
            let Some(&next) = text.get(length) else { return };
            low = self.partition(low..high, |piece| piece[length] < next);
            high = self.partition(low..high, |piece| piece[length] == next);
            length += 1;
        }
    }

    /// The most probable segmentation (Viterbi): ids with the bytes where they begin and end.
    /// Neighbouring unknown characters are one unknown piece.
    fn segment(&self, text: &str) -> Vec<(u32, usize, usize)> {
        let mut best = vec![Best { score: 0.0, id: 0, start: NOWHERE }; text.len() + 1];
        for (start, c) in text.char_indices() {
            let so_far = best[start].score;
            let mut offer = |end: usize, id: u32, score: f64| {
                if best[end].start == NOWHERE || so_far + score > best[end].score {
                    best[end] = Best { score: so_far + score, id, start: start as u32 };
                }
            };
            let mut single = false;
            self.prefixes(&text.as_bytes()[start..], |length, id| {
                offer(start + length, id, self.score(id));
                single |= length == c.len_utf8();
            });
            if !single {
                offer(start + c.len_utf8(), self.unknown, self.lowest - UNKNOWN_PENALTY);
            }
        }
        let mut out: Vec<(u32, usize, usize)> = Vec::new();
        let mut end = text.len();
        while end > 0 {
            let Best { id, start, .. } = best[end];
            let start = start as usize;
            match out.last_mut() {
                Some(last) if id == self.unknown && last.0 == self.unknown => last.1 = start,
                _ => out.push((id, start, end)),
            }
            end = start;
        }
        out.reverse();
        out
    }
}

fn read_u32(data: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(data[at..at + 4].try_into().expect("four bytes"))
}

impl Model for Vocabulary {
    type Trainer = UnigramTrainer;

    fn tokenize(&self, sequence: &str) -> tokenizers::Result<Vec<Token>> {
        let pieces = self.segment(sequence).into_iter();
        Ok(pieces
            .map(|(id, start, end)| Token::new(id, sequence[start..end].to_owned(), (start, end)))
            .collect())
    }

    fn token_to_id(&self, token: &str) -> Option<u32> {
        let at = self.partition(0..self.sorted, |piece| piece < token.as_bytes());
        (at < self.sorted).then(|| self.nth(at)).filter(|&id| self.piece(id) == token.as_bytes())
    }

    fn id_to_token(&self, id: u32) -> Option<String> {
        ((id as usize) < self.pieces).then(|| String::from_utf8_lossy(self.piece(id)).into_owned())
    }

    fn get_vocab(&self) -> HashMap<String, u32> {
        (0..self.pieces as u32).filter_map(|id| Some((self.id_to_token(id)?, id))).collect()
    }

    fn get_vocab_size(&self) -> usize {
        self.pieces
    }

    fn save(&self, _folder: &Path, _prefix: Option<&str>) -> tokenizers::Result<Vec<PathBuf>> {
        Err("the vocabulary is written by scripts/train/export.py".into())
    }

    fn get_trainer(&self) -> UnigramTrainer {
        UnigramTrainer::default()
    }
}
