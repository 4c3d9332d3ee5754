//! Unicode made plain: letters that only look like others, and characters that are not seen.

use unicode_normalization_alignments::UnicodeNormalization;

use crate::attack::typos::latin;

/// The text in compatibility form (NFKC), without characters that have no width or turn the direction,
/// and with look-alikes of Latin letters made Latin where most letters are.
pub fn normalise(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !hidden(*c)).collect();
    let composed: String = seen.nfkc().map(|(c, _)| c).collect();
    let letters = composed.chars().filter(|c| c.is_alphabetic());
    let (ascii, other): (Vec<char>, Vec<char>) = letters.partition(char::is_ascii);
    if ascii.len() <= other.len() {
        return composed;
    }
    composed.chars().map(|c| latin(c).unwrap_or(c)).collect()
}

/// Whether a character is not seen: joiners, marks of direction, soft hyphens, variation selectors.
fn hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::attack::homoglyphs;

    #[test]
    fn tricks_are_undone() {
        assert_eq!(normalise("a gооd\u{200b} ﬁlm"), "a good film");
        assert_eq!(normalise("хороший фильм"), "хороший фильм");
        assert_eq!(normalise("ｆｕｌｌ"), "full");
    }

    proptest! {
        #[test]
        fn look_alikes_come_back(word in "[a-z]{3,9}") {
            for alike in homoglyphs(&word) {
                prop_assert_eq!(normalise(&alike), word.clone());
            }
        }
    }
}
