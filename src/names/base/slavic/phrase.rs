//! An adjective that agrees with its noun, or a noun before what belongs to it.

use super::{Before, Candidate, closed_syllable, nouns, single};
use crate::names::base::{is_class_noun, is_place, known};
use crate::text::fold;
use crate::types::Label;

/// Endings of an adjective in the cases that a noun then has: both must agree.
struct Agreement {
    adjective: &'static [&'static str],
    gender: char,
    /// Ending of the noun and of its nominative.
    noun: &'static [(&'static str, &'static str)],
}

const fn agreement(
    adjective: &'static [&'static str],
    gender: char,
    noun: &'static [(&'static str, &'static str)],
) -> Agreement {
    Agreement { adjective, gender, noun }
}

const RU: &[Agreement] = &[
    agreement(&["ого", "его"], 'm', &[("ия", "ие"), ("а", ""), ("я", "й"), ("я", "ь")]),
    agreement(&["ому", "ему"], 'm', &[("ию", "ие"), ("у", ""), ("ю", "й"), ("ю", "ь")]),
    agreement(&["ым", "им"], 'm', &[("ием", "ие"), ("ом", ""), ("ем", "ь"), ("ем", "й"), ("ем", "")]),
    agreement(&["ом", "ем"], 'm', &[("ии", "ие"), ("е", ""), ("е", "й"), ("е", "ь")]),
    agreement(
        &["ой", "ей"],
        'f',
        &[
            ("ии", "ия"),
            ("ией", "ия"),
            ("ы", "а"),
            ("и", "ь"),
            ("и", "а"),
            ("и", "я"),
            ("е", "а"),
            ("е", "я"),
            ("ой", "а"),
            ("ей", "я"),
            ("ью", "ь"),
        ],
    ),
    agreement(&["ую", "юю"], 'f', &[("ию", "ия"), ("у", "а"), ("ю", "я")]),
    agreement(
        &["ых", "их"],
        'p',
        &[
            ("иях", "ии"),
            ("ий", "ии"),
            ("ах", "ы"),
            ("ях", "и"),
            ("ов", "ы"),
            ("ев", "и"),
            ("ей", "и"),
            ("", "ы"),
        ],
    ),
    agreement(&["ым", "им"], 'p', &[("иям", "ии"), ("ам", "ы"), ("ям", "и")]),
    agreement(&["ыми", "ими"], 'p', &[("иями", "ии"), ("ами", "ы"), ("ями", "и")]),
];

const UK: &[Agreement] = &[
    agreement(
        &["ого", "ього"],
        'm',
        &[("а", ""), ("у", ""), ("я", "ь"), ("я", "й"), ("ю", "ь"), ("ю", "й"), ("ння", "ння")],
    ),
    agreement(
        &["ому", "ьому"],
        'm',
        &[
            ("нні", "ння"),
            ("нню", "ння"),
            ("зі", "г"),
            ("ку", "к"),
            ("у", ""),
            ("ю", "й"),
            ("ю", "ь"),
            ("і", ""),
            ("ї", "й"),
            ("ові", ""),
        ],
    ),
    agreement(&["им", "ім"], 'm', &[("ом", ""), ("ем", "ь"), ("єм", "й")]),
    agreement(
        &["ої", "ьої"],
        'f',
        &[("ії", "ія"), ("ї", "я"), ("и", "а"), ("і", "я"), ("і", "а"), ("і", "ь")],
    ),
    agreement(
        &["ій"],
        'f',
        &[("ії", "ія"), ("ї", "я"), ("ці", "ка"), ("зі", "га"), ("і", "а"), ("і", "я"), ("і", "ь")],
    ),
    agreement(&["ою", "ьою"], 'f', &[("ією", "ія"), ("ою", "а"), ("ею", "я"), ("єю", "я")]),
    agreement(&["ську", "цьку", "ову", "ну"], 'f', &[("ію", "ія"), ("у", "а"), ("ю", "я")]),
    agreement(
        &["их", "іх"],
        'p',
        &[("іях", "ії"), ("ій", "ії"), ("ах", "и"), ("ях", "і"), ("ів", "и"), ("ей", "і"), ("", "и")],
    ),
    agreement(&["ими", "іми"], 'p', &[("іями", "ії"), ("ами", "и"), ("ями", "і")]),
];

