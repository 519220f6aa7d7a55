//! Names without case endings.
//!
//! An ending is taken off where the form without it is attested in the run or stands in the tables
//! of places; without such evidence only where the ending can hardly be anything else.

mod endings;
mod georgian;
mod korean;
mod romanian;
mod slavic;

pub use korean::without_particle;

use std::borrow::Cow;

use unicode_script::{Script, UnicodeScript};

use super::data::{PART_GROUPS, given_groups, known_body, org_concepts, region};
use super::parts::script_of;
use super::place;
use crate::text::{edits, fold, translit};
use crate::types::{Label, Lang};
use endings::{Need, Rule};

/// A form that the name may have without its ending.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    text: String,
    /// Good enough without evidence; the smaller the better.
    sure: Option<u8>,
}

/// What the run says of the forms of names.
pub trait Evidence {
    /// How often a name stands in the run as this form.
    fn attested(&self, form: &str, label: Label) -> u32;

    /// How many other spellings of the run may be this name in one of its cases.
    fn reduced(&self, _form: &str, _label: Label) -> u32 {
        0
    }

    /// How often the words in which a person's full name differs from the spelling stand in other
    /// names of the run.
    ///
    /// Where the reading is sure the family name is enough.
    fn in_pieces(&self, _form: &str, _spelling: &str, _sure: bool) -> u32 {
        0
    }
}

impl<F: Fn(&str) -> u32> Evidence for F {
    fn attested(&self, form: &str, _label: Label) -> u32 {
        self(form)
    }
}

/// What the word before a name asks of its case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Before {
    #[default]
    Unknown,
    /// No word: the name opens the sentence.
    Start,
    /// No preposition.
    Free,
    /// A preposition.
    Preposition,
    /// One that asks for the genitive alone.
    Genitive,
    /// A verb of saying before its subject, or a title that itself stands in the nominative.
    Nominative,
}

impl Before {
    /// Whether the case is no nominative.
    pub fn is_preposition(self) -> bool {
        matches!(self, Before::Genitive | Before::Preposition)
    }

    /// For the lower-case word before a name, empty at the start of a sentence.
    pub fn of(word: &str, lang: Lang) -> Before {
        let (genitive, other, nominative) = match lang.as_str() {
            "ru" => (
                "от из до для без против после около возле вокруг среди кроме у из-за",
                "в во на о об при к ко с со по за над под перед между через про",
                "сообщил сообщила заявил заявила сказал сказала рассказал рассказала пояснил пояснила \
                 объяснил объяснила уточнил уточнила написал написала подчеркнул подчеркнула говорит \
                 констатировал констатировала предположил предположила доцент профессор министр эксперт \
                 аналитик политолог экономист сенатор губернатор депутат академик актриса певица \
                 журналистка спортсменка чемпионка",
            ),
            "uk" => (
                "від до для без проти після біля серед крім навколо",
                "в у на о об при к з із зі по за над під перед між через про",
                "повідомив повідомила заявив заявила сказав сказала розповів розповіла пояснив пояснила \
                 уточнив уточнила написав написала підкреслив підкреслила наголосив наголосила каже \
                 доцент професор професорка міністр міністерка експерт експертка депутат депутатка \
                 акторка співачка журналістка чемпіонка",
            ),
            "be" => (
                "ад да для без супраць пасля каля сярод акрамя",
                "ў у на аб пры з са па за над пад паміж праз пра",
                "паведаміў паведаміла заявіў заявіла сказаў сказала расказаў расказала удакладніў \
                 удакладніла кажа дацэнт прафесар міністр",
            ),
            "pl" => (
                "od do dla bez przeciwko po-za obok wśród oprócz z ze u",
                "w we na o przy po za nad pod przed między przez",
                "powiedział powiedziała oświadczył oświadczyła wyjaśnił wyjaśniła podkreślił podkreśliła \
                 stwierdził stwierdziła zaznaczył zaznaczyła mówi profesor minister ministra posłanka \
                 aktorka piosenkarka dziennikarka",
            ),
            _ => return Before::Unknown,
        };
        let has = |list: &str| list.split(' ').any(|w| w == word);
        match (has(genitive), has(other)) {
            (true, _) => Before::Genitive,
            (_, true) => Before::Preposition,
            _ if has(nominative) => Before::Nominative,
            _ if word.is_empty() => Before::Start,
            _ => Before::Free,
        }
    }
}

