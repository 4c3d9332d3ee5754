//! `POST /api/v1/attention`

mod answer;
mod exact;
mod nested;
mod overview;
mod pool;
mod summary;

use std::collections::BTreeSet;

use axum::http::HeaderMap;
use axum::response::Response;
use headlight_core::{Head, Layer, ModelInfo, TokenIndex};

use crate::app::{App, AppState};
use crate::error::{ApiError, Code, TextErrors};
use crate::input::{self, Prepared, input_body};
use crate::json::{Body, Integer};
use crate::wire;
pub(crate) use answer::SAFETENSORS;
use answer::{Attention, Form, Tensor, Weights};
use exact::ExactWeights;
use overview::Overview;
use pool::Pool;
use summary::Summary;

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
        /// Only where these tokens look, counted from 0; all when left out.
        rows: Option<Vec<Integer>>,
        /// 8 to 64: every head as a thumbnail of at most so many cells along each side.
        pool: Option<Integer>,
    }
}

/// Where each token looks, in the layers and heads asked for.
///
/// With `Accept: application/vnd.safetensors`, one tensor `attention` of `U16`
/// `[layers, heads, from, to]`, value/65535, and the rest of the answer as JSON in the header's
/// metadata under `answer`.
///
/// With `rows`, the rows of these tokens alone, in ascending order.
///
/// With `pool`, the weights are max-pooled to s × s cells, s being the smaller of `pool` and the
/// number n of tokens: cell (a, b) is the largest weight from the tokens ⌊a·n/s⌋ up to, not
/// including, ⌊(a+1)·n/s⌋ to the tokens of the same rule for b. The tensor is `U8`, value/255, and
/// `summary` says what each head does on the whole.
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
    refuse_unbuilt(body.kind.as_deref())?;
    let pool = body.pool.map(Pool::parse).transpose()?;
    let prepared = body.input().prepare(&app)?;
    let info = &prepared.model.info;
    let layers = layers(body.layers.as_deref(), info)?;
    let heads = input::heads(body.heads.as_deref(), info)?;
    let tokens = prepared.sequence.len();
    let rows = rows(body.rows.as_deref(), tokens, pool.is_some())?;
    let form = Form::accepted(&headers);
    if form == Form::Json {
        let [from, to] = match pool {
            Some(pool) => [pool.side(tokens); 2],
            None => [rows.len(), tokens],
        };
        refuse_large(layers.len() * heads.len() * from * to)?;
    }
    let (weights, summary) = match pool {
        None => (exact(&app, &prepared, &layers, &heads, rows).await?, None),
        Some(pool) => pooled(&app, &prepared, &layers, &heads, pool).await?,
    };
    let answer = Attention {
        tokens: wire::tokens(&prepared),
        words: wire::words(&prepared),
        layers: &layers,
        heads: &heads,
        attention: Some(weights),
        summary,
        truncated: prepared.encoding.truncated.map(Into::into),
    };
    answer.respond(form)
}

async fn exact(
    app: &App,
    prepared: &Prepared,
    layers: &[Layer],
    heads: &[Head],
    rows: Vec<TokenIndex>,
) -> Result<Weights, ApiError> {
    let (info, sequence) = (&prepared.model.info, &prepared.sequence);
    let trace = app.inference.trace(info, sequence).await?;
    let mut found = Vec::with_capacity(layers.len());
    for layer in layers {
        found.push(app.inference.attention(info, &trace, *layer).await?);
    }
    let weights = ExactWeights::new(found, heads.to_vec(), rows, sequence.len());
    Ok(Weights::Exact(weights))
}

async fn pooled(
    app: &App,
    prepared: &Prepared,
    layers: &[Layer],
    heads: &[Head],
    pool: Pool,
) -> Result<(Weights, Option<Vec<Vec<Summary>>>), ApiError> {
    let (info, sequence) = (&prepared.model.info, &prepared.sequence);
    let trace = app.inference.trace(info, sequence).await?;
    let tokens = prepared.encoding.tokens.iter();
    let special = tokens.map(headlight_core::Token::special).collect();
    let mut overview = Overview::new(heads, special, pool.side(sequence.len()));
    for layer in layers {
        let attention = app.inference.attention(info, &trace, *layer).await?;
        let added = overview.add(attention).await;
        added.map_err(|error| ApiError::internal(&error))?;
    }
    let (weights, summary) = overview.finish();
    Ok((Weights::Pooled(weights), Some(summary)))
}

fn refuse_unbuilt(kind: Option<&str>) -> Result<(), ApiError> {
    match kind {
        Some(kind) if kind != "weights" => {
            let detail = format!("`kind` can only be `weights` so far, not `{kind}`.");
            Err(ApiError::new(Code::Unsupported, detail))
        }
        _ => Ok(()),
    }
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

/// The tokens whose rows are wanted, ascending and each once: all when none are named.
fn rows(
    asked: Option<&[Integer]>,
    tokens: usize,
    pooled: bool,
) -> Result<Vec<TokenIndex>, ApiError> {
    let Some(asked) = asked else {
        return Ok((0..tokens as u32).map(TokenIndex).collect());
    };
    if pooled {
        let detail = "`pool` makes thumbnails of whole heads: leave `rows` out.";
        return Err(ApiError::new(Code::BadRequest, detail));
    }
    let chosen = asked.iter().map(|index| input::token_index(*index, tokens));
    let chosen: BTreeSet<_> = chosen.collect::<Result<_, _>>()?;
    if chosen.is_empty() {
        let detail = "`rows` is empty: name at least one token, or leave it out for all.";
        return Err(ApiError::new(Code::NoSuchToken, detail));
    }
    Ok(chosen.into_iter().collect())
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
