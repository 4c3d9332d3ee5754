//! `adapter_config.json`: what is read of it, and what is refused because it changes the sum.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::AdapterDefect;
use super::pattern::Pattern;

const MAX_BYTES: u64 = 1024 * 1024;

/// Options that add something else than `B · A`, or start from another base. Those that begin with
/// `use_` are refused too, known or not.
const CHANGING: [&str; 11] = [
    "alora_invocation_tokens",
    "arrow_config",
    "kasa_config",
    "layer_replication",
    "lora_bias",
    "loftq_config",
    "megatron_config",
    "monteclora_config",
    "target_parameters",
    "trainable_token_indices",
    "velora_config",
];

/// Ways to begin that leave the base as it was.
const HARMLESS_STARTS: [&str; 3] = ["eva", "gaussian", "orthogonal"];

#[derive(Debug, Deserialize)]
pub(super) struct Config {
    peft_type: String,
    pub(super) base_model_name_or_path: Option<String>,
    pub(super) task_type: Option<String>,
    pub(super) labels: Option<Vec<String>>,
    pub(super) modules_to_save: Option<Vec<String>>,
    #[serde(default)]
    pub(super) fan_in_fan_out: bool,
    r: usize,
    lora_alpha: f32,
    rank_pattern: Option<Pattern<usize>>,
    alpha_pattern: Option<Pattern<f32>>,
    #[serde(default)]
    use_rslora: bool,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl Config {
    pub(super) fn read(path: &Path) -> Result<Self, AdapterDefect> {
        let mut json = Vec::new();
        File::open(path)?
            .take(MAX_BYTES + 1)
            .read_to_end(&mut json)?;
        if json.len() as u64 > MAX_BYTES {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge).into());
        }
        let config: Self = serde_json::from_slice(&json)?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), AdapterDefect> {
        if self.peft_type != "LORA" {
            let kind = self.peft_type.clone();
            return Err(AdapterDefect::Kind { kind });
        }
        for (key, value) in &self.rest {
            let fits = match key.as_str() {
                "bias" => is_off(value) || value == "none",
                "init_lora_weights" => starts_harmlessly(value),
                key => is_off(value) || !(key.starts_with("use_") || CHANGING.contains(&key)),
            };
            if !fits {
                let (key, value) = (key.clone(), value.to_string());
                let value = value.chars().take(100).collect();
                return Err(AdapterDefect::Option { key, value });
            }
        }
        Ok(())
    }

    /// The rank of a module's matrices.
    pub(super) fn rank(&self, module: &str) -> Result<usize, AdapterDefect> {
        let pattern = self.rank_pattern.as_ref().map(|ranks| ranks.get(module));
        Ok(pattern.transpose()?.flatten().unwrap_or(self.r))
    }

    /// By what the product of a module's matrices is multiplied.
    pub(super) fn scale(&self, module: &str) -> Result<f32, AdapterDefect> {
        let pattern = self.alpha_pattern.as_ref().map(|alphas| alphas.get(module));
        let alpha = pattern.transpose()?.flatten().unwrap_or(self.lora_alpha);
        let rank = self.rank(module)? as f32;
        Ok(alpha / if self.use_rslora { rank.sqrt() } else { rank })
    }
}

/// Whether an option is as if it were not there.
fn is_off(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        _ => false,
    }
}

fn starts_harmlessly(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => true,
        Value::String(start) => HARMLESS_STARTS.contains(&start.as_str()),
        _ => false,
    }
}
