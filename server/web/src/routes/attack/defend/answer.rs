//! What defences do.

use serde::Serialize;
use utoipa::ToSchema;

use super::super::answer::AttackedModel;
use crate::attacking::DefenceName;

/// What each defence does, and first what happens without one.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DefendAnswer {
    /// One for each, the first without a defence.
    pub defences: Vec<Defended>,
    /// Defences that were asked for and cannot be had, each with the reason.
    pub missing: Vec<MissingDefence>,
}

/// What a defence does.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Defended {
    /// The defence; null for none.
    #[schema(required)]
    pub defence: Option<DefenceName>,
    /// What the models say about the original and the edited text through it.
    pub found: Vec<AttackedModel>,
    /// Whether the edited text still reaches the goal.
    pub still_works: bool,
    /// The recipe, run through it anew.
    pub attacked: Attacked,
    /// What it costs on texts that nobody edited; null without such texts.
    #[schema(required)]
    pub clean: Option<Clean>,
}

/// How a recipe fares through a defence.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Attacked {
    /// Texts that were attacked: the text itself and rows.
    pub texts: usize,
    /// Texts on which it reached its goal.
    pub reached: usize,
    /// Texts asked about for each, on average.
    pub queries: f32,
    /// Whether it reached its goal on the text itself.
    pub reached_here: bool,
}

/// How right models are on texts that nobody edited.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Clean {
    /// Rows whose label each model has.
    pub rows: Vec<usize>,
    /// The share of them that it gets right; null where there is none.
    pub accuracy: Vec<Option<f32>>,
}

/// A defence that cannot be had.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MissingDefence {
    /// The defence.
    pub defence: DefenceName,
    /// Why.
    pub detail: String,
}
