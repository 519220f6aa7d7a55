//! What a run found, read from its records, over the documents of a [`Gold`].

use std::collections::BTreeMap;

use serde_json::Value;

use super::gold::{Gold, Place, RoleOf};
use crate::{
    text::CharIndex,
    types::{Field, Label, Lang},
};

#[derive(Clone, Debug, PartialEq)]
pub struct PredictedMention {
    pub field: Field,
    /// In characters of the field.
    pub start: u32,
    pub end: u32,
    pub label: Label,
    pub score: f64,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct PredictedDocument {
    pub lang: Option<(Lang, f64)>,
    pub mentions: Option<Vec<PredictedMention>>,
    pub roles: Vec<RoleOf>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct PredictedEntity {
    pub mentions: Vec<Place>,
}

/// A sentence and the places it cites.
pub type Cited = (String, Vec<Place>);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct PredictedEvent {
    pub docs: Vec<u32>,
    pub when: Option<(String, String)>,
    /// Document and the one it takes its text from.
    pub lineage: Vec<(u32, u32)>,
    /// By language; a run writes one, an evaluation asks for more.
    pub summaries: BTreeMap<Lang, Vec<Cited>>,
    /// Kind and values.
    pub conflicts: Vec<(String, Vec<String>)>,
}

/// Records of a run. A stage of which there is no record has no score.
#[derive(Clone, Debug, Default)]
pub struct Predicted {
    /// One for each gold document.
    pub documents: Vec<PredictedDocument>,
    pub entities: Option<Vec<PredictedEntity>>,
    pub events: Option<Vec<PredictedEvent>>,
}

/// What is wrong with the records.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    #[error("line {0} is no JSON object; give the output of `exonym` as JSON Lines")]
    Json(usize),
    #[error("no record names a labelled document; give the output of `exonym` for these fixtures")]
    Unrelated,
}

impl Predicted {
    /// Reads JSON Lines as `exonym run` writes them. Records of documents that are not labelled are left
    /// out.
    pub fn read(records: &str, gold: &Gold) -> Result<Predicted, RecordsError> {
        let mut reader = Reader { gold, index: gold.index(), bytes: false, seen: false };
        let mut found = Predicted {
            documents: vec![PredictedDocument::default(); gold.documents.len()],
            ..Predicted::default()
        };
        for (i, line) in records.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let record: Value = serde_json::from_str(line).map_err(|_| RecordsError::Json(i + 1))?;
            reader.take(&record, &mut found);
        }
        if !reader.seen && !gold.documents.is_empty() {
            return Err(RecordsError::Unrelated);
        }
        Ok(found)
    }

    /// Takes over summaries of the same events in a further language.
    pub fn add_summaries(&mut self, other: Predicted, lang: Lang) {
        let (Some(events), Some(others)) = (&mut self.events, other.events) else { return };
        for (event, mut other) in events.iter_mut().zip(others) {
            if let Some(summary) = other.summaries.remove(&lang).filter(|s| !s.is_empty()) {
                event.summaries.entry(lang).or_insert(summary);
            }
        }
    }
}

struct Reader<'g> {
    gold: &'g Gold,
    index: BTreeMap<&'g str, u32>,
    bytes: bool,
    seen: bool,
}

impl Reader<'_> {
    fn take(&mut self, record: &Value, found: &mut Predicted) {
        match record["type"].as_str() {
            Some("begin") => self.bytes = record["offsets"] == "byte",
            Some("language") => {
                let lang = record["lang"].as_str().and_then(|lang| lang.parse().ok());
                if let (Some(doc), Some(lang)) = (self.doc(&record["doc"]), lang) {
                    let confidence = record["confidence"].as_f64().unwrap_or(0.0);
                    found.documents[doc as usize].lang = Some((lang, confidence));
                }
            }
            Some("tags") => {
                let Some(doc) = self.doc(&record["doc"]) else { return };
                let roles = list(&record["mentions"]).filter_map(|mention| {
                    let (person, role) = (self.place(doc, mention)?, self.place(doc, &mention["role"])?);
                    let of = (person.start, person.end);
                    Some(RoleOf { field: person.field, start: role.start, end: role.end, of })
                });
                found.documents[doc as usize].roles = roles.collect();
                let mentions = list(&record["mentions"]).filter_map(|mention| {
                    let place = self.place(doc, mention)?;
                    Some(PredictedMention {
                        field: place.field,
                        start: place.start,
                        end: place.end,
                        label: Label::parse(mention["label"].as_str()?)?,
                        score: mention["score"].as_f64().unwrap_or(1.0),
                    })
                });
                let mentions = mentions.collect();
                found.documents[doc as usize].mentions = Some(mentions);
            }
            Some("entity") => {
                let mentions = self.places(&record["mentions"]);
                found.entities.get_or_insert_default().push(PredictedEntity { mentions });
            }
            Some("event") => {
                let event = self.event(record);
                found.events.get_or_insert_default().push(event);
            }
            // A run that got so far and found none.
            Some("end") if found.events.is_some() => _ = found.entities.get_or_insert_default(),
            _ => {}
        }
    }

    fn event(&mut self, record: &Value) -> PredictedEvent {
        // A document counts for the event that is its main news.
        let aside =
            |doc: &Value| list(&record["parts"]).any(|part| part["aside"] == true && part["doc"] == *doc);
        let docs = list(&record["docs"]).filter(|doc| !aside(doc)).filter_map(|doc| self.doc(doc)).collect();
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let when = text(&record["when"]["from"]).zip(text(&record["when"]["to"]));
        let lineage = list(&record["lineage"]).filter_map(|l| self.doc(&l["doc"]).zip(self.doc(&l["of"])));
        let lineage = lineage.collect();
        let mut summaries = BTreeMap::new();
        if let Some(lang) = record["summary"]["lang"].as_str().and_then(|lang| lang.parse().ok()) {
            let sentence = |s: &Value| (text(&s["text"]).unwrap_or_default(), self.places(&s["cites"]));
            summaries.insert(lang, list(&record["summary"]["sentences"]).map(sentence).collect());
        }
        let conflicts = list(&record["conflicts"]).map(|conflict| {
            let values = list(&conflict["values"]).filter_map(|v| text(&v["value"])).collect();
            (text(&conflict["kind"]).unwrap_or_default(), values)
        });
        PredictedEvent { docs, when, lineage, summaries, conflicts: conflicts.collect() }
    }

    fn doc(&mut self, id: &Value) -> Option<u32> {
        let doc = self.index.get(id.as_str()?).copied();
        self.seen |= doc.is_some();
        doc
    }

    fn places(&mut self, places: &Value) -> Vec<Place> {
        let of = |place: &Value| {
            let doc = self.doc(&place["doc"])?;
            self.place(doc, place)
        };
        list(places).filter_map(of).collect()
    }

    fn place(&self, doc: u32, value: &Value) -> Option<Place> {
        let field = match value["field"].as_str()? {
            "title" => Field::Title,
            "text" => Field::Text,
            _ => return None,
        };
        let text = self.gold.documents[doc as usize].field(field);
        let at = |name: &str| {
            let at = usize::try_from(value[name].as_u64()?).ok()?;
            if !self.bytes {
                return u32::try_from(at).ok();
            }
            text.is_char_boundary(at).then(|| CharIndex::new(text).chars(at) as u32)
        };
        Some(Place { doc, field, start: at("start")?, end: at("end")? })
    }
}

fn list(value: &Value) -> std::slice::Iter<'_, Value> {
    value.as_array().map_or(&[][..], Vec::as_slice).iter()
}
