//! Which models have been loaded, and which cannot be.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use headlight_core::{LoadError, Model, ModelId, ModelInfo, ModelLoader, TokensPerSecond};

use super::Failure;
use crate::Settings;

/// Loads models and remembers what came of it.
pub(super) struct Shelf {
    loader: Arc<dyn ModelLoader>,
    /// Bytes of weights that one worker may hold.
    room: u64,
    /// How long a model that failed is left alone.
    retry: Duration,
    outcomes: Mutex<HashMap<ModelId, Outcome>>,
}

/// What came of loading a model the last time.
enum Outcome {
    Loaded,
    Failed(LoadError, Instant),
}

impl Shelf {
    /// Nothing loaded yet.
    pub(super) fn new(loader: Arc<dyn ModelLoader>, settings: &Settings) -> Self {
        Self {
            loader,
            room: settings.model_bytes / settings.workers.get() as u64,
            retry: settings.load_retry,
            outcomes: Mutex::default(),
        }
    }

    /// Bytes of weights that one worker may hold.
    pub(super) fn room(&self) -> u64 {
        self.room
    }

    /// Why a model could not be loaded.
    pub(super) fn error(&self, model: &ModelId) -> Option<String> {
        match self.outcomes().get(model)? {
            Outcome::Loaded => None,
            Outcome::Failed(error, _) => Some(error.0.clone()),
        }
    }

    /// Whether a worker has loaded a model. It may have left memory since, and will be back.
    pub(super) fn is_loaded(&self, model: &ModelId) -> bool {
        matches!(self.outcomes().get(model), Some(Outcome::Loaded))
    }

    /// When a model that failed is tried again.
    pub(super) fn retry_at(&self, model: &ModelId) -> Option<Instant> {
        match self.outcomes().get(model)? {
            Outcome::Loaded => None,
            Outcome::Failed(_, since) => since.checked_add(self.retry),
        }
    }

    /// Whether it makes sense to load a model now.
    pub(super) fn admit(&self, model: &ModelInfo) -> Result<(), Failure> {
        if let Some(Outcome::Failed(error, since)) = self.outcomes().get(&model.id)
            && since.elapsed() < self.retry
        {
            return Err(Failure::NotLoaded(error.0.clone()));
        }
        if model.weight_bytes() > self.room {
            let error = too_large(model, self.room);
            return Err(self.failed(model, error));
        }
        Ok(())
    }

    /// Loads a model for the worker that calls, and times it.
    pub(super) fn load(&self, model: &ModelInfo) -> Result<Timed, Failure> {
        tracing::info!(model.id = %model.id, "Loading model `{}`", model.id);
        let loaded = catch_unwind(AssertUnwindSafe(|| self.loader.load(model).map(timed)));
        let loaded = loaded.unwrap_or_else(|_| {
            let sentence = "The model could not be loaded: its files break the loader.";
            Err(LoadError(sentence.to_owned()))
        });
        let loaded = loaded.map_err(|error| self.failed(model, error))?;
        self.outcomes().insert(model.id.clone(), Outcome::Loaded);
        Ok(loaded)
    }

    fn failed(&self, model: &ModelInfo, error: LoadError) -> Failure {
        // A model that is tried again and again is told of once.
        if self.error(&model.id).as_ref() != Some(&error.0) {
            tracing::error!(model.id = %model.id, "Model `{}` did not load: {error}", model.id);
        }
        let outcome = Outcome::Failed(error.clone(), Instant::now());
        self.outcomes().insert(model.id.clone(), outcome);
        Failure::NotLoaded(error.0)
    }

    fn outcomes(&self) -> MutexGuard<'_, HashMap<ModelId, Outcome>> {
        self.outcomes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A model, and how fast it is.
pub(super) type Timed = (Box<dyn Model>, Option<TokensPerSecond>);

fn timed(model: Box<dyn Model>) -> Timed {
    let speed = model.speed();
    (model, speed)
}

fn too_large(model: &ModelInfo, room: u64) -> LoadError {
    let megabytes = |bytes: u64| bytes.div_ceil(1_000_000);
    LoadError(format!(
        "{} takes {} MB of memory, and models may take {} MB here. Whoever runs this server can \
         allow more.",
        model.name,
        megabytes(model.weight_bytes()),
        room / 1_000_000,
    ))
}