const PL: &[Agreement] = &[
    agreement(&["ego"], 'm', &[("a", ""), ("u", "")]),
    agreement(&["emu"], 'm', &[("owi", ""), ("u", "")]),
    agreement(
        &["ym", "im"],
        'm',
        &[
            ("kiem", "k"),
            ("giem", "g"),
            ("em", ""),
            ("nie", "n"),
            ("rze", "r"),
            ("ście", "st"),
            ("cie", "t"),
            ("dzie", "d"),
            ("le", "ł"),
            ("ie", ""),
            ("u", ""),
        ],
    ),
    agreement(
        &["ej"],
        'f',
        &[
            ("ii", "ia"),
            ("ji", "ja"),
            ("ki", "ka"),
            ("gi", "ga"),
            ("y", "a"),
            ("ści", "ść"),
            ("ni", "nia"),
            ("li", "la"),
            ("ei", "ea"),
            ("ce", "ka"),
            ("dze", "ga"),
            ("rze", "ra"),
            ("cie", "ta"),
            ("dzie", "da"),
            ("le", "ła"),
            ("ie", "a"),
        ],
    ),
    agreement(&["ą"], 'f', &[("ją", "ja"), ("ię", "ia"), ("ę", "a"), ("ą", "a")]),
    agreement(&["ych", "ich"], 'p', &[("ach", "y"), ("ów", "y"), ("", "y")]),
    agreement(&["ymi", "imi"], 'p', &[("ami", "y")]),
];

fn agreements(tag: &str) -> &'static [Agreement] {
    match tag {
        "ru" => RU,
        "uk" => UK,
        "pl" => PL,
        _ => &[],
    }
}

/// Russian adjectives that end in `-ой`.
const STRESSED: [&str; 14] = [
    "городск",
    "морск",
    "областн",
    "окружн",
    "степн",
    "миров",
    "больш",
    "донск",
    "молод",
    "лесн",
    "речн",
    "краев",
    "боев",
    "золот",
];

/// The adjective in the nominative of a gender, `m`, `f`, `n`, or of the plural, `p`.
fn adjective(word: &str, row: &Agreement, gender: char, tag: &str) -> Option<String> {
    // The longest: `ього` before `ого`.
    let ends = row.adjective.iter().filter(|end| word.ends_with(**end));
    let end = *ends.max_by_key(|end| end.len())?;
    let stem = word.strip_suffix(end)?;
    if stem.chars().count() < 3 {
        return None;
    }
    // `Новодевичьем`: the sign goes before the ending of a man's only.
    if let Some(stem) = stem.strip_suffix('ь').filter(|_| tag == "ru") {
        let put = match gender {
            'm' => "ий",
            'f' => "ья",
            'n' => "ье",
            _ => "ьи",
        };
        return Some(format!("{stem}{put}"));
    }
    let velar = stem.ends_with(['к', 'г', 'х', 'k', 'g']);
    let hushing = stem.ends_with(['ш', 'ж', 'щ', 'ч']);
    // `городской`, `морской`: the ending is stressed.
    if tag == "ru" && gender == 'm' && STRESSED.iter().any(|s| word.to_lowercase().starts_with(s)) {
        return Some(format!("{stem}ой"));
    }
    let soft = matches!(end, "его" | "ему" | "ем" | "ей" | "юю" | "ього" | "ьому" | "ьої" | "ьою");
    let put = match (tag, gender) {
        ("ru", 'p') if end.starts_with('и') => "ие",
        ("ru", 'p') => "ые",
        ("uk", 'p') => "і",
        ("pl", 'p') if end.starts_with('i') => "ie",
        ("pl", 'p') => "e",
        ("ru", 'm') if velar || hushing || soft || end == "им" => "ий",
        ("ru", 'm') => "ый",
        ("ru", 'f') if soft && !hushing => "яя",
        ("ru", 'f') => "ая",
        ("ru", _) if soft => "ее",
        ("ru", _) => "ое",
        ("uk", 'm') if soft || end == "ім" => "ій",
        ("uk", 'm') => "ий",
        ("uk", 'f') if soft => "я",
        ("uk", 'f') => match end {
            "ську" => "ська",
            "цьку" => "цька",
            "ову" => "ова",
            "ну" => "на",
            _ => "а",
        },
        ("uk", _) => "е",
        ("pl", 'm') if end == "im" || stem.ends_with('i') => {
            return Some(format!("{}i", stem.trim_end_matches('i')));
        }
        ("pl", 'm') => "y",
        ("pl", 'f') => {
            let hard = stem.strip_suffix('i').filter(|s| s.ends_with(['k', 'g'])).unwrap_or(stem);
            return Some(format!("{hard}a"));
        }
        ("pl", _) if stem.ends_with(['k', 'g']) => "ie",
        ("pl", _) => "e",
        _ => return None,
    };
    Some(format!("{stem}{put}"))
}

