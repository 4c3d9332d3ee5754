//! `POST /api/v1/corpora/{id}/by-layer`

use std::sync::Arc;

use axum::Json;
use headlight_core::{HiddenLayer, Space, VectorError, VectorIndex, VectorQuery};
use headlight_corpus::Label;
use headlight_corpus::probe::ProbeSet;
use headlight_corpus::summary::{Counts, counts};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::blocking;
use super::place::{By, Place, count};
use crate::app::{App, AppState};
use crate::corpora::Opened;
use crate::error::{ApiError, SearchErrors};
use crate::input::input_body;
use crate::json::{Body, Integer};
use crate::path::PathOf;

input_body! {
    /// A token of a text, and which label of its neighbours is followed through the layers.
    ByLayerBody {
        /// The token, counted from 0 with added specials included.
        token: Integer,
        /// `embedding` or `context`.
        by: By,
        /// Heads that are compared by context, counted from 1; all when left out.
        heads: Option<Vec<Integer>>,
        /// How many neighbours of each layer: 1 to 1,000, 50 when left out.
        k: Option<Integer>,
        /// `upos` or `deprel`.
        label: LayerLabel,
    }
}

/// A label that has few values.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum LayerLabel {
    /// Parts of speech.
    Upos,
    /// Relations.
    Deprel,
}

/// What a token's neighbours are at each layer.
#[derive(Serialize, ToSchema)]
pub(crate) struct ByLayer {
    /// Ascending; by context from layer 1.
    layers: Vec<LayerShares>,
}

/// What a token's neighbours are at one layer.
#[derive(Serialize, ToSchema)]
struct LayerShares {
    /// The layer; 0 is the embedding output.
    layer: u16,
    /// By falling share, then by label.
    shares: Vec<LabelShare>,
    /// How many neighbours bear a label.
    neighbours: u64,
    /// What the layer's probe says of the token, by embedding where probes were trained.
    #[serde(skip_serializing_if = "Option::is_none")]
    probe: Option<ProbeSays>,
}

/// What a linear classifier over hidden states says of one.
#[derive(Serialize, ToSchema)]
struct ProbeSays {
    /// The likeliest label.
    label: String,
    /// Its probability.
    probability: f32,
    /// The share of words that the probe gets right in documents that it has not seen.
    accuracy: f64,
}

/// The share of a label.
#[derive(Serialize, ToSchema)]
struct LabelShare {
    /// The label.
    label: String,
    /// Its share among the neighbours.
    share: f64,
    /// Its share among all tokens of the corpus.
    base_rate: f64,
}

/// Finds at every layer the places that are most like a token, one of each sentence, and says what
/// they are.
#[utoipa::path(
    post,
    path = "/api/v1/corpora/{id}/by-layer",
    tag = "corpora",
    params(("id" = String, Path, description = "The corpus")),
    request_body = ByLayerBody,
    responses((status = OK, description = "Shares at each layer", body = ByLayer), SearchErrors)
)]
pub(crate) async fn by_layer(
    app: AppState,
    PathOf(corpus): PathOf<String>,
    Body(mut body): Body<ByLayerBody>,
) -> Result<Json<ByLayer>, ApiError> {
    let k = count(body.k)?;
    let input = body.input();
    let heads = body.heads.as_deref();
    let place = Place::find(&app.0, &corpus, input, body.token, body.by, heads).await?;
    let label = match body.label {
        LayerLabel::Upos => Label::Upos,
        LayerLabel::Deprel => Label::Deprel,
    };
    let opened = place.opened.clone();
    let count_all = move || {
        let tokens = opened.index.tokens();
        let words = (0..tokens.len()).filter_map(|token| tokens.word(token));
        counts(&opened.corpus, label, words)
    };
    let base = app.corpora.searcher.ask(count_all).await?;
    let probes = probes(&app.0, &corpus, &place, label).await?;
    let mut layers = Vec::new();
    // Each layer is a search of its own, so that others get their turn in between.
    for at in place.points() {
        let space = place.space(at);
        let (opened, vector) = (place.opened.clone(), place.vector(&space));
        let said = probes.as_ref().and_then(|probes| says(probes, at, &vector));
        let search = move || found(&opened, &space, &vector, k, label);
        let found = app.corpora.searcher.ask(search).await?;
        let found = found.map_err(|error| ApiError::internal(&error))?;
        layers.push(shares(at, &found, &base, said));
    }
    Ok(Json(ByLayer { layers }))
}

/// The labels of the nearest places.
fn found(
    opened: &Arc<Opened>,
    space: &Space,
    vector: &[f32],
    k: usize,
    label: Label,
) -> Result<Counts, VectorError> {
    let tokens = opened.index.tokens();
    let found = opened.index.nearest(&VectorQuery {
        space,
        vector,
        centred: false,
        k,
        allowed: None,
        groups: Some(tokens.sentences()),
    })?;
    let words = found.iter().filter_map(|found| tokens.word(found.vector));
    Ok(counts(&opened.corpus, label, words))
}

/// The probes for a label, where vectors are hidden states.
async fn probes(
    app: &Arc<App>,
    corpus: &str,
    place: &Place,
    label: Label,
) -> Result<Option<Arc<ProbeSet>>, ApiError> {
    if place.by == By::Context {
        return Ok(None);
    }
    let id = app.corpora.id(corpus)?;
    let (app, model) = (app.clone(), place.prepared.model.clone());
    blocking(move || app.corpora.probes(&id, &model, label)).await
}

fn says(probes: &ProbeSet, at: HiddenLayer, state: &[f32]) -> Option<ProbeSays> {
    let reader = probes.reader(at, state.len())?;
    let (label, probability) = reader.told(state)?;
    Some(ProbeSays {
        label: label.to_owned(),
        probability,
        accuracy: reader.layer.accuracy,
    })
}

fn shares(at: HiddenLayer, found: &Counts, base: &Counts, probe: Option<ProbeSays>) -> LayerShares {
    let ratio = |part: u64, whole: u64| part as f64 / (whole as f64).max(1.0);
    let share = |(label, count): (&String, &u64)| {
        let in_base = base.by_label.get(label).copied().unwrap_or_default();
        LabelShare {
            label: label.clone(),
            share: ratio(*count, found.total),
            base_rate: ratio(in_base, base.total),
        }
    };
    let mut shares: Vec<LabelShare> = found.by_label.iter().map(share).collect();
    // By label they stand already.
    shares.sort_by(|a, b| b.share.total_cmp(&a.share));
    LayerShares {
        layer: at.number(),
        shares,
        neighbours: found.total,
        probe,
    }
}
