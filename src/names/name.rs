//! A name, parsed once.

use unicode_script::Script;

use super::abbreviation::unabbreviated;
use super::graphemes::sounds;
use super::org::OrgForm;
use super::parts::{
    Part, Role, is_address, is_honorific, is_patronymic_marker, is_rank, is_title, looks_family,
    looks_patronymic, script_of, words,
};
use super::place::PlaceForm;
use super::readings;
use super::sino;
use super::sound::{Sound, Writing, bit};
use crate::text::{fold, translit};
use crate::types::{Label, Lang};

/// A name with its parts and the forms that comparison needs.
#[derive(Clone, Debug)]
pub struct Name {
    text: String,
    label: Label,
    lang: Lang,
    pub(crate) script: Script,
    /// Folded whole name.
    pub(crate) key: String,
    romanised: String,
    /// Persons: without titles. Others: every word.
    pub(crate) parts: Vec<Part>,
    /// Parts that must find a counterpart, in a person's name.
    pub(crate) significant: Vec<usize>,
    /// All parts as one, for names written without blanks.
    pub(crate) joined: (Vec<Sound>, Writing),
    /// Index of the family name where it can be told.
    pub(crate) family: Option<usize>,
    /// Vietnamese spelling: each mark tells another name.
    pub(crate) vietnamese: bool,
    /// What the syllables of a Vietnamese name of a Chinese stand for.
    pub(crate) sino: Option<sino::Reading>,
    pub(crate) org: Option<OrgForm>,
    pub(crate) place: Option<PlaceForm>,
}

impl Name {
    /// Parses `text`, best without case endings (see [`super::base::base_form`]).
    pub fn new(text: &str, label: Label, lang: Lang) -> Name {
        let text = text.trim();
        let text = match label {
            Label::Person | Label::Location => text
                .strip_suffix("'s")
                .or_else(|| text.strip_suffix("’s"))
                .filter(|s| s.len() > 2)
                .unwrap_or(text),
            _ => text,
        };
        let key = fold::key(text);
        let script = script_of(text);
        let person = label == Label::Person;
        let mut list: Vec<Part> = if script == Script::Han && !person {
            han_words(text).into_iter().map(|w| Part::new(&w, false)).collect()
        } else {
            words(text).into_iter().map(|(w, hyphen)| Part::new(w, hyphen)).collect()
        };
        let mut family = None;
        if !person {
            join_letters(&mut list, text);
            split_legal_forms(&mut list);
            if label != Label::Location && script == Script::Latin {
                write_out(&mut list, text);
            }
        }
        if label == Label::Location && script == Script::Han {
            split_class(&mut list);
        }
        if person {
            split_initials(&mut list);
            // The comma of `ALIYEV, Vugar` tells the family name; titles go where a name remains.
            let comma = text.split_once(',').map(|(head, _)| words(head).len());
            drop_titles(&mut list);
            spelled_initials(&mut list, text);
            assign_roles(&mut list, lang);
            baltic_endings(&mut list, lang);
            family = comma
                .filter(|&n| n == 1 && list.len() > 1)
                .map(|_| 0)
                .or_else(|| family_of(&list, lang, script));
        }
        let vietnamese = script == Script::Latin && (lang == Lang::new("vi") || has_vietnamese_marks(text));
        let keys: Vec<&str> = list.iter().map(|p| p.key.as_str()).collect();
        if person && script == Script::Latin && (vietnamese || readings::looks_vietnamese(&keys)) {
            for part in &mut list {
                part.reading = Some(sounds(&readings::vietnamese(&part.key, &part.text)).0);
            }
        }
        if label == Label::Location && list.iter().any(|p| super::place::is_class(&p.key)) {
            super::place::read_adjectives(&mut list);
        }
        if label != Label::Location && script == Script::Latin {
            let all = writes_as_heard(text, lang);
            list.iter_mut()
                .for_each(|part| part.phonetic = all || !lang.is_known() && looks_heard(&part.key));
        }
        let sino = if person && vietnamese { sino::Reading::new(&list) } else { None };
        let joined = join(&list);
        let org = match label {
            Label::Person => false,
            Label::Location => list.len() > 1 && super::place::territory_code(&key).is_none(),
            _ => true,
        };
        let org = org.then(|| OrgForm::new(text, &list, lang));
        let place = (label == Label::Location).then(|| PlaceForm::new(&list, &key));
        let romanised = translit::latin(text, lang);
        Name {
            text: text.to_owned(),
            label,
            lang,
            script,
            key,
            romanised,
            significant: significant(&list),
            parts: list,
            joined,
            family,
            vietnamese,
            sino,
            org,
            place,
        }
    }

