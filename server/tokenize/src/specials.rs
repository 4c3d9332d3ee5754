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
}

/// A stretch of text: a special token, or what lies between two.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stretch<'a> {
    pub(crate) text: &'a str,
    pub(crate) special: Option<&'a Special>,
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
            add(done..found.start(), None);
            add(found.range(), self.specials.get(found.pattern().as_usize()));
            done = found.end();
        }
        add(done..text.len(), None);
        stretches
    }
}
