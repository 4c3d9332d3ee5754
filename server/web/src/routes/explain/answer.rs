//! What an explanation looks like.

use headlight_core::Encoding;
use headlight_explain::{Attribution, Cut, Quality, Report};
use serde::Serialize;
use utoipa::ToSchema;

use super::body::MethodName;
use crate::wire::Truncation;

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
    /// How many different texts models were asked about.
    pub evaluations: usize,
    /// What was allowed, and what an exact answer would take.
    pub cost: Cost,
    /// Where random numbers came from.
    pub seed: u32,
    /// Where the text was cut because it had too many tokens.
    #[schema(required)]
    pub truncated: Option<Truncation>,
}

/// A part of the text with a weight.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExplainedUnit {
    /// Its place, counted from 0.
    index: usize,
    /// What a person reads.
    text: String,
    /// Where it starts, in UTF-16 code units; null for added specials.
    #[schema(required)]
    start: Option<u32>,
    /// Where it ends, exclusive.
    #[schema(required)]
    end: Option<u32>,
    /// The first word that it covers or lies in, by the first model's words.
    #[schema(required)]
    word: Option<usize>,
    /// Further places, `[start, end]`, where a word that occurs again is one unit (preset `lime`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    repeats: Vec<[u32; 2]>,
}

/// What units add to one model's answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExplainedModel {
    /// The model's id.
    pub model: String,
    /// The probability of the target for the text as it is.
    pub prediction: f32,
    /// What the weights of `shap` are counted from: the probability without any unit. Null for other
    /// methods, unless the text has no unit.
    #[schema(required)]
    pub base_value: Option<f32>,
    /// In the order of the units.
    pub weights: Vec<UnitWeight>,
    /// How far to trust it.
    pub quality: ExplainQuality,
}

/// A unit's weight in probability points.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitWeight {
    /// The unit.
    unit: usize,
    /// How much it adds.
    weight: f32,
    /// The lower end of its 95 % interval, where one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    low: Option<f32>,
    /// The upper end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    high: Option<f32>,
}

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

/// How far weights hold under one way of removal.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FaithfulnessReport {
    /// `delete` or `mask`.
    operator: &'static str,
    /// Mean fall without the first 10 % to 50 % of units: high is good.
    comprehensiveness: f32,
    /// Mean fall with these units alone: low is good.
    sufficiency: f32,
    /// Kendall's τ-b with leaving each unit out; null where all are alike.
    #[schema(required)]
    tau_loo: Option<f32>,
    /// 5 % of random orders have less comprehensiveness.
    random_low: f32,
    /// 5 % of random orders have more.
    random_high: f32,
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

/// The units of a cut with their words.
pub(super) fn units(cut: &Cut, encoding: &Encoding) -> Vec<ExplainedUnit> {
    let units = cut.units.iter().enumerate();
    units
        .map(|(index, unit)| {
            let at = unit.spans.first();
            let overlaps = |start: u32, end: u32| {
                let words = &mut encoding.words.iter();
                words.position(|word| word.span.at.start < end && start < word.span.at.end)
            };
            ExplainedUnit {
                index,
                text: unit.text.clone(),
                start: at.map(|at| at.start),
                end: at.map(|at| at.end),
                word: at.and_then(|at| overlaps(at.start, at.end)),
                repeats: unit
                    .spans
                    .iter()
                    .skip(1)
                    .map(|at| [at.start, at.end])
                    .collect(),
            }
        })
        .collect()
}

/// The weights of an attribution.
pub(super) fn weights(attribution: &Attribution) -> Vec<UnitWeight> {
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

impl ExplainQuality {
    /// What a method says of itself.
    pub(super) fn new(attribution: &Attribution) -> Self {
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

impl FaithfulnessReport {
    pub(super) fn new(operator: &'static str, report: &Report) -> Self {
        Self {
            operator,
            comprehensiveness: report.comprehensiveness as f32,
            sufficiency: report.sufficiency as f32,
            tau_loo: report.tau_loo.map(|tau| tau as f32),
            random_low: report.random_low as f32,
            random_high: report.random_high as f32,
        }
    }
}
