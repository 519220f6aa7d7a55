use std::{fmt, str::FromStr, sync::Arc};

use unicode_script::Script;

use super::Document;
use crate::text::Span;

/// A language, as a BCP-47 primary tag of two or three letters; `und` where the tool cannot tell.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lang([u8; 3]);

impl Lang {
    pub const UND: Lang = Lang(*b"und");

    /// A language by its tag, for constants.
    ///
    /// # Panics
    /// If the tag has not two or three bytes.
    pub const fn new(tag: &str) -> Lang {
        match *tag.as_bytes() {
            [a, b] => Lang([a, b, 0]),
            [a, b, c] => Lang([a, b, c]),
            _ => panic!("a primary language tag has two or three letters"),
        }
    }

    pub fn as_str(&self) -> &str {
        let n = if self.0[2] == 0 { 2 } else { 3 };
        std::str::from_utf8(&self.0[..n]).expect("tags are ASCII")
    }

    pub fn is_known(self) -> bool {
        self != Lang::UND
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is wrong with a language tag.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a language tag; give a BCP-47 tag such as `az`, `pt-BR` or `und`")]
pub struct ParseLangError(String);

impl FromStr for Lang {
    type Err = ParseLangError;

    /// The primary subtag of a BCP-47 tag: `pt-BR` and `pt_BR` give `pt`.
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        if (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase()) {
            Ok(Lang::new(&primary))
        } else {
            Err(ParseLangError(tag.to_owned()))
        }
    }
}

impl serde::Serialize for Lang {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for Lang {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tag = std::borrow::Cow::<str>::deserialize(deserializer)?;
        tag.parse().map_err(serde::de::Error::custom)
    }
}

/// A stretch of a document in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct LangSpan {
    pub span: Span,
    pub lang: Lang,
    pub script: Script,
    /// Calibrated: of the spans with 0.9, nine in ten are right.
    pub confidence: f32,
}

/// The language of a document and of its parts. Spans are in text order and do not overlap.
#[derive(Clone, Debug, PartialEq)]
pub struct Languages {
    pub lang: Lang,
    pub script: Script,
    pub confidence: f32,
    pub spans: Vec<LangSpan>,
}

impl Languages {
    /// The language at a byte of the document's text; the document's where no span says it.
    pub fn at(&self, byte: u32) -> Lang {
        let hit = self.spans.iter().find(|s| s.span.start <= byte && byte < s.span.end);
        hit.map(|s| s.lang).filter(|l| l.is_known()).unwrap_or(self.lang)
    }
}

/// The kind of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Label {
    #[serde(rename = "PER")]
    Person,
    #[serde(rename = "ORG")]
    Organisation,
    #[serde(rename = "LOC")]
    Location,
    #[serde(rename = "EVT")]
    Event,
    #[serde(rename = "MISC")]
    Other,
}

impl Label {
    pub const ALL: [Label; 5] =
        [Label::Person, Label::Organisation, Label::Location, Label::Event, Label::Other];

    pub fn as_str(self) -> &'static str {
        match self {
            Label::Person => "PER",
            Label::Organisation => "ORG",
            Label::Location => "LOC",
            Label::Event => "EVT",
            Label::Other => "MISC",
        }
    }

    pub fn parse(tag: &str) -> Option<Label> {
        Label::ALL.into_iter().find(|l| l.as_str() == tag)
    }
}

/// One occurrence of a name. Lies inside the title or the body, never across.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    pub span: Span,
    pub label: Label,
    /// Probability of the label, from 0 to 1.
    pub score: f32,
}

/// What a text says beside a person's name that the person is.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleSpan {
    pub span: Span,
    /// Number of the person's mention in the document.
    pub mention: u32,
    /// Probability that it is one, from 0 to 1.
    pub score: f32,
}

/// A sentence with its language and its vector in the space that all languages share.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    pub span: Span,
    pub lang: Lang,
    /// Unit length, the mean of its language taken off; empty where the model gives none. The dot
    /// product of two vectors is their similarity: about 0 for unrelated sentences.
    pub vector: Vec<f32>,
}

/// Scales a vector to unit length; a zero vector stays.
pub fn normalize(vector: &mut [f32]) {
    let norm = vector.iter().map(|v| v * v).sum::<f32>().sqrt();
    if norm > 0.0 {
        vector.iter_mut().for_each(|v| *v /= norm);
    }
}

