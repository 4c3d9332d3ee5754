//! Plain text.

use std::collections::VecDeque;
use std::io::BufRead;

use headlight_core::{MAX_TEXT_UNITS, Utf16Map};
use unicode_segmentation::UnicodeSegmentation;

use super::lines::Lines;
use super::{ReadError, Sentences, until_error};
use crate::{Sentence, Word};

/// Where sentences end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// At the end of each line.
    Lines,
    /// Where Unicode says so (UAX #29), and at the end of each line.
    Unicode,
}

/// The sentences of a text; words are those of UAX #29, without annotation.
pub fn plain(source: impl BufRead, split: Split) -> impl Sentences {
    let mut reader = Plain {
        lines: Lines::new(source),
        split,
        waiting: VecDeque::new(),
        count: 0,
    };
    until_error(move || reader.sentence())
}

struct Plain<R> {
    lines: Lines<R>,
    split: Split,
    waiting: VecDeque<String>,
    count: usize,
}

impl<R: BufRead> Plain<R> {
    /// Reads on until a sentence waits; false at the end.
    fn fill(&mut self) -> Result<bool, ReadError> {
        while self.waiting.is_empty() {
            let split = self.split;
            let Some(line) = self.lines.next()? else {
                return Ok(false);
            };
            let whole: Vec<&str> = match split {
                Split::Lines => vec![line],
                Split::Unicode => line.unicode_sentences().collect(),
            };
            let sentences = whole.into_iter().map(str::trim);
            let sentences = sentences.filter(|text| !text.is_empty());
            self.waiting = sentences.map(str::to_owned).collect();
        }
        Ok(true)
    }

    fn sentence(&mut self) -> Result<Option<Sentence>, ReadError> {
        if !self.fill()? {
            return Ok(None);
        }
        let text = self.waiting.pop_front().unwrap_or_default();
        if text.len() > MAX_TEXT_UNITS {
            let reason = "holds a sentence that is too long for any model";
            return Err(ReadError::at(self.lines.number(), reason));
        }
        self.count += 1;
        Ok(Some(Sentence {
            id: self.count.to_string(),
            document: None,
            words: words(&text),
            text,
        }))
    }
}

fn words(text: &str) -> Vec<Word> {
    let map = Utf16Map::new(text);
    let segments = text.split_word_bound_indices();
    let segments = segments.filter(|(_, word)| !word.trim().is_empty());
    segments
        .map(|(at, word)| Word::plain(word, map.span_of_bytes(at, at + word.len())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str, split: Split) -> Vec<String> {
        plain(source.as_bytes(), split)
            .map(|sentence| sentence.unwrap().text)
            .collect()
    }

    #[test]
    fn sentences_end_with_lines_or_where_unicode_says() {
        let source = "It rained. We left!\n\n  And now?  \n";
        assert_eq!(
            texts(source, Split::Lines),
            ["It rained. We left!", "And now?"]
        );
        assert_eq!(
            texts(source, Split::Unicode),
            ["It rained.", "We left!", "And now?"]
        );
    }

    #[test]
    fn words_stand_where_they_stand() {
        let sentence = plain("😀 don't go.".as_bytes(), Split::Lines).next();
        let sentence = sentence.unwrap().unwrap();
        let found: Vec<_> = sentence
            .words
            .iter()
            .map(|word| (word.form.as_str(), word.span.start, word.span.end))
            .collect();
        assert_eq!(
            found,
            [("😀", 0, 2), ("don't", 3, 8), ("go", 9, 11), (".", 11, 12)]
        );
    }

    #[test]
    fn what_is_no_text_is_told_by_its_line() {
        for (source, line) in [(&b"a\nb\xff\n"[..], 2), (&b"\0"[..], 1)] {
            let error = plain(source, Split::Lines).find_map(Result::err).unwrap();
            assert!(
                error.to_string().contains(&format!("Line {line} ")),
                "{error}"
            );
        }
        let long = "x".repeat(MAX_TEXT_UNITS + 1);
        let mut reader = plain(long.as_bytes(), Split::Lines);
        assert!(reader.next().unwrap().is_err());
        assert!(reader.next().is_none());
    }
}
