//! WordPiece (Schuster and Nakajima 2012) by `rust_tokenizers`, over words that are already clean.

use std::collections::{HashMap, HashSet};

use headlight_core::TokenId;
use rust_tokenizers::TokenRef;
use rust_tokenizers::tokenizer::{BertTokenizer, Tokenizer};
use rust_tokenizers::vocab::{BertVocab, Vocab};
use serde_json::json;

use crate::TokenizeError;
use crate::subwords::Piece;

/// Stands for every character that no vocabulary entry holds: a noncharacter, which
/// `rust_tokenizers` neither drops nor splits.
const STRANGER: char = '\u{ffff}';

/// A vocabulary and the search for its pieces.
pub(crate) struct WordPiece {
    tokenizer: BertTokenizer,
    /// All characters that occur in the vocabulary.
    alphabet: HashSet<char>,
}

impl WordPiece {
    /// Takes a vocabulary of one entry per line, numbered from 0; of two equal lines the last
    /// counts. Lines are taken as they are, `rust_tokenizers` would trim them.
    ///
    /// # Errors
    /// When the entry for unknown words is not there.
    pub(crate) fn new(lines: &str, unknown: &str) -> Result<Self, TokenizeError> {
        let values: HashMap<String, i64> = lines.lines().map(str::to_owned).zip(0..).collect();
        let alphabet = values.keys().flat_map(|entry| entry.chars()).collect();
        let missing = || TokenizeError::MissingToken {
            token: unknown.to_owned(),
        };
        // Special tokens are found before the text gets here, so only this one is named. The type
        // cannot be: `rust_tokenizers` does not export it.
        let specials = serde_json::from_value(json!({ "unk_token": unknown }));
        let vocab = specials
            .ok()
            .and_then(|map| BertVocab::from_values_and_special_token_map(values, map).ok())
            .ok_or_else(missing)?;
        Ok(Self {
            tokenizer: BertTokenizer::from_existing_vocab(vocab, false, false),
            alphabet,
        })
    }

    /// The pieces of words that are set apart by spaces, each character with its place.
    ///
    /// A word with a character that the vocabulary does not know is unknown as a whole. Such
    /// characters are hidden from `rust_tokenizers`, whose tables would drop or split some of them.
    pub(crate) fn pieces(&self, words: &[(char, u32)]) -> Vec<Piece> {
        let known = |c: char| c == ' ' || self.alphabet.contains(&c);
        let text: String = words
            .iter()
            .map(|(c, _)| if known(*c) { *c } else { STRANGER })
            .collect();
        let places: Vec<u32> = words.iter().map(|(_, place)| *place).collect();
        let tokens = self
            .tokenizer
            .tokenize_to_tokens(TokenRef::new(&text, &places));
        let piece = |token: rust_tokenizers::Token| {
            let places = &token.reference_offsets;
            let id = self.tokenizer.vocab().values().get(&token.text)?;
            Some(Piece {
                id: TokenId(u32::try_from(*id).ok()?),
                chars: *places.first()? as usize..*places.last()? as usize + 1,
                typed_special: false,
            })
        };
        tokens.into_iter().filter_map(piece).collect()
    }
}
