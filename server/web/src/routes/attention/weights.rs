//! The weights of chosen layers and heads, as JSON and as bytes: both from the same numbers.

use headlight_core::{Head, LayerAttention, dequantise};
use serde::{Serialize, Serializer};

/// Attention of some layers and heads, `[layer][head][from][to]`.
pub(super) struct AttentionWeights<'a> {
    layers: &'a [LayerAttention],
    heads: &'a [Head],
    tokens: usize,
}

/// One matrix `[from][to]`.
struct Matrix<'a> {
    values: &'a [u16],
    tokens: usize,
}

/// One row `[to]`.
struct Row<'a>(&'a [u16]);

impl<'a> AttentionWeights<'a> {
    /// The weights of `heads` in each of `layers`.
    pub(super) fn new(layers: &'a [LayerAttention], heads: &'a [Head], tokens: usize) -> Self {
        Self {
            layers,
            heads,
            tokens,
        }
    }

    /// The sizes.
    pub(super) fn shape(&self) -> [usize; 4] {
        [
            self.layers.len(),
            self.heads.len(),
            self.tokens,
            self.tokens,
        ]
    }

    /// All values in order, two bytes each.
    pub(super) fn little_endian(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(2 * self.shape().iter().product::<usize>());
        for layer in self.layers {
            for head in self.heads {
                bytes.extend(
                    layer
                        .head(*head)
                        .iter()
                        .flat_map(|value| value.to_le_bytes()),
                );
            }
        }
        bytes
    }
}

impl Serialize for AttentionWeights<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.layers.iter().map(|layer| {
            let matrix = |head: &Head| Matrix {
                values: layer.head(*head),
                tokens: self.tokens,
            };
            self.heads.iter().map(matrix).collect::<Vec<_>>()
        }))
    }
}

impl Serialize for Matrix<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.values.chunks_exact(self.tokens).map(Row))
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|value| dequantise(*value)))
    }
}
