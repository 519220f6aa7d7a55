//! The same groups in two runs: which keep their ids, and what became of each.
//!
//! Knows nothing of what is grouped: events are groups of documents, entities of mentions. A member is
//! in one group of a run at most.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::types::DisjointSets;

/// What became of a group since the run before. What left with the window does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// None of its members was in a group before.
    New,
    /// The same members as before.
    Unchanged,
    /// The same group with more members.
    Grown,
    /// Part of a group that became several.
    Split,
    /// Several groups became this one.
    Merged,
    /// Members moved between several groups, or are in no group now.
    Regrouped,
}

/// A group of the run before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known<M> {
    pub id: String,
    /// Number of the run that found it first.
    pub since: u32,
    pub members: Vec<M>,
}

/// A group of this run as the continuation of those before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tracked {
    pub id: String,
    /// Number of the run that found it first.
    pub since: u32,
    pub status: Status,
    /// Where it split, merged or was regrouped: ids of the groups that its members were in, its own
    /// among them where it keeps one.
    pub from: Vec<String>,
}

/// Continues the groups of the run before: `new` are the members of each group of run number `run` and
/// the id it would have if there were no runs before.
///
/// An id goes to the group that holds most of the members it had; of equals the older id, then the one
/// that sorts first, and of equal groups the one that would have it anyway, then the first. No id is given twice: an id of its own that a group of the run
/// before has, or has had in it, gets a number.
pub fn track<M: Ord + Copy>(old: &[Known<M>], new: &[(Vec<M>, &str)], run: u32) -> Vec<Tracked> {
    let before: BTreeMap<M, usize> =
        old.iter().enumerate().flat_map(|(o, group)| group.members.iter().map(move |&m| (m, o))).collect();
    let mut overlaps: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (n, (members, _)) in new.iter().enumerate() {
        for o in members.iter().filter_map(|m| before.get(m)) {
            *overlaps.entry((*o, n)).or_default() += 1;
        }
    }
    let heirs = heirs(old, new, &overlaps);
    let pairs: Vec<(usize, usize)> = overlaps.keys().copied().collect();
    let mut family_of = vec![None; new.len()];
    let families = families(old.len(), new.len(), &pairs);
    for family in &families {
        family.new.iter().for_each(|&n| family_of[n] = Some(family));
    }
    let mut taken: BTreeSet<String> = old.iter().map(|group| group.id.clone()).collect();
    let mut out = Vec::with_capacity(new.len());
    for (n, (members, own)) in new.iter().enumerate() {
        let (olds, news) = family_of[n].map_or((0, 1), |family| (family.old.len(), family.new.len()));
        let status = match (olds, news) {
            (0, _) => Status::New,
            (1, 1) if members.iter().any(|m| !before.contains_key(m)) => Status::Grown,
            (1, 1) if members.len() < old[family_of[n].map_or(0, |family| family.old[0])].members.len() => {
                Status::Regrouped
            }
            (1, 1) => Status::Unchanged,
            (1, _) => Status::Split,
            (_, 1) => Status::Merged,
            _ => Status::Regrouped,
        };
        let told = matches!(status, Status::Split | Status::Merged | Status::Regrouped);
        let from = pairs.iter().filter(|pair| told && pair.1 == n).map(|pair| old[pair.0].id.clone());
        let mut from: Vec<String> = from.collect();
        from.sort_unstable();
        let (id, since) = match heirs.get(&n) {
            Some(&o) => (old[o].id.clone(), old[o].since),
            None => (free(own, &mut taken), run),
        };
        out.push(Tracked { id, since, status, from });
    }
    out
}

/// For each new group the old one whose id it gets.
fn heirs<M>(
    old: &[Known<M>],
    new: &[(Vec<M>, &str)],
    overlaps: &BTreeMap<(usize, usize), usize>,
) -> BTreeMap<usize, usize> {
    let mut offers: Vec<(usize, usize)> = overlaps.keys().copied().collect();
    offers.sort_by_key(|&(o, n)| {
        let Known { id, since, .. } = &old[o];
        (Reverse(overlaps[&(o, n)]), *since, id, new[n].1 != id, n)
    });
    let (mut heirs, mut given) = (BTreeMap::new(), BTreeSet::new());
    for (o, n) in offers {
        if !heirs.contains_key(&n) && given.insert(o) {
            heirs.insert(n, o);
        }
    }
    heirs
}

/// The id, with a number where it is taken.
fn free(own: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{own}-{number}"));
    let id = std::iter::once(own.to_owned()).chain(numbered).find(|id| !taken.contains(id)).expect("endless");
    taken.insert(id.clone());
    id
}

/// Groups of two runs that belong together, by index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    pub old: Vec<usize>,
    pub new: Vec<usize>,
}

