use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::ModelError;
use crate::types::{Label, Lang};

/// What a model does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// Name labels for tokens and vectors for texts from one pass.
    TagAndEmbed,
    /// Name labels for tokens.
    Tag,
    /// A short text for a long one.
    Summarize,
    /// A text in another language.
    Translate,
}

impl Task {
    /// What a model of this task can do.
    pub fn verb(self) -> &'static str {
        match self {
            Task::TagAndEmbed | Task::Tag => "tag",
            Task::Summarize => "summarize",
            Task::Translate => "translate",
        }
    }
}

/// How a model's files are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Architecture {
    /// A BERT encoder as an ONNX graph over embedded tokens, with a Q4_0 word table.
    BertOnnxQ4,
    /// A checkpoint of the transformers library: `config.json` says which network, `tokenizer.json` and
    /// `model.safetensors` are beside it. Needs a build with the feature `torch`.
    Transformers,
}

/// One file of a model.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Name inside the folder.
    pub name: String,
    pub bytes: u64,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

/// What the model was made from.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub name: String,
    pub licence: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// `model.toml`. Unknown keys are errors: a newer model must not be half understood.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub format: u32,
    pub name: String,
    pub version: String,
    pub description: String,
    pub licence: String,
    pub task: Task,
    pub architecture: Architecture,
    /// BIO labels in the order of the network's outputs. A checkpoint's are in its `config.json`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// Width of a text's vector; 0 where the model gives none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub hidden: usize,
    /// Longest sequence, special tokens included; a checkpoint's is in its `config.json`.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub max_tokens: usize,
    /// Languages in which its tagging was measured; of a translator those that it translates between.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Lang>,
    /// Languages that `language-means.bin` has a row for, in its order; the last row is for all others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub means: Vec<Lang>,
    /// For a checkpoint's labels without their `B-` and `I-` the label they stand for, or `O`. What is not
    /// listed is taken for what its name says (`PERSON` is `PER`), and for no name if it says none of ours.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub label_map: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

impl Manifest {
    /// The manifest of a checkpoint's folder: its `model.toml`, or what its `config.json` tells.
    ///
    /// # Errors
    /// If there is neither, or it is not understood.
    pub fn of(folder: &Path) -> Result<Self, ModelError> {
        let written = folder.join("model.toml");
        if written.is_file() || !folder.join("config.json").is_file() {
            return Self::read(&written);
        }
        let config = super::config::read(folder)?;
        let text = |key: &str| config[key].as_str().unwrap_or_default();
        let architecture = config["architectures"][0].as_str().unwrap_or_default();
        let task = if architecture.ends_with("ForTokenClassification") {
            Task::Tag
        } else if matches!(text("model_type"), "marian" | "m2m_100" | "mbart") {
            Task::Translate
        } else if matches!(text("model_type"), "bart" | "t5" | "mt5" | "pegasus") {
            Task::Summarize
        } else {
            let detail = format!(
                "it is a `{}` ({}); taggers, summarizers and translators can be used",
                text("model_type"),
                if architecture.is_empty() { "no architecture named" } else { architecture }
            );
            return Err(ModelError::Manifest { path: folder.join("config.json"), detail });
        };
        let name = folder.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let licence = super::card::licence(folder).unwrap_or_else(|| "not stated".into());
        Ok(Self {
            format: FORMAT,
            name,
            version: "0".into(),
            description: format!("{} ({})", text("model_type"), architecture),
            licence,
            task,
            architecture: Architecture::Transformers,
            labels: Vec::new(),
            hidden: 0,
            max_tokens: 0,
            languages: super::card::languages(folder),
            means: Vec::new(),
            label_map: BTreeMap::new(),
            files: Vec::new(),
            sources: Vec::new(),
        })
    }
}

fn is_zero(n: &usize) -> bool {
    *n == 0
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
        if manifest.architecture == Architecture::Transformers {
            if manifest.task == Task::TagAndEmbed {
                return Err("a checkpoint gives no vectors: its task is `tag`".into());
            }
            for (label, ours) in &manifest.label_map {
                if ours != "O" && Label::parse(ours).is_none() {
                    return Err(format!(
                        "`{label}` stands for `{ours}`, which is none of PER ORG LOC EVT MISC O"
                    ));
                }
            }
            return Ok(manifest);
        }
        if manifest.task != Task::TagAndEmbed {
            return Err(format!("this architecture tags and embeds, it does not {}", manifest.task.verb()));
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
