//! What can be asked of an evaluation.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::json::Object;
use crate::routes::explain::{ExplainOptions, MethodName};

/// Texts, and the classifiers to be evaluated on them.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EvaluateBody {
    /// The ids of one or two classifiers of the list.
    pub models: Vec<String>,
    /// At most 10,000; with a method at most 1,000.
    #[schema(value_type = Vec<RowBody>)]
    pub rows: Vec<Object<RowBody>>,
    /// How to explain each row; by default none is explained.
    pub method: Option<MethodName>,
    /// The label to be explained; by default the positive one, else the last that all models have.
    pub target: Option<String>,
    /// Where random numbers come from, 0 by default: the same seed gives the same answer.
    pub seed: Option<u32>,
    /// Details of the method, as of `explain`, but for `table`; faithfulness is false by default.
    #[schema(value_type = Option<ExplainOptions>)]
    pub options: Option<Object<ExplainOptions>>,
}

/// A text, and what it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RowBody {
    /// The text, at most 32,768 UTF-16 units.
    pub text: String,
    /// What it is: a model's label in letters of any case, or one that means the same (`pos`, `neutral`).
    /// Numbers are negative and positive where a set has 0 and 1, negative, neutral and positive where it
    /// has 0, 1 and 2; for models of something else, places of the first model's labels.
    pub label: Option<String>,
}
