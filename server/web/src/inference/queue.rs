//! The two queues between handlers and workers.

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use headlight_core::ModelInfo;

use super::Failure;
use super::jobs::{Stepwise, TraceJob};
use crate::Settings;
use crate::metrics::Metrics;

/// Padded tokens of one batch of traces.
const MAX_BATCH_TOKENS: usize = 2048;

/// Bytes that one batch of traces may leave behind.
const MAX_BATCH_BYTES: usize = 256 << 20;

/// Which queue a job waits in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Somebody waits for it: goes first.
    Interactive,
    /// Takes long: goes when nothing interactive waits, and takes turns with its like.
    Bulk,
}

impl Lane {
    const ALL: [Self; 2] = [Self::Interactive, Self::Bulk];

    fn label(self) -> [(&'static str, &'static str); 1] {
        let name = match self {
            Self::Interactive => "interactive",
            Self::Bulk => "bulk",
        };
        [("queue", name)]
    }
}

/// What waits in a queue.
pub(super) enum Job {
    /// One sequence to be traced.
    Trace(TraceJob),
    /// Anything else.
    Steps(Box<dyn Stepwise>),
}

impl Job {
    fn abandoned(&self) -> bool {
        match self {
            Self::Trace(job) => job.reply.is_closed(),
            Self::Steps(job) => job.abandoned(),
        }
    }
}

/// What a worker does next.
pub(super) enum Turn {
    /// Traces for one model, as one batch.
    Traces(Arc<ModelInfo>, Vec<TraceJob>),
    /// One step of a job, which is handed back if there is more to do.
    Step(Lane, Arc<ModelInfo>, Box<dyn Stepwise>),
    /// Nothing came until the time at which the worker wanted to be woken.
    Woken,
}

/// Jobs that wait: interactive ones are taken first, bulk ones in turns.
pub(super) struct Queue {
    waiting: Mutex<Waiting>,
    changed: Condvar,
    interactive_capacity: usize,
    bulk_capacity: usize,
    metrics: Arc<Metrics>,
}

struct Waiting {
    interactive: VecDeque<Ticket>,
    bulk: VecDeque<Ticket>,
    open: bool,
}

struct Ticket {
    model: Arc<ModelInfo>,
    job: Job,
    /// When it came; none once it has had its first turn.
    since: Option<Instant>,
}

impl Queue {
    /// Two empty queues.
    pub(super) fn new(settings: &Settings, metrics: Arc<Metrics>) -> Self {
        let waiting = Waiting {
            interactive: VecDeque::new(),
            bulk: VecDeque::new(),
            open: true,
        };
        Self {
            waiting: Mutex::new(waiting),
            changed: Condvar::new(),
            interactive_capacity: settings.interactive_capacity,
            bulk_capacity: settings.bulk_capacity,
            metrics,
        }
    }

    /// Lets a job wait.
    pub(super) fn push(&self, lane: Lane, model: Arc<ModelInfo>, job: Job) -> Result<(), Failure> {
        let mut waiting = self.lock();
        if !waiting.open {
            return Err(Failure::Stopping);
        }
        let capacity = match lane {
            Lane::Interactive => self.interactive_capacity,
            Lane::Bulk => self.bulk_capacity,
        };
        let queued = waiting.line(lane);
        if queued.len() >= capacity {
            queued.retain(|ticket| !ticket.job.abandoned());
        }
        if queued.len() >= capacity {
            return Err(Failure::Busy);
        }
        queued.push_back(Ticket {
            model,
            job,
            since: Some(Instant::now()),
        });
        self.tell(&mut waiting);
        Ok(())
    }

    /// Lets a job wait for its next turn, behind the others.
    pub(super) fn hand_back(&self, lane: Lane, model: Arc<ModelInfo>, job: Box<dyn Stepwise>) {
        let mut waiting = self.lock();
        waiting.line(lane).push_back(Ticket {
            model,
            job: Job::Steps(job),
            since: None,
        });
        self.tell(&mut waiting);
    }

