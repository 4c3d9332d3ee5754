//! What can be asked of an explanation.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::json::Object;

/// A text and how to explain it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExplainBody {
    /// The ids of one or two classifiers of the list; two share every perturbation.
    pub models: Vec<String>,
    /// The text, at most 32,768 UTF-16 units.
    pub text: String,
    /// How to explain it.
    pub method: MethodName,
    /// The label to be explained; by default what the first model predicts.
    pub target: Option<String>,
    /// Where random numbers come from, 0 by default: the same seed gives the same answer.
    pub seed: Option<u32>,
    /// Details of the method.
    #[schema(value_type = Option<ExplainOptions>)]
    pub options: Option<Object<ExplainOptions>>,
}

/// The methods by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MethodName {
    /// A local linear model (Ribeiro et al. 2016).
    Lime,
    /// Shapley values (Lundberg and Lee 2017).
    Shap,
    /// What is lost without each word alone.
    Occlusion,
    /// Not built yet.
    IntegratedGradients,
    /// Not built yet.
    GradientXInput,
    /// Not built yet.
    AttentionRollout,
}

/// Details of a method; a default for each.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExplainOptions {
    /// A library whose units, defaults and random numbers are to be followed.
    pub preset: Option<Preset>,
    /// Whether punctuation is a unit of its own, or joins the unit before it (the default).
    pub punctuation: Option<PunctuationOption>,
    /// How a unit is taken away: left out (the default), masked, made unknown, or written anew.
    pub removal: Option<RemovalOption>,
    /// How often a model may be asked, 2 to 20,000: rows of LIME, evaluations of SHAP. By default
    /// 1,000; with a preset what the library does, 5,000 and 500.
    pub budget: Option<usize>,
    /// With `shap`: how values are computed. By default exactly where the budget suffices, else by
    /// permutations, else by phrases.
    pub algorithm: Option<Algorithm>,
    /// With the preset `lime`: how many words get a weight, 10 by default.
    pub features: Option<usize>,
    /// Whether to measure how far the weights hold, true by default.
    pub faithfulness: Option<bool>,
    /// Whether to list every text that a model was asked about with its answer, false by default.
    pub table: Option<bool>,
}

/// Libraries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Preset {
    /// `lime` 0.2.0.1.
    Lime,
    /// `shap` 0.54.1, its partition explainer over tokens.
    Shap,
    /// Not built yet.
    Captum,
}

/// What punctuation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PunctuationOption {
    /// Part of the unit before it.
    Joined,
    /// A unit.
    Own,
}

/// How a unit is taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RemovalOption {
    /// It is left out.
    Delete,
    /// The mask token stands in its place.
    Mask,
    /// The unknown token stands in its place.
    Unk,
    /// What the default model for masked words expects most stands in its place, by one forward pass
    /// in which all places are masked.
    Refill,
}

/// How Shapley values are computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Algorithm {
    /// From every mask; for at most 14 units.
    Exact,
    /// Owen values over a tree of phrases; what the budget leaves unresolved is named.
    Partition,
    /// By random orders, there and back.
    Permutation,
    /// By regression on pairs of masks.
    Kernel,
}
