//! The user's text, never rewritten, and places in it.

use serde::Serialize;

/// How long a text may be, in UTF-16 code units.
pub const MAX_TEXT_UNITS: usize = 32_768;

/// A text that the model may read: within [`MAX_TEXT_UNITS`] and without NUL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(String);

/// Why a text is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// The text has more UTF-16 code units than the limit.
    #[error("The text has {units} characters; the limit is {MAX_TEXT_UNITS}. Please shorten it.")]
    TooLong {
        /// UTF-16 code units of the text.
        units: usize,
    },
    /// The text holds U+0000.
    #[error("The text contains a NUL character (U+0000), which no tokenizer can read.")]
    Nul,
}

impl Text {
    /// Takes a text that fits.
    ///
    /// # Errors
    /// When it is too long or holds a NUL.
    pub fn parse(text: String) -> Result<Self, TextError> {
        // A UTF-8 text has at least as many bytes as UTF-16 units, so short ones need no count.
        if text.len() > MAX_TEXT_UNITS {
            let units = text.encode_utf16().count();
            if units > MAX_TEXT_UNITS {
                return Err(TextError::TooLong { units });
            }
        }
        if text.contains('\0') {
            Err(TextError::Nul)
        } else {
            Ok(Self(text))
        }
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A stretch of text in UTF-16 code units, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Utf16Span {
    /// First code unit.
    pub start: u32,
    /// One past the last code unit.
    pub end: u32,
}

/// Translates code points and bytes of one text into UTF-16 code units.
#[derive(Debug)]
pub struct Utf16Map<'a> {
    text: &'a str,
    /// For each code point, and one past the last: (byte, UTF-16 unit).
    points: Vec<(u32, u32)>,
}

impl<'a> Utf16Map<'a> {
    /// The map of `text`.
    pub fn new(text: &'a str) -> Self {
        let mut unit = 0;
        let mut points = Vec::with_capacity(text.len() + 1);
        for (byte, ch) in text.char_indices() {
            points.push((byte as u32, unit));
            unit += ch.len_utf16() as u32;
        }
        points.push((text.len() as u32, unit));
        Self { text, points }
    }

    /// Code points in the text.
    pub fn chars(&self) -> usize {
        self.points.len() - 1
    }

    /// The span from code point `start` to code point `end`, exclusive; both are clamped to the text.
    pub fn span_of_chars(&self, start: usize, end: usize) -> Utf16Span {
        let last = self.chars();
        Utf16Span {
            start: self.points[start.min(last)].1,
            end: self.points[end.min(last)].1,
        }
    }

    /// The span between two byte offsets; an offset inside a character counts as its start.
    pub fn span_of_bytes(&self, start: usize, end: usize) -> Utf16Span {
        Utf16Span {
            start: self.unit_of_byte(start),
            end: self.unit_of_byte(end),
        }
    }

    /// The slice of the text that a span covers.
    pub fn slice(&self, span: Utf16Span) -> &'a str {
        let (start, end) = (self.byte_of_unit(span.start), self.byte_of_unit(span.end));
        self.text.get(start..end).unwrap_or_default()
    }

    fn unit_of_byte(&self, byte: usize) -> u32 {
        let after = self.points.partition_point(|(b, _)| *b as usize <= byte);
        self.points[after.saturating_sub(1)].1
    }

    fn byte_of_unit(&self, unit: u32) -> usize {
        let after = self.points.partition_point(|(_, u)| *u <= unit);
        self.points[after.saturating_sub(1)].0 as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn limits_count_utf16() {
        let emoji = "😀".repeat(MAX_TEXT_UNITS / 2);
        assert!(Text::parse(emoji.clone()).is_ok());
        assert_eq!(
            Text::parse(emoji + "a"),
            Err(TextError::TooLong {
                units: MAX_TEXT_UNITS + 1
            })
        );
        assert_eq!(Text::parse("a\0b".into()), Err(TextError::Nul));
        assert!(Text::parse(String::new()).is_ok());
    }

    proptest! {
        #[test]
        fn spans_agree_with_utf16(text in "\\PC{0,40}", a in 0usize..45, b in 0usize..45) {
            let map = Utf16Map::new(&text);
            let (start, end) = (a.min(b), a.max(b));
            let span = map.span_of_chars(start, end);
            let expected: String = text.chars().skip(start).take(end - start).collect();
            let units: Vec<u16> = text.encode_utf16().collect();
            let sliced = &units[span.start as usize..span.end as usize];
            prop_assert_eq!(String::from_utf16(sliced).unwrap(), expected.clone());
            prop_assert_eq!(map.slice(span), expected);
        }
    }
}
