//! Weights by name over mapped files.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use headlight_core::{WeightView, Weights};

use crate::map::map;
use crate::tensor::{Source, Tensor};
use crate::{CheckpointError, Defect, header, torch};

/// The weights of a checkpoint, under the names that are stored; those of a PyTorch file under the
/// names of its state dict, without what wrappers put before all of them (`module.`, `model.`).
///
/// Opening reads descriptions only; the numbers are read from disk as they are used, but for tensors
/// that are not stored in order.
#[derive(Debug)]
pub struct Checkpoint {
    pub(crate) tensors: BTreeMap<String, Tensor>,
}

impl Checkpoint {
    /// Opens one file, of safetensors or of PyTorch.
    ///
    /// # Errors
    /// When the file cannot be read, is damaged, or asks for more than giving its tensors.
    pub fn open(path: &Path) -> Result<Self, CheckpointError> {
        Self::map(path).map_err(|defect| CheckpointError::File {
            file: name_of(path),
            defect,
        })
    }

    /// Reads a whole file from memory.
    ///
    /// # Errors
    /// When the file is damaged, or asks for more than giving its tensors.
    pub fn read(bytes: Vec<u8>) -> Result<Self, Defect> {
        Self::from_source(&Source::new(bytes), false)
    }

    fn map(path: &Path) -> Result<Self, Defect> {
        let source = Source::new(map(&File::open(path)?)?);
        let by_name = path
            .extension()
            .is_some_and(|ending| ending == "safetensors");
        Self::from_source(&source, by_name)
    }

    /// The content says what a file is; only where it says nothing, its name does.
    fn from_source(source: &Source, by_name: bool) -> Result<Self, Defect> {
        let bytes = source.bytes();
        let tensors = if header::is_safetensors(bytes) {
            header::read(source)?
        } else if torch::is_torch(bytes) {
            torch::read(source)?
        } else if bytes.starts_with(b"version https://git-lfs") {
            return Err(Defect::Pointer);
        } else if by_name {
            header::read(source)?
        } else {
            return Err(Defect::Unknown);
        };
        Ok(Self { tensors })
    }
}

impl Weights for Checkpoint {
    fn names(&self) -> Vec<&str> {
        self.tensors.keys().map(String::as_str).collect()
    }

    fn get(&self, name: &str) -> Option<WeightView<'_>> {
        self.tensors.get(name)?.view()
    }
}

/// The last part of a path, which may be shown to a user.
pub(crate) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().display().to_string()
}
