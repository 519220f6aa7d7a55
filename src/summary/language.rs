//! In which language an event is told.

use std::collections::{BTreeMap, BTreeSet};

use unicode_script::Script;

use super::statement::Story;
use crate::types::{Annotated, DocIndex, Lang};

/// The language of a summary and the documents from which its sentences may come.
pub(super) struct Choice {
    pub lang: Lang,
    /// Documents in that language, all in one script.
    pub docs: BTreeSet<DocIndex>,
}

/// See the rule in [`super`].
pub(super) fn choose(story: &Story, into: Option<Lang>) -> Choice {
    let docs: Vec<(usize, DocIndex, &Annotated)> = story
        .event
        .docs
        .iter()
        .enumerate()
        .filter_map(|(rank, &doc)| Some((rank, doc, story.document(doc)?)))
        .collect();
    let of = |lang: Lang| docs.iter().filter(move |(.., d)| d.languages.lang == lang);
    let wanted = into.filter(|&lang| of(lang).next().is_some());
    let lang = wanted.unwrap_or_else(|| {
        let mut origins: BTreeMap<Lang, (BTreeSet<DocIndex>, usize)> = BTreeMap::new();
        for (rank, _, document) in docs.iter().filter(|(.., d)| d.languages.lang.is_known()) {
            let (seen, _) = origins.entry(document.languages.lang).or_insert((BTreeSet::new(), *rank));
            seen.insert(story.origins[*rank]);
        }
        let english = Lang::new("en");
        let best = origins
            .iter()
            .max_by_key(|(lang, (seen, first))| (seen.len(), **lang == english, std::cmp::Reverse(*first)));
        best.map_or(Lang::UND, |(lang, _)| *lang)
    });
    // One language may come in two scripts; a summary has one.
    let mut scripts: Vec<(Script, usize)> = Vec::new();
    for (.., document) in of(lang) {
        match scripts.iter_mut().find(|(s, _)| *s == document.languages.script) {
            Some((_, n)) => *n += 1,
            None => scripts.push((document.languages.script, 1)),
        }
    }
    let most = scripts.iter().map(|(_, n)| *n).max();
    let script = scripts.iter().find(|(_, n)| Some(*n) == most).map(|(s, _)| *s);
    let docs =
        of(lang).filter(|(.., d)| Some(d.languages.script) == script).map(|(_, doc, _)| *doc).collect();
    Choice { lang, docs }
}

/// Whether a language writes its words without spaces between them.
pub(super) fn is_unspaced(lang: Lang) -> bool {
    matches!(lang.as_str(), "zh" | "ja" | "th")
}
