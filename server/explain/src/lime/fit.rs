//! Ridge regression with an intercept.

use super::masks::Row;
use super::moments::Moments;
use crate::linear::{dot, inverse, solve};
use crate::method::{Attribution, Outputs, Quality, Weight};

/// The α of lime's linear model.
pub(super) const ALPHA: f64 = 1.0;

/// A linear model of one output: `β = (XᵀWX + αI)⁻¹ XᵀWy` on centred columns, which leaves the
/// intercept unpenalised (`lime_base.py`; scikit-learn's `Ridge`).
pub(super) struct Fit {
    /// The units it knows.
    features: Vec<usize>,
    coefficients: Vec<f64>,
    intercept: f64,
    r2: f64,
}

impl Fit {
    /// The model of an output on some units.
    pub(super) fn ridge(moments: &Moments, output: usize, features: &[usize], alpha: f64) -> Self {
        let xx = penalised(moments, features, alpha);
        let coefficients = solve(&xx, moments.centred_xy(features, output));
        let shift: f64 = features
            .iter()
            .zip(&coefficients)
            .map(|(unit, c)| moments.mean_x(*unit) * c)
            .sum();
        Self {
            features: features.to_vec(),
            intercept: moments.mean_y(output) - shift,
            r2: moments.r2(features, &coefficients, output),
            coefficients,
        }
    }

    /// The coefficients, in the order of the units it was given.
    pub(super) fn coefficients(&self) -> &[f64] {
        &self.coefficients
    }

    /// Weighted R².
    pub(super) fn r2(&self) -> f64 {
        self.r2
    }

    /// Its coefficients as weights of all units; those it does not know weigh nothing.
    pub(super) fn attribution(&self, units: usize) -> Attribution {
        let mut weights = vec![Weight::bare(0.0); units];
        for (unit, c) in self.features.iter().zip(&self.coefficients) {
            weights[*unit] = Weight::bare(*c);
        }
        Attribution {
            base: self.intercept,
            weights,
            quality: Quality::Linear {
                r2: self.r2,
                local_prediction: self.intercept + self.coefficients.iter().sum::<f64>(),
            },
        }
    }

    fn residual(&self, row: &Row, value: f64) -> f64 {
        let kept = self.features.iter().zip(&self.coefficients);
        let sum: f64 = kept
            .filter(|(unit, _)| row.mask.keeps(**unit))
            .map(|(_, c)| c)
            .sum();
        value - self.intercept - sum
    }
}

fn penalised(moments: &Moments, features: &[usize], alpha: f64) -> Vec<Vec<f64>> {
    let mut xx = moments.centred_xx(features);
    for (place, line) in xx.iter_mut().enumerate() {
        line[place] += alpha;
    }
    xx
}

/// Half widths of 95 % intervals over the draw of the rows: the sandwich estimator (White 1980),
/// H⁻¹ (Σ w²r²·x̃x̃ᵀ) H⁻¹, of which only the diagonal is needed.
pub(super) fn margins(
    fit: &Fit,
    moments: &Moments,
    rows: &[Row],
    values: &[Outputs],
    output: usize,
) -> Vec<Option<f64>> {
    let inverse = inverse(&penalised(moments, &fit.features, ALPHA));
    let means: Vec<f64> = fit
        .features
        .iter()
        .map(|unit| moments.mean_x(*unit))
        .collect();
    let mut variance = vec![0.0; fit.features.len()];
    for (row, value) in rows.iter().zip(values) {
        let scale = row.weight * fit.residual(row, value[output]);
        let centred: Vec<f64> = fit
            .features
            .iter()
            .zip(&means)
            .map(|(unit, mean)| f64::from(u8::from(row.mask.keeps(*unit))) - mean)
            .collect();
        for (sum, line) in variance.iter_mut().zip(&inverse) {
            *sum += (scale * dot(line, &centred)).powi(2);
        }
    }
    let mut margins = vec![None; moments.units()];
    for (unit, variance) in fit.features.iter().zip(variance) {
        margins[*unit] = Some(1.96 * variance.sqrt());
    }
    margins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lime::masks::drawn;
    use crate::random::Mt19937;

    /// [8] of `explainers.md` 2.1.
    #[test]
    fn without_a_penalty_a_linear_model_is_found_exactly() {
        let weights: Vec<f64> = (0..12).map(|unit| f64::from(unit).sin()).collect();
        let mut moments = Moments::new(12);
        for row in drawn(&mut Mt19937::new(3), 12, 400) {
            let kept = weights.iter().zip(row.mask.iter());
            let value: f64 = kept.map(|(w, keeps)| if keeps { *w } else { 0.0 }).sum();
            moments.add(&row, &[0.25 + value]);
        }
        let features: Vec<usize> = (0..12).collect();
        let fit = Fit::ridge(&moments, 0, &features, 0.0);
        assert!((fit.intercept - 0.25).abs() < 1e-8, "{}", fit.intercept);
        assert!((fit.r2 - 1.0).abs() < 1e-8, "{}", fit.r2);
        for (found, expected) in fit.coefficients.iter().zip(&weights) {
            assert!((found - expected).abs() < 1e-8, "{found} {expected}");
        }
    }
}
