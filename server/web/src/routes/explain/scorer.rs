//! Asking models about masked texts, each text once.

use std::sync::Arc;

use headlight_explain::{Cut, Mask, Outputs, ScoreCache};

use super::operator::Operator;
use crate::ReadyModel;
use crate::app::App;
use crate::error::ApiError;
use crate::events::Listener;
use crate::scoring;
use crate::wire::softmax;

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

    /// Every text that a model was asked about, with its probabilities `[labels]`: model by model, in
    /// the order asked.
    pub(super) fn asked(&self) -> impl Iterator<Item = (&ReadyModel, &str, &Outputs)> {
        self.models.iter().flat_map(|(model, cache)| {
            let answers = cache.answers();
            answers.map(move |(text, outputs)| (model, text, outputs))
        })
    }

    /// The probabilities `[labels]` that one model gives a text.
    pub(super) async fn probabilities(
        &mut self,
        app: &App,
        model: usize,
        text: &str,
    ) -> Result<Outputs, ApiError> {
        let text = Arc::from(text);
        let listener = &mut Listener::none();
        self.ask(app, model, std::slice::from_ref(&text), listener)
            .await?;
        self.answer(model, &text)
    }

    /// The probabilities `[masks][labels]` that one model gives masked texts.
    pub(super) async fn masked(
        &mut self,
        app: &App,
        model: usize,
        (cut, operator): (&Cut, &Operator),
        masks: &[Mask],
        listener: &mut Listener,
    ) -> Result<Vec<Outputs>, ApiError> {
        let texts = operator.texts(app, cut, masks).await?;
        self.ask(app, model, &texts, listener).await?;
        texts.iter().map(|text| self.answer(model, text)).collect()
    }

    async fn ask(
        &mut self,
        app: &App,
        model: usize,
        texts: &[Arc<str>],
        listener: &mut Listener,
    ) -> Result<(), ApiError> {
        let (model, cache) = &mut self.models[model];
        let missing = cache.missing(texts);
        // What is asked again has its answer.
        listener.asked(texts.len() - missing.len());
        if missing.is_empty() {
            return Ok(());
        }
        let heard = |texts| listener.asked(texts);
        let logits = scoring::logits(app, model, missing.clone(), heard).await?;
        for (text, logits) in missing.into_iter().zip(logits) {
            let probabilities = softmax(&logits).into_iter().map(f64::from);
            cache.insert(text, probabilities.collect());
        }
        Ok(())
    }

    fn answer(&self, model: usize, text: &str) -> Result<Outputs, ApiError> {
        let missing = || ApiError::internal(&"a text was not scored");
        self.models[model].1.get(text).cloned().ok_or_else(missing)
    }
}
