//! `exonym models`: what lies where, and whether it is whole.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, anyhow};

use crate::{
    cli::{
        exit::{Exit, Failure},
        models as places, output,
        settings::Talk,
    },
    models::{self, Manifest},
};

pub fn list() -> Result<Exit, Failure> {
    let mut text = String::new();
    let folders = places::folders();
    for folder in models::list(&folders) {
        let about = match Manifest::of(&folder) {
            Ok(manifest) => format!("{} {}\t{}", manifest.name, manifest.version, manifest.description),
            Err(error) => format!("damaged\t{error}"),
        };
        writeln!(text, "{}\t{about}", folder.display()).expect("writing to a string does not fail");
    }
    if text.is_empty() {
        let searched: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
        let error = anyhow!(
            "no model in {}; name a folder of models with EXONYM_MODELS",
            if searched.is_empty() { "any known folder".to_owned() } else { searched.join(", ") }
        );
        return Err(Failure::model(error));
    }
    Ok(output::print(&text)?)
}

pub fn show(name: Option<String>) -> Result<Exit, Failure> {
    let folder = places::find(name.as_deref())?;
    let manifest = Manifest::of(&folder).map_err(Failure::model)?;
    let written = folder.join("model.toml");
    let text = if written.is_file() {
        fs::read_to_string(written).map_err(Failure::model)?
    } else {
        toml::to_string(&manifest).map_err(Failure::model)?
    };
    let note = restriction(&manifest).map(|note| format!("# {note}\n")).unwrap_or_default();
    Ok(output::print(&format!("# {}\n{note}{text}", folder.display()))?)
}

/// What the licence of a model or of a source of it forbids.
fn restriction(manifest: &Manifest) -> Option<String> {
    let all = std::iter::once(&manifest.licence).chain(manifest.sources.iter().map(|source| &source.licence));
    let licence = all.into_iter().find(|licence| models::is_non_commercial(licence))?;
    Some(format!("NOT FOR COMMERCIAL USE: the licence is {licence}"))
}

/// Where a new model of a name is kept.
pub fn target(name: &str) -> Result<PathBuf, Failure> {
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\']) {
        return Err(Failure::usage(anyhow!("`{name}` is no name for a model; give one with --name")));
    }
    let target = places::own_folder()?.join(name);
    if target.exists() {
        return Err(Failure::usage(anyhow!(
            "{} is there already; remove it, or give another name with --name",
            target.display()
        )));
    }
    Ok(target)
}

/// Copies a checkpoint to the user's models and writes its manifest beside it.
pub fn add(folder: &Path, name: Option<&str>, url: Option<&str>, talk: Talk) -> Result<Exit, Failure> {
    let whole = folder.canonicalize();
    let whole = whole.as_deref().unwrap_or(folder);
    let named = || whole.file_name()?.to_str().map(str::to_owned);
    let name = name.map(str::to_owned).or_else(named).unwrap_or_default();
    let target = target(&name)?;
    // What is no checkpoint is not copied.
    let (manifest, _) = models::added(folder, &name, url).map_err(Failure::model)?;
    let partial = target.with_file_name(format!(".{name}.partial"));
    let copied = copy(folder, &partial, &manifest);
    if copied.is_err() {
        // Nothing half copied stays; that it cannot be removed either adds nothing to the error.
        let _ = fs::remove_dir_all(&partial);
    }
    copied.with_context(|| format!("cannot write to {}", partial.display())).map_err(Failure::usage)?;
    keep(&partial, &target, &name, url, talk)
}

fn copy(from: &Path, to: &Path, manifest: &Manifest) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for file in &manifest.files {
        fs::copy(from.join(&file.name), to.join(&file.name))?;
        if models::sha256(&to.join(&file.name))? != file.sha256 {
            return Err(anyhow!("{} came out damaged", file.name));
        }
    }
    if from.join("model.toml").is_file() {
        fs::copy(from.join("model.toml"), to.join("model.toml"))?;
    }
    Ok(())
}

/// Writes the manifest of a checkpoint in `folder` and moves it to `target`.
pub fn keep(
    folder: &Path,
    target: &Path,
    name: &str,
    url: Option<&str>,
    talk: Talk,
) -> Result<Exit, Failure> {
    let (manifest, text) = models::added(folder, name, url).map_err(Failure::model)?;
    fs::write(folder.join("model.toml"), text)
        .and_then(|()| fs::rename(folder, target))
        .with_context(|| format!("cannot write {}", target.display()))
        .map_err(Failure::usage)?;
    if let Some(note) = restriction(&manifest) {
        talk.issue(&note);
    }
    let bytes: u64 = manifest.files.iter().map(|file| file.bytes).sum();
    let about = format!(
        "{}: {} files, {:.1} MB, to {}; licence: {}\n",
        target.display(),
        manifest.files.len(),
        bytes as f64 / 1e6,
        manifest.task.verb(),
        manifest.licence
    );
    Ok(output::print(&about)?)
}

pub fn verify(name: Option<String>) -> Result<Exit, Failure> {
    let folder = places::find(name.as_deref())?;
    let checks = models::verify(&folder).map_err(Failure::model)?;
    if checks.is_empty() {
        let error = anyhow!("{} has no checksums; `exonym models add` takes them", folder.display());
        return Err(Failure::model(error));
    }
    let mut text = format!("{}\n", folder.display());
    for check in &checks {
        let state = check.problem.as_deref().unwrap_or("ok");
        writeln!(text, "  {}: {state}", check.name).expect("writing to a string does not fail");
    }
    output::print(&text)?;
    let damaged = checks.iter().filter(|check| check.problem.is_some()).count();
    if damaged == 0 {
        return Ok(Exit::Done);
    }
    let error = anyhow!("{damaged} of {} files are damaged; restore the model's folder", checks.len());
    Err(Failure::model(error))
}
