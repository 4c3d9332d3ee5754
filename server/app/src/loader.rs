//! Loads models from where they were found.

use std::collections::BTreeMap;
use std::sync::RwLock;

use headlight_core::{LoadError, Model, ModelId, ModelInfo, ModelLoader};
use headlight_model::{Precision, Source};

/// Opens only what was found at start or imported since: a request names a model by its id, never by
/// a path.
pub(crate) struct SourceLoader {
    sources: RwLock<BTreeMap<ModelId, Source>>,
    precision: Precision,
}

impl SourceLoader {
    pub(crate) fn new(sources: BTreeMap<ModelId, Source>, precision: Precision) -> Self {
        Self {
            sources: RwLock::new(sources),
            precision,
        }
    }

    /// Makes a model known that has been imported.
    pub(crate) fn add(&self, id: ModelId, source: Source) {
        let mut sources = self
            .sources
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        sources.insert(id, source);
    }

    /// Where a model comes from.
    pub(crate) fn source(&self, id: &ModelId) -> Option<Source> {
        let sources = self
            .sources
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        sources.get(id).cloned()
    }

    /// Where all models come from, by id.
    pub(crate) fn sources(&self) -> BTreeMap<ModelId, Source> {
        self.sources
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }
}

impl ModelLoader for SourceLoader {
    fn load(&self, model: &ModelInfo) -> Result<Box<dyn Model>, LoadError> {
        let missing = || LoadError(format!("There is no folder for the model “{}”.", model.id));
        let source = self.source(&model.id).ok_or_else(missing)?;
        Ok(Box::new(headlight_model::load(&source, self.precision)?))
    }
}
