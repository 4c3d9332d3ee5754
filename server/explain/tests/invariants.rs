//! What holds for any model: `explainers.md`, section 2.1, numbers in brackets.

#![expect(clippy::float_cmp, reason = "what must be equal to the bit")]

mod black_box;

use black_box::drive;
use headlight_explain::shap::{Exact, Kernel, Order, Partition, Permutation, Tree};
use headlight_explain::{
    Attribution, Faithfulness, Lime, Mask, Method, Mt19937, Occlusion, Quality, Report,
};
use proptest::prelude::*;

/// A game of two-way interactions on at most eight players: the base, a weight for each, and a
/// strength for each pair.
#[derive(Clone, Debug)]
struct Game {
    singles: Vec<f64>,
    pairs: Vec<f64>,
}

impl Game {
    fn units(&self) -> usize {
        self.singles.len()
    }

    fn value(&self, mask: &Mask) -> f64 {
        let kept: Vec<usize> = (0..self.units()).filter(|unit| mask.keeps(*unit)).collect();
        let singles: f64 = kept.iter().map(|unit| self.singles[*unit]).sum();
        let pair = |(a, b): (&usize, &usize)| if a < b { self.pairs[a * 8 + b] } else { 0.0 };
        let pairs: f64 = kept
            .iter()
            .flat_map(|a| kept.iter().map(move |b| pair((a, b))))
            .sum();
        0.3 + singles + pairs
    }

    /// Something that no polynomial of low degree is.
    fn bent(&self, mask: &Mask) -> f64 {
        1.0 / (1.0 + (-self.value(mask)).exp())
    }
}

fn games() -> impl Strategy<Value = Game> {
    let singles = prop::collection::vec(-2.0..2.0, 1..8);
    let pairs = prop::collection::vec(-1.0..1.0, 64);
    (singles, pairs).prop_map(|(singles, pairs)| Game { singles, pairs })
}

fn one(method: &mut dyn Method, value: impl Fn(&Mask) -> f64) -> Attribution {
    drive(method, |mask| vec![value(mask)]).remove(0)
}

fn values(attribution: &Attribution) -> Vec<f64> {
    attribution
        .weights
        .iter()
        .map(|weight| weight.value)
        .collect()
}

fn distance(left: &[f64], right: &[f64]) -> f64 {
    left.iter()
        .zip(right)
        .map(|(l, r)| (l - r).abs())
        .fold(0.0, f64::max)
}

