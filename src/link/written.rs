//! How a name is written: in whose letters, in capitals, with or without blanks.

use unicode_script::{Script, UnicodeScript};

use super::korean;
use super::mention::Form;
use crate::types::Lang;

/// Family names of two signs.
const COMPOUND: &[&str] = &[
    "欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "慕容", "夏侯", "皇甫", "尉迟", "令狐", "司徒",
    "东方",
];

/// `苏清禾` as `Su Qinghe`, from the sounds of its signs.
fn chinese_name(romanised: &str, form: &Form) -> Option<String> {
    let signs = form.base.chars().count();
    if form.lang != Lang::new("zh") || !(2..=4).contains(&signs) || romanised.contains(' ') {
        return None;
    }
    let compound = signs > 2 && COMPOUND.iter().any(|c| form.base.starts_with(c));
    let family: String = form.base.chars().take(1 + usize::from(compound)).collect();
    let family = any_ascii::any_ascii(&family).to_lowercase();
    let given = romanised.to_lowercase().strip_prefix(&family)?.to_owned();
    Some(format!("{} {}", capital(&family)?, capital(&given)?))
}

pub(super) fn capital(word: &str) -> Option<String> {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect())
}

/// A person's name that is written without blanks, as newspapers give it in Latin letters.
pub(super) fn spaced_name(romanised: &str, form: &Form) -> Option<String> {
    chinese_name(romanised, form)
        .or_else(|| korean::in_latin(&form.base).filter(|_| form.lang == Lang::new("ko")))
}

/// Whether a name in Chinese characters is a Chinese person's own, which its sounds can be told from.
pub(super) fn is_chinese_name(form: &Form) -> bool {
    form.lang == Lang::new("zh") && !form.base.contains(['·', '・']) && form.base.chars().count() <= 4
}

pub(super) fn is_sign(c: char) -> bool {
    c.script() == Script::Han
}

/// All capitals, where a name has small letters elsewhere: `BUCHAREST`.
pub(super) fn shouts(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    letters > 3 && !name.chars().any(char::is_lowercase) && name.chars().any(char::is_uppercase)
}

/// `BUCHAREST` as `Bucharest`.
pub(super) fn in_title_case(name: &str) -> String {
    let mut start = true;
    name.chars()
        .flat_map(|c| {
            let out: Vec<char> = if start { vec![c] } else { c.to_lowercase().collect() };
            start = !(c.is_alphanumeric() || matches!(c, '\'' | '’'));
            out
        })
        .collect()
}

/// Letters that only Vietnamese has.
pub(super) fn is_vietnamese(name: &str) -> bool {
    name.chars()
        .flat_map(char::to_lowercase)
        .any(|c| matches!(c, 'ă' | 'ơ' | 'ư' | 'đ' | '\u{1ea0}'..='\u{1ef9}'))
        && name.split(' ').all(|w| w.chars().count() <= 7)
}

/// Three to five syllables, as Vietnamese full names have.
pub(super) fn is_vietnamese_length(tokens: &[String]) -> bool {
    (3..=5).contains(&tokens.len()) && tokens.iter().all(|t| t.chars().count() <= 6)
}
