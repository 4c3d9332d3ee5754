//! What can be asked of an explanation.

use headlight_core::Output;
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
    /// Derivatives on the way from a baseline to the text (Sundararajan et al. 2017).
    IntegratedGradients,
    /// The derivative at the text times its word embeddings (Shrikumar et al. 2016).
    GradientXInput,
    /// Attention followed through all layers (Abnar and Zuidema 2020).
    AttentionRollout,
}

/// Details of a method; a default for each.
#[derive(Clone, Default, Deserialize, ToSchema)]
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
    /// With `integrated_gradients` and `gradient_x_input`: what is explained, the log-odds of the
    /// target by default, its logit with the preset `captum`.
    pub output: Option<OutputOption>,
    /// With `integrated_gradients`: where the path begins, `pad` by default, or `zero` where the model
    /// has no padding token. Added specials keep their own embeddings.
    pub baseline: Option<BaselineOption>,
    /// With `integrated_gradients`: how many points of the path, 1 to 300. By default 20, then 50, 100
    /// and 300 until the gap is small enough; 50 with the preset `captum`.
    pub steps: Option<usize>,
    /// With `attention_rollout`: what is followed, `plain` by default.
    pub rollout: Option<RolloutOption>,
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
    /// `captum` 0.9, its layer integrated gradients over word embeddings, tokens being units.
    Captum,
}

/// Which number of a classifier's answer derivatives are taken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OutputOption {
    /// ln p / (1 − p): with two labels, the difference of their logits.
    LogOdds,
    /// The label's logit.
    Logit,
    /// The label's probability.
    Probability,
}

/// What stands in the place of words where a path begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BaselineOption {
    /// The padding token.
    Pad,
    /// The mask token.
    Mask,
    /// An embedding of zeros.
    Zero,
    /// The mean of all word embeddings.
    Mean,
}

/// What attention is followed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RolloutOption {
    /// Its weights.
    Plain,
    /// Its weights times their derivatives, where these speak for the target (Chefer et al. 2021).
    Gradient,
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

impl From<OutputOption> for Output {
    fn from(option: OutputOption) -> Self {
        match option {
            OutputOption::LogOdds => Self::LogOdds,
            OutputOption::Logit => Self::Logit,
            OutputOption::Probability => Self::Probability,
        }
    }
}

impl From<Output> for OutputOption {
    fn from(output: Output) -> Self {
        match output {
            Output::LogOdds => Self::LogOdds,
            Output::Logit => Self::Logit,
            Output::Probability => Self::Probability,
        }
    }
}
