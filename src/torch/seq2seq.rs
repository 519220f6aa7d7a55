//! Networks that write: BART, T5 and mT5; Marian, M2M100 and NLLB, mBART.
//!
//! Pegasus is refused: the library's does not write what transformers writes from the same weights.

use std::path::Path;

use rust_bert::bart::{self, BartConfig, BartForConditionalGeneration};
use rust_bert::m2m_100::{M2M100Config, M2M100ForConditionalGeneration};
use rust_bert::marian::MarianForConditionalGeneration;
use rust_bert::mbart::{MBartConfig, MBartForConditionalGeneration};
use rust_bert::t5::{self, T5Config, T5ForConditionalGeneration};
use serde_json::{Map, Value, json};
use tch::{Device, Kind, Tensor, nn, no_grad};

use super::beam::{self, Scorer, Search};
use super::checkpoint::Checkpoint;
use super::weights::{self, Positions};
use super::worker::Worker;
use crate::engine::{self, EngineError, Seq2Seq};

/// Longest input where the network has no table of positions that limits it.
const MAX_TOKENS: usize = 512;
/// Longest text where the configuration does not say.
const MAX_LENGTH: usize = 128;

/// A network that reads a sequence and writes another, on libtorch.
pub struct TorchSeq2Seq {
    worker: Worker<Network>,
    search: Search,
    max_tokens: usize,
    vocabulary: usize,
}

struct Network {
    kind: Kinds,
    device: Device,
}

enum Kinds {
    Bart(BartForConditionalGeneration),
    Marian(MarianForConditionalGeneration),
    M2M100(M2M100ForConditionalGeneration),
    MBart(MBartForConditionalGeneration),
    T5(T5ForConditionalGeneration),
}

impl TorchSeq2Seq {
    /// Loads a checkpoint folder (`config.json`, `model.safetensors`, `generation_config.json` if there).
    ///
    /// # Errors
    /// If a file is missing or damaged, or the checkpoint is of a kind that is not supported.
    pub fn load(folder: &Path) -> Result<Self, EngineError> {
        let checkpoint = Checkpoint::read(folder)?;
        let max_tokens = match &*checkpoint.family {
            "t5" | "mt5" => {
                checkpoint.size("d_model")?;
                checkpoint.size("num_heads")?;
                MAX_TOKENS
            }
            "bart" | "marian" | "m2m_100" | "mbart" => {
                checkpoint.splits("d_model", "encoder_attention_heads")?;
                checkpoint.splits("d_model", "decoder_attention_heads")?;
                (checkpoint.size("max_position_embeddings")? as usize).min(2 * MAX_TOKENS)
            }
            other => return Err(checkpoint.refuse(format!(
                "its `model_type` is `{other}`; summarizers and translators may be bart, t5, mt5, marian, m2m_100 or mbart"
            ))),
        };
        let vocabulary = checkpoint.size("vocab_size")? as usize;
        let search = settings(&checkpoint, max_tokens)?;
        let detailed = checkpoint.clone();
        let worker = Worker::spawn(move || Network::load(&checkpoint), move |panic| detailed.refuse(panic))?;
        Ok(Self { worker, search, max_tokens, vocabulary })
    }
}

