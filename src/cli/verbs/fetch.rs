//! `exonym models fetch`: a checkpoint from the model hub. The only thing that touches the network.
//!
//! The transfer is curl's: it knows proxies, certificates and how to resume. What the hub says of sizes and
//! hashes is checked here, and the checkpoint then goes the way of `models add`.

use std::{
    fs,
    io::IsTerminal,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, anyhow, bail};
use serde::Deserialize;

use crate::{
    cli::{
        exit::{Exit, Failure},
        models as places,
        settings::Talk,
    },
    models,
};

/// `hf:owner/name@revision`.
struct Wanted {
    repository: String,
    revision: String,
}

impl Wanted {
    fn parse(text: &str) -> anyhow::Result<Self> {
        let form =
            || anyhow!("`{text}` is no model of the hub; write hf:OWNER/NAME or hf:OWNER/NAME@REVISION");
        let rest = text.strip_prefix("hf:").ok_or_else(form)?;
        let (repository, revision) = rest.split_once('@').unwrap_or((rest, "main"));
        let plain = |part: &str| {
            let letters =
                part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'));
            letters && !part.is_empty() && !part.starts_with(['.', '-', '/']) && !part.contains("..")
        };
        let (owner, name) = repository.split_once('/').ok_or_else(form)?;
        if !plain(owner) || !plain(name) || name.contains('/') || !plain(revision) {
            return Err(form());
        }
        Ok(Self { repository: repository.to_owned(), revision: revision.to_owned() })
    }

    fn name(&self) -> &str {
        self.repository.rsplit('/').next().unwrap_or_default()
    }
}

/// What the hub says of a revision.
#[derive(Deserialize)]
struct Listing {
    /// The commit that the revision means.
    sha: String,
    siblings: Vec<Sibling>,
}

#[derive(Deserialize)]
struct Sibling {
    rfilename: String,
    size: Option<u64>,
    lfs: Option<Large>,
}

/// Large files are stored by their SHA-256.
#[derive(Deserialize)]
struct Large {
    sha256: String,
    size: u64,
}

/// Where and as whom the hub is asked.
struct Hub {
    endpoint: String,
    token: Option<String>,
    offline: bool,
    /// The cache that the hub's own client keeps.
    home: Option<PathBuf>,
}

impl Hub {
    fn of_environment() -> Self {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let yes = |value: String| matches!(&*value.to_ascii_lowercase(), "1" | "on" | "true" | "yes");
        let home = std::env::var_os("HF_HOME").map(PathBuf::from);
        let home = home.or_else(|| Some(Path::new(&std::env::var_os("HOME")?).join(".cache/huggingface")));
        let stored = || Some(fs::read_to_string(home.as_ref()?.join("token")).ok()?.trim().to_owned());
        Self {
            endpoint: set("HF_ENDPOINT").unwrap_or_else(|| "https://huggingface.co".into()),
            token: set("HF_TOKEN").or_else(stored).filter(|token| !token.is_empty()),
            offline: set("HF_HUB_OFFLINE").is_some_and(yes),
            home,
        }
    }

    /// A snapshot that the hub's own client has fetched.
    fn cached(&self, wanted: &Wanted) -> Option<PathBuf> {
        let folder = format!("hub/models--{}", wanted.repository.replace('/', "--"));
        let folder = self.home.as_ref()?.join(folder);
        let commit = fs::read_to_string(folder.join("refs").join(&wanted.revision));
        let commit = commit.map_or_else(|_| wanted.revision.clone(), |text| text.trim().to_owned());
        Some(folder.join("snapshots").join(commit)).filter(|snapshot| snapshot.join("config.json").is_file())
    }

    /// Fetches an address into a file, from where an earlier try broke off.
    fn download(&self, address: &str, file: &Path, with_bar: bool) -> anyhow::Result<()> {
        let mut curl = Command::new("curl");
        curl.args(["--fail", "--location", "--show-error", "--retry", "3", "--connect-timeout", "20"]);
        curl.args(["--continue-at", "-", "--config", "-"]);
        curl.arg(if with_bar { "--progress-bar" } else { "--silent" });
        curl.arg("--output").arg(file).arg("--url").arg(address);
        curl.stdin(Stdio::piped()).stdout(Stdio::null());
        curl.stderr(if with_bar { Stdio::inherit() } else { Stdio::piped() });
        let mut child = curl.spawn().context("curl cannot be started; install it")?;
        // Not an argument: those are seen by every user of the machine.
        if let (Some(token), Some(mut stdin)) = (&self.token, child.stdin.take()) {
            use std::io::Write;
            writeln!(stdin, "header = \"Authorization: Bearer {}\"", token.replace(['"', '\\', '\n'], ""))?;
        }
        drop(child.stdin.take());
        let output = child.wait_with_output()?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let said =
            said.lines().next().unwrap_or("curl gives no reason").trim_start_matches("curl: ").to_owned();
        // 22: an answer of 400 and above.
        let hint = if output.status.code() == Some(22) && self.token.is_none() {
            "; a model that is private or asks for consent needs HF_TOKEN"
        } else {
            ""
        };
        bail!("{address}: {said}{hint}")
    }
}

