//! Tokens into hidden states: word, position and segment embeddings, summed and normalised.

use headlight_core::LoadError;
use tch::Tensor;

use crate::batch::Batch;
use crate::config::Config;
use crate::kernel::Kernel;
use crate::parameters::{LayerNorm, Linear, Parameters};

/// The embedding block (Devlin et al. 2019, section 3, and its descendants).
#[derive(Debug)]
pub(crate) struct Embeddings {
    words: Tensor,
    positions: Tensor,
    segments: Option<Tensor>,
    norm: Option<LayerNorm>,
    projection: Option<Linear>,
}

impl Embeddings {
    pub(crate) fn load(at: &Parameters<'_>, config: &Config) -> Result<Self, LoadError> {
        let names = &config.architecture.plan().embeddings;
        let (size, hidden) = (config.embedding_size, config.hidden_size);
        let table = |name: &str, rows| at.below(name).tensor("weight", &[rows, size]);
        let segments = names.segments.map(|name| table(name, config.segments));
        let norm = |name| LayerNorm::load(&at.below(name), size, config.layer_norm_eps);
        let projection = names
            .projection
            .filter(|name| size != hidden || at.below(name).has("weight"));
        Ok(Self {
            words: table(names.words, config.vocab_size)?,
            positions: table(names.positions, config.position_rows)?,
            segments: segments.transpose()?,
            norm: names.norm.map(norm).transpose()?,
            projection: projection
                .map(|name| Linear::load(&at.below(name), size, hidden))
                .transpose()?,
        })
    }

    /// Hidden states at point 0, `[batch, width, hidden]`.
    pub(crate) fn forward(&self, batch: &Batch<'_>) -> Kernel<Tensor> {
        self.around(&self.of_words(&batch.ids)?, batch)
    }

    /// The word embeddings of some tokens, `[.., embedding]`.
    pub(crate) fn of_words(&self, ids: &Tensor) -> Kernel<Tensor> {
        look_up(&self.words, ids)
    }

    /// Hidden states at point 0 with these word embeddings `[batch, width, embedding]` in the place of
    /// the batch's own.
    pub(crate) fn around(&self, words: &Tensor, batch: &Batch<'_>) -> Kernel<Tensor> {
        let mut x = words.f_add(&look_up(&self.positions, &batch.positions)?)?;
        if let Some(segments) = &self.segments {
            x = x.f_add(&look_up(segments, &batch.segments)?)?;
        }
        if let Some(norm) = &self.norm {
            x = norm.forward(&x)?;
        }
        match &self.projection {
            Some(projection) => projection.forward(&x),
            None => Ok(x),
        }
    }

    /// The word embeddings `[vocabulary, embedding]`, which a tied decoder shares.
    pub(crate) fn words(&self) -> &Tensor {
        &self.words
    }
}

fn look_up(table: &Tensor, ids: &Tensor) -> Kernel<Tensor> {
    Tensor::f_embedding(table, ids, -1, false, false)
}
