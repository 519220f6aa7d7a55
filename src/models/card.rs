//! The model card: the few lines at the head of a checkpoint's `README.md` that say licence and languages.

use std::path::Path;

use super::config;
use crate::types::Lang;

/// The value of a key in the head of the card, as it stands there.
fn values(folder: &Path, key: &str) -> Vec<String> {
    let Ok(card) = std::fs::read_to_string(folder.join("README.md")) else { return Vec::new() };
    let Some(head) = card.strip_prefix("---").and_then(|rest| rest.split("\n---").next()) else {
        return Vec::new();
    };
    let mut lines = head.lines();
    let clean = |text: &str| text.trim().trim_matches(['"', '\'']).to_owned();
    let Some(first) = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(':').map(str::trim)) else {
        return Vec::new();
    };
    if first.is_empty() {
        return lines.map_while(|line| line.trim_start().strip_prefix("- ").map(clean)).collect();
    }
    first.trim_matches(['[', ']']).split(',').map(clean).filter(|v| !v.is_empty()).collect()
}

/// The licence that the card or `config.json` states.
pub(super) fn licence(folder: &Path) -> Option<String> {
    let stated = values(folder, "license");
    // `other` is explained by a name of its own.
    let name = values(folder, "license_name");
    let stated = name.into_iter().chain(stated).next();
    stated.or_else(|| Some(config::read(folder).ok()?.get("license")?.as_str()?.to_owned()))
}

/// The languages that the card names.
pub(super) fn languages(folder: &Path) -> Vec<Lang> {
    values(folder, "language").iter().filter_map(|tag| tag.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licence_and_languages_are_found_in_lists_and_lines() {
        let folder = tempfile::tempdir().unwrap();
        let write = |text: &str| std::fs::write(folder.path().join("README.md"), text).unwrap();
        write("---\nlanguage:\n- az\n- tr\nlicense: \"cc-by-nc-4.0\"\n---\n# A model\nlicense: mit\n");
        assert_eq!(licence(folder.path()).as_deref(), Some("cc-by-nc-4.0"));
        assert_eq!(languages(folder.path()), [Lang::new("az"), Lang::new("tr")]);
        write("---\nlanguage: [de, multilingual]\nlicense: other\nlicense_name: some-terms\n---\n");
        assert_eq!(licence(folder.path()).as_deref(), Some("some-terms"));
        assert_eq!(languages(folder.path()), [Lang::new("de")]);
        write("# No head\n");
        assert_eq!(licence(folder.path()), None);
    }
}
