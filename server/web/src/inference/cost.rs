//! How fast models are here and now, so that a step of a long job takes about as long as it should.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use headlight_core::{ModelId, TokensPerSecond};

use crate::metrics::Metrics;

/// Speed of a model of which nothing is known: that of a small one on a slow machine.
const UNKNOWN: TokensPerSecond = TokensPerSecond(2000.0);

/// The least and the most tokens of a step, whatever its time.
const SMALLEST_STEP: usize = 64;
const LARGEST_STEP: usize = 2048;

/// What is done with tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Work {
    /// A forward pass, the last layer for few rows.
    Score,
    /// A forward pass whose states go through the vocabulary head.
    Expect,
    /// A forward pass up to a layer, for the attention of one token.
    Attend,
    /// A forward pass and the way back.
    Derive,
}

impl Work {
    const ALL: [Self; 4] = [Self::Score, Self::Expect, Self::Attend, Self::Derive];

    /// Forward passes that it takes about as long as, until it has been timed itself.
    fn passes(self) -> f64 {
        match self {
            Self::Score | Self::Attend => 1.0,
            Self::Expect => 2.0,
            Self::Derive => 3.0,
        }
    }

    /// How long one step of it should take. Derivatives get twice the time, because a few dozen rows go
    /// through both ways at half the speed of many.
    fn slice(self) -> Duration {
        Duration::from_millis(match self {
            Self::Score | Self::Expect | Self::Attend => 100,
            Self::Derive => 200,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::Expect => "expect",
            Self::Attend => "attend",
            Self::Derive => "derive",
        }
    }
}

/// What every model's work costs: timed when it is loaded, and again with every step.
pub(super) struct Costs {
    speeds: Mutex<HashMap<(ModelId, Work), TokensPerSecond>>,
    metrics: Arc<Metrics>,
}

impl Costs {
    /// Nothing known yet.
    pub(super) fn new(metrics: Arc<Metrics>) -> Self {
        Self {
            speeds: Mutex::default(),
            metrics,
        }
    }

    /// What a model says of its forward pass when it is loaded. What was learnt of it since an earlier
    /// time is kept.
    pub(super) fn calibrate(&self, model: &ModelId, forward: TokensPerSecond) {
        let mut speeds = self.speeds.lock().unwrap_or_else(PoisonError::into_inner);
        for work in Work::ALL {
            let guess = TokensPerSecond(forward.0 / work.passes());
            let key = (model.clone(), work);
            let known = *speeds.entry(key).or_insert(guess);
            self.show(model, work, known);
        }
    }

    /// Padded tokens that make a step.
    pub(super) fn tokens(&self, model: &ModelId, work: Work) -> usize {
        let speeds = self.speeds.lock().unwrap_or_else(PoisonError::into_inner);
        let known = speeds.get(&(model.clone(), work));
        let unknown = TokensPerSecond(UNKNOWN.0 / work.passes());
        let tokens = known.unwrap_or(&unknown).0 * work.slice().as_secs_f64();
        (tokens as usize).clamp(SMALLEST_STEP, LARGEST_STEP)
    }

    /// What a step came to. One that others held up does not count for more than one that ran alone, and
    /// one that was small though it was quick does not count at all: what every step takes, whatever its
    /// size, is most of it.
    pub(super) fn learn(&self, model: &ModelId, work: Work, tokens: usize, took: Duration) {
        let seen = TokensPerSecond(tokens as f64 / took.as_secs_f64().max(1e-6));
        let mut speeds = self.speeds.lock().unwrap_or_else(PoisonError::into_inner);
        let known = speeds.entry((model.clone(), work)).or_insert(seen);
        if seen.0 < known.0 && took < work.slice() / 2 {
            return;
        }
        *known = TokensPerSecond(f64::midpoint(known.0, seen.0));
        self.show(model, work, *known);
    }

    fn show(&self, model: &ModelId, work: Work, speed: TokensPerSecond) {
        let labels = vec![
            ("model", model.to_string()),
            ("work", work.name().to_owned()),
        ];
        let gauge = self.metrics.tokens_per_second.get_or_create(&labels);
        gauge.set(speed.0 as i64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_as_long_as_the_model_is_fast() {
        let costs = Costs::new(Arc::new(Metrics::new()));
        let model = ModelId::parse("a").unwrap();
        assert_eq!(costs.tokens(&model, Work::Score), 200);
        costs.calibrate(&model, TokensPerSecond(9000.0));
        assert_eq!(costs.tokens(&model, Work::Score), 900);
        assert_eq!(costs.tokens(&model, Work::Expect), 450);
        assert_eq!(costs.tokens(&model, Work::Attend), 900);
        assert_eq!(costs.tokens(&model, Work::Derive), 600);
        costs.learn(&model, Work::Score, 500, Duration::from_millis(100));
        assert_eq!(costs.tokens(&model, Work::Score), 700);
        // Loaded again: what was learnt counts.
        costs.calibrate(&model, TokensPerSecond(1.0));
        assert_eq!(costs.tokens(&model, Work::Score), 700);
        costs.learn(&model, Work::Score, 1, Duration::ZERO);
        assert_eq!(costs.tokens(&model, Work::Score), LARGEST_STEP);
        costs.learn(&model, Work::Derive, 1, Duration::from_secs(10));
        costs.learn(&model, Work::Derive, 1, Duration::from_secs(10));
        costs.learn(&model, Work::Derive, 1, Duration::from_secs(10));
        costs.learn(&model, Work::Derive, 1, Duration::from_secs(10));
        assert_eq!(costs.tokens(&model, Work::Derive), SMALLEST_STEP);
    }
}
