//! What stands at the edges of a name and is none of it: half a pair of quotation marks, a preposition, and
//! what Arabic and scripts without spaces write together with a name.

use unicode_script::{Script, UnicodeScript};

use super::units::PROCLITICS;
use crate::names::{base, is_class_word, place};
use crate::text::Span;
use crate::types::{Label, Mention};

/// The mention without what the writing puts at its edges; `None` where nothing is left that is a name.
/// `elsewhere` tells whether the document has a mention that is written so.
pub(super) fn trimmed(text: &str, mention: Mention, elsewhere: &dyn Fn(&str) -> bool) -> Option<Mention> {
    let name = mention.span.of(text);
    if mention.label == Label::Location && is_adjective(name) {
        return None;
    }
    let mut rest = without_preposition(inside_quotes(without_particles(name)));
    rest = without_proclitic(rest, mention.label, elsewhere);
    rest = match mention.label {
        Label::Person => of_one_script(rest),
        Label::Location => without_direction(rest),
        _ => rest,
    };
    let start = mention.span.start as usize + (rest.as_ptr() as usize - name.as_ptr() as usize);
    let rest = with_its_kind(text, start, rest, mention.label);
    (!rest.is_empty()).then(|| Mention { span: Span::new(start, start + rest.len()), ..mention })
}

/// `العراقي`, `türkischen`: adjectives of countries are no names of places. Capitals do not tell them from
/// a country's name in a case of its own (`Polskem`), so only what is written small is one.
fn is_adjective(name: &str) -> bool {
    let small = name.starts_with(|c: char| !c.is_uppercase());
    small && !name.contains(char::is_whitespace) && place::adjective_of(name).is_some() && !is_place(name)
}

fn is_place(name: &str) -> bool {
    place::territory(name).is_some() || place::city(name).is_some()
}

/// Chinese and Japanese write `of` and list signs without a space beside a name (`キルギスの`, `流浪者队的`).
fn without_particles(name: &str) -> &str {
    name.trim_matches(|c| matches!(c, '的' | 'の' | '、' | '・' | '·'))
}

/// What follows a quotation mark that ends after the name, without what stands before it (`компанії «Карпатські
/// лінії`).
fn inside_quotes(name: &str) -> &str {
    const PAIRS: [(char, char); 4] = [('«', '»'), ('„', '“'), ('“', '”'), ('「', '」')];
    let half =
        |&(open, close): &(char, char)| name.rsplit_once(open).filter(|(_, rest)| !rest.contains(close));
    match PAIRS.iter().find_map(half) {
        // A mark that only ends a quotation in other languages has nothing behind it.
        Some((_, rest)) if rest.contains(char::is_alphabetic) => rest,
        _ => name,
    }
}

/// `Muzea zlatnictví v`, `Fondazione Andreasi Corio di`: what comes next was not taken for a part of the name.
fn without_preposition(name: &str) -> &str {
    const SMALL: [&str; 36] = [
        "a", "al", "and", "at", "da", "de", "dei", "del", "della", "des", "di", "din", "du", "en", "for",
        "in", "la", "na", "of", "the", "v", "ve", "von", "w", "we", "z", "à", "în", "в", "и", "і", "на", "у",
        "في", "من", "و",
    ];
    match name.rsplit_once(' ') {
        Some((rest, last)) if SMALL.contains(&last) => without_preposition(rest.trim_end()),
        _ => name,
    }
}

/// Arabic `and`, `in`, `to`, `as`, `so` before a name that is known without them: `وتركيا`, `والاتحاد الأوروبي`.
fn without_proclitic<'a>(name: &'a str, label: Label, elsewhere: &dyn Fn(&str) -> bool) -> &'a str {
    let Some(rest) = name.strip_prefix(PROCLITICS) else { return name };
    let word = |name: &'a str| name.split_whitespace().next().unwrap_or_default();
    let letters = word(rest).chars().count();
    // Few names begin with `وال`, and most of them are of persons: `والتر`.
    let article = name.starts_with("وال") && letters > 4 && label != Label::Person;
    let common = |name: &'a str| match label {
        Label::Person => base::is_part(word(name)),
        Label::Organisation => is_class_word(word(name)),
        _ => is_place(name),
    };
    let known = letters > 2 && common(rest) || is_place(rest) || letters > 3 && elsewhere(rest);
    let strip = article && !FOREIGN.contains(&word(name)) || known;
    if strip && !common(name) && !is_place(name) { rest } else { name }
}

/// Names of bodies and places that begin with `وال` for another reason.
const FOREIGN: [&str; 6] = ["والمارت", "والونيا", "والغرينز", "والجرينز", "والدورف", "والفيس"];

