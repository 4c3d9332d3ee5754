//! What each unit adds.

use headlight_explain::Attribution;
use serde::Serialize;
use utoipa::ToSchema;

/// A unit's weight: in probability points; of `integrated_gradients` and `gradient_x_input` in their
/// output's unit, of `attention_rollout` as a share.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitWeight {
    /// The unit.
    unit: usize,
    /// How much it adds.
    pub weight: f32,
    /// The lower end of its 95 % interval, where one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    low: Option<f32>,
    /// The upper end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    high: Option<f32>,
}

/// The weights of an attribution.
pub(in super::super) fn weights(attribution: &Attribution) -> Vec<UnitWeight> {
    let weights = attribution.weights.iter().enumerate();
    weights
        .map(|(unit, weight)| UnitWeight {
            unit,
            weight: weight.value as f32,
            low: weight.margin.map(|margin| (weight.value - margin) as f32),
            high: weight.margin.map(|margin| (weight.value + margin) as f32),
        })
        .collect()
}
