//! Cyrillic letters of Slavic and Turkic languages and of Tajik.

use super::super::sound::{Sound, bit::*};
use super::latin::latin;
use super::walk;

pub(super) fn cyrillic(chars: &[char], at: usize, out: &mut Vec<Sound>) -> usize {
    let c = chars[at];
    let next = chars.get(at + 1).copied();
    let before = at.checked_sub(1).map(|i| chars[i]);
    let vowel_before = before.is_none_or(|b| "аеёиоуыэюяіїєәөүұьъ".contains(b));
    let last = at + 1 == chars.len();
    let sound = match (c, next) {
        // `Беттс`: the second begins a group.
        ('т', Some('т')) if matches!(chars.get(at + 2), Some('с' | 'ц' | 'ш' | 'ч')) => return 1,
        ('к', Some('с')) => {
            out.push(Sound::new(K | KS));
            out.push(Sound::faint(S));
            return 2;
        }
        // Chinese by Palladius: `Цзиньпин`, `Чжоу`.
        ('ц', Some('з')) => {
            out.push(Sound::new(DZH | TS | Z));
            return 2;
        }
        ('ч', Some('ж')) => {
            out.push(Sound::new(ZH | DZH | CH));
            return 2;
        }
        ('д', Some('ж')) => {
            out.push(Sound::new(DZH));
            return 2;
        }
        ('т', Some('с')) | ('т', Some('ц')) => {
            out.push(Sound::new(TS));
            return 2;
        }
        ('д', Some('з')) => {
            out.push(Sound::new(Z | DZH | TS));
            return 2;
        }
        ('т', Some('ш' | 'ч')) => {
            out.push(Sound::new(CH));
            return 2;
        }
        ('ш', Some('ч')) => {
            out.push(Sound::new(SH | CH));
            return 2;
        }
        ('н', Some('г')) | ('н', Some('ғ')) => {
            out.push(Sound::new(N));
            out.push(Sound::new(G));
            return 2;
        }
        ('о', Some('у')) => {
            out.push(Sound::new(O | U));
            out.push(Sound::faint(U | W));
            return 2;
        }
        ('а', Some('у')) => {
            out.push(Sound::new(A | O));
            out.push(Sound::faint(U | W | V | O));
            return 2;
        }
        ('а', _) => Sound::new(A),
        ('б', _) => Sound::new(B),
        ('в', _) if last => Sound::new(V | W | F),
        ('в', _) => Sound::new(V | W),
        ('г', _) => Sound::new(G | H),
        ('ґ' | 'ѓ', _) => Sound::new(G),
        ('ғ' | 'ҝ', _) => Sound::new(G | KH),
        ('д', _) => Sound::new(D),
        ('е' | 'є' | 'э', _) => {
            if vowel_before && c != 'э' {
                out.push(Sound::faint(GLIDE));
            }
            Sound::new(E)
        }
        ('ё', _) => {
            out.push(Sound::faint(GLIDE));
            Sound::new(O | E)
        }
        ('ж', _) => Sound::new(ZH | DZH),
        ('җ' | 'ҷ' | 'џ' | 'ђ' | 'ҹ', _) => Sound::new(DZH),
        ('з' | 'ѕ', _) => Sound::new(Z),
        ('и', Some('й')) => {
            out.push(Sound::new(I | Y));
            out.push(Sound::faint(GLIDE | I));
            return 2;
        }
        ('ы', Some('й')) => {
            out.push(Sound::new(I | Y));
            out.push(Sound::faint(GLIDE | I));
            return 2;
        }
        ('и', _) => Sound::new(I),
        ('і' | 'ӣ', _) => Sound::new(I),
        ('ї', _) => {
            out.push(Sound::faint(GLIDE));
            Sound::new(I)
        }
        ('й' | 'ј', _) => Sound::faint(GLIDE | I),
        ('к', _) => Sound::new(K),
        ('қ', _) => Sound::new(K | G),
        ('л' | 'љ', _) => Sound::new(L),
        ('м', _) => Sound::new(M),
        ('н' | 'њ' | 'ң', _) => {
            if c == 'ң' {
                out.push(Sound::new(N));
                out.push(Sound::faint(G));
                return 1;
            }
            Sound::new(N)
        }
        ('о', _) => Sound::new(O),
        ('ө', _) => Sound::new(O | E),
        ('п', _) => Sound::new(P),
        ('р', _) => Sound::new(R),
        ('с', _) => Sound::new(S),
        ('т', _) => Sound::new(T),
        ('ќ' | 'ћ', _) => Sound::new(CH | K | TS),
        ('у' | 'ұ' | 'ў' | 'ӯ', _) => Sound::new(match c {
            'ў' => O | U | W | V,
            'ӯ' => O | U,
            _ if vowel_before => U | W | V,
            _ => U,
        }),
        ('ү', _) => Sound::new(U | Y),
        ('ф', _) => Sound::new(F),
        ('х', _) => Sound::new(KH | H),
        ('ҳ' | 'һ', _) => Sound::new(H),
        ('ц', _) => Sound::new(TS),
        ('ч', _) => Sound::new(CH),
        ('ш', _) => Sound::new(SH),
        ('щ', _) => Sound::new(SH | CH),
        ('ъ', Some(_))
            if before.is_some_and(|b| !"аеёиоуыэюя".contains(b))
                && !matches!(next, Some('е' | 'ё' | 'ю' | 'я' | 'и')) =>
        {
            Sound::faint(A | Y)
        }
        ('ъ' | 'ь', _) => return 1,
        ('ы', _) => Sound::new(Y | I),
        ('ю', _) => {
            out.push(Sound::faint(GLIDE));
            Sound::new(U)
        }
        ('я', _) => {
            out.push(Sound::faint(GLIDE));
            Sound::new(A)
        }
        ('ә', _) => Sound::new(A | E),
        (c, _) if c.is_alphabetic() => {
            let plain: Vec<char> = any_ascii::any_ascii_char(c).to_lowercase().chars().collect();
            walk(&plain, out, latin);
            return 1;
        }
        _ => return 1,
    };
    out.push(sound);
    1
}
