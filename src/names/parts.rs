//! The parts of a person's name and what each of them is.

use unicode_script::{Script, UnicodeScript};

use super::graphemes::sounds;
use super::sound::{Distance, Sound, Writing, distance};
use crate::text::fold;

/// What a part of a person's name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Plain,
    /// A letter that stands for a given name.
    Initial,
    /// From the father's name: `Гасанович`, `Həsən oğlu`, `Ibrahimkyzy`.
    Patronymic,
    /// `al`, `bin`, `van`, `de`, `oğlu`: may be left out.
    Particle,
    /// `Jr`, `III`.
    Generation,
}

/// One word of a name with what comparison needs of it.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// As written.
    pub text: String,
    /// Folded, see [`fold::key`].
    pub key: String,
    /// How many characters the key has.
    pub length: usize,
    pub script: Script,
    pub sounds: Vec<Sound>,
    pub writing: Writing,
    pub role: Role,
    /// Joined to the part before it by a hyphen.
    pub hyphen: bool,
    /// Groups of given names with their short forms and counterparts.
    pub groups: Vec<u16>,
    /// The same by the sound alone, for words of other scripts that the table lacks.
    pub heard: Vec<u16>,
    /// Groups of spellings across scripts.
    pub spellings: Vec<u16>,
    /// Sounds by another language's reading: French or Vietnamese, where the spelling looks it.
    pub reading: Option<Vec<Sound>>,
    /// Sounds as an English speaker says the word, for words of other scripts.
    pub spoken: Option<Vec<Sound>>,
    /// Of a name in a Latin script that writes foreign names as they sound: `Şarl`, Charles.
    pub phonetic: bool,
    /// Sounds of the masculine form, where this looks like a feminine family name.
    pub masculine: Option<Vec<Sound>>,
}

impl Part {
    pub(crate) fn new(text: &str, hyphen: bool) -> Part {
        let key = fold::key(text);
        let (sounds, writing) = sounds(text);
        let groups = super::data::given_groups(&key);
        let spellings = super::data::spelling_groups(&key);
        let mut heard = Vec::new();
        if groups.is_empty() && !key.is_ascii() && script_of(text) != Script::Latin {
            heard = super::data::given_groups_by_sound(&sounds, writing);
            heard.extend(super::data::given_groups_by_spelling(&spellings));
        }
        let reading = super::readings::french(&key, text).map(|f| super::graphemes::sounds(&f).0);
        let spoken = super::readings::english(&key).map(|e| super::graphemes::sounds(&e).0);
        let role = role(text, &key);
        let masculine = czech(text).or_else(|| masculine(&key)).map(|m| super::graphemes::sounds(&m).0);
        Part {
            text: text.to_owned(),
            length: key.chars().count(),
            script: script_of(text),
            key,
            sounds,
            writing,
            role,
            hyphen,
            groups,
            heard,
            spellings,
            reading,
            spoken,
            phonetic: false,
            masculine,
        }
    }

    /// Weight as evidence: long parts say more.
    pub(crate) fn weight(&self) -> f32 {
        let n = self.sounds.iter().filter(|s| !s.faint).count().clamp(1, 8) as f32;
        match self.role {
            Role::Initial => 0.5,
            Role::Patronymic => 0.6 * n.sqrt(),
            _ => n.sqrt(),
        }
    }
}

/// Distance of the sounds of two parts.
pub(crate) fn part_distance(a: &Part, b: &Part) -> Distance {
    let plain = distance((&a.sounds, a.writing), (&b.sounds, b.writing));
    let latin = a.script == Script::Latin && b.script == Script::Latin;
    if latin && a.phonetic == b.phonetic || plain.similarity > 0.9 {
        return plain;
    }
    let (x, y) = (distance_as_read(a, (&b.sounds, b.writing)), distance_as_read(b, (&a.sounds, a.writing)));
    [x, y].into_iter().flatten().fold(plain, |best, d| if d.similarity > best.similarity { d } else { best })
}

/// The same by the other readings of a part, the nearest of them.
pub(crate) fn distance_as_read(a: &Part, other: (&[Sound], Writing)) -> Option<Distance> {
    let readings = [&a.reading, &a.spoken].into_iter().flatten();
    let found = readings.map(|sounds| distance((sounds, a.writing), other));
    found.max_by(|x, y| x.similarity.total_cmp(&y.similarity))
}

