//! `/api/v1/corpora/{id}/build`: making vectors of a corpus.

use axum::Json;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::StatusCode;
use axum::response::Response;
use headlight_core::ModelId;
use headlight_corpus::CorpusId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::events;
use super::work::{WorkBody, begun};
use crate::app::{App, AppState};
use crate::corpora::{Corpora, Kind};
use crate::error::{ApiError, Code, CorpusErrors};
use crate::guard::Trusted;
use crate::json::Body;
use crate::path::PathOf;
use crate::wire::CorpusEntry;

/// Which build is meant.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct BuildQuery {
    /// The model; when left out, the one whose build goes on.
    model: Option<String>,
}

type Asked = Result<Query<BuildQuery>, QueryRejection>;

/// Begins to build the index of a corpus by a model, or goes on with one that was stopped; one that is
/// whole or on its way is left alone.
///
/// Only from the server's own machine, or with its token (`Authorization: Bearer`).
#[utoipa::path(
    post,
    path = "/api/v1/corpora/{id}/build",
    tag = "corpora",
    params(("id" = String, Path, description = "The corpus")),
    request_body = WorkBody,
    responses((status = ACCEPTED, description = "It is on its way", body = CorpusEntry), CorpusErrors)
)]
pub(crate) async fn begin(
    _: Trusted,
    app: AppState,
    PathOf(name): PathOf<String>,
    Body(body): Body<WorkBody>,
) -> Result<(StatusCode, Json<CorpusEntry>), ApiError> {
    begun(&app, &name, &body, Corpora::build).await
}

/// How a build goes on: `progress`, and at last `result` with the corpus, or `error`.
#[utoipa::path(
    get,
    path = "/api/v1/corpora/{id}/build/events",
    tag = "corpora",
    params(("id" = String, Path, description = "The corpus"), BuildQuery),
    responses(
        (status = OK, description = "Events", content((String = "text/event-stream"))),
        CorpusErrors
    )
)]
pub(crate) async fn hear(
    app: AppState,
    PathOf(name): PathOf<String>,
    query: Asked,
) -> Result<Response, ApiError> {
    let (id, kind) = meant(&app, &name, query)?;
    Ok(events::respond(app.0.clone(), id, kind))
}

/// Stops a build; what is done of it is kept.
///
/// Only from the server's own machine, or with its token.
#[utoipa::path(
    delete,
    path = "/api/v1/corpora/{id}/build",
    tag = "corpora",
    params(("id" = String, Path, description = "The corpus"), BuildQuery),
    responses((status = NO_CONTENT, description = "Nothing is built any more"), CorpusErrors)
)]
pub(crate) async fn stop(
    _: Trusted,
    app: AppState,
    PathOf(name): PathOf<String>,
    query: Asked,
) -> Result<StatusCode, ApiError> {
    let (id, kind) = meant(&app, &name, query)?;
    app.corpora.stop(&id, kind);
    Ok(StatusCode::NO_CONTENT)
}

/// The build that is meant: by the model that is named, or else the one that goes on.
fn meant(app: &App, name: &str, query: Asked) -> Result<(CorpusId, Kind), ApiError> {
    let Query(query) = query.map_err(|_rejection| {
        let detail = "The address may only name a `model` behind its question mark.";
        ApiError::new(Code::BadRequest, detail)
    })?;
    let id = app.corpora.id(name)?;
    let model = match query.model {
        Some(model) => app.model(&model)?.info.id.clone(),
        None => going_on(app, &id)?,
    };
    Ok((id, Kind::Build(model)))
}

fn going_on(app: &App, id: &CorpusId) -> Result<ModelId, ApiError> {
    let nothing = || {
        let detail = format!("Nothing is being built of “{id}”: say which `model` is meant.");
        ApiError::new(Code::BadRequest, detail)
    };
    let building = app.corpora.building(id, &app.ready_models());
    building.ok_or_else(nothing)
}
