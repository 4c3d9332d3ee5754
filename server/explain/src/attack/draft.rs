//! A text as edits of its original.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use headlight_core::{Encoding, Utf16Map, Utf16Span, WordKind};

use super::edit::Edit;

/// The text that is attacked, and its words.
#[derive(Debug, PartialEq, Eq)]
pub struct Original {
    text: String,
    words: Vec<Place>,
}

/// A word of the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The slice of the text.
    pub text: String,
    /// Where it stands, in UTF-16 code units.
    pub span: Utf16Span,
    /// What it is made of.
    pub kind: WordKind,
    bytes: Range<usize>,
}

impl Original {
    /// A text and its words, as a tokenizer found them: what lies behind the place where the text was
    /// cut off has none, and stays.
    pub fn new(text: &str, encoding: &Encoding) -> Arc<Self> {
        let map = Utf16Map::new(text);
        let bytes = |unit| {
            let before = Utf16Span {
                start: 0,
                end: unit,
            };
            map.slice(before).len()
        };
        let place = |word: &headlight_core::Word| Place {
            text: word.text.clone(),
            span: word.span.at,
            kind: word.kind,
            bytes: bytes(word.span.at.start)..bytes(word.span.at.end),
        };
        Arc::new(Self {
            text: text.to_owned(),
            words: encoding.words.iter().map(place).collect(),
        })
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its words.
    pub fn words(&self) -> &[Place] {
        &self.words
    }
}

/// The original with some of its words edited, each at most once. The text follows from the edits:
/// undoing one is leaving it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    original: Arc<Original>,
    edits: BTreeMap<usize, Edit>,
}

impl Draft {
    /// The original itself.
    pub fn new(original: Arc<Original>) -> Self {
        Self {
            original,
            edits: BTreeMap::new(),
        }
    }

    /// What is edited.
    pub fn original(&self) -> &Arc<Original> {
        &self.original
    }

    /// With one more edit, in place of one of the same word. A word that is not there stays so.
    #[must_use]
    pub fn with(&self, edit: Edit) -> Self {
        let mut draft = self.clone();
        if edit.word < self.original.words.len() {
            draft.edits.insert(edit.word, edit);
        }
        draft
    }

    /// With one word as it was.
    #[must_use]
    pub fn without(&self, word: usize) -> Self {
        let mut draft = self.clone();
        draft.edits.remove(&word);
        draft
    }

    /// The edits, in the order of the text.
    pub fn edits(&self) -> impl ExactSizeIterator<Item = &Edit> + Clone {
        self.edits.values()
    }

    /// Whether a word is edited.
    pub fn edits_word(&self, word: usize) -> bool {
        self.edits.contains_key(&word)
    }

    /// What stands in the place of a word.
    pub fn word(&self, word: usize) -> &str {
        match self.edits.get(&word) {
            Some(edit) => &edit.replacement,
            None => self.original.words.get(word).map_or("", |word| &word.text),
        }
    }

    /// The text.
    pub fn text(&self) -> String {
        self.written(None).0
    }

    /// The text with something else in the place of one word.
    pub fn text_with(&self, word: usize, other: &str) -> String {
        self.written(Some((word, other))).0
    }

    /// The text, and where each word of the original stands in it, in UTF-16 code units: an empty
    /// span where it was left out.
    pub fn layout(&self) -> (String, Vec<Utf16Span>) {
        let (text, places) = self.written(None);
        let map = Utf16Map::new(&text);
        let spans = places.iter().map(|at| map.span_of_bytes(at.start, at.end));
        let spans = spans.collect();
        (text, spans)
    }

    /// The same with something else in the place of one word.
    pub fn layout_with(&self, word: usize, other: &str) -> (String, Vec<Utf16Span>) {
        let (text, places) = self.written(Some((word, other)));
        let map = Utf16Map::new(&text);
        let spans = places.iter().map(|at| map.span_of_bytes(at.start, at.end));
        let spans = spans.collect();
        (text, spans)
    }

