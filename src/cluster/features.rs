//! What is compared between two documents, in the open.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use unicode_script::Script;

use super::{
    outline::{Extent, Outline},
    parts,
    when::{self, Days},
    words::{self, Weighted},
};
use crate::{
    facts::{date, number},
    names::place,
    text::Span,
    types::{Annotated, Entity, Label, Lang, similarity},
};

/// Documents of a background in which names and numbers have the shares below, so that rarity is
/// sound in a run of three documents too.
const BACKGROUND: f32 = 100.0;
/// Sentences of a document that are compared one by one.
const SENTENCES: usize = 12;

/// An entity in a document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Presence {
    pub entity: u32,
    /// Rarity in the run times prominence in the document times what its kind says of an event.
    pub weight: f32,
    /// In the title or the first sentences.
    pub lead: bool,
}

/// A document or an aside of one, prepared for comparison. All lists are sorted.
pub struct Profile<'a> {
    /// Position of the document in the run.
    pub at: usize,
    pub annotated: &'a Annotated,
    pub extent: Extent,
    pub vector: Cow<'a, [f32]>,
    pub lang: Lang,
    /// The kind of its writing.
    pub writing: u8,
    /// Day of publication, counted from 1970.
    pub published: Option<i64>,
    /// When that happened which it reports.
    pub when: Option<Days>,
    /// The last day that its first sentences name.
    pub latest: Option<i64>,
    /// Indices of the sentences of the report: title first, datelines left out.
    pub sentences: Vec<usize>,
    /// How many of them are title or lead.
    pub keys: usize,
    /// Persons, organisations and other names that are no places.
    pub actors: Vec<Presence>,
    pub places: Vec<Presence>,
    pub countries: Countries,
    pub words: Weighted,
    /// The words of title and lead.
    pub head: Weighted,
    /// Numbers of the text with their rarity; years, dates and small counts left out.
    pub numbers: Vec<(u64, f32)>,
}

/// ISO codes of the countries in which the places of a text lie, as far as the tables know.
pub struct Countries {
    /// All, sorted.
    pub named: Vec<String>,
    /// Those of title and first sentences.
    pub lead: Vec<String>,
    /// A town is among the places of the lead.
    pub town: bool,
}

impl Countries {
    fn of(places: &[Presence], names: &Names) -> Self {
        let code = |p: &Presence| names.country_of(p.entity).map(str::to_owned);
        let mut named: Vec<_> = places.iter().filter_map(code).collect();
        named.sort_unstable();
        named.dedup();
        let lead: Vec<_> = places.iter().filter(|p| p.lead).filter_map(code).collect();
        Self { named, lead, town: places.iter().any(|p| p.lead && names.is_town(p.entity)) }
    }

    /// Both leads are set in a town, and no country of either lead is in the other text.
    fn are_apart(&self, other: &Self) -> bool {
        let strange =
            |lead: &[String], named: &[String]| !lead.iter().any(|c| named.binary_search(c).is_ok());
        self.town && other.town && strange(&self.lead, &other.named) && strange(&other.lead, &self.named)
    }
}

/// What the run knows of its entities.
pub struct Names<'e> {
    pub entities: &'e [Entity],
    /// For each document the entities with their mentions, by entity.
    pub mentions: Vec<Vec<(u32, Vec<u32>)>>,
    rarity: Vec<f32>,
    /// For each entity the kinds of writing in which the run names it, one bit each.
    writings: Vec<u8>,
    /// Places by what texts call them, lower case.
    places: FxHashMap<String, u32>,
}

impl<'e> Names<'e> {
    pub fn new(documents: &[Annotated], entities: &'e [Entity]) -> Self {
        let mut mentions: Vec<Vec<(u32, Vec<u32>)>> = vec![Vec::new(); documents.len()];
        let mut rarity = Vec::with_capacity(entities.len());
        let mut writings = Vec::with_capacity(entities.len());
        for (e, entity) in entities.iter().enumerate() {
            let (mut holding, mut written) = (0, 0);
            for m in &entity.mentions {
                let Some(list) = mentions.get_mut(m.doc.0 as usize) else { continue };
                match list.last_mut() {
                    Some((last, of)) if *last == e as u32 => of.push(m.mention),
                    _ => {
                        list.push((e as u32, vec![m.mention]));
                        holding += 1;
                        written |= writing(documents[m.doc.0 as usize].languages.script);
                    }
                }
            }
            writings.push(written);
            let usual = match entity.label {
                Label::Location if entity.territory.is_some() => 0.08,
                Label::Location => 0.02,
                _ => 0.005,
            };
            rarity.push(rarity_of(documents.len(), holding, usual));
        }
        let mut places = FxHashMap::default();
        for (e, entity) in entities.iter().enumerate().filter(|(_, e)| e.label == Label::Location) {
            let written = entity.variants.iter().flat_map(|v| [v.text.as_str(), v.base.as_str()]);
            for name in written.chain([entity.name.as_str()]) {
                places.entry(name.to_lowercase()).or_insert(e as u32);
            }
        }
        Self { entities, mentions, rarity, writings, places }
    }

