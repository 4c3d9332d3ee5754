//! The answer, as JSON or as one safetensors file.

use std::borrow::Cow;
use std::collections::HashMap;

use axum::Json;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_TYPE, VARY};
use axum::response::{IntoResponse, Response};
use headlight_core::{Head, Layer};
use safetensors::{Dtype, SafeTensorError, tensor::TensorView};
use serde::Serialize;
use utoipa::ToSchema;

use super::exact::ExactWeights;
use super::overview::PooledWeights;
use super::summary::Summary;
use crate::error::ApiError;
use crate::wire::{Token, Truncation, Word};

/// The binary form of the answer.
pub(crate) const SAFETENSORS: &str = "application/vnd.safetensors";

/// Where each token looks.
#[derive(Serialize, ToSchema)]
#[expect(
    clippy::struct_field_names,
    reason = "the field is named so in the answer"
)]
pub(super) struct Attention<'a> {
    /// The tokens.
    pub tokens: Vec<Token<'a>>,
    /// The words.
    pub words: Vec<Word<'a>>,
    /// The layers of the answer, ascending.
    #[schema(value_type = Vec<u16>)]
    pub layers: &'a [Layer],
    /// The heads of the answer, ascending.
    #[schema(value_type = Vec<u16>)]
    pub heads: &'a [Head],
    /// The weights, `[layer][head][from][to]`; each row sums to 1, unless they are pooled. In the
    /// binary form this is the tensor instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<Vec<Vec<Vec<f32>>>>)]
    pub attention: Option<Weights>,
    /// With `pool`: what each head does on the whole, `[layer][head]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub summary: Option<Vec<Vec<Summary>>>,
    /// Where the text was cut.
    #[schema(required)]
    pub truncated: Option<Truncation>,
}

/// The numbers of an answer.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Weights {
    /// As the model gave them.
    Exact(ExactWeights),
    /// As thumbnails.
    Pooled(PooledWeights),
}

/// A safetensors file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "documents the binary answer")]
pub(super) struct Tensor(Vec<u8>);

/// In which form the answer is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// All of it in one text.
    Json,
    /// The weights as a tensor, the rest in the header.
    Safetensors,
}

impl Form {
    /// The form that a client asks for.
    pub(super) fn accepted(headers: &HeaderMap) -> Self {
        let accepted = headers.get_all(ACCEPT).iter();
        let mut accepted = accepted.filter_map(|value| value.to_str().ok());
        if accepted.any(|value| value.contains(SAFETENSORS)) {
            Self::Safetensors
        } else {
            Self::Json
        }
    }
}

impl Attention<'_> {
    /// The answer in this form.
    pub(super) fn respond(mut self, form: Form) -> Result<Response, ApiError> {
        let response = match (form, self.attention.take()) {
            (Form::Safetensors, Some(weights)) => {
                let file = safetensors(&self, &weights);
                let file = file.map_err(|error| ApiError::internal(&error))?;
                ([(CONTENT_TYPE, SAFETENSORS)], file).into_response()
            }
            (_, attention) => Json(Self { attention, ..self }).into_response(),
        };
        Ok(([(VARY, "accept")], response).into_response())
    }
}

impl Weights {
    fn tensor(&self) -> (Dtype, [usize; 4], Cow<'_, [u8]>) {
        match self {
            Self::Exact(exact) => (Dtype::U16, exact.shape(), exact.little_endian().into()),
            Self::Pooled(pooled) => (Dtype::U8, pooled.shape(), pooled.bytes().into()),
        }
    }
}

fn safetensors(answer: &Attention<'_>, weights: &Weights) -> Result<Vec<u8>, SafeTensorError> {
    let answer =
        serde_json::to_string(answer).map_err(SafeTensorError::InvalidHeaderDeserialization)?;
    let metadata = HashMap::from([("answer".to_owned(), answer)]);
    let (dtype, shape, bytes) = weights.tensor();
    let tensor = TensorView::new(dtype, shape.to_vec(), &bytes)?;
    safetensors::serialize([("attention", tensor)], Some(metadata))
}
