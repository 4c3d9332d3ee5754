//! Shapley values by regression.

use super::{add, additive, difference};
use crate::Mask;
use crate::count::{binomial, masks, student};
use crate::linear::solve;
use crate::method::{Attribution, Method, Outputs, Weight};
use crate::random::Mt19937;

/// Masks that are asked for at once.
const MASKS_AT_ONCE: usize = 512;
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

/// Σ w·z·zᵀ and Σ w·z·(f(z) − f(∅)).
#[derive(Clone)]
struct System {
    zz: Vec<Vec<f64>>,
    /// `[outputs][units]`.
    zy: Vec<Vec<f64>>,
}

impl Kernel {
    /// For about `budget` evaluations.
    pub fn new(units: usize, budget: usize, seed: u32) -> Self {
        let complete = masks(units) <= budget as f64;
        let inner = if units < 2 {
            Vec::new()
        } else if complete {
            every(units)
        } else {
            drawn(units, budget.saturating_sub(2) / 2, seed)
        };
        let system = System {
            zz: vec![vec![0.0; units]; units],
            zy: Vec::new(),
        };
        Self {
            units,
            masks: inner,
            asked: 0,
            taken: 0,
            complete,
            ends: None,
            parts: vec![system; PARTS],
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
        let mut zz = vec![vec![0.0; self.units]; self.units];
        let mut zy = vec![0.0; self.units];
        for (number, part) in self.parts.iter().enumerate() {
            if Some(number) == left_out || part.zy.is_empty() {
                continue;
            }
            zz.iter_mut()
                .zip(&part.zz)
                .for_each(|(sum, line)| add(sum, line, 1.0));
            add(&mut zy, &part.zy[output], 1.0);
        }
        constrained(&zz, &zy, total)
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

impl System {
    fn add(&mut self, mask: &Mask, weight: f64, gains: &[f64]) {
        let units = mask.len();
        self.zy.resize_with(gains.len(), || vec![0.0; units]);
        let kept: Vec<usize> = (0..units).filter(|unit| mask.keeps(*unit)).collect();
        for unit in &kept {
            for other in &kept {
                self.zz[*unit][*other] += weight;
            }
            for (sums, gain) in self.zy.iter_mut().zip(gains) {
                sums[*unit] += weight * gain;
            }
        }
    }
}

/// Least squares under Σφ = total: the last unit takes what the others leave.
fn constrained(zz: &[Vec<f64>], zy: &[f64], total: f64) -> Vec<f64> {
    let Some(last) = zy.len().checked_sub(1) else {
        return Vec::new();
    };
    let entry = |a: usize, b: usize| zz[a][b] - zz[a][last] - zz[last][b] + zz[last][last];
    let left = |a: usize| zy[a] - zy[last] - total * (zz[a][last] - zz[last][last]);
    let matrix: Vec<Vec<f64>> = (0..last)
        .map(|a| (0..last).map(|b| entry(a, b)).collect())
        .collect();
    let mut values = solve(&matrix, (0..last).map(left).collect());
    values.push(total - values.iter().sum::<f64>());
    values
}

/// Every mask but the two ends, with the Shapley kernel (n−1) / (C(n,k)·k·(n−k)).
fn every(units: usize) -> Vec<(Mask, f64)> {
    let inner = 1..(1_usize << units) - 1;
    let weighted = |bits| {
        let mask = Mask::of_bits(bits, units);
        let kept = mask.kept();
        let sizes = (kept * (units - kept)) as f64;
        let weight = (units - 1) as f64 / (binomial(units, kept) * sizes);
        (mask, weight)
    };
    inner.map(weighted).collect()
}

/// Masks of size k with probability ∝ 1/(k(n−k)), each followed by its opposite.
fn drawn(units: usize, pairs: usize, seed: u32) -> Vec<(Mask, f64)> {
    let mut random = Mt19937::new(seed);
    let shares: Vec<f64> = (1..units).map(|k| 1.0 / (k * (units - k)) as f64).collect();
    let total: f64 = shares.iter().sum();
    let mut order: Vec<usize> = (0..units).collect();
    let mut drawn = Vec::with_capacity(2 * pairs);
    for _ in 0..pairs {
        let mut left = random.unit() * total;
        let passes = |share: &&f64| {
            left -= **share;
            left > 0.0
        };
        let kept = (1 + shares.iter().take_while(passes).count()).min(units - 1);
        random.shuffle(&mut order);
        let mask = Mask::none(units).with(order[..kept].iter().copied());
        drawn.push((mask.clone(), 1.0));
        drawn.push((mask.complement(), 1.0));
    }
    drawn
}

impl Method for Kernel {
    fn wanted(&mut self) -> Vec<Mask> {
        if self.ends.is_none() {
            return vec![Mask::none(self.units), Mask::all(self.units)];
        }
        let from = self.asked;
        self.asked = self.masks.len().min(from + MASKS_AT_ONCE);
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
