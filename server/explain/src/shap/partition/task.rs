//! What waits in the queue of the Owen recursion.

use std::cmp::Ordering;

use crate::Mask;
use crate::method::Outputs;

/// A phrase whose credit in one context waits to be divided.
pub(super) struct Task {
    /// How much credit it holds.
    pub priority: f64,
    /// Tells equals apart: first come, first served.
    pub number: u64,
    /// What else is shown.
    pub shown: Mask,
    /// The values with the phrase hidden.
    pub off: Outputs,
    /// The values with the phrase shown.
    pub on: Outputs,
    /// The phrase.
    pub node: usize,
    /// The share of contexts that this one stands for.
    pub weight: f64,
}

impl Ord for Task {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_priority = self.priority.total_cmp(&other.priority);
        by_priority.then(other.number.cmp(&self.number))
    }
}

impl PartialOrd for Task {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Task {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Task {}
