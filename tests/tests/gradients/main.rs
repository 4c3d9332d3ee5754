//! Gradients against what captum and torch say of the same weights (tests/fixtures/captum.json), and
//! what holds of every architecture.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod architectures;
mod captum;

use std::path::{Path, PathBuf};

use headlight_core::{Baseline, Gradients, PathPoint, Sequence, Target};
use headlight_explain::gradients::{Integral, IntegratedGradients};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name)
}

/// Integrated gradients, the points asked for at once.
fn integral(
    gradients: &dyn Gradients,
    sequence: &Sequence,
    baseline: &Baseline,
    target: Target,
    steps: usize,
) -> Integral {
    let ends = gradients.ends(sequence, baseline, target).unwrap();
    let mut machine = IntegratedGradients::new(Some(steps), ends);
    let alphas = machine.wanted();
    let points: Vec<PathPoint> = alphas
        .chunks(32)
        .flat_map(|alphas| gradients.path(sequence, baseline, alphas, target).unwrap())
        .collect();
    machine.take(&points);
    machine.integral().unwrap().clone()
}
