//! The vocabulary head of masked and causal language models: hidden state → vocabulary.

use headlight_core::{HiddenLayer, HiddenRow, LoadError, Reading, TopK, rank_row};
use tch::{Kind, Tensor};

use crate::config::{Activation, Config};
use crate::encoder::Encoder;
use crate::kernel::{Kernel, append_f32, tensor_f32};
use crate::parameters::{LayerNorm, Linear, Parameters};

/// Rows are read in blocks of exactly this many, the last one filled with zeros: a matrix product
/// may add in another order for another number of rows, and a row's numbers must not depend on its
/// company (the lens at the last layer equals the predictions to the bit).
const BLOCK: usize = 16;

/// Entries of the vocabulary that all blocks are multiplied with before the next ones: 3 MB of weights
/// at 384 numbers each stay in the processor's cache, where the whole table would be fetched from
/// memory for every block.
const ENTRIES: usize = 2048;

/// A vocabulary head.
#[derive(Debug)]
pub(crate) struct VocabularyHead {
    /// The model's final normalisation, which states before the last layer have not been through.
    final_norm: Option<LayerNorm>,
    transform: Option<Transform>,
    decoder: Linear,
    hidden_size: usize,
    vocab_size: usize,
    last: HiddenLayer,
}

#[derive(Debug)]
struct Transform {
    dense: Linear,
    activation: Activation,
    norm: LayerNorm,
}

impl VocabularyHead {
    /// Loads the head below `root`; a decoder that is not in the file is tied to the word
    /// embeddings.
    pub(crate) fn load(
        root: &Parameters<'_>,
        config: &Config,
        encoder: &Encoder,
    ) -> Result<Self, LoadError> {
        let names = &config.architecture.plan().vocabulary;
        let shape = [config.vocab_size, config.embedding_size];
        let decoder = root.below(names.decoder);
        let weight = if decoder.has("weight") {
            decoder.tensor("weight", &shape)?
        } else {
            encoder.embeddings.words().shallow_clone()
        };
        // The first name stands in the sentence if none of them is there.
        let bias = names
            .bias
            .iter()
            .find(|name| root.has(name))
            .or_else(|| names.bias.first());
        Ok(Self {
            final_norm: encoder.final_norm().map(LayerNorm::share),
            transform: Transform::load(root, config)?,
            decoder: Linear {
                weight,
                bias: bias
                    .map(|name| root.tensor(name, &[config.vocab_size]))
                    .transpose()?,
            }
            .stored(root.precision)?,
            hidden_size: config.hidden_size,
            vocab_size: config.vocab_size,
            last: HiddenLayer::last(config.layers),
        })
    }

    /// Reads hidden states.
    pub(crate) fn read(&self, rows: &[HiddenRow<'_>], top_k: TopK) -> Kernel<Vec<Reading>> {
        let blocks = rows.chunks(BLOCK).map(|block| self.transformed(block));
        let blocks = blocks.collect::<Kernel<Vec<_>>>()?;
        // Filled-up rows are summed too: how a sum is cut depends on the number of rows.
        let logarithms = self.logits(&blocks)?.f_log_softmax(-1, None)?;
        let softmax = logarithms.f_exp()?;
        let entropies = entropies(&softmax, &logarithms)?;
        let mut probabilities = Vec::new();
        append_f32(
            &softmax.f_narrow(0, 0, rows.len() as i64)?,
            &mut probabilities,
        )?;
        let distributions = probabilities.chunks(self.vocab_size).zip(entropies);
        Ok(rows
            .iter()
            .zip(distributions)
            .map(|(row, (distribution, entropy))| {
                rank_row(distribution, entropy, top_k, row.original)
            })
            .collect())
    }

    /// What the decoder reads of a block of rows, `[BLOCK, embedding]`.
    fn transformed(&self, rows: &[HiddenRow<'_>]) -> Kernel<Tensor> {
        let mut states: Vec<f32> = rows.iter().flat_map(|row| row.state).copied().collect();
        states.resize(BLOCK * self.hidden_size, 0.0);
        let states = tensor_f32(&states, &[BLOCK as i64, self.hidden_size as i64])?;
        let states = self.normalised(rows, states)?;
        match &self.transform {
            Some(transform) => transform.forward(&states),
            None => Ok(states),
        }
    }

    /// Logits `[blocks · BLOCK, vocabulary]`, those of rows that were filled up being of no use. Every
    /// product has the same shape however many blocks there are.
    fn logits(&self, blocks: &[Tensor]) -> Kernel<Tensor> {
        let sizes = [(blocks.len() * BLOCK) as i64, self.vocab_size as i64];
        let logits = Tensor::f_empty(&sizes[..], (Kind::Float, tch::Device::Cpu))?;
        for first in (0..self.vocab_size).step_by(ENTRIES) {
            let entries = ENTRIES.min(self.vocab_size - first) as i64;
            let decoder = self.decoder.outputs(first as i64, entries)?;
            let columns = logits.f_narrow(1, first as i64, entries)?;
            for (number, block) in blocks.iter().enumerate() {
                let mut here = columns.f_narrow(0, (number * BLOCK) as i64, BLOCK as i64)?;
                here.f_copy_(&decoder.forward(block)?)?;
            }
        }
        Ok(logits)
    }
}

impl VocabularyHead {
    /// The block with its rows from before the last layer normalised; the last layer's are already.
    fn normalised(&self, rows: &[HiddenRow<'_>], states: Tensor) -> Kernel<Tensor> {
        let Some(norm) = &self.final_norm else {
            return Ok(states);
        };
        let mut earlier = vec![false; BLOCK];
        for (flag, row) in earlier.iter_mut().zip(rows) {
            *flag = row.at < self.last;
        }
        let earlier = Tensor::f_from_slice(&earlier)?.f_view(&[-1, 1][..])?;
        norm.forward(&states)?.f_where_self(&earlier, &states)
    }
}

impl Transform {
    fn load(root: &Parameters<'_>, config: &Config) -> Result<Option<Self>, LoadError> {
        let Some(names) = &config.architecture.plan().vocabulary.transform else {
            return Ok(None);
        };
        let (hidden, size) = (config.hidden_size, config.embedding_size);
        Ok(Some(Self {
            dense: Linear::load(&root.below(names.dense), hidden, size)?,
            activation: names.activation.unwrap_or(config.activation),
            norm: LayerNorm::load(&root.below(names.norm), size, config.layer_norm_eps)?,
        }))
    }

    fn forward(&self, x: &Tensor) -> Kernel<Tensor> {
        self.norm
            .forward(&self.activation.forward(&self.dense.forward(x)?)?)
    }
}

/// Entropy −Σ p ln p of each row, in nats. Logits are finite, so no logarithm is −∞.
fn entropies(probabilities: &Tensor, logarithms: &Tensor) -> Kernel<Vec<f32>> {
    let products = probabilities.f_mul(logarithms)?;
    let sums = products.f_sum_dim_intlist(&[-1i64][..], false, None)?;
    let mut entropies = Vec::new();
    append_f32(&sums.f_neg()?, &mut entropies)?;
    Ok(entropies)
}
