//! `/api/v1/corpora/{id}/heads`: what each head does on a corpus.

pub(crate) mod examples;

use axum::Json;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::StatusCode;
use axum::response::Response;
use headlight_corpus::CorpusId;
use headlight_corpus::heads::{HeadTable, RelationRow};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::work::{WorkBody, begun};
use super::{blocking, events};
use crate::app::AppState;
use crate::corpora::{Corpora, Kind};
use crate::error::{ApiError, Code, CorpusErrors};
use crate::guard::Trusted;
use crate::json::Body;
use crate::path::PathOf;
use crate::wire::{CorpusEntry, HeadFinding, HeadHabits, RelationHeads};

/// What is asked of a table.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeadsQuery {
    /// The model.
    model: String,
    /// A relation of which all heads are wanted.
    relation: Option<String>,
}

type Asked = Result<Query<HeadsQuery>, QueryRejection>;

/// What each head of a model does on a corpus.
#[derive(Serialize, ToSchema)]
pub(crate) struct HeadList {
    /// Sentences that were read.
    sentences: usize,
    /// All heads, layer by layer.
    heads: Vec<HeadHabits>,
    /// All relations of the corpus, by falling number of words, with the head that finds each best: chosen on one half
    /// of the documents, counted on the other.
    relations: Vec<RelationHeads>,
    /// Every head for the relation that was asked for, both ways, by falling share; counted on the second half.
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<HeadFinding>>,
    /// How different any two heads are, `[heads][heads]` in the order of `heads`: the Jensen–Shannon divergence of what a
    /// token looks at, in nats.
    divergence: Vec<Vec<f32>>,
}

/// What each head does on a corpus: how often it finds a word's syntactic head, what it does on the whole, and which
/// heads are alike.
#[utoipa::path(
    get,
    path = "/api/v1/corpora/{id}/heads",
    tag = "corpora",
    params(("id" = String, Path, description = "The corpus"), HeadsQuery),
    responses((status = OK, description = "The heads", body = HeadList), CorpusErrors)
)]
pub(crate) async fn list(
    app: AppState,
    PathOf(name): PathOf<String>,
    query: Asked,
) -> Result<Json<HeadList>, ApiError> {
    let query = asked(query)?;
    let id = app.corpora.id(&name)?;
    let model = app.model(&query.model)?;
    let shared = app.0.clone();
    let table = blocking(move || shared.corpora.head_table(&id, &model)).await?;
    let of = |name: &String| of_relation(&table, name);
    let findings = query.relation.as_ref().map(of).transpose()?;
    let size = table.heads.len().max(1);
    Ok(Json(HeadList {
        sentences: table.sentences,
        divergence: table.divergence.chunks(size).map(<[f32]>::to_vec).collect(),
        findings,
        relations: table.relations.iter().map(RelationHeads::from).collect(),
        heads: table.heads.iter().map(HeadHabits::from).collect(),
    }))
}

fn of_relation(table: &HeadTable, name: &str) -> Result<Vec<HeadFinding>, ApiError> {
    let row = table.relations.iter().find(|row| row.relation == name);
    let RelationRow { findings, .. } = row.ok_or_else(|| no_relation(name))?;
    let mut findings: Vec<HeadFinding> = findings.iter().map(HeadFinding::from).collect();
    findings.sort_by(|a, b| b.share.total_cmp(&a.share));
    Ok(findings)
}

fn no_relation(name: &str) -> ApiError {
    let detail = format!("No word of this corpus bears the relation “{name}”.");
    ApiError::new(Code::BadRequest, detail)
}

/// Begins to measure the heads of a model on a corpus that is built for it; what goes on already is left alone.
///
/// Only from the server's own machine, or with its token (`Authorization: Bearer`).
#[utoipa::path(
    post,
    path = "/api/v1/corpora/{id}/heads",
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
    begun(&app, &name, &body, Corpora::survey).await
}

/// How measuring goes on: `progress`, and at last `result` with the corpus, or `error`.
#[utoipa::path(
    get,
    path = "/api/v1/corpora/{id}/heads/events",
    tag = "corpora",
    params(("id" = String, Path, description = "The corpus"), HeadsQuery),
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

/// Stops measuring; nothing is kept of it.
///
/// Only from the server's own machine, or with its token.
#[utoipa::path(
    delete,
    path = "/api/v1/corpora/{id}/heads",
    tag = "corpora",
    params(("id" = String, Path, description = "The corpus"), HeadsQuery),
    responses((status = NO_CONTENT, description = "Nothing is measured any more"), CorpusErrors)
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
    let model = app.model(&asked(query)?.model)?;
    Ok((id, Kind::Heads(model.info.id.clone())))
}

fn asked(query: Asked) -> Result<HeadsQuery, ApiError> {
    let Query(query) = query.map_err(|_rejection| {
        let detail =
            "The address names a `model`, and may name a `relation`, behind its question mark.";
        ApiError::new(Code::BadRequest, detail)
    })?;
    Ok(query)
}
