//! `POST /api/v1/checklist`

mod answer;
mod body;
mod run;

use std::sync::Arc;

use axum::Json;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use headlight_explain::attack::Draft;
use headlight_explain::attack::checklist::cases;

use crate::app::{App, AppState};
use crate::attacking::Judge;
use crate::error::{ApiError, TextErrors};
use crate::events::{self, Listener};
use crate::json::Body;
use crate::routes::attack::read;
use crate::routes::explain;
use answer::ChecklistAnswer;
use body::{Case, Checked, ChecklistBody, checked};

/// Puts a sentence to about thirty small tests, or runs tests that were kept: what should change nothing,
/// what should move the answer one way, what every classifier of sentiment should know. With
/// `Accept: text/event-stream` the answer comes as events: `progress`, `partial` with the tests run so
/// far, and at last `result` or `error`.
#[utoipa::path(
    post,
    path = "/api/v1/checklist",
    tag = "text",
    request_body = ChecklistBody,
    responses(
        (
            status = OK,
            description = "Which tests hold",
            content((ChecklistAnswer = "application/json"), (String = "text/event-stream"))
        ),
        TextErrors
    )
)]
pub(crate) async fn checklist(
    app: AppState,
    headers: HeaderMap,
    Body(body): Body<ChecklistBody>,
) -> Result<Response, ApiError> {
    let models = explain::classifiers(&app, &body.models)?;
    let seed = body.seed.unwrap_or(0);
    let cases = match checked(body)? {
        Checked::Text(text) => {
            let (original, _) = read(&models[0], &text)?;
            let made = cases(&Draft::new(original), seed).into_iter();
            made.map(|case| Case::made(&text, case)).collect()
        }
        Checked::Cases(cases) => cases,
    };
    let judge = Judge::plain(models);
    if events::wanted(&headers) {
        let work = async |app: Arc<App>, listener| run::run(&app, judge, cases, listener).await;
        return Ok(events::respond(app.0, work));
    }
    let answer = run::run(&app, judge, cases, Listener::none()).await?;
    Ok(Json(answer).into_response())
}
