//! What an explanation looks like.

mod faithfulness;
mod quality;
mod units;
mod weights;

use serde::Serialize;
use utoipa::ToSchema;

use super::body::MethodName;
use crate::wire::Truncation;
pub(super) use faithfulness::FaithfulnessReport;
pub(super) use quality::ExplainQuality;
pub(super) use units::{ExplainedUnit, units};
pub(super) use weights::{UnitWeight, weights};

/// What each unit of a text adds to a classifier's answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Explanation {
    /// The method.
    pub method: MethodName,
    /// The label that is explained.
    pub target: String,
    /// What was taken away.
    pub units: Vec<ExplainedUnit>,
    /// One for each model, in the order asked for.
    pub results: Vec<ExplainedModel>,
    /// With two models: first − second.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub difference: Option<Vec<UnitWeight>>,
    /// How many different texts models were asked about, and how often they were differentiated.
    pub evaluations: usize,
    /// What was allowed, and what an exact answer would take.
    pub cost: Cost,
    /// Where random numbers came from.
    pub seed: u32,
    /// Where the text was cut because it had too many tokens.
    #[schema(required)]
    pub truncated: Option<Truncation>,
    /// With the option `table`: every text that a model was asked about, once, in the order asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub table: Option<Vec<TableRow>>,
}

/// What a model said about one text.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TableRow {
    /// The model's id.
    pub model: String,
    /// The text.
    pub text: String,
    /// A probability for each of its labels.
    pub probabilities: Vec<f32>,
}

/// What units add to one model's answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExplainedModel {
    /// The model's id.
    pub model: String,
    /// The probability of the target for the text as it is.
    pub prediction: f32,
    /// The probability that weights are counted from: with `shap` that of the text without any unit,
    /// with `integrated_gradients` of a probability that of the baseline. Else null, unless the text has
    /// no unit.
    #[schema(required)]
    pub base_value: Option<f32>,
    /// What is left without any unit, for methods that take units away.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub blank: Option<Blank>,
    /// In the order of the units.
    pub weights: Vec<UnitWeight>,
    /// How far to trust it.
    pub quality: ExplainQuality,
}

/// The text without its units, taken away as the method takes them away.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Blank {
    /// What is left.
    pub text: String,
    /// The probability of the target there.
    pub prediction: f32,
}

/// What was allowed, and what would be needed.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub(crate) struct Cost {
    /// Evaluations that were allowed for each model.
    pub budget: usize,
    /// Evaluations of an exact answer; null where they are beyond counting.
    #[schema(required)]
    pub exact: Option<u64>,
}

impl Cost {
    pub(super) fn new(budget: usize, exact: f64) -> Self {
        // Up to here, every whole number is exact in JSON.
        let countable = exact < 9_007_199_254_740_992.0;
        Self {
            budget,
            exact: countable.then_some(exact as u64),
        }
    }
}
