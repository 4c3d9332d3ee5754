//! `POST /api/v1/corpora/{id}/tags`: what probes say of a text.

use std::sync::Arc;

use axum::Json;
use headlight_core::{HiddenLayer, TokenIndex, Trace};
use headlight_corpus::probe::{LayerProbe, ProbeSet};
use serde::Serialize;
use utoipa::ToSchema;

use super::blocking;
use crate::app::AppState;
use crate::error::{ApiError, SearchErrors};
use crate::input::{Prepared, input_body};
use crate::json::Body;
use crate::path::PathOf;
use crate::wire::{Probes, Tag};

input_body! {
    /// A text that shall be tagged.
    TagsBody {}
}

/// What probes say of a text, and how good they are.
#[derive(Serialize, ToSchema)]
pub(crate) struct Tags {
    /// Those for parts of speech, then those for relations; one of them may not be trained.
    probes: Vec<Probes>,
}

/// What the probes of every layer say of every word of a text: predictions, made from the hidden state of its first
/// token, no gold tags.
#[utoipa::path(
    post,
    path = "/api/v1/corpora/{id}/tags",
    tag = "corpora",
    params(("id" = String, Path, description = "The corpus that they were trained on")),
    request_body = TagsBody,
    responses((status = OK, description = "Predicted tags", body = Tags), SearchErrors)
)]
pub(crate) async fn tags(
    app: AppState,
    PathOf(corpus): PathOf<String>,
    Body(mut body): Body<TagsBody>,
) -> Result<Json<Tags>, ApiError> {
    let id = app.corpora.id(&corpus)?;
    let prepared = body.input().prepare(&app)?;
    let (shared, model) = (app.0.clone(), prepared.model.clone());
    let sets = blocking(move || shared.corpora.all_probes(&id, &model)).await?;
    let info = &prepared.model.info;
    let trace = app.inference.trace(info, &prepared.sequence).await?;
    let firsts = firsts(&prepared);
    // Thousands of products for a long text: not on the thread that answers others.
    let say = move || Ok(sets.iter().map(|set| said(set, &trace, &firsts)).collect());
    let probes = blocking(say).await?;
    Ok(Json(Tags { probes }))
}

/// For each token whether it is the first one of a word.
fn firsts(prepared: &Prepared) -> Vec<bool> {
    let mut before = None;
    let tokens = prepared.encoding.tokens.iter();
    tokens
        .map(|token| {
            let first = token.word.is_some() && token.word != before;
            before = token.word;
            first
        })
        .collect()
}

fn said(set: &ProbeSet, trace: &Arc<Trace>, firsts: &[bool]) -> Probes {
    let size = trace.shape().hidden_size;
    let tags = |layer: &LayerProbe| {
        let mut points = HiddenLayer::all(trace.shape().layers);
        let at = points.find(|at| at.number() == layer.layer)?;
        let reader = set.reader(at, size)?;
        let tag = |(first, token): (&bool, u32)| {
            let state = first.then(|| trace.hidden_row(at, TokenIndex(token)))?;
            let (label, probability) = reader.told(state)?;
            Some(Tag {
                label: label.to_owned(),
                probability,
            })
        };
        Some(firsts.iter().zip(0..).map(tag).collect())
    };
    Probes::new(set, tags)
}
