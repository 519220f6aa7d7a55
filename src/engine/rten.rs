//! The engine of the default build: `rten`, a pure-Rust runtime for ONNX graphs.

use std::path::Path;
use std::sync::Arc;

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, ValueOrView};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::{EmbeddingTable, EngineError, TokenEncoder, TokenHead, TokenOutputs};

/// The padding piece; its positions are masked, so any row of the table would do.
const PAD: u32 = 1;
/// Added to the attention scores of padding: `exp` of it is exactly zero.
const MASKED: f32 = -1e9;

/// An ONNX graph over embedded tokens (`embeddings`, `mask` → `logits`, `states`) and its word table.
pub struct RtenEncoder {
    model: Model,
    table: EmbeddingTable,
    inputs: [NodeId; 2],
    outputs: [NodeId; 2],
    labels: usize,
    hidden: usize,
    max_tokens: usize,
}

thread_local! {
    /// One thread for each calling thread: documents run side by side, which scales better than
    /// splitting a product. A pool shared by the callers would make them wait for each other.
    static POOL: Arc<ThreadPool> = Arc::new(ThreadPool::with_num_threads(1));
}

impl RtenEncoder {
    /// Loads graph and table. `labels`, `hidden` and `max_tokens` are what the manifest promises.
    ///
    /// # Errors
    /// If a file cannot be read or the graph uses what the runtime lacks.
    pub fn load(
        graph: &Path,
        table: &Path,
        labels: usize,
        hidden: usize,
        max_tokens: usize,
    ) -> Result<Self, EngineError> {
        let table = EmbeddingTable::open(table, hidden)?;
        let (model, [embeddings, mask, logits, states]) =
            network(graph, ["embeddings", "mask", "logits", "states"])?;
        let (inputs, outputs) = ([embeddings, mask], [logits, states]);
        Ok(Self { model, table, inputs, outputs, labels, hidden, max_tokens })
    }
}

/// A graph with the nodes of these names.
fn network<const N: usize>(graph: &Path, names: [&str; N]) -> Result<(Model, [NodeId; N]), EngineError> {
    let load =
        |e: &dyn std::fmt::Display| EngineError::Load { path: graph.to_owned(), detail: e.to_string() };
    let mut options = ModelOptions::with_all_ops();
    options.prepack_weights(true);
    let model = options.load_file(graph).map_err(|e| load(&e))?;
    let mut nodes = Vec::with_capacity(N);
    for name in names {
        nodes.push(model.node_id(name).map_err(|e| load(&e))?);
    }
    let nodes = nodes.try_into().expect("as many as names");
    Ok((model, nodes))
}

/// An ONNX graph over label scores and states (`rows` → `scores`).
pub struct RtenHead {
    model: Model,
    input: NodeId,
    output: NodeId,
}

impl RtenHead {
    /// # Errors
    /// If the file cannot be read or the graph uses what the runtime lacks.
    pub fn load(graph: &Path) -> Result<Self, EngineError> {
        let (model, [input, output]) = network(graph, ["rows", "scores"])?;
        Ok(Self { model, input, output })
    }
}

impl TokenHead for RtenHead {
    fn scores(&self, read: &TokenOutputs, tokens: usize, width: usize) -> Result<Vec<f32>, EngineError> {
        if tokens == 0 {
            return Ok(Vec::new());
        }
        let (labels, hidden) = (read.logits.len() / tokens, read.states.len() / tokens);
        let mut rows = Vec::with_capacity(tokens * (labels + hidden));
        for (logits, state) in read.logits.chunks_exact(labels).zip(read.states.chunks_exact(hidden)) {
            rows.extend_from_slice(logits);
            rows.extend_from_slice(state);
        }
        let run = |e: &dyn std::fmt::Display| EngineError::Run(e.to_string());
        let rows = NdTensor::from_data([1, tokens, labels + hidden], rows);
        let options = RunOptions::default().with_thread_pool(Some(POOL.with(Arc::clone)));
        let inputs: Vec<(NodeId, ValueOrView)> = vec![(self.input, rows.view().into())];
        let [scores] = self.model.run_n(inputs, [self.output], Some(options)).map_err(|e| run(&e))?;
        let scores: NdTensor<f32, 3> = scores.try_into().map_err(|e| run(&e))?;
        let scores = scores.to_vec();
        if scores.len() != tokens * width {
            return Err(EngineError::Run(format!(
                "{} scores for {tokens} tokens, not {width} each",
                scores.len()
            )));
        }
        Ok(scores)
    }
}

impl TokenEncoder for RtenEncoder {
    fn labels(&self) -> usize {
        self.labels
    }

    fn hidden(&self) -> usize {
        self.hidden
    }

    fn max_tokens(&self) -> usize {
        self.max_tokens
    }

    fn encode(&self, batch: &[&[u32]]) -> Result<Vec<TokenOutputs>, EngineError> {
        let length = batch.iter().map(|ids| ids.len()).max().unwrap_or(0);
        super::readable(batch, self.max_tokens)?;
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let mut embedded = vec![0f32; batch.len() * length * self.hidden];
        let mut mask = vec![0f32; batch.len() * length];
        let mut rows = embedded.chunks_exact_mut(self.hidden);
        for (ids, mask) in batch.iter().zip(mask.chunks_exact_mut(length)) {
            mask[ids.len()..].fill(MASKED);
            let padded = ids.iter().copied().chain(std::iter::repeat(PAD)).take(length);
            for (id, row) in padded.zip(rows.by_ref()) {
                self.table.read(id, row)?;
            }
        }
        let run = |e: &dyn std::fmt::Display| EngineError::Run(e.to_string());
        let embedded = NdTensor::from_data([batch.len(), length, self.hidden], embedded);
        let mask = NdTensor::from_data([batch.len(), 1, 1, length], mask);
        let inputs: Vec<(NodeId, ValueOrView)> =
            vec![(self.inputs[0], embedded.view().into()), (self.inputs[1], mask.view().into())];
        let options = RunOptions::default().with_thread_pool(Some(POOL.with(Arc::clone)));
        let [logits, states] = self.model.run_n(inputs, self.outputs, Some(options)).map_err(|e| run(&e))?;
        let logits: NdTensor<f32, 3> = logits.try_into().map_err(|e| run(&e))?;
        let states: NdTensor<f32, 3> = states.try_into().map_err(|e| run(&e))?;
        let (logits, states) = (logits.to_vec(), states.to_vec());
        let lengths: Vec<usize> = batch.iter().map(|ids| ids.len()).collect();
        super::outputs(&lengths, (&logits, self.labels), (&states, self.hidden))
    }
}