/// Whether an ending of the plural may follow.
fn is_plural_stem(stem: &str) -> bool {
    let vowel = "аеёиоуыэюяіїєьйaeiouyąęó";
    // `ігор`, `озёр`, `igrzysk`: plurals of other kinds.
    let other = ["ор", "ок", "ек", "ёр", "er", "ek", "sk"].iter().any(|end| stem.ends_with(end));
    !other
        && stem.chars().count() > 2
        && stem.chars().last().is_some_and(|c| c.is_lowercase() && !vowel.contains(c))
}

/// Whether a Russian feminine noun of this stem ends in `ь` rather than in `я`: `Сибир`, `Астрахан`.
fn is_soft(stem: &str) -> bool {
    let mut last = stem.chars().rev();
    let (last, before) = (last.next().unwrap_or(' '), last.next().unwrap_or(' '));
    "рнтп".contains(last) && "аеёиоуыэюя".contains(before)
}

/// Nominatives of a noun beside such an adjective, with gender and whether the noun is known.
fn noun(word: &str, row: &Agreement, label: Label, tag: &str) -> Vec<(String, char, bool)> {
    if row.gender == 'p' {
        if let Some(noun) = nouns::nominative(word, tag).filter(|noun| noun.gender == 'p') {
            return vec![(noun.text, 'p', true)];
        }
        let plural = row.noun.iter().find_map(|(end, put)| Some((word.strip_suffix(end)?, *put)));
        let regular = |(stem, put): &(&str, &str)| matches!(*put, "ии" | "ії") || is_plural_stem(stem);
        let Some((stem, put)) = plural.filter(regular) else { return Vec::new() };
        let velar = stem.ends_with(['к', 'г', 'х', 'ж', 'ш', 'щ', 'ч']) && put == "ы";
        let put = match put {
            _ if velar => "и",
            "y" if stem.ends_with(['k', 'g']) => "i",
            put => put,
        };
        return vec![(format!("{stem}{put}"), 'p', false)];
    }
    // `Запорожской АЭС`: stations and administrations are feminine in full.
    if word.chars().count() > 2 && word.chars().all(char::is_uppercase) && tag != "pl" {
        return if row.gender == 'f' { vec![(word.to_owned(), 'f', true)] } else { Vec::new() };
    }
    if row.gender == 'm' && nouns::is_indeclinable(word, tag) {
        return vec![(word.to_owned(), 'n', true)];
    }
    // `Чёрном море`: the locative is the nominative.
    let locative =
        tag == "ru" && row.adjective.contains(&"ом") && word.ends_with('е') && !word.ends_with("ие");
    if locative && nouns::is_plain(word, tag) {
        return vec![(word.to_owned(), 'n', true)];
    }
    if let Some(noun) = nouns::nominative(word, tag) {
        let fits = (noun.gender == 'f') == (row.gender == 'f') && noun.gender != 'p';
        return if fits { vec![(noun.text, noun.gender, true)] } else { Vec::new() };
    }
    let mut out: Vec<(String, char, bool)> = Vec::new();
    for (end, put) in row.noun {
        let Some(stem) = word.strip_suffix(end).filter(|s| s.chars().count() > 2) else { continue };
        if row.gender == 'm' {
            // `управлінні`, `управління`: a neuter noun, and no man's.
            if stem.ends_with("нн") && (put.is_empty() || *put == "ь") {
                continue;
            }
            let neuter = ["ств", "stw", "ctw"].iter().find(|e| stem.ends_with(*e)).filter(|_| put.is_empty());
            let vowel =
                stem.ends_with(['а', 'е', 'и', 'і', 'о', 'у', 'ю', 'я', 'ь', 'a', 'e', 'i', 'o', 'u', 'y']);
            if *put == "ие" {
                if stem.ends_with(['н', 'т']) {
                    out.push((format!("{stem}{put}"), 'n', false));
                }
            } else if *put == "ння" {
                out.push((format!("{stem}{put}"), 'n', false));
            } else if let Some(end) = neuter {
                out.push((format!("{stem}{}", if *end == "ств" { "о" } else { "o" }), 'n', false));
            } else if put.is_empty() && stem.ends_with("ищ") {
                out.push((format!("{stem}е"), 'n', false));
            } else if vowel == (*put == "й") {
                let closed = put.is_empty().then(|| closed_syllable(stem, tag)).flatten();
                out.push((closed.unwrap_or_else(|| format!("{stem}{put}")), 'm', false));
            }
            continue;
        }
        let velar = stem.ends_with(['к', 'г', 'х', 'ш', 'ж', 'ч', 'щ']);
        let soft = ["ост", "ст", "в"].iter().any(|e| stem.ends_with(e)) || is_soft(stem);
        let fits = match (*end, *put) {
            ("і", "я" | "а") if tag == "uk" => !stem.ends_with("ост"),
            ("и", _) if tag == "uk" => true,
            ("и", "а") => velar,
            ("и", "я") => !velar && !soft,
            ("и" | "і", "ь") => soft,
            _ => true,
        };
        if fits {
            // `солідарності`, `солідарність`: the vowel of a closed syllable.
            let closed = stem.strip_suffix("ост").filter(|_| tag == "uk" && *put == "ь");
            let text = closed.map_or_else(|| format!("{stem}{put}"), |head| format!("{head}ість"));
            out.push((text, 'f', false));
        }
    }
    // What tables know goes first.
    for (text, _, sure) in &mut out {
        *sure = is_noun(text, label);
    }
    out.sort_by_key(|(_, _, sure)| !sure);
    out
}

