//! What words add on the whole.

use headlight_explain::evaluation::{Estimate, Importance, WordImportance};
use serde::Serialize;
use utoipa::ToSchema;

use crate::routes::evaluate::set::Ask;
use crate::routes::explain::MethodName;

/// So many words are told of.
const MOST_WORDS: usize = 200;

/// What words add over the whole set.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WordsReport {
    /// The method.
    method: MethodName,
    /// The label that is explained.
    target: String,
    /// Where random numbers came from.
    seed: u32,
    /// How many different words there are.
    total: usize,
    /// At most 200, by falling effect on the difference, or else on the only model.
    words: Vec<WordReport>,
}

/// What one word adds.
#[derive(Debug, Serialize, ToSchema)]
struct WordReport {
    /// The word in small letters, without punctuation around it.
    word: String,
    /// In how many rows it stands.
    rows: usize,
    /// One for each model.
    results: Vec<WordEffect>,
    /// With two models: first − second.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    difference: Option<WordEffect>,
}

/// What one word adds to one model's answers.
#[derive(Debug, Serialize, ToSchema)]
struct WordEffect {
    /// Its mean weight over the rows that have it.
    mean: f32,
    /// The lower end of the 95 % interval of this mean; null where one row has it.
    #[schema(required)]
    low: Option<f32>,
    /// The upper end.
    #[schema(required)]
    high: Option<f32>,
    /// Its mean weight over all rows.
    effect: f32,
}

impl WordsReport {
    pub(in super::super) fn new(ask: &Ask, models: usize, importance: &Importance) -> Self {
        let words = importance.words();
        let shown = words.iter().take(MOST_WORDS);
        Self {
            method: ask.method,
            target: ask.target.clone(),
            seed: ask.seed(),
            total: words.len(),
            words: shown.map(|word| WordReport::new(word, models)).collect(),
        }
    }
}

impl WordReport {
    fn new(word: &WordImportance, models: usize) -> Self {
        let effects = word.weights.iter().zip(&word.effects);
        let mut results: Vec<WordEffect> = effects.map(WordEffect::new).collect();
        let difference = (models == 2).then(|| results.pop()).flatten();
        Self {
            word: word.word.clone(),
            rows: word.weights.first().map_or(0, |weight| weight.count),
            results,
            difference,
        }
    }
}

impl WordEffect {
    fn new((weight, effect): (&Estimate, &f64)) -> Self {
        Self {
            mean: weight.value as f32,
            low: weight.interval.map(|(low, _)| low as f32),
            high: weight.interval.map(|(_, high)| high as f32),
            effect: *effect as f32,
        }
    }
}
