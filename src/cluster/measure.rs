//! Features and groups of labelled documents as text, for `scripts/events/`.

use std::{collections::BTreeSet, fmt::Write};

use super::*;

/// A table of all pairs that grouping looks at, and of those that `labels` call one event.
pub(crate) fn pairs(documents: &[Annotated], entities: &[Entity], labels: &serde_json::Value) -> String {
    let names = Names::new(documents, entities);
    let profiles = whole(documents, &names);
    let at: FxHashMap<&str, u32> = profiles.iter().zip(0..).map(|(p, at)| (p.id(), at)).collect();
    let seen: BTreeSet<_> = candidates::pairs(&profiles).into_iter().collect();
    let mut wanted = seen.clone();
    let pair = |a: u32, b: u32| (a.min(b), a.max(b));
    for listed in labels["pairs"].as_array().into_iter().flatten() {
        let place = |i: usize| listed[i].as_str().and_then(|id| at.get(id)).copied();
        wanted.extend(place(0).zip(place(1)).filter(|(a, b)| a != b).map(|(a, b)| pair(a, b)));
    }
    let event = |p: &Profile| labels["event"][p.id()].as_str();
    for (a, p) in (0..).zip(&profiles) {
        let same =
            (0..).zip(&profiles[..a as usize]).filter(|(_, q)| event(p).is_some() && event(p) == event(q));
        wanted.extend(same.map(|(b, _)| (b, a)));
    }
    let mut out = format!("a\tb\tseen\tmode\tveto\tscore\t{}\n", features::Features::NAMES.join("\t"));
    for (a, b) in wanted {
        let (p, q) = (&profiles[a as usize], &profiles[b as usize]);
        let f = features::compare(p, q, &names);
        let values: Vec<String> = f.values().iter().map(|v| format!("{v:.4}")).collect();
        let veto = decide::veto(p, q, &f).unwrap_or("-");
        let (mode, score) = (decide::Mode::of(p, q), decide::log_odds(p, q, &f));
        let seen = u8::from(seen.contains(&(a, b)));
        writeln!(out, "{}\t{}\t{seen}\t{mode:?}\t{veto}\t{score:.3}\t{}", p.id(), q.id(), values.join("\t"))
            .expect("text");
    }
    out
}

/// The events of the documents, one JSON record a line.
pub(crate) fn groups(documents: &[Annotated], events: &[Event]) -> String {
    let mut out = String::new();
    for e in events {
        let id = |d: DocIndex| documents[d.0 as usize].document.id();
        let record = serde_json::json!({
            "docs": e.main_docs().map(id).collect::<Vec<_>>(),
            "origins": e.origins,
            "lineage": e.lineage.iter().map(|l| (id(l.doc), id(l.of), l.kind, l.shared)).collect::<Vec<_>>(),
        });
        writeln!(out, "{record}").expect("text");
    }
    out
}

/// How the sentences of documents of one event match across languages.
pub(crate) fn alignments(documents: &[Annotated], entities: &[Entity], labels: &serde_json::Value) -> String {
    let names = Names::new(documents, entities);
    let profiles = whole(documents, &names);
    let event = |p: &Profile| labels["event"][p.id()].as_str();
    let mut out = String::from("a\tb\tmean\tshared\tpath\tmean_b\tshared_b\tpath_b\n");
    for (a, p) in profiles.iter().enumerate() {
        for q in
            profiles[..a].iter().filter(|q| q.lang != p.lang && event(p).is_some() && event(p) == event(q))
        {
            let Some(values) = lineage::table(p, q) else { continue };
            let values: Vec<String> = values.iter().map(|v| format!("{v:.4}")).collect();
            writeln!(out, "{}\t{}\t{}", p.id(), q.id(), values.join("\t")).expect("text");
        }
    }
    out
}
