//! Latin letters by all the conventions of press and passports at once.

use super::super::sound::{Sound, bit::*};
use super::{starts, walk};

fn is_latin_vowel(c: char) -> bool {
    "aeiouyəıäöüáéíóúàèìòùâêîôûåæøœãõăơưőűąęěůýāēīōū".contains(c)
}

fn vowel_after(chars: &[char], at: usize) -> bool {
    chars.get(at).copied().is_some_and(is_latin_vowel)
}

/// Groups of Latin letters; the longest first.
const LATIN_GROUPS: [(&str, u32); 61] = [
    ("schtsch", SH | CH),
    ("shtch", SH | CH),
    ("chtch", SH | CH),
    ("szcz", SH | CH),
    ("shch", SH | CH),
    ("dzsch", DZH),
    ("dsch", DZH),
    ("tsch", CH),
    ("sjtj", SH | CH),
    ("stsj", SH | CH),
    ("dzh", DZH),
    ("dzs", DZH),
    ("dsh", DZH),
    ("dzj", DZH),
    ("dž", DZH),
    ("dż", DZH),
    ("dź", DZH),
    ("šč", SH | CH),
    ("sch", SH | ZH),
    ("tch", CH),
    ("tsh", CH),
    ("tsj", CH),
    ("tj", CH | T),
    ("dj", DZH | ZH),
    ("sh", SH),
    ("sz", SH | S),
    ("sj", SH),
    ("cz", CH | TS),
    ("cs", CH),
    ("cc", K | CH),
    ("ch", CH | KH | SH | K | H),
    ("zh", ZH | DZH),
    ("zs", ZH),
    ("kh", KH | K | H),
    ("gh", G | KH),
    ("ğ", G | KH | GLIDE),
    ("th", T | TH),
    ("dh", D | Z),
    ("ph", F | P),
    ("bh", B),
    ("rh", R),
    ("ts", TS | CH),
    ("tz", TS),
    ("dz", Z | DZH | TS),
    ("ck", K),
    ("rz", R | ZH | SH),
    ("ks", K | KS),
    ("kx", K | KS),
    ("qs", K | G | KS),
    ("ss", S),
    ("ff", F | V),
    ("ou", U | O),
    ("oo", U | O),
    ("ee", I | E),
    ("oe", O | E),
    ("ue", U | Y | E),
    ("eu", O | E),
    ("ae", A | E),
    ("ai", A | E),
    ("au", A | O),
    ("ng", N),
];

