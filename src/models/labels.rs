//! A checkpoint's labels as ours.

use std::collections::BTreeMap;
use std::path::Path;

use super::{ModelError, config};
use crate::engine::{EngineError, TokenEncoder, TokenOutputs};
use crate::types::Label;

/// Which of a network's outputs make up each of our labels.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Labels {
    /// BIO labels, `O` first.
    names: Vec<String>,
    /// For each of them outputs of the network.
    outputs: Vec<Vec<usize>>,
    /// For each of them an amount that its score is lowered by.
    penalty: Vec<f32>,
}

/// Where a scheme has no sign for the beginning of a name, beginning and continuation have one score; the
/// least bit less makes it continue where it can.
const CONTINUES: f32 = 1e-3;

impl Labels {
    /// Reads `id2label` of the folder's `config.json`. `map` overrules what the names say.
    pub(super) fn read(folder: &Path, map: &BTreeMap<String, String>) -> Result<Self, ModelError> {
        let manifest = |detail: String| ModelError::Manifest { path: folder.join("config.json"), detail };
        let config = config::read(folder)?;
        let labels = config["id2label"].as_object();
        let labels = labels.ok_or_else(|| manifest("it has no labels (`id2label`)".into()))?;
        let mut names = vec![String::new(); labels.len()];
        for (id, name) in labels {
            let slot = id.parse().ok().and_then(|i: usize| names.get_mut(i)).zip(name.as_str());
            let (slot, name) = slot.ok_or_else(|| manifest(format!("its label {id} is {name}")))?;
            *slot = name.to_owned();
        }
        Self::new(&names, map).map_err(manifest)
    }

    fn new(raw: &[String], map: &BTreeMap<String, String>) -> Result<Self, String> {
        let mut parts: BTreeMap<Label, [Vec<usize>; 2]> = BTreeMap::new();
        let mut outside = Vec::new();
        let mut begins = false;
        for (i, name) in raw.iter().enumerate() {
            let (sign, kind) = split(name);
            let Some(label) = meaning(kind, map) else {
                outside.push(i);
                continue;
            };
            let [first, rest] = parts.entry(label).or_default();
            match sign {
                // Single-token and last tokens of the schemes that mark them.
                Some('B' | 'S' | 'U') => {
                    begins = true;
                    first.push(i);
                }
                Some(_) => rest.push(i),
                None => {
                    first.push(i);
                    rest.push(i);
                }
            }
        }
        if parts.is_empty() {
            return Err(format!(
                "none of its labels ({}) is known; name their meanings under [label_map] in a model.toml",
                raw.join(", ")
            ));
        }
        let (mut names, mut outputs, mut penalty) = (vec!["O".to_owned()], vec![outside], vec![0.0]);
        for (label, [first, rest]) in parts {
            // What has only one of the two signs uses it for both.
            let marked = begins && !first.is_empty() && first != rest;
            let (first, rest) = match (first.is_empty(), rest.is_empty()) {
                (true, _) => (rest.clone(), rest),
                (_, true) => (first.clone(), first),
                _ => (first, rest),
            };
            names.extend([format!("B-{}", label.as_str()), format!("I-{}", label.as_str())]);
            outputs.extend([first, rest]);
            penalty.extend([if marked { 0.0 } else { CONTINUES }, 0.0]);
        }
        Ok(Self { names, outputs, penalty })
    }

    #[cfg_attr(
        not(any(feature = "torch", test)),
        expect(dead_code, reason = "only checkpoints have labels of their own")
    )]
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The scores of our labels: what the outputs they are made of have together.
    fn scores(&self, row: &[f32], out: &mut Vec<f32>) {
        for (outputs, penalty) in self.outputs.iter().zip(&self.penalty) {
            let highest = outputs.iter().map(|&i| row[i]).fold(f32::NEG_INFINITY, f32::max);
            let score = match outputs.len() {
                // No label of the network says that there is no name.
                0 => f32::MIN,
                1 => highest,
                _ => highest + outputs.iter().map(|&i| (row[i] - highest).exp()).sum::<f32>().ln(),
            };
            out.push(score - penalty);
        }
    }
}

