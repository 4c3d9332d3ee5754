//! Which weights a model's folder holds.

use std::path::{Path, PathBuf};

use crate::checkpoint::name_of;
use crate::{Checkpoint, CheckpointError};

/// A model's folder in the layout of Hugging Face: one `model.safetensors`.
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
        let weights = folder.join("model.safetensors");
        if weights.is_file() {
            Ok(Self { weights })
        } else {
            Err(CheckpointError::NoWeights {
                folder: name_of(folder),
            })
        }
    }

    /// Opens the weights.
    ///
    /// # Errors
    /// When the file cannot be read or its header does not fit its bytes.
    pub fn checkpoint(&self) -> Result<Checkpoint, CheckpointError> {
        Checkpoint::open(&self.weights)
    }
}
