//! Bytes to text, with the places at which they are damaged.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

/// Bytes that could not be decoded and stand as U+FFFD in the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Damage {
    /// 1-based line.
    pub line: u64,
    /// Bytes before it in its line.
    pub column: usize,
}

#[derive(Debug)]
pub(super) struct Decoded<'b> {
    pub text: Cow<'b, str>,
    /// In text order; with encodings other than UTF-8 only the fact is known, as one entry at the start.
    pub damage: Vec<Damage>,
}

/// Decodes by the byte order mark, then as UTF-8, then by the encoding that an XML declaration names.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let declared = |e: &'static Encoding, bytes| {
        let (text, bad) = e.decode_without_bom_handling(bytes);
        Decoded { text, damage: if bad { vec![Damage { line: 1, column: 0 }] } else { Vec::new() } }
    };
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        if encoding != UTF_8 {
            return declared(encoding, &bytes[mark..]);
        }
        return utf8(&bytes[mark..]);
    }
    // A declaration of something else that the bytes belie is a mistake of the feed's maker.
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.is_ascii() => Decoded { text: text.into(), damage: Vec::new() },
        _ => match xml_encoding(bytes).filter(|&e| e != UTF_8) {
            Some(encoding) => declared(encoding, bytes),
            None => utf8(bytes),
        },
    }
}

fn utf8(bytes: &[u8]) -> Decoded<'_> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.into(), damage: Vec::new() };
    }
    let mut text = String::with_capacity(bytes.len());
    let mut damage = Vec::new();
    let (mut line, mut at, mut line_start) = (1, 0, 0);
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid();
        text.push_str(valid);
        line += valid.bytes().filter(|&b| b == b'\n').count() as u64;
        if let Some(newline) = valid.rfind('\n') {
            line_start = at + newline + 1;
        }
        at += valid.len();
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            damage.push(Damage { line, column: at - line_start });
            at += chunk.invalid().len();
        }
    }
    Decoded { text: text.into(), damage }
}

/// The encoding in `<?xml … encoding="…"?>`.
fn xml_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(256)];
    let head = head.trim_ascii_start().strip_prefix(b"<?xml")?;
    let head = &head[..memchr::memmem::find(head, b"?>")?];
    let at = memchr::memmem::find(head, b"encoding")? + "encoding".len();
    let value = head[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (quote, value) = value.split_first()?;
    Encoding::for_label(&value[..memchr::memchr(*quote, value)?])
}

/// What the bytes are if they are no text at all.
pub(super) fn binary(bytes: &[u8]) -> Option<&'static str> {
    const SIGNS: [(&[u8], &str); 9] = [
        (b"\x1f\x8b", "gzip data"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x28\xb5\x2f\xfd", "Zstandard data"),
        (b"\xfd7zXZ", "xz data"),
        (b"BZh", "bzip2 data"),
        (b"%PDF-", "a PDF file"),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"\x7fELF", "a program"),
    ];
    if let Some((_, name)) = SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign)) {
        return Some(name);
    }
    let head = &bytes[..bytes.len().min(8192)];
    let zeros = head.iter().filter(|&&b| b == 0).count();
    (Encoding::for_bom(bytes).is_none() && zeros * 20 > head.len()).then_some("binary data")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_found_from_the_bytes() {
        let xml = "<?xml version='1.0' encoding='windows-1251'?><a>Баку</a>";
        let (old, ..) = encoding_rs::WINDOWS_1251.encode(xml);
        assert_eq!(decode(&old).text, xml);
        assert_eq!(decode(xml.as_bytes()).text, xml);
        let utf16: Vec<u8> =
            [0xfeff].into_iter().chain("Bakı".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16).text, "Bakı");
        assert_eq!(decode(b"\xef\xbb\xbfBak\xc4\xb1").text, "Bakı");
    }

    #[test]
    fn damage_has_its_place() {
        let decoded = decode(b"one\ntwo \xff\xfe three\nfour \xc3");
        assert_eq!(decoded.text, "one\ntwo \u{fffd}\u{fffd} three\nfour \u{fffd}");
        let places: Vec<_> = decoded.damage.iter().map(|d| (d.line, d.column)).collect();
        assert_eq!(places, [(2, 4), (2, 5), (3, 5)]);
    }
}
