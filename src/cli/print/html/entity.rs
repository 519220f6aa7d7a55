//! Names: every entity with its spellings and what joined them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Write},
};

use super::text::{Text, Tongue};
use crate::{
    cli::print::{Story, clean, digest},
    types::{Entity, EntityIndex},
};

pub fn write(story: &Story, named: &BTreeSet<EntityIndex>, out: &mut String) -> fmt::Result {
    if named.is_empty() {
        return Ok(());
    }
    let mut events: BTreeMap<EntityIndex, Vec<usize>> = BTreeMap::new();
    for (number, event) in (1..).zip(story.events()) {
        let actors: BTreeSet<EntityIndex> =
            event.who.iter().map(|p| p.entity).chain(event.places.iter().copied()).collect();
        actors.into_iter().for_each(|at| events.entry(at).or_default().push(number));
    }
    writeln!(out, "<section id=\"names\">\n<h2>Names</h2>")?;
    for &at in named {
        let events = events.get(&at).map_or(&[][..], Vec::as_slice);
        entity(at, &story.report.entities[at.0 as usize], events, out)?;
    }
    writeln!(out, "</section>")
}

fn entity(at: EntityIndex, entity: &Entity, events: &[usize], out: &mut String) -> fmt::Result {
    let heading = format!(
        "<b><bdi>{}</bdi></b> <small>{}, {}</small>",
        Text(&digest::one_line(&entity.name)),
        entity.label.as_str(),
        digest::count(entity.mentions.len(), "mention")
    );
    let links =
        events.iter().map(|n| format!("<a href=\"#e{n}\">event {n}</a>")).collect::<Vec<_>>().join(", ");
    let plain = entity.variants.iter().all(|v| v.text == entity.name) && entity.roles.is_empty();
    if plain {
        let links = if links.is_empty() { links } else { format!(" {links}") };
        return writeln!(out, "<div id=\"n{}\">{heading}{links}</div>", at.0);
    }
    writeln!(out, "<details id=\"n{}\"><summary>{heading}</summary>", at.0)?;
    if !links.is_empty() {
        writeln!(out, "<p>{links}</p>")?;
    }
    if !entity.roles.is_empty() {
        let mut seen = BTreeSet::new();
        let roles = entity.roles.iter().filter(|role| seen.insert(&role.text));
        let roles = roles.map(|role| {
            format!("<span{}>{}</span>", Tongue(role.lang, &role.text), Text(&clean(&role.text)))
        });
        writeln!(out, "<p>{}</p>", roles.collect::<Vec<_>>().join("; "))?;
    }
    writeln!(
        out,
        "<table>\n<tr><th>spelling</th><th>base form</th><th>language</th><th>times</th><th>why</th></tr>"
    )?;
    for variant in &entity.variants {
        let reasons = variant.reasons.iter().map(|r| format!("{}: {}", r.code, digest::one_line(&r.detail)));
        let reasons = reasons.collect::<Vec<_>>().join("; ");
        let (text, base) = (digest::one_line(&variant.text), digest::one_line(&variant.base));
        let tongue = Tongue(variant.lang, &text);
        writeln!(
            out,
            "<tr><td{tongue}>{}</td><td{tongue}>{}</td><td>{}</td><td>{}</td><td><bdi>{}</bdi></td></tr>",
            Text(&text),
            Text(&base),
            variant.lang,
            variant.count,
            Text(&reasons)
        )?;
    }
    writeln!(out, "</table></details>")
}
