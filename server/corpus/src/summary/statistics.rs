//! Intervals and tests.

use std::f64::consts::TAU;

/// The normal distribution's 97.5 % quantile.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 % interval of a share (Wilson 1927): `count` of `total`.
pub fn wilson(count: u64, total: u64) -> (f64, f64) {
    if total == 0 {
        return (0.0, 1.0);
    }
    let n = total as f64;
    let share = count as f64 / n;
    let square = Z * Z;
    let middle = share + square / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
    let scale = 1.0 + square / n;
    (
        ((middle - half) / scale).max(0.0),
        ((middle + half) / scale).min(1.0),
    )
}

/// How probable it is that chance draws a number of marked ones as improbable as `count` or more so:
/// `draws` of a population of which `marked` are marked, nothing put back. Two-sided, as Fisher's exact
/// test is.
pub fn hypergeometric(count: u64, draws: u64, marked: u64, population: u64) -> f64 {
    if marked > population || draws > population {
        return 1.0;
    }
    let least = (draws + marked).saturating_sub(population);
    let most = draws.min(marked);
    let all = ln_choose(population, draws);
    let probability =
        |k: u64| (ln_choose(marked, k) + ln_choose(population - marked, draws - k) - all).exp();
    if !(least..=most).contains(&count) {
        return 0.0;
    }
    // Equal but for rounding counts as equal.
    let bound = probability(count) * (1.0 + 1e-7);
    let as_improbable = (least..=most).map(probability).filter(|p| *p <= bound);
    as_improbable.sum::<f64>().min(1.0)
}

/// Which of these probabilities are significant when `rate` of those that are called so may be chance
/// (Benjamini and Hochberg 1995).
pub fn benjamini_hochberg(probabilities: &[f64], rate: f64) -> Vec<bool> {
    let mut sorted = probabilities.to_vec();
    sorted.sort_by(f64::total_cmp);
    let count = sorted.len() as f64;
    let below = |(place, p): &(usize, &f64)| **p <= rate * (*place + 1) as f64 / count;
    let last = sorted.iter().enumerate().rfind(below);
    let bound = last.map_or(-1.0, |(_, p)| *p);
    probabilities.iter().map(|p| *p <= bound).collect()
}

fn ln_choose(n: u64, k: u64) -> f64 {
    ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k)
}

/// ln n!, above 20 by Stirling's series.
fn ln_factorial(n: u64) -> f64 {
    if n <= 20 {
        let product: u64 = (1..=n).product();
        return (product as f64).ln();
    }
    let n = n as f64;
    let series = 1.0 / (12.0 * n) - 1.0 / (360.0 * n.powi(3)) + 1.0 / (1260.0 * n.powi(5));
    n * n.ln() - n + 0.5 * (TAU * n).ln() + series
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-9 * b.abs().max(1e-3)
    }

    #[test]
    fn factorials_are_exact_enough() {
        let sum = |n: u64| (2..=n).map(|k| (k as f64).ln()).sum::<f64>();
        for n in [0, 1, 20, 21, 22, 100, 5000] {
            assert!(
                (ln_factorial(n) - sum(n)).abs() < 1e-9 * sum(n).max(1.0),
                "{n}"
            );
        }
    }

    #[test]
    fn intervals_are_wilsons() {
        // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for (count, total, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let interval = wilson(count, total);
            assert!((interval.0 - low).abs() < 5e-5 && (interval.1 - high).abs() < 5e-5);
        }
        assert_eq!(wilson(0, 0), (0.0, 1.0));
    }

    #[test]
    fn the_test_sums_what_is_as_improbable() {
        // A lady tastes tea (Fisher 1935): 4 of 4 by chance 1 in 70, and its mirror.
        assert!(close(hypergeometric(4, 4, 4, 8), 2.0 / 70.0));
        assert!(close(hypergeometric(3, 4, 4, 8), 34.0 / 70.0));
        assert!(close(hypergeometric(2, 4, 4, 8), 1.0));
        // Never marked, always marked.
        assert!(close(hypergeometric(0, 5, 0, 10), 1.0));
        assert!(close(hypergeometric(5, 5, 10, 10), 1.0));
        let rare = hypergeometric(38, 50, 40_000, 250_000);
        assert!(rare > 0.0 && rare < 1e-15, "{rare}");
    }

    #[test]
    fn a_list_is_judged_as_a_whole() {
        // Benjamini and Hochberg 1995, section 3.2: four of fifteen at 5 %.
        let published = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
            0.5719, 0.6528, 0.7590, 1.0,
        ];
        let significant = benjamini_hochberg(&published, 0.05);
        assert_eq!(significant.iter().filter(|s| **s).count(), 4);
        assert!(significant[..4].iter().all(|s| *s));
        assert_eq!(benjamini_hochberg(&[0.9, 0.01], 0.05), [false, true]);
        assert_eq!(benjamini_hochberg(&[], 0.05), [false; 0]);
    }
}
