//! Numbers with an interval.

use crate::count::student;

/// The 97.5 % point of the normal distribution.
const Z: f64 = 1.959_964;

/// A number estimated from a sample, with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// How many it was estimated from.
    pub count: usize,
    /// The estimate.
    pub value: f64,
    /// The ends of its interval; none where too few say anything of it.
    pub interval: Option<(f64, f64)>,
}

impl Estimate {
    /// The same with its interval cut off where no value can lie.
    #[must_use]
    pub fn within(self, least: f64, most: f64) -> Self {
        let cut = |(low, high): (f64, f64)| (low.max(least), high.min(most));
        Self {
            interval: self.interval.map(cut),
            ..self
        }
    }
}

/// A share of `count`, with Wilson's interval (Wilson 1927), which also holds near 0 and 1. None of nothing.
pub fn share(part: usize, count: usize) -> Option<Estimate> {
    if count == 0 {
        return None;
    }
    let n = count as f64;
    let p = part as f64 / n;
    let scale = 1.0 + Z * Z / n;
    let centre = (p + Z * Z / (2.0 * n)) / scale;
    let half = Z / scale * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    Some(Estimate {
        count,
        value: p,
        interval: Some((
            (centre - half).max(0.0).min(p),
            (centre + half).min(1.0).max(p),
        )),
    })
}

/// A mean with Student's interval; of one number none is known. None of nothing.
pub fn mean(numbers: &[f64]) -> Option<Estimate> {
    let count = numbers.len();
    if count == 0 {
        return None;
    }
    let n = count as f64;
    let value = numbers.iter().sum::<f64>() / n;
    let interval = (count > 1).then(|| {
        let squares = numbers.iter().map(|number| (number - value).powi(2));
        let deviation = (squares.sum::<f64>() / (n - 1.0)).sqrt();
        let half = student(count - 1) * deviation / n.sqrt();
        (value - half, value + half)
    });
    Some(Estimate {
        count,
        value,
        interval,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ends(estimate: Option<Estimate>) -> (f64, f64) {
        estimate.and_then(|estimate| estimate.interval).unwrap()
    }

    #[test]
    fn known_intervals() {
        // statsmodels.stats.proportion.proportion_confint(81, 263, method="wilson")
        let (low, high) = ends(share(81, 263));
        assert!(
            (low - 0.255_29).abs() < 1e-4 && (high - 0.366_21).abs() < 1e-4,
            "{low} {high}"
        );
        // scipy.stats.t.interval(0.95, 4, loc=mean, scale=sem) of 1 to 5
        let (low, high) = ends(mean(&[1.0, 2.0, 3.0, 4.0, 5.0]));
        assert!(
            (low - 1.036_8).abs() < 0.02 && (high - 4.963_2).abs() < 0.02,
            "{low} {high}"
        );
        assert_eq!((share(0, 0), mean(&[])), (None, None));
        assert_eq!(mean(&[0.5]).unwrap().interval, None);
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_value(count in 1usize..500, part in 0usize..500) {
            let part = part.min(count);
            let estimate = share(part, count).unwrap();
            let (low, high) = estimate.interval.unwrap();
            prop_assert!((0.0..=1.0).contains(&low) && (0.0..=1.0).contains(&high));
            prop_assert!(low <= estimate.value && estimate.value <= high);
        }

        #[test]
        fn the_opposite_has_the_opposite_interval(numbers in prop::collection::vec(-1.0..1.0_f64, 2..40)) {
            let opposite: Vec<f64> = numbers.iter().map(|number| -number).collect();
            let (there, back) = (mean(&numbers).unwrap(), mean(&opposite).unwrap());
            let ((low, high), (less, more)) = (there.interval.unwrap(), back.interval.unwrap());
            prop_assert_eq!((there.value, low, high), (-back.value, -more, -less));
        }
    }
}
