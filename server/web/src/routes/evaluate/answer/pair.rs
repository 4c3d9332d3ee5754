//! What is said of two models together.

use headlight_explain::evaluation::{Contest, Estimate};
use serde::Serialize;
use utoipa::ToSchema;

use super::Estimated;

/// Where two models part.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PairReport {
    /// Rows to which they give labels that mean different things.
    different: usize,
    /// The mean disagreement of all rows; null without rows.
    #[schema(required)]
    disagreement: Option<Estimated>,
    /// Who is right where one of them is not; null without a row whose label both have.
    #[schema(required)]
    contest: Option<ContestReport>,
    /// How much more positive the first leans, row by row; null where one has no positive label.
    #[schema(required)]
    lean: Option<LeanDifference>,
}

/// Rows of which only one model is right.
#[derive(Debug, Serialize, ToSchema)]
struct ContestReport {
    /// Rows whose label both have.
    rows: usize,
    /// Of these, only the first is right.
    only_first: usize,
    /// Only the second.
    only_second: usize,
    /// `McNemar`'s exact test: how likely so uneven a split is where both are equally good.
    p_value: f32,
}

/// First − second, of the probability of the positive label.
#[derive(Debug, Serialize, ToSchema)]
struct LeanDifference {
    /// On the rows labelled neutral.
    #[schema(required)]
    neutral: Option<Estimated>,
    /// On all rows with every word taken away.
    #[schema(required)]
    masked: Option<Estimated>,
}

impl PairReport {
    pub(in super::super) fn new(
        different: usize,
        disagreement: Option<Estimate>,
        contest: Contest,
        leans: Option<(Option<Estimate>, Option<Estimate>)>,
    ) -> Self {
        Self {
            different,
            disagreement: disagreement.map(Into::into),
            contest: (contest.rows > 0).then_some(ContestReport {
                rows: contest.rows,
                only_first: contest.only_first,
                only_second: contest.only_second,
                p_value: contest.p_value as f32,
            }),
            lean: leans.map(|(neutral, masked)| LeanDifference {
                neutral: neutral.map(Into::into),
                masked: masked.map(Into::into),
            }),
        }
    }
}
