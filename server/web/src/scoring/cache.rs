//! The scores that are kept.

use std::sync::Arc;

use headlight_core::ModelId;
use moka::policy::EvictionPolicy;
use moka::sync::Cache;

use crate::metrics::Metrics;

/// A classifier's logits `[labels]` of one text.
pub(crate) type Logits = Arc<[f32]>;

/// The text itself and the model's id determine the tokens, and with them the scores.
type Key = (ModelId, Arc<str>);

/// What an entry takes beside its text and numbers, by how a server grows over 55,000 of them: two
/// counted pointers, the key, the cache's own lists, and what the allocator rounds up.
const OVERHEAD: usize = 550;

/// Scores by what determines them, the least recently used dropped first. A copy is the same cache.
#[derive(Clone)]
pub(crate) struct ScoreCache {
    scores: Cache<Key, Logits>,
    metrics: Arc<Metrics>,
}

impl ScoreCache {
    /// A cache of at most `bytes` bytes.
    pub(crate) fn new(bytes: u64, metrics: Arc<Metrics>) -> Self {
        let weigh = |(model, text): &Key, logits: &Logits| {
            let held = model.as_str().len() + text.len() + size_of_val::<[f32]>(logits);
            u32::try_from(held + OVERHEAD).unwrap_or(u32::MAX)
        };
        let scores = Cache::builder()
            .max_capacity(bytes)
            .weigher(weigh)
            .eviction_policy(EvictionPolicy::lru())
            .build();
        Self { scores, metrics }
    }

    /// What a model said about a text, where it is kept.
    pub(super) fn get(&self, model: &ModelId, text: &Arc<str>) -> Option<Logits> {
        let found = self.scores.get(&(model.clone(), text.clone()));
        let counter = if found.is_some() {
            &self.metrics.score_hits
        } else {
            &self.metrics.score_misses
        };
        counter.inc();
        found
    }

    /// Keeps what a model said about a text.
    pub(super) fn insert(&self, model: &ModelId, text: &Arc<str>, logits: Logits) {
        self.scores.insert((model.clone(), text.clone()), logits);
    }

    /// Says how many bytes are kept.
    pub(crate) fn measure(&self) {
        self.scores.run_pending_tasks();
        let bytes = i64::try_from(self.scores.weighted_size()).unwrap_or(i64::MAX);
        self.metrics.score_bytes.set(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_weighed_and_the_oldest_leave() {
        let metrics = Arc::new(Metrics::new());
        let cache = ScoreCache::new(100_000, metrics.clone());
        let model = ModelId::parse("sort").unwrap();
        for number in 0..1000 {
            let text: Arc<str> = format!("{number} {}", "word ".repeat(20)).into();
            cache.insert(&model, &text, [0.5, 1.5].into());
        }
        cache.measure();
        let bytes = metrics.score_bytes.get();
        assert!((50_000..=100_000).contains(&bytes), "{bytes}");
        let text = |number: usize| Arc::from(format!("{number} {}", "word ".repeat(20)));
        assert_eq!(
            cache.get(&model, &text(999)).as_deref(),
            Some(&[0.5, 1.5][..])
        );
        assert_eq!(cache.get(&model, &text(0)), None);
        let other = ModelId::parse("other").unwrap();
        assert_eq!(cache.get(&other, &text(999)), None);
        assert_eq!(
            (metrics.score_hits.get(), metrics.score_misses.get()),
            (1, 2)
        );
    }
}
