//! Loads models from the folders in which they were found.

use std::collections::BTreeMap;
use std::path::PathBuf;

use headlight_core::{LoadError, Model, ModelId, ModelInfo, ModelLoader};

/// Opens only what was found at start: a request names a model by its id, never by a path.
pub(crate) struct FolderLoader {
    folders: BTreeMap<ModelId, PathBuf>,
}

impl FolderLoader {
    pub(crate) fn new(folders: BTreeMap<ModelId, PathBuf>) -> Self {
        Self { folders }
    }
}

impl ModelLoader for FolderLoader {
    fn load(&self, model: &ModelInfo) -> Result<Box<dyn Model>, LoadError> {
        let folder = self.folders.get(&model.id).ok_or_else(|| {
            LoadError(format!("There is no folder for the model “{}”.", model.id))
        })?;
        Ok(Box::new(headlight_model::load(folder)?))
    }
}
