//! Which masks a regression is made of.

use crate::Mask;
use crate::count::binomial;
use crate::random::Mt19937;

/// Every mask but the two ends, with the Shapley kernel (n−1) / (C(n,k)·k·(n−k)).
pub(super) fn every(units: usize) -> Vec<(Mask, f64)> {
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
pub(super) fn drawn(units: usize, pairs: usize, seed: u32) -> Vec<(Mask, f64)> {
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
