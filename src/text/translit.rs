//! Names in Latin letters, as an English-language newsroom would print them.
//!
//! Latin text passes through unchanged. For comparison use the sounds of [`crate::names`]: one
//! romanisation, however good, misses the others.

use unicode_script::{Script, UnicodeScript};

use crate::types::Lang;

/// `text` in Latin letters; words stay words, capitals stay capitals.
///
/// Vowels that Arabic script and Hebrew leave out are not guessed.
pub fn latin(text: &str, lang: Lang) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut word: Vec<char> = Vec::new();
    for c in text.chars() {
        if c.is_alphanumeric() || crate::text::fold::is_mark(c) || c == 'ー' {
            word.push(c);
        } else {
            flush(&mut word, lang, &mut out);
            match c {
                '·' | '・' | '‧' | '゠' => out.push(' '),
                '\u{200c}' => {}
                c => out.push(c),
            }
        }
    }
    flush(&mut word, lang, &mut out);
    out
}

fn flush(word: &mut Vec<char>, lang: Lang, out: &mut String) {
    if word.is_empty() {
        return;
    }
    let script = word.iter().map(|c| c.script()).find(|s| !matches!(s, Script::Common | Script::Inherited));
    match script {
        Some(Script::Latin) | None => out.extend(word.iter()),
        Some(Script::Cyrillic) => cyrillic(word, lang, out),
        Some(Script::Arabic) => plain_table(word, out, arabic),
        Some(Script::Hebrew) => plain_table(word, out, hebrew),
        Some(Script::Georgian | Script::Armenian | Script::Greek) => {
            let start = out.len();
            let upper = word[0].is_uppercase() || script == Some(Script::Georgian);
            for (i, &c) in word.iter().enumerate() {
                let small = c.to_lowercase().next().unwrap_or(c);
                match (small, word.get(i + 1).map(|c| c.to_lowercase().next().unwrap_or(*c))) {
                    ('ո', Some('ւ')) => out.push('u'),
                    ('ւ', _) if i > 0 && matches!(word[i - 1], 'ո' | 'Ո') => {}
                    ('ο', Some('υ' | 'ύ')) => out.push_str("ou"),
                    ('υ' | 'ύ', _) if i > 0 && matches!(word[i - 1], 'ο' | 'Ο') => {}
                    _ => push_small(small, out),
                }
            }
            if upper {
                capitalise(out, start);
            }
        }
        Some(Script::Hangul) => {
            let start = out.len();
            word.iter().for_each(|&c| hangul(c, out));
            capitalise(out, start);
        }
        Some(Script::Han) => {
            let start = out.len();
            for &c in word.iter() {
                out.push_str(&any_ascii::any_ascii_char(c).to_lowercase());
            }
            capitalise(out, start);
        }
        Some(_) => {
            let start = out.len();
            word.iter().filter(|&&c| c != 'ー').for_each(|&c| out.push_str(any_ascii::any_ascii_char(c)));
            capitalise(out, start);
        }
    }
    word.clear();
}

fn push_small(c: char, out: &mut String) {
    out.push_str(match c {
        // Georgian
        'ჟ' => "zh",
        'ღ' => "gh",
        'ყ' => "q",
        'შ' => "sh",
        'ჩ' | 'ჭ' => "ch",
        'ც' | 'წ' => "ts",
        'ძ' => "dz",
        'ხ' => "kh",
        'ჯ' => "j",
        'თ' | 'ტ' => "t",
        'ქ' | 'კ' => "k",
        'ფ' | 'პ' => "p",
        // Armenian
        'թ' => "t",
        'ժ' => "zh",
        'խ' => "kh",
        'ծ' | 'ց' => "ts",
        'ձ' => "dz",
        'ղ' => "gh",
        'ճ' | 'չ' => "ch",
        'շ' => "sh",
        'ջ' => "j",
        'ռ' => "r",
        'փ' => "p",
        'ք' => "k",
        'և' => "ev",
        'ը' => "y",
        // Greek
        'θ' => "th",
        'χ' => "ch",
        'ψ' => "ps",
        'ξ' => "x",
        'η' | 'ή' => "i",
        'υ' | 'ύ' => "y",
        'φ' => "f",
        'ω' | 'ώ' => "o",
        _ => return out.push_str(&any_ascii::any_ascii_char(c).to_lowercase()),
    });
}

