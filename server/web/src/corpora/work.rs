//! Work on a corpus that takes a while.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use headlight_core::ModelId;
use serde::Serialize;
use tokio::sync::watch;
use utoipa::ToSchema;

use crate::error::ApiError;

/// What is worked on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// The corpus is fetched.
    Get,
    /// Its index by a model is built.
    Build(ModelId),
    /// The heads of a model are measured on it.
    Heads(ModelId),
    /// Probes are trained on its index by a model.
    Probes(ModelId),
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Files come over the network; counted in bytes.
    Download,
    /// Sentences are read.
    Read,
    /// Sentences become tokens; counted in sentences.
    Tokenize,
    /// Tokens become vectors.
    Build,
    /// Heads are measured; counted in sentences.
    Measure,
    /// Probes are trained; counted in passes over the words.
    Train,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct Progress {
    /// What is being done.
    pub phase: Phase,
    /// What is done of this phase.
    pub done: u64,
    /// How much it is in all, or about so much.
    pub total: u64,
    /// How much is done in a second; null at first.
    #[schema(required)]
    pub rate: Option<f64>,
    /// Seconds until the phase ends, if it goes on like this; null at first.
    #[schema(required)]
    pub seconds_left: Option<f64>,
}

/// How work stands.
#[derive(Clone, Debug)]
pub(crate) enum WorkState {
    /// It goes on.
    Running(Progress),
    /// It has come to its end.
    Done,
    /// Somebody has stopped it.
    Stopped,
    /// It went wrong.
    Failed(ApiError),
}

/// What work tells how far it has come, from any thread.
#[derive(Clone)]
pub(super) struct Reporter {
    pub(super) state: watch::Sender<WorkState>,
    pub(super) stop: Arc<AtomicBool>,
    begun: Option<(Phase, Instant, u64)>,
}

/// Before that, a rate is a guess.
const FIRST_RATE: Duration = Duration::from_millis(500);

impl Reporter {
    /// Nothing done yet.
    pub(super) fn new(first: Phase) -> Self {
        let nothing = Progress {
            phase: first,
            done: 0,
            total: 0,
            rate: None,
            seconds_left: None,
        };
        Self {
            state: watch::Sender::new(WorkState::Running(nothing)),
            stop: Arc::default(),
            begun: None,
        }
    }

    /// Tells how far a phase has come; false where the work shall end.
    pub(super) fn tell(&mut self, phase: Phase, done: u64, total: u64) -> bool {
        let (since, from) = match self.begun {
            Some((begun, since, from)) if begun == phase => (since, from),
            _ => {
                let now = Instant::now();
                self.begun = Some((phase, now, done));
                (now, done)
            }
        };
        let seconds = since.elapsed();
        let rate = (seconds >= FIRST_RATE && done > from)
            .then(|| (done - from) as f64 / seconds.as_secs_f64());
        let left = rate.map(|rate| total.saturating_sub(done) as f64 / rate);
        let progress = Progress {
            phase,
            done,
            total,
            rate,
            seconds_left: left,
        };
        self.state.send_if_modified(|state| {
            let running = matches!(state, WorkState::Running(_));
            if running {
                *state = WorkState::Running(progress);
            }
            running
        });
        !self.stop.load(Ordering::Relaxed)
    }
}
