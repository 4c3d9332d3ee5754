//! A probe that has been learned.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

/// A linear classifier over hidden states: p(label) = softmax(W x + b).
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// `[labels, hidden size]`.
    pub(super) weights: Array2<f32>,
    /// `[labels]`.
    pub(super) bias: Array1<f32>,
}

impl Probe {
    /// From numbers as [`Probe::numbers`] gives them; none where they do not fit.
    pub fn from_numbers(labels: usize, size: usize, numbers: &[f32]) -> Option<Self> {
        let (weights, bias) = numbers.split_at_checked(labels * size)?;
        let fits = bias.len() == labels && numbers.iter().all(|number| number.is_finite());
        let weights = Array2::from_shape_vec((labels, size), weights.to_vec()).ok()?;
        fits.then(|| Self {
            weights,
            bias: Array1::from(bias.to_vec()),
        })
    }

    /// Weights `[labels, hidden size]`, then bias `[labels]`.
    pub fn numbers(&self) -> Vec<f32> {
        self.weights.iter().chain(&self.bias).copied().collect()
    }

    /// The probability of each label for one hidden state.
    pub fn probabilities(&self, state: &[f32]) -> Vec<f32> {
        let mut logits = (self.weights.dot(&ArrayView1::from(state)) + &self.bias).to_vec();
        softmax(&mut logits);
        logits
    }

    /// How many of these states, `[examples, hidden size]`, get their label.
    pub fn right(&self, states: &ArrayView2<'_, f32>, labels: &[u16]) -> usize {
        let logits = states.dot(&self.weights.t()) + &self.bias;
        let right = |(row, label): (ArrayView1<'_, f32>, &u16)| {
            let logits = row.iter().enumerate();
            let best = logits.reduce(|best, next| if next.1 > best.1 { next } else { best });
            best.is_some_and(|(best, _)| best == usize::from(*label))
        };
        logits
            .outer_iter()
            .zip(labels)
            .filter(|(row, label)| right((*row, label)))
            .count()
    }
}

/// In place.
pub(super) fn softmax(logits: &mut [f32]) {
    let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for logit in &mut *logits {
        *logit = (*logit - largest).exp();
    }
    let sum: f32 = logits.iter().sum();
    for logit in logits {
        *logit /= sum;
    }
}
