//! What a model said about texts, each asked once.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::method::Outputs;

/// Answers of one model by the text itself: shared by a method, its faithfulness, and every other
/// method on the same text.
#[derive(Default)]
pub struct ScoreCache {
    places: HashMap<Arc<str>, usize>,
    answers: Vec<(Arc<str>, Outputs)>,
}

impl ScoreCache {
    /// The texts that the model has to be asked about: each once, in the order of `texts`.
    pub fn missing(&self, texts: &[Arc<str>]) -> Vec<Arc<str>> {
        let mut seen = HashSet::new();
        let missing = texts
            .iter()
            .filter(|text| !self.places.contains_key(*text) && seen.insert(*text));
        missing.cloned().collect()
    }

    /// Keeps what the model said about a text that was missing.
    pub fn insert(&mut self, text: Arc<str>, outputs: Outputs) {
        self.places.insert(text.clone(), self.answers.len());
        self.answers.push((text, outputs));
    }

    /// What the model said about a text.
    pub fn get(&self, text: &str) -> Option<&Outputs> {
        let place = self.places.get(text)?;
        Some(&self.answers[*place].1)
    }

    /// Everything that the model was asked, in the order asked.
    pub fn answers(&self) -> impl Iterator<Item = (&str, &Outputs)> {
        let answers = self.answers.iter();
        answers.map(|(text, outputs)| (text.as_ref(), outputs))
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
        let texts = ["long one", "b", "long one", "a"].map(Arc::from);
        let missing = cache.missing(&texts);
        assert_eq!(missing, ["long one", "b", "a"].map(Arc::from));
        cache.insert("b".into(), vec![0.5]);
        assert_eq!(cache.missing(&texts), ["long one", "a"].map(Arc::from));
        assert_eq!((cache.get("b"), cache.get("a")), (Some(&vec![0.5]), None));
        cache.insert("a".into(), vec![0.25]);
        let asked: Vec<&str> = cache.answers().map(|(text, _)| text).collect();
        assert_eq!((asked, cache.evaluations()), (vec!["b", "a"], 2));
    }
}
