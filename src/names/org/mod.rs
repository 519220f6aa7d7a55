//! Names of organisations, and of events and works: what their words say.

mod compare;

use super::acronym::{acronym, initials, split_bracketed};
use super::data::{
    Class, Concept, body_of_members, concept_name, demonym, known_body, org_concepts, org_concepts_inflected,
    org_concepts_written, place_class,
};
use super::figures;
use super::parts::Part;
use super::place;
use crate::text::fold;
use crate::types::Lang;
pub(crate) use compare::compare;

/// What the words of an organisation's name say.
#[derive(Clone, Debug, Default)]
pub(crate) struct OrgForm {
    /// Indices of the words that are its own: neither class words nor places nor numbers.
    pub words: Vec<usize>,
    /// Sorted, each once.
    concepts: Vec<Concept>,
    /// Codes of countries and territories, also from adjectives; sorted.
    territories: Vec<&'static str>,
    numbers: Vec<String>,
    /// The name itself is an acronym, or gives one in brackets.
    acronym: Option<String>,
    initials: Vec<String>,
    body: Option<u16>,
    cities: Vec<(usize, &'static str)>,
    /// A word for what binds two parties: `Partnership`.
    relation: bool,
}

const LONGEST_PHRASE: usize = 5;

impl OrgForm {
    pub(crate) fn new(text: &str, parts: &[Part], _lang: Lang) -> OrgForm {
        let (head, inner) = split_bracketed(text).map_or((text, None), |(h, a)| (h, Some(a)));
        let count =
            if inner.is_some() { super::parts::words(head).len().min(parts.len()) } else { parts.len() };
        let parts = &parts[..count];
        let keys: Vec<&str> = parts.iter().map(|p| p.key.as_str()).collect();
        let whole = keys.join(" ");
        let mut form = OrgForm { acronym: inner.clone().or_else(|| acronym(head)), ..OrgForm::default() };
        form.body = known_body(&whole)
            // The words of a Chinese name are found, not written.
            .or_else(|| known_body(&fold::key(head)))
            .or_else(|| form.acronym.as_deref().and_then(known_body));
        let (mut light, mut edges) = (Vec::new(), Vec::new());
        let mut i = 0;
        while i < keys.len() {
            let longest = (i + LONGEST_PHRASE).min(keys.len());
            let edge = |end: usize| i == 0 || end == keys.len();
            let mut took =
                (i + 2..=longest).rev().find(|&end| form.take(&keys[i..end], &parts[i..end], edge(end)));
            if took.is_none() && keys.len() > 1 && org_concepts(keys[i]).is_none() {
                took = form.take_number(&keys, parts, i);
            }
            if took.is_none() && form.take(&keys[i..i + 1], &parts[i..i + 1], edge(i + 1)) {
                took = Some(i + 1);
            }
            match took {
                Some(end) => {
                    let concepts = org_concepts(&keys[i..end].join(" "));
                    if concepts.is_some_and(|c| c[0].class == Class::Edge) {
                        edges.extend(i..end);
                    }
                    // `Tıp Merkezi`: behind what it is for, the word for what is central is that for a centre.
                    if i > 0 && i + 1 == keys.len() && matches!(keys[i], "merkezi" | "markazi") {
                        form.concepts.pop();
                        form.concepts.extend(org_concepts("center").unwrap_or_default());
                    }
                    if end == i + 1 && org_concepts(keys[i]).is_some_and(|c| c[0].class == Class::Void) {
                        light.push(i);
                    }
                    i = end;
                }
                None => {
                    let key = possessor(&parts[i], keys[i]).unwrap_or(keys[i]);
                    let city = place::city_key(key).or_else(|| place::city_of_adjective(key));
                    if let Some(city) = city.filter(|c| c.population >= 100_000) {
                        form.cities.push((i, city.name));
                    }
                    form.words.push(i);
                    i += 1;
                }
            }
        }
        let kind = form.concepts.iter().any(|c| c.class == Class::Kind);
        if form.words.is_empty() && form.territories.is_empty() && !kind {
            // `SAE International`: what would be a legal form elsewhere is the name.
            form.words = edges;
        }
        form.initials = initials(parts, |i| light.contains(&i));
        form.relation = form.concepts.iter().any(|c| concept_name(*c) == "partnership");
        form.concepts.sort();
        form.concepts.dedup();
        form.territories.sort();
        form.territories.dedup();
        if parts.len() == 1 && form.acronym.is_some() {
            // An acronym is its own word whatever the tables say of it.
            form.words = vec![0];
            form.concepts.clear();
            form.territories.clear();
        }
        form
    }

