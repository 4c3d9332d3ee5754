//! `GET /js/{hash}/…` and `GET /static/{hash}/…`

use crate::path::PathOf;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::app::{App, AppState};
use crate::assets::Tree;
use crate::error::{ApiError, Code};

/// A module of the page.
pub(crate) async fn script(
    app: AppState,
    PathOf((hash, path)): PathOf<(String, String)>,
) -> Result<Response, ApiError> {
    asset(&app, Tree::Scripts, &hash, &path)
}

/// A style, font or picture.
pub(crate) async fn static_file(
    app: AppState,
    PathOf((hash, path)): PathOf<(String, String)>,
) -> Result<Response, ApiError> {
    asset(&app, Tree::Static, &hash, &path)
}

/// Only the current hash is answered: a page of another version must not mix with this one.
fn asset(app: &App, tree: Tree, hash: &str, path: &str) -> Result<Response, ApiError> {
    let missing = || ApiError::new(Code::NotFound, "There is no such file here.");
    if hash != app.assets.hash() {
        return Err(missing());
    }
    let file = app.assets.read(tree, path).ok_or_else(missing)?;
    let headers = [
        (CONTENT_TYPE, content_type(path)),
        (
            CACHE_CONTROL,
            HeaderValue::from_static(app.assets.caching()),
        ),
    ];
    Ok((headers, file).into_response())
}

fn content_type(path: &str) -> HeaderValue {
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    let text = mime.type_() == "text" || matches!(mime.subtype().as_str(), "json" | "javascript");
    let charset = if text { "; charset=utf-8" } else { "" };
    HeaderValue::try_from(format!("{mime}{charset}"))
        .unwrap_or(HeaderValue::from_static("application/octet-stream"))
}
