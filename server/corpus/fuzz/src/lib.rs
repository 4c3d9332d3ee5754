//! What every target does with a file.

use headlight_corpus::read::Format;

/// Reads all sentences, and checks what the rest of the program builds on.
pub fn read(format: Format, file: &[u8]) {
    for sentence in format.read(file) {
        // Nothing comes after an error.
        let Ok(sentence) = sentence else { return };
        let units = sentence.text.encode_utf16().count() as u32;
        for word in &sentence.words {
            assert!(word.span.start <= word.span.end && word.span.end <= units, "{word:?}");
            assert!(word.head.is_none_or(|head| head as usize <= sentence.words.len()), "{word:?}");
        }
    }
}
