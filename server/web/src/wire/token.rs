//! Tokens, words and where a text was cut.

use headlight_core::{Side, WordKind};
use serde::Serialize;
use utoipa::ToSchema;

use crate::input::Prepared;

/// A token as the model saw it and as a person reads it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Token<'a> {
    /// Its place, counted from 0 with added specials included.
    index: u32,
    /// What the model saw: the mask's id where it is masked.
    id: u32,
    /// The vocabulary entry before masking or replacing.
    piece: &'a str,
    /// The slice of the text, or the piece for added specials.
    text: &'a str,
    /// Where it starts, in UTF-16 code units; null for added specials.
    #[schema(required)]
    start: Option<u32>,
    /// Where it ends, exclusive.
    #[schema(required)]
    end: Option<u32>,
    /// `a` for `text`, `b` for `text_pair`; null for added specials.
    #[schema(required, value_type = Option<String>)]
    side: Option<Side>,
    /// The word it belongs to.
    #[schema(required)]
    word: Option<u32>,
    /// Whether the tokenizer added it.
    special: bool,
    /// Whether the mask stands there.
    masked: bool,
}

/// A word of the text (UAX #29, contractions whole).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Word<'a> {
    /// Its place, counted from 0.
    index: u32,
    /// The slice of the text.
    text: &'a str,
    /// Where it starts, in UTF-16 code units.
    start: u32,
    /// Where it ends, exclusive.
    end: u32,
    /// `a` for `text`, `b` for `text_pair`.
    #[schema(value_type = String)]
    side: Side,
    /// Its first and its last token.
    tokens: [u32; 2],
    /// `word`, `number`, `punctuation` or `symbol`.
    #[schema(value_type = String)]
    kind: WordKind,
}

/// Where a text was cut because it had too many tokens.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub(crate) struct Truncation {
    /// The text that lost most.
    #[schema(value_type = String)]
    side: Side,
    /// The UTF-16 code unit from which on nothing was read.
    at: u32,
    /// Tokens before the cut, added specials included.
    tokens_total: u32,
    /// Tokens after the cut.
    tokens_kept: u32,
}

/// The tokens of a text.
pub(crate) fn tokens(prepared: &Prepared) -> Vec<Token<'_>> {
    let edited = &prepared.edited;
    let tokens = prepared.encoding.tokens.iter();
    tokens
        .zip(edited.ids.iter().zip(&edited.masked))
        .zip(0..)
        .map(|((token, (id, masked)), index)| Token {
            index,
            id: id.0,
            piece: &token.piece,
            text: &token.text,
            start: token.span.map(|span| span.at.start),
            end: token.span.map(|span| span.at.end),
            side: token.span.map(|span| span.side),
            word: token.word.map(|word| word.0),
            special: token.special(),
            masked: *masked,
        })
        .collect()
}

/// The words of a text.
pub(crate) fn words(prepared: &Prepared) -> Vec<Word<'_>> {
    let words = prepared.encoding.words.iter();
    words
        .zip(0..)
        .map(|(word, index)| Word {
            index,
            text: &word.text,
            start: word.span.at.start,
            end: word.span.at.end,
            side: word.span.side,
            tokens: [word.tokens.0.0, word.tokens.1.0],
            kind: word.kind,
        })
        .collect()
}

impl From<headlight_core::Truncation> for Truncation {
    fn from(cut: headlight_core::Truncation) -> Self {
        Self {
            side: cut.side,
            at: cut.at,
            tokens_total: cut.tokens_total,
            tokens_kept: cut.tokens_kept,
        }
    }
}
