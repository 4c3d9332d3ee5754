//! How work on a corpus goes on, as server-sent events.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream;
use headlight_corpus::CorpusId;
use serde::Serialize;
use tokio::sync::watch;
use tokio::time::sleep;

use super::entry;
use crate::app::App;
use crate::corpora::{Kind, WorkState};
use crate::error::ApiError;

/// After so long a comment shows that the server is still there.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// Between two words of progress.
const PAUSE: Duration = Duration::from_millis(200);

/// Who listens, and to what.
struct Hearing {
    app: Arc<App>,
    id: CorpusId,
    /// None when there was no work: all that can be told is how things are.
    state: Option<watch::Receiver<WorkState>>,
    told: bool,
}

/// Tells how work goes on until it ends. What has ended before, or never began, is told at once.
pub(super) fn respond(app: Arc<App>, id: CorpusId, kind: Kind) -> Response {
    let hearing = Hearing {
        state: app.corpora.hear(&id, kind),
        app,
        id,
        told: false,
    };
    let events = stream::unfold(Some(hearing), async |hearing| {
        let mut hearing = hearing?;
        let (event, ended) = hearing.next().await;
        Some((Ok::<_, Infallible>(event), (!ended).then_some(hearing)))
    });
    let alive = KeepAlive::new().interval(HEARTBEAT);
    Sse::new(events).keep_alive(alive).into_response()
}

impl Hearing {
    /// The next event, and whether it is the last.
    async fn next(&mut self) -> (Event, bool) {
        let Some(state) = &mut self.state else {
            return self.ended().await;
        };
        if self.told {
            sleep(PAUSE).await;
            if state.changed().await.is_err() {
                return self.ended().await;
            }
        }
        self.told = true;
        let now = state.borrow_and_update().clone();
        match now {
            WorkState::Running(progress) => (event("progress", &progress), false),
            WorkState::Failed(error) => (event("error", &error.told()), true),
            WorkState::Done | WorkState::Stopped => self.ended().await,
        }
    }

    async fn ended(&self) -> (Event, bool) {
        let entry = entry(&self.app, &self.id).await;
        let told = match entry {
            Ok(entry) => event("result", &entry),
            Err(error) => event("error", &ApiError::told(error)),
        };
        (told, true)
    }
}

fn event(name: &str, data: &impl Serialize) -> Event {
    let json = serde_json::to_string(data).unwrap_or_default();
    Event::default().event(name).data(json)
}
