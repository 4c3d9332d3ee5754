//! The weights of chosen layers and heads, as JSON and as bytes: both from the same numbers.

use headlight_core::{Head, LayerAttention, TokenIndex, dequantise};
use serde::{Serialize, Serializer};

use super::nested::Nested;

/// Attention of some layers and heads, `[layer][head][from][to]`.
pub(super) struct ExactWeights {
    layers: Vec<LayerAttention>,
    heads: Vec<Head>,
    rows: Vec<TokenIndex>,
    tokens: usize,
}

impl ExactWeights {
    /// Where the tokens `rows` look, by `heads` in each of `layers`.
    pub(super) fn new(
        layers: Vec<LayerAttention>,
        heads: Vec<Head>,
        rows: Vec<TokenIndex>,
        tokens: usize,
    ) -> Self {
        Self {
            layers,
            heads,
            rows,
            tokens,
        }
    }

    /// The rows of one head.
    fn of<'a>(&'a self, layer: &'a LayerAttention, head: Head) -> impl Iterator<Item = &'a [u16]> {
        let (values, tokens) = (layer.head(head), self.tokens);
        let rows = self.rows.iter();
        rows.map(move |row| &values[row.offset() * tokens..][..tokens])
    }

    /// The sizes.
    pub(super) fn shape(&self) -> [usize; 4] {
        [
            self.layers.len(),
            self.heads.len(),
            self.rows.len(),
            self.tokens,
        ]
    }

    /// All values in order, two bytes each.
    pub(super) fn little_endian(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(2 * self.shape().iter().product::<usize>());
        for layer in &self.layers {
            for head in &self.heads {
                let values = self.of(layer, *head).flatten();
                bytes.extend(values.flat_map(|value| value.to_le_bytes()));
            }
        }
        bytes
    }
}

impl Serialize for ExactWeights {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shape = [self.tokens];
        serializer.collect_seq(self.layers.iter().map(|layer| {
            let rows = |head: &Head| {
                let rows = self.of(layer, *head).map(|values| Nested {
                    values,
                    shape: &shape,
                    read: dequantise,
                });
                rows.collect::<Vec<_>>()
            };
            self.heads.iter().map(rows).collect::<Vec<_>>()
        }))
    }
}
