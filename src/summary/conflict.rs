//! Where the sources of an event differ.
//!
//! Only figures of one matter are compared. What became of people is one matter throughout an event;
//! amounts of money and counts are, where each document gives one; any others only between sentences
//! that are each other's nearest (see `figures`). Numbers that rounding, “at least” or “about”
//! reconcile do not differ.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::{
    agreement,
    align::{RELATED, similarity},
    eras::{self, Pace},
    figures,
    lexicon::{self, Cue},
    matter, planned, revised, stance,
    statement::{Statement, Story},
};
use crate::{
    facts::number::{Bound, Quantity, Unit, UnitKind, phrase},
    text::Span,
    types::{Cite, Conflict, ConflictKind, ConflictValue, DocIndex, PartialDate},
};

/// At most so many claims of one source alone.
const SINGLE_SOURCE: usize = 2;

/// A figure that a document gives.
#[derive(Clone, Copy)]
pub(super) struct Claim {
    pub statement: usize,
    pub quantity: Quantity,
}

/// All documents that give one value.
pub(super) struct Group {
    pub quantity: Quantity,
    pub claims: Vec<Claim>,
}

/// The points on which the documents of `story` differ, in order of matter and kind.
pub(super) fn find(story: &Story) -> Vec<Conflict> {
    let mut out = Vec::new();
    if story.event.docs.len() < 2 {
        // One report can tell two sides.
        revisions(story, &mut out);
        return out;
    }
    let by_unit = claims(story);
    for (unit, by_doc) in &by_unit {
        match unit.kind {
            UnitKind::Toll => tolls(story, *unit, by_doc, &mut out),
            UnitKind::Duration if !matches!(unit.code, "year" | "minute" | "second") => {}
            _ if figures::RANKED.contains(&unit.code) => {}
            _ => totals(story, *unit, by_doc, &mut out),
        }
    }
    revisions(story, &mut out);
    details(story, &mut out);
    agreement::stages(story, &mut out);
    out.extend(planned::days(story));
    out.extend(stance::differing(story));
    out.extend(alone(story, &by_unit));
    out
}

type ByDoc = BTreeMap<usize, Vec<Claim>>;

/// What each document says, by what is counted. Parts of wholes and figures of other years are left
/// out.
fn claims(story: &Story) -> BTreeMap<Unit, ByDoc> {
    let mut out: BTreeMap<Unit, ByDoc> = BTreeMap::new();
    // Where nothing tells when it happened, that was no earlier than the last year that is named.
    let last_year = LazyCell::new(|| story.statements.iter().flat_map(bare_years).max());
    for (index, statement) in story.statements.iter().enumerate() {
        if statement.quantities.is_empty() || elsewhen(story, statement, || *last_year) {
            continue;
        }
        for &quantity in statement.quantities.iter().filter(|q| !q.whole && !is_age(statement, q)) {
            let Some(unit) = quantity.unit else { continue };
            out.entry(unit)
                .or_default()
                .entry(statement.rank)
                .or_default()
                .push(Claim { statement: index, quantity });
        }
    }
    out
}

/// The years of a person, of whom an event has many: `10-year-old`, `34-летний`, `(6 سنوات)`.
pub(super) fn is_age(statement: &Statement, quantity: &Quantity) -> bool {
    const AGED: [&str; 16] = [
        "old",
        "летн",
        "річн",
        "гадов",
        "годишн",
        "jährig",
        "jarig",
        "letni",
        "letý",
        "yaş",
        "жас",
        "yosh",
        "tuổi",
        "岁",
        "歳",
        "წლის",
    ];
    // `aged`, `de 7 años de edad`, `يبلغ من العمر`
    const OF_AGE: [&str; 17] = [
        "aged",
        "age of",
        "âgé",
        "edad",
        "idade",
        " età",
        "vârst",
        "возраст",
        "віком",
        "віці",
        "wieku",
        "věku",
        "العمر",
        "عمره",
        "عمرها",
        "البالغ",
        "im Alter",
    ];
    if quantity.unit.is_none_or(|u| u.code != "year") {
        return false;
    }
    let (start, end) = (quantity.span.start as usize, quantity.span.end as usize);
    let after: String = statement.text[start..].chars().take(AGE).collect();
    let head = &statement.text[..start];
    let from = head.char_indices().rev().nth(AGE).map_or(0, |(at, _)| at);
    let bracketed = head.ends_with('(') && statement.text[end..].starts_with([')', ',']);
    bracketed
        || AGED.iter().any(|word| after.contains(word))
        || OF_AGE.iter().any(|word| head[from..].contains(word))
}

