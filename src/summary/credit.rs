//! Captions of pictures that run on into a report: *Soldiers at the gate - Photo: Reuters The minister said …*.
//!
//! Feeds made from pages put the caption of a picture before the next sentence without a mark between them. What
//! comes after the credit is the sentence.

use crate::text::Span;

/// Words before the source of a picture, in small letters; a colon follows.
const CREDITS: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "picture",
    "image",
    "source",
    "credit",
    "foto",
    "fotos",
    "fotoğraf",
    "fotó",
    "fotografie",
    "fotografía",
    "zdjęcie",
    "fot.",
    "snímek",
    "imagen",
    "ảnh",
    "nguồn",
    "nguồn ảnh",
    "фото",
    "снимка",
    "сурет",
    "сүрөт",
    "surat",
    "rasm",
    "şəkil",
    "фотография",
    "φωτογραφία",
    "φωτό",
];

/// Characters that a sentence after a credit has at least.
const REST: usize = 40;
/// Characters that stand in brackets before a sentence: an agency, a credit.
const BRACKET: usize = 40;

/// `span` of `text` without the caption at its start.
pub(super) fn without(text: &str, span: Span) -> Span {
    let sentence = span.of(text);
    let cut = after_bracket(sentence).or_else(|| after_credit(sentence)).or_else(|| after_outlet(sentence));
    match cut {
        Some(at) => Span { start: span.start + at as u32, end: span.end },
        None => span,
    }
}

/// `(AP) The …`.
fn after_bracket(sentence: &str) -> Option<usize> {
    let inner = sentence.strip_prefix('(')?;
    let (inner, rest) = inner.split_once(')')?;
    let short = inner.chars().count() <= BRACKET && !inner.contains('(');
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—'));
    (short && begins(rest)).then(|| sentence.len() - rest.len())
}

/// `INTERFAX.RU - The …`, `1 min read The …`: an address or the time that reading takes.
fn after_outlet(sentence: &str) -> Option<usize> {
    let minutes = sentence.split_once(" min read");
    let read = minutes.filter(|(minutes, _)| minutes.parse::<u8>().is_ok()).map(|(_, rest)| rest);
    let address = || {
        let (head, rest) = sentence.split_once([' ', '\u{a0}'])?;
        let (site, end) = head.rsplit_once('.')?;
        let is_address = site.chars().count() > 2
            && !end.is_empty()
            && head.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '-'));
        let rest = rest.trim_start().strip_prefix(['-', '–', '—'])?;
        is_address.then_some(rest)
    };
    let rest = read.or_else(address)?.trim_start();
    begins(rest).then(|| sentence.len() - rest.len())
}

/// The place after the last credit that a sentence follows.
fn after_credit(sentence: &str) -> Option<usize> {
    sentence
        .char_indices()
        .filter(|(_, c)| matches!(c, ':' | '：'))
        .filter_map(|(colon, c)| {
            let before = sentence[..colon].trim_end().to_lowercase();
            let is_credit = |word: &&&str| {
                before.strip_suffix(**word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
            };
            CREDITS.iter().find(is_credit)?;
            let rest = &sentence[colon + c.len_utf8()..];
            // Where the credit stands in brackets, all up to the closing one belongs to it.
            let opened = sentence[..colon].matches('(').count() > sentence[..colon].matches(')').count();
            let end = if opened { rest.find(')')? + 1 } else { source(rest)? };
            let told = rest[end..]
                .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '-' | '–' | '—'));
            begins(told).then(|| sentence.len() - told.len())
        })
        .next_back()
}

/// The end of the source of a picture: a word, and those after it that are written in capitals or joined to it.
fn source(rest: &str) -> Option<usize> {
    let mut end = None;
    let mut at = rest.len() - rest.trim_start().len();
    for word in rest.split_whitespace() {
        let code =
            word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) || word.contains(['/', '.']);
        if end.is_some() && !code {
            break;
        }
        at = at + rest[at..].find(word)? + word.len();
        end = Some(at);
    }
    end
}

fn begins(rest: &str) -> bool {
    rest.chars().count() >= REST
        && rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '«' | '„'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_begins_after_the_caption_before_it() {
        for (text, want) in [
            (
                "Binh sĩ tại cổng - Ảnh: Reuters Trong bài xã luận hôm qua, tờ báo cho rằng cuộc tập trận là mối đe dọa.",
                "Trong bài xã luận",
            ),
            ("(Ảnh: AFP) Các chuyên gia quốc tế đã được cử tới hiện trường vụ tai nạn.", "Các chuyên gia"),
            ("(AP) - The ministers of both countries met on Monday in the old town hall.", "The ministers"),
            (
                "The gate at night (Photo: J. Doe) The ministers of both countries met there on Monday evening.",
                "The ministers",
            ),
            ("INTERFAX.RU - Маски можно утилизировать как обычные бытовые отходы.", "Маски"),
            ("1 min read The ministers of both countries met in the old town hall.", "The ministers"),
            // No credit, or nothing after it.
            ("The source: a minister of the former cabinet who was dismissed in the spring.", "The source"),
            ("The ministers of both countries met on Monday. Photo: Reuters", "The ministers"),
        ] {
            let span = without(text, Span::new(0, text.len()));
            assert!(span.of(text).starts_with(want), "{text}: {}", span.of(text));
        }
    }
}
