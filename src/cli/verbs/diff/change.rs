//! What changed between two groupings of the same things: pure, without knowing what the things are.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// A group of a run: an event of documents, an entity of mentions.
#[derive(Clone, Debug, Default)]
pub struct Group {
    pub id: String,
    /// What a reader calls it.
    pub name: String,
    pub members: BTreeSet<String>,
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
/// first, then what is new. Groups belong together where they share a member.
pub fn changes(old: &[Group], new: &[Group]) -> Vec<Change> {
    let mut holders: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (i, group) in old.iter().enumerate() {
        group.members.iter().for_each(|m| holders.entry(m).or_default().0.push(i));
    }
    for (i, group) in new.iter().enumerate() {
        group.members.iter().for_each(|m| holders.entry(m).or_default().1.push(i));
    }
    let mut families = Families::new(old.len() + new.len());
    for (olds, news) in holders.values() {
        for (&a, &b) in olds.iter().flat_map(|a| news.iter().map(move |b| (a, b))) {
            families.join(a, old.len() + b);
        }
    }
    let mut members: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for i in 0..old.len() {
        members.entry(families.first(i)).or_default().0.push(i);
    }
    for i in 0..new.len() {
        members.entry(families.first(old.len() + i)).or_default().1.push(i);
    }
    members.into_values().filter_map(|(olds, news)| change(old, new, olds, news)).collect()
}

fn change(old: &[Group], new: &[Group], olds: Vec<usize>, news: Vec<usize>) -> Option<Change> {
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

/// Disjoint sets; the smallest index stands for its set.
struct Families(Vec<usize>);

impl Families {
    fn new(n: usize) -> Self {
        Self((0..n).collect())
    }

    fn first(&mut self, i: usize) -> usize {
        let mut root = i;
        while self.0[root] != root {
            root = self.0[root];
        }
        self.0[i] = root;
        root
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        self.0[a.max(b)] = a.min(b);
    }
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
