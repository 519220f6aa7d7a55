//! Acronyms and the names they stand for.

use super::parts::Part;
use crate::text::fold;

/// The acronym that a whole name is: `VNA`, `АЗЕРТАДЖ`, `T.R.C.`; folded.
pub(crate) fn acronym(text: &str) -> Option<String> {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let bare = text.chars().all(|c| c.is_alphanumeric() || c == '.' || fold::is_mark(c));
    let upper = letters.iter().filter(|c| c.is_uppercase()).count();
    let cased = letters.iter().any(|c| c.is_lowercase() || c.is_uppercase());
    let fits = bare && cased && (2..=9).contains(&letters.len()) && upper >= 2 && upper + 1 >= letters.len();
    fits.then(|| fold::key(&letters.iter().collect::<String>()))
}

/// The name before and the acronym inside closing brackets: `Vietnam News Agency (VNA)`.
pub(crate) fn split_bracketed(text: &str) -> Option<(&str, String)> {
    let text = text.trim();
    let inner = text.strip_suffix([')', '）'])?;
    let open = inner.rfind(['(', '（'])?;
    let after = open + inner[open..].chars().next().map_or(1, char::len_utf8);
    Some((text[..open].trim(), acronym(inner[after..].trim())?))
}

/// The initials of a name's words, with and without those that `light` says to skip; folded.
pub(crate) fn initials(parts: &[Part], light: impl Fn(usize) -> bool) -> Vec<String> {
    let first = |p: &Part| p.key.chars().next();
    let all: String = parts.iter().filter_map(first).collect();
    let heavy: String =
        parts.iter().enumerate().filter(|(i, _)| !light(*i)).filter_map(|(_, p)| first(p)).collect();
    let mut out = vec![all, heavy];
    out.dedup();
    out.retain(|s| s.chars().count() >= 2);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_are_told_from_words() {
        for (text, want) in [
            ("VNA", Some("vna")),
            ("AZƏRTAC", Some("azertac")),
            ("Т.Р.К.", Some("трк")),
            ("BoE", Some("boe")),
            ("Trend", None),
            ("Ab", None),
            ("A B", None),
            ("越南", None),
        ] {
            assert_eq!(acronym(text).as_deref(), want, "{text}");
        }
        assert_eq!(split_bracketed("Xəzər Limanları Agentliyi (XLA)").map(|s| s.1), Some("xla".to_owned()));
    }
}
