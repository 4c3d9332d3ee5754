//! What was taken for what.

use super::{Estimate, share};

/// Counts of texts by the label they have and the label they are given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion {
    /// `[true label][predicted label]`.
    counts: Vec<Vec<usize>>,
}

/// The errors about one label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelErrors {
    /// Texts that have the label.
    pub rows: usize,
    /// Texts that are given it.
    pub predicted: usize,
    /// Texts that are given it and have another.
    pub false_positives: usize,
    /// Texts that have it and are given another.
    pub false_negatives: usize,
}

impl Confusion {
    /// Of pairs of a true and a predicted label, out of so many labels.
    pub fn new(labels: usize, pairs: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut counts = vec![vec![0; labels]; labels];
        for (truth, predicted) in pairs {
            counts[truth][predicted] += 1;
        }
        Self { counts }
    }

    /// The counts, `[true label][predicted label]`.
    pub fn counts(&self) -> &[Vec<usize>] {
        &self.counts
    }

    /// How many texts there are.
    pub fn rows(&self) -> usize {
        self.counts.iter().flatten().sum()
    }

    /// The share that is right.
    pub fn accuracy(&self) -> Option<Estimate> {
        let right = (0..self.counts.len()).map(|label| self.counts[label][label]);
        share(right.sum(), self.rows())
    }

    /// The errors about each label.
    pub fn errors(&self) -> Vec<LabelErrors> {
        let about = |label: usize| {
            let right = self.counts[label][label];
            let rows = self.counts[label].iter().sum();
            let predicted = self.counts.iter().map(|row| row[label]).sum();
            LabelErrors {
                rows,
                predicted,
                false_positives: predicted - right,
                false_negatives: rows - right,
            }
        };
        (0..self.counts.len()).map(about).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_error_is_one_of_both_kinds(pairs in prop::collection::vec((0usize..4, 0usize..4), 0..60)) {
            let confusion = Confusion::new(4, pairs.iter().copied());
            let wrong = pairs.iter().filter(|(truth, predicted)| truth != predicted).count();
            let errors = confusion.errors();
            let sum = |of: fn(&LabelErrors) -> usize| errors.iter().map(of).sum::<usize>();
            prop_assert_eq!(sum(|errors| errors.false_positives), wrong);
            prop_assert_eq!(sum(|errors| errors.false_negatives), wrong);
            prop_assert_eq!(sum(|errors| errors.rows), pairs.len());
            prop_assert_eq!(sum(|errors| errors.predicted), confusion.rows());
            let accuracy = confusion.accuracy().map(|share| share.value);
            let expected = (pairs.len() - wrong) as f64 / pairs.len() as f64;
            prop_assert_eq!(accuracy, (!pairs.is_empty()).then_some(expected));
        }
    }
}
