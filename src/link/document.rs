//! Mentions of one document that are one: equal names, introduced acronyms, short forms of the one
//! full name that they fit.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::institution;
use super::introduce::{self, Introduction};
use super::key;
use super::mention::{FormId, Forms, Item};
use super::office::Kind;
use super::role::{self, Office};
use super::short;
use crate::types::{Annotated, Label, Reason};

/// What one document calls one person, organisation or place.
#[derive(Debug)]
pub(super) struct Chain {
    pub doc: usize,
    pub label: Label,
    /// Items of the document, in text order.
    pub items: Vec<usize>,
    /// Full names among them, most frequent first; empty for a bare surname or acronym.
    pub full: Vec<FormId>,
    /// Folded acronyms that stand for it here, marked by the tagger or not.
    pub acronyms: BTreeSet<String>,
    pub offices: Vec<Office>,
    /// The country that an institution of general name belongs to.
    pub owner: Option<&'static str>,
    /// Why each form is counted in.
    pub reasons: BTreeMap<FormId, BTreeSet<Reason>>,
    /// Why a bare name was left alone.
    pub unresolved: Option<Reason>,
}

/// Mentions of one written name.
struct Group {
    label: Label,
    items: Vec<usize>,
    form: FormId,
    person: Person,
}

/// How much of a person a name gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Person {
    No,
    Full,
    /// A family or given name alone, or with initials.
    Short,
}

/// The chains of a document, ordered by their first mention.
pub(super) fn chains(doc: usize, document: &Annotated, items: &[Item], forms: &Forms) -> Vec<Chain> {
    let groups = groups(items, forms);
    let mut joined = Joined::new(&groups, items, forms);
    let introductions = introduce::introductions(document, items, forms);
    let untagged = joined.introduced(&introductions);
    joined.by_initials();
    joined.persons();
    joined.places_and_others();
    let offices = role::offices(document, items, forms);
    joined.short_persons(document, &offices);
    joined.finish(doc, document, untagged, offices)
}

fn groups(items: &[Item], forms: &Forms) -> Vec<Group> {
    let mut index: BTreeMap<(Label, String), usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let form = &forms[item.form];
        let person = match item.label {
            Label::Person if short::is_full(forms, item.form) => Person::Full,
            Label::Person => Person::Short,
            _ => Person::No,
        };
        let key = match form.territory {
            Some(code) if item.label == Label::Location => format!("territory {code}"),
            // Each short form is settled for itself: father and son may both be called by it.
            _ if person == Person::Short => format!("{} {i}", form.exact),
            _ => form.exact.clone(),
        };
        match index.get(&(item.label, key.clone())) {
            Some(&g) => groups[g].items.push(i),
            None => {
                index.insert((item.label, key), groups.len());
                groups.push(Group { label: item.label, items: vec![i], form: item.form, person });
            }
        }
    }
    groups
}

/// Groups under union, with the reason for each join.
struct Joined<'a> {
    groups: &'a [Group],
    items: &'a [Item],
    forms: &'a Forms,
    root: Vec<usize>,
    /// By group.
    reasons: BTreeMap<usize, BTreeSet<Reason>>,
    unresolved: BTreeMap<usize, Reason>,
    /// Groups that are no name of their own: acronyms and short names.
    short: BTreeSet<usize>,
}

impl<'a> Joined<'a> {
    fn new(groups: &'a [Group], items: &'a [Item], forms: &'a Forms) -> Self {
        let mut joined = Self {
            groups,
            items,
            forms,
            root: (0..groups.len()).collect(),
            reasons: BTreeMap::new(),
            unresolved: BTreeMap::new(),
            short: BTreeSet::new(),
        };
        for (g, group) in groups.iter().enumerate() {
            if group.person == Person::Short || (group.label != Label::Person && forms[group.form].acronym) {
                joined.short.insert(g);
            }
        }
        joined
    }

    fn find(&self, mut g: usize) -> usize {
        while self.root[g] != g {
            g = self.root[g];
        }
        g
    }

    fn members(&self, root: usize) -> Vec<usize> {
        (0..self.groups.len()).filter(|&g| self.find(g) == root).collect()
    }

