//! Answers as streams of events: `progress` and `partial` on the way, and at last `result` or `error`.

mod listener;
mod stream;

use axum::http::HeaderMap;
use axum::http::header::ACCEPT;

pub(crate) use listener::Listener;
pub(crate) use stream::respond;

/// Whether a client asks for events.
pub(crate) fn wanted(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(ACCEPT).iter();
    let mut accepted = accepted.filter_map(|value| value.to_str().ok());
    accepted.any(|value| value.contains("text/event-stream"))
}