/// Characters in which a figure and the word that makes it an age stand.
const AGE: usize = 14;

/// Background: the sentence dates itself more than two months away from the event, or below the lead names an
/// earlier year.
fn elsewhen(story: &Story, statement: &Statement, last_year: impl Fn() -> Option<i16>) -> bool {
    let told = || story.published(statement).and_then(|p| p.date.civil());
    let Some(from) = story.event.when.as_ref().and_then(|w| w.from.civil()).or_else(told) else {
        return statement.position >= LEAD
            && last_year().is_some_and(|year| names_earlier_year(statement, year));
    };
    let day = |d: PartialDate| {
        let year = d.year?;
        PartialDate::day(year, d.month.unwrap_or(from.month() as u8), d.day.unwrap_or(15)).civil()
    };
    let mut days = statement.dates.iter().filter_map(|d| day(d.from)).peekable();
    if days.peek().is_none() {
        return statement.position >= LEAD && names_earlier_year(statement, from.year());
    }
    days.all(|d| (d - from).get_days().abs() > 62)
}

/// Title and sentences in which a year is more often that of what stands there now: *the bridge, built in 1985*.
const LEAD: usize = 2;

/// Whether a bare year before `year` stands in a sentence, and no other.
fn names_earlier_year(statement: &Statement, year: i16) -> bool {
    let years = bare_years(statement);
    !years.is_empty() && years.into_iter().all(|y| y < year)
}

/// The numbers of a sentence that are years and count nothing.
fn bare_years(statement: &Statement) -> Vec<i16> {
    let counted = |span: Span| statement.quantities.iter().any(|q| q.span.overlaps(span));
    let tokens = phrase::tokens(statement.text, statement.lang);
    let bare = tokens.iter().filter(|t| t.kind == phrase::Kind::Numeral && !counted(t.span));
    let years = bare.filter_map(|t| {
        let digits: Option<Vec<u32>> = t.key.chars().map(phrase::digit).collect();
        let value = digits.filter(|d| d.len() == 4)?.into_iter().fold(0, |v, d| 10 * v + d);
        (1900..=2100).contains(&value).then_some(value as i16)
    });
    years.collect()
}

/// What became of people: the first figure of each document, which its other figures may only refine.
fn tolls(story: &Story, unit: Unit, by_doc: &ByDoc, out: &mut Vec<Conflict>) {
    let firm = by_doc.values().filter_map(|claims| {
        // *One more has died* is no toll, nor is *nobody was hurt* beside those who were.
        let some = claims.iter().any(|c| c.quantity.value > 0.0);
        let is_toll =
            |c: &&Claim| (unit.code != "dead" || !c.quantity.further) && (c.quantity.value > 0.0 || !some);
        let claims: Vec<&Claim> = claims.iter().filter(is_toll).collect();
        let current: Vec<&Claim> = claims.iter().copied().filter(|c| !is_earlier(story, c)).collect();
        let first = **current.first().or(claims.first())?;
        let exact =
            current.iter().find(|c| c.quantity.bound == Bound::Exact && c.quantity.agrees(&first.quantity));
        Some(exact.map_or(first, |c| **c))
    });
    let mut groups = grouped(firm.collect(), same_toll);
    if groups.len() < 2 {
        return;
    }
    // Wherever else a document gives its figure, it proves it too.
    for group in &mut groups {
        let docs: BTreeSet<usize> = group.claims.iter().map(|c| story.statements[c.statement].rank).collect();
        let all =
            docs.iter().flat_map(|doc| &by_doc[doc]).filter(|c| same_toll(&c.quantity, &group.quantity));
        group.claims = all.copied().collect();
        group.claims.sort_by_key(|c| (c.statement, c.quantity.span.start));
    }
    // The missing are found, the injured go home; only what has happened for good cannot become less.
    let pace = if unit.code == "missing" { Pace::Changing } else { Pace::Rising };
    tell(story, unit.code, pace, eras::split(story, groups, pace), out);
}

