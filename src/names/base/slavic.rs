//! Case endings of Slavic names.

use super::Candidate;
use crate::types::Label;

/// Ending, what stands instead, preference without evidence (9: only with evidence), for persons
/// (`p`), others (`o`) or all (`a`).
type Ending = (&'static str, &'static str, u8, char);

const RU: &[Ending] = &[
    ("ского", "ский", 0, 'a'),
    ("скому", "ский", 0, 'a'),
    ("ским", "ский", 0, 'a'),
    ("ском", "ский", 0, 'p'),
    ("ской", "ская", 9, 'p'),
    ("скую", "ская", 0, 'a'),
    ("цкого", "цкий", 0, 'a'),
    ("цким", "цкий", 0, 'a'),
    ("овым", "ов", 0, 'p'),
    ("евым", "ев", 0, 'p'),
    ("ёвым", "ёв", 0, 'p'),
    ("иным", "ин", 0, 'p'),
    ("ову", "ов", 1, 'p'),
    ("еву", "ев", 1, 'p'),
    ("ину", "ин", 2, 'p'),
    ("ове", "ов", 1, 'p'),
    ("еве", "ев", 1, 'p'),
    ("ине", "ин", 2, 'p'),
    ("овой", "ова", 1, 'p'),
    ("евой", "ева", 1, 'p'),
    ("иной", "ина", 1, 'p'),
    ("ова", "ов", 9, 'p'),
    ("ева", "ев", 9, 'p'),
    ("ина", "ин", 5, 'p'),
    ("ии", "ия", 1, 'a'),
    ("ию", "ия", 1, 'a'),
    ("ией", "ия", 1, 'a'),
    ("ьи", "ья", 9, 'a'),
    ("ом", "", 2, 'a'),
    ("ем", "ь", 9, 'a'),
    ("ем", "й", 9, 'a'),
    ("ем", "", 5, 'a'),
    ("у", "", 5, 'p'),
    ("у", "", 9, 'o'),
    ("у", "а", 9, 'a'),
    ("ю", "й", 3, 'p'),
    ("ю", "й", 9, 'o'),
    ("ю", "ь", 9, 'a'),
    ("ю", "я", 9, 'a'),
    ("ая", "ай", 9, 'p'),
    ("ея", "ей", 3, 'p'),
    ("я", "й", 9, 'a'),
    ("я", "ь", 9, 'a'),
    ("е", "", 9, 'p'),
    ("е", "", 3, 'o'),
    ("е", "а", 9, 'a'),
    ("ое", "ой", 4, 'o'),
    ("ае", "ай", 4, 'o'),
    ("е", "ь", 9, 'a'),
    ("е", "о", 9, 'a'),
    ("ы", "а", 4, 'a'),
    ("и", "ь", 9, 'a'),
    ("и", "а", 9, 'a'),
    ("и", "я", 9, 'a'),
    ("ой", "а", 4, 'a'),
    ("ей", "я", 9, 'a'),
    ("а", "", 6, 'p'),
    ("а", "", 9, 'o'),
];

