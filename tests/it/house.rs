//! The house rules that a compiler does not hold: who imports whom, who prints, how long a file is.

use std::path::{Path, PathBuf};

use crate::program::root;

/// The rooms that each room's code may name. `cli` and `pipeline` name any, but nobody names them.
const IMPORTS: &[(&str, &[&str])] = &[
    ("text", &["types"]),
    ("types", &["text"]),
    ("engine", &[]),
    ("tokenize", &["text"]),
    ("torch", &["engine"]),
    ("models", &["types", "engine", "tokenize", "torch"]),
    ("names", &["text", "types"]),
    ("facts", &["text", "types"]),
    ("decisions", &["text"]),
    ("track", &["types"]),
    ("store", &["text", "types", "track"]),
    ("feed", &["text", "types", "facts"]),
    ("lang", STAGE),
    ("encode", STAGE),
    // Names are read out of what the encoder says.
    ("ner", &["text", "types", "names", "facts", "engine", "tokenize", "models", "encode"]),
    ("link", STAGE),
    ("cluster", STAGE),
    ("summary", STAGE),
    // It reads records, not reports.
    ("eval", &["text", "types"]),
    (
        "pipeline",
        &[
            "text",
            "types",
            "names",
            "facts",
            "feed",
            "models",
            "lang",
            "encode",
            "ner",
            "link",
            "cluster",
            "summary",
            "decisions",
            "track",
            "store",
        ],
    ),
];

/// What a stage may build on; never another stage.
const STAGE: &[&str] = &["text", "types", "names", "facts", "decisions", "engine", "tokenize", "models"];

/// A library and the one place that may name it.
const LIBRARIES: &[(&str, &str)] = &[
    ("rten::", "src/engine"),
    ("rten_tensor::", "src/engine"),
    ("tokenizers::", "src/tokenize"),
    ("rust_bert::", "src/torch"),
    ("tch::", "src/torch"),
    ("whatlang::", "src/lang"),
    ("redb::", "src/store"),
    ("clap::", "src/cli"),
    ("anyhow::", "src/cli"),
    ("indicatif::", "src/cli"),
];

/// About 600 lines are what one can hold in mind; a file beyond this has two jobs.
const LINES: usize = 700;

/// What only the command line does.
const DOORS: &[&str] = &[
    "println!",
    "eprintln!",
    "print!",
    "eprint!",
    "dbg!",
    "process::exit",
    "env::var",
    "env::args",
    "io::stdout",
];

/// Files below `folder` that end in one of `endings`, as paths from the repository's root.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let hidden = |name: &str| name.starts_with('.') && name != ".ci" && name != ".";
    let walk = walkdir::WalkDir::new(root().join(folder)).sort_by_file_name().into_iter();
    let walk = walk.filter_entry(move |entry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(hidden(&name) || ["target", "checkpoints", "__pycache__"].contains(&&*name))
    });
    let paths = walk.filter_map(Result::ok).filter(|e| e.file_type().is_file()).map(|e| e.into_path());
    let wanted = paths.filter(|p| endings.iter().any(|ending| p.to_string_lossy().ends_with(ending)));
    wanted.map(|p| p.strip_prefix(root()).expect("a path below the root").to_owned()).collect()
}

