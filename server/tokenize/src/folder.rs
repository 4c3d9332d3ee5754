//! A model's folder: its files of bounded size, and the special tokens that they name.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use headlight_core::TokenId;
use serde::de::DeserializeOwned;

use crate::TokenizeError;
use crate::config::{ModelConfig, TokenizerConfig};
use crate::named::{Named, SpecialToken};
use crate::specials::{Flags, Special, Specials};
use crate::vocabulary::Vocabulary;

/// The largest file that is read: ten times the largest published vocabulary.
const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// A folder whose configuration has been read.
pub(crate) struct Folder<'a> {
    path: &'a Path,
    pub(crate) model: ModelConfig,
    pub(crate) config: TokenizerConfig,
    /// What the files say of special tokens, without the defaults.
    configured: Named,
    /// `added_tokens.json`, before transformers 4.34.
    added: BTreeMap<String, u32>,
}

impl<'a> Folder<'a> {
    /// Reads `config.json`, and of the others what is there.
    pub(crate) fn read(path: &'a Path) -> Result<Self, TokenizeError> {
        let config: TokenizerConfig = optional(path, "tokenizer_config.json")?;
        let map: Named = optional(path, "special_tokens_map.json")?;
        // The map is the older file: it says nothing new where the newer form is used.
        let configured = match config.added_tokens_decoder {
            Some(_) => config.named.clone().or(map),
            None => map.or(config.named.clone()),
        };
        Ok(Self {
            path,
            model: json(path, "config.json")?,
            config,
            configured,
            added: optional(path, "added_tokens.json")?,
        })
    }

    /// Whether a file is there.
    pub(crate) fn has(&self, file: &str) -> bool {
        self.path.join(file).is_file()
    }

    /// A text file that must be there.
    pub(crate) fn text(&self, file: &str) -> Result<String, TokenizeError> {
        String::from_utf8(self.bytes(file)?).map_err(|error| TokenizeError::Unreadable {
            file: file.to_owned(),
            source: io::Error::new(ErrorKind::InvalidData, error),
        })
    }

    /// A JSON file that must be there.
    pub(crate) fn json<T: DeserializeOwned>(&self, file: &str) -> Result<T, TokenizeError> {
        json(self.path, file)
    }

    /// A file that must be there.
    pub(crate) fn bytes(&self, file: &str) -> Result<Vec<u8>, TokenizeError> {
        bytes(self.path, file)
    }

    /// The special tokens, those of the kind where the folder names none.
    pub(crate) fn named(&self, defaults: Named) -> Named {
        self.configured.clone().or(defaults)
    }

    /// Gives numbers to the tokens that the vocabulary lacks, and gathers all that a user may type.
    ///
    /// A default of the kind that is neither configured nor in the vocabulary is left out, as the
    /// model was not trained with it.
    pub(crate) fn specials(
        &self,
        named: &Named,
        vocabulary: &mut Vocabulary,
    ) -> Result<Specials, TokenizeError> {
        let limit = self.model.vocab_size;
        let decoder = self.config.added_tokens_decoder.iter().flatten();
        let mut numbered: Vec<_> = decoder.map(|(id, token)| (*id, token.text())).collect();
        numbered.extend(self.added.iter().map(|(text, id)| (*id, text.as_str())));
        numbered.sort_by_key(|(id, _)| *id);
        for (id, text) in &numbered {
            vocabulary.add(text, Some(TokenId(*id)), limit);
        }
        for token in self.configured.tokens() {
            vocabulary.add(token.text(), None, limit);
        }
        let texts = named.tokens().into_iter().map(SpecialToken::text);
        let texts = texts.chain(numbered.iter().map(|(_, text)| *text));
        let mut seen = HashSet::new();
        let specials = texts
            .filter(|text| !text.is_empty() && seen.insert(*text))
            .filter_map(|entry| {
                Some(Special {
                    flags: self.flags(named, entry),
                    ..Special::new(vocabulary.id(entry)?, entry)
                })
            });
        Ok(Specials::new(specials.collect())?)
    }

    /// How a special token is found: as the first object around it says.
    fn flags(&self, named: &Named, entry: &str) -> Flags {
        let decoder = self.config.added_tokens_decoder.iter().flatten();
        let objects = decoder.map(|(_, token)| token).chain(named.tokens());
        let mut objects = objects.filter(|token| token.text() == entry);
        objects.find_map(SpecialToken::flags).unwrap_or_default()
    }
}

fn optional<T: DeserializeOwned + Default>(path: &Path, file: &str) -> Result<T, TokenizeError> {
    match json(path, file) {
        Err(TokenizeError::Unreadable { source, .. }) if source.kind() == ErrorKind::NotFound => {
            Ok(T::default())
        }
        read => read,
    }
}

fn json<T: DeserializeOwned>(path: &Path, file: &str) -> Result<T, TokenizeError> {
    serde_json::from_slice(&bytes(path, file)?).map_err(|source| TokenizeError::Json {
        file: file.to_owned(),
        source,
    })
}

fn bytes(path: &Path, file: &str) -> Result<Vec<u8>, TokenizeError> {
    let unreadable = |source| TokenizeError::Unreadable {
        file: file.to_owned(),
        source,
    };
    let path = path.join(file);
    let bytes = fs::metadata(&path).map_err(unreadable)?.len();
    if bytes > MAX_FILE_BYTES {
        return Err(TokenizeError::TooLarge {
            file: file.to_owned(),
            bytes,
            limit: MAX_FILE_BYTES,
        });
    }
    fs::read(path).map_err(unreadable)
}
