//! Tokens into hidden states: word, position and segment embeddings, summed and normalised.

use headlight_core::LoadError;
use tch::Tensor;

use crate::batch::Batch;
use crate::config::Config;
use crate::kernel::Kernel;
use crate::parameters::{LayerNorm, Parameters};

/// The embedding block of BERT (Devlin et al. 2019, section 3).
#[derive(Debug)]
pub(crate) struct Embeddings {
    words: Tensor,
    positions: Tensor,
    segments: Tensor,
    norm: LayerNorm,
}

impl Embeddings {
    pub(crate) fn load(at: &Parameters<'_>, config: &Config) -> Result<Self, LoadError> {
        let size = config.hidden_size;
        Ok(Self {
            words: at.tensor("word_embeddings.weight", &[config.vocab_size, size])?,
            positions: at.tensor("position_embeddings.weight", &[config.max_positions, size])?,
            segments: at.tensor("token_type_embeddings.weight", &[config.segments, size])?,
            norm: LayerNorm::load(&at.below("LayerNorm"), size, config.layer_norm_eps)?,
        })
    }

    /// Hidden states at point 0, `[batch, width, hidden]`.
    pub(crate) fn forward(&self, batch: &Batch<'_>) -> Kernel<Tensor> {
        let width = batch.ids.size()[1];
        let words = look_up(&self.words, &batch.ids)?;
        let segments = look_up(&self.segments, &batch.segments)?;
        let positions = self.positions.f_narrow(0, 0, width)?;
        self.norm
            .forward(&words.f_add(&segments)?.f_add(&positions)?)
    }

    /// The word embeddings `[vocabulary, hidden]`, which a tied decoder shares.
    pub(crate) fn words(&self) -> &Tensor {
        &self.words
    }
}

fn look_up(table: &Tensor, ids: &Tensor) -> Kernel<Tensor> {
    Tensor::f_embedding(table, ids, -1, false, false)
}