const UK: &[Ending] = &[
    ("ського", "ський", 0, 'a'),
    ("ському", "ський", 0, 'a'),
    ("ським", "ський", 0, 'a'),
    ("ську", "ська", 0, 'a'),
    ("цького", "цький", 0, 'a'),
    ("ської", "ська", 0, 'a'),
    ("цьким", "цький", 0, 'a'),
    ("овим", "ов", 0, 'p'),
    ("евим", "ев", 0, 'p'),
    ("євим", "єв", 0, 'p'),
    ("іним", "ін", 0, 'p'),
    ("їним", "їн", 0, 'p'),
    ("ові", "", 1, 'p'),
    ("еві", "", 9, 'p'),
    ("єві", "й", 3, 'p'),
    ("ову", "ов", 2, 'p'),
    ("єву", "єв", 2, 'p'),
    ("іну", "ін", 2, 'p'),
    ("овою", "ова", 1, 'p'),
    ("ової", "ова", 1, 'p'),
    ("ова", "ов", 9, 'p'),
    ("єва", "єв", 9, 'p'),
    ("ії", "ія", 1, 'a'),
    ("ію", "ія", 1, 'a'),
    ("ією", "ія", 1, 'a'),
    ("ом", "", 2, 'a'),
    ("ем", "", 4, 'a'),
    ("єм", "й", 3, 'a'),
    ("ом", "о", 9, 'a'),
    ("ем", "ь", 9, 'a'),
    ("у", "", 5, 'p'),
    ("у", "", 9, 'o'),
    ("у", "а", 9, 'a'),
    ("ю", "й", 4, 'p'),
    ("ю", "я", 9, 'a'),
    ("ю", "ь", 9, 'a'),
    ("я", "й", 9, 'a'),
    ("я", "ь", 9, 'a'),
    ("і", "", 9, 'p'),
    ("і", "", 4, 'o'),
    ("і", "а", 9, 'a'),
    ("і", "ь", 9, 'a'),
    ("ї", "я", 4, 'a'),
    ("ї", "й", 9, 'a'),
    ("и", "а", 5, 'a'),
    ("ою", "а", 3, 'a'),
    ("ею", "я", 4, 'a'),
    ("єю", "я", 4, 'a'),
    ("ці", "ка", 9, 'o'),
    ("зі", "га", 9, 'o'),
    ("а", "", 6, 'p'),
    ("а", "", 9, 'o'),
    ("ю", "й", 9, 'o'),
];

const PL: &[Ending] = &[
    ("skiego", "ski", 0, 'a'),
    ("skiemu", "ski", 0, 'a'),
    ("skim", "ski", 0, 'a'),
    ("ckiego", "cki", 0, 'a'),
    ("owi", "", 1, 'p'),
    ("iem", "", 9, 'a'),
    ("em", "", 3, 'a'),
    ("iem", "", 5, 'p'),
    ("ii", "ia", 1, 'a'),
    ("ią", "ia", 2, 'a'),
    ("ię", "ia", 2, 'a'),
    ("ji", "ja", 1, 'a'),
    ("ją", "ja", 1, 'a'),
    ("ję", "ja", 1, 'a'),
    ("ą", "a", 2, 'a'),
    ("ę", "a", 2, 'a'),
    ("dzie", "da", 9, 'o'),
    ("cie", "t", 9, 'a'),
    ("cie", "ta", 9, 'o'),
    ("ście", "st", 9, 'o'),
    ("sce", "ska", 9, 'o'),
    ("ce", "ka", 9, 'o'),
    ("rze", "r", 9, 'o'),
    ("dze", "ga", 9, 'o'),
    ("nie", "n", 9, 'a'),
    ("nie", "na", 9, 'o'),
    ("le", "la", 9, 'o'),
    ("ie", "", 4, 'o'),
    ("ie", "a", 9, 'o'),
    ("u", "", 4, 'a'),
    ("y", "a", 4, 'o'),
    ("y", "a", 9, 'p'),
    ("i", "a", 9, 'a'),
    ("i", "ia", 9, 'a'),
    ("ei", "ea", 3, 'a'),
    ("a", "", 6, 'p'),
    ("a", "", 9, 'o'),
];

const CS: &[Ending] = &[
    ("ského", "ský", 0, 'a'),
    ("skému", "ský", 0, 'a'),
    ("ským", "ský", 0, 'a'),
    ("ovi", "", 2, 'p'),
    ("em", "", 3, 'a'),
    ("ou", "a", 3, 'a'),
    ("u", "a", 9, 'a'),
    ("u", "", 9, 'a'),
    ("y", "a", 9, 'a'),
    ("ě", "a", 9, 'a'),
    ("ě", "", 9, 'a'),
    ("a", "", 9, 'a'),
    ("e", "", 9, 'a'),
    ("i", "e", 9, 'a'),
    ("ii", "ie", 1, 'a'),
    ("om", "", 9, 'a'),
    ("é", "á", 9, 'a'),
];

