//! Reports that tell of two happenings: the visit to one capital and, two days later, to the next.
//!
//! A document is parted only where it parts itself: paragraphs open with another day, in another town, with
//! other people. Its main news stays what it was; each other happening is an aside, which is grouped as if
//! it were a report of its own. Whatever is less plain than that stays whole.

use std::collections::BTreeSet;

use super::{features::Names, when::NewsDays};
use crate::{
    facts::date::DateMention,
    text::Span,
    types::{Annotated, Label},
};

/// Happenings of one report; what tells of more is a chronicle.
const MOST: usize = 4;

/// The sentences of a paragraph, with all that they name.
struct Paragraph {
    /// First and last sentence.
    span: Span,
    actors: BTreeSet<u32>,
    /// Set where the first sentence names one day and a town.
    opening: Option<Opening>,
}

#[derive(Clone)]
struct Opening {
    day: (i64, bool),
    towns: BTreeSet<u32>,
    actors: BTreeSet<u32>,
}

/// Paragraphs that tell of one happening: from one opening to the next.
struct Happening {
    opening: Opening,
    paragraphs: Vec<usize>,
}

/// The spans of a document that tell of another happening than its main news, one each, in order.
///
/// `body` are indices of the body's sentences, `dates` the dates of the document, `mentions` its entities
/// with the numbers of their mentions.
pub fn asides(
    annotated: &Annotated,
    body: &[usize],
    dates: &[DateMention],
    mentions: &[(u32, Vec<u32>)],
    names: &Names,
) -> Vec<Span> {
    // Two openings need two dates.
    if dates.len() < 2 {
        return Vec::new();
    }
    let paragraphs = paragraphs(annotated, body, dates, mentions, names);
    let found = happenings(&paragraphs);
    if found.len() < 2 || found.len() > MOST {
        return Vec::new();
    }
    // The lead tells the main news; where it names no day and town, the latest happening is that.
    let in_lead = found.iter().position(|h| h.paragraphs.contains(&0));
    let latest = || (0..found.len()).max_by_key(|&i| (found[i].opening.day, i));
    let Some(main) = in_lead.or_else(latest) else { return Vec::new() };
    let mut out: Vec<Span> = (found.iter().enumerate())
        .filter(|&(i, _)| i != main)
        .filter_map(|(i, happening)| aside(i, happening, &found, &paragraphs, main))
        .collect();
    out.sort_unstable();
    out
}

/// From the opening to the last paragraph that names those who take part in this happening alone.
fn aside(
    index: usize,
    happening: &Happening,
    all: &[Happening],
    paragraphs: &[Paragraph],
    main: usize,
) -> Option<Span> {
    let others = all.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, h)| &h.opening.actors);
    let elsewhere: BTreeSet<u32> = others.flatten().copied().collect();
    let own: BTreeSet<u32> = happening.opening.actors.difference(&elsewhere).copied().collect();
    let theirs = all[main].opening.actors.difference(&happening.opening.actors).next();
    if own.is_empty() || theirs.is_none() {
        return None;
    }
    let first = *happening.paragraphs.first()?;
    let in_a_row = happening.paragraphs.iter().zip(first..).take_while(|&(&p, at)| p == at).map(|(&p, _)| p);
    let last = in_a_row.filter(|&p| !paragraphs[p].actors.is_disjoint(&own)).last()?;
    Some(Span { start: paragraphs[first].span.start, end: paragraphs[last].span.end })
}

fn happenings(paragraphs: &[Paragraph]) -> Vec<Happening> {
    let mut out: Vec<Happening> = Vec::new();
    let mut told: Option<usize> = None;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if let Some(opening) = &paragraph.opening {
            let same = |h: &Happening| {
                h.opening.day == opening.day
                    || h.opening.day.1 != opening.day.1
                    || !h.opening.towns.is_disjoint(&opening.towns)
            };
            told = out.iter().position(same).or_else(|| {
                out.push(Happening { opening: opening.clone(), paragraphs: Vec::new() });
                Some(out.len() - 1)
            });
        }
        if let Some(told) = told {
            out[told].paragraphs.push(at);
        }
    }
    out
}

fn paragraphs(
    annotated: &Annotated,
    body: &[usize],
    dates: &[DateMention],
    mentions: &[(u32, Vec<u32>)],
    names: &Names,
) -> Vec<Paragraph> {
    let days = NewsDays::new(&annotated.document, dates);
    let text = annotated.document.text();
    // Where the entities stand, in order.
    let mut placed: Vec<(Span, u32)> = Vec::new();
    for (entity, of) in mentions {
        let spans = of.iter().filter_map(|&m| annotated.mentions.get(m as usize)).map(|m| m.span);
        placed.extend(spans.map(|span| (span, *entity)));
    }
    let within = |span: Span, wanted: &dyn Fn(u32) -> bool| -> BTreeSet<u32> {
        let inside = placed.iter().filter(|(s, e)| span.contains(*s) && wanted(*e));
        inside.map(|(_, entity)| *entity).collect()
    };
    let is_actor = |e: u32| matches!(names.entities[e as usize].label, Label::Person | Label::Organisation);
    let mut out: Vec<Paragraph> = Vec::new();
    let mut end: Option<u32> = None;
    for &sentence in body {
        let span = annotated.sentences[sentence].span;
        let opens = end.is_none_or(|end| text[end as usize..span.start as usize].contains('\n'));
        end = Some(span.end);
        let actors = within(span, &is_actor);
        if let (false, Some(paragraph)) = (opens, out.last_mut()) {
            paragraph.span.end = span.end;
            paragraph.actors.extend(actors);
            continue;
        }
        // Towns that the tables know: a palace and the town it stands in are not two places.
        let towns = within(span, &|e| names.is_town(e));
        let opening = match days.stated_in(span)[..] {
            [(from, to, yearless)] if from == to && !towns.is_empty() => {
                Some(Opening { day: (from, yearless), towns, actors: actors.clone() })
            }
            _ => None,
        };
        out.push(Paragraph { span, actors, opening });
    }
    out
}
