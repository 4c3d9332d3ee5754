//! Learning a probe.

use ndarray::{Array1, Array2, ArrayView2, Axis, Zip};

use super::Probe;
use super::linear::softmax;

/// Strengths of regularisation that are tried: of weight decay as in `AdamW` (Loshchilov and Hutter 2019).
const DECAYS: [f32; 3] = [0.0, 1e-2, 1e-1];
/// Examples of one step, how often all of them are seen, and how many steps there are at least.
const BATCH: usize = 256;
const EPOCHS: usize = 4;
const LEAST_STEPS: usize = 400;
/// The first step's length; the last one's is 0.
const RATE: f32 = 3e-3;
/// Adam's means (Kingma and Ba 2015).
const BETAS: (f32, f32) = (0.9, 0.999);
const EPSILON: f32 = 1e-8;

/// Hidden states and their labels.
#[derive(Clone, Copy, Debug)]
pub struct Examples<'a> {
    /// `[examples, hidden size]`.
    pub states: ArrayView2<'a, f32>,
    /// For each example the place of its label in a list.
    pub labels: &'a [u16],
}

/// A probe, and how good it is on the part that chose it.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// The probe.
    pub probe: Probe,
    /// The strength of regularisation that was best.
    pub decay: f32,
    /// The share of the choosing part that it gets right.
    pub dev: f64,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Go on.
    GoOn,
    /// Nobody wants the answer any more.
    Stop,
}

/// Learns a probe for so many labels by the cross-entropy of `train`, once for each strength of regularisation, and takes the one
/// that gets most of `dev` right, the weaker of equals. After every pass over the examples `heard` is told how many of
/// all passes are done, and may stop it: then, or without examples, there is none. The same seed gives the same probe.
pub fn fit(
    train: Examples<'_>,
    dev: Examples<'_>,
    labels: usize,
    seed: u64,
    mut heard: impl FnMut(usize, usize) -> Told,
) -> Option<Fitted> {
    if train.labels.is_empty() {
        return None;
    }
    let scale = Scale::of(&train.states);
    let states = scale.applied(&train.states);
    let mut best: Option<Fitted> = None;
    let epochs = epochs(states.nrows());
    for (turn, decay) in DECAYS.into_iter().enumerate() {
        let mut learner = Learner::new(labels, states.ncols(), states.nrows(), decay);
        let mut random = fastrand::Rng::with_seed(seed);
        let mut order: Vec<usize> = (0..states.nrows()).collect();
        for epoch in 0..epochs {
            random.shuffle(&mut order);
            for batch in order.chunks(BATCH) {
                learner.step(
                    &states.select(Axis(0), batch),
                    batch.iter().map(|at| train.labels[*at]),
                );
            }
            if heard(turn * epochs + epoch + 1, DECAYS.len() * epochs) == Told::Stop {
                return None;
            }
        }
        let probe = scale.undone(learner.weights, &learner.bias);
        let right = probe.right(&dev.states, dev.labels) as f64;
        let dev = right / dev.labels.len().max(1) as f64;
        if best.as_ref().is_none_or(|best| dev > best.dev) {
            best = Some(Fitted { probe, decay, dev });
        }
    }
    best
}

/// How often so many examples are seen.
fn epochs(examples: usize) -> usize {
    EPOCHS.max(LEAST_STEPS.div_ceil(examples.div_ceil(BATCH)))
}

/// Every number of a hidden state brought to mean 0 and deviation 1, so that one step fits all.
struct Scale {
    mean: Array1<f32>,
    deviation: Array1<f32>,
}

impl Scale {
    fn of(states: &ArrayView2<'_, f32>) -> Self {
        let size = states.ncols();
        let mean = states
            .mean_axis(Axis(0))
            .unwrap_or_else(|| Array1::zeros(size));
        // A number that never changes stays 0.
        let deviation = states
            .std_axis(Axis(0), 0.0)
            .mapv(|d| if d > 1e-6 { d } else { 1.0 });
        Self { mean, deviation }
    }

    fn applied(&self, states: &ArrayView2<'_, f32>) -> Array2<f32> {
        (states - &self.mean) / &self.deviation
    }

    /// The probe that says of states as they are what this one says of them scaled.
    fn undone(&self, weights: Array2<f32>, bias: &Array1<f32>) -> Probe {
        let weights = weights / &self.deviation;
        let bias = bias - &weights.dot(&self.mean);
        Probe { weights, bias }
    }
}

/// Weights on their way, and Adam's memory of them.
struct Learner {
    weights: Array2<f32>,
    bias: Array1<f32>,
    moments: [Array2<f32>; 2],
    bias_moments: [Array1<f32>; 2],
    decay: f32,
    steps: usize,
    all_steps: usize,
}

impl Learner {
    fn new(labels: usize, size: usize, examples: usize, decay: f32) -> Self {
        let zeros = || Array2::zeros((labels, size));
        let bias = || Array1::zeros(labels);
        Self {
            weights: zeros(),
            bias: bias(),
            moments: [zeros(), zeros()],
            bias_moments: [bias(), bias()],
            decay,
            steps: 0,
            all_steps: epochs(examples) * examples.div_ceil(BATCH),
        }
    }

