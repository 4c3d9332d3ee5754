//! BERT's cleaning of a text, step by step as Hugging Face's `BertNormalizer` and `BertPreTokenizer`
//! do it, every character keeping the place it came from.
//!
//! `rust_tokenizers` splits off punctuation before it decomposes characters, so `≠` (`=` and a
//! stroke) stays glued to its word; its tables of white space and controls differ as well. Its own
//! cleaning is therefore left out, and it is given words that are already clean. The character tables
//! here are the ones that Hugging Face uses, of the same age: models were trained with them.

use unicode_categories::UnicodeCategories;
use unicode_normalization_alignments::UnicodeNormalization;
use unicode_normalization_alignments::char::is_combining_mark;

/// A character and the place, in characters of the user's text, that it came from.
pub(crate) type Placed = (char, u32);

/// What is done to a text before it is cut into pieces.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Normaliser {
    pub(crate) lower_case: bool,
    pub(crate) strip_accents: bool,
    /// Whether every Chinese character is a word of its own.
    pub(crate) split_chinese: bool,
}

impl Normaliser {
    /// The words of `text` with a space around each; `first` is the place of its first character.
    pub(crate) fn words(self, text: &str, first: u32) -> Vec<Placed> {
        let mut chars = self.clean(text, first);
        if self.strip_accents {
            chars = strip_accents(&chars);
        }
        if self.lower_case {
            chars = lower_case(&chars);
        }
        let punctuation = |c: char| c.is_ascii_punctuation() || c.is_punctuation();
        isolate(chars, punctuation)
    }

    fn clean(self, text: &str, first: u32) -> Vec<Placed> {
        let chars = (first..).zip(text.chars());
        let kept = chars.filter_map(|(place, c)| match c {
            '\t' | '\n' | '\r' => Some((' ', place)),
            '\u{fffd}' => None,
            c if c.is_other() => None,
            c if c.is_whitespace() => Some((' ', place)),
            c => Some((c, place)),
        });
        isolate(kept, |c| self.split_chinese && is_chinese(c))
    }
}

/// Puts a space on both sides of every character of a kind.
fn isolate(chars: impl IntoIterator<Item = Placed>, alone: impl Fn(char) -> bool) -> Vec<Placed> {
    let mut spaced = Vec::new();
    for (c, place) in chars {
        if alone(c) {
            spaced.extend([(' ', place), (c, place), (' ', place)]);
        } else {
            spaced.push((c, place));
        }
    }
    spaced
}

/// Takes characters apart and drops the marks that do not take up space, as BERT does.
fn strip_accents(chars: &[Placed]) -> Vec<Placed> {
    let mut parts = placed(chars, chars.iter().map(|(c, _)| *c).nfd());
    parts.retain(|(c, _)| !c.is_mark_nonspacing());
    parts
}

/// Takes characters apart, down to what only looks different, and drops all marks, as ALBERT does.
pub(crate) fn strip_marks(chars: &[Placed]) -> Vec<Placed> {
    let mut parts = placed(chars, chars.iter().map(|(c, _)| *c).nfkd());
    parts.retain(|(c, _)| !is_combining_mark(*c));
    parts
}

/// Gives the parts of characters the places of these. The first part of a character counts as that
/// character itself, the others as added.
fn placed(chars: &[Placed], parts: impl Iterator<Item = (char, isize)>) -> Vec<Placed> {
    let mut places = chars.iter().map(|(_, place)| *place);
    let mut place = 0;
    let part = |(c, added)| {
        if added == 0 {
            place = places.next().unwrap_or(place);
        }
        (c, place)
    };
    parts.map(part).collect()
}

pub(crate) fn lower_case(chars: &[Placed]) -> Vec<Placed> {
    let lower = |(c, place): &Placed| {
        let place = *place;
        c.to_lowercase().map(move |c| (c, place))
    };
    chars.iter().flat_map(lower).collect()
}

/// The blocks of CJK ideographs, with Hugging Face's slip: block E begins at U+2B820, not U+2B920.
fn is_chinese(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{20000}'..='\u{2a6df}'
        | '\u{2a700}'..='\u{2b73f}'
        | '\u{2b740}'..='\u{2b81f}'
        | '\u{2b920}'..='\u{2ceaf}'
        | '\u{f900}'..='\u{faff}'
        | '\u{2f800}'..='\u{2fa1f}')
}