/// The Latin letters of a person's name that was read together with the Chinese or Japanese beside it:
/// `62岁的Gjose Tanevski`, `Climo故`. A single letter may be part of a name (`小S`).
fn of_one_script(name: &str) -> &str {
    let is_latin = |c: char| c.script() == Script::Latin;
    let is_other = |c: char| matches!(c.script(), Script::Han | Script::Hiragana | Script::Katakana);
    if name.chars().filter(|&c| is_latin(c)).count() < 3 || !name.contains(is_other) {
        return name;
    }
    let runs = name.split(is_other).map(str::trim);
    // The first of equals.
    runs.rev().max_by_key(|run| run.len()).unwrap_or(name)
}

/// `植物研究` with the character that says what it is, where a subword ran over it: `植物研究站`.
fn with_its_kind<'t>(text: &'t str, start: usize, name: &'t str, label: Label) -> &'t str {
    let end = start + name.len();
    let kind = text[end..].chars().next().filter(|c| matches!(c, '所' | '院' | '站' | '室' | '会'));
    match kind {
        Some(kind) if label == Label::Organisation && name.ends_with("研究") => {
            &text[start..end + kind.len_utf8()]
        }
        _ => name,
    }
}

/// The country of `韓国南西部`, the island of `カリムン島沖`.
fn without_direction(name: &str) -> &str {
    let directions: &[char] = &['东', '東', '南', '西', '北', '中', '部', '側', '沖'];
    let rest = name.trim_end_matches(directions);
    let is_offshore = name.strip_suffix('沖') == Some(rest);
    if rest.len() < name.len() && (is_offshore || place::territory(rest).is_some()) { rest } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, label: Label) -> Option<&str> {
        let mention = Mention { span: Span::new(0, name.len()), label, score: 1.0 };
        trimmed(name, mention, &|other| other == "ميلروز").map(|m| m.span.of(name))
    }

    #[test]
    fn what_arabic_writes_together_with_a_name_is_none_of_it() {
        use Label::{Location, Organisation, Person};
        for (name, label, expected) in [
            ("والاتحاد الأوروبي", Organisation, "الاتحاد الأوروبي"),
            ("وتركيا", Location, "تركيا"),
            ("وبغداد", Location, "بغداد"),
            ("لميلروز", Organisation, "ميلروز"),
            ("والتر شتاينماير", Person, "والتر شتاينماير"),
            ("والونيا", Location, "والونيا"),
            ("وهران", Location, "وهران"),
            ("بيروت", Location, "بيروت"),
            ("لبنان", Location, "لبنان"),
            ("كوبا", Location, "كوبا"),
            ("فريد", Person, "فريد"),
            ("وليد المعلم", Person, "وليد المعلم"),
            ("وفيصل النعمان", Person, "فيصل النعمان"),
            ("بجامعة بكين", Organisation, "جامعة بكين"),
            ("بنك مصر", Organisation, "بنك مصر"),
        ] {
            assert_eq!(of(name, label), Some(expected), "{name}");
        }
    }

    #[test]
    fn what_chinese_and_japanese_write_beside_a_name_is_none_of_it() {
        use Label::{Location, Organisation, Person};
        for (name, label, expected) in [
            ("62岁的Gjose Tanevski", Person, "Gjose Tanevski"),
            ("Climo故", Person, "Climo"),
            ("小S", Person, "小S"),
            ("阿凡提", Person, "阿凡提"),
            ("流浪者队的", Organisation, "流浪者队"),
            ("キルギスの", Location, "キルギス"),
            ("韓国南西部", Location, "韓国"),
            ("カリムン島沖", Location, "カリムン島"),
            ("湖南", Location, "湖南"),
            ("越南", Location, "越南"),
        ] {
            assert_eq!(of(name, label), Some(expected), "{name}");
        }
    }

    #[test]
    fn a_chinese_institute_keeps_what_it_is() {
        let text = "滇西高山植物研究站9日发布消息说";
        let span = Span::new(0, "滇西高山植物研究".len());
        let mention = Mention { span, label: Label::Organisation, score: 1.0 };
        let found = trimmed(text, mention, &|_| false).map(|m| m.span.of(text));
        assert_eq!(found, Some("滇西高山植物研究站"));
    }

    #[test]
    fn half_a_quotation_and_a_preposition_are_outside() {
        for (name, expected) in [
            ("компанії «Карпатські залізничні лінії", "Карпатські залізничні лінії"),
            ("Театър „Колизеум“", "Театър „Колизеум“"),
            ("Muzea zlatnictví v", "Muzea zlatnictví"),
            ("Nucleo tutela patrimonio di la", "Nucleo tutela patrimonio"),
            ("Vitamin A", "Vitamin A"),
        ] {
            assert_eq!(of(name, Label::Organisation), Some(expected));
        }
    }

    #[test]
    fn an_adjective_of_a_country_is_no_name() {
        assert_eq!(of("türkischen", Label::Location), None);
        assert_eq!(of("العراقي", Label::Location), None);
        assert_eq!(of("Polskem", Label::Location), Some("Polskem"));
        assert_eq!(of("Georgia", Label::Location), Some("Georgia"));
    }
}
