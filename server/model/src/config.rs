//! `config.json` of a Hugging Face folder, parsed once and never trusted.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

/// The sizes and choices of a BERT encoder.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The architecture's name: `bert`.
    pub architecture: String,
    /// Number of layers.
    pub layers: u16,
    /// Heads in each layer.
    pub heads: u16,
    /// Numbers in one hidden state; a multiple of `heads`.
    pub hidden_size: usize,
    /// Numbers between the two matrices of a feed-forward block.
    pub intermediate_size: usize,
    /// Entries in the vocabulary.
    pub vocab_size: usize,
    /// Positions that have an embedding.
    pub max_positions: usize,
    /// Segments (token types) that have an embedding.
    pub segments: usize,
    /// Added to the variance by layer normalisation.
    pub layer_norm_eps: f64,
    /// Between the two matrices of a feed-forward block.
    pub activation: Activation,
    /// Which head stands on the encoder.
    pub head: HeadKind,
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

/// The head on top of an encoder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadKind {
    /// Predicts hidden tokens.
    MaskedLm,
    /// Sorts a text into these labels, by output.
    Classification(Vec<String>),
    /// None that is of use here.
    None,
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
    /// An architecture that we do not run.
    #[error("Models of the type “{0}” are not supported; bert is.")]
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

#[derive(Deserialize)]
struct Raw {
    model_type: Option<String>,
    #[serde(default)]
    architectures: Option<Vec<String>>,
    vocab_size: u64,
    hidden_size: u64,
    num_hidden_layers: u64,
    num_attention_heads: u64,
    intermediate_size: u64,
    #[serde(default = "default_activation")]
    hidden_act: String,
    max_position_embeddings: u64,
    #[serde(default = "default_segments")]
    type_vocab_size: u64,
    #[serde(default = "default_eps")]
    layer_norm_eps: f64,
    #[serde(default)]
    position_embedding_type: Option<String>,
    #[serde(default)]
    is_decoder: bool,
    #[serde(default)]
    id2label: Option<BTreeMap<String, String>>,
    #[serde(default)]
    num_labels: Option<u64>,
}

fn default_activation() -> String {
    "gelu".to_owned()
}

fn default_segments() -> u64 {
    2
}

fn default_eps() -> f64 {
    1e-12
}

/// Larger than any published encoder; keeps a hostile file from asking for absurd sizes.
const LARGEST_SIZE: u64 = 1 << 20;

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
        let architecture = raw.model_type.clone().unwrap_or_default();
        if architecture != "bert" {
            return Err(ConfigError::Architecture(architecture));
        }
        raw.refuse_other_forward_passes()?;
        let (hidden_size, heads) = raw.hidden_size_and_heads()?;
        Ok(Self {
            layers: small("num_hidden_layers", raw.num_hidden_layers)?,
            heads,
            hidden_size,
            intermediate_size: size("intermediate_size", raw.intermediate_size)?,
            vocab_size: size("vocab_size", raw.vocab_size)?,
            max_positions: size("max_position_embeddings", raw.max_position_embeddings)?,
            segments: size("type_vocab_size", raw.type_vocab_size)?,
            layer_norm_eps: raw.layer_norm_eps,
            activation: Activation::parse(&raw.hidden_act)?,
            head: raw.head()?,
            architecture,
        })
    }

    /// Numbers in one head's query, key or value.
    pub fn head_size(&self) -> usize {
        self.hidden_size / usize::from(self.heads)
    }
}

impl Raw {
    fn refuse_other_forward_passes(&self) -> Result<(), ConfigError> {
        if let Some(value) = self
            .position_embedding_type
            .as_deref()
            .filter(|v| *v != "absolute")
        {
            return Err(ConfigError::Choice {
                key: "position_embedding_type",
                value: value.to_owned(),
            });
        }
        if self.is_decoder {
            return Err(ConfigError::Choice {
                key: "is_decoder",
                value: "true".to_owned(),
            });
        }
        Ok(())
    }

