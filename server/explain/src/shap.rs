//! SHAP for text (Lundberg and Lee 2017), as the library `shap` 0.54.1 computes it: Owen values over
//! a tree of phrases, and Shapley values exactly, by permutations and by regression.

mod exact;
mod kernel;
mod merge;
mod partition;
mod permutation;
mod segments;
mod tree;

use crate::method::{Attribution, Outputs, Phrase, Quality, Weight};

pub use exact::Exact;
pub use kernel::Kernel;
pub use partition::{Leftover, Partition};
pub use permutation::{Order, Permutation};
pub use segments::{by_tokens, by_words, labels};
pub use tree::Tree;

/// An attribution of one output that must add up to the model's answer.
fn additive(base: f64, full: f64, weights: Vec<Weight>, unresolved: Vec<Phrase>) -> Attribution {
    let given: f64 = weights.iter().map(|weight| weight.value).sum();
    let held: f64 = unresolved.iter().map(|phrase| phrase.value).sum();
    Attribution {
        base,
        weights,
        quality: Quality::Additive {
            residual: full - base - given - held,
            unresolved,
        },
    }
}

/// How far the outputs lie apart, for each output.
fn difference(on: &[f64], off: &[f64]) -> Outputs {
    on.iter().zip(off).map(|(on, off)| on - off).collect()
}

/// Adds `scale` times `change` to `sum`.
fn add(sum: &mut [f64], change: &[f64], scale: f64) {
    for (sum, change) in sum.iter_mut().zip(change) {
        *sum += change * scale;
    }
}