    /// The place that a text calls so. One for all that are written alike.
    pub fn place(&self, written: &str) -> Option<u32> {
        self.places.get(&written.to_lowercase()).copied()
    }

    pub fn is_place(&self, entity: u32) -> bool {
        self.entities[entity as usize].label == Label::Location
    }

    pub fn is_territory(&self, entity: u32) -> bool {
        self.is_place(entity) && self.entities[entity as usize].territory.is_some()
    }

    /// Whether the tables know in which country a place that is none lies.
    pub fn is_town(&self, entity: u32) -> bool {
        self.is_place(entity) && !self.is_territory(entity) && self.country_code(entity).is_some()
    }

    /// One for all places of one name, should the run hold them apart.
    pub fn same_place(&self, place: u32) -> u32 {
        self.place(self.name(place)).unwrap_or(place)
    }

    /// ISO code of the country of a town that the tables know.
    pub fn country_code(&self, town: u32) -> Option<&'static str> {
        place::city(self.name(town)).map(|c| c.territory)
    }

    /// ISO code of the country that a place is, or in which the tables know it.
    fn country_of(&self, place: u32) -> Option<&str> {
        self.entities[place as usize].territory.as_deref().or_else(|| self.country_code(place))
    }

    /// Whether a text in this kind of writing would be seen to hold the entity: names are not always
    /// recognised from one to the other.
    fn is_known_in(&self, entity: u32, writing: u8) -> bool {
        self.writings[entity as usize] & writing != 0
    }

    pub fn name(&self, entity: u32) -> &str {
        &self.entities[entity as usize].name
    }
}

/// Scripts between which names keep their letters are one kind; vowels left out, syllables and signs are others.
fn writing(script: Script) -> u8 {
    match script {
        Script::Latin | Script::Cyrillic | Script::Greek | Script::Georgian | Script::Armenian => 1,
        Script::Arabic => 2,
        Script::Hebrew => 4,
        Script::Han | Script::Hiragana | Script::Katakana => 8,
        Script::Hangul => 16,
        _ => 32,
    }
}

/// Information of a thing that `holding` of `documents` have and, elsewhere, a share of `usual`.
fn rarity_of(documents: usize, holding: usize, usual: f32) -> f32 {
    ((documents as f32 + BACKGROUND) / (holding as f32 + BACKGROUND * usual)).ln().max(0.0)
}

/// Prepare the documents of a run, in their order, each followed by its asides.
pub fn profiles<'a>(documents: &'a [Annotated], names: &Names) -> Vec<Profile<'a>> {
    use rayon::prelude::*;
    let outlined = |(at, annotated): (usize, &'a Annotated)| {
        let whole = Outline::whole(annotated);
        let asides = parts::asides(annotated, whole.body(), &whole.dates, &names.mentions[at], names);
        whole.parted(annotated, asides).into_iter().map(move |outline| (at, annotated, outline))
    };
    let outlines: Vec<_> = documents.par_iter().enumerate().flat_map_iter(outlined).collect();
    let texts: Vec<_> = outlines.iter().map(|(_, d, outline)| outline.text(d.document.text())).collect();
    let headed: Vec<words::Headed> = (texts.iter().zip(&outlines))
        .map(|((text, head), (_, d, outline))| {
            let title = if outline.in_title > 0 { d.document.title().end as usize } else { 0 };
            words::Headed { text, title, head: *head, lang: d.languages.lang }
        })
        .collect();
    let vectors = words::tf_idf(&headed);
    let mut out: Vec<Profile> = outlines
        .into_par_iter()
        .zip(vectors)
        .map(|((at, annotated, outline), words)| profile(at, annotated, outline, words, names))
        .collect();
    let mut holding: FxHashMap<u64, usize> = FxHashMap::default();
    out.iter().flat_map(|p| &p.numbers).for_each(|&(n, _)| *holding.entry(n).or_default() += 1);
    for profile in &mut out {
        for (number, rarity) in &mut profile.numbers {
            *rarity = rarity_of(documents.len(), holding[number], usual_number(f64::from_bits(*number)));
        }
    }
    out
}

