//! The tokeniser of the text measures, `words` by name.

use unicode_normalization::UnicodeNormalization;
use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

/// Words of a text in any script: NFKC, lower case; runs of letters, digits and their marks. A script
/// written without spaces (Chinese, Japanese kana, Thai, Lao, Khmer, Burmese, Tibetan) gives one token per
/// user-perceived character, so that a Thai vowel sign stays with its consonant. Vietnamese gives syllables,
/// as it is written. For ASCII text these are the tokens of rouge-score without stemming.
pub fn words(text: &str) -> Vec<String> {
    let text: String = text.nfkc().collect::<String>().to_lowercase();
    let mut words = Vec::new();
    let mut word = String::new();
    for cluster in text.graphemes(true) {
        let first = cluster.chars().next().unwrap_or(' ');
        let spaceless = is_spaceless(first);
        if (spaceless || !first.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        // Marks stay with their letter; signs that a cluster ends in (a joiner) say nothing.
        let kept = cluster.chars().filter(|&c| c.is_alphanumeric() || is_mark(c));
        if spaceless {
            words.push(kept.collect());
        } else if first.is_alphanumeric() {
            word.extend(kept);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

fn is_spaceless(c: char) -> bool {
    use Script::{Han, Hiragana, Katakana, Khmer, Lao, Myanmar, Thai, Tibetan};
    c.is_alphanumeric()
        && matches!(c.script(), Han | Hiragana | Katakana | Khmer | Lao | Myanmar | Thai | Tibetan)
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_gives_words() {
        let table: &[(&str, &[&str])] = &[
            ("The cat's 2,500 hats_x.", &["the", "cat", "s", "2", "500", "hats", "x"]),
            ("Cảng Hải Phòng", &["cảng", "hải", "phòng"]),
            ("河内港AI大会", &["河", "内", "港", "ai", "大", "会"]),
            ("ที่นี่", &["ที่", "นี่"]),
            ("قَالَ الوزير، أمس", &["قَالَ", "الوزير", "أمس"]),
            ("カタカナ港", &["カ", "タ", "カ", "ナ", "港"]),
            ("İzmir", &["i\u{307}zmir"]),
            ("Việt", &["việt"]),
            ("…", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(words(text), *expected, "{text}");
        }
    }
}
