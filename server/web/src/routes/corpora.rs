//! Corpora.

mod attended;
pub(crate) mod build;
pub(crate) mod by_layer;
mod events;
mod filter;
pub(crate) mod get;
pub(crate) mod heads;
pub(crate) mod list;
mod place;
pub(crate) mod probes;
pub(crate) mod search;
pub(crate) mod tags;
mod work;

use std::sync::Arc;

use crate::app::App;
use crate::error::ApiError;
use crate::wire::CorpusEntry;
use headlight_corpus::CorpusId;

/// Runs what reads files.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(ApiError::internal(&error)))
}

/// A corpus as the list shows it.
async fn entry(app: &Arc<App>, id: &CorpusId) -> Result<CorpusEntry, ApiError> {
    let (app, id) = (app.clone(), id.clone());
    blocking(move || app.corpora.entry(&id, &app.ready_models())).await
}
