//! Integrated gradients (Sundararajan, Taly and Yan 2017).

use headlight_core::{PathEnds, PathPoint};

use super::quadrature::{Node, gauss_legendre};

/// How many steps are tried, until the gap is small enough.
const STEPS: [usize; 4] = [20, 50, 100, 300];
/// The gap that is small enough, as a share of what is to be divided, and at any rate.
const TOLERANCE: f64 = 0.01;
const SMALLEST_TOLERANCE: f64 = 1e-3;

/// The machine: it knows the ends of the path from a baseline x′ to the text x, asks for points between
/// them, is told the target's value and slopes there, and integrates them by Gauss–Legendre quadrature. A token's weight is
/// (x − x′) · ∫₀¹ ∂f(x′ + α (x − x′)) dα; all weights add up to f(x) − f(x′).
#[derive(Clone, Debug)]
pub struct IntegratedGradients {
    ends: PathEnds,
    /// What is still to be tried, the next first.
    steps: Vec<usize>,
    /// What was asked for last.
    nodes: Vec<Node>,
    found: Option<Integral>,
}

/// What a path comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Integral {
    /// A weight for each token.
    pub tokens: Vec<f64>,
    /// The target's value for the text, f(x).
    pub value: f64,
    /// Its value for the baseline, f(x′).
    pub baseline_value: f64,
    /// How many points were taken between them.
    pub steps: usize,
}

impl IntegratedGradients {
    /// With a fixed number of steps, or with as many as it takes.
    pub fn new(steps: Option<usize>, ends: PathEnds) -> Self {
        Self {
            ends,
            steps: steps.map_or_else(|| STEPS.to_vec(), |steps| vec![steps]),
            nodes: Vec::new(),
            found: None,
        }
    }

    /// How many points the first attempt takes, for so many steps or for as many as it takes.
    pub fn expected(steps: Option<usize>) -> usize {
        ENDS + steps.unwrap_or(STEPS[0])
    }

    /// How many points it takes at most, for so many steps or for as many as it takes.
    pub fn most(steps: Option<usize>) -> usize {
        ENDS + steps.unwrap_or_else(|| STEPS.iter().sum())
    }

    /// The points wanted next, as shares α of the way; none at the end.
    pub fn wanted(&mut self) -> Vec<f64> {
        let done = self.found.as_ref().is_some_and(Integral::converged);
        if done || self.steps.is_empty() {
            return Vec::new();
        }
        self.nodes = gauss_legendre(self.steps.remove(0));
        self.nodes.iter().map(|node| node.at).collect()
    }

    /// Takes what was wanted last.
    pub fn take(&mut self, points: &[PathPoint]) {
        let mut tokens = vec![0.0; points.first().map_or(0, |point| point.slopes.len())];
        for (node, point) in self.nodes.iter().zip(points) {
            for (token, slope) in tokens.iter_mut().zip(&point.slopes) {
                *token += node.weight * slope;
            }
        }
        self.found = Some(Integral {
            tokens,
            value: self.ends.text,
            baseline_value: self.ends.baseline,
            steps: self.nodes.len(),
        });
    }

    /// What is known so far; none before the first points.
    pub fn integral(&self) -> Option<&Integral> {
        self.found.as_ref()
    }
}

/// The baseline and the text, whose values the weights must account for.
const ENDS: usize = 2;

impl Integral {
    /// Completeness: Σ weights − (f(x) − f(x′)), 0 but for the error of the quadrature.
    pub fn delta(&self) -> f64 {
        self.tokens.iter().sum::<f64>() - (self.value - self.baseline_value)
    }

    /// Whether that gap is small enough.
    pub fn converged(&self) -> bool {
        let share = TOLERANCE * (self.value - self.baseline_value).abs();
        self.delta().abs() <= share.max(SMALLEST_TOLERANCE)
    }
}
