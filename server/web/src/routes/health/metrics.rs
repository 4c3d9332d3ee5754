//! `GET /metrics`

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::app::AppState;
use crate::error::ApiError;

const OPENMETRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What was counted and timed, for Prometheus.
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "health",
    responses((status = OK, description = "All metrics", body = String, content_type = "application/openmetrics-text"))
)]
pub(crate) async fn metrics(app: AppState) -> Result<Response, ApiError> {
    app.inference.measure().await;
    app.scores.measure();
    let text = app
        .metrics
        .encode()
        .map_err(|error| ApiError::internal(&error))?;
    Ok(([(CONTENT_TYPE, OPENMETRICS)], text).into_response())
}