    /// Takes the number at `i` and says where it ends. Of Roman figures, a single one counts behind a
    /// class word only: `Fund V`, but not `Model X`.
    fn take_number(&mut self, keys: &[&str], parts: &[Part], i: usize) -> Option<usize> {
        let text = parts[i].text.as_str();
        let counts = |c: &[Concept]| !matches!(c[0].class, Class::Void | Class::Edge);
        let behind = i > 0 && org_concepts(keys[i - 1]).is_some_and(counts);
        let (number, count) = match figures::roman(text) {
            Some(n) if parts[i].hyphen || text.len() > 1 || behind => (n, 1),
            Some(_) => return None,
            None => figures::number(&keys[i..])?,
        };
        self.numbers.push(number.to_string());
        Some(i + count)
    }

    /// Takes a phrase that the tables know; `edge`: it begins or closes the name.
    fn take(&mut self, keys: &[&str], parts: &[Part], edge: bool) -> bool {
        let phrase = keys.join(" ");
        let written = || parts.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join(" ");
        let concepts = org_concepts_written(&phrase, written);
        if let Some(concepts) = concepts.filter(|c| edge || c[0].class != Class::Edge) {
            // One capital letter is more likely part of a name than a function word.
            let letter = phrase.chars().count() == 1 && parts[0].text.chars().all(char::is_uppercase);
            if !letter || concepts[0].class != Class::Void {
                for &concept in concepts {
                    match concept.class {
                        Class::Void | Class::Edge => {}
                        Class::Place => self.territories.push(concept_name(concept)),
                        _ => self.concepts.push(concept),
                    }
                }
                return true;
            }
        }
        if keys.len() == 1 && phrase.chars().all(|c| c.is_numeric()) && !phrase.is_empty() {
            self.numbers.push(phrase);
            return true;
        }
        if keys.len() == 1
            && !parts[0].text.chars().all(char::is_uppercase)
            && let Some(concepts) = org_concepts_inflected(&phrase)
            && place::territory_code(&phrase).is_none()
            && concepts[0].class != Class::Void
        {
            self.concepts.extend(concepts);
            return true;
        }
        let code = if keys.len() == 1 { place::marked_code(&parts[0].text) } else { None }
            .or_else(|| place::territory_code(&phrase))
            .or_else(|| place::territory_code(possessor(parts.last()?, &phrase)?))
            .or_else(|| if keys.len() == 1 { demonym(&phrase) } else { None })
            .or_else(|| if keys.len() == 1 { place::territory_inflected(&phrase) } else { None });
        if let Some(code) = code {
            self.territories.push(code);
            return true;
        }
        false
    }

    /// See [`crate::names::Name::is_generic`]; `parts` counts the words.
    pub(crate) fn is_generic(&self, parts: usize) -> bool {
        let bare = self.words.is_empty()
            && self.territories.is_empty()
            && self.numbers.is_empty()
            && self.cities.is_empty()
            && self.acronym.is_none()
            && self.body.is_none();
        let sovereign = |c: &Concept| {
            matches!(
                concept_name(*c),
                "parliament"
                    | "congress"
                    | "senate"
                    | "government"
                    | "police"
                    | "army"
                    | "navy"
                    | "court"
                    | "state"
            )
        };
        if self.concepts.is_empty() || self.concepts.iter().any(sovereign) {
            return false;
        }
        let kinds = self.of(Class::Kind).len();
        let weak = self.of(Class::Weak).len();
        // `Strategic Partnership` of two countries is no body either.
        let between = self.relation && weak == self.concepts.len() && self.words.is_empty();
        between
            || bare && (weak == self.concepts.len() || parts <= 2 && kinds == 1 && self.concepts.len() == 1)
    }

