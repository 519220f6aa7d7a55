//! The mentions of the run, cleaned and folded once: [`Item`], and the distinct names among them:
//! [`Forms`].

use std::cell::RefCell;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::clean::{self, cleaned};
use super::decisions::Apart;
use super::inflect::{Bases, Cleaned};
use super::key;
use crate::names::{self, Comparison, Name, Verdict};
use crate::text::Span;
use crate::types::{Annotated, Label, Lang, Reason};

/// One mention, ready for comparing.
pub(super) struct Item {
    /// Number of the mention in its document.
    pub mention: u32,
    /// The name alone, without quotes, honorifics and offices that the tagger took in.
    pub span: Span,
    pub label: Label,
    pub score: f32,
    pub lang: Lang,
    pub form: FormId,
}

/// A distinct name of the run: a base form under a label in a language.
pub(super) struct Form {
    pub base: String,
    pub lang: Lang,
    pub exact: String,
    pub tokens: Vec<String>,
    pub acronym: bool,
    /// ISO code where the tables know the name as that of a country or territory.
    pub territory: Option<&'static str>,
    name: Name,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct FormId(pub u32);

/// The distinct names of a run, with every comparison that was made.
#[derive(Default)]
pub(super) struct Forms {
    forms: Vec<Form>,
    index: FxHashMap<(String, Label, Lang), FormId>,
    compared: RefCell<FxHashMap<(FormId, FormId), Comparison>>,
    /// What the user decided to be two.
    apart: Apart,
}

impl std::ops::Index<FormId> for Forms {
    type Output = Form;
    fn index(&self, id: FormId) -> &Form {
        &self.forms[id.0 as usize]
    }
}

impl Forms {
    pub fn new(apart: Apart) -> Self {
        Self { apart, ..Self::default() }
    }

    /// Whether the user decided that two names mean two.
    pub fn decided_apart(&self, a: FormId, b: FormId) -> bool {
        self.apart.are(&self[a].exact, &self[b].exact)
    }

    pub fn is_organ(&self, id: FormId) -> bool {
        self[id].name.is_organ()
    }

    pub fn has_kind(&self, id: FormId) -> bool {
        self[id].name.has_kind()
    }

    pub fn intern(&mut self, base: &str, label: Label, lang: Lang) -> FormId {
        let key = (base.to_owned(), label, lang);
        if let Some(&id) = self.index.get(&key) {
            return id;
        }
        let id = FormId(self.forms.len() as u32);
        self.forms.push(Form {
            exact: key::exact(base),
            tokens: key::tokens(base),
            // `ALMATY` opens a dateline; it stands for nothing longer.
            acronym: key::is_acronym(base) && !matches!(label, Label::Person | Label::Location),
            territory: territory(base, label),
            name: Name::new(base, label, lang),
            base: base.to_owned(),
            lang,
        });
        self.index.insert(key, id);
        id
    }

    pub fn blocking_keys(&self, id: FormId) -> Vec<String> {
        self[id].name.blocking_keys()
    }

    pub fn romanised(&self, id: FormId) -> &str {
        self[id].name.romanised()
    }

    /// The comparison of two names, the same whichever comes first.
    pub fn compare(&self, a: FormId, b: FormId) -> Comparison {
        let order = |id: FormId| (&self[id].base, self[id].lang);
        let (a, b) = if order(a) <= order(b) { (a, b) } else { (b, a) };
        if let Some(known) = self.compared.borrow().get(&(a, b)) {
            return known.clone();
        }
        let mut made = names::compare(&self[a].name, &self[b].name);
        if self.decided_apart(a, b) {
            let detail = format!("{} ≠ {}", self[a].base, self[b].base);
            (made.verdict, made.score) = (Verdict::Different, 0.0);
            made.reasons.insert(0, Reason { code: "decision", detail });
        }
        self.compared.borrow_mut().insert((a, b), made.clone());
        made
    }

    /// How alike a spelling sounds to a name of the run, from 0 to 1.
    pub fn likeness(&self, text: &str, label: Label, lang: Lang, to: FormId) -> f32 {
        Name::new(text, label, lang).sounds_like(&self[to].name)
    }

