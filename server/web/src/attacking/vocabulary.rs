//! The entries of a vocabulary that are words by themselves.

use std::sync::Arc;

use headlight_core::{Text, TokenId, Tokenizer};
use headlight_explain::attack::defence::Speller;

/// What a vocabulary's entries are as words.
pub(crate) struct Vocabulary {
    /// The word of each entry that is one by itself, `[entries]`.
    words: Vec<Option<String>>,
    allowed: Arc<[bool]>,
    speller: Speller,
}

impl Vocabulary {
    /// Looks at every entry: some tenths of a second.
    pub(super) fn of(tokenizer: &dyn Tokenizer) -> Self {
        let ids = (0..tokenizer.vocab_size()).map(TokenId);
        let words: Vec<Option<String>> = ids.map(|id| whole(tokenizer, id)).collect();
        // Vocabularies are listed by falling frequency, or nearly so.
        let known = words.iter().flatten().map(|word| word.to_lowercase());
        Self {
            speller: Speller::new(known),
            allowed: words.iter().map(Option::is_some).collect(),
            words,
        }
    }

    /// The word that an entry is by itself.
    pub(crate) fn word(&self, id: TokenId) -> Option<&str> {
        self.words.get(id.0 as usize)?.as_deref()
    }

    /// Whether each entry is a word by itself, `[entries]`.
    pub(crate) fn allowed(&self) -> Arc<[bool]> {
        self.allowed.clone()
    }

    /// What corrects words to these.
    pub(crate) fn speller(&self) -> &Speller {
        &self.speller
    }
}

/// The word that an entry is by itself: no special token, no continuation, no punctuation.
fn whole(tokenizer: &dyn Tokenizer, id: TokenId) -> Option<String> {
    let piece = tokenizer.piece(id)?;
    let word = piece.trim_start_matches(['Ġ', '▁']);
    let letters = !word.is_empty() && word.chars().all(char::is_alphabetic);
    let text = Text::parse(format!(" {word}")).ok().filter(|_| letters)?;
    let alone = tokenizer.pieces_of(&text) == [piece.as_str()];
    alone.then(|| word.to_owned())
}
