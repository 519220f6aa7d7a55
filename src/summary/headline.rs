//! One line that says what happened.

use std::collections::BTreeSet;

use super::{
    align::{RELATED, similarity},
    cut::{self, Cut, Names},
    language::Choice,
    naming, quality,
    select::{Drafted, outdated},
    statement::{Statement, Story},
};
use crate::types::{Cite, Conflict, Entity, Label, Lang};

/// Characters that a headline may have.
const LONG: usize = 130;
/// What ends a sentence and no headline.
const STOPS: [char; 3] = ['.', '。', '۔'];

/// The best title in the summary's language, else what can be cut from the lead, with its place; empty
/// where there is neither.
pub(super) fn of(
    story: &Story,
    choice: &Choice,
    conflicts: &[Conflict],
    summary: &[Drafted],
) -> (String, Option<Cite>) {
    let stale = outdated(conflicts, |_| true);
    let mut best: Option<(f32, &Statement)> = None;
    for statement in titles(story, choice) {
        let value = worth(story, statement, summary)
            - if stale.iter().any(|c| c.doc == statement.doc && c.span.overlaps(statement.span)) {
                1.0
            } else {
                0.0
            };
        if best.is_none_or(|(b, _)| value > b) {
            best = Some((value, statement));
        }
    }
    if let Some((_, title)) = best {
        // Titles may call people by their short names.
        let named = naming::apply(story, title, &title.entities);
        let text = named.map_or_else(|_| title.text.to_owned(), |n| n.text);
        // Three dots say that something is missing.
        let text = if text.ends_with("..") { &text } else { text.trim_end_matches(STOPS) };
        // A title that is a long sentence is cut as a lead is.
        let text = match text.chars().count() > LONG {
            true => match cut::shortened(text, LONG, &names(story, title, choice.lang)) {
                Cut::Clean(short) => short,
                Cut::Broken(_) => text.to_owned(),
            },
            false => text.to_owned(),
        };
        return (text, Some(title.cite()));
    }
    let told: Vec<(&str, &Statement)> =
        summary.iter().map(|d| (&*d.sentence.text, &story.statements[d.statement])).collect();
    // Of the leads the one that says most, not the earliest.
    let first = summary.first().map(|d| story.statements[d.statement].position);
    let leads = summary.iter().zip(&told).filter(|(_, (_, s))| Some(s.position) == first);
    let fullest = leads.min_by_key(|(d, _)| d.choice).map(|(_, told)| *told);
    let lead = fullest.or_else(|| {
        let mut bodies = story.statements.iter().filter(|s| !s.in_title);
        let own = bodies.clone().find(|s| choice.docs.contains(&s.doc));
        own.or_else(|| bodies.next()).map(|s| (s.text, s))
    });
    let Some((text, statement)) = lead else { return Default::default() };
    let names = names(story, statement, choice.lang);
    match cut::shortened(text, LONG, &names) {
        Cut::Clean(text) => (text, Some(statement.cite())),
        // Rather the lead of another report than a broken sentence.
        Cut::Broken(broken) => {
            let short = |(text, _): &&(&str, &Statement)| text.chars().count() <= LONG && names.tells(text);
            let about = |(_, s): &&(&str, &Statement)| s.position == 0 && similarity(s, statement) >= RELATED;
            match told.iter().filter(about).find(short) {
                Some((text, other)) => (text.trim_end_matches(STOPS).to_owned(), Some(other.cite())),
                None => (broken, Some(statement.cite())),
            }
        }
    }
}

/// Who acts in the event, and the persons of a statement with their offices.
fn names<'s>(story: &'s Story, statement: &Statement, lang: Lang) -> Names<'s> {
    let who = story.event.who.iter().filter_map(|p| story.entity(p.entity));
    let persons = statement.entities.iter().filter_map(|&e| story.entity(e));
    Names {
        lang,
        actors: who.flat_map(called).collect(),
        persons: persons
            .filter(|e| e.label == Label::Person)
            .map(|e| (called(e), e.roles.iter().map(|r| r.text.as_str()).collect()))
            .collect(),
    }
}

/// All that an entity is called, the longest first.
fn called(entity: &Entity) -> Vec<&str> {
    let variants = entity.variants.iter().map(|v| v.text.as_str());
    let mut all: Vec<&str> =
        entity.names.values().map(String::as_str).chain([entity.name.as_str()]).chain(variants).collect();
    all.sort_by_key(|name| (std::cmp::Reverse(name.len()), *name));
    all.dedup();
    all
}

/// Whole titles: a title of several sentences is not split.
fn titles<'s, 'd>(story: &'s Story<'d>, choice: &'s Choice) -> impl Iterator<Item = &'s Statement<'d>> {
    let mut seen = BTreeSet::new();
    story.statements.iter().filter(move |s| {
        let whole = || story.document(s.doc).is_some_and(|a| s.span == a.told_title());
        s.in_title && choice.docs.contains(&s.doc) && whole() && seen.insert(s.doc)
    })
}

fn worth(story: &Story, title: &Statement, summary: &[Drafted]) -> f32 {
    let chars = title.text.chars().count();
    let mut worth =
        summary.iter().map(|d| similarity(title, &story.statements[d.statement])).fold(0.0, f32::max);
    let core = story.event.who.iter().take(4).map(|p| p.entity).chain(story.event.places.iter().copied());
    let core: BTreeSet<_> = core.collect();
    if !core.is_empty() {
        worth += 0.6 * core.intersection(&title.entities).count() as f32 / core.len() as f32;
    }
    if story.origins[title.rank] == title.doc {
        worth += 0.1;
    }
    if !quality::balanced(title.text) || chars > LONG {
        worth -= 0.5;
    }
    if title.text.ends_with(['?', '？', '؟']) {
        worth -= 0.4;
    }
    if title.text.contains(['"', '“', '«']) {
        worth -= 0.1;
    }
    worth
}
