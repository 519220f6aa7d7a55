//! Where the stages meet: documents in, a [`Report`] out. (In work.)

use crate::types::{Annotated, Entity, Event, Issue};

/// All that a run found, in input order.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub documents: Vec<Annotated>,
    pub entities: Vec<Entity>,
    pub events: Vec<Event>,
    pub issues: Vec<Issue>,
}

/// How far a run goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Until {
    Languages,
    Tags,
    Entities,
    Events,
    Summaries,
}
