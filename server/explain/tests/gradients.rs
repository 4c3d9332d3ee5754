//! What holds of integrated gradients for any model: `explainers.md`, section 2.1, numbers in brackets.
//! The model is a net with one hidden layer, whose gradients are a formula.

use headlight_core::{Output, PathEnds, PathPoint};
use headlight_explain::gradients::{Integral, IntegratedGradients, gauss_legendre};
use proptest::prelude::*;

const TOKENS: usize = 4;
const SIZE: usize = 3;
const HIDDEN: usize = 5;
const NUMBERS: usize = TOKENS * SIZE;

/// Two logits V · g(W x) of the embeddings x `[tokens · size]`, g being tanh or nothing.
#[derive(Clone, Debug)]
struct Net {
    /// W, `[hidden][tokens · size]`.
    into: Vec<Vec<f64>>,
    /// V, `[2][hidden]`.
    out: Vec<Vec<f64>>,
    bent: bool,
}

impl Net {
    fn hidden(&self, x: &[f64]) -> Vec<f64> {
        let sum = |row: &Vec<f64>| row.iter().zip(x).map(|(w, x)| w * x).sum();
        self.into.iter().map(sum).collect()
    }

    fn logits(&self, x: &[f64]) -> Vec<f64> {
        let hidden = self.hidden(x);
        let activated = |h: &f64| if self.bent { h.tanh() } else { *h };
        let sum = |row: &Vec<f64>| {
            let pairs = row.iter().zip(&hidden);
            pairs.map(|(v, h)| v * activated(h)).sum()
        };
        self.out.iter().map(sum).collect()
    }

    /// The derivatives of a logit by each number.
    fn gradient(&self, label: usize, x: &[f64]) -> Vec<f64> {
        let hidden = self.hidden(x);
        let mut gradient = vec![0.0; NUMBERS];
        for ((h, row), v) in hidden.iter().zip(&self.into).zip(&self.out[label]) {
            let slope = if self.bent {
                1.0 - h.tanh().powi(2)
            } else {
                1.0
            };
            for (sum, w) in gradient.iter_mut().zip(row) {
                *sum += v * slope * w;
            }
        }
        gradient
    }

    /// A point of the way between two texts, for the logarithm of a label's odds, or for its logit.
    fn point(
        &self,
        from: &[f64],
        to: &[f64],
        alpha: f64,
        label: usize,
        output: Output,
    ) -> PathPoint {
        let way: Vec<f64> = to.iter().zip(from).map(|(to, from)| to - from).collect();
        let x: Vec<f64> = from
            .iter()
            .zip(&way)
            .map(|(x, way)| x + alpha * way)
            .collect();
        let other = match output {
            Output::LogOdds => 1.0,
            _ => 0.0,
        };
        let (own, others) = (self.gradient(label, &x), self.gradient(1 - label, &x));
        let rises: Vec<f64> = (0..NUMBERS)
            .map(|at| way[at] * (own[at] - other * others[at]))
            .collect();
        PathPoint {
            value: output.value(label, &self.logits(&x)),
            slopes: rises.chunks(SIZE).map(|rises| rises.iter().sum()).collect(),
        }
    }

    fn integral(&self, from: &[f64], to: &[f64], label: usize, steps: Option<usize>) -> Integral {
        self.integral_of(from, to, label, steps, Output::LogOdds)
    }

    fn integral_of(
        &self,
        from: &[f64],
        to: &[f64],
        label: usize,
        steps: Option<usize>,
        output: Output,
    ) -> Integral {
        let value = |x: &[f64]| output.value(label, &self.logits(x));
        let ends = PathEnds {
            baseline: value(from),
            text: value(to),
        };
        let mut machine = IntegratedGradients::new(steps, ends);
        loop {
            let alphas = machine.wanted();
            if alphas.is_empty() {
                return machine.integral().expect("an answer").clone();
            }
            let points: Vec<PathPoint> = alphas
                .iter()
                .map(|alpha| self.point(from, to, *alpha, label, output))
                .collect();
            machine.take(&points);
        }
    }
}

fn numbers(size: usize, range: f64) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(-range..range, size)
}

fn nets(bent: bool) -> impl Strategy<Value = Net> {
    let into = prop::collection::vec(numbers(NUMBERS, 0.5), HIDDEN);
    let out = prop::collection::vec(numbers(HIDDEN, 1.0), 2);
    (into, out).prop_map(move |(into, out)| Net { into, out, bent })
}

