//! Who took part in an event, and where it was.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use unicode_script::{Script, UnicodeScript};

use super::{
    features::{Names, Profile},
    setting,
};
use crate::names::is_outlet;
use crate::text::Span;
use crate::types::{DocIndex, Entity, EntityIndex, Label, Participant};

/// More names than this tell a reader nothing.
const WHO: usize = 8;
const WHERE: usize = 3;
/// Who is told of less than this share of what is told of the first is left out.
const SHARE: f32 = 0.3;
/// A person whose office a report gives took part more often than a body that it names in passing.
const IN_OFFICE: f32 = 0.3;

/// How much the reports of an event tell of an actor.
#[derive(Default)]
struct Score {
    /// Of its prominence in each.
    sum: f32,
    /// Those that name it.
    documents: u32,
    /// Those that give it an office.
    offices: u32,
}

/// Persons and organisations of an event, those first that most of its documents name and that stand
/// in their leads. `group` holds positions in `profiles` and `docs`, in time order.
pub fn who(group: &[u32], profiles: &[Profile], docs: &[DocIndex], names: &Names) -> Vec<Participant> {
    let mut scores: BTreeMap<u32, Score> = BTreeMap::new();
    for &at in group {
        let document = &profiles[at as usize];
        let (title, credit) = (document.annotated.document.title(), document.annotated.title_credit());
        let lead = document.annotated.sentences.iter().find(|s| s.span.start >= title.end).map(|s| s.span);
        for p in &document.actors {
            let entity = &names.entities[p.entity as usize];
            if !matches!(entity.label, Label::Person | Label::Organisation)
                || is_source(document, &entity.name)
                || !is_name(entity)
                || is_only_source(entity, document.spans_of(p.entity, names), title, credit, lead)
            {
                continue;
            }
            let score = scores.entry(p.entity).or_default();
            score.sum += prominence(document, p.entity, p.lead, names);
            score.documents += 1;
            score.offices += entity.roles.iter().any(|r| r.doc == docs[at as usize]) as u32;
        }
    }
    let size = group.len() as f32;
    let mut ranked: Vec<(Score, u32)> = scores
        .into_iter()
        // One voice among many may name whom it likes; half of a pair is not few.
        .filter(|(_, score)| score.documents as f32 * 4.0 >= size || score.sum >= 1.0)
        .map(|(entity, score)| (score, entity))
        .collect();
    let id = |e: u32| &names.entities[e as usize].id;
    // Of equals those in office come first.
    ranked.sort_by(|(a, x), (b, y)| {
        b.sum.total_cmp(&a.sum).then(b.offices.cmp(&a.offices)).then_with(|| id(*x).cmp(id(*y)))
    });
    let top = ranked.first().map_or(0.0, |r| r.0.sum);
    ranked.retain(|(score, _)| score.sum + IN_OFFICE * score.offices as f32 >= SHARE * top);
    ranked.truncate(WHO);
    ranked.into_iter().map(|(_, entity)| participant(entity, group, docs, names)).collect()
}

fn participant(entity: u32, group: &[u32], docs: &[DocIndex], names: &Names) -> Participant {
    let known = &names.entities[entity as usize];
    let said = |doc: DocIndex| group.iter().any(|&g| docs[g as usize] == doc);
    let role = known.roles.iter().find(|r| said(r.doc));
    Participant {
        entity: EntityIndex(entity),
        role: role.map(|r| r.text.clone()),
        role_lang: role.map(|r| r.lang),
    }
}

/// From 0 to about 2: how often, whether in the lead and in the title. A sentence counts once: a name and its
/// acronym in brackets are one.
fn prominence(document: &Profile, entity: u32, lead: bool, names: &Names) -> f32 {
    let title = document.annotated.document.title();
    let sentences = &document.annotated.sentences;
    let sentence = |s: Span| sentences.partition_point(|sentence| sentence.span.end <= s.start);
    let count = document.spans_of(entity, names).map(sentence).collect::<BTreeSet<_>>().len();
    let in_title = document.spans_of(entity, names).any(|s| title.contains(s));
    let often = (1.0 + count as f32).ln() / 2.0;
    often + if lead { 0.5 } else { 0.0 } + if in_title { 0.5 } else { 0.0 }
}

