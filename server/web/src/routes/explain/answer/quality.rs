//! How far an explanation can be trusted.

use headlight_explain::{Attribution, Quality};
use serde::Serialize;
use utoipa::ToSchema;

use super::FaithfulnessReport;

/// How good an explanation is; only what the method knows.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct ExplainQuality {
    /// `lime`: weighted R² of the linear model.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    r2: Option<f32>,
    /// `lime`: what the linear model predicts for the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    local_prediction: Option<f32>,
    /// `lime`: what it predicts without any unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    intercept: Option<f32>,
    /// `shap`: what base, weights and unresolved phrases lack to the prediction.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    residual: Option<f32>,
    /// `shap`: phrases whose credit the budget did not suffice to divide.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    unresolved: Option<Vec<UnresolvedPhrase>>,
    /// How far the weights hold when the model is asked again, for each way of removal.
    pub faithfulness: Vec<FaithfulnessReport>,
}

/// Units whose common weight is not divided.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnresolvedPhrase {
    /// The first unit.
    first: usize,
    /// The last unit.
    last: usize,
    /// Their weight.
    weight: f32,
}

impl ExplainQuality {
    /// What a method says of itself.
    pub(in super::super) fn new(attribution: &Attribution) -> Self {
        match &attribution.quality {
            Quality::Linear {
                r2,
                local_prediction,
            } => Self {
                r2: Some(*r2 as f32),
                local_prediction: Some(*local_prediction as f32),
                intercept: Some(attribution.base as f32),
                ..Self::default()
            },
            Quality::Additive {
                residual,
                unresolved,
            } => {
                let phrases = unresolved.iter().map(|phrase| UnresolvedPhrase {
                    first: phrase.first,
                    last: phrase.last,
                    weight: phrase.value as f32,
                });
                Self {
                    residual: Some(*residual as f32),
                    unresolved: Some(phrases.collect()),
                    ..Self::default()
                }
            }
            Quality::Occlusion => Self::default(),
        }
    }
}
