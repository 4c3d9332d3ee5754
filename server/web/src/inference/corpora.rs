//! What corpora ask of models.

use std::io;
use std::sync::Arc;

use headlight_core::{Layer, Model, ModelInfo, Sequence, TokenIndex, Trace};
use headlight_corpus::index::Builder;

use super::cost::Work;
use super::jobs::Step;
use super::{Failure, Inference, Lane};

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
            let missing = || headlight_core::ModelError::Kernel("no vectors came".to_owned());
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
