//! A text cut into the units that a method may take away.

use headlight_core::Utf16Span;

use crate::Mask;

/// A text as pieces, and the units that they belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The pieces in the order of the text.
    pub pieces: Vec<Piece>,
    /// What can be taken away.
    pub units: Vec<Unit>,
}

/// A stretch of the text that is kept or taken away as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What is read.
    pub text: String,
    /// White space behind it, which goes with it when it is deleted and stays when it is replaced.
    pub tail: String,
    /// The unit that it belongs to; pieces of no unit always stay.
    pub unit: Option<usize>,
}

/// Something that can be taken away and gets a weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What a person reads.
    pub text: String,
    /// Where it stands; a word of LIME stands in several places, a special token nowhere.
    pub spans: Vec<Utf16Span>,
}

impl Cut {
    /// The text in which `instead` writes what stands in the place of each piece that is gone.
    pub fn written(&self, mask: &Mask, mut instead: impl FnMut(&Piece, &mut String)) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            if piece.stays(mask) {
                text.push_str(&piece.text);
                text.push_str(&piece.tail);
            } else {
                instead(piece, &mut text);
            }
        }
        text
    }
}

impl Piece {
    /// Whether a mask keeps it.
    fn stays(&self, mask: &Mask) -> bool {
        self.unit.is_none_or(|unit| mask.keeps(unit))
    }

    /// A piece without white space of its own.
    pub(crate) fn bare(text: &str, unit: Option<usize>) -> Self {
        Self {
            text: text.to_owned(),
            tail: String::new(),
            unit,
        }
    }
}
