//! Given and family name in one case.

use super::{Before, Candidate, VOWELS, single};
use crate::names::base::{is_given, is_part, known};
use crate::types::Label;

/// One word of a name as one reading takes it.
#[derive(Clone)]
struct Word {
    text: String,
    /// Cases that its ending may stand for, as bits; all where it does not decline.
    cases: u8,
    gender: Gender,
    changed: bool,
    cost: u32,
    sure: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Gender {
    Man,
    Woman,
    Either,
}

/// Ends of family names that only women have.
const WOMENS: [&str; 7] = ["ова", "ева", "ёва", "єва", "ина", "іна", "ына"];

const ALL: u8 = 63;
const NOMINATIVE: u8 = 1;
const GENITIVE: u8 = 2;
const DATIVE: u8 = 4;
const ACCUSATIVE: u8 = 8;
const INSTRUMENTAL: u8 = 16;
const LOCATIVE: u8 = 32;

/// Readings in which all words stand in one case and, where they tell, are of one gender.
pub(super) fn candidates(words: &[&str], tag: &str, before: Before) -> Vec<Candidate> {
    let mut sums: Vec<Vec<Word>> = vec![Vec::new()];
    // Tables of names list some in a case: `Юлии` beside `Юлия`.
    let bent = |c: &Candidate| is_given(&c.text) && !is_given(words[0]);
    let given = known(words[0], Label::Person)
        && !ends_in(words[0], &["ą", "ę"])
        && !single(words[0], Label::Person, tag, Before::Unknown).iter().any(bent);
    for (i, word) in words.iter().enumerate() {
        let mut list = single(word, Label::Person, tag, Before::Unknown);
        list.sort_by_key(|c| c.sure.unwrap_or(9));
        list.truncate(5);
        // `Егору`: a given name that the tables know without its ending is inflected.
        let bent = i == 0 && ends_in(word, &["у", "ю"]) && !known(word, Label::Person);
        let bent = bent && list.iter().any(|c| known(&c.text, Label::Person));
        let mut choices =
            if bent { Vec::new() } else { vec![as_it_stands(word, i > 0 && i + 1 == words.len(), tag)] };
        choices.extend(list.into_iter().map(|c| inflected(word, c, i)));
        sums = sums
            .iter()
            .flat_map(|sum| {
                choices.iter().map(move |c| {
                    let mut sum = sum.clone();
                    sum.push(c.clone());
                    sum
                })
            })
            .collect();
    }
    let mut out: Vec<(usize, u32, Candidate)> = Vec::new();
    for reading in sums {
        let changed = reading.iter().filter(|w| w.changed).count();
        if changed == 0 {
            continue;
        }
        let cases = reading.iter().fold(ALL, |all, w| all & w.cases);
        let man = reading.iter().any(|w| w.gender == Gender::Man);
        let woman = reading.iter().any(|w| w.gender == Gender::Woman);
        // What agrees neither in case nor in gender is no reading.
        if cases & !NOMINATIVE == 0 || man && woman {
            continue;
        }
        // Beside a man's given name `Дуды` is of `Дуда`; `Нетаньяху` and `Мерчі` may be of nothing.
        let in_a = |word: &str| {
            ends_in(word, &["ы", "ой", "ою", "y", "ą", "ę"]) || tag == "uk" && word.ends_with('и')
        };
        let men = |w: &Word, word: &str| {
            let man = w.gender == Gender::Man && !w.text.ends_with('o');
            reading[0].gender == Gender::Man && (man || w.gender == Gender::Either && in_a(word))
        };
        // `Сирського` is a man's in no nominative, whatever the given name looks like.
        let his = reading.iter().any(|w| w.changed && w.cost == 0 && w.gender == Gender::Man);
        let mut others = reading.iter().zip(words).skip(1);
        // `Елену Кочкину`: beside a woman's given name a family name of women is hers.
        let womens = |w: &Word| reading[0].gender == Gender::Woman && ends_in(&w.text, &WOMENS);
        let others = others.all(|(w, word)| w.sure || !w.changed || men(w, word) || womens(w));
        let named = reading[0].changed && !given && others && known(&reading[0].text, Label::Person);
        // Beside `Steczkowskiej` the given name is a woman's in the same case.
        let hers = reading.iter().any(|w| w.changed && w.sure && w.gender == Gender::Woman);
        if tag == "pl" && hers && !reading[0].changed && ends_in(words[0], &["y", "i"]) {
            continue;
        }
        // A first name that is one as it stands is not inflected.
        let nominative = given && reading[0].changed && !before.is_preposition() && !his;
        // A dative ends as many a foreign name does: `Криштиану Роналду`.
        let dative = cases & !(DATIVE | LOCATIVE) == 0;
        // `Диего Мендоса` is no genitive where tables know the family name as it stands.
        let alone = changed == 1 && reading.iter().zip(words).any(|(w, word)| w.changed && is_part(word));
        // Beside a man's given name the family name is a man's too: `Брюса Колвина`.
        let told = reading[0].changed && reading[0].sure && reading[0].gender == Gender::Man;
        // Behind a preposition nobody stands in the nominative: `для Сайфулло Саипова`.
        let governed = before.is_preposition() && cases & (GENITIVE | ACCUSATIVE) != 0;
        let family = |w: &Word| w.gender == Gender::Man && !w.text.ends_with('o');
        let sure = |w: &Word| w.sure || (told || governed) && family(w) || hers && w.gender == Gender::Woman;
        let doubtful = alone || may_be_plain(&reading, words, tag);
        let regular = (!doubtful || governed) && reading.iter().all(|w| sure(w) || !w.changed);
        let plain = !nominative && (named || regular);
        let cost = reading.iter().filter(|w| w.changed).map(|w| w.cost).sum::<u32>() / changed as u32;
        let cost = if dative { 8 } else { cost.clamp(2, 7) };
        let text = reading.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
        let sure = plain.then_some(if named { 1 } else { cost as u8 });
        out.push((words.len() - changed, cost, Candidate { text, sure }));
    }
    // `Егору Свиридову` is no woman's accusative beside a man's dative, unless her name is known.
    let man = |c: &Candidate| !c.text.split(' ').next().unwrap_or_default().ends_with(['а', 'я', 'a']);
    let dative = words[0].ends_with('у') && out.iter().any(|(left, _, c)| *left == 0 && man(c));
    out.retain(|(.., c)| {
        let first = c.text.split(' ').next().unwrap_or_default();
        !dative || man(c) || known(first, Label::Person)
    });
    out.sort_by_key(|(left, cost, c)| (c.sure.is_none(), *left, *cost));
    // `Юрию Мильнеру`: what reads both datives goes before what reads but one.
    if let Some(least) = out.first().filter(|(_, _, c)| c.sure.is_some()).map(|(left, ..)| *left) {
        let dative =
            |c: &Candidate| c.text.split(' ').zip(words).any(|(a, b)| a == *b && ends_in(a, &["у", "ю"]));
        for (.., c) in out.iter_mut().filter(|(left, _, c)| *left > least && dative(c)) {
            c.sure = None;
        }
    }
    out.into_iter().map(|(.., c)| c).collect()
}

fn ends_in(word: &str, list: &[&str]) -> bool {
    list.iter().any(|end| word.ends_with(end))
}

/// Whether a family name in `-а` behind a given name that does not decline may stand in the
/// nominative: `Сэйдзи Маэхара`, `Sergio Mora`, but `Джонни Томпсона`.
fn may_be_plain(reading: &[Word], words: &[&str], tag: &str) -> bool {
    let (Some(last), Some(word)) = (reading.last(), words.last()) else { return false };
    let bare = word.strip_suffix(['а', 'a']).filter(|stem| *stem == last.text);
    let Some(stem) = bare.filter(|_| !reading[0].changed) else { return false };
    let mut letters = stem.chars().rev();
    let (end, before) = (letters.next().unwrap_or(' '), letters.next().unwrap_or(' '));
    // `Джо Байдена`: tables know the family name without its ending only.
    if is_part(stem) && !is_part(word) {
        return false;
    }
    let open = VOWELS.contains(before);
    // The English names in `-и` are men's more often than not.
    let english = tag != "pl" && words[0].ends_with(['и', 'і']);
    open && (!english || "вдтрлк".contains(end) || end == 'м' && "аи".contains(before))
}

fn as_it_stands(word: &str, family: bool, tag: &str) -> Word {
    let last = word.chars().last().unwrap_or(' ');
    let (cases, gender) =
        if ends_in(word, &["ский", "цкий", "ський", "цький", "ski", "cki", "dzki"]) {
            (NOMINATIVE, Gender::Man)
        } else if ends_in(word, &["ская", "цкая", "ська", "цька", "ska", "cka", "dzka"]) {
            (NOMINATIVE, Gender::Woman)
        } else {
            match last {
                // In Polish a man's would decline: `Perry'ego`.
                'e' | 'i' | 'y' if family && tag == "pl" => (ALL, Gender::Woman),
                // `Куриленко`, `Перри`, `Сноу`, and what is written in other letters.
                'о' | 'у' | 'ю' | 'э' | 'е' | 'и' | 'і' | 'ї' | 'є' | 'ы' | 'o' | 'u' | 'e' | 'i' | 'y'
                | 'é' => (ALL, Gender::Either),
                'а' | 'я' | 'a' => (NOMINATIVE, Gender::Either),
                // A woman's name in a consonant does not decline; a man's stands in the nominative.
                _ => (ALL, Gender::Woman),
            }
        };
    Word { text: word.to_owned(), cases, gender, changed: false, cost: 6, sure: false }
}

fn inflected(word: &str, candidate: Candidate, at: usize) -> Word {
    let feminine = candidate.text.ends_with(['а', 'я', 'a']);
    let gender = match (feminine, at) {
        (false, _) => Gender::Man,
        (true, 0) => Gender::Woman,
        (true, _) if ends_in(&candidate.text, &["ska", "cka", "owa", "ova", "ска", "цка", "ова", "ева"]) => {
            Gender::Woman
        }
        // `Гвардиолы`, `Обамы`: a family name of both.
        (true, _) => Gender::Either,
    };
    let ends = |list: &[&str]| ends_in(word, list);
    let adjective = ends(&["ого", "его", "ому", "ему", "ego", "emu"]);
    let cases = if adjective {
        if ends(&["ого", "его", "ego"]) { GENITIVE | ACCUSATIVE } else { DATIVE | LOCATIVE }
    } else if ends(&["ом", "ем", "ём", "єм", "em"]) && !candidate.text.ends_with(['й', 'i', 'y']) {
        INSTRUMENTAL
    } else if ends(&["ым", "им", "ом", "ем", "ём", "єм", "em", "ym", "im"]) {
        INSTRUMENTAL | LOCATIVE
    } else if ends(&["ой", "ей", "ою", "ею", "єю"]) {
        INSTRUMENTAL | GENITIVE | DATIVE | LOCATIVE
    } else if ends(&["ої", "ej"]) {
        GENITIVE | DATIVE | LOCATIVE
    } else if ends(&["ską", "cką", "ową", "ewą", "ovą", "evą"]) {
        INSTRUMENTAL | ACCUSATIVE
    } else if ends(&["ą"]) {
        INSTRUMENTAL
    } else if ends(&["ę"]) {
        ACCUSATIVE
    } else if ends(&["а", "я", "a"]) {
        GENITIVE | ACCUSATIVE
    } else if ends(&["у", "ю"]) {
        if feminine { ACCUSATIVE } else { DATIVE }
    } else if ends(&["ові", "еві", "єві", "owi", "u"]) {
        DATIVE | LOCATIVE
    } else if ends(&["ы", "и", "y", "i", "ї"]) {
        GENITIVE | DATIVE | LOCATIVE
    } else if feminine {
        DATIVE | LOCATIVE
    } else {
        LOCATIVE
    };
    let cost = u32::from(candidate.sure.unwrap_or(9));
    // `Кевина` is a given name here, and none of a woman by her family.
    let given = at == 0 && ends(&["а", "a"]) && !feminine && !candidate.text.ends_with('o');
    let sure = candidate.sure.is_some() || given;
    Word {
        text: candidate.text,
        cases,
        gender,
        changed: true,
        cost: if given { cost.min(6) } else { cost },
        sure,
    }
}
