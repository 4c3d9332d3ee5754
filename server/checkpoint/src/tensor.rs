//! One tensor of a checkpoint: what it is and where its bytes are.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use headlight_core::{Dtype, WeightView};

/// The bytes of a whole file, mapped or read, shared by its tensors.
#[derive(Clone)]
pub(crate) struct Source(Arc<dyn AsRef<[u8]> + Send + Sync>);

impl Source {
    pub(crate) fn new(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Self {
        Self(Arc::new(bytes))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.bytes().len())
    }
}

/// A tensor whose place was checked, or whose numbers were computed.
#[derive(Clone, Debug)]
pub(crate) struct Tensor {
    pub(crate) dtype: Dtype,
    pub(crate) shape: Vec<usize>,
    pub(crate) data: Data,
}

/// Where the numbers of a tensor are, contiguous and row-major.
#[derive(Clone, Debug)]
pub(crate) enum Data {
    /// In a file, as they lie.
    Stored(Source, Range<usize>),
    /// Made by us: brought into order, or merged.
    Owned(Vec<u8>),
}

impl Tensor {
    /// A tensor of computed numbers.
    pub(crate) fn from_f32(shape: Vec<usize>, numbers: &[f32]) -> Self {
        let bytes = numbers.iter().flat_map(|number| number.to_le_bytes());
        Self {
            dtype: Dtype::F32,
            shape,
            data: Data::Owned(bytes.collect()),
        }
    }

    pub(crate) fn view(&self) -> Option<WeightView<'_>> {
        Some(WeightView {
            dtype: self.dtype,
            shape: &self.shape,
            bytes: match &self.data {
                Data::Stored(source, range) => source.bytes().get(range.clone())?,
                Data::Owned(bytes) => bytes,
            },
        })
    }
}