const SR: &[Ending] = &[
    ("ом", "", 3, 'a'),
    ("а", "", 9, 'a'),
    ("у", "", 9, 'a'),
    ("у", "а", 9, 'a'),
    ("и", "а", 9, 'a'),
    ("е", "а", 9, 'a'),
    ("ији", "ија", 1, 'a'),
    ("ију", "ија", 1, 'a'),
    ("ије", "ија", 9, 'a'),
    ("om", "", 3, 'a'),
    ("a", "", 9, 'a'),
    ("u", "", 9, 'a'),
    ("u", "a", 9, 'a'),
    ("i", "a", 9, 'a'),
    ("e", "a", 9, 'a'),
    ("iji", "ija", 1, 'a'),
    ("iju", "ija", 1, 'a'),
    ("ije", "ija", 9, 'a'),
];

const BE: &[Ending] = &[
    ("скага", "скі", 0, 'a'),
    ("скаму", "скі", 0, 'a'),
    ("скім", "скі", 0, 'a'),
    ("овым", "оў", 1, 'p'),
    ("евым", "еў", 1, 'p'),
    ("авым", "аў", 1, 'p'),
    ("ова", "оў", 9, 'p'),
    ("ева", "еў", 9, 'p'),
    ("іі", "ія", 1, 'a'),
    ("ію", "ія", 1, 'a'),
    ("ыі", "ыя", 1, 'a'),
    ("ыю", "ыя", 1, 'a'),
    ("ам", "", 3, 'a'),
    ("ом", "", 3, 'a'),
    ("у", "", 4, 'p'),
    ("у", "", 9, 'o'),
    ("у", "а", 9, 'a'),
    ("ы", "а", 4, 'a'),
    ("е", "", 9, 'a'),
    ("е", "а", 9, 'a'),
    ("а", "", 9, 'a'),
];

fn endings(tag: &str) -> &'static [Ending] {
    match tag {
        "ru" => RU,
        "uk" => UK,
        "be" => BE,
        "pl" => PL,
        "cs" | "sk" | "sl" => CS,
        "sr" | "hr" => SR,
        _ => &[],
    }
}

/// Forms without case endings, for one or more words.
pub(super) fn candidates(surface: &str, label: Label, tag: &str) -> Vec<Candidate> {
    let words: Vec<&str> = surface.split(' ').collect();
    match (words.len(), label) {
        (1, _) => single(surface, label, tag),
        (2..=3, Label::Person) => person(&words, tag),
        (_, Label::Person) => Vec::new(),
        _ => phrase(&words, label, tag),
    }
}

fn single(word: &str, label: Label, tag: &str) -> Vec<Candidate> {
    let mut out = Vec::new();
    // Hyphened names decline in the last part; acronyms do not decline.
    if word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.contains('-') {
        return out;
    }
    for &(end, put, sure, of) in endings(tag) {
        let fits = of == 'a' || (of == 'p') == (label == Label::Person);
        let Some(stem) = word.strip_suffix(end).filter(|_| fits) else { continue };
        if stem.chars().count() < 3 {
            continue;
        }
        let last = stem.chars().last().unwrap_or(' ');
        let hard = last.is_alphabetic() && !"аеёиоуыэюяіїєьйaeiouyąęóáéíúýě".contains(last);
        // Nothing but a consonant can close a masculine noun.
        if put.is_empty() && !hard {
            continue;
        }
        // Whether a woman or a man in the genitive, only evidence tells; the rules for `ова` say so.
        let family = put.is_empty()
            && matches!(end, "а" | "a")
            && ["ов", "ев", "ёв", "єв", "ин", "ін"].iter().any(|e| stem.ends_with(e));
        let sure = (sure < 9 && !family).then_some(sure);
        out.push(Candidate { text: format!("{stem}{put}"), sure });
    }
    out
}

