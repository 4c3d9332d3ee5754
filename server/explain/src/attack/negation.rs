//! Turning a statement round at one word.

/// Auxiliaries and what negates them.
const AUXILIARIES: [(&str, &str); 19] = [
    ("is", "is not"),
    ("are", "are not"),
    ("am", "am not"),
    ("was", "was not"),
    ("were", "were not"),
    ("has", "has not"),
    ("have", "have not"),
    ("had", "had not"),
    ("do", "do not"),
    ("does", "does not"),
    ("did", "did not"),
    ("can", "cannot"),
    ("could", "could not"),
    ("will", "will not"),
    ("would", "would not"),
    ("shall", "shall not"),
    ("should", "should not"),
    ("must", "must not"),
    ("might", "might not"),
];

/// What stands in the place of a word when its statement is turned round: a negation goes out where
/// there is one (nothing is left of “not”), and else comes in. A heuristic: there is no parser.
pub fn negated(word: &str) -> Option<String> {
    let plain = word.to_lowercase().replace('’', "'");
    if !plain.chars().any(char::is_alphabetic) {
        return None;
    }
    let negation = match plain.as_str() {
        "not" | "never" => String::new(),
        "cannot" | "can't" => "can".to_owned(),
        "won't" => "will".to_owned(),
        "shan't" => "shall".to_owned(),
        _ => match (plain.strip_suffix("n't"), auxiliary(&plain)) {
            (Some(stem), _) => stem.to_owned(),
            (None, Some(negated)) => negated.to_owned(),
            (None, None) => format!("not {word}"),
        },
    };
    Some(super::match_case(&negation, word))
}

/// The negation of an auxiliary.
pub(super) fn auxiliary(word: &str) -> Option<&'static str> {
    let found = AUXILIARIES.iter().find(|(auxiliary, _)| *auxiliary == word);
    found.map(|(_, negated)| *negated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negations_come_and_go() {
        let cases = [
            ("is", "is not"),
            ("Isn’t", "Is"),
            ("not", ""),
            ("can", "cannot"),
            ("won't", "will"),
            ("good", "not good"),
            ("Good", "Not Good"),
        ];
        for (word, expected) in cases {
            assert_eq!(negated(word).as_deref(), Some(expected), "{word}");
        }
        assert_eq!(negated("!"), None);
    }
}
