//! An explanation from its request to its answer.

use headlight_explain::{Attribution, Faithfulness, Mask, Method, Occlusion, Outputs, Removal};

use super::answer::{self, Cost, ExplainQuality, ExplainedModel, Explanation, FaithfulnessReport};
use super::body::{MethodName, Preset, RemovalOption};
use super::job::{self, Job};
use super::listener::Listener;
use super::plan::{self, Plan};
use super::scorer::Scorer;
use crate::app::App;
use crate::error::ApiError;

/// A job at work.
struct Run<'a> {
    app: &'a App,
    job: Job,
    listener: Listener,
    scorer: Scorer,
    /// The label that is explained, and its place in each model.
    target: String,
    places: Vec<usize>,
    /// Its probability for the text as it is, for each model.
    predictions: Vec<f64>,
}

/// Does a job.
pub(super) async fn run(app: &App, job: Job, listener: Listener) -> Result<Explanation, ApiError> {
    let mut run = Run::begin(app, job, listener).await?;
    let mut plan = Plan::new(&run.job)?;
    if plan.cut.units.is_empty() {
        return Ok(run.nothing(&plan));
    }
    let attributions = run.attribute(&mut plan).await?;
    let mut explanation = run.explanation(&plan, &attributions);
    if run.job.options.faithfulness.unwrap_or(true) {
        run.listener
            .partial(run.explanation(&plan, &attributions))
            .await;
        run.listener.begin("faithfulness", 0).await;
        for (model, result) in explanation.results.iter_mut().enumerate() {
            let found = run.faithfulness(&plan, model, &attributions[model]).await?;
            result.quality.faithfulness = found;
        }
        explanation.evaluations = run.scorer.evaluations();
    }
    Ok(explanation)
}

impl<'a> Run<'a> {
    /// Asks about the text itself, by which the target is known.
    async fn begin(app: &'a App, job: Job, listener: Listener) -> Result<Self, ApiError> {
        let mut scorer = Scorer::new(&job.models);
        let first = scorer.probabilities(app, 0, &job.text).await?;
        let target = job.target.clone().unwrap_or_else(|| {
            let labels = job.models[0].info.labels.iter().zip(&first).rev();
            let best = labels.max_by(|a, b| a.1.total_cmp(b.1));
            best.map(|(label, _)| label.clone()).unwrap_or_default()
        });
        let places = job.models.iter().map(|model| job::label(model, &target));
        let places = places.collect::<Result<Vec<_>, _>>()?;
        let mut predictions = Vec::with_capacity(places.len());
        for (model, place) in places.iter().enumerate() {
            predictions.push(scorer.probabilities(app, model, &job.text).await?[*place]);
        }
        Ok(Self {
            app,
            job,
            listener,
            scorer,
            target,
            places,
            predictions,
        })
    }

    /// Drives the method to its end.
    async fn attribute(&mut self, plan: &mut Plan) -> Result<Vec<Attribution>, ApiError> {
        let total = plan.expected() * self.places.len();
        self.listener.begin("explain", total).await;
        let removals = self.job.models.iter();
        let removals = removals.map(|model| plan::removal(&self.job, model));
        let removals = removals.collect::<Result<Vec<_>, _>>()?;
        loop {
            let masks = plan.method.wanted();
            if masks.is_empty() {
                let missing = || ApiError::internal(&"a method has no answer");
                let last = aside(plan, |method| method.attributions()).await?;
                return last.ok_or_else(missing);
            }
            let values = self.values(plan, &removals, &masks).await?;
            let due = self.listener.is_due();
            let learn = move |method: &mut dyn Method| {
                method.take(values);
                due.then(|| method.attributions()).flatten()
            };
            if let Some(partial) = aside(plan, learn).await? {
                self.listener
                    .partial(self.explanation(plan, &partial))
                    .await;
            }
        }
    }

    /// What a method is told of masks, `[masks][outputs]`: the target's probability by the first
    /// model, by the second, and their difference. SHAP's own recursion follows all labels.
    async fn values(
        &mut self,
        plan: &Plan,
        removals: &[Removal],
        masks: &[Mask],
    ) -> Result<Vec<Outputs>, ApiError> {
        let all_labels = self.job.options.preset == Some(Preset::Shap) && removals.len() == 1;
        let mut outputs = vec![Outputs::new(); masks.len()];
        for (model, removal) in removals.iter().enumerate() {
            let cut = (&plan.cut, removal);
            let rows = self
                .scorer
                .masked(self.app, model, cut, masks, &mut self.listener);
            for (outputs, mut row) in outputs.iter_mut().zip(rows.await?) {
                row.swap(0, self.places[model]);
                row.truncate(if all_labels { row.len() } else { 1 });
                outputs.extend(row);
            }
        }
        if removals.len() == 2 {
            for row in &mut outputs {
                row.push(row[0] - row[1]);
            }
        }
        Ok(outputs)
    }

    /// How far a model's weights hold, by leaving out and by masking.
    async fn faithfulness(
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

    fn explanation(&self, plan: &Plan, attributions: &[Attribution]) -> Explanation {
        let result = |(model, attribution): (usize, &Attribution)| {
            let additive = self.job.method == MethodName::Shap;
            ExplainedModel {
                base_value: additive.then_some(attribution.base as f32),
                weights: answer::weights(attribution),
                quality: ExplainQuality::new(attribution),
                ..self.bare(model)
            }
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
    fn nothing(&self, plan: &Plan) -> Explanation {
        let models = self.places.len();
        Explanation {
            method: self.job.method,
            target: self.target.clone(),
            units: answer::units(&plan.cut, &self.job.encoding),
            results: (0..models).map(|model| self.bare(model)).collect(),
            difference: (models == 2).then(Vec::new),
            evaluations: self.scorer.evaluations(),
            cost: Cost::new(plan.budget, plan.exact_cost),
            seed: self.job.seed,
            truncated: self.job.encoding.truncated.map(Into::into),
        }
    }

    fn bare(&self, model: usize) -> ExplainedModel {
        let prediction = self.predictions[model] as f32;
        ExplainedModel {
            model: self.job.models[model].info.id.to_string(),
            prediction,
            base_value: Some(prediction),
            weights: Vec::new(),
            quality: ExplainQuality::default(),
        }
    }
}

/// Lets a method think on another thread: a fit of many units takes a while, which other requests
/// should not have to wait for.
async fn aside<T: Send + 'static>(
    plan: &mut Plan,
    work: impl FnOnce(&mut dyn Method) -> T + Send + 'static,
) -> Result<T, ApiError> {
    let idle: Box<dyn Method> = Box::new(Occlusion::new(0));
    let mut method = std::mem::replace(&mut plan.method, idle);
    let done = tokio::task::spawn_blocking(move || (work(method.as_mut()), method));
    let (answer, method) = done.await.map_err(|error| ApiError::internal(&error))?;
    plan.method = method;
    Ok(answer)
}
