//! What a tokenizer makes of a text: tokens, words and where it was cut.

use serde::Serialize;

use crate::{TokenId, TokenIndex, Utf16Span, WordIndex};

/// Which of the two texts of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The first text, or the only one.
    A,
    /// The second text.
    B,
}

/// Where a token or word stands in the user's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TokenSpan {
    /// The text it belongs to.
    pub side: Side,
    /// The place in that text.
    pub at: Utf16Span,
}

/// One token as the tokenizer gives it, before any edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The vocabulary entry's number.
    pub id: TokenId,
    /// The vocabulary entry: `##oss`, `Ġroad`.
    pub piece: String,
    /// What a person reads: the slice of the text, or the piece for added specials.
    pub text: String,
    /// Where it stands; none for specials added by the tokenizer's template.
    pub span: Option<TokenSpan>,
    /// The word it belongs to.
    pub word: Option<WordIndex>,
}

impl Token {
    /// Whether the tokenizer's template added it.
    pub fn special(&self) -> bool {
        self.span.is_none()
    }
}

/// What kind of characters a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WordKind {
    /// Has a letter.
    Word,
    /// Has a digit and no letter.
    Number,
    /// Punctuation alone.
    Punctuation,
    /// Anything else: currency, mathematics, emoji.
    Symbol,
}

/// A Unicode word (UAX #29) that owns at least one token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The slice of the text.
    pub text: String,
    /// Where it stands.
    pub span: TokenSpan,
    /// Its first and last token.
    pub tokens: (TokenIndex, TokenIndex),
    /// What it is made of.
    pub kind: WordKind,
}

/// Where a text was cut because it had too many tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Truncation {
    /// The text that lost most.
    pub side: Side,
    /// The UTF-16 code unit of that text from which on nothing was read.
    pub at: u32,
    /// Tokens before the cut, added specials included.
    pub tokens_total: u32,
    /// Tokens after the cut, added specials included.
    pub tokens_kept: u32,
}

/// A text, or a pair, as a model reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// The tokens in order, added specials included.
    pub tokens: Vec<Token>,
    /// The segment (token type) of each token.
    pub segments: Vec<u8>,
    /// The words that own a token, in order.
    pub words: Vec<Word>,
    /// Whether and where the text was cut.
    pub truncated: Option<Truncation>,
}