fn capitalise(out: &mut String, start: usize) {
    if let Some(first) = out[start..].chars().next() {
        let upper: String = first.to_uppercase().collect();
        out.replace_range(start..start + first.len_utf8(), &upper);
    }
}

fn cyrillic(word: &[char], lang: Lang, out: &mut String) {
    let all_upper = word.len() > 1 && word.iter().all(|c| !c.is_lowercase());
    let tag = lang.as_str();
    let south = matches!(tag, "bg" | "sr" | "mk");
    for (i, &c) in word.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|j| word[j].to_lowercase().next());
        let small = c.to_lowercase().next().unwrap_or(c);
        let last = i + 1 == word.len();
        let glide = before.is_none_or(|b| "аеёиоуыэюяіїєьъүұөәй".contains(b));
        let next = word.get(i + 1).and_then(|c| c.to_lowercase().next());
        let latin = match (small, tag) {
            ('г', "uk" | "be") => "h",
            ('и', "uk") => "y",
            ('и', "kk" | "ky" | "tt") if last => "i",
            ('е', "uk") => "e",
            ('щ', "bg") => "sht",
            ('ъ', "bg") => "a",
            ('ц', "sr" | "mk") => "c",
            ('х', "sr" | "mk" | "bg") => "h",
            ('ж', "sr" | "mk") => "ž",
            ('ш', "sr" | "mk") => "š",
            ('ч', "sr" | "mk") => "č",
            ('х', "tg" | "uz") => "kh",
            ('е', _) if glide && !south => "ye",
            ('ё', _) if before.is_some_and(|b| "жчшщ".contains(b)) => "e",
            ('ё', _) => "yo",
            ('й', _) if last && before == Some('и') => "",
            ('ь', _) if matches!(next, Some('е' | 'ё' | 'и' | 'о')) && !south => {
                if matches!(next, Some('и' | 'о')) { "y" } else { "" }
            }
            ('ы', _) if last || next != Some('й') => "y",
            ('ы', _) => "y",
            ('й', _) if last && before == Some('ы') => "",
            _ => cyrillic_letter(small),
        };
        if all_upper {
            out.push_str(&latin.to_uppercase());
        } else if c.is_uppercase() {
            let start = out.len();
            out.push_str(latin);
            capitalise(out, start);
        } else {
            out.push_str(latin);
        }
    }
}

fn cyrillic_letter(c: char) -> &'static str {
    match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ӣ' => "i",
        'й' => "y",
        'к' | 'қ' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ү' | 'ұ' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ы' => "y",
        'ю' => "yu",
        'я' => "ya",
        'є' => "ye",
        'ї' => "yi",
        'ў' => "u",
        'ә' => "a",
        'ғ' => "gh",
        'ң' => "ng",
        'һ' | 'ҳ' => "h",
        'ҷ' | 'җ' | 'ҹ' => "j",
        'ӯ' => "u",
        'ј' => "j",
        'љ' => "lj",
        'њ' => "nj",
        'ђ' => "đ",
        'ћ' => "ć",
        'џ' => "dž",
        'ѓ' => "gj",
        'ќ' => "kj",
        'ѕ' => "dz",
        'ҝ' => "g",
        c => any_ascii::any_ascii_char(c),
    }
}

fn plain_table(word: &[char], out: &mut String, letter: fn(char, bool, bool) -> &'static str) {
    let start = out.len();
    for (i, &c) in word.iter().enumerate() {
        out.push_str(letter(c, i == 0, i + 1 == word.len()));
    }
    capitalise(out, start);
}

