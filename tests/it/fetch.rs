//! Fetching a checkpoint, from a hub on this machine.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::Command,
    sync::{Arc, Mutex},
};

use exonym::models::sha256;
use serde_json::{Value, json};

use crate::program::{Program, fixture};

const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";
/// A hub that only a proxy can reach.
const ELSEWHERE: &str = "http://hub.invalid";

/// A hub with one model, `owner/tiny`.
struct Hub {
    address: String,
    /// The heads of the requests.
    asked: Arc<Mutex<Vec<String>>>,
}

impl Hub {
    /// `edit` may change what the hub says of the model.
    fn start(edit: impl FnOnce(&mut Value)) -> Hub {
        let folder = fixture("torch/bert");
        let mut siblings: Vec<Value> = vec![json!({"rfilename": "pytorch_model.bin", "size": 3})];
        for file in ["config.json", "tokenizer.json", "model.safetensors"] {
            let size = fs::metadata(folder.join(file)).expect("a fixture").len();
            let mut sibling = json!({"rfilename": file, "size": size});
            if file.ends_with("safetensors") {
                sibling["lfs"] = json!({"sha256": sha256(&folder.join(file)).expect("a sum"), "size": size});
            }
            siblings.push(sibling);
        }
        let mut listing = json!({"sha": COMMIT, "siblings": siblings});
        edit(&mut listing);
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heads = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                answer(stream, &listing, &heads);
            }
        });
        Hub { address, asked }
    }

    fn fetch(&self, words: &str, home: &std::path::Path) -> Program {
        let mut program = Program::new("models fetch");
        for word in words.split_whitespace() {
            program = program.arg(word);
        }
        program
            .env("EXONYM_MODELS", home)
            .env("HF_ENDPOINT", &self.address)
            .env("HF_HOME", home.join("cache"))
            .env("HF_TOKEN", "secret-token")
            .env("HF_HUB_OFFLINE", "")
            .env("NO_PROXY", "127.0.0.1")
    }
}

fn answer(mut stream: TcpStream, listing: &Value, heads: &Mutex<Vec<String>>) {
    let mut head = String::new();
    let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
    while reader.read_line(&mut head).is_ok_and(|n| n > 2) {}
    heads.lock().expect("no panic").push(head.clone());
    let path = head.split_whitespace().nth(1).unwrap_or_default();
    // A proxy is asked for the whole address.
    let path = path.strip_prefix(ELSEWHERE).unwrap_or(path);
    let body = if path == "/api/models/owner/tiny/revision/main?blobs=true" {
        Some(listing.to_string().into_bytes())
    } else {
        let file = path.strip_prefix(&format!("/owner/tiny/resolve/{COMMIT}/"));
        file.and_then(|file| fs::read(fixture("torch/bert").join(file)).ok())
    };
    let range = head
        .lines()
        .find_map(|l| l.to_ascii_lowercase().strip_prefix("range: bytes=")?.split('-').next()?.parse().ok());
    let reply = match (body, range) {
        (None, _) => b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec(),
        (Some(body), range) => {
            let from: usize = range.unwrap_or(0);
            let status = if from > 0 {
                format!(
                    "206 Partial Content\r\nContent-Range: bytes {from}-{}/{}",
                    body.len() - 1,
                    body.len()
                )
            } else {
                "200 OK".into()
            };
            let rest = &body[from..];
            let head =
                format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", rest.len());
            [head.as_bytes(), rest].concat()
        }
    };
    let _ = stream.write_all(&reply);
}

/// Whether this machine can fetch at all.
fn has_curl() -> bool {
    Command::new("curl").arg("--version").output().is_ok()
}

fn home() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().to_owned();
    (folder, path)
}