/// How often a number is met in any news: small and round ones are everywhere.
fn usual_number(value: f64) -> f32 {
    let round = value >= 10.0 && value % 10f64.powf(value.log10().floor()) == 0.0;
    match value {
        v if v.fract() != 0.0 => 0.005,
        _ if round => 0.05,
        v if v < 100.0 => 0.03,
        v if v < 1000.0 => 0.01,
        _ => 0.004,
    }
}

fn profile<'a>(
    at: usize,
    annotated: &'a Annotated,
    outline: Outline,
    (words, head): (Weighted, Weighted),
    names: &Names,
) -> Profile<'a> {
    let here = |span: Span| outline.extent.holds(span);
    let document = &annotated.document;
    let lang = annotated.languages.lang;
    let dateline = document.dateline().map(|d| d.span);
    let told = document.published().map(|p| p.date);
    // A weekday is told from where the reporter stands.
    let near = document.dateline().and_then(|d| d.date).filter(|d| d.civil().is_some()).or(told);
    let weekdays = near.map_or_else(Vec::new, |near| date::recent_days(document.text(), lang, near));
    let report =
        when::Report::new(annotated, &outline.sentences, outline.in_title, &outline.dates, &weekdays);
    let (when, latest) = (report.days(), report.latest());

    let (mut actors, mut places) = (Vec::new(), Vec::new());
    for (entity, of) in &names.mentions[at] {
        let starts = of.iter().filter_map(|&m| annotated.mentions.get(m as usize)).map(|m| m.span);
        let starts = starts.filter(|&s| here(s));
        // The agency that signs a report takes no part in what it tells.
        let told: Vec<_> =
            starts.filter(|s| names.is_place(*entity) || dateline.is_none_or(|d| !d.contains(*s))).collect();
        let Some(first) = told.iter().map(|s| s.start).min() else { continue };
        let lead = first < outline.lead_end;
        let prominence = (1.0 + (told.len() as f32).ln()) * if lead { 1.0 } else { 0.6 };
        let presence =
            Presence { entity: *entity, weight: prominence * names.rarity[*entity as usize], lead };
        if names.is_place(*entity) { places.push(presence) } else { actors.push(presence) }
    }
    actors.sort_by_key(|p| p.entity);
    places.sort_by_key(|p| p.entity);

    let mut numbers: Vec<(u64, f32)> = number::quantities(document.text(), lang)
        .into_iter()
        .filter(|q| here(q.span))
        .filter(|q| dateline.is_none_or(|d| !d.overlaps(q.span)))
        .filter(|q| !outline.dates.iter().any(|d| d.span.overlaps(q.span)))
        .map(|q| q.value.abs())
        .filter(|v| v.is_finite() && (*v >= 10.0 || v.fract() != 0.0))
        .filter(|v| !(v.fract() == 0.0 && (1900.0..2100.0).contains(v)))
        .map(|v| (v.to_bits(), 0.0))
        .collect();
    numbers.sort_unstable_by_key(|n| n.0);
    numbers.dedup_by_key(|n| n.0);

    let published = document.published().and_then(|p| p.date.civil()).map(when::day_number);
    let countries = Countries::of(&places, names);
    Profile {
        at,
        annotated,
        vector: outline.vector(annotated),
        extent: outline.extent,
        lang,
        writing: writing(annotated.languages.script),
        published,
        when,
        latest,
        sentences: outline.sentences,
        keys: outline.keys,
        actors,
        places,
        countries,
        words,
        head,
        numbers,
    }
}

impl Profile<'_> {
    pub fn id(&self) -> &str {
        self.annotated.document.id()
    }

    pub fn has_vectors(&self) -> bool {
        !self.vector.is_empty()
    }

    /// Where the document names an entity.
    pub fn spans_of(&self, entity: u32, names: &Names) -> impl Iterator<Item = Span> + '_ {
        let mentions = &names.mentions[self.at];
        let own = mentions.binary_search_by_key(&entity, |m| m.0).map(|at| mentions[at].1.clone());
        own.unwrap_or_default()
            .into_iter()
            .filter_map(|m| self.annotated.mentions.get(m as usize))
            .map(|m| m.span)
            .filter(|&span| self.extent.holds(span))
    }

    /// The vector of one of [`Profile::sentences`].
    pub fn sentence_vector(&self, sentence: usize) -> &[f32] {
        &self.annotated.sentences[self.sentences[sentence]].vector
    }
}