/// How the checkpoint wants its texts searched for: `generation_config.json` over `config.json`.
fn settings(checkpoint: &Checkpoint, max_tokens: usize) -> Result<Search, EngineError> {
    let path = checkpoint.folder.join("generation_config.json");
    let generation: Map<String, Value> = match std::fs::read_to_string(&path) {
        Ok(text) => serde_json::from_str(&text)
            .map_err(|e| EngineError::Load { path: path.clone(), detail: e.to_string() })?,
        Err(_) => Map::new(),
    };
    let find = |key: &str| generation.get(key).filter(|v| !v.is_null()).or_else(|| checkpoint.get(key));
    let number = |key: &str, usual: usize| find(key).and_then(Value::as_u64).map_or(usual, |n| n as usize);
    let id = |key: &str| match generation.get(key).and_then(Value::as_u64) {
        Some(id) => Ok(Some(id as u32)),
        None => checkpoint.id(key),
    };
    let pad = id("pad_token_id")?;
    let need =
        |key: &str, found: Option<u32>| found.ok_or_else(|| checkpoint.refuse(format!("it has no `{key}`")));
    let never = find("bad_words_ids").and_then(Value::as_array).into_iter().flatten();
    // Words of several tokens are not ruled out: only padding is in practice.
    let never = never.filter_map(|word| word.as_array().filter(|w| w.len() == 1)?[0].as_u64());
    let search = Search {
        beams: number("num_beams", 1).clamp(1, 16),
        max_length: number("max_length", MAX_LENGTH).clamp(2, max_tokens),
        min_length: number("min_length", 0),
        length_penalty: find("length_penalty").and_then(Value::as_f64).unwrap_or(1.0) as f32,
        early_stopping: find("early_stopping").and_then(Value::as_bool).unwrap_or(false),
        no_repeat: number("no_repeat_ngram_size", 0),
        start: need("decoder_start_token_id", id("decoder_start_token_id")?.or(pad))?,
        end: need("eos_token_id", id("eos_token_id")?)?,
        first: id("forced_bos_token_id")?,
        last: id("forced_eos_token_id")?,
        never: never.map(|id| id as u32).collect(),
    };
    let vocabulary = checkpoint.size("vocab_size")? as u32;
    let ids = [Some(search.start), Some(search.end), search.first, search.last];
    match ids.into_iter().flatten().find(|id| *id >= vocabulary) {
        Some(id) => Err(checkpoint.refuse(format!("generation names the token {id} of {vocabulary}"))),
        None => Ok(search),
    }
}

impl Network {
    fn load(checkpoint: &Checkpoint) -> Result<Self, EngineError> {
        let store = nn::VarStore::new(Device::cuda_if_available());
        let root = store.root();
        let family = &*checkpoint.family;
        let defaults = json!({
            "activation_dropout": 0.0, "attention_dropout": 0.0, "dropout": 0.0, "classif_dropout": 0.0,
            "decoder_layerdrop": 0.0, "encoder_layerdrop": 0.0, "init_std": 0.02,
            "num_hidden_layers": checkpoint.get("encoder_layers"),
            "normalize_embedding": family != "marian", "static_position_embeddings": family == "marian",
        });
        let bart = || checkpoint.clone().with_defaults(defaults.clone());
        let positions = if family == "marian" { Positions::Sines } else { Positions::Learned };
        let kind = match family {
            "bart" => Kinds::Bart(BartForConditionalGeneration::new(&root, &bart().parsed::<BartConfig>()?)),
            "marian" => {
                Kinds::Marian(MarianForConditionalGeneration::new(&root, &bart().parsed::<BartConfig>()?))
            }
            "m2m_100" => {
                Kinds::M2M100(M2M100ForConditionalGeneration::new(&root, &bart().parsed::<M2M100Config>()?))
            }
            "mbart" => {
                Kinds::MBart(MBartForConditionalGeneration::new(&root, &bart().parsed::<MBartConfig>()?))
            }
            _ => {
                let config = checkpoint.clone().with_defaults(json!({
                    "dropout_rate": 0.0, "initializer_factor": 1.0, "layer_norm_epsilon": 1e-6,
                    "tie_word_embeddings": family == "t5",
                }));
                // Settings for tasks are the pipeline's affair, and their form varies.
                let config: T5Config = config.without("task_specific_params").parsed()?;
                Kinds::T5(T5ForConditionalGeneration::new(&root, &config))
            }
        };
        weights::fill(&store, &checkpoint.folder, positions)?;
        Ok(Self { kind, device: store.device() })
    }

    fn generate(&self, input: &[u32], search: &Search) -> Result<Vec<u32>, EngineError> {
        no_grad(|| {
            let ids: Vec<i64> = input.iter().map(|&id| i64::from(id)).collect();
            let ids = Tensor::from_slice(&ids).view([1, -1]).to(self.device);
            let mask = ids.ones_like();
            let read = match &self.kind {
                Kinds::Bart(m) => m.encode(&ids, Some(&mask)),
                Kinds::Marian(m) => m.encode(&ids, Some(&mask)),
                Kinds::M2M100(m) => m.encode(&ids, Some(&mask)),
                Kinds::MBart(m) => m.encode(&ids, Some(&mask)),
                Kinds::T5(m) => m.encode(&ids, Some(&mask)),
            };
            let beams = search.beams as i64;
            let read = read.expand([beams, -1, -1], false).contiguous();
            let mask = mask.expand([beams, -1], false).contiguous();
            beam::search(search, &mut Decoder { network: self, read, mask, past: Past::Nothing })
        })
    }
}

