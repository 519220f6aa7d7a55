//! From mentions to persons, organisations and places: which names of a run are one.
//!
//! [`link`] cleans (`clean`) and folds the mentions (`mention`), joins what one document calls one thing
//! (`document`, with the introductions of `introduce`, the short forms of `short` and the offices of
//! `role`), then joins these chains over the run (`across`, on the grounds of `evidence`; `bare` for
//! what has no full name), and names what came out (`canonical`, with `agree` and `written`; `id`). Every spelling but the
//! canonical one carries the reasons for which it was counted in; what stays unclear stays apart.
//!
//! Reasons given here, besides those of a comparison of names: `introduced` (`X (Y)` in a text),
//! `introduced-elsewhere` (in another document), `acronym` (first letters, or the acronym two names
//! share), `short-form`, `initials`, `inflected`, `romanised`, `territory`, `same-officer` (one
//! person holds the same office in both), `context` (the same office or company), `spelling`, `ambiguous` (a bare name that several bearers of the document may claim), and `decision` (the user's
//! own, see [`crate::decisions`]).

mod across;
mod agree;
mod bare;
mod canonical;
mod clean;
mod decisions;
mod document;
mod evidence;
mod id;
mod inflect;
mod institution;
mod introduce;
mod key;
mod korean;
mod mention;
#[cfg(test)]
mod naming_tests;
mod office;
mod rewritten;
mod role;
mod short;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod written;

use std::collections::BTreeMap;

use crate::decisions::{Decisions, Outcome};
use crate::types::{Annotated, DocIndex, Entity, Label, MentionRef, Role};

/// The entities of a run, persons first, then organisations, places, events and the rest, each kind
/// by the number of its mentions. Every mention with a letter in it belongs to exactly one entity, but
/// for fragments and common nouns (`Board of`, `the Party`), which name nobody.
///
/// The order of `documents` decides nothing but the order of an entity's mentions: entities, names
/// and ids are the same whichever document comes first.
pub fn link(documents: &[Annotated]) -> Vec<Entity> {
    link_decided(documents, &Decisions::default()).0
}

/// The same with what the user decided, and what came of each decision, in the order of the lines.
///
/// A decision overrules names, offices and company alike; only two kinds of things are never joined.
/// What it changed carries the reason `decision`.
pub fn link_decided(documents: &[Annotated], decisions: &Decisions) -> (Vec<Entity>, Vec<Outcome>) {
    // Documents in an order of their own, by id and text.
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by(|&a, &b| {
        let key = |i: usize| (documents[i].document.id(), documents[i].document.text());
        key(a).cmp(&key(b)).then(a.cmp(&b))
    });
    let sorted: Vec<&Annotated> = order.iter().map(|&i| &documents[i]).collect();
    let mut forms = mention::Forms::new(decisions::Apart::new(decisions));
    let items = mention::collect(&sorted, &mut forms);
    let mut chains = Vec::new();
    for (doc, document) in sorted.iter().enumerate() {
        chains.extend(document::chains(doc, document, &items[doc], &forms));
    }
    let mut clusters = across::Run::new(&sorted, &items, &forms, &chains).clusters();
    let applying = decisions::Applying { documents: &sorted, items: &items, forms: &forms, chains: &chains };
    let outcomes = applying.apply(decisions, &mut clusters);
    let chosen = canonical::decided(decisions, &applying, &clusters);

    let mut entities: Vec<Entity> = Vec::with_capacity(clusters.len());
    for (id, cluster) in clusters.iter().enumerate() {
        let mut named = canonical::named(cluster, &chains, &sorted, &items, &forms);
        if let Some((name, reason)) = chosen.get(&id) {
            named.rename(name, reason);
        }
        let members = || cluster.chains.iter().map(|&c| &chains[c]);
        let mut mentions: Vec<MentionRef> = members()
            .flat_map(|chain| {
                let doc = DocIndex(order[chain.doc] as u32);
                chain.items.iter().map(move |&i| (doc, chain.doc, i))
            })
            .map(|(doc, d, i)| MentionRef { doc, mention: items[d][i].mention })
            .collect();
        mentions.sort_unstable();
        let roles = if cluster.label == Label::Person {
            roles(members(), &sorted, &items, &order)
        } else {
            Vec::new()
        };
        entities.push(Entity {
            id: String::new(),
            label: cluster.label,
            name: named.name,
            names: named.names,
            variants: named.variants,
            mentions,
            roles,
            territory: named.territory.map(str::to_owned),
        });
    }
    entities.sort_by(|a, b| {
        let texts = |e: &Entity| e.variants.iter().map(|v| v.text.clone()).collect::<Vec<_>>();
        let roles = |e: &Entity| e.roles.iter().map(|r| r.text.clone()).collect::<Vec<_>>();
        (a.label, std::cmp::Reverse(a.mentions.len()), &a.name)
            .cmp(&(b.label, std::cmp::Reverse(b.mentions.len()), &b.name))
            .then_with(|| texts(a).cmp(&texts(b)))
            .then_with(|| roles(a).cmp(&roles(b)))
    });
    id::assign(&mut entities);
    (entities, outcomes)
}

/// The distinct roles of a person, most attested first, each where it stands first.
fn roles<'c>(
    chains: impl Iterator<Item = &'c document::Chain>,
    documents: &[&Annotated],
    items: &[Vec<mention::Item>],
    order: &[usize],
) -> Vec<Role> {
    let mut found: BTreeMap<String, (u32, Role)> = BTreeMap::new();
    for chain in chains {
        for office in &chain.offices {
            let text = documents[chain.doc].text(office.span);
            let lang = items[chain.doc][chain.items[0]].lang;
            let doc = DocIndex(order[chain.doc] as u32);
            let role = Role { text: text.to_owned(), lang, doc, span: office.span };
            found.entry(format!("{} {lang}", key::folded(text))).or_insert((0, role)).0 += 1;
        }
    }
    let mut roles: Vec<(u32, Role)> = found.into_values().collect();
    roles.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.text.cmp(&b.1.text)));
    roles.into_iter().map(|(_, role)| role).collect()
}
