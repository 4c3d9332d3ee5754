//! Forward passes: asked for by handlers, run on fixed worker threads, kept in a cache.
//!
//! No tensor leaves its worker: what goes in and out is plain data. A handler awaits a method of
//! [`Inference`]; the method looks into the cache or puts a job into one of two queues; a worker
//! takes it, runs it on its own copy of the model and sends back the answer. A handler that is
//! dropped (its client has gone, or its time is up) drops its job with it.

mod batches;
mod cache;
mod corpora;
mod cost;
mod gradients;
mod jobs;
mod queue;
mod rack;
mod shelf;
mod worker;

use std::sync::Arc;

use headlight_core::{
    Classifier, HiddenLayer, HiddenRow, Layer, LayerAttention, MaskedLm, Model, ModelError,
    ModelId, ModelInfo, ModelLoader, Reading, Sequence, TokenId, TokenIndex, TopK, Trace,
    TraceShape, Wants,
};
use tokio::sync::oneshot;

use crate::Settings;
use crate::metrics::Metrics;

use batches::Batches;
use cache::Cache;
use cost::{Costs, Work};
pub(crate) use gradients::Path;
use jobs::{Step, Steps, TraceJob};
pub(crate) use queue::Lane;
use queue::{Job, Queue};
use shelf::Shelf;
pub(crate) use worker::Workers;

/// Why a job has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Failure {
    /// Its queue is full.
    #[error("Too many requests are waiting; please try again in a moment.")]
    Busy,
    /// The server is about to end.
    #[error("The server is shutting down.")]
    Stopping,
    /// The model cannot be loaded, with a sentence for the user.
    #[error("{0}")]
    NotLoaded(String),
    /// A fault of the model or of our own; for the log only.
    #[error("{0}")]
    Broken(String),
}

impl From<ModelError> for Failure {
    fn from(error: ModelError) -> Self {
        Self::Broken(error.to_string())
    }
}

/// A hidden state of a trace that the vocabulary head shall read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// At which point.
    pub at: HiddenLayer,
    /// Of which token.
    pub token: TokenIndex,
    /// The token whose probability and rank are asked for.
    pub original: Option<TokenId>,
}

/// A token at which it is asked what is expected there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    /// The token.
    pub token: TokenIndex,
    /// The entry whose probability is asked for.
    pub original: Option<TokenId>,
}

impl From<TokenIndex> for Asked {
    fn from(token: TokenIndex) -> Self {
        Self {
            token,
            original: None,
        }
    }
}

/// Rows that the vocabulary head reads in one step: a few milliseconds, a few megabytes.
const ROWS_PER_STEP: usize = 64;

/// What handlers ask.
pub(crate) struct Inference {
    queue: Arc<Queue>,
    shelf: Arc<Shelf>,
    cache: Cache,
    costs: Arc<Costs>,
}

impl Inference {
    /// Starts the worker threads, which load `first` before anything else.
    pub(crate) fn start(
        settings: &Settings,
        loader: Arc<dyn ModelLoader>,
        first: Option<&Arc<ModelInfo>>,
        metrics: &Arc<Metrics>,
    ) -> (Self, Workers) {
        let queue = Arc::new(Queue::new(settings, metrics.clone()));
        let shelf = Arc::new(Shelf::new(loader, settings));
        let cache = Cache::new(settings.trace_bytes(), metrics.clone());
        let costs = Arc::new(Costs::new(metrics.clone()));
        let workers = Workers::start(settings, &queue, &shelf, first, &costs, metrics);
        let inference = Self {
            queue,
            shelf,
            cache,
            costs,
        };
        (inference, workers)
    }

    /// Why a model could not be loaded, if it was tried.
    pub(crate) fn load_error(&self, model: &ModelId) -> Option<String> {
        self.shelf.error(model)
    }

    /// Whether a model is loaded.
    pub(crate) fn is_loaded(&self, model: &ModelId) -> bool {
        self.shelf.is_loaded(model)
    }

    /// Sees to it that a model is loaded.
    pub(crate) async fn load(&self, model: &Arc<ModelInfo>) -> Result<(), Failure> {
        let step = |_: &dyn Model| Ok(Step::Done(()));
        self.ask(Lane::Interactive, model, step).await
    }

    /// Brings the gauges up to date that are only looked at.
    pub(crate) async fn measure(&self) {
        self.cache.measure().await;
    }

