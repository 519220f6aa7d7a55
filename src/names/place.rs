//! Places: territories and cities in many languages, and names of other places by their sounds.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use unicode_script::{Script, UnicodeScript};

use super::align::{Pair, Run, align, text_of};
use super::compare::Tally;
use super::data::{CITY_KEYS, TERRITORY_KEYS, TERRITORY_NAMES, org_concepts, place_class, region};
use super::name::Name;
use super::parts::Part;
use super::sound::Writing;
use crate::text::fold;
use crate::types::Lang;

/// A country or dependent territory with its names.
#[derive(Debug)]
pub struct Territory {
    /// ISO 3166-1 alpha-2, `VN`; user-assigned codes as in CLDR (`XK`).
    pub code: &'static str,
    names: Vec<(&'static str, &'static str)>,
}

impl Territory {
    /// The usual name in a language, as Unicode CLDR gives it.
    pub fn name_in(&self, lang: Lang) -> Option<&'static str> {
        let found = self.names.binary_search_by(|(l, _)| (*l).cmp(lang.as_str())).ok()?;
        Some(self.names[found].1)
    }

    /// The English name.
    pub fn english(&self) -> &'static str {
        self.name_in(Lang::new("en")).unwrap_or(self.code)
    }
}

/// A city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct City {
    /// The name that GeoNames puts first, mostly the English one.
    pub name: &'static str,
    /// Code of its country.
    pub territory: &'static str,
    pub population: u64,
}

fn all() -> &'static [Territory] {
    static ALL: OnceLock<Vec<Territory>> = OnceLock::new();
    ALL.get_or_init(|| {
        let names = |rest: &'static str| rest.split('\t').filter_map(|n| n.split_once('=')).collect();
        TERRITORY_NAMES.rows().map(|(code, rest)| Territory { code, names: names(rest) }).collect()
    })
}

/// The territory of an ISO code.
pub fn by_code(code: &str) -> Option<&'static Territory> {
    let all = all();
    all.binary_search_by(|t| t.code.cmp(code)).ok().map(|i| &all[i])
}

/// The territory that a name in any language means: `Việt Nam`, `Вьетнам`, `越南`.
pub fn territory(name: &str) -> Option<&'static Territory> {
    by_code(marked_code(name).or_else(|| territory_code(&fold::key(name)))?)
}

/// Short names that without their marks are other words.
pub(crate) fn marked_code(name: &str) -> Option<&'static str> {
    match name.trim() {
        "Mỹ" | "ABŞ" => Some("US"),
        "Anh" | "BK" => Some("GB"),
        "Áo" => Some("AT"),
        "Bỉ" => Some("BE"),
        "BƏƏ" | "BAƏ" | "БАӘ" => Some("AE"),
        "Nhật" => Some("JP"),
        "Úc" => Some("AU"),
        "Ý" => Some("IT"),
        "ҚХР" => Some("CN"),
        _ => None,
    }
}

/// The territory of an adjective or demonym: `Azerbaijani`, `вьетнамский`, `român`.
pub fn adjective_of(word: &str) -> Option<&'static Territory> {
    by_code(super::data::demonym(&fold::key(word))?)
}

/// Whether an English word is an adjective or demonym and no name: `Kazakhstani`.
pub fn is_english_adjective(word: &str) -> bool {
    adjective_of(word).is_some_and(|territory| fold::key(territory.english()) != fold::key(word))
}

/// The most populous city of a name in any language.
pub fn city(name: &str) -> Option<City> {
    city_key(&fold::key(name))
}

/// The English name of a territory, region or large city that a name in any language means.
///
/// A city goes only by a name that sounds like this one: tables know former names too (`Akyar`).
pub fn english_name(name: &str) -> Option<&'static str> {
    let key = fold::key(name);
    territory(name)
        .map(Territory::english)
        .or_else(|| region(&key))
        .or_else(|| city_key(&key).map(|c| c.name).filter(|english| sounds_like(name, english)))
}

