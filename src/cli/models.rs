//! Where models lie on this machine.

use std::path::{Path, PathBuf};

use super::exit::Failure;
use crate::models::{self, Model};

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
    let data = std::env::var_os("XDG_DATA_HOME").or_else(|| std::env::var_os("LOCALAPPDATA"));
    let data =
        data.map(PathBuf::from).or_else(|| Some(Path::new(&std::env::var_os("HOME")?).join(".local/share")));
    folders.extend(data.map(|data| data.join("exonym/models")));
    folders.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("models"));
    folders.retain(|folder| folder.is_dir());
    folders
}

pub fn find(name: Option<&str>) -> Result<PathBuf, Failure> {
    models::find(name.unwrap_or(DEFAULT), &folders()).map_err(Failure::model)
}

pub fn load(name: Option<&str>) -> Result<Model, Failure> {
    models::load(&find(name)?).map_err(Failure::model)
}