    /// As given, without white space at its ends.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn label(&self) -> Label {
        self.label
    }

    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether an organisation's name is a common noun, with nothing that tells one body from
    /// another: `Party`, `the company`, `Strategic Partnerships`.
    pub fn is_generic(&self) -> bool {
        self.org.as_ref().is_some_and(|org| org.is_generic(self.parts.len()))
    }

    /// Whether an organisation's name says what kind of body it is, or is one known without:
    /// `Ministry of Energy`, `UNESCO`, but not `Emergency Situations`.
    pub fn has_kind(&self) -> bool {
        self.org.as_ref().is_some_and(OrgForm::has_kind)
    }

    /// Whether an organisation's name is that of the board or council of some body.
    pub fn is_organ(&self) -> bool {
        self.org.as_ref().is_some_and(OrgForm::is_organ)
    }

    /// In Latin letters, as an English-language newsroom would print it; Latin names as they are.
    pub fn romanised(&self) -> &str {
        &self.romanised
    }

    /// How alike two names sound from end to end, from 0 to 1, whatever their parts mean.
    pub fn sounds_like(&self, other: &Name) -> f32 {
        let (a, b) = (&self.joined, &other.joined);
        super::sound::distance((&a.0, a.1), (&b.0, b.1)).similarity
    }

    /// Keys of which two names that can be the same share at least one, in almost all cases.
    ///
    /// Sorted, without repetition. Skeletons of consonants (`p:`, shorter ones `q:`), codes
    /// of territories (`t:`), known bodies (`o:`), kinds of body with a territory (`k:`), acronyms
    /// (`a:`).
    pub fn blocking_keys(&self) -> Vec<String> {
        let mut keys = Vec::new();
        if let Some(org) = &self.org {
            org.blocking_keys(&mut keys);
        }
        if let Some(place) = &self.place {
            place.blocking_keys(&mut keys);
        }
        let distinctive = |i: usize| self.org.as_ref().is_none_or(|o| o.words.contains(&i));
        for (i, part) in self.parts.iter().enumerate() {
            if matches!(part.role, Role::Plain | Role::Patronymic) && distinctive(i) {
                keys.extend(skeletons(&part.sounds));
                keys.extend(part.groups.iter().chain(&part.heard).map(|g| format!("n:{g}")));
            }
        }
        let single = self.parts.len() == 1;
        if !single && self.org.is_none() {
            keys.extend(skeletons(&self.joined.0));
        }
        if let Some(sino) = &self.sino {
            keys.extend(skeletons(&sino.sounds));
        }
        keys.sort();
        keys.dedup();
        keys
    }
}

fn significant(parts: &[Part]) -> Vec<usize> {
    let strong = |&i: &usize| !matches!(parts[i].role, Role::Particle | Role::Generation);
    let all = 0..parts.len();
    let found: Vec<usize> = all.clone().filter(strong).collect();
    if found.is_empty() { all.collect() } else { found }
}

