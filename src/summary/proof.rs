//! Whether a text that a model wrote says no more than its sources: every name, number and date of it must
//! stand in the places that it cites, and it must be about what they are about.
//!
//! What is left out is no error, and whether the words between names and numbers are right cannot be told.
//! What cannot be proved is not told.

use std::collections::BTreeSet;

use super::{
    align::{RELATED, SAME},
    statement::{Statement, Story},
};
use crate::{
    facts::{
        date::{self, DateMention},
        number::{self, Quantity, UnitKind},
    },
    names::{self, Name, Verdict, place},
    text::{Span, fold},
    types::{self, Annotated, Cite, Entity, Event, Label, Lang, PartialDate},
};

/// A generated sentence cites at most so many places.
const CITES: usize = 3;
/// Where the model gives no vectors: the share of a sentence's words that its nearest place must have.
const WORDS: f32 = 0.5;

/// Why a text is not told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unproved {
    #[error("the name `{0}` stands in no place that it cites")]
    Name(String),
    #[error("the number `{0}` stands in no place that it cites")]
    Number(String),
    #[error("the date `{0}` stands in no place that it cites")]
    Date(String),
    #[error("it is about something else than its sources")]
    Meaning,
    #[error("it is empty")]
    Empty,
}

/// What the documents of an event state, to hold texts against.
pub struct Proof<'d> {
    story: Story<'d>,
}

impl<'d> Proof<'d> {
    /// `documents` and `entities` are those of the run that the event's indices name.
    pub fn new(event: &'d Event, documents: &'d [Annotated], entities: &'d [Entity]) -> Self {
        Self { story: Story::new(event, documents, entities) }
    }

    /// Checks a translation of what stands at `cites`. `text` is the translation as if it were a document:
    /// its sentences, its names, its vector.
    ///
    /// # Errors
    /// The first thing that is not proved.
    pub fn check(&self, text: &Annotated, cites: &[Cite]) -> Result<(), Unproved> {
        let cited = self.statements(cites);
        let claims = claims(text, self.published(cited.first().copied()))?;
        if let Some(claim) = claims.into_iter().find(|claim| !cited.iter().any(|s| self.proves(s, claim))) {
            return Err(claim.unproved());
        }
        // Words of two languages cannot be compared, only meanings.
        let comparable = cited.iter().filter(|s| !s.vector.is_empty() && s.vector.len() == text.vector.len());
        let nearest = comparable.map(|s| likeness(text, s)).max_by(f32::total_cmp);
        if nearest.is_some_and(|nearest| nearest < RELATED) { Err(Unproved::Meaning) } else { Ok(()) }
    }

    /// The places among `among` that prove a sentence which a model wrote of them, the nearest first.
    ///
    /// # Errors
    /// The first thing that none of them proves.
    pub fn cites(&self, text: &Annotated, among: &[Cite]) -> Result<Vec<Cite>, Unproved> {
        let mut statements = self.statements(among);
        // Stable: of equal ones the earlier.
        statements.sort_by(|a, b| likeness(text, b).total_cmp(&likeness(text, a)));
        let Some(&nearest) = statements.first() else { return Err(Unproved::Meaning) };
        let mut open = claims(text, self.published(Some(nearest)))?;
        if let Some(at) = open.iter().position(|claim| !statements.iter().any(|s| self.proves(s, claim))) {
            return Err(open.swap_remove(at).unproved());
        }
        let has_vectors = !text.vector.is_empty() && !nearest.vector.is_empty();
        if likeness(text, nearest) < if has_vectors { SAME } else { WORDS } {
            return Err(Unproved::Meaning);
        }
        let mut cites = Vec::new();
        let mut next = Some(nearest);
        while let Some(statement) = next {
            cites.push(statement.cite());
            open.retain(|claim| !self.proves(statement, claim));
            if open.is_empty() || cites.len() == CITES {
                break;
            }
            let proved = |s: &Statement| open.iter().filter(|claim| self.proves(s, claim)).count();
            // The first of those that prove most.
            let best = statements.iter().map(|s| (proved(s), *s)).rev().max_by_key(|(n, _)| *n);
            next = best.filter(|(n, _)| *n > 0).map(|(_, s)| s);
        }
        match open.into_iter().next() {
            Some(claim) => Err(claim.unproved()),
            None => Ok(cites),
        }
    }

