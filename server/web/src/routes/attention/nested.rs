//! Quantised numbers as nested lists.

use serde::{Serialize, Serializer};

/// Numbers in order, and the sizes of the lists that they make.
pub(super) struct Nested<'a, T> {
    pub values: &'a [T],
    pub shape: &'a [usize],
    /// What a value stands for.
    pub read: fn(T) -> f32,
}

impl<T: Copy> Serialize for Nested<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let inner = self.shape.get(1..).unwrap_or_default();
        if inner.is_empty() {
            return serializer.collect_seq(self.values.iter().map(|value| (self.read)(*value)));
        }
        let lists = self.values.chunks_exact(inner.iter().product());
        serializer.collect_seq(lists.map(|values| Nested {
            values,
            shape: inner,
            read: self.read,
        }))
    }
}
