use unicode_normalization::UnicodeNormalization;

/// Apostrophes and half rings, which spellings of one name use or drop at will.
const APOSTROPHES: &[char] =
    &['\'', '’', '‘', 'ʻ', 'ʼ', '`', '´', '′', 'ʹ', 'ʿ', 'ʾ', '＇', '\u{200c}', '\u{200d}', '\u{640}'];

/// Lower case without apostrophes, signs and double spaces; letters keep their marks, so that
/// `Hùng` and `Hưng` stay two names.
pub fn exact(text: &str) -> String {
    spaced(text.nfkc().flat_map(char::to_lowercase).filter(|c| !APOSTROPHES.contains(c)))
}

/// Letters and digits of `chars`, with one space for everything between them.
fn spaced(chars: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    for c in chars {
        if c.is_alphanumeric() || is_mark(c) {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}