    fn statements(&self, cites: &[Cite]) -> Vec<&Statement<'d>> {
        let cited = |s: &&Statement| cites.iter().any(|c| c.doc == s.doc && c.span.overlaps(s.span));
        self.story.statements.iter().filter(cited).collect()
    }

    fn published(&self, statement: Option<&Statement>) -> Option<PartialDate> {
        Some(self.story.published(statement?)?.date)
    }

    fn proves(&self, statement: &Statement, claim: &Claim) -> bool {
        match claim {
            Claim::Number { quantity, value, runs, .. } => {
                states_number(statement, quantity.as_ref(), *value, runs)
            }
            Claim::Date { from, to, .. } => self.states_date(statement, *from, *to),
            Claim::Name { text, label, lang } => self.states_name(statement, text, Some(*label), *lang),
            Claim::Word { text, lang } => self.states_name(statement, text, None, *lang),
        }
    }

    fn states_date(&self, statement: &Statement, from: PartialDate, to: PartialDate) -> bool {
        let published = self.published(Some(statement));
        let recent = published.map(|p| date::recent_days(statement.text, statement.lang, p));
        statement.dates.iter().chain(recent.iter().flatten()).any(|d| from.covers(d.from) && to.covers(d.to))
    }

    /// `label`: that of the name; `None` for a word that only looks like one.
    fn states_name(&self, statement: &Statement, text: &str, label: Option<Label>, lang: Lang) -> bool {
        let stated = words(statement.text);
        // Of other names than persons' the words that tell them from others of their kind: `Lumen` of
        // `Port Authority of Lumen`.
        let person = label.is_none_or(|label| label == Label::Person);
        let class = |word: &str| Name::new(word, Label::Organisation, lang).is_generic();
        let tells = |word: &&str| person || !word.starts_with(char::is_lowercase) && !class(word);
        let own: Vec<&str> = raw_words(text).filter(tells).collect();
        if own.iter().all(|word| words(word).iter().all(|word| stated.contains(word))) {
            return true;
        }
        let territory =
            |word: &str| place::territory(word).or_else(|| place::adjective_of(word)).map(|t| t.code);
        if let Some(code) = territory(text) {
            let named = statement.entities.iter().filter_map(|&e| self.story.entity(e)?.territory.as_deref());
            if named.chain(raw_words(statement.text).filter_map(territory)).any(|c| c == code) {
                return true;
            }
        }
        let Some(document) = self.story.document(statement.doc) else { return false };
        let bare = statement.mentions.iter().map(|&m| &document.mentions[m]);
        let bare = bare.map(|m| (document.text(m.span), m.label, statement.lang));
        let linked = statement.entities.iter().filter_map(|&e| self.story.entity(e)).flat_map(|entity| {
            let names = entity.names.iter().map(|(lang, name)| (name.as_str(), *lang));
            let variants = entity.variants.iter().flat_map(|v| [(&*v.text, v.lang), (&*v.base, v.lang)]);
            let all = names.chain(variants).chain([(entity.name.as_str(), Lang::UND)]);
            all.map(|(name, lang)| (name, entity.label, lang))
        });
        bare.chain(linked).any(|(name, of, name_lang)| {
            let same = |a: &str, b: &str| {
                let (a, b) = (Name::new(a, of, lang), Name::new(b, of, name_lang));
                names::compare(&a, &b).verdict == Verdict::Same
            };
            if label.is_some() && same(text, name) {
                return true;
            }
            // A person's family name, or a word of a longer name.
            label.is_none_or(|label| (label == Label::Person) == (of == Label::Person))
                && own.iter().all(|word| raw_words(name).any(|part| same(word, part)))
        })
    }
}

