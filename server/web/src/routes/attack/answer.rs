//! What an attack came to.

use headlight_explain::attack::{Alarm, Draft, Edit, Outcome, Step, Verdict};
use serde::Serialize;
use utoipa::ToSchema;

use super::body::{EditName, GoalName, RecipeName};
use crate::ReadyModel;
use crate::wire::Truncation;

/// The edits that were found, and what they do.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AttackAnswer {
    /// How edits were found.
    pub recipe: RecipeName,
    /// What was wanted.
    pub goal: GoalName,
    /// How it ended.
    pub outcome: OutcomeName,
    /// Whether the goal is reached: with `input_reduction`, whether anything was left out and the label
    /// stayed.
    pub reached: bool,
    /// The text with its edits. Where the goal is reached they are the fewest that do it: undoing any
    /// one of them misses it. Else this is what came nearest.
    pub text: String,
    /// The words of the original.
    pub words: Vec<AttackedWord>,
    /// The edits, in the order of the text.
    pub edits: Vec<FoundEdit>,
    /// What each model says, in the order asked for. Of a goal that is reached the text was classified
    /// afresh for this.
    pub results: Vec<AttackedModel>,
    /// Edits that were made and undone again, since it takes them not.
    pub undone: Vec<WordEdit>,
    /// Every edit taken while searching, in that order.
    pub steps: Vec<AttackStep>,
    /// How much each word mattered to the search, the most important first; empty where it did not ask.
    pub importance: Vec<WordImportance>,
    /// The cosine of the two texts' sentence vectors, by the model for masked words; null without one.
    #[schema(required)]
    pub cosine: Option<f32>,
    /// How many different texts the classifiers were asked about.
    pub queries: usize,
    /// How many of them by the search itself; the others told which edits it takes not.
    pub searched: usize,
    /// What the guard and the alarms had to go by.
    pub known_by: KnownBy,
    /// Where random numbers came from.
    pub seed: u32,
    /// Where the text was cut because it had too many tokens: what lies behind was not edited.
    #[schema(required)]
    pub truncated: Option<Truncation>,
}

/// What comes while an attack is at work.
#[derive(Debug, Serialize)]
pub(super) struct Partial {
    /// The edits taken so far.
    pub steps: Vec<AttackStep>,
    /// How many texts were asked about so far.
    pub queries: usize,
}

/// How an attack ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OutcomeName {
    /// The goal is reached.
    Reached,
    /// Every word was tried.
    NotReached,
    /// The budget was spent first.
    BudgetSpent,
    /// There is no word that may be edited.
    NothingToEdit,
}

/// What judges meaning beside the list of negations.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub(crate) struct KnownBy {
    /// Whether `WordNet` told opposites and known words.
    pub wordnet: bool,
    /// Whether a model for masked words told what is expected.
    pub masked_lm: bool,
}

/// A word of the original.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AttackedWord {
    /// Its place.
    pub index: usize,
    /// The slice of the text.
    pub text: String,
    /// Where it starts, in UTF-16 code units.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

/// An edit of a word.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WordEdit {
    /// The word, by its index.
    pub word: usize,
    /// Where the replacement comes from.
    pub kind: EditName,
    /// What stands there instead; empty where the word is left out.
    pub replacement: String,
}

/// An edit of the result.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FoundEdit {
    #[serde(flatten)]
    pub edit: WordEdit,
    /// The word as it was.
    pub original: String,
    /// Where it stands in the original, in UTF-16 code units.
    pub start: u32,
    /// Where it ends there.
    pub end: u32,
    /// What each model says with this edit alone undone, `[models][labels]`.
    pub without: Vec<Vec<f32>>,
    /// Why the meaning may have changed.
    pub alarms: Vec<AlarmName>,
    /// How much less the model for masked words expects the replacement than the word, in nats for each
    /// piece; null where it cannot say.
    #[schema(required)]
    pub drop: Option<f32>,
}

