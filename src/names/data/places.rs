//! Tables of places that are read once: everyday names of countries, other names of cities, class words.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::text::fold;

/// The territory of a folded everyday name: `usa`, `британия`.
pub(crate) fn territory_alias(key: &str) -> Option<&'static str> {
    static ALIASES: OnceLock<FxHashMap<String, &'static str>> = OnceLock::new();
    let aliases = ALIASES.get_or_init(|| rows(include_str!("territory_aliases.txt")).collect());
    aliases.get(key).copied()
}

/// The city of a folded name that its source lacks or gives to another one: country, thousands of
/// people, name.
pub(crate) fn city_alias(key: &str) -> Option<(&'static str, &'static str, &'static str)> {
    static ALIASES: OnceLock<FxHashMap<String, &'static str>> = OnceLock::new();
    let aliases = ALIASES.get_or_init(|| rows(include_str!("city_aliases.txt")).collect());
    let mut fields = aliases.get(key)?.splitn(3, ' ');
    Some((fields.next()?, fields.next()?, fields.next()?))
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
    let of_stem = || stems.iter().find(|(stem, _)| key.starts_with(stem.as_str())).map(|(_, class)| *class);
    exact.get(key).copied().or_else(|| if key.contains(' ') { None } else { of_stem() })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::data::CITY_KEYS;

    /// A city of the big table must be the same city here, or its names would be two cities.
    #[test]
    fn cities_of_the_table_stand_here_as_there() {
        for (key, city) in rows(include_str!("city_aliases.txt")) {
            assert!(city_alias(&key).is_some(), "{city}");
            let name = city.splitn(3, ' ').nth(2).unwrap_or_default();
            let row = CITY_KEYS.get(&fold::key(name)).map(|row| row.replace('\t', " "));
            let same_name = row.as_ref().is_some_and(|row| row.ends_with(name));
            assert!(!same_name || row.as_deref() == Some(city), "{city} is {row:?} in the table");
        }
    }
}
