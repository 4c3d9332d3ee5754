//! The keys of `config.json`, under the names that each architecture gives them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Activation, Config, ConfigError};
use crate::architecture::Architecture;

/// Larger than any published model has; keeps a hostile file from asking for absurd sizes.
const LARGEST_SIZE: u64 = 1 << 20;

#[derive(Deserialize)]
pub(super) struct Raw {
    pub(super) model_type: Option<String>,
    pub(super) architectures: Option<Vec<String>>,
    vocab_size: Option<u64>,
    #[serde(alias = "dim", alias = "n_embd")]
    hidden_size: Option<u64>,
    embedding_size: Option<u64>,
    #[serde(alias = "n_layers", alias = "n_layer")]
    num_hidden_layers: Option<u64>,
    #[serde(alias = "n_heads", alias = "n_head")]
    num_attention_heads: Option<u64>,
    #[serde(alias = "hidden_dim", alias = "n_inner")]
    intermediate_size: Option<u64>,
    #[serde(alias = "activation", alias = "activation_function")]
    hidden_act: Option<String>,
    #[serde(alias = "n_positions")]
    max_position_embeddings: Option<u64>,
    type_vocab_size: Option<u64>,
    #[serde(alias = "layer_norm_epsilon")]
    layer_norm_eps: Option<f64>,
    pad_token_id: Option<u64>,
    position_embedding_type: Option<String>,
    is_decoder: Option<bool>,
    num_hidden_groups: Option<u64>,
    inner_group_num: Option<u64>,
    scale_attn_by_inverse_layer_idx: Option<bool>,
    scale_attn_weights: Option<bool>,
    pub(super) id2label: Option<BTreeMap<String, String>>,
    pub(super) num_labels: Option<u64>,
    pub(super) problem_type: Option<String>,
    /// Ours, written by `headlight models import`.
    #[serde(rename = "headlight")]
    pub(super) import: Option<Import>,
}

/// What an import found out about a classifier.
#[derive(Deserialize)]
pub(super) struct Import {
    /// Whether the classifier reads the pooled state or the bare one.
    pub(super) pooled: bool,
}

impl Raw {
    pub(super) fn config(&self, architecture: Architecture) -> Result<Config, ConfigError> {
        self.refuse_other_forward_passes(architecture)?;
        let (hidden_size, heads) = self.hidden_size_and_heads()?;
        let layers = small("num_hidden_layers", self.num_hidden_layers)?;
        let config = Config {
            layers,
            layer_groups: self.layer_groups(architecture, layers)?,
            heads,
            hidden_size,
            embedding_size: self.embedding_size(architecture, hidden_size)?,
            intermediate_size: self.intermediate_size(architecture, hidden_size)?,
            vocab_size: size("vocab_size", self.vocab_size)?,
            position_rows: size("max_position_embeddings", self.max_position_embeddings)?,
            padding: self.pad_token_id.unwrap_or(0).min(LARGEST_SIZE) as u32,
            segments: self.segments(architecture)?,
            layer_norm_eps: self
                .layer_norm_eps
                .unwrap_or_else(|| default_eps(architecture)),
            activation: self.activation(architecture)?,
            head: self.head()?,
            architecture,
        };
        if config.position_rows <= config.first_position() {
            let value = config.position_rows as u64;
            let reason = "no position is left after the padding token's";
            return Err(ConfigError::Size {
                key: "max_position_embeddings",
                value,
                reason,
            });
        }
        Ok(config)
    }

    fn refuse_other_forward_passes(&self, architecture: Architecture) -> Result<(), ConfigError> {
        let refuse = |key, value: &dyn ToString| {
            Err(ConfigError::Choice {
                key,
                value: value.to_string(),
            })
        };
        if let Some(value) = self
            .position_embedding_type
            .as_ref()
            .filter(|v| *v != "absolute")
        {
            return refuse("position_embedding_type", value);
        }
        if architecture != Architecture::Gpt2 && self.is_decoder == Some(true) {
            return refuse("is_decoder", &true);
        }
        if let Some(inner) = self.inner_group_num.filter(|inner| *inner != 1) {
            return refuse("inner_group_num", &inner);
        }
        if self.scale_attn_by_inverse_layer_idx == Some(true) {
            return refuse("scale_attn_by_inverse_layer_idx", &true);
        }
        if self.scale_attn_weights == Some(false) {
            return refuse("scale_attn_weights", &false);
        }
        Ok(())
    }

    fn hidden_size_and_heads(&self) -> Result<(usize, u16), ConfigError> {
        let hidden_size = size("hidden_size", self.hidden_size)?;
        let heads = small("num_attention_heads", self.num_attention_heads)?;
        if hidden_size % usize::from(heads) != 0 {
            return Err(ConfigError::Size {
                key: "hidden_size",
                value: hidden_size as u64,
                reason: "it is not a multiple of num_attention_heads",
            });
        }
        Ok((hidden_size, heads))
    }

    fn layer_groups(&self, architecture: Architecture, layers: u16) -> Result<u16, ConfigError> {
        if architecture != Architecture::Albert {
            return Ok(layers);
        }
        let groups = small(
            "num_hidden_groups",
            Some(self.num_hidden_groups.unwrap_or(1)),
        )?;
        if groups > layers {
            let reason = "there are fewer layers";
            return Err(ConfigError::Size {
                key: "num_hidden_groups",
                value: groups.into(),
                reason,
            });
        }
        Ok(groups)
    }

    fn embedding_size(
        &self,
        architecture: Architecture,
        hidden: usize,
    ) -> Result<usize, ConfigError> {
        match architecture {
            Architecture::Electra | Architecture::Albert => {
                size("embedding_size", Some(self.embedding_size.unwrap_or(128)))
            }
            _ => Ok(hidden),
        }
    }

    fn intermediate_size(
        &self,
        architecture: Architecture,
        hidden: usize,
    ) -> Result<usize, ConfigError> {
        match (architecture, self.intermediate_size) {
            (Architecture::Gpt2, None) => Ok(4 * hidden),
            (_, stated) => size("intermediate_size", stated),
        }
    }

    fn segments(&self, architecture: Architecture) -> Result<usize, ConfigError> {
        if architecture.plan().embeddings.segments.is_none() {
            return Ok(0);
        }
        size("type_vocab_size", Some(self.type_vocab_size.unwrap_or(2)))
    }

    fn activation(&self, architecture: Architecture) -> Result<Activation, ConfigError> {
        let default = match architecture {
            Architecture::Gpt2 | Architecture::Albert => "gelu_new",
            _ => "gelu",
        };
        Activation::parse(self.hidden_act.as_deref().unwrap_or(default))
    }
}

fn default_eps(architecture: Architecture) -> f64 {
    if architecture == Architecture::Gpt2 {
        1e-5
    } else {
        1e-12
    }
}

pub(super) fn size(key: &'static str, value: Option<u64>) -> Result<usize, ConfigError> {
    let value = value.ok_or(ConfigError::Absent(key))?;
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

pub(super) fn small(key: &'static str, value: Option<u64>) -> Result<u16, ConfigError> {
    let value = size(key, value)?;
    u16::try_from(value).map_err(|_too_large| ConfigError::Size {
        key,
        value: value as u64,
        reason: "it is larger than any model has",
    })
}