    fn written(&self, other: Option<(usize, &str)>) -> (String, Vec<Range<usize>>) {
        let original = &*self.original;
        let mut text = String::with_capacity(original.text.len() + 16);
        let mut places = Vec::with_capacity(original.words.len());
        let mut at = 0;
        let mut left_out = false;
        for (number, word) in original.words.iter().enumerate() {
            let gap = original.text.get(at..word.bytes.start).unwrap_or_default();
            push_gap(&mut text, gap, left_out, word.kind == WordKind::Punctuation);
            let now = match other {
                Some((place, other)) if place == number => other,
                _ => self.word(number),
            };
            places.push(text.len()..text.len() + now.len());
            text.push_str(now);
            left_out = now.is_empty();
            at = word.bytes.end;
        }
        let tail = original.text.get(at..).unwrap_or_default();
        push_gap(&mut text, tail, left_out, tail.is_empty());
        // Spaces before a word that was left out may have been taken back.
        for place in &mut places {
            place.start = place.start.min(text.len());
            place.end = place.end.min(text.len());
        }
        (text, places)
    }
}

/// Writes what stands between two words. Behind one that was left out there is no second space, and
/// none before punctuation.
fn push_gap(text: &mut String, gap: &str, left_out: bool, punctuation: bool) {
    if left_out && gap.is_empty() && punctuation {
        text.truncate(text.trim_end().len());
    }
    let spaced = text.is_empty() || text.ends_with(char::is_whitespace);
    let gap = if left_out && spaced {
        gap.trim_start()
    } else {
        gap
    };
    text.push_str(gap);
}

#[cfg(test)]
pub(crate) mod tests {
    use headlight_core::{Side, TokenIndex, TokenSpan, Word};
    use proptest::prelude::*;

    use super::*;
    use crate::attack::EditKind;

    /// The words of a text, cut at spaces, punctuation on its own.
    pub(crate) fn original(text: &str) -> Arc<Original> {
        let map = Utf16Map::new(text);
        let mut words: Vec<Word> = Vec::new();
        let mut start = None;
        let ends = text.char_indices().chain([(text.len(), ' ')]);
        let mut push = |from: usize, to: usize| {
            let word = text.get(from..to).unwrap();
            words.push(Word {
                text: word.to_owned(),
                span: TokenSpan {
                    side: Side::A,
                    at: map.span_of_bytes(from, to),
                },
                tokens: (TokenIndex(0), TokenIndex(0)),
                kind: if word.chars().any(char::is_alphabetic) {
                    WordKind::Word
                } else {
                    WordKind::Punctuation
                },
            });
        };
        for (at, c) in ends {
            let stops = c.is_ascii_punctuation() && c != '\'';
            if c.is_whitespace() || stops {
                if let Some(from) = start.take() {
                    push(from, at);
                }
                if stops {
                    push(at, at + 1);
                }
            } else if start.is_none() {
                start = Some(at);
            }
        }
        let encoding = Encoding {
            tokens: vec![],
            segments: vec![],
            words,
            truncated: None,
        };
        Original::new(text, &encoding)
    }

    fn edit(word: usize, replacement: &str) -> Edit {
        Edit {
            word,
            kind: EditKind::Typo,
            replacement: replacement.to_owned(),
        }
    }

    #[test]
    fn words_are_replaced_and_left_out() {
        let draft = Draft::new(original("A  very good film, really."));
        assert_eq!(
            draft.with(edit(2, "bad")).text(),
            "A  very bad film, really."
        );
        assert_eq!(draft.with(edit(1, "")).text(), "A  good film, really.");
        assert_eq!(draft.with(edit(3, "")).text(), "A  very good, really.");
        assert_eq!(draft.with(edit(0, "")).text(), "very good film, really.");
        assert_eq!(draft.with(edit(5, "")).text(), "A  very good film,.");
        assert_eq!(draft.with(edit(99, "x")), draft);
        let (text, spans) = draft.with(edit(0, "😀😀")).layout();
        assert_eq!(text, "😀😀  very good film, really.");
        assert_eq!((spans[0].end, spans[1].start), (4, 6));
    }

    proptest! {
        #[test]
        fn edits_are_undone_by_leaving_them_out(
            text in "[a-zäé😀 .,]{0,30}",
            edits in prop::collection::vec((0usize..8, "[a-zß ]{0,4}"), 0..5),
        ) {
            let plain = Draft::new(original(&text));
            prop_assert_eq!(plain.text(), text.clone());
            let edited = edits.iter().fold(plain.clone(), |draft, (word, new)| draft.with(edit(*word, new)));
            let (written, spans) = edited.layout();
            let units = written.encode_utf16().count() as u32;
            prop_assert!(spans.iter().all(|span| span.start <= span.end && span.end <= units));
            let undone = (0..8).fold(edited, |draft, word| draft.without(word));
            prop_assert_eq!(undone.text(), text);
        }
    }
}
