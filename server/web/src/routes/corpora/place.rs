//! What is searched for: a token of a text, at a layer, by embedding or by context.

use std::sync::Arc;

use headlight_core::{Head, HiddenLayer, Layer, ModelInfo, Space, TokenIndex, Trace};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::corpora::Opened;
use crate::error::{ApiError, Code};
use crate::input::{self, Input, Prepared, token_index};
use crate::json::Integer;

/// Which vectors are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum By {
    /// Hidden states, of layers 0 to L.
    Embedding,
    /// What the chosen heads bring together, of layers 1 to L.
    Context,
}

/// A checked question.
pub(super) struct Place {
    pub prepared: Prepared,
    pub token: TokenIndex,
    pub by: By,
    /// Ascending, each once; all where none were named.
    pub heads: Vec<Head>,
    pub opened: Arc<Opened>,
    vectors: Trace,
}

/// How many places a search finds unless it is told.
const K: i64 = 50;

/// The most that a search finds.
const MOST: i64 = 1000;

/// How many places are wanted.
pub(super) fn count(k: Option<Integer>) -> Result<usize, ApiError> {
    let k = k.map_or(K, |k| k.0);
    if (1..=MOST).contains(&k) {
        return Ok(k as usize);
    }
    let detail = "`k` is a number from 1 to 1,000.";
    Err(ApiError::new(Code::BadRequest, detail))
}

/// The point that a number names; layer 0 has no heads.
pub(super) fn point(number: Integer, by: By, model: &ModelInfo) -> Result<HiddenLayer, ApiError> {
    if number.0 == 0 {
        return match by {
            By::Embedding => Ok(HiddenLayer::EMBEDDINGS),
            By::Context => {
                let detail = "Layer 0 is what goes into the first layer: no head has read it yet. \
                              Search it by embedding.";
                Err(ApiError::new(Code::NoSuchLayer, detail))
            }
        };
    }
    input::layer(number, model).map(Layer::output)
}

impl Place {
    /// Checks a question and runs the model over its text.
    pub(super) async fn find(
        app: &Arc<App>,
        corpus: &str,
        input: Input,
        token: Integer,
        by: By,
        heads: Option<&[Integer]>,
    ) -> Result<Self, ApiError> {
        let id = app.corpora.id(corpus)?;
        let prepared = input.prepare(app)?;
        let token = token_index(token, prepared.sequence.len())?;
        let heads = input::heads(heads, &prepared.model.info)?;
        let (shared, model) = (app.clone(), prepared.model.clone());
        let opened = super::blocking(move || shared.corpora.open(&id, &model)).await?;
        let sequence = prepared.sequence.clone();
        let vectors = app.inference.embed(&prepared.model.info, sequence).await?;
        Ok(Self {
            prepared,
            token,
            by,
            heads,
            opened,
            vectors,
        })
    }

    /// Where vectors are compared at a layer.
    pub(super) fn space(&self, at: HiddenLayer) -> Space {
        let layer = layer_of(at, &self.prepared.model.info);
        match (self.by, layer) {
            (By::Context, Some(layer)) => Space::Context(layer, self.heads.clone()),
            _ => Space::Embedding(at),
        }
    }

    /// The token's vector there: contexts of all heads side by side.
    pub(super) fn vector(&self, space: &Space) -> Vec<f32> {
        match space {
            Space::Embedding(at) => self.vectors.hidden_row(*at, self.token).to_vec(),
            Space::Context(layer, _) => {
                let all = self.vectors.contexts(*layer).unwrap_or_default();
                let size = all.len() / self.vectors.shape().tokens.max(1);
                all[self.token.offset() * size..][..size].to_vec()
            }
        }
    }

    /// The points that can be searched.
    pub(super) fn points(&self) -> impl Iterator<Item = HiddenLayer> + use<> {
        let by = self.by;
        let points = HiddenLayer::all(self.prepared.model.info.layers);
        points.filter(move |at| by == By::Embedding || at.number() > 0)
    }
}

/// The layer whose output stands at a point; none at the embeddings.
pub(super) fn layer_of(at: HiddenLayer, model: &ModelInfo) -> Option<Layer> {
    Layer::parse(i64::from(at.number()), model.layers)
}
