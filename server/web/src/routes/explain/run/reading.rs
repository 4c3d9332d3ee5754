//! A text as each model reads it.

use headlight_core::{Encoding, Output, Sequence, Target};
use headlight_explain::gradients::fold;
use headlight_explain::{Attribution, Quality, Weight};

use super::{Plan, Run};
use crate::ReadyModel;
use crate::error::ApiError;
use crate::input;

/// A text as one of the models reads it.
pub(super) struct Reading {
    pub model: ReadyModel,
    /// The label's place.
    place: usize,
    pub encoding: Encoding,
    pub sequence: Sequence,
}

impl Run<'_> {
    /// The text as each model reads it.
    pub(super) fn readings(&self) -> Result<Vec<Reading>, ApiError> {
        let models = self.job.models.iter().zip(&self.places);
        let read = |(model, place): (&ReadyModel, &usize)| {
            let encoding = input::encode(model, self.job.text.clone(), None)?;
            let ids = encoding.tokens.iter().map(|token| token.id).collect();
            Ok(Reading {
                model: model.clone(),
                place: *place,
                sequence: Sequence::new(ids, encoding.segments.clone(), Vec::new()),
                encoding,
            })
        };
        models.map(read).collect()
    }
}

impl Reading {
    /// The label, and which number about it.
    pub(super) fn target(&self, output: Output) -> Target {
        Target {
            label: self.place,
            output,
        }
    }

    /// Numbers for tokens as an attribution to units; `quality` is told what belongs to none.
    pub(super) fn attribution(
        &self,
        plan: &Plan,
        base: f64,
        tokens: &[f64],
        quality: impl FnOnce(f64) -> Quality,
    ) -> Attribution {
        let spans = self.encoding.tokens.iter();
        let spans: Vec<_> = spans.map(|token| token.span.map(|span| span.at)).collect();
        let folded = fold(&plan.cut, &spans, tokens);
        Attribution {
            base,
            weights: folded.units.into_iter().map(Weight::bare).collect(),
            quality: quality(folded.outside),
        }
    }
}
