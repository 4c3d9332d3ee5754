//! Sequences of different length as one padded block.

use headlight_core::{Ablation, Layer, ModelError, Sequence, TokenId};
use tch::{Kind, Tensor};

use crate::architecture::PositionRule;
use crate::config::Config;
use crate::kernel::{Kernel, model_error};

/// A padded batch: what the embeddings and every layer need to know of it.
pub(crate) struct Batch<'a> {
    sequences: &'a [Sequence],
    /// Token ids `[batch, width]`.
    pub(crate) ids: Tensor,
    /// Rows of the position table `[batch, width]`.
    pub(crate) positions: Tensor,
    /// Segments `[batch, width]`.
    pub(crate) segments: Tensor,
    /// Added to the scores: 0 for what may be attended to, else −∞. `[batch, 1, 1, width]` where
    /// something is padded, `[1, 1, width, width]` for causal models, none where all is attended to.
    pub(crate) mask: Option<Tensor>,
}

impl<'a> Batch<'a> {
    /// Checks the sequences against the model and pads them to the longest.
    ///
    /// # Errors
    /// When a sequence is empty, too long, or holds an id that the model does not have.
    pub(crate) fn new(sequences: &'a [Sequence], config: &Config) -> Result<Self, ModelError> {
        for sequence in sequences {
            check(sequence, config).map_err(ModelError::Sequence)?;
        }
        let width = sequences
            .iter()
            .map(Sequence::len)
            .max()
            .unwrap_or_default();
        let ids = |s: &Sequence| s.ids().iter().map(|id| i64::from(id.0)).collect();
        let segments = |s: &Sequence| s.segments().iter().map(|s| i64::from(*s)).collect();
        let positions = |s: &Sequence| positions(s.ids(), config);
        let build = || {
            Ok(Self {
                sequences,
                ids: padded(sequences, width, ids)?,
                positions: padded(sequences, width, positions)?,
                segments: padded(sequences, width, segments)?,
                // Padding stands on the right, where a causal model does not look.
                mask: if config.architecture.plan().causal {
                    Some(causal_mask(width)?)
                } else {
                    padding_mask(sequences, width)?
                },
            })
        };
        build().map_err(|error| model_error(&error))
    }

    pub(crate) fn sequences(&self) -> &'a [Sequence] {
        self.sequences
    }

    /// The states `[batch, hidden]` of each sequence's last token, from `[batch, width, hidden]`.
    pub(crate) fn last_tokens(&self, x: &Tensor) -> Kernel<Tensor> {
        let row = |(at, sequence): (usize, &Sequence)| {
            x.f_select(0, at as i64)?
                .f_select(0, sequence.len() as i64 - 1)
        };
        let rows: Vec<_> = self
            .sequences
            .iter()
            .enumerate()
            .map(row)
            .collect::<Kernel<_>>()?;
        Tensor::f_stack(&rows, 0)
    }

    /// 0 where a head of this layer is ablated, else 1: `[batch, heads, 1, 1]`; none where all are 1.
    pub(crate) fn kept_heads(&self, layer: Layer, heads: u16) -> Kernel<Option<Tensor>> {
        let here = |a: &&Ablation| a.layer == layer;
        if !self
            .sequences
            .iter()
            .any(|s| s.ablated().iter().any(|a| here(&a)))
        {
            return Ok(None);
        }
        let mut kept = vec![1f32; self.sequences.len() * usize::from(heads)];
        for (row, sequence) in kept.chunks_mut(usize::from(heads)).zip(self.sequences) {
            for ablation in sequence.ablated().iter().filter(here) {
                row[ablation.head.offset()] = 0.0;
            }
        }
        let shape = [self.sequences.len() as i64, i64::from(heads), 1, 1];
        Tensor::f_from_slice(&kept)?.f_view(&shape[..]).map(Some)
    }
}

fn check(sequence: &Sequence, config: &Config) -> Result<(), String> {
    if sequence.is_empty() || sequence.len() > config.max_positions() {
        return Err(format!(
            "{} tokens of 1..={}",
            sequence.len(),
            config.max_positions()
        ));
    }
    if let Some(id) = sequence
        .ids()
        .iter()
        .find(|id| id.0 as usize >= config.vocab_size)
    {
        return Err(format!("token id {} of {}", id.0, config.vocab_size));
    }
    // A model without segments reads none, so segment 0 fits it too.
    let segments = config.segments.max(1);
    let absent = |segment: &&u8| usize::from(**segment) >= segments;
    if let Some(segment) = sequence.segments().iter().find(absent) {
        return Err(format!("segment {segment} of {segments}"));
    }
    let there = |a: &Ablation| a.layer.number() <= config.layers && a.head.number() <= config.heads;
    match sequence.ablated().iter().find(|a| !there(a)) {
        Some(a) => Err(format!("head {} of layer {} is not there", a.head, a.layer)),
        None => Ok(()),
    }
}

/// Pads with 0, which is a valid id: the mask keeps padding out of every sum.
fn padded(
    sequences: &[Sequence],
    width: usize,
    values: impl Fn(&Sequence) -> Vec<i64>,
) -> Kernel<Tensor> {
    let mut block = Vec::with_capacity(sequences.len() * width);
    for sequence in sequences {
        block.extend(values(sequence));
        block.resize(block.len() + width - sequence.len(), 0);
    }
    Tensor::f_from_slice(&block)?.f_view(&[sequences.len() as i64, width as i64][..])
}

/// Which row of the position table each token reads.
fn positions(ids: &[TokenId], config: &Config) -> Vec<i64> {
    let first = config.first_position() as i64;
    match config.architecture.plan().positions {
        PositionRule::FromZero => (first..).take(ids.len()).collect(),
        PositionRule::AfterPadding => {
            let padding = TokenId(config.padding);
            let mut next = first..;
            let mut number = |id: &TokenId| if *id == padding { None } else { next.next() };
            ids.iter()
                .map(|id| number(id).unwrap_or_else(|| i64::from(padding.0)))
                .collect()
        }
    }
}

/// −∞ above the diagonal, `[1, 1, width, width]`.
pub(crate) fn causal_mask(width: usize) -> Kernel<Tensor> {
    let width = width as i64;
    let all = Tensor::f_full(
        &[1, 1, width, width][..],
        f64::NEG_INFINITY,
        (Kind::Float, tch::Device::Cpu),
    )?;
    all.f_triu(1)
}

fn padding_mask(sequences: &[Sequence], width: usize) -> Kernel<Option<Tensor>> {
    if sequences.iter().all(|s| s.len() == width) {
        return Ok(None);
    }
    let lengths: Vec<i64> = sequences.iter().map(|s| s.len() as i64).collect();
    let lengths = Tensor::f_from_slice(&lengths)?.f_view(&[-1, 1, 1, 1][..])?;
    let places = Tensor::f_arange(width as i64, (Kind::Int64, tch::Device::Cpu))?;
    let padding = places.f_ge_tensor(&lengths)?;
    let size = padding.size();
    crate::kernel::zeros(&size)?
        .f_masked_fill(&padding, f64::NEG_INFINITY)
        .map(Some)
}
