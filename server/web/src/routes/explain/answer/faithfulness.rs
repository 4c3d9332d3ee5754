//! How far weights hold when the model is asked again.

use headlight_explain::Report;
use serde::Serialize;
use utoipa::ToSchema;

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

impl FaithfulnessReport {
    pub(in super::super) fn new(operator: &'static str, report: &Report) -> Self {
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
