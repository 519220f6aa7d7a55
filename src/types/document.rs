use crate::text::Span;

use super::{Lang, PartialDate};

/// Position of a document in the run, in input order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocIndex(pub u32);

/// The two texts of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    Title,
    Text,
}

/// When a document was published, as far as it or its feed says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day in the zone that the source gives.
    pub date: PartialDate,
    /// Seconds since 1970 in UTC; the start of the day where no time of day is known.
    pub timestamp: Option<i64>,
    /// `published` (a field of the record), `header` (a line such as `date 2025-05-08` in the text).
    pub basis: &'static str,
}

impl Published {
    /// Seconds since 1970 in UTC; those of the start of the day where only the day is known.
    pub fn seconds(self) -> Option<i64> {
        let midnight = || jiff::tz::Offset::UTC.to_timestamp(self.date.civil()?.at(0, 0, 0, 0)).ok();
        self.timestamp.or_else(|| Some(midnight()?.as_second()))
    }
}

/// The place-and-date line at the head of agency news: `BAKU, Azerbaijan, November 5.`
#[derive(Clone, Debug, PartialEq)]
pub struct Dateline {
    /// All of it, the header line before it included; the report begins after it.
    pub span: Span,
    pub place: Option<Span>,
    pub date: Option<PartialDate>,
    /// The agency that signs it: `AZERTAC` in `Baku, May 8, AZERTAC`.
    pub agency: Option<Span>,
}

/// How a field that came with HTML markup maps to its plain text.
#[derive(Clone, Debug, PartialEq)]
pub struct Markup {
    /// The field as it came in.
    pub raw: String,
    /// Pieces of the plain text with their origin, in order. A piece whose two lengths are equal was
    /// copied byte by byte; any other was made from the whole raw piece (`&amp;` → `&`).
    pub pieces: Vec<(Span, Span)>,
}

impl Markup {
    /// The smallest raw span that holds everything from which `plain` was made.
    fn raw_span(&self, plain: Span) -> Span {
        let at = |byte: u32| {
            let next = self.pieces.partition_point(|(p, _)| p.start <= byte);
            self.pieces[next.saturating_sub(1)]
        };
        let (first, raw) = at(plain.start);
        let start =
            if first.len() == raw.len() { raw.start + (plain.start - first.start) } else { raw.start };
        if plain.is_empty() {
            return Span { start, end: start };
        }
        let (last, raw) = at(plain.end - 1);
        let end = if last.len() == raw.len() { raw.start + (plain.end - last.start) } else { raw.end };
        Span { start, end }
    }

    /// The smallest span of plain text that holds everything made from `raw`.
    fn plain_span(&self, raw: Span) -> Span {
        let first = self.pieces.partition_point(|(_, r)| r.end <= raw.start);
        let next = self.pieces.partition_point(|(_, r)| r.start < raw.end);
        let Some(&(p, r)) = self.pieces.get(first).filter(|_| first < next) else {
            let at =
                self.pieces.get(first).map_or(self.pieces.last().map_or(0, |(p, _)| p.end), |(p, _)| p.start);
            return Span { start: at, end: at };
        };
        let start = if p.len() == r.len() { p.start + raw.start.saturating_sub(r.start) } else { p.start };
        let (p, r) = self.pieces[next - 1];
        let end = if p.len() == r.len() { p.end - r.end.saturating_sub(raw.end) } else { p.end };
        Span { start, end }
    }
}

/// A place in a document as its reader knows it: a field, and bytes of that field as it came in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Located<'d> {
    pub field: Field,
    pub span: Span,
    pub text: &'d str,
}

/// The head of a hash of what the record of a document says: equal for equal records.
pub type Fingerprint = [u8; 6];

/// What a [`Document`] is made of.
#[derive(Clone, Debug, Default)]
pub struct DocumentParts {
    pub id: String,
    /// Plain text; empty where there is none.
    pub title: String,
    pub text: String,
    /// Where title or text came with markup.
    pub title_markup: Option<Markup>,
    pub text_markup: Option<Markup>,
    pub published: Option<Published>,
    pub declared_lang: Option<Lang>,
    pub source: Option<String>,
    pub url: Option<String>,
    pub cluster: Option<String>,
    /// In bytes of `text`.
    pub dateline: Option<Dateline>,
    /// Fields of the record that the tool does not know, in their order.
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// Name of the input and 1-based line, for messages.
    pub input: Option<String>,
    pub line: Option<u64>,
    /// Zeros where no record was read.
    pub fingerprint: Fingerprint,
}

/// One report: title and body are spans of one text that never changes.
#[derive(Clone, Debug)]
pub struct Document {
    text: String,
    title: Span,
    body: Span,
    parts: DocumentParts,
}