/// Figures of one time contradict each other, those of a later one update them; one that is told only later was no
/// side before.
fn tell(story: &Story, about: &str, pace: Pace, eras: Vec<Vec<Group>>, out: &mut Vec<Conflict>) {
    let Some((last, replaced)) = eras.split_last() else { return };
    let anew = if replaced.is_empty() {
        eras::settled(story, last, pace).or_else(|| eras::risen(story, last))
    } else {
        None
    };
    // Only where there is but one era.
    let left_out = anew.filter(|&at| eras::told_later(story, last, at));
    for era in &eras {
        let groups: Vec<&Group> =
            era.iter().enumerate().filter(|(at, _)| Some(*at) != left_out).map(|(_, group)| group).collect();
        if groups.len() > 1 {
            out.push(conflict(story, about, ConflictKind::Contradicts, &groups));
        }
    }
    if !replaced.is_empty() {
        let groups: Vec<&Group> = replaced.iter().flatten().chain(last.last()).collect();
        out.push(conflict(story, about, ConflictKind::Updates, &groups));
    } else if let Some(at) = anew {
        let others = last.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, group)| group);
        let groups: Vec<&Group> = others.chain([&last[at]]).collect();
        out.push(conflict(story, about, ConflictKind::Updates, &groups));
    }
}

/// *At least 14* is a count of 14 so far, *more than 200* a round figure that 210 refines.
fn same_toll(a: &Quantity, b: &Quantity) -> bool {
    let round = |q: &Quantity| q.bound != Bound::Exact && q.value >= 10.0 && q.value % 10.0 == 0.0;
    a.value == b.value || (round(a) || round(b)) && a.agrees(b)
}

fn is_earlier(story: &Story, claim: &Claim) -> bool {
    let statement = &story.statements[claim.statement];
    let tokens = phrase::tokens(statement.text, statement.lang);
    let cues = lexicon::of(statement.lang);
    (0..tokens.len()).any(|at| cues.at(&tokens, at, |c| *c == Cue::Earlier).is_some())
}

/// Amounts and counts where each document gives just one: then they are the same thing's.
fn totals(story: &Story, unit: Unit, by_doc: &ByDoc, out: &mut Vec<Conflict>) {
    let mut single: Vec<Claim> = Vec::new();
    for claims in by_doc.values() {
        let first = claims[0];
        if claims.iter().all(|c| c.quantity.agrees(&first.quantity)) {
            let exact = claims.iter().find(|c| c.quantity.bound == Bound::Exact);
            single.push(*exact.unwrap_or(&first));
        }
    }
    let mut groups = grouped(single, Quantity::agrees);
    let documents = |g: &Group| g.claims.len();
    let Some(main) = (0..groups.len()).rev().max_by_key(|&i| documents(&groups[i])) else { return };
    let main = groups.swap_remove(main);
    let apart = |g: &Group| {
        let (a, b) = (g.quantity.value, main.quantity.value);
        a.max(b) / a.min(b)
    };
    let least = |g: &Group| g.quantity.value >= LEAST;
    groups.retain(|g| least(g) && least(&main) && apart(g) <= LEAP && is_linked(story, unit, g, &main));
    let reach = reach(unit);
    let far: Vec<u64> =
        groups.iter().filter(|g| apart(g) > reach).map(|g| g.quantity.value.to_bits()).collect();
    let is_far = |g: &Group| far.contains(&g.quantity.value.to_bits());
    let of_main = main.quantity.value;
    groups.push(main);
    groups.sort_by_key(|g| g.claims[0].statement);
    // Figures far apart are of one thing only where the later one replaces the other.
    let mut eras = eras::split(story, groups, Pace::Settled);
    for era in &mut eras {
        let falls = |g: &Group| of_main > FALL * g.quantity.value;
        if era.len() > 1 || era.iter().any(falls) {
            era.retain(|g| !is_far(g));
        }
    }
    eras.retain(|era| !era.is_empty());
    tell(story, &subject(unit), Pace::Settled, eras, out);
}

/// Smaller counts are too often of different things.
const LEAST: f64 = 2.0;
/// A later figure is at most so many times the one it replaces.
const LEAP: f64 = 5.0;
/// And at least so much of it.
const FALL: f64 = 2.5;
/// Sentences that name the same and each give their report's only figure need not be as near.
const NAMED: f32 = 0.2;
/// And those without a name in common.
const UNNAMED: f32 = 0.33;

/// The largest of several figures of one thing is at most so many times the smallest.
fn reach(unit: Unit) -> f64 {
    match unit {
        // An event has several groups of people.
        Unit { code: "people", .. } => 1.25,
        Unit { kind: UnitKind::Money, .. } => 2.5,
        _ => 1.5,
    }
}

