//! Chains of many documents that are one person, organisation or place.
//!
//! Places are settled first, then persons, then organisations, so that each stage can lean on what
//! stands beside a name: the same country, the same office, the same people. Candidates come from
//! blocking keys, never from all pairs. A join needs a comparison that says the same, or evidence
//! from context for one that is unsure; it is refused where any two names of the two sides exclude
//! each other, where an office tells two holders apart, or where one document names both apart.

use std::collections::{BTreeMap, BTreeSet};

use super::document::Chain;
use super::evidence::COMPARED;
use super::mention::{FormId, Forms, Item};
use super::office::Kind;
use crate::types::{Annotated, Label, Lang, Reason};

/// Nodes that one blocking key may bring together; a commoner key tells nothing, and every name has
/// others.
const BLOCK: usize = 150;

/// Documents that name a person who still tells what stands beside, and names so found.
const FEW: usize = 8;
const BESIDE: usize = 24;

/// One referent of the run.
pub(super) struct Cluster {
    pub label: Label,
    /// Numbers of the chains, ascending.
    pub chains: Vec<usize>,
    /// Why a chain is counted in, where its names alone do not say.
    pub why: BTreeMap<usize, BTreeSet<Reason>>,
}

/// All chains with one name, and nothing against their being one.
pub(super) struct Node {
    pub chains: Vec<usize>,
    /// Most frequent first.
    pub forms: Vec<FormId>,
    pub acronyms: BTreeSet<String>,
    pub offices: BTreeSet<(Kind, &'static str)>,
    pub kinds: BTreeSet<Kind>,
    pub owners: BTreeSet<&'static str>,
    pub docs: BTreeSet<usize>,
    pub langs: BTreeSet<Lang>,
    /// Of an organisation: who holds which office in it.
    pub officers: BTreeSet<(usize, Kind)>,
}

struct Edge {
    score: f32,
    a: usize,
    b: usize,
    reasons: Vec<Reason>,
}

pub(super) struct Run<'a> {
    pub documents: &'a [&'a Annotated],
    pub items: &'a [Vec<Item>],
    pub forms: &'a Forms,
    pub chains: &'a [Chain],
    pub clusters: Vec<Cluster>,
    /// Clusters that stand in each document.
    pub company: Vec<BTreeSet<usize>>,
    /// Cluster of each chain that is settled.
    pub of_chain: BTreeMap<usize, usize>,
}

