//! Which tests hold.

use serde::Serialize;
use utoipa::ToSchema;

use super::body::{Case, KindName};

/// Tests, and whether models pass them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChecklistAnswer {
    /// How each model does, in the order asked for.
    pub models: Vec<Totals>,
    /// The tests.
    pub cases: Vec<CheckedCase>,
}

/// How a model does.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Totals {
    /// The model's id.
    pub model: String,
    /// Its labels.
    pub labels: Vec<String>,
    /// Tests that it passes.
    pub passed: usize,
    /// Tests that it fails.
    pub failed: usize,
    /// Tests about labels that it has not: it says the same about clear praise and clear blame.
    pub without_answer: usize,
}

/// A test and how the models do.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CheckedCase {
    /// The test, as it can be sent again.
    pub case: Case,
    /// What kind of test it is.
    pub kind: KindName,
    /// One for each model, in the order asked for.
    pub results: Vec<CaseResult>,
}

/// How a model does at a test.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseResult {
    /// Whether it passes; null where it has no such labels.
    #[schema(required)]
    pub pass: Option<bool>,
    /// The label of the sentence.
    pub label_before: String,
    /// The label of the variant.
    pub label: String,
    /// What the model says about the sentence, `[labels]`.
    pub before: Vec<f32>,
    /// What it says about the variant.
    pub after: Vec<f32>,
}
