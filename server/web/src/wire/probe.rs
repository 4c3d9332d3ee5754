//! What probes are worth and what they say.

use headlight_corpus::probe::{LayerProbe, ProbeSet};
use serde::Serialize;
use utoipa::ToSchema;

/// Linear classifiers over hidden states, one for each layer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Probes {
    /// What they tell: `upos` or `deprel`.
    pub label: &'static str,
    /// How many labels they tell apart.
    pub labels: usize,
    /// Words learned from, chosen by, and tested on.
    pub words: [usize; 3],
    /// The share of the tested words that bear the commonest label: what is right without looking.
    pub majority: f64,
    /// From layer 0 up.
    pub layers: Vec<ProbedLayer>,
}

/// The probe of one layer, on words of documents that it has not seen.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProbedLayer {
    /// The layer; 0 is the embedding output.
    pub layer: u16,
    /// The share that it gets right.
    pub accuracy: f64,
    /// The lower end of its 95 % interval (Wilson 1927).
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// What a probe gets right that was trained on labels by chance; the difference is the selectivity (Hewitt and Liang
    /// 2019).
    pub control: f64,
    /// What it says of each token of a text; null but for the first token of a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Option<Tag>>>,
}

/// What a probe says of a token.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Tag {
    /// The likeliest label.
    pub label: String,
    /// Its probability.
    pub probability: f32,
}

impl Probes {
    /// A set of probes; `tags` says what the one of a layer makes of a text.
    pub(crate) fn new(
        set: &ProbeSet,
        tags: impl Fn(&LayerProbe) -> Option<Vec<Option<Tag>>>,
    ) -> Self {
        let layer = |layer: &LayerProbe| ProbedLayer {
            layer: layer.layer,
            accuracy: layer.accuracy,
            low: layer.low,
            high: layer.high,
            control: layer.control,
            tags: tags(layer),
        };
        Self {
            label: set.label.name(),
            labels: set.labels.len(),
            words: set.words,
            majority: set.majority,
            layers: set.layers.iter().map(layer).collect(),
        }
    }
}
