//! What a classifier's answer owes to its word embeddings and to its attention.

use crate::{ModelError, Sequence, TokenId};

/// Which number of a classifier's answer is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Output {
    /// The label's logit minus the logarithm of the summed powers of the others: the logarithm of
    /// p / (1 − p), and with two labels the difference of their logits.
    #[default]
    LogOdds,
    /// The label's logit.
    Logit,
    /// The label's probability.
    Probability,
}

/// A label, and which number about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// The label's place among the model's.
    pub label: usize,
    /// The number.
    pub output: Output,
}

/// Where a path ends whose other end is the text: the same sequence with other word embeddings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// What stands in the place of words.
    pub filler: Filler,
    /// For each token, whether it keeps its own embedding: nothing is then attributed to it.
    pub kept: Vec<bool>,
}

/// A word embedding that says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Filler {
    /// That of a token: the padding or the mask token.
    Token(TokenId),
    /// Zeros.
    Zero,
    /// The mean over the vocabulary.
    Mean,
}

/// One point x′ + α (x − x′) of the way from a baseline x′ to the text x.
#[derive(Clone, Debug, PartialEq)]
pub struct PathPoint {
    /// The target's value there.
    pub value: f64,
    /// For each token, (x − x′) · ∂value/∂(word embedding): how fast the value rises with α by this
    /// token alone. Their sum is the derivative by α.
    pub slopes: Vec<f64>,
}

/// The target's values where a way begins and where it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PathEnds {
    /// At the baseline, f(x′).
    pub baseline: f64,
    /// At the text, f(x).
    pub text: f64,
}

/// The target's value for a text and its derivative by each number of each word embedding.
#[derive(Clone, Debug, PartialEq)]
pub struct EmbeddingGradient {
    /// The target's value.
    pub value: f64,
    /// The word embeddings, `[tokens, embedding size]`.
    pub embeddings: Vec<f32>,
    /// The derivatives, `[tokens, embedding size]`.
    pub gradient: Vec<f32>,
    /// Numbers in one word embedding.
    pub size: usize,
}

/// Derivatives of a classifier's answer. Word embeddings alone vary: positions, segments and what may
/// be attended to are the text's own.
pub trait Gradients {
    /// The target at some points of the way from a baseline to the text (Sundararajan et al. 2017), by
    /// one forward and one backward pass over all of them: who asks keeps them few enough.
    ///
    /// # Errors
    /// When the sequence, the baseline or the label does not fit, or the tensor library fails.
    fn path(
        &self,
        sequence: &Sequence,
        baseline: &Baseline,
        alphas: &[f64],
        target: Target,
    ) -> Result<Vec<PathPoint>, ModelError>;

    /// The target's value at both ends of that way, at the baseline and at the text, by a forward pass.
    ///
    /// # Errors
    /// As [`Gradients::path`].
    fn ends(
        &self,
        sequence: &Sequence,
        baseline: &Baseline,
        target: Target,
    ) -> Result<PathEnds, ModelError>;

    /// The derivatives at the text itself.
    ///
    /// # Errors
    /// As [`Gradients::path`].
    fn embedding(
        &self,
        sequence: &Sequence,
        target: Target,
    ) -> Result<EmbeddingGradient, ModelError>;

    /// For each layer `[from, to]`: the mean over heads of the positive part of A ⊙ ∂value/∂A, A being
    /// the attention weights (Chefer et al. 2021, equation 5).
    ///
    /// # Errors
    /// As [`Gradients::path`].
    fn attention(&self, sequence: &Sequence, target: Target) -> Result<Vec<Vec<f32>>, ModelError>;
}

/// Another token in the place of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swap {
    /// The token.
    pub id: TokenId,
    /// By how much the target's value is expected to fall.
    pub fall: f32,
}

/// Which other tokens a derivative points to.
pub trait HotFlip {
    /// For each token of the gradient, the `k` entries of the vocabulary by which the value falls most
    /// to first order, (e − e′) · ∂value/∂e for a word embedding e and another e′ (Ebrahimi et al.
    /// 2018): the largest fall first, ties by id, the token that stands there left out. Of the
    /// vocabulary `[entries]` only what is `allowed` counts.
    ///
    /// # Errors
    /// When the gradient or the vocabulary does not fit the model, or the tensor library fails.
    fn best_swaps(
        &self,
        sequence: &Sequence,
        gradient: &EmbeddingGradient,
        allowed: &[bool],
        k: usize,
    ) -> Result<Vec<Vec<Swap>>, ModelError>;
}

impl Output {
    /// The number by a label's place and all logits `[labels]`.
    pub fn value(self, label: usize, logits: &[f64]) -> f64 {
        let others = || {
            let others = logits.iter().enumerate();
            log_sum_exp(
                others
                    .filter(|(at, _)| *at != label)
                    .map(|(_, logit)| *logit),
            )
        };
        match self {
            Self::Logit => logits[label],
            Self::LogOdds => logits[label] - others(),
            Self::Probability => (logits[label] - log_sum_exp(logits.iter().copied())).exp(),
        }
    }
}

fn log_sum_exp(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let largest = values.clone().fold(f64::NEG_INFINITY, f64::max);
    largest
        + values
            .map(|value| (value - largest).exp())
            .sum::<f64>()
            .ln()
}

impl EmbeddingGradient {
    /// Gradient × input (Shrikumar et al. 2016): for each token x · ∂value/∂x.
    pub fn times_input(&self) -> Vec<f64> {
        let rows = self.embeddings.chunks(self.size);
        let pairs = rows.zip(self.gradient.chunks(self.size));
        let product = |(x, slope): (&f32, &f32)| f64::from(*x) * f64::from(*slope);
        pairs
            .map(|(x, slope)| x.iter().zip(slope).map(product).sum())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_numbers_of_a_label_agree() {
        let logits = [1.0, -2.0, 0.5];
        for label in 0..3 {
            let probability = Output::Probability.value(label, &logits);
            let odds = (probability / (1.0 - probability)).ln();
            assert!((Output::LogOdds.value(label, &logits) - odds).abs() < 1e-12);
        }
        let sum: f64 = (0..3)
            .map(|label| Output::Probability.value(label, &logits))
            .sum();
        assert!((sum - 1.0).abs() < 1e-12);
        let far = [800.0, -800.0];
        assert!((Output::LogOdds.value(0, &far) - 1600.0).abs() < 1e-9);
    }

    #[test]
    fn input_times_gradient_is_a_number_for_each_token() {
        let gradient = EmbeddingGradient {
            value: 0.0,
            embeddings: vec![1.0, 2.0, 3.0, 4.0],
            gradient: vec![1.0, 0.5, 0.0, -1.0],
            size: 2,
        };
        assert_eq!(gradient.times_input(), [2.0, -4.0]);
    }
}