impl<'a> Run<'a> {
    pub fn new(
        documents: &'a [&'a Annotated],
        items: &'a [Vec<Item>],
        forms: &'a Forms,
        chains: &'a [Chain],
    ) -> Self {
        let company = vec![BTreeSet::new(); documents.len()];
        Self { documents, items, forms, chains, clusters: Vec::new(), company, of_chain: BTreeMap::new() }
    }

    /// Every chain in exactly one cluster.
    pub fn clusters(mut self) -> Vec<Cluster> {
        use Label::*;
        for label in [Location, Person, Organisation, Event, Other] {
            let nodes = self.nodes(label);
            let edges = self.edges(&nodes, label);
            let groups = self.agglomerate(&nodes, edges, label);
            self.settle(&nodes, groups, label);
            self.attach_bare(label);
        }
        // Once more with all the company known: names that alone were unsure.
        for label in [Location, Person, Organisation, Event, Other] {
            self.again(label);
        }
        self.clusters.retain(|c| !c.chains.is_empty());
        self.clusters
    }

    /// Joins clusters of one label by the same rules as chains, now that more company is known.
    fn again(&mut self, label: Label) {
        let full =
            |c: &Cluster| c.label == label && c.chains.iter().any(|&c| !self.chains[c].full.is_empty());
        let ids: Vec<usize> = (0..self.clusters.len()).filter(|&id| full(&self.clusters[id])).collect();
        let mut nodes: Vec<Node> = Vec::with_capacity(ids.len());
        for &id in &ids {
            let mut chains = self.clusters[id].chains.iter().map(|&c| self.node(c));
            let Some(mut node) = chains.next() else { continue };
            chains.for_each(|other| absorb(&mut node, other));
            self.sort_forms(&mut node);
            nodes.push(node);
        }
        let edges = self.edges(&nodes, label);
        let (groups, why) = self.agglomerate(&nodes, edges, label);
        for members in groups.into_iter().filter(|m| m.len() > 1) {
            let keep = ids[members[0]];
            for &n in &members {
                if let Some(reasons) = why.get(&n) {
                    for &c in &nodes[n].chains {
                        self.clusters[keep].why.entry(c).or_default().extend(reasons.iter().cloned());
                    }
                }
            }
            for &n in &members[1..] {
                let gone = std::mem::take(&mut self.clusters[ids[n]].chains);
                let told = std::mem::take(&mut self.clusters[ids[n]].why);
                for (c, reasons) in told {
                    self.clusters[keep].why.entry(c).or_default().extend(reasons);
                }
                for &c in &gone {
                    self.of_chain.insert(c, keep);
                    self.company[self.chains[c].doc].remove(&ids[n]);
                    self.company[self.chains[c].doc].insert(keep);
                }
                self.clusters[keep].chains.extend(gone);
            }
            self.clusters[keep].chains.sort_unstable();
        }
    }

    /// Chains with a full name of one label, equal names together unless an office or an owner
    /// tells them apart.
    fn nodes(&self, label: Label) -> Vec<Node> {
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (c, chain) in self.chains.iter().enumerate().filter(|(_, c)| c.label == label) {
            let Some(&form) = chain.full.first() else { continue };
            let form = &self.forms[form];
            let name = match form.territory.filter(|_| label == Label::Location) {
                Some(code) => format!("territory {code}"),
                None => form.exact.clone(),
            };
            by_name.entry(name).or_default().push(c);
        }
        let mut nodes: Vec<Node> = Vec::new();
        for chains in by_name.into_values() {
            let from = nodes.len();
            for c in chains {
                let single = self.node(c);
                match nodes[from..].iter().position(|n| self.conflict(n, &single, label).is_none()) {
                    Some(n) => absorb(&mut nodes[from + n], single),
                    None => nodes.push(single),
                }
            }
        }
        for node in &mut nodes {
            self.sort_forms(node);
        }
        nodes
    }

    /// Puts the names of a node in order, most frequent first.
    fn sort_forms(&self, node: &mut Node) {
        let mut counts: BTreeMap<FormId, usize> = BTreeMap::new();
        for &c in &node.chains {
            for &f in &self.chains[c].full {
                *counts.entry(f).or_default() += 1;
            }
        }
        node.forms.sort_by(|a, b| {
            let name = |f: &FormId| (&self.forms[*f].base, self.forms[*f].lang);
            counts[b].cmp(&counts[a]).then_with(|| name(a).cmp(&name(b)))
        });
    }

    fn node(&self, c: usize) -> Node {
        let chain = &self.chains[c];
        let offices = chain.offices.iter().filter_map(|o| Some((o.kind?, o.territory?)));
        Node {
            chains: vec![c],
            forms: chain.full.clone(),
            acronyms: chain.acronyms.clone(),
            offices: offices.filter(|(kind, _)| kind.is_of_state()).collect(),
            kinds: chain.offices.iter().filter_map(|o| o.kind).collect(),
            owners: chain.owner.into_iter().collect(),
            docs: [chain.doc].into(),
            langs: chain.items.iter().map(|&i| self.items[chain.doc][i].lang).collect(),
            officers: self.officers(c),
        }
    }

    /// Persons of a document that few others name.
    fn people(&self, doc: usize) -> impl Iterator<Item = usize> {
        let rare = |id: &usize| {
            let cluster = &self.clusters[*id];
            cluster.label == Label::Person && cluster.chains.len() <= FEW
        };
        self.company[doc].iter().copied().filter(rare)
    }

    fn edges(&self, nodes: &[Node], label: Label) -> Vec<Edge> {
        let mut blocks: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let mut beside: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (n, node) in nodes.iter().enumerate() {
            for &form in node.forms.iter().take(COMPARED) {
                for key in self.forms.blocking_keys(form) {
                    blocks.entry(key).or_default().insert(n);
                }
                blocks.entry(format!("= {}", self.forms[form].tokens.join(" "))).or_default().insert(n);
            }
            for acronym in &node.acronyms {
                blocks.entry(format!("acronym {acronym}")).or_default().insert(n);
            }
            for (person, kind) in &node.officers {
                blocks.entry(format!("officer {person} {kind:?}")).or_default().insert(n);
            }
            if matches!(label, Label::Organisation | Label::Event | Label::Other) {
                // Translated names share no key; the people they stand with are few.
                let people: BTreeSet<usize> =
                    node.docs.iter().take(FEW).flat_map(|&d| self.people(d)).collect();
                for person in people {
                    beside.entry(person).or_default().insert(n);
                }
            }
        }
        blocks.extend(
            beside
                .into_iter()
                .filter(|(_, nodes)| nodes.len() <= BESIDE)
                .map(|(p, n)| (format!("with {p}"), n)),
        );
        let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
        for block in blocks.values().filter(|b| b.len() <= BLOCK) {
            let block: Vec<usize> = block.iter().copied().collect();
            for (i, &a) in block.iter().enumerate() {
                pairs.extend(block[i + 1..].iter().map(|&b| (a, b)));
            }
        }
        let mut edges: Vec<Edge> = pairs
            .into_iter()
            .filter_map(|(a, b)| {
                let (score, reasons) = self.judge(&nodes[a], &nodes[b], label)?;
                Some(Edge { score, a, b, reasons })
            })
            .collect();
        // Nodes stand in the order of their names, so that ties fall alike in every run.
        edges.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
        edges
    }

    fn agglomerate(&self, nodes: &[Node], edges: Vec<Edge>, label: Label) -> Groups {
        let mut root: Vec<usize> = (0..nodes.len()).collect();
        let mut members: BTreeMap<usize, Vec<usize>> = (0..nodes.len()).map(|n| (n, vec![n])).collect();
        let mut why: BTreeMap<usize, BTreeSet<Reason>> = BTreeMap::new();
        for edge in edges {
            let (a, b) = (root[edge.a], root[edge.b]);
            if a != b {
                let refused = members[&a]
                    .iter()
                    .any(|&x| members[&b].iter().any(|&y| self.veto(&nodes[x], &nodes[y], label)));
                if refused {
                    continue;
                }
                let (keep, gone) = (a.min(b), a.max(b));
                let moved = members.remove(&gone).unwrap_or_default();
                moved.iter().for_each(|&n| root[n] = keep);
                members.entry(keep).or_default().extend(moved);
                why.entry(edge.a).or_default().extend(edge.reasons.iter().cloned());
                why.entry(edge.b).or_default().extend(edge.reasons);
            }
        }
        (members.into_values().collect(), why)
    }

    fn settle(&mut self, nodes: &[Node], (groups, why): Groups, label: Label) {
        for members in groups {
            let id = self.clusters.len();
            let mut cluster = Cluster { label, chains: Vec::new(), why: BTreeMap::new() };
            for n in members {
                for &c in &nodes[n].chains {
                    cluster.chains.push(c);
                    if let Some(reasons) = why.get(&n) {
                        cluster.why.insert(c, reasons.clone());
                    }
                }
            }
            cluster.chains.sort_unstable();
            self.push(id, cluster);
        }
    }

    pub(super) fn push(&mut self, id: usize, cluster: Cluster) {
        for &c in &cluster.chains {
            self.of_chain.insert(c, id);
            self.company[self.chains[c].doc].insert(id);
        }
        self.clusters.push(cluster);
    }
}

type Groups = (Vec<Vec<usize>>, BTreeMap<usize, BTreeSet<Reason>>);

fn absorb(node: &mut Node, other: Node) {
    node.chains.extend(other.chains);
    for f in other.forms {
        if !node.forms.contains(&f) {
            node.forms.push(f);
        }
    }
    node.acronyms.extend(other.acronyms);
    node.offices.extend(other.offices);
    node.kinds.extend(other.kinds);
    node.owners.extend(other.owners);
    node.docs.extend(other.docs);
    node.langs.extend(other.langs);
    node.officers.extend(other.officers);
}
