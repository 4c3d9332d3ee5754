//! How far an explanation can be trusted.

use headlight_core::Output;
use headlight_explain::{Attribution, Quality};
use serde::Serialize;
use utoipa::ToSchema;

use super::FaithfulnessReport;
use crate::routes::explain::body::{OutputOption, RolloutOption};

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
    /// `integrated_gradients`: Σ weights, `outside` included, − (`value` − `baseline_value`).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    delta: Option<f32>,
    /// `integrated_gradients`: how many points of the path were taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    steps: Option<usize>,
    /// `integrated_gradients`: whether `delta` is at most 1 % of what is divided, or 0.001.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    converged: Option<bool>,
    /// `integrated_gradients` and `gradient_x_input`: what the weights are of.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    output: Option<OutputOption>,
    /// Its value for the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    value: Option<f32>,
    /// `integrated_gradients`: its value for the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    baseline_value: Option<f32>,
    /// `attention_rollout`: what was followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    kind: Option<RolloutOption>,
    /// These three methods: the weight of tokens of no unit, such as added specials.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    outside: Option<f32>,
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
            Quality::Path {
                output,
                value,
                delta,
                converged,
                steps,
                outside,
            } => Self {
                delta: Some(*delta as f32),
                steps: Some(*steps),
                converged: Some(*converged),
                baseline_value: Some(attribution.base as f32),
                ..Self::of_output(*output, *value, *outside)
            },
            Quality::Gradient {
                output,
                value,
                outside,
            } => Self::of_output(*output, *value, *outside),
            Quality::Rollout { weighted, outside } => Self {
                kind: Some(if *weighted {
                    RolloutOption::Gradient
                } else {
                    RolloutOption::Plain
                }),
                outside: Some(*outside as f32),
                ..Self::default()
            },
        }
    }

    fn of_output(output: Output, value: f64, outside: f64) -> Self {
        Self {
            output: Some(output.into()),
            value: Some(value as f32),
            outside: Some(outside as f32),
            ..Self::default()
        }
    }
}
