//! Counts and times requests by route.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::AppState;

/// Counts a request by route and status, and times it by route.
pub(super) async fn measure(app: AppState, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("none", MatchedPath::as_str).to_owned();
    let started = Instant::now();
    let response = next.run(request).await;
    let seconds = started.elapsed().as_secs_f64();
    let timed = vec![("route", route.clone())];
    app.metrics
        .request_seconds
        .get_or_create(&timed)
        .observe(seconds);
    let status = response.status().as_str().to_owned();
    let counted = vec![("route", route), ("status", status)];
    app.metrics.requests.get_or_create(&counted).inc();
    response
}
