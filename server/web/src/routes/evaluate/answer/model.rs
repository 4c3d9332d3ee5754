//! What is said of one model.

use headlight_core::ModelInfo;
use headlight_explain::evaluation::{
    Bin, Calibration, Confusion, Estimate, FEWEST_ROWS, LabelErrors, Senses,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::Estimated;

/// How good one model is on the set.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EvaluatedModel {
    /// The model's id.
    model: String,
    /// Its labels.
    labels: Vec<String>,
    /// Which of them say yes, no or neither.
    senses: LabelSenses,
    /// Rows that have a label, and one that the model has.
    labelled: usize,
    /// Whether that are too few to prove anything (fewer than 30).
    too_few: bool,
    /// Labels of the set that the model has not; their rows count nowhere below but in `lean`.
    left_out: Vec<LeftOut>,
    /// Rows of which the model read the beginning only.
    truncated: usize,
    /// The share of labelled rows that it gets right, with Wilson's interval.
    #[schema(required)]
    accuracy: Option<Estimated>,
    /// How many rows, `[true label][predicted label]`, in the order of `labels`.
    confusion: Vec<Vec<usize>>,
    /// The errors about each label, in the same order.
    errors: Vec<ErrorsReport>,
    /// How its confidence fits its accuracy; null without a labelled row.
    #[schema(required)]
    calibration: Option<CalibrationReport>,
    /// Where it leans that has nothing to go by; null for a model without a positive label.
    #[schema(required)]
    lean: Option<LeanReport>,
}

/// Which labels mean what, by their names.
#[derive(Debug, Serialize, ToSchema)]
struct LabelSenses {
    /// Such as `positive`, `POS`.
    #[schema(required)]
    positive: Option<String>,
    /// Such as `neutral`.
    #[schema(required)]
    neutral: Option<String>,
    /// Such as `negative`.
    #[schema(required)]
    negative: Option<String>,
    /// Whether the names say nothing (`LABEL_0`, `LABEL_1`) and this is only the custom.
    assumed: bool,
}

/// Rows that count nowhere, because the model has not their label.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeftOut {
    /// The label, as the request has it.
    pub label: String,
    /// How many rows have it.
    pub rows: usize,
}

/// The errors about one label.
#[derive(Debug, Serialize, ToSchema)]
struct ErrorsReport {
    /// The label.
    label: String,
    /// Rows that have it.
    rows: usize,
    /// Rows that are given it.
    predicted: usize,
    /// Rows that are given it and have another.
    false_positives: usize,
    /// Rows that have it and are given another.
    false_negatives: usize,
}

/// Whether a model is right as often as it says.
#[derive(Debug, Serialize, ToSchema)]
struct CalibrationReport {
    /// The expected calibration error (Guo et al. 2017), over ten bins of equal width.
    ece: f32,
    /// The bins that hold rows, ascending.
    bins: Vec<BinReport>,
}

/// Rows of about the same confidence, which is the largest probability.
#[derive(Debug, Serialize, ToSchema)]
struct BinReport {
    /// Confidence is above this.
    from: f32,
    /// And at most this.
    to: f32,
    /// Its mean.
    confidence: f32,
    /// How often the model is right here.
    accuracy: Estimated,
}

/// Mean probabilities of the positive label.
#[derive(Debug, Serialize, ToSchema)]
struct LeanReport {
    /// On the rows labelled neutral; null where there are none.
    #[schema(required)]
    neutral: Option<Estimated>,
    /// On all rows with every word taken away; null where there are none.
    #[schema(required)]
    masked: Option<Estimated>,
    /// How words are taken away: `mask`, or `delete` for a model without a mask token.
    removal: &'static str,
}

/// Where a model leans, not yet in words.
pub(in super::super) struct Lean {
    pub neutral: Option<Estimate>,
    pub masked: Option<Estimate>,
    pub removal: &'static str,
}

impl EvaluatedModel {
    /// By its labelled rows.
    pub(in super::super) fn new(
        info: &ModelInfo,
        senses: Senses,
        confusion: &Confusion,
        calibration: Option<&Calibration>,
    ) -> Self {
        let name = |place: Option<usize>| place.map(|place| info.labels[place].clone());
        let errors = info.labels.iter().zip(confusion.errors());
        Self {
            model: info.id.to_string(),
            labels: info.labels.clone(),
            senses: LabelSenses {
                positive: name(senses.positive),
                neutral: name(senses.neutral),
                negative: name(senses.negative),
                assumed: senses.assumed,
            },
            labelled: confusion.rows(),
            too_few: confusion.rows() < FEWEST_ROWS,
            left_out: Vec::new(),
            truncated: 0,
            accuracy: confusion.accuracy().map(Into::into),
            confusion: confusion.counts().to_vec(),
            errors: errors
                .map(|(label, errors)| ErrorsReport::new(label, errors))
                .collect(),
            calibration: calibration.map(CalibrationReport::new),
            lean: None,
        }
    }

    /// By all rows.
    pub(in super::super) fn with(
        self,
        left_out: Vec<LeftOut>,
        truncated: usize,
        lean: Option<Lean>,
    ) -> Self {
        Self {
            left_out,
            truncated,
            lean: lean.map(|lean| LeanReport {
                neutral: lean.neutral.map(Into::into),
                masked: lean.masked.map(Into::into),
                removal: lean.removal,
            }),
            ..self
        }
    }
}

impl ErrorsReport {
    fn new(label: &str, errors: LabelErrors) -> Self {
        Self {
            label: label.to_owned(),
            rows: errors.rows,
            predicted: errors.predicted,
            false_positives: errors.false_positives,
            false_negatives: errors.false_negatives,
        }
    }
}

impl CalibrationReport {
    fn new(calibration: &Calibration) -> Self {
        let bin = |bin: &Bin| BinReport {
            from: bin.from as f32,
            to: bin.to as f32,
            confidence: bin.confidence as f32,
            accuracy: bin.accuracy.into(),
        };
        Self {
            ece: calibration.ece as f32,
            bins: calibration.bins.iter().map(bin).collect(),
        }
    }
}
