//! Shapley values by enumeration.

use super::additive;
use crate::Mask;
use crate::count::binomial;
use crate::method::{Attribution, Method, Outputs, Weight};

/// Shapley values from all 2^n masks: φᵢ = Σ over S without i of (f(S+i) − f(S)) / (n·C(n−1, |S|))
/// (Shapley 1953; `explainers/_exact.py`).
pub struct Exact {
    units: usize,
    /// Values by bit pattern, `[2^units][outputs]`.
    values: Vec<Outputs>,
}

impl Exact {
    /// Over so many units; at most about 16 are affordable.
    pub fn new(units: usize) -> Self {
        Self {
            units,
            values: Vec::new(),
        }
    }

    fn shapley(&self, unit: usize, output: usize) -> f64 {
        let bit = 1 << unit;
        let without = (0..self.values.len()).filter(|set| set & bit == 0);
        let gain = |set: usize| {
            let others = set.count_ones() as usize;
            let orders = self.units as f64 * binomial(self.units - 1, others);
            (self.values[set | bit][output] - self.values[set][output]) / orders
        };
        without.map(gain).sum()
    }
}

impl Method for Exact {
    fn wanted(&mut self) -> Vec<Mask> {
        let from = self.values.len();
        // All at once: nothing can be said before the last one.
        (from..1 << self.units)
            .map(|bits| Mask::of_bits(bits, self.units))
            .collect()
    }

    fn take(&mut self, values: Vec<Outputs>) {
        self.values.extend(values);
    }

    fn attributions(&self) -> Option<Vec<Attribution>> {
        let (base, full) = (self.values.first()?, self.values.last()?);
        let one = |output| {
            let weights = (0..self.units).map(|unit| Weight::exact(self.shapley(unit, output)));
            additive(base[output], full[output], weights.collect(), Vec::new())
        };
        let complete = self.values.len() == 1 << self.units;
        complete.then(|| (0..base.len()).map(one).collect())
    }
}
