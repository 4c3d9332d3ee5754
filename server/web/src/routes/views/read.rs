//! `GET /api/v1/views/{id}`

use crate::path::PathOf;
use axum::Json;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::app::{App, AppState};
use crate::error::{ApiError, Code, ViewErrors};
use crate::store::ViewId;

/// A saved view.
#[derive(Serialize, ToSchema)]
pub(crate) struct View {
    /// Its id.
    #[schema(value_type = String)]
    id: ViewId,
    /// The state as it was saved.
    #[schema(value_type = Object)]
    state: Box<RawValue>,
}

/// Reads a saved view.
#[utoipa::path(
    get,
    path = "/api/v1/views/{id}",
    tag = "views",
    params(("id" = String, Path, description = "Ten base-58 characters")),
    responses((status = OK, description = "The view", body = View), ViewErrors)
)]
pub(crate) async fn read(
    app: AppState,
    PathOf(id): PathOf<String>,
) -> Result<Json<View>, ApiError> {
    view(&app, &id).await.map(Json)
}

/// The saved view with this id.
pub(crate) async fn view(app: &App, id: &str) -> Result<View, ApiError> {
    let unknown = || {
        let detail = "There is no saved view with this address; perhaps a letter is missing.";
        ApiError::new(Code::UnknownView, detail)
    };
    let id = ViewId::parse(id).ok_or_else(unknown)?;
    let state = app.store.read(&id).await?.ok_or_else(unknown)?;
    Ok(View { id, state })
}
