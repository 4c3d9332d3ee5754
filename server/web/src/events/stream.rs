//! An explanation as a stream of events.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{self, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::job::Job;
use super::listener::{Event, Listener};
use super::run;
use crate::app::App;
use crate::error::ApiError;
use crate::inference::Failure;

/// Events that may wait for a slow client; beyond them, progress is left out and the work waits.
const WAITING: usize = 16;
/// How often a comment shows that the server is still there.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// Starts a job and answers with its events. The job lives in the stream: when the client goes, both
/// are dropped, and with them the batch that waits.
pub(super) fn respond(app: Arc<App>, job: Job) -> Response {
    let (sender, events) = mpsc::channel(WAITING);
    let mut task = JoinSet::new();
    task.spawn(async move {
        let explained = tokio::select! {
            explained = run::run(&app, job, Listener::to(sender.clone())) => explained,
            // Who listens can ask again elsewhere; the server does not wait for minutes of work.
            () = app.stopped() => Err(Failure::Stopping.into()),
        };
        let ended = match explained {
            Ok(explanation) => Event::Result(Box::new(explanation)),
            Err(error) => Event::Error(error.told()),
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
                None => Event::Error(panicked(&mut task).await.told()),
            };
            let ended = matches!(event, Event::Result(_) | Event::Error(_));
            Some((Ok::<_, Infallible>(written(&event)), (events, task, ended)))
        },
    );
    let alive = KeepAlive::new().interval(HEARTBEAT);
    Sse::new(stream).keep_alive(alive).into_response()
}

async fn panicked(task: &mut JoinSet<()>) -> ApiError {
    match task.join_next().await {
        Some(Err(error)) => ApiError::internal(&error),
        _ => ApiError::internal(&"an explanation ended without an answer"),
    }
}

fn written(event: &Event) -> sse::Event {
    let (name, json) = match event {
        Event::Progress(progress) => ("progress", serde_json::to_string(progress)),
        Event::Partial(explanation) => ("partial", serde_json::to_string(explanation)),
        Event::Result(explanation) => ("result", serde_json::to_string(explanation)),
        Event::Error(problem) => ("error", serde_json::to_string(problem)),
    };
    sse::Event::default()
        .event(name)
        .data(json.unwrap_or_default())
}
