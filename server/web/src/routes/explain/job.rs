//! A request for an explanation, checked.

use headlight_core::{Encoding, Text};
use headlight_explain::evaluation::place;

use super::body::{ExplainBody, ExplainOptions, MethodName, Preset, RemovalOption};
use super::derivatives;
use super::operator::Operator;
use crate::ReadyModel;
use crate::app::App;
use crate::error::{ApiError, Code};
use crate::input;
use crate::json::Object;

/// What is to be explained, and how.
pub(super) struct Job {
    /// One or two classifiers.
    pub models: Vec<ReadyModel>,
    /// The text.
    pub text: String,
    /// What the first model's tokenizer makes of it.
    pub encoding: Encoding,
    /// What the second one's does, where it finds more words: both models are asked about all of them.
    pub grid: Option<Encoding>,
    /// The method.
    pub method: MethodName,
    /// The label, where one was named.
    pub target: Option<String>,
    /// The seed.
    pub seed: u32,
    /// Details.
    pub options: ExplainOptions,
}

impl Job {
    /// Checks everything that needs no model.
    pub(super) fn parse(body: ExplainBody, app: &App) -> Result<Self, ApiError> {
        let options = body
            .options
            .map(|Object(options)| options)
            .unwrap_or_default();
        check(body.method, &options)?;
        let models = classifiers(app, &body.models)?;
        if let Some(target) = &body.target {
            models
                .iter()
                .try_for_each(|model| label(model, target).map(drop))?;
        }
        Text::parse(body.text.clone())?;
        let encoding = input::encode(&models[0], body.text.clone(), None)?;
        let grid = widest(&models[1..], &body.text, &encoding)?;
        let job = Self {
            models,
            text: body.text,
            encoding,
            grid,
            method: body.method,
            target: body.target,
            seed: body.seed.unwrap_or(0),
            options,
        };
        // What a model cannot do is said before any work.
        job.operators(app)?;
        for model in &job.models {
            derivatives::filler(model, job.options.baseline)?;
        }
        Ok(job)
    }

    /// How units are taken away for each model.
    pub(super) fn operators(&self, app: &App) -> Result<Vec<Operator>, ApiError> {
        let operator = |model| match self.options.preset {
            Some(Preset::Shap) => Ok(Operator::shap(model)),
            _ => Operator::new(
                app,
                model,
                self.options.removal.unwrap_or(RemovalOption::Delete),
            ),
        };
        self.models.iter().map(operator).collect()
    }
}

fn check(method: MethodName, options: &ExplainOptions) -> Result<(), ApiError> {
    use MethodName::{AttentionRollout, GradientXInput, IntegratedGradients, Lime, Shap};
    let preset = match options.preset {
        Some(Preset::Lime) => method == Lime,
        Some(Preset::Shap) => method == Shap && options.algorithm.is_none(),
        Some(Preset::Captum) => method == IntegratedGradients,
        None => true,
    };
    let for_another = [
        !preset,
        options.algorithm.is_some() && method != Shap,
        options.output.is_some() && !matches!(method, IntegratedGradients | GradientXInput),
        options.baseline.is_some() && method != IntegratedGradients,
        options.steps.is_some() && method != IntegratedGradients,
        options.rollout.is_some() && method != AttentionRollout,
    ];
    let steps = options.steps.is_none_or(|steps| (1..=300).contains(&steps));
    let budget = options
        .budget
        .is_none_or(|budget| (2..=20_000).contains(&budget));
    let features = options
        .features
        .is_none_or(|features| (1..=1000).contains(&features));
    let wrong = [
        (
            for_another.contains(&true),
            "This preset or option belongs to another method.",
        ),
        (!steps, "The number of steps is from 1 to 300."),
        (!budget, "A budget is a number from 2 to 20,000."),
        (!features, "The number of features is from 1 to 1,000."),
        (
            options.preset.is_some() && options.removal.is_some(),
            "A preset has its own way of removal.",
        ),
    ];
    match wrong.into_iter().find(|(wrong, _)| *wrong) {
        Some((_, detail)) => Err(ApiError::new(Code::BadRequest, detail)),
        None => Ok(()),
    }
}

/// One classifier of the list, or two.
pub(crate) fn classifiers(app: &App, ids: &[String]) -> Result<Vec<ReadyModel>, ApiError> {
    if !(1..=2).contains(&ids.len()) {
        let detail = "Name one model, or two to compare.";
        return Err(ApiError::new(Code::BadRequest, detail));
    }
    ids.iter().map(|id| classifier(app, id)).collect()
}

fn classifier(app: &App, id: &str) -> Result<ReadyModel, ApiError> {
    let model = app.model(id)?;
    if model.info.labels.is_empty() {
        let detail = format!("{} is no classifier: it has no labels.", model.info.name);
        return Err(ApiError::new(Code::NotAClassifier, detail));
    }
    Ok(model)
}

/// What another model's tokenizer makes of a text, if it finds more words in it.
fn widest(
    others: &[ReadyModel],
    text: &str,
    encoding: &Encoding,
) -> Result<Option<Encoding>, ApiError> {
    let others = others
        .iter()
        .map(|model| input::encode(model, text.to_owned(), None));
    let mut others = others.collect::<Result<Vec<_>, _>>()?.into_iter();
    Ok(others.rfind(|other| other.words.len() > encoding.words.len()))
}

/// The place of a label among a model's, or of the one that means the same.
pub(super) fn label(model: &ReadyModel, target: &str) -> Result<usize, ApiError> {
    let labels = &model.info.labels;
    place(labels, target).ok_or_else(|| {
        let known = labels.join("”, “");
        let detail = format!(
            "{} has no label “{target}”: its labels are “{known}”.",
            model.info.name
        );
        ApiError::new(Code::BadRequest, detail)
    })
}