/// The dot product of two vectors in the shared space; 0 where one is missing.
pub fn similarity(a: &[f32], b: &[f32]) -> f32 {
    if a.len() != b.len() {
        return 0.0;
    }
    // Eight sums side by side, which a compiler may turn into vector instructions.
    let (eights, rest) = (a.chunks_exact(8).zip(b.chunks_exact(8)), a.len() - a.len() % 8);
    let mut sums = [0.0f32; 8];
    for (x, y) in eights {
        for (sum, (x, y)) in sums.iter_mut().zip(x.iter().zip(y)) {
            *sum += x * y;
        }
    }
    let tail: f32 = a[rest..].iter().zip(&b[rest..]).map(|(x, y)| x * y).sum();
    sums.iter().sum::<f32>() + tail
}

/// A document with what was found in it. The document itself is untouched.
#[derive(Clone, Debug)]
pub struct Annotated {
    pub document: Arc<Document>,
    pub languages: Languages,
    /// In text order; together they cover every character that is not white space.
    pub sentences: Vec<Sentence>,
    /// In text order, not overlapping.
    pub mentions: Vec<Mention>,
    /// By sentence, at most one for a mention.
    pub roles: Vec<RoleSpan>,
    /// The document's vector, as in [`Sentence::vector`].
    pub vector: Vec<f32>,
}

impl Annotated {
    /// A document of which nothing but the language is known.
    pub fn new(document: Arc<Document>, languages: Languages) -> Self {
        let (sentences, mentions, roles, vector) = Default::default();
        Self { document, languages, sentences, mentions, roles, vector }
    }

    pub fn text(&self, span: Span) -> &str {
        span.of(self.document.text())
    }

    /// The outlet's name that ends a title (`… - Mirador Virtual`), with the sign before it: nothing but an
    /// organisation, of which the body says nothing.
    pub fn title_credit(&self) -> Option<Span> {
        const SIGNS: [&str; 5] = [" - ", " – ", " — ", " | ", " :: "];
        let title = self.document.title();
        let text = self.text(title);
        let (at, sign) = SIGNS.iter().filter_map(|sign| Some((text.rfind(sign)?, sign))).max()?;
        let name = Span::new(title.start as usize + at + sign.len(), title.end as usize)
            .trimmed(self.document.text());
        let whole = |m: &Mention| m.span == name && m.label == Label::Organisation;
        let named = || self.text(self.document.body()).contains(self.text(name));
        let is_credit = at > 0 && self.mentions.iter().any(whole) && !named();
        is_credit.then(|| Span { start: title.start + at as u32, end: title.end })
    }

    /// The title without the outlet at its end.
    pub fn told_title(&self) -> Span {
        let title = self.document.title();
        let end = self.title_credit().map_or(title.end, |credit| credit.start);
        Span { start: title.start, end }.trimmed(self.document.text())
    }

    /// The sentence that holds the byte `at`.
    pub fn sentence_at(&self, at: u32) -> Option<usize> {
        let next = self.sentences.partition_point(|s| s.span.start <= at);
        let index = next.checked_sub(1)?;
        (at < self.sentences[index].span.end).then_some(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::DocumentParts;

    fn credit(title: &str, name: &str, body: &str) -> Option<String> {
        let parts = DocumentParts { title: title.into(), text: body.into(), ..DocumentParts::default() };
        let languages =
            Languages { lang: Lang::UND, confidence: 1.0, script: Script::Latin, spans: Vec::new() };
        let mut annotated = Annotated::new(Arc::new(Document::new(parts)), languages);
        let at = annotated.document.text().find(name).expect("a name");
        let span = Span::new(at, at + name.len());
        annotated.mentions.push(Mention { span, label: Label::Organisation, score: 1.0 });
        annotated.title_credit().map(|span| annotated.text(span).to_owned())
    }

    #[test]
    fn an_outlet_at_the_end_of_a_title_is_found() {
        assert_eq!(
            credit("Boxer stabbed - Mirador Virtual", "Mirador Virtual", "He lives."),
            Some(" - Mirador Virtual".into())
        );
        assert_eq!(
            credit("Boxer stabbed - Mirador Virtual", "Mirador Virtual", "Mirador Virtual burnt."),
            None
        );
        assert_eq!(
            credit("Strike ends - Warnow Shipyard agrees", "Warnow Shipyard", "All work again."),
            None
        );
    }
}
