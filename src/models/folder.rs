use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{Architecture, Manifest, ModelError, Task};
use crate::engine::{RtenEncoder, RtenHead, TokenEncoder, TokenHead};
use crate::tokenize::Tokenizer;
use crate::types::Lang;

/// A loaded model, ready for texts.
pub struct Model {
    pub manifest: Manifest,
    pub tokenizer: Tokenizer,
    pub encoder: Box<dyn TokenEncoder>,
    /// Finds the roles of persons in what the encoder says, where the model has it.
    pub roles: Option<Box<dyn TokenHead>>,
    /// Taggers whose names overrule this model's. The vectors are always its own, as those of two models
    /// cannot be compared.
    pub routes: Vec<Route>,
    means: Vec<f32>,
}

/// A tagger for some languages.
pub struct Route {
    /// Empty for all languages that no other route names.
    pub languages: Vec<Lang>,
    pub tagger: Model,
}

/// What runs a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// The one made for the model: that of the default build for the shipped one, libtorch for checkpoints.
    #[default]
    Usual,
    /// libtorch for all.
    Torch,
}

impl Model {
    /// Whether the model gives vectors for texts.
    pub fn embeds(&self) -> bool {
        self.manifest.hidden > 0
    }

    /// The number of the route that names of a language take; `None` for this model itself.
    pub fn route(&self, lang: Lang) -> Option<usize> {
        let named = self.routes.iter().position(|r| r.languages.contains(&lang));
        named.or_else(|| self.routes.iter().position(|r| r.languages.is_empty()))
    }

    /// The mean sentence vector of a language; that of all languages where it has none.
    pub fn mean(&self, lang: Lang) -> &[f32] {
        if !self.embeds() {
            return &[];
        }
        let languages = &self.manifest.means;
        let row = languages.iter().position(|&l| l == lang).unwrap_or(languages.len());
        &self.means[row * self.manifest.hidden..][..self.manifest.hidden]
    }
}

/// How a file of a model compares with its manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileCheck {
    pub name: String,
    /// What is wrong, if anything.
    pub problem: Option<String>,
}

/// Finds a model by name in `folders`, or takes `name` as a path to its folder.
///
/// # Errors
/// If there is none.
pub fn find(name: &str, folders: &[PathBuf]) -> Result<PathBuf, ModelError> {
    let direct = Path::new(name);
    let candidates = std::iter::once(direct.to_owned()).chain(folders.iter().map(|f| f.join(name)));
    candidates
        .into_iter()
        .find(|c| is_model(c))
        .ok_or_else(|| ModelError::Missing { name: name.to_owned(), searched: folders.to_vec() })
}

/// The model folders inside `folders`, sorted by path.
pub fn list(folders: &[PathBuf]) -> Vec<PathBuf> {
    let inside = folders.iter().filter_map(|f| std::fs::read_dir(f).ok()).flatten().flatten();
    let mut found: Vec<PathBuf> = inside.map(|e| e.path()).filter(|p| is_model(p)).collect();
    found.sort();
    found.dedup();
    found
}

fn is_model(folder: &Path) -> bool {
    folder.join("model.toml").is_file() || folder.join("config.json").is_file()
}

/// Loads a model that tags. Sizes are checked against the manifest, contents by [`verify`] only.
///
/// # Errors
/// If a file is missing or damaged, or asks for what this version lacks.
pub fn load(folder: &Path) -> Result<Model, ModelError> {
    load_on(folder, Engine::Usual)
}

/// As [`load`], on an engine of one's choice.
///
/// # Errors
/// As [`load`], and if the program was built without that engine.
pub fn load_on(folder: &Path, engine: Engine) -> Result<Model, ModelError> {
    let manifest = Manifest::of(folder)?;
    if !matches!(manifest.task, Task::TagAndEmbed | Task::Tag) {
        return Err(ModelError::Task {
            path: folder.to_owned(),
            is: manifest.task.verb(),
            asked: Task::Tag.verb(),
        });
    }
    has_sizes(folder, &manifest)?;
    if manifest.architecture == Architecture::Transformers {
        let tokenizer = Tokenizer::from_json(&folder.join("tokenizer.json"))?;
        let (encoder, labels) = tagger(folder, &manifest)?;
        let max_tokens = encoder.max_tokens();
        let manifest = Manifest { labels, max_tokens, ..manifest };
        return Ok(Model {
            manifest,
            tokenizer,
            encoder,
            roles: None,
            routes: Vec::new(),
            means: Vec::new(),
        });
    }
    let path = |name: &str| folder.join(name);
    let means = read_floats(&path("language-means.bin"))?;
    if means.len() != (manifest.means.len() + 1) * manifest.hidden {
        let detail = format!("it holds {} numbers for {} languages", means.len(), manifest.means.len());
        return Err(ModelError::Damaged { path: path("language-means.bin"), detail });
    }
    let tokenizer = Tokenizer::load(&path("vocabulary.bin"), &path("normalizer.bin"))?;
    let (labels, hidden) = (manifest.labels.len(), manifest.hidden);
    let encoder: Box<dyn TokenEncoder> = match engine {
        Engine::Torch => shipped_on_torch(folder, &manifest)?,
        Engine::Usual => {
            let (graph, table) = (path("encoder.onnx"), path("embeddings.q4"));
            Box::new(RtenEncoder::load(&graph, &table, labels, hidden, manifest.max_tokens)?)
        }
    };
    let mut roles: Option<Box<dyn TokenHead>> = None;
    if manifest.files.iter().any(|f| f.name == ROLES) {
        roles = Some(Box::new(RtenHead::load(&path(ROLES))?));
    }
    Ok(Model { manifest, tokenizer, encoder, roles, routes: Vec::new(), means })
}

