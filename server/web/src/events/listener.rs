//! Who hears how far some work has come.

use std::time::{Duration, Instant};

use serde::Serialize;
use tokio::sync::mpsc;

/// At least so long lies between two partial results that repeat each other.
const PAUSE: Duration = Duration::from_millis(300);

/// What is heard: a name and its JSON.
pub(super) struct Event {
    pub name: &'static str,
    pub json: String,
}

impl Event {
    pub(super) fn new(name: &'static str, content: &impl Serialize) -> Self {
        Self {
            name,
            json: serde_json::to_string(content).unwrap_or_default(),
        }
    }
}

/// How far some work has come.
#[derive(Clone, Debug, Serialize)]
struct Progress {
    /// What is done of this phase, in its own measure.
    done: usize,
    /// About how much it will be.
    total: usize,
    phase: &'static str,
}

/// Where events go; nowhere, when the answer is asked for as a whole.
pub(crate) struct Listener {
    events: Option<mpsc::Sender<Event>>,
    progress: Progress,
    last: Instant,
}

impl Listener {
    /// Nobody.
    pub(crate) fn none() -> Self {
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
                phase: "",
            },
            last: Instant::now(),
        }
    }

    /// Whether anybody listens.
    pub(crate) fn is_there(&self) -> bool {
        self.events.is_some()
    }

    /// A phase begins, with about so much to do.
    pub(crate) async fn begin(&mut self, phase: &'static str, total: usize) {
        self.progress = Progress {
            done: 0,
            total,
            phase,
        };
        let event = Event::new("progress", &self.progress);
        self.tell(event).await;
    }

    /// More of the phase is done. Who is slow to listen misses some of it: the next word says more.
    pub(crate) fn asked(&mut self, more: usize) {
        if more == 0 {
            return;
        }
        self.progress.done += more;
        self.progress.total = self.progress.total.max(self.progress.done);
        if let Some(events) = &self.events {
            let _ = events.try_send(Event::new("progress", &self.progress));
        }
    }

    /// Whether it is time for a partial result.
    pub(crate) fn is_due(&self) -> bool {
        self.events.is_some() && self.last.elapsed() >= PAUSE
    }

    /// A partial result; of a slow listener it waits.
    pub(crate) async fn partial(&mut self, partial: &impl Serialize) {
        self.last = Instant::now();
        if self.is_there() {
            self.tell(Event::new("partial", partial)).await;
        }
    }

    async fn tell(&self, event: Event) {
        if let Some(events) = &self.events {
            // Who has gone takes the whole job along.
            let _ = events.send(event).await;
        }
    }
}
