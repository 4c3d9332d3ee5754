//! What all routes share.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use axum::extract::{FromRequestParts, State};
use headlight_core::{Importer, ModelId, ModelLoader, Task};
use tokio::sync::watch;

use crate::assets::Assets;
use crate::attacking::Dictionary;
use crate::corpora::Corpora;
use crate::error::{ApiError, Code};
use crate::inference::{Inference, Workers};
use crate::metrics::Metrics;
use crate::scoring::ScoreCache;
use crate::store::Store;
use crate::wire::Model;
use crate::{Catalog, CatalogEntry, ReadyModel, Settings};

/// What all routes share.
pub(crate) struct App {
    /// The models that can be asked for; imports add to them.
    catalog: RwLock<Catalog>,
    /// Forward passes: cache, queues and worker threads.
    pub inference: Inference,
    /// What classifiers said about texts.
    pub scores: ScoreCache,
    /// What is known of words.
    pub dictionary: Dictionary,
    /// Corpora, and what is found in them.
    pub corpora: Corpora,
    /// Saved views.
    pub store: Store,
    /// The page's scripts, styles and pictures.
    pub assets: Assets,
    /// What is counted and timed.
    pub metrics: Arc<Metrics>,
    /// How long a request may take.
    pub deadline: Duration,
    /// What makes models out of files.
    pub importer: Option<Arc<dyn Importer>>,
    /// Whose turn it is to import.
    pub importing: tokio::sync::Mutex<()>,
    /// How many bytes a file may have that is imported.
    pub import_bytes: u64,
    /// Where files lie while they are imported.
    pub uploads: PathBuf,
    /// What opens routes that change something from afar.
    pub token: Option<String>,
    /// Whether the server has been told to stop.
    stopping: watch::Sender<bool>,
}

/// The [`App`] as handlers take it.
#[derive(Clone, FromRequestParts)]
#[from_request(via(State))]
pub(crate) struct AppState(pub Arc<App>);

impl Deref for AppState {
    type Target = App;

    fn deref(&self) -> &App {
        &self.0
    }
}

impl App {
    /// Opens all that is shared and starts the worker threads.
    pub(crate) fn start(
        settings: Settings,
        catalog: Catalog,
        loader: Arc<dyn ModelLoader>,
        importer: Option<Arc<dyn Importer>>,
    ) -> (Self, Workers) {
        let metrics = Arc::new(Metrics::new());
        let first = catalog.default_model().map(|model| &model.info);
        let scores = ScoreCache::new(settings.score_bytes(), metrics.clone());
        let corpora = Corpora::new(&settings, loader.clone());
        let (inference, workers) = Inference::start(&settings, loader, first, &metrics);
        let app = Self {
            catalog: RwLock::new(catalog),
            inference,
            scores,
            dictionary: Dictionary::new(settings.wordnet),
            corpora,
            uploads: settings.data.join("uploads"),
            store: Store::new(settings.data),
            assets: settings
                .assets
                .map_or_else(Assets::embedded, Assets::on_disk),
            metrics,
            deadline: settings.deadline,
            importer,
            importing: tokio::sync::Mutex::default(),
            import_bytes: settings.import_bytes,
            token: settings.token,
            stopping: watch::Sender::new(false),
        };
        (app, workers)
    }

    /// Tells all who wait for [`App::stopped`].
    pub(crate) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Waits until the server is told to stop.
    pub(crate) async fn stopped(&self) {
        // The sender is ours, so the wait ends with the word alone.
        let _ = self.stopping.subscribe().wait_for(|stop| *stop).await;
    }

    /// The model with this id, if it can be asked anything.
    pub(crate) fn model(&self, id: &str) -> Result<ReadyModel, ApiError> {
        match self.catalog().get(id) {
            Some(CatalogEntry::Ready(model)) => Ok(model.clone()),
            Some(CatalogEntry::Broken(model)) => {
                Err(ApiError::new(Code::ModelFailed, model.error.clone()))
            }
            None => Err(ApiError::new(
                Code::UnknownModel,
                format!("There is no model “{id}” here."),
            )),
        }
    }

    /// The model to begin with, where it is ready.
    pub(crate) fn default_model(&self) -> Option<ReadyModel> {
        self.catalog().default_model().cloned()
    }

    /// The model that says what stands behind a mask where none is named: the default model, or else
    /// the first of the list that can.
    pub(crate) fn masked_model(&self) -> Option<ReadyModel> {
        let fits = |model: &&ReadyModel| model.info.task == Task::FillMask;
        let catalog = self.catalog();
        let ready = catalog.entries().iter().filter_map(|entry| match entry {
            CatalogEntry::Ready(model) => Some(model),
            CatalogEntry::Broken(_) => None,
        });
        let mut fitting = catalog
            .default_model()
            .into_iter()
            .chain(ready)
            .filter(fits);
        fitting.next().cloned()
    }

    /// All models that can be asked for.
    pub(crate) fn ready_models(&self) -> Vec<ReadyModel> {
        let catalog = self.catalog();
        let ready = catalog.entries().iter().filter_map(|entry| match entry {
            CatalogEntry::Ready(model) => Some(model.clone()),
            CatalogEntry::Broken(_) => None,
        });
        ready.collect()
    }

    /// Whether a model of this name is listed, ready or not.
    pub(crate) fn knows(&self, id: &ModelId) -> bool {
        self.catalog().get(id.as_str()).is_some()
    }

    /// Lists one more model.
    pub(crate) fn add(&self, model: ReadyModel) {
        let catalog = self.catalog.write();
        catalog.unwrap_or_else(PoisonError::into_inner).add(model);
    }

    /// A model as the list shows it.
    pub(crate) fn shown(&self, model: &ReadyModel) -> Model {
        let default = self.catalog().default_id() == Some(&model.info.id);
        Model::ready(
            &model.info,
            default,
            self.inference.load_error(&model.info.id),
        )
    }

    /// All models as the list and the page show them.
    pub(crate) fn models(&self) -> Vec<Model> {
        let catalog = self.catalog();
        let default = catalog.default_id();
        let entries = catalog.entries().iter();
        entries
            .map(|entry| {
                let is_default = Some(entry.id()) == default;
                match entry {
                    CatalogEntry::Ready(model) => {
                        let error = self.inference.load_error(&model.info.id);
                        Model::ready(&model.info, is_default, error)
                    }
                    CatalogEntry::Broken(model) => Model::broken(model, is_default),
                }
            })
            .collect()
    }

    fn catalog(&self) -> RwLockReadGuard<'_, Catalog> {
        self.catalog.read().unwrap_or_else(PoisonError::into_inner)
    }
}