    fn hidden_size_and_heads(&self) -> Result<(usize, u16), ConfigError> {
        let hidden_size = size("hidden_size", self.hidden_size)?;
        let heads = small("num_attention_heads", self.num_attention_heads)?;
        if hidden_size % usize::from(heads) != 0 {
            return Err(ConfigError::Size {
                key: "hidden_size",
                value: self.hidden_size,
                reason: "it is not a multiple of num_attention_heads",
            });
        }
        Ok((hidden_size, heads))
    }

    /// The head by the name of the class that saved the model, as transformers writes it.
    fn head(&self) -> Result<HeadKind, ConfigError> {
        let class = self
            .architectures
            .iter()
            .flatten()
            .next()
            .map_or("", String::as_str);
        if class.ends_with("ForMaskedLM") || class.ends_with("ForPreTraining") {
            Ok(HeadKind::MaskedLm)
        } else if class.ends_with("ForSequenceClassification") {
            Ok(HeadKind::Classification(self.labels()?))
        } else {
            Ok(HeadKind::None)
        }
    }

    /// The labels in the order of the outputs; two when nothing is said, as in transformers.
    fn labels(&self) -> Result<Vec<String>, ConfigError> {
        let named = self.id2label.as_ref();
        let count = named
            .map(|labels| labels.len() as u64)
            .or(self.num_labels)
            .unwrap_or(2);
        let count = small("num_labels", count)?;
        let label = |output: u16| {
            let name = named.and_then(|labels| labels.get(&output.to_string()));
            name.cloned().unwrap_or_else(|| format!("LABEL_{output}"))
        };
        Ok((0..count).map(label).collect())
    }
}

impl Activation {
    fn parse(name: &str) -> Result<Self, ConfigError> {
        match name {
            "gelu" => Ok(Self::Gelu),
            "gelu_new" | "gelu_pytorch_tanh" => Ok(Self::GeluTanh),
            "relu" => Ok(Self::Relu),
            other => Err(ConfigError::Activation(other.to_owned())),
        }
    }
}

fn size(key: &'static str, value: u64) -> Result<usize, ConfigError> {
    match value {
        0 => Err(ConfigError::Size {
            key,
            value,
            reason: "it must be at least 1",
        }),
        1..=LARGEST_SIZE => Ok(value as usize),
        _ => Err(ConfigError::Size {
            key,
            value,
            reason: "it is larger than any model has",
        }),
    }
}

fn small(key: &'static str, value: u64) -> Result<u16, ConfigError> {
    let value_as_size = size(key, value)?;
    u16::try_from(value_as_size).map_err(|_too_large| ConfigError::Size {
        key,
        value,
        reason: "it is larger than any model has",
    })
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
        assert_eq!((config.segments, config.head_size()), (2, 4));
        assert_eq!(config.head, HeadKind::MaskedLm);
    }

    #[test]
    fn labels_follow_the_outputs() {
        let config = tiny(
            r#"{"architectures": ["BertForSequenceClassification"],
                "id2label": {"1": "good", "0": "bad", "10": "odd"}}"#,
        );
        let expected = ["bad", "good", "LABEL_2"].map(str::to_owned).to_vec();
        assert_eq!(
            Config::parse(&config).unwrap().head,
            HeadKind::Classification(expected)
        );
    }

    #[test]
    fn what_we_do_not_run_is_refused_by_a_sentence() {
        for (change, words) in [
            (r#"{"model_type": "t5"}"#, "type “t5”"),
            (r#"{"hidden_size": 9}"#, "not a multiple"),
            (r#"{"num_hidden_layers": 0}"#, "at least 1"),
            (r#"{"vocab_size": 99999999}"#, "larger than"),
            (r#"{"hidden_act": "swish"}"#, "“swish”"),
            (
                r#"{"position_embedding_type": "relative_key"}"#,
                "relative_key",
            ),
            (r#"{"vocab_size": "many"}"#, "cannot be understood"),
        ] {
            let sentence = Config::parse(&tiny(change)).unwrap_err().to_string();
            assert!(sentence.contains(words), "{sentence}");
        }
    }
}