    /// The next turn, as soon as there is one or it is time to `wake`; none when the queue is closed
    /// and empty.
    pub(super) fn take(&self, wake: Option<Instant>) -> Option<Turn> {
        let mut waiting = self.lock();
        loop {
            if let Some((lane, ticket)) = waiting.next() {
                self.observe(lane, &ticket);
                let turn = match ticket.job {
                    Job::Steps(job) => Turn::Step(lane, ticket.model, job),
                    Job::Trace(job) => {
                        let batch = self.fill(job, &ticket.model, waiting.line(lane));
                        Turn::Traces(ticket.model, batch)
                    }
                };
                self.tell(&mut waiting);
                return Some(turn);
            }
            if !waiting.open {
                return None;
            }
            let patience = wake.map(|wake| wake.saturating_duration_since(Instant::now()));
            if patience == Some(Duration::ZERO) {
                return Some(Turn::Woken);
            }
            waiting = self.wait(waiting, patience);
        }
    }

    fn wait<'a>(
        &self,
        waiting: MutexGuard<'a, Waiting>,
        patience: Option<Duration>,
    ) -> MutexGuard<'a, Waiting> {
        let Some(patience) = patience else {
            let woken = self.changed.wait(waiting);
            return woken.unwrap_or_else(PoisonError::into_inner);
        };
        let woken = self.changed.wait_timeout(waiting, patience);
        woken.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Takes nothing more in; what waits is still done.
    pub(super) fn close(&self) {
        self.lock().open = false;
        self.changed.notify_all();
    }

    /// Adds to `first` what can run with it as one batch.
    fn fill(
        &self,
        first: TraceJob,
        model: &Arc<ModelInfo>,
        line: &mut VecDeque<Ticket>,
    ) -> Vec<TraceJob> {
        let mut batch = Batch::of(first);
        for mut ticket in std::mem::take(line) {
            ticket.job = match ticket.job {
                Job::Trace(job) if ticket.model.id == model.id && batch.has_room_for(&job) => {
                    observe_wait(&self.metrics, Lane::Interactive, ticket.since);
                    batch.push(job);
                    continue;
                }
                job => job,
            };
            line.push_back(ticket);
        }
        batch.jobs
    }

    fn observe(&self, lane: Lane, ticket: &Ticket) {
        observe_wait(&self.metrics, lane, ticket.since);
    }

    fn tell(&self, waiting: &mut Waiting) {
        for lane in Lane::ALL {
            let depth = self.metrics.queue_depth.get_or_create(&lane.label());
            depth.set(waiting.line(lane).len() as i64);
        }
        self.changed.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn observe_wait(metrics: &Metrics, lane: Lane, since: Option<Instant>) {
    if let Some(since) = since {
        let waits = metrics.queue_wait_seconds.get_or_create(&lane.label());
        waits.observe(since.elapsed().as_secs_f64());
    }
}

impl Waiting {
    fn line(&mut self, lane: Lane) -> &mut VecDeque<Ticket> {
        match lane {
            Lane::Interactive => &mut self.interactive,
            Lane::Bulk => &mut self.bulk,
        }
    }

    /// The next job that somebody still waits for.
    fn next(&mut self) -> Option<(Lane, Ticket)> {
        Lane::ALL.into_iter().find_map(|lane| {
            let line = self.line(lane);
            std::iter::from_fn(|| line.pop_front())
                .find(|ticket| !ticket.job.abandoned())
                .map(|ticket| (lane, ticket))
        })
    }
}

/// Traces that run together.
struct Batch {
    jobs: Vec<TraceJob>,
    longest: usize,
    bytes: usize,
}

impl Batch {
    fn of(job: TraceJob) -> Self {
        Self {
            longest: job.sequence.len(),
            bytes: job.bytes(),
            jobs: vec![job],
        }
    }

    fn has_room_for(&self, job: &TraceJob) -> bool {
        let longest = self.longest.max(job.sequence.len());
        let same_wants = self.jobs.iter().all(|other| other.wants == job.wants);
        same_wants
            && !job.reply.is_closed()
            && longest * (self.jobs.len() + 1) <= MAX_BATCH_TOKENS
            && self.bytes + job.bytes() <= MAX_BATCH_BYTES
    }

    fn push(&mut self, job: TraceJob) {
        self.longest = self.longest.max(job.sequence.len());
        self.bytes += job.bytes();
        self.jobs.push(job);
    }
}
