//! A request for an attack, checked.

use std::sync::Arc;

use headlight_core::Text;
use headlight_explain::attack::{Goal, Guard, Options, Original};

use super::body::{AttackBody, AttackOptions, GoalName, RecipeName, SearchName};
use crate::ReadyModel;
use crate::app::App;
use crate::error::{ApiError, Code};
use crate::input::encode;
use crate::json::{Integer, Object};
use crate::routes::explain;
use crate::wire::Truncation;

/// What is to be done.
pub(super) struct Job {
    pub models: Vec<ReadyModel>,
    pub original: Arc<Original>,
    pub recipe: RecipeName,
    pub goal: GoalName,
    pub locked: Vec<usize>,
    pub seed: u32,
    pub asked: AttackOptions,
    pub truncated: Option<Truncation>,
}

impl Job {
    /// Checks everything that needs no model.
    pub(super) fn parse(body: AttackBody, app: &App) -> Result<Self, ApiError> {
        let models = explain::classifiers(app, &body.models)?;
        let asked = body
            .options
            .map(|Object(options)| options)
            .unwrap_or_default();
        let goal = body.goal.unwrap_or(GoalName::Left);
        check(goal, &models, asked)?;
        let (original, truncated) = read(&models[0], &body.text)?;
        let locked = body.locked.unwrap_or_default();
        let locked = locked.into_iter().map(|word| word_index(word, &original));
        Ok(Self {
            locked: locked.collect::<Result<_, _>>()?,
            models,
            original,
            recipe: body.recipe,
            goal,
            seed: body.seed.unwrap_or(0),
            asked,
            truncated,
        })
    }

    /// Details for the machine.
    pub(super) fn options(&self) -> Options {
        let (asked, usual) = (self.asked, Options::default());
        Options {
            search: asked.search(),
            ranking: asked.ranking.map(Into::into),
            budget: asked.budget.unwrap_or(usual.budget),
            most_edits: asked.most_edits,
            candidates: asked.candidates,
            guard: asked.guard.unwrap_or(true).then(Guard::default),
        }
    }

    /// Which model's derivatives are followed.
    pub(super) fn pushed(&self) -> usize {
        match self.goal.into() {
            Goal::Right | Goal::RightOnly => 1,
            _ => 0,
        }
    }
}

/// A text and its words, as a model reads them.
pub(crate) fn read(
    model: &ReadyModel,
    text: &str,
) -> Result<(Arc<Original>, Option<Truncation>), ApiError> {
    Text::parse(text.to_owned())?;
    let encoding = encode(model, text.to_owned(), None)?;
    let truncated = encoding.truncated.map(Truncation::from);
    Ok((Original::new(text, &encoding), truncated))
}

/// The word with this number, if it is there.
pub(super) fn word_index(word: Integer, original: &Original) -> Result<usize, ApiError> {
    let count = original.words().len();
    let found = usize::try_from(word.0).ok().filter(|word| *word < count);
    found.ok_or_else(|| {
        let detail = format!(
            "There is no word {}: the text has {count}, counted from 0.",
            word.0
        );
        ApiError::new(Code::BadRequest, detail)
    })
}

fn check(goal: GoalName, models: &[ReadyModel], asked: AttackOptions) -> Result<(), ApiError> {
    let within = |asked: Option<usize>, range: std::ops::RangeInclusive<usize>| {
        asked.is_none_or(|asked| range.contains(&asked))
    };
    let labels = |model: &ReadyModel| model.info.labels.len();
    let together = models
        .windows(2)
        .all(|pair| labels(&pair[0]) == labels(&pair[1]));
    let wrong = [
        (
            goal != GoalName::Left && models.len() < 2,
            "This goal is about two models: name a second one.",
        ),
        (
            goal == GoalName::Disagree && !together,
            "How far two models are apart can be said only where they have as many labels.",
        ),
        (
            asked.beam.is_some() && asked.search != Some(SearchName::Beam),
            "A beam belongs to the search `beam`.",
        ),
        (
            !within(asked.beam, 2..=10),
            "A beam is from 2 to 10 drafts wide.",
        ),
        (
            !within(asked.budget, 1..=20_000),
            "A budget is a number from 1 to 20,000.",
        ),
        (
            !within(asked.most_edits, 1..=512),
            "The number of edits is from 1 to 512.",
        ),
        (
            !within(asked.candidates, 1..=100),
            "The number of candidates is from 1 to 100.",
        ),
    ];
    match wrong.into_iter().find(|(wrong, _)| *wrong) {
        Some((_, detail)) => Err(ApiError::new(Code::BadRequest, detail)),
        None => Ok(()),
    }
}