    /// Whether two names are written alike up to case, marks and apostrophes.
    pub fn alike(&self, a: FormId, b: FormId) -> bool {
        self[a].tokens == self[b].tokens
    }

    pub fn same(&self, a: FormId, b: FormId) -> Option<Vec<Reason>> {
        let c = self.compare(a, b);
        (c.verdict == Verdict::Same).then_some(c.reasons)
    }
}

/// The country or territory that a name means; a capital is not its country.
fn territory(base: &str, label: Label) -> Option<&'static str> {
    if !matches!(label, Label::Location | Label::Organisation | Label::Other) {
        return None;
    }
    let territory = names::place::territory(base)?;
    let own = |name: &str| key::folded(name) == key::folded(base);
    let town = names::place::city(base).is_some_and(|c| own(c.name)) && !own(territory.english());
    (!town).then_some(territory.code)
}

/// Mentions of every document, in text order, and the forms among them.
pub(super) fn collect(documents: &[&Annotated], forms: &mut Forms) -> Vec<Vec<Item>> {
    let cleaned: Vec<Cleaned> = documents.iter().map(|d| cleaned(d)).collect();
    let mut bases = Bases::new(documents, &cleaned);
    let mut items: Vec<Vec<Item>> = Vec::with_capacity(documents.len());
    for (doc, (document, spans)) in documents.iter().zip(&cleaned).enumerate() {
        let mut here = Vec::with_capacity(spans.len());
        for &(mention, span) in spans {
            let m = &document.mentions[mention as usize];
            let lang = document.languages.at(span.start);
            let base = bases.of(doc, document, mention, span);
            let label = if clean::is_dateline(document, span) { Label::Location } else { m.label };
            let form = forms.intern(&base, label, lang);
            // `Party`, `the company`: a noun, and nobody's name.
            if matches!(label, Label::Organisation | Label::Other) && forms[form].name.is_generic() {
                continue;
            }
            here.push(Item { mention, span, label, score: m.score, lang, form });
        }
        items.push(here);
    }
    settle(&mut items, forms);
    items
}

/// One label for one name where the tagger wavered: what most mentions say, in the document first,
/// then in the run. A person and a place of one name elsewhere in the run stay two things.
fn settle(items: &mut [Vec<Item>], forms: &mut Forms) {
    type Votes = BTreeMap<Label, f32>;
    let mut run: FxHashMap<String, Votes> = FxHashMap::default();
    for item in items.iter().flatten() {
        let votes = run.entry(forms[item.form].exact.clone()).or_default();
        *votes.entry(item.label).or_default() += item.score.max(0.05);
    }
    let winner = |votes: &Votes| {
        let best = votes.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)));
        best.map(|(label, weight)| (*label, *weight))
    };
    for here in items.iter_mut() {
        let mut local: BTreeMap<String, Votes> = BTreeMap::new();
        for item in here.iter() {
            let votes = local.entry(forms[item.form].exact.clone()).or_default();
            *votes.entry(item.label).or_default() += item.score.max(0.05);
        }
        for item in here.iter_mut() {
            let form = &forms[item.form];
            let mut label = item.label;
            if form.territory.is_some()
                && matches!(label, Label::Organisation | Label::Other)
                && !form.acronym
            {
                label = Label::Location;
            } else {
                let beats = |votes: &Votes, times: f32, person_too: bool| {
                    let own = votes.get(&item.label).copied().unwrap_or(0.0);
                    winner(votes).filter(|(l, w)| {
                        let crosses = *l == Label::Person || item.label == Label::Person;
                        *l != item.label && *w > times * own && (person_too || !crosses)
                    })
                };
                if let Some((l, _)) = beats(&local[&form.exact], 1.0, true) {
                    label = l;
                } else if let Some((l, _)) = beats(&run[&form.exact], 2.0, form.tokens.len() > 1) {
                    label = l;
                }
            }
            if label != item.label {
                let (base, lang) = (form.base.clone(), form.lang);
                item.label = label;
                item.form = forms.intern(&base, label, lang);
            }
        }
    }
}