/// The network that finds roles; a model need not have it.
const ROLES: &str = "roles.onnx";

/// That the files have the sizes of the manifest.
pub(super) fn has_sizes(folder: &Path, manifest: &Manifest) -> Result<(), ModelError> {
    for entry in &manifest.files {
        if let Some(detail) = wrong_size(folder, entry) {
            return Err(ModelError::Damaged { path: folder.join(&entry.name), detail });
        }
    }
    Ok(())
}

/// A checkpoint's network with its labels turned into ours.
#[cfg(feature = "torch")]
fn tagger(folder: &Path, manifest: &Manifest) -> Result<(Box<dyn TokenEncoder>, Vec<String>), ModelError> {
    let read = super::labels::Labels::read(folder, &manifest.label_map)?;
    let encoder = crate::torch::TorchEncoder::load(folder)?;
    let labels = read.names().to_vec();
    Ok((Box::new(super::labels::Mapped::new(Box::new(encoder), read)), labels))
}

#[cfg(not(feature = "torch"))]
fn tagger(folder: &Path, manifest: &Manifest) -> Result<(Box<dyn TokenEncoder>, Vec<String>), ModelError> {
    // Unsupported labels are told even where the network cannot be run.
    super::labels::Labels::read(folder, &manifest.label_map)?;
    Err(ModelError::NoTorch { path: folder.to_owned() })
}

#[cfg(feature = "torch")]
fn shipped_on_torch(folder: &Path, manifest: &Manifest) -> Result<Box<dyn TokenEncoder>, ModelError> {
    let (labels, hidden) = (manifest.labels.len(), manifest.hidden);
    Ok(Box::new(crate::torch::TorchEncoder::load_shipped(folder, labels, hidden, manifest.max_tokens)?))
}

#[cfg(not(feature = "torch"))]
fn shipped_on_torch(folder: &Path, _manifest: &Manifest) -> Result<Box<dyn TokenEncoder>, ModelError> {
    Err(ModelError::NoTorch { path: folder.to_owned() })
}

/// Compares every file of a model with its manifest, contents included.
///
/// # Errors
/// If the manifest cannot be read.
pub fn verify(folder: &Path) -> Result<Vec<FileCheck>, ModelError> {
    let manifest = Manifest::of(folder)?;
    let check = |entry: &super::FileEntry| {
        let problem = wrong_size(folder, entry).or_else(|| match sha256(&folder.join(&entry.name)) {
            Ok(sum) if sum == entry.sha256 => None,
            Ok(sum) => Some(format!("its SHA-256 is {sum} instead of {}", entry.sha256)),
            Err(e) => Some(format!("it cannot be read: {e}")),
        });
        FileCheck { name: entry.name.clone(), problem }
    };
    Ok(manifest.files.iter().map(check).collect())
}

fn wrong_size(folder: &Path, entry: &super::FileEntry) -> Option<String> {
    match std::fs::metadata(folder.join(&entry.name)) {
        Ok(m) if m.len() == entry.bytes => None,
        Ok(m) => Some(format!("it has {} bytes instead of {}", m.len(), entry.bytes)),
        Err(e) => Some(format!("it cannot be read: {e}")),
    }
}

/// The SHA-256 of a file, in lower-case hexadecimal.
///
/// # Errors
/// If the file cannot be read.
pub fn sha256(path: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    io::copy(&mut File::open(path)?, &mut HashWriter(&mut hasher))?;
    Ok(hasher.finalize().iter().map(|b| format!("{b:02x}")).collect())
}

/// Feeds what is written to it into a hash.
struct HashWriter<'h>(&'h mut Sha256);

impl io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn read_floats(path: &Path) -> Result<Vec<f32>, ModelError> {
    let bytes = std::fs::read(path).map_err(|source| ModelError::Read { path: path.to_owned(), source })?;
    let (numbers, _) = bytes.as_chunks::<4>();
    Ok(numbers.iter().map(|b| f32::from_le_bytes(*b)).collect())
}