/// Every method whose weights add up, at some budget.
fn additive(units: usize, budget: usize) -> Vec<Box<dyn Method>> {
    let tree = Tree::balanced(units);
    vec![
        Box::new(Exact::new(units)),
        Box::new(Kernel::new(units, budget, 1)),
        Box::new(Partition::preset(tree.clone(), budget)),
        Box::new(Partition::bracketed(tree.clone(), budget)),
        Box::new(Permutation::preset(units, &Order::Tree(tree), budget, 1)),
        Box::new(Permutation::sampled(units, budget, 1)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// [1] Base and weights add up to the answer, at any budget.
    #[test]
    fn efficiency(game in games(), budget in 2usize..300) {
        let units = game.units();
        let full = game.bent(&Mask::all(units));
        for mut method in additive(units, budget) {
            let found = one(method.as_mut(), |mask| game.bent(mask));
            let Quality::Additive { residual, unresolved } = &found.quality else { panic!() };
            prop_assert!(residual.abs() < 1e-12);
            let held: f64 = unresolved.iter().map(|phrase| phrase.value).sum();
            let sum = found.base + values(&found).iter().sum::<f64>() + held;
            prop_assert!((sum - full).abs() < 1e-12);
        }
    }

    /// [2] Exact values are the mean over all orders; [kernel] and so is a regression on every mask.
    #[test]
    fn shapley_is_the_mean_over_orders(game in games()) {
        let units = game.units().min(6);
        let value = |mask: &Mask| {
            let grown = Mask::none(game.units()).with((0..units).filter(|unit| mask.keeps(*unit)));
            game.bent(&grown)
        };
        let exact = values(&one(&mut Exact::new(units), value));
        let mut mean = vec![0.0; units];
        let orders = orders(units);
        for order in &orders {
            let mut mask = Mask::none(units);
            for unit in order {
                let next = mask.clone().with([*unit]);
                mean[*unit] += (value(&next) - value(&mask)) / orders.len() as f64;
                mask = next;
            }
        }
        prop_assert!(distance(&exact, &mean) < 1e-12);
        let kernel = values(&one(&mut Kernel::new(units, 64, 0), value));
        prop_assert!(distance(&exact, &kernel) < 1e-9, "{exact:?} {kernel:?}");
    }

    /// [3] Equal players get equal values.
    #[test]
    fn symmetry(game in games()) {
        let units = game.units() + 1;
        let last = units - 1;
        // The last player repeats the first one: both do what either does.
        let value = |mask: &Mask| {
            let kept = (0..last).filter(|unit| mask.keeps(*unit));
            let first = (mask.keeps(0) || mask.keeps(last)).then_some(0);
            game.bent(&Mask::none(last).with(kept.chain(first)))
        };
        let exact = values(&one(&mut Exact::new(units), value));
        prop_assert!((exact[0] - exact[last]).abs() < 1e-12);
    }

    /// [4] A player that does nothing gets nothing, where the budget suffices.
    #[test]
    fn dummy(game in games()) {
        let units = game.units() + 1;
        let value = |mask: &Mask| {
            let kept = (0..game.units()).filter(|unit| mask.keeps(*unit));
            game.bent(&Mask::none(game.units()).with(kept))
        };
        for mut method in additive(units, 1000) {
            let found = values(&one(method.as_mut(), value));
            prop_assert!(found[units - 1].abs() < 1e-9);
        }
        prop_assert_eq!(values(&one(&mut Occlusion::new(units), value))[units - 1], 0.0);
    }

    /// [5] Weights are linear in the model: the difference of two models is exact.
    #[test]
    fn linearity(a in games(), strength in -2.0..2.0, budget in 10usize..200) {
        let units = a.units();
        let other = |mask: &Mask| strength * f64::from(u8::from(mask.kept().is_multiple_of(2)));
        let three = |mask: &Mask| {
            let (left, right) = (a.bent(mask), other(mask));
            vec![left, right, left - right]
        };
        let mut methods = additive(units, budget);
        methods.push(Box::new(Lime::sampled(units, budget, 3)));
        methods.push(Box::new(Lime::enumerated(units, 1000)));
        methods.push(Box::new(Occlusion::new(units)));
        for mut method in methods {
            let found = drive(method.as_mut(), three);
            let [left, right, both] = [0, 1, 2].map(|output| values(&found[output]));
            let apart: Vec<f64> = left.iter().zip(&right).map(|(l, r)| l - r).collect();
            prop_assert!(distance(&apart, &both) < 1e-9);
        }
    }

    /// [6] On an additive model every method finds its weights.
    #[test]
    fn an_additive_model(singles in prop::collection::vec(-1.0..1.0, 2..7)) {
        let game = Game { singles: singles.clone(), pairs: vec![0.0; 64] };
        let mut methods = additive(singles.len(), 1000);
        methods.push(Box::new(Permutation::sampled(singles.len(), 1, 5)));
        methods.push(Box::new(Occlusion::new(singles.len())));
        for mut method in methods {
            let found = values(&one(method.as_mut(), |mask| game.value(mask)));
            prop_assert!(distance(&found, &singles) < 1e-9);
        }
    }

    /// [9] Where at most two interact, one order there and back is exact.
    #[test]
    fn two_way_interactions(game in games(), seed: u32) {
        let units = game.units();
        let exact = values(&one(&mut Exact::new(units), |mask| game.value(mask)));
        let walked = values(&one(&mut Permutation::sampled(units, 1, seed), |mask| game.value(mask)));
        prop_assert!(distance(&exact, &walked) < 1e-12);
    }

    /// [10] The tree's cost is what the recursion asks for.
    #[test]
    fn exact_cost(game in games()) {
        let tree = Tree::balanced(game.units());
        let mut asked = 0;
        let mut method = Partition::preset(tree.clone(), 1_000_000);
        drive(&mut method, |mask| {
            asked += 1;
            vec![game.bent(mask)]
        });
        prop_assert_eq!(f64::from(asked), tree.exact_cost());
    }

    /// [14] The same seed gives the same numbers, to the bit; [15] the other class gives the opposite.
    #[test]
    fn determinism_and_classes(game in games(), seed: u32) {
        let units = game.units();
        let both = |mask: &Mask| vec![game.bent(mask), 1.0 - game.bent(mask)];
        let lime = || drive(&mut Lime::preset(units, 300, 10, seed), both);
        let shap = || drive(&mut Permutation::sampled(units, 100, seed), both);
        for (first, again) in [(lime(), lime()), (shap(), shap())] {
            prop_assert_eq!(&first, &again);
            let opposite: Vec<f64> = values(&first[1]).iter().map(|weight| -weight).collect();
            prop_assert!(distance(&values(&first[0]), &opposite) < 1e-12);
        }
    }

    /// [14] Outputs in another order are attributions in another order; [15] and of two classes that
    /// add up to one, each gets the opposite of the other.
    #[test]
    fn outputs_are_alike(game in games(), seed: u32, budget in 4usize..200) {
        let units = game.units();
        let outputs = |mask: &Mask| vec![game.bent(mask), 1.0 - game.bent(mask), game.value(mask)];
        let turned = |mask: &Mask| outputs(mask).into_iter().rev().collect();
        let methods = || {
            let mut methods = additive(units, budget);
            methods.push(Box::new(Lime::preset(units, budget, 10, seed)));
            methods.push(Box::new(Lime::sampled(units, budget, seed)));
            methods.push(Box::new(Occlusion::new(units)));
            methods
        };
        for (mut method, mut again) in methods().into_iter().zip(methods()) {
            let found = drive(method.as_mut(), outputs);
            let mut other = drive(again.as_mut(), turned);
            other.reverse();
            prop_assert_eq!(&found, &other);
            let opposite: Vec<f64> = values(&found[1]).iter().map(|weight| -weight).collect();
            prop_assert!(distance(&values(&found[0]), &opposite) < 1e-7);
        }
    }

    /// [17] A ranking by what each unit alone takes away is no worse than chance.
    #[test]
    fn a_ranking_by_leaving_out_is_faithful(game in games(), seed: u32) {
        // Where units do not interact, no ranking is better.
        let plain = Game { pairs: vec![0.0; 64], ..game };
        let weights = values(&one(&mut Occlusion::new(plain.units()), |mask| plain.value(mask)));
        let report = faithfulness(&plain, weights, seed);
        prop_assert!(report.comprehensiveness >= report.random_high - 1e-12, "{:?}", report);
        prop_assert!(report.tau_loo.is_none_or(|tau| tau > 0.999));
        for point in &report.curves {
            prop_assert!(point.most_first <= point.least_first + 1e-12);
        }
    }

    /// A phrase that is not resolved keeps its credit; players outside are exact.
    #[test]
    fn brackets(game in games(), budget in 2usize..80) {
        let units = game.units();
        let tree = Tree::balanced(units);
        let complete = one(&mut Partition::preset(tree.clone(), 1000), |mask| game.bent(mask));
        let found = one(&mut Partition::bracketed(tree, budget), |mask| game.bent(mask));
        for (weight, expected) in found.weights.iter().zip(values(&complete)) {
            prop_assert!(weight.margin.is_none() || (weight.value - expected).abs() < 1e-12);
        }
    }
}

fn faithfulness(game: &Game, weights: Vec<f64>, seed: u32) -> Report {
    let faithfulness = Faithfulness::new(weights, seed);
    let masks = faithfulness.wanted();
    let values: Vec<Vec<f64>> = masks.iter().map(|mask| vec![game.value(mask)]).collect();
    let report = faithfulness.report(&values, 0);
    report.expect("a game has units")
}

/// [17] A ranking that was drawn has no advantage over others that were drawn.
#[test]
fn a_random_ranking_is_as_good_as_chance() {
    let game = Game {
        singles: vec![0.8, -1.2, 0.1, 0.0, 2.0, -0.4, 0.3, 1.0],
        pairs: (0..64).map(|n| f64::from(n % 7) / 4.0 - 0.6).collect(),
    };
    let mut random = Mt19937::new(5);
    let (mut below, mut above) = (0, 0);
    for seed in 0..400 {
        let weights = (0..8).map(|_| random.unit()).collect();
        let report = faithfulness(&game, weights, 1000 + seed);
        below += u32::from(report.comprehensiveness < report.random_low);
        above += u32::from(report.comprehensiveness > report.random_high);
    }
    // The band of 20 orders leaves out one of them at either end, or a little more.
    for outside in [below, above] {
        assert!((10..70).contains(&outside), "{below} below, {above} above");
    }
}

fn orders(units: usize) -> Vec<Vec<usize>> {
    if units == 0 {
        return vec![vec![]];
    }
    let shorter = orders(units - 1);
    let places = |order: &Vec<usize>| {
        let order = order.clone();
        (0..units).map(move |at| {
            let mut longer = order.clone();
            longer.insert(at, units - 1);
            longer
        })
    };
    shorter.iter().flat_map(places).collect()
}

/// [7] LIME on a linear model is off by the shrink of its ridge and no more.
#[test]
fn lime_finds_a_linear_model() {
    for (units, samples, tolerance) in [
        (5, 5000, 0.01),
        (50, 5000, 0.01),
        (20, 1000, 0.03),
        (20, 500, 0.1),
    ] {
        let singles: Vec<f64> = (0..units).map(|unit| (unit as f64 * 0.7).sin()).collect();
        let largest = singles.iter().fold(0.0_f64, |max, w| max.max(w.abs()));
        let value = |mask: &Mask| {
            (0..units)
                .filter(|u| mask.keeps(*u))
                .map(|u| singles[u])
                .sum()
        };
        let found = one(&mut Lime::sampled(units, samples, 1), value);
        let error = distance(&values(&found), &singles) / largest;
        assert!(
            error < tolerance,
            "{units} units, {samples} samples: {error}"
        );
    }
}

/// What LIME without noise says is what LIME says on average, and its intervals hold it.
#[test]
fn lime_without_noise() {
    let game = Game {
        singles: vec![0.8, -1.2, 0.1, 0.0, 2.0, -0.4, 0.3, 1.0],
        pairs: (0..64).map(|n| f64::from(n % 7) / 4.0 - 0.6).collect(),
    };
    let exact = one(&mut Lime::enumerated(8, 5000), |mask| game.bent(mask));
    let runs: Vec<Attribution> = (0..20)
        .map(|seed| one(&mut Lime::sampled(8, 5000, seed), |mask| game.bent(mask)))
        .collect();
    let mut held = 0;
    for (unit, weight) in exact.weights.iter().enumerate() {
        let mean = runs.iter().map(|run| run.weights[unit].value).sum::<f64>() / 20.0;
        assert!(
            (mean - weight.value).abs() < 0.0015,
            "{unit}: {mean} {weight:?}"
        );
        held += runs
            .iter()
            .filter(|run| {
                (run.weights[unit].value - weight.value).abs() < run.weights[unit].margin.unwrap()
            })
            .count();
    }
    assert!(held > 140, "of 160 intervals {held} hold the value");
}

/// [16] Nothing to explain, and one word.
#[test]
fn small_texts() {
    for units in [0, 1] {
        let value = |mask: &Mask| if mask.kept() == 1 { 0.9 } else { 0.4 };
        for mut method in additive(units, 100) {
            let found = one(method.as_mut(), value);
            assert_eq!(found.base, 0.4);
            assert!(
                values(&found)
                    .iter()
                    .all(|weight| (weight - 0.5).abs() < 1e-12)
            );
        }
        for mut method in [Lime::preset(units, 50, 10, 1), Lime::enumerated(units, 50)] {
            assert_eq!(one(&mut method, value).weights.len(), units);
        }
        assert_eq!(one(&mut Occlusion::new(units), value).weights.len(), units);
    }
}

/// Six hundred words: every method ends within its budget.
#[test]
fn long_texts() {
    let value = |mask: &Mask| mask.kept() as f64 / 600.0;
    let tree = Tree::balanced(600);
    let methods: [Box<dyn Method>; 4] = [
        Box::new(Partition::bracketed(tree, 500)),
        Box::new(Permutation::sampled(600, 500, 1)),
        Box::new(Kernel::new(600, 500, 1)),
        Box::new(Occlusion::new(600)),
    ];
    for mut method in methods {
        let found = one(method.as_mut(), value);
        assert_eq!(found.weights.len(), 600);
        assert!(found.weights.iter().all(|weight| weight.value.is_finite()));
    }
}
