//! One line that says what happened.

use std::collections::BTreeSet;

use super::{
    align::similarity,
    language::Choice,
    naming, quality,
    select::{Drafted, outdated},
    statement::{Statement, Story},
};
use crate::types::{Cite, Conflict};

/// Characters that a headline may have.
const LONG: usize = 130;

/// The best title in the summary's language, else the beginning of the lead, with its place; empty where
/// there is neither.
pub(super) fn of(
    story: &Story,
    choice: &Choice,
    conflicts: &[Conflict],
    summary: &[Drafted],
) -> (String, Option<Cite>) {
    let stale = outdated(conflicts);
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
        return (text.trim_end_matches('.').to_owned(), Some(title.cite()));
    }
    let first = summary.first().map(|d| (d.sentence.text.clone(), story.statements[d.statement].cite()));
    let lead = first.or_else(|| {
        let mut bodies = story.statements.iter().filter(|s| !s.in_title);
        let own = bodies.clone().find(|s| choice.docs.contains(&s.doc));
        own.or_else(|| bodies.next()).map(|s| (s.text.to_owned(), s.cite()))
    });
    // A cut that leaves out who acted is no headline.
    let who: Vec<&str> =
        story.event.who.iter().filter_map(|p| story.entity(p.entity)).map(|e| e.name.as_str()).collect();
    let tells = |cut: &str| who.is_empty() || who.iter().any(|name| cut.contains(name));
    lead.map_or_else(Default::default, |(text, cite)| (shortened(&text, LONG, tells), Some(cite)))
}

/// Whole titles: a title of several sentences is not split.
fn titles<'s, 'd>(story: &'s Story<'d>, choice: &'s Choice) -> impl Iterator<Item = &'s Statement<'d>> {
    let mut seen = BTreeSet::new();
    story.statements.iter().filter(move |s| {
        let whole =
            story.document(s.doc).is_some_and(|a| s.span == a.document.title().trimmed(a.document.text()));
        s.in_title && whole && choice.docs.contains(&s.doc) && seen.insert(s.doc)
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

/// `text` without its full stop; if it is longer than `most` characters, cut after a whole clause that
/// `tells`, else after a word.
fn shortened(text: &str, most: usize, tells: impl Fn(&str) -> bool) -> String {
    let text = text.trim_end_matches(['.', '。', '۔']);
    let Some((limit, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let head = &text[..limit];
    let clause =
        [", ", "; ", " — ", " – ", "，", "、", "؛ ", "، "].iter().filter_map(|mark| head.rfind(mark)).max();
    if let Some(at) =
        clause.filter(|at| head[..*at].chars().count() >= most / 3 && quality::balanced(&head[..*at]))
        && tells(&head[..at])
    {
        return head[..at].to_owned();
    }
    let word = head.rfind(char::is_whitespace).unwrap_or(head.len());
    format!("{}…", head[..word].trim_end_matches([',', ';', ':', ' ']))
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn long_leads_end_with_a_clause_or_a_word() {
        for (text, most, want) in [
            ("The bridge opened.", 40, "The bridge opened"),
            (
                "The bridge over the Iza opened on Monday, officials said in town.",
                50,
                "The bridge over the Iza opened on Monday",
            ),
            ("The bridge over the river opened again", 20, "The bridge over the…"),
            ("货船在港口附近起火，船员全部获救，原因正在调查。", 15, "货船在港口附近起火"),
        ] {
            assert_eq!(shortened(text, most, |_| true), want);
        }
        let text = "On Monday, at the bridge over the Iza, the minister opened the new road to Sighet";
        assert_eq!(
            shortened(text, 60, |cut| cut.contains("minister")),
            "On Monday, at the bridge over the Iza, the minister opened…"
        );
    }
}
