//! A request for an evaluation, checked.

use std::sync::Arc;

use headlight_core::Text;
use headlight_explain::evaluation::{Sense, Senses, numbered, place, sense};

use super::body::{EvaluateBody, RowBody};
use crate::ReadyModel;
use crate::app::App;
use crate::error::{ApiError, Code};
use crate::json::Object;
use crate::routes::explain::{self, ExplainBody, ExplainOptions, MethodName};

const MAX_ROWS: usize = 10_000;
/// Explained rows are a thousand texts each, and what is known of them is kept until the end.
const MAX_EXPLAINED_ROWS: usize = 1000;

/// What is to be evaluated.
pub(super) struct Set {
    /// One or two classifiers.
    pub models: Vec<ReadyModel>,
    /// The texts.
    pub rows: Vec<Row>,
    /// How rows are to be explained.
    pub ask: Option<Ask>,
    /// Of models of sentiment: the largest number among the labels, by which is known what numbers mean.
    largest: Option<usize>,
}

/// A text, and what it is.
pub(super) struct Row {
    pub text: Arc<str>,
    pub label: Option<String>,
}

/// How rows are to be explained.
pub(super) struct Ask {
    pub method: MethodName,
    pub target: String,
    seed: u32,
    options: ExplainOptions,
}

impl Set {
    /// Checks everything that needs no model.
    pub(super) fn parse(body: EvaluateBody, app: &App) -> Result<Self, ApiError> {
        let models = explain::classifiers(app, &body.models)?;
        count(body.rows.len(), body.method)?;
        let target = body.target.clone().or_else(|| target(&models));
        let ask = match body.method {
            None if body.target.is_some() || body.options.is_some() => {
                let detail = "A target and options are for explanations: name a method as well.";
                return Err(ApiError::new(Code::BadRequest, detail));
            }
            None => None,
            Some(method) => Some(Ask::new(&body, method, target)?),
        };
        let rows = body.rows.into_iter().enumerate();
        let rows = rows.map(|(index, Object(row))| Row::parse(index, row));
        let rows: Vec<Row> = rows.collect::<Result<_, _>>()?;
        let set = Self {
            largest: largest(&models, &rows),
            models,
            rows,
            ask,
        };
        // What a model cannot do is said before any work.
        if let Some(ask) = &set.ask {
            explain::check(app, set.explain(ask, "a"))?;
        }
        Ok(set)
    }

    /// The request for the explanation of one text.
    pub(super) fn explain(&self, ask: &Ask, text: &str) -> ExplainBody {
        let models = self.models.iter().map(|model| model.info.id.to_string());
        ExplainBody {
            models: models.collect(),
            text: text.to_owned(),
            method: ask.method,
            target: Some(ask.target.clone()),
            seed: Some(ask.seed),
            options: Some(Object(ask.options.clone())),
        }
    }

    /// The place of a row's label among a model's, where it has one that means it.
    pub(super) fn truth(&self, model: usize, row: &Row) -> Option<usize> {
        let label = row.label.as_deref()?;
        let labels = &self.models[model].info.labels;
        place(labels, label).or_else(|| match self.largest {
            Some(largest) => Senses::of(labels).place(numbered(label.parse().ok()?, largest)?),
            None => place(
                labels,
                self.models[0]
                    .info
                    .labels
                    .get(label.parse::<usize>().ok()?)?,
            ),
        })
    }

    /// Whether a row is neither positive nor negative.
    pub(super) fn is_neutral(&self, row: &Row) -> bool {
        let label = row.label.as_deref().unwrap_or_default();
        let by_number = || numbered(label.parse().ok()?, self.largest?);
        sense(label).or_else(by_number) == Some(Sense::Neutral)
    }
}

/// The largest number among the labels of a set, where all models are of sentiment.
fn largest(models: &[ReadyModel], rows: &[Row]) -> Option<usize> {
    let of_sentiment = models.iter().all(|model| {
        let senses = Senses::of(&model.info.labels);
        senses.positive.is_some() && senses.negative.is_some()
    });
    let labels = rows.iter().filter_map(|row| row.label.as_deref());
    let numbers = labels.filter_map(|label| label.parse().ok());
    numbers.max().filter(|_| of_sentiment)
}

impl Ask {
    fn new(
        body: &EvaluateBody,
        method: MethodName,
        target: Option<String>,
    ) -> Result<Self, ApiError> {
        let options = body.options.as_ref();
        let options = options.map(|Object(options)| options.clone());
        let mut options = options.unwrap_or_default();
        if options.table.is_some() {
            let detail = "`table` is an option of a single explanation.";
            return Err(ApiError::new(Code::BadRequest, detail));
        }
        options.faithfulness.get_or_insert(false);
        let none = || ApiError::new(Code::BadRequest, "The two models have no label in common.");
        Ok(Self {
            method,
            target: target.ok_or_else(none)?,
            seed: body.seed.unwrap_or(0),
            options,
        })
    }

    /// Where random numbers come from.
    pub(super) fn seed(&self) -> u32 {
        self.seed
    }
}

impl Row {
    fn parse(index: usize, row: RowBody) -> Result<Self, ApiError> {
        let text = Text::parse(row.text).map_err(|error| {
            let error = ApiError::from(error);
            let detail = format!("At `rows[{index}]`: {}", error.detail());
            ApiError::new(error.code(), detail)
        })?;
        let label = row.label.map(|label| label.trim().to_owned());
        Ok(Self {
            text: text.as_str().into(),
            label: label.filter(|label| !label.is_empty()),
        })
    }
}

fn count(rows: usize, method: Option<MethodName>) -> Result<(), ApiError> {
    let detail = if rows > MAX_ROWS {
        format!("At most {MAX_ROWS} rows are evaluated at once, not {rows}.")
    } else if method.is_some() && rows > MAX_EXPLAINED_ROWS {
        format!("At most {MAX_EXPLAINED_ROWS} rows are explained at once, not {rows}.")
    } else {
        return Ok(());
    };
    Err(ApiError::new(Code::BadRequest, detail))
}

/// The first model's positive label, or else its last one, that all models have.
fn target(models: &[ReadyModel]) -> Option<String> {
    let labels = &models.first()?.info.labels;
    let positive = Senses::of(labels).positive.map(|place| &labels[place]);
    let known = |label: &&String| {
        let mut others = models.iter();
        others.all(|model| place(&model.info.labels, label).is_some())
    };
    positive
        .into_iter()
        .chain(labels.iter().rev())
        .find(known)
        .cloned()
}