pub fn fetch(text: &str, name: Option<&str>, offline: bool, talk: Talk) -> Result<Exit, Failure> {
    let wanted = Wanted::parse(text).map_err(Failure::usage)?;
    let mut hub = Hub::of_environment();
    hub.offline |= offline;
    let name = name.unwrap_or(wanted.name());
    let target = super::models::target(name)?;
    let source = |commit: &str| format!("{}/{}/tree/{commit}", hub.endpoint, wanted.repository);
    if let Some(snapshot) = hub.cached(&wanted) {
        talk.detail(&format!("taken from {}", snapshot.display()));
        return super::models::add(&snapshot, Some(name), Some(&source(&wanted.revision)), talk);
    }
    if hub.offline {
        let error = anyhow!("{} is not in the hub's cache, and the network is ruled out", wanted.repository);
        return Err(Failure::usage(error));
    }
    // Kept when it breaks off, for the next try.
    let partial = places::own_folder()?.join(format!(".{name}.fetch"));
    fs::create_dir_all(&partial)
        .with_context(|| format!("cannot write to {}", partial.display()))
        .map_err(Failure::usage)?;
    let commit = download(&hub, &wanted, &partial, talk).map_err(Failure::unreadable)?;
    super::models::keep(&partial, &target, name, Some(&source(&commit)), talk)
}

/// Fetches the files of a revision that are used; the commit that it was.
fn download(hub: &Hub, wanted: &Wanted, into: &Path, talk: Talk) -> anyhow::Result<String> {
    let Hub { endpoint, .. } = hub;
    let Wanted { repository, revision } = wanted;
    let listed = into.join(".listing.json");
    let _ = fs::remove_file(&listed);
    hub.download(
        &format!("{endpoint}/api/models/{repository}/revision/{revision}?blobs=true"),
        &listed,
        false,
    )?;
    let listing: Listing =
        serde_json::from_slice(&fs::read(&listed)?).context("the hub's answer is not understood")?;
    fs::remove_file(&listed)?;
    let used: Vec<&Sibling> = listing.siblings.iter().filter(|s| models::is_used(&s.rfilename)).collect();
    if !used.iter().any(|s| s.rfilename.ends_with(".safetensors")) {
        bail!("{repository} has no weights as safetensors, and pickles are not loaded: they can run code");
    }
    if !used.iter().any(|s| s.rfilename == "tokenizer.json") {
        bail!("{repository} has no tokenizer.json");
    }
    let with_bar = !talk.quiet && std::io::stderr().is_terminal();
    for sibling in used {
        let file = into.join(&sibling.rfilename);
        let size = sibling.lfs.as_ref().map(|lfs| lfs.size).or(sibling.size);
        let have = fs::metadata(&file).map(|m| m.len()).ok();
        if have.is_none() || have != size {
            if have > size {
                fs::remove_file(&file)?;
            }
            talk.detail(&format!("fetching {}", sibling.rfilename));
            if with_bar {
                talk.issue(&sibling.rfilename);
            }
            hub.download(
                &format!("{endpoint}/{repository}/resolve/{}/{}", listing.sha, sibling.rfilename),
                &file,
                with_bar,
            )?;
        }
        let have = fs::metadata(&file)?.len();
        let sum = sibling.lfs.as_ref().map(|lfs| &lfs.sha256);
        let is_whole = size.is_none_or(|size| size == have);
        if !is_whole
            || sum.map(|sum| models::sha256(&file).map(|own| own == *sum)).transpose()? == Some(false)
        {
            fs::remove_file(&file)?;
            bail!("{} came out damaged; try again", sibling.rfilename);
        }
    }
    Ok(listing.sha)
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn names_of_the_hub_are_read_and_others_refused() {
        let read = |text: &str| Wanted::parse(text).ok().map(|w| (w.repository, w.revision));
        let pair = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!(read("hf:owner/name"), pair("owner/name", "main"));
        assert_eq!(read("hf:owner/na.me@refs/pr/1"), pair("owner/na.me", "refs/pr/1"));
        for bad in
            ["owner/name", "hf:name", "hf:a/b/c", "hf:../b", "hf:a/..", "hf:a/b@", "hf:a/b@../x", "hf:a/b c"]
        {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
