/// Disjoint sets of `0..n`; the smallest member stands for its set.
#[derive(Clone, Debug)]
pub struct DisjointSets(Vec<usize>);

impl DisjointSets {
    /// `0..n`, each alone.
    pub fn new(n: usize) -> Self {
        Self((0..n).collect())
    }

    /// The smallest member of the set that holds `i`.
    pub fn first(&mut self, i: usize) -> usize {
        let mut root = i;
        while self.0[root] != root {
            self.0[root] = self.0[self.0[root]];
            root = self.0[root];
        }
        self.0[i] = root;
        root
    }

    /// Makes the sets that hold `a` and `b` one.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        self.0[a.max(b)] = a.min(b);
    }

    /// All sets in the order of their first members, the members in order.
    pub fn all(mut self) -> Vec<Vec<usize>> {
        let mut sets: Vec<Vec<usize>> = vec![Vec::new(); self.0.len()];
        for i in 0..self.0.len() {
            let first = self.first(i);
            sets[first].push(i);
        }
        sets.retain(|set| !set.is_empty());
        sets
    }
}

#[cfg(test)]
mod tests {
    use super::DisjointSets;

    #[test]
    fn what_is_joined_step_by_step_is_one() {
        let mut sets = DisjointSets::new(6);
        [(4, 5), (1, 4), (5, 2)].iter().for_each(|&(a, b)| sets.join(a, b));
        assert_eq!((sets.first(5), sets.first(3)), (1, 3));
        assert_eq!(sets.all(), [vec![0], vec![1, 2, 4, 5], vec![3]]);
    }
}
