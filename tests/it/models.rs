//! Models on this machine: taken in, shown, verified, refused.

use std::{fs, path::Path};

use crate::program::{Program, fixture, sample};

/// A copy of a checkpoint of the fixtures, to be damaged.
pub fn checkpoint(name: &str) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder");
    for file in fs::read_dir(fixture("torch").join(name)).expect("a fixture") {
        let file = file.expect("a file");
        fs::copy(file.path(), copy.path().join(file.file_name())).expect("a copy");
    }
    copy
}

/// What the program says of a model that it cannot use.
pub fn refusal(verb: &str, model: &Path) -> String {
    let ran = Program::new(verb).arg(model).arg(sample()).run().ends(4);
    assert!(ran.stdout.is_empty() && !ran.stderr.contains("panicked"), "{}", ran.stderr);
    assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    ran.stderr
}

#[test]
fn a_checkpoint_is_taken_in_shown_and_verified() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let folder = checkpoint("bert");
    fs::write(
        folder.path().join("README.md"),
        "---\nlicense: cc-by-nc-4.0\nlanguage: [az, en]\n---\n# Tiny\n",
    )
    .expect("a card");
    fs::write(folder.path().join("notes.txt"), "not a part of it").expect("a file");
    let run = |words: &str| Program::new(words).env("EXONYM_MODELS", home.path());
    let added = run("models add --name tiny --url https://example.org/tiny").arg(folder.path()).run().ends(0);
    assert!(added.stdout.contains("4 files") && added.stdout.contains("cc-by-nc-4.0"), "{}", added.stdout);
    assert!(added.stderr.contains("NOT FOR COMMERCIAL USE"), "{}", added.stderr);
    assert!(!home.path().join("tiny/notes.txt").exists());
    assert!(run("models list").run().ends(0).stdout.contains("tiny"));
    let shown = run("models show --model tiny").run().ends(0).stdout;
    for part in ["NOT FOR COMMERCIAL USE", "https://example.org/tiny", "\"az\"", "model.safetensors"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    run("models verify --model tiny").run().ends(0);
    let again = run("models add --name tiny").arg(folder.path()).run().ends(2);
    assert!(again.stderr.contains("there already"), "{}", again.stderr);
    fs::write(home.path().join("tiny/tokenizer.json"), "{}").expect("damage");
    let damaged = run("models verify --model tiny").run().ends(4);
    assert!(damaged.stdout.contains("tokenizer.json: it has 2 bytes"), "{}", damaged.stdout);
}

#[test]
fn what_is_no_checkpoint_is_not_taken_in() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let add = |folder: &Path| {
        let ran = Program::new("models add --name tiny").arg(folder).env("EXONYM_MODELS", home.path()).run();
        assert_ne!(ran.status, Some(0), "{}", ran.stdout);
        ran.stderr
    };
    assert!(add(&home.path().join("nothing")).contains("model.toml"));
    let folder = checkpoint("bert");
    fs::remove_file(folder.path().join("model.safetensors")).expect("a file");
    assert!(add(folder.path()).contains("model.safetensors"));
    fs::write(folder.path().join("config.json"), r#"{"model_type":"vit","architectures":["ViT"]}"#)
        .expect("a file");
    assert!(add(folder.path()).contains("`vit`"));
    assert_eq!(fs::read_dir(home.path()).expect("a folder").count(), 0, "nothing half done is left");
}

#[test]
fn a_checkpoint_without_checksums_is_not_called_verified() {
    let folder = fixture("torch/bert");
    let ran = Program::new("models verify --model").arg(folder).run().ends(4);
    assert!(ran.stderr.contains("models add"), "{}", ran.stderr);
}

#[test]
fn a_model_for_another_task_is_refused() {
    let said = refusal("tag --model", &fixture("torch/bart"));
    assert!(said.contains("can summarize, not one that can tag"), "{said}");
    let said = refusal("run --into en --translator", &fixture("torch/bert"));
    assert!(said.contains("can tag, not one that can translate"), "{said}");
}

#[cfg(not(feature = "torch"))]
#[test]
fn without_libtorch_checkpoints_say_what_they_need() {
    for (verb, name) in [
        ("tag --model", "bert"),
        ("run --into en --translator", "marian"),
        ("run --summarizer abstractive --summary-model", "bart"),
    ] {
        let said = refusal(verb, &fixture("torch").join(name));
        assert!(said.contains("--features torch"), "{said}");
    }
    let said = Program::new("tag --engine torch").arg(sample()).run().ends(4).stderr;
    assert!(said.contains("--features torch"), "{said}");
}
