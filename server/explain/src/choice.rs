//! Which estimator a budget is best spent on.

use crate::count::masks;
use crate::lime::Lime;
use crate::method::Method;
use crate::shap::{Exact, Partition, Permutation, Tree};

/// Fewer random orders than this say too little: phrases say more.
const FEWEST_ORDERS: usize = 4;

/// A method, and what it would cost to leave no doubt.
pub struct Choice {
    /// The method.
    pub method: Box<dyn Method>,
    /// Evaluations of an answer without sampling.
    pub exact_cost: f64,
}

/// LIME for a budget of evaluations: without noise where every mask is affordable, else from as many
/// rows as the budget has.
pub fn lime(units: usize, budget: usize, seed: u32) -> Choice {
    let exact_cost = masks(units);
    let method = if exact_cost <= budget as f64 {
        Lime::enumerated(units, budget)
    } else {
        Lime::sampled(units, budget, seed)
    };
    Choice {
        method: Box::new(method),
        exact_cost,
    }
}

/// Shapley values for a budget of evaluations: exact where every mask is affordable; else random
/// orders, which lie closer than a truncated tree of phrases at the same cost (`explainers.md`,
/// finding 5); for texts too long for that, phrases, with what is unresolved bracketed.
pub fn shap(units: usize, tree: impl FnOnce() -> Tree, budget: usize, seed: u32) -> Choice {
    let exact_cost = masks(units);
    let method: Box<dyn Method> = if exact_cost <= budget as f64 {
        Box::new(Exact::new(units))
    } else if Permutation::orders(units, budget) >= FEWEST_ORDERS {
        Box::new(Permutation::sampled(units, budget, seed))
    } else {
        Box::new(Partition::bracketed(tree(), budget))
    };
    Choice { method, exact_cost }
}
