//! Runs the real binary in a folder of its own.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
};

use serde_json::Value;
use tempfile::TempDir;

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn fixture(name: &str) -> PathBuf {
    root().join("tests/fixtures").join(name)
}

pub fn sample() -> PathBuf {
    fixture("feeds/sample.jsonl")
}

/// One call of the program, made step by step.
pub struct Program {
    folder: TempDir,
    command: Command,
    stdin: Vec<u8>,
}

impl Program {
    /// The program with its verb and other words of the command line.
    pub fn new(words: &str) -> Program {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut command = Command::new(env!("CARGO_BIN_EXE_exonym"));
        command.args(words.split_whitespace()).current_dir(folder.path());
        for name in ["EXONYM_CONFIG", "EXONYM_MODEL", "EXONYM_MODELS", "NO_COLOR"] {
            command.env_remove(name);
        }
        Program { folder, command, stdin: Vec::new() }
    }

    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Program {
        self.command.arg(arg);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Program {
        self.command.env(name, value);
        self
    }

    /// A file in the folder the program runs in.
    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Program {
        std::fs::write(self.folder.path().join(name), content).expect("a file in a temporary folder");
        self
    }

    pub fn stdin(mut self, content: impl Into<Vec<u8>>) -> Program {
        self.stdin = content.into();
        self
    }

    pub fn run(self) -> Ran {
        let Program { folder, mut command, stdin } = self;
        // Standard input from a file: a program that does not read it must not block us.
        let given = folder.path().join(".stdin");
        std::fs::write(&given, stdin).expect("a file in a temporary folder");
        command.stdin(std::fs::File::open(given).expect("the file just written"));
        let output = command.output().expect("the program starts");
        Ran {
            folder,
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("talk is UTF-8"),
        }
    }

    /// The program with its output in a pipe, for tests of what happens to it meanwhile.
    pub fn spawn(mut self) -> (TempDir, std::process::Child) {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = self.command.spawn().expect("the program starts");
        (self.folder, child)
    }
}

/// What became of a call.
pub struct Ran {
    folder: TempDir,
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    #[track_caller]
    pub fn ends(self, status: i32) -> Ran {
        assert_eq!(self.status, Some(status), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    pub fn records(&self) -> Vec<Value> {
        let record = |line: &str| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e} in {line}"));
        self.stdout.lines().map(record).collect()
    }

    pub fn of_type(&self, kind: &str) -> Vec<Value> {
        self.records().into_iter().filter(|record| record["type"] == kind).collect()
    }

    /// What the program wrote into a file.
    pub fn written(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(name)).expect("the file was written")
    }
}

/// `exonym run` over the sample feed, done once for all tests.
pub fn sample_run() -> &'static Ran {
    static RAN: OnceLock<Ran> = OnceLock::new();
    RAN.get_or_init(|| Program::new("run").arg(sample()).run().ends(0))
}

/// A document as a line of JSON.
pub fn line(id: &str, text: &str) -> String {
    serde_json::json!({ "id": id, "text": text }).to_string() + "\n"
}