/// The code of a file without comments and without its tests.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(root().join(path)).expect("source is readable");
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = text.lines().map(|line| line.trim_start());
    lines.filter(|line| !line.starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Whether a file is compiled for tests only: its module, or one above it, is declared under `cfg(test)`.
fn is_test(path: &Path) -> bool {
    if path.file_stem().is_some_and(|name| name.to_string_lossy().ends_with("_tests")) {
        return true;
    }
    path.ancestors().filter(|path| path.components().count() > 1).any(|path| {
        let (Some(folder), Some(name)) = (path.parent(), path.file_stem()) else { return false };
        let declared = format!("#[cfg(test)]\nmod {};", name.to_string_lossy());
        let parents = [folder.join("mod.rs"), folder.with_extension("rs"), folder.join("lib.rs")];
        parents
            .iter()
            .any(|file| std::fs::read_to_string(root().join(file)).is_ok_and(|code| code.contains(&declared)))
    })
}

fn room(path: &Path) -> Option<String> {
    let mut parts = path.components().skip(1);
    let room = parts.next()?.as_os_str().to_string_lossy().into_owned();
    parts.next().is_some().then_some(room)
}

/// The rooms named by `crate::…` paths, groups in braces included.
fn named_rooms(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, path) in code.match_indices("crate::") {
        // `$crate::` and `some_crate::` are other things.
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &code[at + path.len()..];
        let word = |text: &str| -> String {
            text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
        };
        let Some(group) = rest.strip_prefix('{') else {
            rooms.push(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut start = 0;
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => {
                    rooms.push(word(&group[start..]));
                    break;
                }
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    rooms.push(word(&group[start..]));
                    start = i + 1;
                }
                _ => {}
            }
        }
    }
    rooms.retain(|room| room.chars().next().is_some_and(char::is_lowercase));
    rooms
}

#[test]
fn groups_of_imports_are_read() {
    let code =
        "use crate::{text::{Span, X}, types,\n names::Name}; fn f() -> crate::facts::Y {} $crate::no::Z";
    assert_eq!(named_rooms(code), ["text", "types", "names", "facts"]);
}

#[test]
fn rooms_name_only_what_they_build_on() {
    let mut wrong = Vec::new();
    for path in files("src", &[".rs"]).iter().filter(|path| !is_test(path)) {
        let Some(room) = room(path).filter(|room| room != "cli") else { continue };
        let Some((_, allowed)) = IMPORTS.iter().find(|(name, _)| *name == room) else {
            wrong.push(format!("{}: the room `{room}` has no row in IMPORTS", path.display()));
            continue;
        };
        for named in named_rooms(&code(path)) {
            if named != room && !allowed.contains(&named.as_str()) {
                wrong.push(format!("{}: `{room}` must not build on `{named}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn libraries_are_named_in_one_place() {
    let mut wrong = Vec::new();
    for path in files("src", &[".rs"]) {
        let code = code(&path);
        for (library, home) in LIBRARIES {
            let named = code
                .match_indices(library)
                .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'));
            if named && !path.starts_with(home) {
                wrong.push(format!("{} names {library}, which belongs to {home}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn only_the_command_line_prints_exits_and_reads_the_environment() {
    let mut wrong = Vec::new();
    for path in files("src", &[".rs"]).iter().filter(|path| !is_test(path) && !path.starts_with("src/cli")) {
        let code = code(path);
        for door in DOORS {
            if code
                .match_indices(door)
                .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
            {
                wrong.push(format!("{}: {door}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn files_are_short_and_named_after_their_job() {
    for folder in ["src", "tests", "scripts"] {
        for path in files(folder, &[".rs", ".py"]) {
            let lines =
                std::fs::read_to_string(root().join(&path)).expect("source is readable").lines().count();
            // A table is as long as what it lists.
            let limit = if path.ends_with("date/months.rs") { usize::MAX } else { LINES };
            assert!(lines <= limit, "{} has {lines} lines", path.display());
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            for vague in ["util", "utils", "helpers", "misc", "common"] {
                assert_ne!(name, vague, "{}", path.display());
            }
        }
    }
}

#[test]
fn no_path_of_a_machine_stands_in_the_repository() {
    // Put together here, so that this file does not hold them itself.
    let roots = ["work", "root", "home"].map(|name| format!("/{name}/"));
    let others = [["/tmp", "/"].concat(), ["..", "/shared"].concat()];
    let endings = [".rs", ".md", ".toml", ".py", ".sh", ".jsonl", ".json", ".tsv", ".snap", "run", "readme"];
    for path in files(".", &endings) {
        let Ok(text) = std::fs::read_to_string(root().join(&path)) else { continue };
        for needle in roots.iter().chain(&others) {
            for (at, _) in text.match_indices(needle.as_str()) {
                // `https://host/home/` and the like are addresses.
                let before = text[..at].chars().next_back().unwrap_or(' ');
                assert!(before.is_alphanumeric(), "{} holds a path of a machine: {needle}", path.display());
            }
        }
    }
}
