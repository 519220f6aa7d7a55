//! Why a document belongs to its event, for a reader.

use super::{
    decide,
    features::{self, Features, Names, Profile},
};
use crate::types::{DocIndex, Lineage, LineageKind, Reason};

/// Names and numbers that a reason lists.
const LISTED: usize = 4;

/// For each document of an event but the first the reasons that speak for its nearest other.
pub fn joins(
    group: &[u32],
    profiles: &[Profile],
    docs: &[DocIndex],
    lineage: &[Lineage],
    names: &Names,
) -> Vec<Reason> {
    let mut out = Vec::new();
    for (at, &child) in group.iter().enumerate().skip(1) {
        let profile = &profiles[child as usize];
        let parent = lineage.iter().find(|l| l.doc == docs[child as usize]);
        let by_lineage = parent.and_then(|l| group.iter().copied().find(|&g| docs[g as usize] == l.of));
        let near = group[..at].iter().copied().map(|g| {
            let other = &profiles[g as usize];
            let features = features::compare(profile, other, names);
            (decide::log_odds(profile, other, &features), g)
        });
        // Of equals the earlier.
        let nearest = near.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1))).map(|n| n.1);
        let Some(other) = by_lineage.or(nearest) else { continue };
        let other = &profiles[other as usize];
        let pair = format!("{} ~ {}", profile.id(), other.id());
        if let Some(l) = parent {
            let code = match l.kind {
                LineageKind::Reprint => "reprint",
                LineageKind::Translation => "translation",
                LineageKind::Rewrite => "rewrite",
            };
            let share = (l.shared * 100.0).round();
            out.push(Reason { code, detail: format!("{pair}: {share} % of the sentences") });
        }
        let told = of_pair(profile, other, &features::compare(profile, other, names), names);
        let told = told.into_iter();
        out.extend(told.map(|r| Reason { code: r.code, detail: format!("{pair}: {}", r.detail) }));
    }
    out
}

/// What two documents have in common.
pub fn of_pair(a: &Profile, b: &Profile, f: &Features, names: &Names) -> Vec<Reason> {
    let mut out = Vec::new();
    let mut push = |code, detail: String| out.push(Reason { code, detail });
    let both = features::entities_in_common(a, b);
    let list = |place: bool| -> Vec<&str> {
        let wanted = both.iter().filter(|&&e| names.is_place(e) == place);
        wanted.take(LISTED).map(|&e| names.name(e)).collect()
    };
    let (actors, places) = (list(false), list(true));
    if !actors.is_empty() {
        push("same-entities", actors.join(", "));
    }
    if !places.is_empty() {
        push("same-place", places.join(", "));
    }
    if f.same_date == 1.0
        && let (Some(x), Some(y)) = (a.when, b.when)
    {
        push("same-date", x.common(y));
    }
    let numbers = features::numbers_in_common(a, b);
    if !numbers.is_empty() {
        let shown: Vec<String> = numbers.iter().take(LISTED).map(|n| n.to_string()).collect();
        push("same-numbers", shown.join(", "));
    }
    if f.words >= 0.2 {
        push("similar-words", format!("{:.2}", f.words));
    }
    if f.vector >= 0.35 || out.is_empty() {
        out.push(Reason { code: "similar-text", detail: format!("{:.2}", f.vector) });
    }
    out
}
