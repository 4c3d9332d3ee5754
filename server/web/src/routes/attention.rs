//! `POST /api/v1/attention`

mod weights;

use std::collections::{BTreeSet, HashMap};

use axum::Json;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_TYPE, VARY};
use axum::response::{IntoResponse, Response};
use headlight_core::{Head, Layer, ModelInfo};
use safetensors::{Dtype, SafeTensorError, tensor::TensorView};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::AppState;
use crate::error::{ApiError, Code, TextErrors};
use crate::input::{self, input_body};
use crate::json::{Body, Integer};
use crate::wire::{self, Token, Truncation, Word};
use weights::AttentionWeights;

/// The binary form of the answer.
pub(crate) const SAFETENSORS: &str = "application/vnd.safetensors";

/// More numbers than this are not written as JSON.
const MAX_JSON_NUMBERS: usize = 4_000_000;

input_body! {
    /// A text and which of its attention is wanted.
    AttentionBody {
        /// Which layers, counted from 1; all when left out.
        layers: Option<Vec<Integer>>,
        /// Which heads, counted from 1; all when left out.
        heads: Option<Vec<Integer>>,
        /// `weights`, which is also what is answered when it is left out.
        kind: Option<String>,
        /// Not built yet.
        pool: Option<Integer>,
    }
}

/// Where each token looks.
#[derive(Serialize, ToSchema)]
#[expect(
    clippy::struct_field_names,
    reason = "the field is named so in the answer"
)]
struct Attention<'a> {
    /// The tokens.
    tokens: Vec<Token<'a>>,
    /// The words.
    words: Vec<Word<'a>>,
    /// The layers of the answer, ascending.
    #[schema(value_type = Vec<u16>)]
    layers: &'a [Layer],
    /// The heads of the answer, ascending.
    #[schema(value_type = Vec<u16>)]
    heads: &'a [Head],
    /// The weights, `[layer][head][from][to]`; each row sums to 1. In the binary form this is the
    /// tensor instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<Vec<Vec<Vec<f32>>>>)]
    attention: Option<&'a AttentionWeights<'a>>,
    /// Where the text was cut.
    #[schema(required)]
    truncated: Option<Truncation>,
}

/// A safetensors file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "documents the binary answer")]
struct Tensor(Vec<u8>);

/// Where each token looks, in the layers and heads asked for.
///
/// With `Accept: application/vnd.safetensors`, one tensor `attention` of `U16`
/// `[layers, heads, from, to]`, value/65535, and the rest of the answer as JSON in the header's
/// metadata under `answer`.
#[utoipa::path(
    post,
    path = "/api/v1/attention",
    tag = "text",
    request_body = AttentionBody,
    responses(
        (
            status = OK,
            description = "The attention weights",
            content((Attention = "application/json"), (Tensor = "application/vnd.safetensors"))
        ),
        TextErrors
    )
)]
pub(crate) async fn attention(
    app: AppState,
    headers: HeaderMap,
    Body(mut body): Body<AttentionBody>,
) -> Result<Response, ApiError> {
    refuse_unbuilt(&body)?;
    let prepared = body.input().prepare(&app)?;
    let info = &prepared.model.info;
    let layers = layers(body.layers.as_deref(), info)?;
    let heads = heads(body.heads.as_deref(), info)?;
    let tokens = prepared.sequence.len();
    let binary = wants_safetensors(&headers);
    if !binary {
        refuse_large(layers.len() * heads.len() * tokens * tokens)?;
    }
    let found = app
        .inference
        .attention(info, &prepared.sequence, &layers)
        .await?;
    let weights = AttentionWeights::new(&found, &heads, tokens);
    let answer = Attention {
        tokens: wire::tokens(&prepared),
        words: wire::words(&prepared),
        layers: &layers,
        heads: &heads,
        attention: (!binary).then_some(&weights),
        truncated: prepared.encoding.truncated.map(Into::into),
    };
    let response = if binary {
        let file = safetensors(&answer, &weights).map_err(|error| ApiError::internal(&error))?;
        ([(CONTENT_TYPE, SAFETENSORS)], file).into_response()
    } else {
        Json(answer).into_response()
    };
    Ok(([(VARY, "accept")], response).into_response())
}

fn refuse_unbuilt(body: &AttentionBody) -> Result<(), ApiError> {
    let detail = match (&body.kind, body.pool) {
        (Some(kind), _) if kind != "weights" => {
            format!("`kind` can only be `weights` so far, not `{kind}`.")
        }
        (_, Some(_)) => "`pool` is not built yet; please leave it out.".to_owned(),
        _ => return Ok(()),
    };
    Err(ApiError::new(Code::Unsupported, detail))
}

fn refuse_large(numbers: usize) -> Result<(), ApiError> {
    if numbers <= MAX_JSON_NUMBERS {
        return Ok(());
    }
    let detail = format!(
        "The answer would have {numbers} numbers; as JSON at most {MAX_JSON_NUMBERS} are sent. Ask \
         for fewer layers or heads, or for `Accept: {SAFETENSORS}`."
    );
    Err(ApiError::new(Code::AnswerTooLarge, detail))
}

fn wants_safetensors(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(ACCEPT).iter();
    let mut accepted = accepted.filter_map(|value| value.to_str().ok());
    accepted.any(|value| value.contains(SAFETENSORS))
}

fn layers(asked: Option<&[Integer]>, model: &ModelInfo) -> Result<Vec<Layer>, ApiError> {
    let Some(asked) = asked else {
        return Ok(Layer::all(model.layers).collect());
    };
    let chosen = asked.iter().map(|number| input::layer(*number, model));
    let chosen: BTreeSet<_> = chosen.collect::<Result<_, _>>()?;
    if chosen.is_empty() {
        let detail = "`layers` is empty: name at least one layer, or leave it out for all.";
        return Err(ApiError::new(Code::NoSuchLayer, detail));
    }
    Ok(chosen.into_iter().collect())
}

fn heads(asked: Option<&[Integer]>, model: &ModelInfo) -> Result<Vec<Head>, ApiError> {
    let Some(asked) = asked else {
        return Ok(Head::all(model.heads).collect());
    };
    let chosen = asked.iter().map(|number| input::head(*number, model));
    let chosen: BTreeSet<_> = chosen.collect::<Result<_, _>>()?;
    if chosen.is_empty() {
        let detail = "`heads` is empty: name at least one head, or leave it out for all.";
        return Err(ApiError::new(Code::NoSuchHead, detail));
    }
    Ok(chosen.into_iter().collect())
}

fn safetensors(
    answer: &Attention<'_>,
    weights: &AttentionWeights<'_>,
) -> Result<Vec<u8>, SafeTensorError> {
    let answer =
        serde_json::to_string(answer).map_err(SafeTensorError::InvalidHeaderDeserialization)?;
    let metadata = HashMap::from([("answer".to_owned(), answer)]);
    let bytes = weights.little_endian();
    let tensor = TensorView::new(Dtype::U16, weights.shape().to_vec(), &bytes)?;
    safetensors::serialize([("attention", tensor)], Some(metadata))
}