/// How many features a pair has.
pub const FEATURES: usize = 14;

/// The features of a pair. Each is 0 where nothing is known, so that what a document lacks speaks
/// neither way.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Features {
    /// Share of the actors' weight that both have, 0 to 1.
    pub actors: f32,
    /// How much the shared actors tell together, 0 to 1: one minus the chance of a coincidence.
    pub rare_actors: f32,
    /// The same for places.
    pub places: f32,
    /// Dot product of the documents' vectors.
    pub vector: f32,
    /// Title and lead of each against the best sentence of the other, mean.
    pub lead: f32,
    /// Each of the first sentences of either against the best of the other, mean.
    pub body: f32,
    /// TF-IDF cosine; 0 across languages.
    pub words: f32,
    /// The same for the words of title and lead.
    pub head: f32,
    /// Share of the numbers' information that both have, 0 to 1.
    pub numbers: f32,
    /// 1 where the texts date the happening alike, one half where a day apart.
    pub same_date: f32,
    /// Days between the dates that the texts give, beyond one, as a share of a week.
    pub other_date: f32,
    /// Days between the publications, as a share of ten days.
    pub time: f32,
    /// Share of the lead actors of either that the other does not name at all, though it could; the smaller of
    /// the two.
    pub strangers: f32,
    /// Both leads name a specific place, and no specific place is in both texts.
    pub places_apart: f32,
    /// Both leads are set in a town, no country of either is in the other text, and nobody is in both. It has no
    /// weight: it is a veto.
    pub countries_apart: bool,
}

impl Features {
    pub const NAMES: [&'static str; FEATURES] = [
        "actors",
        "rare_actors",
        "places",
        "vector",
        "lead",
        "body",
        "words",
        "head",
        "numbers",
        "same_date",
        "other_date",
        "time",
        "strangers",
        "places_apart",
    ];

    pub fn values(&self) -> [f32; FEATURES] {
        let f = self;
        [
            f.actors,
            f.rare_actors,
            f.places,
            f.vector,
            f.lead,
            f.body,
            f.words,
            f.head,
            f.numbers,
            f.same_date,
            f.other_date,
            f.time,
            f.strangers,
            f.places_apart,
        ]
    }
}

/// Compare two documents. Symmetric.
pub fn compare(a: &Profile, b: &Profile, names: &Names) -> Features {
    let (actors, rare) = shared(&a.actors, &b.actors, names);
    let (_, places) = shared(&a.places, &b.places, names);
    let same_lang = a.lang == b.lang;
    let (same_date, other_date) = match (a.when, b.when) {
        (Some(x), Some(y)) if x.of_text() && y.of_text() => match x.gap(y) {
            0 => (1.0, 0.0),
            1 => (0.5, 0.0),
            gap => (0.0, (gap - 1).min(7) as f32 / 7.0),
        },
        _ => (0.0, 0.0),
    };
    let time = match (a.published, b.published) {
        (Some(x), Some(y)) => (x - y).abs().min(10) as f32 / 10.0,
        _ => 0.0,
    };
    let (lead, body) = best_matches(a, b);
    Features {
        actors,
        rare_actors: saturated(rare, 8.0),
        places: saturated(places, 6.0),
        vector: similarity(&a.vector, &b.vector).max(0.0),
        lead,
        body,
        words: if same_lang { words::dot(&a.words, &b.words) } else { 0.0 },
        head: if same_lang { words::dot(&a.head, &b.head) } else { 0.0 },
        numbers: shared_numbers(a, b),
        same_date,
        other_date,
        time,
        strangers: strangers(a, b, names).min(strangers(b, a, names)),
        places_apart: if places_apart(a, b, names) { 1.0 } else { 0.0 },
        countries_apart: rare == 0.0 && places == 0.0 && a.countries.are_apart(&b.countries),
    }
}

fn saturated(sum: f32, scale: f32) -> f32 {
    1.0 - (-sum / scale).exp()
}

