use std::ops::Range;

/// A half-open range of byte offsets into one text, on character boundaries.
///
/// Offsets are bytes everywhere inside the library; characters exist only where records are read
/// or written ([`CharIndex`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The span `start..end`.
    ///
    /// # Panics
    /// If `start > end` or a text of more than 4 GiB is indexed.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends before it starts: {start}..{end}");
        let fit = |n: usize| u32::try_from(n).expect("texts are shorter than 4 GiB");
        Self { start: fit(start), end: fit(end) }
    }

    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The part of `text` that the span covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The span without white space at its ends.
    pub fn trimmed(self, text: &str) -> Span {
        let body = self.of(text);
        let start = self.start as usize + (body.len() - body.trim_start().len());
        Span::new(start, start + body.trim().len())
    }

    /// The same span in a text that begins `by` bytes earlier.
    pub fn shifted(self, by: usize) -> Span {
        Span::new(self.start as usize + by, self.end as usize + by)
    }
}

/// Byte offsets to Unicode scalar offsets of one text, and back.
///
/// Holds one entry every 64 bytes, so that a conversion reads at most 64 bytes.
pub struct CharIndex<'t> {
    text: &'t str,
    /// Characters that begin before byte `64 * i`.
    before: Vec<u32>,
}

const STRIDE: usize = 64;

impl<'t> CharIndex<'t> {
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut seen = 0;
        for (i, byte) in text.bytes().enumerate() {
            if i % STRIDE == 0 {
                before.push(seen);
            }
            seen += u32::from(starts_char(byte));
        }
        if text.len().is_multiple_of(STRIDE) {
            before.push(seen);
        }
        Self { text, before }
    }

    /// Characters before byte `at`.
    pub fn chars(&self, at: usize) -> usize {
        let block = at / STRIDE;
        let tail = &self.text.as_bytes()[block * STRIDE..at];
        self.before[block] as usize + tail.iter().filter(|&&b| starts_char(b)).count()
    }

    /// The byte at which character `at` begins; `None` past the end.
    pub fn byte(&self, at: usize) -> Option<usize> {
        let block = self.before.partition_point(|&n| n as usize <= at).saturating_sub(1);
        let (mut start, mut left) = (block * STRIDE, at - self.before[block] as usize);
        // A block may begin inside a character that the block before counted.
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        for (i, _) in self.text[start..].char_indices() {
            if left == 0 {
                return Some(start + i);
            }
            left -= 1;
        }
        (left == 0).then_some(self.text.len())
    }
}

fn starts_char(byte: u8) -> bool {
    (byte as i8) >= -0x40
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_bytes_agree_with_a_plain_count() {
        let text = "Vüqar Əliyev 武加尔 Việt Nam ".repeat(9);
        let index = CharIndex::new(&text);
        for (n, (i, _)) in text.char_indices().enumerate() {
            assert_eq!((index.chars(i), index.byte(n)), (n, Some(i)));
        }
        let n = text.chars().count();
        assert_eq!((index.chars(text.len()), index.byte(n), index.byte(n + 1)), (n, Some(text.len()), None));
    }

    #[test]
    fn trimming_keeps_inner_space() {
        let text = "  a b \n";
        assert_eq!(Span::new(0, text.len()).trimmed(text), Span::new(2, 5));
    }
}
