//! A checkpoint's `config.json`.

use std::path::Path;

use serde_json::Value;

use super::ModelError;

/// # Errors
/// If it cannot be read or is no JSON.
pub(super) fn read(folder: &Path) -> Result<Value, ModelError> {
    let path = folder.join("config.json");
    let text =
        std::fs::read_to_string(&path).map_err(|source| ModelError::Read { path: path.clone(), source })?;
    serde_json::from_str(&text).map_err(|e| ModelError::Manifest { path, detail: e.to_string() })
}