/// Whether the end of the title alone names it, or a medium is named as a source is, *Trend reports*: once and not in
/// the title, or twice and neither there nor in the first sentence. Agencies sign treaties and hold meetings too.
fn is_only_source(
    entity: &Entity,
    spans: impl Iterator<Item = Span>,
    title: Span,
    credit: Option<Span>,
    lead: Option<Span>,
) -> bool {
    let within = |place: Option<Span>, s: Span| place.is_some_and(|place| place.contains(s));
    let told: Vec<Span> = spans.filter(|s| !within(credit, *s)).collect();
    let in_passing = match told.as_slice() {
        [] if credit.is_some() => return true,
        [] => true,
        [one] => !title.contains(*one),
        [first, second] => ![first, second].iter().any(|s| title.contains(**s) || within(lead, **s)),
        _ => false,
    };
    in_passing && is_medium(entity)
}

/// What is nowhere written with a capital, in a script that has them, is no name: *the regional ministry*.
fn is_name(entity: &Entity) -> bool {
    let cased = |c: char| c.is_lowercase() && c.script() != Script::Georgian;
    let capital = |text: &str| text.chars().any(|c| c.is_uppercase()) || !text.chars().any(cased);
    entity.variants.is_empty() || entity.variants.iter().any(|v| capital(&v.text))
}

/// News agencies and media that reports are taken from; written down by hand, as they call themselves in
/// several languages.
static MEDIA: LazyLock<FxHashSet<&str>> = LazyLock::new(|| include_str!("media.txt").lines().collect());

/// By the list, by an address (`URA.RU`), or by what its name says that it is (`Europa Press`).
fn is_medium(entity: &Entity) -> bool {
    let mut called = entity.variants.iter().map(|v| v.text.as_str()).chain([entity.name.as_str()]);
    let address = |name: &str| match name.rsplit_once('.') {
        Some((site, end)) => {
            let letters = |text: &str| text.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.');
            site.chars().count() > 2
                && letters(site)
                && (2..=5).contains(&end.chars().count())
                && letters(end)
        }
        None => false,
    };
    entity.label == Label::Organisation
        && called.any(|name| MEDIA.contains(name) || address(name) || is_outlet(name))
}

/// The outlet that publishes a report takes no part in what it tells.
fn is_source(document: &Profile, name: &str) -> bool {
    document.annotated.document.source().is_some_and(|s| s.eq_ignore_ascii_case(name))
}

/// Where an event was: towns and the like first, then the country.
pub fn places(group: &[u32], profiles: &[Profile], names: &Names) -> Vec<EntityIndex> {
    let (mut specific, mut lands): (Scores, Scores) = Default::default();
    for &at in group {
        for (entity, weight) in where_told(&profiles[at as usize], names) {
            let list = if names.is_territory(entity) { &mut lands } else { &mut specific };
            let score = list.entry(entity).or_default();
            *score = (score.0 + weight, score.1 + 1);
        }
    }
    // A single text may call much a place; a town of the tables is one.
    let enough = if group.len() > 1 { group.len().div_ceil(2).max(2) as u32 } else { 1 };
    specific.retain(|&e, (_, count)| *count >= enough || names.country_code(e).is_some());
    let mut specific = ranked(specific, WHERE - 1, 0.6, names);
    // Of places that are told alike, the one that fewer texts name lies in the other.
    let spread = |e: u32| names.entities[e as usize].mentions.len();
    if let [a, b] = specific[..]
        && a.1 < 1.5 * b.1
        && spread(a.0) > spread(b.0)
    {
        specific.swap(0, 1);
    }
    // Towns of two countries are told without either, or the one of which less is told not at all.
    let code = |e: u32| names.country_code(e);
    let abroad = match specific[..] {
        [a, b] => code(b.0).is_some() && code(a.0) != code(b.0) && (code(a.0).is_some() || lands.len() > 1),
        _ => false,
    };
    if abroad && code(specific[0].0).is_some() && specific[1].1 < ALIKE * specific[0].1 {
        specific.truncate(1);
    }
    let home = specific.iter().find_map(|&(town, _)| country_of(town, &lands, names));
    let home = home.filter(|_| !abroad || specific.len() == 1);
    let mut out: Vec<EntityIndex> = specific.iter().map(|x| EntityIndex(x.0)).collect();
    match home {
        Some(land) => out.push(EntityIndex(land)),
        // A land beside a town that lies in another would be taken for the town's own.
        None if specific.iter().any(|&(town, _)| names.country_code(town).is_some()) => {}
        None => out.extend(ranked(lands, 1, 0.0, names).iter().map(|x| EntityIndex(x.0))),
    }
    out
}

/// Two places are told alike if the one has this share of the other's weight.
const ALIKE: f32 = 0.8;

