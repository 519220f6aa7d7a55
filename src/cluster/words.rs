//! Words of one language compared with each other: TF-IDF with a background, and shingles.
//!
//! A run may hold three documents or ten thousand, so how rare a word is cannot come from the run
//! alone: each count is smoothed with the share of news documents that hold the word, from
//! `common_words.tsv`, as if [`BACKGROUND`] more documents had been read.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::types::Lang;

/// Documents that the background counts for.
const BACKGROUND: f32 = 100.0;
/// Share of documents that hold a word which the table does not list; the median of rare words.
const UNLISTED: f32 = 0.004;
/// Letters kept of a word: a crude stem that serves inflected languages about as well as a
/// stemmer each would, and English no worse. `scripts/events/common_words.py` cuts alike.
const STEM: usize = 6;

static COMMON: LazyLock<FxHashMap<(Lang, &'static str), f32>> = LazyLock::new(|| {
    let mut shares = FxHashMap::default();
    for line in include_str!("common_words.tsv").lines().filter(|l| !l.starts_with('#')) {
        let Some((lang, words)) = line.split_once('\t') else { continue };
        let Ok(lang) = lang.parse::<Lang>() else { continue };
        for (word, share) in words.split(' ').filter_map(|w| w.rsplit_once(':')) {
            shares.insert((lang, word), share.parse().unwrap_or(0.0) / 100.0);
        }
    }
    shares
});

/// The words of a text, lower case, in order: runs of letters, marks and digits.
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let is_mark = |c: char| ('\u{300}'..'\u{370}').contains(&c) || ('\u{64b}'..'\u{660}').contains(&c);
    text.split(move |c: char| !c.is_alphanumeric() && !is_mark(c))
        .filter(|w| !w.is_empty())
        .map(|w| w.chars().flat_map(char::to_lowercase).collect())
}

/// The terms by which documents of a language are compared: stems, or pairs of characters where
/// words are not set apart.
pub fn terms(text: &str, lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    for word in words(text) {
        if matches!(lang.as_str(), "zh" | "ja" | "th" | "lo" | "km" | "my") {
            let chars: Vec<char> = word.chars().collect();
            out.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
            continue;
        }
        let mut stem = word.as_str();
        if matches!(lang.as_str(), "ar" | "fa" | "ckb") {
            stem = without_article(stem);
        }
        out.push(stem.chars().take(STEM).collect());
    }
    out
}

fn without_article(word: &str) -> &str {
    ["وال", "بال", "كال", "فال", "ال", "لل"]
        .iter()
        .find_map(|article| word.strip_prefix(article).filter(|rest| rest.chars().count() >= 3))
        .unwrap_or(word)
}

/// A document's terms with their weights: unit length, sorted by term.
pub type Weighted = Vec<(u32, f32)>;

/// A text that begins with its title, and that with its lead; lengths in bytes.
#[derive(Clone, Copy)]
pub struct Headed<'t> {
    pub text: &'t str,
    pub title: usize,
    pub head: usize,
    pub lang: Lang,
}

/// The TF-IDF vectors of texts and of their heads, each compared within its own language only. In the
/// text's vector the title counts twice, for it says what the text is about.
pub fn tf_idf(texts: &[Headed]) -> Vec<(Weighted, Weighted)> {
    let mut ids: FxHashMap<(Lang, String), u32> = FxHashMap::default();
    let mut spread: Vec<u32> = Vec::new();
    let mut prior: Vec<f32> = Vec::new();
    let mut total: FxHashMap<Lang, f32> = FxHashMap::default();
    let mut counted: Vec<(Weighted, Weighted)> = Vec::with_capacity(texts.len());
    for &Headed { text, title, head, lang } in texts {
        *total.entry(lang).or_default() += 1.0;
        let (mut counts, mut ends) = (Vec::new(), [0, 0, 0]);
        let (head, rest) = text.split_at_checked(head).unwrap_or((text, ""));
        let (title, lead) = head.split_at_checked(title).unwrap_or(("", head));
        let parts = [title, lead, rest].into_iter().enumerate();
        for (part, term) in parts.flat_map(|(n, t)| terms(t, lang).into_iter().map(move |term| (n, term))) {
            let share = COMMON.get(&(lang, term.as_str())).copied().unwrap_or(UNLISTED);
            let next = ids.len() as u32;
            let id = *ids.entry((lang, term)).or_insert_with(|| {
                spread.push(0);
                prior.push(share);
                next
            });
            counts.push(id);
            ends[part..].iter_mut().for_each(|end| *end += 1);
        }
        let head = runs(counts[..ends[1]].to_vec());
        counts.extend_from_within(..ends[0]);
        let whole = runs(counts);
        whole.iter().for_each(|&(id, _)| spread[id as usize] += 1);
        counted.push((whole, head));
    }
    for ((whole, head), text) in counted.iter_mut().zip(texts) {
        let documents = total[&text.lang] + BACKGROUND;
        for vector in [whole, head] {
            for (id, weight) in vector.iter_mut() {
                let holding = spread[*id as usize] as f32 + BACKGROUND * prior[*id as usize];
                *weight = (1.0 + weight.ln()) * (documents / holding).ln().max(0.0);
            }
            normalise(vector);
        }
    }
    counted
}

