//! The parts of a model's configuration files that concern its tokenizer.

use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::TokenizeError;

/// The largest file that is read: ten times the largest published vocabulary.
const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// What `config.json` says.
#[derive(Debug, Deserialize)]
pub(crate) struct ModelConfig {
    pub(crate) model_type: String,
    /// How many segments the model has embeddings for.
    pub(crate) type_vocab_size: Option<u32>,
}

/// What `tokenizer_config.json` says of a BERT tokenizer.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct BertConfig {
    pub(crate) tokenizer_class: Option<String>,
    pub(crate) do_lower_case: Option<bool>,
    /// Absent means the same as `do_lower_case`.
    pub(crate) strip_accents: Option<bool>,
    pub(crate) tokenize_chinese_chars: Option<bool>,
    pub(crate) unk_token: Option<SpecialToken>,
    pub(crate) cls_token: Option<SpecialToken>,
    pub(crate) sep_token: Option<SpecialToken>,
    pub(crate) pad_token: Option<SpecialToken>,
    pub(crate) mask_token: Option<SpecialToken>,
    pub(crate) additional_special_tokens: Option<Vec<SpecialToken>>,
}

/// A special token: its text alone, or an object around it.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum SpecialToken {
    Text(String),
    Object { content: String },
}

impl SpecialToken {
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Object { content: text } => text,
        }
    }
}

/// Reads `config.json`.
pub(crate) fn model(folder: &Path) -> Result<ModelConfig, TokenizeError> {
    json(folder, "config.json")
}

/// Reads `tokenizer_config.json`; without it BERT's defaults hold.
pub(crate) fn bert(folder: &Path) -> Result<BertConfig, TokenizeError> {
    let config = match json(folder, "tokenizer_config.json") {
        Err(TokenizeError::Unreadable { source, .. })
            if source.kind() == io::ErrorKind::NotFound =>
        {
            BertConfig::default()
        }
        config => config?,
    };
    match config.tokenizer_class.as_deref() {
        None | Some("BertTokenizer" | "BertTokenizerFast") => Ok(config),
        Some(class) => Err(TokenizeError::UnknownClass {
            class: class.to_owned(),
        }),
    }
}

fn json<T: DeserializeOwned>(folder: &Path, file: &str) -> Result<T, TokenizeError> {
    serde_json::from_str(&text(folder, file)?).map_err(|source| TokenizeError::Json {
        file: file.to_owned(),
        source,
    })
}

/// Reads a text file of bounded size.
pub(crate) fn text(folder: &Path, file: &str) -> Result<String, TokenizeError> {
    let unreadable = |source| TokenizeError::Unreadable {
        file: file.to_owned(),
        source,
    };
    let path = folder.join(file);
    let bytes = fs::metadata(&path).map_err(unreadable)?.len();
    if bytes > MAX_FILE_BYTES {
        return Err(TokenizeError::TooLarge {
            file: file.to_owned(),
            bytes,
            limit: MAX_FILE_BYTES,
        });
    }
    fs::read_to_string(path).map_err(unreadable)
}