/// The base form of a name as it stands in a text: `Bakıda` → `Bakı`, `Trump'ın` → `Trump`,
/// `Вугара Алиева` → `Вугар Алиев` where the run has that form too.
///
/// Where nothing speaks for another form the surface itself is returned.
pub fn base_form(surface: &str, label: Label, lang: Lang, before: Before, evidence: &dyn Evidence) -> String {
    let surface = &*tidy(surface.trim());
    let unquoted = (label == Label::Person).then(|| without_quotes(surface)).flatten();
    let surface = unquoted.as_deref().unwrap_or(surface);
    let tag = lang.as_str();
    // The Polish write every word's ending so: `Jake'a Lacy'ego`.
    if tag != "pl"
        && let Some(stem) = without_marked_ending(surface, tag)
    {
        return stem.to_owned();
    }
    if tag == "en" {
        // `Sainsbury's` is a name: a body loses its ending only for a form that the run has.
        let stem = surface.strip_suffix("'s").or_else(|| surface.strip_suffix("’s"));
        return match stem {
            Some(stem)
                if matches!(label, Label::Person | Label::Location) || evidence.attested(stem, label) > 0 =>
            {
                stem.to_owned()
            }
            _ => surface.to_owned(),
        };
    }
    if own_name(surface, lang) {
        return surface.to_owned();
    }
    if let Some(stem) = without_foreign_ending(surface, tag) {
        return stem.to_owned();
    }
    if let Some(plural) = irregular(surface, tag) {
        return plural.to_owned();
    }
    if before == Before::Nominative && label == Label::Person {
        return surface.to_owned();
    }
    choose(surface, label, lang, candidates(surface, label, lang, before), evidence)
}

/// Without what is no part of a name: invisible characters, blanks of other kinds, a lone quote.
fn tidy(name: &str) -> Cow<'_, str> {
    let odd = |c: char| {
        c != ' ' && c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{ad}')
    };
    let quotes = name.matches(['"', '“', '”', '„', '«', '»']).count();
    if !name.contains(odd) && quotes.is_multiple_of(2) {
        return Cow::Borrowed(name);
    }
    let blank = |c: char| if c.is_whitespace() { ' ' } else { c };
    let kept = name.chars().map(blank).filter(|&c| {
        !odd(c) && (quotes.is_multiple_of(2) || !matches!(c, '"' | '“' | '”' | '„' | '«' | '»'))
    });
    let text: String = kept.collect();
    Cow::Owned(text.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" "))
}

/// A person's name whose first word stands in quotes, without them: `"Hans" Geiger`.
fn without_quotes(name: &str) -> Option<String> {
    const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];
    let (first, rest) = name.strip_prefix(QUOTES)?.split_once(QUOTES)?;
    let plain = !first.is_empty() && rest.starts_with(' ') && !rest.contains(QUOTES);
    plain.then(|| format!("{first}{rest}"))
}

/// Whether an apostrophe or a hyphen sets the ending of a name off: `Erbay'ın`.
pub fn has_marked_ending(surface: &str, lang: Lang) -> bool {
    without_marked_ending(surface.trim(), lang.as_str()).is_some()
}

/// Forms that a name may have without its ending, as far as the endings tell.
pub fn readings(surface: &str, label: Label, lang: Lang, before: Before) -> Vec<String> {
    let surface = surface.trim();
    if has_marked_ending(surface, lang) || lang == Lang::new("en") {
        return Vec::new();
    }
    let mut forms: Vec<String> =
        candidates(surface, label, lang, before).into_iter().map(|c| c.text).collect();
    forms.sort();
    forms.dedup();
    forms
}

