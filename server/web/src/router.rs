//! Which address is answered by what.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use utoipa_swagger_ui::SwaggerUi;

use crate::app::AppState;
use crate::json::MAX_BODY_BYTES;
use crate::routes::{assets, nothing};
use crate::{middleware, openapi};

/// All routes, and what every request passes before it reaches one.
pub(crate) fn build(app: AppState) -> Router {
    let import_bytes = usize::try_from(app.import_bytes).unwrap_or(usize::MAX);
    let (api, document) = openapi::routes(import_bytes).split_for_parts();
    let routes = api
        .merge(SwaggerUi::new("/docs").url("/api/openapi.json", document))
        .route("/js/{hash}/{*path}", get(assets::script))
        .route("/static/{hash}/{*path}", get(assets::static_file))
        .fallback(nothing::not_found)
        .method_not_allowed_fallback(nothing::method_not_allowed)
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES));
    middleware::wrap(routes, &app).with_state(app)
}
