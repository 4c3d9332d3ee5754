//! Two sentences that every reader can tell apart.

use serde::Serialize;
use utoipa::ToSchema;

use crate::ReadyModel;
use crate::app::App;
use crate::error::ApiError;
use crate::inference::Lane;
use crate::input::sequence;
use crate::wire::softmax;

const SENTENCES: [&str; 2] = [
    "It was a fantastic performance!",
    "The experience was terrible.",
];

/// What a classifier makes of a sentence.
#[derive(Serialize, ToSchema)]
pub(super) struct Sample {
    /// The sentence.
    text: &'static str,
    /// What it gives each label; they sum to 1.
    probabilities: Vec<f32>,
    /// The most probable label.
    label: String,
}

/// What the model makes of the sentences; none where it does not classify, or cannot right now. In
/// any case it is loaded, so that the list says whether that works.
pub(super) async fn samples(app: &App, model: &ReadyModel) -> Option<Vec<Sample>> {
    if model.info.labels.is_empty() {
        // Whether it worked is told with the model.
        let _ = app.inference.load(&model.info).await;
        return None;
    }
    let samples = classify(app, model).await;
    samples
        .inspect_err(|error| tracing::warn!("No samples of a new model: {}", error.detail()))
        .ok()
}

async fn classify(app: &App, model: &ReadyModel) -> Result<Vec<Sample>, ApiError> {
    let sequences = SENTENCES.map(|text| sequence(model, text.to_owned()));
    let sequences = sequences.into_iter().collect::<Result<_, _>>()?;
    let lane = Lane::Interactive;
    let logits = app.inference.scores(lane, &model.info, sequences).await?;
    let rows = SENTENCES.into_iter().zip(logits);
    Ok(rows
        .map(|(text, logits)| Sample {
            text,
            label: most_probable(&model.info.labels, &logits),
            probabilities: softmax(&logits),
        })
        .collect())
}

fn most_probable(labels: &[String], logits: &[f32]) -> String {
    let labelled = labels.iter().zip(logits);
    let most = labelled.max_by(|(_, a), (_, b)| a.total_cmp(b));
    most.map(|(label, _)| label.clone()).unwrap_or_default()
}
