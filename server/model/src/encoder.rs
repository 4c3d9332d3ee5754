//! The stack of blocks: one explicit pass that keeps everything, one fused pass that keeps nothing.

use std::rc::Rc;

use headlight_core::{
    Layer, LayerAttention, LoadError, Sequence, TokenIndex, Trace, TraceShape, Wants, quantise,
};
use tch::Tensor;

use crate::architecture::ReadsToken;
use crate::attention::Attended;
use crate::batch::{Batch, causal_mask};
use crate::config::Config;
use crate::embeddings::Embeddings;
use crate::kernel::{Kernel, append_f32, tensor_f32};
use crate::layer::EncoderLayer;
use crate::parameters::{LayerNorm, Parameters};

/// Embeddings and blocks.
#[derive(Debug)]
pub(crate) struct Encoder {
    pub(crate) embeddings: Embeddings,
    /// Layers that share their weights are one and the same.
    layers: Vec<Rc<EncoderLayer>>,
    final_norm: Option<LayerNorm>,
    causal: bool,
}

impl Encoder {
    /// Loads the encoder whose weights are below `at`.
    pub(crate) fn load(at: &Parameters<'_>, config: &Config) -> Result<Self, LoadError> {
        let plan = config.architecture.plan();
        let own = (0..config.layer_groups).map(|number| {
            let path = plan.layer.at.replace("{}", &number.to_string());
            EncoderLayer::load(&at.below(&path), config).map(Rc::new)
        });
        let own: Vec<_> = own.collect::<Result<_, _>>()?;
        let group = |layer: u16| usize::from(layer) * own.len() / usize::from(config.layers);
        let norm =
            |name| LayerNorm::load(&at.below(name), config.hidden_size, config.layer_norm_eps);
        Ok(Self {
            embeddings: Embeddings::load(at, config)?,
            layers: (0..config.layers)
                .map(|layer| own[group(layer)].clone())
                .collect(),
            final_norm: plan.final_norm.map(norm).transpose()?,
            causal: plan.causal,
        })
    }

