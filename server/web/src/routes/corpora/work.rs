//! Long work on a corpus for a model: how it is asked for and begun.

use std::sync::Arc;

use axum::Json;
use axum::http::StatusCode;
use headlight_corpus::CorpusId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{blocking, entry};
use crate::ReadyModel;
use crate::app::{App, AppState};
use crate::corpora::Corpora;
use crate::error::ApiError;
use crate::wire::CorpusEntry;

/// For which model shall be worked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WorkBody {
    /// The id of a model of the list.
    model: String,
}

/// What begins work, or leaves alone what goes on already.
type Start = fn(&Corpora, &Arc<App>, &CorpusId, ReadyModel) -> Result<(), ApiError>;

/// The answer to whoever began work: the corpus with the work on its way.
pub(super) async fn begun(
    app: &AppState,
    name: &str,
    body: &WorkBody,
    start: Start,
) -> Result<(StatusCode, Json<CorpusEntry>), ApiError> {
    let id = app.corpora.id(name)?;
    let model = app.model(&body.model)?;
    let (shared, at) = (app.0.clone(), id.clone());
    blocking(move || start(&shared.corpora, &shared, &at, model)).await?;
    Ok((StatusCode::ACCEPTED, Json(entry(&app.0, &id).await?)))
}
