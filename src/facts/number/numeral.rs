//! The value of digits as a language writes them: `1,234.5`, `1.234,5`, `1 234,5`, `۱۲٬۵۰۰`.

use super::phrase::digit;
use crate::types::Lang;

/// Where the comma marks thousands and the point decimals.
fn decimal_point(lang: Lang) -> bool {
    matches!(lang.as_str(), "en" | "zh" | "ja" | "ko" | "hi" | "th" | "he" | "ms" | "bn" | "fil" | "sw")
}

/// The number that `raw` (digits with grouping and decimal signs) says, and how many of its digits
/// are significant. `None` where the signs make no sense.
pub(super) fn value(raw: &str, lang: Lang) -> Option<(f64, u8)> {
    let mut groups: Vec<String> = vec![String::new()];
    let mut signs: Vec<char> = Vec::new();
    for c in raw.chars() {
        match digit(c) {
            Some(d) => groups.last_mut()?.push(char::from_digit(d, 10)?),
            None => {
                signs.push(match c {
                    '．' => '.',
                    '，' => ',',
                    c if c.is_whitespace() => ' ',
                    c => c,
                });
                groups.push(String::new());
            }
        }
    }
    let decimal = decimal_sign(&groups, &signs, lang)?;
    let whole_groups = if decimal { groups.len() - 1 } else { groups.len() };
    if whole_groups > 1 {
        let thousands = groups[1..whole_groups].iter().all(|g| g.len() == 3) && groups[0].len() <= 3;
        if !thousands || groups[0].starts_with('0') {
            return None;
        }
    }
    let whole: String = groups[..whole_groups].concat();
    let fraction = if decimal { groups.last()?.as_str() } else { "" };
    let value: f64 = format!("{whole}.{fraction}0").parse().ok()?;
    let mut digits = whole.trim_start_matches('0').to_owned();
    if fraction.is_empty() {
        digits.truncate(digits.trim_end_matches('0').len().max(1).min(digits.len()));
    } else {
        digits.push_str(fraction);
    }
    Some((value, digits.len().min(15) as u8))
}

/// Whether the last sign parts the decimals; `None` if the signs contradict each other.
fn decimal_sign(groups: &[String], signs: &[char], lang: Lang) -> Option<bool> {
    let Some((&last, before)) = signs.split_last() else { return Some(false) };
    if before.iter().any(|&s| s != before[0]) {
        return None;
    }
    match (before.first(), last) {
        (_, '٫') => Some(true),
        (_, '٬' | ' ' | '\'' | '’') => Some(false),
        // `1.234.567`, `1,234.5`
        (Some(&first), last) => Some(first != last),
        (None, last) => {
            let three = groups[1].len() == 3 && groups[0].len() <= 3 && groups[0] != "0";
            let native = if decimal_point(lang) { last == '.' } else { last == ',' };
            // `6.200` in a language of decimal commas is 6200; `6.2` is 6.2 wherever it stands, and
            // `6,200` is 6200 in English only.
            Some(native || !three)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grouping_and_decimals_follow_the_language() {
        for (lang, raw, want) in [
            ("en", "1,234.5", Some((1234.5, 5))),
            ("de", "1.234,5", Some((1234.5, 5))),
            ("ru", "1 234,5", Some((1234.5, 5))),
            ("ro", "18.400", Some((18400.0, 3))),
            ("vi", "6.200", Some((6200.0, 2))),
            ("en", "6.200", Some((6.2, 4))),
            ("az", "7,5", Some((7.5, 2))),
            ("az", "7.5", Some((7.5, 2))),
            ("ru", "1,234", Some((1.234, 4))),
            ("en", "1,234", Some((1234.0, 4))),
            ("en", "1,234,567", Some((1234567.0, 7))),
            ("fa", "۱۲٬۵۰۰", Some((12500.0, 3))),
            ("ar", "٣٫٥", Some((3.5, 2))),
            ("hi", "१२", Some((12.0, 2))),
            ("zh", "２０", Some((20.0, 1))),
            ("en", "0.5", Some((0.5, 1))),
            ("de", "1,234.567,8", None),
            ("en", "192.168.0.1", None),
            ("de", "12.5.2024", None),
        ] {
            assert_eq!(value(raw, Lang::new(lang)), want, "{lang} {raw}");
        }
    }
}
