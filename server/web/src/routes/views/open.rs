//! `GET /v/{id}`

use crate::path::PathOf;
use axum::response::{IntoResponse, Response};

use super::read::view;
use crate::app::AppState;
use crate::page;

/// The page with a saved view open; without it, and with a notice, where it cannot be had.
#[utoipa::path(
    get,
    path = "/v/{id}",
    tag = "pages",
    params(("id" = String, Path, description = "Ten base-58 characters")),
    responses(
        (status = OK, description = "The page with the view", body = String, content_type = "text/html"),
        (status = NOT_FOUND, description = "The page with a notice", body = String, content_type = "text/html"),
        (status = SERVICE_UNAVAILABLE, description = "The page with a notice", body = String, content_type = "text/html")
    )
)]
pub(crate) async fn open(app: AppState, PathOf(id): PathOf<String>) -> Response {
    match view(&app, &id).await {
        Ok(view) => page::with_view(&app, view),
        Err(error) => {
            let status = error.code().status();
            (status, page::with_notice(&app, error.detail())).into_response()
        }
    }
}
