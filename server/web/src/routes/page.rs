//! `GET /`

use axum::response::Response;

use crate::app::AppState;
use crate::page;

/// The page; what it shows is in its address, which it reads itself.
#[utoipa::path(
    get,
    path = "/",
    tag = "pages",
    responses((status = OK, description = "The page", body = String, content_type = "text/html"))
)]
pub(crate) async fn index(app: AppState) -> Response {
    page::plain(&app)
}
