//! Derivatives, asked for by handlers: bulk work.

use std::sync::Arc;
use std::time::Instant;

use headlight_core::{
    Baseline, EmbeddingGradient, Gradients, HotFlip, Model, ModelError, ModelInfo, PathEnds,
    PathPoint, Sequence, Swap, Target, TokenIndex,
};

use super::cost::Work;
use super::jobs::Step;
use super::{Failure, Inference, Lane, classifier};

/// What a backward pass may keep of the way forward.
const MAX_BYTES: usize = 256 << 20;

/// Numbers kept for each token and layer, in hidden states: what the two normalisations, the
/// projections, attention and the feed-forward part (four wide, twice) need on the way back.
const KEPT_STATES: usize = 20;

/// A way through word embeddings.
#[derive(Clone)]
pub(crate) struct Path {
    /// The text.
    pub sequence: Sequence,
    /// Where the way begins.
    pub baseline: Baseline,
    /// What is looked at.
    pub target: Target,
}

impl Inference {
    /// A target at both ends of a path.
    pub(crate) async fn ends(
        &self,
        model: &Arc<ModelInfo>,
        path: Path,
    ) -> Result<PathEnds, Failure> {
        let passes = self.cache.metrics.forward_passes.clone();
        let step = move |model: &dyn Model| {
            passes.inc_by(2);
            let ends = gradients(model)?.ends(&path.sequence, &path.baseline, path.target);
            ends.map(Step::Done)
        };
        self.ask(Lane::Bulk, model, step).await
    }

    /// A target at points of a path, as shares of it, a few at a time; `heard` is told on the worker's thread of how
    /// many more are done.
    pub(crate) async fn path(
        &self,
        model: &Arc<ModelInfo>,
        path: Path,
        alphas: Vec<f64>,
        mut heard: impl FnMut(usize) + Send + 'static,
    ) -> Result<Vec<PathPoint>, Failure> {
        let passes = self.cache.metrics.forward_passes.clone();
        let (costs, info) = (self.costs.clone(), model.clone());
        let mut points = Vec::with_capacity(alphas.len());
        let step = move |model: &dyn Model| {
            let rest = &alphas[points.len()..];
            let tokens = path.sequence.len().max(1);
            let wanted = costs.tokens(&info.id, Work::Derive) / tokens;
            let next = first_part(rest, wanted.clamp(1, most_points(&info, tokens)));
            let started = Instant::now();
            let gradients = gradients(model)?;
            let found = gradients.path(&path.sequence, &path.baseline, next, path.target)?;
            let took = started.elapsed();
            costs.learn(&info.id, Work::Derive, next.len() * tokens, took);
            if found.len() != next.len() {
                return Err(ModelError::Kernel("the model left points out".to_owned()));
            }
            passes.inc_by(found.len() as u64);
            heard(found.len());
            points.extend(found);
            Ok(if points.len() == alphas.len() {
                Step::Done(std::mem::take(&mut points))
            } else {
                Step::More
            })
        };
        self.ask(Lane::Bulk, model, step).await
    }

    /// A target's derivative by each number of each word embedding.
    pub(crate) async fn embedding_gradient(
        &self,
        model: &Arc<ModelInfo>,
        sequence: Sequence,
        target: Target,
    ) -> Result<EmbeddingGradient, Failure> {
        let passes = self.cache.metrics.forward_passes.clone();
        let step = move |model: &dyn Model| {
            passes.inc();
            let gradient = gradients(model)?.embedding(&sequence, target);
            gradient.map(Step::Done)
        };
        self.ask(Lane::Bulk, model, step).await
    }

    /// The same, and the `k` swaps of each token by which the target falls most, among the entries of
    /// the vocabulary that are allowed.
    pub(crate) async fn swaps(
        &self,
        model: &Arc<ModelInfo>,
        sequence: Sequence,
        target: Target,
        allowed: Arc<[bool]>,
        k: usize,
    ) -> Result<(EmbeddingGradient, Vec<Vec<Swap>>), Failure> {
        let passes = self.cache.metrics.forward_passes.clone();
        let step = move |model: &dyn Model| {
            passes.inc();
            let gradient = gradients(model)?.embedding(&sequence, target)?;
            let swaps = hot_flip(model)?.best_swaps(&sequence, &gradient, &allowed, k)?;
            Ok(Step::Done((gradient, swaps)))
        };
        self.ask(Lane::Bulk, model, step).await
    }

    /// For each layer `[from, to]`, how much its attention speaks for a target.
    pub(crate) async fn attention_gradient(
        &self,
        model: &Arc<ModelInfo>,
        sequence: Sequence,
        target: Target,
    ) -> Result<Vec<Vec<f32>>, Failure> {
        let passes = self.cache.metrics.forward_passes.clone();
        let step = move |model: &dyn Model| {
            passes.inc();
            let layers = gradients(model)?.attention(&sequence, target);
            layers.map(Step::Done)
        };
        self.ask(Lane::Bulk, model, step).await
    }

    /// Which of so many tokens a classifier reads.
    pub(crate) async fn reads(
        &self,
        model: &Arc<ModelInfo>,
        tokens: usize,
    ) -> Result<TokenIndex, Failure> {
        let step = move |model: &dyn Model| Ok(Step::Done(classifier(model)?.reads(tokens)));
        self.ask(Lane::Bulk, model, step).await
    }
}

fn hot_flip(model: &dyn Model) -> Result<&dyn HotFlip, ModelError> {
    let missing = || ModelError::Kernel("the model has no derivatives".to_owned());
    model.hot_flip().ok_or_else(missing)
}

fn gradients(model: &dyn Model) -> Result<&dyn Gradients, ModelError> {
    let missing = || ModelError::Kernel("the model has no derivatives".to_owned());
    model.gradients().ok_or_else(missing)
}

/// The first of as few parts of equal size as there can be with at most so many points each: a few that
/// are left over would go through alone, at half the speed.
fn first_part(points: &[f64], most: usize) -> &[f64] {
    let parts = points.len().div_ceil(most).max(1);
    &points[..points.len().div_ceil(parts)]
}

/// How many points of a path may go forward together, by what is kept for the way back.
fn most_points(model: &ModelInfo, tokens: usize) -> usize {
    let states = usize::from(model.layers) * tokens * KEPT_STATES;
    let bytes = states * model.hidden_size as usize * size_of::<f32>();
    (MAX_BYTES / bytes.max(1)).max(1)
}

#[cfg(test)]
mod tests {
    use headlight_core::{ModelId, Task};

    use super::*;

    #[test]
    fn no_part_is_much_smaller_than_the_others() {
        let points = [0.5; 52];
        let mut rest = &points[..];
        let sizes = std::iter::from_fn(|| {
            let part = first_part(rest, 10).len();
            rest = &rest[part..];
            (part > 0).then_some(part)
        });
        assert_eq!(sizes.collect::<Vec<_>>(), [9, 9, 9, 9, 8, 8]);
        assert_eq!(first_part(&points, 52).len(), 52);
    }

    #[test]
    fn a_step_fits_into_memory() {
        let model = ModelInfo {
            id: ModelId::parse("a").unwrap(),
            name: String::new(),
            architecture: String::new(),
            task: Task::Classification,
            layers: 12,
            heads: 12,
            hidden_size: 768,
            max_tokens: 512,
            vocab_size: 1,
            parameters: 1,
            labels: Vec::new(),
            license: None,
        };
        // 12 layers of 32 tokens of 768 numbers, twenty times: 23.6 MB a point.
        assert_eq!(most_points(&model, 32), 11);
        assert_eq!(most_points(&model, 512), 1);
    }
}
