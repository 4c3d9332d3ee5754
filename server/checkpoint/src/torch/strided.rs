//! Tensors as torch stores them: a shape laid over a storage with an offset and strides.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Contents, TorchDefect};
use crate::pickle::{Heap, Id, StoredTensor, Value};
use crate::tensor::{Data, Source, Tensor};

/// torch itself stops at 64; no weight has more than four.
const MAX_DIMENSIONS: usize = 16;

/// Checks the tensors and brings those into order that do not lie in it. All copies together may take
/// twice the length of the file, so that nothing is expanded without end.
pub(super) fn tensors(
    source: &Source,
    contents: &Contents<'_>,
    named: Vec<(String, Id)>,
) -> Result<BTreeMap<String, Tensor>, TorchDefect> {
    let mut budget = source.bytes().len().saturating_mul(2);
    let mut tensors = BTreeMap::new();
    for (name, id) in named {
        let tensor = tensor(source, contents, &name, id, &mut budget)?;
        tensors.insert(name, tensor);
    }
    Ok(tensors)
}

fn tensor(
    source: &Source,
    contents: &Contents<'_>,
    name: &str,
    id: Id,
    budget: &mut usize,
) -> Result<Tensor, TorchDefect> {
    let name = || name.to_owned();
    let heap = &contents.pickle.heap;
    let Value::Tensor(stored) = heap.get(id) else {
        return Err(TorchDefect::Malformed);
    };
    let Value::Storage(storage) = heap.get(stored.storage) else {
        return Err(TorchDefect::Malformed);
    };
    let lost = || TorchDefect::StorageLost { name: name() };
    let storage = contents.storages.get(storage.key).ok_or_else(lost)?;
    let layout = Layout::read(heap, stored);
    let layout = layout.filter(|layout| layout.fits(storage));
    let layout = layout.ok_or_else(|| TorchDefect::Shape { name: name() })?;
    let data = if let Some(place) = layout.contiguous(storage) {
        Data::Stored(source.clone(), place)
    } else {
        let left = budget.checked_sub(layout.bytes());
        *budget = left.ok_or_else(|| TorchDefect::Repeated { name: name() })?;
        Data::Owned(layout.gather(&source.bytes()[storage.clone()]))
    };
    Ok(Tensor {
        dtype: stored.kind.dtype,
        shape: layout.shape,
        data,
    })
}

/// Where the numbers of a tensor are; sizes in numbers but for `size`.
struct Layout {
    /// Bytes of a number.
    size: usize,
    offset: usize,
    shape: Vec<usize>,
    strides: Vec<usize>,
    count: usize,
}

impl Layout {
    fn read(heap: &Heap<'_>, stored: &StoredTensor) -> Option<Self> {
        let shape = sizes(heap, stored.shape)?;
        let strides = sizes(heap, stored.strides)?;
        let count = shape
            .iter()
            .try_fold(1usize, |count, size| count.checked_mul(*size))?;
        let size = usize::from(stored.kind.bytes);
        count.checked_mul(size)?;
        (shape.len() == strides.len()).then_some(Self {
            size,
            offset: heap.count(stored.offset)?,
            shape,
            strides,
            count,
        })
    }

    /// Whether the last number is still in the storage; strides are never negative.
    fn fits(&self, storage: &Range<usize>) -> bool {
        let mut dimensions = self.shape.iter().zip(&self.strides);
        let last = dimensions.try_fold(self.offset, |last, (size, stride)| {
            last.checked_add(size.saturating_sub(1).checked_mul(*stride)?)
        });
        self.count == 0 || last.is_some_and(|last| last < storage.len() / self.size)
    }

    /// The place in the file, where the numbers lie one behind the other.
    fn contiguous(&self, storage: &Range<usize>) -> Option<Range<usize>> {
        if self.count == 0 {
            return Some(storage.start..storage.start);
        }
        let mut expected = 1;
        for (size, stride) in self.shape.iter().zip(&self.strides).rev() {
            if *size > 1 && *stride != expected {
                return None;
            }
            expected *= size;
        }
        let start = storage.start + self.offset * self.size;
        Some(start..start + self.bytes())
    }

    fn bytes(&self) -> usize {
        self.count * self.size
    }

    /// The numbers in order, last dimension fastest.
    fn gather(&self, storage: &[u8]) -> Vec<u8> {
        let mut gathered = Vec::with_capacity(self.bytes());
        self.gather_from(0, self.offset, storage, &mut gathered);
        gathered
    }

    fn gather_from(&self, dimension: usize, at: usize, storage: &[u8], gathered: &mut Vec<u8>) {
        if dimension == self.shape.len() {
            gathered.extend_from_slice(&storage[at * self.size..][..self.size]);
            return;
        }
        for index in 0..self.shape[dimension] {
            let at = at + index * self.strides[dimension];
            self.gather_from(dimension + 1, at, storage, gathered);
        }
    }
}

fn sizes(heap: &Heap<'_>, id: Id) -> Option<Vec<usize>> {
    let sizes = heap.tuple(id).or_else(|| heap.list(id))?;
    if sizes.len() > MAX_DIMENSIONS {
        return None;
    }
    sizes.iter().map(|size| heap.count(*size)).collect()
}
