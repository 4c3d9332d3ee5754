//! Which units of a text stay.

/// One perturbation: for each unit, whether it stays.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mask(Vec<bool>);

impl Mask {
    /// Every unit stays.
    pub fn all(units: usize) -> Self {
        Self(vec![true; units])
    }

    /// No unit stays.
    pub fn none(units: usize) -> Self {
        Self(vec![false; units])
    }

    /// The mask of a bit pattern: unit i stays where bit i is set.
    pub(crate) fn of_bits(bits: usize, units: usize) -> Self {
        Self((0..units).map(|unit| bits >> unit & 1 == 1).collect())
    }

    /// Number of units.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the text has no units.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a unit stays.
    pub fn keeps(&self, unit: usize) -> bool {
        self.0[unit]
    }

    /// How many units stay.
    pub fn kept(&self) -> usize {
        self.0.iter().filter(|keeps| **keeps).count()
    }

    /// Each unit's fate, in order.
    pub fn iter(&self) -> impl Iterator<Item = bool> + '_ {
        self.0.iter().copied()
    }

    /// This mask with some units put back.
    #[must_use]
    pub fn with(mut self, units: impl IntoIterator<Item = usize>) -> Self {
        units.into_iter().for_each(|unit| self.0[unit] = true);
        self
    }

    /// This mask with some units taken away.
    #[must_use]
    pub fn without(mut self, units: impl IntoIterator<Item = usize>) -> Self {
        units.into_iter().for_each(|unit| self.0[unit] = false);
        self
    }

    /// The opposite mask.
    #[must_use]
    pub fn complement(mut self) -> Self {
        self.0.iter_mut().for_each(|keeps| *keeps = !*keeps);
        self
    }
}