/// What the decoder keeps of the tokens that it has read, layer by layer: its own and the input's.
enum Past {
    Nothing,
    Bart(Vec<(Option<bart::LayerState>, Option<bart::LayerState>)>),
    T5(Vec<(Option<t5::LayerState>, Option<t5::LayerState>)>),
}

struct Decoder<'n> {
    network: &'n Network,
    read: Tensor,
    mask: Tensor,
    past: Past,
}

impl Decoder<'_> {
    /// What is kept, for beams that go on from those of `order`.
    fn past(&mut self, order: &Tensor) -> Past {
        let pick = |t: &Tensor| t.index_select(0, order);
        match std::mem::replace(&mut self.past, Past::Nothing) {
            Past::Nothing => Past::Nothing,
            Past::Bart(layers) => {
                let state = |s: Option<bart::LayerState>| {
                    s.map(|s| bart::LayerState {
                        prev_key: pick(&s.prev_key),
                        prev_value: pick(&s.prev_value),
                    })
                };
                Past::Bart(layers.into_iter().map(|(own, input)| (state(own), state(input))).collect())
            }
            Past::T5(layers) => {
                let state = |s: Option<t5::LayerState>| {
                    s.map(|s| t5::LayerState { prev_key: pick(&s.prev_key), prev_value: pick(&s.prev_value) })
                };
                Past::T5(layers.into_iter().map(|(own, input)| (state(own), state(input))).collect())
            }
        }
    }
}

impl Scorer for Decoder<'_> {
    fn scores(&mut self, beams: &[Vec<u32>], order: &[usize]) -> Result<Vec<Vec<f32>>, EngineError> {
        let device = self.network.device;
        let order: Vec<i64> = order.iter().map(|&i| i as i64).collect();
        let past = self.past(&Tensor::from_slice(&order).to(device));
        let last: Vec<i64> = beams.iter().filter_map(|b| b.last()).map(|&id| i64::from(id)).collect();
        let last = Tensor::from_slice(&last).view([-1, 1]).to(device);
        let (read, mask, last) = (Some(&self.read), Some(&self.mask), Some(&last));
        let (logits, past) = if let Kinds::T5(model) = &self.network.kind {
            let past = if let Past::T5(past) = past { Some(past) } else { None };
            let out = model.forward_t(None, mask, read, last, None, None, None, past, false);
            (out.decoder_output, out.next_cache.map_or(Past::Nothing, Past::T5))
        } else {
            let past = if let Past::Bart(past) = past { Some(past) } else { None };
            let out = match &self.network.kind {
                Kinds::Bart(m) => m.forward_t(None, mask, read, last, None, past, false),
                Kinds::Marian(m) => m.forward_t(None, mask, read, last, None, past, false),
                Kinds::M2M100(m) => m.forward_t(None, mask, read, last, None, past, false),
                Kinds::MBart(m) => m.forward_t(None, mask, read, last, None, past, false),
                Kinds::T5(_) => return Err(EngineError::Run("T5 is decoded by itself".into())),
            };
            (out.decoder_output, out.cache.map_or(Past::Nothing, Past::Bart))
        };
        self.past = past;
        let logits = logits.select(1, -1).to_kind(Kind::Float).to(Device::Cpu).contiguous();
        let width = logits.size()[1] as usize;
        let run = |e: tch::TchError| EngineError::Run(weights::first_line(&e.to_string()));
        let logits = Vec::<f32>::try_from(logits.view(-1)).map_err(run)?;
        Ok(logits.chunks_exact(width).map(<[f32]>::to_vec).collect())
    }
}

impl Seq2Seq for TorchSeq2Seq {
    fn max_tokens(&self) -> usize {
        self.max_tokens
    }

    fn generate(&self, input: &[u32], first: Option<u32>) -> Result<Vec<u32>, EngineError> {
        engine::readable(&[input], self.max_tokens)?;
        if let Some(&id) = input.iter().chain(&first).find(|&&id| id as usize >= self.vocabulary) {
            return Err(EngineError::Vocabulary { id, rows: self.vocabulary });
        }
        let mut search = self.search.clone();
        search.first = first.or(search.first);
        let input = input.to_vec();
        self.worker.call(move |network| network.generate(&input, &search))
    }
}
