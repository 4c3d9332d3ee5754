//! Methods that follow derivatives or attention.

use headlight_core::{Baseline, Encoding, Filler, Output, Token};

use super::body::{BaselineOption, MethodName, Preset, RolloutOption};
use super::job::Job;
use crate::ReadyModel;
use crate::error::{ApiError, Code};

/// The steps of captum's integrated gradients.
const CAPTUM_STEPS: usize = 50;

/// A method of this kind, with its details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Derivatives {
    /// Integrated gradients.
    Path(PathOptions),
    /// Gradient × input.
    Gradient {
        /// What is looked at.
        output: Output,
    },
    /// Attention rollout.
    Rollout {
        /// Whether attention is weighted by its gradients.
        weighted: bool,
    },
}

/// Details of integrated gradients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PathOptions {
    /// How many points; as many as it takes where none is named.
    pub steps: Option<usize>,
    /// Where the path begins.
    pub baseline: Option<BaselineOption>,
    /// What is looked at.
    pub output: Output,
}

impl Derivatives {
    /// What answers a job; none where its method works by masks.
    pub(super) fn of(job: &Job) -> Option<Self> {
        let options = &job.options;
        let captum = options.preset == Some(Preset::Captum);
        let output = match options.output {
            Some(option) => option.into(),
            None if captum => Output::Logit,
            None => Output::default(),
        };
        match job.method {
            MethodName::IntegratedGradients => Some(Self::Path(PathOptions {
                steps: options.steps.or_else(|| captum.then_some(CAPTUM_STEPS)),
                baseline: options.baseline,
                output,
            })),
            MethodName::GradientXInput => Some(Self::Gradient { output }),
            MethodName::AttentionRollout => Some(Self::Rollout {
                weighted: options.rollout == Some(RolloutOption::Gradient),
            }),
            MethodName::Lime | MethodName::Shap | MethodName::Occlusion => None,
        }
    }
}

/// What stands in the place of words where a path begins: what was asked for, or else padding, or
/// zeros where the model has none.
pub(super) fn filler(
    model: &ReadyModel,
    option: Option<BaselineOption>,
) -> Result<Filler, ApiError> {
    let tokenizer = &model.tokenizer;
    let padding = ["[PAD]", "<pad>"]
        .iter()
        .find_map(|piece| tokenizer.id(piece));
    let missing = |name| {
        let detail = format!("{} has no {name} token.", model.info.name);
        ApiError::new(Code::Unsupported, detail)
    };
    match option {
        None => Ok(padding.map_or(Filler::Zero, Filler::Token)),
        Some(BaselineOption::Pad) => padding.map(Filler::Token).ok_or_else(|| missing("padding")),
        Some(BaselineOption::Mask) => {
            let mask = tokenizer.mask();
            mask.map(Filler::Token).ok_or_else(|| missing("mask"))
        }
        Some(BaselineOption::Zero) => Ok(Filler::Zero),
        Some(BaselineOption::Mean) => Ok(Filler::Mean),
    }
}

/// A baseline of a text: added specials stay what they are, so that nothing is attributed to them.
pub(super) fn baseline(filler: Filler, encoding: &Encoding) -> Baseline {
    Baseline {
        filler,
        kept: encoding.tokens.iter().map(Token::special).collect(),
    }
}
