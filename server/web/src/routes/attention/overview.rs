//! All heads at a glance: pooled and summed up, one layer after another.

use std::sync::Arc;

use headlight_core::{Head, LayerAttention};
use serde::{Serialize, Serializer};

use super::nested::Nested;
use super::pool::{max_pool, widen};
use super::summary::Summary;

/// Pooled weights of some layers and heads, `[layer][head][from][to]`.
pub(super) struct PooledWeights {
    heads: usize,
    side: usize,
    values: Vec<u8>,
}

/// Pools layers as they come, so that one of them is in memory at a time.
pub(super) struct Overview {
    heads: Arc<[Head]>,
    special: Arc<[bool]>,
    side: usize,
    values: Vec<u8>,
    summary: Vec<Vec<Summary>>,
}

impl Overview {
    /// No layer yet: what is done to each, `special` telling which tokens were added.
    pub(super) fn new(heads: &[Head], special: Vec<bool>, side: usize) -> Self {
        Self {
            heads: heads.into(),
            special: special.into(),
            side,
            values: Vec::new(),
            summary: Vec::new(),
        }
    }

    /// Adds a layer. With 512 tokens that takes milliseconds, which are not spent on a thread
    /// that others need.
    pub(super) async fn add(
        &mut self,
        layer: LayerAttention,
    ) -> Result<(), tokio::task::JoinError> {
        let (heads, special, side) = (self.heads.clone(), self.special.clone(), self.side);
        let pooled = tokio::task::spawn_blocking(move || {
            let heads = heads.iter().map(|head| layer.head(*head));
            let pooled = heads.map(|head| {
                (
                    max_pool(head, special.len(), side),
                    Summary::of(head, &special),
                )
            });
            pooled.unzip::<_, _, Vec<_>, Vec<_>>()
        });
        let (values, summary) = pooled.await?;
        self.values.extend(values.into_iter().flatten());
        self.summary.push(summary);
        Ok(())
    }

    /// What came of all layers.
    pub(super) fn finish(self) -> (PooledWeights, Vec<Vec<Summary>>) {
        let weights = PooledWeights {
            heads: self.heads.len(),
            side: self.side,
            values: self.values,
        };
        (weights, self.summary)
    }
}

impl PooledWeights {
    /// The sizes.
    pub(super) fn shape(&self) -> [usize; 4] {
        let matrix = self.side * self.side;
        let layers = self.values.len() / (self.heads * matrix);
        [layers, self.heads, self.side, self.side]
    }

    /// All values in order, a byte each.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.values
    }
}

impl Serialize for PooledWeights {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let nested = Nested {
            values: &self.values,
            shape: &self.shape(),
            read: widen,
        };
        nested.serialize(serializer)
    }
}
