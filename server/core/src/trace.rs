//! Everything that one forward pass leaves behind.

use std::sync::{Arc, LazyLock};

use crate::{Head, HiddenLayer, Layer, TokenIndex};

/// The sizes of a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceShape {
    /// Number of layers.
    pub layers: u16,
    /// Heads in each layer.
    pub heads: u16,
    /// Tokens in the sequence.
    pub tokens: usize,
    /// Numbers in one hidden state.
    pub hidden_size: usize,
}

impl TraceShape {
    /// Numbers in one layer's attention, `[heads, tokens, tokens]`.
    pub fn attention_len(&self) -> usize {
        usize::from(self.heads) * self.tokens * self.tokens
    }

    /// Numbers in all hidden states, `[layers + 1, tokens, hidden_size]`.
    pub fn hidden_len(&self) -> usize {
        (usize::from(self.layers) + 1) * self.tokens * self.hidden_size
    }

    /// Bytes of a whole trace without contexts.
    pub fn bytes(&self) -> usize {
        usize::from(self.layers) * self.attention_len() * size_of::<u16>()
            + self.hidden_len() * size_of::<f32>()
    }
}

/// One layer's attention, quantised: `[heads, from, to]`, value/65535.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerAttention {
    tokens: usize,
    values: Arc<[u16]>,
}

impl LayerAttention {
    /// Wraps quantised weights of shape `[heads, tokens, tokens]`.
    pub fn new(tokens: usize, values: Vec<u16>) -> Self {
        debug_assert!(tokens == 0 || values.len().is_multiple_of(tokens * tokens));
        Self {
            tokens,
            values: values.into(),
        }
    }

    /// All heads, row-major `[heads, from, to]`.
    pub fn values(&self) -> &[u16] {
        &self.values
    }

    /// One head, row-major `[from, to]`.
    pub fn head(&self, head: Head) -> &[u16] {
        let size = self.tokens * self.tokens;
        &self.values[head.offset() * size..][..size]
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        size_of_val::<[u16]>(&self.values)
    }
}

/// The attention weight as a whole number of 65535ths.
pub fn quantise(weight: f32) -> u16 {
    // `as` saturates, and 0.5 rounds to nearest: exact for 0 and 1.
    (weight * 65_535.0 + 0.5) as u16
}

/// The attention weight that a quantised value stands for.
pub fn dequantise(value: u16) -> f32 {
    f32::from(value) / 65_535.0
}

/// −p ln p of the attention weight that a quantised value stands for: its part of a row's entropy, in nats.
pub fn surprise(value: u16) -> f32 {
    static TABLE: LazyLock<Vec<f32>> = LazyLock::new(|| {
        let surprise = |value| match dequantise(value) {
            0.0 => 0.0,
            weight => -weight * weight.ln(),
        };
        (0..=u16::MAX).map(surprise).collect()
    });
    TABLE[usize::from(value)]
}

/// What a forward pass over one sequence left behind: no logits, the vocabulary head is run on the
/// rows that are asked for.
#[derive(Clone, Debug)]
pub struct Trace {
    shape: TraceShape,
    hidden: Vec<f32>,
    attention: Option<Vec<LayerAttention>>,
    contexts: Option<Vec<f32>>,
}

impl Trace {
    /// A trace of `hidden` `[layers + 1, tokens, hidden_size]`, and, where asked for, one attention
    /// per layer and `contexts` `[layers, tokens, heads · head size]`.
    pub fn new(
        shape: TraceShape,
        hidden: Vec<f32>,
        attention: Option<Vec<LayerAttention>>,
        contexts: Option<Vec<f32>>,
    ) -> Self {
        debug_assert_eq!(hidden.len(), shape.hidden_len());
        Self {
            shape,
            hidden,
            attention,
            contexts,
        }
    }

    /// The sizes.
    pub fn shape(&self) -> TraceShape {
        self.shape
    }

    /// The hidden states at one point, `[tokens, hidden_size]`.
    pub fn hidden(&self, at: HiddenLayer) -> &[f32] {
        let size = self.shape.tokens * self.shape.hidden_size;
        &self.hidden[at.offset() * size..][..size]
    }

    /// The hidden state of one token at one point.
    pub fn hidden_row(&self, at: HiddenLayer, token: TokenIndex) -> &[f32] {
        let size = self.shape.hidden_size;
        &self.hidden(at)[token.offset() * size..][..size]
    }

    /// One layer's attention, unless it was left out or dropped.
    pub fn attention(&self, layer: Layer) -> Option<&LayerAttention> {
        self.attention
            .as_ref()
            .map(|layers| &layers[layer.offset()])
    }

    /// One layer's context vectors `[tokens, heads · head size]`, where asked for.
    pub fn contexts(&self, layer: Layer) -> Option<&[f32]> {
        let contexts = self.contexts.as_ref()?;
        let size = contexts.len() / usize::from(self.shape.layers);
        Some(&contexts[layer.offset() * size..][..size])
    }

    /// The same trace without its attention: hidden states are enough to compute it again.
    #[must_use]
    pub fn without_attention(self) -> Self {
        Self {
            attention: None,
            ..self
        }
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        let floats = self.hidden.len() + self.contexts.as_ref().map_or(0, Vec::len);
        let attention = self
            .attention
            .iter()
            .flatten()
            .map(LayerAttention::bytes)
            .sum::<usize>();
        floats * size_of::<f32>() + attention
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantising_is_exact_at_the_ends_and_close_between() {
        assert_eq!((quantise(0.0), quantise(1.0)), (0, 65_535));
        for step in 0..=1000 {
            let weight = f32::from(step as u16) / 1000.0;
            assert!((dequantise(quantise(weight)) - weight).abs() <= 0.5 / 65_535.0 + 1e-7);
        }
        for value in 0..=u16::MAX {
            assert_eq!(quantise(dequantise(value)), value);
        }
    }
}
