//! Which of its roles a participant is given.

use super::statement::Story;
use crate::types::{Lang, Participant};

/// The participants of the event, each with the role most attested in `lang` by the event's
/// documents; where none is, the one that it has already, in whatever language.
pub(super) fn participants(story: &Story, lang: Lang) -> Vec<Participant> {
    let with_role = |participant: &Participant| {
        let entity = story.entity(participant.entity);
        let roles = entity.iter().flat_map(|e| &e.roles);
        let told = roles.clone().find(|r| r.lang == lang && story.event.docs.contains(&r.doc));
        match told {
            Some(role) => Participant {
                role: Some(role.text.clone()),
                role_lang: Some(role.lang),
                ..participant.clone()
            },
            None => participant.clone(),
        }
    };
    story.event.who.iter().map(with_role).collect()
}
