//! Arabic and Hebrew letters, which leave most vowels out.

use super::super::sound::{Sound, bit::*};

pub(super) fn arabic(chars: &[char], at: usize, out: &mut Vec<Sound>) -> usize {
    let next = chars.get(at + 1).copied();
    let last = at + 1 == chars.len();
    let mask = match chars[at] {
        // Two letters for one foreign sound, unless a vowel that goes unwritten parts them.
        'ت' if matches!(next, Some('ش' | 'س' | 'ز' | 'چ')) => {
            out.push(Sound::faint(T));
            out.push(Sound::new(match next {
                Some('ش') => SH | CH,
                Some('س') => S | TS,
                Some('ز') => Z | TS | DZH,
                _ => CH,
            }));
            return 2;
        }
        'د' if matches!(next, Some('ج' | 'ز' | 'ژ')) => {
            out.push(Sound::faint(D));
            out.push(Sound::new(match next {
                Some('ج') => DZH | G | ZH,
                Some('ز') => Z | TS | DZH,
                _ => ZH | DZH,
            }));
            return 2;
        }
        'ش' if next == Some('چ') || next == Some('ت') && chars.get(at + 2) == Some(&'ش') => {
            out.push(Sound::faint(SH));
            return 1;
        }
        'ك' | 'ق' if next == Some('س') => {
            out.push(Sound::new(K | KS));
            out.push(Sound::faint(S));
            return 2;
        }
        'ن' if next == Some('غ') => {
            out.push(Sound::new(N));
            out.push(Sound::faint(G));
            return 2;
        }
        'ا' => {
            out.push(Sound::faint(VOWELS));
            return 1;
        }
        'ع' | 'ء' | 'ئ' | 'ؤ' => {
            out.push(Sound::faint(VOWELS | H));
            return 1;
        }
        'ب' => B | P | V,
        'پ' => P,
        'ت' | 'ط' | 'ٹ' => T,
        'ث' => S | T | TH,
        'ج' => DZH | G | ZH,
        'چ' => CH,
        'ح' => H | KH,
        'خ' => KH,
        'د' | 'ڈ' => D,
        'ذ' => Z | D,
        'ر' | 'ڑ' | 'ڕ' => R,
        'ز' => Z,
        'ژ' => ZH,
        'س' => S,
        'ش' => SH,
        'ص' => S,
        'ض' | 'ظ' => D | Z,
        'غ' => G | KH,
        'ف' => F | V,
        'ڤ' | 'ۋ' => V | W,
        'ۆ' => V | W | U | O | Y,
        'ق' => K | G,
        'ك' => K,
        'گ' => G,
        'ل' | 'ڵ' => L,
        'م' => M,
        'ن' | 'ں' => N,
        'ه' if last => {
            out.push(Sound::faint(A | E | H | T));
            return 1;
        }
        'ه' => H,
        'و' => V | W | U | O | Y,
        'ي' | 'ێ' => GLIDE | I | E | Y,
        // Kurdish and Uyghur write this vowel.
        'ە' => {
            out.push(Sound::faint(A | E));
            return 1;
        }
        _ => return 1,
    };
    out.push(Sound::new(mask));
    1
}

pub(super) fn hebrew(chars: &[char], at: usize, out: &mut Vec<Sound>) -> usize {
    let next = chars.get(at + 1).copied();
    let last = at + 1 == chars.len();
    let mask = match chars[at] {
        'ו' if next == Some('ו') => {
            out.push(Sound::new(V | W));
            return 2;
        }
        'י' if next == Some('י') => {
            out.push(Sound::new(GLIDE | I | E));
            return 2;
        }
        // Yiddish.
        'ד' if next == Some('ז') && chars.get(at + 2) == Some(&'ש') => {
            out.push(Sound::new(DZH));
            return 3;
        }
        'ז' if next == Some('ש') => {
            out.push(Sound::new(ZH | DZH));
            return 2;
        }
        'ט' if matches!(next, Some('ש' | 'ס' | 'ז')) => {
            out.push(Sound::faint(T));
            out.push(Sound::new(match next {
                Some('ש') => SH | S | CH,
                Some('ס') => S | TS,
                _ => Z | TS | DZH,
            }));
            return 2;
        }
        'ד' if next == Some('ז') => {
            out.push(Sound::faint(D));
            out.push(Sound::new(Z | ZH | TS | DZH));
            return 2;
        }
        'ש' if next == Some('צ') => {
            out.push(Sound::faint(SH));
            out.push(Sound::new(TS | CH | SH));
            return 2;
        }
        'ק' if next == Some('ס') => {
            out.push(Sound::new(K | KS));
            out.push(Sound::faint(S));
            return 2;
        }
        'א' | 'ע' => {
            out.push(Sound::faint(VOWELS));
            return 1;
        }
        'ב' => B | V,
        'ג' => G | DZH,
        'ד' => D,
        'ה' if last => {
            out.push(Sound::faint(A | E | H));
            return 1;
        }
        'ה' => H,
        'ו' => V | W | U | O,
        'ז' => Z | ZH,
        'ח' => KH | H,
        'ט' => T,
        'י' => GLIDE | I | E,
        'כ' | 'ך' => K | KH,
        'ל' => L,
        'מ' | 'ם' => M,
        'נ' | 'ן' => N,
        'ס' => S,
        'פ' | 'ף' => P | F,
        'צ' | 'ץ' => TS | CH,
        'ק' => K,
        'ר' => R,
        'ש' => SH | S,
        'ת' => T | TH,
        _ => return 1,
    };
    out.push(Sound::new(mask));
    1
}
