//! `POST /api/v1/classify`

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::AppState;
use crate::error::{ApiError, Code, TextErrors};
use crate::inference::Lane;
use crate::input::sequence;
use crate::json::Body;
use crate::wire::softmax;

/// So many texts are still answered before bulk work.
const MAX_INTERACTIVE_TEXTS: usize = 8;

const MAX_TEXTS: usize = 1000;

/// Texts to be classified.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClassifyBody {
    /// The id of a classifier of the list.
    model: String,
    /// At most 1,000 texts.
    texts: Vec<String>,
}

/// What a classifier gives each text and label.
#[derive(Serialize, ToSchema)]
pub(crate) struct Classification {
    /// The labels.
    labels: Vec<String>,
    /// `[text][label]`, each row sums to 1.
    probabilities: Vec<Vec<f32>>,
    /// `[text][label]` before softmax.
    logits: Vec<Vec<f32>>,
}

/// Classifies texts.
#[utoipa::path(
    post,
    path = "/api/v1/classify",
    tag = "text",
    request_body = ClassifyBody,
    responses((status = OK, description = "What each text is", body = Classification), TextErrors)
)]
pub(crate) async fn classify(
    app: AppState,
    Body(body): Body<ClassifyBody>,
) -> Result<Json<Classification>, ApiError> {
    let model = app.model(&body.model)?;
    let info = &model.info;
    if info.labels.is_empty() {
        let detail = format!("{} is no classifier: it has no labels.", info.name);
        return Err(ApiError::new(Code::NotAClassifier, detail));
    }
    let lane = lane(body.texts.len())?;
    let sequences = body.texts.into_iter().map(|text| sequence(&model, text));
    let sequences = sequences.collect::<Result<Vec<_>, _>>()?;
    let logits = if sequences.is_empty() {
        Vec::new()
    } else {
        app.inference.scores(lane, info, sequences).await?
    };
    Ok(Json(Classification {
        labels: info.labels.clone(),
        probabilities: logits.iter().map(|row| softmax(row)).collect(),
        logits,
    }))
}

fn lane(texts: usize) -> Result<Lane, ApiError> {
    if texts > MAX_TEXTS {
        let detail = format!("At most {MAX_TEXTS} texts are classified at once, not {texts}.");
        return Err(ApiError::new(Code::BadRequest, detail));
    }
    Ok(if texts > MAX_INTERACTIVE_TEXTS {
        Lane::Bulk
    } else {
        Lane::Interactive
    })
}
