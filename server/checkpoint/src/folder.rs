//! Which weights a model's folder holds.

use std::path::{Path, PathBuf};

use crate::checkpoint::name_of;
use crate::{Checkpoint, CheckpointError, shards};

/// What weights are called in a folder, the safest and fastest first.
const NAMES: [&str; 4] = [
    "model.safetensors",
    "model.safetensors.index.json",
    "pytorch_model.bin",
    "pytorch_model.bin.index.json",
];

/// A model's folder in the layout of Hugging Face: one file of weights, or several with an index, of
/// safetensors or of PyTorch.
#[derive(Clone, Debug)]
pub struct ModelFolder {
    weights: PathBuf,
}

impl ModelFolder {
    /// Finds the weights in a folder; nothing is read yet.
    ///
    /// # Errors
    /// When the folder holds no weights.
    pub fn open(folder: &Path) -> Result<Self, CheckpointError> {
        let mut paths = NAMES.iter().map(|name| folder.join(name));
        let weights = paths.find(|path| path.is_file());
        let weights = weights.ok_or_else(|| CheckpointError::NoWeights {
            folder: name_of(folder),
        })?;
        Ok(Self { weights })
    }

    /// Opens the weights.
    ///
    /// # Errors
    /// When a file cannot be read, is damaged, or asks for more than giving its tensors.
    pub fn checkpoint(&self) -> Result<Checkpoint, CheckpointError> {
        if self
            .weights
            .extension()
            .is_some_and(|ending| ending == "json")
        {
            shards::open(&self.weights)
        } else {
            Checkpoint::open(&self.weights)
        }
    }
}