fn sounds_like(a: &str, b: &str) -> bool {
    let ((x, p), (y, q)) = (super::graphemes::sounds(a), super::graphemes::sounds(b));
    super::sound::distance((&x, p), (&y, q)).similarity > 0.5
}

pub(crate) fn territory_code(key: &str) -> Option<&'static str> {
    // Names of everyday use; CLDR has not all of them.
    if let Some(code) = super::data::territory_alias(key) {
        return Some(code);
    }
    let direct = |k: &str| TERRITORY_KEYS.get(k);
    direct(key).or_else(|| {
        // `Republic of Azerbaijan`, `Азербайджанская Республика`, `Vyetnam Respublikası`.
        let words: Vec<&str> = key.split(' ').collect();
        if words.len() < 2 {
            return None;
        }
        let weak = |w: &&str| {
            org_concepts(w)
                .is_some_and(|c| matches!(c[0].class, super::data::Class::Weak | super::data::Class::Void))
        };
        let republic = words.iter().any(|w| weak(w) && concept_is_republic(w));
        let rest: Vec<&str> = words.iter().copied().filter(|w| !weak(w)).collect();
        if !republic || rest.len() != 1 {
            return None;
        }
        direct(rest[0]).or_else(|| territory_inflected(rest[0])).or_else(|| super::data::demonym(rest[0]))
    })
}

fn concept_is_republic(word: &str) -> bool {
    org_concepts(word).is_some_and(|c| super::data::concept_name(c[0]) == "republic")
}

/// The territory of a folded word with a case ending: `азербаиджана`, `romaniei`, `turkiyenin`.
pub(crate) fn territory_inflected(key: &str) -> Option<&'static str> {
    if key.chars().count() < 5 {
        return None;
    }
    // Ending and what the nominative has instead.
    const ENDS: [(&str, &str); 62] = [
        ("а", ""),
        ("у", ""),
        ("ом", ""),
        ("е", ""),
        ("ии", "ия"),
        ("ию", "ия"),
        ("иеи", "ия"),
        ("ы", "а"),
        ("у", "а"),
        ("е", "а"),
        ("и", "а"),
        ("и", "я"),
        ("и", "ь"),
        ("ю", "я"),
        ("еи", "я"),
        ("ои", "а"),
        ("ни", "нь"),
        ("ії", "ія"),
        ("іі", "ія"),
        ("ин", ""),
        ("нин", ""),
        ("нын", ""),
        ("нун", ""),
        ("нің", ""),
        ("ның", ""),
        ("тың", ""),
        ("тін", ""),
        ("дын", ""),
        ("дін", ""),
        ("да", ""),
        ("де", ""),
        ("га", ""),
        ("ге", ""),
        ("дан", ""),
        ("ден", ""),
        ("nin", ""),
        ("nun", ""),
        ("in", ""),
        ("un", ""),
        ("ning", ""),
        ("da", ""),
        ("de", ""),
        ("dan", ""),
        ("den", ""),
        ("ya", ""),
        ("ye", ""),
        ("ei", "a"),
        ("iei", "ia"),
        ("ului", ""),
        ("ii", "ia"),
        ("ie", "ia"),
        ("u", ""),
        ("y", "a"),
        ("i", "a"),
        ("em", ""),
        ("a", ""),
        ("dagi", ""),
        ("ning", ""),
        ("daki", ""),
        ("nde", ""),
        ("ის", "ი"),
        ("ի", ""),
    ];
    ENDS.iter().find_map(|(end, instead)| {
        let stem = key.strip_suffix(end)?;
        if stem.chars().count() < 3 {
            return None;
        }
        TERRITORY_KEYS.get(&format!("{stem}{instead}"))
    })
}

pub(crate) fn city_key(key: &str) -> Option<City> {
    let (territory, thousands, name) = super::data::city_alias(key).or_else(|| {
        let mut fields = CITY_KEYS.get(key)?.split('\t');
        Some((fields.next()?, fields.next()?, fields.next()?))
    })?;
    Some(City { name, territory, population: thousands.parse::<u64>().ok()? * 1000 })
}

