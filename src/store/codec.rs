//! Bytes of the state: numbers in as few bytes as they need, texts with their length.

use crate::text::Span;

/// Bytes that do not hold what they should.
#[derive(Debug, PartialEq, Eq)]
pub struct Garbled(pub &'static str);

#[derive(Default)]
pub struct Writer(Vec<u8>);

impl Writer {
    pub fn done(self) -> Vec<u8> {
        self.0
    }

    pub fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    /// Seven bits a byte, the lowest first; the high bit says that more follow.
    pub fn number(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.0.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.0.push(n as u8);
    }

    /// Small numbers of either sign are short.
    pub fn signed(&mut self, n: i64) {
        self.number(((n << 1) ^ (n >> 63)) as u64);
    }

    pub fn length(&mut self, n: usize) {
        self.number(n as u64);
    }

    pub fn float(&mut self, n: f32) {
        self.0.extend(n.to_le_bytes());
    }

    pub fn text(&mut self, text: &str) {
        self.length(text.len());
        self.0.extend(text.as_bytes());
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend(bytes);
    }

    pub fn span(&mut self, span: Span) {
        self.number(span.start.into());
        self.length(span.len());
    }

    pub fn option<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Writer, T)) {
        self.byte(value.is_some().into());
        if let Some(value) = value {
            write(self, value);
        }
    }

    pub fn list<T>(&mut self, list: &[T], mut write: impl FnMut(&mut Writer, &T)) {
        self.length(list.len());
        list.iter().for_each(|item| write(self, item));
    }

    /// A vector of unit length: its numbers lie between -1 and 1, sixteen bits hold each.
    pub fn vector(&mut self, vector: &[f32]) {
        self.length(vector.len());
        for x in vector {
            let fixed = (x * SCALE).round().clamp(-SCALE, SCALE) as i16;
            self.0.extend(fixed.to_le_bytes());
        }
    }
}

const SCALE: f32 = i16::MAX as f32;

pub struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    pub fn new(bytes: &'b [u8]) -> Reader<'b> {
        Reader(bytes)
    }

    /// # Errors
    /// If something is left over.
    pub fn end(self) -> Result<(), Garbled> {
        if self.0.is_empty() { Ok(()) } else { Err(Garbled("it is longer than what it holds")) }
    }

    pub fn take(&mut self, n: usize) -> Result<&'b [u8], Garbled> {
        let (head, tail) = self.0.split_at_checked(n).ok_or(Garbled("it is cut off"))?;
        self.0 = tail;
        Ok(head)
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Garbled> {
        Ok(self.take(N)?.try_into().expect("as many as were asked for"))
    }

    pub fn byte(&mut self) -> Result<u8, Garbled> {
        Ok(self.array::<1>()?[0])
    }

    pub fn number(&mut self) -> Result<u64, Garbled> {
        let mut n = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            n |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(n);
            }
        }
        Err(Garbled("a number has too many bytes"))
    }

    pub fn signed(&mut self) -> Result<i64, Garbled> {
        let n = self.number()?;
        Ok((n >> 1) as i64 ^ -((n & 1) as i64))
    }

    pub fn small<T: TryFrom<u64>>(&mut self) -> Result<T, Garbled> {
        T::try_from(self.number()?).map_err(|_| Garbled("a number is too large"))
    }

    pub fn float(&mut self) -> Result<f32, Garbled> {
        Ok(f32::from_le_bytes(self.array()?))
    }

    pub fn text(&mut self) -> Result<&'b str, Garbled> {
        let length = self.small()?;
        std::str::from_utf8(self.take(length)?).map_err(|_| Garbled("a text is not UTF-8"))
    }

    pub fn string(&mut self) -> Result<String, Garbled> {
        self.text().map(str::to_owned)
    }

    pub fn span(&mut self) -> Result<Span, Garbled> {
        let (start, length): (u32, u32) = (self.small()?, self.small()?);
        let end = start.checked_add(length).ok_or(Garbled("a span is too long"))?;
        Ok(Span { start, end })
    }

    pub fn option<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Garbled>,
    ) -> Result<Option<T>, Garbled> {
        match self.byte()? {
            0 => Ok(None),
            1 => read(self).map(Some),
            _ => Err(Garbled("neither there nor missing")),
        }
    }

    pub fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, Garbled>,
    ) -> Result<Vec<T>, Garbled> {
        let length: usize = self.small()?;
        // A wrong length must not ask for memory that what follows could not fill.
        let mut list = Vec::with_capacity(length.min(self.0.len()));
        for _ in 0..length {
            list.push(read(self)?);
        }
        Ok(list)
    }

    pub fn vector(&mut self) -> Result<Vec<f32>, Garbled> {
        let length: usize = self.small()?;
        let bytes = self.take(length.checked_mul(2).ok_or(Garbled("a vector is too long"))?)?;
        let (fixed, _) = bytes.as_chunks::<2>();
        Ok(fixed.iter().map(|&b| f32::from(i16::from_le_bytes(b)) / SCALE).collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(n: u64, signed: i64, text: String, start in 0u32..9, length in 0u32..9) {
            let mut out = Writer::default();
            out.number(n);
            out.signed(signed);
            out.text(&text);
            out.span(Span { start, end: start + length });
            out.option(Some(n), Writer::number);
            out.list(&[n, n], |out, &n| out.number(n));
            let bytes = out.done();
            let mut read = Reader::new(&bytes);
            prop_assert_eq!(read.number(), Ok(n));
            prop_assert_eq!(read.signed(), Ok(signed));
            prop_assert_eq!(read.text(), Ok(text.as_str()));
            prop_assert_eq!(read.span(), Ok(Span { start, end: start + length }));
            prop_assert_eq!(read.option(Reader::number), Ok(Some(n)));
            prop_assert_eq!(read.list(Reader::number), Ok(vec![n, n]));
            prop_assert_eq!(read.end(), Ok(()));
        }

        #[test]
        fn garbage_is_an_error_and_no_panic(bytes: Vec<u8>) {
            let mut read = Reader::new(&bytes);
            let _ = (read.number(), read.text(), read.span(), read.list(Reader::text), read.vector());
        }
    }

    #[test]
    fn vectors_come_back_as_they_were_kept() {
        let written = |vector: &[f32]| {
            let mut out = Writer::default();
            out.vector(vector);
            Reader::new(&out.done()).vector().expect("a vector")
        };
        let once = written(&[0.6, -0.8, 0.0, 1.0, -1.0]);
        assert!(once.iter().zip([0.6, -0.8, 0.0, 1.0, -1.0]).all(|(a, b)| (a - b).abs() < 2e-5), "{once:?}");
        assert_eq!(written(&once), once);
    }
}
