//! The thread that searches: a search reads a hundred megabytes with all processors, so there is one
//! at a time, and no handler waits for it on its own thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread;

use tokio::sync::oneshot;

use crate::inference::Failure;
use crate::panics;

type Job = Box<dyn FnOnce() + Send>;

/// The way to the thread, which ends when this is dropped.
pub(crate) struct Searcher {
    jobs: SyncSender<Job>,
}

impl Searcher {
    /// Starts the thread; so many searches may wait.
    pub(super) fn start(capacity: usize) -> Self {
        let (jobs, waiting) = sync_channel(capacity);
        thread::Builder::new()
            .name("search".to_owned())
            .spawn(move || run(&waiting))
            .expect("the system gives a thread");
        Self { jobs }
    }

    /// Runs a search, unless who asked has gone before its turn.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        search: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let (reply, answer) = oneshot::channel();
        let job = move || {
            if !reply.is_closed() {
                let answer = catch_unwind(AssertUnwindSafe(search));
                let answer = answer.map_err(|panic| Failure::Broken(panics::message(&*panic)));
                // Nobody may be waiting any more.
                let _ = reply.send(answer);
            }
        };
        self.jobs
            .try_send(Box::new(job))
            .map_err(|error| match error {
                TrySendError::Full(_) => Failure::Busy,
                TrySendError::Disconnected(_) => Failure::Stopping,
            })?;
        let dropped = |_| Err(Failure::Broken("the search thread has ended".to_owned()));
        answer.await.unwrap_or_else(dropped)
    }
}

fn run(waiting: &Receiver<Job>) {
    while let Ok(job) = waiting.recv() {
        job();
    }
}
