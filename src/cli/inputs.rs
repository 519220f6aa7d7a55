//! What the user named on the command line, as inputs. Shells without globs get theirs from us.

use std::path::{Path, PathBuf};

use crate::feed::Input;

/// The inputs in the order named; a glob gives its matches sorted by name. What matches nothing is taken as
/// a path, so that reading it says what is wrong.
pub fn inputs(feeds: &[String]) -> Vec<Input> {
    if feeds.is_empty() {
        return vec![Input::Stdin];
    }
    feeds.iter().flat_map(|feed| expand(feed)).collect()
}

fn expand(feed: &str) -> Vec<Input> {
    if feed == "-" {
        return vec![Input::Stdin];
    }
    if Path::new(feed).exists() || !feed.contains(['*', '?', '[']) {
        return vec![Input::Path(PathBuf::from(feed))];
    }
    let found: Vec<Input> = glob::glob(feed)
        .map(|paths| paths.filter_map(Result::ok).map(Input::Path).collect())
        .unwrap_or_default();
    if found.is_empty() { vec![Input::Path(PathBuf::from(feed))] } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(feeds: &[&str]) -> Vec<String> {
        let feeds: Vec<String> = feeds.iter().map(|&feed| feed.to_owned()).collect();
        let name = |input: &Input| match input {
            Input::Stdin => "-".to_owned(),
            Input::Path(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        };
        inputs(&feeds).iter().map(name).collect()
    }

    #[test]
    fn globs_are_expanded_in_order_and_misses_stay() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.jsonl", "a.jsonl", "c.txt", "odd[1].jsonl"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        assert_eq!(names(&[]), ["-"]);
        assert_eq!(names(&[&at("?.jsonl"), "-"]), ["a.jsonl", "b.jsonl", "-"]);
        assert_eq!(names(&[&at("odd[1].jsonl")]), ["odd[1].jsonl"]);
        assert_eq!(names(&[&at("*.rss")]), ["*.rss"]);
    }
}
