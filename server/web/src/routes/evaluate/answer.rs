//! What an evaluation looks like.

mod model;
mod pair;
mod words;

use headlight_explain::evaluation::Estimate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::routes::explain::Explanation;
pub(super) use model::{EvaluatedModel, Lean, LeftOut};
pub(super) use pair::PairReport;
pub(super) use words::WordsReport;

/// How good classifiers are on a set of texts, and where two of them part.
#[derive(Serialize, ToSchema)]
pub(crate) struct Evaluation {
    /// How many rows there are.
    pub count: usize,
    /// One for each model, in the order asked for.
    pub models: Vec<EvaluatedModel>,
    /// With two models: where they part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub pair: Option<PairReport>,
    /// With a method: what words add on the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub words: Option<WordsReport>,
    /// What was said of each row; in a stream, rows come before.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub rows: Option<Vec<EvaluatedRow>>,
    /// With a method: the explanation of each row that has a token; in a stream, they come before.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub explanations: Option<Vec<RowExplanation>>,
}

/// What is known on the way, each row and each explanation once.
#[derive(Default, Serialize)]
pub(super) struct Partial {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rows: Vec<EvaluatedRow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    explanations: Vec<RowExplanation>,
}

impl Partial {
    pub(super) fn of_rows(rows: Vec<EvaluatedRow>) -> Self {
        Self {
            rows,
            ..Self::default()
        }
    }

    pub(super) fn of_explanations(explanations: Vec<RowExplanation>) -> Self {
        Self {
            explanations,
            ..Self::default()
        }
    }
}

/// What was said of one row.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EvaluatedRow {
    /// Its place in the request, from 0.
    pub row: usize,
    /// Its label, as the request has it.
    #[schema(required)]
    pub label: Option<String>,
    /// One for each model.
    pub results: Vec<RowVerdict>,
    /// With two models: how far apart they are, from 0 to 1 (half of the sum of |p − q| over all labels).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub disagreement: Option<f32>,
}

/// What one model said of one row.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RowVerdict {
    /// The label that it finds most probable.
    pub label: String,
    /// Whether that is the row's; null where the row has none, or none that the model has.
    #[schema(required)]
    pub right: Option<bool>,
    /// In the order of its labels.
    pub probabilities: Vec<f32>,
}

/// The explanation of one row.
#[derive(Serialize, ToSchema)]
pub(crate) struct RowExplanation {
    /// Its place in the request, from 0.
    pub row: usize,
    /// As `explain` answers.
    #[serde(flatten)]
    pub explanation: Explanation,
}

/// A number estimated from some rows, with its 95 % interval.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Estimated {
    /// The estimate.
    value: f32,
    /// The lower end of its interval; null of a single row.
    #[schema(required)]
    low: Option<f32>,
    /// The upper end.
    #[schema(required)]
    high: Option<f32>,
    /// How many rows it is estimated from.
    rows: usize,
}

impl From<Estimate> for Estimated {
    fn from(estimate: Estimate) -> Self {
        Self {
            value: estimate.value as f32,
            low: estimate.interval.map(|(low, _)| low as f32),
            high: estimate.interval.map(|(_, high)| high as f32),
            rows: estimate.count,
        }
    }
}
