//! LIME for text (Ribeiro, Singh and Guestrin 2016), as the library `lime` 0.2.0.1 computes it.

mod fit;
mod kernel;
mod masks;
mod moments;
mod select;
mod split;

use crate::Mask;
use crate::method::{Attribution, Method, Outputs};
use crate::random::Mt19937;
use crate::step::next_step;

pub use select::Selection;
pub use split::{Words, split};

use masks::Row;
use moments::Moments;

/// LIME: a linear model of the output around the text, weighted by how much of the text is left.
///
/// Outputs are fitted one by one. The kernel is the library's (cosine distance, width 25), ridge
/// regression has α = 1.
pub struct Lime {
    rows: Vec<Row>,
    asked: usize,
    values: Vec<Outputs>,
    moments: Moments,
    selection: Selection,
    uncertainty: Uncertainty,
}

/// Whether an interval is stated.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Uncertainty {
    /// The library states none.
    Unstated,
    /// The rows were drawn.
    Sampled,
    /// The rows are all there are.
    None,
}

impl Lime {
    /// The library's own rows: `samples` of them, the text itself first, from the stream of `seed`.
    pub fn preset(units: usize, samples: usize, features: usize, seed: u32) -> Self {
        let rows = masks::drawn(&mut Mt19937::new(seed), units, samples);
        Self::new(
            units,
            rows,
            Selection::auto(features),
            Uncertainty::Unstated,
        )
    }

    /// The library's rows with a weight and an interval for every unit.
    pub fn sampled(units: usize, samples: usize, seed: u32) -> Self {
        let rows = masks::drawn(&mut Mt19937::new(seed), units, samples);
        Self::new(units, rows, Selection::Everything, Uncertainty::Sampled)
    }

    /// What the library's answer tends to over many seeds of `samples` rows each: every mask once,
    /// weighted by how often it is expected. Costs 2^units evaluations and has no noise.
    pub fn enumerated(units: usize, samples: usize) -> Self {
        let rows = masks::every(units, samples);
        Self::new(units, rows, Selection::Everything, Uncertainty::None)
    }

    fn new(units: usize, rows: Vec<Row>, selection: Selection, uncertainty: Uncertainty) -> Self {
        Self {
            rows,
            asked: 0,
            values: Vec::new(),
            moments: Moments::new(units),
            selection,
            uncertainty,
        }
    }

    fn complete(&self) -> bool {
        self.values.len() == self.rows.len()
    }
}

impl Method for Lime {
    fn wanted(&mut self) -> Vec<Mask> {
        let from = self.asked;
        self.asked = next_step(from, self.rows.len());
        let rows = &self.rows[from..self.asked];
        rows.iter().map(|row| row.mask.clone()).collect()
    }

    fn take(&mut self, values: Vec<Outputs>) {
        for (row, outputs) in self.rows[self.values.len()..].iter().zip(&values) {
            self.moments.add(row, outputs);
        }
        self.values.extend(values);
    }

    fn attributions(&self) -> Option<Vec<Attribution>> {
        let outputs = self.values.first()?.len();
        let fit = |output| {
            let features = self.selection.choose(&self.moments, output);
            let fit = fit::Fit::ridge(&self.moments, output, &features, fit::ALPHA);
            let mut attribution = fit.attribution(self.moments.units());
            let margin = match self.uncertainty {
                Uncertainty::Sampled if self.complete() => {
                    fit::margins(&fit, &self.moments, &self.rows, &self.values, output)
                }
                Uncertainty::None if self.complete() => vec![Some(0.0); self.moments.units()],
                _ => vec![None; self.moments.units()],
            };
            for (weight, margin) in attribution.weights.iter_mut().zip(margin) {
                weight.margin = margin;
            }
            attribution
        };
        Some((0..outputs).map(fit).collect())
    }
}