/// A group must have a sentence that is about what a sentence of the other is about.
fn is_linked(story: &Story, unit: Unit, group: &Group, main: &Group) -> bool {
    let (a, b) = (group.quantity.value, main.quantity.value);
    let near = a.max(b) <= 1.25 * a.min(b) && unit.kind == UnitKind::Money;
    let mut pairs = group.claims.iter().flat_map(|a| main.claims.iter().map(move |b| (a, b)));
    pairs.any(|(a, b)| {
        let (a, b) = (&story.statements[a.statement], &story.statements[b.statement]);
        let early = a.position.max(b.position) <= 2 && near;
        let named = !a.entities.is_disjoint(&b.entities);
        let least = if named { NAMED } else { UNNAMED };
        early || named && a.vector.is_empty() || similarity(a, b) >= least
    })
}

fn claim(story: &Story, &(statement, at): &matter::Figure) -> Claim {
    Claim { statement, quantity: story.statements[statement].quantities[at] }
}

/// Whether `out` has the same values in one conflict already.
fn is_told(out: &[Conflict], groups: &[Group]) -> bool {
    out.iter().any(|c| groups.iter().all(|g| c.values.iter().any(|v| v.value == shown(&g.quantity))))
}

/// Figures that one source sets against each other.
fn revisions(story: &Story, out: &mut Vec<Conflict>) {
    for pair in revised::pairs(story) {
        let groups = pair.figures.map(|figures| {
            let claims: Vec<Claim> = figures.iter().map(|f| claim(story, f)).collect();
            Group { quantity: claims[0].quantity, claims }
        });
        if is_told(out, &groups) {
            continue;
        }
        let about = pair.unit.map_or_else(|| "figure".to_owned(), subject);
        if pair.sides {
            let groups: Vec<&Group> = groups.iter().collect();
            out.push(conflict(story, &about, ConflictKind::Contradicts, &groups));
            continue;
        }
        let day = |g: &Group| {
            let days = g.claims.iter();
            let days = days.filter_map(|c| story.published(&story.statements[c.statement])?.date.civil());
            days.min()
        };
        let later = day(&groups[0]) < day(&groups[1]);
        let eras = match groups {
            [old, new] if pair.anew && later => vec![vec![old], vec![new]],
            groups => vec![Vec::from(groups)],
        };
        tell(story, &about, Pace::Settled, eras, out);
    }
}

/// Other figures: those of sentences about one matter, whatever they count.
fn details(story: &Story, out: &mut Vec<Conflict>) {
    for (unit, figures) in figures::differing(story) {
        let mut claims: Vec<Claim> = figures.iter().map(|f| claim(story, f)).collect();
        // Documents that agree with one of the sides in a related sentence are its witnesses.
        let sides = claims.clone();
        for (index, statement) in story.statements.iter().enumerate().filter(|(_, s)| !s.in_title) {
            let related = |c: &Claim| similarity(statement, &story.statements[c.statement]) >= RELATED;
            let agrees = |q: &Quantity| {
                q.unit == unit && sides.iter().any(|c| c.quantity.value == q.value && related(c))
            };
            if let Some(quantity) = statement.quantities.iter().find(|q| agrees(q)) {
                claims.push(Claim { statement: index, quantity: *quantity });
            }
        }
        let mut seen = BTreeSet::new();
        claims.retain(|c| seen.insert((c.statement, c.quantity.span.start)));
        claims.sort_by_key(|c| (c.statement, c.quantity.span.start));
        let about = match unit {
            Some(unit) => subject(unit),
            None => noun(story, &claims),
        };
        let groups = grouped(claims, Quantity::agrees);
        if groups.len() > 1 && !is_told(out, &groups) {
            tell(story, &about, Pace::Settled, eras::split(story, groups, Pace::Settled), out);
        }
    }
}

/// What figures without a unit count, where an English source says it.
fn noun(story: &Story, claims: &[Claim]) -> String {
    let counted = |c: &Claim| figures::counted(&story.statements[c.statement], &c.quantity);
    claims.iter().find_map(counted).unwrap_or_else(|| "figure".to_owned())
}

