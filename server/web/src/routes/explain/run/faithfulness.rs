//! Asking again whether weights hold.

use headlight_explain::{Attribution, Faithfulness};

use super::{Plan, Run, job};
use crate::error::ApiError;
use crate::routes::explain::answer::FaithfulnessReport;
use crate::routes::explain::body::RemovalOption;

impl Run<'_> {
    /// How far a model's weights hold, by leaving out and by masking.
    pub(super) async fn faithfulness(
        &mut self,
        plan: &Plan,
        model: usize,
        attribution: &Attribution,
    ) -> Result<Vec<FaithfulnessReport>, ApiError> {
        let weights = attribution.weights.iter().map(|weight| weight.value);
        let faithfulness = Faithfulness::new(weights.collect(), self.job.seed);
        let masks = faithfulness.wanted();
        let mut reports = Vec::new();
        let operators = [
            (RemovalOption::Delete, "delete"),
            (RemovalOption::Mask, "mask"),
        ];
        for (operator, name) in operators {
            // A model without a mask token is not asked about masks.
            let Ok(removal) = job::removal(&self.job.models[model], operator) else {
                continue;
            };
            let cut = (&plan.cut, &removal);
            let values = self
                .scorer
                .masked(self.app, model, cut, &masks, &mut self.listener);
            let report = faithfulness.report(&values.await?, self.places[model]);
            reports.extend(report.map(|report| FaithfulnessReport::new(name, &report)));
        }
        Ok(reports)
    }
}