fn arabic(c: char, first: bool, last: bool) -> &'static str {
    match c {
        'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' => "a",
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ط' | 'ٹ' => "t",
        'ث' | 'س' | 'ص' => "s",
        'ج' => "j",
        'چ' => "ch",
        'ح' | 'ه' | 'ہ' | 'ھ' => {
            if last {
                "eh"
            } else {
                "h"
            }
        }
        'خ' => "kh",
        'د' | 'ض' | 'ڈ' => "d",
        'ذ' | 'ز' | 'ظ' => "z",
        'ژ' => "zh",
        'ر' | 'ڑ' => "r",
        'ش' => "sh",
        'ع' | 'ء' | 'ئ' => "",
        'غ' => "gh",
        'ف' => "f",
        'ق' => "q",
        'ك' | 'ک' => "k",
        'گ' => "g",
        'ل' => "l",
        'م' => "m",
        'ن' | 'ں' => "n",
        'ڤ' => "v",
        'و' | 'ؤ' => {
            if first {
                "w"
            } else {
                "u"
            }
        }
        'ي' | 'ی' | 'ى' | 'ے' => {
            if first {
                "y"
            } else {
                "i"
            }
        }
        'ة' | 'ە' => "a",
        c if crate::text::fold::is_mark(c) => "",
        c => any_ascii::any_ascii_char(c),
    }
}

fn hebrew(c: char, first: bool, last: bool) -> &'static str {
    match c {
        'א' | 'ע' => "a",
        'ב' if !first => "v",
        'ה' if last => "a",
        'ו' if first => "v",
        'ו' => "o",
        'ח' => "h",
        'י' if first => "y",
        'י' => "i",
        'פ' if !first => "f",
        'צ' | 'ץ' => "ts",
        'ש' => "sh",
        'ק' => "k",
        c if crate::text::fold::is_mark(c) => "",
        c => any_ascii::any_ascii_char(c),
    }
}

/// Revised Romanisation of one syllable, without the changes between syllables.
fn hangul(c: char, out: &mut String) {
    const INITIAL: [&str; 19] =
        ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
    const VOWEL: [&str; 21] = [
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi",
        "yu", "eu", "ui", "i",
    ];
    const FINAL: [&str; 28] = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t",
        "t", "ng", "t", "t", "k", "t", "p", "t",
    ];
    let Some(n) = (c as usize).checked_sub(0xac00).filter(|&n| n < 11_172) else { return };
    out.push_str(INITIAL[n / 588]);
    out.push_str(VOWEL[n % 588 / 28]);
    out.push_str(FINAL[n % 28]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_out_as_newsrooms_print_them() {
        for (lang, text, want) in [
            ("ru", "Вугар Алиев", "Vugar Aliyev"),
            ("ru", "Никита Хрущёв", "Nikita Khrushchev"),
            ("ru", "Сергей Лавров", "Sergey Lavrov"),
            ("ru", "Ельцин", "Yeltsin"),
            ("ru", "Васильев", "Vasilyev"),
            ("ru", "МИД", "MID"),
            ("uk", "Володимир Гнатюк", "Volodymyr Hnatyuk"),
            ("kk", "Қасым-Жомарт Тоқаев", "Kasym-Zhomart Tokayev"),
            ("bg", "Петър Щерев", "Petar Shterev"),
            ("sr", "Ђорђе Жукић", "Đorđe Žukić"),
            ("az", "Vüqar Əliyev", "Vüqar Əliyev"),
            ("zh", "武加尔·阿利耶夫", "Wujiaer Aliyefu"),
            ("ko", "김민준", "Gimminjun"),
            ("ka", "გიორგი ჯანელიძე", "Giorgi Janelidze"),
            ("hy", "Հակոբ Մուրադյան", "Hakob Muradyan"),
            ("el", "Γιάννης Ουζούνης", "Giannis Ouzounis"),
        ] {
            assert_eq!(latin(text, Lang::new(lang)), want);
        }
    }
}