/// The share of weight that two lists have in common, and the rarity of what they share.
fn shared(a: &[Presence], b: &[Presence], names: &Names) -> (f32, f32) {
    let (mut i, mut j, mut common, mut rare) = (0, 0, 0.0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].entity.cmp(&b[j].entity) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += a[i].weight.min(b[j].weight);
                // A name in passing tells less than one in the lead.
                let prominence = if a[i].lead && b[j].lead { 1.0 } else { 0.5 };
                rare += prominence * names.rarity[a[i].entity as usize];
                i += 1;
                j += 1;
            }
        }
    }
    let total = |list: &[Presence]| list.iter().map(|p| p.weight).sum::<f32>();
    let norm = (total(a) * total(b)).sqrt();
    (if norm > 0.0 { common / norm } else { 0.0 }, rare)
}

/// Sentences of each against the best of the other, mean: of title and lead, and of all.
fn best_matches(a: &Profile, b: &Profile) -> (f32, f32) {
    let (rows, columns) = (a.sentences.len().min(SENTENCES), b.sentences.len().min(SENTENCES));
    if rows == 0 || columns == 0 || !a.has_vectors() || !b.has_vectors() {
        return (0.0, 0.0);
    }
    let (mut best_a, mut best_b) = ([0.0f32; SENTENCES], [0.0f32; SENTENCES]);
    for (row, of_a) in best_a.iter_mut().enumerate().take(rows) {
        for (column, of_b) in best_b.iter_mut().enumerate().take(columns) {
            let product = similarity(a.sentence_vector(row), b.sentence_vector(column));
            *of_a = of_a.max(product);
            *of_b = of_b.max(product);
        }
    }
    let mean = |best: &[f32], n: usize| best[..n].iter().sum::<f32>() / n.max(1) as f32;
    let both = |n: usize, m: usize| (mean(&best_a, n.min(rows)) + mean(&best_b, m.min(columns))) / 2.0;
    (both(a.keys, b.keys), both(rows, columns))
}

fn shared_numbers(a: &Profile, b: &Profile) -> f32 {
    let common: f32 =
        a.numbers.iter().filter(|n| b.numbers.binary_search_by_key(&n.0, |m| m.0).is_ok()).map(|n| n.1).sum();
    let total = |p: &Profile| p.numbers.iter().map(|n| n.1).sum::<f32>();
    // Three nats of doubt, so that one shared number of two is no proof.
    common / (total(a).min(total(b)) + 3.0)
}

/// Numbers that stand in both documents.
pub fn numbers_in_common(a: &Profile, b: &Profile) -> Vec<f64> {
    let both = a.numbers.iter().filter(|n| b.numbers.binary_search_by_key(&n.0, |m| m.0).is_ok());
    both.map(|n| f64::from_bits(n.0)).collect()
}

/// Share of the actors in the lead of `a` whom `b` names nowhere, though it could.
fn strangers(a: &Profile, b: &Profile, names: &Names) -> f32 {
    let lead = a.actors.iter().filter(|p| p.lead && names.is_known_in(p.entity, b.writing));
    let (mut all, mut absent) = (0.0, 0.0);
    for p in lead {
        all += p.weight;
        if b.actors.binary_search_by_key(&p.entity, |q| q.entity).is_err() {
            absent += p.weight;
        }
    }
    if all > 0.0 { absent / all } else { 0.0 }
}

fn places_apart(a: &Profile, b: &Profile, names: &Names) -> bool {
    let specific = |p: &&Presence| !names.is_territory(p.entity);
    let has = |p: &Profile, other: &Profile| {
        let known = |q: &Presence| names.is_known_in(q.entity, other.writing);
        p.places.iter().filter(specific).any(|q| q.lead && known(q))
    };
    let both = |p: &Presence| b.places.binary_search_by_key(&p.entity, |q| q.entity).is_ok();
    has(a, b) && has(b, a) && !a.places.iter().filter(specific).any(both)
}

/// Entities that stand in both documents, the most telling first.
pub fn entities_in_common(a: &Profile, b: &Profile) -> Vec<u32> {
    let both = |p: &[Presence], q: &[Presence]| -> Vec<(f32, u32)> {
        p.iter()
            .filter_map(|x| {
                let at = q.binary_search_by_key(&x.entity, |y| y.entity).ok()?;
                Some((x.weight.min(q[at].weight), x.entity))
            })
            .collect()
    };
    let mut all = both(&a.actors, &b.actors);
    all.extend(both(&a.places, &b.places));
    all.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    all.into_iter().map(|x| x.1).collect()
}
