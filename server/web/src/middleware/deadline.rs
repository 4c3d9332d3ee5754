//! No request takes for ever.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::AppState;
use crate::error::{ApiError, Code};
use crate::routes::models::import;

/// Gives up on what takes too long; what it had asked of a worker is dropped with it. An import may
/// take as long as its upload: it minds the time between one piece and the next itself.
pub(super) async fn hold(app: AppState, request: Request, next: Next) -> Response {
    if request.uri().path() == import::PATH {
        return next.run(request).await;
    }
    let answer = tokio::time::timeout(app.deadline, next.run(request)).await;
    answer.unwrap_or_else(|_| {
        let seconds = app.deadline.as_secs_f32();
        let detail = format!("This took longer than {seconds} seconds and was given up.");
        ApiError::new(Code::Deadline, detail).into_response()
    })
}
