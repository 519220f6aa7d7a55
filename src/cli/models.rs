//! Where models lie on this machine.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{exit::Failure, settings::Tagging};
use crate::{
    models::{self, Model, Route, Task, Writer},
    types::Lang,
};

/// The model that comes with the program.
pub const DEFAULT: &str = "exonym-small";

/// Folders that may hold models, the nearest to the user's wish first: `EXONYM_MODELS`, the working folder,
/// beside the program and above it (a build in `target/`), the user's data, the source the program was built
/// from.
pub fn folders() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Some(named) = std::env::var_os("EXONYM_MODELS") {
        folders.extend(std::env::split_paths(&named));
    }
    folders.push(PathBuf::from("models"));
    if let Ok(program) = std::env::current_exe() {
        folders.extend(program.ancestors().skip(1).take(3).map(|folder| folder.join("models")));
    }
    folders.extend(data_folder().map(|data| data.join("exonym/models")));
    folders.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("models"));
    folders.retain(|folder| folder.is_dir());
    folders
}

pub fn find(name: Option<&str>) -> Result<PathBuf, Failure> {
    models::find(name.unwrap_or(DEFAULT), &folders()).map_err(Failure::model)
}

/// Loads the models that tag. A model that gives no vectors gets them from the one that comes with the program.
pub fn load(tagging: &Tagging) -> Result<Model, Failure> {
    let on = |folder: &Path| models::load_on(folder, tagging.engine).map_err(Failure::model);
    let mut model = on(&find(tagging.model.as_deref())?)?;
    if !model.embeds() {
        let tagger = std::mem::replace(&mut model, on(&find(None)?)?);
        model.routes.push(Route { languages: Vec::new(), tagger });
    }
    let mut by_name: BTreeMap<&str, Vec<Lang>> = BTreeMap::new();
    for (&lang, name) in &tagging.taggers {
        by_name.entry(name).or_default().push(lang);
    }
    for (name, languages) in by_name {
        model.routes.push(Route { languages, tagger: on(&find(Some(name))?)? });
    }
    Ok(model)
}

/// Loads models that write.
pub fn writers(names: &[String], task: Task) -> Result<Vec<Writer>, Failure> {
    let load = |name: &String| Writer::load(&find(Some(name))?, task).map_err(Failure::model);
    names.iter().map(load).collect()
}

/// Where models of the user's own are kept: the first folder of `EXONYM_MODELS`, else the user's data.
pub fn own_folder() -> Result<PathBuf, Failure> {
    let named = std::env::var_os("EXONYM_MODELS");
    let named = named.and_then(|named| std::env::split_paths(&named).find(|p| !p.as_os_str().is_empty()));
    named.or_else(|| Some(data_folder()?.join("exonym/models"))).ok_or_else(|| {
        Failure::usage(anyhow::anyhow!("there is no folder for models; name one with EXONYM_MODELS"))
    })
}

fn data_folder() -> Option<PathBuf> {
    let data = std::env::var_os("XDG_DATA_HOME").or_else(|| std::env::var_os("LOCALAPPDATA"));
    data.map(PathBuf::from).or_else(|| Some(Path::new(&std::env::var_os("HOME")?).join(".local/share")))
}
