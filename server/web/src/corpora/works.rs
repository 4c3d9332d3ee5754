//! Who works on what.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use headlight_corpus::CorpusId;
use tokio::sync::watch;
use tokio::task::AbortHandle;

use super::lock;
use super::work::{Kind, Phase, Reporter, WorkState};
use crate::app::App;
use crate::error::ApiError;
use crate::inference::Failure;

/// Work that goes on or has ended, by corpus and kind.
#[derive(Default)]
pub(super) struct Works(Mutex<HashMap<(CorpusId, Kind), Work>>);

struct Work {
    state: watch::Receiver<WorkState>,
    stop: Arc<AtomicBool>,
    task: AbortHandle,
}

impl Works {
    /// Begins work, unless it goes on already. It ends by itself when the server stops.
    pub(super) fn begin<F>(
        &self,
        app: &Arc<App>,
        key: (CorpusId, Kind),
        first: Phase,
        work: impl FnOnce(Arc<App>, Reporter) -> F,
    ) where
        F: Future<Output = Result<(), ApiError>> + Send + 'static,
    {
        let mut works = lock(&self.0);
        if works.get(&key).is_some_and(Work::goes_on) {
            return;
        }
        let reporter = Reporter::new(first);
        let (sender, stop) = (reporter.state.clone(), reporter.stop.clone());
        let state = sender.subscribe();
        let work = work(app.clone(), reporter);
        let server = app.clone();
        let ends = stop.clone();
        let task = tokio::spawn(async move {
            let outcome = tokio::select! {
                outcome = work => outcome,
                () = server.stopped() => Err(Failure::Stopping.into()),
            };
            // What runs on another thread learns of it there.
            ends.store(true, Ordering::Relaxed);
            sender.send_replace(match outcome {
                Ok(()) => WorkState::Done,
                Err(error) => WorkState::Failed(error),
            });
        });
        let task = task.abort_handle();
        works.insert(key, Work { state, stop, task });
    }

    /// How work stands; none where there was none since the server started.
    pub(super) fn state(&self, key: &(CorpusId, Kind)) -> Option<WorkState> {
        lock(&self.0).get(key).map(Work::now)
    }

    /// Hears how work goes on.
    pub(super) fn hear(&self, key: &(CorpusId, Kind)) -> Option<watch::Receiver<WorkState>> {
        lock(&self.0).get(key).map(|work| work.state.clone())
    }

    /// Stops work; false where there is none.
    pub(super) fn stop(&self, key: &(CorpusId, Kind)) -> bool {
        let mut works = lock(&self.0);
        let Some(work) = works.get_mut(key).filter(|work| work.goes_on()) else {
            return false;
        };
        work.stop.store(true, Ordering::Relaxed);
        work.task.abort();
        // The task is gone without a word: this is the last one.
        let (_, state) = watch::channel(WorkState::Stopped);
        work.state = state;
        true
    }
}

impl Work {
    fn now(&self) -> WorkState {
        let state = self.state.borrow().clone();
        let gone = self.state.has_changed().is_err();
        match state {
            WorkState::Running(_) if gone => {
                WorkState::Failed(ApiError::internal(&"work on a corpus broke off"))
            }
            state => state,
        }
    }

    fn goes_on(&self) -> bool {
        matches!(self.now(), WorkState::Running(_))
    }
}
