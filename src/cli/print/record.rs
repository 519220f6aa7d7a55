//! The records of the output, as the contract names them. Key order is field order.

use std::{borrow::Cow, cell::OnceCell, collections::BTreeMap};

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    cli::args::Offsets,
    cluster::Explanation,
    pipeline::Continued,
    text::{CharIndex, Span},
    track::{Status, Tracked},
    types::{
        Annotated, Cite, Conflict, ConflictKind, DocIndex, Document, Entity, EntityIndex, Event, Field,
        Issue, Label, Lang, LineageKind, Published, Reason, RoleSpan, Severity, Stage, Writing,
    },
};

/// Number of the format; a change of the records that could break a reader raises it.
pub const FORMAT: u32 = 1;
pub const TOOL: &str = concat!("exonym ", env!("CARGO_PKG_VERSION"));

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Record<'r> {
    Begin {
        format: u32,
        tool: &'static str,
        offsets: Offsets,
    },
    Document(DocumentRecord<'r>),
    Language(LanguageRecord<'r>),
    Tags(TagsRecord<'r>),
    Entity(EntityRecord<'r>),
    Event(Box<EventRecord<'r>>),
    Comparison(ComparisonRecord<'r>),
    Explanation(ExplanationRecord<'r>),
    Issue(IssueRecord<'r>),
    End {
        documents: usize,
        issues: usize,
        #[serde(skip_serializing_if = "Option::is_none")]
        state: Option<StateRecord>,
    },
}

impl Record<'_> {
    pub fn begin(offsets: Offsets) -> Self {
        Record::Begin { format: FORMAT, tool: TOOL, offsets }
    }
}

/// The fields of a document as they came in, so that the output of one verb is the input of another.
pub struct DocumentRecord<'r>(pub &'r Document);

impl Serialize for DocumentRecord<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let document = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", document.id())?;
        if !document.field(Field::Title).is_empty() {
            map.serialize_entry("title", document.field(Field::Title))?;
        }
        map.serialize_entry("text", document.field(Field::Text))?;
        if let Some(published) = document.published().as_ref().and_then(published_field) {
            map.serialize_entry("published", &published)?;
        }
        if let Some(lang) = document.declared_lang() {
            map.serialize_entry("lang", &lang)?;
        }
        let texts = [("source", document.source()), ("url", document.url()), ("cluster", document.cluster())];
        for (key, value) in texts {
            if let Some(value) = value {
                map.serialize_entry(key, value)?;
            }
        }
        // A `type` of the record that came in gives way to ours.
        for (key, value) in document.extra().iter().filter(|(key, _)| *key != "type") {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// The time of publication, so that reading it again gives the same day and the same instant. A date from a
/// header line is not a field: reading finds it in the text again.
fn published_field(published: &Published) -> Option<String> {
    if published.basis != "published" {
        return None;
    }
    let day = published.date.civil();
    let (Some(day), Some(seconds)) = (day, published.timestamp) else {
        return Some(published.date.to_string());
    };
    let instant = jiff::Timestamp::from_second(seconds).ok()?;
    let local = |hours: i8| jiff::tz::offset(hours).to_datetime(instant);
    let utc = local(0);
    if utc.date() == day {
        let midnight = utc.time() == jiff::civil::Time::midnight();
        return Some(if midnight { day.to_string() } else { format!("{utc}Z") });
    }
    // The source's zone is not kept, only that its day differs: any zone with that day tells the same.
    let zones = (1..=14).flat_map(|hours| [hours, -hours]);
    let written = zones.map(|hours| (local(hours), hours)).find(|(local, _)| local.date() == day);
    Some(written.map_or_else(|| day.to_string(), |(local, hours)| format!("{local}{hours:+03}:00")))
}

/// What a run that continues others did with the documents, and whether it tells of all it knows.
#[derive(Serialize)]
pub struct StateRecord {
    new: usize,
    repeated: usize,
    expired: usize,
    window: usize,
    all: bool,
}

impl StateRecord {
    pub fn new(continued: &Continued) -> StateRecord {
        let Continued { new, repeated, expired, window, all, .. } = *continued;
        StateRecord { new, repeated, expired, window, all }
    }
}

/// What became of a group since the run before.
#[derive(Serialize)]
struct TrackedRecord<'r> {
    status: Status,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    from: &'r [String],
}

impl<'r> TrackedRecord<'r> {
    fn new(tracked: &'r Tracked) -> TrackedRecord<'r> {
        TrackedRecord { status: tracked.status, from: &tracked.from }
    }
}

/// A place in a field of a document, in the unit of the output.
#[derive(Clone, Copy, Serialize)]
pub struct Place {
    pub field: Field,
    pub start: usize,
    pub end: usize,
}

#[derive(Serialize)]
pub struct DocPlace<'r> {
    doc: &'r str,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
pub struct LanguageRecord<'r> {
    doc: &'r str,
    lang: Lang,
    script: &'static str,
    confidence: f64,
    spans: Vec<LangSpanRecord>,
}

#[derive(Serialize)]
struct LangSpanRecord {
    #[serde(flatten)]
    place: Place,
    lang: Lang,
    script: &'static str,
    confidence: f64,
}

#[derive(Serialize)]
pub struct TagsRecord<'r> {
    doc: &'r str,
    lang: Lang,
    mentions: Vec<MentionRecord<'r>>,
}

#[derive(Serialize)]
struct MentionRecord<'r> {
    #[serde(flatten)]
    place: Place,
    text: &'r str,
    label: Label,
    score: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<SaidRecord<'r>>,
}

/// What a text says beside a name.
#[derive(Serialize)]
struct SaidRecord<'r> {
    #[serde(flatten)]
    place: Place,
    text: &'r str,
    score: f64,
}

#[derive(Serialize)]
pub struct EntityRecord<'r> {
    id: &'r str,
    #[serde(flatten)]
    tracked: Option<TrackedRecord<'r>>,
    label: Label,
    name: &'r str,
    names: &'r BTreeMap<Lang, String>,
    variants: Vec<VariantRecord<'r>>,
    mentions: Vec<DocPlace<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    roles: Vec<RoleRecord<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    territory: Option<&'r str>,
}

#[derive(Serialize)]
struct VariantRecord<'r> {
    text: &'r str,
    base: &'r str,
    lang: Lang,
    script: &'static str,
    count: u32,
    reasons: &'r [Reason],
}

