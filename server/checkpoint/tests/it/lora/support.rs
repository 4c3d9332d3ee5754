//! Bases and adapters made for a test.

use std::fs;

use headlight_checkpoint::{Checkpoint, LoraAdapter};
use safetensors::tensor::Dtype;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Tensor, open, serialise};

/// What PEFT puts before the name of every tensor.
pub(super) const PREFIX: &str = "base_model.model.";

/// A tensor of numbers that differ.
fn tensor(name: &str, shape: &[usize]) -> Tensor {
    let start = name.bytes().map(f32::from).sum::<f32>() / 1000.0;
    let count = shape.iter().product::<usize>();
    Tensor {
        name: name.to_owned(),
        dtype: Dtype::F32,
        shape: shape.to_vec(),
        bytes: (0..count)
            .flat_map(|i| (start + i as f32 * 0.5).sin().to_le_bytes())
            .collect(),
    }
}

pub(super) fn checkpoint(tensors: &[(&str, &[usize])]) -> Checkpoint {
    let tensors: Vec<_> = tensors
        .iter()
        .map(|(name, shape)| tensor(name, shape))
        .collect();
    open(&serialise(&tensors)).expect("it opens")
}

/// The folder of an adapter; its names get the prefix that PEFT writes.
pub(super) fn adapter_folder(config: &Value, tensors: &[(&str, &[usize])]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let mut full = json!({"peft_type": "LORA", "r": 2, "lora_alpha": 6});
    for (key, value) in config.as_object().expect("an object") {
        full[key] = value.clone();
    }
    let tensors: Vec<_> = tensors
        .iter()
        .map(|(name, shape)| tensor(&format!("{PREFIX}{name}"), shape))
        .collect();
    let path = |name| folder.path().join(name);
    fs::write(path("adapter_config.json"), full.to_string()).expect("a file");
    fs::write(path("adapter_model.safetensors"), serialise(&tensors)).expect("a file");
    folder
}

pub(super) fn adapter(config: &Value, tensors: &[(&str, &[usize])]) -> LoraAdapter {
    LoraAdapter::open(adapter_folder(config, tensors).path()).expect("it opens")
}
