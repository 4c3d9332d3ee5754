//! Counting.

/// The number of ways to choose `some` of `all`.
pub(crate) fn binomial(all: usize, some: usize) -> f64 {
    (0..some).fold(1.0, |ways, k| ways * (all - k) as f64 / (k + 1) as f64)
}

/// 2^n, the number of masks of n units.
pub(crate) fn masks(units: usize) -> f64 {
    2.0_f64.powi(i32::try_from(units).unwrap_or(i32::MAX))
}

/// The 97.5 % point of Student's t with ν degrees of freedom (Cornish and Fisher 1937, within 1 %; one
/// and two degrees of freedom from the table).
pub(crate) fn student(freedom: usize) -> f64 {
    match freedom {
        0 | 1 => return 12.706,
        2 => return 4.303,
        _ => {}
    }
    let (z, v) = (1.959_964_f64, freedom as f64);
    let first = (z.powi(3) + z) / (4.0 * v);
    let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / (96.0 * v * v);
    let third =
        (3.0 * z.powi(7) + 19.0 * z.powi(5) + 17.0 * z.powi(3) - 15.0 * z) / (384.0 * v.powi(3));
    z + first + second + third
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "these numbers are exact")]
    fn known_numbers() {
        assert_eq!(
            [binomial(5, 2), binomial(9, 0), binomial(4, 4)],
            [10.0, 1.0, 1.0]
        );
        assert_eq!(masks(10), 1024.0);
        assert!(masks(100_000).is_infinite());
        for (freedom, point) in [(2, 4.303), (3, 3.182), (9, 2.262), (30, 2.042)] {
            assert!((student(freedom) / point - 1.0).abs() < 0.01, "{freedom}");
        }
    }
}
