//! Agreement of two rankings.

/// Kendall's τ-b (Kendall 1945): concordant minus discordant pairs, with ties taken out of either
/// side. None where a side has no two different values.
pub(super) fn tau_b(left: &[f64], right: &[f64]) -> Option<f64> {
    let (mut sum, mut left_pairs, mut right_pairs) = (0.0, 0.0, 0.0);
    for later in 1..left.len() {
        for earlier in 0..later {
            let a = sign(left[later] - left[earlier]);
            let b = sign(right[later] - right[earlier]);
            sum += a * b;
            left_pairs += a * a;
            right_pairs += b * b;
        }
    }
    let pairs: f64 = left_pairs * right_pairs;
    (pairs > 0.0).then(|| sum / pairs.sqrt())
}

/// -1, 0 or 1.
fn sign(difference: f64) -> f64 {
    if difference == 0.0 {
        0.0
    } else {
        difference.signum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        let tau = |left: &[f64], right: &[f64]| tau_b(left, right).unwrap();
        assert!((tau(&[1.0, 2.0, 3.0], &[2.0, 4.0, 9.0]) - 1.0).abs() < 1e-12);
        assert!((tau(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]) + 1.0).abs() < 1e-12);
        // scipy.stats.kendalltau([1, 2, 2, 3], [1, 3, 2, 4])
        assert!((tau(&[1.0, 2.0, 2.0, 3.0], &[1.0, 3.0, 2.0, 4.0]) - 0.912_870_929).abs() < 1e-8);
        assert_eq!(tau_b(&[1.0, 1.0], &[1.0, 2.0]), None);
    }
}
