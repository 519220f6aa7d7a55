//! Bare surnames and acronyms: whose they are, if that is clear, else names of their own.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::across::{Cluster, Run};
use super::document::Chain;
use super::evidence::{STRONG, WEAK};
use super::mention::Form;
use super::office::Kind;
use super::short;
use crate::types::{Label, Lang, Reason};

/// Acronyms too short to be safe by themselves, and known everywhere.
const WELL_KNOWN: &[&str] = &[
    "EU", "UN", "WHO", "IMF", "ООН", "ЕС", "ВОЗ", "МВФ", "ONU", "UE", "BM", "BMT", "AB", "ЄС", "БҰҰ", "BBC",
    "CNN",
];

impl Run<'_> {
    /// Bare surnames and acronyms: to the one owner in the run that the context agrees with, else
    /// left to themselves.
    pub(super) fn attach_bare(&mut self, label: Label) {
        let bare: Vec<usize> = (0..self.chains.len())
            .filter(|&c| self.chains[c].label == label && self.chains[c].full.is_empty())
            .collect();
        let mut owners: FxHashMap<String, BTreeSet<usize>> = FxHashMap::default();
        for (id, cluster) in self.clusters.iter().enumerate().filter(|(_, c)| c.label == label) {
            for chain in cluster.chains.iter().map(|&c| &self.chains[c]) {
                for short in self.short_names(chain) {
                    owners.entry(short).or_default().insert(id);
                }
            }
        }
        let mut alone: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for c in bare {
            let chain = &self.chains[c];
            let form = &self.forms[self.items[chain.doc][chain.items[0]].form];
            let fits = self.owners_of(form, &owners);
            let agreeing: Vec<usize> =
                fits.iter().copied().filter(|&id| self.agrees(c, id, label, fits.len())).collect();
            match agreeing[..] {
                [id] if chain.unresolved.is_none() => {
                    let code = if label == Label::Person { "short-form" } else { "introduced-elsewhere" };
                    let detail = format!("{} of {}", form.base, self.cluster_name(id));
                    self.clusters[id].chains.push(c);
                    self.clusters[id].chains.sort_unstable();
                    self.clusters[id].why.entry(c).or_default().insert(Reason { code, detail });
                    self.of_chain.insert(c, id);
                    self.company[chain.doc].insert(id);
                }
                _ => alone.entry(form.exact.clone()).or_default().push(c),
            }
        }
        for chains in alone.into_values() {
            let mut groups: Vec<Vec<usize>> = Vec::new();
            for c in chains {
                match groups.iter().position(|g| self.same_bare(c, g, label)) {
                    Some(g) => groups[g].push(c),
                    None => groups.push(vec![c]),
                }
            }
            for chains in groups {
                self.push(self.clusters.len(), Cluster { label, chains, why: BTreeMap::new() });
            }
        }
    }

    /// Clusters that may own a short name: by the name itself, or by family name and initials.
    fn owners_of(&self, form: &Form, owners: &FxHashMap<String, BTreeSet<usize>>) -> BTreeSet<usize> {
        let of = |short: &str| owners.get(short).cloned().unwrap_or_default();
        let initials: Vec<&String> = form.tokens.iter().filter(|t| t.chars().count() == 1).collect();
        let mut names = form.tokens.iter().filter(|t| t.chars().count() > 1);
        match (names.next(), names.next()) {
            (Some(family), None) if !initials.is_empty() => {
                let begins = |id: &usize| {
                    let chains = self.clusters[*id].chains.iter().flat_map(|&c| &self.chains[c].full);
                    let mut telling = chains.map(|&f| &self.forms[f].tokens);
                    telling.any(|t| {
                        let mut given = t.iter().filter(|t| *t != family);
                        t.contains(family)
                            && initials.iter().all(|i| given.any(|g| g.starts_with(i.as_str())))
                    })
                };
                of(family).into_iter().filter(begins).collect()
            }
            _ => of(&form.tokens.join(" ")),
        }
    }

    /// Short names by which a chain's bearer may be called elsewhere, folded.
    fn short_names(&self, chain: &Chain) -> BTreeSet<String> {
        let mut out = chain.acronyms.clone();
        if chain.label == Label::Person {
            for &f in &chain.full {
                let form = &self.forms[f];
                let telling = short::telling(&form.tokens);
                out.extend(telling.last().map(|t| (*t).to_owned()));
                if matches!(form.lang.as_str(), "zh" | "ja" | "ko" | "hu") {
                    out.extend(telling.first().map(|t| (*t).to_owned()));
                }
            }
        }
        out
    }

    /// Whether context agrees with giving a bare chain to a cluster.
    fn agrees(&self, c: usize, id: usize, label: Label, rivals: usize) -> bool {
        let chain = &self.chains[c];
        let cluster = &self.clusters[id];
        let form = self.items[chain.doc][chain.items[0]].form;
        let decided = |&o: &usize| self.chains[o].full.iter().any(|&f| self.forms.decided_apart(form, f));
        if cluster.chains.iter().any(decided) {
            return false;
        }
        let docs: BTreeSet<usize> = cluster.chains.iter().map(|&c| self.chains[c].doc).collect();
        if docs.contains(&chain.doc) {
            return false;
        }
        let weight = self.shared(&[chain.doc].into(), &docs, label);
        let langs = |c: usize| -> BTreeSet<Lang> {
            self.chains[c].items.iter().map(|&i| self.items[self.chains[c].doc][i].lang).collect()
        };
        let one_language = cluster.chains.iter().any(|&o| !langs(o).is_disjoint(&langs(c)));
        if label != Label::Person {
            return weight >= if rivals > 1 { STRONG } else { WEAK }
                || (rivals == 1 && one_language && weight > 0.0);
        }
        let kinds =
            |c: usize| -> BTreeSet<Kind> { self.chains[c].offices.iter().filter_map(|o| o.kind).collect() };
        let same_office = cluster.chains.iter().any(|&o| !kinds(o).is_disjoint(&kinds(c)));
        if same_office { weight >= WEAK } else { weight >= STRONG && rivals == 1 }
    }

    /// Whether bare names that are written alike are one: a brand or a long acronym is, a surname
    /// only in the same company.
    fn same_bare(&self, c: usize, group: &[usize], label: Label) -> bool {
        let chain = &self.chains[c];
        let docs: BTreeSet<usize> = group.iter().map(|&o| self.chains[o].doc).collect();
        if docs.contains(&chain.doc) || chain.unresolved.is_some() {
            return false;
        }
        let form = &self.forms[self.items[chain.doc][chain.items[0]].form];
        let letters = form.base.chars().filter(|c| c.is_alphabetic()).count();
        let weight = self.shared(&[chain.doc].into(), &docs, label);
        match label {
            Label::Person => weight >= STRONG,
            _ if WELL_KNOWN.contains(&form.base.as_str()) => true,
            _ if letters >= 4 => true,
            _ => weight >= WEAK,
        }
    }
}
