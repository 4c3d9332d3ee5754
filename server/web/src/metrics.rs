//! What is counted and timed, in Prometheus' words.

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

/// All metrics of one server.
pub(crate) struct Metrics {
    registry: Registry,
    /// Sequences traced or scored.
    pub forward_passes: Counter,
    /// Traces that were there already.
    pub cache_hits: Counter,
    /// Traces that had to be made.
    pub cache_misses: Counter,
    /// Bytes of the traces that are kept.
    pub cache_bytes: Gauge,
    /// Texts whose scores were there already.
    pub score_hits: Counter,
    /// Texts that had to be scored.
    pub score_misses: Counter,
    /// Bytes of the scores that are kept.
    pub score_bytes: Gauge,
    /// Models in memory, counted once for each worker that has a copy.
    pub models_loaded: Gauge,
    /// Bytes that their weights take.
    pub model_bytes: Gauge,
    /// How fast models are, by what they do.
    pub tokens_per_second: Family<Labels, Gauge>,
    /// Jobs that wait.
    pub queue_depth: Family<QueueLabels, Gauge>,
    /// Seconds until a job's first turn.
    pub queue_wait_seconds: Family<QueueLabels, Histogram, fn() -> Histogram>,
    /// Requests answered.
    pub requests: Family<Labels, Counter>,
    /// Seconds until the answer began.
    pub request_seconds: Family<Labels, Histogram, fn() -> Histogram>,
}

/// `queue="interactive"` or `queue="bulk"`.
pub(crate) type QueueLabels = [(&'static str, &'static str); 1];

/// The route's pattern, and the status where it is counted by status; or a model and its work.
pub(crate) type Labels = Vec<(&'static str, String)>;

/// From half a millisecond to a minute.
fn seconds() -> Histogram {
    Histogram::new(exponential_buckets(0.0005, 2.0, 18))
}

impl Metrics {
    /// Everything at zero.
    pub(crate) fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("headlight"),
            forward_passes: Counter::default(),
            cache_hits: Counter::default(),
            cache_misses: Counter::default(),
            cache_bytes: Gauge::default(),
            score_hits: Counter::default(),
            score_misses: Counter::default(),
            score_bytes: Gauge::default(),
            models_loaded: Gauge::default(),
            model_bytes: Gauge::default(),
            tokens_per_second: Family::default(),
            queue_depth: Family::default(),
            queue_wait_seconds: Family::new_with_constructor(seconds),
            requests: Family::default(),
            request_seconds: Family::new_with_constructor(seconds),
        };
        metrics.register();
        metrics
    }

    #[rustfmt::skip]
    fn register(&mut self) {
        let registry = &mut self.registry;
        registry.register("forward_passes", "Sequences traced or scored", self.forward_passes.clone());
        registry.register("cache_hits", "Traces that were there already", self.cache_hits.clone());
        registry.register("cache_misses", "Traces that had to be made", self.cache_misses.clone());
        registry.register("cache_bytes", "Bytes of the traces that are kept", self.cache_bytes.clone());
        registry.register("score_cache_hits", "Texts whose scores were there already", self.score_hits.clone());
        registry.register("score_cache_misses", "Texts that had to be scored", self.score_misses.clone());
        registry.register("score_cache_bytes", "Bytes of the scores that are kept", self.score_bytes.clone());
        registry.register("models_loaded", "Models in memory, once for each worker", self.models_loaded.clone());
        registry.register("model_bytes", "Bytes of the weights in memory", self.model_bytes.clone());
        registry.register("tokens_per_second", "Tokens of a step over its seconds, by model and work", self.tokens_per_second.clone());
        registry.register("queue_depth", "Jobs that wait", self.queue_depth.clone());
        registry.register("queue_wait_seconds", "Seconds until a job's first turn", self.queue_wait_seconds.clone());
        registry.register("requests", "Requests answered", self.requests.clone());
        registry.register("request_seconds", "Seconds until the answer began", self.request_seconds.clone());
    }

    /// All metrics as text.
    pub(crate) fn encode(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
