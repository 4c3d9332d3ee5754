//! Two models on the same texts.

use crate::count::binomial;

/// Texts of which one model is right and the other is not, with the exact test by `McNemar` (1947).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contest {
    /// Texts that both have a label for.
    pub rows: usize,
    /// Only the first is right.
    pub only_first: usize,
    /// Only the second is right.
    pub only_second: usize,
    /// How likely so uneven a split, or a more uneven one, is where both are equally good.
    pub p_value: f64,
}

impl Contest {
    /// Of texts as (first is right, second is right).
    pub fn new(rows: &[(bool, bool)]) -> Self {
        let count = |split: (bool, bool)| rows.iter().filter(|row| **row == split).count();
        let (only_first, only_second) = (count((true, false)), count((false, true)));
        Self {
            rows: rows.len(),
            only_first,
            only_second,
            p_value: two_sided(only_first.min(only_second), only_first + only_second),
        }
    }
}

/// The probability of at most `fewer` heads, or as many tails, in so many throws of a fair coin.
fn two_sided(fewer: usize, throws: usize) -> f64 {
    // Beyond what a float can count, the normal distribution is as good.
    if throws > 1000 {
        let z = (throws as f64 - 2.0 * fewer as f64 - 1.0).max(0.0) / (throws as f64).sqrt();
        return tail(z).min(1.0);
    }
    let scale = 0.5_f64.powi(throws as i32);
    let sum: f64 = (0..=fewer)
        .map(|heads| binomial(throws, heads) * scale)
        .sum();
    (2.0 * sum).min(1.0)
}

/// P(|Z| > z) of the normal distribution, within 2e-7 (Abramowitz and Stegun 1964, 7.1.26).
fn tail(z: f64) -> f64 {
    let x = z / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let factors = [
        1.061_405_429,
        -1.453_152_027,
        1.421_413_741,
        -0.284_496_736,
        0.254_829_592,
    ];
    let polynomial = factors.iter().fold(0.0, |sum, factor| (sum + factor) * t);
    polynomial * (-x * x).exp()
}

/// Half of the sum of |p − q| over all labels (total variation, 0 to 1): how far two models are apart about one text.
/// `matched` says for each label of the first which of the second means the same.
pub fn distance(first: &[f32], second: &[f32], matched: &[Option<usize>]) -> f64 {
    let mut apart = 0.0;
    let mut rest: Vec<f64> = second.iter().map(|value| f64::from(*value)).collect();
    for (value, other) in first.iter().zip(matched) {
        let other = other.map_or(0.0, |place| std::mem::take(&mut rest[place]));
        apart += (f64::from(*value) - other).abs();
    }
    apart.midpoint(rest.iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_probabilities() {
        // scipy.stats.binomtest(k, n).pvalue
        for (fewer, throws, p) in [
            (0, 5, 0.0625),
            (2, 10, 0.109_375),
            (5, 10, 1.0),
            (40, 100, 0.056_887_93),
        ] {
            assert!(
                (two_sided(fewer, throws) - p).abs() < 1e-7,
                "{fewer} of {throws}"
            );
        }
        // Here the normal distribution stands in for the exact 0.026883.
        assert!(
            (two_sided(465, 1001) - 0.026_883).abs() < 2e-4,
            "{}",
            two_sided(465, 1001)
        );
        assert!((tail(1.959_964) - 0.05).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn the_other_way_round_is_the_same_test(rows in prop::collection::vec(any::<(bool, bool)>(), 0..80)) {
            let back: Vec<(bool, bool)> = rows.iter().map(|(first, second)| (*second, *first)).collect();
            let (there, back) = (Contest::new(&rows), Contest::new(&back));
            prop_assert_eq!((there.only_first, there.p_value), (back.only_second, back.p_value));
            prop_assert!((0.0..=1.0).contains(&there.p_value));
        }

        #[test]
        fn a_distance_is_one(p in 0.0..=1.0_f32, q in 0.0..=1.0_f32) {
            let (first, second) = ([1.0 - p, p], [q, 1.0 - q]);
            let swapped = [Some(1), Some(0)];
            let found = distance(&first, &second, &swapped);
            prop_assert!((found - f64::from((p - q).abs())).abs() < 1e-6);
            prop_assert!((found - distance(&second, &first, &swapped)).abs() < 1e-12);
            prop_assert!((distance(&first, &second, &[None, None]) - 1.0).abs() < 1e-6);
        }
    }
}
