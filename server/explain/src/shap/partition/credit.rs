//! What becomes of the credit of phrases in the end.

use crate::method::{Phrase, Weight};
use crate::shap::Tree;

/// Hands the credit of phrases down to their players by number (`lower_credit`).
pub(super) fn smeared(tree: &Tree, mut credit: Vec<f64>) -> Vec<Weight> {
    let size = |node: usize| (tree.cover(node).1 - tree.cover(node).0 + 1) as f64;
    for node in (tree.leaves()..tree.nodes()).rev() {
        if let Some((left, right)) = tree.children(node) {
            let share = credit[node] / size(node);
            credit[left] += share * size(left);
            credit[right] += share * size(right);
        }
    }
    credit[..tree.leaves()]
        .iter()
        .copied()
        .map(Weight::bare)
        .collect()
}

/// Leaves the credit of phrases with them; players outside open phrases are exact.
pub(super) fn bracketed(tree: &Tree, credit: &[f64], open: &[bool]) -> (Vec<Weight>, Vec<Phrase>) {
    let mut weights: Vec<Weight> = credit[..tree.leaves()]
        .iter()
        .copied()
        .map(Weight::exact)
        .collect();
    let mut phrases = Vec::new();
    for node in (0..tree.nodes()).filter(|node| open[*node]) {
        let (first, last) = tree.cover(node);
        weights[first..=last]
            .iter_mut()
            .for_each(|weight| weight.margin = None);
        phrases.push(Phrase {
            first,
            last,
            value: credit[node],
        });
    }
    (weights, phrases)
}