/// The first script of a text that is one.
pub(crate) fn script_of(text: &str) -> Script {
    let known = |s: &Script| !matches!(s, Script::Common | Script::Inherited);
    text.chars().map(|c| c.script()).find(known).unwrap_or(Script::Common)
}

/// Words of a name: text and whether a hyphen joins it to the word before.
pub(crate) fn words(text: &str) -> Vec<(&str, bool)> {
    let mut out = Vec::new();
    let (mut start, mut hyphen) = (None, false);
    for (i, c) in text.char_indices() {
        let inside = c.is_alphanumeric()
            || fold::is_mark(c)
            || fold::is_apostrophe(c)
            || matches!(c, 'ー' | '\u{900}'..='\u{1cff}' | '\u{3099}' | '\u{309a}' | '\u{200c}' | '\u{200d}');
        if inside {
            start.get_or_insert(i);
        } else {
            if let Some(from) = start.take() {
                out.push((&text[from..i], hyphen));
            }
            hyphen = matches!(c, '-' | '‐' | '‑' | '–' | '־') && !out.is_empty();
        }
    }
    if let Some(from) = start {
        out.push((&text[from..], hyphen));
    }
    out.retain(|(w, _)| w.chars().any(char::is_alphanumeric));
    out
}

const PARTICLES: &str = " al el ul ut ud as ad an ar at ash az bin ben ibn bint bnt abu van von der den dem de la \
    le les du des di da do dos das del della degli dello lo y e i und zu zum zur ter ten te af av of the \
    oglu ogly oghlu ogli ogly uly uulu ugli qizi gizi kyzy qyzy kizi kizy ал аль эль ас аш ат ад ар ибн бин бен \
    абу ван фон дер ден де ла ле ди да ду дель оглы оглу углы улы уулу угли кызы гызы кизи огли кизы қызы ұлы ўғли \
    қизи بن ابن بنت ال אל בן בת ";

const GENERATIONS: &str = " jr sr ii iii iv junior senior filho neto мл ст младшии старшии دوم سوم چهارم جونيور \
    الثاني الثالث ";

/// Titles and forms of address that taggers leave at a name; folded.
const TITLES: &str = " mr mrs ms miss dr prof sir lord lady dame baron baroness president prime minister king \
    queen prince princess sheikh shaikh sheik shaykh ayatollah hojatoleslam general gen colonel col capt major \
    lt sgt senator sen rep gov governor hon rev pope saint st mullah maulvi qari haji hajji imam bey bay bayan \
    xanim beylerbeyi cenap sayin ong ba hazrat hazret dato datuk datin efendi herr frau monsieur madame mme mlle m don dona donna senor senora sr sra \
    г гн гжа мистер миссис мисс господин госпожа президент премьер министр генерал полковник д р проф пан пані пани доктор \
    академик принц король мырза ханым bey hanim janob na phd md esq cbe obe mp mep dom shri furst graf grafin freiherr freifrau herzog marquess viscount \
    viscountess countess smt \
    السيد الدكتور الرييس الشيخ الملك الامير اقاي خانم دكتر ايت الله حجت الاسلام حضرت حاجي رييس جمهور שר מר ";

fn listed(list: &str, key: &str) -> bool {
    !key.is_empty()
        && list.match_indices(key).any(|(i, _)| {
            let bytes = list.as_bytes();
            bytes.get(i.wrapping_sub(1)) == Some(&b' ') && bytes.get(i + key.len()) == Some(&b' ')
        })
}

/// Titles that are nobody's name.
pub(crate) fn is_honorific(key: &str) -> bool {
    const ALWAYS: &str = " mr mrs ms dr prof sir herr monsieur mme mlle president prime minister hazrat hazret حضرت г гн господин \
        госпожа мистер миссис президент премьер пан пані senator ong dato datuk datin السيد الدكتور الرييس الشيخ اقاي دكتر ";
    listed(ALWAYS, key)
}

/// Forms of address behind a name.
pub(crate) fn is_address(key: &str) -> bool {
    const BEHIND: &str = " bey bay xanim hanim cenap ханым мырза phd md esq cbe obe mp mep ";
    listed(BEHIND, key)
}

