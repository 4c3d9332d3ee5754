//! Headlight's own units: the words of the grid that every view shares.

use headlight_core::{Encoding, Truncation, Utf16Map, Utf16Span, Word, WordKind};

use crate::cut::{Cut, Piece, Unit};

/// Whether punctuation has a weight of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Punctuation {
    /// It belongs to the unit before it; before the first unit it always stays.
    #[default]
    Joined,
    /// It is a unit like any other.
    Own,
}

/// Cuts a text into its words, by what a tokenizer made of it: what lies behind the place where the
/// text was cut off is left out, since no model read it.
pub fn by_grid(text: &str, encoding: &Encoding, punctuation: Punctuation) -> Cut {
    let mut grid = Grid::new(Utf16Map::new(text), encoding.truncated);
    for word in &encoding.words {
        grid.between(word.span.at.start);
        grid.word(word, punctuation);
    }
    grid.finish()
}

/// A cut in the making.
pub(crate) struct Grid<'a> {
    map: Utf16Map<'a>,
    /// Up to here, the text is in the cut.
    at: u32,
    /// Up to here, a model reads it.
    end: u32,
    pub(crate) cut: Cut,
}

impl<'a> Grid<'a> {
    pub(crate) fn new(map: Utf16Map<'a>, truncated: Option<Truncation>) -> Self {
        let end = map.span_of_chars(map.chars(), map.chars()).end;
        Self {
            map,
            at: 0,
            end: truncated.map_or(end, |cut| cut.at.min(end)),
            cut: Cut {
                pieces: Vec::new(),
                units: Vec::new(),
            },
        }
    }

    /// The cut, with what stands behind the last word.
    pub(crate) fn finish(mut self) -> Cut {
        self.between(self.end);
        self.cut
    }

    /// What a span covers of the text that is not in the cut yet, which it then is.
    pub(crate) fn rest_of(&mut self, span: Utf16Span) -> &'a str {
        let start = self.at.max(span.start);
        let end = span.end.max(start);
        self.at = end;
        self.map.slice(Utf16Span { start, end })
    }

    /// Takes what stands before the next word: white space goes with the piece before it.
    pub(crate) fn between(&mut self, end: u32) {
        let start = self.at.min(end);
        let text = self.map.slice(Utf16Span { start, end });
        self.at = end.max(self.at);
        let spaces = text.len() - text.trim_start().len();
        let (tail, rest) = text.split_at(spaces);
        match self.cut.pieces.last_mut() {
            Some(piece) => piece.tail.push_str(tail),
            None if !tail.is_empty() => self.cut.pieces.push(Piece::bare(tail, None)),
            None => {}
        }
        if !rest.is_empty() {
            self.cut.pieces.push(Piece::bare(rest, None));
        }
    }

    fn word(&mut self, word: &Word, punctuation: Punctuation) {
        let span = word.span.at;
        let text = self.map.slice(span);
        self.at = span.end;
        let joins = word.kind == WordKind::Punctuation && punctuation == Punctuation::Joined;
        if !joins {
            self.cut
                .pieces
                .push(Piece::bare(text, Some(self.cut.units.len())));
            self.cut.units.push(Unit {
                text: text.to_owned(),
                spans: vec![span],
            });
        } else if let (Some(piece), Some(unit)) =
            (self.cut.pieces.last_mut(), self.cut.units.last_mut())
            && piece.unit.is_some()
        {
            let spaces = std::mem::take(&mut piece.tail);
            piece.text.push_str(&spaces);
            piece.text.push_str(text);
            unit.text.clone_from(&piece.text);
            unit.spans[0].end = span.end;
        } else {
            self.cut.pieces.push(Piece::bare(text, None));
        }
    }
}

#[cfg(test)]
mod tests {
    use headlight_core::{Side, TokenIndex, TokenSpan, Truncation};

    use super::*;
    use crate::{Mask, Removal};

    /// Words of a text that is written with `|` between them.
    fn encoding(text: &str, words: &[&str]) -> Encoding {
        let map = Utf16Map::new(text);
        let mut at = 0;
        let word = |word: &&str| {
            at += text.get(at..).and_then(|rest| rest.find(word)).unwrap();
            let span = map.span_of_bytes(at, at + word.len());
            at += word.len();
            Word {
                text: (*word).to_owned(),
                span: TokenSpan {
                    side: Side::A,
                    at: span,
                },
                tokens: (TokenIndex(0), TokenIndex(0)),
                kind: if word.chars().all(|c| c.is_ascii_punctuation()) {
                    WordKind::Punctuation
                } else {
                    WordKind::Word
                },
            }
        };
        Encoding {
            tokens: vec![],
            segments: vec![],
            words: words.iter().map(word).collect(),
            truncated: None,
        }
    }

    fn units(cut: &Cut) -> Vec<&str> {
        cut.units.iter().map(|unit| unit.text.as_str()).collect()
    }

    const TEXT: &str = " \"Don't\" go , 😀 friend!";
    const WORDS: [&str; 8] = ["\"", "Don't", "\"", "go", ",", "😀", "friend", "!"];

    #[test]
    fn punctuation_joins_what_stands_before_it() {
        let cut = by_grid(TEXT, &encoding(TEXT, &WORDS), Punctuation::Joined);
        assert_eq!(units(&cut), ["Don't\"", "go ,", "😀", "friend!"]);
        assert_eq!(
            (cut.units[2].spans[0].start, cut.units[3].spans[0].end),
            (14, 24)
        );
        let own = by_grid(TEXT, &encoding(TEXT, &WORDS), Punctuation::Own);
        assert_eq!(units(&own), WORDS);
    }

    #[test]
    fn nothing_removed_is_the_text_itself() {
        let cut = by_grid(TEXT, &encoding(TEXT, &WORDS), Punctuation::Joined);
        assert_eq!(Removal::Delete.apply(&cut, &Mask::all(4)), TEXT);
        let without = Mask::all(4).without([0, 2]);
        assert_eq!(Removal::Delete.apply(&cut, &without), " \"go , friend!");
        let replaced = Removal::Replace("[MASK]".to_owned()).apply(&cut, &without);
        assert_eq!(replaced, " \"[MASK] go , [MASK] friend!");
    }

    #[test]
    fn what_no_model_read_is_left_out() {
        let mut cut_off = encoding("one two three", &["one", "two"]);
        cut_off.truncated = Some(Truncation {
            side: Side::A,
            at: 8,
            tokens_total: 5,
            tokens_kept: 4,
        });
        let cut = by_grid("one two three", &cut_off, Punctuation::Joined);
        assert_eq!(Removal::Delete.apply(&cut, &Mask::all(2)), "one two ");
    }

    #[test]
    fn punctuation_alone_is_no_unit() {
        let cut = by_grid(
            "!!!",
            &encoding("!!!", &["!", "!", "!"]),
            Punctuation::Joined,
        );
        assert!(cut.units.is_empty());
        assert_eq!(Removal::Delete.apply(&cut, &Mask::all(0)), "!!!");
    }
}
