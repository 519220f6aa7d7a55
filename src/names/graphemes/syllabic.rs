//! Hangul syllables, and Han characters by their pinyin.

use super::super::sound::{Sound, bit::*};

pub(super) fn hangul(c: char, out: &mut Vec<Sound>) {
    const INITIAL: [u32; 19] = [
        K | G,
        K | G,
        N,
        D | T,
        D | T,
        L | R,
        M,
        B | P | V,
        B | P,
        S | Z | SH,
        S | Z,
        0,
        DZH | Z | ZH | TS,
        DZH | Z | TS,
        CH | DZH | TS,
        K,
        T,
        P | F,
        H | F | KH,
    ];
    /// A glide before the vowel, then the vowel.
    const VOWEL: [(u32, u32); 21] = [
        (0, A),
        (0, A | E),
        (GLIDE, A),
        (GLIDE, A | E),
        (0, O | E | A),
        (0, E),
        (GLIDE, O | E),
        (GLIDE, E),
        (0, O),
        (W, A),
        (W, E | A),
        (W, E | O),
        (GLIDE, O),
        (0, U),
        (W, O),
        (W, E),
        (W, I),
        (GLIDE, U),
        (0, U | Y),
        (0, I | Y),
        (0, I),
    ];
    const FINAL: [u32; 28] = [
        0,
        K | G,
        K | G,
        K,
        N,
        N,
        N,
        T | D,
        L | R,
        L,
        M,
        L,
        L,
        L,
        L,
        L,
        M,
        B | P,
        P,
        S | T,
        S | T,
        N,
        T | DZH,
        T | CH,
        K,
        T,
        P | F,
        T,
    ];
    let Some(n) = (c as usize).checked_sub(0xac00).filter(|&n| n < 11_172) else { return };
    let (glide, vowel) = VOWEL[n % 588 / 28];
    if INITIAL[n / 588] != 0 {
        out.push(Sound::new(INITIAL[n / 588]));
    }
    if glide != 0 {
        out.push(Sound::faint(glide));
    }
    // The neutral vowel stands between the consonants of a foreign cluster.
    out.push(if vowel == U | Y { Sound::faint(vowel | E | O) } else { Sound::new(vowel) });
    if FINAL[n % 28] != 0 {
        out.push(Sound::new(FINAL[n % 28]));
        if n % 28 == 21 {
            out.push(Sound::faint(G));
        }
    }
}

/// One syllable of pinyin without tone, as Chinese uses it to write foreign names as well.
pub(super) fn pinyin(syllable: &str, out: &mut Vec<Sound>) {
    let (initial, rest) = match syllable {
        s if s.starts_with("zh") || s.starts_with("ch") || s.starts_with("sh") => s.split_at(2),
        s if s.starts_with(|c: char| c.is_ascii_alphabetic() && !"aeiou".contains(c)) => s.split_at(1),
        s => ("", s),
    };
    if syllable == "er" {
        out.push(Sound::faint(L | R));
        return;
    }
    let mask = match initial {
        "b" => B | P | V,
        "p" => P | B,
        "m" => M,
        "f" => F | V | P | H,
        "d" => D | T | DZH,
        "t" => T | D,
        "n" => N,
        "l" => L | R,
        "g" => G | K,
        "k" => K | G | KH,
        "h" => H | KH | G,
        "j" => DZH | G | K | CH | Z | TS | D | T,
        "q" => CH | K | TS,
        "x" => SH | S | H | KH,
        "zh" => DZH | ZH | CH,
        "ch" => CH,
        "sh" => SH | S,
        "r" => R | L | ZH | DZH,
        "z" => Z | TS | DZH,
        "c" => TS | S,
        "s" => S | Z | TH,
        "y" => GLIDE | I,
        "w" => W | V | U,
        _ => 0,
    };
    if mask != 0 {
        out.push(if initial == "y" { Sound::faint(mask) } else { Sound::new(mask) });
    }
    let (vowels, nasal) = match rest.find('n') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let chars: Vec<char> = vowels.chars().collect();
    for (i, &v) in chars.iter().enumerate() {
        // `zi`, `shi`, `ci` and `fu`, `bu`, `te`, `ke`: a consonant alone.
        let carrier = chars.len() == 1
            && nasal.is_empty()
            && matches!((initial, v), (_, 'e') | (_, 'u') | ("s" | "sh" | "z" | "zh" | "c" | "ch", 'i'));
        let mask = match v {
            'a' => A | E,
            'e' => E | A | O,
            'i' => I | E | GLIDE,
            'o' => O | U,
            'u' => U | O | W,
            _ => continue,
        };
        out.push(if carrier || (i > 0 && chars.len() > 1) { Sound::faint(mask) } else { Sound::new(mask) });
    }
    if !nasal.is_empty() {
        out.push(Sound::new(N));
        if nasal == "ng" {
            out.push(Sound::faint(G));
        }
    }
}
