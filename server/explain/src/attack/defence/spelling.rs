//! Correcting spelling.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Words shorter than this are left alone.
const SHORTEST: usize = 4;
/// Words longer than this are no typos.
const LONGEST: usize = 24;
/// From this length on, two typos in one word are believed.
const LONG: usize = 6;

/// Corrects words that it does not know to the most usual one within an edit or two: a letter put in,
/// left out, replaced, or swapped with its neighbour (after Norvig 2007).
#[derive(Debug, Default)]
pub struct Speller {
    /// Words by falling frequency.
    words: Vec<Vec<char>>,
    ranks: HashMap<String, usize>,
    corrected: Mutex<HashMap<String, Option<String>>>,
}

impl Speller {
    /// Knows these words, the most frequent first.
    pub fn new(words: impl IntoIterator<Item = String>) -> Self {
        let mut speller = Self::default();
        for word in words {
            if !speller.ranks.contains_key(&word) {
                speller.words.push(word.chars().collect());
                speller.ranks.insert(word, speller.words.len() - 1);
            }
        }
        speller
    }

    /// Whether this is one of its words.
    pub fn knows(&self, word: &str) -> bool {
        self.ranks.contains_key(word)
    }

    /// What an unknown word was probably meant to be, in small letters.
    pub fn correct(&self, word: &str) -> Option<String> {
        let word = word.to_lowercase();
        let letters: Vec<char> = word.chars().collect();
        let letter = |c: &char| c.is_alphabetic();
        let fits = (SHORTEST..=LONGEST).contains(&letters.len()) && letters.iter().all(letter);
        if !fits || self.knows(&word) {
            return None;
        }
        let mut kept = self
            .corrected
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let found = kept.entry(word).or_insert_with(|| self.nearest(&letters));
        found.clone()
    }

    /// The most frequent word at the smallest distance.
    fn nearest(&self, letters: &[char]) -> Option<String> {
        let most = if letters.len() >= LONG { 2 } else { 1 };
        let mut best: Option<(usize, &Vec<char>)> = None;
        for word in &self.words {
            let limit = best.map_or(most, |(distance, _)| distance - 1);
            if word.len() < SHORTEST - 1 || word.len().abs_diff(letters.len()) > limit {
                continue;
            }
            let distance = distance(letters, word);
            if distance <= limit {
                best = Some((distance, word));
            }
            if distance == 1 {
                break;
            }
        }
        best.map(|(_, word)| word.iter().collect())
    }
}

/// The number of edits between two words, neighbours swapped being one (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Mt19937;
    use crate::attack::typo_of_each_kind;

    fn speller() -> Speller {
        Speller::new(["film", "good", "goods", "wonderful", "fil"].map(str::to_owned))
    }

    #[test]
    fn the_nearest_word_is_meant() {
        let speller = speller();
        for (typo, word) in [
            ("flim", "film"),
            ("goood", "good"),
            ("wnderfull", "wonderful"),
        ] {
            assert_eq!(speller.correct(typo).as_deref(), Some(word));
            assert_eq!(speller.correct(typo).as_deref(), Some(word));
        }
        for word in ["film", "xyzzy", "it", "", "fi1m", "Film"] {
            assert_eq!(speller.correct(word), None, "{word}");
        }
        let chars = |word: &str| word.chars().collect::<Vec<_>>();
        assert_eq!(distance(&chars("kitten"), &chars("sitting")), 3);
        assert_eq!(distance(&chars("ab"), &chars("ba")), 1);
    }

    proptest! {
        #[test]
        fn one_typo_is_undone(seed in 0u32..500) {
            for typo in typo_of_each_kind("wonderful", &mut Mt19937::new(seed)) {
                let found = speller().correct(&typo);
                prop_assert_eq!(found.as_deref(), Some("wonderful"), "{}", typo);
            }
        }
    }
}
