//! Weights in the files that `torch.save` writes: a pickle that describes tensors, and their numbers
//! beside it. Two layouts: a zip archive, and what PyTorch wrote before 1.6.

mod defect;
mod kind;
mod legacy;
mod module;
mod search;
mod strided;
mod zip;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::pickle::Pickle;
use crate::tensor::{Source, Tensor};

pub use defect::TorchDefect;
pub(crate) use kind::Kind;

/// A file taken apart: what it describes, and where the numbers of each storage are.
struct Contents<'a> {
    pickle: Pickle<'a>,
    storages: HashMap<&'a str, Range<usize>>,
}

/// Whether a file begins as one that `torch.save` writes.
pub(crate) fn is_torch(bytes: &[u8]) -> bool {
    zip::is_zip(bytes) || legacy::is_legacy(bytes)
}

/// The weights of a file under the names of its state dict.
pub(crate) fn read(source: &Source) -> Result<BTreeMap<String, Tensor>, TorchDefect> {
    let bytes = source.bytes();
    let contents = if zip::is_zip(bytes) {
        zip::read(bytes)?
    } else {
        legacy::read(bytes)?
    };
    let names = search::weights(&contents.pickle)?;
    let names = search::without_wrapper(names);
    strided::tensors(source, &contents, names)
}