fn texts() -> impl Strategy<Value = Vec<f64>> {
    numbers(NUMBERS, 1.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// [11] A linear net takes one step, a smooth one thirty.
    #[test]
    fn completeness(line in nets(false), curve in nets(true), from in texts(), to in texts()) {
        prop_assert!(line.integral(&from, &to, 0, Some(1)).delta().abs() < 1e-12);
        let found = curve.integral(&from, &to, 0, Some(30));
        prop_assert!(found.delta().abs() < 1e-6, "{}", found.delta());
        prop_assert!(found.converged());
        prop_assert_eq!(found.steps, 30);
    }

    /// [12] Nothing comes of a baseline that is the text; a token that it keeps has 0.
    #[test]
    fn what_does_not_change_has_no_weight(net in nets(true), from in texts(), to in texts()) {
        let same = net.integral(&to, &to, 0, None);
        prop_assert!(same.tokens.iter().all(|weight| weight.abs() < 1e-12));
        prop_assert!(same.converged());
        let mut kept = from;
        kept[..SIZE].copy_from_slice(&to[..SIZE]);
        kept[NUMBERS - SIZE..].copy_from_slice(&to[NUMBERS - SIZE..]);
        let found = net.integral(&kept, &to, 0, None);
        prop_assert_eq!((found.tokens[0], found.tokens[TOKENS - 1]), (0.0, 0.0));
    }

    /// [13] The way back has the opposite weights.
    #[test]
    fn the_way_back_is_the_opposite(net in nets(true), from in texts(), to in texts()) {
        for steps in [1, 2, 7, 20, 50] {
            let there = net.integral(&from, &to, 0, Some(steps));
            let back = net.integral(&to, &from, 0, Some(steps));
            let largest = there.tokens.iter().fold(1.0_f64, |most, weight| most.max(weight.abs()));
            for (there, back) in there.tokens.iter().zip(&back.tokens) {
                prop_assert!((there + back).abs() < 1e-12 * largest);
            }
        }
    }

    /// [15] With two labels, what speaks for one speaks against the other.
    #[test]
    fn the_other_label_has_the_opposite(net in nets(true), from in texts(), to in texts()) {
        let (first, second) = (net.integral(&from, &to, 0, None), net.integral(&from, &to, 1, None));
        for (first, second) in first.tokens.iter().zip(&second.tokens) {
            prop_assert!((first + second).abs() < 1e-12);
        }
        prop_assert!((first.value + second.value).abs() < 1e-12);
    }

    /// [5] The difference of two logits has the difference of their weights.
    #[test]
    fn linearity(net in nets(true), from in texts(), to in texts()) {
        let logit = |label| net.integral_of(&from, &to, label, Some(20), Output::Logit);
        let (first, second) = (logit(0), logit(1));
        let odds = net.integral(&from, &to, 0, Some(20));
        for (token, weight) in odds.tokens.iter().enumerate() {
            prop_assert!((weight - (first.tokens[token] - second.tokens[token])).abs() < 1e-12);
        }
    }
}

/// [12] Every rule divides exactly 1.
#[test]
fn weights_add_up_to_one() {
    for steps in 1..=300 {
        let sum: f64 = gauss_legendre(steps).iter().map(|node| node.weight).sum();
        assert!((sum - 1.0).abs() < 1e-13, "{steps}: {sum}");
    }
}

/// A net whose answer jumps on the way needs more steps than a smooth one, and says when even the most
/// are not enough.
#[test]
fn steps_are_raised_until_the_gap_is_small() {
    let wall = |steepness: f64| Net {
        into: vec![vec![steepness; NUMBERS]],
        out: vec![vec![3.0], vec![0.0]],
        bent: true,
    };
    let (from, to) = (vec![-0.7; NUMBERS], vec![1.0; NUMBERS]);
    let steps: Vec<(usize, bool)> = [0.1, 1.0, 4.0, 1e4]
        .map(|steepness| wall(steepness).integral(&from, &to, 0, None))
        .map(|found| (found.steps, found.converged()))
        .to_vec();
    assert_eq!(steps[0], (20, true));
    assert!(steps.is_sorted(), "{steps:?}");
    assert!([50, 100].contains(&steps[1].0) && steps[1].1, "{steps:?}");
    assert_eq!(steps[3], (300, false));
}
