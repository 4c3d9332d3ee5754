//! What of a request is logged.

use axum::extract::{MatchedPath, Request};
use tower_http::request_id::RequestId;
use tracing::{Span, info_span};

/// The route, never the address itself: it may hold a text.
pub(super) fn span(request: &Request) -> Span {
    let route = request.extensions().get::<MatchedPath>();
    let id = request.extensions().get::<RequestId>();
    let id = id.and_then(|id| id.header_value().to_str().ok());
    info_span!(
        "request",
        method = %request.method(),
        route = route.map_or("none", MatchedPath::as_str),
        id,
    )
}
