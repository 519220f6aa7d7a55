//! `exonym models`: what lies where, and whether it is whole.

use std::fmt::Write;

use crate::{
    cli::{
        exit::{Exit, Failure},
        models as places, output,
    },
    models::{self, Manifest},
};

pub fn list() -> Result<Exit, Failure> {
    let mut text = String::new();
    let folders = places::folders();
    for folder in models::list(&folders) {
        let about = match Manifest::read(&folder.join("model.toml")) {
            Ok(manifest) => format!("{} {}\t{}", manifest.name, manifest.version, manifest.description),
            Err(error) => format!("damaged\t{error}"),
        };
        writeln!(text, "{}\t{about}", folder.display()).expect("writing to a string does not fail");
    }
    if text.is_empty() {
        let searched: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
        let error = anyhow::anyhow!(
            "no model in {}; name a folder of models with EXONYM_MODELS",
            if searched.is_empty() { "any known folder".to_owned() } else { searched.join(", ") }
        );
        return Err(Failure::model(error));
    }
    Ok(output::print(&text)?)
}

pub fn show(name: Option<String>) -> Result<Exit, Failure> {
    let folder = places::find(name.as_deref())?;
    Manifest::read(&folder.join("model.toml")).map_err(Failure::model)?;
    let text = std::fs::read_to_string(folder.join("model.toml")).map_err(Failure::model)?;
    Ok(output::print(&format!("# {}\n{text}", folder.display()))?)
}

pub fn verify(name: Option<String>) -> Result<Exit, Failure> {
    let folder = places::find(name.as_deref())?;
    let checks = models::verify(&folder).map_err(Failure::model)?;
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
    let error =
        anyhow::anyhow!("{damaged} of {} files are damaged; restore the model's folder", checks.len());
    Err(Failure::model(error))
}