/// The first consonants of a part as classes in which conventions and scripts meet.
///
/// A sound whose set lies in several classes gives several skeletons. `p:` keys hold three
/// consonants, `q:` keys two, for scripts that keep fewer apart (`特朗普`, Trump).
pub(super) fn skeletons(sounds: &[Sound]) -> Vec<String> {
    const CLASSES: [(u32, char); 9] = [
        (bit::P | bit::B | bit::F, 'p'),
        (bit::V | bit::W, 'v'),
        (bit::M, 'm'),
        (bit::N, 'n'),
        (bit::L | bit::R, 'l'),
        (bit::T | bit::D | bit::TH, 't'),
        (bit::S | bit::Z | bit::SH | bit::ZH | bit::CH | bit::DZH | bit::TS, 's'),
        (bit::K | bit::G | bit::KH | bit::H, 'k'),
        (bit::KS, 'x'),
    ];
    const MOST: usize = 10;
    let mut heads = vec![String::new()];
    for sound in sounds.iter().filter(|s| !s.faint && !s.is_vowel()) {
        let classes: Vec<char> =
            CLASSES.iter().filter(|(mask, _)| mask & sound.mask != 0).map(|&(_, c)| c).collect();
        if classes.is_empty() || heads.iter().all(|h| h.len() >= 3) {
            continue;
        }
        let mut next: Vec<String> = Vec::with_capacity(MOST);
        // `h` may be missing on the other side, and `ו`, `و` may be a vowel.
        if sound.mask == bit::H || sound.mask & bit::VOWELS != 0 {
            next.extend(heads.iter().cloned());
        }
        for head in &heads {
            for class in classes.iter().take(3) {
                // Chinese gives `m` and `n` alike, and doubles what stands between two vowels.
                if next.len() < MOST && head.len() < 3 {
                    next.push(format!("{head}{class}"));
                }
            }
        }
        next.extend(heads.iter().filter(|h| h.len() >= 3).cloned());
        next.sort();
        next.dedup();
        heads = next;
    }
    let short = |h: &String| h.chars().take(2).map(|c| if c == 'm' { 'n' } else { c }).collect::<String>();
    let mut out: Vec<String> = heads.iter().filter(|h| !h.is_empty()).map(|h| format!("p:{h}")).collect();
    out.extend(heads.iter().filter(|h| h.len() >= 2).map(|h| format!("q:{}", short(h))));
    if out.is_empty() && !sounds.is_empty() {
        out.push("p:-".to_owned());
    }
    out
}

fn join(parts: &[Part]) -> (Vec<Sound>, Writing) {
    let writing = parts.iter().map(|p| p.writing).max().unwrap_or(Writing::Full);
    (parts.iter().flat_map(|p| p.sounds.iter().copied()).collect(), writing)
}

/// Titles go from the front while a name of two parts remains, or where they can be nothing else;
/// forms of address that follow the name (`bəy`, `xanım`, `PhD`) from the end.
fn drop_titles(list: &mut Vec<Part>) {
    let title = |p: &Part| p.role != Role::Initial && !p.hyphen;
    while list.len() > 1
        && title(&list[0])
        && (is_honorific(&list[0].key) || list.len() > 2 && is_title(&list[0].key))
    {
        list.remove(0);
        list[0].hyphen = false;
    }
    while list.len() > 1 && list.last().is_some_and(|p| title(p) && is_address(&p.key)) {
        list.pop();
    }
}

fn assign_roles(list: &mut [Part], lang: Lang) {
    let n = list.len();
    // `Ben Jones`, `Van Morrison`: a first name, not a particle.
    let first = list.first().map_or("", |p| p.key.as_str());
    let given = matches!(first, "ben" | "van" | "della" | "бен" | "ван") && n > 1
        || matches!(first, "al" | "ал" | "بن" | "בן") && n == 2;
    if given && !list[1].hyphen {
        list[0].role = Role::Plain;
    }
    for i in 0..n {
        if i > 0 && is_patronymic_marker(&list[i].key) && list[i - 1].role == Role::Plain && n > 2 {
            list[i - 1].role = Role::Patronymic;
            list[i].role = Role::Particle;
        }
    }
    // `Otto Graf von Altenfels`: a rank within the name.
    for i in 1..n.saturating_sub(1) {
        let before = matches!(list[i + 1].key.as_str(), "von" | "zu" | "vom" | "фон");
        if before && list[i].role == Role::Plain && is_rank(&list[i].key) {
            list[i].role = Role::Particle;
        }
    }
    if n < 3 {
        return;
    }
    // `-ovich` closes a South Slavic family name too, but not in the middle of three.
    for i in 1..n {
        let middle = i + 1 < n
            || looks_family(&list[0].key)
            || matches!(lang.as_str(), "ru" | "uk" | "be" | "kk" | "ky");
        if middle && list[i].role == Role::Plain && looks_patronymic(&list[i].key) {
            list[i].role = Role::Patronymic;
        }
    }
}

/// Which part is the family name; `None` where order and endings do not tell.
fn family_of(list: &[Part], lang: Lang, script: Script) -> Option<usize> {
    let plain: Vec<usize> = (0..list.len()).filter(|&i| list[i].role == Role::Plain).collect();
    let (&first, &last) = (plain.first()?, plain.last()?);
    if first == last {
        return None;
    }
    if list.iter().any(|p| p.role == Role::Patronymic) && looks_family(&list[first].key) {
        return Some(first);
    }
    let family_first = matches!(lang.as_str(), "vi" | "hu" | "zh" | "ko" | "ja" | "km")
        && script != Script::Cyrillic
        && !(script == Script::Han || script == Script::Katakana);
    Some(if family_first { first } else { last })
}

