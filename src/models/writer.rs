//! Models that write: a text in another language, or a short one for a long one.

use std::path::Path;

use serde_json::Value;

use super::{Manifest, ModelError, Task, config, languages};
use crate::engine::{EngineError, Seq2Seq};
use crate::tokenize::{TokenizeError, Tokenizer};
use crate::types::Lang;

/// A model that says a text in fewer words.
pub trait Summarizer: Send + Sync {
    /// Name of the model.
    fn name(&self) -> &str;

    /// Whether the model was made for texts of a language.
    fn summarizes(&self, lang: Lang) -> bool;

    /// A short text for a long one, in its language. What the model cannot read at once is left out at the
    /// end.
    ///
    /// # Errors
    /// If the model fails.
    fn summarize(&self, text: &str) -> Result<String, WriteError>;
}

/// A model that says a sentence in another language.
pub trait Translator: Send + Sync {
    /// Name of the model.
    fn name(&self) -> &str;

    /// Whether the model translates between two languages.
    fn translates(&self, from: Lang, into: Lang) -> bool;

    /// A sentence in another language.
    ///
    /// # Errors
    /// If the model does not have the languages, or fails.
    fn translate(&self, sentence: &str, from: Lang, into: Lang) -> Result<String, WriteError>;
}

/// A checkpoint that writes: a translator or summarizer.
pub struct Writer {
    pub manifest: Manifest,
    tokenizer: Tokenizer,
    network: Box<dyn Seq2Seq>,
    /// What the checkpoint was trained to see before the text, such as `summarize: `.
    prefix: String,
    /// Whether languages are told by tokens; else the model has one pair of languages.
    has_tokens: bool,
    /// Marian takes the target's token before the text; the others the source's, and write the target's.
    is_marian: bool,
    pair: Option<(Lang, Lang)>,
}

/// Why a text could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    #[error("`{model}` does not translate from {from} into {into}")]
    Languages { model: String, from: Lang, into: Lang },
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error(transparent)]
    Tokenize(#[from] TokenizeError),
}

impl Writer {
    /// Loads a checkpoint for `task`.
    ///
    /// # Errors
    /// If it is for another task, a file is missing or damaged, or the program was built without libtorch.
    pub fn load(folder: &Path, task: Task) -> Result<Self, ModelError> {
        let manifest = Manifest::of(folder)?;
        if manifest.task != task {
            return Err(ModelError::Task {
                path: folder.to_owned(),
                is: manifest.task.verb(),
                asked: task.verb(),
            });
        }
        super::folder::has_sizes(folder, &manifest)?;
        let config = config::read(folder)?;
        let tokenizer = Tokenizer::from_json(&folder.join("tokenizer.json"))?;
        let network = network(folder)?;
        let family = config["model_type"].as_str().unwrap_or_default();
        let is_marian = family == "marian";
        let known = |lang: &Lang| languages::token(&tokenizer, *lang).is_some();
        let has_tokens = task == Task::Translate
            && (!is_marian || manifest.languages.iter().any(known) && !manifest.languages.is_empty());
        let prefix = config["task_specific_params"]["summarization"]["prefix"].as_str();
        let prefix = prefix.or(config["prefix"].as_str()).unwrap_or_default();
        let prefix = if task == Task::Summarize { prefix.to_owned() } else { String::new() };
        let pair = is_marian.then(|| pair(&config, folder)).flatten();
        Ok(Self { manifest, tokenizer, network, prefix, has_tokens, is_marian, pair })
    }

    fn write(&self, mut ids: Vec<u32>, first: Option<u32>) -> Result<String, WriteError> {
        let room = self.network.max_tokens();
        if ids.len() > room {
            ids.truncate(room - 1);
            ids.push(self.tokenizer.end());
        }
        let written = self.network.generate(&ids, first)?;
        Ok(self.tokenizer.decode(&written)?.trim().to_owned())
    }
}

impl Summarizer for Writer {
    fn name(&self) -> &str {
        &self.manifest.name
    }

    /// A model that names no languages takes all.
    fn summarizes(&self, lang: Lang) -> bool {
        let languages = &self.manifest.languages;
        self.manifest.task == Task::Summarize && (languages.is_empty() || languages.contains(&lang))
    }

    fn summarize(&self, text: &str) -> Result<String, WriteError> {
        self.write(self.tokenizer.framed(&format!("{}{text}", self.prefix))?, None)
    }
}

impl Translator for Writer {
    fn name(&self) -> &str {
        &self.manifest.name
    }

    /// A model of one pair that does not tell which takes any.
    fn translates(&self, from: Lang, into: Lang) -> bool {
        let token = |lang| languages::token(&self.tokenizer, lang).is_some();
        if self.manifest.task != Task::Translate || from == into {
            return false;
        }
        match (self.has_tokens, self.is_marian) {
            (true, true) => token(into),
            (true, false) => token(from) && token(into),
            _ => self.pair.is_none_or(|(a, b)| (a, b) == (from, into)),
        }
    }

    fn translate(&self, sentence: &str, from: Lang, into: Lang) -> Result<String, WriteError> {
        if !self.translates(from, into) {
            return Err(WriteError::Languages { model: self.manifest.name.clone(), from, into });
        }
        let token = |lang| languages::token(&self.tokenizer, lang);
        if !self.has_tokens {
            return self.write(self.tokenizer.framed(sentence)?, None);
        }
        // The order of special tokens differs by the languages, which `tokenizer.json` does not know.
        let before = if self.is_marian { token(into) } else { token(from) };
        let mut ids: Vec<u32> = before.into_iter().collect();
        ids.extend(self.tokenizer.encode(sentence)?.iter().map(|t| t.id));
        ids.push(self.tokenizer.end());
        self.write(ids, if self.is_marian { None } else { token(into) })
    }
}

/// The pair of languages of a Marian model: two tags at the end of its name, as `opus-mt-de-en` has them.
fn pair(config: &Value, folder: &Path) -> Option<(Lang, Lang)> {
    let folder = folder.file_name().map(|n| n.to_string_lossy().into_owned());
    let named = config["_name_or_path"].as_str().map(str::to_owned);
    named.into_iter().chain(folder).find_map(|name| {
        let mut parts = name.rsplit('-');
        let (into, from) = (parts.next()?, parts.next()?);
        let tag = |part: &str| part.parse::<Lang>().ok().filter(|l| l.as_str() == part);
        // A name of two words is no pair.
        parts.next()?;
        Some((tag(from)?, tag(into)?))
    })
}

#[cfg(feature = "torch")]
fn network(folder: &Path) -> Result<Box<dyn Seq2Seq>, ModelError> {
    Ok(Box::new(crate::torch::TorchSeq2Seq::load(folder)?))
}

#[cfg(not(feature = "torch"))]
fn network(folder: &Path) -> Result<Box<dyn Seq2Seq>, ModelError> {
    Err(ModelError::NoTorch { path: folder.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pair_of_a_marian_model_is_in_its_name() {
        let named = |name: &str| pair(&Value::Null, Path::new(name));
        assert_eq!(named("models/opus-mt-de-en"), Some((Lang::new("de"), Lang::new("en"))));
        assert_eq!(named("opus-mt-az-en"), Some((Lang::new("az"), Lang::new("en"))));
        assert_eq!(named("marian"), None);
        assert_eq!(named("opus-mt-tc-big-en-tr"), Some((Lang::new("en"), Lang::new("tr"))));
    }
}