/// Something in a text that must stand in its sources.
enum Claim {
    Name {
        text: String,
        label: Label,
        lang: Lang,
    },
    /// A word with a capital that the tagger took for no name.
    Word {
        text: String,
        lang: Lang,
    },
    /// `runs`: its figures; `value` is missing where they are no number.
    Number {
        text: String,
        quantity: Option<Quantity>,
        value: Option<f64>,
        runs: Vec<String>,
    },
    Date {
        text: String,
        from: PartialDate,
        to: PartialDate,
    },
}

impl Claim {
    fn unproved(self) -> Unproved {
        match self {
            Claim::Name { text, .. } | Claim::Word { text, .. } => Unproved::Name(text),
            Claim::Number { text, .. } => Unproved::Number(text),
            Claim::Date { text, .. } => Unproved::Date(text),
        }
    }
}

fn claims(annotated: &Annotated, published: Option<PartialDate>) -> Result<Vec<Claim>, Unproved> {
    let (text, lang) = (annotated.document.text(), annotated.languages.lang);
    if words(text).is_empty() {
        return Err(Unproved::Empty);
    }
    let mut dates: Vec<DateMention> = date::dates_near(text, lang, published);
    let recent = published.map(|p| date::recent_days(text, lang, p)).unwrap_or_default();
    dates.extend(
        recent.into_iter().filter(|r| !dates.iter().any(|d| d.span.overlaps(r.span))).collect::<Vec<_>>(),
    );
    let quantities = number::quantities_beside(text, lang, &dates);
    let mut out = Vec::new();
    let shown = |span: Span| span.of(text).to_owned();
    out.extend(annotated.mentions.iter().filter_map(|m| {
        let text = shown(m.span);
        // `the Ministry` names none in particular.
        let generic = m.label != Label::Person && Name::new(&text, m.label, lang).is_generic();
        (!generic).then_some(Claim::Name { text, label: m.label, lang })
    }));
    out.extend(dates.iter().map(|d| Claim::Date { text: shown(d.span), from: d.from, to: d.to }));
    out.extend(quantities.iter().map(|q| Claim::Number {
        text: shown(q.span),
        quantity: Some(*q),
        value: Some(q.value),
        runs: figures(q.span.of(text)).map(|(_, run)| run).collect(),
    }));
    let in_fact = |span: Span| {
        dates.iter().any(|d| d.span.overlaps(span)) || quantities.iter().any(|q| q.span.overlaps(span))
    };
    // Numbers of nothing in particular, and figures that are no numbers. A lone `one` is mostly a pronoun.
    let values: Vec<(Span, f64)> =
        number::values(text, lang).into_iter().filter(|(span, _)| !in_fact(*span)).collect();
    let runs_of = |span: Span| figures(span.of(text)).map(|(_, run)| run).collect::<Vec<_>>();
    let counts = values.iter().filter(|(span, value)| *value > 1.0 || !runs_of(*span).is_empty());
    out.extend(counts.map(|(span, value)| Claim::Number {
        text: shown(*span),
        quantity: None,
        value: Some(*value),
        runs: runs_of(*span),
    }));
    let in_value = |span: Span| in_fact(span) || values.iter().any(|(v, _)| v.overlaps(span));
    out.extend(figures(text).filter(|(span, _)| !in_value(*span)).map(|(span, run)| Claim::Number {
        text: shown(span),
        quantity: None,
        value: None,
        runs: vec![run],
    }));
    out.extend(capitals(annotated, &in_fact).map(|text| Claim::Word { text, lang }));
    Ok(out)
}

