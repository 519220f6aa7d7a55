//! Runs that continue each other: a window of documents that moves along a stream.
//!
//! Each run links and groups the documents of the window together with the new ones, as a run over all of
//! them would, and then finds out which groups are the ones of the run before ([`crate::track`]). What it
//! costs grows with the window, not with the stream.

use std::collections::{BTreeMap, BTreeSet};

use super::{Options, PipelineError, Progress, Report, Until, annotate, relate, tell};
use crate::feed::Feed;
use crate::models::Model;
use crate::store::{Kept, Member, Number, Seen, State, Update};
use crate::track::{Known, Status, Tracked, track};
use crate::types::{Annotated, DocIndex, Event};

const DAY: i64 = 86_400;

/// What of a stream is kept, and what of it is told.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// How long a document stays, by its day of publication or, where it has none, by the time of the
    /// stream when it came.
    pub days: u32,
    /// Tell of all events, not only of those that are not [`Status::Unchanged`].
    pub all: bool,
}

impl Default for Window {
    fn default() -> Self {
        // Reports that lie further apart are not compared.
        Self { days: 30, all: false }
    }
}

/// How a report continues earlier runs.
#[derive(Clone, Debug, Default)]
pub struct Continued {
    /// What became of each event of the report.
    pub events: Vec<Tracked>,
    /// What became of each entity of the report.
    pub entities: Vec<Tracked>,
    /// Documents that are told: those of the report's events.
    pub documents: BTreeSet<DocIndex>,
    /// Documents that no earlier run has read.
    pub new: usize,
    /// Documents that came again and were left out.
    pub repeated: usize,
    /// Documents that this run forgets.
    pub expired: usize,
    /// Documents that the next run will know.
    pub window: usize,
    /// Nothing was left out because it did not change.
    pub all: bool,
}

/// Continues a state by a feed that was read with [`State::fingerprints`] as known. The report holds the
/// documents and entities of window and feed, and the events that are told; the update is for
/// [`crate::store::Store::commit`] once the report is where it should be.
///
/// # Errors
/// If the network fails or there are no threads.
pub fn advance(
    feed: Feed,
    state: State,
    model: &Model,
    options: &Options,
    window: &Window,
    progress: &dyn Progress,
) -> Result<(Report, Update), PipelineError> {
    let Feed { documents, issues, tags, languages, repeated, .. } = feed;
    // The next runs may need the vectors, however far this one goes.
    let known = annotate::Known { mentions: &tags, languages: &languages, vectors: true };
    let new = annotate::annotate(documents, known, model, super::jobs(options), progress)?;
    let mut moving = Moving::new(state, &new, window);
    moving.repeat(&repeated);
    let run = moving.state.run + 1;

    let kept = std::mem::take(&mut moving.state.documents);
    let first_new = kept.len();
    let added: Vec<Kept> = (moving.next..).zip(&new).map(|(number, a)| Kept::new(number, a)).collect();
    drop(new);
    let numbers: Vec<Number> = kept.iter().chain(&added).map(|k| k.number).collect();
    let documents: Vec<Annotated> = kept.into_iter().chain(added).map(|k| k.annotated).collect();
    let grouping = Options { until: options.until.min(Until::Events), ..options.clone() };
    let mut report = relate(documents, None, None, &grouping)?;
    report.issues = issues;

    let place: BTreeMap<Number, DocIndex> = numbers.iter().copied().zip((0..).map(DocIndex)).collect();
    let reported: Vec<Vec<Place>> = report.events.iter().map(told_by).collect();
    let named: Vec<Vec<Place>> =
        report.entities.iter().map(|e| e.mentions.iter().map(|at| (at.doc, at.mention)).collect()).collect();
    let own = report.events.iter().map(|e| e.id.as_str());
    let events = continued(&moving.state.events, &reported, own, &place, run);
    let own = report.entities.iter().map(|e| e.id.as_str());
    let entities = continued(&moving.state.entities, &named, own, &place, run);
    report.events.iter_mut().zip(&events).for_each(|(event, t)| event.id.clone_from(&t.id));
    report.entities.iter_mut().zip(&entities).for_each(|(entity, t)| entity.id.clone_from(&t.id));

    let mut update = Update { run, expired: moving.expired, ..Update::default() };
    let stays: Vec<bool> =
        (0..).zip(&report.documents).map(|(at, a)| at < first_new || moving.horizon.holds(a)).collect();
    let number = |doc: DocIndex| stays[doc.0 as usize].then(|| numbers[doc.0 as usize]);
    update.events = groups(&events, &reported, number);
    update.entities = groups(&entities, &named, number);
    for (at, annotated) in report.documents.iter().enumerate().skip(first_new) {
        let document = &annotated.document;
        let seen = Seen { fingerprint: document.fingerprint(), first: moving.clock, last: moving.clock };
        moving.touched.insert(document.id().to_owned(), seen);
        if stays[at] {
            update.added.push(Kept { number: numbers[at], annotated: annotated.clone() });
        }
    }
    update.forgotten = moving
        .state
        .seen
        .into_iter()
        .filter(|(id, seen)| {
            let last = moving.touched.get(id).map_or(seen.last, |t| t.last);
            moving.left.contains(id) && moving.horizon.is_past(last)
        })
        .map(|(id, _)| id)
        .collect();
    update.seen = moving.touched.into_iter().collect();

    let mut continued = Continued {
        entities,
        new: report.documents.len() - first_new,
        repeated: repeated.len(),
        expired: update.expired.len(),
        window: first_new + update.added.len(),
        all: window.all,
        ..Continued::default()
    };
    let told = |t: &Tracked| window.all || t.status != Status::Unchanged;
    let told: Vec<_> =
        std::mem::take(&mut report.events).into_iter().zip(events).filter(|(_, t)| told(t)).collect();
    (report.events, continued.events) = told.into_iter().unzip();
    continued.documents = report.events.iter().flat_map(|event| event.docs.iter().copied()).collect();
    if options.until >= Until::Summaries {
        tell(&mut report, options);
    }
    report.continued = Some(continued);
    Ok((report, update))
}

