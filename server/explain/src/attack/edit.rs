//! One change of one word.

/// Where a replacement comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditKind {
    /// Letters swapped, left out, put in or mistyped.
    Typo,
    /// A letter that looks the same.
    Homoglyph,
    /// What a masked language model expects.
    MaskedLm,
    /// A word of the same meaning, by WordNet.
    Synonym,
    /// What the derivative of the answer points to.
    Gradient,
    /// The word is left out.
    Delete,
    /// Another word is put before it.
    Insert,
    /// Its statement is turned round.
    Negate,
    /// Somebody wrote it.
    Own,
}

/// What stands in the place of a word of the original.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// The word, by its place among the original's.
    pub word: usize,
    /// Where the replacement comes from.
    pub kind: EditKind,
    /// What stands there instead; nothing where the word is left out.
    pub replacement: String,
}

/// A word written with the capitals of another: none, the first letter, or all.
pub fn match_case(word: &str, like: &str) -> String {
    let mut letters = like.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let rest: Vec<char> = letters.collect();
    if first && !rest.is_empty() && rest.iter().all(|c| c.is_uppercase()) {
        word.to_uppercase()
    } else if first {
        let mut chars = word.chars();
        let head = chars.next().into_iter().flat_map(char::to_uppercase);
        head.chain(chars).collect()
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_kept() {
        let cases = [
            ("good", "good"),
            ("Good", "Fine"),
            ("GOOD", "FINE"),
            ("I", "We"),
        ];
        let words = ["fine", "fine", "fine", "we"];
        let found = cases
            .iter()
            .zip(words)
            .map(|((like, _), word)| match_case(word, like));
        assert_eq!(found.collect::<Vec<_>>(), ["fine", "Fine", "FINE", "We"]);
        assert_eq!(match_case("", "Good"), "");
    }
}
