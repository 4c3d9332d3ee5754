//! The grid of words: Unicode words (UAX #29) and the tokens that each owns.
//!
//! A word is a segment between two word boundaries that is not white space alone, or a special token
//! that the user typed. A token belongs to the word in which it begins, and only words that own a
//! token are kept.

use std::iter::Peekable;
use std::vec;

use headlight_core::{Side, TokenIndex, TokenSpan, Utf16Map, Utf16Span, Word, WordIndex, WordKind};
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;

/// The words of one text, given out in order to the tokens that begin in them.
pub(crate) struct Grid<'a> {
    side: Side,
    map: &'a Utf16Map<'a>,
    segments: Peekable<vec::IntoIter<Utf16Span>>,
}

impl<'a> Grid<'a> {
    /// The words of a text; `whole` are the special tokens that the user typed, in order.
    pub(crate) fn new(side: Side, map: &'a Utf16Map<'a>, whole: &[Utf16Span]) -> Self {
        let end = map.span_of_chars(map.chars(), map.chars()).end;
        let mut segments = Vec::new();
        let mut from = 0;
        for special in whole {
            segment(map, from, special.start, &mut segments);
            segments.push(*special);
            from = special.end;
        }
        segment(map, from, end, &mut segments);
        Self {
            side,
            map,
            segments: segments.into_iter().peekable(),
        }
    }

    /// Gives a token that begins at `start` to its word, which becomes the last of `words`. Tokens
    /// must come in order.
    pub(crate) fn give(
        &mut self,
        token: TokenIndex,
        start: u32,
        words: &mut Vec<Word>,
    ) -> Option<WordIndex> {
        while self.segments.next_if(|at| at.end <= start).is_some() {}
        let at = *self.segments.peek().filter(|at| at.start <= start)?;
        let side = self.side;
        let span = TokenSpan { side, at };
        match words.last_mut() {
            Some(word) if word.span == span => word.tokens.1 = token,
            _ => words.push(Word {
                text: self.map.slice(at).to_owned(),
                span,
                tokens: (token, token),
                kind: kind(self.map.slice(at)),
            }),
        }
        Some(WordIndex(words.len() as u32 - 1))
    }
}

/// Adds the words between two places of a text.
fn segment(map: &Utf16Map<'_>, from: u32, to: u32, segments: &mut Vec<Utf16Span>) {
    let text = map.slice(Utf16Span {
        start: from,
        end: to,
    });
    let mut end = from;
    for segment in text.split_word_bounds() {
        end += units(segment);
        // A combining mark sticks to the space before it: only the mark is a word.
        let word = segment.trim_start();
        if !word.is_empty() {
            segments.push(Utf16Span {
                start: end - units(word),
                end,
            });
        }
    }
}

fn units(text: &str) -> u32 {
    text.encode_utf16().count() as u32
}

fn kind(word: &str) -> WordKind {
    let punctuation = |c: char| c.general_category_group() == GeneralCategoryGroup::Punctuation;
    if word.chars().any(char::is_alphabetic) {
        WordKind::Word
    } else if word.chars().any(char::is_numeric) {
        WordKind::Number
    } else if word.chars().all(punctuation) {
        WordKind::Punctuation
    } else {
        WordKind::Symbol
    }
}
