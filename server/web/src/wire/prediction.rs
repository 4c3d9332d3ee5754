//! What a model expects, in words or in labels.

use headlight_core::{Candidate, TokenId, Tokenizer};
use serde::Serialize;
use utoipa::ToSchema;

/// A vocabulary entry and how probable the model finds it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Prediction {
    /// The vocabulary entry.
    token: String,
    /// Its number.
    id: u32,
    /// Softmax over the whole vocabulary.
    probability: f32,
}

/// The token that really stood there.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Original {
    /// The vocabulary entry.
    token: String,
    /// Its number.
    id: u32,
    /// Softmax over the whole vocabulary.
    probability: f32,
    /// Its place by falling probability, from 1; ties by id.
    rank: u32,
}

/// A label and how probable the model finds it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Class {
    /// The label.
    label: String,
    /// Softmax over the labels.
    probability: f32,
    /// The number before softmax.
    logit: f32,
}

/// The vocabulary's names for candidates.
pub(crate) fn predictions(candidates: &[Candidate], tokenizer: &dyn Tokenizer) -> Vec<Prediction> {
    let candidates = candidates.iter();
    candidates
        .map(|candidate| Prediction {
            token: piece(candidate.id, tokenizer),
            id: candidate.id.0,
            probability: candidate.probability,
        })
        .collect()
}

impl Original {
    /// The vocabulary's name for what stood there.
    pub(crate) fn new(original: headlight_core::Original, tokenizer: &dyn Tokenizer) -> Self {
        Self {
            token: piece(original.id, tokenizer),
            id: original.id.0,
            probability: original.probability,
            rank: original.rank,
        }
    }
}

fn piece(id: TokenId, tokenizer: &dyn Tokenizer) -> String {
    tokenizer.piece(id).unwrap_or_default()
}

/// The labels of a classifier with what it gives them.
pub(crate) fn classes(labels: &[String], logits: &[f32]) -> Vec<Class> {
    let labelled = labels.iter().zip(softmax(logits)).zip(logits);
    labelled
        .map(|((label, probability), logit)| Class {
            label: label.clone(),
            probability,
            logit: *logit,
        })
        .collect()
}

/// Probabilities from logits.
pub(crate) fn softmax(logits: &[f32]) -> Vec<f32> {
    let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers = logits.iter().map(|logit| f64::from(logit - largest).exp());
    let powers: Vec<f64> = powers.collect();
    let sum: f64 = powers.iter().sum();
    powers.iter().map(|power| (power / sum) as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn softmax_sums_to_one_however_large_the_logits() {
        for logits in [[0.0, 0.0], [1000.0, -1000.0], [-3.5, 2.25]] {
            let sum: f32 = softmax(&logits).iter().sum();
            assert!((sum - 1.0).abs() < 1e-6, "{logits:?}");
        }
        assert_eq!(softmax(&[0.0, 0.0]), [0.5, 0.5]);
    }
}
