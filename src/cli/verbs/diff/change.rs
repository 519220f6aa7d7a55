//! What changed between two groupings of the same things: pure, without knowing what the things are.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::track::{self, Family};

/// A group of a run: an event of documents, an entity of mentions.
#[derive(Clone, Debug, Default)]
pub struct Group {
    pub id: String,
    /// What a reader calls it.
    pub name: String,
    pub members: BTreeSet<String>,
    /// Ids of the run before that it says it continues, its own among them.
    pub continues: Vec<String>,
    /// Fields that may differ although the members are the same, as JSON.
    pub fields: BTreeMap<&'static str, String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Not in the first run
    New,
    /// Not in the second run
    Gone,
    /// The same with more members
    Grown,
    /// The same with fewer members
    Shrunk,
    /// One became several
    Split,
    /// Several became one
    Merged,
    /// Members moved between several
    Regrouped,
    /// Other fields differ
    Changed,
}

/// One change, with the groups of both runs that take part in it, by index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub kind: Kind,
    pub old: Vec<usize>,
    pub new: Vec<usize>,
    pub added: Vec<String>,
    pub removed: Vec<String>,
    pub fields: Vec<&'static str>,
}

/// The changes from `old` to `new`, in the order of the first group that takes part: those of `old`
/// first, then what is new. Groups belong together where they share a member, or where the new one says so.
pub fn changes(old: &[Group], new: &[Group]) -> Vec<Change> {
    let mut holders: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (i, group) in old.iter().enumerate() {
        group.members.iter().for_each(|m| holders.entry(m).or_default().0.push(i));
    }
    for (i, group) in new.iter().enumerate() {
        group.members.iter().for_each(|m| holders.entry(m).or_default().1.push(i));
    }
    let mut pairs = Vec::new();
    for (olds, news) in holders.values() {
        pairs.extend(olds.iter().flat_map(|&a| news.iter().map(move |&b| (a, b))));
    }
    let ids: BTreeMap<&str, usize> =
        old.iter().enumerate().map(|(i, group)| (group.id.as_str(), i)).collect();
    for (b, group) in new.iter().enumerate() {
        pairs.extend(group.continues.iter().filter_map(|id| ids.get(id.as_str())).map(|&a| (a, b)));
    }
    let families = track::families(old.len(), new.len(), &pairs);
    families.into_iter().filter_map(|family| change(old, new, family)).collect()
}

fn change(old: &[Group], new: &[Group], Family { old: olds, new: news }: Family) -> Option<Change> {
    let union = |groups: &[Group], of: &[usize]| -> BTreeSet<String> {
        of.iter().flat_map(|&i| groups[i].members.iter().cloned()).collect()
    };
    let (before, after) = (union(old, &olds), union(new, &news));
    let added: Vec<String> = after.difference(&before).cloned().collect();
    let removed: Vec<String> = before.difference(&after).cloned().collect();
    let fields = match (&olds[..], &news[..]) {
        ([a], [b]) => differing(&old[*a].fields, &new[*b].fields),
        _ => Vec::new(),
    };
    let kind = match (olds.len(), news.len()) {
        (0, _) => Kind::New,
        (_, 0) => Kind::Gone,
        (1, 1) => match (added.is_empty(), removed.is_empty()) {
            // What one run after the other calls by one id is one; what is missing left with the window.
            (false, false) if new[news[0]].continues.contains(&old[olds[0]].id) => Kind::Grown,
            (true, true) if fields.is_empty() => return None,
            (true, true) => Kind::Changed,
            (false, true) => Kind::Grown,
            (true, false) => Kind::Shrunk,
            (false, false) => Kind::Regrouped,
        },
        (1, _) => Kind::Split,
        (_, 1) => Kind::Merged,
        _ => Kind::Regrouped,
    };
    Some(Change { kind, old: olds, new: news, added, removed, fields })
}

fn differing(a: &BTreeMap<&'static str, String>, b: &BTreeMap<&'static str, String>) -> Vec<&'static str> {
    let keys: BTreeSet<&'static str> = a.keys().chain(b.keys()).copied().collect();
    keys.into_iter().filter(|key| a.get(key) != b.get(key)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups written as words of one-letter members, `abc de`.
    fn groups(text: &str) -> Vec<Group> {
        let group = |word: &str| Group {
            id: word.to_owned(),
            members: word.chars().map(String::from).collect(),
            ..Group::default()
        };
        text.split_whitespace().map(group).collect()
    }

    #[test]
    fn each_kind_of_change() {
        use Kind::*;
        let table: [(&str, &str, &[Kind]); 10] = [
            ("ab c", "c ab", &[]),
            ("ab", "abc", &[Grown]),
            ("abc", "ab", &[Shrunk]),
            ("abc", "ab c", &[Split]),
            ("ab c", "abc", &[Merged]),
            ("ab cd", "ac bd", &[Regrouped]),
            ("ab", "ac", &[Regrouped]),
            ("ab", "ab c", &[New]),
            ("ab c", "ab", &[Gone]),
            ("ab cd e", "abx c d f", &[Grown, Split, Gone, New]),
        ];
        for (old, new, kinds) in table {
            let found: Vec<Kind> = changes(&groups(old), &groups(new)).iter().map(|c| c.kind).collect();
            assert_eq!(found, kinds, "{old} -> {new}");
        }
    }

    #[test]
    fn ids_tell_what_members_do_not() {
        let old = groups("ab c d");
        let mut new = groups("bx yz w");
        (new[0].id, new[0].continues) = ("ab".into(), vec!["ab".into()]);
        new[1].continues = vec!["c".into(), "d".into()];
        let found = changes(&old, &new);
        let shown: Vec<_> = found.iter().map(|c| (c.kind, c.old.clone(), c.new.clone())).collect();
        let expected = [
            (Kind::Grown, vec![0], vec![0]),
            (Kind::Merged, vec![1, 2], vec![1]),
            (Kind::New, vec![], vec![2]),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn members_and_fields_are_named() {
        let mut old = groups("ab c");
        let mut new = groups("abd c");
        old[1].fields.insert("headline", "x".into());
        new[1].fields.insert("headline", "y".into());
        let found = changes(&old, &new);
        assert_eq!(found[0].added, ["d"]);
        assert_eq!((found[1].kind, &found[1].fields[..]), (Kind::Changed, &["headline"][..]));
    }
}