#[derive(Serialize)]
struct RoleRecord<'r> {
    text: &'r str,
    lang: Lang,
    #[serde(flatten)]
    place: DocPlace<'r>,
}

#[derive(Serialize)]
pub struct EventRecord<'r> {
    id: &'r str,
    #[serde(flatten)]
    tracked: Option<TrackedRecord<'r>>,
    docs: Vec<&'r str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<PartRecord<'r>>,
    languages: Vec<Lang>,
    when: Option<WhenRecord>,
    #[serde(rename = "where")]
    places: Vec<&'r str>,
    who: Vec<ParticipantRecord<'r>>,
    headline: &'r str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    headline_by: &'r [Writing],
    origins: u32,
    lineage: Vec<LineageRecord<'r>>,
    evidence: &'r [Reason],
    summary: Option<SummaryRecord<'r>>,
    conflicts: Vec<ConflictRecord<'r>>,
}

#[derive(Serialize)]
struct PartRecord<'r> {
    doc: &'r str,
    aside: bool,
    spans: Vec<Place>,
}

#[derive(Serialize)]
struct WhenRecord {
    from: String,
    to: String,
    precision: &'static str,
    basis: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    to_basis: Option<&'static str>,
}

#[derive(Serialize)]
struct ParticipantRecord<'r> {
    entity: &'r str,
    name: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role_lang: Option<Lang>,
}

#[derive(Serialize)]
struct LineageRecord<'r> {
    doc: &'r str,
    of: &'r str,
    kind: LineageKind,
    shared: f64,
}

#[derive(Serialize)]
struct SummaryRecord<'r> {
    lang: Lang,
    sentences: Vec<SentenceRecord<'r>>,
}

#[derive(Serialize)]
struct SentenceRecord<'r> {
    text: &'r str,
    cites: Vec<DocPlace<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<Lang>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    by: &'r [Writing],
}

#[derive(Serialize)]
struct ConflictRecord<'r> {
    about: &'r str,
    kind: ConflictKind,
    values: Vec<ValueRecord<'r>>,
}

#[derive(Serialize)]
struct ValueRecord<'r> {
    value: &'r str,
    cites: Vec<DocPlace<'r>>,
}

#[derive(Serialize)]
pub struct ComparisonRecord<'r> {
    pub a: &'r str,
    pub b: &'r str,
    pub label: Label,
    pub score: f64,
    pub verdict: &'static str,
    pub reasons: &'r [Reason],
}

/// Two documents and why they are one event or are not.
pub struct ExplanationRecord<'r> {
    pub explanation: &'r Explanation,
    a: &'r str,
    b: &'r str,
    /// Those of `a` and `b`.
    events: [Option<&'r str>; 2],
}

impl ExplanationRecord<'_> {
    /// From 0 to 1, above one half where the pair alone speaks for a join.
    pub fn score(&self) -> f64 {
        let e = self.explanation;
        let odds = if e.veto.is_some() { e.log_odds.min(-VETOED) } else { e.log_odds };
        rounded(1.0 / (1.0 + (-odds).exp()))
    }
}

/// Log-odds against a pair that a veto keeps apart, at least.
const VETOED: f32 = 5.0;