    /// One step down the mean cross-entropy of a batch, whose slope by the logits is p − 1(label).
    fn step(&mut self, states: &Array2<f32>, labels: impl Iterator<Item = u16>) {
        let mut slopes = states.dot(&self.weights.t()) + &self.bias;
        for (mut row, label) in slopes.outer_iter_mut().zip(labels) {
            if let Some(row) = row.as_slice_mut() {
                softmax(row);
            }
            row[usize::from(label)] -= 1.0;
        }
        slopes /= states.nrows() as f32;
        let by_weights = slopes.t().dot(states);
        let by_bias = slopes.sum_axis(Axis(0));
        self.steps += 1;
        let pace = self.pace();
        let decay = self.decay * pace.rate;
        let [first, second] = &mut self.moments;
        Zip::from(&mut self.weights)
            .and(first)
            .and(second)
            .and(&by_weights)
            .for_each(|w, m, v, slope| *w -= decay * *w + pace.step(m, v, *slope));
        let [first, second] = &mut self.bias_moments;
        Zip::from(&mut self.bias)
            .and(first)
            .and(second)
            .and(&by_bias)
            .for_each(|b, m, v, slope| *b -= pace.step(m, v, *slope));
    }

    fn pace(&self) -> Pace {
        let step = self.steps as i32;
        Pace {
            rate: RATE * (1.0 - (self.steps - 1) as f32 / self.all_steps as f32),
            first: 1.0 - BETAS.0.powi(step),
            second: 1.0 - BETAS.1.powi(step),
        }
    }
}

/// How far one step goes, and what Adam's means lack after so many steps.
#[derive(Clone, Copy)]
struct Pace {
    rate: f32,
    first: f32,
    second: f32,
}

impl Pace {
    fn step(self, first: &mut f32, second: &mut f32, slope: f32) -> f32 {
        *first = BETAS.0 * *first + (1.0 - BETAS.0) * slope;
        *second = BETAS.1 * *second + (1.0 - BETAS.1) * slope * slope;
        self.rate * (*first / self.first) / ((*second / self.second).sqrt() + EPSILON)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points around a corner of a cube for each label, far from the origin and on different scales.
    fn clouds(count: usize, seed: u64) -> (Array2<f32>, Vec<u16>) {
        let mut random = fastrand::Rng::with_seed(seed);
        let labels: Vec<u16> = (0..count).map(|_| random.u16(..4)).collect();
        let mut states = Array2::zeros((count, 5));
        for (mut row, label) in states.outer_iter_mut().zip(&labels) {
            let scales = [1.0, 100.0, 0.01, 1.0, 1.0];
            for (place, scale) in scales.into_iter().enumerate() {
                let corner = f32::from(u8::from(usize::from(*label) == place)) * 3.0;
                row[place] = scale * (7.0 + corner + random.f32());
            }
            row[4] = 1.0;
        }
        (states, labels)
    }

    fn fitted(seed: u64) -> Option<Fitted> {
        let (train, dev) = (clouds(3000, 1), clouds(300, 2));
        let examples =
            |(states, labels): &'_ (Array2<f32>, Vec<u16>)| (states.clone(), labels.clone());
        let ((a, b), (c, d)) = (examples(&train), examples(&dev));
        let train = Examples {
            states: a.view(),
            labels: &b,
        };
        let dev = Examples {
            states: c.view(),
            labels: &d,
        };
        fit(train, dev, 4, seed, |_, _| Told::GoOn)
    }

    #[test]
    fn what_can_be_told_apart_is() {
        let found = fitted(1).expect("examples");
        assert!(found.dev > 0.99, "{}", found.dev);
        let (states, labels) = clouds(500, 3);
        assert!(found.probe.right(&states.view(), &labels) > 495);
        let probabilities = found.probe.probabilities(&states.row(0).to_vec());
        assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-5);
    }

    #[test]
    fn the_same_seed_gives_the_same_probe() {
        let [one, same, other] = [1, 1, 2].map(|seed| fitted(seed).expect("examples").probe);
        assert_eq!(one, same);
        assert_ne!(one, other);
        let kept = Probe::from_numbers(4, 5, &one.numbers());
        assert_eq!(kept, Some(one.clone()));
        assert_eq!(Probe::from_numbers(4, 6, &one.numbers()), None);
    }

    #[test]
    fn it_can_be_stopped_and_needs_examples() {
        let (states, labels) = clouds(300, 1);
        let some = Examples {
            states: states.view(),
            labels: &labels,
        };
        let mut heard = 0;
        let stopped = fit(some, some, 4, 1, |done, all| {
            heard = done;
            assert_eq!(all, DECAYS.len() * epochs(300));
            if done == 2 { Told::Stop } else { Told::GoOn }
        });
        assert!(stopped.is_none());
        assert_eq!(heard, 2);
        let empty = Array2::zeros((0, 5));
        let none = Examples {
            states: empty.view(),
            labels: &[],
        };
        assert!(fit(none, none, 4, 1, |_, _| Told::GoOn).is_none());
    }

    #[test]
    fn chance_is_not_learned() {
        let (states, mut labels) = clouds(3000, 1);
        fastrand::Rng::with_seed(5).shuffle(&mut labels);
        let some = Examples {
            states: states.view(),
            labels: &labels,
        };
        let (other, truth) = clouds(1000, 9);
        let dev = Examples {
            states: other.view(),
            labels: &truth,
        };
        let found = fit(some, dev, 4, 1, |_, _| Told::GoOn).expect("examples");
        assert!(found.dev < 0.6, "{}", found.dev);
    }
}