fn irregular(surface: &str, tag: &str) -> Option<&'static str> {
    match tag {
        "ro" => endings::romanian_irregular(surface),
        _ => slavic::irregular(surface, tag),
    }
}

fn candidates(surface: &str, label: Label, lang: Lang, before: Before) -> Vec<Candidate> {
    let tag = lang.as_str();
    let several = surface.contains(char::is_whitespace);
    match tag {
        _ if slavic::is_slavic(tag) => slavic::candidates(surface, label, tag, before),
        "ar" => arabic(surface),
        "ko" => korean::candidates(surface, label),
        "de" => german(surface, label),
        "kk" | "ky" if script_of(surface) == Script::Latin => {
            agglutinative(surface, label, "kk-Latn", several)
        }
        _ => agglutinative(surface, label, tag, several),
    }
}

fn choose(surface: &str, label: Label, lang: Lang, list: Vec<Candidate>, evidence: &dyn Evidence) -> String {
    if list.is_empty() {
        return surface.to_owned();
    }
    if let Some(own) = list.iter().find(|c| own_name(&c.text, lang)) {
        return own.text.clone();
    }
    let body = |text: &str| names_no_place(label) && known_body(&fold::key(text)).is_some();
    // Names of bodies need no evidence; without their marks `Teslą` and `Tesla` are one.
    if !body(surface) || surface.ends_with(['ą', 'ę']) {
        let known = list.iter().filter(|c| body(&c.text));
        if let Some(found) = known.min_by_key(|c| c.sure.unwrap_or(9)) {
            return found.text.clone();
        }
    }
    let here = evidence.attested(surface, label);
    // `Robin` is no `Rob` in the genitive.
    let given = label == Label::Person && !surface.contains(' ') && known(surface, label);
    let full = label == Label::Person && surface.contains(' ');
    let count = |c: &Candidate| match evidence.attested(&c.text, label) {
        0 if full => evidence.in_pieces(&c.text, surface, c.sure.is_some()),
        count => count,
    };
    let seen = list.iter().map(|c| (count(c), c)).filter(|(n, _)| *n > 0);
    // In other languages than the agglutinative the head of a phrase is what inflects, so that a place
    // in its last word says nothing: `лагере Гуантанамо`.
    let headed = slavic::is_slavic(lang.as_str()) || lang == Lang::new("ro");
    let known = |text: &str, label: Label| match (text.rsplit_once(' '), surface.rsplit_once(' ')) {
        (Some((_, a)), Some((_, b))) if a == b && headed && label != Label::Person => {
            is_place(&fold::key(text))
        }
        _ => known(text, label),
    };
    // The shortest: what is attested may itself stand in a case.
    let best = seen.min_by_key(|(n, c)| (c.text.chars().count(), u32::MAX - n));
    let cases = |c: &Candidate| evidence.reduced(&c.text, label);
    // `Лондона` beside `Лондоне` is a genitive of what the tables know; `Шарлотта` is none.
    let other = best.filter(|(_, c)| label != Label::Person && c.sure.is_none()).and_then(|(_, best)| {
        let sure = list.iter().find(|c| c.text != best.text && best.text.starts_with(&c.text))?;
        let mut stem = sure.text.chars().rev();
        let double = stem.next() == stem.next();
        let clear = match (known(&sure.text, label), known(&best.text, label)) {
            (true, _) => !double,
            (false, same) => !same && cases(sure) > cases(best) + 1,
        };
        clear.then_some(sure)
    });
    if let Some(other) = other {
        return other.text.clone();
    }
    if let Some((count, candidate)) = best {
        // An ambiguous form must be the more frequent one.
        let clear = candidate.sure.is_some() && !given;
        if clear || count >= here.max(1) + u32::from(given) {
            return candidate.text.clone();
        }
    }
    let certain = list.iter().filter(|c| c.sure.is_some_and(|s| s <= 1)).min_by_key(|c| c.sure);
    if let Some(certain) = certain {
        let better = list.iter().find(|c| !known(&certain.text, label) && known(&c.text, label));
        return better.unwrap_or(certain).text.clone();
    }
    if known(surface, label) {
        // Tables of towns list spellings of any kind: `Киевом` beside `Киев`, `Hamburga` beside `Hamburg`.
        // Turkish sets such endings off, so that `Moskova` has none.
        let town = place::city(surface).filter(|_| label == Label::Location && lang != Lang::new("tr"));
        let nearer = town.and_then(|town| {
            // A last vowel that is hardly an ending is the name's: `Шарлотта`.
            let own = |c: &Candidate| surface.ends_with(['а', 'я']) && c.sure.is_none();
            let same = list.iter().filter(|c| !own(c) && place::city(&c.text) == Some(town));
            // What tables list with and without its last vowel has it: `Прага`.
            let order = |c: &&Candidate| {
                (distance(&c.text, town.name), !c.text.ends_with(['а', 'я']), c.sure.unwrap_or(9))
            };
            let best = same.min_by_key(order)?;
            let marked = surface.ends_with(['ą', 'ę']);
            (marked || distance(&best.text, town.name) < distance(surface, town.name)).then_some(best)
        });
        return nearer.map_or(surface, |c| &c.text).to_owned();
    }
    // Of a family name that may be a woman's only the run can tell.
    let told = |c: &&Candidate| label != Label::Person || c.sure.is_some();
    let found = list.iter().filter(told).filter(|c| known(&c.text, label));
    // `Gazie` is of the town that more people live in, `Вене` of what it is called elsewhere.
    if let Some(found) =
        found.min_by_key(|c| (fame(&c.text, label), !c.text.ends_with(['а', 'я']), c.sure.unwrap_or(9)))
    {
        return found.text.clone();
    }
    // What several spellings may all come from.
    let mine = evidence.reduced(surface, label);
    let others = list.iter().map(|c| (evidence.reduced(&c.text, label), c));
    let common = others.max_by_key(|(n, c)| (*n, std::cmp::Reverse(c.sure.unwrap_or(9))));
    if let Some((_, found)) = common.filter(|(n, _)| *n >= 2 && *n > mine + 1) {
        return found.text.clone();
    }
    if mine > 0 && here > 0 && list.iter().all(|c| c.sure.is_none_or(|s| s >= 2)) {
        return surface.to_owned();
    }
    // `Нетаньяху`: nobody stands in the dative alone.
    let dative = slavic::is_slavic(lang.as_str()) && surface.ends_with(['у', 'ю']);
    if dative && here >= 3 && label == Label::Person && list.iter().all(|c| cases(c) < 2) {
        return surface.to_owned();
    }
    // A form that comes again and again while no other does is the name itself; but Slavic names
    // stand in the genitive as often as in the nominative.
    let again = match surface.rsplit_once(' ') {
        Some((_, last)) if full => here.max(evidence.attested(last, label)),
        _ => here,
    };
    let doubtful = if slavic::is_slavic(lang.as_str()) { 7 } else { 2 };
    if again >= 3 && list.iter().all(|c| c.sure.is_none_or(|s| s >= doubtful)) {
        return surface.to_owned();
    }
    match list.iter().filter(|c| c.sure.is_some()).min_by_key(|c| c.sure) {
        Some(found) => found.text.clone(),
        None => surface.to_owned(),
    }
}

