//! How a name is written: in whose letters, in capitals, with or without blanks.

use unicode_script::{Script, UnicodeScript};

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

fn capital(word: &str) -> Option<String> {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect())
}

/// Korean family names that newspapers write otherwise than the romanisation has it.
const KOREAN: &[(char, &str)] = &[
    ('김', "Kim"),
    ('이', "Lee"),
    ('박', "Park"),
    ('최', "Choi"),
    ('정', "Jung"),
    ('강', "Kang"),
    ('조', "Cho"),
    ('윤', "Yoon"),
    ('임', "Lim"),
    ('신', "Shin"),
    ('권', "Kwon"),
    ('안', "Ahn"),
    ('유', "Yoo"),
    ('고', "Ko"),
    ('문', "Moon"),
    ('백', "Baek"),
    ('노', "Noh"),
    ('주', "Joo"),
    ('구', "Koo"),
    ('곽', "Kwak"),
    ('우', "Woo"),
];

/// `표재문` as `Pyo Jae-mun`: a family name of one syllable and a given name of two or one.
fn korean_name(form: &Form) -> Option<String> {
    let syllables: Vec<char> = form.base.chars().collect();
    if form.lang != Lang::new("ko") || !(2..=3).contains(&syllables.len()) {
        return None;
    }
    if syllables.iter().any(|c| c.script() != Script::Hangul) {
        return None;
    }
    let latin = |c: char| any_ascii::any_ascii_char(c).to_lowercase();
    let listed = KOREAN.iter().find(|(c, _)| *c == syllables[0]).map(|(_, name)| (*name).to_owned());
    let family = listed.or_else(|| capital(&latin(syllables[0])))?;
    let given: Vec<String> = syllables[1..].iter().map(|&c| latin(c)).collect();
    Some(format!("{family} {}", capital(&given.join("-"))?))
}

/// A person's name that is written without blanks, as newspapers give it in Latin letters.
pub(super) fn spaced_name(romanised: &str, form: &Form) -> Option<String> {
    chinese_name(romanised, form).or_else(|| korean_name(form))
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
