//! The trait that every tokenizer fulfils.

use crate::{Encoding, Text, TokenId};

/// The longest sequence that may be produced, added specials included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenLimit(pub u32);

/// Turns text into tokens. Cheap to call, shared between threads, never fails: a text that is too
/// long is cut (pairs: the longer text first), and the cut is told.
pub trait Tokenizer: Send + Sync {
    /// Encodes a text or a pair.
    fn encode(&self, text: &Text, pair: Option<&Text>, limit: TokenLimit) -> Encoding;

    /// The vocabulary entry with this number.
    fn piece(&self, id: TokenId) -> Option<String>;

    /// The number of a vocabulary entry, exactly as it stands in the vocabulary.
    fn id(&self, piece: &str) -> Option<TokenId>;

    /// The vocabulary entries that a short text would become, without added specials.
    fn pieces_of(&self, text: &Text) -> Vec<String>;

    /// The mask token, where the model has one.
    fn mask(&self) -> Option<TokenId>;

    /// Whether a second text can be told from the first.
    fn takes_pairs(&self) -> bool;

    /// Entries in the vocabulary.
    fn vocab_size(&self) -> u32;
}