    /// See [`crate::names::Name::has_kind`].
    pub(crate) fn has_kind(&self) -> bool {
        self.acronym.is_some() || self.body.is_some() || self.concepts.iter().any(|c| c.class == Class::Kind)
    }

    /// See [`crate::names::Name::is_organ`].
    pub(crate) fn is_organ(&self) -> bool {
        self.words.is_empty() && self.is_board()
    }

    /// Whether one of its words is for a board, council or committee.
    fn is_board(&self) -> bool {
        const ORGANS: [&str; 3] = ["council-weak", "council", "committee"];
        self.concepts.iter().any(|c| ORGANS.contains(&concept_name(*c)))
    }

    pub(crate) fn blocking_keys(&self, keys: &mut Vec<String>) {
        let body = self.body.map(|b| [Some(b), body_of_members(b)]);
        keys.extend(body.into_iter().flatten().flatten().map(|b| format!("o:{b}")));
        keys.extend(self.acronym.iter().map(|a| format!("a:{a}")));
        keys.extend(self.initials.iter().filter(|i| i.chars().count() > 2).map(|i| format!("a:{i}")));
        let kinds: Vec<&Concept> = self.concepts.iter().filter(|c| c.class == Class::Kind).collect();
        for kind in &kinds {
            // What may be another kind elsewhere meets it under both.
            let others: &[&str] = match concept_name(**kind) {
                "department" => &["department", "office", "ministry"],
                "prosecution" => &["prosecution", "prosecutor"],
                name => &[name],
            };
            for name in others {
                keys.extend(self.territories.iter().map(|t| format!("k:{name}:{t}")));
                if self.territories.is_empty() && self.words.is_empty() {
                    keys.push(format!("k:{name}"));
                }
            }
        }
        if kinds.is_empty() {
            let named = self.concepts.iter().filter(|c| c.class == Class::Subject);
            keys.extend(named.map(|c| format!("k:{}", concept_name(*c))));
            keys.extend(self.territories.iter().map(|t| format!("t:{t}")));
        }
        keys.extend(self.cities.iter().map(|(_, c)| format!("c:{c}")));
    }

    fn of(&self, class: Class) -> Vec<Concept> {
        self.concepts.iter().copied().filter(|c| c.class == class).collect()
    }
}

/// A word or phrase without the ending of an English possessor: `Oman's`, `Saudi Arabia’s`.
fn possessor<'k>(last: &Part, key: &'k str) -> Option<&'k str> {
    let marked = last.text.ends_with("'s") || last.text.ends_with("’s");
    key.strip_suffix('s').filter(|_| marked)
}

/// Whether a word is one that names of bodies or places have in common: `agency`, `река`, `of`.
pub fn is_class_word(word: &str) -> bool {
    let key = fold::key(word);
    org_concepts(&key).is_some_and(|c| c[0].class != Class::Edge) || place_class(&key).is_some()
}

/// Whether a word says what a body is for: `television`, `энергетики`.
pub fn is_subject_word(word: &str) -> bool {
    org_concepts(&fold::key(word)).is_some_and(|c| c[0].class == Class::Subject)
}

/// Whether a name says that its bearer is an outlet of news: one of its words is *news*, *television*, *radio*,
/// *newspaper*, and none is of another kind of body (`Ministry of Press`). Agencies are bodies of states too.
pub fn is_outlet(name: &str) -> bool {
    let concepts = |word: &str| org_concepts(&fold::key(word)).and_then(|c| c.first().copied());
    let mut found = false;
    for concept in name.split_whitespace().filter_map(concepts) {
        match (concept_name(concept), concept.class) {
            ("news" | "television" | "radio" | "newspaper", _) => found = true,
            (_, Class::Kind) => return false,
            _ => {}
        }
    }
    found
}