impl Document {
    pub fn new(mut parts: DocumentParts) -> Self {
        let title = std::mem::take(&mut parts.title);
        let body = std::mem::take(&mut parts.text);
        let gap = if title.is_empty() || body.is_empty() { "" } else { "\n\n" };
        let start = title.len() + gap.len();
        if let Some(d) = &mut parts.dateline {
            d.span = d.span.shifted(start);
            d.place = d.place.map(|s| s.shifted(start));
            d.agency = d.agency.map(|s| s.shifted(start));
        }
        let (title_span, body_span) = (Span::new(0, title.len()), Span::new(start, start + body.len()));
        Self { text: [&title, gap, &body].concat(), title: title_span, body: body_span, parts }
    }

    /// What the document was made of, as [`Document::new`] takes it.
    pub fn parts(&self) -> DocumentParts {
        let mut parts = self.parts.clone();
        parts.title = self.title.of(&self.text).to_owned();
        parts.text = self.body.of(&self.text).to_owned();
        let back = |span: Span| Span { start: span.start - self.body.start, end: span.end - self.body.start };
        if let Some(d) = &mut parts.dateline {
            (d.span, d.place, d.agency) = (back(d.span), d.place.map(back), d.agency.map(back));
        }
        parts
    }

    /// Unique within a run.
    pub fn id(&self) -> &str {
        &self.parts.id
    }

    /// Title and body, joined by an empty line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The title's span in [`Document::text`]; empty where there is none.
    pub fn title(&self) -> Span {
        self.title
    }

    /// The body's span in [`Document::text`].
    pub fn body(&self) -> Span {
        self.body
    }

    pub fn published(&self) -> Option<Published> {
        self.parts.published
    }

    pub fn declared_lang(&self) -> Option<Lang> {
        self.parts.declared_lang
    }

    pub fn source(&self) -> Option<&str> {
        self.parts.source.as_deref()
    }

    pub fn url(&self) -> Option<&str> {
        self.parts.url.as_deref()
    }

    pub fn cluster(&self) -> Option<&str> {
        self.parts.cluster.as_deref()
    }

    /// In bytes of [`Document::text`].
    pub fn dateline(&self) -> Option<&Dateline> {
        self.parts.dateline.as_ref()
    }

    pub fn extra(&self) -> &serde_json::Map<String, serde_json::Value> {
        &self.parts.extra
    }

    pub fn fingerprint(&self) -> Fingerprint {
        self.parts.fingerprint
    }

    pub fn input(&self) -> Option<&str> {
        self.parts.input.as_deref()
    }

    pub fn line(&self) -> Option<u64> {
        self.parts.line
    }

    /// A field as it came in, markup included.
    pub fn field(&self, field: Field) -> &str {
        let (span, markup) = self.side(field);
        markup.map_or(span.of(&self.text), |m| &m.raw)
    }

    /// Where a span of [`Document::text`] stands in the fields as they came in. A span that begins
    /// in the title is cut to it.
    pub fn locate(&self, span: Span) -> Located<'_> {
        let field = if span.start < self.title.end { Field::Title } else { Field::Text };
        let (side, markup) = self.side(field);
        let start = span.start.clamp(side.start, side.end) - side.start;
        let plain = Span { start, end: (span.end.clamp(side.start, side.end) - side.start).max(start) };
        let span = markup.map_or(plain, |m| m.raw_span(plain));
        Located { field, span, text: span.of(self.field(field)) }
    }

    /// The span of [`Document::text`] that a span of a field as it came in stands for, as
    /// [`Document::locate`] turned round. `None` where it does not lie in the field, between characters.
    pub fn find(&self, field: Field, raw: Span) -> Option<Span> {
        self.field(field).get(raw.range())?;
        let (side, markup) = self.side(field);
        Some(markup.map_or(raw, |m| m.plain_span(raw)).shifted(side.start as usize))
    }

    fn side(&self, field: Field) -> (Span, Option<&Markup>) {
        match field {
            Field::Title => (self.title, self.parts.title_markup.as_ref()),
            Field::Text => (self.body, self.parts.text_markup.as_ref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_found_in_the_fields_as_they_came_in() {
        let raw = "<p>Smith &amp; Sons</p>";
        let pieces = [((0, 6), (3, 9)), ((6, 7), (9, 14)), ((7, 12), (14, 19))];
        let pieces = pieces.map(|((a, b), (c, d))| (Span::new(a, b), Span::new(c, d))).to_vec();
        let document = Document::new(DocumentParts {
            title: "Firm".into(),
            text: "Smith & Sons".into(),
            text_markup: Some(Markup { raw: raw.into(), pieces }),
            ..DocumentParts::default()
        });
        let at = document.body().start as usize;
        let located = document.locate(Span::new(at, at + 12));
        assert_eq!((located.field, located.text), (Field::Text, "Smith &amp; Sons"));
        assert_eq!(document.locate(Span::new(at + 8, at + 12)).text, "Sons");
        assert_eq!(document.locate(Span::new(0, 4)).text, "Firm");
        for (start, end) in [(0, 12), (0, 5), (6, 7), (8, 12)] {
            let span = Span::new(at + start, at + end);
            assert_eq!(document.find(Field::Text, document.locate(span).span), Some(span));
        }
        assert_eq!(document.find(Field::Text, Span::new(0, 99)), None);
    }
}
