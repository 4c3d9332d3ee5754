//! What is lost with each unit alone.

use crate::Mask;
use crate::method::{Attribution, Method, Outputs, Quality, Weight};

/// Occlusion (Zeiler and Fergus 2014), also called leave-one-out: a unit's weight is how much the
/// output falls when it alone is taken away. The base value is the output of the whole text.
pub struct Occlusion {
    units: usize,
    asked: bool,
    /// The whole text, then without each unit.
    values: Vec<Outputs>,
}

impl Occlusion {
    /// Over so many units.
    pub fn new(units: usize) -> Self {
        Self {
            units,
            asked: false,
            values: Vec::new(),
        }
    }
}

impl Method for Occlusion {
    fn wanted(&mut self) -> Vec<Mask> {
        if std::mem::replace(&mut self.asked, true) {
            return Vec::new();
        }
        let whole = Mask::all(self.units);
        let without = (0..self.units).map(|unit| whole.clone().without([unit]));
        [whole.clone()].into_iter().chain(without).collect()
    }

    fn take(&mut self, values: Vec<Outputs>) {
        self.values = values;
    }

    fn attributions(&self) -> Option<Vec<Attribution>> {
        let (whole, without) = self.values.split_first()?;
        let one = |(output, whole): (usize, &f64)| Attribution {
            base: *whole,
            weights: without
                .iter()
                .map(|left| Weight::exact(whole - left[output]))
                .collect(),
            quality: Quality::Occlusion,
        };
        Some(whole.iter().enumerate().map(one).collect())
    }
}
