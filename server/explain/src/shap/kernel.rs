//! Shapley values by regression.

mod masks;
mod system;

use self::masks::{drawn, every};
use super::{additive, difference};
use crate::Mask;
use crate::count::{masks, student};
use crate::method::{Attribution, Method, Outputs, Weight};
use crate::step::next_step;
use system::System;

/// Parts of the sample, each of which is left out once to see how much hangs on it.
const PARTS: usize = 10;

/// KernelSHAP with the constraint that values add up (Lundberg and Lee 2017), masks drawn in pairs
/// with their opposites (Covert and Lee 2021). Where the budget covers every mask it is exact.
///
/// This is the method, not the stream of `explainers/_kernel.py`: with every mask it gives what the
/// library gives without its L1 step.
pub struct Kernel {
    units: usize,
    masks: Vec<(Mask, f64)>,
    asked: usize,
    taken: usize,
    complete: bool,
    ends: Option<(Outputs, Outputs)>,
    /// One system for each part of the sample.
    parts: Vec<System>,
}

impl Kernel {
    /// For about `budget` evaluations, at least one pair of masks.
    pub fn new(units: usize, budget: usize, seed: u32) -> Self {
        let complete = masks(units) <= budget as f64;
        let inner = if units < 2 {
            Vec::new()
        } else if complete {
            every(units)
        } else {
            drawn(units, (budget.saturating_sub(2) / 2).max(1), seed)
        };
        Self {
            units,
            masks: inner,
            asked: 0,
            taken: 0,
            complete,
            ends: None,
            parts: vec![System::new(units); PARTS],
        }
    }

    fn learn(&mut self, values: &[Outputs]) {
        let Some((base, _)) = &self.ends else { return };
        for value in values {
            let (mask, weight) = &self.masks[self.taken];
            // The two of a pair belong to one part.
            let part = &mut self.parts[self.taken / 2 % PARTS];
            part.add(mask, *weight, &difference(value, base));
            self.taken += 1;
        }
    }

    /// The values by all parts but one, for one output.
    fn values(&self, left_out: Option<usize>, output: usize, total: f64) -> Vec<f64> {
        let parts = self.parts.iter().enumerate();
        let kept = parts.filter(|(number, _)| Some(*number) != left_out);
        System::solve(self.units, kept.map(|(_, part)| part), output, total)
    }

    fn weights(&self, output: usize, total: f64) -> Vec<Weight> {
        let values = self.values(None, output, total);
        if self.complete && self.taken == self.masks.len() {
            return values.into_iter().map(Weight::exact).collect();
        }
        let parts: Vec<Vec<f64>> = (0..PARTS)
            .map(|part| self.values(Some(part), output, total))
            .collect();
        let margin = |unit: usize| {
            let mean = parts.iter().map(|values| values[unit]).sum::<f64>() / PARTS as f64;
            let spread: f64 = parts
                .iter()
                .map(|values| (values[unit] - mean).powi(2))
                .sum();
            student(PARTS - 1) * (spread * (PARTS - 1) as f64 / PARTS as f64).sqrt()
        };
        let weight = |(unit, value)| Weight {
            value,
            margin: Some(margin(unit)),
        };
        values.into_iter().enumerate().map(weight).collect()
    }
}

impl Method for Kernel {
    fn wanted(&mut self) -> Vec<Mask> {
        if self.ends.is_none() {
            return vec![Mask::none(self.units), Mask::all(self.units)];
        }
        let from = self.asked;
        self.asked = next_step(from, self.masks.len());
        let asked = &self.masks[from..self.asked];
        asked.iter().map(|(mask, _)| mask.clone()).collect()
    }

    fn take(&mut self, mut values: Vec<Outputs>) {
        if self.ends.is_some() {
            return self.learn(&values);
        }
        if let (Some(full), Some(base)) = (values.pop(), values.pop()) {
            self.ends = Some((base, full));
        }
    }

    fn attributions(&self) -> Option<Vec<Attribution>> {
        let (base, full) = self.ends.as_ref()?;
        if self.taken == 0 && self.units > 1 {
            return None;
        }
        let one = |output: usize| {
            let total = full[output] - base[output];
            additive(
                base[output],
                full[output],
                self.weights(output, total),
                Vec::new(),
            )
        };
        Some((0..base.len()).map(one).collect())
    }
}
