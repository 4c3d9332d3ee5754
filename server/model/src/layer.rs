//! One transformer block: attention and feed-forward, each added to its input, normalised before or
//! after.

use headlight_core::LoadError;
use tch::Tensor;

use crate::architecture::{LayerNames, NormOrder};
use crate::attention::{Attended, SelfAttention};
use crate::config::{Activation, Config};
use crate::kernel::Kernel;
use crate::parameters::{LayerNorm, Linear, Parameters};

/// A block.
#[derive(Debug)]
pub(crate) struct EncoderLayer {
    attention: SelfAttention,
    attention_norm: LayerNorm,
    widen: Linear,
    activation: Activation,
    narrow: Linear,
    output_norm: LayerNorm,
    order: NormOrder,
}

impl LayerNames {
    /// An affine map of the layer below `at`, whichever way round its matrix is stored.
    pub(crate) fn linear(
        &self,
        at: &Parameters<'_>,
        name: &str,
        inputs: usize,
        outputs: usize,
    ) -> Result<Linear, LoadError> {
        let load = if self.transposed {
            Linear::load_transposed
        } else {
            Linear::load
        };
        load(&at.below(name), inputs, outputs)
    }
}

impl EncoderLayer {
    /// Loads the layer whose weights are below `at`.
    pub(crate) fn load(at: &Parameters<'_>, config: &Config) -> Result<Self, LoadError> {
        let plan = config.architecture.plan();
        let (names, size, inner) = (&plan.layer, config.hidden_size, config.intermediate_size);
        let norm = |name| LayerNorm::load(&at.below(name), size, config.layer_norm_eps);
        Ok(Self {
            attention: SelfAttention::load(at, config)?,
            attention_norm: norm(names.attention_norm)?,
            widen: names
                .linear(at, names.widen, size, inner)?
                .stored(at.precision)?,
            activation: config.activation,
            narrow: names
                .linear(at, names.narrow, inner, size)?
                .stored(at.precision)?,
            output_norm: norm(names.output_norm)?,
            order: plan.order,
        })
    }

    /// The block's output `[batch, width, hidden]` beside what its attention did.
    pub(crate) fn explicit(
        &self,
        x: &Tensor,
        mask: Option<&Tensor>,
        kept_heads: Option<&Tensor>,
    ) -> Kernel<(Tensor, Attended)> {
        let attended = self
            .attention
            .explicit(&self.attention_input(x)?, mask, kept_heads)?;
        Ok((self.after_attention(x, &attended.contexts)?, attended))
    }

    /// Attention weights alone, `[batch, heads, width, width]`.
    pub(crate) fn weights(&self, x: &Tensor, mask: Option<&Tensor>) -> Kernel<Tensor> {
        self.attention.weights(&self.attention_input(x)?, mask)
    }

    /// The block's output for the first `rows` positions, `[batch, rows, hidden]`, beside the context
    /// vectors `[batch, rows, heads · head size]`.
    pub(crate) fn fused(
        &self,
        x: &Tensor,
        rows: i64,
        mask: Option<&Tensor>,
        kept_heads: Option<&Tensor>,
    ) -> Kernel<(Tensor, Tensor)> {
        let contexts = self
            .attention
            .fused(&self.attention_input(x)?, rows, mask, kept_heads)?;
        let output = self.after_attention(&x.f_narrow(1, 0, rows)?, &contexts)?;
        Ok((output, contexts))
    }

    fn attention_input(&self, x: &Tensor) -> Kernel<Tensor> {
        match self.order {
            NormOrder::Post => Ok(x.shallow_clone()),
            NormOrder::Pre => self.attention_norm.forward(x),
        }
    }

    fn after_attention(&self, x: &Tensor, contexts: &Tensor) -> Kernel<Tensor> {
        let attended = self.attention.project_out(contexts)?.f_add(x)?;
        match self.order {
            NormOrder::Post => {
                let attended = self.attention_norm.forward(&attended)?;
                self.output_norm
                    .forward(&self.feed_forward(&attended)?.f_add(&attended)?)
            }
            NormOrder::Pre => self
                .feed_forward(&self.output_norm.forward(&attended)?)?
                .f_add(&attended),
        }
    }

    fn feed_forward(&self, x: &Tensor) -> Kernel<Tensor> {
        self.narrow
            .forward(&self.activation.forward(&self.widen.forward(x)?)?)
    }
}