/// Ranks of nobility that German names carry before `von`; folded.
pub(crate) fn is_rank(key: &str) -> bool {
    const RANKS: &str = " furst furstin graf grafin freiherr freifrau baron baronin ritter edler herzog herzogin prinz \
        prinzessin граф барон князь ";
    listed(RANKS, key)
}

/// Whether a folded word is a title, to be left out where something else remains.
pub(crate) fn is_title(key: &str) -> bool {
    listed(TITLES, key)
}

pub(crate) fn is_patronymic_marker(key: &str) -> bool {
    const MARKERS: &str = " oglu ogly oghlu ogli uly uulu ugli qizi gizi kyzy qyzy kizi kizy оглы оглу углы улы \
        уулу угли кызы гызы кизи огли қызы ұлы ўғли қизи угли уғли ";
    listed(MARKERS, key)
}

fn role(text: &str, key: &str) -> Role {
    let letters = key.chars().filter(|c| c.is_alphabetic()).count();
    let cased = text.chars().next().is_some_and(|c| c.is_uppercase());
    // `Ó Dochartaigh`, `Ní Bhriain`: son and daughter of.
    if matches!(text, "Ó" | "Ní" | "Nic" | "Uí") {
        return Role::Particle;
    }
    if letters == 1 && cased {
        return Role::Initial;
    }
    if listed(PARTICLES, key) {
        return Role::Particle;
    }
    if listed(GENERATIONS, key) {
        return Role::Generation;
    }
    Role::Plain
}

/// Whether a folded word looks like an East Slavic or Turkic patronymic.
pub(crate) fn looks_patronymic(key: &str) -> bool {
    const ENDS: [&str; 30] = [
        "ович",
        "евич",
        "ьич",
        "овна",
        "евна",
        "ична",
        "ивна",
        "инична",
        "ovich",
        "evich",
        "ovna",
        "evna",
        "ivna",
        "ovych",
        "evych",
        "yevich",
        "owitsch",
        "ewitsch",
        "ovitch",
        "evitch",
        "owicz",
        "ауич",
        "авич",
        "ұлы",
        "қызы",
        "кызы",
        "оглы",
        "oglu",
        "ovic",
        "ichna",
    ];
    key.chars().count() > 5 && ENDS.iter().any(|end| key.ends_with(end))
}

/// Endings by which a part can be told to be a family name.
pub(crate) fn looks_family(key: &str) -> bool {
    const ENDS: [&str; 40] = [
        "ov",
        "ev",
        "ova",
        "eva",
        "yev",
        "in",
        "ina",
        "sky",
        "skiy",
        "skyi",
        "skaya",
        "ski",
        "ska",
        "ko",
        "uk",
        "yan",
        "ian",
        "dze",
        "shvili",
        "zade",
        "zadeh",
        "li",
        "lu",
        "ов",
        "ев",
        "ова",
        "ева",
        "ин",
        "ина",
        "ский",
        "скии",
        "ская",
        "ко",
        "ук",
        "юк",
        "ян",
        "дзе",
        "швили",
        "заде",
        "лы",
    ];
    key.chars().count() > 4 && ENDS.iter().any(|end| key.ends_with(end))
}

/// `Merkelová`, `Miklová`: the Czech feminine of any name.
fn czech(text: &str) -> Option<String> {
    let stem = text.strip_suffix("ová").filter(|s| s.chars().count() > 2)?;
    Some(stem.to_lowercase())
}

/// The masculine form of a folded feminine Slavic or Slavicised family name.
fn masculine(key: &str) -> Option<String> {
    const ENDS: [(&str, &str); 16] = [
        ("ova", "ov"),
        ("eva", "ev"),
        ("ina", "in"),
        ("skaya", "skiy"),
        ("skaia", "skii"),
        ("skaja", "skij"),
        ("ska", "ski"),
        ("ovova", "ov"),
        ("ова", "ов"),
        ("ева", "ев"),
        ("ина", "ин"),
        ("ская", "скии"),
        ("ська", "ськии"),
        ("цкая", "цкии"),
        ("цька", "цькии"),
        ("ovna", "ov"),
    ];
    let ends = ENDS.iter().filter(|(f, _)| key.ends_with(f)).max_by_key(|(f, _)| f.len())?;
    (key.chars().count() > 4).then(|| format!("{}{}", &key[..key.len() - ends.0.len()], ends.1))
}
