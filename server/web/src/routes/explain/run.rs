//! An explanation from its request to its answer.

mod aside;
mod derivatives;
mod faithfulness;
mod reading;
mod rollout;
mod shown;

use headlight_explain::{Attribution, Mask, Method, Outputs};

use super::answer::{Blank, Explanation};
use super::body::Preset;
use super::job::{self, Job};
use super::operator::Operator;
use super::plan::{Machine, Plan};
use super::scorer::Scorer;
use crate::app::App;
use crate::error::ApiError;
use crate::events::Listener;
use aside::aside;

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
    /// How units are taken away for each model, and what is left without any.
    operators: Vec<Operator>,
    blanks: Vec<Blank>,
    /// How many times a model was differentiated.
    points: usize,
}

/// Does a job.
pub(super) async fn run(app: &App, job: Job, listener: Listener) -> Result<Explanation, ApiError> {
    let mut run = Run::begin(app, job, listener).await?;
    let (plan, machine) = Plan::new(&run.job)?;
    if matches!(machine, Machine::Masks(_)) {
        run.blank(&plan).await?;
    }
    if plan.cut.units.is_empty() {
        return Ok(run.ended(run.nothing(&plan)));
    }
    let attributions = match machine {
        Machine::Masks(method) => run.attribute(&plan, method).await?,
        Machine::Derivatives(method) => run.follow(&plan, method).await?,
    };
    let mut explanation = run.explanation(&plan, &attributions);
    if run.job.options.faithfulness.unwrap_or(true) {
        run.listener
            .partial(&run.explanation(&plan, &attributions))
            .await;
        let reports = run.faithfulness(&plan, &attributions).await?;
        for (result, reports) in explanation.results.iter_mut().zip(reports) {
            result.quality.faithfulness = reports;
        }
    }
    Ok(run.ended(explanation))
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
            operators: job.operators(app)?,
            blanks: Vec::new(),
            app,
            job,
            listener,
            scorer,
            target,
            places,
            predictions,
            points: 0,
        })
    }

    /// Asks about the text without its units.
    async fn blank(&mut self, plan: &Plan) -> Result<(), ApiError> {
        let nothing = [Mask::none(plan.cut.units.len())];
        for (model, operator) in self.operators.iter().enumerate() {
            let texts = operator.texts(self.app, &plan.cut, &nothing).await?;
            let text = texts.first().map_or("", |text| text.as_ref());
            let found = self.scorer.probabilities(self.app, model, text).await?;
            self.blanks.push(Blank {
                text: text.to_owned(),
                prediction: found[self.places[model]] as f32,
            });
        }
        Ok(())
    }

    /// How often models were asked.
    fn evaluations(&self) -> usize {
        self.scorer.evaluations() + self.points
    }

    /// Drives a method of masks to its end.
    async fn attribute(
        &mut self,
        plan: &Plan,
        mut method: Box<dyn Method>,
    ) -> Result<Vec<Attribution>, ApiError> {
        let total = plan.expected() * self.places.len();
        self.listener.begin("explain", total).await;
        loop {
            let masks = method.wanted();
            if masks.is_empty() {
                let missing = || ApiError::internal(&"a method has no answer");
                let (last, _) = aside(method, |method| method.attributions()).await?;
                return last.ok_or_else(missing);
            }
            let values = self.values(plan, &masks).await?;
            let due = self.listener.is_due();
            let learn = move |method: &mut dyn Method| {
                method.take(values);
                due.then(|| method.attributions()).flatten()
            };
            let partial;
            (partial, method) = aside(method, learn).await?;
            if let Some(partial) = partial {
                self.listener
                    .partial(&self.explanation(plan, &partial))
                    .await;
            }
        }
    }

    /// What a method is told of masks, `[masks][outputs]`: the target's probability by the first
    /// model, by the second, and their difference. SHAP's own recursion follows all labels.
    async fn values(&mut self, plan: &Plan, masks: &[Mask]) -> Result<Vec<Outputs>, ApiError> {
        let all_labels = self.job.options.preset == Some(Preset::Shap) && self.places.len() == 1;
        let mut outputs = vec![Outputs::new(); masks.len()];
        for (model, operator) in self.operators.iter().enumerate() {
            let cut = (&plan.cut, operator);
            let rows = self
                .scorer
                .masked(self.app, model, cut, masks, &mut self.listener);
            for (outputs, mut row) in outputs.iter_mut().zip(rows.await?) {
                row.swap(0, self.places[model]);
                row.truncate(if all_labels { row.len() } else { 1 });
                outputs.extend(row);
            }
        }
        if self.places.len() == 2 {
            for row in &mut outputs {
                row.push(row[0] - row[1]);
            }
        }
        Ok(outputs)
    }
}