/// Words inside sentences that begin with a capital and belong to no name, date or number. Not where nouns
/// or the words of titles have capitals anyway, nor a title before a name.
fn capitals<'a>(
    annotated: &'a Annotated,
    in_fact: &'a dyn Fn(Span) -> bool,
) -> impl Iterator<Item = String> + 'a {
    let text = annotated.document.text();
    let is_sentence = |s: &Span| s.of(text).ends_with(['.', '!', '?', '…', '"', '”', '»']);
    let sentences = annotated.sentences.iter().map(|s| s.span).filter(is_sentence);
    let german = annotated.languages.lang == Lang::new("de");
    sentences.filter(move |_| !german).flat_map(move |sentence| {
        let inside = spans(sentence.of(text)).map(move |w| w.shifted(sentence.start as usize));
        let all: Vec<Span> = inside.collect();
        let named = move |w: Span| annotated.mentions.iter().any(|m| m.span.overlaps(w));
        (1..all.len()).filter_map(move |i| {
            let word = all[i].of(text);
            let opens = text[..all[i].range().start].trim_end().ends_with([':', '"', '“', '«', '„', '.']);
            let before_name = all[i + 1..].iter().find(|w| !starts_upper(w.of(text)) || named(**w));
            let title = before_name.is_some_and(|w| named(*w));
            let counts = starts_upper(word)
                && word.chars().count() > 1
                && !opens
                && !title
                && !named(all[i])
                && !in_fact(all[i]);
            counts.then(|| word.to_owned())
        })
    })
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// The same value of the same thing, as far as both say of what.
fn states_number(
    statement: &Statement,
    quantity: Option<&Quantity>,
    value: Option<f64>,
    runs: &[String],
) -> bool {
    let stated: BTreeSet<String> = figures(statement.text).map(|(_, run)| run).collect();
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(1.0);
    let written = !runs.is_empty() && runs.iter().all(|run| stated.contains(run))
        || value
            .is_some_and(|v| number::values(statement.text, statement.lang).iter().any(|(_, s)| near(*s, v)));
    let Some(quantity) = quantity else { return written };
    let equal = |q: &&Quantity| near(q.value, quantity.value);
    let mut same = statement.quantities.iter().filter(equal).peekable();
    // A number that the source has, though not read as one of something.
    if same.peek().is_none() {
        return written;
    }
    same.any(|q| match (q.unit, quantity.unit) {
        (Some(a), Some(b)) if a.kind == b.kind => a.code == b.code,
        // `17 injured` are `17 people` where only one language's words for it are known.
        (Some(a), Some(b)) => [a.kind, b.kind].iter().all(|k| matches!(k, UnitKind::Toll | UnitKind::Count)),
        _ => true,
    })
}

/// How near a text is to a statement: in meaning, else in words.
fn likeness(text: &Annotated, statement: &Statement) -> f32 {
    if !text.vector.is_empty() && text.vector.len() == statement.vector.len() {
        return types::similarity(&text.vector, statement.vector);
    }
    let (own, stated) = (words(text.document.text()), words(statement.text));
    own.iter().filter(|w| stated.contains(w)).count() as f32 / own.len().max(1) as f32
}

fn words(text: &str) -> Vec<String> {
    fold::key(text).split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn raw_words(text: &str) -> impl Iterator<Item = &str> {
    spans(text).map(move |span| span.of(text))
}

/// Words of letters, with the hyphens, apostrophes and points inside them.
fn spans(text: &str) -> impl Iterator<Item = Span> {
    let joins = |c: char| matches!(c, '-' | '\'' | '’' | '.');
    let inside = move |c: char| c.is_alphanumeric() || fold::is_mark(c) || joins(c);
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(inside)?;
        at = text[start..].find(|c| !inside(c)).map_or(text.len(), |n| start + n);
        Some(Span::new(start, at))
    })
    .filter_map(move |span| {
        let word = span.of(text).trim_start_matches(joins);
        let start = span.range().end - word.len();
        let word = word.trim_end_matches(joins);
        word.contains(char::is_alphabetic).then(|| Span::new(start, start + word.len()))
    })
}

/// Runs of figures, in ASCII whatever the script.
fn figures(text: &str) -> impl Iterator<Item = (Span, String)> {
    let mut out: Vec<(Span, String)> = Vec::new();
    for (at, c) in text.char_indices() {
        let Some(digit) = number::phrase::digit(c) else { continue };
        let end = at + c.len_utf8();
        let figure = char::from_digit(digit, 10).unwrap_or('0');
        match out.last_mut() {
            Some((span, run)) if span.end as usize == at => {
                span.end = end as u32;
                run.push(figure);
            }
            _ => out.push((Span::new(at, end), figure.into())),
        }
    }
    out.into_iter()
}
