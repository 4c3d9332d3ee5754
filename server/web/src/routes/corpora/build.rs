//! `/api/v1/corpora/{id}/build`: making vectors of a corpus.

use axum::Json;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::StatusCode;
use axum::response::Response;
use headlight_corpus::CorpusId;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{blocking, entry, events};
use crate::app::{App, AppState};
use crate::corpora::Kind;
use crate::error::{ApiError, Code, CorpusErrors};
use crate::guard::Trusted;
use crate::json::Body;
use crate::path::PathOf;
use crate::wire::CorpusEntry;

/// Which model shall read the corpus.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BuildBody {
    /// The id of a model of the list.
    model: String,
}

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
    request_body = BuildBody,
    responses((status = ACCEPTED, description = "It is on its way", body = CorpusEntry), CorpusErrors)
)]
pub(crate) async fn begin(
    _: Trusted,
    app: AppState,
    PathOf(name): PathOf<String>,
    Body(body): Body<BuildBody>,
) -> Result<(StatusCode, Json<CorpusEntry>), ApiError> {
    let id = app.corpora.id(&name)?;
    let model = app.model(&body.model)?;
    let (shared, at) = (app.0.clone(), id.clone());
    blocking(move || shared.corpora.build(&shared, &at, model)).await?;
    Ok((StatusCode::ACCEPTED, Json(entry(&app.0, &id).await?)))
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
    let id = app.corpora.id(&name)?;
    let kind = meant(&app, &id, query)?;
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
    let id = app.corpora.id(&name)?;
    app.corpora.stop(&id, meant(&app, &id, query)?);
    Ok(StatusCode::NO_CONTENT)
}

/// The build that is meant: by the model that is named, or else the one that goes on.
fn meant(app: &App, id: &CorpusId, query: Asked) -> Result<Kind, ApiError> {
    let Query(query) = query.map_err(|_rejection| {
        let detail = "The address may only name a `model` behind its question mark.";
        ApiError::new(Code::BadRequest, detail)
    })?;
    if let Some(model) = query.model {
        return Ok(Kind::Build(app.model(&model)?.info.id.clone()));
    }
    let models = app.ready_models();
    let nothing = || {
        let detail = format!("Nothing is being built of “{id}”: say which `model` is meant.");
        ApiError::new(Code::BadRequest, detail)
    };
    app.corpora
        .building(id, &models)
        .map(Kind::Build)
        .ok_or_else(nothing)
}
