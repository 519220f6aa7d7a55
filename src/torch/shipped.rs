//! The weights of the shipped model as floats, out of its graph and its word table.

use std::collections::HashMap;
use std::path::Path;

use tch::{Tensor, nn::VarStore, no_grad};

use crate::engine::{EmbeddingTable, EngineError};

/// Fills a BERT network with the weights of `encoder.onnx` and `embeddings.q4` in `folder`. The graph
/// multiplies 7-bit weights by 8-bit inputs; here the same weights are floats and the inputs are not rounded.
///
/// # Errors
/// If a file cannot be read, or is not laid out as `scripts/train/export.py` writes it.
pub(super) fn fill(store: &VarStore, folder: &Path, hidden: usize) -> Result<(), EngineError> {
    let path = folder.join("encoder.onnx");
    let bytes = std::fs::read(&path).map_err(|source| EngineError::Read { path: path.clone(), source })?;
    let load = |detail: String| EngineError::Load { path: path.clone(), detail };
    let graph = initializers(&bytes).ok_or_else(|| load("its weights cannot be read".into()))?;
    let table = EmbeddingTable::open(&folder.join("embeddings.q4"), hidden)?;
    for (name, mut variable) in store.variables() {
        let size = variable.size();
        let values = match &*name {
            "bert.embeddings.word_embeddings.weight" => words(&table, hidden)?,
            // The graph has added them to the positions.
            "bert.embeddings.token_type_embeddings.weight" => vec![0.0; (size[0] * size[1]) as usize],
            name => graph.values(name).ok_or_else(|| load(format!("it has no `{name}`")))?,
        };
        if values.len() != variable.numel() {
            return Err(load(format!(
                "`{name}` has {} numbers instead of {}",
                values.len(),
                variable.numel()
            )));
        }
        no_grad(|| variable.copy_(&Tensor::from_slice(&values).view(&size[..])));
    }
    Ok(())
}

fn words(table: &EmbeddingTable, hidden: usize) -> Result<Vec<f32>, EngineError> {
    let mut out = vec![0f32; table.rows() * hidden];
    for (id, row) in out.chunks_exact_mut(hidden).enumerate() {
        table.read(id as u32, row)?;
    }
    Ok(out)
}

/// The constants of a graph, by name.
struct Initializers<'b>(HashMap<&'b str, Constant<'b>>);

#[derive(Default)]
struct Constant<'b> {
    dims: Vec<usize>,
    /// Numbers as they lie in memory, little-endian.
    raw: &'b [u8],
}

impl Initializers<'_> {
    fn floats(&self, name: &str) -> Option<Vec<f32>> {
        let (numbers, rest) = self.0.get(name)?.raw.as_chunks::<4>();
        rest.is_empty().then(|| numbers.iter().map(|b| f32::from_le_bytes(*b)).collect())
    }

    /// A variable of the network, by the library's name for it.
    fn values(&self, variable: &str) -> Option<Vec<f32>> {
        match variable {
            "bert.embeddings.position_embeddings.weight" => return self.floats("positions"),
            "classifier.weight" => {
                let head = self.0.get("head.weight")?;
                return transposed(&self.floats("head.weight")?, head.dims.get(1).copied()?);
            }
            "classifier.bias" => return self.floats("head.bias"),
            _ => {}
        }
        let name = format!("encoder.{}", variable.strip_prefix("bert.")?);
        if let Some(norm) = name.strip_suffix(".weight").filter(|n| n.ends_with("LayerNorm")) {
            return self.floats(&format!("{norm}.w"));
        }
        if let Some(norm) = name.strip_suffix(".bias").filter(|n| n.ends_with("LayerNorm")) {
            return self.floats(&format!("{norm}.b"));
        }
        let (layer, is_bias) = match name.strip_suffix(".bias") {
            Some(layer) => (format!("{layer}.weight"), true),
            None => (name, false),
        };
        // Layers with one input lie side by side under their joined names.
        let joined = self.0.keys().find_map(|key| {
            let joined = key.strip_suffix(".q")?;
            joined.split('+').any(|part| part == layer).then_some(joined)
        })?;
        let parts = joined.split('+').count();
        let at = joined.split('+').position(|part| part == layer)?;
        let (scales, smooth) =
            (self.floats(&format!("{joined}.s"))?, self.floats(&format!("{joined}.smooth"))?);
        let width = scales.len() / parts;
        let columns = at * width..(at + 1) * width;
        if is_bias {
            return Some(self.floats(&format!("{joined}.b"))?.get(columns)?.to_vec());
        }
        let steps = self.0.get(&*format!("{joined}.q"))?.raw;
        if steps.len() != smooth.len() * scales.len() {
            return None;
        }
        let mut out = Vec::with_capacity(width * smooth.len());
        for column in columns {
            let row = smooth.iter().enumerate().map(|(i, smooth)| {
                f32::from(steps[i * scales.len() + column] as i8) * scales[column] * smooth
            });
            out.extend(row);
        }
        Some(out)
    }
}

fn transposed(values: &[f32], width: usize) -> Option<Vec<f32>> {
    let rows = values.len().checked_div(width)?;
    Some((0..width).flat_map(|c| (0..rows).map(move |r| values[r * width + c])).collect())
}

/// The constants of an ONNX file: `graph` (field 7) of the model, `initializer` (5) of the graph; of each
/// `dims` (1), `name` (8) and `raw_data` (9).
fn initializers(model: &[u8]) -> Option<Initializers<'_>> {
    let mut out = HashMap::new();
    for (field, graph) in fields(model)? {
        let Value::Bytes(graph) = graph else { continue };
        if field != 7 {
            continue;
        }
        for (field, tensor) in fields(graph)? {
            let Value::Bytes(tensor) = tensor else { continue };
            if field != 5 {
                continue;
            }
            let (mut name, mut constant) = ("", Constant::default());
            for (field, value) in fields(tensor)? {
                match (field, value) {
                    (1, Value::Number(n)) => constant.dims.push(n as usize),
                    (1, Value::Bytes(mut packed)) => {
                        while !packed.is_empty() {
                            constant.dims.push(varint(&mut packed)? as usize);
                        }
                    }
                    (8, Value::Bytes(text)) => name = std::str::from_utf8(text).ok()?,
                    (9, Value::Bytes(raw)) => constant.raw = raw,
                    _ => {}
                }
            }
            out.insert(name, constant);
        }
    }
    Some(Initializers(out))
}

enum Value<'b> {
    Number(u64),
    Bytes(&'b [u8]),
}

/// The fields of a protobuf message; `None` if it is cut off or no such message.
fn fields(mut bytes: &[u8]) -> Option<Vec<(u64, Value<'_>)>> {
    let mut out = Vec::new();
    while !bytes.is_empty() {
        let key = varint(&mut bytes)?;
        let value = match key & 7 {
            0 => Value::Number(varint(&mut bytes)?),
            1 => Value::Bytes(bytes.split_off(..8)?),
            2 => {
                let length = usize::try_from(varint(&mut bytes)?).ok()?;
                Value::Bytes(bytes.split_off(..length)?)
            }
            5 => Value::Bytes(bytes.split_off(..4)?),
            _ => return None,
        };
        out.push((key >> 3, value));
    }
    Some(out)
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.split_off_first()?;
        number |= u64::from(byte & 127) << shift;
        if byte < 128 {
            return Some(number);
        }
    }
    None
}
