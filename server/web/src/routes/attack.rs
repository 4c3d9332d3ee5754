//! `POST /api/v1/attack`, and its sub-routes.

pub(crate) mod candidates;
pub(crate) mod defend;

mod answer;
mod body;
mod job;
mod run;

use std::sync::Arc;

use axum::Json;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use crate::app::{App, AppState};
use crate::error::{ApiError, TextErrors};
use crate::events::{self, Listener};
use crate::json::Body;
use answer::AttackAnswer;
use body::AttackBody;
use job::Job;
pub(crate) use job::read;

/// Looks for small edits after which one or two classifiers say something else. With
/// `Accept: text/event-stream` the answer comes as events: `progress`, `partial` with the steps so far,
/// and at last `result` or `error`.
#[utoipa::path(
    post,
    path = "/api/v1/attack",
    tag = "text",
    request_body = AttackBody,
    responses(
        (
            status = OK,
            description = "The edits, and what each does",
            content((AttackAnswer = "application/json"), (String = "text/event-stream"))
        ),
        TextErrors
    )
)]
pub(crate) async fn attack(
    app: AppState,
    headers: HeaderMap,
    Body(body): Body<AttackBody>,
) -> Result<Response, ApiError> {
    let job = Job::parse(body, &app)?;
    if events::wanted(&headers) {
        let work = async |app: Arc<App>, listener| run::run(&app, job, listener).await;
        return Ok(events::respond(app.0, work));
    }
    let found = run::run(&app, job, Listener::none()).await?;
    Ok(Json(found).into_response())
}
