//! Which of its roles a participant is given.

use std::collections::BTreeSet;

use unicode_script::{Script, UnicodeScript};

use super::statement::Story;
use crate::{
    text::Span,
    types::{DocIndex, Entity, EntityIndex, Label, Lang, Participant, Role},
};

/// The participants of the event, each with the role most attested in `lang` by the event's
/// documents; where none is, an English one, else that which most give.
pub(super) fn participants(story: &Story, lang: Lang) -> Vec<Participant> {
    let with_role = |participant: &Participant| {
        let Some(entity) = story.entity(participant.entity) else { return participant.clone() };
        let of_event = || entity.roles.iter().filter(|r| story.event.docs.contains(&r.doc));
        let told = of_event().filter(|r| r.lang == lang).find(|r| is_base(story, entity, r));
        // Better none than one in the case of another sentence, or in another language.
        let bare = of_event().any(|r| r.lang == lang);
        let english = |r: &&Role| r.lang != Lang::new("en");
        let other = || of_event().filter(|r| is_base(story, entity, r)).min_by_key(english);
        match told.or_else(|| if bare { None } else { other() }) {
            Some(role) => Participant {
                role: Some(trimmed(&role.text).to_owned()).filter(|role| !role.is_empty()),
                role_lang: Some(role.lang),
                ..participant.clone()
            },
            None => Participant { role: None, role_lang: None, ..participant.clone() },
        }
    };
    let told: Vec<&Participant> =
        story.event.who.iter().filter(|p| is_readable(story, p.entity, lang)).collect();
    let told = if told.is_empty() { story.event.who.iter().collect() } else { told };
    told.into_iter().map(with_role).collect()
}

/// Whether readers of `lang` can tell who it is. A body that a minority of the reports name, in letters of another
/// language, is mostly one that others name in theirs.
fn is_readable(story: &Story, entity: EntityIndex, lang: Lang) -> bool {
    let Some(entity) = story.entity(entity).filter(|e| e.label == Label::Organisation) else { return true };
    let docs: BTreeSet<DocIndex> =
        entity.mentions.iter().map(|m| m.doc).filter(|doc| story.event.docs.contains(doc)).collect();
    let latin = |c: char| !c.is_alphabetic() || matches!(c.script(), Script::Latin | Script::Common);
    let own = || docs.iter().any(|&doc| story.document(doc).is_some_and(|d| d.languages.lang == lang));
    entity.name.chars().all(latin) || 2 * docs.len() >= story.event.docs.len() || own()
}

/// Languages in which an office stands in the case of the name beside it.
const INFLECTED: [&str; 17] =
    ["ru", "uk", "be", "pl", "cs", "sk", "sl", "sr", "hr", "bs", "el", "lt", "lv", "hu", "fi", "et", "ka"];

/// Bytes between a role and its name: a space, a quotation mark.
const BESIDE: u32 = 4;

/// Whether the name beside a role stands in its base form, hence the role too.
fn is_base(story: &Story, entity: &Entity, role: &Role) -> bool {
    if !INFLECTED.contains(&role.lang.as_str()) {
        return true;
    }
    let Some(annotated) = story.document(role.doc) else { return true };
    let own = entity.mentions.iter().filter(|m| m.doc == role.doc);
    let spans = own.filter_map(|m| annotated.mentions.get(m.mention as usize)).map(|m| m.span);
    let apart = |s: &Span| s.start.abs_diff(role.span.end).min(role.span.start.abs_diff(s.end));
    let beside = spans.filter(|s| apart(s) <= BESIDE).min_by_key(apart);
    let surface = beside.map(|span| span.of(annotated.document.text()));
    let variant = entity.variants.iter().find(|v| Some(v.text.as_str()) == surface && v.lang == role.lang);
    variant.is_none_or(|v| v.base == v.text)
}

/// A role without the marks at its ends that are not its own.
fn trimmed(role: &str) -> &str {
    let balanced = super::quality::balanced(role);
    let own = |c: char| {
        c.is_alphanumeric() || balanced && matches!(c, '"' | '»' | '«' | '“' | '”' | '(' | ')' | '.')
    };
    role.trim_matches(|c| !own(c))
}
