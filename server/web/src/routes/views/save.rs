//! `POST /api/v1/views`

use axum::Json;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::app::AppState;
use crate::error::{ApiError, ViewErrors};
use crate::json::Body;
use crate::store::{State, ViewId};

/// A view to be saved.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveBody {
    /// Any JSON object of at most 32 KiB.
    #[schema(value_type = Object)]
    state: Box<RawValue>,
}

/// Where a view was saved.
#[derive(Serialize, ToSchema)]
pub(crate) struct SavedView {
    /// Ten base-58 characters; the same for the same state.
    #[schema(value_type = String)]
    id: ViewId,
    /// The path that opens it.
    url: String,
}

/// Saves a view, so that a short link opens it.
#[utoipa::path(
    post,
    path = "/api/v1/views",
    tag = "views",
    request_body = SaveBody,
    responses((status = CREATED, description = "Where it was saved", body = SavedView), ViewErrors)
)]
pub(crate) async fn save(
    app: AppState,
    Body(body): Body<SaveBody>,
) -> Result<(StatusCode, Json<SavedView>), ApiError> {
    let id = app.store.save(&State::parse(body.state)?).await?;
    let url = format!("/v/{id}");
    Ok((StatusCode::CREATED, Json(SavedView { id, url })))
}