fn names_no_place(label: Label) -> bool {
    !matches!(label, Label::Person | Label::Location)
}

/// How far a spelling is from an English name.
fn distance(text: &str, english: &str) -> usize {
    let letters = |text: &str| fold::key(&translit::latin(text, Lang::UND)).chars().collect::<Vec<char>>();
    edits(&letters(text), &letters(english))
}

/// Order of known places: territories and regions, then cities, the greatest first, and of one
/// city's names the one nearest to the English.
fn fame(text: &str, label: Label) -> (u64, usize) {
    let key = fold::key(text);
    if label != Label::Location || place::territory_code(&key).is_some() || region(&key).is_some() {
        return (0, 0);
    }
    place::city_key(&key)
        .map_or((u64::MAX, 0), |city| (u64::MAX - 1 - city.population, distance(text, city.name)))
}

/// Whether this is a territory's usual name in the language of the text.
fn own_name(text: &str, lang: Lang) -> bool {
    place::territory(text).is_some_and(|t| t.name_in(lang) == Some(text))
}

/// Whether the tables know this form; of a phrase, its last word.
fn known(text: &str, label: Label) -> bool {
    let key = fold::key(text);
    if label == Label::Person {
        return key.split(' ').all(|w| !given_groups(w).is_empty())
            || {
                // `Дональд` by way of `Donald`.
                let latin = fold::key(&translit::latin(text, Lang::UND));
                latin.split(' ').all(|w| !given_groups(w).is_empty())
            }
            || !key.contains(' ') && is_part(text);
    }
    // `Ələt lima` is no town.
    let name = text.rsplit(' ').next().is_some_and(|word| word.starts_with(|c: char| !c.is_lowercase()));
    is_place(&key) || name && key.rsplit_once(' ').is_some_and(|(_, last)| is_place(last))
}

