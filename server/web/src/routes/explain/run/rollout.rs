//! Attention rollout.

use headlight_core::{Layer, Output};
use headlight_explain::gradients::{gradient_rollout, mean_over_heads, rollout};
use headlight_explain::{Attribution, Quality};

use super::reading::Reading;
use super::{Plan, Run};
use crate::error::ApiError;

impl Run<'_> {
    /// What of the attention of all layers comes from each unit.
    pub(super) async fn roll_out(
        &mut self,
        plan: &Plan,
        weighted: bool,
        readings: &[Reading],
    ) -> Result<Vec<Attribution>, ApiError> {
        let mut found = Vec::with_capacity(readings.len());
        for reading in readings {
            let shares = if weighted {
                self.weighted_shares(reading).await?
            } else {
                self.shares(reading).await?
            };
            let quality = |outside| Quality::Rollout { weighted, outside };
            found.push(reading.attribution(plan, 0.0, &shares, quality));
            self.followed_one();
        }
        Ok(found)
    }

    /// Plain rollout, from the attention that other routes show.
    async fn shares(&self, reading: &Reading) -> Result<Vec<f64>, ApiError> {
        let (inference, info) = (&self.app.inference, &reading.model.info);
        let trace = inference.trace(info, &reading.sequence).await?;
        let mut layers = Vec::with_capacity(usize::from(info.layers));
        for layer in Layer::all(info.layers) {
            layers.push(inference.attention(info, &trace, layer).await?);
        }
        let tokens = reading.sequence.len();
        let read = inference.reads(info, tokens).await?.offset();
        let work = move || {
            let layers = layers.iter().map(|layer| mean_over_heads(layer, tokens));
            rollout(&layers.collect::<Vec<_>>(), read)
        };
        let work = tokio::task::spawn_blocking(work);
        work.await.map_err(|error| ApiError::internal(&error))
    }

    async fn weighted_shares(&self, reading: &Reading) -> Result<Vec<f64>, ApiError> {
        let (inference, info) = (&self.app.inference, &reading.model.info);
        let (sequence, target) = (reading.sequence.clone(), reading.target(Output::Logit));
        let layers = inference.attention_gradient(info, sequence, target).await?;
        let read = inference
            .reads(info, reading.sequence.len())
            .await?
            .offset();
        Ok(gradient_rollout(&layers, read))
    }
}
