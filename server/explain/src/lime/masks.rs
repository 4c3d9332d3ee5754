//! The perturbed texts that LIME learns from.

use super::kernel;
use crate::Mask;
use crate::count::binomial;
use crate::random::Mt19937;

/// A perturbed text and how much it counts.
pub(super) struct Row {
    /// What is left.
    pub mask: Mask,
    /// Its weight in the regression.
    pub weight: f64,
}

/// The library's draw: the text itself, then for each row a number of units from 1 to all, and that
/// many units taken away. All numbers are drawn before the first units (`__data_labels_distances`).
pub(super) fn drawn(random: &mut Mt19937, units: usize, samples: usize) -> Vec<Row> {
    if units == 0 {
        return vec![row(Mask::all(0), 1.0)];
    }
    let removed: Vec<usize> = (1..samples)
        .map(|_| 1 + random.interval(units as u32 - 1) as usize)
        .collect();
    let mut rows = vec![row(Mask::all(units), 1.0)];
    rows.extend(removed.into_iter().map(|removed| {
        let mut order: Vec<usize> = (0..units).collect();
        random.shuffle(&mut order);
        row(
            Mask::all(units).without(order.into_iter().take(removed)),
            1.0,
        )
    }));
    rows
}

/// Every mask once, weighted by how often `samples` rows are expected to hold it.
pub(super) fn every(units: usize, samples: usize) -> Vec<Row> {
    let draws = samples.saturating_sub(1) as f64;
    let whole = (1_usize << units) - 1;
    (0..=whole)
        .rev()
        .map(|bits| {
            let mask = Mask::of_bits(bits, units);
            let times = if bits == whole {
                1.0
            } else {
                draws / (units as f64 * binomial(units, mask.kept()))
            };
            row(mask, times)
        })
        .collect()
}

fn row(mask: Mask, times: f64) -> Row {
    let weight = times * kernel::weight(mask.kept(), mask.len());
    Row { mask, weight }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken_away(row: &Row) -> Vec<usize> {
        let units = 0..row.mask.len();
        units.filter(|unit| !row.mask.keeps(*unit)).collect()
    }

    #[test]
    fn are_those_of_numpy() {
        // explainers.md 2.2: seed 42, nine features, a thousand rows.
        let rows = drawn(&mut Mt19937::new(42), 9, 1000);
        let taken: Vec<Vec<usize>> = rows.iter().map(taken_away).collect();
        let sizes: Vec<usize> = taken[1..13].iter().map(Vec::len).collect();
        assert_eq!(sizes, [7, 4, 8, 5, 7, 3, 7, 8, 5, 4, 8, 8]);
        assert!(taken[0].is_empty());
        assert_eq!(taken[1], [0, 1, 3, 4, 5, 6, 8]);
        assert_eq!(taken[2], [1, 5, 6, 8]);
        assert_eq!(taken[3], [0, 1, 2, 3, 4, 5, 6, 8]);
        assert_eq!(taken[4], [0, 2, 3, 7, 8]);
    }

    #[test]
    fn every_mask_comes_once() {
        let rows = every(4, 1001);
        assert_eq!(rows.len(), 16);
        let share = kernel::weight(3, 4);
        assert!((rows[1].weight - 1000.0 / 16.0 * share).abs() < 1e-12);
        assert_eq!(every(0, 100).len(), 1);
    }
}
