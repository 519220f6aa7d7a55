//! Pairs of figures of labelled feeds as text, for `scripts/summary/figures.py`.

use std::fmt::Write;

use super::{
    figures, matter,
    statement::{Statement, Story},
};
use crate::types::{Annotated, Entity, Event};

/// All pairs of figures of two documents of an event, with what is open about them.
pub(crate) fn figures(documents: &[Annotated], entities: &[Entity], events: &[Event]) -> String {
    let mut out = format!("a\tb\tvalue_a\tvalue_b\tunit\tstated\t{}\n", matter::NAMES.join("\t"));
    for event in events {
        let story = Story::new(event, documents, entities);
        let given = figures::given(&story);
        for (i, ours) in given.iter().enumerate() {
            for theirs in &given[i + 1..] {
                for x in &ours.settings {
                    for y in theirs.settings.iter().filter(|y| figures::is_compared(&x.quantity, &y.quantity))
                    {
                        let (p, q) = (x.quantity, y.quantity);
                        let stated = match () {
                            _ if p.value == q.value => "same",
                            _ if p.agrees(&q) => "agrees",
                            _ if theirs.states(&p) || ours.states(&q) => "elsewhere",
                            _ => "open",
                        };
                        let id = |s: &Statement| documents[s.doc.0 as usize].document.id();
                        let (a, b) = (&story.statements[x.figure.0], &story.statements[y.figure.0]);
                        let unit = x.quantity.unit.or(y.quantity.unit).map_or("-", |u| u.code);
                        let values: Vec<String> =
                            matter::features(&story, x, y).iter().map(|v| format!("{v:.4}")).collect();
                        writeln!(
                            out,
                            "{}\t{}\t{}\t{}\t{unit}\t{stated}\t{}",
                            id(a),
                            id(b),
                            x.quantity.value,
                            y.quantity.value,
                            values.join("\t")
                        )
                        .expect("text");
                    }
                }
            }
        }
    }
    out
}