/// Given and family name in one case.
fn person(words: &[&str], tag: &str) -> Vec<Candidate> {
    let choices: Vec<Vec<Candidate>> = words
        .iter()
        .map(|w| {
            let mut list = single(w, Label::Person, tag);
            list.truncate(4);
            list
        })
        .collect();
    let mut out = Vec::new();
    let mut sum = vec![(Vec::<String>::new(), 0u32, true, 0usize)];
    for (word, list) in words.iter().zip(&choices) {
        let mut next = Vec::new();
        for (head, cost, sure, changed) in &sum {
            for c in list {
                let mut all = head.clone();
                all.push(c.text.clone());
                next.push((
                    all,
                    cost + u32::from(c.sure.unwrap_or(9)),
                    *sure && c.sure.is_some(),
                    changed + 1,
                ));
            }
            let mut all = head.clone();
            all.push((*word).to_owned());
            next.push((all, cost + 6, *sure, *changed));
        }
        sum = next;
    }
    let n = words.len();
    sum.sort_by_key(|s| (n - s.3, s.1));
    for (all, cost, sure, changed) in sum {
        if changed == 0 {
            continue;
        }
        // Where every word can be taken as inflected the case is plain; one alone needs evidence.
        // A first name that is one as it stands is not inflected.
        let nominative = all[0] != words[0] && super::known(words[0], Label::Person);

        let fixed =
            all.iter().zip(words).zip(&choices).filter(|((a, w), list)| *a == *w && list.is_empty()).count();
        let plain =
            sure && changed + fixed == n && !nominative && cost - 6 * fixed as u32 <= 6 * changed as u32;
        let cost = cost - 6 * fixed as u32;
        out.push(Candidate { text: all.join(" "), sure: plain.then_some(cost.min(8) as u8) });
    }
    out
}

/// An adjective before its noun, or a noun before what belongs to it.
fn phrase(words: &[&str], label: Label, tag: &str) -> Vec<Candidate> {
    let adjectives: &[(&str, &str, &str)] = match tag {
        "ru" => &[
            ("ой", "ая", "f"),
            ("ую", "ая", "f"),
            ("ого", "ый", "m"),
            ("ому", "ый", "m"),
            ("ым", "ый", "m"),
            ("ом", "ый", "m"),
            ("его", "ий", "m"),
            ("им", "ий", "m"),
            ("ей", "яя", "f"),
        ],
        "uk" => &[
            ("ої", "а", "f"),
            ("ій", "а", "f"),
            ("у", "а", "f"),
            ("ою", "а", "f"),
            ("ого", "ий", "m"),
            ("ому", "ий", "m"),
            ("им", "ий", "m"),
        ],
        "pl" => &[
            ("iej", "a", "f"),
            ("ej", "a", "f"),
            ("ą", "a", "f"),
            ("ego", "y", "m"),
            ("emu", "y", "m"),
            ("ym", "y", "m"),
            ("im", "i", "m"),
        ],
        _ => return Vec::new(),
    };
    let adjective = |word: &str, gender: &str| -> Option<String> {
        let (end, put, _) = adjectives.iter().find(|(e, _, g)| {
            *g == gender && word.ends_with(e) && word.chars().count() > e.chars().count() + 2
        })?;
        let stem = &word[..word.len() - end.len()];
        let soft = tag == "ru" && *put == "ый" && stem.ends_with(['к', 'г', 'х', 'ш', 'ж']);
        let soft_pl = tag == "pl" && *put == "y" && stem.ends_with('i');
        Some(format!(
            "{stem}{}",
            if soft {
                "ий"
            } else if soft_pl {
                ""
            } else {
                put
            }
        ))
    };
    let mut out = Vec::new();
    // Polish may put the adjective behind: `Korei Północnej`.
    if tag == "pl" && words.len() == 2 {
        for gender in ["f", "m"] {
            let Some(last) = adjective(words[1], gender) else { continue };
            for noun in single(words[0], label, tag) {
                if noun.text.ends_with('a') == (gender == "f") {
                    let sure = if attested_noun(&noun.text, label) {
                        Some(1)
                    } else {
                        noun.sure.filter(|s| *s <= 3)
                    };
                    out.push(Candidate { text: format!("{} {last}", noun.text), sure });
                }
            }
        }
    }
    for count in 1..words.len().min(3) {
        for gender in ["f", "m"] {
            let Some(heads) = words[..count].iter().map(|w| adjective(w, gender)).collect::<Option<Vec<_>>>()
            else {
                continue;
            };
            for noun in single(words[count], label, tag) {
                let feminine = noun.text.ends_with(['а', 'я', 'a', 'ь']);
                if feminine != (gender == "f") {
                    continue;
                }
                let sure = if attested_noun(&noun.text, label) {
                    Some(1)
                } else {
                    noun.sure.filter(|s| *s <= 4).map(|s| s + 1)
                };
                let mut all = heads.clone();
                all.push(noun.text.clone());
                all.extend(words[count + 1..].iter().map(|w| (*w).to_owned()));
                out.push(Candidate { text: all.join(" "), sure });
            }
        }
    }
    if out.is_empty() {
        // The first word carries the case: `Комитета …`, `Министерства …`.
        for (end, put) in [("ства", "ство"), ("стве", "ство"), ("ству", "ство"), ("ством", "ство")]
        {
            if let Some(stem) = words[0].strip_suffix(end) {
                let text = format!("{stem}{put} {}", words[1..].join(" "));
                out.push(Candidate { text, sure: Some(0) });
            }
        }
        for noun in single(words[0], label, tag) {
            let mut all = vec![noun.text.clone()];
            all.extend(words[1..].iter().map(|w| (*w).to_owned()));
            let sure = if attested_noun(&noun.text, label) { Some(1) } else { noun.sure.filter(|s| *s <= 2) };
            out.push(Candidate { text: all.join(" "), sure });
        }
    }
    out
}

