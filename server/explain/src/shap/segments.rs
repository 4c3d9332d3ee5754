//! The players of `shap.maskers.Text`.

use headlight_core::{Utf16Map, Utf16Span};

use crate::cut::{Cut, Piece, Unit};
use crate::letters::in_word;

/// The players of `maskers.Text(r"\W+")`: words with the separators behind them; what follows the
/// last word is dropped, as the library does, and what stands before the first is a player without
/// a word.
pub fn by_words(text: &str) -> Cut {
    let mut starts = Vec::new();
    let mut end = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        if in_word(c) {
            if before != Some(true) {
                starts.push(at);
            }
            end = at + c.len_utf8();
        } else if before.is_none() {
            starts.push(at);
        }
        before = Some(in_word(c));
    }
    let map = Utf16Map::new(text);
    let ends = starts.iter().skip(1).copied().chain([end]);
    let spans = starts.iter().zip(ends);
    let spans = spans.map(|(start, end)| Some(map.span_of_bytes(*start, end.max(*start))));
    players(&map, spans.collect())
}

/// The players of `maskers.Text(tokenizer)`: a token each with what stands between it and the next,
/// added specials included, which own nothing and are never hidden. Spans are the tokens', none for
/// specials.
pub fn by_tokens(text: &str, tokens: &[Option<Utf16Span>]) -> Cut {
    let map = Utf16Map::new(text);
    let next = |at: usize| tokens[at + 1..].iter().flatten().next();
    let grown = |(at, span): (usize, &Option<Utf16Span>)| {
        span.map(|span| Utf16Span {
            start: span.start,
            end: next(at).map_or(span.end, |next| span.end.max(next.start)),
        })
    };
    players(&map, tokens.iter().enumerate().map(grown).collect())
}

fn players(map: &Utf16Map<'_>, spans: Vec<Option<Utf16Span>>) -> Cut {
    let mut cut = Cut {
        pieces: Vec::with_capacity(spans.len()),
        units: Vec::with_capacity(spans.len()),
    };
    for span in spans {
        let text = span.map_or("", |span| map.slice(span));
        let unit = span.map(|_| cut.units.len());
        cut.pieces.push(Piece::bare(text, unit));
        cut.units.push(Unit {
            text: text.trim().to_owned(),
            spans: span.into_iter().collect(),
        });
    }
    cut
}

/// The players' names by which phrases are found: `##` marks one that continues the word before it.
pub fn labels(cut: &Cut) -> Vec<String> {
    let mut labels: Vec<String> = Vec::with_capacity(cut.pieces.len());
    let mut before: Option<&str> = None;
    for piece in &cut.pieces {
        let after_word = before.is_some_and(|text| !text.ends_with(|c| !in_word(c)));
        let letter = piece.text.starts_with(|c: char| c.is_ascii_alphabetic());
        let named = labels.last().is_some_and(|label| !label.is_empty());
        let mark = if after_word && letter && named {
            "##"
        } else {
            ""
        };
        labels.push(format!("{mark}{}", piece.text.trim()));
        before = Some(&piece.text);
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(cut: &Cut) -> Vec<&str> {
        cut.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn words_carry_their_separators() {
        assert_eq!(
            texts(&by_words("not great, but boring.")),
            ["not ", "great, ", "but ", "boring"]
        );
        assert_eq!(
            texts(&by_words("\"So\" it is")),
            ["\"", "So\" ", "it ", "is"]
        );
        assert!(by_words("").pieces.is_empty());
    }

    #[test]
    fn tokens_carry_their_spaces() {
        let at = |start, end| Some(Utf16Span { start, end });
        let cut = by_tokens("unable to", &[None, at(0, 2), at(2, 6), at(7, 9), None]);
        assert_eq!(texts(&cut), ["", "un", "able ", "to", ""]);
        assert_eq!(labels(&cut), ["", "un", "##able", "to", ""]);
    }

    #[test]
    fn pieces_of_bytes_carry_their_spaces_like_any_other() {
        // "so", "Ġgood", "Ġ", the emoji's four bytes, "Ġ", "Ġy", "a": what GPT2TokenizerFast and
        // RobertaTokenizerFast of transformers 5.23 say (in code points), and shap's parts of it.
        let text = "so good 😀  ya";
        let at = |start, end| Some(Utf16Span { start, end });
        let emoji = at(8, 10);
        let spans = [
            at(0, 2),
            at(3, 7),
            at(8, 8),
            emoji,
            emoji,
            emoji,
            emoji,
            at(11, 11),
        ];
        let spans = [&spans[..], &[at(12, 13), at(13, 14)]].concat();
        assert_eq!(
            texts(&by_tokens(text, &spans)),
            ["so ", "good ", "", "😀", "😀", "😀", "😀 ", " ", "y", "a"]
        );
    }
}