/// All of `0..old` and `0..new` in families, by the `(old, new)` that belong together. In the order of the
/// first group that takes part: those of the old run first, then what is new.
pub fn families(old: usize, new: usize, pairs: &[(usize, usize)]) -> Vec<Family> {
    let mut sets = DisjointSets::new(old + new);
    pairs.iter().for_each(|&(o, n)| sets.join(o, old + n));
    let family = |set: Vec<usize>| {
        let (olds, news): (Vec<usize>, Vec<usize>) = set.into_iter().partition(|&i| i < old);
        Family { old: olds, new: news.into_iter().map(|i| i - old).collect() }
    };
    sets.all().into_iter().map(family).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Groups written as words of one-letter members, `abc de`; each has its word as id.
    fn known(text: &str) -> Vec<Known<char>> {
        let group = |(n, word): (usize, &str)| Known {
            id: word.to_owned(),
            since: n as u32,
            members: word.chars().collect(),
        };
        text.split_whitespace().enumerate().map(group).collect()
    }

    fn tracked(old: &str, new: &str) -> Vec<Tracked> {
        let new: Vec<(Vec<char>, &str)> =
            new.split_whitespace().map(|word| (word.chars().collect(), word)).collect();
        track(&known(old), &new, 9)
    }

    #[test]
    fn each_status_and_the_ids_that_stay() {
        use Status::*;
        /// An id, a status, and the ids it came from.
        type Told = (&'static str, Status, &'static str);
        let table: [(&str, &str, &[Told]); 9] = [
            ("", "ab", &[("ab", New, "")]),
            ("ab c", "c ab", &[("c", Unchanged, ""), ("ab", Unchanged, "")]),
            ("ab", "abc d", &[("ab", Grown, ""), ("d", New, "")]),
            ("abc", "ab c", &[("abc", Split, "abc"), ("c", Split, "abc")]),
            // What came to a part of a split does not hide it.
            ("abc", "ab cd", &[("abc", Split, "abc"), ("cd", Split, "abc")]),
            ("a bcd", "abcd", &[("bcd", Merged, "a bcd")]),
            // Of two that gave as much the older id stays.
            ("ab cd", "cdab", &[("ab", Merged, "ab cd")]),
            ("ab cd", "ac bd", &[("ab", Regrouped, "ab cd"), ("cd", Regrouped, "ab cd")]),
            ("abc", "ab", &[("abc", Regrouped, "abc")]),
        ];
        for (old, new, expected) in table {
            let found = tracked(old, new);
            let shown: Vec<(String, Status, String)> =
                found.into_iter().map(|t| (t.id, t.status, t.from.join(" "))).collect();
            let expected: Vec<(String, Status, String)> = expected
                .iter()
                .map(|(id, status, from)| (id.to_string(), *status, from.to_string()))
                .collect();
            assert_eq!(shown, expected, "{old} -> {new}");
        }
    }

    #[test]
    fn an_id_is_given_once_and_ages_with_its_group() {
        let old = [Known { id: "e".to_owned(), since: 3, members: vec!['a', 'b', 'c'] }];
        // The part that goes would call itself as the group that stays is called.
        let found = track(&old, &[(vec!['c'], "e"), (vec!['a', 'b'], "f")], 4);
        assert_eq!((found[0].id.as_str(), found[0].since), ("e-2", 4));
        assert_eq!((found[1].id.as_str(), found[1].since), ("e", 3));
    }

    #[test]
    fn what_was_merged_by_mistake_parts_under_its_old_names() {
        let merged = [Known { id: "f".to_owned(), since: 1, members: vec!['a', 'b'] }];
        let found = track(&merged, &[(vec!['a'], "e"), (vec!['b'], "f")], 3);
        assert_eq!(found.iter().map(|t| t.id.as_str()).collect::<Vec<_>>(), ["e", "f"]);
    }

    proptest! {
        #[test]
        fn ids_are_unique_and_nothing_old_is_lost(old in "[a-h]{0,8}", cut in 0usize..8, new in "[a-l]{0,12}", step in 1usize..4) {
            let unique = |text: &str| -> Vec<char> { text.chars().collect::<BTreeSet<char>>().into_iter().collect() };
            let (old, new) = (unique(&old), unique(&new));
            let cut = cut.min(old.len());
            let parts = [&old[..cut], &old[cut..]];
            let known: Vec<Known<char>> = parts.iter().enumerate().filter(|p| !p.1.is_empty())
                .map(|(n, part)| Known { id: format!("k{n}"), since: n as u32, members: part.to_vec() }).collect();
            let groups: Vec<(Vec<char>, &str)> = new.chunks(step).map(|chunk| (chunk.to_vec(), "own")).collect();
            let found = track(&known, &groups, 5);
            let ids: BTreeSet<&str> = found.iter().map(|t| t.id.as_str()).collect();
            prop_assert_eq!(ids.len(), found.len());
            for old in known.iter().filter(|k| k.members.iter().any(|m| new.contains(m))) {
                let lives = ids.contains(old.id.as_str());
                prop_assert!(lives || found.iter().any(|t| t.from.contains(&old.id)), "{} is lost", old.id);
            }
        }
    }
}
