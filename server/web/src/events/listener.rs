//! Who hears how far an explanation has come.

use std::time::{Duration, Instant};

use serde::Serialize;
use tokio::sync::mpsc;

use super::answer::Explanation;
use crate::error::Problem;

/// At least so long lies between two partial results.
const PAUSE: Duration = Duration::from_millis(300);

/// What is heard.
pub(super) enum Event {
    /// How far it has come.
    Progress(Progress),
    /// What is known so far.
    Partial(Box<Explanation>),
    /// The end.
    Result(Box<Explanation>),
    /// The end without an answer.
    Error(Problem),
}

/// How far an explanation has come.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Progress {
    /// Masks about which models were asked.
    done: usize,
    /// About how many it will be.
    total: usize,
    /// `explain`, then `faithfulness`.
    phase: &'static str,
}

/// Where events go; nowhere, when the answer is asked for as a whole.
pub(super) struct Listener {
    events: Option<mpsc::Sender<Event>>,
    progress: Progress,
    last: Instant,
}

impl Listener {
    /// Nobody.
    pub(super) fn none() -> Self {
        Self::new(None)
    }

    /// Somebody.
    pub(super) fn to(events: mpsc::Sender<Event>) -> Self {
        Self::new(Some(events))
    }

    fn new(events: Option<mpsc::Sender<Event>>) -> Self {
        Self {
            events,
            progress: Progress {
                done: 0,
                total: 0,
                phase: "explain",
            },
            last: Instant::now(),
        }
    }

    /// A phase begins, with about so many masks to ask about.
    pub(super) async fn begin(&mut self, phase: &'static str, total: usize) {
        self.progress = Progress {
            done: 0,
            total,
            phase,
        };
        self.tell(Event::Progress(self.progress.clone())).await;
    }

    /// A model was asked about more masks. Who is slow to listen misses some of it: the next word says
    /// more.
    pub(super) fn asked(&mut self, masks: usize) {
        if masks == 0 {
            return;
        }
        self.progress.done += masks;
        self.progress.total = self.progress.total.max(self.progress.done);
        if let Some(events) = &self.events {
            let _ = events.try_send(Event::Progress(self.progress.clone()));
        }
    }

    /// Whether it is time for a partial result.
    pub(super) fn is_due(&self) -> bool {
        self.events.is_some() && self.last.elapsed() >= PAUSE
    }

    /// A partial result.
    pub(super) async fn partial(&mut self, explanation: Explanation) {
        self.last = Instant::now();
        self.tell(Event::Partial(Box::new(explanation))).await;
    }

    async fn tell(&self, event: Event) {
        if let Some(events) = &self.events {
            // Who has gone takes the whole job along.
            let _ = events.send(event).await;
        }
    }
}
