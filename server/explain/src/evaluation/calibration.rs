//! Whether a model is right as often as it says.

use super::{Estimate, share};

/// Bins of equal width from 0 to 1.
const BINS: usize = 10;

/// How confidence and accuracy fit together: the reliability diagram and the expected calibration error
/// ECE = Σ over bins of share · |accuracy − confidence| (Guo et al. 2017), confidence being the largest probability.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// The expected calibration error, from 0 to 1.
    pub ece: f64,
    /// The bins that hold something, ascending.
    pub bins: Vec<Bin>,
}

/// Texts of about the same confidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Confidence is above this; 0 belongs to the first bin.
    pub from: f64,
    /// And at most this.
    pub to: f64,
    /// Its mean.
    pub confidence: f64,
    /// How often the model is right here.
    pub accuracy: Estimate,
}

impl Calibration {
    /// Of texts as (confidence, whether it was right). None of nothing.
    pub fn new(rows: &[(f64, bool)]) -> Option<Self> {
        let bins: Vec<Bin> = (0..BINS).filter_map(|place| bin(rows, place)).collect();
        let gap = |bin: &Bin| {
            let share = bin.accuracy.count as f64 / rows.len() as f64;
            share * (bin.accuracy.value - bin.confidence).abs()
        };
        let ece = bins.iter().map(gap).sum();
        (!rows.is_empty()).then_some(Self { ece, bins })
    }
}

fn bin(rows: &[(f64, bool)], place: usize) -> Option<Bin> {
    let inside: Vec<&(f64, bool)> = rows.iter().filter(|(at, _)| bin_of(*at) == place).collect();
    let right = inside.iter().filter(|(_, right)| *right).count();
    let accuracy = share(right, inside.len())?;
    let sum: f64 = inside.iter().map(|(confidence, _)| confidence).sum();
    Some(Bin {
        from: place as f64 / BINS as f64,
        to: (place + 1) as f64 / BINS as f64,
        confidence: sum / inside.len() as f64,
        accuracy,
    })
}

/// The bin of a confidence: (0.6, 0.7] is one.
fn bin_of(confidence: f64) -> usize {
    let above = (confidence * BINS as f64).ceil() as usize;
    above.clamp(1, BINS) - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_known_error() {
        // Two bins of two: |0.5 − 0.85| and |1 − 0.65|, each with half of the rows.
        let rows = [(0.82, true), (0.88, false), (0.62, true), (0.68, true)];
        let found = Calibration::new(&rows).unwrap();
        assert!((found.ece - 0.35).abs() < 1e-12, "{found:?}");
        assert_eq!(found.bins.len(), 2);
        assert_eq!(
            (bin_of(0.0), bin_of(0.1), bin_of(0.11), bin_of(1.0)),
            (0, 0, 1, 9)
        );
        assert_eq!(Calibration::new(&[]), None);
    }

    proptest! {
        #[test]
        fn bins_hold_every_row_once(rows in prop::collection::vec((0.0..=1.0_f64, any::<bool>()), 1..80)) {
            let Calibration { ece, bins } = Calibration::new(&rows).unwrap();
            prop_assert_eq!(bins.iter().map(|bin| bin.accuracy.count).sum::<usize>(), rows.len());
            prop_assert!((0.0..=1.0).contains(&ece));
            for bin in bins {
                prop_assert!(bin.from <= bin.confidence + 1e-12 && bin.confidence <= bin.to + 1e-12);
            }
        }

        #[test]
        fn who_is_right_as_often_as_said_has_no_error(count in 1usize..50) {
            let rows: Vec<(f64, bool)> = (0..2 * count).map(|row| (0.5, row % 2 == 0)).collect();
            prop_assert!(Calibration::new(&rows).unwrap().ece < 1e-12);
        }
    }
}
