//! Chunks from tags, by the rules of the conlleval script: IOB1, IOB2, IOBES and faulty sequences alike.

use crate::eval::metric::LabelledSpan;

/// Chunks of a sentence's tags (`B-PER`, `I-PER`, `O`, …); offsets count tags.
pub fn chunks<'t>(tags: &[&'t str]) -> Vec<LabelledSpan<&'t str>> {
    let mut chunks = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    let mut before = ('O', "");
    for (i, tag) in tags.iter().chain(&["O"]).enumerate() {
        let now = split(tag);
        let close = |open: &mut Option<(usize, &'t str)>, chunks: &mut Vec<LabelledSpan<&'t str>>| {
            if let Some((start, label)) = open.take() {
                chunks.push(LabelledSpan { start: start as u32, end: i as u32, label });
            }
        };
        if ends(before, now) {
            close(&mut open, &mut chunks);
        }
        if starts(before, now) {
            close(&mut open, &mut chunks);
            open = Some((i, now.1));
        }
        before = now;
    }
    chunks
}

fn split(tag: &str) -> (char, &str) {
    let kind = tag.chars().next().unwrap_or('O');
    match tag.split_once('-') {
        Some((_, label)) => (kind, label),
        // A bare label is inside a chunk of it, as in data that has no prefixes.
        None if tag.chars().count() > 1 => ('I', tag),
        None => (kind, "_"),
    }
}

/// Whether the chunk of the tag before ends.
fn ends(before: (char, &str), now: (char, &str)) -> bool {
    match (before.0, now.0) {
        ('O', _) => false,
        ('E' | 'S' | 'L' | 'U', _) | (_, 'O' | 'B' | 'S' | 'U') => true,
        _ => before.1 != now.1,
    }
}

/// Whether a chunk starts at this tag.
fn starts(before: (char, &str), now: (char, &str)) -> bool {
    match (before.0, now.0) {
        (_, 'O') => false,
        (_, 'B' | 'S' | 'U') | ('O' | 'E' | 'S' | 'L' | 'U', _) => true,
        _ => before.1 != now.1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_and_faulty_sequences() {
        type Row = (&'static str, &'static [(u32, u32, &'static str)]);
        let table: &[Row] = &[
            ("B-PER I-PER O B-LOC", &[(0, 2, "PER"), (3, 4, "LOC")]),
            ("I-PER I-PER I-LOC", &[(0, 2, "PER"), (2, 3, "LOC")]),
            ("B-PER B-PER", &[(0, 1, "PER"), (1, 2, "PER")]),
            ("S-LOC B-PER E-PER I-PER", &[(0, 1, "LOC"), (1, 3, "PER"), (3, 4, "PER")]),
            ("O O", &[]),
        ];
        for (tags, expected) in table {
            let tags: Vec<&str> = tags.split(' ').collect();
            let found: Vec<_> = chunks(&tags).iter().map(|c| (c.start, c.end, c.label)).collect();
            assert_eq!(found, *expected, "{tags:?}");
        }
    }
}