/// Letters that only Vietnamese writes.
fn has_vietnamese_marks(text: &str) -> bool {
    text.chars().any(|c| matches!(c, 'ơ' | 'ư' | 'Ơ' | 'Ư' | '\u{1ea0}'..='\u{1ef9}'))
        || (text.contains(['đ', 'Đ']) && text.contains(['ă', 'â', 'ê', 'ô', 'à', 'á', 'ì', 'í']))
}

/// Whether the language of a Latin text writes foreign names as it hears them, which its own letters
/// or the language itself tell.
fn writes_as_heard(text: &str, lang: Lang) -> bool {
    matches!(lang.as_str(), "az" | "lv" | "lt" | "sq" | "sr" | "tk" | "uz")
        || text.chars().flat_map(char::to_lowercase).any(|c| "əşıāēīūģķļņ".contains(c))
}

/// Whether a Latin word of no known language is likely a foreign name as it is heard: `Maykl`, `Uest`,
/// `Qrande`.
fn looks_heard(key: &str) -> bool {
    let letters: Vec<char> = key.chars().collect();
    let vowel = |c: char| "aeiou".contains(c);
    let glide = |w: &[char]| vowel(w[0]) && w[1] == 'y' && !vowel(w[2]) && w[2] != 'y';
    letters.windows(3).any(glide)
        || letters.windows(2).any(|w| w[0] == 'q' && w[1] != 'u')
        || letters.len() > 3 && letters[0] == 'u' && matches!(letters[1], 'e' | 'i' | 'o' | 'a')
}

/// Words of a Chinese or Japanese name of a body or place: the longest that the tables know, and
/// what stands between them.
fn han_words(text: &str) -> Vec<String> {
    const LONGEST: usize = 8;
    let mut out = Vec::new();
    for (word, _) in words(text) {
        let chars: Vec<char> = word.chars().collect();
        let (mut at, mut rest) = (0, String::new());
        while at < chars.len() {
            let known = (at + 1..=chars.len().min(at + LONGEST)).rev().find(|&end| {
                let piece: String = chars[at..end].iter().collect();
                let key = fold::key(&piece);
                super::data::org_concepts(&key).is_some()
                    || super::data::TERRITORY_KEYS.get(&key).is_some()
                    || end > at + 1
                        && (super::place::city_key(&key).is_some() || super::place::is_class(&key))
            });
            match known {
                Some(end) => {
                    if !rest.is_empty() {
                        out.push(std::mem::take(&mut rest));
                    }
                    out.push(chars[at..end].iter().collect());
                    at = end;
                }
                None => {
                    rest.push(chars[at]);
                    at += 1;
                }
            }
        }
        if !rest.is_empty() {
            out.push(rest);
        }
    }
    out
}

/// `G.m.b.H.` and `A.B.C.` as one word each.
fn join_letters(list: &mut Vec<Part>, text: &str) {
    let single = |p: &Part| p.text.chars().count() == 1;
    let mut i = 0;
    while i < list.len() {
        let mut end = i + 1;
        let mut whole = list[i].text.clone();
        while single(&list[i]) && end < list.len() && single(&list[end]) {
            let dotted = format!("{}.{}", whole.chars().last().unwrap_or(' '), list[end].text);
            if !text.contains(&dotted) {
                break;
            }
            whole.push_str(&list[end].text);
            end += 1;
        }
        if end > i + 1 {
            list.splice(i..end, [Part::new(&whole, false)]);
        }
        i += 1;
    }
}

/// `SiemensAG`: a legal form in capitals that grew onto the name.
fn split_legal_forms(list: &mut Vec<Part>) {
    const FORMS: [&str; 14] =
        ["GmbH", "AG", "SE", "NV", "BV", "SA", "AB", "AS", "PLC", "LLC", "Ltd", "Inc", "SpA", "KG"];
    for i in (0..list.len()).rev() {
        let text = list[i].text.clone();
        let form = FORMS.iter().find(|f| {
            text.strip_suffix(**f).is_some_and(|head| {
                head.chars().count() > 3 && head.chars().next_back().is_some_and(char::is_lowercase)
            })
        });
        if let Some(form) = form {
            let head = &text[..text.len() - form.len()];
            list.splice(i..=i, [Part::new(head, list[i].hyphen), Part::new(form, false)]);
        }
    }
}

