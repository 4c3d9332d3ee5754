//! Asking again whether weights hold.

use headlight_explain::{Attribution, Faithfulness};

use super::{Operator, Plan, Run};
use crate::error::ApiError;
use crate::routes::explain::answer::FaithfulnessReport;
use crate::routes::explain::body::RemovalOption;

/// The ways of removal by which every method is judged, its own or not.
const OPERATORS: [(RemovalOption, &str); 2] = [
    (RemovalOption::Delete, "delete"),
    (RemovalOption::Mask, "mask"),
];

impl Run<'_> {
    /// How far each model's weights hold, by leaving out and by masking, `[models][operators]`.
    pub(super) async fn faithfulness(
        &mut self,
        plan: &Plan,
        attributions: &[Attribution],
    ) -> Result<Vec<Vec<FaithfulnessReport>>, ApiError> {
        let judged = attributions.iter().take(self.places.len());
        let judged = judged.map(|attribution| {
            let weights = attribution.weights.iter().map(|weight| weight.value);
            Faithfulness::new(weights.collect(), self.job.seed)
        });
        let judged: Vec<Faithfulness> = judged.collect();
        let masks = judged
            .iter()
            .map(|one| one.wanted().len() * OPERATORS.len());
        self.listener.begin("faithfulness", masks.sum()).await;
        let mut reports = Vec::with_capacity(judged.len());
        for (model, judged) in judged.iter().enumerate() {
            reports.push(self.judge(plan, model, judged).await?);
        }
        Ok(reports)
    }

    async fn judge(
        &mut self,
        plan: &Plan,
        model: usize,
        judged: &Faithfulness,
    ) -> Result<Vec<FaithfulnessReport>, ApiError> {
        let masks = judged.wanted();
        let mut reports = Vec::new();
        for (removal, name) in OPERATORS {
            // A model without a mask token is not asked about masks.
            let Ok(operator) = Operator::new(self.app, &self.job.models[model], removal) else {
                continue;
            };
            let cut = (&plan.cut, &operator);
            let values = self
                .scorer
                .masked(self.app, model, cut, &masks, &mut self.listener);
            let report = judged.report(&values.await?, self.places[model]);
            reports.extend(report.map(|report| FaithfulnessReport::new(name, &report)));
        }
        Ok(reports)
    }
}