/// A state on its way to the next.
struct Moving {
    state: State,
    /// Number of the next document.
    next: Number,
    clock: Option<i64>,
    horizon: Horizon,
    /// Numbers of the documents that leave the window.
    expired: Vec<Number>,
    /// Ids that are known although their documents are not in the window.
    left: BTreeSet<String>,
    /// Rows of documents that were given, or got their time, in this run.
    touched: BTreeMap<String, Seen>,
}

impl Moving {
    /// Takes out of the state what leaves the window when `new` comes.
    fn new(mut state: State, new: &[Annotated], window: &Window) -> Moving {
        let next = state.next();
        let published = |a: &Annotated| a.document.published().and_then(|p| p.seconds());
        let clock =
            clock(state.documents.iter().map(|k| &k.annotated).chain(new).filter_map(published).collect());
        let horizon = Horizon(clock.map(|clock| clock - i64::from(window.days) * DAY));
        let mut touched = BTreeMap::new();
        for (id, seen) in state.seen.iter().filter(|(_, seen)| seen.first.is_none() && clock.is_some()) {
            touched.insert(id.clone(), Seen { first: clock, last: seen.last.or(clock), ..*seen });
        }
        let mut expired = Vec::new();
        let seen = &state.seen;
        state.documents.retain(|kept| {
            let first = || seen.get(kept.annotated.document.id()).and_then(|seen| seen.first);
            let leaves = horizon.is_past(published(&kept.annotated).or_else(first));
            if leaves {
                expired.push(kept.number);
            }
            !leaves
        });
        let held: BTreeSet<&str> = state.documents.iter().map(|k| k.annotated.document.id()).collect();
        let left = state.seen.keys().filter(|id| !held.contains(id.as_str())).cloned().collect();
        Moving { state, next, clock, horizon, expired, left, touched }
    }

    fn repeat(&mut self, ids: &[String]) {
        for id in ids {
            if let Some(seen) = self.state.seen.get(id) {
                let row = self.touched.entry(id.clone()).or_insert(*seen);
                row.last = self.clock.or(row.last);
            }
        }
    }
}

/// What is before it leaves the window.
#[derive(Clone, Copy)]
struct Horizon(Option<i64>);

impl Horizon {
    fn is_past(self, time: Option<i64>) -> bool {
        self.0.zip(time).is_some_and(|(horizon, time)| time < horizon)
    }

    fn holds(self, new: &Annotated) -> bool {
        !self.is_past(new.document.published().and_then(|p| p.seconds()))
    }
}

/// The time of a stream by the dates of its documents: nine in ten are not later, and of two or more at
/// least one is, so that a wrong date in the future does not empty the window.
fn clock(mut dates: Vec<i64>) -> Option<i64> {
    dates.sort_unstable();
    dates.get(dates.len().checked_sub(1)? * 9 / 10).copied()
}

/// A member of a group of this run: as [`Member`], by the document's place in the report.
type Place = (DocIndex, u32);

/// The members of an event: documents whose main news it is, and what others tell of it aside.
fn told_by(event: &Event) -> Vec<Place> {
    let asides = event.parts.iter().filter(|part| part.aside);
    let asides = asides.flat_map(|part| part.spans.iter().map(|span| (part.doc, span.start + 1)));
    event.main_docs().map(|doc| (doc, 0)).chain(asides).collect()
}

/// The groups of the run before, as far as their members are still there, continued by those of this run,
/// whose ids would be `own`.
fn continued<'r>(
    old: &[Known<Member>],
    new: &[Vec<Place>],
    own: impl Iterator<Item = &'r str>,
    place: &BTreeMap<Number, DocIndex>,
    run: u32,
) -> Vec<Tracked> {
    let old = old.iter().map(|group| Known {
        id: group.id.clone(),
        since: group.since,
        members: group.members.iter().filter_map(|&(n, within)| Some((*place.get(&n)?, within))).collect(),
    });
    let old: Vec<Known<Place>> = old.filter(|group| !group.members.is_empty()).collect();
    let new: Vec<(Vec<Place>, &str)> = new.iter().cloned().zip(own).collect();
    track(&old, &new, run)
}

/// Groups as the state keeps them, without what it does not keep.
fn groups(
    tracked: &[Tracked],
    members: &[Vec<Place>],
    number: impl Fn(DocIndex) -> Option<Number>,
) -> Vec<Known<Member>> {
    let known = tracked.iter().zip(members).map(|(tracked, members)| Known {
        id: tracked.id.clone(),
        since: tracked.since,
        members: members.iter().filter_map(|&(doc, within)| Some((number(doc)?, within))).collect(),
    });
    known.filter(|group| !group.members.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_date_does_not_move_the_clock() {
        assert_eq!(clock(vec![]), None);
        assert_eq!(clock(vec![5]), Some(5));
        assert_eq!(clock(vec![9_000, 5]), Some(5));
        assert_eq!(clock(vec![3, 9_000, 1, 4, 2]), Some(4));
        assert_eq!(clock((0..100).collect()), Some(89));
    }
}
