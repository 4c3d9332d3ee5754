//! `POST /api/v1/evaluate`

mod answer;
mod body;
mod explained;
mod masked;
mod run;
mod set;
mod totals;

use std::sync::Arc;

use axum::Json;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use crate::app::{App, AppState};
use crate::error::{ApiError, TextErrors};
use crate::events::{self, Listener};
use crate::json::Body;
use answer::Evaluation;
use body::EvaluateBody;
use set::Set;

/// How large a body may be: ten thousand sentences.
pub(crate) const MAX_BODY_BYTES: usize = 16 * 1024 * 1024;

/// Evaluates one or two classifiers on a set of texts, some or all of them labelled. With
/// `Accept: text/event-stream` the answer comes as events: `progress`, `partial` with rows or
/// explanations, each once, and at last `result` with the rest, or `error`.
#[utoipa::path(
    post,
    path = "/api/v1/evaluate",
    tag = "text",
    request_body = EvaluateBody,
    responses(
        (
            status = OK,
            description = "How good they are, and where they part",
            content((Evaluation = "application/json"), (String = "text/event-stream"))
        ),
        TextErrors
    )
)]
pub(crate) async fn evaluate(
    app: AppState,
    headers: HeaderMap,
    Body(body): Body<EvaluateBody, MAX_BODY_BYTES>,
) -> Result<Response, ApiError> {
    let set = Set::parse(body, &app)?;
    if events::wanted(&headers) {
        let work = async |app: Arc<App>, listener| run::run(&app, set, listener).await;
        return Ok(events::respond(app.0, work));
    }
    let evaluation = run::run(&app, set, Listener::none()).await?;
    Ok(Json(evaluation).into_response())
}
