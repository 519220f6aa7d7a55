use std::ops::Range;

use crate::text::Span;

/// Subwords of context on each side of a piece of a sentence that is longer than a window.
const MARGIN: usize = 24;
/// A sentence of more bytes is handed to the tokenizer in pieces, as its bookkeeping is costly.
const CHUNK_BYTES: usize = 8192;

/// A stretch of one sentence inside a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub sentence: usize,
    /// Subwords of the sentence that the window reads.
    pub tokens: Range<usize>,
    /// Those for which this window's answer counts.
    pub keep: Range<usize>,
}

/// What the network reads at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    pub parts: Vec<Part>,
}

impl Window {
    /// Subwords, special tokens not counted.
    pub(super) fn len(&self) -> usize {
        self.parts.iter().map(|p| p.tokens.len()).sum()
    }
}

/// Packs sentences of the given lengths into windows of at most `limit` subwords, in order. Every
/// subword is kept exactly once.
pub(super) fn windows(lengths: &[usize], limit: usize) -> Vec<Window> {
    let mut out: Vec<Window> = Vec::new();
    let mut open = Window::default();
    for (sentence, &length) in lengths.iter().enumerate() {
        if length == 0 {
            continue;
        }
        if open.len() + length > limit && !open.parts.is_empty() {
            out.push(std::mem::take(&mut open));
        }
        if length <= limit {
            open.parts.push(Part { sentence, tokens: 0..length, keep: 0..length });
            continue;
        }
        let margin = MARGIN.min(limit / 4);
        let step = limit - 2 * margin;
        let mut start = 0;
        while start < length {
            // The last piece takes what would else be a short rest.
            let end = if length - start <= limit - margin { length } else { start + step };
            let tokens = start.saturating_sub(margin)..(end + margin).min(length);
            out.push(Window { parts: vec![Part { sentence, tokens, keep: start..end }] });
            start = end;
        }
    }
    if !open.parts.is_empty() {
        out.push(open);
    }
    out
}

/// Cuts a very long sentence at white space, or where there is none at a character.
pub(super) fn chunks(text: &str, sentence: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut rest = sentence;
    while rest.len() > CHUNK_BYTES {
        let body = rest.of(text);
        let mut cut = CHUNK_BYTES;
        while !body.is_char_boundary(cut) {
            cut -= 1;
        }
        cut = body[..cut].rfind(char::is_whitespace).filter(|&at| at > 0).unwrap_or(cut);
        let at = rest.start as usize + cut;
        out.push(Span::new(rest.start as usize, at));
        rest = Span::new(at, rest.end as usize);
    }
    out.push(rest);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_subword_is_kept_once(lengths in proptest::collection::vec(0usize..400, 0..12), limit in 8usize..200) {
            let mut kept: Vec<Vec<usize>> = vec![Vec::new(); lengths.len()];
            for window in windows(&lengths, limit) {
                prop_assert!(0 < window.len() && window.len() <= limit);
                for part in window.parts {
                    prop_assert!(part.tokens.start <= part.keep.start && part.keep.end <= part.tokens.end);
                    kept[part.sentence].extend(part.keep);
                }
            }
            for (sentence, length) in kept.into_iter().zip(lengths) {
                prop_assert_eq!(sentence, (0..length).collect::<Vec<_>>());
            }
        }

        #[test]
        fn chunks_rebuild_the_sentence(words in proptest::collection::vec("[a-zəш武]{0,9000}", 0..4)) {
            let text = words.join(" ");
            let whole = Span::new(0, text.len());
            let parts = chunks(&text, whole);
            let rebuilt: String = parts.iter().map(|p| p.of(&text)).collect();
            prop_assert_eq!(rebuilt, text);
        }
    }
}
