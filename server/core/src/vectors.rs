//! Searching among the vectors that a model made of a corpus.

use crate::{Head, HiddenLayer, Layer};

/// Where vectors are compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Space {
    /// Hidden states at one point.
    Embedding(HiddenLayer),
    /// Context vectors of some heads of a layer, ascending: one head at least.
    Context(Layer, Vec<Head>),
}

/// A set of numbers from 0 on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bitmap(Vec<u64>);

impl Bitmap {
    /// The numbers below `count` for which something holds.
    pub fn of(count: usize, mut holds: impl FnMut(usize) -> bool) -> Self {
        let mut words = vec![0; count.div_ceil(64)];
        for number in (0..count).filter(|number| holds(*number)) {
            words[number / 64] |= 1 << (number % 64);
        }
        Self(words)
    }

    /// Whether a number is in the set.
    pub fn has(&self, number: usize) -> bool {
        let word = self.0.get(number / 64);
        word.is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// How many numbers are in the set.
    pub fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }
}

/// What is asked of an index.
#[derive(Clone, Copy, Debug)]
pub struct VectorQuery<'a> {
    /// Where vectors are compared.
    pub space: &'a Space,
    /// The vector: a hidden state, or the contexts of *all* heads side by side. Of any length: each
    /// compared part is brought to length one.
    pub vector: &'a [f32],
    /// Whether the mean of all vectors is subtracted on both sides.
    pub centred: bool,
    /// How many neighbours at most.
    pub k: usize,
    /// The vectors that may be found; all when left out.
    pub allowed: Option<&'a Bitmap>,
    /// For each vector its group, of which only the nearest is found. Vectors of one group stand
    /// together.
    pub groups: Option<&'a [u32]>,
}

/// A vector that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour {
    /// Its place in the index.
    pub vector: usize,
    /// The cosine, for contexts its mean over the chosen heads.
    pub score: f32,
}

/// Why an index gives no answer; for the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct VectorError(pub String);

/// The vectors of a corpus. An index answers for what it stores: the nearest are the nearest of all,
/// and of equals those that come first.
pub trait VectorIndex: Send + Sync {
    /// How many vectors there are in each space.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The nearest vectors by falling score, ties by place.
    ///
    /// # Errors
    /// When the space is not there, or the engine does not answer.
    fn nearest(&self, query: &VectorQuery<'_>) -> Result<Vec<Neighbour>, VectorError>;

    /// The median score of pairs drawn at random, the same ones each time: what chance gives.
    ///
    /// # Errors
    /// As [`VectorIndex::nearest`].
    fn random_pairs(&self, space: &Space, centred: bool) -> Result<f32, VectorError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bitmap_holds_what_it_was_given() {
        let odd = Bitmap::of(131, |number| number % 2 == 1);
        assert_eq!(odd.count(), 65);
        assert!(odd.has(129) && !odd.has(130) && !odd.has(131) && !odd.has(1000));
    }
}
