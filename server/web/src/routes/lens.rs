//! `POST /api/v1/lens`

use axum::Json;
use headlight_core::{HiddenLayer, Reading, Task, TokenId, TokenIndex};
use serde::Serialize;
use utoipa::ToSchema;

use super::analyze::top_k;
use crate::app::AppState;
use crate::error::{ApiError, Code, TextErrors};
use crate::inference::Row;
use crate::input::{Prepared, input_body, token_index};
use crate::json::{Body, Integer};
use crate::wire::{self, Original, Prediction};

input_body! {
    /// A token whose prediction shall be followed through the layers.
    LensBody {
        /// The token, counted from 0 with added specials included.
        token: Integer,
        /// How many predictions to name: 1 to 100, 5 when left out.
        top_k: Option<Integer>,
    }
}

/// What the model would predict at each layer.
#[derive(Serialize, ToSchema)]
pub(crate) struct Lens {
    /// The token that was asked for.
    token: u32,
    /// From the embeddings (0) to the last layer.
    layers: Vec<LensLayer>,
}

/// What the model would predict if a layer were its last.
#[derive(Serialize, ToSchema)]
struct LensLayer {
    /// The layer; 0 is the embedding output.
    layer: u16,
    /// The most probable entries.
    predictions: Vec<Prediction>,
    /// What stood there before masking or replacing (causal: what follows); null if that is unknown.
    #[schema(required)]
    original: Option<Original>,
    /// How undecided the model is, in nats.
    entropy: f32,
}

/// Applies the vocabulary head to every layer's state of one token (the logit lens).
#[utoipa::path(
    post,
    path = "/api/v1/lens",
    tag = "text",
    request_body = LensBody,
    responses((status = OK, description = "The predictions at each layer", body = Lens), TextErrors)
)]
pub(crate) async fn lens(
    app: AppState,
    Body(mut body): Body<LensBody>,
) -> Result<Json<Lens>, ApiError> {
    let top_k = top_k(body.top_k)?;
    let asked = body.token;
    let prepared = body.input().prepare(&app)?;
    let info = &prepared.model.info;
    if !matches!(info.task, Task::FillMask | Task::Causal) {
        let detail = format!(
            "{} has no vocabulary head: it predicts no words.",
            info.name
        );
        return Err(ApiError::new(Code::NoVocabularyHead, detail));
    }
    let token = token_index(asked, prepared.sequence.len())?;
    let original = original(&prepared, token);
    let row = |at| Row {
        at,
        token,
        original,
    };
    let rows = HiddenLayer::all(info.layers).map(row).collect();
    let trace = app.inference.trace(info, &prepared.sequence).await?;
    let readings = app.inference.readings(info, trace, rows, top_k).await?;
    let layers = readings.into_iter().zip(HiddenLayer::all(info.layers));
    Ok(Json(Lens {
        token: token.0,
        layers: layers
            .map(|(reading, at)| layer(&prepared, at, &reading))
            .collect(),
    }))
}

/// What the prediction is to be held against: what stood there, or what follows.
fn original(prepared: &Prepared, token: TokenIndex) -> Option<TokenId> {
    let place = match prepared.model.info.task {
        Task::Causal => token.offset() + 1,
        _ => token.offset(),
    };
    *prepared.edited.originals.get(place)?
}

fn layer(prepared: &Prepared, at: HiddenLayer, reading: &Reading) -> LensLayer {
    let tokenizer = &*prepared.model.tokenizer;
    LensLayer {
        layer: at.number(),
        predictions: wire::predictions(&reading.candidates, tokenizer),
        original: reading
            .original
            .map(|original| Original::new(original, tokenizer)),
        entropy: reading.entropy,
    }
}