#[test]
fn a_checkpoint_is_fetched_resumed_and_verified() {
    if !has_curl() {
        return;
    }
    let hub = Hub::start(|_| {});
    let (_folder, home) = home();
    // Half of the weights is there from a try that broke off.
    let whole = fs::read(fixture("torch/bert/model.safetensors")).expect("a fixture");
    fs::create_dir(home.join(".tiny.fetch")).expect("a folder");
    fs::write(home.join(".tiny.fetch/model.safetensors"), &whole[..1000]).expect("a part");
    let ran = hub.fetch("hf:owner/tiny", &home).run().ends(0);
    assert!(ran.stdout.contains("3 files"), "{}", ran.stdout);
    assert_eq!(fs::read(home.join("tiny/model.safetensors")).expect("fetched"), whole);
    assert!(!home.join(".tiny.fetch").exists() && !home.join("tiny/pytorch_model.bin").exists());
    let manifest = fs::read_to_string(home.join("tiny/model.toml")).expect("a manifest");
    assert!(manifest.contains(COMMIT), "{manifest}");
    let verify = Program::new("models verify --model tiny").env("EXONYM_MODELS", &home);
    verify.run().ends(0);
    let asked = hub.asked.lock().expect("no panic").join("\n");
    assert!(
        asked.contains("Range: bytes=1000-") && asked.contains("Authorization: Bearer secret-token"),
        "{asked}"
    );
}

#[test]
fn a_proxy_of_the_environment_is_used() {
    if !has_curl() {
        return;
    }
    let hub = Hub::start(|_| {});
    let (_folder, home) = home();
    let fetch =
        hub.fetch("hf:owner/tiny", &home).env("HF_ENDPOINT", ELSEWHERE).env("http_proxy", &hub.address);
    fetch.run().ends(0);
    let asked = hub.asked.lock().expect("no panic").join("\n");
    assert!(asked.contains("GET http://hub.invalid/api/models/owner/tiny"), "{asked}");
}

#[test]
fn what_comes_out_damaged_or_is_not_there_is_told() {
    if !has_curl() {
        return;
    }
    let wrong_sum = |listing: &mut Value| listing["siblings"][3]["lfs"]["sha256"] = json!("00");
    let no_weights = |listing: &mut Value| listing["siblings"][3]["rfilename"] = json!("other.bin");
    let no_file = |listing: &mut Value| listing["siblings"][2]["rfilename"] = json!("generation_config.json");
    type Edit = fn(&mut Value);
    let edits: [(Edit, &str); 3] =
        [(wrong_sum, "came out damaged"), (no_weights, "safetensors"), (no_file, "tokenizer.json")];
    for (edit, said) in edits {
        let (_folder, home) = home();
        let ran = Hub::start(edit).fetch("hf:owner/tiny", &home).run().ends(5);
        assert!(ran.stderr.contains(said) && !home.join("tiny").exists(), "{}", ran.stderr);
    }
    let (_folder, home) = home();
    let ran = Hub::start(|_| {}).fetch("hf:owner/other", &home).run().ends(5);
    assert!(ran.stderr.contains("404") && !ran.stderr.contains("secret-token"), "{}", ran.stderr);
}

#[test]
fn offline_the_cache_of_the_hub_serves() {
    let hub = Hub::start(|_| {});
    let (_folder, home) = home();
    let ran = hub.fetch("hf:owner/tiny --offline", &home).run().ends(2);
    assert!(ran.stderr.contains("cache"), "{}", ran.stderr);
    let model = home.join("cache/hub/models--owner--tiny");
    let snapshot = model.join("snapshots").join(COMMIT);
    fs::create_dir_all(&snapshot).expect("a folder");
    fs::create_dir_all(model.join("refs")).expect("a folder");
    fs::write(model.join("refs/main"), COMMIT).expect("a file");
    for file in ["config.json", "tokenizer.json", "model.safetensors"] {
        fs::copy(fixture("torch/bert").join(file), snapshot.join(file)).expect("a copy");
    }
    hub.fetch("hf:owner/tiny", &home).env("HF_HUB_OFFLINE", "1").run().ends(0);
    assert!(home.join("tiny/model.toml").is_file());
    assert!(hub.asked.lock().expect("no panic").is_empty(), "nothing was asked of the network");
}

#[test]
fn what_is_no_name_of_the_hub_is_wrong_usage() {
    let (_folder, home) = home();
    for name in ["owner/tiny", "hf:tiny", "hf:../tiny"] {
        let ran = Program::new("models fetch").arg(name).env("EXONYM_MODELS", &home).run().ends(2);
        assert!(ran.stderr.contains("hf:OWNER/NAME"), "{}", ran.stderr);
    }
}
