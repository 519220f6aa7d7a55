//! An event in a few sentences, each with the places that prove it, and the points on which the
//! sources differ.
//!
//! Nothing is written here: every sentence stands in a source, word for word but for names, which get
//! their canonical spelling where the grammar of the language cannot be hurt (`naming`). What models write
//! of a [`material`] or make of a sentence in another language is held against the sources ([`Proof`]).
//!
//! The language of a summary is [`Options::into`] if a document of the event has it; else the language
//! that most independent origins of the event use, at a tie English, then that of the earliest document.

mod agreement;
mod align;
mod conflict;
mod credit;
mod cut;
mod dispute;
mod eras;
mod figures;
mod headline;
mod language;
mod lexicon;
mod matter;
mod naming;
mod planned;
mod proof;
mod quality;
mod revised;
mod role;
mod salience;
mod select;
mod stance;
mod statement;
mod vouch;

pub use proof::{Proof, Unproved};

use crate::types::{Annotated, Cite, Conflict, Entity, Event, Lang, Participant, Summary};

/// What a summary should be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The language to prefer.
    pub into: Option<Lang>,
    /// Characters that the sentences may have together, with a space between them.
    pub max_chars: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { into: None, max_chars: 600 }
    }
}

/// What there is to tell of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub headline: String,
    /// Where the headline is from.
    pub headline_cite: Option<Cite>,
    /// Without sentences where no source has one that can stand alone within the limit.
    pub summary: Summary,
    /// Those of the event, each with a role in the language of the summary where a source states one.
    pub who: Vec<Participant>,
    pub conflicts: Vec<Conflict>,
}

/// Tells `event`. `documents` and `entities` are those of the run that the event's indices name.
pub fn summarize(event: &Event, documents: &[Annotated], entities: &[Entity], options: &Options) -> Told {
    let story = statement::Story::new(event, documents, entities);
    let conflicts = conflict::find(&story);
    let choice = language::choose(&story, options.into);
    let chosen = select::sentences(&story, &choice, &conflicts, options.max_chars);
    let (headline, headline_cite) = headline::of(&story, &choice, &conflicts, &chosen);
    let sentences = chosen.into_iter().map(|drafted| drafted.sentence).collect();
    let who = role::participants(&story, choice.lang);
    Told { headline, headline_cite, who, summary: Summary { lang: choice.lang, sentences }, conflicts }
}

/// What a model that writes summaries is given to read of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Material {
    pub lang: Lang,
    /// The sentences that say most, in reading order.
    pub text: String,
    /// Their places.
    pub cites: Vec<Cite>,
}

/// Chooses as [`summarize`] does, but as much as a model should read for a summary of such a length.
pub fn material(event: &Event, documents: &[Annotated], entities: &[Entity], options: &Options) -> Material {
    let story = statement::Story::new(event, documents, entities);
    let conflicts = conflict::find(&story);
    let choice = language::choose(&story, options.into);
    let chosen = select::sentences(&story, &choice, &conflicts, options.max_chars.saturating_mul(MATERIAL));
    let gap = if language::is_unspaced(choice.lang) { "" } else { " " };
    let texts: Vec<&str> = chosen.iter().map(|drafted| &*drafted.sentence.text).collect();
    let cites = chosen.iter().map(|drafted| story.statements[drafted.statement].cite()).collect();
    Material { lang: choice.lang, text: texts.join(gap), cites }
}

/// A model reads so many times the length of the summary that it is to write.
const MATERIAL: usize = 4;

#[cfg(test)]
mod conflict_tests;
#[cfg(test)]
pub(crate) mod measure;
#[cfg(test)]
mod sample_tests;
#[cfg(test)]
mod tests;
