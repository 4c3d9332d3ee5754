//! The traces that are kept.

use std::sync::Arc;

use headlight_core::{ModelId, Sequence, Trace, TraceShape};
use moka::policy::EvictionPolicy;

use super::Failure;
use crate::metrics::Metrics;

type Key = (ModelId, Sequence);

/// Traces by what determines them, the least recently used dropped first.
pub(super) struct Cache {
    traces: moka::future::Cache<Key, Arc<Trace>>,
    bytes: u64,
    pub(super) metrics: Arc<Metrics>,
}

impl Cache {
    /// A cache of at most `bytes` bytes.
    pub(super) fn new(bytes: u64, metrics: Arc<Metrics>) -> Self {
        let traces = moka::future::Cache::builder()
            .max_capacity(bytes)
            .weigher(|_, trace: &Arc<Trace>| u32::try_from(trace.bytes()).unwrap_or(u32::MAX))
            .eviction_policy(EvictionPolicy::lru())
            .build();
        Self {
            traces,
            bytes,
            metrics,
        }
    }

    /// Whether a trace is small enough to be kept whole; else only its hidden states are.
    pub(super) fn has_room_for_attention(&self, shape: TraceShape) -> bool {
        shape.bytes() as u64 <= self.bytes / 4
    }

    /// The trace that is kept, or else the one that `make` makes; asked for twice at the same time,
    /// it is made once.
    pub(super) async fn get(
        &self,
        model: &ModelId,
        sequence: &Sequence,
        make: impl Future<Output = Result<Arc<Trace>, Failure>>,
    ) -> Result<Arc<Trace>, Failure> {
        let key = (model.clone(), sequence.clone());
        let entry = self.traces.entry(key).or_try_insert_with(make).await;
        let entry = entry.map_err(|failure| (*failure).clone())?;
        let counter = if entry.is_fresh() {
            &self.metrics.cache_misses
        } else {
            &self.metrics.cache_hits
        };
        counter.inc();
        Ok(entry.into_value())
    }

    /// Says how many bytes are kept.
    pub(super) async fn measure(&self) {
        self.traces.run_pending_tasks().await;
        let bytes = i64::try_from(self.traces.weighted_size()).unwrap_or(i64::MAX);
        self.metrics.cache_bytes.set(bytes);
    }
}