/// Each id with how often it is there, sorted.
fn runs(mut ids: Vec<u32>) -> Weighted {
    ids.sort_unstable();
    ids.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as f32)).collect()
}

fn normalise(vector: &mut [(u32, f32)]) {
    let length = vector.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, w)| *w /= length);
    }
}

/// Dot product of two sorted sparse vectors.
pub fn dot(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += a[i].1 * b[j].1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// Hashes of the runs of three words of a text (four characters where words are not set apart),
/// sorted, each once. A text of fewer words is one shingle.
pub fn shingles(text: &str, lang: Lang) -> Vec<u64> {
    let whole = matches!(lang.as_str(), "zh" | "ja" | "th" | "lo" | "km" | "my");
    let units: Vec<String> = if whole {
        words(text).flat_map(|w| w.chars().map(String::from).collect::<Vec<_>>()).collect()
    } else {
        words(text).collect()
    };
    let width = if whole { 4 } else { 3 }.min(units.len());
    if width == 0 {
        return Vec::new();
    }
    let hash = |run: &[String]| {
        use std::hash::Hasher;
        let mut hasher = rustc_hash::FxHasher::default();
        run.iter().for_each(|w| {
            hasher.write(w.as_bytes());
            hasher.write_u8(0xff);
        });
        hasher.finish()
    };
    let mut out: Vec<u64> = units.windows(width).map(hash).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// How many of the sorted `a` stand in the sorted `b`.
pub fn common<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                n += 1;
                i += 1;
                j += 1;
            }
        }
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(tag: &str) -> Lang {
        tag.parse().expect("a tag")
    }

    #[test]
    fn terms_fit_the_language() {
        assert_eq!(terms("Limanlarının açılışı", lang("tr")), ["limanl", "açılış"]);
        assert_eq!(terms("货船起火。", lang("zh")), ["货船", "船起", "起火"]);
        assert_eq!(terms("والسفينة في الميناء", lang("ar")), ["سفينة", "في", "ميناء"]);
        assert_eq!(terms("Hải Phòng's", lang("vi")), ["hải", "phòng", "s"]);
    }

    #[test]
    fn common_words_weigh_less_than_names_even_in_a_run_of_two() {
        let en = lang("en");
        let texts = [
            ("the mayor of Lenkeri opened the bridge and said that it was late", en),
            ("the mayor of Tuvano closed the museum and said that it was late", en),
            ("Lenkeri bridge opened by mayor", en),
        ];
        // The heads end between words.
        let texts = texts.map(|(text, lang)| {
            let head = if text.starts_with("the mayor") { 9 } else { 14 };
            Headed { text, title: 0, head, lang }
        });
        let (vectors, heads): (Vec<_>, Vec<_>) = tf_idf(&texts).into_iter().unzip();
        assert_eq!(heads[0].len(), 2, "the mayor");
        assert!(dot(&vectors[0], &vectors[2]) > dot(&vectors[0], &vectors[1]) + 0.2);
        assert!((dot(&vectors[0], &vectors[0]) - 1.0).abs() < 1e-5);
    }

    #[test]
    fn a_word_of_the_title_weighs_more_than_one_of_the_lead() {
        let text = "bridge opened mayor spoke";
        let weight =
            |title: usize| tf_idf(&[Headed { text, title, head: text.len(), lang: lang("en") }])[0].0[0];
        assert_eq!((weight(0).0, weight(13).0), (0, 0), "the first word has the first number");
        assert!(weight(13).1 > weight(0).1 + 0.05);
    }

    #[test]
    fn shingles_find_copied_sentences() {
        let en = lang("en");
        let a = shingles("The ferry left the quay at noon with forty people aboard.", en);
        let b = shingles("the ferry left the quay at noon, with forty people aboard!", en);
        let c = shingles("Forty people were aboard when the ferry left at noon.", en);
        assert_eq!(a, b);
        assert!(common(&a, &c) * 3 < a.len());
        assert!(shingles("", en).is_empty());
        assert_eq!(shingles("Noon", en).len(), 1);
    }
}
