//! ROUGE (Lin 2004) as the package rouge-score counts it, on tokens of any kind.

use std::collections::BTreeMap;

use super::Prf;

/// The four common variants.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rouge {
    pub one: Prf,
    pub two: Prf,
    /// Longest common subsequence of the whole texts.
    pub l: Prf,
    /// Union of the longest common subsequences of their sentences.
    pub l_sum: Prf,
}

/// Scores a candidate against a reference, both as sentences of tokens.
pub fn rouge<T: Ord>(reference: &[Vec<T>], candidate: &[Vec<T>]) -> Rouge {
    let (reference, candidate) = (refs(reference), refs(candidate));
    let (whole_reference, whole_candidate) = (reference.concat(), candidate.concat());
    Rouge {
        one: rouge_n(&whole_reference, &whole_candidate, 1),
        two: rouge_n(&whole_reference, &whole_candidate, 2),
        l: rouge_l(&whole_reference, &whole_candidate),
        l_sum: rouge_l_sum(&reference, &candidate),
    }
}

fn refs<T>(sentences: &[Vec<T>]) -> Vec<Vec<&T>> {
    sentences.iter().map(|sentence| sentence.iter().collect()).collect()
}

/// Shared n-grams, each as often as both texts have it.
pub fn rouge_n<T: Ord>(reference: &[T], candidate: &[T], n: usize) -> Prf {
    let (mut grams, mut hits) = (BTreeMap::new(), 0);
    for gram in reference.windows(n) {
        *grams.entry(gram).or_insert(0usize) += 1;
    }
    for gram in candidate.windows(n) {
        if let Some(left) = grams.get_mut(gram).filter(|left| **left > 0) {
            *left -= 1;
            hits += 1;
        }
    }
    let count = |tokens: &[T]| (tokens.len() + 1).saturating_sub(n);
    Prf::counts(hits, count(candidate), count(reference))
}

/// The longest common subsequence of two texts.
pub fn rouge_l<T: Ord>(reference: &[T], candidate: &[T]) -> Prf {
    let length = table(reference, candidate).last().copied().unwrap_or(0);
    Prf::counts(length as usize, candidate.len(), reference.len())
}

/// The union of the longest common subsequences of each reference sentence with all candidate sentences;
/// no token counts more often than both texts have it.
pub fn rouge_l_sum<T: Ord>(reference: &[Vec<T>], candidate: &[Vec<T>]) -> Prf {
    let count = |sentences: &[Vec<T>]| sentences.iter().map(Vec::len).sum::<usize>();
    let mut left = [tally(reference), tally(candidate)];
    let mut hits = 0;
    for sentence in reference {
        let mut union = vec![false; sentence.len()];
        for other in candidate {
            common(sentence, other, &mut union);
        }
        for (token, _) in sentence.iter().zip(&union).filter(|(_, found)| **found) {
            if left.iter().all(|side| side.get(token).is_some_and(|&n| n > 0)) {
                hits += 1;
                left.iter_mut().filter_map(|side| side.get_mut(token)).for_each(|n| *n -= 1);
            }
        }
    }
    Prf::counts(hits, count(candidate), count(reference))
}

fn tally<T: Ord>(sentences: &[Vec<T>]) -> BTreeMap<&T, usize> {
    let mut counts = BTreeMap::new();
    sentences.iter().flatten().for_each(|token| *counts.entry(token).or_insert(0) += 1);
    counts
}

/// Lengths of the longest common subsequences of all prefixes, row by row of the reference.
fn table<T: Ord>(reference: &[T], candidate: &[T]) -> Vec<u32> {
    let width = candidate.len() + 1;
    let mut table = vec![0; (reference.len() + 1) * width];
    for (i, a) in reference.iter().enumerate() {
        for (j, b) in candidate.iter().enumerate() {
            let (above, here) = (i * width + j, (i + 1) * width + j);
            table[here + 1] = if a == b { table[above] + 1 } else { table[above + 1].max(table[here]) };
        }
    }
    table
}

/// Marks the tokens of the reference in one longest common subsequence: the one rouge-score reads out.
fn common<T: Ord>(reference: &[T], candidate: &[T], marks: &mut [bool]) {
    let table = table(reference, candidate);
    let width = candidate.len() + 1;
    let (mut i, mut j) = (reference.len(), candidate.len());
    while i > 0 && j > 0 {
        if reference[i - 1] == candidate[j - 1] {
            (i, j) = (i - 1, j - 1);
            marks[i] = true;
        } else if table[i * width + j - 1] > table[(i - 1) * width + j] {
            j -= 1;
        } else {
            i -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variants_on_a_small_case() {
        let words = |text: &'static str| text.split(' ').collect::<Vec<_>>();
        let reference = [words("the quick dog jumped"), words("it slept")];
        let candidate = [words("it slept"), words("the dog jumped quick quick")];
        let scores = rouge(&reference, &candidate);
        assert_eq!(scores.one, Prf::counts(6, 7, 6));
        assert_eq!(scores.two, Prf::counts(2, 6, 5));
        assert_eq!(scores.l, Prf::counts(3, 7, 6));
        assert_eq!(scores.l_sum, Prf::counts(5, 7, 6));
        assert_eq!(rouge::<&str>(&[], &[]), Rouge::default());
    }
}
