//! `POST /api/v1/explain`

mod answer;
mod body;
mod derivatives;
mod job;
mod operator;
mod plan;
mod refill;
mod run;
mod scorer;

use std::sync::Arc;

use axum::Json;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use crate::app::{App, AppState};
use crate::error::{ApiError, TextErrors};
use crate::events::{self, Listener};
use crate::json::Body;
use job::Job;

pub(crate) use answer::Explanation;
pub(crate) use body::{ExplainBody, ExplainOptions, MethodName};
pub(crate) use job::classifiers;
pub(crate) use operator::{mask, unknown};

/// Explains what one or two classifiers say about a text. With `Accept: text/event-stream` the answer
/// comes as events: `progress`, `partial`, and at last `result` or `error`.
#[utoipa::path(
    post,
    path = "/api/v1/explain",
    tag = "text",
    request_body = ExplainBody,
    responses(
        (
            status = OK,
            description = "What each word adds",
            content((Explanation = "application/json"), (String = "text/event-stream"))
        ),
        TextErrors
    )
)]
pub(crate) async fn explain(
    app: AppState,
    headers: HeaderMap,
    Body(body): Body<ExplainBody>,
) -> Result<Response, ApiError> {
    let job = Job::parse(body, &app)?;
    if events::wanted(&headers) {
        let work = async |app: Arc<App>, listener| run::run(&app, job, listener).await;
        return Ok(events::respond(app.0, work));
    }
    let explanation = run::run(&app, job, Listener::none()).await?;
    Ok(Json(explanation).into_response())
}

/// Whether a request can be answered at all, without any work.
pub(crate) fn check(app: &App, body: ExplainBody) -> Result<(), ApiError> {
    Job::parse(body, app).map(drop)
}

/// Explains one text of several.
pub(crate) async fn one(app: &App, body: ExplainBody) -> Result<Explanation, ApiError> {
    run::run(app, Job::parse(body, app)?, Listener::none()).await
}
