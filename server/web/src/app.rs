//! What all routes share.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{FromRequestParts, State};
use headlight_core::ModelLoader;

use crate::assets::Assets;
use crate::error::{ApiError, Code};
use crate::inference::{Inference, Workers};
use crate::metrics::Metrics;
use crate::store::Store;
use crate::wire::Model;
use crate::{Catalog, CatalogEntry, ReadyModel, Settings};

/// What all routes share.
pub(crate) struct App {
    /// The models that can be asked for.
    pub catalog: Catalog,
    /// Forward passes: cache, queues and worker threads.
    pub inference: Inference,
    /// Saved views.
    pub store: Store,
    /// The page's scripts, styles and pictures.
    pub assets: Assets,
    /// What is counted and timed.
    pub metrics: Arc<Metrics>,
    /// How long a request may take.
    pub deadline: Duration,
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
    ) -> (Self, Workers) {
        let metrics = Arc::new(Metrics::new());
        let first = catalog.default_model().map(|model| &model.info);
        let (inference, workers) = Inference::start(&settings, loader, first, &metrics);
        let app = Self {
            catalog,
            inference,
            store: Store::new(settings.data),
            assets: settings
                .assets
                .map_or_else(Assets::embedded, Assets::on_disk),
            metrics,
            deadline: settings.deadline,
        };
        (app, workers)
    }

    /// The model with this id, if it can be asked anything.
    pub(crate) fn model(&self, id: &str) -> Result<&ReadyModel, ApiError> {
        match self.catalog.get(id) {
            Some(CatalogEntry::Ready(model)) => Ok(model),
            Some(CatalogEntry::Broken(model)) => {
                Err(ApiError::new(Code::ModelFailed, model.error.clone()))
            }
            None => Err(ApiError::new(
                Code::UnknownModel,
                format!("There is no model “{id}” here."),
            )),
        }
    }

    /// All models as the list and the page show them.
    pub(crate) fn models(&self) -> Vec<Model> {
        let default = self.catalog.default_id();
        let entries = self.catalog.entries().iter();
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
}
