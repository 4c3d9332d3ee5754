//! `POST /api/v1/analyze`

use axum::Json;
use axum::response::{IntoResponse, Response};
use headlight_core::{HiddenLayer, Task, TokenIndex, TopK};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::{App, AppState};
use crate::error::{ApiError, Code, TextErrors};
use crate::inference::Row;
use crate::input::{Prepared, input_body};
use crate::json::{Body, Integer};
use crate::wire::{self, Class, Prediction, Token, Truncation, Word};

input_body! {
    /// A text to be read.
    AnalyzeBody {
        /// How many predictions to name: 1 to 100, 5 when left out.
        top_k: Option<Integer>,
    }
}

/// What a model makes of a text.
#[derive(Serialize, ToSchema)]
struct Analysis<'a> {
    /// The model's id.
    model: &'a str,
    /// The tokens.
    tokens: Vec<Token<'a>>,
    /// The words.
    words: Vec<Word<'a>>,
    /// How many layers the model has.
    layers: u16,
    /// How many heads each layer has.
    heads: u16,
    /// For each token, what stands there (fill-mask) or what follows it (causal); else null.
    #[schema(required)]
    predictions: Option<Vec<Vec<Prediction>>>,
    /// For a classifier, what it gives each label; else null.
    #[schema(required)]
    classes: Option<Vec<Class>>,
    /// Where the text was cut.
    #[schema(required)]
    truncated: Option<Truncation>,
}

/// Reads a text: tokens, words, and what the model predicts.
#[utoipa::path(
    post,
    path = "/api/v1/analyze",
    tag = "text",
    request_body = AnalyzeBody,
    responses((status = OK, description = "What the model makes of the text", body = Analysis), TextErrors)
)]
pub(crate) async fn analyze(
    app: AppState,
    Body(mut body): Body<AnalyzeBody>,
) -> Result<Response, ApiError> {
    let top_k = top_k(body.top_k)?;
    let prepared = body.input().prepare(&app)?;
    let info = &prepared.model.info;
    let (predictions, classes) = match info.task {
        Task::FillMask | Task::Causal => (Some(predict(&app, &prepared, top_k).await?), None),
        Task::Classification => (None, Some(classify(&app, &prepared).await?)),
        Task::Encoder => (None, None),
    };
    let analysis = Analysis {
        model: info.id.as_str(),
        tokens: wire::tokens(&prepared),
        words: wire::words(&prepared),
        layers: info.layers,
        heads: info.heads,
        predictions,
        classes,
        truncated: prepared.encoding.truncated.map(Into::into),
    };
    Ok(Json(analysis).into_response())
}

/// How many predictions to name.
pub(crate) fn top_k(asked: Option<Integer>) -> Result<TopK, ApiError> {
    let Some(Integer(asked)) = asked else {
        return Ok(TopK::DEFAULT);
    };
    TopK::parse(asked).ok_or_else(|| {
        let detail = format!("`top_k` must be 1 to 100, not {asked}.");
        ApiError::new(Code::BadRequest, detail)
    })
}

async fn predict(
    app: &App,
    prepared: &Prepared,
    top_k: TopK,
) -> Result<Vec<Vec<Prediction>>, ApiError> {
    let info = &prepared.model.info;
    let at = HiddenLayer::last(info.layers);
    let row = |token| Row {
        at,
        token: TokenIndex(token),
        original: None,
    };
    let rows = (0..prepared.sequence.len() as u32).map(row).collect();
    let trace = app.inference.trace(info, &prepared.sequence).await?;
    let readings = app.inference.readings(info, trace, rows, top_k).await?;
    let tokenizer = &*prepared.model.tokenizer;
    let named =
        |reading: &headlight_core::Reading| wire::predictions(&reading.candidates, tokenizer);
    Ok(readings.iter().map(named).collect())
}

async fn classify(app: &App, prepared: &Prepared) -> Result<Vec<Class>, ApiError> {
    let info = &prepared.model.info;
    let trace = app.inference.trace(info, &prepared.sequence).await?;
    let logits = app.inference.logits(info, trace).await?;
    Ok(wire::classes(&info.labels, &logits))
}
