//! The stack of blocks: one explicit pass that keeps everything, one fused pass that keeps nothing.

use headlight_core::{
    Layer, LayerAttention, LoadError, Sequence, Trace, TraceShape, Wants, quantise,
};
use tch::Tensor;

use crate::attention::Attended;
use crate::batch::Batch;
use crate::config::Config;
use crate::embeddings::Embeddings;
use crate::kernel::{Kernel, append_f32, tensor_f32};
use crate::layer::EncoderLayer;
use crate::parameters::Parameters;

/// Embeddings and blocks of a BERT encoder.
#[derive(Debug)]
pub(crate) struct Encoder {
    pub(crate) embeddings: Embeddings,
    layers: Vec<EncoderLayer>,
}

impl Encoder {
    pub(crate) fn load(at: &Parameters<'_>, config: &Config) -> Result<Self, LoadError> {
        let layers = (0..config.layers)
            .map(|n| EncoderLayer::load(&at.below(&format!("encoder.layer.{n}")), config));
        Ok(Self {
            embeddings: Embeddings::load(&at.below("embeddings"), config)?,
            layers: layers.collect::<Result<_, _>>()?,
        })
    }

    /// A trace for each sequence. Each layer's attention is quantised and copied out before the next
    /// layer runs, so that one layer's weights at most are held as floats.
    pub(crate) fn trace(
        &self,
        batch: &Batch<'_>,
        config: &Config,
        wants: Wants,
    ) -> Kernel<Vec<Trace>> {
        let mut recorders: Vec<Recorder> = batch
            .sequences()
            .iter()
            .map(|s| Recorder::new(s, config, wants))
            .collect();
        let mut x = self.embeddings.forward(batch)?;
        record_hidden(&mut recorders, &x)?;
        for (number, layer) in Layer::all(config.layers).zip(&self.layers) {
            let kept_heads = batch.kept_heads(number, config.heads)?;
            let (output, attended) =
                layer.explicit(&x, batch.mask.as_ref(), kept_heads.as_ref())?;
            for (at, recorder) in recorders.iter_mut().enumerate() {
                recorder.attended(&attended, at as i64)?;
            }
            record_hidden(&mut recorders, &output)?;
            x = output;
        }
        Ok(recorders.into_iter().map(Recorder::finish).collect())
    }

    /// One layer's attention from the hidden states before it.
    pub(crate) fn attention_again(&self, trace: &Trace, layer: Layer) -> Kernel<LayerAttention> {
        let shape = trace.shape();
        let sizes = [1, shape.tokens as i64, shape.hidden_size as i64];
        let x = tensor_f32(trace.hidden(layer.input()), &sizes)?;
        let weights = self.layers[layer.offset()].attention.weights(&x)?;
        quantised(&weights, shape.tokens)
    }

    /// The final hidden state of the first token of each sequence, `[batch, hidden]`, by the fused
    /// path: the last layer computes that one row only.
    pub(crate) fn first_token(&self, batch: &Batch<'_>, config: &Config) -> Kernel<Tensor> {
        let mut x = self.embeddings.forward(batch)?;
        for (number, layer) in Layer::all(config.layers).zip(&self.layers) {
            let rows = if number.number() == config.layers {
                1
            } else {
                x.size()[1]
            };
            let kept_heads = batch.kept_heads(number, config.heads)?;
            x = layer.fused(&x, rows, batch.mask.as_ref(), kept_heads.as_ref())?;
        }
        x.f_select(1, 0)
    }
}

fn record_hidden(recorders: &mut [Recorder], x: &Tensor) -> Kernel<()> {
    for (at, recorder) in recorders.iter_mut().enumerate() {
        recorder.hidden(&x.f_select(0, at as i64)?)?;
    }
    Ok(())
}

/// Collects the trace of one sequence of a batch.
struct Recorder {
    shape: TraceShape,
    hidden: Vec<f32>,
    attention: Option<Vec<LayerAttention>>,
    contexts: Option<Vec<f32>>,
}

impl Recorder {
    fn new(sequence: &Sequence, config: &Config, wants: Wants) -> Self {
        let shape = TraceShape {
            layers: config.layers,
            heads: config.heads,
            tokens: sequence.len(),
            hidden_size: config.hidden_size,
        };
        Self {
            shape,
            hidden: Vec::with_capacity(shape.hidden_len()),
            attention: wants.attention.then(Vec::new),
            contexts: wants.contexts.then(Vec::new),
        }
    }

    /// Takes `[width, hidden]`, padding cut off.
    fn hidden(&mut self, states: &Tensor) -> Kernel<()> {
        append_f32(
            &states.f_narrow(0, 0, self.shape.tokens as i64)?,
            &mut self.hidden,
        )
    }

    fn attended(&mut self, attended: &Attended, at: i64) -> Kernel<()> {
        let tokens = self.shape.tokens as i64;
        if let Some(layers) = &mut self.attention {
            let weights = attended.weights.f_select(0, at)?;
            let weights = weights.f_narrow(1, 0, tokens)?.f_narrow(2, 0, tokens)?;
            layers.push(quantised(&weights, self.shape.tokens)?);
        }
        if let Some(contexts) = &mut self.contexts {
            append_f32(
                &attended.contexts.f_select(0, at)?.f_narrow(0, 0, tokens)?,
                contexts,
            )?;
        }
        Ok(())
    }

    fn finish(self) -> Trace {
        Trace::new(self.shape, self.hidden, self.attention, self.contexts)
    }
}

fn quantised(weights: &Tensor, tokens: usize) -> Kernel<LayerAttention> {
    let mut floats = Vec::new();
    append_f32(weights, &mut floats)?;
    Ok(LayerAttention::new(
        tokens,
        floats.into_iter().map(quantise).collect(),
    ))
}
