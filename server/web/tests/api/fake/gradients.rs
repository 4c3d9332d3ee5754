//! The fake classifier as a function of word embeddings, whose derivatives are a formula.
//!
//! An embedding is one number, 1 for every token but padding (0) and the mask (½). The logit of
//! "positive" is Σ x³ over all tokens, which for a text is their number; that of "negative" is ¼.

use headlight_core::{
    Baseline, EmbeddingGradient, Filler, Gradients, HotFlip, Layer, Model, ModelError, Output,
    PathEnds, PathPoint, Sequence, Swap, Target, TokenId, Wants, dequantise,
};

use super::Pass;
use super::model::{FakeModel, logits};

fn embedding(id: TokenId) -> f64 {
    match id {
        TokenId(0) => 0.0,
        TokenId(4) => 0.5,
        _ => 1.0,
    }
}

/// The target's value for so large a sum of cubes, and its derivative by that sum.
fn value(sum: f64, target: Target) -> (f64, f64) {
    let value = target
        .output
        .value(target.label, &[f64::from(logits(0)[0]), sum]);
    let sign = if target.label == 1 { 1.0 } else { -1.0 };
    let slope = match target.output {
        Output::LogOdds => sign,
        Output::Logit => f64::midpoint(sign, 1.0),
        Output::Probability => sign * value * (1.0 - value),
    };
    (value, slope)
}

fn cubes(x: &[f64]) -> f64 {
    x.iter().map(|x| x.powi(3)).sum()
}

impl FakeModel {
    fn words(&self, sequence: &Sequence) -> Result<Vec<f64>, ModelError> {
        self.obey(sequence)?;
        Ok(sequence.ids().iter().copied().map(embedding).collect())
    }
}

impl Gradients for FakeModel {
    fn path(
        &self,
        sequence: &Sequence,
        baseline: &Baseline,
        alphas: &[f64],
        target: Target,
    ) -> Result<Vec<PathPoint>, ModelError> {
        self.log(Pass::Differentiated(alphas.len()));
        let text = self.words(sequence)?;
        let filler = match baseline.filler {
            Filler::Token(id) => embedding(id),
            Filler::Zero => 0.0,
            Filler::Mean => 0.75,
        };
        let start = text.iter().zip(&baseline.kept);
        let start: Vec<f64> = start
            .map(|(word, kept)| if *kept { *word } else { filler })
            .collect();
        let point = |alpha: &f64| {
            let ends = start.iter().zip(&text);
            let x: Vec<f64> = ends
                .clone()
                .map(|(from, to)| from + alpha * (to - from))
                .collect();
            let (value, slope) = value(cubes(&x), target);
            let rise = |((from, to), x): ((&f64, &f64), &f64)| (to - from) * slope * 3.0 * x * x;
            PathPoint {
                value,
                slopes: ends.zip(&x).map(rise).collect(),
            }
        };
        Ok(alphas.iter().map(point).collect())
    }

    fn ends(
        &self,
        sequence: &Sequence,
        baseline: &Baseline,
        target: Target,
    ) -> Result<PathEnds, ModelError> {
        let points = self.path(sequence, baseline, &[0.0, 1.0], target)?;
        Ok(PathEnds {
            baseline: points[0].value,
            text: points[1].value,
        })
    }

    fn embedding(
        &self,
        sequence: &Sequence,
        target: Target,
    ) -> Result<EmbeddingGradient, ModelError> {
        self.log(Pass::Differentiated(1));
        let words = self.words(sequence)?;
        let (value, slope) = value(cubes(&words), target);
        Ok(EmbeddingGradient {
            value,
            embeddings: words.iter().map(|x| *x as f32).collect(),
            gradient: words.iter().map(|x| (slope * 3.0 * x * x) as f32).collect(),
            size: 1,
        })
    }

    /// As if each weight's derivative were 1 for "positive", and −1 for "negative".
    fn attention(&self, sequence: &Sequence, target: Target) -> Result<Vec<Vec<f32>>, ModelError> {
        let wants = Wants {
            attention: true,
            contexts: false,
        };
        let trace = &self.trace(std::slice::from_ref(sequence), wants)?[0];
        let shape = trace.shape();
        let layer = |layer| {
            let attention = trace.attention(layer).unwrap().values();
            let heads = f32::from(shape.heads);
            let mut mean = vec![0.0; shape.tokens * shape.tokens];
            for head in attention.chunks(mean.len()) {
                let weights = mean.iter_mut().zip(head);
                weights.for_each(|(mean, weight)| *mean += dequantise(*weight) / heads);
            }
            mean.iter()
                .map(|weight| weight * target.label as f32)
                .collect()
        };
        Ok(Layer::all(shape.layers).map(layer).collect())
    }
}

impl HotFlip for FakeModel {
    fn best_swaps(
        &self,
        sequence: &Sequence,
        gradient: &EmbeddingGradient,
        allowed: &[bool],
        k: usize,
    ) -> Result<Vec<Vec<Swap>>, ModelError> {
        let of_token = |(own, slope): (&TokenId, &f32)| {
            let ids = (0..allowed.len())
                .filter(|id| allowed[*id])
                .map(|id| TokenId(id as u32));
            let mut swaps: Vec<Swap> = ids
                .filter(|id| id != own)
                .map(|id| Swap {
                    id,
                    fall: (embedding(*own) - embedding(id)) as f32 * slope,
                })
                .collect();
            swaps.sort_by(|a, b| b.fall.total_cmp(&a.fall));
            swaps.truncate(k);
            swaps
        };
        Ok(sequence
            .ids()
            .iter()
            .zip(&gradient.gradient)
            .map(of_token)
            .collect())
    }
}
