//! Which words matter over a whole set.

use std::collections::HashMap;

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::{Estimate, mean};

/// What words add over a set of texts; rows are texts.
#[derive(Clone, Debug, Default)]
pub struct Importance {
    /// How many texts there are, with the words or without.
    texts: usize,
    /// For each word, what it adds to each output in each text that has it, `[texts with it][outputs]`.
    words: HashMap<String, Vec<Vec<f64>>>,
}

/// What one word adds.
#[derive(Clone, Debug, PartialEq)]
pub struct WordImportance {
    /// The word as [`word_key`] writes it.
    pub word: String,
    /// For each output, its mean weight over the texts that have the word.
    pub weights: Vec<Estimate>,
    /// For each output, its mean weight over all texts of the set: what it moves there on the whole.
    pub effects: Vec<f64>,
}

/// A word without the punctuation around it, in small letters, so that “Good,” and “good” are one. None where nothing
/// is left of it.
pub fn word_key(unit: &str) -> Option<String> {
    let around = |letter: char| {
        letter.is_whitespace()
            || letter.general_category_group() == GeneralCategoryGroup::Punctuation
    };
    let bare = unit.trim_matches(around);
    (!bare.is_empty()).then(|| bare.to_lowercase())
}

impl Importance {
    /// Takes the units of one more text with their weights `[units][outputs]`. A word that stands there twice adds both.
    pub fn add(&mut self, units: &[(String, Vec<f64>)]) {
        self.texts += 1;
        let mut sums: Vec<(String, Vec<f64>)> = Vec::new();
        for (unit, weights) in units {
            let Some(word) = word_key(unit) else { continue };
            match sums.iter_mut().find(|(other, _)| *other == word) {
                Some((_, sum)) => sum
                    .iter_mut()
                    .zip(weights)
                    .for_each(|(sum, weight)| *sum += weight),
                None => sums.push((word, weights.clone())),
            }
        }
        for (word, sum) in sums {
            self.words.entry(word).or_default().push(sum);
        }
    }

    /// The words by how much they move over the set: the last output first (with two models, their difference), then
    /// by name.
    pub fn words(&self) -> Vec<WordImportance> {
        let mut words: Vec<WordImportance> =
            self.words.iter().map(|word| self.word(word)).collect();
        let size = |word: &WordImportance| word.effects.last().map_or(0.0, |effect| effect.abs());
        words.sort_by(|a, b| {
            size(b)
                .total_cmp(&size(a))
                .then_with(|| a.word.cmp(&b.word))
        });
        words
    }

    fn word(&self, (word, rows): (&String, &Vec<Vec<f64>>)) -> WordImportance {
        let outputs = rows.first().map_or(0, Vec::len);
        let of = |output: usize| rows.iter().map(|row| row[output]).collect::<Vec<f64>>();
        let effect = |output: usize| of(output).iter().sum::<f64>() / self.texts as f64;
        WordImportance {
            word: word.clone(),
            weights: (0..outputs)
                .filter_map(|output| mean(&of(output)))
                .collect(),
            effects: (0..outputs).map(effect).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn units(words: &[(&str, f64)]) -> Vec<(String, Vec<f64>)> {
        let unit = |(word, weight): &(&str, f64)| ((*word).to_owned(), vec![*weight, -weight]);
        words.iter().map(unit).collect()
    }

    #[test]
    fn words_are_counted_by_text() {
        let mut found = Importance::default();
        found.add(&units(&[("Good,", 0.25), ("!", 0.5), ("good.", 0.25)]));
        found.add(&units(&[("good", 0.1), ("film", 0.2)]));
        found.add(&units(&[("film", -0.2)]));
        let words = found.words();
        let names: Vec<&str> = words.iter().map(|word| word.word.as_str()).collect();
        assert_eq!(names, ["good", "film"]);
        assert!((words[0].weights[0].value - 0.3).abs() < 1e-12);
        assert_eq!(words[0].weights[0].count, 2);
        assert!((words[0].effects[1] + 0.2).abs() < 1e-12);
        assert!(words[1].effects[0].abs() < 1e-12);
    }

    #[test]
    fn keys_are_bare_words() {
        let keys = ["Don't\"", "(GOOD)", "😀", "--", "¿Qué?", "3.5%"].map(word_key);
        let keys: Vec<Option<&str>> = keys.iter().map(Option::as_deref).collect();
        assert_eq!(
            keys,
            [
                Some("don't"),
                Some("good"),
                Some("😀"),
                None,
                Some("qué"),
                Some("3.5")
            ]
        );
    }

    proptest! {
        #[test]
        fn effects_add_up_to_what_texts_add(
            texts in prop::collection::vec(prop::collection::vec(("[a-e]", -1.0..1.0_f64), 0..6), 1..12)
        ) {
            let mut found = Importance::default();
            for text in &texts {
                let text: Vec<_> = text.iter().map(|(word, weight)| (word.clone(), vec![*weight])).collect();
                found.add(&text);
            }
            let all: f64 = texts.iter().flatten().map(|(_, weight)| weight).sum();
            let effects: f64 = found.words().iter().map(|word| word.effects[0]).sum();
            prop_assert!((effects - all / texts.len() as f64).abs() < 1e-9);
        }
    }
}
