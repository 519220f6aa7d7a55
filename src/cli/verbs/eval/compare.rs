//! Scores against those of an earlier run.

use anyhow::Context;
use serde_json::Value;

use crate::{
    cli::print::scores::Change,
    eval::{
        gold::Gold,
        predicted::Predicted,
        score::{self, Scores},
    },
    types::Label,
};

/// Every measure that both have. Records are scored on the same labels and compared document by document;
/// scores as `eval` wrote them only tell the difference.
pub fn compare(now: &Scores, earlier: &str, gold: &Gold, labels: &[Label]) -> anyhow::Result<Vec<Change>> {
    let written: Option<Value> =
        serde_json::from_str(earlier).ok().filter(|value: &Value| value["metrics"].is_object());
    let scored = match &written {
        Some(_) => None,
        None => {
            let predicted = Predicted::read(earlier, gold)
                .context("neither scores as `exonym eval --format json` writes them, nor records")?;
            Some(Scores::new(gold, &predicted, None, labels))
        }
    };
    let changes = score::names().into_iter().filter_map(|name| {
        let metric = &now.metrics[&name];
        let before = match (&written, &scored) {
            (Some(written), _) => written["metrics"][&name]["value"].as_f64(),
            (None, scored) => scored.as_ref().and_then(|scored| scored.value(&name)),
        };
        let (now, before) = (metric.value?, before?);
        let test = scored.as_ref().and_then(|scored| metric.against(&scored.metrics[&name]));
        Some(Change {
            difference: now - before,
            interval: test.map(|test| test.interval),
            p: test.map(|test| test.p),
            name,
            before,
            now,
        })
    });
    Ok(changes.collect())
}
