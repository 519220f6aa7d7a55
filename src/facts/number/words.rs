//! Numbers among the words of a text: digits, number words, and both together.

use super::{
    lexicon::Meaning,
    numeral,
    phrase::{Kind, Phrases, Token, digit},
};
use crate::types::Lang;

/// A number among the tokens, before it is known what it counts.
pub(super) struct Numeral {
    /// Token range.
    pub from: usize,
    pub to: usize,
    pub value: f64,
    pub digits: u8,
    pub in_words: bool,
}

/// The number that begins at token `from`.
pub(super) fn numeral_at(
    tokens: &[Token],
    from: usize,
    words: &Phrases<Meaning>,
    lang: Lang,
) -> Option<Numeral> {
    if let Some(han) = han_numeral(tokens, from) {
        return Some(han);
    }
    let number_word = |at: usize| {
        let found = words.at(tokens, at, |m| matches!(m, Meaning::Value(_) | Meaning::Times(_)))?;
        // A longer phrase of another meaning is no number: Uzbek `yuz bergan`, what happened, begins with a hundred.
        let longest = words.at(tokens, at, |_| true)?;
        (longest.len == found.len).then_some((found.len, *found.value))
    };
    let (mut total, mut current): (f64, Option<f64>) = (0.0, None);
    let mut last_times = f64::INFINITY;
    let (mut at, mut digits, mut in_words) = (from, 0, true);
    while at < tokens.len() {
        let after_number = at > from;
        let is = |key: &str| tokens[at].key == key;
        let digits_next = tokens.get(at + 1).filter(|t| t.kind == Kind::Numeral && current.is_none());
        // `صد و بیست`, `یک میلیارد و ۱۰۰ میلیون`: what is counted would stand before another *and*.
        let joined = lang.as_str() == "fa"
            && after_number
            && is("و")
            && (current.is_some_and(|c| in_words && c >= 20.0) || current.is_none() && total > 0.0)
            && (number_word(at + 1).is_some() || digits_next.is_some());
        // `27 ألفا و709`: written together, or it joins two counts.
        let written_on = lang.as_str() == "ar"
            && total > 0.0
            && is("و")
            && digits_next.is_some_and(|t| t.span.start == tokens[at].span.end);
        // `twenty-one`, `douăzeci și unu`, `22 de milioane`
        let link = joined
            || written_on
            || after_number
                && match number_word(at + 1) {
                    Some((_, Meaning::Value(v))) => {
                        let ends_in = |of: f64| current.is_some_and(|c| c >= of && c % of == 0.0 && in_words);
                        let unit = v < 10.0 && ends_in(10.0) && current >= Some(20.0);
                        unit && (is("-") || is("și") || is("y") || is("e"))
                            // `one hundred and twenty`, `cento e vinte`
                            || v < 100.0 && ends_in(100.0) && (is("and") || is("e"))
                    }
                    Some((_, Meaning::Times(_))) => is("de") || is("-"),
                    _ => false,
                };
        if link {
            at += 1;
        }
        if tokens[at].kind == Kind::Numeral {
            let plain = tokens[at].key.chars().all(|c| digit(c).is_some());
            let continues = after_number && plain && total > 0.0;
            if after_number && !continues || current.is_some() {
                break;
            }
            let (value, significant) = numeral::value(&tokens[at].key, lang)?;
            if value >= last_times {
                break;
            }
            (current, digits, in_words) = (Some(value), significant, false);
            at += 1;
            if let Some(times) = times_of_money(tokens, from, at) {
                (total, current) = (value * times, None);
                at += 1;
                break;
            }
            continue;
        }
        // `خمسة وعشرون`, `مئة وعشرين`
        let and_ten = lang.as_str() == "ar" && after_number && tokens[at].key.starts_with('و');
        if and_ten && let Some(v) = after_and(&tokens[at], words) {
            match current {
                Some(c) if in_words && (c < 10.0 && v >= 20.0 || c >= 100.0 && v < 100.0) => {
                    current = Some(c + v);
                    at += 1;
                    continue;
                }
                _ => break,
            }
        }
        // `27 ألفا`: the dual *two thousand* is the multiplier after a number.
        let times = current.and_then(|_| words.at(tokens, at, |m| matches!(m, Meaning::Times(_))));
        match times.map(|found| (found.len, *found.value)).or_else(|| number_word(at)) {
            Some((len, Meaning::Value(v))) => {
                let sum = match current {
                    None if v < last_times => Some(v),
                    Some(c) if in_words && c >= 100.0 && c % 100.0 == 0.0 && v < 100.0 => Some(c + v),
                    // `twenty five`, `сто двадцать пять`
                    Some(c) if in_words && c % 100.0 >= 10.0 && c % 10.0 == 0.0 && v < 10.0 => Some(c + v),
                    _ => None,
                };
                let Some(sum) = sum else { break };
                current = Some(sum);
                at += len;
            }
            Some((len, Meaning::Times(times))) => {
                if times < 1000.0 {
                    current = Some(current.unwrap_or(1.0) * times);
                } else if let Some(c) = current.take() {
                    total += c * times;
                    last_times = times;
                } else if total > 0.0 {
                    total *= times;
                    last_times = times;
                } else {
                    total = times;
                    last_times = times;
                }
                at += len;
                if is_abbreviated(tokens, at) {
                    at += 1;
                }
            }
            _ => break,
        }
    }
    if at == from {
        return None;
    }
    let value = total + current.unwrap_or(0.0);
    let digits = if in_words { 1 } else { digits };
    Some(Numeral { from, to: at, value, digits, in_words })
}

