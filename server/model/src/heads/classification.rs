//! The sequence-classification head: first token → pooler → labels.

use headlight_core::LoadError;
use tch::Tensor;

use crate::config::Config;
use crate::kernel::{Kernel, append_f32};
use crate::parameters::{Linear, Parameters};

/// BERT's pooler and classifier.
#[derive(Debug)]
pub(crate) struct ClassificationHead {
    pooler: Linear,
    classifier: Linear,
    labels: usize,
}

impl ClassificationHead {
    /// Loads the pooler from below `encoder` and the classifier from below `root`.
    pub(crate) fn load(
        encoder: &Parameters<'_>,
        root: &Parameters<'_>,
        config: &Config,
        labels: usize,
    ) -> Result<Self, LoadError> {
        let size = config.hidden_size;
        Ok(Self {
            pooler: Linear::load(&encoder.below("pooler.dense"), size, size)?,
            classifier: Linear::load(&root.below("classifier"), size, labels)?,
            labels,
        })
    }

    /// Logits `[batch][labels]` of the first token's final hidden states `[batch, hidden]`.
    pub(crate) fn logits(&self, first_token: &Tensor) -> Kernel<Vec<Vec<f32>>> {
        let pooled = self.pooler.forward(first_token)?.f_tanh()?;
        let mut logits = Vec::new();
        append_f32(&self.classifier.forward(&pooled)?, &mut logits)?;
        Ok(logits.chunks(self.labels).map(<[f32]>::to_vec).collect())
    }
}
