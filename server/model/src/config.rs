//! `config.json` of a Hugging Face folder, parsed once and never trusted.

use std::path::Path;

use crate::architecture::{Architecture, PositionRule};

mod head;
mod raw;

pub use head::HeadKind;
use raw::Raw;

/// The sizes and choices of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Which architecture it is.
    pub architecture: Architecture,
    /// Number of layers.
    pub layers: u16,
    /// Number of layers that have weights of their own; the others repeat them (ALBERT).
    pub(crate) layer_groups: u16,
    /// Heads in each layer.
    pub heads: u16,
    /// Numbers in one hidden state; a multiple of `heads`.
    pub hidden_size: usize,
    /// Numbers in one word embedding.
    pub embedding_size: usize,
    /// Numbers between the two matrices of a feed-forward block.
    pub intermediate_size: usize,
    /// Entries in the vocabulary.
    pub vocab_size: usize,
    /// Rows of the position table.
    pub(crate) position_rows: usize,
    /// The padding token, which some architectures count positions from.
    pub(crate) padding: u32,
    /// Segments (token types) that have an embedding; 0 where there are none.
    pub segments: usize,
    /// Added to the variance by layer normalisation.
    pub(crate) layer_norm_eps: f64,
    /// Between the two matrices of a feed-forward block.
    pub(crate) activation: Activation,
    /// Which head stands on the encoder; none where the file does not say.
    pub head: Option<HeadKind>,
}

/// An activation function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// Gaussian error linear unit with the exact erf (Hendrycks & Gimpel 2016).
    Gelu,
    /// The same by its tanh approximation.
    GeluTanh,
    /// Rectified linear unit.
    Relu,
}

/// Why a `config.json` cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// There is none, or it cannot be read.
    #[error("The folder has no readable config.json ({0}).")]
    Unreadable(#[source] std::io::Error),
    /// It is not the JSON that is expected.
    #[error("config.json cannot be understood: {0}.")]
    Malformed(#[source] serde_json::Error),
    /// A size that every model of this kind needs.
    #[error("config.json does not say {0}.")]
    Absent(&'static str),
    /// An architecture that we do not run.
    #[error("Models of the type “{0}” are not supported; {known} are.", known = Architecture::names())]
    Architecture(String),
    /// An activation that we do not know.
    #[error("The activation function “{0}” is not supported; gelu, gelu_new and relu are.")]
    Activation(String),
    /// A choice that changes the forward pass in a way that we do not follow.
    #[error("config.json sets {key} to “{value}”, which is not supported.")]
    Choice {
        /// The key.
        key: &'static str,
        /// Its value.
        value: String,
    },
    /// A size that cannot be.
    #[error("config.json gives {key} = {value}, which cannot be: {reason}.")]
    Size {
        /// The key.
        key: &'static str,
        /// Its value.
        value: u64,
        /// What is wrong with it.
        reason: &'static str,
    },
}

impl Config {
    /// Reads the `config.json` of a model's folder.
    ///
    /// # Errors
    /// With a sentence for the user when it is missing or does not describe a model that we run.
    pub fn read(folder: &Path) -> Result<Self, ConfigError> {
        let text =
            std::fs::read_to_string(folder.join("config.json")).map_err(ConfigError::Unreadable)?;
        Self::parse(&text)
    }

    /// Parses the text of a `config.json`.
    ///
    /// # Errors
    /// As [`Config::read`].
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let raw: Raw = serde_json::from_str(text).map_err(ConfigError::Malformed)?;
        let model_type = raw.model_type.clone().unwrap_or_default();
        let architecture =
            Architecture::of(&model_type).ok_or(ConfigError::Architecture(model_type))?;
        raw.config(architecture)
    }

    /// Numbers in one head's query, key or value.
    pub fn head_size(&self) -> usize {
        self.hidden_size / usize::from(self.heads)
    }

    /// The longest sequence that has positions for all its tokens.
    pub fn max_positions(&self) -> usize {
        self.position_rows - self.first_position()
    }

    /// The row of the position table that the first token reads.
    pub(crate) fn first_position(&self) -> usize {
        match self.architecture.plan().positions {
            PositionRule::FromZero => 0,
            PositionRule::AfterPadding => self.padding as usize + 1,
        }
    }
}

impl Activation {
    pub(crate) fn parse(name: &str) -> Result<Self, ConfigError> {
        match name {
            "gelu" => Ok(Self::Gelu),
            "gelu_new" | "gelu_pytorch_tanh" => Ok(Self::GeluTanh),
            "relu" => Ok(Self::Relu),
            other => Err(ConfigError::Activation(other.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tiny(change: &str) -> String {
        let mut config = serde_json::json!({
            "model_type": "bert", "architectures": ["BertForMaskedLM"], "vocab_size": 9,
            "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2,
            "intermediate_size": 16, "max_position_embeddings": 4
        });
        let change: serde_json::Value = serde_json::from_str(change).unwrap();
        for (key, value) in change.as_object().unwrap() {
            config[key] = value.clone();
        }
        config.to_string()
    }

    #[test]
    fn defaults_are_those_of_transformers() {
        let config = Config::parse(&tiny("{}")).unwrap();
        assert_eq!(config.activation, Activation::Gelu);
        assert_eq!(
            (config.segments, config.head_size(), config.max_positions()),
            (2, 4, 4)
        );
        assert_eq!(config.head, Some(HeadKind::MaskedLm));
    }

    #[test]
    fn labels_follow_the_outputs() {
        let config = tiny(
            r#"{"architectures": ["BertForSequenceClassification"],
                "id2label": {"1": "good", "0": "bad", "10": "odd"}}"#,
        );
        let labels = ["bad", "good", "LABEL_2"].map(str::to_owned).to_vec();
        let expected = HeadKind::Classification {
            labels,
            pooled: true,
        };
        assert_eq!(Config::parse(&config).unwrap().head, Some(expected));
    }

    #[test]
    fn roberta_counts_positions_after_the_padding_token() {
        let config = tiny(r#"{"model_type": "roberta", "pad_token_id": 1}"#);
        assert_eq!(Config::parse(&config).unwrap().max_positions(), 2);
    }

    #[test]
    fn what_we_do_not_run_is_refused_by_a_sentence() {
        for (change, words) in [
            (r#"{"model_type": "t5"}"#, "type “t5”"),
            (r#"{"hidden_size": 9}"#, "not a multiple"),
            (r#"{"hidden_size": null}"#, "does not say hidden_size"),
            (r#"{"num_hidden_layers": 0}"#, "at least 1"),
            (r#"{"vocab_size": 99999999}"#, "larger than"),
            (r#"{"hidden_act": "swish"}"#, "“swish”"),
            (
                r#"{"position_embedding_type": "relative_key"}"#,
                "relative_key",
            ),
            (r#"{"vocab_size": "many"}"#, "cannot be understood"),
            (
                r#"{"model_type": "roberta", "pad_token_id": 9}"#,
                "no position is left",
            ),
            (
                r#"{"model_type": "albert", "inner_group_num": 2}"#,
                "inner_group_num",
            ),
        ] {
            let sentence = Config::parse(&tiny(change)).unwrap_err().to_string();
            assert!(sentence.contains(words), "{sentence}");
        }
    }
}