/// Whether the tables know the whole of a name as a place.
fn is_place(key: &str) -> bool {
    let listed = |key: &str| {
        place::territory_code(key).is_some() || place::city_key(key).is_some() || region(key).is_some()
    };
    // `ოკლაჰომა` by way of `Oklahoma`.
    listed(key)
        || !key.ends_with('ი')
            && script_of(key) == Script::Georgian
            && listed(&fold::key(&translit::latin(key, Lang::new("ka"))))
}

/// Whether a word is one of the given names of the tables.
fn is_given(word: &str) -> bool {
    let latin = || fold::key(&translit::latin(word, Lang::UND));
    !given_groups(&fold::key(word)).is_empty() || !given_groups(&latin()).is_empty()
}

/// Whether the tables know a word as a part of names.
pub fn is_part(word: &str) -> bool {
    PART_GROUPS.get(&fold::key(word)).is_some()
}

/// Whether a word is a noun that says what kind of body or place a name is for.
fn is_class_noun(word: &str) -> bool {
    let key = fold::key(word);
    org_concepts(&key).is_some() || place::is_class(&key)
}

/// Endings set off by an apostrophe or hyphen: `Trump'ın`, `ABŞ-da`, `Lidl-ს`, `Ferrari-ului`.
fn without_marked_ending<'t>(surface: &'t str, tag: &str) -> Option<&'t str> {
    let marks: &[char] = match tag {
        "tr" | "fi" | "et" => &['\'', '’', '‘', '`', 'ʼ', ':'],
        "uz" => &['-', '\'', '’', 'ʼ', 'ʻ', '‘', '–'],
        "az" | "kk" | "ky" | "ka" | "tt" | "tk" | "ro" | "hy" | "pl" | "hu" | "sv" => &['-', '\'', '’', '–'],
        _ => return None,
    };
    let at = surface.rfind(marks)?;
    let mark = surface[at..].chars().next()?;
    let tail = &surface[at + mark.len_utf8()..];
    let stem = &surface[..at];
    if stem.chars().count() < 2
        || tail.is_empty()
        || tail.chars().count() > 6
        || stem.ends_with(char::is_whitespace)
    {
        return None;
    }
    let small = tail.chars().all(|c| c.is_lowercase() || !c.is_uppercase() && c.is_alphabetic());
    // `oʻgʻli`, `Qurʼon`: apostrophes that are letters; English `Sainsbury's`; names such as `d'Or`.
    let acronym = stem.chars().all(char::is_uppercase) && stem.chars().count() > 1;
    let letter = tag == "uz" && mark != '-' && !acronym && stem.ends_with(['o', 'g', 'O', 'G']);
    let known = endings::marked(tag).contains(&tail);
    (small && !letter && known).then_some(stem)
}

