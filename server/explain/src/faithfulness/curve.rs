//! What is left of the output as more and more units are taken away.

use super::rounded;

/// Shares of the units at which the curves are read.
const SHARES: [f64; 8] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0];

/// The output when some of the units are gone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The share that is gone, from 0 to 1.
    pub share: f64,
    /// The units of the largest weights are gone.
    pub most_first: f64,
    /// The units of the smallest weights are gone.
    pub least_first: f64,
    /// Of the outputs without as many units at random, the points below and above which 5 % lie; none
    /// where no random order was cut there.
    pub random: Option<(f64, f64)>,
}

/// How many units are gone at each point, each number once.
pub(super) fn sizes(units: usize) -> Vec<usize> {
    let mut sizes = SHARES.map(|share| rounded(share, units)).to_vec();
    sizes.dedup();
    sizes
}

/// The points, from the outputs `[2 orders][sizes]` of the two curves.
pub(super) fn points(
    units: usize,
    outputs: &[f64],
    random: impl Fn(usize) -> Option<(f64, f64)>,
) -> Vec<Point> {
    let sizes = sizes(units);
    let (most, least) = outputs.split_at(sizes.len());
    let both = most.iter().zip(least);
    let points = sizes.iter().zip(both);
    points
        .map(|(size, (most_first, least_first))| Point {
            share: *size as f64 / units as f64,
            most_first: *most_first,
            least_first: *least_first,
            random: random(*size),
        })
        .collect()
}
