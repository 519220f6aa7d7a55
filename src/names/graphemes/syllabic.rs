//! Hangul syllables, kana, and Han characters by their pinyin.

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

/// Kana as Japanese uses them for foreign names; a small vowel replaces that of the sign before.
pub(super) fn kana(chars: &[char], at: usize, out: &mut Vec<Sound>) -> usize {
    let small = |c: char| match c {
        'ァ' | 'ャ' | 'ヮ' | 'ぁ' | 'ゃ' => Some('a'),
        'ィ' | 'ぃ' => Some('i'),
        'ゥ' | 'ュ' | 'ぅ' | 'ゅ' => Some('u'),
        'ェ' | 'ぇ' => Some('e'),
        'ォ' | 'ョ' | 'ぉ' | 'ょ' => Some('o'),
        _ => None,
    };
    let c = chars[at];
    match c {
        // Doubling and length are not heard apart elsewhere.
        'ッ' | 'っ' | 'ー' => return 1,
        'ン' | 'ん' => {
            out.push(Sound::new(N | M));
            out.push(Sound::faint(G));
            return 1;
        }
        _ => {}
    }
    let latin = any_ascii::any_ascii_char(c).to_lowercase();
    let Some((split, own)) = latin.char_indices().next_back().filter(|(_, v)| "aeiou".contains(*v)) else {
        return 1;
    };
    let next = chars.get(at + 1).copied();
    let other = next.and_then(small);
    let (consonant, glide) = match (&latin[..split], own, next) {
        // `ウィ`, `ヴ`, `イェ`: the vowel itself is the consonant.
        ("", 'u', _) if other.is_some() => ("w", false),
        ("", 'i', _) if other.is_some() => ("y", false),
        // `キャ`, `デュ`; but `シャ` and `ジャ` are one sound.
        (head, _, Some('ャ' | 'ュ' | 'ョ' | 'ゃ' | 'ゅ' | 'ょ')) => {
            (head, !matches!(head, "sh" | "ch" | "j"))
        }
        (head, ..) => (head, false),
    };
    let mask = match consonant {
        "k" => K,
        "g" => G,
        "s" => S | TH,
        "sh" => SH | S | TH,
        "z" => Z | TH | DZH,
        "j" => DZH | ZH | Z | D,
        "t" => T,
        "ch" => CH | T | TS,
        "ts" => TS | T | Z,
        "d" => D,
        "n" => N,
        "h" => H | KH,
        "f" => F | H,
        "b" => B | V,
        "p" => P,
        "v" => V,
        "m" => M,
        "y" => GLIDE | I,
        "r" => R | L,
        "w" => W | V,
        _ => 0,
    };
    match consonant {
        "" => {}
        "y" => out.push(Sound::faint(mask)),
        _ => out.push(Sound::new(mask)),
    }
    if glide {
        out.push(Sound::faint(GLIDE | I));
    }
    let vowel = other.unwrap_or(own);
    let mask = match vowel {
        // English puts its neutral vowel here.
        'a' => A | E,
        'e' => E,
        'i' => I,
        'o' => O,
        _ => U,
    };
    // A consonant without a vowel takes the least audible one.
    let carrier = other.is_none()
        && match vowel {
            'u' => !matches!(consonant, "" | "y"),
            'o' => matches!(consonant, "t" | "d"),
            'i' => matches!(consonant, "ch" | "j"),
            _ => false,
        };
    out.push(if carrier { Sound::faint(mask) } else { Sound::new(mask) });
    if other.is_some() { 2 } else { 1 }
}
