//! The masked-language-model head: hidden state → transform → vocabulary.

use headlight_core::{HiddenRow, LoadError, Reading, TopK, rank_row};
use tch::Tensor;

use crate::config::{Activation, Config};
use crate::kernel::{Kernel, append_f32, zeros};
use crate::parameters::{LayerNorm, Linear, Parameters};

/// Rows are read in blocks of exactly this many, the last one filled with zeros: a matrix product
/// may add in another order for another number of rows, and a row's numbers must not depend on its
/// company (the lens at the last layer equals the predictions to the bit).
const BLOCK: usize = 16;

/// BERT's `cls.predictions`.
#[derive(Debug)]
pub(crate) struct MaskedLmHead {
    transform: Linear,
    activation: Activation,
    norm: LayerNorm,
    decoder: Linear,
    hidden_size: usize,
    vocab_size: usize,
}

impl MaskedLmHead {
    /// Loads the head; a decoder that is not in the file is tied to the word embeddings `words`.
    pub(crate) fn load(
        at: &Parameters<'_>,
        config: &Config,
        words: &Tensor,
    ) -> Result<Self, LoadError> {
        let (hidden_size, vocab_size) = (config.hidden_size, config.vocab_size);
        let transform = at.below("transform");
        let norm = transform.below("LayerNorm");
        let weight = if at.has("decoder.weight") {
            at.tensor("decoder.weight", &[vocab_size, hidden_size])?
        } else {
            words.shallow_clone()
        };
        let bias = if at.has("bias") {
            "bias"
        } else {
            "decoder.bias"
        };
        Ok(Self {
            transform: Linear::load(&transform.below("dense"), hidden_size, hidden_size)?,
            activation: config.activation,
            norm: LayerNorm::load(&norm, hidden_size, config.layer_norm_eps)?,
            decoder: Linear {
                weight,
                bias: at.tensor(bias, &[vocab_size])?,
            },
            hidden_size,
            vocab_size,
        })
    }

    /// Reads hidden states block by block.
    pub(crate) fn read(&self, rows: &[HiddenRow<'_>], top_k: TopK) -> Kernel<Vec<Reading>> {
        let mut readings = Vec::with_capacity(rows.len());
        let mut probabilities = Vec::new();
        for block in rows.chunks(BLOCK) {
            let log_probabilities = self.log_probabilities(block)?;
            let exp = log_probabilities.f_exp()?;
            let entropies = entropies(&exp, &log_probabilities)?;
            probabilities.clear();
            append_f32(&exp, &mut probabilities)?;
            let distributions = probabilities.chunks(self.vocab_size).zip(entropies);
            for (row, (distribution, entropy)) in block.iter().zip(distributions) {
                readings.push(rank_row(distribution, entropy, top_k, row.original));
            }
        }
        Ok(readings)
    }

    /// Log-probabilities `[block, vocabulary]`.
    fn log_probabilities(&self, rows: &[HiddenRow<'_>]) -> Kernel<Tensor> {
        let states: Vec<f32> = rows.iter().flat_map(|row| row.state).copied().collect();
        let states = Tensor::f_from_slice(&states)?.f_view(&[-1, self.hidden_size as i64][..])?;
        let missing = (BLOCK - rows.len()) as i64;
        let filled = Tensor::f_cat(&[states, zeros(&[missing, self.hidden_size as i64])?], 0)?;
        let states = self.activation.forward(&self.transform.forward(&filled)?)?;
        let logits = self.decoder.forward(&self.norm.forward(&states)?)?;
        logits
            .f_narrow(0, 0, rows.len() as i64)?
            .f_log_softmax(-1, None)
    }
}

/// Entropy −Σ p ln p of each row, in nats; p = 0 counts 0.
fn entropies(probabilities: &Tensor, log_probabilities: &Tensor) -> Kernel<Vec<f32>> {
    let products = probabilities
        .f_mul(log_probabilities)?
        .f_nan_to_num(0.0, 0.0, 0.0)?;
    let mut entropies = Vec::new();
    append_f32(
        &products
            .f_sum_dim_intlist(&[-1i64][..], false, None)?
            .f_neg()?,
        &mut entropies,
    )?;
    Ok(entropies)
}
