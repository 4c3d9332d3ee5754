//! `POST /api/v1/explain`

mod answer;
mod body;
mod derivatives;
mod job;
mod listener;
mod operator;
mod plan;
mod refill;
mod run;
mod scorer;
mod stream;

use std::sync::Arc;

use axum::Json;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT;
use axum::response::{IntoResponse, Response};

use crate::app::AppState;
use crate::error::{ApiError, TextErrors};
use crate::json::Body;
use answer::Explanation;
use body::ExplainBody;
use job::Job;
use listener::Listener;

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
    if wants_events(&headers) {
        return Ok(stream::respond(Arc::clone(&app.0), job));
    }
    let explanation = run::run(&app, job, Listener::none()).await?;
    Ok(Json(explanation).into_response())
}

fn wants_events(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(ACCEPT).iter();
    let mut accepted = accepted.filter_map(|value| value.to_str().ok());
    accepted.any(|value| value.contains("text/event-stream"))
}
