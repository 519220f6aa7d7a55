/// Characters to change, add or drop to make one text of the other (Levenshtein's distance).
pub fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let best = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], best);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_change_counts_once() {
        for (a, b, want) in
            [("", "баку", 4), ("alyev", "aliyev", 1), ("trang", "tráng", 1), ("abc", "cba", 2)]
        {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            assert_eq!((edits(&a, &b), edits(&b, &a)), (want, want));
        }
    }
}