/// Whether `name` in Chinese characters is none of the names that the tables have of the city on the other side,
/// nor the beginning of one.
fn has_other_han_name(name: &Name, own: &PlaceForm, other: &PlaceForm) -> bool {
    static NAMES: OnceLock<FxHashMap<&str, Vec<&str>>> = OnceLock::new();
    let Some(city) = other.city.filter(|_| name.script == Script::Han && own.city.is_none()) else {
        return false;
    };
    let names = NAMES.get_or_init(|| {
        let mut names: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for (key, rest) in
            CITY_KEYS.rows().filter(|(key, _)| key.starts_with(|c: char| c.script() == Script::Han))
        {
            names.entry(rest.rsplit('\t').next().unwrap_or_default()).or_default().push(key);
        }
        names
    });
    let written = fold::key(name.text());
    names
        .get(city.name)
        .is_some_and(|known| !known.iter().any(|key| key.starts_with(&written) || written.starts_with(key)))
}

/// The city of a folded Cyrillic adjective: `бакинскии`, `московская`.
pub(crate) fn city_of_adjective(key: &str) -> Option<City> {
    const ENDS: [&str; 9] = ["скии", "ская", "ское", "ськии", "ська", "ське", "цкии", "цкая", "цкое"];
    let stem = ENDS.iter().find_map(|end| key.strip_suffix(end))?;
    let roots = [Some(stem), stem.strip_suffix("ин"), stem.strip_suffix("ен"), stem.strip_suffix("ов")];
    let tries = roots.into_iter().flatten().filter(|r| r.chars().count() >= 3);
    // `Одеський`: the stem ends as the ending begins.
    tries
        .flat_map(|r| ["", "а", "у", "ь", "о", "ы", "и", "е", "са"].map(|e| format!("{r}{e}")))
        .find_map(|k| city_key(&k))
}

/// Sounds of the place in a Cyrillic adjective: `Сариасийский район`.
pub(crate) fn read_adjectives(parts: &mut [Part]) {
    for part in parts {
        let stem = ["ский", "ская", "ское", "ський", "ська", "ське"]
            .iter()
            .find_map(|end| part.text.strip_suffix(end));
        let stem = stem.map(|s| {
            s.strip_suffix("ин")
                .or_else(|| s.strip_suffix("ов"))
                .filter(|s| s.chars().count() > 4)
                .unwrap_or(s)
        });
        if let Some(stem) = stem.filter(|s| s.chars().count() > 2) {
            part.reading = Some(super::graphemes::sounds(stem).0);
        }
    }
}

pub(crate) fn english(code: &'static str) -> &'static str {
    by_code(code).map_or(code, Territory::english)
}

/// What a place name means, where the tables know it.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlaceForm {
    territory: Option<&'static str>,
    city: Option<City>,
    /// Words left when class words are taken off: indices into the name's parts.
    words: Vec<usize>,
    classes: Vec<&'static str>,
}

/// Whether a place is something built that is named after where it stands.
fn is_facility(classes: &[&str]) -> bool {
    const BUILT: [&str; 10] = [
        "airport", "port", "square", "palace", "bridge", "stadium", "hospital", "highway", "prison", "hotel",
    ];
    classes.iter().any(|c| BUILT.contains(c))
}

/// Whether two parts are written with the same signs, old and new forms of one sign alike.
fn same_signs(a: &Name, b: &Name, pair: &Pair) -> bool {
    fn signs(n: &Name, run: Run) -> impl Iterator<Item = char> {
        n.parts[run.indices()].iter().flat_map(|p| p.key.chars()).map(super::data::simplified)
    }
    signs(a, pair.a).eq(signs(b, pair.b))
}

/// Whether a folded word is a class word of places.
pub(crate) fn is_class(key: &str) -> bool {
    super::data::place_class(key).is_some_and(|c| c != "the")
}

