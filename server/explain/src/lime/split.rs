//! The words that LIME takes away.

use std::collections::HashMap;

use headlight_core::{Utf16Map, Utf16Span};

use crate::cut::{Cut, Piece, Unit};
use crate::letters::in_word;

/// What counts as one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// Every spelling once: all its places go together (`bow=True`, the library's default).
    Types,
    /// Every place is a word of its own (`bow=False`).
    Places,
}

/// Cuts a text as `IndexedString` does with the splitter `\W+`: words, and what stands between them,
/// which always stays. Word characters are Python's: letters, numbers and the underscore.
pub fn split(text: &str, words: Words) -> Cut {
    let map = Utf16Map::new(text);
    let mut cut = Cut {
        pieces: Vec::new(),
        units: Vec::new(),
    };
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut at = 0;
    for piece in runs(text) {
        let span = map.span_of_bytes(at, at + piece.len());
        at += piece.len();
        if !piece.starts_with(in_word) {
            cut.pieces.push(Piece::bare(piece, None));
            continue;
        }
        let unit = match (words, known.get(piece)) {
            (Words::Types, Some(unit)) => *unit,
            _ => new_unit(&mut cut, piece),
        };
        known.insert(piece, unit);
        cut.units[unit].spans.push(span);
        cut.pieces.push(Piece::bare(piece, Some(unit)));
    }
    cut
}

fn new_unit(cut: &mut Cut, text: &str) -> usize {
    cut.units.push(Unit {
        text: text.to_owned(),
        spans: Vec::<Utf16Span>::new(),
    });
    cut.units.len() - 1
}

/// Runs of characters of one kind: in words, or between them.
fn runs(text: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = in_word(first);
        let end = rest.find(|c| in_word(c) != kind).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        runs.push(run);
        rest = after;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str, words: Words) -> Vec<String> {
        split(text, words)
            .units
            .into_iter()
            .map(|unit| unit.text)
            .collect()
    }

    #[test]
    fn words_are_the_librarys() {
        assert_eq!(
            units("It's <b>great</b>", Words::Types),
            ["It", "s", "b", "great"]
        );
        assert_eq!(units("a a b A", Words::Types), ["a", "b", "A"]);
        assert_eq!(units("a a b A", Words::Places), ["a", "a", "b", "A"]);
        assert_eq!(units("½² ok_1", Words::Types), ["½²", "ok_1"]);
        assert!(units("!!!", Words::Types).is_empty());
        assert!(units("", Words::Types).is_empty());
    }

    #[test]
    fn a_word_knows_all_its_places() {
        let cut = split("😀 a b a", Words::Types);
        let starts: Vec<u32> = cut.units[0].spans.iter().map(|span| span.start).collect();
        assert_eq!(starts, [3, 7]);
    }
}
