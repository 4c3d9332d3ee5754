//! The one who answers an attack's questions.

use std::sync::Arc;

use headlight_explain::attack::{Answer, Draft, Lexicon, Question, Slope};

use super::dictionary::Words;
use super::fill::Filler;
use super::judge::Judge;
use super::meaning::{Anchor, cosines, drops};
use super::slopes::slopes;
use super::vocabulary::Vocabulary;
use crate::app::App;
use crate::error::ApiError;

/// Everything that is asked for an answer.
pub(crate) struct Oracle<'a> {
    /// What all routes share.
    pub app: &'a App,
    /// The classifiers.
    pub judge: Judge,
    /// The model for masked words, where there is one.
    pub filler: Option<Filler>,
    /// The words of the first classifier.
    vocabulary: Arc<Vocabulary>,
    /// What is known of words.
    pub lexicon: Arc<dyn Lexicon>,
    /// Whether WordNet is among it.
    pub wordnet: bool,
    anchor: Anchor,
}

impl<'a> Oracle<'a> {
    /// Finds what there is beside the classifiers: a model for masked words, WordNet.
    pub(crate) async fn new(app: &'a App, judge: Judge) -> Result<Self, ApiError> {
        let vocabulary = app.dictionary.vocabulary(&judge.models[0]).await?;
        let filler = Filler::new(app).await.ok();
        let wordnet = app.dictionary.wordnet().await.ok();
        let words = filler
            .as_ref()
            .map_or(&vocabulary, |filler| &filler.vocabulary);
        Ok(Self {
            app,
            wordnet: wordnet.is_some(),
            lexicon: Arc::new(Words {
                wordnet,
                vocabulary: words.clone(),
            }),
            vocabulary,
            judge,
            filler,
            anchor: Anchor::default(),
        })
    }

    /// The answer to a question; `label` is a model and its label, whose derivative is followed.
    pub(crate) async fn answer(
        &self,
        question: Question,
        label: (usize, usize),
    ) -> Result<Answer, ApiError> {
        Ok(match question {
            Question::Scores(texts) => {
                Answer::Scores(self.judge.verdicts(self.app, &texts, |_| {}).await?)
            }
            Question::Fill {
                draft,
                words,
                masked,
                count,
            } => Answer::Fill(match (&self.filler, masked) {
                (None, _) => Vec::new(),
                (Some(filler), true) => filler.masked(self.app, &draft, &words, count).await?,
                (Some(filler), false) => filler.as_it_is(self.app, &draft, &words, count).await?,
            }),
            Question::Slopes { draft, count } => {
                Answer::Slopes(self.slopes(&draft, label, count).await?)
            }
            Question::Drops(edits) => Answer::Drops(self.drops(&edits).await?),
            Question::Cosines(drafts) => Answer::Cosines(self.cosines(&drafts).await?),
        })
    }

    /// Where the derivative of a model's label leads.
    pub(crate) async fn slopes(
        &self,
        draft: &Draft,
        (model, label): (usize, usize),
        count: usize,
    ) -> Result<Vec<Slope>, ApiError> {
        let model = &self.judge.models[model];
        let vocabulary = if model.info.id == self.judge.models[0].info.id {
            self.vocabulary.clone()
        } else {
            self.app.dictionary.vocabulary(model).await?
        };
        slopes(self.app, model, &vocabulary, draft, label, count).await
    }

    /// How much less edited words are expected, each in its draft; nothing is known without a model for
    /// masked words.
    pub(crate) async fn drops(
        &self,
        edits: &[(Draft, usize)],
    ) -> Result<Vec<Option<f64>>, ApiError> {
        match &self.filler {
            Some(filler) => drops(self.app, filler, edits).await,
            None => Ok(vec![None; edits.len()]),
        }
    }

    /// How near drafts are to their original; nothing is known without a model for masked words.
    pub(crate) async fn cosines(&self, drafts: &[Draft]) -> Result<Vec<Option<f64>>, ApiError> {
        let Some(filler) = &self.filler else {
            return Ok(vec![None; drafts.len()]);
        };
        let found = cosines(self.app, filler, &self.anchor, drafts).await?;
        Ok(found.into_iter().map(Some).collect())
    }
}