/// Weight of a place and how many documents give it.
type Scores = BTreeMap<u32, (f32, u32)>;

/// The first `keep` by weight that have `share` of the highest.
fn ranked(scores: Scores, keep: usize, share: f32, names: &Names) -> Vec<(u32, f32)> {
    let mut list: Vec<(u32, f32)> = scores.into_iter().map(|(e, (weight, _))| (e, weight)).collect();
    let id = |e: u32| &names.entities[e as usize].id;
    list.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| id(a.0).cmp(id(b.0))));
    let top = list.first().map_or(0.0, |x| x.1);
    list.retain(|x| x.1 >= share * top);
    list.truncate(keep);
    list
}

/// What is left of the weight of a place of which something is said, not at which it happens.
const OF: f32 = 0.7;

/// A dateline tells where a report was written; that is mostly, not always, where it happened.
const DATELINE: f32 = 0.8;

/// The places that a document's dateline, title and first sentences name, with their weights.
fn where_told(profile: &Profile, names: &Names) -> BTreeMap<u32, f32> {
    let annotated = profile.annotated;
    let document = &annotated.document;
    // Where a report was written tells nothing of what it tells aside.
    let dateline = document.dateline().filter(|_| profile.extent.aside.is_none());
    let body: Vec<usize> = (profile.sentences.iter().copied())
        .filter(|&i| annotated.sentences[i].span.start >= document.title().end)
        .take(2)
        .collect();
    let dateline = dateline.filter(|d| {
        let written = d.place.and_then(|place| names.place(annotated.text(place)));
        !is_elsewhere(profile, written, body.first().copied(), names)
    });
    let head = document.dateline().map(|d| d.span);
    let weight = |at: u32| {
        if head.is_some_and(|d| d.start <= at && at < d.end) {
            return if dateline.is_some() { DATELINE } else { 0.0 };
        }
        if at < document.title().end {
            return 0.8;
        }
        match body.iter().position(|&i| annotated.sentence_at(at) == Some(i)) {
            Some(0) => 1.5,
            Some(_) => 0.5,
            None => 0.0,
        }
    };
    let mut out: BTreeMap<u32, f32> = BTreeMap::new();
    let mut tell = |entity: u32, weight: f32| {
        let best = out.entry(names.same_place(entity)).or_default();
        *best = best.max(weight);
    };
    for p in &profile.places {
        let set = |s: Span| {
            let within = annotated.sentence_at(s.start).map(|i| &annotated.sentences[i]);
            let read = within.filter(|w| setting::is_read(w.lang));
            read.is_none_or(|w| setting::is_set_in(document.text(), w.span, s, w.lang))
        };
        let told = |s: Span| match weight(s.start) {
            weight if weight > 0.0 && !set(s) => OF * weight,
            weight => weight,
        };
        let best = profile.spans_of(p.entity, names).map(told).fold(0.0, f32::max);
        if best > 0.0 {
            tell(p.entity, best);
        }
    }
    // Where the tagger missed the dateline's place, its name may be known from elsewhere.
    if let Some(written) = dateline.and_then(|d| d.place)
        && let Some(entity) = names.place(annotated.text(written))
    {
        tell(entity, DATELINE);
    }
    out
}

/// Whether the first sentence is set in another country than the reporter, and names nothing of the reporter's.
fn is_elsewhere(profile: &Profile, written: Option<u32>, lead: Option<usize>, names: &Names) -> bool {
    let Some(lead) = lead.map(|i| &profile.annotated.sentences[i]) else { return false };
    let document = &profile.annotated.document;
    let head = document.dateline().map(|d| d.span);
    let land = |e: u32| names.country_code(e).or(names.entities[e as usize].territory.as_deref());
    let Some(home) = written.and_then(land) else { return false };
    let mut set = false;
    for p in &profile.places {
        let spans = profile.spans_of(p.entity, names);
        let told = spans.filter(|s| lead.span.contains(*s) && head.is_none_or(|h| !h.overlaps(*s)));
        for span in told {
            match land(p.entity) {
                Some(land) if land == home => return false,
                Some(_) => set |= setting::is_set_in(document.text(), lead.span, span, lead.lang),
                None => {}
            }
        }
    }
    set
}

/// The country of a town, if a document of the event names it.
fn country_of(city: u32, lands: &Scores, names: &Names) -> Option<u32> {
    let code = names.country_code(city)?;
    let mut own = lands.keys().filter(|&&l| names.entities[l as usize].territory.as_deref() == Some(code));
    own.next().copied()
}
