//! The parts of a model's configuration files that concern its tokenizer.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::named::{Named, SpecialToken};

/// What `config.json` says.
#[derive(Debug, Deserialize)]
pub(crate) struct ModelConfig {
    pub(crate) model_type: String,
    /// How many segments the model has embeddings for.
    type_vocab_size: Option<u32>,
    /// How many entries of a vocabulary the model has embeddings for.
    pub(crate) vocab_size: Option<u32>,
}

impl ModelConfig {
    /// Whether the model is told which of two texts a token is of. DistilBERT is not.
    pub(crate) fn segments(&self) -> bool {
        match self.type_vocab_size {
            Some(segments) => segments > 1,
            None => self.model_type != "distilbert",
        }
    }
}

/// What `tokenizer_config.json` says; whatever it does not say has the default of its kind.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct TokenizerConfig {
    pub(crate) tokenizer_class: Option<String>,
    pub(crate) do_lower_case: Option<bool>,
    /// BERT; absent means the same as `do_lower_case`.
    pub(crate) strip_accents: Option<bool>,
    /// BERT.
    pub(crate) tokenize_chinese_chars: Option<bool>,
    /// RoBERTa and GPT-2.
    pub(crate) add_prefix_space: Option<bool>,
    /// ALBERT.
    pub(crate) keep_accents: Option<bool>,
    /// ALBERT.
    pub(crate) remove_space: Option<bool>,
    #[serde(flatten)]
    pub(crate) named: Named,
    /// Since transformers 4.34: every token outside the vocabulary file, by number.
    pub(crate) added_tokens_decoder: Option<BTreeMap<u32, SpecialToken>>,
}
