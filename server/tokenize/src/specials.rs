//! Special tokens that a user types: `[MASK]` in the middle of a text.

use std::ops::Range;

use aho_corasick::{AhoCorasick, BuildError, MatchKind};
use headlight_core::TokenId;

/// Finds special tokens in raw text: the leftmost, and of those the longest, as Hugging Face does.
#[derive(Debug)]
pub(crate) struct Specials {
    finder: AhoCorasick,
    specials: Vec<Special>,
}

/// A special token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Special {
    pub(crate) id: TokenId,
    pub(crate) entry: String,
    pub(crate) flags: Flags,
}

/// How a special token is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Flags {
    /// Whether it takes the white space before it.
    #[serde(rename = "lstrip")]
    pub(crate) strip_left: bool,
    /// Whether it takes the white space after it.
    #[serde(rename = "rstrip")]
    pub(crate) strip_right: bool,
    /// Whether it is left alone inside a word.
    pub(crate) single_word: bool,
}

/// A stretch of text: a special token with the white space that it takes, or what lies between two.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stretch<'a> {
    pub(crate) text: &'a str,
    pub(crate) special: Option<&'a Special>,
}

impl Special {
    pub(crate) fn new(id: TokenId, entry: &str) -> Self {
        Self {
            id,
            entry: entry.to_owned(),
            flags: Flags::default(),
        }
    }
}

impl Specials {
    /// Looks for these from now on; none may be empty.
    ///
    /// # Errors
    /// When their names are too many or too long to search for.
    pub(crate) fn new(specials: Vec<Special>) -> Result<Self, BuildError> {
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(specials.iter().map(|special| &special.entry))?;
        Ok(Self { finder, specials })
    }

    /// Cuts a text at its special tokens.
    pub(crate) fn split<'a>(&'a self, text: &'a str) -> Vec<Stretch<'a>> {
        let mut stretches = Vec::new();
        let mut add = |bytes: Range<usize>, special| {
            let text = text.get(bytes).unwrap_or_default();
            if !text.is_empty() {
                stretches.push(Stretch { text, special });
            }
        };
        let mut done = 0;
        for found in self.finder.find_iter(text) {
            let special = &self.specials[found.pattern().as_usize()];
            if let Some(bytes) = special.flags.taken(text, found.range()) {
                // What lies before may have been taken by the special token before.
                let start = bytes.start.max(done);
                add(done..start, None);
                add(start..bytes.end, Some(special));
                done = bytes.end;
            }
        }
        add(done..text.len(), None);
        stretches
    }
}

impl Flags {
    /// What a special token takes that was found at `bytes`; nothing where it does not count.
    fn taken(self, text: &str, bytes: Range<usize>) -> Option<Range<usize>> {
        let (before, found) = text.split_at(bytes.start);
        let after = found.split_at(bytes.len()).1;
        let inside = before.ends_with(in_word) || after.starts_with(in_word);
        if self.single_word && inside {
            return None;
        }
        let blank = |text: &str, rest: &str| text.len() - rest.len();
        let left = blank(before, before.trim_end());
        let right = blank(after, after.trim_start());
        let start = bytes.start - if self.strip_left { left } else { 0 };
        Some(start..bytes.end + if self.strip_right { right } else { 0 })
    }
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
