//! What an entity is called: one canonical name, one name for each language, its spellings.
//!
//! The canonical name is
//! 1. the English name of a territory that the tables know;
//! 2. for a Vietnamese person, the spelling with marks, if a text has it: `Vũ Việt Trang`;
//! 3. the full form most attested in English texts; where a text in another Latin orthography writes
//!    the same letters with marks, with these marks: `Mihnea Țăranu`, `Akyar İnşaat`;
//! 4. without an English text, the English name of a region or city that the tables know;
//! 5. the full form most attested in Latin letters, romanised where newspapers do so: `Vüqar Əliyev`
//!    gives `Vugar Aliyev`; not one that a press made of another script: `Siwowa` of Сивова;
//! 6. without any in Latin letters, the romanised form of the most attested spelling, or that spelling
//!    itself where nobody would know the romanised form.
//!
//! A full form is preferred to a short form or an acronym always, capitals and small letters to
//! capitals alone, and at equal count the spelling that more languages share.

use std::collections::{BTreeMap, BTreeSet};

use unicode_script::{Script, UnicodeScript};

use super::across::Cluster;
use super::agree;
use super::decisions::Applying;
use super::document::Chain;
use super::key;
use super::mention::{FormId, Forms, Item};
use super::rewritten;
use super::short;
use super::written::{
    in_title_case, is_chinese_name, is_sign, is_vietnamese, is_vietnamese_length, shouts, spaced_name,
};
use crate::decisions::{Decisions, What};
use crate::names::{self, Name};
use crate::types::{Annotated, Label, Lang, Reason, Variant};

/// Names of an entity.
pub(super) struct Named {
    pub name: String,
    pub names: BTreeMap<Lang, String>,
    pub variants: Vec<Variant>,
    pub territory: Option<&'static str>,
}

impl Named {
    /// Takes the name that the user chose; the spelling that was canonical is one of the others now.
    pub fn rename(&mut self, name: &str, reason: &Reason) {
        for variant in self.variants.iter_mut().filter(|v| v.reasons.is_empty() && v.text != name) {
            variant.reasons.push(reason.clone());
        }
        let attested = |lang: &Lang| self.variants.iter().any(|v| v.base == name && v.lang == *lang);
        for (lang, used) in &mut self.names {
            if *used == self.name || attested(lang) {
                *used = name.to_owned();
            }
        }
        self.name = name.to_owned();
    }
}

/// The names that the user chose, by cluster; of two for one, the last.
pub(super) fn decided(
    decisions: &Decisions,
    applying: &Applying,
    clusters: &[Cluster],
) -> BTreeMap<usize, (String, Reason)> {
    let mut out = BTreeMap::new();
    for decision in decisions.iter() {
        if let What::Canonical { name, of } = &decision.what {
            let mut called = applying.called(of, clusters);
            if called.is_empty() {
                called = applying.called(name, clusters);
            }
            for id in called {
                let reason = Reason { code: "decision", detail: decision.what.to_string() };
                out.insert(id, (name.clone(), reason));
            }
        }
    }
    out
}

/// Languages whose Latin spelling the press of other languages rewrites.
const REWRITTEN: &[&str] = &["az", "kk", "tk"];

/// Towns with fewer people are not what a name without more is sure to mean.
const SMALL: u64 = 50_000;

const ENGLISH: Lang = Lang::new("en");
const JAPANESE: Lang = Lang::new("ja");

struct Spelling {
    form: FormId,
    count: u32,
    full: bool,
}

struct Naming<'a> {
    forms: &'a Forms,
    label: Label,
    /// One for each form, most attested first.
    spellings: Vec<Spelling>,
    /// Base forms that names of other languages settled otherwise than the text alone.
    agreed: BTreeMap<FormId, String>,
}

