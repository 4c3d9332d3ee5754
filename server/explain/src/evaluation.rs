//! How good classifiers are on a set of labelled texts, and where two of them part: accuracy, confusion, calibration,
//! lean, and which words matter over the whole set. Nothing but arithmetic over labels and probabilities.

mod calibration;
mod confusion;
mod estimate;
mod labels;
mod pair;
mod words;

pub use calibration::{Bin, Calibration};
pub use confusion::{Confusion, LabelErrors};
pub use estimate::{Estimate, mean, share};
pub use labels::{Sense, Senses, numbered, place, sense};
pub use pair::{Contest, distance};
pub use words::{Importance, WordImportance, word_key};

/// Under so many labelled texts, an accuracy proves nothing: its 95 % interval is wider than a quarter.
pub const FEWEST_ROWS: usize = 30;

/// The place of the largest number; of equals the first. None of nothing.
pub fn largest(numbers: &[f32]) -> Option<usize> {
    let numbered = numbers.iter().enumerate().rev();
    numbered
        .max_by(|a, b| a.1.total_cmp(b.1))
        .map(|(place, _)| place)
}