    /// The trace of a sequence: the one that is kept, or else a new one. Requests for the same
    /// sequence at the same time share one forward pass.
    pub(crate) async fn trace(
        &self,
        model: &Arc<ModelInfo>,
        sequence: &Sequence,
    ) -> Result<Arc<Trace>, Failure> {
        let make = self.new_trace(model, sequence);
        self.cache.get(&model.id, sequence, make).await
    }

    async fn new_trace(
        &self,
        model: &Arc<ModelInfo>,
        sequence: &Sequence,
    ) -> Result<Arc<Trace>, Failure> {
        let shape = TraceShape {
            layers: model.layers,
            heads: model.heads,
            tokens: sequence.len(),
            hidden_size: model.hidden_size as usize,
        };
        let (reply, answer) = oneshot::channel();
        let wants = Wants {
            attention: self.cache.has_room_for_attention(shape),
            contexts: false,
        };
        let job = Job::Trace(TraceJob {
            sequence: sequence.clone(),
            wants,
            shape,
            reply,
        });
        self.queue.push(Lane::Interactive, model.clone(), job)?;
        answered(answer.await).map(Arc::new)
    }

    /// The attention of one layer. Where the trace was too large to keep it, it is computed again
    /// from its hidden states.
    pub(crate) async fn attention(
        &self,
        model: &Arc<ModelInfo>,
        trace: &Arc<Trace>,
        layer: Layer,
    ) -> Result<LayerAttention, Failure> {
        match trace.attention(layer) {
            Some(kept) => Ok(kept.clone()),
            None => self.attention_again(model, trace.clone(), layer).await,
        }
    }

    async fn attention_again(
        &self,
        model: &Arc<ModelInfo>,
        trace: Arc<Trace>,
        layer: Layer,
    ) -> Result<LayerAttention, Failure> {
        let step = move |model: &dyn Model| model.attention_again(&trace, layer).map(Step::Done);
        self.ask(Lane::Interactive, model, step).await
    }

    /// What the vocabulary head reads in some rows of a trace.
    pub(crate) async fn readings(
        &self,
        model: &Arc<ModelInfo>,
        trace: Arc<Trace>,
        rows: Vec<Row>,
        top_k: TopK,
    ) -> Result<Vec<Reading>, Failure> {
        let mut done = 0;
        let mut readings = Vec::with_capacity(rows.len());
        let step = move |model: &dyn Model| {
            let next = done..rows.len().min(done + ROWS_PER_STEP);
            done = next.end;
            readings.extend(read(masked_lm(model)?, &trace, &rows[next], top_k)?);
            Ok(if done == rows.len() {
                Step::Done(std::mem::take(&mut readings))
            } else {
                Step::More
            })
        };
        self.ask(Lane::Interactive, model, step).await
    }

    /// The logits `[labels]` of a trace.
    pub(crate) async fn logits(
        &self,
        model: &Arc<ModelInfo>,
        trace: Arc<Trace>,
    ) -> Result<Vec<f32>, Failure> {
        let step = move |model: &dyn Model| classifier(model)?.read(&trace).map(Step::Done);
        self.ask(Lane::Interactive, model, step).await
    }

    /// The logits `[sequences][labels]` by the fast path, nothing kept.
    pub(crate) async fn scores(
        &self,
        lane: Lane,
        model: &Arc<ModelInfo>,
        sequences: Vec<Sequence>,
    ) -> Result<Vec<Vec<f32>>, Failure> {
        self.scores_heard(lane, model, sequences, |_, _| {}).await
    }

    /// The same; `heard` is told of every batch on the worker's thread: the places of its sequences,
    /// and their logits.
    pub(crate) async fn scores_heard(
        &self,
        lane: Lane,
        model: &Arc<ModelInfo>,
        sequences: Vec<Sequence>,
        mut heard: impl FnMut(&[usize], &[Vec<f32>]) + Send + 'static,
    ) -> Result<Vec<Vec<f32>>, Failure> {
        let passes = self.cache.metrics.forward_passes.clone();
        let mut batches = self.batches(sequences, model, Work::Score);
        let step = move |model: &dyn Model| {
            let classifier = classifier(model)?;
            batches.step(|places, batch| {
                passes.inc_by(batch.len() as u64);
                let logits = classifier.score(batch)?;
                heard(places, &logits);
                Ok(logits)
            })
        };
        self.ask(lane, model, step).await
    }

