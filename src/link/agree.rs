//! Base forms by what other languages write: an ending that the text alone leaves open (`Лупши` of
//! `Лупша` or `Луп`, `Lupşanın` of `Lupşa` or `Lupşan`) is settled by the same name in a language
//! that has no case endings, or else by what any other language writes without an ending.

use std::collections::{BTreeMap, BTreeSet};

use super::mention::{FormId, Forms};
use crate::names::{
    self,
    base::{self, Before},
};
use crate::types::{Label, Lang};

/// Languages whose names stand as they are in every case.
const FIXED: &[&str] = &["en", "fr", "es", "it", "pt", "nl", "vi", "id"];

/// How much nearer a reading must be to take the place of another one, and of the spelling itself.
const NEARER: f32 = 0.01;
const MUCH_NEARER: f32 = 0.1;

/// By form, the base form that agrees best with the names of other languages, where that is another
/// than the form's own. `surfaces` are the full names of one entity as its texts write them.
pub(super) fn bases(
    surfaces: &BTreeMap<FormId, BTreeSet<&str>>,
    forms: &Forms,
    label: Label,
) -> BTreeMap<FormId, String> {
    let mut out = BTreeMap::new();
    if !matches!(label, Label::Person | Label::Location) {
        return out;
    }
    let fixed = |lang: Lang| FIXED.contains(&lang.as_str());
    // `Erbay'ın` is as good as `Erbay`.
    let is_written = |form: FormId, written: &BTreeSet<&str>| {
        let (base, lang) = (forms[form].base.as_str(), forms[form].lang);
        written.iter().any(|&surface| surface == base || base::has_marked_ending(surface, lang))
    };
    let told: Vec<FormId> = surfaces.keys().copied().filter(|&f| fixed(forms[f].lang)).collect();
    let plain: Vec<FormId> = match told.is_empty() {
        true => surfaces.iter().filter(|(f, written)| is_written(**f, written)).map(|(&f, _)| f).collect(),
        false => Vec::new(),
    };
    for (&form, written) in surfaces.iter().filter(|(f, _)| !fixed(forms[**f].lang)) {
        let (own, lang) = (&forms[form].base, forms[form].lang);
        // A base form that no text writes yields to what other languages write.
        let other = |f: &FormId| forms[*f].lang != lang;
        let models: Vec<FormId> = match told.is_empty() {
            _ if written.iter().any(|surface| base::has_marked_ending(surface, lang)) => continue,
            true if is_written(form, written) => continue,
            true => plain.iter().copied().filter(other).collect(),
            false => told.clone(),
        };
        if models.is_empty() {
            continue;
        }
        // `Европа`: what the tables know needs no model, least one with a silent letter.
        if label == Label::Location && names::place::english_name(own).is_some() {
            continue;
        }
        let of = |surface: &str| -> BTreeSet<String> {
            let readings = base::readings(surface, label, lang, Before::Unknown);
            readings.into_iter().chain([surface.to_owned()]).collect()
        };
        // A reading must explain every spelling.
        let common = written.iter().map(|surface| of(surface)).reduce(|a, b| &a & &b);
        let mut readings = common.unwrap_or_default();
        readings.remove(own);
        let near =
            |text: &str| models.iter().map(|&m| forms.likeness(text, label, lang, m)).fold(0.0, f32::max);
        let margin = if written.contains(own.as_str()) { MUCH_NEARER } else { NEARER };
        let mut best = (near(own) + margin, None);
        for reading in readings {
            let likeness = near(&reading);
            if likeness > best.0 {
                best = (likeness, Some(reading));
            }
        }
        if let Some(reading) = best.1 {
            out.insert(form, reading);
        }
    }
    out
}
