//! Which units LIME's linear model may use.

use super::fit::Fit;
use super::moments::Moments;

/// Up to so many features the library selects them one by one.
const FORWARD_UP_TO: usize = 6;

/// A rule that chooses units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// All of them.
    Everything,
    /// The K largest coefficients of a ridge regression with α = 0.01 (`highest_weights`).
    HighestWeights(usize),
    /// K times the unit that raises R² of an unpenalised regression most (`forward_selection`).
    Forward(usize),
}

impl Selection {
    /// The library's default, `feature_selection="auto"`.
    pub fn auto(features: usize) -> Self {
        if features <= FORWARD_UP_TO {
            Self::Forward(features)
        } else {
            Self::HighestWeights(features)
        }
    }

    /// The units chosen for an output.
    pub(super) fn choose(self, moments: &Moments, output: usize) -> Vec<usize> {
        let all: Vec<usize> = (0..moments.units()).collect();
        match self {
            Self::Everything => all,
            Self::HighestWeights(count) => {
                let fit = Fit::ridge(moments, output, &all, 0.01);
                let mut order = all;
                let size = |unit: &usize| fit.coefficients()[*unit].abs();
                order.sort_by(|a, b| size(b).total_cmp(&size(a)));
                order.truncate(count);
                order
            }
            Self::Forward(count) => forward(moments, output, count.min(all.len())),
        }
    }
}

fn forward(moments: &Moments, output: usize, count: usize) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::with_capacity(count);
    for _ in 0..count {
        let mut best = (f64::NEG_INFINITY, None);
        for unit in (0..moments.units()).filter(|unit| !chosen.contains(unit)) {
            let with: Vec<usize> = chosen.iter().copied().chain([unit]).collect();
            let r2 = Fit::ridge(moments, output, &with, 0.0).r2();
            if r2 > best.0 {
                best = (r2, Some(unit));
            }
        }
        chosen.extend(best.1);
    }
    chosen
}