    /// What the vocabulary head expects at some tokens of many sequences, `[sequences][tokens]`, nothing
    /// kept: bulk work.
    pub(crate) async fn expectations(
        &self,
        model: &Arc<ModelInfo>,
        asked: Vec<(Sequence, Vec<Asked>)>,
        top_k: TopK,
    ) -> Result<Vec<Vec<Reading>>, Failure> {
        let passes = self.cache.metrics.forward_passes.clone();
        let (sequences, tokens): (Vec<_>, Vec<_>) = asked.into_iter().unzip();
        let mut batches = self.batches(sequences, model, Work::Expect);
        let step = move |model: &dyn Model| {
            batches.step(|places, batch| {
                passes.inc_by(batch.len() as u64);
                let traces = model.trace(batch, Wants::default())?;
                let read =
                    |(trace, place): (&Trace, &usize)| expect(model, trace, &tokens[*place], top_k);
                traces.iter().zip(places).map(read).collect()
            })
        };
        self.ask(Lane::Bulk, model, step).await
    }

    /// The mean over tokens of the last layer's hidden states, `[sequences][hidden]`, nothing kept: bulk
    /// work.
    pub(crate) async fn mean_states(
        &self,
        model: &Arc<ModelInfo>,
        sequences: Vec<Sequence>,
    ) -> Result<Vec<Vec<f32>>, Failure> {
        let passes = self.cache.metrics.forward_passes.clone();
        let mut batches = self.batches(sequences, model, Work::Expect);
        let step = move |model: &dyn Model| {
            batches.step(|_, batch| {
                passes.inc_by(batch.len() as u64);
                let traces = model.trace(batch, Wants::default())?;
                Ok(traces.iter().map(mean_state).collect())
            })
        };
        self.ask(Lane::Bulk, model, step).await
    }

    fn batches<T>(&self, sequences: Vec<Sequence>, model: &ModelInfo, work: Work) -> Batches<T> {
        Batches::new(sequences, model.id.clone(), work, self.costs.clone())
    }

    /// Runs a job to its end.
    async fn ask<T, F>(&self, lane: Lane, model: &Arc<ModelInfo>, step: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: FnMut(&dyn Model) -> Result<Step<T>, ModelError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Job::Steps(Box::new(Steps::new(step, reply)));
        self.queue.push(lane, model.clone(), job)?;
        answered(answer.await)
    }
}

fn answered<T>(
    answer: Result<Result<T, Failure>, oneshot::error::RecvError>,
) -> Result<T, Failure> {
    let dropped = |_| Err(Failure::Broken("a worker dropped a job".to_owned()));
    answer.unwrap_or_else(dropped)
}

fn masked_lm(model: &dyn Model) -> Result<&dyn MaskedLm, ModelError> {
    let missing = || ModelError::Kernel("the model has no vocabulary head".to_owned());
    model.masked_lm().ok_or_else(missing)
}

fn classifier(model: &dyn Model) -> Result<&dyn Classifier, ModelError> {
    let missing = || ModelError::Kernel("the model has no classification head".to_owned());
    model.classifier().ok_or_else(missing)
}

fn read(
    head: &dyn MaskedLm,
    trace: &Trace,
    rows: &[Row],
    top_k: TopK,
) -> Result<Vec<Reading>, ModelError> {
    let states: Vec<_> = rows
        .iter()
        .map(|row| HiddenRow {
            at: row.at,
            state: trace.hidden_row(row.at, row.token),
            original: row.original,
        })
        .collect();
    head.read(&states, top_k)
}

/// What the vocabulary head reads at some tokens of the last layer.
fn expect(
    model: &dyn Model,
    trace: &Trace,
    tokens: &[Asked],
    top_k: TopK,
) -> Result<Vec<Reading>, ModelError> {
    if tokens.is_empty() {
        return Ok(Vec::new());
    }
    let row = |asked: &Asked| Row {
        at: HiddenLayer::last(trace.shape().layers),
        token: asked.token,
        original: asked.original,
    };
    let rows: Vec<Row> = tokens.iter().map(row).collect();
    read(masked_lm(model)?, trace, &rows, top_k)
}

/// The mean over tokens of the last layer's hidden states.
fn mean_state(trace: &Trace) -> Vec<f32> {
    let shape = trace.shape();
    let last = HiddenLayer::last(shape.layers);
    let mut mean = vec![0.0; shape.hidden_size];
    for token in 0..shape.tokens {
        let state = trace.hidden_row(last, TokenIndex(token as u32));
        for (mean, number) in mean.iter_mut().zip(state) {
            *mean += number / shape.tokens as f32;
        }
    }
    mean
}