/// Why an edit is suspicious.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AlarmName {
    /// The new word is the opposite of the old one.
    Opposite,
    /// A negation came in or went out.
    Negation,
    /// The new word is in no dictionary.
    NotAWord,
    /// The model for masked words hardly expects it there.
    Unlikely,
    /// To that model the text as a whole is another one.
    Drifted,
}

/// What a model says before and after.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AttackedModel {
    /// The model's id.
    pub model: String,
    /// Its labels.
    pub labels: Vec<String>,
    /// A probability for each, for the original.
    pub before: Vec<f32>,
    /// The same for the text with its edits.
    pub after: Vec<f32>,
    /// Whether the label is another.
    pub flipped: bool,
}

/// An edit that was taken.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AttackStep {
    #[serde(flatten)]
    pub edit: WordEdit,
    /// What each model says about the text with it, `[models][labels]`.
    pub probabilities: Vec<Vec<f32>>,
    /// How many texts had been asked about by then.
    pub queries: usize,
    /// How many edits were tried for it.
    pub candidates: usize,
    /// The best of them, at most eight.
    pub tried: Vec<TriedEdit>,
}

/// An edit that was tried.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TriedEdit {
    #[serde(flatten)]
    pub edit: WordEdit,
    /// What each model says about the text with it, `[models][labels]`.
    pub probabilities: Vec<Vec<f32>>,
}

/// How much a word mattered.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WordImportance {
    /// The word, by its index.
    pub word: usize,
    /// In the recipe's own measure.
    pub weight: f32,
}

impl From<Outcome> for OutcomeName {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Reached => Self::Reached,
            Outcome::NotReached => Self::NotReached,
            Outcome::BudgetSpent => Self::BudgetSpent,
            Outcome::NothingToEdit => Self::NothingToEdit,
        }
    }
}

impl From<Alarm> for AlarmName {
    fn from(alarm: Alarm) -> Self {
        match alarm {
            Alarm::Opposite => Self::Opposite,
            Alarm::Negation => Self::Negation,
            Alarm::NotAWord => Self::NotAWord,
            Alarm::Unlikely => Self::Unlikely,
            Alarm::Drifted => Self::Drifted,
        }
    }
}

impl From<&Edit> for WordEdit {
    fn from(edit: &Edit) -> Self {
        Self {
            word: edit.word,
            kind: edit.kind.into(),
            replacement: edit.replacement.clone(),
        }
    }
}

/// The words of a draft's original.
pub(super) fn words(draft: &Draft) -> Vec<AttackedWord> {
    let words = draft.original().words().iter().enumerate();
    let words = words.map(|(index, word)| AttackedWord {
        index,
        text: word.text.clone(),
        start: word.span.start,
        end: word.span.end,
    });
    words.collect()
}

/// Probabilities as they are sent.
pub(super) fn probabilities(verdict: &Verdict) -> Vec<Vec<f32>> {
    let row = |row: &Vec<f64>| row.iter().map(|p| *p as f32).collect();
    verdict.iter().map(row).collect()
}

pub(super) fn steps(steps: &[Step]) -> Vec<AttackStep> {
    let step = |step: &Step| AttackStep {
        edit: (&step.edit).into(),
        probabilities: probabilities(&step.verdict),
        queries: step.queries,
        candidates: step.candidates,
        tried: step
            .tried
            .iter()
            .map(|tried| TriedEdit {
                edit: (&tried.edit).into(),
                probabilities: probabilities(&tried.verdict),
            })
            .collect(),
    };
    steps.iter().map(step).collect()
}

/// What each model says before and after.
pub(super) fn models(
    models: &[ReadyModel],
    before: &Verdict,
    after: &Verdict,
) -> Vec<AttackedModel> {
    let rows = models
        .iter()
        .zip(probabilities(before).into_iter().zip(probabilities(after)));
    let rows = rows
        .enumerate()
        .map(|(place, (model, (old, new)))| AttackedModel {
            model: model.info.id.to_string(),
            labels: model.info.labels.clone(),
            flipped: headlight_explain::attack::best(&before[place])
                != headlight_explain::attack::best(&after[place]),
            before: old,
            after: new,
        });
    rows.collect()
}