/// What a unit counts, for a reader.
fn subject(unit: Unit) -> String {
    let name = match unit.code {
        "m3" => "cubic metres",
        "m2" => "square metres",
        "km2" => "square kilometres",
        "km" => "kilometres",
        "m" => "metres",
        "cm" => "centimetres",
        "kmh" => "kilometres an hour",
        "kg" => "kilograms",
        "MW" => "megawatts",
        "GW" => "gigawatts",
        "kWh" => "kilowatt-hours",
        "percent" => "per cent",
        "celsius" => "degrees Celsius",
        code => code,
    };
    match unit.kind {
        UnitKind::Money => format!("{name} amount"),
        UnitKind::Duration => format!("duration in {name}s"),
        UnitKind::Measure if MEASURED.contains(&name) => format!("{name}s"),
        _ => name.to_owned(),
    }
}

/// Measures whose names are told in the plural.
const MEASURED: [&str; 6] = ["mile", "gram", "tonne", "litre", "hectare", "barrel"];

/// Grave figures in the title or lead of one source that no other source has a figure for.
fn alone(story: &Story, by_unit: &BTreeMap<Unit, ByDoc>) -> Vec<Conflict> {
    let origins: BTreeSet<DocIndex> = story.origins.iter().copied().collect();
    if origins.len() < 2 || story.event.docs.len() < 3 {
        return Vec::new();
    }
    let grave = by_unit.iter().filter(|(u, by_doc)| u.kind == UnitKind::Toll && by_doc.len() == 1);
    let salient = grave.filter_map(|(unit, by_doc)| {
        let claim = by_doc.values().next()?.first()?;
        let statement = &story.statements[claim.statement];
        let group = Group { quantity: claim.quantity, claims: vec![*claim] };
        (statement.position == 0 && claim.quantity.value > 0.0)
            .then(|| conflict(story, unit.code, ConflictKind::SingleSource, &[&group]))
    });
    salient.take(SINGLE_SOURCE).collect()
}

/// Claims that agree, together; exact figures found the groups.
fn grouped(mut claims: Vec<Claim>, agree: fn(&Quantity, &Quantity) -> bool) -> Vec<Group> {
    claims.sort_by_key(|c| (c.quantity.bound, c.statement, c.quantity.span.start));
    let mut groups: Vec<Group> = Vec::new();
    for claim in claims {
        match groups.iter_mut().find(|g| agree(&g.quantity, &claim.quantity)) {
            Some(group) => group.claims.push(claim),
            None => groups.push(Group { quantity: claim.quantity, claims: vec![claim] }),
        }
    }
    for group in &mut groups {
        group.claims.sort_by_key(|c| (c.statement, c.quantity.span.start));
    }
    groups.sort_by_key(|g| g.claims[0].statement);
    groups
}

fn conflict(story: &Story, about: &str, kind: ConflictKind, groups: &[&Group]) -> Conflict {
    let cite = |claim: &Claim| -> Cite { story.statements[claim.statement].cite() };
    let values = groups.iter().map(|group| {
        let mut cites: Vec<Cite> = group.claims.iter().map(cite).collect();
        cites.dedup();
        ConflictValue { value: shown(&group.quantity), cites }
    });
    Conflict { about: about.to_owned(), kind, values: values.collect() }
}

/// `12`, `at least 14`, `2.2 billion EUR`, `3 years`.
fn shown(quantity: &Quantity) -> String {
    let bound = match quantity.bound {
        Bound::Exact => "",
        Bound::AtLeast => "at least ",
        Bound::About => "about ",
        Bound::AtMost => "at most ",
    };
    let (value, scale) = match quantity.value {
        v if v >= 1e12 => (v / 1e12, " trillion"),
        v if v >= 1e9 => (v / 1e9, " billion"),
        v if v >= 1e6 => (v / 1e6, " million"),
        v => (v, ""),
    };
    let value = (value * 1e6).round() / 1e6;
    let unit = match quantity.unit {
        Some(u) if u.kind == UnitKind::Money => format!(" {}", u.code),
        Some(u) if u.code == "second" && quantity.value >= 3600.0 => {
            let seconds = quantity.value.round();
            let (hours, rest) = ((seconds / 3600.0).floor(), seconds % 3600.0);
            return format!("{bound}{hours}:{:02}:{:02}", (rest / 60.0).floor(), rest % 60.0);
        }
        Some(u) if u.code == "minute" && quantity.value > 60.0 => {
            let minutes = quantity.value.round();
            return format!("{bound}{} h {} min", (minutes / 60.0).floor(), minutes % 60.0);
        }
        Some(u) if u.kind == UnitKind::Duration => {
            format!(" {}{}", u.code, if quantity.value == 1.0 { "" } else { "s" })
        }
        _ => String::new(),
    };
    format!("{bound}{value}{scale}{unit}")
}
