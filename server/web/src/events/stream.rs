//! Work that is answered as a stream.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{self, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream;
use serde::Serialize;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::listener::{Event, Listener};
use crate::app::App;
use crate::error::ApiError;
use crate::inference::Failure;

/// Events that may wait for a slow client; beyond them, progress is left out and the work waits.
const WAITING: usize = 16;
/// How often a comment shows that the server is still there.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// Starts some work and answers with its events. The work lives in the stream: when the client goes, both
/// are dropped, and with them the batch that waits.
pub(crate) fn respond<T, F>(
    app: Arc<App>,
    work: impl FnOnce(Arc<App>, Listener) -> F + Send + 'static,
) -> Response
where
    T: Serialize + Send,
    F: Future<Output = Result<T, ApiError>> + Send + 'static,
{
    let (sender, events) = mpsc::channel(WAITING);
    let mut task = JoinSet::new();
    task.spawn(async move {
        let work = work(Arc::clone(&app), Listener::to(sender.clone()));
        let ended = tokio::select! {
            ended = work => ended,
            // Who listens can ask again elsewhere; the server does not wait for minutes of work.
            () = app.stopped() => Err(Failure::Stopping.into()),
        };
        let ended = match ended {
            Ok(result) => Event::new("result", &result),
            Err(error) => Event::new("error", &error.told()),
        };
        let _ = sender.send(ended).await;
    });
    let stream = stream::unfold(
        (events, task, false),
        async |(mut events, mut task, ended)| {
            if ended {
                return None;
            }
            let event = match events.recv().await {
                Some(event) => event,
                // The task has ended without a word: it panicked.
                None => Event::new("error", &panicked(&mut task).await.told()),
            };
            let ended = matches!(event.name, "result" | "error");
            let event = sse::Event::default().event(event.name).data(event.json);
            Some((Ok::<_, Infallible>(event), (events, task, ended)))
        },
    );
    let alive = KeepAlive::new().interval(HEARTBEAT);
    Sse::new(stream).keep_alive(alive).into_response()
}

async fn panicked(task: &mut JoinSet<()>) -> ApiError {
    match task.join_next().await {
        Some(Err(error)) => ApiError::internal(&error),
        _ => ApiError::internal(&"some work ended without an answer"),
    }
}
