//! `GET /api/v1/corpora`

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use super::blocking;
use crate::app::AppState;
use crate::error::{ApiError, CorpusErrors};
use crate::wire::CorpusEntry;

/// The corpora.
#[derive(Serialize, ToSchema)]
pub(crate) struct CorpusList {
    /// Those that can be fetched first.
    corpora: Vec<CorpusEntry>,
    /// Bytes that are free where they lie; null where the system does not say.
    #[schema(required)]
    free: Option<u64>,
}

/// What corpora there are, what could be fetched, and what each model has made of them.
#[utoipa::path(
    get,
    path = "/api/v1/corpora",
    tag = "corpora",
    responses((status = OK, description = "The corpora", body = CorpusList), CorpusErrors)
)]
pub(crate) async fn list(app: AppState) -> Result<Json<CorpusList>, ApiError> {
    let shared = app.0.clone();
    let models = app.ready_models();
    let corpora = blocking(move || shared.corpora.list(&models)).await?;
    let free = app.corpora.free_bytes();
    Ok(Json(CorpusList { corpora, free }))
}