/// Names the entity that a cluster of chains makes.
pub(super) fn named(
    cluster: &Cluster,
    chains: &[Chain],
    documents: &[&Annotated],
    items: &[Vec<Item>],
    forms: &Forms,
) -> Named {
    let mut counts: BTreeMap<FormId, (u32, bool)> = BTreeMap::new();
    let mut surfaces: BTreeMap<FormId, BTreeSet<&str>> = BTreeMap::new();
    for chain in cluster.chains.iter().map(|&c| &chains[c]) {
        for &i in &chain.items {
            let item = &items[chain.doc][i];
            let form = item.form;
            if chain.full.contains(&form) {
                surfaces.entry(form).or_default().insert(documents[chain.doc].text(item.span));
            }
            let entry = counts.entry(form).or_default();
            entry.0 += 1;
            entry.1 |= chain.full.contains(&form);
        }
    }
    let mut spellings: Vec<Spelling> =
        counts.into_iter().map(|(form, (count, full))| Spelling { form, count, full }).collect();
    spellings.sort_by(|a, b| {
        let name = |s: &Spelling| (forms[s.form].base.clone(), forms[s.form].lang);
        (b.full, b.count).cmp(&(a.full, a.count)).then_with(|| name(a).cmp(&name(b)))
    });
    let agreed = agree::bases(&surfaces, forms, cluster.label);
    let naming = Naming { forms, label: cluster.label, spellings, agreed };
    let (name, source, territory) = naming.canonical();
    let names = naming.by_language(&name, territory);
    let variants = naming.variants(cluster, chains, documents, items, &name, source, territory);
    Named { name, names, variants, territory }
}

