//! Shapley values by random orders.

use super::{Tree, add, additive, difference};
use crate::Mask;
use crate::count::student;
use crate::method::{Attribution, Method, Outputs, Weight};
use crate::random::Mt19937;
use crate::step::next_step;

/// How orders are drawn.
#[derive(Clone, Debug)]
pub enum Order {
    /// Any order; each is a shuffle of the one before it.
    Free,
    /// Orders that keep the phrases of a tree together: every join is turned at random, which makes
    /// the answer Owen values (`maskers.Text` in shap).
    Tree(Tree),
}

/// Antithetic permutation sampling (`explainers/_permutation.py`): units are added in a random order
/// until the text is whole, then taken away in the same order; a unit's value is its mean change.
/// Always adds up; one order is exact where at most two units interact.
pub struct Permutation {
    units: usize,
    orders: Vec<Vec<usize>>,
    asked: usize,
    taken: usize,
    preset: bool,
    ends: Option<(Outputs, Outputs)>,
    /// Σ and Σ² of an order's changes, `[units][outputs]`.
    sums: Vec<Outputs>,
    squares: Vec<Outputs>,
}

impl Permutation {
    /// As many orders as `max_evals` evaluations allow, at least one, from the stream of `seed`.
    pub fn preset(units: usize, order: &Order, max_evals: usize, seed: u32) -> Self {
        Self::new(units, order, max_evals, seed, true)
    }

    /// Free orders, with intervals.
    pub fn sampled(units: usize, budget: usize, seed: u32) -> Self {
        Self::new(units, &Order::Free, budget, seed, false)
    }

    /// How many orders a budget allows.
    pub fn orders(units: usize, budget: usize) -> usize {
        budget / (2 * units + 1)
    }

    fn new(units: usize, order: &Order, budget: usize, seed: u32, preset: bool) -> Self {
        let mut random = Mt19937::new(seed);
        let mut current: Vec<usize> = (0..units).collect();
        let count = Self::orders(units, budget).max(1);
        let mut draw = |_| {
            match order {
                Order::Free => random.shuffle(&mut current),
                Order::Tree(tree) => current = turned(tree, &mut random),
            }
            current.clone()
        };
        Self {
            units,
            orders: (0..count).map(&mut draw).collect(),
            asked: 0,
            taken: 0,
            preset,
            ends: None,
            sums: Vec::new(),
            squares: Vec::new(),
        }
    }

    fn count(&mut self, order: &[usize], values: &[Outputs]) {
        let whole = &values[self.units];
        let outputs = whole.len();
        self.ends = Some((values[0].clone(), whole.clone()));
        self.sums.resize_with(self.units, || vec![0.0; outputs]);
        self.squares.resize_with(self.units, || vec![0.0; outputs]);
        for (place, unit) in order.iter().enumerate() {
            let removed = self.units + place;
            let mut change = difference(&values[place + 1], &values[place]);
            add(
                &mut change,
                &difference(&values[removed], &values[removed + 1]),
                1.0,
            );
            for change in &mut change {
                *change /= 2.0;
            }
            let squares: Outputs = change.iter().map(|change| change * change).collect();
            add(&mut self.sums[*unit], &change, 1.0);
            add(&mut self.squares[*unit], &squares, 1.0);
        }
    }

    fn weight(&self, unit: usize, output: usize) -> Weight {
        let count = self.taken as f64;
        let value = self.sums[unit][output] / count;
        let spread = (self.squares[unit][output] / count - value * value).max(0.0);
        let sampled = !self.preset && self.taken > 1;
        let error = || student(self.taken - 1) * (spread / (count - 1.0)).sqrt();
        Weight {
            value,
            margin: sampled.then(error),
        }
    }
}

impl Method for Permutation {
    fn wanted(&mut self) -> Vec<Mask> {
        let (from, length) = (self.asked, 2 * self.units + 1);
        let masks = next_step(from * length, self.orders.len() * length);
        self.asked = masks.div_ceil(length);
        let asked = &self.orders[from..self.asked];
        asked.iter().flat_map(|order| walk(order)).collect()
    }

    fn take(&mut self, values: Vec<Outputs>) {
        for values in values.chunks_exact(2 * self.units + 1) {
            let order = std::mem::take(&mut self.orders[self.taken]);
            self.count(&order, values);
            self.taken += 1;
        }
    }

    fn attributions(&self) -> Option<Vec<Attribution>> {
        let (base, full) = self.ends.as_ref()?;
        let one = |output| {
            let weights = (0..self.units).map(|unit| self.weight(unit, output));
            additive(base[output], full[output], weights.collect(), Vec::new())
        };
        Some((0..base.len()).map(one).collect())
    }
}

/// From nothing to everything and back to nothing, 2n + 1 masks.
fn walk(order: &[usize]) -> Vec<Mask> {
    let mut masks = vec![Mask::none(order.len())];
    for unit in order {
        masks.push(masks[masks.len() - 1].clone().with([*unit]));
    }
    for unit in order {
        masks.push(masks[masks.len() - 1].clone().without([*unit]));
    }
    masks
}

/// The players from left to right after every join was turned or not: one normal deviate for each,
/// in the order of the joins, and a negative one keeps left before right.
fn turned(tree: &Tree, random: &mut Mt19937) -> Vec<usize> {
    let keeps: Vec<bool> = tree.joins().iter().map(|_| random.normal() < 0.0).collect();
    let mut order = Vec::with_capacity(tree.leaves());
    let mut stack: Vec<usize> = tree.nodes().checked_sub(1).into_iter().collect();
    while let Some(node) = stack.pop() {
        match tree.children(node) {
            None => order.push(node),
            Some((left, right)) if keeps[node - tree.leaves()] => stack.extend([right, left]),
            Some((left, right)) => stack.extend([left, right]),
        }
    }
    order
}
