//! Everything that can go wrong for a client.
//!
//! Handlers return [`ApiError`], which is answered as a problem of RFC 9457 with a [`Code`] of the
//! one closed table. What went wrong inside is logged once, where the answer is made, and is never
//! part of it.

mod code;
mod documents;
mod problem;

use std::borrow::Cow;

use axum::response::{IntoResponse, Response};
use headlight_core::{EditError, TextError};

pub use code::Code;
pub(crate) use documents::{
    CorpusErrors, ImportErrors, ReadyErrors, SearchErrors, TextErrors, ViewErrors,
};
pub(crate) use problem::Problem;

use crate::inference::Failure;
use crate::store::StoreError;

/// An error as a client is told of it, and what is only for the log.
#[derive(Clone, Debug)]
pub(crate) struct ApiError {
    code: Code,
    detail: Cow<'static, str>,
    pieces: Option<Vec<String>>,
    cause: Option<String>,
}

impl ApiError {
    /// An error with a sentence for a person.
    pub(crate) fn new(code: Code, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            detail: detail.into(),
            pieces: None,
            cause: None,
        }
    }

    /// A fault of our own: the cause is logged, the client learns nothing of it.
    pub(crate) fn internal(cause: &dyn ToString) -> Self {
        let detail = "Something went wrong inside Headlight; the server's log says what.";
        Self::new(Code::Internal, detail).because(cause)
    }

    /// A fault of the disk: the cause is logged, the client learns nothing of it.
    pub(crate) fn storage(detail: &'static str, cause: &dyn ToString) -> Self {
        Self::new(Code::StorageFailed, detail).because(cause)
    }

    fn because(self, cause: &dyn ToString) -> Self {
        Self {
            cause: Some(cause.to_string()),
            ..self
        }
    }

    /// The code.
    pub(crate) fn code(&self) -> Code {
        self.code
    }

    /// The sentence for a person.
    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }

    /// What the client is told; the rest is logged.
    pub(crate) fn told(self) -> Problem {
        self.log();
        self.into()
    }

    /// Writes down what the client is not told.
    fn log(&self) {
        let code = self.code.as_str();
        match &self.cause {
            Some(cause) => tracing::error!(code, cause, "A request failed: {}", self.detail),
            None if self.code.status().is_server_error() => {
                tracing::warn!(code, "A request was not answered: {}", self.detail);
            }
            None => {}
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        self.told().into_response()
    }
}

impl From<TextError> for ApiError {
    fn from(error: TextError) -> Self {
        let code = match error {
            TextError::TooLong { .. } => Code::TextTooLong,
            TextError::Nul => Code::BadText,
        };
        Self::new(code, error.to_string())
    }
}

impl From<EditError> for ApiError {
    fn from(error: EditError) -> Self {
        let detail = error.to_string();
        let (code, pieces) = match error {
            EditError::NoSuchToken { .. } => (Code::NoSuchToken, None),
            EditError::Special { .. } => (Code::SpecialToken, None),
            EditError::Twice { .. } => (Code::BadRequest, None),
            EditError::NotOnePiece { pieces, .. } => (Code::NotOnePiece, Some(pieces)),
            EditError::NotMasked => (Code::NotAMaskedModel, None),
        };
        Self {
            pieces,
            ..Self::new(code, detail)
        }
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        let detail = failure.to_string();
        match failure {
            Failure::Busy => Self::new(Code::Busy, detail),
            Failure::Stopping => Self::new(Code::NotReady, detail),
            Failure::NotLoaded(_) => Self::new(Code::ModelFailed, detail),
            Failure::Broken(cause) => Self::internal(&cause),
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        let detail = "Saved views cannot be read or written right now: the server's disk or \
                      database does not answer. Everything else works; please try again later.";
        Self::storage(detail, &error)
    }
}
