//! What every request passes, from the outside in.

mod compression;
mod deadline;
mod headers;
mod measure;
mod trace;

use std::any::Any;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::Level;

use crate::app::AppState;
use crate::error::ApiError;
use crate::panics;

/// Puts everything around the routes that all of them need.
pub(crate) fn wrap(routes: Router<AppState>, app: &AppState) -> Router<AppState> {
    let outer = ServiceBuilder::new()
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(trace::span)
                .on_response(DefaultOnResponse::new().level(Level::INFO))
                // Errors are logged where they are answered.
                .on_failure(()),
        )
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(from_fn_with_state(app.clone(), measure::measure));
    let inner = ServiceBuilder::new()
        .layer(from_fn(headers::secure))
        .layer(compression::layer())
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), deadline::hold));
    routes.layer(inner).layer(outer)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "this is how the layer calls it"
)]
fn panicked(panic: Box<dyn Any + Send>) -> Response {
    ApiError::internal(&panics::message(&*panic)).into_response()
}
