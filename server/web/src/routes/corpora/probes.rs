//! `/api/v1/corpora/{id}/probes`: what a layer knows, by linear classifiers.

use axum::Json;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::StatusCode;
use axum::response::Response;
use headlight_corpus::CorpusId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::work::{WorkBody, begun};
use super::{blocking, events};
use crate::ReadyModel;
use crate::app::AppState;
use crate::corpora::{Corpora, Kind};
use crate::error::{ApiError, Code, CorpusErrors};
use crate::guard::Trusted;
use crate::json::Body;
use crate::path::PathOf;
use crate::wire::{CorpusEntry, Probes};

/// Whose probes are meant.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProbesQuery {
    /// The model.
    model: String,
}

type Asked = Result<Query<ProbesQuery>, QueryRejection>;

/// How good the probes of a corpus are.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProbeList {
    /// Those for parts of speech, then those for relations; one of them may not be trained.
    probes: Vec<Probes>,
}

/// How much of parts of speech and relations a linear classifier reads in each layer, on words of documents that it has
/// not seen, beside the commonest label and a control task.
#[utoipa::path(
    get,
    path = "/api/v1/corpora/{id}/probes",
    tag = "corpora",
    params(("id" = String, Path, description = "The corpus"), ProbesQuery),
    responses((status = OK, description = "The probes", body = ProbeList), CorpusErrors)
)]
pub(crate) async fn list(
    app: AppState,
    PathOf(name): PathOf<String>,
    query: Asked,
) -> Result<Json<ProbeList>, ApiError> {
    let model = asked(&app, query)?;
    let id = app.corpora.id(&name)?;
    let shared = app.0.clone();
    let sets = blocking(move || shared.corpora.all_probes(&id, &model)).await?;
    let probes = sets.iter().map(|set| Probes::new(set, |_| None));
    Ok(Json(ProbeList {
        probes: probes.collect(),
    }))
}

/// Begins to train probes on the gold tags of a corpus that is built for a model, for all that its words bear; what goes
/// on already is left alone.
///
/// Only from the server's own machine, or with its token (`Authorization: Bearer`).
#[utoipa::path(
    post,
    path = "/api/v1/corpora/{id}/probes",
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
    begun(&app, &name, &body, Corpora::train).await
}

/// How training goes on: `progress`, and at last `result` with the corpus, or `error`.
#[utoipa::path(
    get,
    path = "/api/v1/corpora/{id}/probes/events",
    tag = "corpora",
    params(("id" = String, Path, description = "The corpus"), ProbesQuery),
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

/// Stops training; the probes of a label that is done are kept.
///
/// Only from the server's own machine, or with its token.
#[utoipa::path(
    delete,
    path = "/api/v1/corpora/{id}/probes",
    tag = "corpora",
    params(("id" = String, Path, description = "The corpus"), ProbesQuery),
    responses((status = NO_CONTENT, description = "Nothing is trained any more"), CorpusErrors)
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

fn meant(app: &AppState, name: &str, query: Asked) -> Result<(CorpusId, Kind), ApiError> {
    let id = app.corpora.id(name)?;
    Ok((id, Kind::Probes(asked(app, query)?.info.id.clone())))
}

fn asked(app: &AppState, query: Asked) -> Result<ReadyModel, ApiError> {
    let Query(query) = query.map_err(|_rejection| {
        let detail = "The address names a `model` behind its question mark.";
        ApiError::new(Code::BadRequest, detail)
    })?;
    app.model(&query.model)
}
