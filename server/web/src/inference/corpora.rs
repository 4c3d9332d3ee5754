//! What corpora ask of models.

use std::io;
use std::sync::Arc;

use headlight_core::{Layer, Model, ModelError, ModelInfo, Sequence, TokenIndex, Trace, Wants};
use headlight_corpus::index::Builder;

use super::cost::Work;
use super::jobs::Step;
use super::{Failure, Inference, Lane};
use crate::corpora::Walk;

impl Inference {
    /// Hidden states and contexts of one sequence, by the forward pass that corpora are made of.
    pub(crate) async fn embed(
        &self,
        model: &Arc<ModelInfo>,
        sequence: Sequence,
    ) -> Result<Trace, Failure> {
        let passes = self.cache.metrics.forward_passes.clone();
        let step = move |model: &dyn Model| {
            passes.inc();
            let embedded = model.embed(std::slice::from_ref(&sequence))?.pop();
            let missing = || ModelError::Kernel("no vectors came".to_owned());
            embedded.map(Step::Done).ok_or_else(missing)
        };
        self.ask(Lane::Interactive, model, step).await
    }

    /// Where one token of each sequence looks at a layer: `[sequences][heads · tokens]`.
    pub(crate) async fn attention_from(
        &self,
        model: &Arc<ModelInfo>,
        asked: Vec<(Sequence, TokenIndex)>,
        layer: Layer,
    ) -> Result<Vec<Vec<f32>>, Failure> {
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        let passes = self.cache.metrics.forward_passes.clone();
        let (sequences, tokens): (Vec<_>, Vec<_>) = asked.into_iter().unzip();
        let mut batches = self.batches(sequences, model, Work::Attend);
        let step = move |model: &dyn Model| {
            batches.step(|places, batch| {
                passes.inc_by(batch.len() as u64);
                let tokens: Vec<_> = places.iter().map(|place| tokens[*place]).collect();
                model.attention_from(batch, &tokens, layer)
            })
        };
        self.ask(Lane::Interactive, model, step).await
    }

    /// Measures heads on a corpus to its end: bulk work. `heard` is told on the worker's thread how many
    /// sentences of how many are done.
    pub(crate) async fn survey(
        &self,
        model: &Arc<ModelInfo>,
        walk: Walk,
        mut heard: impl FnMut(u64, u64) + Send + 'static,
    ) -> Result<Walk, Failure> {
        let passes = self.cache.metrics.forward_passes.clone();
        let mut walk = Some(walk);
        let step = move |model: &dyn Model| {
            let ended = || ModelError::Kernel("the walk has ended".to_owned());
            let Some(batch) = walk.as_mut().ok_or_else(ended)?.next() else {
                return walk.take().map(Step::Done).ok_or_else(ended);
            };
            let (sequences, sentences): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
            passes.inc_by(sequences.len() as u64);
            let wants = Wants {
                attention: true,
                contexts: false,
            };
            let traces = model.trace(&sequences, wants)?;
            let walk = walk.as_mut().ok_or_else(ended)?;
            walk.take(&sentences, &traces);
            let (done, total) = walk.progress();
            heard(done, total);
            Ok(Step::More)
        };
        self.ask(Lane::Bulk, model, step).await
    }

    /// Builds an index to its end: bulk work. `heard` is told after each batch, on the worker's
    /// thread. What goes wrong with the disk is an answer.
    pub(crate) async fn build(
        &self,
        model: &Arc<ModelInfo>,
        mut builder: Builder,
        mut heard: impl FnMut(&Builder) + Send + 'static,
    ) -> Result<io::Result<()>, Failure> {
        let passes = self.cache.metrics.forward_passes.clone();
        let step = move |model: &dyn Model| {
            let Some(batch) = builder.next() else {
                return Ok(Step::Done(Ok(())));
            };
            passes.inc_by(batch.len() as u64);
            let traces = model.embed(&batch)?;
            if let Err(error) = builder.take(&traces) {
                return Ok(Step::Done(Err(error)));
            }
            heard(&builder);
            Ok(Step::More)
        };
        self.ask(Lane::Bulk, model, step).await
    }
}
