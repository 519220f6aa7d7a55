//! Copies of names made only for comparing them: folded keys and tokens.

use unicode_script::{Script, UnicodeScript};

pub(super) use crate::text::exact;

/// As [`exact`], Latin letters without their marks: `Đỗ` and `Do` are equal, so are `Əliyev` and
/// `Eliyev`. Other scripts keep their letters, save for spellings of one Arabic letter.
pub(super) fn folded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in exact(text).chars() {
        match c {
            'ə' => plain.push('e'),
            'ё' => plain.push('е'),
            'ي' | 'ى' => plain.push('ی'),
            'ك' => plain.push('ک'),
            'أ' | 'إ' | 'آ' => plain.push('ا'),
            'ة' => plain.push('ه'),
            '\u{64b}'..='\u{65f}' | '\u{307}' => {}
            c if c.is_alphabetic() && c.script() == Script::Latin => {
                plain.push_str(&any_ascii::any_ascii_char(c).to_lowercase())
            }
            c => plain.push(c),
        }
    }
    plain
}

/// The words of a folded name; a Han name without a separating dot is one word.
pub(super) fn tokens(text: &str) -> Vec<String> {
    folded(text).split(' ').filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

/// The script of most letters of a text.
pub(super) fn script(text: &str) -> Script {
    let mut counts: Vec<(Script, usize)> = Vec::new();
    for script in text.chars().filter(|c| c.is_alphabetic()).map(|c| c.script()) {
        match counts.iter_mut().find(|(s, _)| *s == script) {
            Some((_, n)) => *n += 1,
            None => counts.push((script, 1)),
        }
    }
    // The first of equals: the script that the name begins with.
    counts.iter().rev().max_by_key(|(_, n)| *n).map_or(Script::Common, |(s, _)| *s)
}

pub(super) fn is_han(text: &str) -> bool {
    matches!(script(text), Script::Han)
}

pub(super) fn is_hangul(text: &str) -> bool {
    matches!(script(text), Script::Hangul)
}

/// A word in capitals that stands for a longer name: two to eight capitals, possibly with digits,
/// dots or `&` between them.
pub(super) fn is_acronym(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    (2..=8).contains(&letters)
        && capitals == letters
        && !text.contains(' ')
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '&' | '-' | '/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_joins_spellings_of_one_name_and_exact_keys_keep_tones() {
        for (a, b) in [
            ("Đỗ Thị Minh Hạnh", "Do Thi Minh Hanh"),
            ("Claudia-Victoria Nicolae", "Claudia Victoria NICOLAE"),
            ("Ulug‘bek Norqobilov", "Ulugʻbek Norqobilov"),
            ("سالم الحارثي", "سالم الحارثی"),
            ("Ак’яр Іншаат", "Акʼяр Іншаат"),
            ("İlham Əliyev", "Ilham Eliyev"),
        ] {
            assert_eq!(folded(a), folded(b));
        }
        assert_ne!(exact("Nguyễn Văn Hùng"), exact("Nguyễn Văn Hưng"));
        assert_ne!(folded("周文涛"), folded("周文韬"));
    }

    #[test]
    fn acronyms_are_capitals_only() {
        for (text, want) in [
            ("XLA", true),
            ("МЧС", true),
            ("A.B.C.", true),
            ("AZERTAC", true),
            ("Baku", false),
            ("周", false),
            ("NSC-nin", false),
            ("B", false),
        ] {
            assert_eq!(is_acronym(text), want, "{text}");
        }
    }
}
