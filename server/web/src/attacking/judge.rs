//! What classifiers say about texts, plain or through a defence.

use std::collections::HashMap;
use std::sync::Arc;

use headlight_explain::attack::Verdict;

use super::defence::Defence;
use crate::ReadyModel;
use crate::app::App;
use crate::error::ApiError;
use crate::scoring;
use crate::wire::softmax;

/// One or two classifiers, and what texts are put through before they read them.
pub(crate) struct Judge {
    /// The classifiers.
    pub models: Vec<ReadyModel>,
    /// The defence; none by default.
    pub defence: Option<Defence>,
}

impl Judge {
    /// Classifiers without a defence.
    pub(crate) fn plain(models: Vec<ReadyModel>) -> Self {
        Self {
            models,
            defence: None,
        }
    }

    /// A verdict for each text; `heard` is told of how many more texts there is an answer.
    pub(crate) async fn verdicts(
        &self,
        app: &App,
        texts: &[Arc<str>],
        mut heard: impl FnMut(usize),
    ) -> Result<Vec<Verdict>, ApiError> {
        let read = match &self.defence {
            Some(defence) => defence.read(app, texts).await?,
            None => texts.iter().map(|text| vec![text.clone()]).collect(),
        };
        let mut verdicts = vec![Verdict::new(); texts.len()];
        for model in &self.models {
            let said = said(app, model, &read, &mut heard).await?;
            for (verdict, votes) in verdicts.iter_mut().zip(&read) {
                verdict.push(mean(votes.iter().map(|text| &said[text])));
            }
        }
        if matches!(self.defence, Some(Defence::Ensemble)) {
            for verdict in &mut verdicts {
                let together = mean(verdict.iter());
                verdict.fill(together);
            }
        }
        Ok(verdicts)
    }

    /// A verdict for one text.
    pub(crate) async fn verdict(&self, app: &App, text: &str) -> Result<Verdict, ApiError> {
        let verdicts = self.verdicts(app, &[text.into()], |_| {}).await?;
        let missing = || ApiError::internal(&"a text was not scored");
        verdicts.into_iter().next().ok_or_else(missing)
    }
}

/// What a model says about each of many texts, each asked about once.
async fn said(
    app: &App,
    model: &ReadyModel,
    texts: &[Vec<Arc<str>>],
    heard: &mut impl FnMut(usize),
) -> Result<HashMap<Arc<str>, Vec<f64>>, ApiError> {
    let mut said: HashMap<Arc<str>, Vec<f64>> = HashMap::new();
    let mut distinct = Vec::new();
    for text in texts.iter().flatten() {
        if said.insert(text.clone(), Vec::new()).is_none() {
            distinct.push(text.clone());
        }
    }
    let logits = scoring::logits(app, model, distinct.clone(), heard).await?;
    for (text, logits) in distinct.into_iter().zip(logits) {
        let probabilities = softmax(&logits).into_iter().map(f64::from);
        said.insert(text, probabilities.collect());
    }
    Ok(said)
}

/// The mean of rows of equal length.
fn mean<'a>(rows: impl Iterator<Item = &'a Vec<f64>>) -> Vec<f64> {
    let mut sum: Vec<f64> = Vec::new();
    let mut count = 0.0;
    for row in rows {
        sum.resize(row.len(), 0.0);
        sum.iter_mut()
            .zip(row)
            .for_each(|(sum, number)| *sum += number);
        count += 1.0;
    }
    sum.into_iter().map(|sum| sum / count).collect()
}
