//! Making a model of a checkpoint's folder: its manifest with the sum of every file.

use std::path::Path;

use super::{FileEntry, Manifest, ModelError, Source, folder::sha256};

/// Files of a checkpoint that are used; others (other frameworks' weights, code) are left out.
const FILES: &[&str] =
    &["README.md", "config.json", "generation_config.json", "model.safetensors.index.json", "tokenizer.json"];

/// Whether a file of a checkpoint is used.
pub fn is_used(name: &str) -> bool {
    FILES.contains(&name) || name.ends_with(".safetensors") && !name.contains('/')
}

/// The manifest of a checkpoint with the sums of its files, as `model.toml` in TOML. `url` is where the
/// checkpoint is from.
///
/// # Errors
/// If the folder holds no checkpoint that can be used, or a file cannot be read.
pub fn added(folder: &Path, name: &str, url: Option<&str>) -> Result<(Manifest, String), ModelError> {
    let mut manifest = Manifest::of(folder)?;
    let read = |path: &Path, source| ModelError::Read { path: path.to_owned(), source };
    let mut names: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| read(folder, e))? {
        let name = entry.map_err(|e| read(folder, e))?.file_name().to_string_lossy().into_owned();
        if is_used(&name) {
            names.push(name);
        }
    }
    names.sort();
    // A manifest that was written by hand may list other files.
    names.extend(
        manifest.files.iter().map(|f| f.name.clone()).filter(|n| !names.contains(n)).collect::<Vec<_>>(),
    );
    for needed in ["config.json", "tokenizer.json"] {
        let path = folder.join(needed);
        std::fs::metadata(&path).map_err(|e| read(&path, e))?;
    }
    if !names.iter().any(|n| n.ends_with(".safetensors")) {
        let path = folder.join("model.safetensors");
        return Err(read(&path, std::io::ErrorKind::NotFound.into()));
    }
    manifest.files = Vec::new();
    for name in names {
        let path = folder.join(&name);
        let bytes = std::fs::metadata(&path).map_err(|e| read(&path, e))?.len();
        let sum = sha256(&path).map_err(|e| read(&path, e))?;
        manifest.files.push(FileEntry { name, bytes, sha256: sum });
    }
    manifest.name = name.to_owned();
    if let Some(url) = url {
        let source =
            Source { name: name.to_owned(), licence: manifest.licence.clone(), url: Some(url.to_owned()) };
        manifest.sources = vec![source];
    }
    let text = toml::to_string(&manifest)
        .map_err(|e| ModelError::Manifest { path: folder.join("model.toml"), detail: e.to_string() })?;
    Ok((manifest, text))
}

/// Whether a licence forbids what earns money.
pub fn is_non_commercial(licence: &str) -> bool {
    let licence = licence.to_ascii_lowercase();
    let words: Vec<&str> = licence.split(|c: char| !c.is_alphanumeric()).collect();
    words.contains(&"nc") || licence.contains("noncommercial") || licence.contains("non-commercial")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn non_commercial_licences_are_known() {
        for (licence, nc) in
            [("cc-by-nc-4.0", true), ("CC-BY-NC-SA-4.0", true), ("mit", false), ("ncsa", false)]
        {
            assert_eq!(is_non_commercial(licence), nc, "{licence}");
        }
    }

    #[test]
    fn a_checkpoint_gets_a_manifest_that_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("config.json", r#"{"model_type":"bert","architectures":["BertForTokenClassification"]}"#);
        assert!(matches!(added(folder.path(), "m", None), Err(ModelError::Read { .. })));
        write("tokenizer.json", "{}");
        write("model.safetensors", "weights");
        write("README.md", "---\nlicense: cc-by-4.0\n---\n");
        write("pytorch_model.bin", "not listed");
        let (manifest, text) = added(folder.path(), "m", Some("https://example.org/m")).unwrap();
        assert_eq!((manifest.files.len(), &*manifest.licence), (4, "cc-by-4.0"));
        write("model.toml", &text);
        assert_eq!(Manifest::of(folder.path()).unwrap().files[2].name, "model.safetensors");
        assert!(super::super::verify(folder.path()).unwrap().iter().all(|c| c.problem.is_none()));
    }
}
