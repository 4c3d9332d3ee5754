//! Multi-head self-attention (Vaswani et al. 2017, section 3.2), once with every intermediate and
//! once fused.

use headlight_core::LoadError;
use tch::Tensor;

use crate::architecture::{LayerNames, Projections};
use crate::config::Config;
use crate::kernel::Kernel;
use crate::parameters::{Linear, Parameters};

/// Query, key and value projections as one matrix product, and the output projection.
#[derive(Debug)]
pub(crate) struct SelfAttention {
    /// Rows 0..d are the query's, already divided by √(head size), then the key's, then the value's.
    qkv: Linear,
    output: Linear,
    heads: i64,
    head_size: i64,
}

/// What the explicit path leaves behind.
pub(crate) struct Attended {
    /// Attention weights `[batch, heads, width, width]`.
    pub(crate) weights: Tensor,
    /// Context vectors side by side `[batch, width, heads · head size]`, ablated ones zero.
    pub(crate) contexts: Tensor,
}

impl SelfAttention {
    /// Loads the attention of the layer whose weights are below `at`.
    pub(crate) fn load(at: &Parameters<'_>, config: &Config) -> Result<Self, LoadError> {
        let (names, size) = (&config.architecture.plan().layer, config.hidden_size);
        let scale = 1.0 / (config.head_size() as f64).sqrt();
        let [query, key, value] = projections(at, names, size)?;
        Ok(Self {
            qkv: fits(fuse(&query, &key, &value, scale))?.stored(at.precision)?,
            output: names
                .linear(at, names.attention_output, size, size)?
                .stored(at.precision)?,
            heads: i64::from(config.heads),
            head_size: config.head_size() as i64,
        })
    }

    /// Attention weights and contexts of every head, by explicit softmax.
    pub(crate) fn explicit(
        &self,
        x: &Tensor,
        mask: Option<&Tensor>,
        kept_heads: Option<&Tensor>,
    ) -> Kernel<Attended> {
        let [query, key, value] = self.project(x)?;
        let weights = softmax(&query, &key, mask)?;
        let mut contexts = weights.f_matmul(&value)?;
        if let Some(kept) = kept_heads {
            contexts = contexts.f_mul(kept)?;
        }
        Ok(Attended {
            weights,
            contexts: self.join(&contexts)?,
        })
    }

    /// Attention weights alone, `[batch, heads, width, width]`.
    pub(crate) fn weights(&self, x: &Tensor, mask: Option<&Tensor>) -> Kernel<Tensor> {
        let [query, key, _value] = self.project(x)?;
        softmax(&query, &key, mask)
    }

    /// Contexts of the first `rows` query positions by the fused kernel; weights are never formed.
    pub(crate) fn fused(
        &self,
        x: &Tensor,
        rows: i64,
        mask: Option<&Tensor>,
        kept_heads: Option<&Tensor>,
    ) -> Kernel<Tensor> {
        let [query, key, value] = if rows == x.size()[1] {
            self.project(x)?
        } else {
            self.project_queries(x, rows)?
        };
        let mut contexts = Tensor::f_scaled_dot_product_attention(
            &query, &key, &value, mask, 0.0, false, 1.0, false,
        )?;
        if let Some(kept) = kept_heads {
            contexts = contexts.f_mul(kept)?;
        }
        self.join(&contexts)
    }

    /// The output projection of contexts `[batch, rows, heads · head size]`.
    pub(crate) fn project_out(&self, contexts: &Tensor) -> Kernel<Tensor> {
        self.output.forward(contexts)
    }

    fn project(&self, x: &Tensor) -> Kernel<[Tensor; 3]> {
        self.split(&self.qkv.forward(x)?)
    }

    /// As [`SelfAttention::project`], but queries of the first `rows` positions only.
    fn project_queries(&self, x: &Tensor, rows: i64) -> Kernel<[Tensor; 3]> {
        let size = self.heads * self.head_size;
        let queried = x.f_narrow(1, 0, rows)?;
        let [query] = self.split::<1>(&self.qkv.outputs(0, size)?.forward(&queried)?)?;
        let [key, value] = self.split::<2>(&self.qkv.outputs(size, 2 * size)?.forward(x)?)?;
        Ok([query, key, value])
    }

    /// `[batch, rows, N · heads · head size]` into N of `[batch, heads, rows, head size]`: views.
    fn split<const N: usize>(&self, x: &Tensor) -> Kernel<[Tensor; N]> {
        let (batch, rows, _) = x.size3()?;
        let parts = x
            .f_view(&[batch, rows, N as i64, self.heads, self.head_size][..])?
            .f_permute(&[2, 0, 3, 1, 4][..])?
            .f_unbind(0)?;
        // A view of N parts unbinds into N parts.
        parts
            .try_into()
            .map_err(|_parts| tch::TchError::Shape("split of a projection".to_owned()))
    }

    /// `[batch, heads, rows, head size]` into `[batch, rows, heads · head size]`.
    fn join(&self, x: &Tensor) -> Kernel<Tensor> {
        let (batch, _, rows, _) = x.size4()?;
        x.f_transpose(1, 2)?
            .f_reshape(&[batch, rows, self.heads * self.head_size][..])
    }
}

/// Query, key and value, however they are stored.
fn projections(
    at: &Parameters<'_>,
    names: &LayerNames,
    size: usize,
) -> Result<[Linear; 3], LoadError> {
    match &names.projections {
        Projections::Separate(parts) => {
            let [query, key, value] = parts.map(|part| names.linear(at, part, size, size));
            Ok([query?, key?, value?])
        }
        Projections::Fused(name) => {
            let all = names.linear(at, name, size, 3 * size)?;
            let size = size as i64;
            let [query, key, value] = [0, 1, 2].map(|part| all.outputs(part * size, size));
            Ok([fits(query)?, fits(key)?, fits(value)?])
        }
    }
}

fn softmax(query: &Tensor, key: &Tensor, mask: Option<&Tensor>) -> Kernel<Tensor> {
    let mut scores = query.f_matmul(&key.f_transpose(-2, -1)?)?;
    if let Some(mask) = mask {
        scores = scores.f_add(mask)?;
    }
    scores.f_softmax(-1, None)
}

/// One matrix for three projections; the scale is put into the query once instead of per pass.
fn fuse(query: &Linear, key: &Linear, value: &Linear, scale: f64) -> Kernel<Linear> {
    let weight = query.weight.f_mul_scalar(scale)?;
    let weight = Tensor::f_cat(&[&weight, &key.weight, &value.weight], 0)?;
    let bias = match (&query.bias, &key.bias, &value.bias) {
        (Some(query), Some(key), Some(value)) => Some(Tensor::f_cat(
            &[&query.f_mul_scalar(scale)?, key, value],
            0,
        )?),
        _ => None,
    };
    Ok(Linear { weight, bias })
}

fn fits<T>(loaded: Kernel<T>) -> Result<T, LoadError> {
    loaded.map_err(|error| LoadError(format!("The attention weights do not fit: {error}.")))
}
