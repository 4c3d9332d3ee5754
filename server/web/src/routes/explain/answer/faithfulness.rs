//! How far weights hold when the model is asked again.

use headlight_explain::{Point, Report};
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
    /// The probability of the target as more and more units are taken away.
    curves: Vec<CurvePoint>,
}

/// The probability of the target when some of the units are gone.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CurvePoint {
    /// The share that is gone, from 0 to 1.
    share: f32,
    /// The units of the largest weights are gone.
    most_first: f32,
    /// The units of the smallest weights are gone.
    least_first: f32,
    /// 5 % of random orders leave less; only where random orders were cut.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    random_low: Option<f32>,
    /// 5 % leave more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    random_high: Option<f32>,
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
            curves: report.curves.iter().map(CurvePoint::new).collect(),
        }
    }
}

impl CurvePoint {
    fn new(point: &Point) -> Self {
        Self {
            share: point.share as f32,
            most_first: point.most_first as f32,
            least_first: point.least_first as f32,
            random_low: point.random.map(|(low, _)| low as f32),
            random_high: point.random.map(|(_, high)| high as f32),
        }
    }
}
