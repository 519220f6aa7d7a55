//! Taggers: BERT, DistilBERT, RoBERTa and XLM-RoBERTa with a head for token labels.
//!
//! DeBERTa is refused: the library takes the span of its relative positions from the number of heads instead
//! of the length of the text, so that the scores are others than those that the checkpoint was trained for.

use std::path::Path;

use rust_bert::bert::{BertConfig, BertEmbeddings, BertModel};
use rust_bert::distilbert::{DistilBertConfig, DistilBertForTokenClassification};
use rust_bert::roberta::RobertaEmbeddings;
use serde_json::json;
use tch::{Device, Kind, Tensor, nn, no_grad};

use super::checkpoint::Checkpoint;
use super::shipped;
use super::weights::{self, Positions};
use super::worker::Worker;
use crate::engine::{self, EngineError, TokenEncoder, TokenOutputs};

/// Longest window, special tokens included, of networks that could read more: what they gain is little,
/// and attention costs the square.
const MAX_TOKENS: i64 = 512;

/// A token classifier on libtorch.
pub struct TorchEncoder {
    worker: Worker<Network>,
    labels: usize,
    /// 0 where the checkpoint's states are not asked for.
    hidden: usize,
    max_tokens: usize,
    vocabulary: usize,
    pad: u32,
}

struct Network {
    kind: Kinds,
    device: Device,
    pad: u32,
    labels: usize,
    hidden: usize,
}

enum Kinds {
    Bert(BertModel<BertEmbeddings>, nn::Linear),
    Roberta(BertModel<RobertaEmbeddings>, nn::Linear),
    DistilBert(DistilBertForTokenClassification),
}

impl TorchEncoder {
    /// Loads a checkpoint folder (`config.json`, `model.safetensors`). It gives label scores and no states.
    ///
    /// # Errors
    /// If a file is missing or damaged, or the checkpoint is of a kind that is not supported.
    pub fn load(folder: &Path) -> Result<Self, EngineError> {
        let checkpoint = Checkpoint::read(folder)?;
        let labels = checkpoint.labels()?;
        let (hidden, heads) = match &*checkpoint.family {
            "distilbert" => ("dim", "n_heads"),
            "bert" | "roberta" | "xlm-roberta" | "camembert" => ("hidden_size", "num_attention_heads"),
            other => {
                return Err(checkpoint.refuse(format!(
                    "its `model_type` is `{other}`; taggers may be bert, distilbert, roberta, xlm-roberta or camembert"
                )));
            }
        };
        checkpoint.splits(hidden, heads)?;
        let vocabulary = checkpoint.size("vocab_size")? as usize;
        // Positions of RoBERTa begin after the id of padding.
        let is_roberta = matches!(&*checkpoint.family, "roberta" | "xlm-roberta" | "camembert");
        let pad = checkpoint.id("pad_token_id")?.unwrap_or(u32::from(is_roberta));
        if is_roberta && pad != 1 {
            return Err(checkpoint.refuse(format!("its `pad_token_id` is {pad}; this network needs 1")));
        }
        let positions = checkpoint.size("max_position_embeddings")? - if is_roberta { 2 } else { 0 };
        if positions < 8 {
            return Err(checkpoint.refuse(format!("it reads only {positions} tokens at once")));
        }
        let max_tokens = positions.min(MAX_TOKENS) as usize;
        let detailed = checkpoint.clone();
        let worker = Worker::spawn(
            move || Network::load(&checkpoint, labels, pad),
            move |panic| detailed.refuse(panic),
        )?;
        Ok(Self { worker, labels, hidden: 0, max_tokens, vocabulary, pad })
    }

    /// Loads the shipped model, its weights as floats. It gives label scores and states.
    ///
    /// # Errors
    /// If a file is missing or damaged.
    pub fn load_shipped(
        folder: &Path,
        labels: usize,
        hidden: usize,
        max_tokens: usize,
    ) -> Result<Self, EngineError> {
        let table = crate::engine::EmbeddingTable::open(&folder.join("embeddings.q4"), hidden)?;
        let (vocabulary, pad, at) = (table.rows(), 1, folder.to_owned());
        drop(table);
        let path = folder.join("encoder.onnx");
        let make = move || {
            let ids: serde_json::Map<_, _> =
                (0..labels).map(|i| (i.to_string(), json!(i.to_string()))).collect();
            let config: BertConfig = serde_json::from_value(json!({
                "hidden_act": "gelu", "attention_probs_dropout_prob": 0.0, "hidden_dropout_prob": 0.0,
                "hidden_size": hidden, "initializer_range": 0.02, "intermediate_size": 4 * hidden,
                "max_position_embeddings": 512, "num_attention_heads": hidden / 32, "num_hidden_layers": 12,
                "type_vocab_size": 1, "vocab_size": vocabulary, "id2label": ids,
            }))
            .map_err(|e| EngineError::Run(e.to_string()))?;
            let store = nn::VarStore::new(Device::cuda_if_available());
            let kind = Kinds::bert(&store, &config, labels);
            shipped::fill(&store, &at, hidden)?;
            Ok(Network { kind, device: store.device(), pad, labels, hidden })
        };
        let worker = Worker::spawn(make, move |detail| EngineError::Load { path, detail })?;
        Ok(Self { worker, labels, hidden, max_tokens, vocabulary, pad })
    }
}