impl PlaceForm {
    pub(crate) fn new(parts: &[Part], key: &str) -> PlaceForm {
        let marked = (parts.len() == 1).then(|| marked_code(&parts[0].text)).flatten();
        let territory = marked.or_else(|| territory_code(key)).or_else(|| region(key));
        let mut form = PlaceForm { territory, city: city_key(key), ..PlaceForm::default() };
        let mut i = 0;
        while i < parts.len() {
            // `sân vận động`, `hava limanı`, or one word.
            let longest = (parts.len() - i).min(3);
            let class = (1..=longest).rev().find_map(|count| {
                let keys: Vec<&str> = parts[i..i + count].iter().map(|p| p.key.as_str()).collect();
                Some((count, place_class(&keys.join(" "))?))
            });
            match class {
                Some((count, class)) => {
                    form.classes.push(class);
                    i += count;
                }
                None => {
                    form.words.push(i);
                    i += 1;
                }
            }
        }
        if form.words.is_empty() {
            form.words = (0..parts.len()).collect();
            form.classes.clear();
        }
        form.classes.retain(|c| *c != "the");
        if form.territory.is_none() && !form.classes.is_empty() && form.words.len() < parts.len() {
            // `state of Florida`, `Флорида штаты`.
            let words: Vec<&str> = form.words.iter().map(|&i| parts[i].key.as_str()).collect();
            form.territory = region(&words.join(" ")).filter(|_| form.classes.iter().all(|c| *c == "region"));
        }
        // `夏洛特市`, `город Тверь`: the class word of other languages is no part of the name, as in
        // `Kansas City` or `City of London` it is.
        let english = parts.iter().any(|p| matches!(p.key.as_str(), "city" | "town"));
        if form.city.is_none() && form.classes == ["city"] && !english {
            let words: Vec<&str> = form.words.iter().map(|&i| parts[i].key.as_str()).collect();
            form.city = city_key(&words.join(" "));
        }
        form.classes.dedup();
        form
    }

    pub(crate) fn blocking_keys(&self, keys: &mut Vec<String>) {
        keys.extend(self.territory.map(|t| format!("t:{t}")));
        keys.extend(self.city.map(|c| format!("c:{}", c.name)));
    }
}

/// Compares two places; see [`super::compare`].
pub(crate) fn compare(a: &Name, b: &Name, tally: &mut Tally) {
    by_name(a, b, tally);
    // `Southern Gas Corridor`: facilities are named as bodies are.
    if tally.score() < super::compare::SAME && a.org.is_some() && b.org.is_some() && !tally.settled() {
        let mut other = tally.anew();
        super::org::compare(a, b, &mut other);
        if other.score() > tally.score() {
            *tally = other;
        }
    }
}

