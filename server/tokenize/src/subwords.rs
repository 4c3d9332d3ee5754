//! What WordPiece, byte-level BPE and unigram have in common: a stretch of text goes in, pieces with
//! their places come out.

use std::ops::Range;

use headlight_core::TokenId;

/// A vocabulary entry found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) id: TokenId,
    /// The characters of the user's text that it stands for, without white space at the ends. A
    /// piece that is only a space is empty and stands where the next character begins.
    pub(crate) chars: Range<usize>,
    /// Whether the user typed a special token: one token and one word whatever its characters.
    pub(crate) typed_special: bool,
}

/// A way to cut text into pieces of a vocabulary.
pub(crate) trait Subwords: Send + Sync {
    /// The pieces of a stretch of text that holds no special token; `first` is the place of its
    /// first character.
    fn pieces(&self, stretch: &str, first: usize) -> Vec<Piece>;
}

/// The characters that a run of symbols stands for. `places` says which character each symbol came
/// from, and in one more entry where the text goes on; symbols that are `blank` are left out at
/// both ends.
pub(crate) fn extent(
    places: &[usize],
    run: Range<usize>,
    blank: impl Fn(usize) -> bool,
) -> Range<usize> {
    let mut seen = run.clone().filter(|symbol| !blank(*symbol));
    match seen.next() {
        Some(first) => places[first]..places[seen.last().unwrap_or(first)] + 1,
        None => places[run.end]..places[run.end],
    }
}
