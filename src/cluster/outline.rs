//! Where a report tells what it is about, and which stretches of it are of one happening.

use std::borrow::Cow;

use crate::{
    facts::date::{self, DateMention},
    text::Span,
    types::{Annotated, normalize},
};

/// Sentences at the head of the body that tell what the report is about.
const LEAD: usize = 2;

/// What of a document is looked at: all of it but its asides, or one of these.
#[derive(Clone, Debug, Default)]
pub struct Extent {
    /// The aside that it is.
    pub aside: Option<Span>,
    /// The asides that it is without; an aside has none.
    pub asides: Vec<Span>,
}

impl Extent {
    pub fn holds(&self, span: Span) -> bool {
        self.aside.is_none_or(|aside| aside.contains(span)) && !self.asides.iter().any(|a| a.contains(span))
    }
}

/// The skeleton of a document or of an aside.
pub struct Outline {
    pub extent: Extent,
    /// Indices of the sentences of the report: title first, datelines left out.
    pub sentences: Vec<usize>,
    /// How many of them are the title.
    pub in_title: usize,
    /// How many of them are title or lead.
    pub keys: usize,
    /// End of the last of these.
    pub lead_end: u32,
    pub dates: Vec<DateMention>,
}

impl Outline {
    /// Of a document as a whole.
    pub fn whole(annotated: &Annotated) -> Outline {
        let document = &annotated.document;
        let dateline = document.dateline().map(|d| d.span);
        let sentences: Vec<usize> = (0..annotated.sentences.len())
            .filter(|&i| dateline.is_none_or(|d| !d.contains(annotated.sentences[i].span)))
            .collect();
        let in_title =
            sentences.iter().filter(|&&i| annotated.sentences[i].span.start < document.title().end).count();
        let told = document.published().map(|p| p.date);
        let dates = date::dates_near(document.text(), annotated.languages.lang, told);
        Outline::new(annotated, Extent::default(), sentences, in_title, dates)
    }

    fn new(
        annotated: &Annotated,
        extent: Extent,
        sentences: Vec<usize>,
        in_title: usize,
        dates: Vec<DateMention>,
    ) -> Outline {
        let keys = (in_title + LEAD).min(sentences.len());
        let start = extent.aside.map_or(0, |aside| aside.start);
        let lead_end =
            keys.checked_sub(1).map_or(start, |last| annotated.sentences[sentences[last]].span.end);
        Outline { extent, sentences, in_title, keys, lead_end, dates }
    }

    pub fn body(&self) -> &[usize] {
        &self.sentences[self.in_title..]
    }

    /// The document without its asides, then each of them.
    pub fn parted(self, annotated: &Annotated, asides: Vec<Span>) -> Vec<Outline> {
        if asides.is_empty() {
            return vec![self];
        }
        let each = asides.iter().map(|&aside| Extent { aside: Some(aside), asides: Vec::new() });
        let each: Vec<Extent> = each.collect();
        let rest = Extent { aside: None, asides };
        std::iter::once(rest).chain(each).map(|extent| self.restricted(annotated, extent)).collect()
    }

    fn restricted(&self, annotated: &Annotated, extent: Extent) -> Outline {
        let in_title = if extent.aside.is_some() { 0 } else { self.in_title };
        let within = |i: &usize| extent.holds(annotated.sentences[*i].span);
        let sentences = self.sentences.iter().copied().filter(within).collect();
        let dates = self.dates.iter().filter(|d| extent.holds(d.span)).cloned().collect();
        Outline::new(annotated, extent, sentences, in_title, dates)
    }

    /// What it has of the document's text, and the length of its head in bytes.
    pub fn text<'t>(&self, text: &'t str) -> (Cow<'t, str>, usize) {
        match self.extent.aside {
            Some(span) => (Cow::Borrowed(span.of(text)), (self.lead_end - span.start) as usize),
            None if self.extent.asides.is_empty() => (Cow::Borrowed(text), self.lead_end as usize),
            None => {
                let (mut left, mut head, mut start) = (String::new(), self.lead_end as usize, 0);
                for aside in &self.extent.asides {
                    left.push_str(&text[start..aside.start as usize]);
                    start = aside.end as usize;
                    if aside.end <= self.lead_end {
                        head -= aside.len();
                    }
                }
                left.push_str(&text[start..]);
                (Cow::Owned(left), head)
            }
        }
    }

    /// The document's vector; of a part of it, the direction of its sentences together.
    pub fn vector<'a>(&self, annotated: &'a Annotated) -> Cow<'a, [f32]> {
        if self.extent.aside.is_none() && self.extent.asides.is_empty() {
            return Cow::Borrowed(&annotated.vector);
        }
        let mut sum = vec![0.0; annotated.vector.len()];
        for &i in &self.sentences {
            let sentence = &annotated.sentences[i];
            // Long sentences say more; that of a whole document is weighed alike.
            let weight = (sentence.span.len() as f32).sqrt();
            sum.iter_mut().zip(&sentence.vector).for_each(|(s, v)| *s += v * weight);
        }
        normalize(&mut sum);
        Cow::Owned(sum)
    }
}
