//! Weights by name over a mapped file.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use headlight_core::{WeightView, Weights};
use memmap2::Mmap;

use crate::header::{self, Entry};
use crate::map::map;
use crate::{CheckpointError, Defect};

/// The weights of one safetensors file, under the names that are stored. Opening reads the header
/// only; the numbers are read from disk as they are used.
#[derive(Debug)]
pub struct Checkpoint {
    file: Mmap,
    tensors: BTreeMap<String, Entry>,
}

impl Checkpoint {
    /// Opens a safetensors file.
    ///
    /// # Errors
    /// When the file cannot be read or its header does not fit its bytes.
    pub fn open(path: &Path) -> Result<Self, CheckpointError> {
        Self::map(path).map_err(|defect| CheckpointError::File {
            file: name_of(path),
            defect,
        })
    }

    fn map(path: &Path) -> Result<Self, Defect> {
        let file = map(&File::open(path)?)?;
        let tensors = header::read(&file)?;
        Ok(Self { file, tensors })
    }
}

impl Weights for Checkpoint {
    fn names(&self) -> Vec<&str> {
        self.tensors.keys().map(String::as_str).collect()
    }

    fn get(&self, name: &str) -> Option<WeightView<'_>> {
        let entry = self.tensors.get(name)?;
        Some(WeightView {
            dtype: entry.dtype,
            shape: &entry.shape,
            bytes: self.file.get(entry.bytes.clone())?,
        })
    }
}

/// The last part of a path, which may be shown to a user.
pub(crate) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().display().to_string()
}
