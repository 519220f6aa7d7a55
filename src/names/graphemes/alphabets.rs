//! Greek, Georgian and Armenian letters.

use super::super::sound::{Sound, bit::*};

/// Stands for `ϊ` and `ϋ`, which form no group with the vowel before.
pub(super) const SEPARATE: char = 'ϊ';

pub(super) fn greek(chars: &[char], at: usize, out: &mut Vec<Sound>) -> usize {
    let c = chars[at];
    let next = chars.get(at + 1).copied();
    // `Γκαντς`, `Σαντς`: what follows `ν` is a group of its own, or `ds`.
    if c == 'ν' && next == Some('τ') && matches!(chars.get(at + 2), Some('σ' | 'ζ')) {
        out.push(Sound::new(N));
        out.push(Sound::faint(D | T));
        return 1;
    }
    let pair = match (c, next) {
        ('μ', Some('π')) => Some(B | P),
        ('ν', Some('τ')) => Some(D | T),
        ('γ', Some('κ')) | ('γ', Some('γ')) => Some(G),
        ('τ', Some('σ')) => Some(TS | CH),
        ('τ', Some('ζ')) => Some(DZH | Z | TS),
        ('ο', Some('υ')) => Some(U | W),
        ('ο', Some('ι')) | ('ε', Some('ι')) => Some(I),
        ('α', Some('ι')) => Some(E | A),
        ('κ', Some('σ')) => Some(KS),
        _ => None,
    };
    if let Some(mask) = pair {
        if matches!((c, next), ('μ', Some('π')) | ('ν', Some('τ'))) && at > 0 {
            out.push(Sound::faint(if c == 'μ' { M } else { N }));
        }
        out.push(Sound::new(mask));
        if (c, next) == ('α', Some('ι')) || (c, next) == ('ο', Some('ι')) || (c, next) == ('ε', Some('ι'))
        {
            out.push(Sound::faint(I | GLIDE));
        }
        return 2;
    }
    if matches!(c, 'α' | 'ε') && next == Some('υ') {
        out.push(Sound::new(if c == 'α' { A } else { E }));
        out.push(Sound::new(V | F | U));
        return 2;
    }
    let mask = match c {
        'α' => A,
        'β' => V | B,
        'γ' => G | GLIDE | H,
        'δ' => D,
        'ε' => E,
        'ζ' => Z | ZH,
        'η' | 'ι' | SEPARATE => I | GLIDE,
        'θ' => T | TH,
        'κ' => K,
        'λ' => L,
        'μ' => M,
        'ν' => N,
        'ξ' => KS,
        'ο' | 'ω' => O,
        'π' => P,
        'ρ' => R,
        'σ' | 'ς' => S | SH | Z,
        'τ' => T,
        'υ' => I | Y | U,
        'φ' => F,
        'χ' => KH | H | K,
        'ψ' => {
            out.push(Sound::new(P));
            S
        }
        _ => return 1,
    };
    out.push(Sound::new(mask));
    1
}

pub(super) fn georgian(chars: &[char], at: usize, out: &mut Vec<Sound>) -> usize {
    let next = chars.get(at + 1).copied();
    let mask = match chars[at] {
        'შ' if next == Some('ჩ') => {
            out.push(Sound::new(SH | CH));
            return 2;
        }
        'ტ' | 'თ' if matches!(next, Some('შ' | 'ჩ')) => {
            out.push(Sound::new(CH));
            return 2;
        }
        'ქ' | 'კ' if next == Some('ს') => {
            out.push(Sound::new(KS));
            return 2;
        }
        'ა' => A,
        'ბ' => B,
        'გ' => G,
        'დ' => D,
        'ე' => E,
        'ვ' => V | W,
        'ზ' => Z,
        'თ' | 'ტ' => T,
        // The ending of the nominative, which other scripts leave out.
        'ი' if at + 1 == chars.len() && at > 2 => {
            out.push(Sound::faint(I | GLIDE));
            return 1;
        }
        'ი' => I | GLIDE,
        'კ' | 'ქ' => K,
        'ლ' => L,
        'მ' => M,
        'ნ' => N,
        'ო' => O,
        'პ' | 'ფ' => P | if chars[at] == 'ფ' { F } else { 0 },
        'ჟ' => ZH,
        'რ' => R,
        'ს' => S,
        'უ' => U | W,
        'ღ' => G | KH,
        'ყ' => K | G,
        'შ' => SH,
        'ჩ' | 'ჭ' => CH,
        'ც' | 'წ' => TS,
        'ძ' => Z | DZH | TS,
        'ხ' => KH,
        'ჯ' => DZH,
        'ჰ' => H,
        _ => return 1,
    };
    out.push(Sound::new(mask));
    1
}

pub(super) fn armenian(chars: &[char], at: usize, out: &mut Vec<Sound>) -> usize {
    let next = chars.get(at + 1).copied();
    let mask = match chars[at] {
        'ո' if next == Some('ւ') => {
            out.push(Sound::new(U | W));
            return 2;
        }
        'շ' if next == Some('չ') => {
            out.push(Sound::new(SH | CH));
            return 2;
        }
        'տ' | 'թ' if matches!(next, Some('շ' | 'չ')) => {
            out.push(Sound::new(CH));
            return 2;
        }
        'ք' | 'կ' if next == Some('ս') => {
            out.push(Sound::new(KS));
            return 2;
        }
        'ա' => A,
        'բ' => B | P,
        'գ' => G | K,
        'դ' => D | T,
        'ե' => {
            if at == 0 {
                out.push(Sound::faint(GLIDE));
            }
            E
        }
        'է' => E,
        'զ' => Z,
        'ը' => {
            out.push(Sound::faint(Y | E));
            return 1;
        }
        'թ' => T,
        'ժ' => ZH,
        'ի' => I,
        'լ' => L,
        'խ' => KH,
        'ծ' | 'ց' => TS,
        'կ' => K | G,
        'հ' => H,
        'ձ' => Z | DZH | TS,
        'ղ' => G | KH | L,
        'ճ' => CH | DZH,
        'մ' => M,
        'յ' => {
            out.push(Sound::faint(GLIDE | H | I));
            return 1;
        }
        'ն' => N,
        'շ' => SH,
        'ո' => {
            if at == 0 {
                out.push(Sound::faint(V));
            }
            O
        }
        'չ' => CH,
        'պ' => P | B,
        'ջ' => DZH | CH,
        'ռ' | 'ր' => R,
        'ս' => S,
        'վ' | 'ւ' => V | W,
        'տ' => T | D,
        'փ' => P,
        'ք' => K,
        'օ' => O,
        'ֆ' => F,
        'և' => {
            out.push(Sound::new(E));
            V
        }
        _ => return 1,
    };
    out.push(Sound::new(mask));
    1
}
