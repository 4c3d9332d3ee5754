//! The body of an error: RFC 9457.

use axum::Json;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::{ApiError, Code};

/// An error (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// A name for this kind of problem: `urn:headlight:problem:` and the code.
    r#type: String,
    /// What the code means, in a few words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What is wrong with this request, as a sentence for a person.
    detail: String,
    /// What went wrong, for programs.
    code: Code,
    /// With `not_one_piece`: the pieces that the replacement would be.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pieces: Option<Vec<String>>,
}

impl From<ApiError> for Problem {
    fn from(error: ApiError) -> Self {
        let code = error.code;
        Self {
            r#type: format!("urn:headlight:problem:{}", code.as_str()),
            title: code.title(),
            status: code.status().as_u16(),
            detail: error.detail.into_owned(),
            code,
            pieces: error.pieces,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let code = self.code;
        let mut response = (code.status(), Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(CONTENT));
        if let Some(seconds) = code.retry_after() {
            headers.insert(RETRY_AFTER, HeaderValue::from(u16::from(seconds)));
        }
        response
    }
}

pub(super) const CONTENT: &str = "application/problem+json";
