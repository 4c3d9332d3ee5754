//! Asking a server as a client would, without a network.

use std::io;

use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use futures::StreamExt;
use tower::ServiceExt;

use super::Server;

impl Server {
    /// What `POST` of this JSON answers, its status and its body.
    ///
    /// # Errors
    /// When the answer breaks off.
    pub async fn ask(&self, path: &str, json: String) -> io::Result<(u16, Vec<u8>)> {
        whole(self.post(path, "application/json", json).await?).await
    }

    /// The same as a stream: `heard` is told of each event, its name and its JSON, but of the last one,
    /// which is the answer, with the status 200, or 500 for a problem.
    ///
    /// # Errors
    /// When the answer breaks off.
    pub async fn follow(
        &self,
        path: &str,
        json: String,
        mut heard: impl FnMut(&str, &str),
    ) -> io::Result<(u16, Vec<u8>)> {
        let response = self.post(path, "text/event-stream", json).await?;
        if response.status() != StatusCode::OK {
            return whole(response).await;
        }
        let mut pieces = response.into_body().into_data_stream();
        let mut text = Vec::new();
        while let Some(piece) = pieces.next().await {
            text.extend(piece.map_err(io::Error::other)?);
            while let Some(end) = text.windows(2).position(|two| two == b"\n\n") {
                let block: Vec<u8> = text.drain(..end + 2).collect();
                let block = String::from_utf8_lossy(&block);
                match event(&block) {
                    Some(("result", json)) => return Ok((200, json.as_bytes().to_vec())),
                    Some(("error", json)) => return Ok((500, json.as_bytes().to_vec())),
                    Some((name, json)) => heard(name, json),
                    None => {}
                }
            }
        }
        Err(io::ErrorKind::UnexpectedEof.into())
    }

    async fn post(&self, path: &str, accept: &str, json: String) -> io::Result<Response> {
        let request = Request::post(path)
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, accept);
        let request = request.body(Body::from(json)).map_err(io::Error::other)?;
        let answered = self.router().oneshot(request).await;
        Ok(answered.unwrap_or_else(|never| match never {}))
    }
}

async fn whole(response: Response) -> io::Result<(u16, Vec<u8>)> {
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), usize::MAX).await;
    Ok((status, body.map_err(io::Error::other)?.to_vec()))
}

/// The name and the data of an event; none of a comment.
fn event(block: &str) -> Option<(&str, &str)> {
    let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name));
    Some((field("event:")?.trim(), field("data:")?.trim()))
}