/// A Latin name without the ending that is written to it in the letters of the text: `Brexitтин`.
fn without_foreign_ending<'t>(surface: &'t str, tag: &str) -> Option<&'t str> {
    if !matches!(tag, "kk" | "ky" | "tt" | "ba" | "ka" | "hy" | "uz") {
        return None;
    }
    let stem = surface.trim_end_matches(|c: char| c.is_alphabetic() && c.script() != Script::Latin);
    let tail = &surface[stem.len()..];
    let latin = stem.chars().count() > 1 && stem.ends_with(|c: char| c.is_alphabetic());
    (latin && endings::marked(tag).contains(&tail)).then_some(stem)
}

fn agglutinative(surface: &str, label: Label, tag: &str, several: bool) -> Vec<Candidate> {
    let mut out = Vec::new();
    let lower = surface.to_lowercase();
    // `Özbekstan` is no ablative.
    let country =
        |end: &str| lower.strip_suffix(end).is_some_and(|s| !s.ends_with(['й', 'а', 'о', 'a', 'o']));
    if country("stan")
        || country("стан")
        || ["stan", "стан"].iter().any(|e| lower.ends_with(e)) && known(surface, label)
    {
        return out;
    }
    // The genitive of a Romanian complement stays: `Rețeaua pentru Siguranța Aviației`.
    let complement = tag == "ro" && several && label != Label::Person;
    for Rule { ends, put, need, sure, least } in endings::rules(tag).iter().filter(|_| !complement) {
        for end in ends.split(' ') {
            let Some(stem) = lower.strip_suffix(end) else { continue };
            let last_word = stem.rsplit([' ', '-']).next().unwrap_or(stem);
            // Lower case may change lengths (`İ`): take the same number of characters off.
            let keep = surface.chars().count().saturating_sub(end.chars().count());
            let stem_text: String = surface.chars().take(keep).collect();
            let letters = last_word.chars().count();
            // Short stems need evidence, except acronyms: `АКШга`.
            let stem_word = stem_text.rsplit([' ', '-']).next().unwrap_or("");
            let capitals = letters > 1 && stem_word.chars().all(char::is_uppercase) && surface.ends_with(end);
            if letters < 2 {
                continue;
            }
            // `Oliy sudga`: behind another word a short one is safe.
            let least = if several && label != Label::Person { (*least).min(3) } else { *least };
            let bare = end.strip_prefix(put).unwrap_or(end);
            let whole = format!("{last_word}{put}");
            let (harmony, meets) = (
                endings::harmonious(tag, &whole, bare),
                matches!(need, Need::Possessive) || endings::meets(tag, last_word, bare),
            );
            let long = end.chars().count() - put.chars().count() > 2;
            let unknown_head = matches!(need, Need::Possessive)
                && stem_word.starts_with(char::is_uppercase)
                && !is_class_noun(stem_word)
                && !is_class_noun(&stem_text);
            // An accusative of a compound must close one; persons are rarely a place to be in.
            let unlikely = unknown_head && end.chars().count() == 1
                || tag == "ka" && label == Label::Person && matches!(end, "ში" | "შია");
            let sure = match (letters >= least as usize && meets, harmony) {
                _ if unlikely => 9,
                (false, _) if !capitals => 9,
                // Foreign names do not always keep to the harmony.
                (_, false) if !capitals => {
                    if long && *sure < 4 {
                        sure + 4
                    } else {
                        9
                    }
                }
                // The Turkish set the endings of names off.
                _ if unknown_head && tag == "tr" => 9,
                _ if unknown_head => (*sure).max(2),
                // `Senata`, `Конгресси`: a body that goes by its class noun alone.
                _ if !several && tag != "ro" && label == Label::Organisation && is_class_noun(&stem_text) => {
                    (*sure).min(2)
                }
                _ => *sure,
            };
            let last = last_word.chars().last().unwrap_or(' ');
            let fits = match need {
                Need::Any => true,
                Need::Vowel => endings::is_vowel(last),
                Need::Consonant => last.is_alphabetic() && !endings::is_vowel(last),
                // `Agentliyi`, `Лигасы`: only at the end of a compound.
                Need::Possessive => {
                    several && endings::possessive(tag).contains(last) && label != Label::Person
                }
                Need::Place => label != Label::Person,
                Need::Person => label == Label::Person,
                // A possessive ending is part of a compound's name.
                Need::Alone => {
                    last.is_alphabetic() && !endings::is_vowel(last) && !(several && label != Label::Person)
                }
                Need::Foreign => {
                    let consonant = last.is_alphabetic() && !endings::is_vowel(last);
                    let fits = several == (label == Label::Person);
                    let named = matches!(label, Label::Person | Label::Organisation);
                    let part = surface.rsplit(' ').next().is_some_and(is_part);
                    consonant && fits && named && !last_word.ends_with("zad") && !part
                }
                Need::DoubleT => ["тт", "tt"].iter().any(|tt| last_word.ends_with(tt)),
            };
            if !fits {
                continue;
            }
            let text = match tag {
                // `Prágában`: a last vowel is long before an ending only.
                "hu" => match (stem_text.strip_suffix('á'), stem_text.strip_suffix('é')) {
                    (Some(stem), _) => format!("{stem}a"),
                    (_, Some(stem)) => format!("{stem}e"),
                    _ => format!("{stem_text}{put}"),
                },
                "ka" if several && label != Label::Person => georgian::agreement(&stem_text, put, end),
                _ => format!("{stem_text}{put}"),
            };
            out.push(Candidate { text, sure: (sure < 9).then_some(sure) });
        }
    }
    if tag == "ro" {
        romanian::candidates(surface, label, &mut out);
    }
    if tag == "ka" && label != Label::Person {
        out.extend(georgian::with_noun(surface));
    }
    // `Бристолдогу`: names of Russian lose their `ь` before an ending.
    if matches!(tag, "kk" | "ky" | "tt") {
        let listed = |text: &String| {
            let key = fold::key(text);
            is_place(&key) || known_body(&key).is_some()
        };
        let soft = out.iter().map(|c| format!("{}ь", c.text)).filter(listed);
        let soft: Vec<Candidate> = soft.map(|text| Candidate { text, sure: None }).collect();
        out.extend(soft);
    }
    out.retain(|c| c.text != surface);
    out
}

