//! What the user decided about names, applied to the clusters of a run.

use std::collections::{BTreeMap, BTreeSet};

use super::across::Cluster;
use super::document::Chain;
use super::key;
use super::mention::{Forms, Item};
use crate::decisions::{Decisions, Outcome, What, pairs_of};
use crate::types::{Annotated, Reason};

/// Pairs of names that are decided to be two, by their exact keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Apart(BTreeMap<String, BTreeSet<String>>);

impl Apart {
    pub fn new(decisions: &Decisions) -> Apart {
        let mut apart: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for decision in decisions.iter() {
            if let What::Different(names) = &decision.what {
                for (a, b) in pairs_of(names) {
                    apart.entry(a.clone()).or_default().insert(b.clone());
                    apart.entry(b).or_default().insert(a);
                }
            }
        }
        Apart(apart)
    }

    /// Whether two names, by their exact keys, are decided to be two.
    pub fn are(&self, a: &str, b: &str) -> bool {
        !self.0.is_empty() && self.0.get(a).is_some_and(|others| others.contains(b))
    }
}

/// Joins, splits and checks the clusters of a run as decided; `canonical` is left to the namer.
pub(super) struct Applying<'a> {
    pub documents: &'a [&'a Annotated],
    pub items: &'a [Vec<Item>],
    pub forms: &'a Forms,
    pub chains: &'a [Chain],
}

impl Applying<'_> {
    pub fn apply(&self, decisions: &Decisions, clusters: &mut Vec<Cluster>) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for decision in decisions.iter() {
            let unused = match &decision.what {
                What::Same(names) => self.join(names, &decision.what, clusters),
                What::Different(names) => self.split(names, &decision.what, clusters),
                What::Canonical { of, name } => {
                    let found = self.called(of, clusters).into_iter().chain(self.called(name, clusters));
                    (found.count() == 0).then(|| absent(of))
                }
                What::SameEvent(_) | What::Split(_) => continue,
            };
            outcomes.push(Outcome { decision: decision.clone(), unused });
        }
        clusters.retain(|c| !c.chains.is_empty());
        outcomes
    }

    /// Clusters that a name stands for.
    pub fn called(&self, name: &str, clusters: &[Cluster]) -> Vec<usize> {
        let key = key::exact(name);
        let bears = |c: &usize| self.bears(*c, &key);
        (0..clusters.len()).filter(|&id| clusters[id].chains.iter().any(bears)).collect()
    }

    /// Whether a chain has a mention of that name, as it stands or by its base form.
    fn bears(&self, chain: usize, key: &str) -> bool {
        let chain = &self.chains[chain];
        chain.items.iter().any(|&i| {
            let item = &self.items[chain.doc][i];
            self.forms[item.form].exact == key || key::exact(self.documents[chain.doc].text(item.span)) == key
        })
    }

    fn join(&self, names: &[String], what: &What, clusters: &mut [Cluster]) -> Option<String> {
        let found: Vec<Vec<usize>> = names.iter().map(|n| self.called(n, clusters)).collect();
        if let Some(n) = found.iter().position(Vec::is_empty) {
            return Some(absent(&names[n]));
        }
        let all: BTreeSet<usize> = found.into_iter().flatten().collect();
        let keep = *all.iter().min_by_key(|&&id| (std::cmp::Reverse(clusters[id].chains.len()), id))?;
        if all.iter().any(|&id| clusters[id].label != clusters[keep].label) {
            return Some("the names are of two kinds, say a person and an organisation".to_owned());
        }
        let reason = Reason { code: "decision", detail: what.to_string() };
        for id in all.into_iter().filter(|&id| id != keep) {
            let chains = std::mem::take(&mut clusters[id].chains);
            let told = std::mem::take(&mut clusters[id].why);
            for (c, reasons) in told {
                clusters[keep].why.entry(c).or_default().extend(reasons);
            }
            for &c in &chains {
                clusters[keep].why.entry(c).or_default().insert(reason.clone());
            }
            clusters[keep].chains.extend(chains);
        }
        clusters[keep].chains.sort_unstable();
        let keys: Vec<String> = names.iter().map(|n| key::exact(n)).collect();
        for c in clusters[keep].chains.clone() {
            if keys.iter().any(|k| self.bears(c, k)) {
                clusters[keep].why.entry(c).or_default().insert(reason.clone());
            }
        }
        None
    }

    fn split(&self, names: &[String], what: &What, clusters: &mut Vec<Cluster>) -> Option<String> {
        let absent_one = names.iter().find(|n| self.called(n, clusters).is_empty());
        if let Some(name) = absent_one {
            return Some(absent(name));
        }
        let keys: Vec<String> = names.iter().map(|n| key::exact(n)).collect();
        let mut stuck = None;
        for id in 0..clusters.len() {
            for (n, key) in keys.iter().enumerate() {
                let borne = |c: &usize| self.bears(*c, key);
                let others = |c: &usize| keys.iter().enumerate().any(|(m, k)| m != n && self.bears(*c, k));
                if !clusters[id].chains.iter().any(borne) || !clusters[id].chains.iter().any(others) {
                    continue;
                }
                let (go, stay): (Vec<usize>, Vec<usize>) =
                    clusters[id].chains.iter().partition(|c| borne(c) && !others(c));
                if go.is_empty() || stay.is_empty() {
                    let doc = clusters[id].chains.iter().find(|c| borne(c) && others(c));
                    let doc = doc.map(|&c| self.documents[self.chains[c].doc].document.id());
                    stuck = Some(format!("document `{}` uses both for one", doc.unwrap_or_default()));
                    continue;
                }
                let reason = Reason { code: "decision", detail: what.to_string() };
                let label = clusters[id].label;
                let why = go.iter().map(|&c| (c, BTreeSet::from([reason.clone()]))).collect();
                clusters[id].chains = stay;
                clusters.push(Cluster { label, chains: go, why });
            }
        }
        stuck
    }
}

