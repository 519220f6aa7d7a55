use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{Manifest, ModelError};
use crate::engine::{RtenEncoder, TokenEncoder};
use crate::tokenize::Tokenizer;
use crate::types::Lang;

/// A loaded model, ready for texts.
pub struct Model {
    pub manifest: Manifest,
    pub tokenizer: Tokenizer,
    pub encoder: Box<dyn TokenEncoder>,
    means: Vec<f32>,
}

impl Model {
    /// The mean sentence vector of a language; that of all languages where it has none.
    pub fn mean(&self, lang: Lang) -> &[f32] {
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
        .find(|c| c.join("model.toml").is_file())
        .ok_or_else(|| ModelError::Missing { name: name.to_owned(), searched: folders.to_vec() })
}

/// The model folders inside `folders`, sorted by path.
pub fn list(folders: &[PathBuf]) -> Vec<PathBuf> {
    let inside = folders.iter().filter_map(|f| std::fs::read_dir(f).ok()).flatten().flatten();
    let mut found: Vec<PathBuf> =
        inside.map(|e| e.path()).filter(|p| p.join("model.toml").is_file()).collect();
    found.sort();
    found.dedup();
    found
}

/// Loads a model. Sizes are checked against the manifest, contents by [`verify`] only.
///
/// # Errors
/// If a file is missing or damaged, or asks for what this version lacks.
pub fn load(folder: &Path) -> Result<Model, ModelError> {
    let manifest = Manifest::read(&folder.join("model.toml"))?;
    for entry in &manifest.files {
        if let Some(detail) = wrong_size(folder, entry) {
            return Err(ModelError::Damaged { path: folder.join(&entry.name), detail });
        }
    }
    let path = |name: &str| folder.join(name);
    let means = read_floats(&path("language-means.bin"))?;
    if means.len() != (manifest.means.len() + 1) * manifest.hidden {
        let detail = format!("it holds {} numbers for {} languages", means.len(), manifest.means.len());
        return Err(ModelError::Damaged { path: path("language-means.bin"), detail });
    }
    let tokenizer = Tokenizer::load(&path("vocabulary.bin"), &path("normalizer.bin"))?;
    let (labels, hidden) = (manifest.labels.len(), manifest.hidden);
    let encoder = RtenEncoder::load(
        &path("encoder.onnx"),
        &path("embeddings.q4"),
        labels,
        hidden,
        manifest.max_tokens,
    )?;
    Ok(Model { manifest, tokenizer, encoder: Box::new(encoder), means })
}

/// Compares every file of a model with its manifest, contents included.
///
/// # Errors
/// If the manifest cannot be read.
pub fn verify(folder: &Path) -> Result<Vec<FileCheck>, ModelError> {
    let manifest = Manifest::read(&folder.join("model.toml"))?;
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

fn sha256(path: &Path) -> io::Result<String> {
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
