//! Following derivatives and attention.

use headlight_core::{Output, PathPoint};
use headlight_explain::gradients::IntegratedGradients;
use headlight_explain::{Attribution, Quality, Weight};
use tokio::sync::watch;

use super::reading::Reading;
use super::{Plan, Run};
use crate::error::ApiError;
use crate::inference::Path;
use crate::progress::listening;
use crate::routes::explain::derivatives::{Derivatives, PathOptions, baseline, filler};

/// The way through one model, as far as it was gone.
struct Walk<'a> {
    reading: &'a Reading,
    path: Path,
    machine: IntegratedGradients,
}

impl Run<'_> {
    /// What each model's tokens have, as numbers for units, and with two models their difference.
    pub(super) async fn follow(
        &mut self,
        plan: &Plan,
        method: Derivatives,
    ) -> Result<Vec<Attribution>, ApiError> {
        let readings = self.readings()?;
        let each = match method {
            Derivatives::Path(options) => IntegratedGradients::expected(options.steps),
            Derivatives::Gradient { .. } | Derivatives::Rollout { .. } => 1,
        };
        self.listener.begin("explain", each * readings.len()).await;
        let found = match method {
            Derivatives::Path(options) => self.integrate(plan, options, &readings).await?,
            Derivatives::Gradient { output } => self.at_the_text(plan, output, &readings).await?,
            Derivatives::Rollout { weighted } => self.roll_out(plan, weighted, &readings).await?,
        };
        Ok(with_difference(found))
    }

    /// Integrated gradients, all models a round at a time, so that both are shown after each.
    async fn integrate(
        &mut self,
        plan: &Plan,
        options: PathOptions,
        readings: &[Reading],
    ) -> Result<Vec<Attribution>, ApiError> {
        let mut walks = Vec::with_capacity(readings.len());
        for reading in readings {
            walks.push(self.walk(options, reading).await?);
        }
        loop {
            let mut idle = true;
            for Walk {
                reading,
                path,
                machine,
            } in &mut walks
            {
                let alphas = machine.wanted();
                if !alphas.is_empty() {
                    idle = false;
                    machine.take(&self.points(reading, path, alphas).await?);
                }
            }
            let found = walks.iter().filter_map(
                |Walk {
                     reading, machine, ..
                 }| {
                    let integral = machine.integral()?;
                    let quality = |outside| Quality::Path {
                        output: options.output,
                        value: integral.value,
                        delta: integral.delta(),
                        converged: integral.converged(),
                        steps: integral.steps,
                        outside,
                    };
                    let base = integral.baseline_value;
                    Some(reading.attribution(plan, base, &integral.tokens, quality))
                },
            );
            let found: Vec<Attribution> = found.collect();
            if idle {
                return Ok(found);
            }
            if self.listener.is_due() {
                let shown = self.explanation(plan, &with_difference(found));
                self.listener.partial(&shown).await;
            }
        }
    }

    /// One model's path, its ends known.
    async fn walk<'a>(
        &mut self,
        options: PathOptions,
        reading: &'a Reading,
    ) -> Result<Walk<'a>, ApiError> {
        let filler = filler(&reading.model, options.baseline)?;
        let path = Path {
            sequence: reading.sequence.clone(),
            baseline: baseline(filler, &reading.encoding),
            target: reading.target(options.output),
        };
        let inference = &self.app.inference;
        let ends = inference.ends(&reading.model.info, path.clone()).await?;
        self.points += 2;
        self.listener.asked(2);
        Ok(Walk {
            reading,
            path,
            machine: IntegratedGradients::new(options.steps, ends),
        })
    }

    /// Points of one model's path.
    async fn points(
        &mut self,
        reading: &Reading,
        path: &Path,
        alphas: Vec<f64>,
    ) -> Result<Vec<PathPoint>, ApiError> {
        let (telling, told) = watch::channel(0);
        let tell = move |points| telling.send_modify(|done| *done += points);
        let (inference, model) = (&self.app.inference, &reading.model.info);
        let points = inference.path(model, path.clone(), alphas, tell);
        let points = listening(points, told, |points| self.listener.asked(points)).await?;
        self.points += points.len();
        Ok(points)
    }

    async fn at_the_text(
        &mut self,
        plan: &Plan,
        output: Output,
        readings: &[Reading],
    ) -> Result<Vec<Attribution>, ApiError> {
        let mut found = Vec::with_capacity(readings.len());
        for reading in readings {
            let (sequence, target) = (reading.sequence.clone(), reading.target(output));
            let inference = &self.app.inference;
            let gradient = inference.embedding_gradient(&reading.model.info, sequence, target);
            let gradient = gradient.await?;
            let quality = |outside| Quality::Gradient {
                output,
                value: gradient.value,
                outside,
            };
            found.push(reading.attribution(plan, 0.0, &gradient.times_input(), quality));
            self.followed_one();
        }
        Ok(found)
    }

    /// One more pass of a model is done.
    pub(super) fn followed_one(&mut self) {
        self.points += 1;
        self.listener.asked(1);
    }
}

/// With two models, a third attribution: first − second.
fn with_difference(mut found: Vec<Attribution>) -> Vec<Attribution> {
    if let [first, second] = &found[..] {
        let pairs = first.weights.iter().zip(&second.weights);
        let weights = pairs.map(|(first, second)| Weight::bare(first.value - second.value));
        found.push(Attribution {
            base: first.base - second.base,
            weights: weights.collect(),
            quality: first.quality.clone(),
        });
    }
    found
}
