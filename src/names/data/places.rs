//! Tables of places that are read once: everyday names of countries, class words.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::text::fold;

/// The territory of a folded everyday name: `usa`, `британия`.
pub(crate) fn territory_alias(key: &str) -> Option<&'static str> {
    static ALIASES: OnceLock<FxHashMap<String, &'static str>> = OnceLock::new();
    let aliases = ALIASES.get_or_init(|| rows(include_str!("territory_aliases.txt")).collect());
    aliases.get(key).copied()
}

/// The kind of place that a folded word or pair of words says: `city`, `street`; `the` for words
/// that say none.
pub(crate) fn place_class(key: &str) -> Option<&'static str> {
    type Classes = (FxHashMap<String, &'static str>, Vec<(String, &'static str)>);
    static CLASSES: OnceLock<Classes> = OnceLock::new();
    let (exact, stems) = CLASSES.get_or_init(|| {
        let (mut exact, mut stems) = (FxHashMap::default(), Vec::new());
        for line in lines(include_str!("place_classes.txt")) {
            for (word, class) in words(line) {
                match word.strip_suffix('*') {
                    Some(stem) => stems.push((fold::key(stem), class)),
                    None => {
                        exact.entry(fold::key(word)).or_insert(class);
                    }
                }
            }
        }
        (exact, stems)
    });
    let stem = || stems.iter().find(|(stem, _)| key.starts_with(stem.as_str())).map(|(_, class)| *class);
    exact.get(key).copied().or_else(stem)
}

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

/// Each word of a line `name = word | word` with the name.
fn words(line: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let (name, words) = line.split_once('=').unwrap_or((line, ""));
    words.split('|').map(str::trim).filter(|w| !w.is_empty()).map(move |w| (w, name.trim()))
}

fn rows(table: &'static str) -> impl Iterator<Item = (String, &'static str)> {
    lines(table).flat_map(words).map(|(word, name)| (fold::key(word), name))
}
