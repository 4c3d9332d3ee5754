//! `POST /api/v1/attack/defend`

mod answer;
mod body;
mod run;

use std::sync::Arc;

use axum::Json;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use crate::app::{App, AppState};
use crate::error::{ApiError, TextErrors};
use crate::events::{self, Listener};
use crate::json::Body;
use answer::DefendAnswer;
use body::{DefendBody, Trial};

/// What helps: whether an edited text still works through each defence, how often the recipe succeeds
/// when it is run through the defence, and what the defence costs on texts that nobody edited. With
/// `Accept: text/event-stream` the answer comes as events: `progress`, `partial` with the defences so
/// far, and at last `result` or `error`.
#[utoipa::path(
    post,
    path = "/api/v1/attack/defend",
    tag = "text",
    request_body = DefendBody,
    responses(
        (
            status = OK,
            description = "What each defence does",
            content((DefendAnswer = "application/json"), (String = "text/event-stream"))
        ),
        TextErrors
    )
)]
pub(crate) async fn defend(
    app: AppState,
    headers: HeaderMap,
    Body(body): Body<DefendBody>,
) -> Result<Response, ApiError> {
    let trial = Trial::parse(body, &app)?;
    if events::wanted(&headers) {
        let work = async |app: Arc<App>, listener| run::run(&app, trial, listener).await;
        return Ok(events::respond(app.0, work));
    }
    let answer = run::run(&app, trial, Listener::none()).await?;
    Ok(Json(answer).into_response())
}
