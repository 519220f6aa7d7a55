//! The state that a run continues: opened before it, moved on after it.

use std::{collections::BTreeMap, time::Instant};

use crate::{
    cli::{
        exit::Failure,
        settings::{Continuing, Talk},
    },
    feed::Feed,
    models::Model,
    pipeline::{self, Options, PipelineError, Progress, Report, Window},
    store::{State, Store, StoreError, Update},
    types::Fingerprint,
};

/// A state that nobody else can open meanwhile.
pub struct Opened {
    store: Store,
    state: State,
    window: Window,
    talk: Talk,
}

impl Opened {
    pub fn open(asked: &Continuing, model: &str, talk: Talk) -> Result<Opened, Failure> {
        let start = Instant::now();
        let store = Store::open(&asked.folder, model).map_err(failure)?;
        let state = store.read().map_err(failure)?;
        let (run, documents) = (state.run, state.documents.len());
        talk.detail(&format!(
            "state of {run} runs with {documents} documents read in {:.1?}",
            start.elapsed()
        ));
        Ok(Opened { store, state, window: asked.window, talk })
    }

    pub fn known(&self) -> BTreeMap<String, Fingerprint> {
        self.state.fingerprints()
    }

    pub fn advance(
        self,
        feed: Feed,
        model: &Model,
        options: &Options,
        progress: &dyn Progress,
    ) -> Result<(Report, Pending), PipelineError> {
        let Opened { store, state, window, talk } = self;
        let (report, update) = pipeline::advance(feed, state, model, options, &window, progress)?;
        if let Some(c) = &report.continued {
            talk.detail(&format!(
                "{} new documents, {} that came before, {} older than the window; {} stay in it",
                c.new, c.repeated, c.expired, c.window
            ));
        }
        Ok((report, Pending { store, update }))
    }
}

/// A state that will be the next once what it holds has been written out.
pub struct Pending {
    store: Store,
    update: Update,
}

impl Pending {
    pub fn commit(self) -> Result<(), Failure> {
        self.store.commit(&self.update).map_err(failure)
    }
}

fn failure(error: StoreError) -> Failure {
    match error {
        // The wrong options, or no room for the output.
        StoreError::Model { .. } | StoreError::Write { .. } => Failure::usage(error),
        _ => Failure::unreadable(error),
    }
}
