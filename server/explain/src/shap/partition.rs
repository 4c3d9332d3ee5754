//! Owen values over a tree of phrases.

mod credit;
mod task;

use std::collections::BinaryHeap;

use super::{Tree, add, additive, difference};
use crate::Mask;
use crate::method::{Attribution, Method, Outputs};

use credit::{bracketed, smeared};
use task::Task;

/// Masks that the library scores at once: it stops collecting at 5, and they come in twos.
const PRESET_BATCH: usize = 5;
/// Masks that we score at once while it matters which phrases are next.
const BATCH: usize = 64;
/// Masks that are scored at once where all phrases get their turn anyway.
const WHOLE_BATCH: usize = 2048;

/// What becomes of credit that the budget did not suffice to divide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leftover {
    /// It is spread over the phrase's players, as the library does.
    Smear,
    /// It stays with the phrase.
    Bracket,
}

/// The Owen recursion of shap's `Partition` (`explainers/_partition.py`, `fixed_context=None`): the
/// credit of a phrase is divided between its halves, each seen with the other half hidden and shown,
/// the phrases with most credit first.
pub struct Partition {
    tree: Tree,
    budget: usize,
    leftover: Leftover,
    /// Masks that are scored at once.
    batch_size: usize,
    used: usize,
    ends: Option<(Outputs, Outputs)>,
    /// Credit of every node, `[nodes][outputs]`.
    credit: Vec<Outputs>,
    queue: BinaryHeap<Task>,
    batch: Vec<Task>,
    tasks: u64,
}

impl Partition {
    /// For `max_evals` evaluations in all; with the library's batches where they run out.
    pub fn preset(tree: Tree, max_evals: usize) -> Self {
        Self::new(tree, max_evals, Leftover::Smear)
    }

    /// For at most about `budget` evaluations; what is left over stays with its phrase.
    pub fn bracketed(tree: Tree, budget: usize) -> Self {
        Self::new(tree, budget, Leftover::Bracket)
    }

    fn new(tree: Tree, evaluations: usize, leftover: Leftover) -> Self {
        // Where nothing is left over, the order in which phrases are divided changes nothing.
        let batch_size = match leftover {
            _ if tree.exact_cost() <= evaluations as f64 => WHOLE_BATCH,
            Leftover::Smear => PRESET_BATCH,
            Leftover::Bracket => BATCH,
        };
        Self {
            batch_size,
            tree,
            budget: evaluations.saturating_sub(2),
            leftover,
            used: 0,
            ends: None,
            credit: Vec::new(),
            queue: BinaryHeap::new(),
            batch: Vec::new(),
            tasks: 0,
        }
    }

    fn begin(&mut self, mut values: Vec<Outputs>) {
        let (Some(full), Some(base)) = (values.pop(), values.pop()) else {
            return;
        };
        self.credit = vec![vec![0.0; base.len()]; self.tree.nodes()];
        if let Some(root) = self.tree.nodes().checked_sub(1) {
            let shown = Mask::none(self.tree.leaves());
            self.push(shown, &base, &full, root, 1.0);
        }
        self.ends = Some((base, full));
    }

    fn push(&mut self, shown: Mask, off: &[f64], on: &[f64], node: usize, weight: f64) {
        let sizes = difference(on, off).into_iter().map(f64::abs);
        self.queue.push(Task {
            priority: sizes.fold(0.0, f64::max) * weight,
            number: self.tasks,
            shown,
            off: off.to_vec(),
            on: on.to_vec(),
            node,
            weight,
        });
        self.tasks += 1;
    }

    /// Takes phrases from the queue until a batch is full; players take their credit at once.
    fn collect(&mut self) -> Vec<Mask> {
        let mut masks = Vec::new();
        while masks.len() < self.batch_size && self.used + masks.len() < self.budget {
            let Some(task) = self.queue.pop() else { break };
            if let Some((left, right)) = self.tree.children(task.node) {
                masks.push(self.show(&task.shown, left));
                masks.push(self.show(&task.shown, right));
                self.batch.push(task);
            } else {
                let credit = difference(&task.on, &task.off);
                add(&mut self.credit[task.node], &credit, task.weight);
            }
        }
        self.used += masks.len();
        masks
    }

    fn show(&self, shown: &Mask, node: usize) -> Mask {
        let (first, last) = self.tree.cover(node);
        shown.clone().with(first..=last)
    }

    fn divide(&mut self, task: &Task, on_left: &[f64], on_right: &[f64]) {
        let Some((left, right)) = self.tree.children(task.node) else {
            return;
        };
        let weight = task.weight / 2.0;
        let with_left = self.show(&task.shown, left);
        let with_right = self.show(&task.shown, right);
        self.push(task.shown.clone(), &task.off, on_left, left, weight);
        self.push(task.shown.clone(), &task.off, on_right, right, weight);
        self.push(with_right, on_right, &task.on, left, weight);
        self.push(with_left, on_left, &task.on, right, weight);
    }

    /// Every node's credit, undivided credit included, and which nodes have some.
    fn settled(&self) -> (Vec<Outputs>, Vec<bool>) {
        let mut credit = self.credit.clone();
        let mut open = vec![false; self.tree.nodes()];
        for task in &self.queue {
            add(
                &mut credit[task.node],
                &difference(&task.on, &task.off),
                task.weight,
            );
            open[task.node] |= task.node >= self.tree.leaves();
        }
        (credit, open)
    }
}

impl Method for Partition {
    fn wanted(&mut self) -> Vec<Mask> {
        let players = self.tree.leaves();
        if self.ends.is_none() {
            return vec![Mask::none(players), Mask::all(players)];
        }
        self.collect()
    }

    fn take(&mut self, values: Vec<Outputs>) {
        if self.ends.is_none() {
            return self.begin(values);
        }
        let batch = std::mem::take(&mut self.batch);
        for (task, pair) in batch.iter().zip(values.chunks_exact(2)) {
            self.divide(task, &pair[0], &pair[1]);
        }
    }

    fn attributions(&self) -> Option<Vec<Attribution>> {
        let (base, full) = self.ends.as_ref()?;
        let (credit, open) = self.settled();
        let one = |output: usize| {
            let credit: Vec<f64> = credit.iter().map(|credit| credit[output]).collect();
            let (weights, phrases) = match self.leftover {
                Leftover::Smear => (smeared(&self.tree, credit), Vec::new()),
                Leftover::Bracket => bracketed(&self.tree, &credit, &open),
            };
            additive(base[output], full[output], weights, phrases)
        };
        Some((0..base.len()).map(one).collect())
    }
}
