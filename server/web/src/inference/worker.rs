//! The threads that run models.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use headlight_core::{Model, ModelInfo, Sequence, Trace};

use super::Failure;
use super::cost::Costs;
use super::jobs::{Stepwise, TraceJob};
use super::queue::{Lane, Queue, Turn};
use super::rack::Rack;
use super::shelf::Shelf;
use crate::metrics::Metrics;
use crate::{Settings, panics};

/// The running threads. Dropping it lets them finish what waits and waits for them.
pub(crate) struct Workers {
    queue: Arc<Queue>,
    threads: Vec<JoinHandle<()>>,
}

impl Workers {
    /// Starts the threads, which load `first` before anything else.
    pub(super) fn start(
        settings: &Settings,
        queue: &Arc<Queue>,
        shelf: &Arc<Shelf>,
        first: Option<&Arc<ModelInfo>>,
        costs: &Arc<Costs>,
        metrics: &Arc<Metrics>,
    ) -> Self {
        let start = |number| {
            let (queue, metrics, costs) = (queue.clone(), metrics.clone(), costs.clone());
            let (shelf, first, idle) = (shelf.clone(), first.cloned(), settings.model_idle);
            // Models are opened where they will live.
            let run = move || {
                let rack = Rack::new(shelf, first, idle, costs, metrics.clone());
                let worker = Worker {
                    queue,
                    metrics,
                    rack,
                };
                worker.run();
            };
            thread::Builder::new()
                .name(format!("worker-{number}"))
                .spawn(run)
                .expect("the system gives a thread")
        };
        Self {
            queue: queue.clone(),
            threads: (1..=settings.workers.get()).map(start).collect(),
        }
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.queue.close();
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("A worker thread had panicked");
            }
        }
    }
}

/// One thread and the models that live on it.
struct Worker {
    queue: Arc<Queue>,
    metrics: Arc<Metrics>,
    rack: Rack,
}

impl Worker {
    fn run(mut self) {
        self.rack.begin();
        while let Some(turn) = self.queue.take(self.rack.wakes()) {
            match turn {
                Turn::Traces(model, jobs) => self.trace(&model, jobs),
                Turn::Step(lane, model, job) => self.step(lane, model, job),
                Turn::Woken => {}
            }
            self.rack.tidy();
        }
    }

    fn step(&mut self, lane: Lane, info: Arc<ModelInfo>, mut job: Box<dyn Stepwise>) {
        let model = match self.rack.model(&info) {
            Ok(model) => model,
            Err(failure) => return job.fail(failure),
        };
        match guarded(|| job.step(model)) {
            Ok(true) => self.queue.hand_back(lane, info, job),
            Ok(false) => {}
            Err(failure) => job.fail(failure),
        }
    }

    fn trace(&mut self, info: &ModelInfo, jobs: Vec<TraceJob>) {
        let passes = self.metrics.forward_passes.clone();
        let model = match self.rack.model(info) {
            Ok(model) => model,
            Err(failure) => return answer(jobs, |_| Err(failure.clone())),
        };
        let run = |jobs: &[TraceJob]| {
            passes.inc_by(jobs.len() as u64);
            trace_batch(model, jobs)
        };
        match run(&jobs) {
            Ok(traces) => {
                let mut traces = traces.into_iter();
                answer(jobs, |_| traces.next().ok_or_else(left_out));
            }
            Err(failure) if jobs.len() == 1 => answer(jobs, |_| Err(failure.clone())),
            // One bad sequence must not spoil the others' answers.
            Err(_) => answer(jobs, |job| {
                let mut traces = run(std::slice::from_ref(job))?;
                traces.pop().ok_or_else(left_out)
            }),
        }
    }
}

fn trace_batch(model: &dyn Model, jobs: &[TraceJob]) -> Result<Vec<Trace>, Failure> {
    let batch: Vec<Sequence> = jobs.iter().map(|job| job.sequence.clone()).collect();
    let wants = jobs.first().map(|job| job.wants).unwrap_or_default();
    Ok(guarded(|| model.trace(&batch, wants))??)
}

fn answer(jobs: Vec<TraceJob>, mut answer: impl FnMut(&TraceJob) -> Result<Trace, Failure>) {
    for job in jobs {
        let answer = answer(&job);
        // Nobody may be waiting any more.
        let _ = job.reply.send(answer);
    }
}

fn left_out() -> Failure {
    Failure::Broken("the model left a sequence out".to_owned())
}

/// Runs what may panic: the thread goes on, the job gets the error.
fn guarded<T>(run: impl FnOnce() -> T) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|panic| Failure::Broken(panics::message(&*panic)))
}
