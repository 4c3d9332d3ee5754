//! WordNet (Miller 1995) as a dictionary: synonyms and opposites, read from its database files.
//!
//! The files are used as they were made: an index sorted by lemma, whose lines name places in the file
//! of synsets (wndb(5WN), wninput(5WN)). Nothing is built beforehand; a line that does not fit is taken
//! for no line.

mod database;
mod forms;
mod part;

use std::collections::HashSet;

pub use database::{MissingWordNet, WordNet};
use forms::readings;
use part::Part;

use super::function_words::is_function_word;
use super::lexicon::Lexicon;

impl Lexicon for WordNet {
    fn knows(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let digits = word.chars().any(char::is_numeric);
        digits || is_function_word(&word) || self.readings(&word).next().is_some()
    }

    fn synonyms(&self, word: &str) -> Vec<String> {
        let word = word.to_lowercase();
        let mut found: Vec<(usize, String)> = Vec::new();
        for (part, lemma, form) in self.readings(&word) {
            let senses = self.part(part).senses(&lemma);
            for (rank, sense) in senses.iter().enumerate() {
                let synset = self.part(part).synset(*sense).unwrap_or_default();
                let others = synset.words.into_iter().filter(|other| *other != lemma);
                let single = others.filter(|other| other.chars().all(char::is_alphabetic));
                found.extend(single.map(|other| (rank, form.of(&other))));
            }
        }
        // The most usual meaning first, whatever the part of speech.
        found.sort_by_key(|(rank, _)| *rank);
        let mut seen = HashSet::from([word]);
        let fresh = found
            .into_iter()
            .filter(|(_, other)| seen.insert(other.to_lowercase()));
        fresh.map(|(_, other)| other).collect()
    }

    fn opposites(&self, one: &str, other: &str) -> bool {
        let (one, other) = (one.to_lowercase(), other.to_lowercase());
        let lemmas: HashSet<(Part, String)> = self
            .readings(&other)
            .map(|(part, lemma, _)| (part, lemma))
            .collect();
        self.readings(&one).any(|(part, lemma, _)| {
            let against = self.part(part).against(&lemma);
            against
                .into_iter()
                .any(|word| lemmas.contains(&(part, word)))
        })
    }
}

impl WordNet {
    /// What a word may be a form of.
    fn readings(&self, word: &str) -> impl Iterator<Item = (Part, String, forms::Form)> {
        let all = Part::ALL.into_iter().flat_map(|part| {
            let readings = readings(word, part).into_iter();
            readings.map(move |(lemma, form)| (part, lemma, form))
        });
        let mut all: Vec<_> = all.collect();
        all.retain(|(part, lemma, _)| self.part(*part).has(lemma));
        all.into_iter()
    }
}
