//! What a model said about texts, each asked once.

use std::collections::{HashMap, HashSet};

use crate::method::Outputs;

/// Answers of one model by the text itself: shared by a method, its faithfulness, and every other
/// method on the same text.
#[derive(Default)]
pub struct ScoreCache {
    answers: HashMap<String, Outputs>,
}

impl ScoreCache {
    /// The texts that the model has to be asked about: each once, the shortest first, so that a
    /// batch needs little padding.
    pub fn missing(&self, texts: &[String]) -> Vec<String> {
        let mut seen = HashSet::new();
        let mut missing = Vec::new();
        for text in texts {
            if !self.answers.contains_key(text) && seen.insert(text) {
                missing.push(text.clone());
            }
        }
        missing.sort_by_key(String::len);
        missing
    }

    /// Keeps what the model said.
    pub fn insert(&mut self, text: String, outputs: Outputs) {
        self.answers.insert(text, outputs);
    }

    /// What the model said about a text.
    pub fn get(&self, text: &str) -> Option<&Outputs> {
        self.answers.get(text)
    }

    /// How many texts the model was asked about.
    pub fn evaluations(&self) -> usize {
        self.answers.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_asked_for_once() {
        let mut cache = ScoreCache::default();
        let texts = ["long one", "b", "long one", "a"].map(str::to_owned);
        assert_eq!(cache.missing(&texts), ["b", "a", "long one"]);
        cache.insert("b".to_owned(), vec![0.5]);
        assert_eq!(cache.missing(&texts), ["a", "long one"]);
        assert_eq!((cache.get("b"), cache.evaluations()), (Some(&vec![0.5]), 1));
    }
}
