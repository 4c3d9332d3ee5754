//! The shape of every method: it asks for masks and is told what the model says about them.

use headlight_core::Output;

use crate::Mask;

/// What a model says about one masked text: a number for each output, `[outputs]`.
pub type Outputs = Vec<f64>;

/// A method of explanation as a machine that is driven from outside, so that whoever scores the
/// texts decides on batches, may show what is known so far, and may stop at any point.
///
/// It is pure: the same masks' values give the same answer, and nothing depends on how they were
/// batched.
pub trait Method: Send + Sync {
    /// The masks wanted next, with repeats where the method repeats itself; none at the end.
    fn wanted(&mut self) -> Vec<Mask>;

    /// Takes the values `[masks][outputs]` of the masks that were wanted last.
    fn take(&mut self, values: Vec<Outputs>);

    /// One attribution for each output, by what is known so far; none while nothing can be said.
    fn attributions(&self) -> Option<Vec<Attribution>>;
}

/// Drives a method to its end.
///
/// # Errors
/// The first error of `score`.
pub fn run<E>(
    method: &mut dyn Method,
    mut score: impl FnMut(&[Mask]) -> Result<Vec<Outputs>, E>,
) -> Result<Option<Vec<Attribution>>, E> {
    loop {
        let masks = method.wanted();
        if masks.is_empty() {
            return Ok(method.attributions());
        }
        method.take(score(&masks)?);
    }
}

/// What a method says about one output of the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// What the weights are counted from: the value of the text without its units, or LIME's
    /// intercept.
    pub base: f64,
    /// A weight for each unit.
    pub weights: Vec<Weight>,
    /// How good it is, in the method's own terms.
    pub quality: Quality,
}

/// How much a unit moves the output, in the output's own unit (probability points).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight {
    /// The estimate.
    pub value: f64,
    /// Half the width of its 95 % interval: 0 where nothing was sampled, none where a library's
    /// preset does not say.
    pub margin: Option<f64>,
}

impl Weight {
    /// A weight without sampling error.
    pub fn exact(value: f64) -> Self {
        Self {
            value,
            margin: Some(0.0),
        }
    }

    /// A weight of which no error is known.
    pub fn bare(value: f64) -> Self {
        Self {
            value,
            margin: None,
        }
    }
}

/// How good an attribution is, in its method's own terms.
#[derive(Clone, Debug, PartialEq)]
pub enum Quality {
    /// LIME's linear model.
    Linear {
        /// Weighted share of the variance that it explains.
        r2: f64,
        /// What it predicts for the whole text.
        local_prediction: f64,
    },
    /// Shapley and Owen values.
    Additive {
        /// Prediction − base − Σ weights − Σ unresolved: 0 up to rounding.
        residual: f64,
        /// Phrases whose credit the budget did not suffice to divide.
        unresolved: Vec<Phrase>,
    },
    /// Each unit was taken away alone: nothing more to say.
    Occlusion,
    /// Integrated gradients: the base is the output's value for the baseline.
    Path {
        /// What the weights are of.
        output: Output,
        /// Its value for the text.
        value: f64,
        /// Σ weights − (value − base), tokens of no unit included.
        delta: f64,
        /// Whether that gap is small enough.
        converged: bool,
        /// Points between baseline and text.
        steps: usize,
        /// The weight of tokens of no unit.
        outside: f64,
    },
    /// Gradient × input.
    Gradient {
        /// What the weights are of.
        output: Output,
        /// Its value for the text.
        value: f64,
        /// The weight of tokens of no unit.
        outside: f64,
    },
    /// Attention rollout, in shares.
    Rollout {
        /// Whether attention was weighted by its gradients.
        weighted: bool,
        /// The share of tokens of no unit.
        outside: f64,
    },
}

/// Neighbouring units whose common credit is not divided among them.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    /// The first unit.
    pub first: usize,
    /// The last unit.
    pub last: usize,
    /// Their credit.
    pub value: f64,
}
