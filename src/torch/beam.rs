//! Beam search: the likeliest text, token by token. Knows nothing of tensors.
//!
//! Follows what transformers' `generate` does with the same settings, so that a checkpoint writes here what
//! its authors measured.

use crate::engine::EngineError;

/// How a text is searched for; what `generation_config.json` or `config.json` says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Search {
    pub beams: usize,
    /// Tokens, the first one included.
    pub max_length: usize,
    pub min_length: usize,
    /// Above 1 favours long texts, below 1 short ones.
    pub length_penalty: f32,
    pub early_stopping: bool,
    /// No sequence of so many tokens comes twice; 0 for no such rule.
    pub no_repeat: usize,
    /// The token that the decoder is started with.
    pub start: u32,
    pub end: u32,
    /// The token that must come first, such as that of a language.
    pub first: Option<u32>,
    /// The token that must come last where the text grows too long.
    pub last: Option<u32>,
    pub never: Vec<u32>,
}

/// Gives the scores of every token after each beam. `order[i]` is the beam of the previous call that beam
/// `i` goes on from.
pub(super) trait Scorer {
    fn scores(&mut self, beams: &[Vec<u32>], order: &[usize]) -> Result<Vec<Vec<f32>>, EngineError>;
}

struct Beam {
    tokens: Vec<u32>,
    score: f32,
}

/// The tokens of the best text, without the one that starts it and the one that ends it.
pub(super) fn search(search: &Search, scorer: &mut dyn Scorer) -> Result<Vec<u32>, EngineError> {
    let width = search.beams.max(1);
    // All beams start alike: all but one count for nothing, or each would find the same text.
    let mut beams: Vec<Beam> = (0..width)
        .map(|i| Beam { tokens: vec![search.start], score: if i == 0 { 0.0 } else { -1e9 } })
        .collect();
    let mut order: Vec<usize> = (0..width).collect();
    // Finished texts with their scores, best first.
    let mut done: Vec<(f32, Vec<u32>)> = Vec::new();
    let finish = |done: &mut Vec<(f32, Vec<u32>)>, tokens: &[u32], score: f32, length: usize| {
        let score = score / (length as f32).powf(search.length_penalty);
        let at = done.partition_point(|(s, _)| *s >= score);
        done.insert(at, (score, tokens.to_vec()));
        done.truncate(width);
    };
    loop {
        let length = beams[0].tokens.len();
        if length >= search.max_length {
            break;
        }
        let tokens: Vec<Vec<u32>> = beams.iter().map(|b| b.tokens.clone()).collect();
        let mut scores = scorer.scores(&tokens, &order)?;
        for (beam, row) in beams.iter().zip(&mut scores) {
            log_softmax(row);
            rule(search, &beam.tokens, row);
        }
        let best = best(&beams, &scores, 2 * width);
        let mut next = Vec::with_capacity(width);
        for (rank, &(score, beam, token)) in best.iter().enumerate() {
            if token == search.end {
                if rank < width {
                    finish(&mut done, &beams[beam].tokens, score, length);
                }
                // One beam stops at the first end, as a greedy search does.
                if width == 1 {
                    break;
                }
                continue;
            }
            next.push((score, beam, token));
            if next.len() == width {
                break;
            }
        }
        let Some(&(top, ..)) = best.first() else { break };
        if width == 1 && !done.is_empty() || next.len() < width {
            break;
        }
        if done.len() == width {
            let reachable = top / (length as f32).powf(search.length_penalty);
            if search.early_stopping || done[width - 1].0 >= reachable {
                break;
            }
        }
        order = next.iter().map(|&(_, beam, _)| beam).collect();
        beams = next
            .into_iter()
            .map(|(score, beam, token)| {
                let mut tokens = beams[beam].tokens.clone();
                tokens.push(token);
                Beam { tokens, score }
            })
            .collect();
    }
    let is_full = done.len() == width && (search.early_stopping || beams[0].tokens.len() < search.max_length);
    if !is_full && (width != 1 || done.is_empty()) {
        for beam in &beams {
            finish(&mut done, &beam.tokens, beam.score, beam.tokens.len() - 1);
        }
    }
    Ok(done.into_iter().next().map(|(_, tokens)| tokens[1..].to_vec()).unwrap_or_default())
}