/// `Mfg` reads as `manufacturing`, and stays as it is written.
fn write_out(list: &mut [Part], text: &str) {
    if list.len() < 2 {
        return;
    }
    for part in list.iter_mut() {
        let dotted = text.contains(&format!("{}.", part.text));
        if let Some(word) = unabbreviated(&part.key, dotted) {
            let text = std::mem::take(&mut part.text);
            *part = Part { text, script: part.script, ..Part::new(word, part.hyphen) };
        }
    }
}

/// `帕斯科县`: the kind of a place behind its name, where the tables do not know the whole.
fn split_class(list: &mut Vec<Part>) {
    let Some(part) = list.last().filter(|p| p.text.chars().count() > 2) else { return };
    let Some((at, class)) = part.text.char_indices().next_back() else { return };
    let known = super::place::city_key(&part.key).is_some()
        || super::place::territory_code(&part.key).is_some()
        || super::data::region(&part.key).is_some();
    if !known && super::place::is_class(&fold::key(&class.to_string())) {
        let (head, class) = (part.text[..at].to_owned(), class.to_string());
        list.pop();
        list.extend([Part::new(&head, false), Part::new(&class, false)]);
    }
}

/// `JC Juncker`: two capitals beside words in small letters are two initials.
fn split_initials(list: &mut Vec<Part>) {
    let lower = |p: &Part| p.text.chars().any(char::is_lowercase);
    if !list.iter().any(lower) {
        return;
    }
    for i in (0..list.len()).rev() {
        let text = list[i].text.clone();
        let capitals = text.chars().count() == 2 && text.chars().all(char::is_uppercase);
        if capitals && list[i].role == Role::Plain && i + 1 < list.len() {
            let letters: Vec<Part> = text.chars().map(|c| Part::new(&c.to_string(), false)).collect();
            list.splice(i..=i, letters);
        }
    }
}

/// Persian newsrooms spell initials out: `دبلیو.` for `W.`
fn spelled_initials(list: &mut [Part], text: &str) {
    const LETTERS: [(&str, &str); 26] = [
        ("ای", "ae"),
        ("بی", "b"),
        ("سی", "cs"),
        ("دی", "d"),
        ("اف", "f"),
        ("جی", "gj"),
        ("اچ", "h"),
        ("ایچ", "h"),
        ("آی", "i"),
        ("جی", "j"),
        ("کی", "k"),
        ("ال", "l"),
        ("ام", "m"),
        ("ان", "n"),
        ("او", "o"),
        ("پی", "p"),
        ("کیو", "q"),
        ("آر", "r"),
        ("اس", "s"),
        ("تی", "t"),
        ("یو", "u"),
        ("وی", "v"),
        ("دبلیو", "w"),
        ("ایکس", "x"),
        ("وای", "y"),
        ("زد", "z"),
    ];
    for part in list {
        let Some((_, letters)) = LETTERS.iter().find(|(w, _)| *w == part.text) else { continue };
        if text.contains(&format!("{}.", part.text)) {
            part.role = Role::Initial;
            let heard = letters.chars().flat_map(|letter| sounds(&letter.to_string()).0);
            let mask = heard.fold(0, |m, s| m | s.mask);
            part.sounds = vec![Sound::new(mask)];
        }
    }
}

/// Latvian and Lithuanian put their own endings on every name: `Sergejs Lavrovs`.
fn baltic_endings(list: &mut [Part], lang: Lang) {
    let baltic = matches!(lang.as_str(), "lv" | "lt");
    let ends = |p: &Part| p.key.chars().count() > 3 && p.key.ends_with('s') && p.writing == Writing::Full;
    let all = list.iter().filter(|p| p.role == Role::Plain).all(ends);
    if !(baltic || list.len() > 1 && all && !lang.is_known()) {
        return;
    }
    for part in list.iter_mut().filter(|p| ends(p)) {
        let n = part.sounds.len();
        if part.sounds[n - 1].mask & bit::S != 0 {
            part.sounds[n - 1] = Sound::faint(part.sounds[n - 1].mask);
            if baltic && n > 3 && part.sounds[n - 2].is_vowel() {
                part.sounds[n - 2] = Sound::faint(part.sounds[n - 2].mask);
            }
        }
    }
}