fn by_name(a: &Name, b: &Name, tally: &mut Tally) {
    let (Some(x), Some(y)) = (&a.place, &b.place) else { return };
    match (x.territory, y.territory) {
        (Some(p), Some(q)) => {
            tally.note(if p == q { "translation" } else { "place-different" }, a.text(), b.text());
            return tally.decide(if p == q { 0.98 } else { 0.02 });
        }
        (Some(_), None) | (None, Some(_)) if a.joined.1.max(b.joined.1) != Writing::Full => {
            tally.note("part-different", a.text(), b.text());
            return tally.decide(0.1);
        }
        (Some(_), None) | (None, Some(_)) => {
            // A city of that name may be meant; a territory's names are nearly all in the table.
            let (other, form) = if x.territory.is_some() { (b, y) } else { (a, x) };
            let d = super::sound::distance((&a.joined.0, a.joined.1), (&b.joined.0, b.joined.1));
            let long = a.joined.0.len().min(b.joined.0.len()) >= 5;
            if form.city.is_some() || other.parts.len() > 1 || d.similarity < 0.85 || !long {
                tally.note("part-different", a.text(), b.text());
                return tally.decide(0.1);
            }
        }
        (None, None) => {}
    }
    if let (Some(p), Some(q)) = (x.city, y.city)
        && p == q
    {
        tally.note("translation", a.text(), b.text());
        return tally.decide(0.95);
    }
    let found = align((&a.parts, &b.parts), &x.words, &y.words, a.vietnamese && b.vietnamese);
    let (mut sum, mut whole) = (0.0, 0.0);
    for pair in &found.pairs {
        let weight: f32 = a.parts[pair.a.indices()].iter().map(Part::weight).sum();
        sum += weight * pair.fit;
        whole += weight;
        tally.note(pair.code, &text_of(&a.parts, pair.a.indices()), &text_of(&b.parts, pair.b.indices()));
    }
    let (left_a, left_b) = (text_of(&a.parts, found.left_a), text_of(&b.parts, found.left_b));
    if whole == 0.0 {
        tally.note("part-different", a.text(), b.text());
        return tally.decide(0.0);
    }
    let average = sum / whole;
    let mut score = 0.5 + 0.45 * ((average - 0.5) * 2.0);
    let writing = a.joined.1.max(b.joined.1);
    if a.script == b.script {
        // Where a sign is a syllable, another sign is another name.
        if writing == Writing::Syllables && found.pairs.iter().any(|p| !same_signs(a, b, p)) {
            score = score.min(0.3);
        }
    } else if writing != Writing::Full {
        // Without its vowels, or as a row of syllables, a short name is like many others.
        let heard = |n: &Name| n.joined.0.iter().filter(|s| !s.faint && !s.is_vowel()).count();
        let heard = heard(a).min(heard(b));
        let (least, enough) = match writing {
            Writing::Syllables => (4, 0.9),
            _ if heard == 3 => (3, 0.88),
            _ => (3, 0.8),
        };
        if heard < least || average < enough {
            score = score.min(0.62);
        }
        // Of a city whose Chinese names the tables have, another Chinese name is another place's.
        if [(a, x, y), (b, y, x)].iter().any(|(n, own, other)| has_other_han_name(n, own, other)) {
            score = score.min(0.5);
        }
    }
    // In one script neighbouring consonants, or a letter more, make another place: `Alatau`, `Alyat`; `Jeonju`,
    // `Gyeongju`.
    if a.script == b.script
        && found.pairs.iter().any(|p| matches!(p.code, "consonant-pair" | "typo") && p.fit < 0.92)
    {
        score = score.min(0.45);
    }
    // Both known and not the same city: only spelling variants that the table lacks remain.
    if x.city.is_some() && y.city.is_some() {
        let spelling = average > 0.95 && writing == Writing::Full;
        score = if spelling { 0.72 } else { (score - 0.35).min(0.6) };
    }
    if !left_a.is_empty() && !left_b.is_empty() {
        tally.note("part-different", &left_a, &left_b);
        score = 0.3 * average;
    } else if !left_a.is_empty() || !left_b.is_empty() {
        tally.note("part-missing", &left_a, &left_b);
        score = (score - 0.35).min(0.55);
    }
    let (p, q) = (x.classes.join(" "), y.classes.join(" "));
    if p != q {
        let clash = !p.is_empty() && !q.is_empty();
        // `皮尼拉斯郡`: Chinese does not leave the class out. A town of that name may be meant all the same.
        let chinese = |n: &Name, own: &PlaceForm, other: &PlaceForm| {
            n.script == Script::Han
                && own.classes == ["region"]
                && other.classes.is_empty()
                && other.city.is_none()
        };
        let usual = chinese(a, x, y) || chinese(b, y, x);
        // The port of a town is not the town.
        let facility = is_facility(&x.classes) != is_facility(&y.classes);
        tally.note(if clash || facility { "kind-different" } else { "generic-words" }, &p, &q);
        score -= if clash || facility {
            0.4
        } else if usual || p.contains("city") || q.contains("city") {
            0.03
        } else {
            0.27
        };
    }
    tally.decide(score);
}
