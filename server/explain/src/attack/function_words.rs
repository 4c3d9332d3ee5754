//! Words that carry no meaning of their own, and words that turn one round.

/// Articles, pronouns, prepositions, conjunctions, auxiliaries: searches leave them alone.
const FUNCTION_WORDS: [&str; 124] = [
    "a",
    "about",
    "above",
    "after",
    "again",
    "all",
    "am",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "below",
    "between",
    "both",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "doing",
    "down",
    "during",
    "each",
    "few",
    "for",
    "from",
    "further",
    "had",
    "has",
    "have",
    "having",
    "he",
    "her",
    "here",
    "hers",
    "herself",
    "him",
    "himself",
    "his",
    "how",
    "i",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "itself",
    "just",
    "me",
    "more",
    "most",
    "my",
    "myself",
    "now",
    "of",
    "off",
    "on",
    "once",
    "only",
    "or",
    "other",
    "our",
    "ours",
    "ourselves",
    "out",
    "over",
    "own",
    "same",
    "she",
    "should",
    "so",
    "some",
    "such",
    "than",
    "that",
    "the",
    "their",
    "theirs",
    "them",
    "themselves",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "too",
    "under",
    "until",
    "up",
    "very",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whom",
    "why",
    "will",
    "with",
    "would",
    "you",
    "your",
    "yours",
    "yourself",
    "yourselves",
    "one",
    "us",
];

const NEGATIONS: [&str; 19] = [
    "no", "not", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without",
    "hardly", "barely", "scarcely", "cannot", "cant", "dont", "wont", "isnt", "lacks",
];

/// Whether a search leaves a word alone: it says nothing, or it is a negation.
pub(super) fn is_function_word(word: &str) -> bool {
    let word = plain(word);
    FUNCTION_WORDS.contains(&word.as_str()) || negates(&word)
}

/// Whether a word turns a statement round.
pub(super) fn negates(word: &str) -> bool {
    let word = plain(word);
    word.ends_with("n't") || NEGATIONS.contains(&word.as_str())
}

fn plain(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_are_known() {
        assert!(is_function_word("The") && is_function_word("Don’t") && is_function_word("not"));
        assert!(!is_function_word("film"));
        assert!(negates("isn't") && negates("NEVER") && !negates("ever"));
    }
}
