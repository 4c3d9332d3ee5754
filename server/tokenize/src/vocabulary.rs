//! A vocabulary: entries and their numbers.

use std::collections::{BTreeMap, HashMap};

use headlight_core::TokenId;

use crate::TokenizeError;
use crate::specials::Special;

/// Entries by number and numbers by entry.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    ids: HashMap<String, TokenId>,
    entries: BTreeMap<TokenId, String>,
}

impl Vocabulary {
    /// One entry per line, taken as it is and numbered from 0; of two equal lines the last counts.
    pub(crate) fn from_lines(lines: &str) -> Self {
        lines.lines().map(str::to_owned).zip(0..).collect()
    }

    /// The number of an entry.
    pub(crate) fn id(&self, entry: &str) -> Option<TokenId> {
        self.ids.get(entry).copied()
    }

    /// The entry with this number.
    pub(crate) fn entry(&self, id: TokenId) -> Option<&str> {
        self.entries.get(&id).map(String::as_str)
    }

    /// How many numbers there are: one more than the highest.
    pub(crate) fn size(&self) -> u32 {
        let last = self.entries.last_key_value();
        last.map_or(0, |(id, _)| id.0.saturating_add(1))
    }

    /// The number of an entry without which no text can be read.
    pub(crate) fn required(&self, entry: &str) -> Result<TokenId, TokenizeError> {
        self.id(entry).ok_or_else(|| TokenizeError::MissingToken {
            token: entry.to_owned(),
        })
    }

    /// An entry that the tokenizer adds around a text.
    pub(crate) fn special(&self, entry: &str) -> Result<Special, TokenizeError> {
        Ok(Special::new(self.required(entry)?, entry))
    }

    /// Adds an entry that is not there yet: under the number it asks for, where that is free, else
    /// after all others. A model without an embedding for it (`limit`) does without.
    pub(crate) fn add(&mut self, entry: &str, wanted: Option<TokenId>, limit: Option<u32>) {
        let free = |id: &TokenId| !self.entries.contains_key(id);
        let id = wanted.filter(free).unwrap_or_else(|| TokenId(self.size()));
        let known = self.ids.contains_key(entry) || entry.is_empty();
        if !known && limit.is_none_or(|limit| id.0 < limit) {
            self.extend([(entry.to_owned(), id.0)]);
        }
    }
}

impl Extend<(String, u32)> for Vocabulary {
    fn extend<I: IntoIterator<Item = (String, u32)>>(&mut self, entries: I) {
        for (entry, id) in entries {
            self.entries.insert(TokenId(id), entry.clone());
            self.ids.insert(entry, TokenId(id));
        }
    }
}

impl FromIterator<(String, u32)> for Vocabulary {
    fn from_iter<I: IntoIterator<Item = (String, u32)>>(entries: I) -> Self {
        let mut vocabulary = Self::default();
        vocabulary.extend(entries);
        vocabulary
    }
}
