//! Dates up to which something holds: *until 1 June*, *1 Haziran'a kadar*. Nothing has happened on them.

use crate::text::Span;

/// Words before such a date, in lower case.
const BEFORE: [&str; 34] = [
    "until",
    "till",
    "before",
    "до",
    "да",
    "не позднее",
    "hasta el",
    "hasta",
    "antes del",
    "até",
    "até o dia",
    "jusqu'au",
    "jusqu’au",
    "avant le",
    "d'ici au",
    "d’ici au",
    "bis",
    "bis zum",
    "fino al",
    "fino all'",
    "entro il",
    "până la",
    "până pe",
    "do",
    "do dnia",
    "deri më",
    "μέχρι τις",
    "έως τις",
    "tot",
    "đến",
    "đến ngày",
    "trước ngày",
    "حتى",
    "تا",
];

/// Words after it.
const AFTER: [&str; 16] = [
    "qədər",
    "dək",
    "kadar",
    "dek",
    "qadar",
    "gacha",
    "dejin",
    "дейін",
    "чейин",
    "кадәр",
    "çenli",
    "까지",
    "まで",
    "前",
    "为止",
    "為止",
];

/// Characters before a date that are looked at.
const LONGEST: usize = 16;

/// Whether the date at `span` of `text` ends a time and is none in which something happened.
pub(super) fn is_deadline(text: &str, span: Span) -> bool {
    let head = text[..span.start as usize].trim_end();
    let from = head.char_indices().rev().nth(LONGEST).map_or(0, |(at, _)| at);
    let before = head[from..].to_lowercase();
    let is_word = |word: &&str| {
        let head = before.strip_suffix(*word);
        head.is_some_and(|head| word.ends_with('\'') || !head.ends_with(char::is_alphanumeric))
    };
    if BEFORE.iter().any(is_word) {
        return true;
    }
    // The case ending that the postposition asks for may be set off: `1 Haziran'a kadar`.
    let after = &text[span.end as usize..];
    let ending =
        after.find(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’' | '-')).unwrap_or(after.len());
    let rest = after[ending..].trim_start();
    let follows = |rest: &str, word: &str| {
        rest.strip_prefix(word)
            .is_some_and(|tail| !tail.starts_with(|c: char| c.is_alphabetic() && c.is_ascii()))
    };
    AFTER.iter().any(|word| follows(rest, word) || follows(after, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_until_a_day_has_not_happened_on_it() {
        for (text, date, expected) in [
            ("Restrictions hold until 15 June", "15 June", true),
            ("It opened on 15 June", "15 June", false),
            ("Арест продлён до 10 июня", "10 июня", true),
            ("Следы вели от следа 10 июня", "10 июня", false),
            ("Yasak 1 Haziran'a kadar sürecek", "1 Haziran", true),
            ("Yasak 1 Haziran'da başladı", "1 Haziran", false),
            ("Qadağa 1 iyuna qədər qüvvədədir", "1 iyun", true),
            ("규제는 6월 1일까지 이어진다", "6월 1일", true),
            ("規制は6月1日まで続く", "6月1日", true),
            ("Zakaz obowiązuje do 1 czerwca", "1 czerwca", true),
        ] {
            let start = text.find(date).expect("a date");
            assert_eq!(is_deadline(text, Span::new(start, start + date.len())), expected, "{text}");
        }
    }
}
