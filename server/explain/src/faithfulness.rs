//! How far a ranking of units holds when the model is asked again.

mod curve;
mod kendall;

use crate::Mask;
use crate::method::Outputs;
use crate::random::Mt19937;
pub use curve::Point;
use kendall::tau_b;

/// Shares of the units that are taken away or kept alone.
const SHARES: [f64; 5] = [0.1, 0.2, 0.3, 0.4, 0.5];
/// Random orders that a ranking is held against.
const SHUFFLES: usize = 20;

/// Comprehensiveness and sufficiency (ERASER, 2020) as the mean over the first 10 % to
/// 50 % of the units, Kendall's τ with leaving each unit out alone (as in ferret), and the curves of
/// deletion from the first unit and from the last.
pub struct Faithfulness {
    weights: Vec<f64>,
    /// How many units [`SHARES`] are.
    sizes: Vec<usize>,
    shuffles: Vec<Vec<usize>>,
}

/// What a ranking is worth under one way of removal.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Mean fall of the output when the first units are taken away: high is good.
    pub comprehensiveness: f64,
    /// Mean fall of the output when only the first units are kept: low is good.
    pub sufficiency: f64,
    /// Kendall's τ-b between weights and the falls of leaving one out; none where either is constant.
    pub tau_loo: Option<f64>,
    /// 5 % of random orders have a comprehensiveness below this.
    pub random_low: f64,
    /// 5 % of random orders have a comprehensiveness above this.
    pub random_high: f64,
    /// The output as more and more units are taken away.
    pub curves: Vec<Point>,
}

impl Faithfulness {
    /// Of these weights; random orders come from the stream of `seed`, so that all methods are held
    /// against the same ones.
    pub fn new(weights: Vec<f64>, seed: u32) -> Self {
        let units = weights.len();
        let sizes = SHARES.map(|share| rounded(share, units).max(1));
        let mut sizes = sizes.to_vec();
        sizes.dedup();
        let mut random = Mt19937::new(seed);
        let mut order: Vec<usize> = (0..units).collect();
        let shuffled = |_| {
            random.shuffle(&mut order);
            order.clone()
        };
        Self {
            weights,
            sizes,
            shuffles: (0..SHUFFLES).map(shuffled).collect(),
        }
    }

    /// The masks to be scored: the whole text, without each unit, the first units alone, without the
    /// first units of each random order, and those of the curves. None for a text without units.
    pub fn wanted(&self) -> Vec<Mask> {
        let units = self.weights.len();
        if units == 0 {
            return Vec::new();
        }
        let whole = Mask::all(units);
        let ranked = self.ranking();
        let mut masks = vec![whole.clone()];
        masks.extend((0..units).map(|unit| whole.clone().without([unit])));
        let alone = |size: &usize| Mask::none(units).with(ranked[..*size].iter().copied());
        masks.extend(self.sizes.iter().map(alone));
        for order in [&ranked].into_iter().chain(&self.shuffles) {
            masks.extend(without(order, &self.sizes));
        }
        let reversed: Vec<usize> = ranked.iter().rev().copied().collect();
        for order in [&ranked, &reversed] {
            masks.extend(without(order, &curve::sizes(units)));
        }
        masks
    }

    /// The report on one output, from the values `[masks][outputs]` of what was wanted.
    pub fn report(&self, values: &[Outputs], output: usize) -> Option<Report> {
        let values: Vec<f64> = values.iter().map(|value| value[output]).collect();
        let (whole, rest) = values.split_first()?;
        let (left_out, rest) = rest.split_at(self.weights.len());
        let (alone, rest) = rest.split_at(self.sizes.len());
        let (orders, curves) = rest.split_at((1 + SHUFFLES) * self.sizes.len());
        let (ranked, random) = orders.split_at(self.sizes.len());
        let fall = |values: &[f64]| whole - values.iter().sum::<f64>() / values.len() as f64;
        let random: Vec<&[f64]> = random.chunks_exact(self.sizes.len()).collect();
        let (random_low, random_high) = band(random.iter().map(|values| fall(values)));
        let falls: Vec<f64> = left_out.iter().map(|value| whole - value).collect();
        Some(Report {
            comprehensiveness: fall(ranked),
            sufficiency: fall(alone),
            tau_loo: tau_b(&self.weights, &falls),
            random_low,
            random_high,
            curves: curve::points(self.weights.len(), curves, |size| {
                let place = self.sizes.iter().position(|known| *known == size)?;
                Some(band(random.iter().map(|values| values[place])))
            }),
        })
    }

    /// The units by falling weight, ties by place.
    fn ranking(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.weights.len()).collect();
        order.sort_by(|a, b| self.weights[*b].total_cmp(&self.weights[*a]));
        order
    }
}

fn rounded(share: f64, units: usize) -> usize {
    (share * units as f64).round() as usize
}

/// The text without the first units of an order, so many each time.
fn without(order: &[usize], sizes: &[usize]) -> Vec<Mask> {
    let whole = Mask::all(order.len());
    let cut = |size: &usize| whole.clone().without(order[..*size].iter().copied());
    sizes.iter().map(cut).collect()
}

/// The points below and above which 5 % of the random orders lie.
fn band(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    (values[SHUFFLES / 20], values[SHUFFLES - 1 - SHUFFLES / 20])
}
