//! Numbers in names of bodies: `44`, `Forty-Four`, `IV`, `2nd`, `second`.

/// The number that the words at the beginning of `keys` say, and how many of them; not by one word
/// of a single Roman figure.
pub(crate) fn number(keys: &[&str]) -> Option<(usize, usize)> {
    let first = *keys.first()?;
    if let Some(tens) = TENS.iter().position(|w| w.split(' ').any(|w| w == first)) {
        let tens = 10 * (tens + 2);
        let unit = keys.get(1).and_then(|w| ONES.iter().position(|o| o == w)).filter(|u| *u < 9);
        return Some(unit.map_or((tens, 1), |u| (tens + u + 1, 2)));
    }
    let spelt = ONES.iter().position(|w| *w == first).map(|i| i + 1);
    Some((spelt.or_else(|| ordinal(first)).or_else(|| first.parse().ok())?, 1))
}

const ONES: [&str; 19] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
/// `fourty` is a common slip.
const TENS: [&str; 8] = ["twenty", "thirty", "forty fourty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// `1st` and `First`: the number of an ordinal, by figures or by its word.
fn ordinal(key: &str) -> Option<usize> {
    const WORDS: [&str; 10] = [
        "first первыи первая erste premier prima birinci",
        "second второи вторая zweite ikinci",
        "third третии третья dritte ucuncu",
        "fourth четвертыи четвертая vierte dorduncu",
        "fifth пятыи пятая funfte besinci",
        "sixth шестои шестая sechste altinci",
        "seventh седьмои седьмая siebte yedinci",
        "eighth восьмои восьмая achte sekizinci",
        "ninth девятыи девятая neunte doqquzuncu",
        "tenth десятыи десятая zehnte onuncu",
    ];
    let figures = ["st", "nd", "rd", "th"].iter().find_map(|end| key.strip_suffix(end)?.parse().ok());
    figures.or_else(|| WORDS.iter().position(|w| w.split(' ').any(|w| w == key)).map(|i| i + 1))
}

/// A Roman number up to 39: what names of bodies count by.
pub(crate) fn roman(text: &str) -> Option<usize> {
    const UNITS: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = text.bytes().take_while(|b| *b == b'X').count().min(3);
    let unit = UNITS.iter().position(|u| *u == &text[tens..])?;
    Some(10 * tens + unit).filter(|n| *n > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_from_words_and_figures() {
        for (keys, want) in [
            (&["forty", "four", "brigade"][..], Some((44, 2))),
            (&["three"], Some((3, 1))),
            (&["1st"], Some((1, 1))),
            (&["second"], Some((2, 1))),
            (&["2007"], Some((2007, 1))),
            (&["ten", "four"], Some((10, 1))),
            (&["brigade"], None),
        ] {
            assert_eq!(number(keys), want, "{keys:?}");
        }
        for (text, want) in [
            ("IV", Some(4)),
            ("XIII", Some(13)),
            ("X", Some(10)),
            ("XXI", Some(21)),
            ("IIX", None),
            ("", None),
        ] {
            assert_eq!(roman(text), want, "{text}");
        }
    }
}