fn absent(name: &str) -> String {
    format!("nothing in these documents is called `{name}`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::testing::{doc, of};
    use crate::link::{link, link_decided};

    fn feed() -> Vec<Annotated> {
        vec![
            doc("a", "en", "[PER Rauf Quliyev] spoke in [LOC Baku]. [ORG Orion Metals] closed."),
            doc("b", "en", "[PER Rauf Guliyev] left [LOC Baku]. [ORG Severswet Holding] opened."),
            doc("c", "ru", "[PER Эмин Велиев] прибыл в [LOC Баку]."),
        ]
    }

    fn decided(text: &str) -> (Vec<crate::types::Entity>, Vec<Outcome>) {
        link_decided(&feed(), &Decisions::parse(text).expect("good lines"))
    }

    #[test]
    fn decisions_overrule_the_names_and_say_so() {
        let entities = link(&feed());
        assert_eq!(of(&entities, "Rauf Quliyev").id, of(&entities, "Rauf Guliyev").id);
        assert_ne!(of(&entities, "Orion Metals").id, of(&entities, "Severswet Holding").id);

        let (entities, outcomes) = decided(
            "different Rauf Quliyev | Rauf Guliyev\nsame Orion Metals | Severswet Holding\n\
             same rauf quliyev | Эмин Велиев\ncanonical Orion = Severswet Holding",
        );
        assert_eq!(outcomes.iter().filter_map(|o| o.unused.as_ref()).count(), 0, "{outcomes:?}");
        assert_ne!(of(&entities, "Rauf Quliyev").id, of(&entities, "Rauf Guliyev").id);
        assert_eq!(of(&entities, "Rauf Quliyev").id, of(&entities, "Эмин Велиев").id);
        let orion = of(&entities, "Orion Metals");
        assert_eq!((orion.name.as_str(), orion.variants.len()), ("Orion", 2));
        for variant in &orion.variants {
            assert!(variant.reasons.iter().any(|r| r.code == "decision"), "{variant:?}");
        }
    }

    #[test]
    fn the_order_of_documents_decides_nothing() {
        let text = "same Orion Metals | Severswet Holding\ndifferent Rauf Quliyev | Rauf Guliyev";
        let decisions = Decisions::parse(text).expect("good lines");
        let mut turned = feed();
        turned.reverse();
        let shown = |documents: &[Annotated]| -> Vec<(String, String, usize)> {
            let (entities, _) = link_decided(documents, &decisions);
            entities.into_iter().map(|e| (e.id, e.name, e.variants.len())).collect()
        };
        assert_eq!(shown(&feed()), shown(&turned));
    }

    #[test]
    fn what_does_nothing_is_told() {
        let (_, outcomes) =
            decided("same Orion Metals | Nobody Here\nsame Baku | Rauf Quliyev\ncanonical X = Y");
        let why: Vec<&str> = outcomes.iter().filter_map(|o| o.unused.as_deref()).collect();
        assert_eq!(why.len(), 3, "{outcomes:?}");
        assert!(why[0].contains("Nobody Here") && why[1].contains("two kinds") && why[2].contains('Y'));
    }
}
