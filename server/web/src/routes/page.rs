//! `GET /`

use axum::response::Response;

use crate::app::AppState;
use crate::page;

/// The page; what it shows is in its address, which it reads itself.
pub(crate) async fn index(app: AppState) -> Response {
    page::plain(&app)
}