/// Forms of a phrase with its head in the nominative.
pub(super) fn candidates(words: &[&str], label: Label, tag: &str, before: Before) -> Vec<Candidate> {
    // `I wojny światowej`: a number before it does not decline.
    let number = words[0].chars().all(|c| matches!(c, 'I' | 'V' | 'X') || c.is_ascii_digit());
    if number && words.len() > 2 {
        let rest = candidates(&words[1..], label, tag, before);
        let with = |c: Candidate| Candidate { text: format!("{} {}", words[0], c.text), sure: c.sure };
        return rest.into_iter().map(with).collect();
    }
    // `Служба …`, `Liga …`: the head stands in the nominative.
    if nouns::is_plain(words[0], tag) {
        return Vec::new();
    }
    // `Prawa i Sprawiedliwości`: two nouns in one case.
    if let [one, and @ ("i" | "oraz" | "и" | "і" | "та"), other] = *words
        && let (Some(one), Some(other)) = (nouns::nominative(one, tag), nouns::nominative(other, tag))
    {
        return vec![Candidate { text: format!("{} {and} {}", one.text, other.text), sure: Some(1) }];
    }
    // The first word carries the case: `Комитета …`, `Министерства …`.
    let with = |head: String| format!("{head} {}", words[1..].join(" "));
    let head = nouns::nominative(words[0], tag);
    let mut out = Vec::new();
    for row in agreements(tag) {
        let bends = |word: &str| row.adjective.iter().any(|end| word.ends_with(end));
        // `молодёжной сборной Испании`: the noun may decline as an adjective does.
        let before_noun = |word: &&&str| bends(word) && nouns::nominative(word, tag).is_none();
        let count = words.iter().take_while(before_noun).count().min(words.len() - 1);
        if count > 0 && head.is_none() {
            for (text, gender, known) in noun(words[count], row, label, tag) {
                let heads: Option<Vec<String>> =
                    words[..count].iter().map(|w| adjective(w, row, gender, tag)).collect();
                let Some(mut all) = heads else { continue };
                all.push(text);
                let rest = &words[count + 1..];
                // Polish adjectives stand on both sides: `Niemieckiej Republiki Demokratycznej`.
                let behind: Vec<String> = match tag {
                    "pl" => rest.iter().map_while(|w| adjective(w, row, gender, tag)).collect(),
                    _ => Vec::new(),
                };
                let after = behind.len();
                all.extend(behind);
                all.extend(rest[after..].iter().map(|w| (*w).to_owned()));
                out.push(Candidate { text: all.join(" "), sure: Some(if known { 1 } else { 2 }) });
            }
        }
        // Polish may put the adjective behind: `Korei Północnej`.
        if tag == "pl" && bends(words[1]) {
            for (text, gender, known) in noun(words[0], row, label, tag) {
                let mut all = vec![text];
                all.extend(words[1..].iter().map_while(|w| adjective(w, row, gender, tag)));
                let done = all.len();
                if done < 2 {
                    continue;
                }
                all.extend(words[done..].iter().map(|w| (*w).to_owned()));
                out.push(Candidate { text: all.join(" "), sure: Some(if known { 1 } else { 2 }) });
            }
        }
    }
    if !out.is_empty() {
        return out;
    }
    if let Some(noun) = head {
        return vec![Candidate { text: with(noun.text), sure: Some(0) }];
    }
    // `Окружной суд` is no instrumental.
    let adjective = tag == "ru" && words[0].ends_with("ой");
    // Of a head that the tables know as it stands only the run can tell: `Elmira Jackals`.
    let plain = is_noun(words[0], label);
    for noun in single(words[0], label, tag, before).into_iter().filter(|_| !adjective) {
        // `Нижняя` is no `Нижняй`; `Tuna Luso` is no `Tun Luso`.
        let soft = noun.text.ends_with(['й', 'ь']);
        let locative = words[0].ends_with('е') && before != Before::Preposition;
        let weak = words[0].ends_with(['а', 'a', 'i', 'и']) || locative || soft;
        let tabled = match weak {
            true => known(&noun.text, label) && noun.sure.is_some(),
            false => is_noun(&noun.text, label),
        };
        // `Realu Madryt`: a club beside its town.
        let club = words.len() == 2 && label == Label::Organisation && is_place(&fold::key(words[1]));
        let enough = if club && !weak { 6 } else { 2 };
        let sure = if tabled { Some(1) } else { noun.sure.filter(|s| *s <= enough) };
        out.push(Candidate { text: with(noun.text), sure: sure.filter(|_| !plain) });
    }
    out
}

/// Whether the tables know a noun as a place or as a class word of bodies.
fn is_noun(text: &str, label: Label) -> bool {
    known(text, label) || is_class_noun(text)
}
