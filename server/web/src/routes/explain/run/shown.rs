//! What is known, as it is shown.

use headlight_core::Output;
use headlight_explain::{Attribution, Outputs, Quality};

use super::{Plan, Run};
use crate::ReadyModel;
use crate::routes::explain::answer::{
    self, Cost, ExplainQuality, ExplainedModel, Explanation, TableRow,
};

impl Run<'_> {
    /// What a method has found so far.
    pub(super) fn explanation(&self, plan: &Plan, attributions: &[Attribution]) -> Explanation {
        let result = |(model, attribution): (usize, &Attribution)| ExplainedModel {
            base_value: base_value(attribution),
            weights: answer::weights(attribution),
            quality: ExplainQuality::new(attribution),
            ..self.bare(model)
        };
        let models = self.places.len();
        let results = attributions
            .iter()
            .take(models)
            .enumerate()
            .map(result)
            .collect();
        let difference = attributions.get(2).filter(|_| models == 2);
        Explanation {
            results,
            difference: difference.map(answer::weights),
            ..self.nothing(plan)
        }
    }

    /// The answer for a text without units.
    pub(super) fn nothing(&self, plan: &Plan) -> Explanation {
        let models = self.places.len();
        Explanation {
            method: self.job.method,
            target: self.target.clone(),
            units: answer::units(&plan.cut, &self.job.encoding),
            results: (0..models).map(|model| self.bare(model)).collect(),
            difference: (models == 2).then(Vec::new),
            evaluations: self.evaluations(),
            cost: Cost::new(plan.budget, plan.exact_cost),
            seed: self.job.seed,
            truncated: self.job.encoding.truncated.map(Into::into),
            table: None,
        }
    }

    /// An answer after which nothing more is asked.
    pub(super) fn ended(&self, explanation: Explanation) -> Explanation {
        let row = |(model, text, outputs): (&ReadyModel, &str, &Outputs)| TableRow {
            model: model.info.id.to_string(),
            text: text.to_owned(),
            probabilities: outputs.iter().map(|value| *value as f32).collect(),
        };
        let table = || self.scorer.asked().map(row).collect();
        Explanation {
            evaluations: self.evaluations(),
            table: self.job.options.table.unwrap_or(false).then(table),
            ..explanation
        }
    }

    fn bare(&self, model: usize) -> ExplainedModel {
        let prediction = self.predictions[model] as f32;
        ExplainedModel {
            model: self.job.models[model].info.id.to_string(),
            prediction,
            base_value: Some(prediction),
            blank: self.blanks.get(model).cloned(),
            weights: Vec::new(),
            quality: ExplainQuality::default(),
        }
    }
}

/// What weights are counted from, where they add up to a probability.
fn base_value(attribution: &Attribution) -> Option<f32> {
    match attribution.quality {
        Quality::Additive { .. }
        | Quality::Path {
            output: Output::Probability,
            ..
        } => Some(attribution.base as f32),
        _ => None,
    }
}
