use std::path::Path;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::ModelError;
use crate::types::{Label, Lang};

/// What a model does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// Name labels for tokens and vectors for texts from one pass.
    TagAndEmbed,
}

/// How a model's files are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Architecture {
    /// A BERT encoder as an ONNX graph over embedded tokens, with a Q4_0 word table.
    BertOnnxQ4,
}

/// One file of a model.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Name inside the folder.
    pub name: String,
    pub bytes: u64,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

/// What the model was made from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub name: String,
    pub licence: String,
    #[serde(default)]
    pub url: Option<String>,
}

/// `model.toml`. Unknown keys are errors: a newer model must not be half understood.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub format: u32,
    pub name: String,
    pub version: String,
    pub description: String,
    pub licence: String,
    pub task: Task,
    pub architecture: Architecture,
    /// BIO labels in the order of the network's outputs.
    pub labels: Vec<String>,
    pub hidden: usize,
    /// Longest sequence, special tokens included.
    pub max_tokens: usize,
    /// Languages in which its tagging was measured.
    pub languages: Vec<Lang>,
    /// Languages that `language-means.bin` has a row for, in its order; the last row is for all others.
    pub means: Vec<Lang>,
    pub files: Vec<FileEntry>,
    pub sources: Vec<Source>,
}

/// The manifest format this version reads.
const FORMAT: u32 = 1;

impl Manifest {
    /// # Errors
    /// If the file cannot be read, has unknown keys or asks for what this version lacks.
    pub fn read(path: &Path) -> Result<Self, ModelError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ModelError::Read { path: path.to_owned(), source })?;
        Self::parse(&text).map_err(|detail| ModelError::Manifest { path: path.to_owned(), detail })
    }

    /// Name and version with a hash of the files' checksums, for messages: `exonym-small 1.1.0 (3f2a91c0)`.
    /// Two models find the same if it is the same.
    pub fn identity(&self) -> String {
        let mut hash = Sha256::new();
        self.files.iter().for_each(|file| hash.update(format!("{} {}\n", file.name, file.sha256)));
        let digits: String = hash.finalize().iter().take(4).map(|b| format!("{b:02x}")).collect();
        format!("{} {} ({digits})", self.name, self.version)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let manifest: Manifest = toml::from_str(text).map_err(|e| e.to_string())?;
        if manifest.format != FORMAT {
            return Err(format!("its format is {}, this version reads {FORMAT}", manifest.format));
        }
        if manifest.labels.first().is_none_or(|l| l != "O") {
            return Err("its first label is not `O`".into());
        }
        for label in &manifest.labels[1..] {
            let known = label.strip_prefix("B-").or(label.strip_prefix("I-")).and_then(Label::parse);
            known.ok_or_else(|| format!("`{label}` is no BIO label of PER ORG LOC EVT MISC"))?;
        }
        Ok(manifest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        format = 1
        name = "m"
        version = "1"
        description = "d"
        licence = "MIT"
        task = "tag-and-embed"
        architecture = "bert-onnx-q4"
        labels = ["O", "B-PER", "I-PER"]
        hidden = 32
        max_tokens = 8
        languages = ["az"]
        means = []
        files = []
        sources = []
    "#;

    #[test]
    fn what_is_not_understood_fails() {
        assert!(Manifest::parse(GOOD).is_ok());
        let cases = [
            ("format = 1", "format = 2", "format is 2"),
            ("name = \"m\"", "name = \"m\"\n colour = 1", "colour"),
            ("tag-and-embed", "translate", "translate"),
            ("\"B-PER\"", "\"B-CAT\"", "B-CAT"),
            ("[\"O\", ", "[", "not `O`"),
        ];
        for (old, new, message) in cases {
            let error = Manifest::parse(&GOOD.replace(old, new)).unwrap_err();
            assert!(error.contains(message), "{error}");
        }
    }
}
