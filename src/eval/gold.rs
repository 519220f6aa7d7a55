//! Labelled documents: what a run should find.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::types::{Field, Label, Lang};

/// Characters `start..end` of a field of document number `doc` of the [`Gold`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    pub doc: u32,
    pub field: Field,
    pub start: u32,
    pub end: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GoldMention {
    pub field: Field,
    /// In characters of the field.
    pub start: u32,
    pub end: u32,
    pub label: Label,
    /// Id of its entity; without one the mention is not scored in linking.
    pub entity: Option<String>,
    /// Its base form, where the labels give it.
    pub base: Option<String>,
}

/// What a text says beside a person's name that the person is: characters `start..end` of the field, of the person
/// at characters `of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleOf {
    pub field: Field,
    pub start: u32,
    pub end: u32,
    pub of: (u32, u32),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct GoldDocument {
    pub id: String,
    /// The input it comes from: file or folder name without ending.
    pub set: String,
    pub lang: Option<Lang>,
    pub title: String,
    pub text: String,
    /// Its event; without one the document is not scored in grouping.
    pub cluster: Option<String>,
    /// The document from which its text is taken.
    pub of: Option<String>,
    /// `None` where names are not labelled.
    pub mentions: Option<Vec<GoldMention>>,
    /// `None` where roles are not labelled.
    pub roles: Option<Vec<RoleOf>>,
    pub published: Option<String>,
    pub source: Option<String>,
}

impl GoldDocument {
    pub fn field(&self, field: Field) -> &str {
        match field {
            Field::Title => &self.title,
            Field::Text => &self.text,
        }
    }

    /// The document as a feed gives it: nothing that a run should find itself.
    pub fn unlabelled(&self) -> Value {
        let mut record = Map::new();
        record.insert("id".into(), self.id.clone().into());
        if !self.title.is_empty() {
            record.insert("title".into(), self.title.clone().into());
        }
        record.insert("text".into(), self.text.clone().into());
        for (key, value) in [("published", &self.published), ("source", &self.source)] {
            if let Some(value) = value {
                record.insert(key.into(), value.clone().into());
            }
        }
        Value::Object(record)
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct GoldEntity {
    pub id: String,
    pub name: String,
    pub names: BTreeMap<Lang, String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GoldConflict {
    pub about: String,
    pub kind: String,
    pub values: Vec<String>,
}

/// One event, from all lines with its id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GoldEvent {
    /// The `cluster` of its documents.
    pub id: String,
    pub summaries: BTreeMap<Lang, String>,
    /// First and last day, ISO 8601.
    pub when: Option<(String, String)>,
    /// `None` where conflicts are not labelled.
    pub conflicts: Option<Vec<GoldConflict>>,
}

/// All that was labelled, in input order.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    pub documents: Vec<GoldDocument>,
    pub entities: Vec<GoldEntity>,
    pub events: Vec<GoldEvent>,
}

impl Gold {
    /// Documents as a feed, JSON Lines without labels.
    pub fn feed(&self) -> Vec<u8> {
        let lines = self.documents.iter().map(|document| document.unlabelled().to_string() + "\n");
        lines.collect::<String>().into_bytes()
    }

    /// Documents by their id.
    pub fn index(&self) -> BTreeMap<&str, u32> {
        (0..).zip(&self.documents).map(|(i, document)| (&*document.id, i)).collect()
    }

    /// Languages of the reference summaries.
    pub fn summary_languages(&self) -> BTreeSet<Lang> {
        self.events.iter().flat_map(|event| event.summaries.keys().copied()).collect()
    }

    /// What is wrong with it: ids that stand twice, mentions outside their field or over each other.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut ids = BTreeSet::new();
        for document in &self.documents {
            let id = &document.id;
            if !ids.insert(id) {
                faults.push(format!("two documents have the id `{id}`; give each its own"));
            }
            for field in [Field::Title, Field::Text] {
                let length = document.field(field).chars().count();
                let mentions = document.mentions.iter().flatten().filter(|m| m.field == field);
                for mention in mentions {
                    if mention.start >= mention.end || mention.end as usize > length {
                        let (start, end) = (mention.start, mention.end);
                        faults.push(format!(
                            "document `{id}`: mention {start}..{end} does not lie in its {length} characters; \
                             offsets count characters of the field"
                        ));
                    }
                }
            }
        }
        faults
    }
}

/// The label that a data set's own tag stands for; `None` for what is no name (dates, numbers).
pub fn label_of(tag: &str) -> Option<Label> {
    let tag = tag.to_ascii_uppercase();
    Some(match &*tag {
        "PER" | "PERS" | "PERSON" => Label::Person,
        "ORG" | "ORGANIZATION" | "ORGANISATION" | "CORP" | "GROUP" => Label::Organisation,
        "LOC" | "LOCATION" | "GPE" | "GEO" | "FAC" | "PLACE" => Label::Location,
        "EVT" | "EVENT" | "EVN" => Label::Event,
        "MISC" | "PRO" | "PROD" | "PRODUCT" | "NORP" | "WORK_OF_ART" | "LAW" | "LANGUAGE" => Label::Other,
        _ => return None,
    })
}