impl Serialize for ExplanationRecord<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Share {
            name: &'static str,
            value: f64,
            weight: f64,
            points: f64,
        }
        let e = self.explanation;
        let share = |s: &crate::cluster::Share| Share {
            name: s.feature,
            value: rounded(s.value),
            weight: rounded(s.weight),
            points: rounded(s.points()),
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("about", &e.about)?;
        map.serialize_entry("a", self.a)?;
        map.serialize_entry("b", self.b)?;
        map.serialize_entry("events", &self.events)?;
        map.serialize_entry("same_event", &e.same_event)?;
        map.serialize_entry("score", &self.score())?;
        map.serialize_entry("log_odds", &rounded(e.log_odds))?;
        map.serialize_entry("group", &rounded(e.group))?;
        map.serialize_entry("veto", &e.veto)?;
        map.serialize_entry("decision", &e.decision)?;
        map.serialize_entry("mode", e.mode)?;
        map.serialize_entry("constant", &rounded(e.constant))?;
        map.serialize_entry("features", &e.shares.iter().map(share).collect::<Vec<_>>())?;
        map.serialize_entry("reasons", &e.reasons)?;
        map.serialize_entry("flip", &e.flip)?;
        map.end()
    }
}

#[derive(Serialize)]
pub struct IssueRecord<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    doc: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    stage: Stage,
    severity: Severity,
    message: Cow<'r, str>,
}

impl<'r> IssueRecord<'r> {
    pub fn new(issue: &'r Issue) -> Self {
        IssueRecord {
            doc: issue.doc.as_deref(),
            input: issue.input.as_deref(),
            line: issue.line,
            stage: issue.stage,
            severity: issue.severity,
            message: Cow::Borrowed(&issue.message),
        }
    }
}

/// Four decimals are more than any of our numbers is good for, and print the same everywhere.
pub fn rounded(number: f32) -> f64 {
    (f64::from(number) * 1e4).round() / 1e4
}

/// Makes records of what was found: ids for positions, characters for bytes.
pub struct Recorder<'r> {
    documents: &'r [Annotated],
    entities: &'r [Entity],
    offsets: Offsets,
    continued: Option<&'r Continued>,
    /// Of the title and the text of each document, made when first asked for.
    indexes: Vec<[OnceCell<CharIndex<'r>>; 2]>,
}

impl<'r> Recorder<'r> {
    pub fn new(documents: &'r [Annotated], entities: &'r [Entity], offsets: Offsets) -> Self {
        let indexes = documents.iter().map(|_| [OnceCell::new(), OnceCell::new()]).collect();
        Recorder { documents, entities, offsets, continued: None, indexes }
    }

    /// The same for a run that continues others.
    pub fn continuing(self, continued: Option<&'r Continued>) -> Self {
        Recorder { continued, ..self }
    }