impl Kinds {
    fn bert(store: &nn::VarStore, config: &BertConfig, labels: usize) -> Self {
        let root = store.root();
        let body = BertModel::new_with_optional_pooler(&root / "bert", config, false);
        Kinds::Bert(body, head(&root, config.hidden_size, labels))
    }
}

fn head(root: &nn::Path, hidden: i64, labels: usize) -> nn::Linear {
    nn::linear(root / "classifier", hidden, labels as i64, nn::LinearConfig::default())
}

impl Network {
    fn load(checkpoint: &Checkpoint, labels: usize, pad: u32) -> Result<Self, EngineError> {
        let store = nn::VarStore::new(Device::cuda_if_available());
        let library = |e: rust_bert::RustBertError| checkpoint.refuse(weights::first_line(&e.to_string()));
        let bert = || {
            let dropouts = json!({"attention_probs_dropout_prob": 0.0, "hidden_dropout_prob": 0.0, "initializer_range": 0.02});
            checkpoint.clone().with_defaults(dropouts)
        };
        let root = store.root();
        let kind = match &*checkpoint.family {
            "bert" => Kinds::bert(&store, &bert().parsed()?, labels),
            "distilbert" => {
                let defaults = json!({
                    "attention_dropout": 0.0, "dropout": 0.0, "qa_dropout": 0.0, "seq_classif_dropout": 0.0,
                    "initializer_range": 0.02, "sinusoidal_pos_embds": false, "tie_weights_": true,
                });
                let config: DistilBertConfig = checkpoint.clone().with_defaults(defaults).parsed()?;
                Kinds::DistilBert(DistilBertForTokenClassification::new(&root, &config).map_err(library)?)
            }
            _ => {
                let config: BertConfig = bert().parsed()?;
                let body = BertModel::new_with_optional_pooler(&root / "roberta", &config, false);
                Kinds::Roberta(body, head(&root, config.hidden_size, labels))
            }
        };
        weights::fill(&store, &checkpoint.folder, Positions::Learned)?;
        Ok(Self { kind, device: store.device(), pad, labels, hidden: 0 })
    }

    /// Label scores, and states where the network gives them.
    fn forward(
        &self,
        ids: &Tensor,
        mask: &Tensor,
    ) -> Result<(Tensor, Option<Tensor>), rust_bert::RustBertError> {
        Ok(match &self.kind {
            Kinds::Bert(body, head) => {
                let states =
                    body.forward_t(Some(ids), Some(mask), None, None, None, None, None, false)?.hidden_state;
                (states.apply(head), Some(states))
            }
            Kinds::Roberta(body, head) => {
                let states =
                    body.forward_t(Some(ids), Some(mask), None, None, None, None, None, false)?.hidden_state;
                (states.apply(head), None)
            }
            Kinds::DistilBert(model) => (model.forward_t(Some(ids), Some(mask), None, false)?.logits, None),
        })
    }

    fn encode(&self, batch: &[Vec<u32>]) -> Result<Vec<TokenOutputs>, EngineError> {
        let run = |detail: String| EngineError::Run(weights::first_line(&detail));
        let length = batch.iter().map(Vec::len).max().unwrap_or(0);
        let (mut ids, mut mask) = (Vec::new(), Vec::new());
        for sequence in batch {
            let padded = sequence.iter().copied().chain(std::iter::repeat(self.pad)).take(length);
            ids.extend(padded.map(i64::from));
            mask.extend((0..length).map(|i| i64::from(i < sequence.len())));
        }
        let shape = [batch.len() as i64, length as i64];
        let tensor = |values: &[i64]| Tensor::from_slice(values).view(shape).to(self.device);
        let (logits, states) =
            no_grad(|| self.forward(&tensor(&ids), &tensor(&mask))).map_err(|e| run(e.to_string()))?;
        let floats = |t: Tensor| {
            let t = t.to_kind(Kind::Float).to(Device::Cpu).contiguous().view(-1);
            Vec::<f32>::try_from(t).map_err(|e| run(e.to_string()))
        };
        let logits = floats(logits)?;
        let states = states.filter(|_| self.hidden > 0).map(floats).transpose()?.unwrap_or_default();
        let lengths: Vec<usize> = batch.iter().map(Vec::len).collect();
        engine::outputs(&lengths, (&logits, self.labels), (&states, self.hidden))
    }
}

impl TokenEncoder for TorchEncoder {
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
        engine::readable(batch, self.max_tokens)?;
        if let Some(&id) = batch.iter().copied().flatten().find(|&&id| id as usize >= self.vocabulary) {
            return Err(EngineError::Vocabulary { id, rows: self.vocabulary });
        }
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        debug_assert!((self.pad as usize) < self.vocabulary);
        let batch: Vec<Vec<u32>> = batch.iter().map(|ids| ids.to_vec()).collect();
        self.worker.call(move |network| network.encode(&batch))
    }
}
