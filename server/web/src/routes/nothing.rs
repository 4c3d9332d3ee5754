//! Where nothing is.

use askama::Template;
use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};

use crate::error::{ApiError, Code};

#[derive(Template)]
#[template(path = "not_found.html")]
struct NotFound;

/// No route has this path: a page for browsers, a problem for programs.
pub(crate) async fn not_found(uri: Uri, headers: HeaderMap) -> Response {
    let accepts = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
    let browser = accepts.is_some_and(|accept| accept.contains("text/html"));
    let page = browser && !uri.path().starts_with("/api/");
    match page.then(|| NotFound.render()) {
        Some(Ok(page)) => (StatusCode::NOT_FOUND, Html(page)).into_response(),
        _ => nothing_here().into_response(),
    }
}

fn nothing_here() -> ApiError {
    let detail = "Nothing is at this address; /docs lists what there is.";
    ApiError::new(Code::NotFound, detail)
}

/// A route has this path, but not for this method.
pub(crate) async fn method_not_allowed(method: Method) -> ApiError {
    let detail = format!("This address does not answer {method}; /docs says what it does.");
    ApiError::new(Code::MethodNotAllowed, detail)
}
