//! Weights from `model.safetensors` into a network that is built.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use tch::{Kind, Tensor, nn::VarStore, no_grad};

use crate::engine::EngineError;

/// Fills every variable of `store` from the safetensors of `folder`. Tensors that no variable asks for are
/// left alone. `positions`: position tables that are missing are sines, as the network is of that kind.
///
/// # Errors
/// If a file cannot be read or is cut off, or a tensor is missing or has another shape.
pub(super) fn fill(store: &VarStore, folder: &Path, positions: Positions) -> Result<(), EngineError> {
    let mut wanted: BTreeMap<String, Tensor> = store.variables().into_iter().collect();
    let files = files(folder)?;
    for path in &files {
        let load = |detail: String| EngineError::Load { path: path.clone(), detail };
        let tensors = Tensor::read_safetensors(path).map_err(|e| load(first_line(&e.to_string())))?;
        let tensors: BTreeMap<String, Tensor> = tensors.into_iter().collect();
        let mut found = Vec::new();
        for (name, variable) in &mut wanted {
            let Some(tensor) = names(name).iter().find_map(|n| tensors.get(n)) else { continue };
            if tensor.size() != variable.size() {
                return Err(load(format!(
                    "`{name}` has the shape {:?}, config.json asks for {:?}",
                    tensor.size(),
                    variable.size()
                )));
            }
            no_grad(|| variable.f_copy_(tensor)).map_err(|e| load(first_line(&e.to_string())))?;
            found.push(name.clone());
        }
        found.iter().for_each(|name| drop(wanted.remove(name)));
    }
    // What may be missing: a bias that is zero, and tables that are computed.
    wanted.retain(|name, variable| {
        let sines = positions == Positions::Sines && name.ends_with("embed_positions.weight");
        if sines {
            no_grad(|| variable.copy_(&self::sines(&variable.size())));
        }
        !sines && name != "final_logits_bias"
    });
    match wanted.keys().next() {
        None => Ok(()),
        Some(name) => Err(EngineError::Load {
            path: files[0].clone(),
            detail: format!("it lacks `{name}`{}", others(wanted.len() - 1)),
        }),
    }
}

/// Where a network has its positions from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Positions {
    Learned,
    Sines,
}

fn others(n: usize) -> String {
    if n == 0 { String::new() } else { format!(" and {n} others") }
}

pub(super) fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// The files that hold the weights; of a large checkpoint there are several, named by an index.
fn files(folder: &Path) -> Result<Vec<PathBuf>, EngineError> {
    let whole = folder.join("model.safetensors");
    let index = folder.join("model.safetensors.index.json");
    if whole.is_file() || !index.is_file() {
        if !whole.is_file() && folder.join("pytorch_model.bin").is_file() {
            let detail = "its weights are a pickle, which could run code; save them as model.safetensors";
            return Err(EngineError::Load { path: folder.join("pytorch_model.bin"), detail: detail.into() });
        }
        std::fs::metadata(&whole).map_err(|source| EngineError::Read { path: whole.clone(), source })?;
        return Ok(vec![whole]);
    }
    let text = std::fs::read_to_string(&index)
        .map_err(|source| EngineError::Read { path: index.clone(), source })?;
    let parsed: Value = serde_json::from_str(&text)
        .map_err(|e| EngineError::Load { path: index.clone(), detail: e.to_string() })?;
    let named = parsed["weight_map"].as_object().into_iter().flat_map(|map| map.values());
    let named: BTreeSet<&str> = named.filter_map(Value::as_str).collect();
    // A name of the index must not lead out of the folder.
    if named.is_empty() || named.iter().any(|name| Path::new(name).file_name().is_none_or(|f| f != *name)) {
        return Err(EngineError::Load { path: index, detail: "it names no files beside it".into() });
    }
    Ok(named.into_iter().map(|name| folder.join(name)).collect())
}

/// The names under which a checkpoint may have a variable: its own, those of tensors tied to it, of which
/// only one is stored, and the names of early BERT checkpoints.
fn names(variable: &str) -> Vec<String> {
    let mut names = vec![variable.to_owned()];
    if let Some(prefix) = variable.strip_suffix("shared.weight") {
        let tied = ["encoder.embed_tokens.weight", "decoder.embed_tokens.weight"];
        names.extend(tied.map(|tied| format!("{prefix}{tied}")));
        names.push("lm_head.weight".into());
    }
    if let Some(prefix) = variable.strip_suffix("LayerNorm.weight") {
        names.push(format!("{prefix}LayerNorm.gamma"));
    }
    if let Some(prefix) = variable.strip_suffix("LayerNorm.bias") {
        names.push(format!("{prefix}LayerNorm.beta"));
    }
    names
}

/// The table of positions that Marian computes: sines in the first half of a row, cosines in
/// the second.
fn sines(size: &[i64]) -> Tensor {
    let (rows, width) = (size[0], size[1]);
    let half = (width + 1) / 2;
    let mut table = vec![0f32; (rows * width) as usize];
    for (row, values) in table.chunks_exact_mut(width as usize).enumerate() {
        for (column, value) in values.iter_mut().enumerate() {
            let i = if (column as i64) < half { column as i64 } else { column as i64 - half };
            let angle = row as f64 / 10000f64.powf(2.0 * i as f64 / width as f64);
            *value = if (column as i64) < half { angle.sin() } else { angle.cos() } as f32;
        }
    }
    Tensor::from_slice(&table).view([rows, width]).to_kind(Kind::Float)
}
