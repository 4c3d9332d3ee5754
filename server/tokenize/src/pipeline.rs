//! A tokenizer of any kind: typed special tokens are set apart, what lies between is cut into
//! pieces, and the template is put around it.

use std::ops::Range;

use headlight_core::{Encoding, Side, Text, TokenId, TokenLimit, Tokenizer, Utf16Map};

use crate::assemble::Half;
use crate::specials::{Specials, Stretch};
use crate::subwords::{Piece, Subwords};
use crate::template::Template;
use crate::vocabulary::Vocabulary;

/// A tokenizer that cuts with `S`.
pub(crate) struct Pipeline<S> {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) specials: Specials,
    pub(crate) subwords: S,
    pub(crate) template: Template,
    pub(crate) mask: Option<TokenId>,
}

impl<S: Subwords> Pipeline<S> {
    /// The pieces of a text, typed special tokens whole.
    fn read(&self, text: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut start = 0;
        for stretch in self.specials.split(text) {
            let end = start + stretch.text.chars().count();
            match stretch.special {
                Some(special) => pieces.push(Piece {
                    id: special.id,
                    chars: without_space(&stretch, start..end),
                    typed_special: true,
                }),
                None => pieces.extend(self.subwords.pieces(stretch.text, start)),
            }
            start = end;
        }
        pieces
    }

    fn half<'a>(&self, side: Side, text: &'a Text) -> Half<'a> {
        Half {
            side,
            map: Utf16Map::new(text.as_str()),
            pieces: self.read(text.as_str()),
        }
    }
}

/// The place of a special token without the white space that it takes.
fn without_space(stretch: &Stretch<'_>, chars: Range<usize>) -> Range<usize> {
    let left = stretch.text.trim_start().chars().count();
    let right = stretch.text.trim_end().chars().count();
    if left == 0 {
        return chars;
    }
    chars.end - left..chars.start + right
}

impl<S: Subwords> Tokenizer for Pipeline<S> {
    fn encode(&self, text: &Text, pair: Option<&Text>, limit: TokenLimit) -> Encoding {
        let a = self.half(Side::A, text);
        let b = pair.map(|pair| self.half(Side::B, pair));
        let halves = [a].into_iter().chain(b).collect();
        self.template.assemble(halves, limit, &self.vocabulary)
    }

    fn piece(&self, id: TokenId) -> Option<String> {
        self.vocabulary.entry(id).map(str::to_owned)
    }

    fn id(&self, piece: &str) -> Option<TokenId> {
        self.vocabulary.id(piece)
    }

    fn pieces_of(&self, text: &Text) -> Vec<String> {
        let pieces = self.read(text.as_str()).into_iter();
        pieces.filter_map(|piece| self.piece(piece.id)).collect()
    }

    fn mask(&self) -> Option<TokenId> {
        self.mask
    }

    fn takes_pairs(&self) -> bool {
        self.template.separates()
    }

    fn vocab_size(&self) -> u32 {
        self.vocabulary.size()
    }
}
