//! The weights of chosen layers and heads, as JSON and as bytes: both from the same numbers.

use headlight_core::{Head, LayerAttention, dequantise};
use serde::{Serialize, Serializer};

use super::nested::Nested;

/// Attention of some layers and heads, `[layer][head][from][to]`.
pub(super) struct ExactWeights {
    layers: Vec<LayerAttention>,
    heads: Vec<Head>,
    tokens: usize,
}

impl ExactWeights {
    /// The weights of `heads` in each of `layers`.
    pub(super) fn new(layers: Vec<LayerAttention>, heads: Vec<Head>, tokens: usize) -> Self {
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
        for layer in &self.layers {
            for head in &self.heads {
                let values = layer.head(*head).iter();
                bytes.extend(values.flat_map(|value| value.to_le_bytes()));
            }
        }
        bytes
    }
}

impl Serialize for ExactWeights {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shape = [self.tokens, self.tokens];
        serializer.collect_seq(self.layers.iter().map(|layer| {
            let matrix = |head: &Head| Nested {
                values: layer.head(*head),
                shape: &shape,
                read: dequantise,
            };
            self.heads.iter().map(matrix).collect::<Vec<_>>()
        }))
    }
}
