//! `config.json` at the door: what kind of network it is, and whether its numbers can be those of one.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::engine::EngineError;

/// The configuration of a checkpoint.
#[derive(Clone, Debug)]
pub(super) struct Checkpoint {
    pub folder: PathBuf,
    pub family: String,
    config: Map<String, Value>,
}

impl Checkpoint {
    /// # Errors
    /// If there is no readable `config.json` with a `model_type` in the folder.
    pub(super) fn read(folder: &Path) -> Result<Self, EngineError> {
        let path = folder.join("config.json");
        let text = std::fs::read_to_string(&path)
            .map_err(|source| EngineError::Read { path: path.clone(), source })?;
        let load = |detail: String| EngineError::Load { path: path.clone(), detail };
        let config: Map<String, Value> = serde_json::from_str(&text).map_err(|e| load(e.to_string()))?;
        let family = config.get("model_type").and_then(Value::as_str);
        let family = family.ok_or_else(|| load("it names no `model_type`".into()))?.to_owned();
        Ok(Self { folder: folder.to_owned(), family, config })
    }

    /// That the configuration is of no use.
    pub(super) fn refuse(&self, detail: impl Into<String>) -> EngineError {
        EngineError::Load { path: self.folder.join("config.json"), detail: detail.into() }
    }

    /// A number that must be there and positive.
    pub(super) fn size(&self, key: &str) -> Result<i64, EngineError> {
        match self.config.get(key).and_then(Value::as_i64) {
            Some(n) if n > 0 => Ok(n),
            Some(n) => Err(self.refuse(format!("its `{key}` is {n}"))),
            None => Err(self.refuse(format!("it has no number `{key}`"))),
        }
    }

    /// A token id; must lie in the vocabulary if it is there.
    pub(super) fn id(&self, key: &str) -> Result<Option<u32>, EngineError> {
        let Some(value) = self.config.get(key).filter(|v| !v.is_null()) else { return Ok(None) };
        // Some checkpoints give a list of ids that end a text; the first is the usual one.
        let value = value.as_array().and_then(|a| a.first()).unwrap_or(value);
        let id = value.as_i64().filter(|id| (0..self.size("vocab_size").unwrap_or(0)).contains(id));
        let id = id.ok_or_else(|| self.refuse(format!("its `{key}` is {value}, which is no token")))?;
        Ok(Some(id as u32))
    }

    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        self.config.get(key).filter(|v| !v.is_null())
    }

    /// Number of labels.
    pub(super) fn labels(&self) -> Result<usize, EngineError> {
        let labels = self.get("id2label").and_then(Value::as_object).map_or(0, Map::len);
        if labels < 2 { Err(self.refuse("it has no labels (`id2label`)")) } else { Ok(labels) }
    }

    /// That `hidden` splits evenly into `heads`, both named by their keys.
    pub(super) fn splits(&self, hidden: &str, heads: &str) -> Result<(), EngineError> {
        let (h, n) = (self.size(hidden)?, self.size(heads)?);
        if h % n == 0 {
            Ok(())
        } else {
            Err(self.refuse(format!("`{hidden}` {h} does not split into {n} heads")))
        }
    }

    /// Sets keys that the library insists on and newer checkpoints leave out.
    pub(super) fn with_defaults(mut self, defaults: Value) -> Self {
        let Value::Object(defaults) = defaults else { return self };
        for (key, value) in defaults {
            let given = self.config.entry(key).or_insert(Value::Null);
            if given.is_null() {
                *given = value;
            }
        }
        // Names that transformers has since given to the same functions.
        for key in ["hidden_act", "activation", "activation_function", "conv_act", "pooler_hidden_act"] {
            let known = match self.config.get(key).and_then(Value::as_str) {
                Some("silu") => "swish",
                Some("gelu_fast" | "gelu_pytorch_tanh" | "gelu_python_tanh") => "gelu_new",
                Some("gelu_python") => "gelu",
                _ => continue,
            };
            self.config.insert(key.into(), json!(known));
        }
        self
    }

    pub(super) fn without(mut self, key: &str) -> Self {
        self.config.remove(key);
        self
    }

    /// The library's own configuration.
    pub(super) fn parsed<C: DeserializeOwned>(&self) -> Result<C, EngineError> {
        serde_json::from_value(Value::Object(self.config.clone())).map_err(|e| self.refuse(e.to_string()))
    }
}