    /// What normalises the last layer's output, where the architecture does.
    pub(crate) fn final_norm(&self) -> Option<&LayerNorm> {
        self.final_norm.as_ref()
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
            x = self.finished(number, config, output)?;
            record_hidden(&mut recorders, &x)?;
        }
        Ok(recorders.into_iter().map(Recorder::finish).collect())
    }

    /// Hidden states and contexts of each sequence, by the fused path.
    pub(crate) fn embed(&self, batch: &Batch<'_>, config: &Config) -> Kernel<Vec<Trace>> {
        let wants = Wants {
            attention: false,
            contexts: true,
        };
        let sequences = batch.sequences().iter();
        let mut recorders: Vec<Recorder> = sequences
            .map(|sequence| Recorder::new(sequence, config, wants))
            .collect();
        let mut x = self.embeddings.forward(batch)?;
        record_hidden(&mut recorders, &x)?;
        for (number, layer) in Layer::all(config.layers).zip(&self.layers) {
            let kept_heads = batch.kept_heads(number, config.heads)?;
            let (mask, rows) = (batch.mask.as_ref(), x.size()[1]);
            let (output, contexts) = layer.fused(&x, rows, mask, kept_heads.as_ref())?;
            for (at, recorder) in recorders.iter_mut().enumerate() {
                recorder.contexts(&contexts, at as i64)?;
            }
            x = self.finished(number, config, output)?;
            record_hidden(&mut recorders, &x)?;
        }
        Ok(recorders.into_iter().map(Recorder::finish).collect())
    }

    /// Attention weights `[heads, tokens]` of one token of each sequence at one layer; the layers below
    /// it run fused, those above do not run.
    pub(crate) fn attention_from(
        &self,
        batch: &Batch<'_>,
        tokens: &[TokenIndex],
        layer: Layer,
        config: &Config,
    ) -> Kernel<Vec<Vec<f32>>> {
        let mut x = self.embeddings.forward(batch)?;
        let mask = batch.mask.as_ref();
        let below = Layer::all(config.layers).take_while(|number| *number < layer);
        for number in below {
            let kept_heads = batch.kept_heads(number, config.heads)?;
            let block = &self.layers[number.offset()];
            (x, _) = block.fused(&x, x.size()[1], mask, kept_heads.as_ref())?;
        }
        let weights = self.layers[layer.offset()].weights(&x, mask)?;
        let row = |(at, (sequence, token)): (usize, (&Sequence, &TokenIndex))| {
            let row = weights
                .f_select(0, at as i64)?
                .f_select(1, i64::from(token.0))?;
            let mut numbers = Vec::new();
            append_f32(&row.f_narrow(1, 0, sequence.len() as i64)?, &mut numbers)?;
            Ok(numbers)
        };
        batch
            .sequences()
            .iter()
            .zip(tokens)
            .enumerate()
            .map(row)
            .collect()
    }

    /// One layer's attention from the hidden states before it.
    pub(crate) fn attention_again(&self, trace: &Trace, layer: Layer) -> Kernel<LayerAttention> {
        let shape = trace.shape();
        let sizes = [1, shape.tokens as i64, shape.hidden_size as i64];
        let x = tensor_f32(trace.hidden(layer.input()), &sizes)?;
        let mask = self.causal.then(|| causal_mask(shape.tokens)).transpose()?;
        let weights = self.layers[layer.offset()].weights(&x, mask.as_ref())?;
        quantised(&weights, shape.tokens)
    }

    /// The final hidden state that a classifier reads of each sequence, `[batch, hidden]`, by the
    /// fused path: where that is the first token's, the last layer computes that row only.
    pub(crate) fn classified(&self, batch: &Batch<'_>, config: &Config) -> Kernel<Tensor> {
        let words = self.embeddings.of_words(&batch.ids)?;
        self.classified_with(&words, batch, config)
    }

    /// The same with these word embeddings `[batch, width, embedding]` in the place of the batch's own.
    pub(crate) fn classified_with(
        &self,
        words: &Tensor,
        batch: &Batch<'_>,
        config: &Config,
    ) -> Kernel<Tensor> {
        let reads = config.architecture.plan().classifier.reads;
        let mut x = self.embeddings.around(words, batch)?;
        for (number, layer) in Layer::all(config.layers).zip(&self.layers) {
            let one_row = number.number() == config.layers && reads == ReadsToken::First;
            let rows = if one_row { 1 } else { x.size()[1] };
            let kept_heads = batch.kept_heads(number, config.heads)?;
            let (output, _) = layer.fused(&x, rows, batch.mask.as_ref(), kept_heads.as_ref())?;
            x = self.finished(number, config, output)?;
        }
        read_by_classifier(&x, reads, batch)
    }

    /// The same state by the explicit path, beside every layer's attention weights
    /// `[batch, heads, width, width]`.
    pub(crate) fn attended_with(
        &self,
        words: &Tensor,
        batch: &Batch<'_>,
        config: &Config,
    ) -> Kernel<(Tensor, Vec<Tensor>)> {
        let mut weights = Vec::with_capacity(self.layers.len());
        let mut x = self.embeddings.around(words, batch)?;
        for (number, layer) in Layer::all(config.layers).zip(&self.layers) {
            let kept_heads = batch.kept_heads(number, config.heads)?;
            let (output, attended) =
                layer.explicit(&x, batch.mask.as_ref(), kept_heads.as_ref())?;
            weights.push(attended.weights);
            x = self.finished(number, config, output)?;
        }
        let reads = config.architecture.plan().classifier.reads;
        Ok((read_by_classifier(&x, reads, batch)?, weights))
    }

    /// A layer's output, normalised where it is the last one's and the architecture does so.
    fn finished(&self, layer: Layer, config: &Config, output: Tensor) -> Kernel<Tensor> {
        match &self.final_norm {
            Some(norm) if layer.number() == config.layers => norm.forward(&output),
            _ => Ok(output),
        }
    }
}

/// The states `[batch, hidden]` that a classifier reads, from the first token on `[batch, .., hidden]`.
fn read_by_classifier(x: &Tensor, reads: ReadsToken, batch: &Batch<'_>) -> Kernel<Tensor> {
    match reads {
        ReadsToken::First => x.f_select(1, 0),
        ReadsToken::Last => batch.last_tokens(x),
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
        self.contexts(&attended.contexts, at)
    }

    /// Takes the contexts of the sequence at a place of `[batch, width, heads · head size]`.
    fn contexts(&mut self, contexts: &Tensor, at: i64) -> Kernel<()> {
        let Some(kept) = &mut self.contexts else {
            return Ok(());
        };
        let own = contexts.f_select(0, at)?;
        append_f32(&own.f_narrow(0, 0, self.shape.tokens as i64)?, kept)
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
