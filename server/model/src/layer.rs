//! One transformer block: attention and feed-forward, each added to its input and normalised.

use headlight_core::LoadError;
use tch::Tensor;

use crate::attention::{Attended, SelfAttention};
use crate::config::{Activation, Config};
use crate::kernel::Kernel;
use crate::parameters::{LayerNorm, Linear, Parameters};

/// A post-norm encoder block (BERT).
#[derive(Debug)]
pub(crate) struct EncoderLayer {
    pub(crate) attention: SelfAttention,
    attention_norm: LayerNorm,
    widen: Linear,
    activation: Activation,
    narrow: Linear,
    output_norm: LayerNorm,
}

impl EncoderLayer {
    pub(crate) fn load(at: &Parameters<'_>, config: &Config) -> Result<Self, LoadError> {
        let (size, inner) = (config.hidden_size, config.intermediate_size);
        let norm = |at: Parameters<'_>| LayerNorm::load(&at, size, config.layer_norm_eps);
        Ok(Self {
            attention: SelfAttention::load(&at.below("attention"), config)?,
            attention_norm: norm(at.below("attention.output.LayerNorm"))?,
            widen: Linear::load(&at.below("intermediate.dense"), size, inner)?,
            activation: config.activation,
            narrow: Linear::load(&at.below("output.dense"), inner, size)?,
            output_norm: norm(at.below("output.LayerNorm"))?,
        })
    }

    /// The block's output `[batch, width, hidden]` beside what its attention did.
    pub(crate) fn explicit(
        &self,
        x: &Tensor,
        mask: Option<&Tensor>,
        kept_heads: Option<&Tensor>,
    ) -> Kernel<(Tensor, Attended)> {
        let attended = self.attention.explicit(x, mask, kept_heads)?;
        Ok((self.after_attention(x, &attended.contexts)?, attended))
    }

    /// The block's output for the first `rows` positions, `[batch, rows, hidden]`.
    pub(crate) fn fused(
        &self,
        x: &Tensor,
        rows: i64,
        mask: Option<&Tensor>,
        kept_heads: Option<&Tensor>,
    ) -> Kernel<Tensor> {
        let contexts = self.attention.fused(x, rows, mask, kept_heads)?;
        self.after_attention(&x.f_narrow(1, 0, rows)?, &contexts)
    }

    fn after_attention(&self, x: &Tensor, contexts: &Tensor) -> Kernel<Tensor> {
        let attended = self.attention.project_out(contexts)?.f_add(x)?;
        let attended = self.attention_norm.forward(&attended)?;
        let inner = self.activation.forward(&self.widen.forward(&attended)?)?;
        self.output_norm
            .forward(&self.narrow.forward(&inner)?.f_add(&attended)?)
    }
}