/// Whether the tables know a noun as a place or as a class word of bodies.
fn attested_noun(text: &str, label: Label) -> bool {
    let key = crate::text::fold::key(text);
    super::known(text, label)
        || crate::names::data::org_concepts(&key).is_some()
        || crate::names::place::is_class(&key)
}

/// Continents and other regions that the table of territories lacks; folded.
pub(super) fn is_region(key: &str) -> bool {
    const REGIONS: &str = " европа азия африка америка австралия антарктида арктика сибирь кавказ балканы \
        європа азія антарктика кавказ европа europa azja afryka ameryka arktyka avropa asiya afrika amerika \
        arktika еуропа азия yevropa osiyo ევროპა აზია აფრიკა ამერიკა asia africa america флорида калифорния \
        техас аляска невада пенсильвания массачусетс флоріда каліфорнія аляска пенсильванія floryda kalifornia \
        alaska teksas arizona ალასკა ფლორიდა კალიფორნია ";
    REGIONS.split(' ').any(|r| r == key)
}

/// Plural names of countries in their cases.
pub(super) fn irregular(surface: &str, tag: &str) -> Option<&'static str> {
    let rows: &[(&str, &[&str])] = match tag {
        "ru" => &[
            (
                "Соединённые Штаты",
                &["Соединённых Штатов", "Соединённым Штатам", "Соединёнными Штатами", "Соединённых Штатах"],
            ),
            (
                "Соединенные Штаты",
                &["Соединенных Штатов", "Соединенным Штатам", "Соединенными Штатами", "Соединенных Штатах"],
            ),
            ("Нидерланды", &["Нидерландов", "Нидерландам", "Нидерландами", "Нидерландах"]),
            ("Филиппины", &["Филиппин", "Филиппинам", "Филиппинами", "Филиппинах"]),
        ],
        "uk" => &[
            (
                "Сполучені Штати",
                &["Сполучених Штатів", "Сполученим Штатам", "Сполученими Штатами", "Сполучених Штатах"],
            ),
            ("Нідерланди", &["Нідерландів", "Нідерландам", "Нідерландами", "Нідерландах"]),
            ("Філіппіни", &["Філіппін", "Філіппінам", "Філіппінами", "Філіппінах"]),
        ],
        "pl" => &[
            (
                "Stany Zjednoczone",
                &[
                    "Stanów Zjednoczonych",
                    "Stanom Zjednoczonym",
                    "Stanami Zjednoczonymi",
                    "Stanach Zjednoczonych",
                ],
            ),
            ("Niemcy", &["Niemiec", "Niemcom", "Niemcami", "Niemczech"]),
            ("Chiny", &["Chin", "Chinom", "Chinami", "Chinach"]),
            ("Włochy", &["Włoch", "Włochom", "Włochami", "Włoszech"]),
            ("Węgry", &["Węgier", "Węgrom", "Węgrami", "Węgrzech"]),
            ("Czechy", &["Czech", "Czechom", "Czechami", "Czechach"]),
            ("Filipiny", &["Filipin", "Filipinom", "Filipinami", "Filipinach"]),
        ],
        _ => return None,
    };
    rows.iter().find(|(_, forms)| forms.contains(&surface)).map(|r| r.0)
}
