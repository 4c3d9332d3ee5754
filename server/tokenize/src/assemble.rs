//! From the pieces of one or two texts to what the model reads: `[CLS] a [SEP] b [SEP]`.

use headlight_core::{
    Encoding, Side, Token, TokenIndex, TokenLimit, TokenSpan, Truncation, Utf16Map, Utf16Span,
};

use crate::TokenizeError;
use crate::named::{Named, text};
use crate::specials::Special;
use crate::subwords::Piece;
use crate::truncate::longest_first;
use crate::vocabulary::Vocabulary;
use crate::words::Grid;

/// What the tokenizer adds around the first and the second text.
#[derive(Debug, Default)]
pub(crate) struct Template {
    pub(crate) around: [Around; 2],
    /// Whether the second text and what is around it have a segment of their own.
    pub(crate) segments: bool,
}

/// The special tokens before and after a text.
#[derive(Debug, Default)]
pub(crate) struct Around {
    pub(crate) before: Vec<Special>,
    pub(crate) after: Vec<Special>,
}

impl Around {
    fn len(&self) -> usize {
        self.before.len() + self.after.len()
    }
}

/// A text and its pieces.
pub(crate) struct Half<'a> {
    pub(crate) side: Side,
    pub(crate) map: Utf16Map<'a>,
    pub(crate) pieces: Vec<Piece>,
}

impl Template {
    /// `[CLS] a [SEP] b [SEP]`, each text with the special after it a segment.
    pub(crate) fn bert(
        named: &Named,
        vocabulary: &Vocabulary,
        segments: bool,
    ) -> Result<Self, TokenizeError> {
        let start = vocabulary.special(text(named.cls_token.as_ref()))?;
        let end = vocabulary.special(text(named.sep_token.as_ref()))?;
        let first = Around {
            before: vec![start],
            after: vec![end.clone()],
        };
        let second = Around {
            before: Vec::new(),
            after: vec![end],
        };
        Ok(Self {
            around: [first, second],
            segments,
        })
    }

    /// `<s> a </s></s> b </s>`, all of one segment.
    pub(crate) fn roberta(named: &Named, vocabulary: &Vocabulary) -> Result<Self, TokenizeError> {
        let mut template = Self::bert(named, vocabulary, false)?;
        let [_, second] = &mut template.around;
        second.before.clone_from(&second.after);
        Ok(template)
    }

    /// Whether the model can tell where the second text begins.
    pub(crate) fn separates(&self) -> bool {
        self.around[0].after.len() + self.around[1].before.len() > 0
    }

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
