//! How units are taken out of the text for one model.

use std::sync::Arc;

use headlight_explain::{Cut, Mask, Removal};

use super::body::RemovalOption;
use super::refill::Refill;
use crate::ReadyModel;
use crate::app::App;
use crate::error::{ApiError, Code};

/// A way of removal in a model's own words.
pub(super) enum Operator {
    /// Text for text.
    Plain(Removal),
    /// Another model writes what it expects.
    Refill(Refill),
}

impl Operator {
    /// The way that was asked for.
    pub(super) fn new(
        app: &App,
        model: &ReadyModel,
        removal: RemovalOption,
    ) -> Result<Self, ApiError> {
        let (piece, name) = match removal {
            RemovalOption::Delete => return Ok(Self::Plain(Removal::Delete)),
            RemovalOption::Refill => return Refill::new(app).map(Self::Refill),
            RemovalOption::Mask => (mask(model), "mask"),
            RemovalOption::Unk => (unknown(model), "unknown"),
        };
        let removal = piece.map(|piece| Self::Plain(Removal::Replace(piece)));
        removal.ok_or_else(|| {
            let detail = format!("{} has no {name} token.", model.info.name);
            ApiError::new(Code::Unsupported, detail)
        })
    }

    /// The way of `shap.maskers.Text`.
    pub(super) fn shap(model: &ReadyModel) -> Self {
        let mask = mask(model);
        let collapse = mask.is_none();
        let mask = mask.unwrap_or_else(|| "...".to_owned());
        Self::Plain(Removal::Shap { mask, collapse })
    }

    /// What is left of a text, for each mask.
    pub(super) async fn texts(
        &self,
        app: &App,
        cut: &Cut,
        masks: &[Mask],
    ) -> Result<Vec<Arc<str>>, ApiError> {
        match self {
            Self::Plain(removal) => {
                let texts = masks.iter().map(|mask| removal.apply(cut, mask).into());
                Ok(texts.collect())
            }
            Self::Refill(refill) => refill.texts(app, cut, masks).await,
        }
    }
}

/// A model's unknown token.
pub(crate) fn unknown(model: &ReadyModel) -> Option<String> {
    let mut pieces = ["[UNK]", "<unk>"].into_iter();
    let known = pieces.find(|piece| model.tokenizer.id(piece).is_some());
    known.map(str::to_owned)
}

/// A model's mask token.
pub(crate) fn mask(model: &ReadyModel) -> Option<String> {
    let mask = model.tokenizer.mask()?;
    model.tokenizer.piece(mask)
}
