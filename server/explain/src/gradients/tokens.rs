//! The tokens of a model as units.

use headlight_core::{Encoding, Utf16Map};

use crate::cut::{Cut, Piece, Unit};
use crate::units::Grid;

/// Cuts a text into its tokens as a tokenizer made them, added specials included, which are nowhere in
/// the text and cannot be taken away. What lies behind the place where the text was cut off is left
/// out.
pub fn by_tokens(text: &str, encoding: &Encoding) -> Cut {
    let mut grid = Grid::new(Utf16Map::new(text), encoding.truncated);
    for token in &encoding.tokens {
        let span = token.span.map(|span| span.at);
        if let Some(span) = span {
            grid.between(span.start);
            // Pieces of one character share its span: the first one is the character.
            let read = grid.rest_of(span);
            let unit = Some(grid.cut.units.len());
            grid.cut.pieces.push(Piece::bare(read, unit));
        }
        grid.cut.units.push(Unit {
            text: token.text.clone(),
            spans: span.into_iter().collect(),
        });
    }
    grid.finish()
}
