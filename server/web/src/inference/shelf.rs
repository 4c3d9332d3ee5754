//! Which models are loaded, and which cannot be.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use headlight_core::{LoadError, Model, ModelId, ModelInfo, ModelLoader};

use super::Failure;

/// Loads models and remembers what came of it.
pub(super) struct Shelf {
    loader: Arc<dyn ModelLoader>,
    outcomes: Mutex<HashMap<ModelId, Result<(), LoadError>>>,
}

impl Shelf {
    /// Nothing loaded yet.
    pub(super) fn new(loader: Arc<dyn ModelLoader>) -> Self {
        Self {
            loader,
            outcomes: Mutex::default(),
        }
    }

    /// Why a model could not be loaded.
    pub(super) fn error(&self, model: &ModelId) -> Option<String> {
        let outcomes = self.outcomes();
        outcomes
            .get(model)?
            .as_ref()
            .err()
            .map(|error| error.0.clone())
    }

    /// Whether a worker has loaded a model.
    pub(super) fn is_loaded(&self, model: &ModelId) -> bool {
        self.outcomes().get(model).is_some_and(Result::is_ok)
    }

    /// Loads a model for the worker that calls; one that failed is not tried again.
    pub(super) fn load(&self, model: &ModelInfo) -> Result<Box<dyn Model>, Failure> {
        if let Some(error) = self.error(&model.id) {
            return Err(Failure::NotLoaded(error));
        }
        let loaded = self.try_load(model);
        let outcome = loaded.as_ref().map(|_| ()).map_err(Clone::clone);
        self.outcomes().insert(model.id.clone(), outcome);
        loaded.map_err(|error| Failure::NotLoaded(error.0))
    }

    fn try_load(&self, model: &ModelInfo) -> Result<Box<dyn Model>, LoadError> {
        tracing::info!(model.id = %model.id, "Loading model `{}`", model.id);
        let loaded = catch_unwind(AssertUnwindSafe(|| self.loader.load(model)));
        let loaded = loaded.unwrap_or_else(|_| {
            let sentence = "The model could not be loaded: its files break the loader.";
            Err(LoadError(sentence.to_owned()))
        });
        if let Err(error) = &loaded {
            tracing::error!(model.id = %model.id, "Model `{}` did not load: {error}", model.id);
        }
        loaded
    }

    fn outcomes(&self) -> MutexGuard<'_, HashMap<ModelId, Result<(), LoadError>>> {
        self.outcomes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
