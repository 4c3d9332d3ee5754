//! What is known of words.

/// A dictionary: [`WordNet`](super::wordnet::WordNet), a vocabulary, or both.
pub trait Lexicon: Send + Sync {
    /// Whether this is a word.
    fn knows(&self, word: &str) -> bool;

    /// Words of the same meaning in the same form, the most usual meaning first.
    fn synonyms(&self, word: &str) -> Vec<String>;

    /// Whether two words are opposites.
    fn opposites(&self, one: &str, other: &str) -> bool;
}

/// Knows nothing, and takes everything for a word.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLexicon;

impl Lexicon for NoLexicon {
    fn knows(&self, _: &str) -> bool {
        true
    }

    fn synonyms(&self, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn opposites(&self, _: &str, _: &str) -> bool {
        false
    }
}
