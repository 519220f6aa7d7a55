//! Base forms of the mentions of a run, with what the run itself says of each form.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::names::base::{self, Before, Evidence};
use crate::text::Span;
use crate::types::{Annotated, Label, Lang};

/// The mentions of a document that carry a name: number and span.
pub(super) type Cleaned = Vec<(u32, Span)>;

/// A spelling as it stands in a text.
type Spelling<'d> = (&'d str, Label, Lang, Before);

/// Base forms of a run, each worked out once.
pub(super) struct Bases<'d> {
    evidence: Forms<'d>,
    found: FxHashMap<Spelling<'d>, String>,
    /// By document: words of the full names of persons, in their base form. They are no inflected
    /// forms of something else.
    parts: Vec<FxHashSet<String>>,
}

#[derive(Default)]
struct Forms<'d> {
    mentions: FxHashMap<&'d str, u32>,
    /// Words of the full names of persons, as they stand.
    words: FxHashMap<&'d str, u32>,
    /// The same in the base form of these names.
    base_words: FxHashMap<String, u32>,
    /// How many spellings may be a case of this form, of persons and of the rest.
    readings: FxHashMap<(String, bool), u32>,
}

impl Evidence for Forms<'_> {
    fn attested(&self, form: &str, label: Label) -> u32 {
        let mentions = |form: &str| self.mentions.get(form).copied().unwrap_or(0);
        let exact = mentions(form);
        if label != Label::Person || form.contains(' ') {
            return exact;
        }
        exact + self.base_words.get(form).copied().unwrap_or(0)
    }

    fn in_pieces(&self, form: &str, spelling: &str, sure: bool) -> u32 {
        let count = |w: &str| {
            let mentions = self.mentions.get(w).copied().unwrap_or(0);
            mentions + self.words.get(w).copied().unwrap_or(0)
        };
        let changed: Vec<&str> =
            form.split(' ').zip(spelling.split(' ')).filter(|(w, s)| w != s).map(|(w, _)| w).collect();
        match changed.last() {
            // A given name that others bear too says nothing of `Михаил Музраеву`.
            Some(last) if !form.ends_with(last) => 0,
            Some(last) if sure => count(last),
            _ => changed.into_iter().map(count).min().unwrap_or(0),
        }
    }

    fn reduced(&self, form: &str, label: Label) -> u32 {
        self.readings.get(&(form.to_owned(), label == Label::Person)).copied().unwrap_or(0)
    }
}

impl<'d> Bases<'d> {
    pub fn new(documents: &[&'d Annotated], cleaned: &[Cleaned]) -> Self {
        let mut evidence = Forms::default();
        let mut spellings: BTreeSet<(&str, Label, Lang)> = BTreeSet::new();
        for (document, spans) in documents.iter().zip(cleaned) {
            for &(mention, span) in spans {
                let (text, label) = (document.text(span), document.mentions[mention as usize].label);
                *evidence.mentions.entry(text).or_default() += 1;
                spellings.insert((text, label, document.languages.at(span.start)));
                if label == Label::Person && text.contains(' ') {
                    text.split(' ').for_each(|w| *evidence.words.entry(w).or_default() += 1);
                }
            }
        }
        // What two languages write alike is one spelling: `Lupu` is no two cases of `Lup`.
        let mut readings: FxHashSet<(String, bool, &str)> = FxHashSet::default();
        for (text, label, lang) in spellings {
            let forms = base::readings(text, label, lang, Before::Unknown);
            readings.extend(forms.into_iter().map(|form| (form, label == Label::Person, text)));
        }
        for (form, person, _) in readings {
            *evidence.readings.entry((form, person)).or_default() += 1;
        }
        let mut bases = Self { evidence, found: FxHashMap::default(), parts: Vec::new() };
        for (document, spans) in documents.iter().zip(cleaned) {
            let mut parts = FxHashSet::default();
            for &(mention, span) in spans {
                let full = document.mentions[mention as usize].label == Label::Person
                    && document.text(span).contains(' ');
                if full {
                    let base = bases.of_spelling(spelling(document, mention, span));
                    parts.extend(base.split(' ').map(str::to_owned));
                    for word in base.split(' ') {
                        *bases.evidence.base_words.entry(word.to_owned()).or_default() += 1;
                    }
                }
            }
            bases.parts.push(parts);
        }
        bases
    }

    /// The base form of a mention.
    pub fn of(&mut self, doc: usize, document: &'d Annotated, mention: u32, span: Span) -> String {
        let spelling = spelling(document, mention, span);
        if spelling.1 == Label::Person && self.parts[doc].contains(spelling.0) {
            return spelling.0.to_owned();
        }
        self.of_spelling(spelling)
    }

    fn of_spelling(&mut self, spelling: Spelling<'d>) -> String {
        let (text, label, lang, before) = spelling;
        let evidence = &self.evidence;
        let base = self.found.entry(spelling).or_insert_with(|| {
            let base = base::base_form(text, label, lang, before, evidence);
            if base.trim().is_empty() { text.to_owned() } else { base }
        });
        base.clone()
    }
}

fn spelling(document: &Annotated, mention: u32, span: Span) -> Spelling<'_> {
    let lang = document.languages.at(span.start);
    let label = document.mentions[mention as usize].label;
    (document.text(span), label, lang, before(document, span, lang))
}

/// What the word before a mention asks of its case.
fn before(document: &Annotated, span: Span, lang: Lang) -> Before {
    let head = &document.document.text()[..span.start as usize];
    let line = head.rsplit('\n').next().unwrap_or_default();
    let line = line.trim_end_matches(['«', '„', '“', '"', '(']).trim_end();
    let word = line.rsplit(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default();
    match Before::of(&word.to_lowercase(), lang) {
        // Behind a comma or a bracket no sentence begins.
        Before::Start if !line.is_empty() && !line.ends_with(['.', '!', '?', '…', ':']) => Before::Free,
        // `в английском Брайтоне`: the preposition stands before an adjective or the like.
        Before::Free if ends_like_a_case(word) => Before::Unknown,
        before => before,
    }
}

fn ends_like_a_case(word: &str) -> bool {
    const ENDS: [&str; 15] =
        ["е", "і", "ом", "ем", "ой", "ей", "ій", "ому", "ах", "ях", "ym", "im", "ej", "ie", "u"];
    ENDS.iter().any(|end| word.ends_with(end))
}
