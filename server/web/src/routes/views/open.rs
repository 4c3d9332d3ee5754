//! `GET /v/{id}`

use crate::path::PathOf;
use axum::response::{IntoResponse, Response};

use super::read::view;
use crate::app::AppState;
use crate::page;

/// The page with a saved view open; without it, and with a notice, where it cannot be had.
pub(crate) async fn open(app: AppState, PathOf(id): PathOf<String>) -> Response {
    match view(&app, &id).await {
        Ok(view) => page::with_view(&app, view),
        Err(error) => {
            let status = error.code().status();
            (status, page::with_notice(&app, error.detail())).into_response()
        }
    }
}
