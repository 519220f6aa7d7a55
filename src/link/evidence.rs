//! What speaks for and against two nodes being one: their names, offices, owners, company.

use std::collections::BTreeSet;

use super::across::{Node, Run};
use super::document::Chain;
use super::institution;
use super::key;
use super::mention::FormId;
use super::office::Kind;
use super::role::Office;
use crate::names::{self, Verdict};
use crate::text::edits;
use crate::types::{Label, Reason};

/// Weight of shared company that lets an unsure comparison pass.
pub(super) const STRONG: f32 = 0.9;
/// Weight of shared company that lets an introduced acronym pass.
pub(super) const WEAK: f32 = 0.25;
/// Comparisons below this join nothing by themselves: in a large run somebody's name is always like another's.
const FIRM: f32 = 0.86;
/// Names of a node that are compared, most frequent first.
pub(super) const COMPARED: usize = 5;

impl Run<'_> {
    /// Persons, already settled, that a document gives an office in this organisation.
    pub(super) fn officers(&self, c: usize) -> BTreeSet<(usize, Kind)> {
        let chain = &self.chains[c];
        if chain.label != Label::Organisation {
            return BTreeSet::new();
        }
        let persons = self.chains.iter().enumerate().skip(self.first_of(chain.doc));
        let persons =
            persons.take_while(|(_, p)| p.doc == chain.doc).filter(|(_, p)| p.label == Label::Person);
        let mut out = BTreeSet::new();
        for (p, person) in persons {
            let Some(&cluster) = self.of_chain.get(&p) else { continue };
            for office in &person.offices {
                let Some(kind) = office.kind else { continue };
                let named = office.organisations.iter().any(|i| chain.items.contains(i));
                if named || (kind == Kind::Minister && self.is_ministry_of(chain, office)) {
                    out.insert((cluster, kind));
                }
            }
        }
        out
    }

    /// Whether a minister's role names the matters of a ministry: `Emergency Situations Minister` and
    /// `Ministry of Emergency Situations`, `energetika naziri` and `Energetika Nazirliyi`.
    pub(super) fn is_ministry_of(&self, ministry: &Chain, office: &Office) -> bool {
        let document = self.documents[ministry.doc];
        let role = key::tokens(document.text(office.span));
        let names: BTreeSet<&String> = self.items[ministry.doc]
            .iter()
            .filter(|i| office.span.contains(i.span))
            .flat_map(|i| &self.forms[i.form].tokens)
            .collect();
        // The office and its matters, without the country and the little words.
        let words: Vec<&String> =
            role.iter().filter(|t| t.chars().count() >= 4 && !names.contains(t)).collect();
        ministry.full.iter().any(|&f| {
            let form = &self.forms[f];
            let shared = |t: &&&String| form.tokens.iter().any(|w| common_stem(t, w));
            // The noun of office may be akin to that of the body or not: `bakan`, `bakanlık`.
            let alike = words.iter().filter(shared).count();
            let told = form.tokens.iter().filter(|w| words.iter().any(|t| common_stem(t, w))).count();
            institution::is_general(&form.base) && alike >= 2 && alike + 1 >= words.len() && told >= 2
        })
    }

    /// The first chain of a document; chains are ordered by document.
    pub(super) fn first_of(&self, doc: usize) -> usize {
        self.chains.partition_point(|c| c.doc < doc)
    }

    /// What makes two nodes two referents, whatever their names.
    pub(super) fn conflict(&self, a: &Node, b: &Node, label: Label) -> Option<String> {
        for &x in &a.forms {
            if let Some(&y) = b.forms.iter().find(|&&y| self.forms.decided_apart(x, y)) {
                return Some(format!("decided: {} ≠ {}", self.forms[x].base, self.forms[y].base));
            }
        }
        for (kind, territory) in &a.offices {
            let others: BTreeSet<&str> =
                b.offices.iter().filter(|(k, _)| k == kind).map(|(_, t)| *t).collect();
            if !others.is_empty() && !others.contains(territory) {
                let mine = a.offices.iter().any(|(k, t)| k == kind && others.contains(t));
                if !mine {
                    return Some(format!("{kind:?} of {territory} and of {others:?}"));
                }
            }
        }
        if label == Label::Organisation && !a.owners.is_empty() && !b.owners.is_empty() {
            let general = |n: &Node| n.forms.iter().any(|f| institution::is_general(&self.forms[*f].base));
            if a.owners.is_disjoint(&b.owners) && general(a) && general(b) {
                return Some(format!("of {:?} and of {:?}", a.owners, b.owners));
            }
        }
        None
    }

    /// Weight of the company that two sets of documents share: rare names count more.
    pub(super) fn shared(&self, a: &BTreeSet<usize>, b: &BTreeSet<usize>, label: Label) -> f32 {
        let company = |docs: &BTreeSet<usize>| -> BTreeSet<usize> {
            docs.iter().take(40).flat_map(|&d| self.company[d].iter().copied()).collect()
        };
        let total = (self.documents.len() + 1) as f32;
        company(a)
            .intersection(&company(b))
            .map(|&c| {
                let cluster = &self.clusters[c];
                let docs: BTreeSet<usize> = cluster.chains.iter().map(|&c| self.chains[c].doc).collect();
                let country = cluster.chains.iter().any(|&c| {
                    self.chains[c].full.first().is_some_and(|&f| self.forms[f].territory.is_some())
                });
                let kind = match cluster.label {
                    Label::Person => 1.0,
                    Label::Location if country => 0.3,
                    Label::Location if label == Label::Location => 0.4,
                    Label::Location => 0.6,
                    _ => 0.8,
                };
                let rarity = (total / docs.len() as f32).ln() / total.ln();
                kind * rarity.max(0.2)
            })
            .sum()
    }

    /// Whether two nodes are one, with how much speaks for it.
    pub(super) fn judge(&self, a: &Node, b: &Node, label: Label) -> Option<(f32, Vec<Reason>)> {
        if self.conflict(a, b, label).is_some() || self.named_apart(a, b) || self.country_and_town(a, b) {
            return None;
        }
        let (verdict, score, mut reasons) = self.compare(a, b);
        let company = || self.shared(&a.docs, &b.docs, label);
        let same_office = !a.offices.is_disjoint(&b.offices);
        if verdict == Verdict::Same {
            let rough = score < FIRM || label == Label::Person && self.only_sounds_like(a, b);
            if rough && company() < WEAK {
                return None;
            }
            let general = label == Label::Organisation
                && a.forms.iter().chain(&b.forms).any(|f| institution::is_general(&self.forms[*f].base));
            let known = !a.owners.is_empty() && !b.owners.is_empty();
            if general && !known && company() < WEAK {
                return None;
            }
            return Some((1.0 + score, reasons));
        }
        let officers: BTreeSet<_> = a.officers.intersection(&b.officers).collect();
        let acronyms: Vec<&String> =
            a.acronyms.intersection(&b.acronyms).filter(|x| x.chars().count() >= 3).collect();
        let translated = a.langs.is_disjoint(&b.langs);
        if label != Label::Person && !acronyms.is_empty() {
            let weight = company();
            if (verdict == Verdict::Unsure || translated) && (weight >= WEAK || !officers.is_empty()) {
                let detail = format!("both are called {}", acronyms[0].to_uppercase());
                reasons = vec![Reason { code: "acronym", detail }];
                return Some((0.9 + weight.min(2.0) / 20.0, reasons));
            }
        }
        // The board that somebody chairs is not the body.
        let organ = |n: &Node| n.forms.iter().any(|&f| self.forms.is_organ(f));
        if label == Label::Organisation && !officers.is_empty() && translated && organ(a) == organ(b) {
            let (person, kind) = *officers.first()?;
            let who = self.cluster_name(*person);
            let detail = format!("{who} is its {}", format!("{kind:?}").to_lowercase());
            return Some((0.85, vec![Reason { code: "same-officer", detail }]));
        }
        if verdict != Verdict::Unsure {
            return None;
        }
        let weight = company();
        let enough = match label {
            Label::Person => score >= 0.55 && (same_office || weight >= STRONG),
            // `Odesa` and its region are two; a name that no town bears is not.
            Label::Location => {
                let region = reasons.iter().any(|r| r.code == "generic-words");
                let town =
                    |n: &Node| n.forms.iter().any(|f| names::place::city(&self.forms[*f].base).is_some());
                score >= 0.6 && translated && weight >= STRONG && !(region && (town(a) || town(b)))
            }
            Label::Organisation => (score >= 0.5 && weight >= STRONG) || (score >= 0.4 && weight >= 1.5),
            _ => score >= 0.5 && weight >= STRONG,
        };
        if !enough {
            return None;
        }
        let detail = match same_office {
            true => "the same office".to_owned(),
            false => format!("in the same company: {}", self.company_names(a, b)),
        };
        reasons.push(Reason { code: "context", detail });
        Some((score.min(0.8), reasons))
    }

    /// Whether a Chinese name and one in letters are alike only roughly: so many Chinese names sound
    /// alike that this is no proof without the company.
    fn only_sounds_like(&self, a: &Node, b: &Node) -> bool {
        let han = |f: &&FormId| key::is_han(&self.forms[**f].base) && self.forms[**f].tokens.len() == 1;
        let (x, y) = (a.forms.iter().find(han), b.forms.iter().find(han));
        let (chinese, other) = match (x, y) {
            (Some(&x), None) => (x, b),
            (None, Some(&y)) => (y, a),
            _ => return false,
        };
        let letters = |tokens: &[String]| tokens.concat().chars().collect::<Vec<char>>();
        let sound = letters(&key::tokens(self.forms.romanised(chinese)));
        !other.forms.iter().any(|&f| {
            let latin = key::tokens(self.forms.romanised(f));
            let mut turned = latin.clone();
            turned.rotate_left(1.min(latin.len()));
            let near = |tokens: &[String]| edits(&letters(tokens), &sound) * 4 <= sound.len();
            near(&latin) || near(&turned)
        })
    }

    /// The best comparison among the names of two nodes; `Different` if any two full names of one
    /// language exclude each other.
    pub(super) fn compare(&self, a: &Node, b: &Node) -> (Verdict, f32, Vec<Reason>) {
        let mut best: (Verdict, f32, Vec<Reason>) = (Verdict::Different, 0.0, Vec::new());
        for &x in a.forms.iter().take(COMPARED) {
            for &y in b.forms.iter().take(COMPARED) {
                let c = self.forms.compare(x, y);
                let verdict = match c.verdict {
                    Verdict::Unsure if self.forms.alike(x, y) => Verdict::Same,
                    v => v,
                };
                let rank = |v: Verdict| match v {
                    Verdict::Same => 2,
                    Verdict::Unsure => 1,
                    Verdict::Different => 0,
                };
                if (rank(verdict), c.score) > (rank(best.0), best.1) {
                    best = (verdict, c.score, c.reasons);
                }
            }
        }
        best
    }

    /// Whether documents have a chain of each: had they been one, it would have been one chain. A
    /// slip in one document of many does not count.
    pub(super) fn named_apart(&self, a: &Node, b: &Node) -> bool {
        let both = a.docs.intersection(&b.docs).count();
        both > 0 && both * 10 >= a.docs.len().min(b.docs.len())
    }

    /// Whether one is a country or territory, and the other is another one or a town.
    pub(super) fn country_and_town(&self, a: &Node, b: &Node) -> bool {
        let code = |n: &Node| n.forms.iter().find_map(|f| self.forms[*f].territory);
        let town = |n: &Node| n.forms.iter().any(|f| names::place::city(&self.forms[*f].base).is_some());
        match (code(a), code(b)) {
            (Some(x), Some(y)) => x != y,
            (Some(_), None) => town(b),
            (None, Some(_)) => town(a),
            (None, None) => false,
        }
    }

    /// Whether two nodes cannot be in one cluster, whatever else joins their clusters.
    pub(super) fn veto(&self, a: &Node, b: &Node, label: Label) -> bool {
        if self.conflict(a, b, label).is_some() || self.named_apart(a, b) || self.country_and_town(a, b) {
            return true;
        }
        let (verdict, score, _) = self.compare(a, b);
        // Names of organisations and works are translated: across languages a difference of words
        // says nothing.
        let translatable = matches!(label, Label::Organisation | Label::Event | Label::Other);
        verdict == Verdict::Different && !(translatable && a.langs.is_disjoint(&b.langs)) && score < 0.5
    }

    pub(super) fn cluster_name(&self, id: usize) -> String {
        let chain = &self.chains[self.clusters[id].chains[0]];
        let form = chain.full.first().copied().unwrap_or(self.items[chain.doc][chain.items[0]].form);
        self.forms[form].base.clone()
    }

    pub(super) fn company_names(&self, a: &Node, b: &Node) -> String {
        let company = |docs: &BTreeSet<usize>| -> BTreeSet<usize> {
            docs.iter().take(40).flat_map(|&d| self.company[d].iter().copied()).collect()
        };
        let shared = company(&a.docs).intersection(&company(&b.docs)).copied().collect::<Vec<_>>();
        let mut names: Vec<String> = shared.into_iter().map(|c| self.cluster_name(c)).collect();
        names.sort();
        names.truncate(4);
        names.join(", ")
    }
}

/// Whether two words of one language share their stem: all but the last few letters.
fn common_stem(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    common >= 4 && 10 * common >= 6 * a.chars().count()
}
