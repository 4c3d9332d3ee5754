//! `GET /api/v1/models`

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::AppState;
use crate::wire::Model;

/// The models of this server.
#[derive(Serialize, ToSchema)]
pub(crate) struct ModelList {
    /// In the order in which they are shown.
    models: Vec<Model>,
}

/// Lists the models, those with an error included.
#[utoipa::path(
    get,
    path = "/api/v1/models",
    tag = "models",
    responses((status = OK, description = "The models", body = ModelList))
)]
pub(crate) async fn list(app: AppState) -> Json<ModelList> {
    Json(ModelList {
        models: app.models(),
    })
}
