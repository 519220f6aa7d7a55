//! The one-to-one assignment of greatest weight (Kuhn–Munkres), over sparse pairs.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BinaryHeap},
};

/// Total weight of the heaviest one-to-one choice among `pairs` of (row, column, weight). Rows and columns
/// that no pair of the choice holds stay alone.
///
/// Shortest augmenting paths with potentials (Jonker and Volgenant 1987): each row may also take a column
/// of its own that weighs nothing, so that a path always ends. Memory grows with the pairs, not with
/// rows × columns.
pub fn heaviest(pairs: &[(u32, u32, f64)]) -> f64 {
    let mut rows: BTreeMap<u32, Vec<(usize, f64)>> = BTreeMap::new();
    let mut columns: BTreeMap<u32, usize> = BTreeMap::new();
    for &(row, column, weight) in pairs.iter().filter(|pair| pair.2 > 0.0) {
        let next = columns.len();
        rows.entry(row).or_default().push((*columns.entry(column).or_insert(next), weight));
    }
    let edges: Vec<Vec<(usize, f64)>> = rows.into_values().collect();
    let mut search = Search::new(&edges, columns.len());
    (0..edges.len()).for_each(|row| search.place(row));
    search.total()
}

struct Search<'e> {
    edges: &'e [Vec<(usize, f64)>],
    /// Column of each row; `None` for its own.
    column_of: Vec<Option<usize>>,
    row_of: Vec<Option<usize>>,
    /// Potentials: no pair costs less than the sum of its two.
    row_price: Vec<f64>,
    column_price: Vec<f64>,
    distance: Vec<f64>,
    before: Vec<usize>,
    settled: Vec<bool>,
}

/// A column with its distance, nearest first out of the heap, then the lower number.
#[derive(PartialEq)]
struct Near(f64, usize);

impl Eq for Near {}

impl Ord for Near {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.total_cmp(&self.0).then(other.1.cmp(&self.1))
    }
}

impl PartialOrd for Near {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<'e> Search<'e> {
    fn new(edges: &'e [Vec<(usize, f64)>], columns: usize) -> Self {
        let heaviest = |row: &Vec<(usize, f64)>| row.iter().map(|e| -e.1).fold(0.0, f64::min);
        Self {
            edges,
            column_of: vec![None; edges.len()],
            row_of: vec![None; columns],
            row_price: edges.iter().map(heaviest).collect(),
            column_price: vec![0.0; columns],
            distance: vec![f64::INFINITY; columns],
            before: vec![usize::MAX; columns],
            settled: vec![false; columns],
        }
    }

    /// Finds a place for one more row, moving others where that weighs more.
    fn place(&mut self, start: usize) {
        let mut heap = BinaryHeap::new();
        let (mut touched, mut reached) = (Vec::new(), vec![(start, 0.0)]);
        // The nearest own column so far: its row, and how far it is.
        let mut own = (start, -self.row_price[start]);
        let mut row = start;
        let mut so_far = 0.0;
        let end = loop {
            for &(column, weight) in &self.edges[row] {
                let step = -weight - self.row_price[row] - self.column_price[column];
                let distance = so_far + step.max(0.0);
                if !self.settled[column] && distance < self.distance[column] {
                    if self.distance[column].is_infinite() {
                        touched.push(column);
                    }
                    self.distance[column] = distance;
                    self.before[column] = row;
                    heap.push(Near(distance, column));
                }
            }
            let next = loop {
                match heap.pop() {
                    Some(Near(d, column)) if self.settled[column] || d > self.distance[column] => {}
                    other => break other,
                }
            };
            match next {
                Some(Near(distance, column)) if distance < own.1 => {
                    self.settled[column] = true;
                    so_far = distance;
                    match self.row_of[column] {
                        None => break Some(column),
                        Some(taker) => {
                            row = taker;
                            reached.push((row, distance));
                            let distance = distance - self.row_price[row];
                            if distance < own.1 {
                                own = (row, distance);
                            }
                        }
                    }
                }
                _ => break None,
            }
        };
        let length = if end.is_some() { so_far } else { own.1 };
        for (row, distance) in reached {
            self.row_price[row] += length - distance;
        }
        for &column in touched.iter().filter(|&&column| self.settled[column]) {
            self.column_price[column] -= length - self.distance[column];
        }
        let mut free = match end {
            Some(column) => Some(column),
            // The row takes its own column and leaves the one it had.
            None => self.column_of[own.0].take(),
        };
        if end.is_none() && own.0 == start {
            free = None;
        }
        while let Some(column) = free {
            let row = self.before[column];
            self.row_of[column] = Some(row);
            free = self.column_of[row].replace(column);
            if row == start {
                break;
            }
        }
        for column in touched {
            self.distance[column] = f64::INFINITY;
            self.settled[column] = false;
        }
    }

    fn total(&self) -> f64 {
        let weight = |(row, column): (usize, &Option<usize>)| {
            let column = (*column)?;
            self.edges[row].iter().filter(|e| e.0 == column).map(|e| e.1).reduce(f64::max)
        };
        self.column_of.iter().enumerate().filter_map(weight).sum()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Tries every choice.
    fn brute(weights: &[Vec<f64>], row: usize, used: u32) -> f64 {
        if row == weights.len() {
            return 0.0;
        }
        let mut best = brute(weights, row + 1, used);
        for (column, weight) in weights[row].iter().enumerate() {
            if used & (1 << column) == 0 {
                best = best.max(weight + brute(weights, row + 1, used | (1 << column)));
            }
        }
        best
    }

    proptest! {
        #[test]
        fn no_choice_weighs_more(
            weights in (1..6usize).prop_flat_map(|columns| {
                proptest::collection::vec(proptest::collection::vec(0..5u32, columns), 1..6)
            })
        ) {
            let weights: Vec<Vec<f64>> =
                weights.iter().map(|row| row.iter().map(|&w| f64::from(w) / 4.0).collect()).collect();
            let cell = |(r, row): (usize, &Vec<f64>)| -> Vec<(u32, u32, f64)> {
                row.iter().enumerate().map(|(c, &w)| (r as u32, c as u32, w)).collect()
            };
            let pairs: Vec<_> = weights.iter().enumerate().flat_map(cell).collect();
            prop_assert!((heaviest(&pairs) - brute(&weights, 0, 0)).abs() < 1e-12);
        }
    }

    #[test]
    fn a_chain_of_moves_is_found() {
        let pairs = [(0, 0, 1.0), (1, 0, 3.0), (1, 1, 2.9), (2, 1, 3.0), (2, 2, 2.9)];
        assert_eq!(heaviest(&pairs), 1.0 + 2.9 + 2.9);
        assert_eq!(heaviest(&[]), 0.0);
    }
}
