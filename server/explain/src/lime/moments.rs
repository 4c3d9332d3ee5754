//! What a linear regression needs to know of its rows.

use super::masks::Row;
use crate::linear::dot;

/// Weighted sums over rows x `[units]` with outputs y `[outputs]`, grown row by row.
pub(super) struct Moments {
    weight: f64,
    x: Vec<f64>,
    /// Σ w·x·xᵀ, `[units][units]`, the lower triangle.
    xx: Vec<Vec<f64>>,
    /// For each output.
    y: Vec<OutputMoments>,
}

#[derive(Clone)]
struct OutputMoments {
    y: f64,
    yy: f64,
    xy: Vec<f64>,
}

impl Moments {
    /// Of no rows.
    pub(super) fn new(units: usize) -> Self {
        Self {
            weight: 0.0,
            x: vec![0.0; units],
            xx: (0..units).map(|row| vec![0.0; row + 1]).collect(),
            y: Vec::new(),
        }
    }

    /// Number of units.
    pub(super) fn units(&self) -> usize {
        self.x.len()
    }

    /// Adds a row.
    pub(super) fn add(&mut self, row: &Row, outputs: &[f64]) {
        let units = self.units();
        self.y.resize_with(outputs.len(), || OutputMoments {
            y: 0.0,
            yy: 0.0,
            xy: vec![0.0; units],
        });
        let kept: Vec<usize> = (0..units).filter(|unit| row.mask.keeps(*unit)).collect();
        self.weight += row.weight;
        for (place, unit) in kept.iter().enumerate() {
            self.x[*unit] += row.weight;
            for other in &kept[..=place] {
                self.xx[*unit][*other] += row.weight;
            }
        }
        for (sums, y) in self.y.iter_mut().zip(outputs) {
            sums.y += row.weight * y;
            sums.yy += row.weight * y * y;
            for unit in &kept {
                sums.xy[*unit] += row.weight * y;
            }
        }
    }

    /// The weighted mean of a unit's column.
    pub(super) fn mean_x(&self, unit: usize) -> f64 {
        self.x[unit] / self.weight
    }

    /// The weighted mean of an output.
    pub(super) fn mean_y(&self, output: usize) -> f64 {
        self.y[output].y / self.weight
    }

    /// Σ w·(x−x̄)(x−x̄)ᵀ over some units, `[units][units]`.
    pub(super) fn centred_xx(&self, units: &[usize]) -> Vec<Vec<f64>> {
        let entry =
            |a: usize, b: usize| self.xx[a.max(b)][a.min(b)] - self.x[a] * self.x[b] / self.weight;
        let line = |a: &usize| units.iter().map(|b| entry(*a, *b)).collect();
        units.iter().map(line).collect()
    }

    /// Σ w·(x−x̄)(y−ȳ) over some units.
    pub(super) fn centred_xy(&self, units: &[usize], output: usize) -> Vec<f64> {
        let sums = &self.y[output];
        let entry = |unit: &usize| sums.xy[*unit] - self.x[*unit] * sums.y / self.weight;
        units.iter().map(entry).collect()
    }

    /// Weighted share of an output's variance that coefficients on some units explain:
    /// 1 − Σw(y−ŷ)²/Σw(y−ȳ)².
    pub(super) fn r2(&self, units: &[usize], coefficients: &[f64], output: usize) -> f64 {
        let sums = &self.y[output];
        let total = sums.yy - sums.y * sums.y / self.weight;
        let xy = dot(coefficients, &self.centred_xy(units, output));
        let lines = self.centred_xx(units);
        let xx: f64 = lines
            .iter()
            .zip(coefficients)
            .map(|(line, c)| c * dot(line, coefficients))
            .sum();
        let left = total - 2.0 * xy + xx;
        // An output that never moves is explained by its mean, up to rounding.
        if total <= sums.yy.abs() * 1e-14 {
            1.0
        } else {
            1.0 - left / total
        }
    }
}