    fn document(&self, doc: DocIndex) -> &'r Document {
        &self.documents[doc.0 as usize].document
    }

    /// The place of a span and the text that stands there in the field as it came in.
    pub fn place(&self, doc: DocIndex, span: Span) -> (Place, &'r str) {
        let document = self.document(doc);
        let located = document.locate(span);
        let (start, end) = (located.span.start as usize, located.span.end as usize);
        let place = match self.offsets {
            Offsets::Byte => Place { field: located.field, start, end },
            Offsets::Char => {
                let cell = &self.indexes[doc.0 as usize][located.field as usize];
                let index = cell.get_or_init(|| CharIndex::new(document.field(located.field)));
                Place { field: located.field, start: index.chars(start), end: index.chars(end) }
            }
        };
        (place, located.text)
    }

    fn doc_place(&self, doc: DocIndex, span: Span) -> DocPlace<'r> {
        DocPlace { doc: self.document(doc).id(), place: self.place(doc, span).0 }
    }

    fn cites(&self, cites: &[Cite]) -> Vec<DocPlace<'r>> {
        cites.iter().map(|cite| self.doc_place(cite.doc, cite.span)).collect()
    }

    pub fn language(&self, doc: DocIndex) -> LanguageRecord<'r> {
        let languages = &self.documents[doc.0 as usize].languages;
        let spans = languages.spans.iter().map(|span| LangSpanRecord {
            place: self.place(doc, span.span).0,
            lang: span.lang,
            script: span.script.short_name(),
            confidence: rounded(span.confidence),
        });
        LanguageRecord {
            doc: self.document(doc).id(),
            lang: languages.lang,
            script: languages.script.short_name(),
            confidence: rounded(languages.confidence),
            spans: spans.collect(),
        }
    }

    pub fn tags(&self, doc: DocIndex) -> TagsRecord<'r> {
        let annotated = &self.documents[doc.0 as usize];
        let roles: BTreeMap<u32, &RoleSpan> = annotated.roles.iter().map(|r| (r.mention, r)).collect();
        let mentions = (0..).zip(&annotated.mentions).map(|(number, mention)| {
            let (place, text) = self.place(doc, mention.span);
            let role = roles.get(&number).map(|role| {
                let (place, text) = self.place(doc, role.span);
                SaidRecord { place, text, score: rounded(role.score) }
            });
            MentionRecord { place, text, label: mention.label, score: rounded(mention.score), role }
        });
        TagsRecord {
            doc: annotated.document.id(),
            lang: annotated.languages.lang,
            mentions: mentions.collect(),
        }
    }

    /// The entity at a position of the report's list.
    pub fn entity(&self, at: EntityIndex, entity: &'r Entity) -> EntityRecord<'r> {
        let variants = entity.variants.iter().map(|variant| VariantRecord {
            text: &variant.text,
            base: &variant.base,
            lang: variant.lang,
            script: variant.script.short_name(),
            count: variant.count,
            reasons: &variant.reasons,
        });
        let mentions = entity.mentions.iter().map(|at| {
            let mention = &self.documents[at.doc.0 as usize].mentions[at.mention as usize];
            self.doc_place(at.doc, mention.span)
        });
        let roles = entity.roles.iter().map(|role| RoleRecord {
            text: &role.text,
            lang: role.lang,
            place: self.doc_place(role.doc, role.span),
        });
        let tracked = self.continued.map(|continued| TrackedRecord::new(&continued.entities[at.0 as usize]));
        EntityRecord {
            id: &entity.id,
            tracked,
            label: entity.label,
            name: &entity.name,
            names: &entity.names,
            variants: variants.collect(),
            mentions: mentions.collect(),
            roles: roles.collect(),
            territory: entity.territory.as_deref(),
        }
    }

    /// The event at a position of the report's list.
    pub fn event(&self, at: usize, event: &'r Event) -> EventRecord<'r> {
        let mut languages: Vec<Lang> =
            event.docs.iter().map(|doc| self.documents[doc.0 as usize].languages.lang).collect();
        languages.sort_unstable();
        languages.dedup();
        let who = event.who.iter().map(|participant| {
            let entity = &self.entities[participant.entity.0 as usize];
            ParticipantRecord {
                entity: &entity.id,
                name: &entity.name,
                role: participant.role.as_deref(),
                role_lang: participant.role_lang,
            }
        });
        let lineage = event.lineage.iter().map(|line| LineageRecord {
            doc: self.document(line.doc).id(),
            of: self.document(line.of).id(),
            kind: line.kind,
            shared: rounded(line.shared),
        });
        let summary = event.summary.as_ref().map(|summary| SummaryRecord {
            lang: summary.lang,
            sentences: summary
                .sentences
                .iter()
                .map(|s| SentenceRecord {
                    text: &s.text,
                    cites: self.cites(&s.cites),
                    lang: s.lang,
                    by: &s.by,
                })
                .collect(),
        });
        let parts = event.parts.iter().map(|part| PartRecord {
            doc: self.document(part.doc).id(),
            aside: part.aside,
            spans: part.spans.iter().map(|&span| self.place(part.doc, span).0).collect(),
        });
        EventRecord {
            id: &event.id,
            tracked: self.continued.map(|continued| TrackedRecord::new(&continued.events[at])),
            docs: event.docs.iter().map(|&doc| self.document(doc).id()).collect(),
            parts: parts.collect(),
            languages,
            when: event.when.as_ref().map(|when| WhenRecord {
                from: when.from.to_string(),
                to: when.to.to_string(),
                precision: when.from.precision(),
                basis: when.basis,
                to_basis: when.to_basis,
            }),
            places: event.places.iter().map(|at| &*self.entities[at.0 as usize].id).collect(),
            who: who.collect(),
            headline: &event.headline,
            headline_by: &event.headline_by,
            origins: event.origins,
            lineage: lineage.collect(),
            evidence: &event.evidence,
            summary,
            conflicts: event.conflicts.iter().map(|conflict| self.conflict(conflict)).collect(),
        }
    }

    pub fn explanation(&self, explanation: &'r Explanation, events: &'r [Event]) -> ExplanationRecord<'r> {
        let event = |doc: DocIndex| {
            events
                .iter()
                .find(|event| event.main_docs().any(|main| main == doc))
                .map(|event| event.id.as_str())
        };
        ExplanationRecord {
            explanation,
            a: self.document(explanation.a).id(),
            b: self.document(explanation.b).id(),
            events: [event(explanation.a), event(explanation.b)],
        }
    }

    fn conflict(&self, conflict: &'r Conflict) -> ConflictRecord<'r> {
        let values =
            conflict.values.iter().map(|v| ValueRecord { value: &v.value, cites: self.cites(&v.cites) });
        ConflictRecord { about: &conflict.about, kind: conflict.kind, values: values.collect() }
    }
}
