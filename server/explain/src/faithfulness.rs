//! How far a ranking of units holds when the model is asked again.

mod kendall;

use crate::Mask;
use crate::method::Outputs;
use crate::random::Mt19937;
use kendall::tau_b;

/// Shares of the units that are taken away or kept alone.
const SHARES: [f64; 5] = [0.1, 0.2, 0.3, 0.4, 0.5];
/// Random orders that a ranking is held against.
const SHUFFLES: usize = 20;

/// Comprehensiveness and sufficiency (ERASER, 2020) as the mean over the first 10 % to
/// 50 % of the units, and Kendall's τ with leaving each unit out alone (as in ferret).
pub struct Faithfulness {
    weights: Vec<f64>,
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
}

impl Faithfulness {
    /// Of these weights; random orders come from the stream of `seed`, so that all methods are held
    /// against the same ones.
    pub fn new(weights: Vec<f64>, seed: u32) -> Self {
        let units = weights.len();
        let sizes = SHARES.map(|share| ((share * units as f64) as usize).max(1));
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

    /// The masks to be scored: the whole text, without each unit, without the first units, the first
    /// units alone, and without the first units of each random order. None for a text without units.
    pub fn wanted(&self) -> Vec<Mask> {
        let units = self.weights.len();
        if units == 0 {
            return Vec::new();
        }
        let whole = Mask::all(units);
        let ranked = self.ranking();
        let without = |order: &[usize]| -> Vec<Mask> {
            let cut = |size: &usize| whole.clone().without(order[..*size].iter().copied());
            self.sizes.iter().map(cut).collect()
        };
        let mut masks = vec![whole.clone()];
        masks.extend((0..units).map(|unit| whole.clone().without([unit])));
        masks.extend(without(&ranked));
        let alone = |size: &usize| Mask::none(units).with(ranked[..*size].iter().copied());
        masks.extend(self.sizes.iter().map(alone));
        masks.extend(self.shuffles.iter().flat_map(|order| without(order)));
        masks
    }

    /// The report on one output, from the values `[masks][outputs]` of what was wanted.
    pub fn report(&self, values: &[Outputs], output: usize) -> Option<Report> {
        let (whole, values) = values.split_first()?;
        let falls: Vec<f64> = values
            .iter()
            .map(|value| whole[output] - value[output])
            .collect();
        let (left_out, rest) = falls.split_at(self.weights.len());
        let mut means = rest
            .chunks_exact(self.sizes.len())
            .map(|falls| falls.iter().sum::<f64>() / falls.len() as f64);
        let (comprehensiveness, sufficiency) = (means.next()?, means.next()?);
        let mut random: Vec<f64> = means.collect();
        random.sort_by(f64::total_cmp);
        Some(Report {
            comprehensiveness,
            sufficiency,
            tau_loo: tau_b(&self.weights, left_out),
            random_low: random[SHUFFLES / 20],
            random_high: random[SHUFFLES - 1 - SHUFFLES / 20],
        })
    }

    /// The units by falling weight, ties by place.
    fn ranking(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.weights.len()).collect();
        order.sort_by(|a, b| self.weights[*b].total_cmp(&self.weights[*a]));
        order
    }
}
