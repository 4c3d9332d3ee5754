//! The normal equations of KernelSHAP.

use crate::Mask;
use crate::linear::solve;
use crate::shap::add;

/// Σ w·z·zᵀ and Σ w·z·(f(z) − f(∅)).
#[derive(Clone)]
pub(super) struct System {
    zz: Vec<Vec<f64>>,
    /// `[outputs][units]`.
    zy: Vec<Vec<f64>>,
}

impl System {
    /// Nothing added yet.
    pub(super) fn new(units: usize) -> Self {
        Self {
            zz: vec![vec![0.0; units]; units],
            zy: Vec::new(),
        }
    }

    /// A mask with its weight, and what it gains over the base, `[outputs]`.
    pub(super) fn add(&mut self, mask: &Mask, weight: f64, gains: &[f64]) {
        let units = mask.len();
        self.zy.resize_with(gains.len(), || vec![0.0; units]);
        let kept: Vec<usize> = (0..units).filter(|unit| mask.keeps(*unit)).collect();
        for unit in &kept {
            for other in &kept {
                self.zz[*unit][*other] += weight;
            }
            for (sums, gain) in self.zy.iter_mut().zip(gains) {
                sums[*unit] += weight * gain;
            }
        }
    }

    /// The values of one output by the sum of some parts, under Σφ = total.
    pub(super) fn solve<'a>(
        units: usize,
        parts: impl Iterator<Item = &'a Self>,
        output: usize,
        total: f64,
    ) -> Vec<f64> {
        let mut zz = vec![vec![0.0; units]; units];
        let mut zy = vec![0.0; units];
        for part in parts.filter(|part| !part.zy.is_empty()) {
            zz.iter_mut()
                .zip(&part.zz)
                .for_each(|(sum, line)| add(sum, line, 1.0));
            add(&mut zy, &part.zy[output], 1.0);
        }
        constrained(&zz, &zy, total)
    }
}

/// Least squares under Σφ = total: the last unit takes what the others leave.
fn constrained(zz: &[Vec<f64>], zy: &[f64], total: f64) -> Vec<f64> {
    let Some(last) = zy.len().checked_sub(1) else {
        return Vec::new();
    };
    let entry = |a: usize, b: usize| zz[a][b] - zz[a][last] - zz[last][b] + zz[last][last];
    let left = |a: usize| zy[a] - zy[last] - total * (zz[a][last] - zz[last][last]);
    let matrix: Vec<Vec<f64>> = (0..last)
        .map(|a| (0..last).map(|b| entry(a, b)).collect())
        .collect();
    let mut values = solve(&matrix, (0..last).map(left).collect());
    values.push(total - values.iter().sum::<f64>());
    values
}