/// Whether the token `at` is the point of the short word before it: `92 Mio. Euro`, `5 tys. osób`.
fn is_abbreviated(tokens: &[Token], at: usize) -> bool {
    const SHORT: usize = 4;
    let word = &tokens[at - 1];
    word.key.chars().count() <= SHORT
        && at + 1 < tokens.len()
        && tokens[at].key == "."
        && tokens[at].span.start == word.span.end
}

/// The letter written on to an amount: `€92m`, `$1.2bn`, `92 M€`; `at` is the token after the digits that begin at
/// `from`. Without the sign of a currency `m` is a metre.
fn times_of_money(tokens: &[Token], from: usize, at: usize) -> Option<f64> {
    let letter = tokens.get(at)?;
    let touch = |a: &Token, b: &Token| a.span.end == b.span.start;
    let sign =
        |t: &Token| matches!(t.key.as_str(), "$" | "€" | "£" | "¥" | "₹" | "₽" | "₺" | "₸" | "₼" | "₴");
    let before = from > 0 && sign(&tokens[from - 1]) && touch(&tokens[at - 1], letter);
    let after = tokens.get(at + 1).is_some_and(|t| sign(t) && touch(letter, t));
    if !before && !after {
        return None;
    }
    match letter.key.as_str() {
        "k" => Some(1e3),
        "m" | "mn" => Some(1e6),
        "b" | "bn" | "md" => Some(1e9),
        "tn" => Some(1e12),
        _ => None,
    }
}

/// The value of an Arabic number word with *and* before it.
fn after_and(token: &Token, words: &Phrases<Meaning>) -> Option<f64> {
    let bare = Token { key: token.key.strip_prefix('و')?.to_owned(), ..token.clone() };
    let found = words.at(std::slice::from_ref(&bare), 0, |m| matches!(m, Meaning::Value(_)))?;
    match found.value {
        Meaning::Value(value) => Some(*value),
        _ => None,
    }
}

/// `12万`, `三十二`, `两`.
fn han_numeral(tokens: &[Token], from: usize) -> Option<Numeral> {
    let han = |at: usize| {
        let key = tokens.get(at)?.key.as_str();
        Some(match key {
            "一" => (1.0, false),
            "二" | "两" => (2.0, false),
            "三" => (3.0, false),
            "四" => (4.0, false),
            "五" => (5.0, false),
            "六" => (6.0, false),
            "七" => (7.0, false),
            "八" => (8.0, false),
            "九" => (9.0, false),
            "十" => (10.0, true),
            "百" => (100.0, true),
            "千" => (1000.0, true),
            "万" | "萬" => (1e4, true),
            "亿" | "億" => (1e8, true),
            _ => return None,
        })
    };
    let mut at = from;
    let (mut total, mut section, mut current) = (0.0, 0.0, None);
    let (mut digits, mut in_words) = (1, true);
    if tokens[at].kind == Kind::Numeral {
        // The grouping of Chinese and Japanese is that of English.
        han(at + 1).filter(|(_, times)| *times)?;
        let (value, significant) = numeral::value(&tokens[at].key, Lang::new("zh"))?;
        (current, digits, in_words) = (Some(value), significant, false);
        at += 1;
    } else {
        han(at)?;
    }
    while let Some((value, times)) = han(at) {
        if !times {
            if current.is_some() {
                return None;
            }
            current = Some(value);
        } else if value >= 1e4 {
            total += (section + current.take().unwrap_or(if section > 0.0 { 0.0 } else { 1.0 })) * value;
            section = 0.0;
        } else {
            section += current.take().unwrap_or(1.0) * value;
        }
        at += 1;
    }
    let value = total + section + current.unwrap_or(0.0);
    Some(Numeral { from, to: at, value, digits, in_words })
}
