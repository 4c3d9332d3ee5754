//! `/api/v1/corpora/{id}/get`: fetching a corpus from its home.

use axum::Json;
use axum::http::StatusCode;
use axum::response::Response;

use super::{entry, events};
use crate::app::AppState;
use crate::corpora::Kind;
use crate::error::{ApiError, CorpusErrors};
use crate::guard::Trusted;
use crate::path::PathOf;
use crate::wire::CorpusEntry;

/// Begins to fetch a corpus; one that is there or on its way is left alone.
///
/// Only from the server's own machine, or with its token (`Authorization: Bearer`).
#[utoipa::path(
    post,
    path = "/api/v1/corpora/{id}/get",
    tag = "corpora",
    params(("id" = String, Path, description = "The corpus")),
    responses((status = ACCEPTED, description = "It is on its way", body = CorpusEntry), CorpusErrors)
)]
pub(crate) async fn begin(
    _: Trusted,
    app: AppState,
    PathOf(name): PathOf<String>,
) -> Result<(StatusCode, Json<CorpusEntry>), ApiError> {
    let id = app.corpora.id(&name)?;
    app.corpora.get(&app.0, &id)?;
    Ok((StatusCode::ACCEPTED, Json(entry(&app.0, &id).await?)))
}

/// How fetching goes on: `progress`, and at last `result` with the corpus, or `error`.
#[utoipa::path(
    get,
    path = "/api/v1/corpora/{id}/get/events",
    tag = "corpora",
    params(("id" = String, Path, description = "The corpus")),
    responses(
        (status = OK, description = "Events", content((String = "text/event-stream"))),
        CorpusErrors
    )
)]
pub(crate) async fn hear(
    app: AppState,
    PathOf(name): PathOf<String>,
) -> Result<Response, ApiError> {
    let id = app.corpora.id(&name)?;
    Ok(events::respond(app.0.clone(), id, Kind::Get))
}

/// Stops fetching a corpus.
///
/// Only from the server's own machine, or with its token.
#[utoipa::path(
    delete,
    path = "/api/v1/corpora/{id}/get",
    tag = "corpora",
    params(("id" = String, Path, description = "The corpus")),
    responses((status = NO_CONTENT, description = "Nothing is fetched any more"), CorpusErrors)
)]
pub(crate) async fn stop(
    _: Trusted,
    app: AppState,
    PathOf(name): PathOf<String>,
) -> Result<StatusCode, ApiError> {
    let id = app.corpora.id(&name)?;
    app.corpora.stop(&id, Kind::Get);
    Ok(StatusCode::NO_CONTENT)
}