/// The best `n` continuations, best first; of equal ones that of the earlier beam, then the lower token.
fn best(beams: &[Beam], scores: &[Vec<f32>], n: usize) -> Vec<(f32, usize, u32)> {
    let mut out: Vec<(f32, usize, u32)> = Vec::with_capacity(n + 1);
    for (i, (beam, row)) in beams.iter().zip(scores).enumerate() {
        for (token, score) in row.iter().enumerate() {
            let total = beam.score + score;
            if out.len() == n && total <= out[n - 1].0 || total == f32::NEG_INFINITY || total.is_nan() {
                continue;
            }
            let at = out.partition_point(|(s, ..)| *s >= total);
            out.insert(at, (total, i, token as u32));
            out.truncate(n);
        }
    }
    out
}

/// Rules out what may not follow `tokens`.
fn rule(search: &Search, tokens: &[u32], row: &mut [f32]) {
    let mut bar = |token: u32| {
        if let Some(score) = row.get_mut(token as usize) {
            *score = f32::NEG_INFINITY;
        }
    };
    search.never.iter().for_each(|&t| bar(t));
    if tokens.len() < search.min_length {
        bar(search.end);
    }
    if search.no_repeat > 0 && tokens.len() + 1 >= search.no_repeat {
        let tail = &tokens[tokens.len() + 1 - search.no_repeat..];
        for seen in tokens.windows(search.no_repeat) {
            if seen[..search.no_repeat - 1] == *tail {
                bar(seen[search.no_repeat - 1]);
            }
        }
    }
    let only = match tokens.len() {
        1 => search.first,
        n if n + 1 == search.max_length => search.last,
        _ => None,
    };
    if let Some(only) = only {
        row.fill(f32::NEG_INFINITY);
        row[only as usize] = 0.0;
    }
}

fn log_softmax(row: &mut [f32]) {
    let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = row.iter().map(|v| (v - highest).exp()).sum();
    let shift = highest + sum.ln();
    row.iter_mut().for_each(|v| *v -= shift);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores by the last token alone; 9 ends a text.
    struct Table(Vec<(u32, [f32; 10])>);

    impl Scorer for Table {
        fn scores(&mut self, beams: &[Vec<u32>], _: &[usize]) -> Result<Vec<Vec<f32>>, EngineError> {
            let row = |beam: &Vec<u32>| {
                let last = *beam.last().unwrap();
                self.0.iter().find(|(t, _)| *t == last).map_or(vec![1.0; 10], |(_, row)| row.to_vec())
            };
            Ok(beams.iter().map(row).collect())
        }
    }

    fn options(beams: usize) -> Search {
        Search {
            beams,
            max_length: 8,
            min_length: 0,
            length_penalty: 1.0,
            early_stopping: false,
            no_repeat: 0,
            start: 0,
            end: 9,
            first: None,
            last: None,
            never: vec![],
        }
    }

    fn row(likely: &[(usize, f32)]) -> [f32; 10] {
        let mut row = [-9.0; 10];
        likely.iter().for_each(|&(t, s)| row[t] = s);
        row
    }

    #[test]
    fn a_wider_search_finds_what_greed_misses() {
        let table = || {
            Table(vec![
                (0, row(&[(1, 1.0), (2, 0.9)])),
                (1, row(&[(3, 0.0), (4, 0.0), (5, 0.0)])),
                (2, row(&[(6, 5.0)])),
                (3, row(&[(9, 5.0)])),
                (4, row(&[(9, 5.0)])),
                (5, row(&[(9, 5.0)])),
                (6, row(&[(9, 5.0)])),
            ])
        };
        assert_eq!(search(&options(1), &mut table()).unwrap()[0], 1);
        assert_eq!(search(&options(3), &mut table()).unwrap(), [2, 6]);
    }

    #[test]
    fn the_rules_hold() {
        let loops =
            || Table((0..9).map(|t| (t, row(&[(t as usize, 3.0), ((t as usize + 1) % 9, 2.0)]))).collect());
        assert_eq!(search(&options(2), &mut loops()).unwrap(), [0; 7]);
        let ruled = Search { no_repeat: 2, first: Some(4), last: Some(9), never: vec![6], ..options(2) };
        let text = search(&ruled, &mut loops()).unwrap();
        assert_eq!(text[0], 4);
        assert!(!text.contains(&6) && !text.windows(2).skip(1).any(|w| w == &text[..2]), "{text:?}");
        let long = Search { min_length: 5, ..options(1) };
        let ends = Table(vec![(0, row(&[(9, 5.0), (1, 1.0)])), (1, row(&[(9, 5.0), (1, 1.0)]))]);
        assert_eq!(search(&long, &mut { ends }).unwrap(), [1, 1, 1, 1]);
    }
}