pub(super) fn latin(chars: &[char], at: usize, out: &mut Vec<Sound>) -> usize {
    let c = chars[at];
    let next = chars.get(at + 1).copied();
    let before = at.checked_sub(1).map(|i| chars[i]);
    let last = at + 1 == chars.len();
    let vowel_next = next.is_some_and(is_latin_vowel);
    if matches!(next, Some(n) if n.is_alphabetic()) {
        // `Betts`, `Hatch`, `Zacchaeus`: the first of two belongs to the group that the second begins.
        let grouped = |(group, _): &(&str, u32)| group.starts_with(c) && starts(chars, at + 1, group);
        if next == Some(c) && !is_latin_vowel(c) && LATIN_GROUPS.iter().any(grouped) {
            return 1;
        }
        for (group, mask) in LATIN_GROUPS {
            if !starts(chars, at, group) {
                continue;
            }
            match group {
                "ng" => {
                    out.push(Sound::new(N));
                    out.push(Sound::faint(G));
                }
                // A diphthong's second half is heard in some languages.
                "ai" | "au" | "oe" | "ue" | "ae" | "eu" => {
                    out.push(Sound::new(mask));
                    out.push(Sound::faint(match group {
                        "ai" => I | GLIDE,
                        "au" => U | W | V | O,
                        // `Reuter` as the Germans say it, `Eugene` as the Greeks wrote it.
                        "eu" => GLIDE | I | Y | U | W | V,
                        _ => E | GLIDE,
                    }));
                }
                // `Maksim`, `Maxim`: one sound or two.
                "ks" | "kx" | "qs" => {
                    out.push(Sound::new(mask));
                    out.push(Sound::faint(S | Z));
                }
                // `Orhan`: two letters where no Greek or Welsh word has one.
                "rh" => {
                    out.push(Sound::new(mask));
                    out.push(Sound::faint(H | KH));
                }
                "rz" => {
                    out.push(Sound::new(mask));
                    out.push(Sound::faint(Z | S));
                }
                "ck" => {
                    out.push(Sound::faint(TS | K));
                    out.push(Sound::new(mask));
                }
                _ => out.push(Sound::new(mask)),
            }
            return group.chars().count();
        }
        if c == 'q' && next == Some('u') {
            out.push(Sound::new(K | G));
            let after = chars.get(at + 2);
            let silent = matches!(after, Some('e' | 'i' | 'é' | 'í'));
            out.push(if silent { Sound::faint(W | U | V) } else { Sound::new(W | U | V) });
            return 2;
        }
        if c == 'i' && matches!(next, Some('y' | 'j')) {
            out.push(Sound::new(I));
            out.push(Sound::faint(GLIDE | I));
            return 2;
        }
    }
    let front = matches!(next, Some('e' | 'i' | 'y' | 'é' | 'è' | 'í' | 'ë' | 'ê' | 'î' | 'ə'));
    let sound = match c {
        'a' | 'á' | 'à' | 'â' | 'ã' | 'ā' | 'ą' | 'ả' | 'ạ' | 'ấ' | 'ầ' | 'ậ' | 'ẩ' => {
            Sound::new(A)
        }
        'ă' => Sound::new(A | E | Y),
        'å' => Sound::new(A | O),
        'ä' | 'æ' | 'ə' => Sound::new(A | E),
        // At the end English, French and Chinese romanisations leave it silent.
        'e' if last && chars.len() > 3 && before.is_some_and(|b| !is_latin_vowel(b)) => Sound::faint(E),
        'e' | 'é' | 'è' | 'ê' | 'ē' | 'ę' | 'ě' | 'ế' | 'ề' | 'ệ' => Sound::new(E),
        'ë' => Sound::new(E | O),
        'i' | 'í' | 'ì' | 'î' | 'ī' | 'ï' => {
            if vowel_next || before.is_some_and(is_latin_vowel) {
                Sound::new(I | GLIDE)
            } else {
                Sound::new(I)
            }
        }
        'ı' => Sound::new(Y | I),
        'o' | 'ó' | 'ò' | 'ô' | 'õ' | 'ō' | 'ơ' | 'ő' => Sound::new(O),
        'ö' | 'ø' | 'œ' => Sound::new(O | E),
        'u' | 'ú' | 'ù' | 'û' | 'ū' | 'ů' => Sound::new(U),
        'ư' => Sound::new(U | Y),
        'ü' | 'ű' => Sound::new(U | Y | I),
        'y' | 'ý' => {
            if vowel_next {
                Sound::faint(GLIDE | I | Y)
            } else if before.is_some_and(is_latin_vowel) {
                Sound::faint(GLIDE | I)
            } else {
                Sound::new(Y | I)
            }
        }
        'j' => {
            if vowel_next {
                if before.is_some_and(is_latin_vowel) || before.is_some_and(|b| "ln".contains(b)) {
                    Sound::faint(GLIDE | ZH | DZH)
                } else {
                    Sound::new(GLIDE | ZH | DZH | H | KH | I)
                }
            } else {
                Sound::faint(GLIDE | I | DZH | ZH)
            }
        }
        'b' => Sound::new(B),
        'c' if front => Sound::new(S | TS | CH | K | DZH),
        'c' => Sound::new(K | DZH | TS),
        'ç' => Sound::new(CH | S),
        'č' => Sound::new(CH),
        'ć' => Sound::new(CH | TS),
        'd' | 'đ' | 'ď' | 'ð' => Sound::new(D),
        'f' if last => Sound::new(F | V),
        'f' => Sound::new(F),
        // `Bologna`, `Puglia`: heard in what follows.
        'g' if at > 0 && (next == Some('n') || starts(chars, at + 1, "li") && vowel_after(chars, at + 3)) => {
            Sound::faint(G)
        }
        'g' if front => Sound::new(G | DZH | ZH | KH),
        'g' | 'ģ' | 'ǧ' => Sound::new(G),
        'h' if last || !vowel_next => Sound::faint(H),
        'h' => Sound::new(H | KH),
        'ḥ' | 'ħ' => Sound::new(H | KH),
        'k' | 'ķ' => Sound::new(K),
        'l' | 'ļ' => Sound::new(L),
        'ł' => Sound::new(L | W),
        'm' => Sound::new(M),
        'n' | 'ñ' | 'ń' | 'ň' | 'ņ' | 'ŋ' => Sound::new(N),
        'p' => Sound::new(P),
        'q' => Sound::new(K | G | CH),
        'ř' => {
            out.push(Sound::new(R | ZH));
            Sound::faint(ZH | SH)
        }
        'r' | 'ŕ' => Sound::new(R),
        's' => Sound::new(S | Z),
        'ß' => Sound::new(S),
        'š' | 'ş' | 'ș' | 'ś' => Sound::new(SH),
        't' | 'ť' => Sound::new(T),
        'ț' | 'ţ' => Sound::new(TS),
        'v' => Sound::new(V | W),
        'w' => Sound::new(W | V | U),
        'x' => Sound::new(KH | SH | KS | Z),
        'z' => Sound::new(Z | TS),
        'ž' | 'ż' | 'ź' => Sound::new(ZH | Z),
        'þ' => Sound::new(TH | T),
        c if c.is_alphabetic() => {
            // A letter with several diacritics, or a rare one.
            let plain: Vec<char> = any_ascii::any_ascii_char(c).to_lowercase().chars().collect();
            if plain.first().is_some_and(char::is_ascii_alphabetic) {
                walk(&plain, out, latin);
            }
            return 1;
        }
        _ => return 1,
    };
    out.push(sound);
    1
}