/// The genitive of a country or town that the tables know: `Rumäniens`.
fn german(surface: &str, label: Label) -> Vec<Candidate> {
    let stem = surface.strip_suffix('s').filter(|s| label == Label::Location && known(s, label));
    stem.map(|stem| Candidate { text: stem.to_owned(), sure: Some(2) }).into_iter().collect()
}

/// Prepositions written together with the name.
fn arabic(surface: &str) -> Vec<Candidate> {
    let mut out = Vec::new();
    if script_of(surface) != Script::Arabic {
        return out;
    }
    if let Some(rest) = surface.strip_prefix("لل") {
        out.push(Candidate { text: format!("ال{rest}"), sure: (rest.chars().count() > 3).then_some(1) });
    }
    for prefix in ["وبال", "بال", "وال", "كال", "فال"] {
        if let Some(rest) = surface.strip_prefix(prefix) {
            out.push(Candidate { text: format!("ال{rest}"), sure: None });
        }
    }
    for prefix in ["و", "ب", "ل", "ف", "ك"] {
        if let Some(rest) = surface.strip_prefix(prefix).filter(|r| r.chars().count() > 2) {
            out.push(Candidate { text: rest.to_owned(), sure: None });
        }
    }
    out
}

#[cfg(test)]
mod tests;
