use std::ops::Range;

use crate::types::Label;

use super::units::Unit;

/// A tag set: which outputs begin, continue or are no span, and of which kind `L`.
pub(super) struct Tags<L = Label> {
    /// For each output its label and whether it begins a name; `None` for `O`.
    names: Vec<Option<(bool, L)>>,
    /// For each output the output that continues the same name.
    inside: Vec<usize>,
}

impl Tags<Label> {
    pub(super) fn new(labels: &[String]) -> Self {
        let parse = |l: &String| {
            let (kind, label) = l.split_once('-')?;
            Some((kind == "B", Label::parse(label)?))
        };
        Self::of(labels.iter().map(parse).collect())
    }
}

impl<L: Copy + PartialEq> Tags<L> {
    pub(super) fn of(names: Vec<Option<(bool, L)>>) -> Self {
        let inside = names.iter().enumerate().map(|(i, name)| {
            let continues = |other: &Option<(bool, L)>| match (name, other) {
                (Some((_, a)), Some((false, b))) => a == b,
                _ => false,
            };
            names.iter().position(continues).unwrap_or(i)
        });
        Self { inside: inside.collect(), names }
    }

    /// The spans of a path: their kind, and the units from and to.
    pub(super) fn spans(&self, path: &[usize]) -> Vec<(L, Range<usize>)> {
        let mut out: Vec<(L, Range<usize>)> = Vec::new();
        for (i, &tag) in path.iter().enumerate() {
            let Some((begins, label)) = self.names[tag] else { continue };
            match out.last_mut() {
                Some((last, units)) if !begins && *last == label && units.end == i => units.end = i + 1,
                _ => out.push((label, i..i + 1)),
            }
        }
        out
    }

    /// Log probability of every tag for every unit: the mean over its subwords, of which the first
    /// may begin a name and the others continue it.
    pub(super) fn unit_scores(&self, units: &[Unit], logits: &[f32]) -> Vec<Vec<f32>> {
        let width = self.names.len();
        let rows: Vec<Vec<f32>> = logits.chunks_exact(width).map(log_softmax).collect();
        let score = |unit: &Unit| {
            let rows = &rows[unit.tokens.clone()];
            let mean = |tag: usize| {
                let rest: f32 = rows[1..].iter().map(|r| r[self.inside[tag]]).sum();
                (rows[0][tag] + rest) / rows.len() as f32
            };
            (0..width).map(mean).collect()
        };
        units.iter().map(score).collect()
    }

    /// Makes every tag but `O` impossible for a unit.
    pub(super) fn keep_outside(&self, scores: &mut [f32]) {
        for (score, name) in scores.iter_mut().zip(&self.names) {
            if name.is_some() {
                *score = f32::NEG_INFINITY;
            }
        }
    }

    /// The most probable sequence of tags in which a name is only continued where it began (Viterbi).
    pub(super) fn best_path(&self, scores: &[Vec<f32>]) -> Vec<usize> {
        let width = self.names.len();
        let follows = |from: Option<usize>, to: usize| match self.names[to] {
            Some((false, label)) => from.is_some_and(|f| self.names[f].is_some_and(|(_, l)| l == label)),
            _ => true,
        };
        let mut total = vec![0f32; width];
        let mut back: Vec<Vec<usize>> = Vec::with_capacity(scores.len());
        for (i, row) in scores.iter().enumerate() {
            let mut next = vec![f32::NEG_INFINITY; width];
            let mut from = vec![0; width];
            for to in 0..width {
                for (f, so_far) in total.iter().enumerate() {
                    let previous = (i > 0).then_some(f);
                    if follows(previous, to) && so_far + row[to] > next[to] {
                        (next[to], from[to]) = (so_far + row[to], f);
                    }
                }
            }
            total = next;
            back.push(from);
        }
        let mut path = vec![0; scores.len()];
        // The first of equal scores, as everywhere: `max_by` would take the last.
        let mut tag = (0..width).rev().max_by(|&a, &b| total[a].total_cmp(&total[b])).unwrap_or(0);
        for i in (0..scores.len()).rev() {
            path[i] = tag;
            tag = back[i][tag];
        }
        path
    }

    /// Mean over the units of the probability that they belong to a name of this label.
    pub(super) fn confidence(&self, scores: &[Vec<f32>], label: L) -> f32 {
        let of = |row: &Vec<f32>| {
            let all: f32 = row.iter().map(|v| v.exp()).sum();
            let mine = row.iter().zip(&self.names).filter(|(_, n)| n.is_some_and(|(_, l)| l == label));
            mine.map(|(v, _)| v.exp()).sum::<f32>() / all
        };
        scores.iter().map(of).sum::<f32>() / scores.len().max(1) as f32
    }
}

fn log_softmax(row: &[f32]) -> Vec<f32> {
    let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = row.iter().map(|v| (v - highest).exp()).sum();
    row.iter().map(|v| v - highest - sum.ln()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_only_continued_where_it_began() {
        let labels = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"].map(String::from);
        let tags = Tags::new(&labels);
        let row = |best: usize, second: usize| {
            let mut row = vec![-5.0f32; 5];
            (row[second], row[best]) = (-1.0, -0.5);
            row
        };
        // I-LOC after B-PER is likelier by itself, but no name can be read from it.
        assert_eq!(tags.best_path(&[row(1, 0), row(4, 2), row(0, 1)]), [1, 2, 0]);
        assert_eq!(tags.best_path(&[row(2, 1)]), [1]);
        assert_eq!(tags.best_path(&[]), [0usize; 0]);
    }
}