impl Naming<'_> {
    /// The base form of a spelling.
    fn base(&self, form: FormId) -> &str {
        self.agreed.get(&form).map_or(&self.forms[form].base, |b| b)
    }

    /// The canonical name, the form that it comes from, and the territory's code.
    fn canonical(&self) -> (String, FormId, Option<&'static str>) {
        let (name, form, territory) = self.chosen();
        let calm = shouts(&name) && matches!(self.label, Label::Person | Label::Location);
        (if calm { in_title_case(&name) } else { name }, form, territory)
    }

    fn chosen(&self) -> (String, FormId, Option<&'static str>) {
        if self.label == Label::Location {
            for s in &self.spellings {
                let form = &self.forms[s.form];
                if let Some(t) = form.territory.and_then(names::place::by_code) {
                    return (t.english().to_owned(), s.form, Some(t.code));
                }
            }
        }
        let full = self.spellings.iter().any(|s| s.full);
        let mut usable: Vec<&Spelling> = self.spellings.iter().filter(|s| s.full == full).collect();
        if self.label == Label::Organisation {
            // An article, or the board that a chairman heads, is no part of the body's name; what says
            // no kind of body is a part of one that does.
            keep_if_any(&mut usable, |s| !self.forms[s.form].base.starts_with("The "));
            keep_if_any(&mut usable, |s| self.is_whole(s));
        }
        self.drop_parts(&mut usable);
        if self.label == Label::Person {
            let marked = usable.iter().filter(|s| is_vietnamese(&self.forms[s.form].base));
            if let Some(s) = self.most_attested(marked.copied().collect()) {
                return (self.base(s).to_owned(), s, None);
            }
        }
        let latin = |s: &&&Spelling| key::script(&self.forms[s.form].base) == Script::Latin;
        let english = usable.iter().filter(latin).filter(|s| self.forms[s.form].lang == ENGLISH);
        if let Some(e) = self.most_attested(english.copied().collect()) {
            let same_letters = usable.iter().filter(latin).filter(|s| {
                let form = &self.forms[s.form];
                let native = form.lang != ENGLISH && !REWRITTEN.contains(&form.lang.as_str());
                let marks = form.base.chars().any(|c| !c.is_ascii() && c.script() == Script::Latin);
                native && marks && form.tokens == self.forms[e].tokens
            });
            let marked = self.most_attested(same_letters.copied().collect());
            // Towns have names of their own in other languages: `Bakü` is no better than `Baku`.
            let others_differ =
                usable.iter().filter(latin).any(|s| self.forms[s.form].tokens != self.forms[e].tokens);
            let place = self.label == Label::Location;
            let town =
                || names::place::city(&self.forms[e].base).is_some_and(|c| c.name == self.forms[e].base);
            return match marked.filter(|_| !place || (!others_differ && !town())) {
                Some(m) => (self.base(m).to_owned(), m, None),
                None => (self.base(e).to_owned(), e, None),
            };
        }
        if self.label == Label::Location {
            // A village may share its name with a small town elsewhere: what its own reports write is safer.
            let written = usable.iter().any(|s| latin(&s));
            let small = |name: &str| names::place::city(name).is_some_and(|c| c.population < SMALL);
            let tabled = |s: &&Spelling| {
                let base = self.base(s.form);
                let name = names::place::english_name(base).filter(|_| !(written && small(base)))?;
                Some((name, s.form))
            };
            if let Some((name, form)) = usable.iter().copied().find_map(|s| tabled(&s)) {
                return (name.to_owned(), form, None);
            }
        }
        let plain = usable.iter().filter(latin).filter(|s| {
            !REWRITTEN.contains(&self.forms[s.form].lang.as_str()) && !self.is_made_by_a_press(s)
        });
        if let Some(l) = self.most_attested(plain.copied().collect()) {
            return (self.base(l).to_owned(), l, None);
        }
        // Scripts by how much of the sound they keep.
        let rank = |s: &&Spelling| match key::script(&self.forms[s.form].base) {
            Script::Latin if self.is_made_by_a_press(s) => 4,
            Script::Latin => 0,
            Script::Cyrillic | Script::Greek | Script::Georgian | Script::Armenian => 1,
            Script::Han if !self.forms[s.form].base.contains(['·', '・']) => 2,
            Script::Arabic | Script::Hebrew => 3,
            Script::Han => 5,
            _ => 2,
        };
        let best = usable.iter().map(&rank).min();
        let kept: Vec<&Spelling> = usable.iter().copied().filter(|s| Some(rank(s)) == best).collect();
        match self.most_attested(kept).or_else(|| self.spellings.first().map(|s| s.form)) {
            Some(form) => {
                let romanised = self.forms.romanised(form).trim();
                // Without its vowels, or as a row of syllables, nobody would know the name again.
                let unreadable = match key::script(&self.forms[form].base) {
                    Script::Arabic | Script::Hebrew => true,
                    Script::Han => self.label != Label::Person || !is_chinese_name(&self.forms[form]),
                    // A body's name is words: `해양수산부` is a ministry, `Haeyangsusanbu` is nothing.
                    Script::Hangul => self.label != Label::Person && self.label != Label::Location,
                    // Katakana around a Chinese character.
                    _ => self.forms[form].lang == JAPANESE && self.forms[form].base.chars().any(is_sign),
                };
                let name = match spaced_name(romanised, &self.forms[form]) {
                    Some(name) if self.label == Label::Person => name,
                    _ if unreadable => self.base(form).to_owned(),
                    _ if romanised.is_empty() => self.base(form).to_owned(),
                    _ => romanised.to_owned(),
                };
                (name, form, None)
            }
            None => (String::new(), FormId(0), None),
        }
    }

    /// Whether a Latin spelling is one language's writing of a name that others have in its own letters.
    fn is_made_by_a_press(&self, spelling: &Spelling) -> bool {
        let form = &self.forms[spelling.form];
        let mut others = self.spellings.iter().filter(|s| s.full);
        self.label == Label::Person
            && others.any(|s| rewritten::is_made_of(&form.tokens, form.lang, self.base(s.form)))
    }

    /// Whether a spelling is neither more nor less than the name of a body.
    fn is_whole(&self, spelling: &Spelling) -> bool {
        !self.is_board(spelling) && !self.lacks_kind(spelling)
    }

    /// `Board of the Azerbaijan State News Agency` beside `Azerbaijan State News Agency`: a board before
    /// a whole other name of the same body.
    fn is_board(&self, spelling: &Spelling) -> bool {
        let form = &self.forms[spelling.form];
        let long = &form.tokens;
        self.spellings.iter().filter(|s| s.full).any(|s| {
            let short = &self.forms[s.form].tokens;
            let more = long.len().saturating_sub(short.len());
            let board = || Name::new(&long[..more].join(" "), Label::Organisation, form.lang).is_organ();
            more > 0 && short.len() >= 2 && long.ends_with(short) && self.forms.has_kind(s.form) && board()
        })
    }

    /// `Emergency Situations` beside `Ministry of Emergency Situations`: a part of another name, and
    /// not the part that says what kind of body it is.
    fn lacks_kind(&self, spelling: &Spelling) -> bool {
        let short = &self.forms[spelling.form].tokens;
        !self.forms.has_kind(spelling.form)
            && self
                .spellings
                .iter()
                .filter(|s| s.full)
                .any(|s| short::contains(short, &self.forms[s.form].tokens) && self.forms.has_kind(s.form))
    }

    /// Leaves out forms that are a part of another full form: `Minh Hanh` beside `Do Thi Minh Hanh`.
    fn drop_parts(&self, usable: &mut Vec<&Spelling>) {
        if self.label != Label::Person {
            return;
        }
        let tokens: Vec<&Vec<String>> = usable.iter().map(|s| &self.forms[s.form].tokens).collect();
        let part = |t: &Vec<String>| {
            tokens.iter().any(|o| {
                o.len() > t.len()
                    && t.len() < 3
                    && is_vietnamese_length(o)
                    && o.windows(t.len()).any(|w| w == &t[..])
            })
        };
        let keep: BTreeSet<FormId> =
            usable.iter().filter(|s| !part(&self.forms[s.form].tokens)).map(|s| s.form).collect();
        if !keep.is_empty() {
            usable.retain(|s| keep.contains(&s.form));
        }
    }

    /// The spelling with most mentions; spellings that differ only in language are one.
    fn most_attested(&self, among: Vec<&Spelling>) -> Option<FormId> {
        let total = |s: &Spelling| -> (bool, u32, usize) {
            let form = &self.forms[s.form];
            let alike = self.spellings.iter().filter(|o| self.forms[o.form].tokens == form.tokens);
            let langs: BTreeSet<Lang> = alike.map(|o| self.forms[o.form].lang).collect();
            let own: u32 =
                among.iter().filter(|o| self.forms[o.form].base == form.base).map(|o| o.count).sum();
            (!shouts(&form.base), own, langs.len())
        };
        among.iter().rev().max_by_key(|s| total(s)).map(|s| s.form)
    }

    fn by_language(&self, name: &str, territory: Option<&'static str>) -> BTreeMap<Lang, String> {
        let mut names = BTreeMap::new();
        let langs: BTreeSet<Lang> = self.spellings.iter().map(|s| self.forms[s.form].lang).collect();
        for lang in langs.into_iter().filter(|l| l.is_known()) {
            let listed = territory.and_then(names::place::by_code).and_then(|t| t.name_in(lang));
            let own = |full: bool| {
                let mut among: Vec<&Spelling> = self
                    .spellings
                    .iter()
                    .filter(|s| s.full == full && self.forms[s.form].lang == lang)
                    .collect();
                self.drop_parts(&mut among);
                if self.label == Label::Organisation {
                    keep_if_any(&mut among, |s| self.is_whole(s));
                }
                let calm = matches!(self.label, Label::Person | Label::Location);
                let base = |f: FormId| match self.base(f) {
                    base if calm && shouts(base) => in_title_case(base),
                    base => base.to_owned(),
                };
                self.most_attested(among).map(base)
            };
            let attested = own(true).or_else(|| {
                // A bare surname is no name to introduce somebody with.
                let short = own(false)?;
                let latin = key::script(&short) == Script::Latin;
                let replace = self.label == Label::Person && latin && self.spellings.iter().any(|s| s.full);
                Some(if replace { name.to_owned() } else { short })
            });
            // One report with the marks of a Vietnamese name is enough to write it so in its language.
            let marked = self.label == Label::Person && is_vietnamese(name) && self.is_read_in(name, lang);
            let attested = if marked { Some(name.to_owned()) } else { attested };
            if let Some(chosen) = listed.map(str::to_owned).or(attested) {
                names.insert(lang, chosen);
            }
        }
        names
    }

    /// Whether a report in this language has the name just so.
    fn is_read_in(&self, name: &str, lang: Lang) -> bool {
        self.spellings.iter().any(|s| self.forms[s.form].lang == lang && self.base(s.form) == name)
    }

    #[expect(clippy::too_many_arguments, reason = "the run's parts, passed through once")]
    fn variants(
        &self,
        cluster: &Cluster,
        chains: &[Chain],
        documents: &[&Annotated],
        items: &[Vec<Item>],
        name: &str,
        source: FormId,
        territory: Option<&'static str>,
    ) -> Vec<Variant> {
        /// How often a spelling occurs, as which forms, and why it belongs here.
        type Seen = (u32, BTreeMap<FormId, u32>, BTreeSet<Reason>);
        let mut seen: BTreeMap<(String, Lang), Seen> = BTreeMap::new();
        let mut context: BTreeMap<(String, Lang), BTreeSet<Reason>> = BTreeMap::new();
        for &c in &cluster.chains {
            let chain = &chains[c];
            for &i in &chain.items {
                let item = &items[chain.doc][i];
                let key = (documents[chain.doc].text(item.span).to_owned(), item.lang);
                let (count, forms, reasons) = seen.entry(key.clone()).or_default();
                *count += 1;
                *forms.entry(item.form).or_default() += 1;
                reasons.extend(chain.reasons.get(&item.form).into_iter().flatten().cloned());
                if !chain.full.contains(&item.form) || chain.full.is_empty() {
                    reasons.extend(chain.unresolved.clone());
                }
                if let Some(why) = cluster.why.get(&c) {
                    context.entry(key).or_default().extend(why.iter().cloned());
                }
            }
        }
        let mut variants: Vec<Variant> = Vec::with_capacity(seen.len());
        for ((text, lang), (count, forms, mut reasons)) in seen {
            let by_count = forms.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
            let Some((&form, _)) = by_count else { continue };
            let base = self.base(form).to_owned();
            if text == name {
                reasons.retain(|r| r.code == "ambiguous");
            } else {
                if base != text {
                    reasons.insert(Reason { code: "inflected", detail: format!("{text} → {base}") });
                }
                if base != name {
                    self.explain(form, name, source, territory, &mut reasons);
                }
                let rest = context.remove(&(text.clone(), lang)).unwrap_or_default();
                if reasons.iter().all(|r| r.code == "inflected") || rest.iter().any(|r| r.code != "translit")
                {
                    reasons.extend(rest);
                }
                if reasons.is_empty() {
                    reasons.insert(Reason { code: "spelling", detail: format!("{text} ~ {name}") });
                }
            }
            let script = key::script(&text);
            variants.push(Variant {
                text,
                base,
                lang,
                script,
                count,
                reasons: reasons.into_iter().take(4).collect(),
            });
        }
        variants
            .sort_by(|a, b| b.count.cmp(&a.count).then_with(|| (&a.text, a.lang).cmp(&(&b.text, b.lang))));
        variants
    }

    /// Why a form is the entity's, from the comparison with the name or the nearest other form.
    fn explain(
        &self,
        form: FormId,
        name: &str,
        source: FormId,
        territory: Option<&'static str>,
        reasons: &mut BTreeSet<Reason>,
    ) {
        if reasons.iter().any(|r| r.code != "inflected") {
            return;
        }
        let base = self.base(form);
        if let Some(code) = territory {
            reasons.insert(Reason { code: "territory", detail: format!("{base} = {code}") });
        } else if form == source {
            let code = match names::place::english_name(base) {
                Some(english) if english == name => "translation",
                _ => "romanised",
            };
            reasons.insert(Reason { code, detail: format!("{base} → {name}") });
        } else if let Some(why) = self.forms.same(form, source) {
            reasons.extend(why);
        } else {
            let near = self.spellings.iter().filter(|s| s.form != form && s.full);
            if let Some(why) = near.into_iter().find_map(|s| self.forms.same(form, s.form)) {
                reasons.extend(why);
            }
        }
    }
}

/// Leaves out what does not fit, unless nothing fits.
fn keep_if_any(spellings: &mut Vec<&Spelling>, fits: impl Fn(&Spelling) -> bool) {
    if spellings.iter().any(|s| fits(s)) {
        spellings.retain(|s| fits(s));
    }
}
