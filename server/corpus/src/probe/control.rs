//! The control task.

use std::collections::HashMap;

/// Labels that say nothing about language (Hewitt and Liang 2019): every kind of word gets one label, wherever it stands, drawn
/// as often as the true ones come. What a probe learns of them it has memorised; the difference is its selectivity.
/// `words` holds a number for each word that equal words share.
pub fn control_labels(words: &[u32], labels: &[u16], seed: u64) -> Vec<u16> {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut drawn = HashMap::new();
    let draw = |word: &u32| {
        let label = || labels[random.usize(..labels.len())];
        *drawn.entry(*word).or_insert_with(label)
    };
    words.iter().map(draw).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_label_everywhere() {
        let words: Vec<u32> = (0..3000).map(|place| place % 1000).collect();
        let labels: Vec<u16> = (0..3000).map(|place| u16::from(place % 4 == 0)).collect();
        let control = control_labels(&words, &labels, 1);
        for (place, word) in words.iter().enumerate() {
            assert_eq!(control[place], control[*word as usize]);
        }
        let ones = control.iter().filter(|label| **label == 1).count() as f64 / 3000.0;
        assert!((ones - 0.25).abs() < 0.06, "{ones}");
        assert_eq!(control, control_labels(&words, &labels, 1));
        assert_ne!(control, control_labels(&words, &labels, 2));
    }
}