/// The sign of a tag and the kind it belongs to: `B-PER`, `I_per`, `PER`.
fn split(name: &str) -> (Option<char>, &str) {
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (Some(sign @ ('B' | 'I' | 'L' | 'U' | 'E' | 'S')), Some('-' | '_')) => (Some(sign), &name[2..]),
        _ => (None, name),
    }
}

fn meaning(kind: &str, map: &BTreeMap<String, String>) -> Option<Label> {
    if let Some(ours) = map.get(kind) {
        return Label::parse(ours);
    }
    Some(match &*kind.to_ascii_lowercase() {
        "per" | "pers" | "person" | "persname" => Label::Person,
        "org" | "organization" | "organisation" | "corporation" => Label::Organisation,
        "loc" | "location" | "gpe" | "fac" | "facility" => Label::Location,
        "evt" | "event" | "eve" => Label::Event,
        "misc" | "miscellaneous" | "oth" | "other" | "norp" | "pro" | "product" | "work_of_art" => {
            Label::Other
        }
        _ => return None,
    })
}

/// A network whose label scores are turned into those of [`Labels::names`].
pub(super) struct Mapped {
    inner: Box<dyn TokenEncoder>,
    labels: Labels,
}

#[cfg_attr(not(feature = "torch"), expect(dead_code, reason = "only checkpoints have labels of their own"))]
impl Mapped {
    pub(super) fn new(inner: Box<dyn TokenEncoder>, labels: Labels) -> Self {
        Self { inner, labels }
    }
}

impl TokenEncoder for Mapped {
    fn labels(&self) -> usize {
        self.labels.names.len()
    }

    fn hidden(&self) -> usize {
        self.inner.hidden()
    }

    fn max_tokens(&self) -> usize {
        self.inner.max_tokens()
    }

    fn encode(&self, batch: &[&[u32]]) -> Result<Vec<TokenOutputs>, EngineError> {
        let mut outputs = self.inner.encode(batch)?;
        for output in &mut outputs {
            let mut mapped = Vec::with_capacity(output.logits.len());
            output
                .logits
                .chunks_exact(self.inner.labels())
                .for_each(|row| self.labels.scores(row, &mut mapped));
            output.logits = mapped;
        }
        Ok(outputs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(names: &[&str], map: &[(&str, &str)]) -> Result<Labels, String> {
        let names: Vec<String> = names.iter().map(|&n| n.to_owned()).collect();
        Labels::new(&names, &map.iter().map(|&(a, b)| (a.to_owned(), b.to_owned())).collect())
    }

    fn scores(labels: &Labels, row: &[f32]) -> Vec<f32> {
        let mut out = Vec::new();
        labels.scores(row, &mut out);
        out
    }

    #[test]
    fn bio_labels_in_any_order_are_sorted_into_ours() {
        let found = labels(&["B-LOC", "I-PER", "O", "I-LOC", "B-PER"], &[]).unwrap();
        assert_eq!(found.names(), ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]);
        assert_eq!(scores(&found, &[1.0, 2.0, 3.0, 4.0, 5.0]), [3.0, 5.0, 2.0, 1.0, 4.0]);
    }

    #[test]
    fn other_schemes_are_folded_in() {
        let found = labels(&["O", "S-person", "B-person", "I-person", "E-person", "B-DATE"], &[]).unwrap();
        assert_eq!(found.names(), ["O", "B-PER", "I-PER"]);
        let row = scores(&found, &[0.0; 6]);
        assert!(row.iter().all(|v| (v - 2f32.ln()).abs() < 1e-6), "{row:?}");
        // No sign at all: a name goes on where it can.
        let found = labels(&["O", "PER", "LOC"], &[]).unwrap();
        let row = scores(&found, &[0.0, 1.0, 2.0]);
        assert!(row[1] < row[2] && row[2] == 1.0 && row[4] == 2.0, "{row:?}");
    }

    #[test]
    fn a_map_overrules_the_names() {
        let map = [("LABEL_1", "PER"), ("LABEL_2", "O")];
        assert_eq!(
            labels(&["LABEL_0", "LABEL_1", "LABEL_2"], &map).unwrap().names(),
            ["O", "B-PER", "I-PER"]
        );
        let error = labels(&["LABEL_0", "LABEL_1"], &[]).unwrap_err();
        assert!(error.contains("LABEL_0, LABEL_1") && error.contains("[label_map]"), "{error}");
    }
}
