//! The word embedding, kept in 4 bits and read row by row.

use std::fs::File;
use std::path::Path;

use super::EngineError;

/// Weights in a block.
const BLOCK: usize = 32;
/// Bytes of a block: an fp16 scale, then 16 bytes with two weights each.
const BLOCK_BYTES: usize = 2 + BLOCK / 2;

/// A memory-mapped matrix in Q4_0 blocks: in each block of 32 weights along a row, an fp16 scale `d`
/// is followed by 16 bytes whose low nibbles are weights 0–15 and whose high nibbles are 16–31; a
/// weight is `(nibble - 8) · d`.
pub struct EmbeddingTable {
    data: memmap2::Mmap,
    hidden: usize,
}

impl EmbeddingTable {
    /// # Errors
    /// If the file cannot be read or does not hold whole rows of `hidden` weights.
    pub fn open(path: &Path, hidden: usize) -> Result<Self, EngineError> {
        let read = |source| EngineError::Read { path: path.to_owned(), source };
        let file = File::open(path).map_err(read)?;
        // SAFETY: model files are not written while they are in use.
        let data = unsafe { memmap2::Mmap::map(&file) }.map_err(read)?;
        let row = hidden / BLOCK * BLOCK_BYTES;
        if row == 0 || !hidden.is_multiple_of(BLOCK) || !data.len().is_multiple_of(row) {
            return Err(EngineError::Table { path: path.to_owned(), bytes: data.len(), row });
        }
        Ok(Self { data, hidden })
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.data.len() / (self.hidden / BLOCK * BLOCK_BYTES)
    }

    /// Writes row `id` into `out`, which has the table's width.
    ///
    /// # Errors
    /// If there is no such row.
    pub fn read(&self, id: u32, out: &mut [f32]) -> Result<(), EngineError> {
        let bytes = self.hidden / BLOCK * BLOCK_BYTES;
        let start = id as usize * bytes;
        let row = self.data.get(start..start + bytes);
        let row = row.ok_or(EngineError::Vocabulary { id, rows: self.rows() })?;
        for (block, weights) in row.chunks_exact(BLOCK_BYTES).zip(out.chunks_exact_mut(BLOCK)) {
            let scale = half_to_float(u16::from_le_bytes([block[0], block[1]]));
            let (low, high) = weights.split_at_mut(BLOCK / 2);
            for ((byte, l), h) in block[2..].iter().zip(low).zip(high) {
                *l = (f32::from(byte & 15) - 8.0) * scale;
                *h = (f32::from(byte >> 4) - 8.0) * scale;
            }
        }
        Ok(())
    }
}

/// IEEE 754 half precision to single precision.
fn half_to_float(half: u16) -> f32 {
    let sign = if half >> 15 == 1 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(half >> 10 & 31), f32::from(half & 1023));
    match exponent {
        0 => sign * fraction * (-24f32).exp2(),
        31 if fraction == 0.0 => sign * f32::INFINITY,
        31 => f32::NAN,
        _ => sign * (1.0 + fraction / 1024.0) * ((exponent - 15) as f32).exp2(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_read_exactly() {
        let cases =
            [(0x3c00, 1.0), (0xc000, -2.0), (0x3555, 0.333_251_95), (0x0001, 5.960_464_5e-8), (0x8000, -0.0)];
        for (half, float) in cases {
            assert_eq!(half_to_float(half), float);
        }
    }

    #[test]
    fn a_row_is_unpacked_low_nibbles_first() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("table");
        let mut block = vec![0x00, 0x38]; // 0.5
        block.extend((0..16).map(|i| i << 4 | (15 - i)));
        std::fs::write(&path, &block).unwrap();
        let table = EmbeddingTable::open(&path, 32).unwrap();
        let mut row = [0.0; 32];
        table.read(0, &mut row).unwrap();
        assert_eq!((row[0], row[15], row[16], row[31]), (3.5, -4.0, -4.0, 3.5));
        assert!(matches!(table.read(1, &mut row), Err(EngineError::Vocabulary { id: 1, rows: 1 })));
        assert!(EmbeddingTable::open(&path, 64).is_err());
    }
}
