//! From the pieces of one or two texts to what the model reads.

use headlight_core::{
    Encoding, Side, Token, TokenIndex, TokenLimit, TokenSpan, Truncation, Utf16Map, Utf16Span,
};

use crate::specials::Special;
use crate::subwords::Piece;
use crate::template::Template;
use crate::truncate::longest_first;
use crate::vocabulary::Vocabulary;
use crate::words::Grid;

/// A text and its pieces.
pub(crate) struct Half<'a> {
    pub(crate) side: Side,
    pub(crate) map: Utf16Map<'a>,
    pub(crate) pieces: Vec<Piece>,
}

impl Template {
    /// Cuts the texts to the limit and puts them together. The added specials always stay.
    pub(crate) fn assemble(
        &self,
        mut halves: Vec<Half<'_>>,
        limit: TokenLimit,
        vocabulary: &Vocabulary,
    ) -> Encoding {
        let added = self.around.iter().zip(&halves).map(|(a, _)| a.len()).sum();
        let mut encoding = Encoding {
            tokens: Vec::new(),
            segments: Vec::new(),
            words: Vec::new(),
            truncated: cut(&mut halves, added, limit),
        };
        for ((segment, half), around) in (0..).zip(&halves).zip(&self.around) {
            encoding
                .tokens
                .extend(around.before.iter().map(added_special));
            add_half(&mut encoding, half, vocabulary);
            encoding
                .tokens
                .extend(around.after.iter().map(added_special));
            let segment = if self.segments { segment } else { 0 };
            encoding.segments.resize(encoding.tokens.len(), segment);
        }
        encoding
    }
}

/// Cuts the texts so that they and the added specials fit.
fn cut(halves: &mut [Half<'_>], added: usize, limit: TokenLimit) -> Option<Truncation> {
    let length = |place: usize| halves.get(place).map_or(0, |half| half.pieces.len());
    let (a, b) = (length(0), length(1));
    let room = (limit.0 as usize).saturating_sub(added);
    let (kept_a, kept_b) = longest_first(a, b, room);
    let (cut_most, kept) = if b - kept_b > a - kept_a {
        (halves.get(1)?, kept_b)
    } else {
        (halves.first()?, kept_a)
    };
    let first_cut = cut_most.pieces.get(kept)?;
    let truncation = Truncation {
        side: cut_most.side,
        at: span(cut_most, first_cut).start,
        tokens_total: (added + a + b) as u32,
        tokens_kept: (added + kept_a + kept_b) as u32,
    };
    for (half, kept) in halves.iter_mut().zip([kept_a, kept_b]) {
        half.pieces.truncate(kept);
    }
    Some(truncation)
}

fn added_special(special: &Special) -> Token {
    Token {
        id: special.id,
        piece: special.entry.clone(),
        text: special.entry.clone(),
        span: None,
        word: None,
    }
}

fn add_half(encoding: &mut Encoding, half: &Half<'_>, vocabulary: &Vocabulary) {
    let typed = half.pieces.iter().filter(|piece| piece.typed_special);
    let whole: Vec<_> = typed.map(|piece| span(half, piece)).collect();
    let mut grid = Grid::new(half.side, &half.map, &whole);
    let mut before = None;
    for piece in &half.pieces {
        let at = span(half, piece);
        let index = TokenIndex(encoding.tokens.len() as u32);
        // Pieces of one character, such as the bytes of an emoji, share its span.
        let shared = before.replace(at) == Some(at);
        let text = if shared {
            "·".to_owned()
        } else {
            readable(half.map.slice(at))
        };
        encoding.tokens.push(Token {
            id: piece.id,
            piece: vocabulary.entry(piece.id).unwrap_or_default().to_owned(),
            text,
            span: Some(TokenSpan {
                side: half.side,
                at,
            }),
            word: grid.give(index, at.start, &mut encoding.words),
        });
    }
}

/// A slice of the text as a person reads it: where there is nothing but white space, its signs.
fn readable(slice: &str) -> String {
    let sign = |c| match c {
        '\n' => '↵',
        '\t' => '⇥',
        _ => '␣',
    };
    if slice.is_empty() {
        "␣".to_owned()
    } else if slice.trim().is_empty() {
        slice.chars().map(sign).collect()
    } else {
        slice.to_owned()
    }
}

fn span(half: &Half<'_>, piece: &Piece) -> Utf16Span {
    half.map.span_of_chars(piece.chars.start, piece.chars.end)
}