    fn join(&mut self, g: usize, to: usize, reasons: impl IntoIterator<Item = Reason>) {
        let (a, b) = (self.find(g), self.find(to));
        self.reasons.entry(g).or_default().extend(reasons);
        if a != b {
            self.root[a.max(b)] = a.min(b);
        }
    }

    fn base(&self, g: usize) -> &'a str {
        &self.forms[self.groups[g].form].base
    }

    /// Joins bracketed short names; gives those that the tagger did not mark, by group.
    fn introduced(&mut self, introductions: &[Introduction]) -> BTreeMap<usize, BTreeSet<String>> {
        let mut untagged: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        let mut owner: BTreeMap<String, usize> = BTreeMap::new();
        let mut group_of: BTreeMap<usize, usize> = BTreeMap::new();
        for (g, group) in self.groups.iter().enumerate() {
            group_of.extend(group.items.iter().map(|&i| (i, g)));
        }
        for intro in introductions {
            let Some(&long) = group_of.get(&intro.long) else { continue };
            let short = key::folded(&intro.text);
            // The first introduction of a short name is the one that holds.
            if *owner.entry(short.clone()).or_insert(long) != long {
                continue;
            }
            untagged.entry(long).or_default().insert(short.clone());
            let reason = Reason { code: "introduced", detail: intro.shown.clone() };
            let same: Vec<usize> = (0..self.groups.len())
                .filter(|&g| {
                    let marked = intro.short.is_some_and(|item| self.groups[g].items.contains(&item));
                    let alike = self.forms[self.groups[g].form].tokens.join(" ") == short;
                    g != long && (marked || (alike && self.groups[g].label != Label::Location))
                })
                .collect();
            for g in same {
                let (short, long_form) = (self.groups[g].form, self.groups[long].form);
                if self.forms[short].territory.is_some() || self.forms.decided_apart(short, long_form) {
                    continue;
                }
                self.short.insert(g);
                self.join(g, long, [reason.clone()]);
            }
        }
        untagged
    }

    /// Joins an acronym with the one name of the document whose words begin with its letters.
    fn by_initials(&mut self) {
        for g in 0..self.groups.len() {
            let form = &self.forms[self.groups[g].form];
            if !form.acronym
                || self.find(g) != g
                || self.members(g).len() > 1
                || form.base.chars().count() < 3
            {
                continue;
            }
            let fits: Vec<usize> = (0..self.groups.len())
                .filter(|&l| !self.short.contains(&l) && self.groups[l].label == self.groups[g].label)
                .filter(|&l| introduce::initials_match(&form.base, self.base(l)))
                .collect();
            let owners: BTreeSet<usize> = fits.iter().map(|&l| self.find(l)).collect();
            if let ([long, ..], 1) = (&fits[..], owners.len()) {
                let detail = format!("{} = {}", form.base, self.base(*long));
                self.join(g, *long, [Reason { code: "acronym", detail }]);
            }
        }
    }

    /// For each of the groups, those before it that share a blocking key or all words but numbers.
    fn neighbours(&self, groups: &[usize]) -> Vec<Vec<usize>> {
        /// A commoner key tells nothing, and every name has others.
        const BLOCK: usize = 60;
        let keys: Vec<Vec<String>> = groups
            .iter()
            .map(|&g| {
                let form = &self.forms[self.groups[g].form];
                let words = form.tokens.iter().filter(|t| !t.chars().all(|c| c.is_ascii_digit()));
                let mut keys = self.forms.blocking_keys(self.groups[g].form);
                keys.push(words.map(String::as_str).collect::<Vec<_>>().join(" "));
                keys.sort();
                keys.dedup();
                keys
            })
            .collect();
        let mut blocks: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (&g, keys) in groups.iter().zip(&keys) {
            keys.iter().for_each(|k| blocks.entry(k).or_default().push(g));
        }
        let near = |g: usize, keys: &[String]| -> Vec<usize> {
            let blocks = keys.iter().filter_map(|k| blocks.get(k.as_str())).filter(|b| b.len() <= BLOCK);
            let near: BTreeSet<usize> = blocks.flatten().copied().filter(|&o| o < g).collect();
            near.into_iter().collect()
        };
        groups.iter().zip(&keys).map(|(&g, keys)| near(g, keys)).collect()
    }

    /// Full names of one person: spellings that compare as the same, and no others.
    fn persons(&mut self) {
        let full: Vec<usize> =
            (0..self.groups.len()).filter(|&g| self.groups[g].person == Person::Full).collect();
        let near = self.neighbours(&full);
        for (&g, others) in full.iter().zip(&near) {
            for &other in others {
                if self.find(g) == self.find(other) {
                    continue;
                }
                let (a, b) = (self.groups[g].form, self.groups[other].form);
                let (x, y) = (&self.forms[a].tokens, &self.forms[b].tokens);
                // `Minh Hanh` of `Do Thi Minh Hanh` is settled as a short form.
                if x != y && (short::contains(x, y) || short::contains(y, x)) {
                    continue;
                }
                if let Some(reasons) = self.forms.same(a, b) {
                    self.join(g, other, reasons);
                }
            }
        }
    }

    fn places_and_others(&mut self) {
        let rest: Vec<usize> = (0..self.groups.len())
            .filter(|&g| self.groups[g].label != Label::Person && !self.short.contains(&g))
            .collect();
        let near = self.neighbours(&rest);
        for (&g, others) in rest.iter().zip(&near) {
            for &other in others {
                if self.groups[g].label != self.groups[other].label || self.find(g) == self.find(other) {
                    continue;
                }
                let (a, b) = (self.groups[g].form, self.groups[other].form);
                if self.forms[a].territory.is_some() || self.forms[b].territory.is_some() {
                    continue;
                }
                if let Some(reasons) = self.forms.same(a, b) {
                    self.join(g, other, reasons);
                } else if short::differ_by_number(&self.forms[a].tokens, &self.forms[b].tokens) {
                    // `Alatau Cup` and `Alatau Cup 2026` of one report.
                    let detail = format!("{} ~ {}", self.base(g), self.base(other));
                    self.join(g, other, [Reason { code: "short-form", detail }]);
                }
            }
        }
        self.parts_of_bodies(&rest, &near);
    }

    /// Gives what says no kind of body to the one longer name of the document that does: `Emergency
    /// Situations`, `Ministry of Emergency Situations`.
    fn parts_of_bodies(&mut self, groups: &[usize], near: &[Vec<usize>]) {
        let body = |g: usize| self.groups[g].label == Label::Organisation;
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for (&g, others) in groups.iter().zip(near).filter(|(g, _)| body(**g)) {
            for &other in others.iter().filter(|&&o| body(o)) {
                for (short, long) in [(g, other), (other, g)] {
                    let (s, l) = (self.groups[short].form, self.groups[long].form);
                    let (x, y) = (&self.forms[s].tokens, &self.forms[l].tokens);
                    let part = x.len() > 1 && short::contains(x, y);
                    if part
                        && !self.forms.has_kind(s)
                        && self.forms.has_kind(l)
                        && !self.forms.decided_apart(s, l)
                    {
                        pairs.push((short, long));
                    }
                }
            }
        }
        for &(short, long) in &pairs {
            let owners: BTreeSet<usize> =
                pairs.iter().filter(|p| p.0 == short).map(|p| self.find(p.1)).collect();
            if owners.len() == 1 {
                let detail = format!("{} of {}", self.base(short), self.base(long));
                self.join(short, long, [Reason { code: "short-form", detail }]);
            }
        }
    }

    /// Gives each short personal name to the bearer that it fits, where that is clear.
    fn short_persons(&mut self, document: &Annotated, offices: &[(usize, Office)]) {
        let full: Vec<usize> =
            (0..self.groups.len()).filter(|&g| self.groups[g].person == Person::Full).collect();
        // Longer forms first, so that `Minh Hanh` is settled before `Hanh`.
        let mut short: Vec<usize> =
            (0..self.groups.len()).filter(|&g| self.groups[g].label == Label::Person).collect();
        short.sort_by_key(|&g| std::cmp::Reverse(self.forms[self.groups[g].form].tokens.len()));
        let mut bearers: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for &f in &full {
            for key in short::keys(self.forms, self.groups[f].form) {
                bearers.entry(key).or_default().push(f);
            }
        }
        for g in short {
            let form = self.groups[g].form;
            let keys = short::keys(self.forms, form);
            let near: BTreeSet<usize> =
                keys.iter().filter_map(|k| bearers.get(k)).flatten().copied().collect();
            let mut fits: Vec<(usize, short::Fit)> = near
                .into_iter()
                .filter(|&f| f != g && self.find(f) != self.find(g))
                .filter(|&f| !self.forms.decided_apart(form, self.groups[f].form))
                .filter_map(|f| Some((f, short::fit(self.forms, form, self.groups[f].form)?)))
                .collect();
            let best = fits.iter().map(|(_, fit)| fit.rank).max();
            fits.retain(|(_, fit)| Some(fit.rank) == best);
            let owners: BTreeSet<usize> = fits.iter().map(|(f, _)| self.find(*f)).collect();
            match owners.len() {
                0 => {}
                1 => {
                    let (f, fit) = fits[0];
                    let detail = format!("{} of {}", self.base(g), self.base(f));
                    self.join(g, f, [Reason { code: fit.code, detail }]);
                }
                _ if self.groups[g].person == Person::Short => {
                    self.shared_name(g, &owners, document, offices)
                }
                _ => {}
            }
        }
        // Short forms without a bearer are one name as long as nothing tells them apart.
        let mut borne: BTreeSet<usize> = BTreeSet::new();
        for g in 0..self.groups.len() {
            if self.groups[g].person != Person::Short {
                borne.insert(self.find(g));
            }
        }
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for g in 0..self.groups.len() {
            if borne.contains(&self.find(g)) {
                continue;
            }
            let exact = self.forms[self.groups[g].form].exact.as_str();
            match first.get(exact) {
                Some(&first) => self.join(g, first, []),
                None => {
                    first.insert(exact, g);
                }
            }
        }
    }

    /// Several bearers of one family name: it goes to one of them only where the text is clear.
    fn shared_name(
        &mut self,
        g: usize,
        owners: &BTreeSet<usize>,
        document: &Annotated,
        offices: &[(usize, Office)],
    ) {
        match self.meant(self.groups[g].items[0], owners, document, offices) {
            Some(owner) => {
                let detail = format!("{} of {}, the one named there", self.base(g), self.base(owner));
                self.join(g, owner, [Reason { code: "short-form", detail }]);
            }
            None => {
                let names: Vec<&str> = owners.iter().map(|&o| self.base(o)).collect();
                let detail = format!("{} may be {}", self.base(g), names.join(" or "));
                self.unresolved.insert(g, Reason { code: "ambiguous", detail });
            }
        }
    }

    /// The bearer that is locally meant by a bare family name.
    fn meant(
        &self,
        item: usize,
        owners: &BTreeSet<usize>,
        document: &Annotated,
        offices: &[(usize, Office)],
    ) -> Option<usize> {
        let at = self.items[item].span.start;
        let sentence = |byte: u32| document.sentence_at(byte).map_or(usize::MAX, |s| s);
        let kinds = |items: &[usize]| -> BTreeSet<Kind> {
            offices.iter().filter(|(i, _)| items.contains(i)).filter_map(|(_, o)| o.kind).collect()
        };
        // The same office with the bare name and with one full name only.
        let own = kinds(&[item]);
        if !own.is_empty() {
            let of = |o: usize| -> Vec<usize> {
                self.members(o).iter().flat_map(|&m| self.groups[m].items.iter().copied()).collect()
            };
            let held: Vec<usize> =
                owners.iter().copied().filter(|&o| !kinds(&of(o)).is_disjoint(&own)).collect();
            if let [one] = held[..] {
                return Some(one);
            }
        }
        let full_mentions = |o: usize| -> Vec<u32> {
            let groups = self.members(o).into_iter().filter(|&m| self.groups[m].person == Person::Full);
            groups.flat_map(|m| self.groups[m].items.iter().map(|&i| self.items[i].span.start)).collect()
        };
        let title = document.document.title();
        let in_title = at < title.end;
        if in_title {
            // A headline names whom the first sentence of the report names alone.
            let first = owners.iter().filter_map(|&o| {
                let start = full_mentions(o).into_iter().filter(|&b| b >= title.end).min()?;
                Some((sentence(start), o))
            });
            let mut first: Vec<(usize, usize)> = first.collect();
            first.sort_unstable();
            return match first[..] {
                [(s, o), (t, _), ..] if s < t => Some(o),
                [(_, o)] => Some(o),
                _ => None,
            };
        }
        let mut last: Vec<(u32, usize)> = owners
            .iter()
            .filter_map(|&o| {
                Some((full_mentions(o).into_iter().filter(|&b| b < at && b >= title.end).max()?, o))
            })
            .collect();
        last.sort_unstable_by(|a, b| b.cmp(a));
        let here = sentence(at);
        match last[..] {
            [] => None,
            [(_, o)] => Some(o),
            [(near, o), (far, _), ..] => {
                let (near, far) = (sentence(near), sentence(far));
                (near > far && here - near.min(here) <= 2).then_some(o)
            }
        }
    }

    fn finish(
        self,
        doc: usize,
        document: &Annotated,
        untagged: BTreeMap<usize, BTreeSet<String>>,
        offices: Vec<(usize, Office)>,
    ) -> Vec<Chain> {
        let mut roots: Vec<usize> = (0..self.groups.len()).filter(|&g| self.find(g) == g).collect();
        roots.sort_by_key(|&r| self.groups[r].items[0]);
        let mut chains = Vec::with_capacity(roots.len());
        let mut by_root: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for g in 0..self.groups.len() {
            by_root.entry(self.find(g)).or_default().push(g);
        }
        for root in roots {
            let members = by_root.remove(&root).unwrap_or_default();
            let mut items: Vec<usize> = members.iter().flat_map(|&m| self.groups[m].items.clone()).collect();
            items.sort_unstable();
            let mut full: BTreeMap<FormId, usize> = BTreeMap::new();
            let mut acronyms: BTreeSet<String> = BTreeSet::new();
            for &m in &members {
                let group = &self.groups[m];
                if let Some(short) = untagged.get(&m) {
                    acronyms.extend(short.iter().cloned());
                }
                if self.forms[group.form].acronym && group.label != Label::Person {
                    acronyms.insert(self.forms[group.form].tokens.join(" "));
                }
                if self.short.contains(&m) {
                    continue;
                }
                for &i in &group.items {
                    *full.entry(self.items[i].form).or_default() += 1;
                }
            }
            let mut full: Vec<(FormId, usize)> = full.into_iter().collect();
            full.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| self.forms[a.0].base.cmp(&self.forms[b.0].base)));
            let label = self.label(&members);
            let own = |i: &usize| items.binary_search(i).is_ok();
            let offices = offices.iter().filter(|(i, _)| own(i)).map(|(_, o)| o.clone()).collect();
            let mut reasons: BTreeMap<FormId, BTreeSet<Reason>> = BTreeMap::new();
            for (&m, why) in members.iter().filter_map(|m| Some((m, self.reasons.get(m)?))) {
                for &i in &self.groups[m].items {
                    reasons.entry(self.items[i].form).or_default().extend(why.iter().cloned());
                }
            }
            let unresolved = members.iter().find_map(|m| self.unresolved.get(m).cloned());
            let owner = institution::owner(document, self.items, self.forms, &items);
            let full = full.into_iter().map(|(f, _)| f).collect();
            chains.push(Chain { doc, label, items, full, acronyms, offices, owner, reasons, unresolved });
        }
        chains
    }

    /// The label of the full names, of all names where there is none.
    fn label(&self, members: &[usize]) -> Label {
        let count = |short: bool| {
            let mut votes: BTreeMap<Label, usize> = BTreeMap::new();
            for &m in members.iter().filter(|m| short || !self.short.contains(m)) {
                *votes.entry(self.groups[m].label).or_default() += self.groups[m].items.len();
            }
            votes.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(l, _)| l)
        };
        count(false).or_else(|| count(true)).unwrap_or(Label::Other)
    }
}
