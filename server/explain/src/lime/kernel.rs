//! How much a perturbed text counts.

/// The width of lime's kernel, on distances from 0 to 100.
const WIDTH: f64 = 25.0;

/// The weight of a text of which `kept` of `units` features are left: √exp(−D²/width²) with D = 100
/// times the cosine distance of the binary vectors (`lime_text.py`, lime 0.2.0.1).
pub(super) fn weight(kept: usize, units: usize) -> f64 {
    let share = kept as f64 / units.max(1) as f64;
    let distance = 100.0 * (1.0 - share.sqrt());
    (-(distance / WIDTH).powi(2)).exp().sqrt()
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_a_fixed_curve_over_what_is_left() {
        let expected = [(10, 1.0), (9, 0.979), (5, 0.503), (1, 0.024), (0, 0.0003)];
        for (kept, weight) in expected {
            assert!((super::weight(kept, 10) - weight).abs() < 6e-4, "{kept}");
        }
    }
}
