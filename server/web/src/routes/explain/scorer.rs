//! Asking models about masked texts, each text once.

use headlight_explain::{Cut, Mask, Outputs, Removal, ScoreCache};

use super::listener::Listener;
use crate::ReadyModel;
use crate::app::App;
use crate::error::{ApiError, Code};
use crate::inference::Lane;
use crate::input::sequence;
use crate::wire::softmax;

/// Texts of one bulk job: after each, progress is told.
const TEXTS_PER_JOB: usize = 128;

/// The models of a request, and what they said so far.
pub(super) struct Scorer {
    models: Vec<(ReadyModel, ScoreCache)>,
}

impl Scorer {
    /// Nothing asked yet.
    pub(super) fn new(models: &[ReadyModel]) -> Self {
        let fresh = |model: &ReadyModel| (model.clone(), ScoreCache::default());
        Self {
            models: models.iter().map(fresh).collect(),
        }
    }

    /// How many texts models were asked about.
    pub(super) fn evaluations(&self) -> usize {
        self.models
            .iter()
            .map(|(_, cache)| cache.evaluations())
            .sum()
    }

    /// The probabilities `[labels]` that one model gives a text.
    pub(super) async fn probabilities(
        &mut self,
        app: &App,
        model: usize,
        text: &str,
    ) -> Result<Outputs, ApiError> {
        let texts = [text.to_owned()];
        let listener = &mut Listener::none();
        self.ask(app, model, &texts, listener).await?;
        self.answer(model, text)
    }

    /// The probabilities `[masks][labels]` that one model gives masked texts.
    pub(super) async fn masked(
        &mut self,
        app: &App,
        model: usize,
        (cut, removal): (&Cut, &Removal),
        masks: &[Mask],
        listener: &mut Listener,
    ) -> Result<Vec<Outputs>, ApiError> {
        let texts: Vec<String> = masks.iter().map(|mask| removal.apply(cut, mask)).collect();
        self.ask(app, model, &texts, listener).await?;
        texts.iter().map(|text| self.answer(model, text)).collect()
    }

    async fn ask(
        &mut self,
        app: &App,
        model: usize,
        texts: &[String],
        listener: &mut Listener,
    ) -> Result<(), ApiError> {
        let (model, cache) = &mut self.models[model];
        for texts in cache.missing(texts).chunks(TEXTS_PER_JOB) {
            let sequences = texts.iter().map(|text| readable(model, text));
            let sequences = sequences.collect::<Result<Vec<_>, _>>()?;
            let logits = app
                .inference
                .scores(Lane::Bulk, &model.info, sequences)
                .await?;
            for (text, logits) in texts.iter().zip(logits) {
                let probabilities = softmax(&logits).into_iter().map(f64::from);
                cache.insert(text.clone(), probabilities.collect());
            }
            listener.asked(texts.len()).await;
        }
        Ok(())
    }

    fn answer(&self, model: usize, text: &str) -> Result<Outputs, ApiError> {
        let missing = || ApiError::internal(&"a text was not scored");
        self.models[model].1.get(text).cloned().ok_or_else(missing)
    }
}

/// A text as the model reads it. A model without added specials makes nothing of an empty text: it
/// reads a space.
fn readable(model: &ReadyModel, text: &str) -> Result<headlight_core::Sequence, ApiError> {
    match sequence(model, text.to_owned()) {
        Err(error) if error.code() == Code::NoTokens => sequence(model, " ".to_owned()),
        other => other,
    }
}
